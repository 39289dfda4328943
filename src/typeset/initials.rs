//! How the text of a chapter begins: an initial, a first line or first words
//! in small capitals.
//!
//! An initial stands outside its paragraph, in a line of its own that nobody
//! reads: the glyphs after it are read as if it stood before them, so that a
//! word and its first letter stay one word.

use unicode_normalization::UnicodeNormalization;
use unicode_script::{Script, UnicodeScript};

use crate::model::book::Reference;
use crate::model::length::Length;
use crate::model::manuscript::Chapter;
use crate::model::pages::WordId;
use crate::model::source::Span;
use crate::model::style::{InitialStyle, Opening, Shape as Letters};
use crate::model::text::{Block, BlockKind, Inline, QuotationKind, TextId, plain};
use crate::typeset::compose::{Composer, Manner, Pass};
use crate::typeset::fonts::Cut;
use crate::typeset::galley::{Element, Scope, paragraph};
use crate::typeset::items::Item;
use crate::typeset::words::{Features, READ_BEFORE, SILENT};

/// A text of fewer characters, a dedication or a colophon, begins like any
/// other paragraph.
const SHORT_TEXT: usize = 800;
/// From the ink of an initial to the rest of its word, and to the next word
/// where it is one by itself: in 1/1000 of the text's size.
const TO_LETTER: i64 = 190;
const TO_WORD: i64 = 300;
/// How far a round letter hangs in the margin, in 1/1000 of its size.
const OVERHANG: i64 = 15;
/// Size of opening quotation marks before an initial, in per cent of the
/// text's, and their distance from it in 1/1000 of that.
const QUOTES: i64 = 150;
const TO_QUOTES: i64 = 100;

/// What sets the first paragraph of a text apart.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lead {
    pub(crate) initial: Option<Initial>,
    /// The paragraph as its first line sets it, item by item; empty where the
    /// first line is like the others.
    pub(crate) opening: Vec<Item>,
}

impl Element {
    /// A paragraph as its first line sets it; empty where that is as the rest.
    pub(crate) fn opening(&self) -> &[Item] {
        self.lead.as_ref().map_or(&[], |lead| &lead.opening)
    }
}

/// An initial beside its paragraph; lengths across the page are measured from
/// the left edge of the measure.
#[derive(Clone, Debug)]
pub(crate) struct Initial {
    pub(crate) letter: Glyphs,
    /// Quotation marks that hang in the margin.
    pub(crate) quotes: Option<Glyphs>,
    /// The edges of its ink.
    pub(crate) left: Length,
    pub(crate) right: Length,
    /// Where the text beside it begins.
    pub(crate) edge: Length,
    /// How much nearer the first line may come, as below the arm of an A.
    pub(crate) tuck: Length,
    /// Lines that it is deep, and those that are shorter for it.
    pub(crate) depth: usize,
    pub(crate) line_count: usize,
    pub(crate) link: Option<u32>,
}

/// A shaped word of an initial: its size, its left edge, and how far it stands
/// above the initial's baseline.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Glyphs {
    pub(crate) word: WordId,
    pub(crate) size: Length,
    pub(crate) x: Length,
    pub(crate) rise: Length,
}

/// What a text that is being composed begins with.
#[derive(Default)]
pub(crate) struct Start<'a> {
    /// Wanted, until the first word is seen.
    style: Option<&'a InitialStyle>,
    /// Words still to be set in `letters`, and whether only an initial asks
    /// for that.
    words: usize,
    is_implied: bool,
    letters: Letters,
    has_begun: bool,
    /// What the initial took away, to be read with the next glyphs, and where
    /// it stood.
    before: String,
    place: Option<(TextId, u32)>,
    initial: Option<Initial>,
    /// Whether the initial cannot be read with what follows.
    has_failed: bool,
}

