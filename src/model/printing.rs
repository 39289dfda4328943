//! A printing: what of a book has to be known once it is out, so that later
//! corrections can be told by page and line.

use std::ops::Range;

use crate::model::folio::Folio;

/// A book as it was printed. Passages come section by section, the text before
/// its notes, then the records of the registers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Printing {
    /// The version of the program that set it.
    pub program: String,
    pub edition: PrintedEdition,
    pub sections: Vec<PrintedSection>,
    pub notes: Vec<PrintedNote>,
    /// Records whose words an index or the glossary prints.
    pub records: Vec<PrintedRecord>,
    pub passages: Vec<Passage>,
    pub pages: Vec<PrintedPage>,
    pub indexes: Vec<PrintedIndex>,
}

/// What the edition said of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PrintedEdition {
    pub title: String,
    pub language: String,
    pub statement: Option<String>,
    pub date: Option<String>,
}

/// A section that prints text of the manuscript.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedSection {
    /// Its anchor's: it stays while the file keeps its name.
    pub id: String,
    pub title: String,
    /// The number of a document, as printed.
    pub document: Option<String>,
    /// What is written there, its notes apart.
    pub passages: Range<u32>,
}

/// A note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedNote {
    /// A position in [`Printing::sections`].
    pub section: u32,
    /// As the manuscript has it, with the series; empty for a source note.
    pub label: String,
    /// As printed.
    pub mark: String,
    pub passages: Range<u32>,
    /// The passage and the byte of it at which the note is first called.
    pub called: Option<(u32, u32)>,
}

/// A record of a register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedRecord {
    pub id: String,
    pub heading: String,
    pub passages: Range<u32>,
}

/// Words that stand together: a paragraph, a heading, a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passage {
    /// Without notes' marks; a line that the editor ended is ended by U+000D.
    pub text: String,
    /// Where its lines begin, rising; none for what was not printed.
    pub lines: Vec<PrintedLine>,
}

/// A line of a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PrintedLine {
    /// The byte of the passage at which it begins.
    pub offset: u32,
    /// A position in [`Printing::pages`].
    pub page: u32,
    /// From 1: among the lines of the page, or of the note on that page.
    pub line: u32,
}

impl Passage {
    /// The line in which a byte of the passage stands.
    pub fn line_of(&self, offset: u32) -> Option<PrintedLine> {
        let after = self.lines.partition_point(|line| line.offset <= offset);
        self.lines.get(after.saturating_sub(1)).copied()
    }
}

/// A page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedPage {
    pub folio: Folio,
    pub begins: Option<PrintedStart>,
    /// Of its words with their lines, running head and folio apart; 0 for a
    /// page without text.
    pub words: u32,
    /// Of all that can be seen on it.
    pub look: u32,
    /// `Page::figures` and `Page::tops`.
    pub figures: u16,
    pub tops: u16,
}

/// What a page began with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PrintedStart {
    /// A byte of a passage.
    Text { passage: u32, offset: u32 },
    /// An anchor, by its `id`.
    Anchor(String),
    /// The entry of a list that leads to `target`; `list` is the section's.
    Entry { list: String, target: String },
}

/// An index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedIndex {
    pub title: String,
    pub entries: Vec<PrintedEntry>,
}

/// A heading with its locators as printed. A subheading is an entry of its
/// own, below the headings that it stands under.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PrintedEntry {
    pub path: Vec<String>,
    pub locators: String,
}

impl Printing {
    /// The page behind a position.
    pub fn page(&self, at: u32) -> &PrintedPage {
        &self.pages[at as usize]
    }

    /// The passages of a range.
    pub fn passages(&self, range: &Range<u32>) -> &[Passage] {
        &self.passages[range.start as usize..range.end as usize]
    }
}
