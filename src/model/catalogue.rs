//! Every diagnostic there is: what it means, how sure it is, what to do.
//!
//! The entries stand in `catalogue.md`, which is their documentation too.

use std::sync::LazyLock;

/// The text of the catalogue, as editors read it.
pub const TEXT: &str = include_str!("catalogue.md");

/// A diagnostic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    pub code: &'static str,
    pub kind: Kind,
    pub confidence: Confidence,
    pub cause: &'static str,
    /// The least text that shows it.
    pub example: &'static str,
    pub cure: &'static str,
}

/// What a diagnostic is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The book cannot be made. No edition can set another level.
    Error,
    /// The book is made, and both check and build say it.
    Warning,
    /// Only check says it.
    Advice,
    /// Nobody says it unless the edition asks for it.
    Silent,
}

/// How sure a diagnostic is of what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confidence {
    /// It is so.
    Certain,
    /// Nearly always; a good reason for it can be thought of.
    Likely,
    /// It may well be meant: worth a look.
    Possible,
}

impl Kind {
    /// In one word.
    pub fn word(self) -> &'static str {
        KINDS[self as usize].0
    }
}

impl Confidence {
    /// In one word.
    pub fn word(self) -> &'static str {
        CONFIDENCES[self as usize].0
    }
}

const KINDS: [(&str, Kind); 4] = [
    ("error", Kind::Error),
    ("warning", Kind::Warning),
    ("advice", Kind::Advice),
    ("silent", Kind::Silent),
];
const CONFIDENCES: [(&str, Confidence); 3] = [
    ("certain", Confidence::Certain),
    ("likely", Confidence::Likely),
    ("possible", Confidence::Possible),
];

/// All entries, in the order of their codes.
pub fn entries() -> &'static [Entry] {
    static ENTRIES: LazyLock<Vec<Entry>> =
        LazyLock::new(|| TEXT.split("\n## ").skip(1).filter_map(entry).collect());
    &ENTRIES
}

/// The entry of a code.
pub fn find(code: &str) -> Option<&'static Entry> {
    let entries = entries();
    let at = entries.binary_search_by(|entry| entry.code.cmp(code)).ok()?;
    entries.get(at)
}

/// An entry as written: the code; its kind and confidence; the cause; an
/// example between lines of ```; the cure.
fn entry(text: &'static str) -> Option<Entry> {
    let (code, rest) = text.split_once('\n')?;
    let (head, rest) = rest.trim_start().split_once('\n')?;
    let (kind, confidence) = head.trim_matches('*').split_once(", ")?;
    let (cause, rest) = rest.split_once("\n```\n")?;
    let (example, cure) = rest.split_once("\n```\n")?;
    Some(Entry {
        code: code.trim(),
        kind: KINDS.iter().find(|(word, _)| *word == kind)?.1,
        confidence: CONFIDENCES.iter().find(|(word, _)| *word == confidence)?.1,
        cause: cause.trim(),
        example,
        cure: cure.trim(),
    })
}

#[cfg(test)]
mod tests {
    use super::{TEXT, entries};

    #[test]
    fn every_entry_is_whole_and_in_its_place() {
        let codes: Vec<&str> = entries().iter().map(|entry| entry.code).collect();
        let written: Vec<&str> = TEXT.lines().filter_map(|line| line.strip_prefix("## ")).collect();
        assert_eq!(codes, written, "an entry lacks a part");
        assert!(codes.is_sorted(), "{codes:?}");
        for entry in entries() {
            let parts = [entry.cause, entry.example, entry.cure];
            assert!(parts.iter().all(|part| !part.is_empty()), "{}", entry.code);
            assert!(entry.cause.ends_with('.') && entry.cure.ends_with('.'), "{}", entry.code);
        }
    }
}