impl Start<'_> {
    /// Whether all words from here on are like any others.
    pub(crate) fn is_over(&self) -> bool {
        self.words == 0 && self.style.is_none() && self.before.is_empty()
    }

    /// Sees a space; says whether an initial stands for it too.
    pub(crate) fn takes_space(&mut self) -> bool {
        if !self.before.is_empty() {
            if !self.before.ends_with(' ') {
                self.before.push(' ');
            }
            return true;
        }
        if self.has_begun {
            self.words = self.words.saturating_sub(1);
        }
        false
    }
}

/// A first word, taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Parts<'w> {
    quotes: &'w str,
    letter: &'w str,
    rest: &'w str,
}

/// Takes the first letter from a word, if it is a capital.
fn parts(word: &str) -> Option<Parts<'_>> {
    let (quotes, after) = word.split_at(word.find(|character| !is_quote(character))?);
    let mut characters = after.char_indices();
    let (_, first) = characters.next()?;
    let end = characters.find(|(_, next)| next.script() != Script::Inherited);
    let (letter, rest) = after.split_at(end.map_or(after.len(), |(at, _)| at));
    first.is_uppercase().then_some(Parts { quotes, letter, rest })
}

fn is_quote(character: char) -> bool {
    matches!(
        character,
        '“' | '”' | '„' | '‘' | '’' | '‚' | '«' | '‹' | '»' | '›' | '"' | '\'' | '¿' | '¡'
    )
}

/// The paragraph that begins a chapter: the first one after what may stand
/// above a text, in a chapter that has a title and some length.
pub(crate) fn begins(chapter: &Chapter<Reference>) -> Option<Span> {
    let first = chapter.blocks.iter().find(|block| !stands_above(block))?;
    let texts = chapter.blocks.iter().map(|block| match &block.kind {
        BlockKind::Paragraph(text) => plain(text).len(),
        _ => 0,
    });
    let is_long = texts.scan(0, |sum, length| Some(*sum + length).inspect(|next| *sum = *next));
    let is_text = matches!(first.kind, BlockKind::Paragraph(_)) && !chapter.title.is_empty();
    (is_text && is_long.into_iter().any(|sum| sum >= SHORT_TEXT)).then_some(first.span)
}

fn stands_above(block: &Block<Reference>) -> bool {
    match &block.kind {
        BlockKind::Heading { .. } | BlockKind::Figure { .. } => true,
        BlockKind::Quotation { kind, .. } => matches!(
            kind,
            QuotationKind::Epigraph
                | QuotationKind::Opener
                | QuotationKind::Verse
                | QuotationKind::Plain
        ),
        _ => false,
    }
}

impl<'a> Composer<'a> {
    /// The paragraph that begins a text, as the opening's style has it.
    pub(crate) fn first_paragraph(
        &mut self,
        text: &[Inline<Reference>],
        opening: &'a Opening,
        scope: &Scope<'a>,
        elements: &mut Vec<Element>,
    ) {
        let style = opening.initial.as_ref();
        let mut pass = self.start(text, opening, style, scope);
        if pass.start.has_failed || !pass.start.before.is_empty() {
            pass = self.start(text, opening, None, scope);
        }
        let initial = pass.start.initial.take();
        let mut shape = scope.shape(Length::ZERO);
        if let Some(initial) = &initial {
            shape.notch = (initial.line_count, initial.edge);
            shape.first = -initial.tuck;
        }
        let mut lead = Lead { initial, opening: Vec::new() };
        if opening.first_line != Letters::Roman {
            let start = Start {
                style: lead.initial.as_ref().and(style),
                words: usize::MAX,
                letters: opening.first_line,
                ..Start::default()
            };
            let line = self.started(text, scope.manner, &scope.language, start).items;
            if are_alike(&pass.items, &line) {
                lead.opening = line;
            }
        }
        let element = paragraph(pass.items, shape, scope.leading);
        elements.push(Element { lead: Some(Box::new(lead)), ..element });
    }

