//! The shaped-word cache: each distinct word is shaped once, with the places
//! where it may be hyphenated.

use rustc_hash::FxHashMap;
use unicode_script::Script;

use crate::model::language::Language;
use crate::model::pages::{FaceId, Word, WordId};
use crate::typeset::fonts::Faces;
use crate::typeset::hyphenate::Hyphenation;
use crate::typeset::hyphenate::joint::Joint;
use crate::typeset::known::Known;
use crate::typeset::shaping::{self, Plan, Split};
use crate::typeset::ties::Ties;

/// OpenType features that a word may be shaped with, as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Features(pub(crate) u8);

impl Features {
    pub(crate) const OLD_STYLE: Features = Features(1);
    pub(crate) const SMALL_CAPITALS: Features = Features(2);
    pub(crate) const CAPITALS_TO_SMALL: Features = Features(4);
    pub(crate) const SUPERIOR: Features = Features(8);
    pub(crate) const TABULAR: Features = Features(16);
    /// Opened up by [`TRACKING`](crate::typeset::shaping::TRACKING), for capitals.
    pub(crate) const SPACED: Features = Features(32);
    pub(crate) const INFERIOR: Features = Features(64);

    pub(crate) fn and(self, other: Features) -> Features {
        Features(self.0 | other.0)
    }

    pub(crate) fn without(self, other: Features) -> Features {
        Features(self.0 & !other.0)
    }

    pub(crate) fn has(self, other: Features) -> bool {
        self.0 & other.0 != 0
    }
}

/// The text of the hyphen that line breaking puts in: readers leave it out.
pub(crate) const HYPHEN: &str = "\u{ad}";

/// Stands in the cache between what is read before a word and what is shown:
/// a control character, which no manuscript has.
pub(crate) const READ_BEFORE: char = '\u{1}';
/// Before [`READ_BEFORE`], for glyphs that are read elsewhere.
pub(crate) const SILENT: &str = "\u{2}";
/// The text of a soft hyphen by itself: not [`HYPHEN`], which is printed.
const SOFT_HYPHEN: &str = "\u{ad}\u{ad}";

/// What a shaped word depends on besides its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Fount {
    pub(crate) face: FaceId,
    pub(crate) features: Features,
    /// A position in the cache's list of languages.
    pub(crate) language: u16,
    pub(crate) script: Script,
    pub(crate) is_right_to_left: bool,
}

/// A fount of the cache.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct FountId(pub(crate) u16);

/// A place where a word may be divided with a hyphen.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Division {
    /// The first glyph after the hyphen.
    pub(crate) glyph: u16,
    /// The byte of the manuscript's word that begins the second part.
    pub(crate) byte: u32,
    /// Width of the first part, in 1/1000 em, without the hyphen.
    pub(crate) width: i32,
    /// The two parts shaped anew, where the break falls into a ligature, or
    /// where one is spelt otherwise than in the whole word.
    pub(crate) parts: Option<(WordId, WordId)>,
    /// Whether the manuscript itself has a hyphen here: also text that is not
    /// hyphenated may be divided there.
    pub(crate) is_explicit: bool,
}

/// What line breaking needs of a word, close together: it asks for every word
/// of the text. Lengths in 1/1000 em.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Extent {
    pub(crate) width: i32,
    /// How far the first and last glyph may hang in the margin.
    pub(crate) left_protrusion: i32,
    pub(crate) right_protrusion: i32,
    pub(crate) glyph_count: u16,
    /// Where its divisions begin, and how many they are.
    pub(crate) divisions: (u32, u32),
}

impl Extent {
    /// The same, with so many divisions of others before its own.
    fn after(self, others: usize) -> Extent {
        let (first, count) = self.divisions;
        Extent { divisions: (first + others as u32, count), ..self }
    }
}

/// Every distinct word of the book.
pub(crate) struct Words {
    pub(crate) languages: Vec<Language>,
    /// By language: what it does with hyphens, where it lets no line end.
    customs: Vec<(Joint, &'static Ties)>,
    founts: Vec<Fount>,
    fount_ids: FxHashMap<Fount, FountId>,
    /// By fount.
    ids: Vec<Known>,
    waiting: Vec<(FountId, Box<str>)>,
    shaped: Vec<Word>,
    extents: Vec<Extent>,
    divisions: Vec<Division>,
    hyphenation: Hyphenation,
}

impl Words {
    pub(crate) fn new(hyphenation: Hyphenation) -> Words {
        Words {
            languages: Vec::new(),
            customs: Vec::new(),
            founts: Vec::new(),
            fount_ids: FxHashMap::default(),
            ids: Vec::new(),
            waiting: Vec::new(),
            shaped: Vec::new(),
            extents: Vec::new(),
            divisions: Vec::new(),
            hyphenation,
        }
    }

