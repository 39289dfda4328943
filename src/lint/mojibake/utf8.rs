//! Text in UTF-8, read byte by byte in a code page.

use std::ops::Range;
use std::sync::LazyLock;

use encoding_rs::Encoding;
use rustc_hash::FxHashMap;

use crate::lint::mojibake::run::Found;

/// Pages in which it may have been read. What Windows-1252 leaves open is as
/// in Latin-1.
const READ: [&Encoding; 3] =
    [encoding_rs::WINDOWS_1252, encoding_rs::WINDOWS_1250, encoding_rs::WINDOWS_1251];

/// A page with its bytes.
struct Page {
    name: &'static str,
    bytes: FxHashMap<char, u8>,
    /// Characters in a row that must be found: in Windows-1251 *Рі* is both
    /// the beginning of a name and a letter misread.
    fewest: usize,
}

/// A character that several were.
struct Sequence {
    range: Range<usize>,
    character: char,
}

/// Each word with such characters.
pub(crate) fn found(text: &[char]) -> Vec<Found> {
    static PAGES: LazyLock<Vec<Page>> = LazyLock::new(|| {
        let page = |page: &'static Encoding| Page {
            name: page.name(),
            bytes: crate::lint::mojibake::pages::bytes(page),
            fewest: if page == encoding_rs::WINDOWS_1251 { 3 } else { 1 },
        };
        READ.into_iter().map(page).collect()
    });
    let mut found: Vec<Found> = Vec::new();
    for page in PAGES.iter() {
        for run in runs(text, sequences(text, page), page) {
            let range = word(text, &run);
            let is_free = |it: &Found| it.range.end <= range.start || range.end <= it.range.start;
            if run.len() >= page.fewest && found.iter().all(is_free) {
                found.push(told(text, range, &run, page));
            }
        }
    }
    found
}

fn sequences(text: &[char], page: &Page) -> Vec<Sequence> {
    let mut sequences: Vec<Sequence> = Vec::new();
    let mut at = 0;
    while at < text.len() {
        match sequence(text, at, page) {
            Some(sequence) => {
                at = sequence.range.end;
                sequences.push(sequence);
            }
            None => at += 1,
        }
    }
    // What is rare by itself is plausible in a row.
    let is_beside = |at: usize| {
        let range = &sequences[at].range;
        let before = at.checked_sub(1).is_some_and(|at| sequences[at].range.end == range.start);
        before || sequences.get(at + 1).is_some_and(|next| next.range.start == range.end)
    };
    let keep: Vec<bool> = (0..sequences.len())
        .map(|at| is_common(sequences[at].character) || is_beside(at))
        .collect();
    let mut keep = keep.into_iter();
    sequences.retain(|_| keep.next().unwrap_or(false));
    sequences
}

fn sequence(text: &[char], at: usize, page: &Page) -> Option<Sequence> {
    let byte = |at: usize| -> Option<u8> { page.bytes.get(text.get(at)?).copied() };
    let length = match byte(at)? {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return None,
    };
    let bytes: Vec<u8> = (at..at + length).filter_map(byte).collect();
    let character = std::str::from_utf8(&bytes).ok().and_then(|it| it.chars().next())?;
    let is_known = is_common(character) || is_rare(character);
    (bytes.len() == length && is_known && (page.fewest > 1 || !is_natural(text, at..at + length)))
        .then_some(Sequence { range: at..at + length, character })
}

/// Whether two characters may well stand beside each other: a capital before a
/// quotation mark or the like at the end of a word, or before another capital.
fn is_natural(text: &[char], range: Range<usize>) -> bool {
    if range.len() != 2 {
        return false;
    }
    let before = range.start.checked_sub(1).map(|at| text[at]);
    let after = text.get(range.end).copied();
    let second = text[range.end - 1];
    let is_capital = |character: Option<char>| character.is_some_and(char::is_uppercase);
    if "“”‘’„‚–—…•‹›‰†‡".contains(second) {
        let is_within =
            after.is_some_and(char::is_alphabetic) || before.is_some_and(char::is_lowercase);
        return !is_within;
    }
    second.is_uppercase() && (is_capital(before) || is_capital(after))
}

fn is_common(character: char) -> bool {
    matches!(character as u32,
        0xa0..=0x24f | 0x370..=0x3ff | 0x400..=0x45f | 0x490 | 0x491 | 0x2010..=0x203a | 0x20ac
        | 0x2116 | 0x2122 | 0x2212 | 0xfb00..=0xfb06 | 0xfeff)
}

fn is_rare(character: char) -> bool {
    matches!(character as u32,
        0x531..=0x5ff | 0x600..=0x6ff | 0x10a0..=0x10ff | 0x1e00..=0x1fff | 0x3040..=0x9fff
        | 0xac00..=0xd7a3)
}

/// Sequences that stand in one word; where a page asks for several, without a
/// letter between them.
fn runs(text: &[char], sequences: Vec<Sequence>, page: &Page) -> Vec<Vec<Sequence>> {
    let mut runs: Vec<Vec<Sequence>> = Vec::new();
    for sequence in sequences {
        let last = runs.last().and_then(|run| run.last()).map(|last| last.range.end);
        let is_one_word = last.is_some_and(|last| {
            let between = &text[last..sequence.range.start];
            between.is_empty() || page.fewest == 1 && between.iter().all(|it| it.is_alphabetic())
        });
        match runs.last_mut() {
            Some(run) if is_one_word => run.push(sequence),
            _ => runs.push(vec![sequence]),
        }
    }
    runs
}

/// The word around a run.
fn word(text: &[char], run: &[Sequence]) -> Range<usize> {
    let (first, last) = match run {
        [only] => (only, only),
        [first, .., last] => (first, last),
        [] => return 0..0,
    };
    let is_of_word = |it: &&char| it.is_ascii_alphanumeric();
    let before = text[..first.range.start].iter().rev().take_while(is_of_word).count();
    let after = text[last.range.end..].iter().take_while(is_of_word).count();
    first.range.start - before..last.range.end + after
}

fn told(text: &[char], range: Range<usize>, run: &[Sequence], page: &Page) -> Found {
    let mut repaired = String::new();
    let mut at = range.start;
    for sequence in run {
        repaired.extend(&text[at..sequence.range.start]);
        repaired.push(sequence.character);
        at = sequence.range.end;
    }
    repaired.extend(&text[at..range.end]);
    let how = format!("written in UTF-8 and read as {}", page.name);
    Found { range, repaired, how, language: None }
}
