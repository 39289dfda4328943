//! Font files as containers: tables out and in again.

/// A table of a font.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    pub(crate) tag: [u8; 4],
    pub(crate) data: Vec<u8>,
}

/// The tables of a font, in the order of its directory.
pub(crate) fn tables(font: &[u8]) -> Option<Vec<Table>> {
    let count = usize::from(u16_at(font, 4)?);
    (0..count)
        .map(|at| {
            let record = font.get(12 + at * 16..28 + at * 16)?;
            let (from, length) = (u32_at(record, 8)? as usize, u32_at(record, 12)? as usize);
            let data = font.get(from..from.checked_add(length)?)?.to_vec();
            Some(Table { tag: [record[0], record[1], record[2], record[3]], data })
        })
        .collect()
}

/// A font of these tables, with a directory and check sums of its own.
/// <https://learn.microsoft.com/en-us/typography/opentype/spec/otff>
pub(crate) fn font(version: u32, mut tables: Vec<Table>) -> Vec<u8> {
    const ALL: u32 = 0xB1B0_AFBA;
    const ADJUSTMENT: std::ops::Range<usize> = 8..12;
    tables.sort_by_key(|table| table.tag);
    for head in tables.iter_mut().filter(|table| table.tag == *b"head") {
        if let Some(adjustment) = head.data.get_mut(ADJUSTMENT) {
            adjustment.fill(0);
        }
    }
    let count = tables.len() as u16;
    let power = count.max(1).ilog2() as u16;
    let range = 16 << power;
    let mut font = version.to_be_bytes().to_vec();
    for number in [count, range, power, (count * 16).saturating_sub(range)] {
        font.extend(number.to_be_bytes());
    }
    let mut at = 12 + 16 * tables.len();
    let mut head = None;
    for table in &tables {
        if table.tag == *b"head" {
            head = Some(at);
        }
        font.extend(table.tag);
        for number in [sum(&table.data), at as u32, table.data.len() as u32] {
            font.extend(number.to_be_bytes());
        }
        at = (at + table.data.len()).next_multiple_of(4);
    }
    for table in &tables {
        font.extend(&table.data);
        font.resize(font.len().next_multiple_of(4), 0);
    }
    if let Some(head) = head {
        let adjustment = ALL.wrapping_sub(sum(&font)).to_be_bytes();
        if let Some(place) = font.get_mut(head + ADJUSTMENT.start..head + ADJUSTMENT.end) {
            place.copy_from_slice(&adjustment);
        }
    }
    font
}

/// The sum of all words, the last filled up with zeros.
fn sum(data: &[u8]) -> u32 {
    let word = |bytes: &[u8]| {
        (0..4).fold(0, |word, at| word << 8 | u32::from(bytes.get(at).copied().unwrap_or(0)))
    };
    data.chunks(4).fold(0, |sum: u32, bytes| sum.wrapping_add(word(bytes)))
}

/// The number of two bytes at a place.
pub(crate) fn u16_at(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(data.get(at..at + 2)?.try_into().ok()?))
}

/// The number of four bytes at a place.
pub(crate) fn u32_at(data: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(data.get(at..at + 4)?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::{font, sum, tables};

    #[test]
    fn a_font_taken_apart_and_put_together_sums_up() {
        let whole = include_bytes!("../../fonts/NotoSerifGeorgian-Regular.ttf");
        let parts = tables(whole).expect("a font");
        let again = font(0x1_0000, parts.clone());
        assert_eq!(sum(&again), 0xB1B0_AFBA);
        let others = tables(&again).expect("a font");
        for part in parts.iter().filter(|part| part.tag != *b"head") {
            assert!(others.iter().any(|it| it.tag == part.tag && it.data == part.data));
        }
    }
}
