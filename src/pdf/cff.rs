//! CFF fonts: second copies of glyphs, at the end of a subset.
//!
//! In a CID-keyed CFF font the code finds the glyph, so a glyph with two codes
//! must be there twice. Adobe Technical Note 5176, “The Compact Font Format
//! Specification”, 2003.

use std::ops::Range;

/// Operators of the top dictionary that tell where things stand.
const CHARSET: u16 = 15;
const CHAR_STRINGS: u16 = 17;
const FD_SELECT: u16 = 12 << 8 | 37;

/// `font` with copies of its glyphs `copies` after the last one; none where
/// the font is not as the subsetter writes it: CID-keyed, with an identity
/// charset of one range and offsets of five bytes.
pub fn with_copies(font: &[u8], copies: &[u16]) -> Option<Vec<u8>> {
    if copies.is_empty() {
        return Some(font.to_vec());
    }
    let names = index(font, usize::from(*font.get(2)?))?;
    let tops = index(font, names.end)?;
    let top = tops.items.first()?.clone();
    let charset = operand(font, top.clone(), CHARSET)?;
    let char_strings = operand(font, top.clone(), CHAR_STRINGS)?;
    let fd_select = operand(font, top, FD_SELECT)?;
    let glyphs = index(font, char_strings.value)?;
    let kept = glyphs.items.len();

    let mut new = font.to_vec();
    if glyphs.end == font.len() {
        new.truncate(char_strings.value);
    }
    // The charset: format 2, one range from 1, how many glyphs follow its first.
    let range = font.get(charset.value..charset.value + 5)?;
    if range[..3] != [2, 0, 1] {
        return None;
    }
    let following = u16::try_from(kept + copies.len() - 2).ok()?;
    new.get_mut(charset.value + 3..charset.value + 5)?.copy_from_slice(&following.to_be_bytes());

    let dictionaries = fd_select_items(font, fd_select.value, kept)?;
    set(&mut new, &fd_select)?;
    new.push(0);
    new.extend_from_slice(&dictionaries);
    for copy in copies {
        new.push(*dictionaries.get(usize::from(*copy))?);
    }
    set(&mut new, &char_strings)?;
    let mut items: Vec<&[u8]> = glyphs.items.iter().map(|item| &font[item.clone()]).collect();
    for copy in copies {
        items.push(*items.get(usize::from(*copy))?);
    }
    write_index(&mut new, &items)?;
    Some(new)
}

/// An offset in the top dictionary: where its five bytes stand, what they say.
struct Operand {
    at: usize,
    value: usize,
}

/// Makes an offset lead to the end of the font.
fn set(font: &mut [u8], operand: &Operand) -> Option<()> {
    let end = u32::try_from(font.len()).ok()?;
    font.get_mut(operand.at + 1..operand.at + 5)?.copy_from_slice(&end.to_be_bytes());
    Some(())
}

/// The operand of an operator in the dictionary `range`.
fn operand(font: &[u8], range: Range<usize>, operator: u16) -> Option<Operand> {
    let dictionary = font.get(..range.end)?;
    let mut at = range.start;
    let mut last = at;
    while at < range.end {
        let byte = dictionary[at];
        if byte <= 21 {
            let (found, length) = match byte {
                12 => (12 << 8 | u16::from(*dictionary.get(at + 1)?), 2),
                _ => (u16::from(byte), 1),
            };
            if found == operator {
                let bytes = dictionary.get(last..last + 5).filter(|bytes| bytes[0] == 29)?;
                let value = u32::from_be_bytes([bytes[1], bytes[2], bytes[3], bytes[4]]);
                return Some(Operand { at: last, value: value as usize });
            }
            at += length;
            continue;
        }
        last = at;
        at += match byte {
            28 => 3,
            29 => 5,
            // A real number ends with the nibble 15.
            30 => {
                let is_last = |byte: &u8| byte & 15 == 15 || byte >> 4 == 15;
                2 + dictionary.get(at + 1..)?.iter().position(is_last)?
            }
            247..=254 => 2,
            _ => 1,
        };
    }
    None
}

