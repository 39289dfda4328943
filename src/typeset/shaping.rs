//! Shaping: distinct words to glyphs, with the places where they may be
//! divided.

use harfrust::{Buffer, Direction, Feature, ShapeOptions, ShapePlan, ShaperFont, Tag};
use rayon::prelude::{ParallelIterator, ParallelSliceMut};

use crate::model::language::Language;
use crate::model::pages::{Glyph, Word};
use crate::typeset::fonts::{Face, Faces};
use crate::typeset::hyphenate::seam::Seam;
use crate::typeset::hyphenate::{Hyphenation, Rules, soft};
use crate::typeset::protrusion::{left_share, right_share};
use crate::typeset::words::{
    Division, Extent, Features, Fount, FountId, HYPHEN, READ_BEFORE, SILENT,
};

/// Extra space after each letter of spaced capitals, in 1/1000 em. Between
/// the 1/20 em of display capitals and none, for small capitals in text.
pub(crate) const TRACKING: i32 = 40;

/// Words that one thread shapes one after the other.
const BATCH: usize = 1024;

/// Shapes and measures words on all cores.
pub(crate) fn shape(
    mut words: Vec<(FountId, Box<str>)>,
    plans: &[Plan<'_>],
    hyphenation: &Hyphenation,
) -> Vec<Batch> {
    words
        .par_chunks_mut(BATCH)
        .map_init(
            || {
                let shapers = plans.iter().map(|plan| ShaperFont::new(&plan.face.font));
                (shapers.collect::<Vec<_>>(), Buffer::new())
            },
            |(shapers, buffer), words| {
                let mut batch = Batch::with_capacity(words.len());
                for (fount, text) in words {
                    let at = fount.0 as usize;
                    let mut bench = Bench { plan: &plans[at], shaper: &shapers[at], buffer };
                    bench.word(std::mem::take(text), hyphenation, &mut batch);
                }
                batch
            },
        )
        .collect()
}

/// Shaped words in their order.
pub(crate) struct Batch {
    pub(crate) words: Vec<Word>,
    pub(crate) extents: Vec<Extent>,
    /// Those of all words, one after the other.
    pub(crate) divisions: Vec<Division>,
    pub(crate) splits: Vec<Split>,
}

impl Batch {
    fn with_capacity(words: usize) -> Batch {
        Batch {
            words: Vec::with_capacity(words),
            extents: Vec::with_capacity(words),
            divisions: Vec::with_capacity(words * 2),
            splits: Vec::new(),
        }
    }

    /// Adds a word whose divisions are those from `first` on.
    fn add(&mut self, word: Word, extent: Extent, first: usize) {
        let count = self.divisions.len() - first;
        self.extents.push(Extent { divisions: (first as u32, count as u32), ..extent });
        self.words.push(word);
    }
}

/// A division inside a ligature, or one that changes letters: a position in the
/// batch's divisions, and its two parts, shaped.
pub(crate) struct Split {
    pub(crate) division: usize,
    pub(crate) parts: [(Word, Extent); 2],
}

/// A fount made ready for shaping.
pub(crate) struct Plan<'a> {
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
    pub(crate) fn new(faces: &'a Faces, fount: Fount, language: &Language) -> Plan<'a> {
        let face = faces.get(fount.face);
        let script = fount.script.short_name().parse().ok();
        let tag = harfrust::Language::new(language.tag().as_bytes());
        let features = list(fount.features);
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
    fn word(&mut self, text: Box<str>, hyphenation: &Hyphenation, batch: &mut Batch) {
        let first = batch.divisions.len();
        let rules = self.plan.rules.unwrap_or(Rules::NONE);
        if let Some((before, shown)) = text.split_once(READ_BEFORE) {
            let (word, extent) = self.read_as(before, shown);
            return batch.add(word, extent, first);
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
        let extent = extent(&word);
        if is_soft_hyphen {
            let byte = HYPHEN.len() as u32;
            let division = Division { glyph: 0, byte, width: 0, parts: None, is_explicit: true };
            batch.divisions.push(division);
            return batch.add(word, extent, first);
        }
        self.divide(&word, seams, batch);
        for place in soft_hyphens {
            for division in &mut batch.divisions[first..] {
                division.byte += if division.byte >= place { 2 } else { 0 };
            }
        }
        batch.add(word, extent, first);
    }

    /// A word whose first glyph reads as `before` too; it is not divided. A
    /// word that begins so and whose glyphs are none of its text is silent.
    fn read_as(&mut self, before: &str, shown: &str) -> (Word, Extent) {
        let is_silent = before == SILENT;
        let mut word = self.shape(shown.into());
        let extent = extent(&word);
        for glyph in &mut word.glyphs {
            let is_first = is_silent || glyph.cluster == 0;
            glyph.cluster = if is_first { 0 } else { glyph.cluster + before.len() as u32 };
        }
        word.text = if is_silent { "".into() } else { format!("{before}{shown}").into() };
        (word, extent)
    }

    fn divide(&mut self, word: &Word, seams: Vec<Seam>, batch: &mut Batch) {
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
                let parts = [before, after].map(|part| {
                    let extent = extent(&part);
                    (part, extent)
                });
                division.width = parts[0].1.width;
                batch.splits.push(Split { division: batch.divisions.len(), parts });
            }
            batch.divisions.push(division);
        }
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

/// The features by their names in the font.
fn list(features: Features) -> Vec<Feature> {
    const TAGS: [(Features, &[u8; 4]); 6] = [
        (Features::OLD_STYLE, b"onum"),
        (Features::SMALL_CAPITALS, b"smcp"),
        (Features::CAPITALS_TO_SMALL, b"c2sc"),
        (Features::SUPERIOR, b"sups"),
        (Features::TABULAR, b"tnum"),
        (Features::INFERIOR, b"subs"),
    ];
    let asked = TAGS.iter().filter(|(feature, _)| features.has(*feature));
    asked.map(|(_, tag)| Feature::new(Tag::new(tag), 1, ..)).collect()
}

fn direction(fount: Fount) -> Direction {
    if fount.is_right_to_left { Direction::RightToLeft } else { Direction::LeftToRight }
}

/// The measures of a word without divisions.
fn extent(word: &Word) -> Extent {
    let advance = |glyph: Option<&Glyph>| glyph.map_or(0, |glyph| glyph.advance);
    let mut characters = word.text.chars();
    let first = characters.next().unwrap_or(' ');
    let last = characters.next_back().unwrap_or(first);
    Extent {
        width: word.glyphs.iter().map(|glyph| glyph.advance).sum(),
        left_protrusion: advance(word.glyphs.first()) * left_share(first) / 1000,
        right_protrusion: advance(word.glyphs.last()) * right_share(last) / 1000,
        glyph_count: word.glyphs.len() as u16,
        divisions: (0, 0),
    }
}
