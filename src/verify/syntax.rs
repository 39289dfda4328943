//! PDF's syntax, read in place: no object is copied.

/// A value, as the bytes that write it.
pub(crate) type Value<'d> = &'d [u8];

/// Reads values one after another.
pub(crate) struct Reader<'d> {
    pub(crate) data: &'d [u8],
    pub(crate) at: usize,
}

impl<'d> Reader<'d> {
    /// Reads from the start.
    pub(crate) fn new(data: &'d [u8]) -> Reader<'d> {
        Reader { data, at: 0 }
    }

    /// Passes white space and comments.
    pub(crate) fn skip_space(&mut self) {
        while let Some(byte) = self.data.get(self.at) {
            match byte {
                0 | 9 | 10 | 12 | 13 | 32 => self.at += 1,
                b'%' => self.skip_while(|byte| byte != b'\n' && byte != b'\r'),
                _ => return,
            }
        }
    }

    /// The next value: a number, a name, a string, a list, a dictionary, a
    /// word. A reference is three of them; see [`Reader::value`].
    pub(crate) fn token(&mut self) -> Option<Value<'d>> {
        self.skip_space();
        let start = self.at;
        match *self.data.get(start)? {
            b'(' => self.skip_string(),
            b'<' if self.data.get(start + 1) == Some(&b'<') => self.skip_nested(b"<<", b">>"),
            b'<' => {
                self.skip_while(|byte| byte != b'>');
                self.at += 1;
            }
            b'[' => self.skip_nested(b"[", b"]"),
            b'/' => {
                self.at += 1;
                self.skip_while(is_regular);
            }
            byte if is_regular(byte) => self.skip_while(is_regular),
            _ => self.at += 1,
        }
        self.at = self.at.min(self.data.len());
        Some(&self.data[start..self.at])
    }

    /// The next value, a reference as a whole: `12 0 R`.
    pub(crate) fn value(&mut self) -> Option<Value<'d>> {
        let first = self.token()?;
        if !first.iter().all(u8::is_ascii_digit) {
            return Some(first);
        }
        let after = self.at;
        let start = after - first.len();
        let is_generation = self.token().is_some_and(|it| it.iter().all(u8::is_ascii_digit));
        if is_generation && self.token() == Some(b"R") {
            return Some(&self.data[start..self.at]);
        }
        self.at = after;
        Some(first)
    }

    fn skip_while(&mut self, is_within: impl Fn(u8) -> bool) {
        let rest = &self.data[self.at.min(self.data.len())..];
        let length = rest.iter().position(|byte| !is_within(*byte));
        self.at += length.unwrap_or(rest.len());
    }

    fn skip_string(&mut self) {
        let mut depth = 0;
        while let Some(byte) = self.data.get(self.at) {
            match byte {
                b'\\' => self.at += 1,
                b'(' => depth += 1,
                b')' => depth -= 1,
                _ => {}
            }
            self.at += 1;
            if depth == 0 {
                return;
            }
        }
    }

    /// Passes a list or a dictionary with all that is in it.
    fn skip_nested(&mut self, open: &[u8], close: &[u8]) {
        self.at += open.len();
        let mut depth = 1_usize;
        while let Some(byte) = self.data.get(self.at) {
            let rest = &self.data[self.at..];
            if *byte == b'(' {
                self.skip_string();
            } else if *byte == b'<' && !rest.starts_with(b"<<") {
                self.skip_while(|byte| byte != b'>');
                self.at += 1;
            } else if rest.starts_with(open) {
                depth += 1;
                self.at += open.len();
            } else if rest.starts_with(close) {
                depth -= 1;
                self.at += close.len();
                if depth == 0 {
                    return;
                }
            } else {
                self.at += 1;
            }
        }
    }
}

/// Whether a byte belongs to a word, a number or a name.
pub(crate) fn is_regular(byte: u8) -> bool {
    !matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
        && !matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

/// The value under a key of a dictionary; `key` has its slash.
pub(crate) fn get<'d>(dictionary: Value<'d>, key: &[u8]) -> Option<Value<'d>> {
    entries(dictionary).find(|(name, _)| *name == key).map(|(_, value)| value)
}

/// The entries of a dictionary.
pub(crate) fn entries(dictionary: Value<'_>) -> impl Iterator<Item = (Value<'_>, Value<'_>)> {
    let mut reader = Reader::new(dictionary.strip_prefix(b"<<").unwrap_or_default());
    std::iter::from_fn(move || {
        let name = reader.token().filter(|name| name.first() == Some(&b'/'))?;
        Some((name, reader.value()?))
    })
}

