//! Lists that the compiler makes of documents and events, as both books print
//! them.

use crate::model::book::{AnchorId, Reference, SectionId};
use crate::model::date::DocumentDate;
use crate::model::source::{FileId, Span};
use crate::model::text::{Alignment, Inline};

/// Which list it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListingKind {
    /// Every document with its date, correspondents, place and page.
    Calendar,
    /// What happened, from a register.
    Chronology,
    /// The documents' numbers beside those of other editions.
    Concordance,
    /// Archives with the symbols that stand for them.
    Repositories,
}

/// A list of the book.
#[derive(Clone, Debug)]
pub struct Listing {
    pub kind: ListingKind,
    /// The section that prints it.
    pub section: SectionId,
    pub groups: Vec<ListingGroup>,
}

/// Rows under a heading of their own; a list without parts is one group
/// without a heading.
#[derive(Clone, Debug)]
pub struct ListingGroup {
    pub heading: Vec<Inline<Reference>>,
    /// What the columns hold. Without it each row is a term and what is said of
    /// it: two cells.
    pub head: Vec<String>,
    /// One for each column.
    pub alignments: Vec<Alignment>,
    pub rows: Vec<ListingRow>,
}

/// A row: as many cells as the group has columns.
#[derive(Clone, Debug)]
pub struct ListingRow {
    /// Where the row stands.
    pub anchor: AnchorId,
    pub cells: Vec<ListingCell>,
}

/// A cell.
#[derive(Clone, Debug)]
pub enum ListingCell {
    Text(Vec<Inline<Reference>>),
    /// The page of an anchor, to which it leads.
    Page(AnchorId),
}

/// An event of the chronology.
#[derive(Clone, Debug)]
pub struct Event<R> {
    pub date: DocumentDate,
    /// The date as it is to be read, where it differs from the sort date.
    pub date_printed: Vec<Inline<R>>,
    pub text: Vec<Inline<R>>,
    /// Identifiers of documents that tell of it, with their places.
    pub documents: Vec<(String, Span)>,
    pub file: FileId,
}

/// An archive, a library, a collection.
#[derive(Clone, Debug, PartialEq)]
pub struct Repository<R> {
    /// What stands for it in source notes: `RGASPI`.
    pub symbol: String,
    pub name: Vec<Inline<R>>,
    pub place: Vec<Inline<R>>,
    pub span: Span,
}
