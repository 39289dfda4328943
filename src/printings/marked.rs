//! Passages to one text in which marks say where lines and pages end, and
//! back. Most lines follow the one before, so a mark is all that they take;
//! what is not so says its page and line.

use std::fmt::Write;

use crate::model::printing::{Passage, PrintedLine};

/// A passage begins.
const PASSAGE: char = '\u{1e}';
/// The next line of the page begins: where a space was, or within a word.
const LINE: char = '\n';
const LINE_WITHIN: char = '\u{1f}';
/// The first line of the next page begins.
const PAGE: char = '\u{c}';
const PAGE_WITHIN: char = '\u{b}';
/// Page and line follow, with a comma between them; nothing for a passage that
/// does not begin a line, or is not printed.
const OPEN: char = '\u{2}';
const CLOSE: char = '\u{3}';

/// The marked text of passages.
pub(crate) fn marked(passages: &[Passage]) -> String {
    let mut text = String::new();
    let mut last = Spot { page: 0, line: 0 };
    for passage in passages {
        text.push(PASSAGE);
        let mut lines = passage.lines.iter().peekable();
        match lines.next_if(|first| first.offset == 0) {
            None => text.extend([OPEN, CLOSE]),
            Some(first) => {
                let spot = Spot::of(*first);
                if spot == last.next_page() {
                    text.push(PAGE);
                } else if spot != last.next_line() {
                    spot.write(&mut text);
                }
                last = spot;
            }
        }
        let mut from = 0;
        for line in lines {
            let at = line.offset as usize;
            let spot = Spot::of(*line);
            let is_page = spot == last.next_page();
            let before = &passage.text[from..at];
            let (before, mark) = match before.strip_suffix(' ') {
                Some(before) => (before, if is_page { PAGE } else { LINE }),
                None => (before, if is_page { PAGE_WITHIN } else { LINE_WITHIN }),
            };
            text.push_str(before);
            text.push(mark);
            if !is_page && spot != last.next_line() {
                spot.write(&mut text);
            }
            (from, last) = (at, spot);
        }
        text.push_str(&passage.text[from..]);
    }
    text
}

/// The passages of a marked text; nothing where it is none.
pub(crate) fn passages(text: &str) -> Option<Vec<Passage>> {
    let mut passages = Vec::new();
    let mut last = Spot { page: 0, line: 0 };
    let mut pieces = text.split(PASSAGE);
    pieces.next().filter(|before| before.is_empty())?;
    for piece in pieces {
        let mut passage = Passage::default();
        let mut rest = piece;
        let is_unopened = |rest: &str| rest.starts_with(OPEN) && rest[1..].starts_with(CLOSE);
        let mut spot = match rest.strip_prefix([PAGE]) {
            _ if is_unopened(rest) => {
                rest = &rest[2..];
                None
            }
            Some(after) => {
                rest = after;
                Some(last.next_page())
            }
            None => Some(told(&mut rest)?.unwrap_or(last.next_line())),
        };
        loop {
            if let Some(spot) = spot {
                let Spot { page, line } = spot;
                let offset = passage.text.len() as u32;
                passage.lines.push(PrintedLine { offset, page, line });
                last = spot;
            }
            let marks = [LINE, LINE_WITHIN, PAGE, PAGE_WITHIN];
            let Some(end) = rest.find(marks) else { break };
            let mark = rest[end..].chars().next()?;
            passage.text.push_str(&rest[..end]);
            if matches!(mark, LINE | PAGE) {
                passage.text.push(' ');
            }
            rest = &rest[end + 1..];
            spot = match mark {
                PAGE | PAGE_WITHIN => Some(last.next_page()),
                _ => Some(told(&mut rest)?.unwrap_or(last.next_line())),
            };
        }
        passage.text.push_str(rest);
        if passage.text.contains([OPEN, CLOSE]) {
            return None;
        }
        passages.push(passage);
    }
    Some(passages)
}

/// A page, and a line of it.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Spot {
    page: u32,
    line: u32,
}

impl Spot {
    fn of(line: PrintedLine) -> Spot {
        Spot { page: line.page, line: line.line }
    }

    fn next_line(self) -> Spot {
        Spot { line: self.line.saturating_add(1), ..self }
    }

    fn next_page(self) -> Spot {
        Spot { page: self.page.saturating_add(1), line: 1 }
    }

    fn write(self, text: &mut String) {
        let Spot { page, line } = self;
        write!(text, "{OPEN}{page},{line}{CLOSE}").expect("a string takes all text");
    }
}

/// Page and line, if they stand at the head of `rest`, which is what follows
/// then. Nothing where they are no numbers.
fn told(rest: &mut &str) -> Option<Option<Spot>> {
    let Some(inner) = rest.strip_prefix(OPEN) else { return Some(None) };
    let (spot, after) = inner.split_once(CLOSE)?;
    let (page, line) = spot.split_once(',')?;
    *rest = after;
    Some(Some(Spot { page: page.parse().ok()?, line: line.parse().ok()? }))
}

#[cfg(test)]
mod tests {
    use super::{marked, passages};
    use crate::model::printing::{Passage, PrintedLine};

    /// A passage with its lines: offset, page, line.
    type Marked<'t> = (&'t str, &'t [(u32, u32, u32)]);

    #[track_caller]
    fn check(list: &[Marked<'_>], text: &str) {
        let passage = |(text, lines): &Marked<'_>| Passage {
            text: text.to_string(),
            lines: lines
                .iter()
                .map(|(offset, page, line)| PrintedLine {
                    offset: *offset,
                    page: *page,
                    line: *line,
                })
                .collect(),
        };
        let list: Vec<Passage> = list.iter().map(passage).collect();
        assert_eq!(marked(&list), text);
        assert_eq!(passages(text), Some(list));
    }

    #[test]
    fn lines_that_follow_take_a_mark() {
        check(
            &[("one two three", &[(0, 0, 1), (4, 0, 2), (10, 1, 1)]), ("four", &[(0, 1, 2)])],
            "\u{1e}one\ntwo th\u{b}ree\u{1e}four",
        );
        check(&[("one", &[(0, 3, 2)]), ("two", &[])], "\u{1e}\u{2}3,2\u{3}one\u{1e}\u{2}\u{3}two");
        check(&[("a b", &[(0, 1, 1), (2, 1, 5)])], "\u{1e}\u{c}a\n\u{2}1,5\u{3}b");
        check(&[], "");
    }

    #[test]
    fn a_passage_may_begin_within_a_line() {
        check(
            &[("one", &[(0, 0, 1)]), ("two three", &[(4, 0, 2)])],
            "\u{1e}one\u{1e}\u{2}\u{3}two\nthree",
        );
    }

    #[test]
    fn what_is_no_marked_text_is_refused() {
        for text in ["a", "\u{1e}\u{2}a,1\u{3}b", "\u{1e}\u{2}1", "\u{1e}a\u{3}"] {
            assert_eq!(passages(text), None);
        }
    }
}
