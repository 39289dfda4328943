//! The shaped-word cache: each distinct word is shaped once, with the places
//! where it may be hyphenated.

use harfrust::{Buffer, Direction, Feature, ShapeOptions, ShapePlan, ShaperFont, Tag};
use rayon::prelude::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};
use rustc_hash::FxHashMap;
use unicode_script::Script;

use crate::model::language::Language;
use crate::model::pages::{FaceId, Glyph, Word, WordId};
use crate::typeset::fonts::{Face, Faces};
use crate::typeset::hyphenate::joint::Joint;
use crate::typeset::hyphenate::seam::Seam;
use crate::typeset::hyphenate::{Hyphenation, Rules, soft};
use crate::typeset::known::Known;
use crate::typeset::protrusion::{left_share, right_share};
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
    /// Opened up by [`TRACKING`], for capitals.
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

    fn list(self) -> Vec<Feature> {
        const TAGS: [(Features, &[u8; 4]); 6] = [
            (Features::OLD_STYLE, b"onum"),
            (Features::SMALL_CAPITALS, b"smcp"),
            (Features::CAPITALS_TO_SMALL, b"c2sc"),
            (Features::SUPERIOR, b"sups"),
            (Features::TABULAR, b"tnum"),
            (Features::INFERIOR, b"subs"),
        ];
        let asked = TAGS.iter().filter(|(feature, _)| self.has(*feature));
        asked.map(|(_, tag)| Feature::new(Tag::new(tag), 1, ..)).collect()
    }
}

/// Extra space after each letter of spaced capitals, in 1/1000 em. Between
/// the 1/20 em of display capitals and none, for small capitals in text.
const TRACKING: i32 = 40;

/// The text of the hyphen that line breaking puts in: readers leave it out.
const HYPHEN: &str = "\u{ad}";

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
    divisions: (u32, u32),
}

/// A word as it has been measured.
#[derive(Clone, Debug, Default)]
pub(crate) struct Measured {
    pub(crate) width: i32,
    /// How far the first and last glyph may hang in the margin.
    pub(crate) left_protrusion: i32,
    pub(crate) right_protrusion: i32,
    pub(crate) divisions: Vec<Division>,
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
        let plans: Vec<Plan<'_>> = self
            .founts
            .iter()
            .map(|fount| Plan::new(faces, *fount, &self.languages[fount.language as usize]))
            .collect();
        let hyphenation = &self.hyphenation;
        let results: Vec<(Word, Measured, Vec<Split>)> = waiting
            .into_par_iter()
            .with_min_len(1024)
            .map_init(
                || {
                    let shapers = plans.iter().map(|plan| ShaperFont::new(&plan.face.font));
                    (shapers.collect::<Vec<_>>(), Buffer::new())
                },
                |(shapers, buffer), (fount, text)| {
                    let plan = &plans[fount.0 as usize];
                    let mut bench = Bench { plan, shaper: &shapers[fount.0 as usize], buffer };
                    bench.word(text, hyphenation)
                },
            )
            .collect();
        drop(plans);
        let count = results.iter().map(|(_, _, parts)| 1 + 2 * parts.len()).sum();
        self.shaped.reserve_exact(count);
        self.extents.reserve_exact(count);
        let mut splits = Vec::new();
        for (word, measured, parts) in results {
            let first = self.divisions.len();
            splits.extend(parts.into_iter().map(|split| (first + split.division, split)));
            self.add((word, measured));
        }
        for (at, split) in splits {
            let before = self.add(split.before);
            let after = self.add(split.after);
            self.divisions[at].parts = Some((before, after));
        }
    }

    fn add(&mut self, (word, measured): (Word, Measured)) -> WordId {
        self.extents.push(Extent {
            width: measured.width,
            left_protrusion: measured.left_protrusion,
            right_protrusion: measured.right_protrusion,
            glyph_count: word.glyphs.len() as u16,
            divisions: (self.divisions.len() as u32, measured.divisions.len() as u32),
        });
        self.divisions.extend(measured.divisions);
        self.shaped.push(word);
        WordId(self.shaped.len() as u32 - 1)
    }
}