    /// The handle of a language.
    pub(crate) fn language(&mut self, language: &Language) -> u16 {
        match self.languages.iter().position(|known| known == language) {
            Some(at) => at as u16,
            None => {
                self.languages.push(language.clone());
                let primary = language.primary();
                self.customs.push((Joint::of(&primary), Ties::of(&primary)));
                self.languages.len() as u16 - 1
            }
        }
    }

    /// The handle of a fount.
    pub(crate) fn fount(&mut self, fount: Fount) -> FountId {
        if let Some(id) = self.fount_ids.get(&fount) {
            return *id;
        }
        let id = FountId(self.founts.len() as u16);
        self.founts.push(fount);
        self.fount_ids.insert(fount, id);
        self.ids.push(Known::default());
        id
    }

    /// What a language does with hyphens of the manuscript at a line's end, and
    /// where it lets no line end.
    pub(crate) fn customs(&self, language: u16) -> (Joint, &'static Ties) {
        self.customs[language as usize]
    }

    /// The handle of a word; it is shaped by the next [`Words::shape`].
    pub(crate) fn intern(&mut self, fount: FountId, text: &str) -> WordId {
        self.entry(fount, if text == HYPHEN { SOFT_HYPHEN } else { text })
    }

    /// The handle of a soft hyphen between two styles: a word without glyphs
    /// that may be divided.
    pub(crate) fn soft_hyphen(&mut self, fount: FountId) -> WordId {
        self.entry(fount, SOFT_HYPHEN)
    }

    /// The handle of the hyphen that line breaking puts in.
    pub(crate) fn hyphen(&mut self, fount: FountId) -> WordId {
        self.entry(fount, HYPHEN)
    }

    fn entry(&mut self, fount: FountId, text: &str) -> WordId {
        let next = WordId((self.shaped.len() + self.waiting.len()) as u32);
        let id = self.ids[fount.0 as usize].entry(text, next);
        if id == next {
            self.waiting.push((fount, text.into()));
        }
        id
    }

    /// What is known of a word that has been shaped.
    pub(crate) fn measured(&self, id: WordId) -> &Extent {
        &self.extents[id.0 as usize]
    }

    /// Where a word that has been shaped may be divided.
    pub(crate) fn divisions(&self, id: WordId) -> &[Division] {
        let (first, count) = self.extents[id.0 as usize].divisions;
        &self.divisions[first as usize..][..count as usize]
    }

    /// All shaped words, by handle.
    pub(crate) fn into_list(self) -> (Vec<Word>, Vec<Language>) {
        (self.shaped, self.languages)
    }

    /// Shapes and measures every word that waits, on all cores.
    pub(crate) fn shape(&mut self, faces: &Faces) {
        let waiting = std::mem::take(&mut self.waiting);
        let founts = self.founts.iter();
        let plans: Vec<Plan<'_>> = founts
            .map(|fount| Plan::new(faces, *fount, &self.languages[fount.language as usize]))
            .collect();
        let batches = shaping::shape(waiting, &plans, &self.hyphenation);
        let count = batches.iter().map(|batch| batch.words.len() + 2 * batch.splits.len()).sum();
        self.shaped.reserve(count);
        self.extents.reserve(count);
        self.divisions.reserve(batches.iter().map(|batch| batch.divisions.len()).sum());
        // The parts have the handles after those that have been given already.
        let mut splits = Vec::new();
        for batch in batches {
            let first = self.divisions.len();
            let extents = batch.extents.into_iter();
            self.extents.extend(extents.map(|extent| extent.after(first)));
            self.divisions.extend(batch.divisions);
            self.shaped.extend(batch.words);
            splits.extend(batch.splits.into_iter().map(|split| (first, split)));
        }
        for (first, Split { division, parts: [before, after] }) in splits {
            let parts = (self.add(before), self.add(after));
            self.divisions[first + division].parts = Some(parts);
        }
    }

    /// Adds a part of a word, which is not divided itself.
    fn add(&mut self, (part, extent): (Word, Extent)) -> WordId {
        self.extents.push(extent);
        self.shaped.push(part);
        WordId(self.shaped.len() as u32 - 1)
    }
}
