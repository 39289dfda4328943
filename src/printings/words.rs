//! Passages to words with their places.

use std::ops::Range;

use crate::model::changes::PARAGRAPH;
use crate::model::printing::Passage;

/// The words of passages, each passage ended by [`PARAGRAPH`].
#[derive(Debug, Default)]
pub(crate) struct Words<'a> {
    pub(crate) list: Vec<&'a str>,
    /// Of each word: the passage, as a position in the book, and where in it
    /// the word begins.
    pub(crate) places: Vec<(u32, u32)>,
}

impl<'a> Words<'a> {
    /// The words of the passages `range` of a book.
    pub(crate) fn new(passages: &'a [Passage], range: &Range<u32>) -> Words<'a> {
        let mut words = Words::default();
        for at in range.clone() {
            let text = &passages[at as usize].text;
            let mut from = 0;
            for piece in text.split(is_space) {
                if !piece.is_empty() {
                    words.list.push(piece);
                    words.places.push((at, from as u32));
                }
                from += piece.len();
                from += text[from..].chars().next().map_or(0, char::len_utf8);
            }
            words.list.push(PARAGRAPH);
            words.places.push((at, text.len() as u32));
        }
        words
    }

    /// The word that holds a byte of a passage, or that follows it.
    pub(crate) fn at(&self, passage: u32, offset: u32) -> Option<usize> {
        let after = self.places.partition_point(|place| *place <= (passage, offset));
        let word = after.checked_sub(1)?;
        let (of, start) = self.places[word];
        if of == passage && offset < start + (self.list[word].len() as u32).max(1) {
            return Some(word);
        }
        (after < self.places.len()).then_some(after)
    }
}

/// What parts words: all spaces but those that no line ends at.
fn is_space(character: char) -> bool {
    character.is_whitespace() && !matches!(character, '\u{a0}' | '\u{202f}')
}

#[cfg(test)]
mod tests {
    use super::Words;
    use crate::model::printing::Passage;

    #[test]
    fn words_know_where_they_stand() {
        let passage = |text: &str| Passage { text: text.to_string(), lines: Vec::new() };
        let passages = [passage("é  b\rc"), passage("d")];
        let words = Words::new(&passages, &(0..2));
        assert_eq!(words.list, ["é", "b", "c", "¶", "d", "¶"]);
        assert_eq!(words.places, [(0, 0), (0, 4), (0, 6), (0, 7), (1, 0), (1, 1)]);
        assert_eq!([0, 2, 3, 4, 6].map(|at| words.at(0, at)), [0, 1, 1, 1, 2].map(Some));
        assert_eq!((words.at(1, 0), words.at(1, 5)), (Some(4), None));
    }
}
