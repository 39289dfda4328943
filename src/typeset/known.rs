//! The words of a fount that are known already.

use rustc_hash::FxHashMap;

use crate::model::pages::WordId;

/// Bytes of a short word's key: four of them share a cache line with their
/// handles.
const SHORT: usize = 12;

/// The words of a fount by their texts. Most are short: their texts stand in
/// the table itself, and no other memory is looked at to compare them.
#[derive(Default)]
pub(crate) struct Known {
    short: FxHashMap<[u8; SHORT], WordId>,
    long: FxHashMap<Box<str>, WordId>,
}

impl Known {
    /// The handle of a text; `next` where it has none yet.
    pub(crate) fn entry(&mut self, text: &str, next: WordId) -> WordId {
        if let Some(key) = key(text.as_bytes()) {
            return *self.short.entry(key).or_insert(next);
        }
        match self.long.get(text) {
            Some(id) => *id,
            None => *self.long.entry(text.into()).or_insert(next),
        }
    }
}

/// The key of a short text: its bytes, and its length in the last place, as a
/// text may end in zeros. Copied by fours, which may overlap.
fn key(text: &[u8]) -> Option<[u8; SHORT]> {
    let length = text.len();
    if length >= SHORT {
        return None;
    }
    let mut key = [0; SHORT];
    if length >= 8 {
        key[..8].copy_from_slice(&text[..8]);
    }
    if length >= 4 {
        key[..4].copy_from_slice(&text[..4]);
        key[length - 4..length].copy_from_slice(&text[length - 4..]);
    } else {
        key.iter_mut().zip(text).for_each(|(to, from)| *to = *from);
    }
    key[SHORT - 1] = length as u8;
    Some(key)
}

#[cfg(test)]
mod tests {
    use super::Known;
    use crate::model::pages::WordId;

    #[test]
    fn every_text_has_a_handle_of_its_own() {
        let texts = ["", "a", "a\0", "eleven byte", "twelve bytes", "more than twelve bytes", "ab"];
        let mut known = Known::default();
        for (at, text) in (0..).zip(texts) {
            assert_eq!(known.entry(text, WordId(at)), WordId(at));
        }
        for (at, text) in (0..).zip(texts) {
            assert_eq!(known.entry(text, WordId(99)), WordId(at));
        }
    }
}
