//! Fonts without the outlines that the book does not use.
//!
//! Glyphs keep their numbers and all tables for shaping stay as they are, so
//! that small capitals, old-style figures, ligatures and Arabic joining work as
//! in the whole font. Only outlines go: every glyph that no character of the
//! book can come to by the font's own substitutions is drawn as nothing. The
//! outlines that stay are not touched at all.

use std::collections::BTreeSet;

use skrifa::raw::collections::IntSet;
use skrifa::raw::{FontRef, TableProvider};
use skrifa::{GlyphId, MetadataProvider};

use crate::epub::sfnt::{self, Table, u16_at, u32_at};

/// Characters that readers put in, whatever the book says: hyphens, dots,
/// bullets, and the accents that old CFF outlines are composed with.
const ALWAYS: &str = "\u{a0}\u{ad}\u{2010}\u{2011}\u{2013}\u{2014}\u{2018}\u{2019}\u{201c}\u{201d}\u{2022}\u{2026}\u{25a0}\u{25aa}\u{25cb}\u{25e6}\u{fffd}´ˆ˜¯˘˙¨˚¸˝˛ˇı";

/// The font with the outlines that these characters need; the font itself,
/// where it is of a kind that is not known here.
pub(crate) fn subset(font: &[u8], characters: &BTreeSet<char>) -> Vec<u8> {
    emptied(font, characters).unwrap_or_else(|| font.to_vec())
}

fn emptied(data: &[u8], characters: &BTreeSet<char>) -> Option<Vec<u8>> {
    let font = FontRef::new(data).ok()?;
    let mut tables = sfnt::tables(data)?;
    let glyphs = glyphs(&font, characters)?;
    // A signature holds for the whole font alone.
    tables.retain(|table| table.tag != *b"DSIG");
    let has = |tag: &[u8; 4]| tables.iter().any(|table| table.tag == *tag);
    if has(b"CFF ") {
        let cff = tables.iter_mut().find(|table| table.tag == *b"CFF ")?;
        cff.data = postscript(&cff.data, &glyphs)?;
    } else if has(b"glyf") && !has(b"gvar") {
        truetype(&mut tables, glyphs)?;
    } else {
        return None;
    }
    Some(sfnt::font(u32_at(data, 0)?, tables))
}

/// The glyphs that the characters, or whatever becomes of them, are drawn with.
fn glyphs(font: &FontRef<'_>, characters: &BTreeSet<char>) -> Option<IntSet<GlyphId>> {
    let charmap = font.charmap();
    let ascii = (' '..='~').chain(ALWAYS.chars());
    let mut glyphs: IntSet<GlyphId> =
        characters.iter().copied().chain(ascii).filter_map(|it| charmap.map(it)).collect();
    glyphs.insert(GlyphId::new(0));
    if let Ok(gsub) = font.gsub() {
        let lookups = gsub.collect_lookups(&IntSet::all()).ok()?;
        let count = u32::from(font.maxp().ok()?.num_glyphs());
        gsub.closure_glyphs_with_num_glyphs(&lookups, &mut glyphs, count).ok()?;
    }
    Some(glyphs)
}

/// The table `CFF ` with every other charstring nothing but ends.
///
/// Nothing moves, so no offset changes; bytes that are all the same cost next
/// to nothing in the ebook. <https://adobe-type-tools.github.io/font-tech-notes/pdfs/5176.CFF.pdf>
fn postscript(table: &[u8], glyphs: &IntSet<GlyphId>) -> Option<Vec<u8>> {
    const END: u8 = 14;
    let names = Offsets::read(table, usize::from(*table.get(2)?))?;
    let dictionaries = Offsets::read(table, names.end)?;
    let dictionary = table.get(dictionaries.range(0)?)?;
    let charstrings = Offsets::read(table, charstrings(dictionary)?)?;
    let mut emptied = table.to_vec();
    for at in 0..charstrings.starts.len().checked_sub(1)? {
        if !glyphs.contains(GlyphId::new(at as u32)) {
            emptied.get_mut(charstrings.range(at)?)?.fill(END);
        }
    }
    Some(emptied)
}

