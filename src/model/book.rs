//! The book: the manuscript with every reference resolved, in reading order.

use crate::model::edition::{Edition, Generated, NoteMarks, NotePlace};
use crate::model::listing::{Listing, Repository};
use crate::model::manuscript::{Chapter, Query, Sigil};
use crate::model::register::{Record, RecordId};
use crate::model::source::Span;
use crate::model::text::{Block, Inline, Text, TextId};
use crate::model::transcription::Mark;
use crate::model::works::Work;

/// A whole edition. Handles (`NoteId` and so on) are positions in its lists.
#[derive(Clone, Debug)]
pub struct Book {
    pub edition: Edition,
    /// In reading order: front matter, body, back matter.
    pub sections: Vec<Section>,
    /// All notes, by series and section in the order of first citation.
    pub notes: Vec<Note>,
    pub citations: Vec<Citation>,
    /// All mentions, in reading order of the text; those of registers' notes last.
    pub mentions: Vec<Mention>,
    pub records: Vec<Record>,
    /// Names of the register files, as `Record::register` counts them.
    pub registers: Vec<String>,
    pub anchors: Vec<Anchor>,
    /// Figures in reading order.
    pub figures: Vec<Figure>,
    /// Lists made of documents and events, in reading order.
    pub listings: Vec<Listing>,
    pub repositories: Vec<Repository<Reference>>,
    /// Queries of the manuscript, for its proofs.
    pub queries: Vec<Query>,
    /// In the order of the bibliography.
    pub works: Vec<Work>,
    /// Works of the edition's files that the book has no use for.
    pub unused_works: Vec<(String, Span)>,
    /// The marks of transcription that the text uses, in their order.
    pub marks: Vec<Mark>,
    /// The first `TextId` that no text of the book has.
    pub text_count: u32,
}

impl Book {
    /// A book of an edition, with nothing in it yet.
    pub fn of(edition: Edition) -> Book {
        Book {
            edition,
            sections: Vec::new(),
            notes: Vec::new(),
            citations: Vec::new(),
            mentions: Vec::new(),
            records: Vec::new(),
            registers: Vec::new(),
            anchors: Vec::new(),
            figures: Vec::new(),
            listings: Vec::new(),
            repositories: Vec::new(),
            queries: Vec::new(),
            works: Vec::new(),
            unused_works: Vec::new(),
            marks: Vec::new(),
            text_count: 0,
        }
    }

    /// The anchor behind a handle.
    pub fn anchor(&self, id: AnchorId) -> &Anchor {
        &self.anchors[id.0 as usize]
    }

    /// The note behind a handle.
    pub fn note(&self, id: NoteId) -> &Note {
        &self.notes[id.0 as usize]
    }

    /// The mention behind a handle.
    pub fn mention(&self, id: MentionId) -> &Mention {
        &self.mentions[id.0 as usize]
    }

    /// The record behind a handle.
    pub fn record(&self, id: RecordId) -> &Record {
        &self.records[id.0 as usize]
    }

    /// The citation behind a handle.
    pub fn citation(&self, id: CitationId) -> &Citation {
        &self.citations[id.0 as usize]
    }

    /// Whether a note begins with the number of the line it belongs to.
    pub fn is_keyed_to_line(&self, note: &Note) -> bool {
        matches!(note.series, Series::Further(at)
            if self.edition.notes.series[at].marks == NoteMarks::Lines)
    }

    /// Whether a section of the notes of the whole book prints any.
    pub fn has_notes_at_the_back(&self) -> bool {
        self.notes.iter().any(|note| note.print == NotePlace::Book)
    }

    /// The section behind a handle.
    pub fn section(&self, id: SectionId) -> &Section {
        &self.sections[id.0 as usize]
    }

    /// The list that a section prints.
    pub fn listing(&self, section: AnchorId) -> Option<&Listing> {
        self.listings.iter().find(|listing| self.section(listing.section).anchor == section)
    }
}

/// A reference after `resolve`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reference {
    /// A tag; its content is what it prints, empty for a mere index mark.
    Mention(MentionId),
    /// A note's mark. Its content is empty: the mark is `Note::mark`.
    Citation(CitationId),
    /// A link within the book; its content is what it prints.
    Place(AnchorId),
    /// A point that the compiler leaves in the text, for others to point at. Its
    /// content is empty.
    Point(AnchorId),
    /// A link that prints the folio of its target, *p. 34*. Its content is empty.
    PageOf(AnchorId),
    /// A link to the web: `http`, `https` or `mailto`, nothing else.
    External(Box<str>),
}

/// A section of [`Book`], by its place there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SectionId(pub u32);
/// A note of [`Book`], by its place there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NoteId(pub u32);
/// A citation of [`Book`], by its place there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CitationId(pub u32);
/// A mention of [`Book`], by its place there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MentionId(pub u32);
/// An anchor of [`Book`], by its place there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AnchorId(pub u32);

