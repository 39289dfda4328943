//! Words and spaces of a text, and where a line may end between them.

use crate::typeset::hyphenate::joint::{Joint, is_hyphen};
use crate::typeset::items::Item;

/// A stretch of text that belongs together, or what lies between two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Chunk<'t> {
    /// `at` is the byte of the text at which it begins.
    Word {
        at: usize,
        text: &'t str,
    },
    Space {
        at: usize,
        breaks: bool,
    },
    /// A line may end here, at a cost.
    Break {
        cost: i16,
    },
}

/// Cost of a line that ends in a hyphen of the manuscript's own, as dear as
/// one that the compiler puts in.
const AFTER_HYPHEN: i16 = 50;
/// Cost of a line that ends within a range of numbers.
pub(crate) const IN_RANGE: i16 = AFTER_HYPHEN * 2;
/// Cost of a line that ends in a dash.
const AFTER_DASH: i16 = 20;
/// Cost of a web address that is divided.
const IN_ADDRESS: i16 = 60;

/// Takes a text apart; compounds whose hyphen the language repeats stay whole,
/// as the word itself knows that it may be divided there.
pub(crate) fn split(text: &str, joint: Joint) -> Vec<Chunk<'_>> {
    let mut chunks = Vec::with_capacity(text.len() / 3);
    let mut start = 0;
    for (at, character) in text.char_indices() {
        let breaks = match character {
            ' ' | '\n' | '\t' => true,
            '\u{a0}' => false,
            _ => continue,
        };
        words(text, (start, at), joint, &mut chunks);
        chunks.push(Chunk::Space { at, breaks });
        start = at + character.len_utf8();
    }
    words(text, (start, text.len()), joint, &mut chunks);
    chunks
}

/// A run without spaces: cut after hyphens and dashes, in addresses also after
/// their points and strokes.
fn words<'t>(
    text: &'t str,
    (start, end): (usize, usize),
    joint: Joint,
    chunks: &mut Vec<Chunk<'t>>,
) {
    let run = &text[start..end];
    if run.is_empty() {
        return;
    }
    let has_joint = run.bytes().any(|byte| matches!(byte, b'-' | b'/' | 0xe2 | 0xc2));
    let is_plain = !has_joint && !run.chars().any(|character| character >= '\u{2e80}');
    if is_plain {
        chunks.push(Chunk::Word { at: start, text: run });
        return;
    }
    if run.trim_matches('\u{ad}').is_empty() {
        return;
    }
    if run.chars().any(|character| ('\u{2e80}'..'\u{d7b0}').contains(&character)) {
        return ideographs(text, start, end, chunks);
    }
    let is_address = run.contains("://") || run.starts_with("www.");
    let mut from = start;
    let mut before: Option<char> = None;
    let mut characters = run.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let after = characters.peek().map(|(_, next)| *next);
        let here = start + at + character.len_utf8();
        let stays = is_hyphen(character)
            && before.zip(after).is_some_and(|(before, after)| joint.repeats(before, after));
        if let Some(cost) = cost(character, before, after, is_address).filter(|_| !stays) {
            chunks.push(Chunk::Word { at: from, text: &text[from..here] });
            chunks.push(Chunk::Break { cost });
            from = here;
        }
        before = Some(character);
    }
    chunks.push(Chunk::Word { at: from, text: &text[from..end] });
}

/// What it costs to end a line after `character`, if it may at all.
fn cost(
    character: char,
    before: Option<char>,
    after: Option<char>,
    is_address: bool,
) -> Option<i16> {
    let (before, after) = (before?, after?);
    match character {
        '-' | '\u{2010}' if before.is_alphanumeric() && after.is_alphabetic() => Some(AFTER_HYPHEN),
        '—' | '―' if !is_closing(after) => Some(AFTER_DASH),
        '–' if before.is_alphabetic() && after.is_alphabetic() => Some(AFTER_DASH),
        '–' if before.is_numeric() && after.is_numeric() => Some(IN_RANGE),
        '\u{200b}' => Some(0),
        '/' if is_address && after != '/' => Some(IN_ADDRESS),
        '/' if before.is_alphabetic() && after.is_alphabetic() => Some(AFTER_HYPHEN),
        '.' | '?' | '&' | '=' | '_' | '-' if is_address => Some(IN_ADDRESS),
        _ => None,
    }
}