    fn start(
        &mut self,
        text: &[Inline<Reference>],
        opening: &Opening,
        style: Option<&'a InitialStyle>,
        scope: &Scope<'a>,
    ) -> Pass<'a> {
        let start = Start {
            style,
            words: opening.first_words.unwrap_or(usize::from(style.is_some())),
            is_implied: opening.first_words.is_none(),
            letters: Letters::SmallCapitals,
            ..Start::default()
        };
        self.started(text, scope.manner, &scope.language, start)
    }

    /// One of the first words, its first letter taken away where it becomes
    /// the initial.
    pub(crate) fn first_word(&mut self, word: &str, place: (TextId, u32), pass: &mut Pass<'a>) {
        let mut shown = word;
        if pass.start.style.is_some() && word.chars().all(is_quote) {
            // The word after them is set off: in italics, as a tag.
            pass.start.before.push_str(word);
            pass.start.place.get_or_insert(place);
            return;
        }
        if let Some(style) = pass.start.style.take() {
            let parts = parts(word).filter(|parts| self.covers_rest(parts.rest, pass));
            let initial = parts.and_then(|parts| self.initial(style, parts, place, pass));
            match parts.filter(|_| initial.is_some()) {
                Some(parts) => {
                    shown = parts.rest;
                    pass.start.before.push_str(&word[..word.len() - shown.len()]);
                    pass.start.place.get_or_insert(place);
                }
                None if pass.start.is_implied => pass.start.words = 0,
                None => {}
            }
            pass.start.has_failed |= initial.is_none() && !pass.start.before.is_empty();
            pass.start.initial = initial;
        }
        pass.start.has_begun = true;
        if shown.is_empty() {
            return;
        }
        let outer = pass.manner;
        // A note's mark is no word.
        if pass.start.words > 0 && place.0 != TextId::NONE {
            pass.manner = pass.manner.shaped(pass.start.letters);
        }
        let main = self.faces.of_family(pass.manner.family, pass.manner.cut);
        let before = std::mem::take(&mut pass.start.before);
        if before.is_empty() {
            self.word(main, shown, place, pass);
        } else {
            pass.start.has_failed |= !self.covers_rest(shown, pass);
            let shown: String = shown.chars().filter(|character| *character != '\u{ad}').collect();
            let place = pass.start.place.unwrap_or(place);
            let levels = std::mem::take(&mut pass.levels);
            self.run(main, 100, &format!("{before}{READ_BEFORE}{shown}"), place, pass);
            pass.levels = levels;
        }
        pass.manner = outer;
    }

    fn covers_rest(&self, rest: &str, pass: &Pass<'a>) -> bool {
        let main = self.faces.get(self.faces.of_family(pass.manner.family, pass.manner.cut));
        rest.chars().all(|character| character == '\u{ad}' || main.covers(character))
    }

    /// The initial that a letter makes; none where its face lacks it.
    fn initial(
        &mut self,
        style: &'a InitialStyle,
        parts: Parts<'_>,
        place: (TextId, u32),
        pass: &mut Pass<'a>,
    ) -> Option<Initial> {
        let is_text = place.0 != TextId::NONE;
        let is_backwards = pass.levels.iter().any(|level| level.is_rtl());
        let text = pass.manner;
        let cut = Cut {
            is_bold: style.shape == Letters::Bold,
            is_italic: style.shape == Letters::Italic || text.cut.is_italic,
        };
        let family = style.family.as_deref().unwrap_or("text");
        let face = self.faces.of_family(family, cut);
        let body = self.faces.get(self.faces.of_family(text.family, text.cut));
        let letter = parts.letter.nfc().next()?;
        let ink = self.faces.get(face).ink(letter)?;
        let capital = self.faces.get(face).ink('H')?.top.max(1);
        let (text_capital, ascender) = (body.ink('H')?.top, body.ink('d')?.top);
        let quote = body.ink('“').map_or(text_capital, |quote| quote.top);
        if !is_text || is_backwards || !self.faces.get(face).covers(letter) {
            return None;
        }
        let leading = self.style.text.leading;
        let drop = leading * i32::try_from(style.lines.saturating_sub(1)).unwrap_or(1);
        let size = (drop + text.size.scaled(text_capital, 1000)).scaled(1000, capital);
        let base = parts.letter.nfd().next()?;
        let left = if is_round(base) { -size.scaled(OVERHANG, 1000) } else { Length::ZERO };
        let right = left + size.scaled(ink.right - ink.left, 1000);
        let gap = if parts.rest.is_empty() { TO_WORD } else { TO_LETTER };
        let is_deep = -size.scaled(ink.bottom, 1000) > leading - text.size.scaled(ascender, 1000);
        let manner = Manner { family, cut, features: Features::default(), size, ..text };
        let letter = self.silent(parts.letter, manner, place, pass)?;
        let quotes = match format!("{}{}", pass.start.before.trim_end(), parts.quotes) {
            quotes if quotes.is_empty() => None,
            quotes => {
                let size = text.size.scaled(QUOTES, 100);
                let word = self.silent(&quotes, Manner { size, ..text }, place, pass)?;
                let rise = drop - (size - text.size).scaled(quote, 1000);
                Some(Glyphs { word, size, x: left - size.scaled(TO_QUOTES, 1000), rise })
            }
        };
        let x = left - size.scaled(ink.left, 1000);
        Some(Initial {
            letter: Glyphs { word: letter, size, x, rise: Length::ZERO },
            quotes,
            left,
            right,
            edge: right + text.size.scaled(gap, 1000),
            tuck: (right - left).scaled(room(base), 1000),
            depth: style.lines,
            line_count: style.lines + usize::from(is_deep),
            link: link(pass),
        })
    }

    /// A word that is shown and not read.
    fn silent(
        &mut self,
        shown: &str,
        manner: Manner<'a>,
        place: (TextId, u32),
        pass: &mut Pass<'a>,
    ) -> Option<WordId> {
        let outer = std::mem::replace(&mut pass.manner, manner);
        let main = self.faces.of_family(manner.family, manner.cut);
        self.run(main, 100, &format!("{SILENT}{READ_BEFORE}{shown}"), place, pass);
        pass.manner = outer;
        match pass.items.pop() {
            Some(Item::Word { word, .. }) => Some(word),
            _ => None,
        }
    }
}

