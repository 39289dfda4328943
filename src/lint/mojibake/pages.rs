//! Code pages: which byte each character is in one, which character in another.

use encoding_rs::Encoding;
use rustc_hash::FxHashMap;

/// Pages in which a text may have been read.
const READ: [&Encoding; 5] = [
    encoding_rs::WINDOWS_1250,
    encoding_rs::WINDOWS_1252,
    encoding_rs::ISO_8859_2,
    encoding_rs::KOI8_R,
    encoding_rs::WINDOWS_1251,
];
/// Pages in which Cyrillic was written. KOI8-U has the letters of KOI8-R, and
/// the Ukrainian ones.
const WRITTEN: [&Encoding; 2] = [encoding_rs::WINDOWS_1251, encoding_rs::KOI8_U];

/// A page that was written in, and another that was read.
pub(crate) struct Pair {
    pub(crate) read: &'static str,
    pub(crate) written: &'static str,
    /// What was read to what was written, for Cyrillic letters.
    letters: FxHashMap<char, char>,
}

impl Pair {
    /// The Cyrillic letter that was read as this character.
    pub(crate) fn letter(&self, character: char) -> Option<char> {
        self.letters.get(&character).copied()
    }
}

/// All pairs in which something changes.
pub(crate) fn pairs() -> Vec<Pair> {
    let mut pairs = Vec::new();
    for written in WRITTEN {
        for read in READ {
            let is_koi8 = |page: &'static Encoding| page.name().starts_with("KOI8");
            if read == written || (is_koi8(read) && is_koi8(written)) {
                continue;
            }
            let letters = (0x80..=0xff)
                .map(|byte| (character(read, byte), character(written, byte)))
                .filter(|(_, letter)| is_cyrillic(*letter))
                .collect();
            pairs.push(Pair { read: read.name(), written: written.name(), letters });
        }
    }
    pairs
}

/// Whether a character is a letter of Russian, Ukrainian, Bulgarian, Serbian.
pub(crate) fn is_cyrillic(character: char) -> bool {
    matches!(character, '\u{400}'..='\u{45f}' | 'ґ' | 'Ґ')
}

/// A byte of a page. What the page leaves open is a control character.
fn character(page: &'static Encoding, byte: u8) -> char {
    let bytes = [byte];
    let (text, _) = page.decode_without_bom_handling(&bytes);
    text.chars().next().unwrap_or(char::from(byte))
}

/// The bytes of a page from 0x80 on, by character.
pub(crate) fn bytes(page: &'static Encoding) -> FxHashMap<char, u8> {
    (0x80..=0xff).map(|byte| (character(page, byte), byte)).collect()
}
