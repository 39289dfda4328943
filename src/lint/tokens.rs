//! Markdown as written → its words and marks, each with its bytes.
//!
//! The text is looked at as it stands in the file, so that a tag can be put
//! around it: line ends, the marks of a quotation before them, soft hyphens,
//! backslashes and comments are passed over here.

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::model::source;

const SOFT_HYPHEN: char = '\u{ad}';

/// A word or a mark, at bytes of the text that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token<'t> {
    pub(crate) kind: TokenKind<'t>,
    pub(crate) range: Range<usize>,
    /// Nothing but white space stands before it, and some does.
    pub(crate) is_spaced: bool,
}

/// What a token is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind<'t> {
    /// Letters and digits; hyphens and apostrophes within them. Soft hyphens
    /// are gone, apostrophes straight, a possessive `'s` is left out.
    Word {
        text: Cow<'t, str>,
        is_possessive: bool,
    },
    Mark(char),
    /// Something that no name runs across: a comment, an entity.
    Break,
}

/// The words and marks of a text.
pub(crate) fn tokens(text: &str) -> Tokens<'_> {
    Tokens { text, at: 0 }
}

/// See [`tokens`].
pub(crate) struct Tokens<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Iterator for Tokens<'t> {
    type Item = Token<'t>;

    fn next(&mut self) -> Option<Token<'t>> {
        let is_spaced = self.pass_space();
        let start = self.at;
        let rest = &self.text[start..];
        let first = rest.chars().next()?;
        let (kind, length) = if is_of_word(first) {
            word(rest)
        } else if rest.starts_with("<!--") {
            (TokenKind::Break, source::comment(rest).unwrap_or(rest.len()))
        } else if let Some(length) = entity(rest) {
            (TokenKind::Break, length)
        } else {
            (TokenKind::Mark(first), first.len_utf8())
        };
        self.at = start + length;
        let end = match &kind {
            TokenKind::Word { is_possessive: true, .. } => start + without_possessive(rest, length),
            _ => self.at,
        };
        Some(Token { kind, range: start..end, is_spaced })
    }
}

impl Tokens<'_> {
    /// Passes white space, and the marks of a quotation where a line begins.
    fn pass_space(&mut self) -> bool {
        let start = self.at;
        let mut is_line_start = false;
        for (at, character) in self.text[start..].char_indices() {
            let is_space = character.is_whitespace() || (is_line_start && character == '>');
            if !is_space {
                self.at = start + at;
                return at > 0;
            }
            is_line_start |= character == '\n';
        }
        self.at = self.text.len();
        self.at > start
    }
}

fn is_of_word(character: char) -> bool {
    character.is_alphanumeric() || is_combining_mark(character)
}

/// A hyphen or an apostrophe: it belongs to a word that goes on after it.
fn joins(character: char) -> bool {
    matches!(character, '\'' | '’' | '-' | '\u{2010}' | '\u{2011}')
}

/// The word at the head of `rest`, with its length in bytes.
fn word(rest: &str) -> (TokenKind<'_>, usize) {
    let mut characters = rest.char_indices().peekable();
    let mut end = rest.len();
    let mut is_plain = true;
    while let Some((at, character)) = characters.next() {
        let next = characters.peek().map(|(_, next)| *next);
        let goes_on = is_of_word(character)
            || (character == SOFT_HYPHEN && next.is_some_and(is_of_word))
            || (joins(character) && next.is_some_and(char::is_alphanumeric));
        if !goes_on {
            end = at;
            break;
        }
        is_plain &= character.is_ascii() || character.is_alphabetic();
    }
    let raw = &rest[..end];
    let bare = &raw[..without_possessive(rest, end)];
    let text = match is_plain {
        true => Cow::Borrowed(bare),
        false => Cow::Owned(normal(bare)),
    };
    (TokenKind::Word { text, is_possessive: bare.len() < raw.len() }, end)
}

