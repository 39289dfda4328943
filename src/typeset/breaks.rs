//! Paragraphs to lines, by least total demerits: Knuth and Plass, “Breaking
//! Paragraphs into Lines”, 1981, with the scaling of glyphs and the hanging of
//! points that Hàn Thế Thành added to it (2000).

use crate::model::length::Length;
use crate::model::style::{Align, Paragraphs};
use crate::typeset::items::{Item, Look, Shape};
use crate::typeset::words::Words;

/// A place in a paragraph where a line ends and the next one begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Point {
    /// The item at which the line ends: a space, a permission, a word that is
    /// divided; the number of items at the end.
    pub(crate) item: u32,
    /// Which division of the word, if it is divided.
    pub(crate) division: Option<u16>,
}

/// Demerits of a line before anything is wrong with it.
const LINE: i64 = 10;
/// Penalty of a hyphen.
const HYPHEN: i64 = 50;
/// Two lines in succession that end in hyphens.
const LADDER: i64 = 8_000;
/// A hyphen before the last line of a paragraph.
const LAST_HYPHEN: i64 = 8_000;
/// Neighbours of unlike tightness.
const UNLIKE: i64 = 8_000;
/// A last line shorter than [`Lines::runt`].
const RUNT: i64 = 400_000;
/// A line that cannot be shrunk to its measure.
const OVERFULL: i64 = 1 << 44;
/// Stretch at which the first pass gives up, in 1/1000 of what is allowed.
const TOLERANCE: i64 = 1_400;
/// Part of a line's want that glyphs take before spaces do, in per cent.
pub(crate) const GLYPHS_SHARE: i64 = 60;

/// Widths up to a place, in 1/65536 pt.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    width: i64,
    stretch: i64,
    shrink: i64,
    glyphs: i64,
    fills: i64,
}

/// A place where a line may end.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    point: Point,
    end: Sums,
    next: Sums,
    penalty: i64,
    is_forced: bool,
    is_hyphen: bool,
    right: i64,
    /// What the first word of the next line hangs out.
    left: i64,
}

/// A way to reach a candidate.
#[derive(Clone, Copy, Debug)]
struct Node {
    candidate: usize,
    previous: usize,
    demerits: i64,
    fitness: u8,
    is_hyphen: bool,
    is_first: bool,
}

const START: usize = usize::MAX;

/// What does not change from line to line.
struct Lines {
    first: i64,
    rest: i64,
    is_justified: bool,
    ragged: i64,
    expansion: i64,
    runt: i64,
}

/// Breaks a paragraph, every word of which has been shaped.
///
/// Gives the ends of its lines, rising; the last is the end of the items. A
/// line that cannot fit is kept: `lines` sees that it is too long.
pub(crate) fn breaks(
    items: &[Item],
    shape: &Shape,
    words: &Words,
    looks: &[Look],
    style: &Paragraphs,
) -> Vec<Point> {
    let candidates = candidates(items, shape, words, looks, style);
    let (first, rest) = shape.widths();
    let is_justified = shape.align == Align::Justified;
    let lines = Lines {
        first: first.wide(),
        rest: rest.wide(),
        is_justified,
        ragged: rest.wide() / 8,
        expansion: if is_justified { style.expansion } else { 0 },
        runt: rest.wide() / 14,
    };
    let start = candidates.1;
    best(&candidates.0, start, &lines, TOLERANCE)
        .or_else(|| best(&candidates.0, start, &lines, i64::MAX))
        .unwrap_or_else(|| vec![Point { item: items.len() as u32, division: None }])
}

/// All places where a line may end, and what the first line hangs out.
fn candidates(
    items: &[Item],
    shape: &Shape,
    words: &Words,
    looks: &[Look],
    style: &Paragraphs,
) -> (Vec<Candidate>, i64) {
    let mut candidates = Vec::with_capacity(items.len());
    let mut sums = Sums::default();
    let mut right = 0;
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
                }
                first_left.get_or_insert(left);
                let width = look.of(measured.width).wide();
                let after = Sums { width: sums.width + width, glyphs: sums.glyphs + width, ..sums };
                let place = (at, shape.hyphenates);
                divide(*item, place, (sums, after), words, looks, style, &mut candidates);
                pending = candidates.len();
                sums = after;
                right = hang(look.of(measured.right_protrusion), style);
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
                    candidates.push(Candidate { right, ..plain(point, end, sums, 0) });
                }
            }
            Item::Break { cost } => {
                let cost = i64::from(*cost);
                candidates.push(Candidate { right, ..plain(point, sums, sums, cost) });
            }
            Item::Line => {
                candidates.push(Candidate { is_forced: true, ..plain(point, sums, sums, 0) });
            }
            Item::Tab { to } => {
                let to = *to - shape.left - shape.first;
                sums.width = sums.width.max(to.wide());
            }
            Item::Fill => sums.fills += 1,
            Item::Picture(_) | Item::Anchor(_) | Item::Note(_) | Item::Link(_) | Item::EndLink => {}
        }
    }
    let end = Point { item: items.len() as u32, division: None };
    candidates.push(Candidate { is_forced: true, right, ..plain(end, sums, sums, 0) });
    (candidates, first_left.unwrap_or(0))
}

