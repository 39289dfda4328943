//! The stylesheet, with the fonts that the text needs.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::{IntoParallelIterator, ParallelIterator};

use crate::epub::assemble::Leaves;
use crate::epub::draft::Faces;
use crate::epub::images;
use crate::epub::subset;
use crate::model::ebook::EbookFonts;
use crate::model::edition::Edition;
use crate::model::fonts::FontFile;
use crate::model::inputs::Inputs;

/// The stylesheet and the fonts it names.
pub(crate) struct Stylesheet {
    pub(crate) text: String,
    /// By place below the ebook's root.
    pub(crate) fonts: BTreeMap<String, Vec<u8>>,
}

/// The stylesheet of the edition's style, then the edition's own, without the
/// `@font-face` rules of fonts that are not there, that no character of the
/// text asks for (by `unicode-range`), whose weight the text does not use, or
/// that the edition does not want. A style without a stylesheet has that of
/// `octavo`.
pub(crate) fn stylesheet(edition: &Edition, inputs: &Inputs, leaves: &Leaves) -> Stylesheet {
    let file = inputs.stylesheets.get(&edition.style).or(inputs.stylesheets.get("octavo"));
    let mut source: String =
        file.into_iter().map(|id| inputs.sources.file(*id).text.as_str()).collect();
    if !edition.ebook.stylesheet.is_empty() {
        source.push_str("\n/* The edition's own */\n");
        source.push_str(&edition.ebook.stylesheet);
    }
    let characters = Characters::of(leaves);
    let mut text = String::new();
    let mut fonts: Vec<(String, &FontFile)> = Vec::new();
    let mut rest = source.as_str();
    while let Some((before, rule, after)) = next_rule(rest) {
        text.push_str(before);
        let is_wanted = match edition.ebook.fonts {
            EbookFonts::All => true,
            EbookFonts::Needed => value(rule, "unicode-range").is_some(),
            EbookFonts::None => false,
        };
        let is_wanted = is_wanted && is_used(rule, leaves.faces, &characters);
        let font = stem(rule).filter(|_| is_wanted).and_then(|stem| inputs.fonts.get(stem));
        if let Some(font) = font {
            let place = place(font);
            push_rule(rule, &place, &mut text);
            fonts.push((place, font));
        }
        rest = if font.is_some() { after } else { after.trim_start_matches('\n') };
    }
    text.push_str(rest);
    let characters = characters.all();
    let fonts = fonts.into_par_iter();
    let fonts = fonts.map(|(place, font)| (place, subset::subset(&font.data, &characters)));
    Stylesheet { text, fonts: fonts.collect() }
}

/// The media type of a font.
pub(crate) fn media_type(font: &[u8]) -> &'static str {
    if font.starts_with(b"OTTO") { "font/otf" } else { "font/ttf" }
}

fn place(font: &FontFile) -> String {
    let extension = if font.data.starts_with(b"OTTO") { "otf" } else { "ttf" };
    format!("fonts/{}.{extension}", images::ascii(&font.name))
}

/// The text before the next `@font-face` rule, the rule, the text after it.
fn next_rule(text: &str) -> Option<(&str, &str, &str)> {
    let from = text.find("@font-face")?;
    let to = from + text[from..].find('}')? + 1;
    Some((&text[..from], &text[from..to], &text[to..]))
}

/// The stem of the font file that a rule names: `url(../fonts/STEM.otf)`.
fn stem(rule: &str) -> Option<&str> {
    let url = rule.split_once("url(")?.1.split_once(')')?.0;
    let file = url.trim_matches(['"', '\'', ' ']).rsplit('/').next()?;
    Some(file.rsplit_once('.').map_or(file, |(stem, _)| stem))
}

fn push_rule(rule: &str, place: &str, text: &mut String) {
    let Some((before, after)) = rule.split_once("url(") else { return };
    let after = after.split_once(')').map_or("", |(_, after)| after);
    text.push_str(before);
    text.push_str("url(");
    text.push_str(place);
    text.push(')');
    text.push_str(after);
}