/// The length of the word of `length` bytes without its possessive ending.
fn without_possessive(rest: &str, length: usize) -> usize {
    let word = &rest[..length];
    let bare = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s"));
    bare.filter(|bare| !bare.is_empty()).map_or(length, str::len)
}

fn normal(word: &str) -> String {
    let word = word.nfc().filter(|character| *character != SOFT_HYPHEN);
    word.map(|character| match character {
        '’' => '\'',
        '\u{2010}' | '\u{2011}' => '-',
        other => other,
    })
    .collect()
}

/// The length of the entity at the head of `rest`: `&amp;`, `&#233;`.
fn entity(rest: &str) -> Option<usize> {
    let name = rest.strip_prefix('&')?;
    let end = name.bytes().take(32).position(|byte| byte == b';')?;
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'#';
    (end > 0 && name.as_bytes()[..end].iter().all(|byte| is_name(*byte))).then_some(end + 2)
}

/// Whether the letters and digits of `printed` are those of `written`, so that
/// `written` is the very source of it and not a span around it.
pub(crate) fn is_source_of(written: &str, printed: &str) -> bool {
    let letter = |character: &char| character.is_alphanumeric();
    let mut printed = printed.chars().filter(letter).peekable();
    for token in tokens(written) {
        let mut letters = written[token.range.clone()].chars().filter(letter);
        let is_same = match token.kind {
            TokenKind::Word { is_possessive, .. } => {
                letters.all(|letter| printed.next() == Some(letter))
                    && (!is_possessive || printed.next() == Some('s'))
            }
            // An entity prints one character, a comment none: neither is known.
            TokenKind::Break if written[token.range].starts_with('&') => return false,
            TokenKind::Break | TokenKind::Mark(_) => true,
        };
        if !is_same {
            return false;
        }
    }
    printed.next().is_none()
}

/// Whether a word is one of `words`, which spaces part.
pub(crate) fn is_among(words: &str, word: &str) -> bool {
    words.split_whitespace().any(|known| known == word)
}

#[cfg(test)]
mod tests {
    use super::{TokenKind, is_source_of, tokens};

    #[track_caller]
    fn check(text: &str, found: &[&str]) {
        let shown: Vec<String> = tokens(text)
            .map(|token| match token.kind {
                TokenKind::Word { text, is_possessive: true } => format!("{text}'"),
                TokenKind::Word { text, .. } => text.into_owned(),
                TokenKind::Mark(mark) => mark.to_string(),
                TokenKind::Break => "|".to_string(),
            })
            .collect();
        assert_eq!(shown, found);
    }

    #[test]
    fn words_keep_their_hyphens_and_lose_their_possessives() {
        check("Anne-Marie O’Brien’s, Jones'", &["Anne-Marie", "O'Brien'", ",", "Jones", "'"]);
        check("Ka\u{ad}vta\u{ad}radze's", &["Kavtaradze'"]);
        check("S.I. K—’s", &["S", ".", "I", ".", "K", "—", "’", "s"]);
    }

    #[test]
    fn what_is_not_printed_parts_nothing() {
        check("Sergey\n> Kavtaradze", &["Sergey", "Kavtaradze"]);
        check("a <!-- b --> c&amp;d & e", &["a", "|", "c", "|", "d", "&", "e"]);
    }

    #[test]
    fn bytes_are_those_of_the_name_alone() {
        let text = "of Ka\u{ad}va’s plan";
        let range = tokens(text).nth(1).expect("a word").range;
        assert_eq!(&text[range], "Ka\u{ad}va");
    }

    #[test]
    fn a_span_around_a_text_is_not_its_source() {
        assert!(is_source_of("\"Stalin's\"\n> plan", "“Stalin’s” plan"));
        assert!(is_source_of("a <!-- b --> c", "a c"));
        assert!(!is_source_of("![a](b \"Stalin\")", "Stalin"));
        assert!(!is_source_of("Stal&iacute;n", "Stalín"));
    }
}
