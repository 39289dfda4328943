//! What `edition.yaml` says, every default decided.

use crate::model::date::Date;
use crate::model::ebook::{BookSeries, EbookSettings};
use crate::model::language::Language;
use crate::model::manuscript::Written;
use crate::model::source::{FileId, Span};
use crate::model::text::Inline;

/// The edition: what the book is, what it contains, in which order.
#[derive(Clone, Debug)]
pub struct Edition {
    pub title: String,
    pub subtitle: Option<String>,
    pub language: Language,
    pub contributors: Vec<Contributor>,
    pub publisher: Option<Publisher>,
    /// Of this edition; also the only clock that the outputs see.
    pub date: Option<Date>,
    /// The edition statement: “Second edition, corrected”.
    pub statement: Option<String>,
    pub identifiers: Identifiers,
    /// The series that the book belongs to.
    pub series: Option<BookSeries>,
    pub rights: Option<String>,
    pub description: Option<Vec<Inline<Written>>>,
    pub subjects: Vec<String>,
    /// Name of the cover image below the manuscript folder.
    pub cover: Option<String>,
    /// Name of the style: `octavo`.
    pub style: String,
    pub contents: Contents,
    pub notes: NoteSettings,
    pub indexes: Vec<IndexSettings>,
    pub glossary: Option<GlossarySettings>,
    pub documents: DocumentSettings,
    pub ebook: EbookSettings,
}

/// Somebody who had a part in the book. `role` is a MARC relator name
/// (`author`, `editor`, `translator`); `sort` the name as it sorts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contributor {
    pub name: String,
    pub sort: Option<String>,
    pub role: String,
}

/// Who publishes the book, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publisher {
    pub name: String,
    pub place: Option<String>,
}

/// The book's numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identifiers {
    pub isbn_print: Option<String>,
    pub isbn_ebook: Option<String>,
    pub uuid: Option<String>,
}

/// The reading order.
#[derive(Clone, Debug, Default)]
pub struct Contents {
    pub front: Vec<ContentsEntry>,
    pub body: Vec<ContentsEntry>,
    pub back: Vec<ContentsEntry>,
}

/// A place in the reading order, globs already replaced by what they match.
#[derive(Clone, Debug)]
pub struct ContentsEntry {
    pub kind: ContentsKind,
    pub span: Span,
}

/// What stands at a place in the reading order.
#[derive(Clone, Debug)]
pub enum ContentsKind {
    Chapter(FileId),
    Generated(Generated),
    Part { title: Vec<Inline<Written>>, introduction: Option<FileId>, contains: Vec<ContentsEntry> },
}

/// Parts of a book that the compiler makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Generated {
    HalfTitle,
    TitlePage,
    Copyright,
    Contents,
    ListOfDocuments,
    Illustrations,
    /// The notes section of the whole book.
    Notes,
    Glossary,
    /// A position in [`Edition::indexes`].
    Index(usize),
}

/// Where notes stand and how they are numbered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteSettings {
    pub print: NotePlace,
    /// Where the ebook's notes section stands: never `Foot`.
    pub ebook: NotePlace,
    pub numbering: NoteNumbering,
    /// Series beside the numbered notes, told by the label's prefix.
    pub series: Vec<NoteSeries>,
}

/// Where notes stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotePlace {
    Foot,
    Chapter,
    Book,
}

/// Where the count of notes begins again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteNumbering {
    Chapter,
    Part,
    Book,
    /// The manuscript's labels are the numbers.
    AsWritten,
}

/// A further series of notes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteSeries {
    pub prefix: String,
    pub title: Option<String>,
    pub marks: NoteMarks,
    pub print: NotePlace,
    pub span: Span,
}

/// How notes of a series are marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteMarks {
    Numbers,
    /// *, †, ‡, §, ¶, then doubled.
    Symbols,
    /// a, b, c.
    Letters,
}

/// One index of the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexSettings {
    /// Its key under `indexes:`.
    pub name: String,
    pub title: String,
    /// Names of its register files.
    pub from: Vec<String>,
    /// Only records of these categories; all where empty.
    pub categories: Vec<String>,
    pub has_biographies: bool,
    pub merge: Merge,
    pub order: Collation,
    pub ranges: RangeStyle,
    pub span: Span,
}

/// How long a run of consecutive pages must be to become a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Merge {
    Never,
    /// 2 or 3.
    AtLeast(u32),
}

/// The order of headings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Collation {
    WordByWord,
    LetterByLetter,
}

/// How the second number of a range is shortened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RangeStyle {
    Chicago,
    Oxford,
    Mhra,
    Full,
}

/// The glossary of the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GlossarySettings {
    pub title: String,
    pub from: Vec<String>,
    /// Only terms that the text tags.
    pub is_only_used: bool,
    pub span: Span,
}

/// How documents are numbered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentSettings {
    pub numbering: DocumentNumbering,
    pub order: DocumentOrder,
}

/// Where the count of documents begins again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentNumbering {
    Book,
    Part,
    /// Documents carry no numbers.
    None,
}

/// In which order documents are expected to stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentOrder {
    Date,
    /// As the contents have them.
    Contents,
}
