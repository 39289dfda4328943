//! Tags that could be added to a manuscript.

use crate::model::register::RecordId;
use crate::model::source::{FileId, Span};

/// What a manuscript names without a tag.
#[derive(Clone, Debug, Default)]
pub struct Suggestions {
    /// A unified diff, its paths below the manuscript folder; empty where
    /// there is nothing to add.
    pub patch: String,
    /// How many tags it adds, and to how many files.
    pub tag_count: usize,
    pub file_count: usize,
    /// What was not guessed, in the order of the names.
    pub doubts: Vec<Doubt>,
    /// Files that no patch can be made for: their lines end in several ways.
    pub unpatched: Vec<FileId>,
}

/// A name that could be tagged, if an editor says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    pub name: String,
    pub reason: DoubtReason,
    /// Whom it could mean, in the order of the registers.
    pub bearers: Vec<RecordId>,
    /// In reading order.
    pub places: Vec<Span>,
}

/// Why a name was not tagged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DoubtReason {
    /// Several records have it.
    SeveralBearers,
    /// It is an ordinary word too.
    CommonWord,
    /// It is used as a place is: *in Washington*.
    Place,
    /// *Mrs*, *Lady*: perhaps somebody else of the family.
    Family,
    /// Another name follows or precedes it.
    LongerName,
    /// A bracket or the like beside it would be read as a part of the tag.
    Brackets,
}

impl DoubtReason {
    /// Why, in a few words.
    pub fn words(self) -> &'static str {
        match self {
            DoubtReason::SeveralBearers => "could be several",
            DoubtReason::CommonWord => "is an ordinary word too",
            DoubtReason::Place => "may be the place",
            DoubtReason::Family => "may be somebody else of the family",
            DoubtReason::LongerName => "may be part of a longer name",
            DoubtReason::Brackets => "stands beside a bracket or mark that a tag cannot touch",
        }
    }
}
