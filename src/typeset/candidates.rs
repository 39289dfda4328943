//! Where the lines of a paragraph may end, with all widths summed up to there.

use crate::model::length::Length;
use crate::model::pages::WordId;
use crate::model::style::{Align, Paragraphs};
use crate::typeset::items::{Item, Look, Shape};
use crate::typeset::words::Words;

/// Penalty of a hyphen. 50, as TeX has it, divides one line in sixteen; 90 one
/// in thirty, and spaces are looser for it.
const HYPHEN: i32 = 70;

/// A place in a paragraph where a line ends and the next one begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Point {
    /// The item at which the line ends: a space, a permission, a word that is
    /// divided; the number of items at the end.
    pub(crate) item: u32,
    /// Which division of the word, if it is divided.
    pub(crate) division: Option<u16>,
}

/// Widths up to a place, in 1/65536 pt.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sums {
    pub(crate) width: i64,
    pub(crate) stretch: i64,
    pub(crate) shrink: i64,
    pub(crate) glyphs: i64,
    pub(crate) fills: i64,
}

/// What stands between the end of a line and the beginning of the next one: a
/// space, most often.
#[derive(Clone, Copy, Debug)]
struct Gap {
    width: i32,
    stretch: i32,
    shrink: i32,
    glyphs: i32,
}

impl Gap {
    fn between(end: &Sums, next: &Sums) -> Gap {
        // Not even a word is so wide that this would not hold it.
        let narrow =
            |from: i64, to: i64| (to - from).clamp(i32::MIN.into(), i32::MAX.into()) as i32;
        Gap {
            width: narrow(end.width, next.width),
            stretch: narrow(end.stretch, next.stretch),
            shrink: narrow(end.shrink, next.shrink),
            glyphs: narrow(end.glyphs, next.glyphs),
        }
    }
}

/// A place where a line may end.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Candidate {
    pub(crate) point: Point,
    pub(crate) end: Sums,
    gap: Gap,
    pub(crate) penalty: i32,
    pub(crate) right: i32,
    /// What the first word of the next line hangs out.
    pub(crate) left: i32,
    pub(crate) is_forced: bool,
    pub(crate) is_hyphen: bool,
    /// The last word of the line and the first one of the next.
    pub(crate) last: Option<WordId>,
    pub(crate) first: Option<WordId>,
}

impl Candidate {
    /// Widths up to where the next line begins.
    pub(crate) fn next(&self) -> Sums {
        let Sums { width, stretch, shrink, glyphs, fills } = self.end;
        Sums {
            width: width + i64::from(self.gap.width),
            stretch: stretch + i64::from(self.gap.stretch),
            shrink: shrink + i64::from(self.gap.shrink),
            glyphs: glyphs + i64::from(self.gap.glyphs),
            fills,
        }
    }
}

/// Finds all places where a line may end; gives what the first line hangs out.
pub(crate) fn find(
    items: &[Item],
    shape: &Shape,
    words: &Words,
    looks: &[Look],
    style: &Paragraphs,
    candidates: &mut Vec<Candidate>,
) -> i32 {
    candidates.clear();
    candidates.reserve(items.len());
    let mut sums = Sums::default();
    let mut right = 0;
    let mut last = None;
    let mut first_left = None;
    let mut pending = 0;
    for (at, item) in items.iter().enumerate() {
        let point = Point { item: at as u32, division: None };
        match item {
            Item::Word { word, look, .. } => {
                let look = &looks[look.0 as usize];
                let measured = words.measured(*word);
                let left = hang(look.of(measured.left_protrusion), style);
                for candidate in &mut candidates[pending..] {
                    let candidate: &mut Candidate = candidate;
                    candidate.left = left;
                    candidate.first = Some(*word);
                }
                first_left.get_or_insert(left);
                let width = look.of(measured.width).wide();
                let after = Sums { width: sums.width + width, glyphs: sums.glyphs + width, ..sums };
                let place = (at, shape.hyphenates);
                divide(*item, place, (sums, after), words, looks, style, candidates);
                pending = candidates.len();
                sums = after;
                // A soft hyphen that is not used leaves the line's end as it was.
                if words.measured(*word).glyph_count > 0 {
                    right = hang(look.of(measured.right_protrusion), style);
                    last = Some(*word);
                }
            }
            Item::Space { look, breaks, .. } => {
                let look = &looks[look.0 as usize];
                let width = look.of(words.measured(look.space).width).wide();
                let end = sums;
                sums.width += width;
                if shape.align == Align::Justified {
                    sums.stretch += width * style.stretch / 100;
                    sums.shrink += width * style.shrink / 100;
                }
                if *breaks {
                    candidates.push(Candidate { right, last, ..plain(point, end, sums, 0) });
                }
            }
            Item::Break { cost } => {
                candidates.push(Candidate { right, ..plain(point, sums, sums, (*cost).into()) });
            }
            Item::Line => {
                candidates.push(Candidate { is_forced: true, ..plain(point, sums, sums, 0) });
            }
            Item::Tab { to } => {
                let to = *to - shape.left - shape.first;
                sums.width = sums.width.max(to.wide());
            }
            Item::Fill => sums.fills += 1,
            Item::Picture(_)
            | Item::Anchor(_)
            | Item::Note(_)
            | Item::Link(_)
            | Item::EndLink
            | Item::Open(_)
            | Item::Close => {}
        }
    }
    let end = Point { item: items.len() as u32, division: None };
    candidates.push(Candidate { is_forced: true, right, ..plain(end, sums, sums, 0) });
    first_left.unwrap_or(0)
}

fn plain(point: Point, end: Sums, next: Sums, penalty: i32) -> Candidate {
    Candidate {
        point,
        end,
        gap: Gap::between(&end, &next),
        penalty,
        right: 0,
        left: 0,
        is_forced: false,
        is_hyphen: false,
        last: None,
        first: None,
    }
}

/// The part of a protrusion that the style allows.
fn hang(length: Length, style: &Paragraphs) -> i32 {
    if style.protrusion { length.0 } else { 0 }
}

/// The places where a word may be divided: at its own hyphens in any text.
fn divide(
    item: Item,
    (at, hyphenates): (usize, bool),
    (before, after): (Sums, Sums),
    words: &Words,
    looks: &[Look],
    style: &Paragraphs,
    candidates: &mut Vec<Candidate>,
) {
    let Item::Word { word, look, .. } = item else { return };
    let look = &looks[look.0 as usize];
    let hyphen = words.measured(look.hyphen);
    let hyphen_width = look.of(hyphen.width).wide();
    let right = hang(look.of(hyphen.right_protrusion), style);
    for (position, division) in words.divisions(word).iter().enumerate() {
        if (!hyphenates || look.is_whole) && !division.is_explicit {
            continue;
        }
        let width = look.of(division.width).wide();
        let end = Sums {
            width: before.width + width + hyphen_width,
            glyphs: before.glyphs + width,
            ..before
        };
        let rest = match division.parts {
            Some((_, rest)) => look.of(words.measured(rest).width).wide(),
            None => after.width - before.width - width,
        };
        let next = Sums { width: after.width - rest, glyphs: after.glyphs - rest, ..before };
        let point = Point { item: at as u32, division: Some(position as u16) };
        let hyphen = Candidate { is_hyphen: true, right, ..plain(point, end, next, HYPHEN) };
        candidates.push(hyphen);
    }
}