fn plain(point: Point, end: Sums, next: Sums, penalty: i64) -> Candidate {
    Candidate { point, end, next, penalty, is_forced: false, is_hyphen: false, right: 0, left: 0 }
}

/// The part of a protrusion that the style allows.
fn hang(length: Length, style: &Paragraphs) -> i64 {
    if style.protrusion { length.wide() } else { 0 }
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
    for (position, division) in words.measured(word).divisions.iter().enumerate() {
        if !hyphenates && !division.is_explicit {
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

/// How well a stretch of items fills a line.
struct Fit {
    demerits: i64,
    fitness: u8,
    is_overfull: bool,
    is_within: bool,
}

/// The best way through the candidates, or nothing where the tolerance leaves
/// none.
fn best(
    candidates: &[Candidate],
    first_left: i64,
    lines: &Lines,
    tolerance: i64,
) -> Option<Vec<Point>> {
    let is_last_pass = tolerance == i64::MAX;
    let mut nodes = vec![Node {
        candidate: START,
        previous: START,
        demerits: 0,
        fitness: 1,
        is_hyphen: false,
        is_first: true,
    }];
    let mut active = vec![0_usize];
    for (at, candidate) in candidates.iter().enumerate() {
        let is_end = at + 1 == candidates.len();
        let mut found: [Option<Node>; 4] = [None; 4];
        let mut kept = 0;
        let mut last_overfull = None;
        for position in 0..active.len() {
            let id = active[position];
            let node = nodes[id];
            let fit = fit(&node, candidate, candidates, first_left, lines, tolerance);
            if fit.is_within && !fit.is_overfull {
                let demerits =
                    node.demerits + fit.demerits + company(&node, candidate, &fit, is_end);
                let slot = &mut found[fit.fitness as usize];
                if slot.is_none_or(|known| demerits < known.demerits) {
                    *slot = Some(Node {
                        candidate: at,
                        previous: id,
                        demerits,
                        fitness: fit.fitness,
                        is_hyphen: candidate.is_hyphen,
                        is_first: false,
                    });
                }
            }
            // A hyphen's own width may be what does not fit: the word may
            // still end without it.
            if fit.is_overfull && !candidate.is_hyphen || candidate.is_forced {
                last_overfull = Some(id);
            } else {
                active[kept] = id;
                kept += 1;
            }
        }
        active.truncate(kept);
        let mut found: Vec<Node> = found.into_iter().flatten().collect();
        if found.is_empty() && active.is_empty() {
            let id = last_overfull?;
            if !is_last_pass {
                return None;
            }
            found.push(Node {
                candidate: at,
                previous: id,
                demerits: nodes[id].demerits + OVERFULL,
                fitness: 1,
                is_hyphen: candidate.is_hyphen,
                is_first: false,
            });
        }
        for node in found {
            active.push(nodes.len());
            nodes.push(node);
        }
    }
    let end = active.iter().copied().min_by_key(|id| nodes[*id].demerits)?;
    Some(trace(&nodes, candidates, end))
}

fn trace(nodes: &[Node], candidates: &[Candidate], end: usize) -> Vec<Point> {
    let mut points = Vec::new();
    let mut id = end;
    while nodes[id].candidate != START {
        points.push(candidates[nodes[id].candidate].point);
        id = nodes[id].previous;
    }
    points.reverse();
    points
}

fn fit(
    node: &Node,
    candidate: &Candidate,
    candidates: &[Candidate],
    first_left: i64,
    lines: &Lines,
    tolerance: i64,
) -> Fit {
    let (start, left) = if node.candidate == START {
        (Sums::default(), first_left)
    } else {
        let from = &candidates[node.candidate];
        (from.next, from.left)
    };
    let width = if node.is_first { lines.first } else { lines.rest };
    let natural = candidate.end.width - start.width;
    let short = width + left + candidate.right - natural;
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
        return judge(want, stretch, candidate.penalty, tolerance);
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
    let demerits = square(LINE + badness) + square(candidate.penalty);
    let fitness = if ratio > 500 { 0 } else { 1 };
    Fit { demerits, fitness, is_overfull: false, is_within: true }
}

/// A line that must stretch by `want`.
fn judge(want: i64, stretch: i64, penalty: i64, tolerance: i64) -> Fit {
    let ratio = if want == 0 { 0 } else { (want * 1000 / stretch.max(1)).min(60_000) };
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
fn company(node: &Node, candidate: &Candidate, fit: &Fit, is_end: bool) -> i64 {
    let mut demerits = 0;
    if node.is_hyphen && candidate.is_hyphen {
        demerits += LADDER;
    }
    if node.is_hyphen && is_end {
        demerits += LAST_HYPHEN;
    }
    if node.candidate != START && node.fitness.abs_diff(fit.fitness) > 1 {
        demerits += UNLIKE;
    }
    demerits
}
