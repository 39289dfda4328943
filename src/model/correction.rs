//! Corrections that an editor lists in `corrections.yaml`.

use serde::Serialize;

use crate::model::source::Span;

/// An entry of `corrections.yaml`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Correction {
    /// The name of the file that it corrects.
    pub file: String,
    /// What stood there, and what stands there now, as the file has it.
    #[serde(rename = "for")]
    pub old: String,
    #[serde(rename = "read")]
    pub new: String,
    /// Who found it, and why it is so.
    pub by: Option<String>,
    pub reason: Option<String>,
    pub date: Option<String>,
    /// The number of the printing that has it first.
    pub printing: u32,
    /// Where the new text stands in the file as corrected.
    #[serde(skip)]
    pub at: Span,
    /// The entry's place.
    #[serde(skip)]
    pub span: Span,
}

/// The words of a stretch of Markdown without its marks: what a reader of the
/// page sees.
pub fn printed(markdown: &str) -> String {
    let mut words = String::new();
    let mut rest = markdown;
    while let Some(letter) = rest.chars().next() {
        if let Some((tag, after)) = rest.strip_prefix("[[").and_then(|it| it.split_once("]]")) {
            words.push_str(tag.split_once('|').map_or(tag, |(_, text)| text));
            rest = after;
            continue;
        }
        if let Some((_, after)) = rest.strip_prefix("[^").and_then(|it| it.split_once(']')) {
            rest = after;
            continue;
        }
        if let Some((_, after)) = rest.strip_prefix("](").and_then(|it| it.split_once(')')) {
            rest = after;
            continue;
        }
        rest = &rest[letter.len_utf8()..];
        if letter == '\\' {
            let escaped = rest.chars().next();
            words.extend(escaped);
            rest = &rest[escaped.map_or(0, char::len_utf8)..];
        } else if !matches!(letter, '*' | '_' | '`' | '[') {
            words.push(letter);
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::printed;

    #[track_caller]
    fn check(markdown: &str, words: &str) {
        assert_eq!(printed(markdown), words);
    }

    #[test]
    fn marks_are_not_printed() {
        check("of *the* [[stalin|Master]][^7] \\*", "of the Master *");
        check("[vse](lang:ru-Latn) [[stalin]]", "vse stalin");
        check("[[a", "a");
    }
}
