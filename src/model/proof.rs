//! Proofs: the book's pages on larger sheets, with what editors have to know
//! beside them.

use crate::model::errata::Bit;
use crate::model::length::Length;
use crate::model::pages::Pages;

/// A proof of the whole book.
#[derive(Clone, Debug)]
pub struct Proof {
    /// The pages, whose furniture reaches beyond the trim, then lists.
    pub pages: Pages,
    pub apron: Apron,
    /// Page, line, words: a line of the book in each line, with tabs between.
    pub text: String,
}

/// Paper around the trimmed page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Apron {
    pub left: Length,
    pub right: Length,
    pub above: Length,
    pub below: Length,
}

/// A line of a page that is not what it was in an earlier printing: it gets a
/// bar in the proof's margin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// A position in `Pages::pages`.
    pub page: u32,
    /// A position in `Page::lines`.
    pub line: u32,
    /// What has changed, where the change begins with this line.
    pub says: Vec<Vec<Bit>>,
}