fn is_used(rule: &str, faces: Faces, characters: &Characters) -> bool {
    let is_bold = value(rule, "font-weight").is_some_and(|weight| {
        weight == "bold" || weight.parse::<u32>().is_ok_and(|weight| weight > 500)
    });
    let is_italic = value(rule, "font-style").is_some_and(|style| style != "normal");
    let has_weight = match (is_bold, is_italic) {
        (true, true) => faces.has_bold_italic,
        (true, false) => faces.has_bold,
        (false, _) => true,
    };
    has_weight && value(rule, "unicode-range").is_none_or(|ranges| characters.has_any(ranges))
}

/// What a rule says of a property.
fn value<'a>(rule: &'a str, property: &str) -> Option<&'a str> {
    let body = rule.split_once('{')?.1.trim_end_matches('}');
    let mut declarations = body.split(';').filter_map(|declaration| declaration.split_once(':'));
    declarations.find(|(name, _)| name.trim() == property).map(|(_, value)| value.trim())
}

/// The characters of a text beyond ASCII.
struct Characters {
    bits: Vec<u64>,
}

impl Characters {
    fn of(leaves: &Leaves) -> Characters {
        let mut characters = Characters { bits: vec![0; 0x11_0000 / 64] };
        for leaf in &leaves.leaves {
            characters.add(&leaf.markup);
        }
        characters
    }

    fn add(&mut self, text: &str) {
        // Most of it is ASCII, which is quicker to see by the piece.
        const PIECE: usize = 64;
        let mut from = 0;
        while from < text.len() {
            let mut to = (from + PIECE).min(text.len());
            if !text.as_bytes()[from..to].is_ascii() {
                to = (to..=text.len()).find(|to| text.is_char_boundary(*to)).unwrap_or(to);
                for character in text[from..to].chars().filter(|one| !one.is_ascii()) {
                    let code = character as usize;
                    self.bits[code / 64] |= 1 << (code % 64);
                }
            }
            from = to;
        }
    }

    /// All of them, in order.
    fn all(&self) -> BTreeSet<char> {
        let words = (0u32..).zip(&self.bits).filter(|(_, bits)| **bits != 0);
        let codes = words.flat_map(|(word, bits)| {
            (0..64).filter(move |bit| bits & (1 << bit) != 0).map(move |bit| word * 64 + bit)
        });
        codes.filter_map(char::from_u32).collect()
    }

    /// Whether a character of the text is in a `unicode-range`.
    fn has_any(&self, ranges: &str) -> bool {
        ranges.split(',').filter_map(range).any(|range| {
            range.into_iter().any(|code| {
                self.bits.get(code / 64).is_some_and(|bits| bits & (1 << (code % 64)) != 0)
            })
        })
    }
}

/// `U+10A0-10FF` or `U+10A0`.
fn range(text: &str) -> Option<std::ops::RangeInclusive<usize>> {
    let codes = text.trim().trim_start_matches(['U', 'u']).strip_prefix('+')?;
    let (from, to) = codes.split_once('-').unwrap_or((codes, codes));
    let from = usize::from_str_radix(from, 16).ok()?;
    let to = usize::from_str_radix(to, 16).ok()?;
    Some(from..=to.min(0x10_FFFF))
}

#[cfg(test)]
mod tests {
    use super::{Characters, is_used, next_rule, stem};
    use crate::epub::draft::Faces;

    const RULE: &str = "@font-face { font-family: G; font-weight: bold; \
        src: url(../fonts/Noto-Bold.ttf); unicode-range: U+10A0-10FF, U+2D00-2D2F; }";

    #[track_caller]
    fn check(text: &str, has_bold: bool, is_wanted: bool) {
        let mut characters = Characters { bits: vec![0; 0x11_0000 / 64] };
        characters.add(text);
        let faces = Faces { has_bold, has_bold_italic: false };
        assert_eq!(is_used(RULE, faces, &characters), is_wanted);
    }

    #[test]
    fn a_font_comes_only_where_it_is_used() {
        check("სტალინი", true, true);
        check("სტალინი", false, false);
        check("Сталин", true, false);
    }

    #[test]
    fn a_rule_is_taken_apart() {
        let text = format!("a {{}}\n{RULE}\nb {{}}");
        let (before, rule, after) = next_rule(&text).expect("a rule");
        assert_eq!((before, rule, after), ("a {}\n", RULE, "\nb {}"));
        assert_eq!(stem(rule), Some("Noto-Bold"));
    }
}
