//! Running text: inlines and blocks, before and after names are resolved.

use crate::model::language::Language;
use crate::model::source::Span;
use crate::model::transcription::Mark;

/// Tells one text node from every other of the book, so that a printed page
/// can say at which word it begins. Given out by `resolve`, rising in reading
/// order within one section; `TextId::NONE` before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextId(pub u32);

impl TextId {
    /// Text that no page map needs: made by the compiler, or not yet numbered.
    pub const NONE: TextId = TextId(u32::MAX);
}

/// Running text. `R` is [`crate::model::manuscript::Written`] before
/// `resolve` and [`crate::model::book::Reference`] after it.
#[derive(Clone, Debug, PartialEq)]
pub enum Inline<R> {
    Text(Text),
    Styled {
        style: TextStyle,
        content: Vec<Inline<R>>,
    },
    Foreign {
        language: Language,
        content: Vec<Inline<R>>,
    },
    /// A line break that the editor asked for.
    LineBreak,
    /// A tag, a link or a note's mark, with the text it stands on.
    Reference {
        to: R,
        content: Vec<Inline<R>>,
        span: Span,
    },
    /// An image within a line.
    Image {
        image: Image,
        span: Span,
    },
}

/// Characters as they are printed: quotation marks and dashes are already
/// typographic. `span` covers the source they come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    pub id: TextId,
    pub text: String,
    pub span: Span,
}

/// How a stretch of text is set off.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TextStyle {
    Emphasis,
    Strong,
    Struck,
    Superior,
    Inferior,
    Code,
    SmallCapitals,
    /// A style that the edition names itself: `[…](style:name)`.
    Named(String),
    /// What the editors found or did there: `[…](supplied:)`. The signs that
    /// show it are text beside it, put in by `resolve`.
    Transcribed(Mark),
}

/// An image by its name below the manuscript folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    pub name: String,
    /// The alternative text; empty for an ornament.
    pub alternative: String,
}

/// A block of text. `id` is what the editor wrote as `{#id}`; `anchor` is
/// given out by `resolve` to blocks that have one.
#[derive(Clone, Debug, PartialEq)]
pub struct Block<R> {
    pub kind: BlockKind<R>,
    pub span: Span,
    pub id: Option<String>,
    pub anchor: Option<crate::model::book::AnchorId>,
}

/// What a block is.
#[derive(Clone, Debug, PartialEq)]
pub enum BlockKind<R> {
    /// `level` from 1 to 6, as written; the chapter's title is not among them.
    Heading {
        level: u8,
        content: Vec<Inline<R>>,
    },
    Paragraph(Vec<Inline<R>>),
    Quotation {
        kind: QuotationKind,
        blocks: Vec<Block<R>>,
    },
    List(List<R>),
    Definitions(Vec<Definition<R>>),
    Table(Table<R>),
    /// `number` counts figures through the book, from 1, given by `resolve`.
    Figure {
        image: Image,
        caption: Vec<Inline<R>>,
        /// Whose picture it is, or who lent it.
        credit: Vec<Inline<R>>,
        /// Whether it has a page of its own.
        is_plate: bool,
        number: u32,
    },
    SectionBreak,
    /// Preformatted text, line by line.
    Code(Text),
}

/// The kinds of block quotation: `> [!verse]` and so on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuotationKind {
    Plain,
    /// Lines end at line breaks; stanzas are paragraphs.
    Verse,
    Epigraph,
    Letter,
    Opener,
    Closer,
    /// Place and date in the letter's own words.
    Dateline,
    Signature,
    Postscript,
    /// What the editors say of a document before its text.
    Headnote,
    Dialogue,
}

/// A list; `start` is the number of the first item of an ordered one.
#[derive(Clone, Debug, PartialEq)]
pub struct List<R> {
    pub start: Option<u64>,
    /// No blank lines between its items.
    pub is_tight: bool,
    pub items: Vec<Vec<Block<R>>>,
}

/// A term and what is said of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Definition<R> {
    pub term: Vec<Inline<R>>,
    pub descriptions: Vec<Vec<Block<R>>>,
}

/// A table. `head` is one row and may be empty; all rows have as many cells as
/// `alignments`.
#[derive(Clone, Debug, PartialEq)]
pub struct Table<R> {
    pub alignments: Vec<Alignment>,
    pub head: Vec<Vec<Inline<R>>>,
    pub rows: Vec<Vec<Vec<Inline<R>>>>,
}

/// How a column of a table is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alignment {
    Start,
    Centre,
    End,
}

/// The printed characters alone; line breaks become spaces. Text on tags and
/// links is kept; notes' marks print nothing here.
pub fn plain<R>(inlines: &[Inline<R>]) -> String {
    let mut text = String::new();
    gather_plain(inlines, &mut text);
    text
}

fn gather_plain<R>(inlines: &[Inline<R>], text: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(node) => text.push_str(&node.text),
            Inline::LineBreak => text.push(' '),
            Inline::Image { .. } => {}
            Inline::Styled { content, .. }
            | Inline::Foreign { content, .. }
            | Inline::Reference { content, .. } => gather_plain(content, text),
        }
    }
}