/// The values of a list.
pub(crate) fn list(list: Value<'_>) -> Vec<Value<'_>> {
    let mut values = Vec::new();
    let inner = list.strip_prefix(b"[").and_then(|list| list.strip_suffix(b"]"));
    let mut reader = Reader::new(inner.unwrap_or_default());
    while let Some(value) = reader.value() {
        values.push(value);
    }
    values
}

/// The number of the object that a value refers to.
pub(crate) fn reference(value: Value<'_>) -> Option<u32> {
    number(value.strip_suffix(b" 0 R")?)
}

/// A whole number.
pub(crate) fn number(value: Value<'_>) -> Option<u32> {
    if value.is_empty() {
        return None;
    }
    value.iter().try_fold(0_u32, |number, digit| {
        let digit = digit.is_ascii_digit().then(|| u32::from(digit - b'0'))?;
        number.checked_mul(10)?.checked_add(digit)
    })
}

/// The bytes of a string, in parentheses or as hexadecimal digits.
pub(crate) fn string(value: Value<'_>) -> Vec<u8> {
    let mut out = Vec::with_capacity(value.len());
    if let Some(inner) = value.strip_prefix(b"(").and_then(|value| value.strip_suffix(b")")) {
        let mut at = 0;
        while at < inner.len() {
            at += literal(&inner[at..], &mut out);
        }
    } else if let Some(inner) = value.strip_prefix(b"<").and_then(|it| it.strip_suffix(b">")) {
        let digits: Vec<u8> = inner.iter().filter_map(|digit| hexadecimal(*digit)).collect();
        out.extend(digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).unwrap_or(&0)));
    }
    out
}

/// Takes one byte of a string in parentheses, which may be written as
/// several; gives how many.
pub(crate) fn literal(rest: &[u8], out: &mut Vec<u8>) -> usize {
    if rest[0] != b'\\' {
        out.push(rest[0]);
        return 1;
    }
    let Some(escaped) = rest.get(1) else { return 1 };
    let plain = match escaped {
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'b' => 8,
        b'f' => 12,
        b'\n' => return 2,
        b'0'..=b'7' => {
            let digits = rest[1..].iter().take(3).take_while(|it| (b'0'..=b'7').contains(it));
            let digits: Vec<u8> = digits.copied().collect();
            let value =
                digits.iter().fold(0_u32, |value, digit| value * 8 + u32::from(digit - b'0'));
            out.push(value as u8);
            return 1 + digits.len();
        }
        other => *other,
    };
    out.push(plain);
    2
}

/// Text for people: UTF-16 after a byte order mark, else Latin letters.
pub(crate) fn text(bytes: &[u8]) -> String {
    match bytes.strip_prefix(&[0xfe, 0xff]) {
        Some(units) => utf16(units),
        None => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

/// UTF-16, the higher byte first.
pub(crate) fn utf16(bytes: &[u8]) -> String {
    let units = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
    char::decode_utf16(units).map(|unit| unit.unwrap_or('\u{fffd}')).collect()
}

fn hexadecimal(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).map(|digit| digit as u8)
}

#[cfg(test)]
mod tests {
    use super::{get, list, reference, string, text};

    #[track_caller]
    fn check(dictionary: &str, key: &str, value: Option<&str>) {
        let found = get(dictionary.as_bytes(), key.as_bytes());
        assert_eq!(found.map(String::from_utf8_lossy).as_deref(), value);
    }

    #[test]
    fn a_key_is_found_past_anything() {
        let dictionary = "<</A(x\\)>>/B)/C<</B 1/D[<</B 2>>]>>/E<AB>/B 12 0 R/F 3 4/G/H>>";
        check(dictionary, "/B", Some("12 0 R"));
        check(dictionary, "/A", Some("(x\\)>>/B)"));
        check(dictionary, "/C", Some("<</B 1/D[<</B 2>>]>>"));
        check(dictionary, "/D", None);
        check(dictionary, "/F", Some("3"));
    }

    #[test]
    fn lists_hold_references_and_numbers() {
        let values = list(b"[1 2 0 R 3 4<</A 5 0 R>>(6 7)]");
        assert_eq!(values.len(), 6);
        assert_eq!(values.iter().map(|value| reference(value)).collect::<Vec<_>>()[1], Some(2));
    }

    #[test]
    fn strings_are_read_as_they_were_meant() {
        assert_eq!(string(b"(a\\(b\\)\\\\\\r\\101)"), b"a(b)\\\rA");
        assert_eq!(text(&string(b"<FEFF00DC006E>")), "Ün");
        assert_eq!(text(b"Plain"), "Plain");
    }
}
