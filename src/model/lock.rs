//! What holds the pages of an older printing: where they and their lines
//! began, found again in this book.

use crate::model::folio::Folio;
use crate::model::pages::PageStart;
use crate::model::text::TextId;

/// The pages of an older printing, in their order, blank ones among them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    pub pages: Vec<LockedPage>,
    /// Whether a page that cannot begin where it began is an error.
    pub is_strict: bool,
}

/// A page of the older printing. All places are this book's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockedPage {
    pub folio: Folio,
    /// What it began with (`Page::begins`); none for a page without text, and
    /// where the place is gone.
    pub start: Option<PageStart>,
    /// The lines of `Page::lines` that began with text of the manuscript, text
    /// and notes, in their order.
    pub lines: Vec<LockedLine>,
    /// `Page::figures` and `Page::tops`.
    pub figures: u16,
    pub tops: u16,
}

/// A line of the older printing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LockedLine {
    /// Where it began (`Line::begins`): the place of the word that was its
    /// first, or of the one that a correction put in its stead; within a word,
    /// if that was divided. None where the place is gone.
    pub start: Option<(TextId, u32)>,
    /// Whether the text from there to where the next line began, or to the end
    /// of its paragraph, is what it was: no word less, more or other.
    pub is_same: bool,
}
