//! The pages: every glyph at its place, and what the outputs must agree on.

use std::sync::Arc;

use crate::model::book::{AnchorId, MentionId};
use crate::model::edition::LocatorUnit;
use crate::model::folio::Folio;
use crate::model::language::Language;
use crate::model::length::Length;
use crate::model::source::Span;
use crate::model::structure::{NodeId, Structure};
use crate::model::text::TextId;

/// The whole book, typeset.
#[derive(Clone, Debug)]
pub struct Pages {
    /// Trim size.
    pub width: Length,
    pub height: Length,
    /// Stems of the font files in use; `FaceId` is a position here.
    pub faces: Vec<String>,
    pub languages: Vec<Language>,
    /// Every distinct shaped word; `WordId` is a position here.
    pub words: Vec<Word>,
    pub pages: Vec<Page>,
    /// By `AnchorId`: where the anchor came to stand, if it was printed.
    pub anchors: Vec<Option<Position>>,
    /// What the PDF's bookmarks show, in order.
    pub outline: Vec<OutlineItem>,
    /// By position in `Edition::indexes`, then as [`EntryLocators`] says.
    pub locators: Vec<Vec<EntryLocators>>,
    /// Of the glossary's terms, in their order.
    pub glossary: Vec<Vec<Locator>>,
    /// Pages that had to break a rule of make-up, in order.
    pub remarks: Vec<Remark>,
    /// What the lines of the pages are.
    pub structure: Structure,
}

impl Pages {
    /// The folio of the page on which an anchor stands.
    pub fn folio(&self, anchor: AnchorId) -> Option<Folio> {
        let position = self.anchors.get(anchor.0 as usize).copied().flatten()?;
        Some(self.pages[position.page as usize].folio)
    }
}

/// A rule that a page had to break, as every other page break was worse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Remark {
    pub folio: Folio,
    pub rule: MakeUp,
    /// The manuscript's place with which the page begins.
    pub span: Option<Span>,
}

/// Rules of page make-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MakeUp {
    /// The page begins with the last line of a paragraph.
    Widow,
    /// The page ends with the first line of a paragraph.
    Orphan,
    /// The page ends with a heading.
    StrandedHeading,
    /// The page is short by more than a line.
    ShortPage,
    /// The page and the one it faces end at different depths.
    UnequalPages,
    /// Something is too large for the page.
    OverfullPage,
    /// The last word of a recto is divided.
    HyphenAtTurn,
}

impl MakeUp {
    /// What is wrong, in a few words.
    pub fn words(self) -> &'static str {
        match self {
            MakeUp::Widow => "begins with the last line of a paragraph",
            MakeUp::Orphan => "ends with the first line of a paragraph",
            MakeUp::StrandedHeading => "ends with a heading",
            MakeUp::ShortPage => "is short by more than a line",
            MakeUp::UnequalPages => "is not as deep as the page it faces",
            MakeUp::OverfullPage => "is too full",
            MakeUp::HyphenAtTurn => "ends in a divided word before the page is turned",
        }
    }
}

/// A place on a page: the page as a position in `Pages::pages`, `y` from its
/// top edge, at the top of the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    pub page: u32,
    pub y: Length,
    /// Which of the lines of text on its page it is, from 1; 0 for none: it
    /// stands in a note.
    pub line: u32,
}

/// A face of [`Pages`], by its place there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FaceId(pub u16);

/// A shaped word of [`Pages`], by its place there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WordId(pub u32);

/// A run of glyphs of one face, shaped once, at no certain size.
///
/// Glyphs are in visual order, left to right. A word space is a word of its
/// own with the text `" "`; a hyphen that the compiler put in has the text
/// U+00AD and the glyph of a hyphen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    pub face: FaceId,
    /// A position in `Pages::languages`.
    pub language: u16,
    pub is_right_to_left: bool,
    pub glyphs: Vec<Glyph>,
    pub text: Box<str>,
}

/// One glyph; lengths in 1/1000 em (the font's own units scaled to 1000).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glyph {
    pub id: u16,
    pub advance: i32,
    pub x_offset: i32,
    pub y_offset: i32,
    /// The byte of the word's text at which its cluster begins. Glyphs of one
    /// cluster share it; the cluster's text runs to the next one's start.
    pub cluster: u32,
}