/// A point that anything may point at: an `id` in the ebook, a destination in
/// the PDF, a page in the index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// Unique in the book; an ASCII letter, then letters, digits, `-`, `_`, `.`.
    pub id: String,
    pub section: SectionId,
}

/// Where in the book a section stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Matter {
    Front,
    Body,
    Back,
}

/// A section: what begins on a page of its own in print and is a file of its
/// own in the ebook.
#[derive(Clone, Debug)]
pub struct Section {
    pub matter: Matter,
    /// 0 for a section of the book, 1 for one within a part, and so on.
    pub depth: u8,
    /// The part it belongs to.
    pub part: Option<SectionId>,
    /// The stem of its file in the ebook: ASCII, unique in the book.
    pub name: String,
    /// Where it begins, and where it ends.
    pub anchor: AnchorId,
    pub end: AnchorId,
    pub kind: SectionKind,
    /// Its notes, in the order of first citation; a document's source note
    /// comes first.
    pub notes: Vec<NoteId>,
}

/// What a section is.
#[derive(Clone, Debug)]
pub enum SectionKind {
    /// A chapter or a document.
    Chapter(BookChapter),
    Part(Part),
    Generated(Generated),
}

/// A chapter with the number it takes.
#[derive(Clone, Debug)]
pub struct BookChapter {
    /// `chapter.title` is complete: a document without one has it made from
    /// its data. `chapter.notes` is empty: see [`Section::notes`].
    pub chapter: Chapter<Reference>,
    /// The chapter's number among the numbered chapters of the body, from 1.
    pub number: Option<u32>,
    /// The unnumbered source note of a document.
    pub source_note: Option<NoteId>,
}

/// A part's title page, with its introduction.
#[derive(Clone, Debug)]
pub struct Part {
    pub title: Vec<Inline<Reference>>,
    /// From 1.
    pub number: u32,
    pub introduction: Option<Chapter<Reference>>,
}

/// A note: one, whatever the number of its citations.
#[derive(Clone, Debug)]
pub struct Note {
    pub anchor: AnchorId,
    /// The section that defines it.
    pub section: SectionId,
    /// As the manuscript has it, without the series' prefix.
    pub label: String,
    /// As it is printed, `7` or `*`; empty for a source note and for one that
    /// is keyed to a line.
    pub mark: String,
    pub series: Series,
    /// Where it stands in print.
    pub print: NotePlace,
    /// In reading order; none for a source note and for a note that is never
    /// cited, which stands after the others of its section.
    pub citations: Vec<CitationId>,
    pub blocks: Vec<Block<Reference>>,
    pub span: Span,
}

/// Which notes a note belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Series {
    /// Where a document comes from: unnumbered, before all others.
    Source,
    /// The numbered notes.
    Numbered,
    /// A position in `NoteSettings::series`.
    Further(usize),
}

/// A note's mark in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    pub note: NoteId,
    pub anchor: AnchorId,
    pub section: SectionId,
    pub span: Span,
}

/// A place where a record is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    pub record: RecordId,
    /// From the main subheading down.
    pub subheadings: Vec<String>,
    pub sigil: Sigil,
    /// A whole section rather than a point: `index:` of the front matter. It
    /// runs from the section's `anchor` to its `end`.
    pub is_whole_section: bool,
    pub anchor: AnchorId,
    pub section: SectionId,
    pub within: Within,
    pub span: Span,
}

/// What kind of text a mention stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Within {
    Text,
    Heading,
    Note(NoteId),
    /// A figure's caption, with the figure's number.
    Caption(u32),
    /// The note of another record: linked, never indexed.
    Register,
}

/// A figure, for the list of illustrations.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    pub number: u32,
    pub anchor: AnchorId,
    pub caption: Vec<Inline<Reference>>,
    pub credit: Vec<Inline<Reference>>,
}

/// The same text with nothing in it that points or is pointed at: notes' marks
/// are gone, tags and links are their bare text, text nodes lose their
/// identity. For contents, running heads, bookmarks.
pub fn bare(inlines: &[Inline<Reference>]) -> Vec<Inline<Reference>> {
    let mut text = Vec::new();
    for inline in inlines {
        match inline {
            Inline::Text(node) => {
                text.push(Inline::Text(Text { id: TextId::NONE, ..node.clone() }))
            }
            Inline::Styled { style, content } => {
                text.push(Inline::Styled { style: style.clone(), content: bare(content) });
            }
            Inline::Foreign { language, content } => {
                text.push(Inline::Foreign { language: language.clone(), content: bare(content) });
            }
            Inline::LineBreak => text.push(Inline::LineBreak),
            Inline::Reference { content, .. } => text.extend(bare(content)),
            Inline::Image { .. } => {}
        }
    }
    text
}