/// A division inside a ligature, or one that changes letters: its two parts,
/// shaped.
struct Split {
    division: usize,
    before: (Word, Measured),
    after: (Word, Measured),
}

/// A fount made ready for shaping.
struct Plan<'a> {
    fount: Fount,
    face: &'a Face,
    plan: ShapePlan,
    features: Vec<Feature>,
    script: Option<harfrust::Script>,
    language: Option<harfrust::Language>,
    /// How words are divided; none that run from right to left are.
    rules: Option<Rules>,
}

impl<'a> Plan<'a> {
    fn new(faces: &'a Faces, fount: Fount, language: &Language) -> Plan<'a> {
        let face = faces.get(fount.face);
        let script = fount.script.short_name().parse().ok();
        let tag = harfrust::Language::new(language.tag().as_bytes());
        let features = fount.features.list();
        let direction = direction(fount);
        let plan = ShapePlan::new(&face.font, direction, script, tag.as_ref(), &features);
        let rules = (!fount.is_right_to_left).then(|| Rules::of(language));
        Plan { fount, face, plan, features, script, language: tag, rules }
    }
}

/// A plan with what one thread shapes with.
struct Bench<'p, 'a> {
    plan: &'p Plan<'a>,
    shaper: &'p ShaperFont<'a, 'a>,
    buffer: &'p mut Buffer,
}

impl Bench<'_, '_> {
    fn shape(&mut self, text: Box<str>) -> Word {
        let (plan, buffer) = (self.plan, &mut *self.buffer);
        buffer.clear();
        buffer.push_str(if &*text == HYPHEN { "-" } else { &text });
        buffer.set_direction(direction(self.plan.fount));
        buffer.set_script(self.plan.script);
        buffer.set_language(self.plan.language.clone());
        let options = ShapeOptions::new().plan(Some(&plan.plan)).features(&plan.features);
        harfrust::shape(self.shaper, buffer, options).expect("the plan was made for this fount");
        let thousandths = |units: i32| (i64::from(units) * 1000 / self.plan.face.units) as i32;
        let tracking = if self.plan.fount.features.has(Features::SPACED) { TRACKING } else { 0 };
        let glyphs = buffer
            .glyph_infos()
            .iter()
            .zip(buffer.glyph_positions())
            .map(|(info, position)| Glyph {
                id: info.glyph_id as u16,
                advance: thousandths(position.x_advance)
                    + if position.x_advance == 0 { 0 } else { tracking },
                x_offset: thousandths(position.x_offset),
                y_offset: thousandths(position.y_offset),
                cluster: info.cluster,
            })
            .collect();
        Word {
            face: self.plan.fount.face,
            language: self.plan.fount.language,
            is_right_to_left: self.plan.fount.is_right_to_left,
            glyphs,
            text,
        }
    }

    /// Shapes a word and finds where it may be divided.
    fn word(&mut self, text: Box<str>, hyphenation: &Hyphenation) -> (Word, Measured, Vec<Split>) {
        let rules = self.plan.rules.unwrap_or(Rules::NONE);
        if let Some((before, shown)) = text.split_once(READ_BEFORE) {
            return self.read_as(before, shown);
        }
        let manuscript = if &*text == HYPHEN { None } else { soft(&text, &rules) };
        let (text, seams, soft_hyphens) = match manuscript {
            Some((bare, seams)) => {
                let places = text.match_indices('\u{ad}').map(|(at, _)| at as u32).collect();
                (bare, seams, places)
            }
            None => {
                let seams = hyphenation.seams(&text, &rules);
                (text, seams, Vec::new())
            }
        };
        let is_soft_hyphen = text.is_empty() && seams.is_empty() && !soft_hyphens.is_empty();
        let word = self.shape(text);
        if is_soft_hyphen {
            let byte = HYPHEN.len() as u32;
            let division = Division { glyph: 0, byte, width: 0, parts: None, is_explicit: true };
            return (
                word,
                Measured { divisions: vec![division], ..Measured::default() },
                Vec::new(),
            );
        }
        let (mut measured, splits) = self.measure(&word, seams);
        for place in soft_hyphens {
            for division in &mut measured.divisions {
                division.byte += if division.byte >= place { 2 } else { 0 };
            }
        }
        (word, measured, splits)
    }