/// One page.
#[derive(Clone, Debug, Default)]
pub struct Page {
    pub folio: Folio,
    /// Text in reading order: body, then notes.
    pub lines: Vec<Line>,
    /// Running head and folio.
    pub furniture: Vec<Line>,
    pub rules: Vec<Rule>,
    pub images: Vec<PlacedImage>,
    pub links: Vec<Link>,
    /// Where the ebook's page marker goes; `None` for a page without text.
    pub begins: Option<PageStart>,
    /// Figures that may float and stand on it; how many of them at its top.
    pub figures: u16,
    pub tops: u16,
}

/// What a page begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PageStart {
    /// The word that begins at byte `offset` of a text node.
    Text { text: TextId, offset: u32 },
    /// Something without text of the manuscript: a section, a figure, an entry.
    Anchor(AnchorId),
    /// The entry of a list that leads to `target`; `list` is the section's
    /// anchor. In a notes section, the title above the notes of `target`.
    Entry { list: AnchorId, target: AnchorId },
}

/// A line of text. `x` is its left edge, `baseline` down from the page's top.
///
/// Pieces come in logical (reading) order, each with its own place, so that
/// text in two directions reads right and looks right. They are shared: a line
/// is set once and stands in more than one place while pages are made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub x: Length,
    pub baseline: Length,
    pub pieces: Arc<[Piece]>,
    /// Horizontal scaling of glyphs, in 1/10,000 beyond their natural width.
    pub expansion: i16,
    /// Whether the line is the last of its paragraph.
    pub is_last: bool,
    /// The word of the manuscript with which it begins: the text node, the byte.
    pub begins: Option<(TextId, u32)>,
    /// The paragraph, heading, cell it belongs to.
    pub node: NodeId,
    /// Links and spans in it: from the piece at a position on, the innermost
    /// one, `NONE` for none.
    pub inner: Vec<(u16, NodeId)>,
}

/// Glyphs `from..to` of a word. `x` is measured from the line's left edge and
/// already includes any scaling; `rise` lifts the piece above the baseline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    pub word: WordId,
    pub from: u16,
    pub to: u16,
    pub x: Length,
    /// Advance width as set.
    pub width: Length,
    pub size: Length,
    pub rise: Length,
}

/// A filled rectangle: `x`, `y` its upper left corner, from the page's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    pub x: Length,
    pub y: Length,
    pub width: Length,
    pub height: Length,
}

/// An image on a page: `x`, `y` its upper left corner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedImage {
    pub x: Length,
    pub y: Length,
    pub width: Length,
    pub height: Length,
    /// Its name in `Inputs::images`.
    pub name: String,
    pub alternative: String,
    pub node: NodeId,
}

/// A link's rectangle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    pub x: Length,
    pub y: Length,
    pub width: Length,
    pub height: Length,
    pub target: LinkTarget,
    pub node: NodeId,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    Anchor(AnchorId),
    Address(Box<str>),
}

/// A bookmark. `level` from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutlineItem {
    pub title: String,
    pub level: u8,
    pub anchor: AnchorId,
}

/// The printed locators of one entry, in the order of its passages; those of
/// its subentries below it, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntryLocators {
    pub locators: Vec<Locator>,
    pub subentries: Vec<EntryLocators>,
}

/// A locator as printed: `before` (`, ` or nothing) is punctuation, `label`
/// is what links: `12–14`, `334n14`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locator {
    pub before: String,
    pub label: String,
    pub unit: LocatorUnit,
    pub note: NotePart,
    pub is_principal: bool,
    pub is_illustration: bool,
    /// Where it leads: the very passage.
    pub target: AnchorId,
    /// Where the passage ends, if it is a range.
    pub end: Option<AnchorId>,
    /// The mentions that it stands for, in the order of the index; of a
    /// passage that opens and closes, the one that opens it.
    pub mentions: Vec<MentionId>,
    pub joining: Joining,
}

/// What made one locator of its mentions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joining {
    /// One page, or one note, however often it has the name.
    Alone,
    /// So many consecutive pages or notes, each with a mention.
    Consecutive(u32),
    /// A passage that opens and closes, or a whole section.
    Passage,
}

/// Whether a locator names a note, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotePart {
    /// It names none.
    None,
    /// With the page or document: `334n14`.
    Whole,
    /// The note alone, after a locator that names the page: the `18` of
    /// `35nn13–15, 18`.
    Bare,
}
