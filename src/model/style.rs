//! The look of the printed book, as `styles/*.yaml` describes it.
//!
//! Lengths are written with a unit: `11pt`, `23mm`, `1.5pc`, `6in`, `2cm`.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, Visitor};

use crate::model::length::Length;

/// A whole style.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Style {
    pub page: PageStyle,
    /// Families by name; `text` must be among them.
    pub families: BTreeMap<String, Family>,
    /// Font files tried in this order for characters that a family lacks.
    pub fallback: Vec<Fallback>,
    pub text: TextBlock,
    pub paragraphs: Paragraphs,
    pub notes: NoteStyle,
    pub headings: Vec<HeadingStyle>,
    pub quotation: BlockStyle,
    pub verse: BlockStyle,
    pub letter: BlockStyle,
    pub epigraph: BlockStyle,
    pub list: ListStyle,
    pub table: TableStyle,
    pub caption: CaptionStyle,
    #[serde(default)]
    pub figures: FigureStyle,
    pub chapter: Opening,
    pub document: Opening,
    pub part: Opening,
    #[serde(default)]
    pub section_break: SectionBreakStyle,
    pub title_page: TitlePage,
    pub contents: ContentsStyle,
    pub heads: Heads,
    pub index: IndexStyle,
    pub glossary: BlockStyle,
    /// Styles that `[…](style:name)` may name.
    #[serde(default)]
    pub named: BTreeMap<String, NamedStyle>,
}

/// Trim size and type area.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PageStyle {
    pub width: Length,
    pub height: Length,
    /// Margin at the spine; the measure is what the margins leave.
    pub inner: Length,
    pub outer: Length,
    /// From the trim's upper edge to the first baseline.
    pub first_baseline: Length,
    /// Lines of text on a full page.
    pub lines: i32,
}

impl PageStyle {
    /// The width of the type area.
    pub fn measure(&self) -> Length {
        self.width - self.inner - self.outer
    }
}

/// The font files of a family, by the stems of their names.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Family {
    pub regular: String,
    pub italic: String,
    pub bold: String,
    pub bold_italic: String,
}

/// A font for the characters that others lack.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Fallback {
    pub regular: String,
    pub bold: String,
    /// Size beside the text face, in per cent.
    #[serde(default = "whole")]
    pub scale: i64,
}

fn whole() -> i64 {
    100
}

/// The text face and its grid.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct TextBlock {
    pub size: Length,
    pub leading: Length,
    pub indent: Length,
    #[serde(default)]
    pub figures: Figures,
    /// Justified, or ragged at the right.
    #[serde(default = "justified")]
    pub align: Align,
}

fn justified() -> Align {
    Align::Justified
}

/// The shape of numerals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Figures {
    #[default]
    OldStyle,
    Lining,
}

/// How paragraphs are broken into lines.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Paragraphs {
    /// How far a word space may grow and shrink, in per cent of its width.
    pub stretch: i64,
    pub shrink: i64,
    /// How far glyphs may be scaled, in 1/1,000 of their width; 0 for not.
    pub expansion: i64,
    /// Whether hyphens and points hang in the margin.
    pub protrusion: bool,
    /// Fewest letters before and after a hyphen.
    pub before_hyphen: usize,
    pub after_hyphen: usize,
}

/// Notes at the foot of the page and in sections of their own.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct NoteStyle {
    pub size: Length,
    pub leading: Length,
    /// Least space between the text and its notes.
    pub gap: Length,
    pub mark: NoteMarkStyle,
    /// Above the notes of a page: 0 for no rule.
    pub rule: Length,
    /// Between two series of notes on a page; two thirds of a line, if it is not
    /// said.
    #[serde(default)]
    pub between: Option<Length>,
    /// The rule between them: 0 for none.
    #[serde(default = "nothing")]
    pub series_rule: Length,
    pub indent: Length,
}

impl NoteStyle {
    /// Space between two series of notes on a page.
    pub fn between(&self) -> Length {
        self.between.unwrap_or(self.leading.scaled(2, 3))
    }
}

/// How a note's own number is set before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoteMarkStyle {
    /// `¹ Text`.
    Superior,
    /// `1. Text`.
    Full,
}

/// A heading within a chapter; spaces are in lines of the grid.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct HeadingStyle {
    pub size: Length,
    #[serde(default)]
    pub family: Option<String>,
    pub shape: Shape,
    #[serde(default)]
    pub align: Align,
    pub lines_before: i32,
    pub lines_after: i32,
}

/// The shape of letters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shape {
    #[default]
    Roman,
    Italic,
    Bold,
    SmallCapitals,
    /// Capitals and small capitals, letterspaced.
    Capitals,
}

/// How lines are set within the measure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Align {
    #[default]
    Left,
    Centre,
    Right,
    Justified,
}

/// A block set off from the text. Its leading is its own; it ends on the grid.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct BlockStyle {
    pub size: Length,
    pub leading: Length,
    pub indent_left: Length,
    pub indent_right: Length,
    /// Space above and below.
    pub space: Length,
    #[serde(default)]
    pub shape: Shape,
    /// Hanging indent of turned lines.
    #[serde(default = "nothing")]
    pub turn: Length,
}

fn nothing() -> Length {
    Length::ZERO
}

