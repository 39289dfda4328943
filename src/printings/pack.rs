//! Text to few letters that any file can hold, and back: PPMd (variant H, as
//! 7-Zip has it), then base 64.

use std::io::{Read, Write};

use ppmd_rust::{Ppmd7Decoder, Ppmd7Encoder};

/// Characters that the model looks back; more gains a hundredth and takes half
/// as long again.
const ORDER: u32 = 6;
/// What the model may remember; a book of 300,000 words takes a half of it.
const MEMORY: u32 = 48 << 20;
/// The longest text that is unpacked, in bytes.
pub(crate) const LONGEST: usize = 64 << 20;

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The packed text.
pub(crate) fn packed(text: &str) -> String {
    let mut bytes = Vec::new();
    let encoder = Ppmd7Encoder::new(&mut bytes, ORDER, MEMORY);
    let mut encoder = encoder.expect("order and memory are within bounds");
    encoder.write_all(text.as_bytes()).expect("memory takes all bytes");
    encoder.finish(false).expect("memory takes all bytes");
    base64(&bytes)
}

/// The text of so many bytes that was packed; nothing where it was not.
pub(crate) fn unpacked(packed: &str, length: usize) -> Option<String> {
    let bytes = from_base64(packed)?;
    if length > LONGEST {
        return None;
    }
    let mut decoder = Ppmd7Decoder::new(bytes.as_slice(), ORDER, MEMORY).ok()?;
    let mut text = vec![0; length];
    decoder.read_exact(&mut text).ok()?;
    String::from_utf8(text).ok()
}

fn base64(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let bits =
            (0..3).fold(0_u32, |bits, at| bits << 8 | u32::from(*group.get(at).unwrap_or(&0)));
        for at in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * at)) as usize & 63];
            text.push(if at <= group.len() { char::from(letter) } else { '=' });
        }
    }
    text
}

fn from_base64(text: &str) -> Option<Vec<u8>> {
    let mut values = [None; 256];
    for (at, letter) in LETTERS.iter().enumerate() {
        values[*letter as usize] = Some(at as u32);
    }
    let letters = text.trim_end_matches('=').as_bytes();
    let mut bytes = Vec::with_capacity(letters.len() * 3 / 4);
    for group in letters.chunks(4) {
        let mut bits = 0;
        for at in 0..4 {
            let value = match group.get(at) {
                Some(letter) => values[*letter as usize]?,
                None => 0,
            };
            bits = bits << 6 | value;
        }
        let whole = [(bits >> 16) as u8, (bits >> 8) as u8, bits as u8];
        bytes.extend(&whole[..group.len() * 3 / 4]);
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::{base64, from_base64, packed, unpacked};

    #[track_caller]
    fn check(text: &str) {
        assert_eq!(unpacked(&packed(text), text.len()).as_deref(), Some(text));
    }

    #[test]
    fn what_is_packed_is_unpacked() {
        check("");
        check("a");
        check("Кремль, 11 августа 1931");
        check(&"the river ran below the town ".repeat(1000));
    }

    #[test]
    fn base_64_is_the_published_one() {
        for (plain, text) in [("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")]
        {
            assert_eq!(base64(plain.as_bytes()), text);
            assert_eq!(from_base64(text).as_deref(), Some(plain.as_bytes()));
        }
        assert_eq!(from_base64("Zm%v"), None);
    }

    #[test]
    fn what_is_damaged_is_refused_or_other() {
        // The last bytes say nothing that is asked for.
        let text = "the river ran below the town ".repeat(50);
        let whole = packed(&text);
        for at in (0..whole.len() / 2).step_by(7) {
            let mut damaged = whole.clone().into_bytes();
            damaged[at] = if damaged[at] == b'A' { b'B' } else { b'A' };
            let damaged = String::from_utf8(damaged).expect("it is ASCII");
            assert_ne!(unpacked(&damaged, text.len()).as_deref(), Some(text.as_str()));
        }
        assert_eq!(unpacked("", usize::MAX), None);
    }
}
