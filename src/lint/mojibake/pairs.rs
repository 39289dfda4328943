//! How often one letter follows another in Russian, Ukrainian, Bulgarian.
//!
//! `pairs.txt` has a square for each language: its letters, `_` for the edge of
//! a word, and for each letter how much more often than chance each other one
//! comes after it, in half bits: `A` is 9 bits less, `S` as often, `_` 6 bits
//! more. The pairs were counted in the word lists of Debian's hunspell
//! dictionaries, with their endings.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// A pair that no word of the list has, in half bits.
const NEVER: i32 = -18;

/// The pairs of a language.
pub(crate) struct Model {
    pub(crate) language: &'static str,
    positions: FxHashMap<char, usize>,
    rows: Vec<Vec<i32>>,
}

/// The models of all languages.
pub(crate) fn models() -> &'static [Model] {
    static MODELS: LazyLock<Vec<Model>> = LazyLock::new(|| {
        let mut models: Vec<Model> = Vec::new();
        for line in include_str!("pairs.txt").lines() {
            let Some((name, row)) = line.split_once(' ') else { continue };
            if name.len() == 2 && name.is_ascii() {
                let language = name;
                let positions = row.chars().enumerate().map(|(at, letter)| (letter, at)).collect();
                models.push(Model { language, positions, rows: Vec::new() });
            } else if let Some(model) = models.last_mut() {
                let half_bits = |byte: u8| i32::from(byte) - i32::from(b'A') + NEVER;
                model.rows.push(row.bytes().map(half_bits).collect());
            }
        }
        models
    });
    &MODELS
}

impl Model {
    /// How much likelier than chance a text's words are in this language, in
    /// half bits.
    pub(crate) fn score(&self, text: &str) -> i32 {
        let mut score = 0;
        for word in text.split(|it: char| !it.is_alphabetic()).filter(|word| !word.is_empty()) {
            let mut last = Some(0);
            for letter in word.chars().flat_map(char::to_lowercase) {
                let next = self.positions.get(&letter).copied();
                score += self.pair(last, next);
                last = next;
            }
            score += self.pair(last, Some(0));
        }
        score
    }

    fn pair(&self, one: Option<usize>, other: Option<usize>) -> i32 {
        let (Some(one), Some(other)) = (one, other) else { return NEVER };
        self.rows.get(one).and_then(|row| row.get(other)).copied().unwrap_or(NEVER)
    }
}

#[cfg(test)]
mod tests {
    use super::models;

    #[test]
    fn every_model_is_a_square() {
        assert_eq!(models().len(), 3);
        for model in models() {
            assert_eq!(model.rows.len(), model.positions.len());
            assert!(model.rows.iter().all(|row| row.len() == model.positions.len()));
        }
    }

    #[test]
    fn words_are_likelier_than_letters_in_a_row() {
        assert!(models()[0].score("реабилитация") > 20);
        assert!(models()[0].score("ъъщйыъ") < -20);
    }
}
