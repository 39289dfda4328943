//! Words for comparing: what is left of a text when case, punctuation and
//! accents that stand alone are put aside.

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

/// Where `wanted` stops being found in `found`, in this order: a position in
/// `wanted` with the words around it. `found` may hold more.
pub fn first_missing(wanted: &[String], found: &[String]) -> Option<String> {
    /// A gap so wide means that a word is missing and its next use far away
    /// was taken for it: generated text between two words is shorter.
    const GAP: usize = 400;
    let mut at = 0;
    let mut suspect = None;
    for (position, word) in wanted.iter().enumerate() {
        let Some(gap) = found[at..].iter().position(|other| other == word) else {
            return Some(around(wanted, suspect.unwrap_or(position)));
        };
        if gap > GAP && suspect.is_none() {
            suspect = Some(position);
        }
        at += gap + 1;
    }
    None
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