/// By glyph, its font dictionary.
fn fd_select_items(font: &[u8], at: usize, count: usize) -> Option<Vec<u8>> {
    match *font.get(at)? {
        0 => Some(font.get(at + 1..at + 1 + count)?.to_vec()),
        3 => {
            let range_count = usize::from(u16_at(font, at + 1)?);
            let mut items = Vec::with_capacity(count);
            for range in 0..range_count {
                let at = at + 3 + 3 * range;
                let end = usize::from(u16_at(font, at + 3)?).min(count);
                items.resize(items.len().max(end), *font.get(at + 2)?);
            }
            (items.len() == count).then_some(items)
        }
        _ => None,
    }
}

/// An INDEX: where its items stand, and where it ends.
struct Index {
    items: Vec<Range<usize>>,
    end: usize,
}

fn index(font: &[u8], at: usize) -> Option<Index> {
    let count = usize::from(u16_at(font, at)?);
    if count == 0 {
        return Some(Index { items: Vec::new(), end: at + 2 });
    }
    let size = usize::from(*font.get(at + 2)?);
    let base = at + 3 + (count + 1) * size - 1;
    let offset = |nth: usize| -> Option<usize> {
        let bytes = font.get(at + 3 + nth * size..at + 3 + (nth + 1) * size)?;
        Some(base + bytes.iter().fold(0, |sum, byte| sum << 8 | usize::from(*byte)))
    };
    let mut items = Vec::with_capacity(count);
    for nth in 0..count {
        let range = offset(nth)?..offset(nth + 1)?;
        font.get(range.clone())?;
        items.push(range);
    }
    Some(Index { end: offset(count)?, items })
}

fn write_index(out: &mut Vec<u8>, items: &[&[u8]]) -> Option<()> {
    out.extend_from_slice(&u16::try_from(items.len()).ok()?.to_be_bytes());
    out.push(4);
    let mut offset: u32 = 1;
    out.extend_from_slice(&offset.to_be_bytes());
    for item in items {
        offset += u32::try_from(item.len()).ok()?;
        out.extend_from_slice(&offset.to_be_bytes());
    }
    for item in items {
        out.extend_from_slice(item);
    }
    Some(())
}

fn u16_at(font: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(font.get(at..at + 2)?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::with_copies;
    use skrifa::{FontRef, Tag};
    use subsetter::{GlyphRemapper, subset};

    #[test]
    fn copies_follow_the_last_glyph() {
        let file = include_bytes!("../../fonts/LibertinusSerif-Regular.otf");
        let remapper = GlyphRemapper::new_from_glyphs(&[40, 41, 42]);
        let font = subset(file, 0, &remapper).expect("a sound font");
        let font = FontRef::new(&font).expect("a font");
        let cff = font.table_data(Tag::new(b"CFF ")).expect("CFF outlines");
        let copied = with_copies(cff.as_bytes(), &[2, 2, 1]).expect("a subset");
        let before = super::index(cff.as_bytes(), start(cff.as_bytes())).expect("an index");
        let after = super::index(&copied, start(&copied)).expect("an index");
        assert_eq!((before.items.len(), after.items.len()), (4, 7));
        assert_eq!(after.end, copied.len());
        let glyph = |at: usize| &copied[after.items[at].clone()];
        assert_eq!((glyph(4), glyph(5), glyph(6)), (glyph(2), glyph(2), glyph(1)));
        assert_eq!(glyph(3), &cff.as_bytes()[before.items[3].clone()]);
    }

    /// Where the glyphs of a font stand.
    fn start(font: &[u8]) -> usize {
        let names = super::index(font, usize::from(font[2])).expect("names");
        let tops = super::index(font, names.end).expect("a top dictionary");
        super::operand(font, tops.items[0].clone(), super::CHAR_STRINGS).expect("glyphs").value
    }

    #[test]
    fn what_is_no_font_is_refused() {
        assert_eq!(with_copies(b"", &[1]), None);
        assert_eq!(with_copies(&[1, 0, 4, 4, 0, 0, 0, 0], &[1]), None);
    }
}
