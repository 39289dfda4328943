//! Indexes: headings and the passages behind them, not yet pages.

use crate::model::book::{AnchorId, MentionId, NoteId, Reference};
use crate::model::register::RecordId;
use crate::model::text::Inline;

/// All back-of-book lists that the registers make.
#[derive(Clone, Debug, Default)]
pub struct Indexes {
    /// One for each of `Edition::indexes`, in that order.
    pub indexes: Vec<Index>,
    /// Terms in order of collation; empty without a glossary.
    pub glossary: Vec<RecordId>,
}

/// One index.
#[derive(Clone, Debug)]
pub struct Index {
    pub title: String,
    /// What the devices used mean; made from those that are used.
    pub headnote: Vec<Inline<Reference>>,
    pub groups: Vec<Group>,
}

/// The entries under one letter.
#[derive(Clone, Debug)]
pub struct Group {
    /// `A`; empty for a group that has no letter of its own (numerals).
    pub letter: String,
    pub entries: Vec<Entry>,
}

/// A main heading with all that stands under it.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The record's own anchor; none for the see-entry of an alias.
    pub anchor: Option<AnchorId>,
    /// The record; for the see-entry of an alias, the record it leads to.
    pub record: RecordId,
    /// What of the heading counts in the order of the index.
    pub sorts_as: String,
    pub heading: Vec<Inline<Reference>>,
    /// The dates and the biographical note, where the index prints them.
    pub note: Vec<Inline<Reference>>,
    pub passages: Vec<Passage>,
    pub subentries: Vec<Subentry>,
    pub references: CrossReferences,
}

/// A subheading; `subentries` is empty at the second level.
#[derive(Clone, Debug)]
pub struct Subentry {
    pub heading: String,
    pub passages: Vec<Passage>,
    pub subentries: Vec<Subentry>,
}

/// Where an entry leads besides its own passages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CrossReferences {
    None,
    /// *See*: the entry has no passages of its own.
    See(AnchorId, String),
    /// *See also*, in order of collation: anchors of entries, their headings.
    SeeAlso(Vec<(AnchorId, String)>),
}

/// A passage in the text: a point, or a stretch from `from` to `to`.
///
/// Passages come in reading order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    pub from: AnchorId,
    pub to: Option<AnchorId>,
    /// The note it stands in.
    pub note: Option<NoteId>,
    pub is_principal: bool,
    pub is_illustration: bool,
    /// The mention it comes from; of a range, the one that opens it.
    pub mention: MentionId,
}
