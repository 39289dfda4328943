//! Codes: which number stands for which glyph and text in a page's stream.
//!
//! A PDF gives back one text for one code. A glyph that stands for two texts
//! (the hyphen that is written and the one that a line's end put in) therefore
//! has two codes. A glyph that shows its own character has its number in the
//! font; glyph and text otherwise have a number beyond those, which comes from
//! the two alone: a page's stream does not change with other pages.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::pages::{Pages, Word};
use crate::pdf::clusters::{self, Speech};
use crate::pdf::faces::Face;

/// The codes of one face, rising; none for a face that no page shows. The
/// first is 0, the missing glyph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FaceCodes {
    pub codes: Vec<Code>,
}

/// A code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    pub number: u16,
    /// The font's own number of the glyph.
    pub glyph: u16,
    /// What it stands for; empty where it says nothing by itself.
    pub text: Box<str>,
}

/// The codes of a whole book.
pub struct Codes {
    /// By `FaceId`.
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

    /// How many they are.
    pub fn count(&self) -> usize {
        self.codes.len()
    }

    /// Whether a word's codes are enough to read it.
    pub fn speech(&self, word: usize) -> Speech {
        self.speech[word]
    }
}

/// Gives codes to all words that the pages show.
pub fn codes(pages: &Pages, shown: &[bool], faces: &[Option<Face>]) -> Codes {
    let mut gathering: Vec<Gathering> =
        faces.iter().map(|face| Gathering::new(face.as_ref())).collect();
    let words = pages.words.iter().zip(shown).filter(|(_, is_shown)| **is_shown);
    let count = words.map(|(word, _)| word.glyphs.len()).sum();
    let mut codes: Vec<u16> = Vec::with_capacity(count);
    let mut starts = Vec::with_capacity(pages.words.len() + 1);
    starts.push(0);
    let mut speech = Vec::with_capacity(pages.words.len());
    for (word, is_shown) in pages.words.iter().zip(shown) {
        let says = match gathering.get_mut(usize::from(word.face.0)) {
            Some(face) if *is_shown => face.gather(word, &mut codes),
            _ => Speech::Plain,
        };
        speech.push(says);
        starts.push(codes.len() as u32);
    }
    let faces = gathering.into_iter().map(Gathering::codes).collect();
    Codes { faces, starts, codes, speech }
}

/// By word, whether a line of a page shows it.
pub fn shown(pages: &Pages) -> Vec<bool> {
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

/// What one face is asked to say.
struct Gathering<'w> {
    face: Option<&'w Face<'w>>,
    /// Glyph, text and code, each pair once, in order of first use.
    meanings: Vec<(u16, &'w str, u16)>,
    /// By glyph: its first meaning.
    first: FxHashMap<u16, u32>,
    further: FxHashMap<(u16, &'w str), u32>,
    taken: FxHashSet<u16>,
    /// Codes that are no glyph's number in the font.
    free: usize,
}

impl<'w> Gathering<'w> {
    fn new(face: Option<&'w Face<'w>>) -> Gathering<'w> {
        let (meanings, first) = Default::default();
        let (further, taken) = Default::default();
        let count = face.map_or(0, |face| face.widths.len()).max(1);
        let free = 65_536_usize.saturating_sub(count);
        Gathering { face, meanings, first, further, taken, free }
    }

    /// Adds the codes of a word's glyphs to `codes`.
    fn gather(&mut self, word: &'w Word, codes: &mut Vec<u16>) -> Speech {
        let mut is_full = false;
        let speech = clusters::texts(word, |glyph, text| {
            let meaning = self.meaning(glyph.id, text);
            let (_, says, code) = self.meanings[meaning as usize];
            is_full |= says != text;
            codes.push(code);
        });
        if is_full { Speech::NeedsActualText } else { speech }
    }

    fn meaning(&mut self, glyph: u16, text: &'w str) -> u32 {
        let next = self.meanings.len() as u32;
        let first = self.first.get(&glyph).copied();
        if let Some(first) = first.filter(|first| self.meanings[*first as usize].1 == text) {
            return first;
        }
        if let Some(known) = self.further.get(&(glyph, text)) {
            return *known;
        }
        let meaning = match (self.number(glyph, text), first) {
            (Some(number), _) => {
                self.taken.insert(number);
                self.meanings.push((glyph, text, number));
                next
            }
            // What is beyond the codes there are borrows the first one.
            (None, first) => first.unwrap_or(0),
        };
        self.first.entry(glyph).or_insert(meaning);
        if first.is_some() {
            self.further.insert((glyph, text), meaning);
        }
        meaning
    }

    /// A code that nothing else has; none where all are taken.
    fn number(&mut self, glyph: u16, text: &str) -> Option<u16> {
        let own = Some(glyph).filter(|own| !self.taken.contains(own));
        let character = self.face.and_then(|face| *face.characters.get(usize::from(glyph))?);
        let is_own = character.is_some_and(|one| text.strip_prefix(one) == Some(""));
        if own.is_some() && (is_own || glyph == 0) {
            return own;
        }
        if self.free == 0 {
            return own;
        }
        let first = 65_536 - self.free;
        let from = hash(glyph, text) % self.free;
        let mut places = (from..self.free).chain(0..from).map(|place| (first + place) as u16);
        places.find(|place| !self.taken.contains(place)).or(own)
    }

    fn codes(self) -> FaceCodes {
        if self.meanings.is_empty() {
            return FaceCodes::default();
        }
        let code =
            |(glyph, text, number): (u16, &str, u16)| Code { number, glyph, text: text.into() };
        let mut codes: Vec<Code> = self.meanings.into_iter().map(code).collect();
        if !self.taken.contains(&0) {
            codes.push(Code { number: 0, glyph: 0, text: "".into() });
        }
        codes.sort_unstable_by_key(|code| code.number);
        FaceCodes { codes }
    }
}

/// FNV-1a (Fowler, Noll, Vo) of a glyph and its text: the same everywhere and
/// always.
fn hash(glyph: u16, text: &str) -> usize {
    let bytes = glyph.to_be_bytes();
    let bytes = bytes.iter().chain(text.as_bytes());
    let step = |hash: u32, byte: &u8| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
    bytes.fold(0x811c_9dc5, step) as usize
}
