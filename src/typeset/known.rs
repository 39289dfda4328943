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
        let mut key = [0_u8; SHORT];
        let (last, bytes) = key.split_last_mut().expect("a key has bytes");
        if let Some(bytes) = bytes.get_mut(..text.len()) {
            bytes.copy_from_slice(text.as_bytes());
            // A text may end in zeros.
            *last = text.len() as u8;
            return *self.short.entry(key).or_insert(next);
        }
        match self.long.get(text) {
            Some(id) => *id,
            None => *self.long.entry(text.into()).or_insert(next),
        }
    }
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
