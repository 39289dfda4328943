//! How well a stretch of text fills a line: demerits, and what they are for.

use crate::typeset::breaks::{Lines, Node, START};
use crate::typeset::candidates::{Candidate, Sums};

/// Demerits of a line before anything is wrong with it.
const LINE: i64 = 10;
/// Lines in succession that end in hyphens, by the square of their number.
const LADDER: i64 = 60_000;
/// A hyphen before the last line of a paragraph.
const LAST_HYPHEN: i64 = 5_000;
/// Neighbours of unlike tightness.
const UNLIKE: i64 = 8_000;
/// Two lines in succession that begin or end with one word.
const STACK: i64 = 1_500;
/// A last line shorter than [`Lines::runt`].
pub(crate) const RUNT: i64 = 600_000;
/// Stretch beyond which a line is as bad as one can be, in 1/1000 of what is
/// allowed.
const MOST_STRETCH: i64 = 60_000;
/// Most demerits of a line that is what it was in an older printing, and those
/// of one that does not fit and did not then.
const KEPT: i64 = 1_000;
const KEPT_OVERFULL: i64 = 1 << 40;
/// Part of a line's want that glyphs take before spaces do, in per cent.
pub(crate) const GLYPHS_SHARE: i64 = 85;

/// How well a stretch of items fills a line.
pub(crate) struct Fit {
    pub(crate) demerits: i64,
    pub(crate) fitness: u8,
    pub(crate) is_overfull: bool,
    pub(crate) is_within: bool,
}

impl Fit {
    /// The demerits of a line that is what it was in an older printing.
    pub(crate) fn kept(&self) -> i64 {
        if self.is_overfull { KEPT_OVERFULL } else { self.demerits.min(KEPT) }
    }
}

/// How well a line from a node to a candidate is filled.
#[inline]
pub(crate) fn fit(
    node: &Node,
    candidate: &Candidate,
    candidates: &[Candidate],
    lines: &Lines<'_>,
    tolerance: i64,
) -> Fit {
    let (start, left) = if node.candidate == START {
        (Sums::default(), lines.first_left)
    } else {
        let from = &candidates[node.candidate];
        (from.next(), from.left)
    };
    let width = lines.shape.width(node.line).wide();
    let natural = candidate.end.width - start.width;
    let short = width + i64::from(left) + i64::from(candidate.right) - natural;
    let glyphs = candidate.end.glyphs - start.glyphs;
    let room = glyphs * lines.expansion / 1000;
    let share = (short.abs() * GLYPHS_SHARE / 100).min(room);
    let want = short.abs() - share;
    let is_filled = candidate.end.fills > start.fills || candidate.is_forced;
    if short >= 0 {
        if is_filled {
            let is_runt = candidate.is_forced && natural < lines.runt && node.candidate != START;
            let demerits = LINE * LINE + if is_runt { RUNT } else { 0 };
            return Fit { demerits, fitness: 1, is_overfull: false, is_within: true };
        }
        let stretch =
            if lines.is_justified { candidate.end.stretch - start.stretch } else { lines.ragged };
        return judge(want, stretch, candidate.penalty.into(), tolerance);
    }
    let shrink = candidate.end.shrink - start.shrink;
    // Rounding must not make a line overfull that fits to the hair.
    if -short > shrink + room + 64 {
        return Fit { demerits: 0, fitness: 0, is_overfull: true, is_within: false };
    }
    // Where spaces are at their limit, glyphs give what they have left.
    let want = want.min(shrink);
    let ratio = (want * 1000 / shrink.max(1)).min(1000);
    let badness = ratio * ratio * ratio / 10_000_000;
    let demerits = square(LINE + badness) + square(candidate.penalty.into());
    let fitness = if ratio > 500 { 0 } else { 1 };
    Fit { demerits, fitness, is_overfull: false, is_within: true }
}

/// A line that must stretch by `want`.
#[inline]
fn judge(want: i64, stretch: i64, penalty: i64, tolerance: i64) -> Fit {
    let stretch = stretch.max(1);
    // Most lines that are tried end so.
    if tolerance < MOST_STRETCH && want * 1000 >= (tolerance + 1) * stretch {
        return Fit { demerits: 0, fitness: 3, is_overfull: false, is_within: false };
    }
    let ratio = if want == 0 { 0 } else { (want * 1000 / stretch).min(MOST_STRETCH) };
    let badness = ratio * ratio * ratio / 10_000_000;
    let fitness = match ratio {
        0..=500 => 1,
        501..=1000 => 2,
        _ => 3,
    };
    let demerits = square(LINE + badness) + square(penalty);
    Fit { demerits, fitness, is_overfull: false, is_within: ratio <= tolerance }
}

fn square(value: i64) -> i64 {
    value.saturating_mul(value)
}

/// Demerits of a line beside the one before it.
#[inline]
pub(crate) fn company(
    node: &Node,
    candidate: &Candidate,
    candidates: &[Candidate],
    fit: &Fit,
    is_end: bool,
) -> i64 {
    let mut demerits = 0;
    if candidate.is_hyphen {
        let count = i64::from(node.hyphen_count);
        demerits += LADDER * count * count;
    }
    if node.hyphen_count > 0 && is_end {
        demerits += LAST_HYPHEN;
    }
    let Some(before) = candidates.get(node.candidate) else { return demerits };
    if node.fitness.abs_diff(fit.fitness) > 1 {
        demerits += UNLIKE;
    }
    if before.last.is_some() && before.last == candidate.last && !is_end {
        demerits += STACK;
    }
    if before.first.is_some() && before.first == candidate.first {
        demerits += STACK;
    }
    demerits
}