fn is_closing(character: char) -> bool {
    matches!(character, '”' | '’' | '»' | ')' | ']' | ',' | '.' | ';' | ':' | '?' | '!')
}

/// Text without spaces, by the line-breaking rules of Unicode (UAX 14).
fn ideographs<'t>(text: &'t str, start: usize, end: usize, chunks: &mut Vec<Chunk<'t>>) {
    let mut from = start;
    for (at, _) in unicode_linebreak::linebreaks(&text[start..end]) {
        let here = start + at;
        if here > from {
            if from > start {
                chunks.push(Chunk::Break { cost: 0 });
            }
            chunks.push(Chunk::Word { at: from, text: &text[from..here] });
            from = here;
        }
    }
}

/// Forbids a line to end before `word` where an editor would: after an
/// abbreviation that counts something, between initials and a surname, before
/// a dash.
pub(crate) fn tie(items: &mut [Item], before: &str, word: &str) {
    let Some(Item::Space { breaks, .. }) = items.last_mut() else { return };
    let is_dash = matches!(word, "–" | "—" | "…");
    let starts_with_digit = word.starts_with(|character: char| character.is_ascii_digit());
    let counts = starts_with_digit && is_counting(before);
    let has_initial = is_initial(before) && word.starts_with(char::is_uppercase);
    if is_dash || counts || has_initial {
        *breaks = false;
    }
}

fn is_counting(word: &str) -> bool {
    const ABBREVIATIONS: [&str; 30] = [
        "p.", "pp.", "n.", "nn.", "no.", "nos.", "No.", "Nos.", "vol.", "vols.", "f.", "ff.",
        "op.", "d.", "dd.", "l.", "ll.", "ch.", "fig.", "Fig.", "art.", "§", "c.", "ca.", "doc.",
        "letter", "№", "S.", "с.", "т.",
    ];
    let bare = word.trim_start_matches(['(', '[', '“', '‘']);
    ABBREVIATIONS.contains(&bare)
}

/// `J.`, `Ye.`, also of several: `I.V.`
fn is_initial(word: &str) -> bool {
    let bare = word.trim_start_matches(['(', '[', '“', '‘']);
    let Some(letters) = bare.strip_suffix('.') else { return false };
    !letters.is_empty()
        && letters
            .split('.')
            .all(|initial| initial.chars().count() <= 2 && initial.starts_with(char::is_uppercase))
}

#[cfg(test)]
mod tests {
    use super::{Chunk, is_initial, split};
    use crate::typeset::hyphenate::joint::Joint;

    #[track_caller]
    fn check(text: &str, shown: &str) {
        check_with(Joint::Ends, text, shown);
    }

    #[track_caller]
    fn check_with(joint: Joint, text: &str, shown: &str) {
        let mut seen = String::new();
        for chunk in split(text, joint) {
            match chunk {
                Chunk::Word { text, .. } => seen.push_str(text),
                Chunk::Space { breaks: true, .. } => seen.push('_'),
                Chunk::Space { breaks: false, .. } => seen.push('~'),
                Chunk::Break { .. } => seen.push('|'),
            }
        }
        assert_eq!(seen, shown);
    }

    #[test]
    fn lines_may_end_after_hyphens_and_dashes() {
        check("a well-known case", "a_well-|known_case");
        check("words—more words", "words—|more_words");
        check("1939–41, -5, (–)", "1939–|41,_-5,_(–)");
        check("said—”", "said—”");
        check("p.\u{a0}34", "p.~34");
        check("and/or", "and/|or");
        check("a \u{ad} b", "a__b");
    }

    #[test]
    fn a_hyphen_to_be_repeated_is_left_to_the_word() {
        check_with(Joint::Repeats, "biało-czerwony", "biało-czerwony");
        check_with(Joint::Repeats, "a 1939–41", "a_1939–|41");
        check_with(Joint::RepeatsBeforeSmall, "teórico-práctico", "teórico-práctico");
        check_with(Joint::RepeatsBeforeSmall, "Álvarez-Cascos", "Álvarez-|Cascos");
    }

    #[test]
    fn initials_are_known() {
        assert!(is_initial("J.") && is_initial("I.V.") && is_initial("(Ye."));
        assert!(!is_initial("end.") && !is_initial("J"));
    }
}
