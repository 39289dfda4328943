//! Indexes: headings and the passages behind them, not yet pages.

use crate::model::book::{AnchorId, Book, MentionId, NoteId, Reference};
use crate::model::register::RecordId;
use crate::model::text::{Inline, plain};

/// All back-of-book lists that the registers make.
#[derive(Clone, Debug, Default)]
pub struct Indexes {
    /// One for each of `Edition::indexes`, in that order.
    pub indexes: Vec<Index>,
    /// In order of collation; empty without a glossary.
    pub glossary: Vec<Term>,
}

impl Indexes {
    /// The terms that are abbreviations, in the glossary's order.
    pub fn abbreviations<'a>(&'a self, book: &'a Book) -> impl Iterator<Item = &'a Term> {
        let stands_for = |term: &&Term| book.record(term.record).data.expansion.is_some();
        self.glossary.iter().filter(stands_for)
    }
}

/// A term of the glossary.
#[derive(Clone, Debug)]
pub struct Term {
    pub record: RecordId,
    /// All passages that name it; none where the glossary has no locators.
    pub passages: Vec<Passage>,
    /// Where it leads, in order of collation: *see* if the record leads to
    /// another, else *see also*.
    pub references: Vec<TermReference>,
}

/// A record that a term refers to. `place` is the index that prints it, where
/// the glossary does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermReference {
    pub record: RecordId,
    pub place: Option<String>,
}

/// One index.
#[derive(Clone, Debug)]
pub struct Index {
    pub title: String,
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
    /// The record; for the see-entry of an alias, the record it leads to. None
    /// for a heading that no register has: a place, an archive.
    pub record: Option<RecordId>,
    /// What of the heading counts in the order of the index.
    pub sorts_as: String,
    pub heading: Vec<Inline<Reference>>,
    /// The dates and the biographical note, where the index prints them.
    pub note: Vec<Inline<Reference>>,
    /// Whether the note runs on from the heading, before the locators.
    pub is_note_run_in: bool,
    pub passages: Vec<Passage>,
    pub subentries: Vec<Subentry>,
    pub references: CrossReferences,
}

impl Entry {
    /// Whether nothing stands under the heading. The vocabulary of indexes in
    /// ebooks forbids such entries.
    pub fn is_blank(&self) -> bool {
        self.passages.is_empty()
            && self.note.is_empty()
            && self.subentries.is_empty()
            && self.references == CrossReferences::None
    }

    /// What stands between the heading and a note that runs on from it.
    pub fn note_joint(&self) -> &'static str {
        let has_point = plain(&self.heading).ends_with('.');
        if has_point || plain(&self.note).starts_with('(') { " " } else { ". " }
    }

    /// What stands before the first locator.
    pub fn joint(&self) -> &'static str {
        let is_sentence = self.is_note_run_in && plain(&self.note).ends_with(['.', '!', '?']);
        if is_sentence { " " } else { ", " }
    }
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
    /// The mention it comes from; of a range, the one that opens it. None for
    /// what a document's data say.
    pub mention: Option<MentionId>,
}