/// The link that is open.
fn link(pass: &Pass<'_>) -> Option<u32> {
    let last = pass.items.iter().rev().find_map(|item| match item {
        Item::Link(target) => Some(*target),
        _ => None,
    });
    last.filter(|_| pass.links > 0)
}

fn is_round(base: char) -> bool {
    matches!(base, 'C' | 'G' | 'O' | 'Q' | 'С' | 'О' | 'Э' | 'Θ' | 'Ο' | 'Œ')
}

/// Part of a letter's width that is empty at the height of the first line and
/// that the text may take, in 1/1000.
fn room(base: char) -> i64 {
    match base {
        'A' | 'А' | 'Α' | 'Λ' | 'Δ' => 150,
        'L' => 200,
        _ => 0,
    }
}

/// Whether two settings of one text have the same words at the same places.
fn are_alike(one: &[Item], other: &[Item]) -> bool {
    let is_same = |(one, other): (&Item, &Item)| match (one, other) {
        (Item::Word { text, offset, .. }, Item::Word { text: other, offset: at, .. }) => {
            (text, offset) == (other, at)
        }
        _ => std::mem::discriminant(one) == std::mem::discriminant(other),
    };
    one.len() == other.len() && one.iter().zip(other).all(is_same)
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[track_caller]
    fn check(word: &str, expected: Option<(&str, &str, &str)>) {
        let found = parts(word).map(|parts| (parts.quotes, parts.letter, parts.rest));
        assert_eq!(found, expected);
    }

    #[test]
    fn the_first_letter_is_a_capital() {
        check("The", Some(("", "T", "he")));
        check("I", Some(("", "I", "")));
        check("“Where", Some(("“", "W", "here")));
        check("‘“Où", Some(("‘“", "O", "ù")));
        check("É\u{301}tat", Some(("", "É\u{301}", "tat")));
        check("Дом", Some(("", "Д", "ом")));
    }

    #[test]
    fn other_words_have_no_initial() {
        for word in ["1922", "the", "(The", "[T]he", "…", "“", "სტალინი", "שלום", ""]
        {
            check(word, None);
        }
    }
}