/// Where the charstrings begin, by the operator 17 of the top dictionary.
fn charstrings(dictionary: &[u8]) -> Option<usize> {
    let mut number = 0;
    let mut at = 0;
    while let Some(first) = dictionary.get(at) {
        at += match first {
            17 => return usize::try_from(number).ok(),
            12 => 2,
            0..=21 => 1,
            28 => {
                number = i32::from(u16_at(dictionary, at + 1)?.cast_signed());
                3
            }
            29 => {
                number = u32_at(dictionary, at + 1)?.cast_signed();
                5
            }
            30 => {
                let real = &dictionary[at + 1..];
                2 + real.iter().position(|byte| byte & 0xF == 0xF || byte >> 4 == 0xF)?
            }
            247..=250 => {
                number =
                    (i32::from(*first) - 247) * 256 + i32::from(*dictionary.get(at + 1)?) + 108;
                2
            }
            251..=254 => {
                number =
                    (251 - i32::from(*first)) * 256 - i32::from(*dictionary.get(at + 1)?) - 108;
                2
            }
            byte => {
                number = i32::from(*byte) - 139;
                1
            }
        };
    }
    None
}

/// An INDEX of CFF: where its objects start and, last, where the last ends.
struct Offsets {
    starts: Vec<usize>,
    end: usize,
}

impl Offsets {
    fn read(table: &[u8], at: usize) -> Option<Offsets> {
        let count = usize::from(u16_at(table, at)?);
        if count == 0 {
            return Some(Offsets { starts: Vec::new(), end: at + 2 });
        }
        let size = usize::from(*table.get(at + 2)?);
        let base = at + 3 + (count + 1) * size - 1;
        let mut starts = Vec::with_capacity(count + 1);
        for position in 0..=count {
            let from = at + 3 + position * size;
            let bytes = table.get(from..from + size)?;
            starts.push(base + bytes.iter().fold(0, |sum, byte| sum << 8 | usize::from(*byte)));
        }
        let end = *starts.last()?;
        Some(Offsets { starts, end })
    }

    fn range(&self, at: usize) -> Option<std::ops::Range<usize>> {
        Some(*self.starts.get(at)?..*self.starts.get(at + 1)?)
    }
}

/// `glyf` and `loca` without the other glyphs. Parts of composites stay.
fn truetype(tables: &mut [Table], mut glyphs: IntSet<GlyphId>) -> Option<()> {
    let position = |tag: &[u8; 4]| tables.iter().position(|table| table.tag == *tag);
    let (head, loca, glyf) = (position(b"head")?, position(b"loca")?, position(b"glyf")?);
    let is_long = u16_at(&tables[head].data, 50)? != 0;
    let offsets: Vec<usize> = if is_long {
        let offsets = tables[loca].data.chunks_exact(4);
        offsets.filter_map(|bytes| u32_at(bytes, 0)).map(|it| it as usize).collect()
    } else {
        let offsets = tables[loca].data.chunks_exact(2);
        offsets.filter_map(|bytes| u16_at(bytes, 0)).map(|it| usize::from(it) * 2).collect()
    };
    let outlines = std::mem::take(&mut tables[glyf].data);
    let outline = |glyph: u32| -> Option<&[u8]> {
        outlines.get(*offsets.get(glyph as usize)?..*offsets.get(glyph as usize + 1)?)
    };
    let mut left: Vec<u32> = glyphs.iter().map(|glyph| glyph.to_u32()).collect();
    while let Some(glyph) = left.pop() {
        for part in parts(outline(glyph)?)? {
            if glyphs.insert(GlyphId::new(part)) {
                left.push(part);
            }
        }
    }
    let mut kept = Vec::with_capacity(outlines.len());
    let mut places = vec![0];
    for glyph in 0..offsets.len().checked_sub(1)? as u32 {
        if glyphs.contains(GlyphId::new(glyph)) {
            kept.extend_from_slice(outline(glyph)?);
            kept.resize(kept.len().next_multiple_of(4), 0);
        }
        places.push(u32::try_from(kept.len()).ok()?);
    }
    // Offsets only fall, so they still fit.
    tables[loca].data = if is_long {
        places.iter().flat_map(|place| place.to_be_bytes()).collect()
    } else {
        places.iter().flat_map(|place| ((place / 2) as u16).to_be_bytes()).collect()
    };
    tables[glyf].data = kept;
    Some(())
}

