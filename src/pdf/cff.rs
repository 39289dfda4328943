//! CFF fonts: the glyphs of a subset by their codes.
//!
//! In a CID-keyed CFF font the charset says which code finds which glyph, and
//! a glyph with two codes must be there twice. Adobe Technical Note 5176, “The
//! Compact Font Format Specification”, 2003.

use std::ops::Range;

/// Operators of the top dictionary that tell where things stand.
const CHARSET: u16 = 15;
const CHAR_STRINGS: u16 = 17;
const FD_SELECT: u16 = 12 << 8 | 37;

/// `font` with the glyphs that `codes` name, in their order: code and glyph,
/// the first of them 0 and 0; none where the font is not as the subsetter
/// writes it: CID-keyed, with offsets of five bytes.
pub fn with_codes(font: &[u8], codes: &[(u16, u16)]) -> Option<Vec<u8>> {
    let names = index(font, usize::from(*font.get(2)?))?;
    let tops = index(font, names.end)?;
    let top = tops.items.first()?.clone();
    let charset = operand(font, top.clone(), CHARSET)?;
    let char_strings = operand(font, top.clone(), CHAR_STRINGS)?;
    let fd_select = operand(font, top, FD_SELECT)?;
    let glyphs = index(font, char_strings.value)?;

    let mut new = font.to_vec();
    if glyphs.end == font.len() {
        new.truncate(char_strings.value);
    }
    set(&mut new, &charset)?;
    // Format 0: the codes one by one, but for that of the missing glyph.
    new.push(0);
    new.extend(codes.iter().skip(1).flat_map(|(code, _)| code.to_be_bytes()));
    let dictionaries = fd_select_items(font, fd_select.value, glyphs.items.len())?;
    set(&mut new, &fd_select)?;
    new.push(0);
    for (_, glyph) in codes {
        new.push(*dictionaries.get(usize::from(*glyph))?);
    }
    set(&mut new, &char_strings)?;
    let item =
        |(_, glyph): &(u16, u16)| Some(&font[glyphs.items.get(usize::from(*glyph))?.clone()]);
    let items: Vec<&[u8]> = codes.iter().map(item).collect::<Option<_>>()?;
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
    use super::with_codes;
    use skrifa::{FontRef, Tag};
    use subsetter::{GlyphRemapper, subset};

    #[test]
    fn glyphs_stand_in_the_order_of_their_codes() {
        let file = include_bytes!("../../fonts/LibertinusSerif-Regular.otf");
        let remapper = GlyphRemapper::new_from_glyphs(&[40, 41, 42]);
        let font = subset(file, 0, &remapper).expect("a sound font");
        let font = FontRef::new(&font).expect("a font");
        let cff = font.table_data(Tag::new(b"CFF ")).expect("CFF outlines");
        let codes = [(0, 0), (40, 1), (42, 3), (500, 2), (600, 2)];
        let coded = with_codes(cff.as_bytes(), &codes).expect("a subset");
        let before = super::index(cff.as_bytes(), start(cff.as_bytes(), super::CHAR_STRINGS));
        let after = super::index(&coded, start(&coded, super::CHAR_STRINGS)).expect("an index");
        let before = before.expect("an index");
        assert_eq!((before.items.len(), after.items.len()), (4, 5));
        assert_eq!(after.end, coded.len());
        let glyph = |at: usize| &coded[after.items[at].clone()];
        let was = |at: usize| &cff.as_bytes()[before.items[at].clone()];
        assert_eq!([1, 2, 3, 4].map(glyph), [1, 3, 2, 2].map(was));
        let charset = start(&coded, super::CHARSET);
        assert_eq!(coded[charset..charset + 9], [0, 0, 40, 0, 42, 1, 244, 2, 88]);
    }

    /// Where a part of a font stands.
    fn start(font: &[u8], operator: u16) -> usize {
        let names = super::index(font, usize::from(font[2])).expect("names");
        let tops = super::index(font, names.end).expect("a top dictionary");
        super::operand(font, tops.items[0].clone(), operator).expect("a part").value
    }

    #[test]
    fn what_is_no_font_is_refused() {
        assert_eq!(with_codes(b"", &[(0, 0)]), None);
        assert_eq!(with_codes(&[1, 0, 4, 4, 0, 0, 0, 0], &[(0, 0)]), None);
    }
}
