//! The manuscript as written: parsed, but with every reference still a name.

use crate::model::date::DocumentDate;
use crate::model::document::{Arrangement, DocumentNumber, DocumentStatus};
use crate::model::edition::Edition;
use crate::model::language::Language;
use crate::model::listing::{Event, Repository};
use crate::model::register::WrittenRegister;
use crate::model::source::{FileId, Span};
use crate::model::style::Style;
use crate::model::text::{Block, Inline};
use crate::model::works::{CitedWork, WrittenWorks};

/// What `parse` makes of the inputs.
#[derive(Clone, Debug)]
pub struct Manuscript {
    pub edition: Edition,
    pub style: Style,
    /// Every Markdown file that stands in the contents, in no certain order.
    pub chapters: Vec<Chapter<Written>>,
    /// Every register that an index or the glossary names.
    pub registers: Vec<WrittenRegister>,
    /// What the chronology tells, in the order of its registers.
    pub events: Vec<Event<Written>>,
    /// In the order of their registers.
    pub repositories: Vec<Repository<Written>>,
    /// Queries to the author or the editors, file by file in their order.
    pub queries: Vec<Query>,
    /// Filled by `cite`.
    pub works: WrittenWorks,
}

/// A question in the manuscript, `<!-- query: … -->`: printed in proofs alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    pub text: String,
    /// The comment.
    pub span: Span,
    /// Whether it stands between two blocks: it is then about what follows.
    pub is_between: bool,
}

/// A reference as the editor wrote it.
#[derive(Clone, Debug, PartialEq)]
pub enum Written {
    /// `[[id|text]]`; the text is the content of the inline.
    Tag(Box<Tag>),
    /// `[text](destination)`, whatever it leads to; `lang:` and `style:` links
    /// are not among them.
    Link { destination: String },
    /// `[^label]`.
    Citation { label: String },
    /// `[@key, 418; @other]`, until `cite` has put words in its place. Its
    /// content is the source.
    Works { works: Vec<CitedWork>, at: Option<u32> },
    /// A work of the bibliography, by its key.
    Work { key: String },
}

/// A tag: `[[!stalin#in exile|the Master]]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    pub sigil: Sigil,
    pub id: String,
    /// Where the identifier stands.
    pub id_span: Span,
    /// From the main subheading down.
    pub subheadings: Vec<String>,
    pub prints: Prints,
}

/// What stands before a tag's identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sigil {
    /// A plain mention.
    None,
    /// `!`: a principal passage.
    Principal,
    /// `-`: a passing mention, linked and not indexed.
    Passing,
    /// `<`: a continuous passage begins.
    Opens,
    /// `>`: a continuous passage ends.
    Closes,
}

/// What a tag prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prints {
    /// `[[id|text]]`: its content.
    Content,
    /// `[[id]]`: the record's short form.
    Short,
    /// `[[id|]]`: nothing.
    Nothing,
}

/// A Markdown file: a chapter, a document, a preface, a part's introduction.
#[derive(Clone, Debug, PartialEq)]
pub struct Chapter<R> {
    pub file: FileId,
    /// `id:` of the front matter, else the document's.
    pub id: Option<String>,
    pub language: Option<Language>,
    pub title: Vec<Inline<R>>,
    /// For running heads, where the title is too long for them.
    pub short_title: Vec<Inline<R>>,
    pub subtitle: Vec<Inline<R>>,
    pub author: Vec<Inline<R>>,
    pub epigraph: Vec<Inline<R>>,
    /// Whether the chapter takes a number (`numbered: false` says no).
    pub is_numbered: bool,
    /// Tags of the whole chapter (`index:`); each prints nothing. Emptied by
    /// `resolve`, which makes mentions of them.
    pub index: Vec<Inline<R>>,
    pub document: Option<Document<R>>,
    pub blocks: Vec<Block<R>>,
    /// The notes that the file defines, in the order of definition; emptied by
    /// `resolve`, which keeps the notes of all chapters together.
    pub notes: Vec<WrittenNote<R>>,
    /// The whole file.
    pub span: Span,
}

impl<R> Chapter<R> {
    /// A chapter with nothing in it yet, which stands at a place.
    pub fn at(span: Span) -> Chapter<R> {
        Chapter {
            file: span.file,
            id: None,
            language: None,
            title: Vec::new(),
            short_title: Vec::new(),
            subtitle: Vec::new(),
            author: Vec::new(),
            epigraph: Vec::new(),
            is_numbered: true,
            index: Vec::new(),
            document: None,
            blocks: Vec::new(),
            notes: Vec::new(),
            span,
        }
    }
}

/// A note as defined: `[^label]: text`.
#[derive(Clone, Debug, PartialEq)]
pub struct WrittenNote<R> {
    pub label: String,
    pub blocks: Vec<Block<R>>,
    pub span: Span,
}

/// What a numbered document says of itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Document<R> {
    pub id: String,
    /// Given by `resolve`: the document's number in the edition.
    pub number: Option<DocumentNumber>,
    pub status: DocumentStatus,
    pub date: Option<DocumentDate>,
    /// The date as it is to be read, where it differs from the sort date.
    pub date_printed: Vec<Inline<R>>,
    /// One tag each, printing the record's short form. They are indexed where
    /// the title stands; after `resolve` these here are passing mentions.
    pub from: Vec<Inline<R>>,
    pub to: Vec<Inline<R>>,
    pub place: Vec<Inline<R>>,
    pub kind: Option<String>,
    /// Where the document comes from; emptied by `resolve`, which makes an
    /// unnumbered note of it.
    pub source: Vec<Inline<R>>,
    /// Numbers in other editions: edition, number, place of the edition's name.
    pub numbers: Vec<(String, String, Span)>,
    /// Identifiers of documents that came with it, with their places.
    pub encloses: Vec<(String, Span)>,
    /// Given by `resolve`.
    pub arrangement: Arrangement,
    /// The `document:` mapping.
    pub span: Span,
}
