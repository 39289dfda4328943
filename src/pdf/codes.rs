//! Codes: which number stands for which glyph and text in a page's stream.
//!
//! A PDF gives back one text for one code. A glyph that stands for two texts
//! (the hyphen that is written and the one that a line's end put in) therefore
//! has two codes. Code 0 is the missing glyph, then come the glyphs in order of
//! first use, then the second and further codes of glyphs that have one.

use rustc_hash::FxHashMap;

use crate::model::pages::{Pages, Word};
use crate::pdf::clusters::{self, Speech};

/// The codes of one face.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FaceCodes {
    /// By code: the font's own number of the glyph.
    pub glyphs: Vec<u16>,
    /// By code: what it stands for; empty where it says nothing by itself.
    pub texts: Vec<Box<str>>,
    /// Codes below this have each a glyph of their own.
    pub distinct: usize,
}

/// The codes of a whole book.
pub struct Codes {
    /// By `FaceId`; a face that no page shows has no codes at all.
    pub faces: Vec<FaceCodes>,
    /// By `WordId`: where its codes begin. One more than there are words.
    starts: Vec<u32>,
    codes: Vec<u16>,
    /// By `WordId`.
    speech: Vec<Speech>,
}

impl Codes {
    /// The codes of a word's glyphs; none for a word that no page shows.
    pub fn of(&self, word: usize) -> &[u16] {
        &self.codes[self.starts[word] as usize..self.starts[word + 1] as usize]
    }

    /// Whether a word's codes are enough to read it.
    pub fn speech(&self, word: usize) -> Speech {
        self.speech[word]
    }
}

/// Gives codes to all that the pages show, in order of the words.
pub fn codes(pages: &Pages) -> Codes {
    let mut gathering: Vec<Gathering> = Vec::new();
    gathering.resize_with(pages.faces.len(), Gathering::default);
    let mut meanings: Vec<u32> = Vec::new();
    let mut starts = vec![0];
    let mut speech = Vec::with_capacity(pages.words.len());
    for (word, is_shown) in pages.words.iter().zip(shown(pages)) {
        let says = match gathering.get_mut(usize::from(word.face.0)) {
            Some(face) if is_shown => face.gather(word, &mut meanings),
            _ => Speech::Plain,
        };
        speech.push(says);
        starts.push(meanings.len() as u32);
    }
    let numbers: Vec<Vec<u16>> = gathering.iter().map(Gathering::numbers).collect();
    let mut codes = Vec::with_capacity(meanings.len());
    for (at, word) in pages.words.iter().enumerate() {
        let of_word = &meanings[starts[at] as usize..starts[at + 1] as usize];
        codes.extend(
            of_word.iter().map(|meaning| numbers[usize::from(word.face.0)][*meaning as usize]),
        );
    }
    let faces = gathering.iter().zip(&numbers).map(|(face, of)| face.codes(of)).collect();
    Codes { faces, starts, codes, speech }
}

/// By word, whether a line of a page shows it.
fn shown(pages: &Pages) -> Vec<bool> {
    let mut shown = vec![false; pages.words.len()];
    for page in &pages.pages {
        let lines = page.lines.iter().chain(&page.furniture);
        for piece in lines.flat_map(|line| line.pieces.iter()) {
            if let Some(is_shown) = shown.get_mut(piece.word.0 as usize) {
                *is_shown = true;
            }
        }
    }
    shown
}

/// What one face is asked to say, in order of first use.
#[derive(Default)]
struct Gathering<'w> {
    /// Glyph and text, each pair once.
    meanings: Vec<(u16, &'w str)>,
    /// By meaning: whether it is its glyph's first.
    is_first: Vec<bool>,
    /// By glyph: its first meaning.
    first: FxHashMap<u16, u32>,
    further: FxHashMap<(u16, &'w str), u32>,
}

impl<'w> Gathering<'w> {
    /// Adds the meanings of a word's glyphs to `meanings`.
    fn gather(&mut self, word: &'w Word, meanings: &mut Vec<u32>) -> Speech {
        let mut is_full = false;
        let speech = clusters::texts(word, |glyph, text| {
            let meaning = self.meaning(glyph.id, text);
            is_full |= self.meanings[meaning as usize].1 != text;
            meanings.push(meaning);
        });
        if is_full { Speech::NeedsActualText } else { speech }
    }

    fn meaning(&mut self, glyph: u16, text: &'w str) -> u32 {
        let next = self.meanings.len() as u32;
        let first = *self.first.entry(glyph).or_insert(next);
        let meaning = match first == next || self.meanings[first as usize].1 == text {
            true => first,
            false => *self.further.entry((glyph, text)).or_insert(next),
        };
        if meaning == next {
            // Codes have 16 bits: what is beyond them borrows the first one.
            if self.meanings.len() >= 65_000 && first != next {
                self.further.insert((glyph, text), first);
                return first;
            }
            self.meanings.push((glyph, text));
            self.is_first.push(first == next);
        }
        meaning
    }

    /// By meaning: its code.
    fn numbers(&self) -> Vec<u16> {
        let mut numbers = vec![0; self.meanings.len()];
        let mut next: u16 = 1;
        for is_first in [true, false] {
            for (meaning, number) in numbers.iter_mut().enumerate() {
                // The missing glyph has code 0 whenever it comes.
                let is_missing = is_first && self.meanings[meaning].0 == 0;
                if self.is_first[meaning] == is_first && !is_missing {
                    *number = next;
                    next += 1;
                }
            }
        }
        numbers
    }

    fn codes(&self, numbers: &[u16]) -> FaceCodes {
        if numbers.is_empty() {
            return FaceCodes::default();
        }
        let count = 1 + numbers.iter().copied().max().map_or(0, usize::from);
        let mut codes = FaceCodes {
            glyphs: vec![0; count],
            texts: vec!["".into(); count],
            distinct: 1 + self.first.keys().filter(|glyph| **glyph != 0).count(),
        };
        for ((glyph, text), number) in self.meanings.iter().zip(numbers) {
            codes.glyphs[usize::from(*number)] = *glyph;
            codes.texts[usize::from(*number)] = (*text).into();
        }
        codes
    }
}
