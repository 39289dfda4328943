//! What differs between a printing and another, or the manuscript as it
//! stands.

use serde::Serialize;

use crate::model::correction::Correction;

/// All differences, in the order of the book.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Changes {
    /// What is compared: the edition statements and dates, as far as known.
    pub old: String,
    pub new: String,
    pub text: Vec<TextChange>,
    pub sections: Vec<SectionChange>,
    pub documents: Vec<DocumentChange>,
    pub notes: Vec<NoteChange>,
    pub indexes: Vec<EntryChange>,
    pub pages: PageChanges,
}

/// Words that were changed, added or taken out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TextChange {
    /// In the old printing: of the first word changed, or of the one after
    /// which words are added.
    pub place: ChangePlace,
    /// In the new one.
    pub new_place: ChangePlace,
    /// Page and line of the place, by which text and notes are put in order.
    #[serde(skip)]
    pub order: (u32, bool, u32),
    /// Which words they are.
    pub range: WordRange,
    pub old: Vec<String>,
    pub new: Vec<String>,
    /// The words before those that are added.
    pub after: Vec<String>,
    /// The words that follow, where none stands before.
    pub before: Vec<String>,
    /// Why, if an entry of `corrections.yaml` made the change.
    pub correction: Option<Correction>,
}

/// Words of the old printing. Words are counted through the passages of a
/// section's text, of a note or of a record; [`PARAGRAPH`] ends each passage
/// and counts as a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct WordRange {
    /// The first passage of those that are counted through.
    pub passage: u32,
    pub from: u32,
    pub to: u32,
}

/// The word that ends a paragraph.
pub const PARAGRAPH: &str = "¶";

/// Where a change stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ChangePlace {
    /// None for what is not printed.
    pub folio: Option<String>,
    /// From 1: among the lines of the page's text, or of the note on the page.
    /// None for an entry of an index.
    pub line: Option<u32>,
    /// The number of the document, as printed.
    pub document: Option<String>,
    /// The section's title; none for an entry of an index.
    pub section: Option<String>,
    /// The note's mark; empty for a source note.
    pub note: Option<String>,
    /// The heading of an entry.
    pub entry: Option<String>,
}

/// A section that is new or gone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SectionChange {
    pub is_added: bool,
    pub title: String,
    pub document: Option<String>,
    /// Where it begins, in the printing that has it.
    pub folio: Option<String>,
    /// Its words, the paragraphs apart.
    pub words: Vec<String>,
}

/// A document that has another number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DocumentChange {
    pub title: String,
    pub old: Option<String>,
    pub new: Option<String>,
}

/// A note that is new, gone, or has another number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NoteChange {
    pub kind: NoteChangeKind,
    /// In the old printing: where the note stands; of a new one, where it
    /// would be called.
    pub place: ChangePlace,
    /// Page and line of the place, by which text and notes are put in order.
    #[serde(skip)]
    pub order: (u32, bool, u32),
    pub old_mark: Option<String>,
    pub new_mark: Option<String>,
    /// The words before the note's mark, where it is new.
    pub after: Vec<String>,
    /// What a note says that is new or gone, the paragraphs apart.
    pub words: Vec<String>,
}

/// What became of a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoteChangeKind {
    Added,
    Removed,
    Renumbered,
}

/// An entry of an index that is new, gone, or has other locators.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EntryChange {
    pub index: String,
    /// From the main heading down.
    pub heading: Vec<String>,
    /// None for an entry that is new.
    pub old: Option<String>,
    /// None for an entry that is gone.
    pub new: Option<String>,
}

/// What became of the pages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PageChanges {
    /// Pages of the old printing that no page of the new one is like.
    pub changed: Vec<ChangedPage>,
    /// Pages that are as they were under another folio: the old and the new.
    pub moved: Vec<(String, String)>,
    /// Folios that only the new printing has, and only the old one.
    pub added: Vec<String>,
    pub removed: Vec<String>,
    pub same_count: u32,
}

/// A page of the old printing that is another now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChangedPage {
    pub folio: String,
    pub change: PageChange,
}

/// What became of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PageChange {
    /// A word of it is changed.
    Corrected,
    /// Its words are on it no longer, or others came to them.
    RunOn,
    /// It has the same words in the same lines, not quite at the same places.
    Reset,
}

impl Changes {
    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        let Changes { text, sections, documents, notes, indexes, pages, .. } = self;
        let PageChanges { changed, moved, added, removed, .. } = pages;
        text.is_empty()
            && sections.is_empty()
            && documents.is_empty()
            && notes.is_empty()
            && indexes.is_empty()
            && changed.is_empty()
            && moved.is_empty()
            && added.is_empty()
            && removed.is_empty()
    }
}
