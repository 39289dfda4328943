//! Cyrillic text, read in another code page.

use std::ops::Range;
use std::sync::LazyLock;

use crate::lint::mojibake::Found;
use crate::lint::mojibake::likeness;
use crate::lint::mojibake::pages::{self, Pair};
use crate::lint::mojibake::pairs::{self, Model};

/// Letters that a run must have. *řeč* would be *шеи*.
const FEWEST: usize = 4;
/// What a run must score, in half bits: see `tests/mojibake.rs` for how often
/// words of other languages reach it.
const LEAST: i32 = 22;
/// What it must score for each letter.
const LEAST_EACH: i32 = 1;
/// How much likelier than what stands there Cyrillic for Cyrillic must be.
const LEAST_GAIN: i32 = 40;

/// Looks for it in all pairs of pages.
pub(crate) struct Finder {
    pairs: &'static [Pair],
}

/// A run as one pair reads it.
struct Candidate {
    range: Range<usize>,
    repaired: String,
    score: i32,
    pair: usize,
    language: &'static str,
}

/// A word, in characters of the text.
struct Word {
    range: Range<usize>,
    /// How many letters the pair changes; nothing where it cannot be read.
    changed: Option<usize>,
    letter_count: usize,
}

impl Finder {
    /// A finder; the pages are worked out once.
    pub(crate) fn new() -> Finder {
        static PAIRS: LazyLock<Vec<Pair>> = LazyLock::new(pages::pairs);
        Finder { pairs: &PAIRS }
    }

    /// All runs that are likelier in another page, the likeliest first where
    /// two overlap.
    pub(crate) fn found(&self, text: &[char]) -> Vec<Found> {
        let mut candidates: Vec<Candidate> = Vec::new();
        for (at, pair) in self.pairs.iter().enumerate() {
            if text.iter().any(|character| pair.letter(*character).is_some()) {
                of_pair(text, pair, at, &mut candidates);
            }
        }
        candidates.sort_by_key(|found| (-found.score, found.range.start, found.pair));
        let mut kept: Vec<Candidate> = Vec::new();
        for candidate in candidates {
            let range = &candidate.range;
            if kept.iter().all(|it| it.range.end <= range.start || range.end <= it.range.start) {
                kept.push(candidate);
            }
        }
        kept.into_iter().map(|candidate| self.told(candidate)).collect()
    }

    fn told(&self, candidate: Candidate) -> Found {
        let Pair { read, written, .. } = &self.pairs[candidate.pair];
        let language = match candidate.language {
            "ru" => "Russian",
            "uk" => "Ukrainian",
            _ => "Bulgarian",
        };
        Found {
            range: candidate.range,
            repaired: candidate.repaired,
            how: format!("{language} written in {written} and read as {read}"),
            language: Some(candidate.language),
        }
    }
}

fn of_pair(text: &[char], pair: &Pair, at: usize, candidates: &mut Vec<Candidate>) {
    let words = words(text, pair);
    let mut rest = words.as_slice();
    while !rest.is_empty() {
        let count = rest.iter().take_while(|word| word.changed.is_some()).count();
        if let Some(run) = trimmed(&rest[..count]) {
            candidates.extend(candidate(text, run, pair, at));
        }
        rest = &rest[count.max(1)..];
    }
}

/// The words of a text. A sign that is a letter in the other page belongs to
/// its word.
fn words(text: &[char], pair: &Pair) -> Vec<Word> {
    let is_of_word = |character: char| {
        character.is_alphabetic() || (!character.is_ascii() && pair.letter(character).is_some())
    };
    let mut words = Vec::new();
    let mut at = 0;
    while at < text.len() {
        if !is_of_word(text[at]) {
            at += 1;
            continue;
        }
        let start = at;
        let mut changed = Some(0);
        while at < text.len() && is_of_word(text[at]) {
            let is_changed = !text[at].is_ascii();
            let letter = match is_changed {
                true => pair.letter(text[at]),
                false => likeness::cyrillic(text[at]),
            };
            changed = changed.filter(|_| letter.is_some()).map(|it| it + usize::from(is_changed));
            at += 1;
        }
        words.push(Word { range: start..at, changed, letter_count: at - start });
    }
    words
}

/// A run from the first to the last word in which something changes.
fn trimmed(words: &[Word]) -> Option<&[Word]> {
    let changes = |word: &Word| word.changed.is_some_and(|count| count > 0);
    let first = words.iter().position(changes)?;
    let last = words.iter().rposition(changes)?;
    Some(&words[first..=last])
}

fn candidate(text: &[char], words: &[Word], pair: &Pair, at: usize) -> Option<Candidate> {
    let letter_count: usize = words.iter().map(|word| word.letter_count).sum();
    let changed: usize = words.iter().filter_map(|word| word.changed).sum();
    if letter_count < FEWEST || 2 * changed < letter_count {
        return None;
    }
    let range = words.first()?.range.start..words.last()?.range.end;
    let repaired: String = text[range.clone()]
        .iter()
        .map(|it| match it.is_ascii() {
            true => likeness::cyrillic(*it).unwrap_or(*it),
            false => pair.letter(*it).unwrap_or(*it),
        })
        .collect();
    if has_capital_within(&repaired) {
        return None;
    }
    let by_score = |model: &Model| (model.score(&repaired), model.language);
    // Of equals the first: Russian.
    let best = pairs::models()
        .iter()
        .map(by_score)
        .reduce(|best, next| if next.0 > best.0 { next } else { best });
    let (score, language) = best?;
    if score < LEAST || score < LEAST_EACH * letter_count as i32 {
        return None;
    }
    let original: String = text[range.clone()].iter().collect();
    let is_cyrillic = original.chars().any(pages::is_cyrillic);
    let as_it_is = pairs::models().iter().map(|model| model.score(&original)).max()?;
    if is_cyrillic && score < as_it_is + LEAST_GAIN {
        return None;
    }
    Some(Candidate { range, repaired, score, pair: at, language })
}

/// *пРИВЕТ*: no text is written so.
fn has_capital_within(text: &str) -> bool {
    let mut last = None;
    text.chars().any(|next| {
        let follows_small = last.replace(next).is_some_and(char::is_lowercase);
        follows_small && next.is_uppercase()
    })
}