    /// A word whose first glyph reads as `before` too; it is not divided. A
    /// word that begins so and whose glyphs are none of its text is silent.
    fn read_as(&mut self, before: &str, shown: &str) -> (Word, Measured, Vec<Split>) {
        let is_silent = before == SILENT;
        let mut word = self.shape(shown.into());
        let measured = extent(&word);
        for glyph in &mut word.glyphs {
            let is_first = is_silent || glyph.cluster == 0;
            glyph.cluster = if is_first { 0 } else { glyph.cluster + before.len() as u32 };
        }
        word.text = if is_silent { "".into() } else { format!("{before}{shown}").into() };
        (word, measured, Vec::new())
    }

    fn measure(&mut self, word: &Word, seams: Vec<Seam>) -> (Measured, Vec<Split>) {
        let mut measured = extent(word);
        let mut splits = Vec::new();
        for seam in seams {
            let byte = seam.byte;
            let glyph = word.glyphs.partition_point(|glyph| (glyph.cluster as usize) < byte);
            let is_boundary =
                word.glyphs.get(glyph).is_some_and(|glyph| glyph.cluster as usize == byte);
            let is_respelt = seam.before.is_some() || seam.after.is_some();
            let mut division = Division {
                glyph: glyph as u16,
                byte: byte as u32,
                width: 0,
                parts: None,
                is_explicit: seam.is_explicit,
            };
            if is_boundary && glyph > 0 && !is_respelt {
                division.width =
                    word.glyphs[..glyph].iter().map(|glyph| glyph.advance).sum::<i32>()
                        - self.kerning(&word.glyphs[glyph - 1]);
            } else {
                let before = self.part(&word.text[..byte], seam.before);
                let after = self.part(&word.text[byte..], seam.after);
                let (left, right) = (extent(&before), extent(&after));
                division.width = left.width;
                splits.push(Split {
                    division: measured.divisions.len(),
                    before: (before, left),
                    after: (after, right),
                });
            }
            measured.divisions.push(division);
        }
        (measured, splits)
    }

    /// One part of a divided word. Where it is printed otherwise than it is
    /// spelt, its glyphs still say what stands in the manuscript, so that the
    /// parts of a word together read as the word: letter for letter, and those
    /// too many as part of the last.
    fn part(&mut self, text: &str, printed: Option<Box<str>>) -> Word {
        let Some(printed) = printed else { return self.shape(text.into()) };
        let mut word = self.shape(printed);
        let places: Vec<u32> = text.char_indices().map(|(at, _)| at as u32).collect();
        for glyph in &mut word.glyphs {
            let nth = word.text[..glyph.cluster as usize].chars().count();
            glyph.cluster = places.get(nth).or(places.last()).copied().unwrap_or(0);
        }
        word.text = text.into();
        word
    }

    /// How much of a glyph's advance is kerning with the glyph after it.
    fn kerning(&self, glyph: &Glyph) -> i32 {
        let own = self.shaper.glyph_h_advance(harfrust::GlyphId::from(glyph.id));
        let own = (i64::from(own) * 1000 / self.plan.face.units) as i32;
        let tracking = if self.plan.fount.features.has(Features::SPACED) { TRACKING } else { 0 };
        if glyph.advance == 0 { 0 } else { glyph.advance - own - tracking }
    }
}

fn direction(fount: Fount) -> Direction {
    if fount.is_right_to_left { Direction::RightToLeft } else { Direction::LeftToRight }
}

/// Width and protrusion of a word, no divisions.
fn extent(word: &Word) -> Measured {
    let advance = |glyph: Option<&Glyph>| glyph.map_or(0, |glyph| glyph.advance);
    let mut characters = word.text.chars();
    let first = characters.next().unwrap_or(' ');
    let last = characters.next_back().unwrap_or(first);
    Measured {
        width: word.glyphs.iter().map(|glyph| glyph.advance).sum(),
        left_protrusion: advance(word.glyphs.first()) * left_share(first) / 1000,
        right_protrusion: advance(word.glyphs.last()) * right_share(last) / 1000,
        divisions: Vec::new(),
    }
}
