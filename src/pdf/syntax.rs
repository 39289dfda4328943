//! PDF syntax as bytes: numbers, names, strings, and lopdf's objects.

use lopdf::Object;

use crate::model::length::Length;

/// A length in thousandths of a point, which is as fine as pages are written.
pub fn thousandths(length: Length) -> i64 {
    (length.wide() * 1000 + i64::from(Length::UNITS) / 2) >> 16
}

/// Writes a whole number.
pub fn integer(out: &mut Vec<u8>, value: i64) {
    let mut digits = [0_u8; 20];
    let mut at = digits.len();
    let mut rest = value.unsigned_abs();
    loop {
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if value < 0 {
        out.push(b'-');
    }
    out.extend_from_slice(&digits[at..]);
}

/// Writes `value / 1000` with as many decimals as it needs.
pub fn decimal(out: &mut Vec<u8>, value: i64) {
    let fraction = (value.unsigned_abs() % 1000) as u16;
    if value < 0 && value > -1000 {
        out.push(b'-');
    }
    if value / 1000 != 0 || fraction == 0 {
        integer(out, value / 1000);
    }
    if fraction != 0 {
        out.push(b'.');
        let digits = [fraction / 100, fraction / 10 % 10, fraction % 10];
        let count = if digits[2] != 0 { 3 } else { 1 + usize::from(digits[1] != 0) };
        out.extend(digits[..count].iter().map(|digit| b'0' + *digit as u8));
    }
}

/// Writes a length in points.
pub fn length(out: &mut Vec<u8>, value: Length) {
    decimal(out, thousandths(value));
}

/// Writes a reference to an object.
pub fn reference(out: &mut Vec<u8>, id: u32) {
    integer(out, i64::from(id));
    out.extend_from_slice(b" 0 R");
}

/// Writes a list of objects by their numbers.
pub fn references(out: &mut Vec<u8>, ids: impl IntoIterator<Item = u32>) {
    out.push(b'[');
    for (at, id) in ids.into_iter().enumerate() {
        if at > 0 {
            out.push(b' ');
        }
        reference(out, id);
    }
    out.push(b']');
}

/// Writes a name with its slash.
pub fn name(out: &mut Vec<u8>, name: &[u8]) {
    out.push(b'/');
    for &byte in name {
        if (33..=126).contains(&byte) && !b"()<>[]{}/%#".contains(&byte) {
            out.push(byte);
        } else {
            out.extend_from_slice(format!("#{byte:02X}").as_bytes());
        }
    }
}

/// Writes a byte string in parentheses.
pub fn string(out: &mut Vec<u8>, bytes: &[u8]) {
    out.push(b'(');
    for &byte in bytes {
        literal_byte(out, byte);
    }
    out.push(b')');
}

/// Writes one byte of a string in parentheses.
pub fn literal_byte(out: &mut Vec<u8>, byte: u8) {
    match byte {
        b'(' | b')' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
        b'\r' => out.extend_from_slice(b"\\r"),
        _ => out.push(byte),
    }
}

/// Writes text for people: as it is where it is ASCII, otherwise in UTF-16.
pub fn text(out: &mut Vec<u8>, text: &str) {
    if text.bytes().all(|byte| (32..127).contains(&byte)) {
        string(out, text.as_bytes());
    } else {
        out.extend_from_slice(b"<FEFF");
        utf16(out, text);
        out.push(b'>');
    }
}

/// Writes text as the hexadecimal digits of its UTF-16.
pub fn utf16(out: &mut Vec<u8>, text: &str) {
    for unit in text.encode_utf16() {
        hexadecimal(out, unit);
    }
}

/// Writes four hexadecimal digits.
pub fn hexadecimal(out: &mut Vec<u8>, value: u16) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for shift in [12, 8, 4, 0] {
        out.push(DIGITS[usize::from(value >> shift & 15)]);
    }
}

/// Writes an object of lopdf; of a stream, its dictionary without brackets.
pub fn object(out: &mut Vec<u8>, object: &Object) {
    match object {
        Object::Null => out.extend_from_slice(b"null"),
        Object::Boolean(value) => out.extend_from_slice(if *value { b"true" } else { b"false" }),
        Object::Integer(value) => integer(out, *value),
        Object::Real(value) => out.extend_from_slice(value.to_string().as_bytes()),
        Object::Name(bytes) => name(out, bytes),
        Object::String(bytes, _) => string(out, bytes),
        Object::Reference(id) => reference(out, id.0),
        Object::Array(items) => {
            out.push(b'[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    out.push(b' ');
                }
                self::object(out, item);
            }
            out.push(b']');
        }
        Object::Dictionary(dictionary) => {
            out.extend_from_slice(b"<<");
            entries(out, dictionary);
            out.extend_from_slice(b">>");
        }
        Object::Stream(stream) => entries(out, &stream.dict),
    }
}

/// The entries of a dictionary, without its brackets.
pub fn entries(out: &mut Vec<u8>, dictionary: &lopdf::Dictionary) {
    for (key, value) in dictionary {
        name(out, key);
        out.push(b' ');
        object(out, value);
    }
}

#[cfg(test)]
mod tests {
    use super::{decimal, references, string, text};

    #[track_caller]
    fn check(write: impl Fn(&mut Vec<u8>), written: &str) {
        let mut out = Vec::new();
        write(&mut out);
        assert_eq!(String::from_utf8_lossy(&out), written);
    }

    #[test]
    fn decimals_are_as_short_as_can_be() {
        check(|out| decimal(out, 0), "0");
        check(|out| decimal(out, 12_000), "12");
        check(|out| decimal(out, 12_340), "12.34");
        check(|out| decimal(out, -12_005), "-12.005");
        check(|out| decimal(out, -999), "-.999");
        check(|out| decimal(out, 7), ".007");
        check(|out| decimal(out, 1_700), "1.7");
    }

    #[test]
    fn strings_are_escaped() {
        check(|out| string(out, b"a(b)\\\r"), "(a\\(b\\)\\\\\\r)");
        check(|out| text(out, "Plain (text)"), "(Plain \\(text\\))");
        check(|out| text(out, "Ünï"), "<FEFF00DC006E00EF>");
        check(|out| text(out, "𝄞"), "<FEFFD834DD1E>");
    }

    #[test]
    fn objects_are_listed_between_brackets() {
        for (ids, written) in [(&[][..], "[]"), (&[7], "[7 0 R]"), (&[7, 12], "[7 0 R 12 0 R]")] {
            let mut out = Vec::new();
            references(&mut out, ids.iter().copied());
            assert_eq!(out, written.as_bytes());
        }
    }
}
