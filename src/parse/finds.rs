//! What the Markdown parser leaves as text although it is none.

use std::ops::Range;

use crate::model::works::CitedWork;

/// The longest label of a note and the longest raised or lowered text within
/// a word that are looked for, in bytes.
const LONGEST: usize = 200;

/// What the Markdown parser has left as text.
pub enum Find<'t> {
    /// `[@key, 418]`, and the same as written.
    Works(Vec<CitedWork>, String),
    /// What begins as a citation of works and is none.
    BrokenWorks,
    /// `[^label]` without its definition in the same text.
    Note(&'t str),
    /// `m^2^` and `H~2~O`: within a word the parser does not see them.
    Raised(&'t str),
    Lowered(&'t str),
    /// `[[` without its `]]`.
    Tag,
    /// `[` and `]` that are none of these.
    Open,
    Close,
    /// `](supplied:)` and the like, after a text that is no link's: with the
    /// destination.
    Span(&'t str),
    /// `](` after a text that is no link's.
    Link,
    /// `<!--` without its `-->`.
    Comment,
}

/// What is hidden in a stretch of plain text, in order.
pub fn finds(text: &str) -> Vec<(Find<'_>, Range<usize>)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = text[at..].find(['[', ']', '^', '~', '<']) {
        let start = at + next;
        let rest = &text[start..];
        let find = if let Some(label) = note(rest) {
            Some((Find::Note(label), label.len() + 3))
        } else if rest.starts_with("[[") {
            Some((Find::Tag, 2))
        } else if let Some(destination) = span(rest) {
            Some((Find::Span(destination), destination.len() + 3))
        } else if rest.starts_with("](") {
            Some((Find::Link, 2))
        } else if rest.starts_with('[') {
            Some((Find::Open, 1))
        } else if rest.starts_with(']') {
            Some((Find::Close, 1))
        } else if rest.starts_with("<!--") {
            Some((Find::Comment, 4))
        } else {
            script(text, start)
        };
        let length = match find {
            Some((find, length)) => {
                found.push((find, start..start + length));
                length
            }
            None => 1,
        };
        at = start + length;
    }
    found
}

/// The destination of `](lang:ru)` and the like at the head of `rest`.
fn span(rest: &str) -> Option<&str> {
    let rest = rest.strip_prefix("](")?;
    let end = rest.bytes().take(LONGEST).position(|byte| byte == b')')?;
    let (name, value) = rest[..end].split_once(':')?;
    let is_span = match name {
        "lang" | "style" => true,
        _ => {
            value.is_empty() && !name.is_empty() && name.bytes().all(|it| it.is_ascii_alphabetic())
        }
    };
    (is_span && !value.contains(char::is_whitespace)).then(|| &rest[..end])
}

/// The label of `[^label]` at the head of `rest`.
fn note(rest: &str) -> Option<&str> {
    let label = rest.strip_prefix("[^")?;
    let end = label.bytes().take(LONGEST).position(|byte| byte == b']')?;
    let label = &label[..end];
    let is_label = !label.is_empty()
        && !label.contains(|character: char| character.is_whitespace() || character == '[');
    is_label.then_some(label)
}

/// Raised or lowered text that begins at byte `start` and touches a letter or
/// digit on one of its sides.
fn script(text: &str, start: usize) -> Option<(Find<'_>, usize)> {
    let mark = *text.as_bytes().get(start)?;
    if !matches!(mark, b'^' | b'~') {
        return None;
    }
    let rest = &text[start + 1..];
    let end = rest.bytes().take(LONGEST).position(|byte| byte == mark)?;
    let inner = &rest[..end];
    let before = text[..start].chars().next_back();
    let after = rest[end + 1..].chars().next();
    let touches_word = [before, after].into_iter().flatten().any(char::is_alphanumeric);
    if !touches_word || inner.is_empty() || inner.contains(char::is_whitespace) {
        return None;
    }
    let find = if mark == b'^' { Find::Raised(inner) } else { Find::Lowered(inner) };
    Some((find, end + 2))
}

#[cfg(test)]
mod tests {
    use super::finds;

    #[track_caller]
    fn check(text: &str, places: &[&str]) {
        let found: Vec<&str> = finds(text).into_iter().map(|(_, range)| &text[range]).collect();
        assert_eq!(found, places);
    }

    #[test]
    fn what_the_parser_leaves_is_found() {
        check("a [^1], [^ b], m^2^ and H~2~O, (^4^He)", &["[^1]", "[", "]", "^2^", "~2~", "^4^"]);
        check("[a](lang:ru), [b](supplied:)", &["[", "](lang:ru)", "[", "](supplied:)"]);
        check("about ~5 and ~6, 2 ^ 3", &[]);
        check("[[a|b] and [c](d e) <!-- f", &["[[", "]", "[", "](", "<!--"]);
        check("[^", &["["]);
    }
}
