//! What of a text is compared: its letters, figures and signs. Spaces and
//! invisible characters go, as lines are broken where there were none.

/// Adds the letters of `text` to `to`.
pub(crate) fn push(text: &str, to: &mut String) {
    let mut from = 0;
    for (at, character) in text.char_indices() {
        if !is_letter(character) {
            to.push_str(&text[from..at]);
            from = at + character.len_utf8();
        }
    }
    to.push_str(&text[from..]);
}

/// The letters of `text`, as a string of their own.
pub(crate) fn of(text: &str) -> String {
    let mut letters = String::with_capacity(text.len());
    push(text, &mut letters);
    letters
}

/// Whether a character can be seen, and must therefore be found.
pub(crate) fn is_letter(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_graphic();
    }
    !(character.is_whitespace()
        || character.is_control()
        || matches!(character,
            // Hyphens that only a line's end shows; joiners, marks of
            // direction, selectors of a variant.
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{e0000}'..='\u{e0fff}'
            // What XML forbids.
            | '\u{fffe}' | '\u{ffff}'))
}

/// The byte of `text` at which its letter that stands at byte `letter` of its
/// letters begins.
pub(crate) fn place(text: &str, letter: usize) -> usize {
    let mut count = 0;
    for (at, character) in text.char_indices().filter(|(_, character)| is_letter(*character)) {
        if count >= letter {
            return at;
        }
        count += character.len_utf8();
    }
    text.len()
}

/// The last character boundary of `text` that is not after `at`.
pub(crate) fn boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// How many bytes two texts have in common at their heads, whole characters.
pub(crate) fn common(one: &str, other: &str) -> usize {
    if other.as_bytes().starts_with(one.as_bytes()) {
        return one.len();
    }
    let pairs = one.bytes().zip(other.bytes());
    boundary(one, pairs.take_while(|(one, other)| one == other).count())
}

#[cfg(test)]
mod tests {
    use super::{common, of, place};

    #[track_caller]
    fn check(text: &str, letters: &str) {
        assert_eq!(of(text), letters);
    }

    #[test]
    fn what_cannot_be_seen_is_left_out() {
        check("Two  words, \u{a0}three\u{2003}spaces\n", "Twowords,threespaces");
        check("über\u{ad}all\u{200b}", "überall");
        check("e\u{301} \u{200f}שלום", "e\u{301}שלום");
    }

    #[test]
    fn a_letter_is_found_again_in_its_text() {
        assert_eq!(place("a é b", 0), 0);
        assert_eq!(place("a é b", 1), 2);
        assert_eq!(place("a é b", 3), 5);
        assert_eq!(place("a é b", 9), 6);
    }

    #[test]
    fn common_heads_end_between_characters() {
        assert_eq!(common("été", "étè"), 3);
        assert_eq!(common("a", "ab"), 1);
        assert_eq!(common("ab", "a"), 1);
    }
}
