//! Words for comparing: what is left of a text when case, punctuation and
//! accents that stand alone are put aside.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

/// The words of a text, in order.
pub fn tokens(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut token = String::new();
    for character in text.nfc() {
        if character.is_alphanumeric() {
            token.extend(character.to_lowercase());
        } else if !stands_within(character) && !token.is_empty() {
            tokens.push(std::mem::take(&mut token));
        }
    }
    if !token.is_empty() {
        tokens.push(token);
    }
    tokens
}

/// Soft hyphens, joiners, and accents that no letter has taken in.
fn stands_within(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{300}'..='\u{36f}'
        | '\u{591}'..='\u{5c7}' | '\u{64b}'..='\u{65f}' | '\u{670}')
}

/// What of `wanted` is not in `found` in this order, if not all of it is;
/// `found` may hold more.
pub fn missing(wanted: &[String], found: &[String]) -> Vec<String> {
    let mut at = 0;
    for (position, word) in wanted.iter().enumerate() {
        match found[at..].iter().position(|other| is_word(other, word)) {
            Some(gap) => at += gap + 1,
            None => return suspects(wanted, found, position),
        }
    }
    Vec::new()
}

/// Whether a word that was found is the one that is wanted: the figures of a
/// note's mark may hang on to it.
fn is_word(found: &str, wanted: &str) -> bool {
    let mark = found.strip_prefix(wanted);
    mark.is_some_and(|mark| mark.chars().all(|c| c.is_ascii_digit()))
}

/// Places where three words that follow each other in `wanted` do so nowhere
/// in `found`. A word that is missing is found late, and it is the words long
/// after it that are not found at all: these places tell where to look.
fn suspects(wanted: &[String], found: &[String], last: usize) -> Vec<String> {
    let known: BTreeSet<&[String]> = found.windows(3).collect();
    let mut places = vec![format!("not found: {}", around(wanted, last))];
    let mut from = 0;
    for (at, three) in wanted.windows(3).enumerate().take(last) {
        if at >= from && !known.contains(three) {
            places.push(format!("look at: {}", around(wanted, at + 1)));
            from = at + 3;
        }
    }
    places
}

fn around(words: &[String], at: usize) -> String {
    let before = words[at.saturating_sub(8)..at].join(" ");
    let after = words[at + 1..(at + 9).min(words.len())].join(" ");
    format!("word {at}: {before} »{}« {after}", words[at])
}

/// Whether `words` stand somewhere in `text`, one after the other.
pub fn contains(text: &[String], words: &[String]) -> bool {
    words.is_empty() || text.windows(words.len()).any(|window| window == words)
}
