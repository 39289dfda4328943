//! Bytes to text: UTF-8 without a mark at its head, lines that end in LF,
//! and none of the characters that a book cannot carry.

use std::ops::Range;

use crate::model::source::{self, FileForm, LineEnds};

/// A text, with what is wrong with it.
pub struct Characters {
    pub text: String,
    pub form: FileForm,
    pub problems: Vec<Problem>,
}

/// Something that no book can carry, at bytes of the text.
pub struct Problem {
    pub code: &'static str,
    pub range: Range<usize>,
    pub message: String,
    pub help: &'static str,
}

/// Control characters reported for one file; more of them say nothing new.
const MOST_PROBLEMS: usize = 10;

/// The text that the bytes of a file hold. Where they are not UTF-8 the text
/// has U+FFFD in the place of what cannot be read.
pub fn text(bytes: Vec<u8>) -> Characters {
    let mut problems = Vec::new();
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            problems.push(unreadable(error.as_bytes(), at));
            String::from_utf8_lossy(error.as_bytes()).into_owned()
        }
    };
    let is_marked = text.starts_with('\u{feff}');
    let form = FileForm { is_marked, line_ends: line_ends(&text) };
    let text = if is_marked || text.contains('\r') { cleaned(&text) } else { text };
    if let Some(problem) = problems.first_mut() {
        // Cleaning has moved the place: it is the first U+FFFD that the
        // reader put there, so count those that the file had before it.
        let at = place_of_replacement(&text, problem.range.end);
        problem.range = at..at + '\u{fffd}'.len_utf8();
    }
    forbidden(&text, &mut problems);
    Characters { text, form, problems }
}

fn line_ends(text: &str) -> LineEnds {
    let returns = text.bytes().filter(|byte| *byte == b'\r').count();
    if returns == 0 {
        return LineEnds::Lf;
    }
    let pairs = text.matches("\r\n").count();
    let lines = text.bytes().filter(|byte| *byte == b'\n').count();
    if pairs == returns && pairs == lines { LineEnds::CrLf } else { LineEnds::Mixed }
}

/// The first bad byte. The range's end is, for now, the number of honest
/// U+FFFD before it.
fn unreadable(bytes: &[u8], at: usize) -> Problem {
    let before = std::str::from_utf8(&bytes[..at]).expect("valid up to here");
    Problem {
        code: "invalid-utf8",
        range: 0..before.matches('\u{fffd}').count(),
        message: format!("byte 0x{:02X} is not UTF-8", bytes[at]),
        help: "save the file as UTF-8",
    }
}

fn place_of_replacement(text: &str, before: usize) -> usize {
    text.match_indices('\u{fffd}').nth(before).map_or(0, |(at, _)| at)
}

/// Without a byte order mark, and with LF for CR LF and for a lone CR.
fn cleaned(text: &str) -> String {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut clean = String::with_capacity(text.len());
    let mut lines = text.split('\r');
    clean.push_str(lines.next().unwrap_or_default());
    for line in lines {
        if !line.starts_with('\n') {
            clean.push('\n');
        }
        clean.push_str(line);
    }
    clean
}

/// Reports characters that neither output can carry.
fn forbidden(text: &str, problems: &mut Vec<Problem>) {
    // Every forbidden character begins with a byte below a space or with
    // 0xEF: looking for these first is ten times faster than decoding.
    let suspects = text
        .bytes()
        .enumerate()
        .filter(|(_, byte)| (*byte < b' ' && *byte != b'\n' && *byte != b'\t') || *byte == 0xEF);
    let mut count = 0;
    for (at, _) in suspects {
        let character = text[at..].chars().next().expect("a character begins here");
        if !source::is_forbidden(character) {
            continue;
        }
        count += 1;
        if count > MOST_PROBLEMS {
            return;
        }
        problems.push(Problem {
            code: "control-character",
            range: at..at + character.len_utf8(),
            message: format!("the character U+{:04X} cannot stand in a book", character as u32),
            help: "delete it",
        });
    }
}

#[cfg(test)]
mod tests {
    use super::text;

    #[track_caller]
    fn check(bytes: &[u8], clean: &str, places: &[(&str, usize)]) {
        let read = text(bytes.to_vec());
        assert_eq!(read.text, clean);
        let found: Vec<(&str, usize)> =
            read.problems.iter().map(|problem| (problem.code, problem.range.start)).collect();
        assert_eq!(found, places);
    }

    #[test]
    fn lines_end_in_lf_and_nothing_stands_before_the_text() {
        check(b"\xEF\xBB\xBFone\r\ntwo\rthree\n\r\n", "one\ntwo\nthree\n\n", &[]);
        check(b"\r", "\n", &[]);
        check(b"", "", &[]);
    }

    #[test]
    fn the_first_bad_byte_is_shown_where_it_stands() {
        check(b"ab\r\n\xFFc\xFE", "ab\n\u{fffd}c\u{fffd}", &[("invalid-utf8", 3)]);
        check("\u{fffd}a".as_bytes(), "\u{fffd}a", &[]);
        check(b"\xEF\xBF\xBDa\xC3", "\u{fffd}a\u{fffd}", &[("invalid-utf8", 4)]);
    }

    #[test]
    fn what_xml_forbids_is_reported() {
        check(b"a\tb\x00c\n", "a\tb\0c\n", &[("control-character", 3)]);
        check("é\u{ffff}".as_bytes(), "é\u{ffff}", &[("control-character", 2)]);
    }
}