/// The glyphs that a composite consists of.
fn parts(outline: &[u8]) -> Option<Vec<u32>> {
    const WORDS: u16 = 0x1;
    const SCALE: u16 = 0x8;
    const MORE: u16 = 0x20;
    const TWO_SCALES: u16 = 0x40;
    const MATRIX: u16 = 0x80;
    let mut parts = Vec::new();
    if outline.is_empty() || u16_at(outline, 0)?.cast_signed() >= 0 {
        return Some(parts);
    }
    let mut at = 10;
    loop {
        let flags = u16_at(outline, at)?;
        parts.push(u32::from(u16_at(outline, at + 2)?));
        at += if flags & WORDS != 0 { 8 } else { 6 };
        at += match flags & (SCALE | TWO_SCALES | MATRIX) {
            SCALE => 2,
            TWO_SCALES => 4,
            MATRIX => 8,
            _ => 0,
        };
        if flags & MORE == 0 {
            return Some(parts);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use skrifa::instance::{LocationRef, Size};
    use skrifa::outline::{DrawSettings, OutlinePen};
    use skrifa::raw::TableProvider;
    use skrifa::{FontRef, GlyphId, MetadataProvider};

    use super::{glyphs, subset};

    #[derive(Default, PartialEq, Debug)]
    struct Path(Vec<(char, Vec<f32>)>);

    impl OutlinePen for Path {
        fn move_to(&mut self, x: f32, y: f32) {
            self.0.push(('m', vec![x, y]));
        }
        fn line_to(&mut self, x: f32, y: f32) {
            self.0.push(('l', vec![x, y]));
        }
        fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
            self.0.push(('q', vec![cx, cy, x, y]));
        }
        fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
            self.0.push(('c', vec![ax, ay, bx, by, x, y]));
        }
        fn close(&mut self) {
            self.0.push(('z', vec![]));
        }
    }

    fn path(font: &FontRef<'_>, glyph: GlyphId) -> Path {
        let mut path = Path::default();
        let outline = font.outline_glyphs().get(glyph).expect("a glyph");
        let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
        outline.draw(settings, &mut path).expect("it can be drawn");
        path
    }

    /// Every glyph of the text, and of what becomes of it, is drawn as before;
    /// others are drawn as nothing; all else is the same.
    #[track_caller]
    fn check(name: &str, text: &str, share: usize) {
        let file = format!("{}/fonts/{name}", env!("CARGO_MANIFEST_DIR"));
        let whole = std::fs::read(file).expect("a font of the project");
        let characters: BTreeSet<char> = text.chars().collect();
        let part = subset(&whole, &characters);
        let (before, after) =
            (FontRef::new(&whole).expect("a font"), FontRef::new(&part).expect("a font"));
        let kept = glyphs(&before, &characters).expect("glyphs");
        let count = before.maxp().expect("a count").num_glyphs();
        assert_eq!(after.maxp().expect("a count").num_glyphs(), count);
        let mut empty = 0;
        for glyph in (0..u32::from(count)).map(GlyphId::new) {
            let drawn = path(&after, glyph);
            if kept.contains(glyph) {
                assert_eq!(drawn, path(&before, glyph), "{name}: {glyph}");
            } else if drawn.0.is_empty() {
                empty += 1;
            }
        }
        assert!(
            empty * 100 > usize::from(count) * share,
            "{name}: only {empty} of {count} are empty"
        );
        for tag in [b"cmap", b"hmtx", b"OS/2"] {
            let tag = skrifa::Tag::new(tag);
            assert_eq!(
                before.table_data(tag).map(|it| it.as_bytes().to_vec()),
                after.table_data(tag).map(|it| it.as_bytes().to_vec())
            );
        }
    }

    #[test]
    fn outlines_that_stay_are_the_same() {
        check("LibertinusSerif-Regular.otf", "Office, Тифлис", 50);
        check("LibertinusSerif-Italic.otf", "Ž", 50);
        check("NotoSerifGeorgian-Regular.ttf", "სერგო", 30);
        check("NotoNaskhArabic-Regular.ttf", "السلام", 30);
    }

    #[test]
    fn what_is_no_font_stays_as_it_is() {
        assert_eq!(subset(b"no font", &BTreeSet::new()), b"no font");
    }
}