/// Lists.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ListStyle {
    pub indent: Length,
    pub space: Length,
    /// Marks of unordered lists by depth; the last one for all deeper.
    pub bullets: Vec<String>,
}

/// Tables.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct TableStyle {
    pub size: Length,
    pub leading: Length,
    pub space: Length,
    pub column_gap: Length,
    pub rule: Length,
}

/// Captions of figures.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CaptionStyle {
    pub family: String,
    pub size: Length,
    pub leading: Length,
    pub space: Length,
}

/// Figures.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct FigureStyle {
    #[serde(default)]
    pub place: FigurePlace,
    /// Before every caption, with `{number}`: `Fig. {number}. `.
    #[serde(default)]
    pub label: String,
}

/// Where a figure stands on the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FigurePlace {
    /// Where it is written if it fits there; else at the top of the next page,
    /// and the text flows on.
    #[default]
    Auto,
    /// Where it is written, even if the page before it is left short.
    Here,
    /// At the top of the page on which its place is, or of the next one.
    Top,
}

/// How a chapter, a document or a part begins.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Opening {
    pub starts: Starts,
    /// Lines of the grid left empty above the title.
    pub sink: i32,
    /// The family of the title; that of the text where there is none.
    #[serde(default)]
    pub family: Option<String>,
    pub size: Length,
    pub leading: Length,
    pub shape: Shape,
    pub align: Align,
    /// Lines of the grid between the title and the text.
    pub lines_after: i32,
    /// The line above the title of a numbered chapter or a part: `Chapter {}`,
    /// `{}`; empty for none.
    #[serde(default)]
    pub label: String,
    /// A drop capital at the beginning of the text; none without it.
    #[serde(default)]
    pub initial: Option<InitialStyle>,
    /// The shape of the text's first line; `roman` leaves it as it is.
    #[serde(default)]
    pub first_line: Shape,
    /// Words of the text that begin it in small capitals. Beside an initial
    /// one, where nothing is said, otherwise none.
    #[serde(default)]
    pub first_words: Option<usize>,
}

/// A drop capital: as high as the capitals of the text's first line, and
/// standing on the baseline of its last line.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct InitialStyle {
    /// Lines of the text that it is deep.
    pub lines: usize,
    /// Its family; that of the text where there is none.
    #[serde(default)]
    pub family: Option<String>,
    /// Roman, italic or bold.
    #[serde(default)]
    pub shape: Shape,
}

/// A break between sections that have no headings: `***`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SectionBreakStyle {
    /// What stands in the middle of the measure.
    pub mark: String,
    #[serde(default)]
    pub shows: Shows,
}

impl Default for SectionBreakStyle {
    fn default() -> SectionBreakStyle {
        SectionBreakStyle { mark: "*\u{2003}*\u{2003}*".into(), shows: Shows::Always }
    }
}

/// Where the mark of a section break is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shows {
    #[default]
    Always,
    /// At the head of a page, where nobody would see the blank line that it is
    /// elsewhere.
    AtPageHead,
}

/// Where a section begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Starts {
    Recto,
    Page,
    /// On the same page, after what came before.
    RunOn,
}

/// The title page and half-title.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct TitlePage {
    pub title: Length,
    pub subtitle: Length,
    pub name: Length,
    pub small: Length,
}

/// The table of contents and other lists with folios.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ContentsStyle {
    pub size: Length,
    pub leading: Length,
    /// Deepest level shown: 1 for sections, 2 for what is within parts, …
    pub depth: u8,
    pub indent: Length,
}

/// Running heads and folios.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Heads {
    /// Their family; that of the text where there is none.
    #[serde(default)]
    pub family: Option<String>,
    pub size: Length,
    pub shape: Shape,
    /// From the head's baseline to the first baseline of the text.
    pub distance: Length,
    pub verso: HeadText,
    pub recto: HeadText,
    pub folio: FolioPlace,
    /// From the last baseline of a full page to a folio at the foot.
    pub drop: Length,
}

/// What a running head shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HeadText {
    /// The title of the book.
    Book,
    /// The part; the book's title where there is none.
    Part,
    /// The chapter or document.
    Chapter,
    None,
}

/// Where the folio stands on a page that is no opening.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FolioPlace {
    /// In the line of the running head, at the outer margin.
    Head,
    /// Centred at the foot.
    Foot,
}

/// Back-of-book indexes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct IndexStyle {
    pub size: Length,
    pub leading: Length,
    pub columns: i32,
    pub gap: Length,
    /// Indent of each level of subheadings; turned lines are indented by one
    /// level more than the deepest of them.
    pub turn: Length,
}

/// A style that the edition names.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct NamedStyle {
    #[serde(default)]
    pub shape: Shape,
    #[serde(default)]
    pub family: Option<String>,
}

impl<'de> Deserialize<'de> for Length {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Length, D::Error> {
        deserializer.deserialize_str(LengthVisitor)
    }
}

struct LengthVisitor;

impl Visitor<'_> for LengthVisitor {
    type Value = Length;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a length with its unit, as in `11pt`, `23mm`, `1.5pc`, `6in` or `2cm`")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Length, E> {
        Length::parse(text).ok_or_else(|| E::invalid_value(serde::de::Unexpected::Str(text), &self))
    }
}
