//! Paragraphs to lines, by least total demerits: Knuth and Plass, “Breaking
//! Paragraphs into Lines”, 1981, with the scaling of glyphs and the hanging of
//! points that Hàn Thế Thành added to it (2000).

use crate::model::style::{Align, Paragraphs};
use crate::typeset::candidates::{self, Candidate, Point, Sums};
use crate::typeset::holds::{HeldLine, Holds};
use crate::typeset::items::{Item, Look, Shape};
use crate::typeset::words::Words;

/// Demerits of a line before anything is wrong with it.
const LINE: i64 = 10;
/// Lines in succession that end in hyphens, by the square of their number.
const LADDER: i64 = 60_000;
/// A hyphen before the last line of a paragraph.
const LAST_HYPHEN: i64 = 5_000;
/// Penalty of a hyphen in a first line that is set otherwise than the rest: it
/// shows so much that a rather loose line is better.
const FIRST_HYPHEN: i32 = 400;
/// Neighbours of unlike tightness.
const UNLIKE: i64 = 8_000;
/// Two lines in succession that begin or end with one word.
const STACK: i64 = 1_500;
/// A last line shorter than [`Lines::runt`].
const RUNT: i64 = 600_000;
/// A line that cannot be shrunk to its measure.
const OVERFULL: i64 = 1 << 44;
/// Stretch at which each pass gives up, in 1/1000 of what is allowed: a line
/// that nobody notices, one that is better than a runt, any.
const TOLERANCES: [i64; 3] = [1_400, 2_200, i64::MAX];
/// The same for a paragraph whose lines are held: before a page cannot begin
/// where it did, a line may be rather loose.
const HELD_TOLERANCES: [i64; 4] = [1_400, 2_200, 3_200, i64::MAX];
/// Stretch beyond which a line is as bad as one can be, in the same unit.
const MOST_STRETCH: i64 = 60_000;
/// What a line has at least of its width, in per cent, at every tolerance but
/// the last: a third of a line would have to be spaces otherwise.
const LEAST_FILLED: i64 = 66;
/// Stretch that a paragraph may be given to fill a page.
const VARIANT_TOLERANCE: i64 = 1_500;
/// Most demerits of a line that is what it was in an older printing, and those
/// of one that does not fit and did not then.
const KEPT: i64 = 1_000;
const KEPT_OVERFULL: i64 = 1 << 40;
/// Part of a line's want that glyphs take before spaces do, in per cent.
pub(crate) const GLYPHS_SHARE: i64 = 85;

/// A way to reach a candidate.
#[derive(Clone, Copy, Debug)]
struct Node {
    candidate: usize,
    previous: usize,
    demerits: i64,
    fitness: u8,
    /// Lines in succession that end in hyphens, this one the last.
    hyphen_count: u8,
    /// Lines up to here.
    line: usize,
    /// A line from here that ends before this width, as candidates sum it up,
    /// is so much too short that no tolerance but the last one would take it:
    /// most are, and this is cheaper to see than how short.
    least: i64,
    /// Fills up to here: a line with one is never too short.
    fills: i64,
}

impl Node {
    /// The candidate that it is at; none at the start.
    fn from(&self) -> Option<usize> {
        (self.candidate != START).then_some(self.candidate)
    }

    /// The node that a line leads to.
    fn next(
        &self,
        at: usize,
        id: usize,
        candidate: &Candidate,
        (demerits, fitness): (i64, u8),
        (lines, next): (&Lines<'_>, &Sums),
    ) -> Node {
        let hyphen_count =
            if candidate.is_hyphen { self.hyphen_count.saturating_add(1) } else { 0 };
        let line = self.line + 1;
        let (least, fills) = (next.width + lines.least(line), next.fills);
        Node { candidate: at, previous: id, demerits, fitness, hyphen_count, line, least, fills }
    }
}

const START: usize = usize::MAX;

/// What does not change from line to line.
struct Lines<'a> {
    shape: &'a Shape,
    first_left: i32,
    /// The candidates of the first line, where it is set otherwise than the
    /// rest: as many, in the same places.
    opening: Vec<Candidate>,
    /// Lines whose width is their own; all after them are alike.
    distinct: usize,
    is_justified: bool,
    ragged: i64,
    expansion: i64,
    runt: i64,
    holds: Option<Holds<'a>>,
}

impl Lines<'_> {
    /// What a line has at least of its width.
    fn least(&self, line: usize) -> i64 {
        self.shape.width(line).wide() * LEAST_FILLED / 100
    }
}

/// A paragraph's lines.
pub(crate) struct Broken {
    /// The ends of the lines, rising; the last is the end of the items.
    pub(crate) points: Vec<Point>,
    pub(crate) demerits: i64,
}

/// What paragraphs are broken with.
pub(crate) struct Breaker<'a> {
    pub(crate) words: &'a Words,
    pub(crate) looks: &'a [Look],
    pub(crate) style: &'a Paragraphs,
}

impl Breaker<'_> {
    /// Breaks a paragraph, every word of which has been shaped.
    ///
    /// A line that cannot fit is kept: `lines` sees that it is too long.
    /// `opening` is the text as the first line sets it; empty for as it is.
    pub(crate) fn breaks(&self, items: &[Item], opening: &[Item], shape: &Shape) -> Broken {
        let (candidates, lines) = self.prepare(items, opening, shape);
        least(&candidates, &lines, &TOLERANCES, items.len())
    }

    /// Breaks a paragraph so that the lines of an older printing stay as they
    /// were, or as many of them as can.
    pub(crate) fn breaks_held(
        &self,
        items: &[Item],
        opening: &[Item],
        shape: &Shape,
        held: &[HeldLine],
    ) -> Broken {
        let (candidates, mut lines) = self.prepare(items, opening, shape);
        lines.holds = Some(Holds::new(held, items, &candidates, self.words));
        least(&candidates, &lines, &HELD_TOLERANCES, items.len())
    }

    /// The same in exactly so many lines, none of them loose that was not, and
    /// all lines where they were that are not on one page of the printing.
    pub(crate) fn breaks_held_into(
        &self,
        items: &[Item],
        opening: &[Item],
        shape: &Shape,
        (held, page): (&[HeldLine], u32),
        line_count: usize,
    ) -> Option<Broken> {
        let (candidates, mut lines) = self.prepare(items, opening, shape);
        lines.holds = Some(Holds::new(held, items, &candidates, self.words).only(page));
        best(&candidates, &lines, VARIANT_TOLERANCE, Some(line_count))
    }

    /// The best way to break a paragraph into exactly so many lines, none of
    /// them loose; none where there is no such way.
    pub(crate) fn breaks_into(
        &self,
        items: &[Item],
        opening: &[Item],
        shape: &Shape,
        line_count: usize,
    ) -> Option<Broken> {
        let (candidates, lines) = self.prepare(items, opening, shape);
        best(&candidates, &lines, VARIANT_TOLERANCE, Some(line_count))
    }

    fn prepare<'s>(
        &self,
        items: &[Item],
        opening: &[Item],
        shape: &'s Shape,
    ) -> (Vec<Candidate>, Lines<'s>) {
        let of = |items| candidates::candidates(items, shape, self.words, self.looks, self.style);
        let (candidates, first_left) = of(items);
        let (mut opening, first_left) =
            if opening.is_empty() { (Vec::new(), first_left) } else { of(opening) };
        let first_hyphens = opening.iter_mut().filter(|candidate| candidate.is_hyphen);
        first_hyphens.for_each(|candidate| candidate.penalty = FIRST_HYPHEN);
        let is_justified = shape.align == Align::Justified;
        let rest = shape.width(usize::MAX).wide();
        let lines = Lines {
            shape,
            first_left,
            opening,
            distinct: shape.distinct(),
            is_justified,
            ragged: rest / 8,
            expansion: if is_justified { self.style.expansion } else { 0 },
            runt: rest / 11,
            holds: None,
        };
        (candidates, lines)
    }
}

/// The best way through the candidates at the least tolerance that has one
/// without great faults.
fn least(
    candidates: &[Candidate],
    lines: &Lines<'_>,
    tolerances: &[i64],
    item_count: usize,
) -> Broken {
    let mut found: Option<Broken> = None;
    for tolerance in tolerances {
        if found.as_ref().is_some_and(|found| found.demerits < RUNT) {
            break;
        }
        if found.is_some() && *tolerance == i64::MAX {
            break;
        }
        if let Some(better) = best(candidates, lines, *tolerance, None)
            && found.as_ref().is_none_or(|known| better.demerits < known.demerits)
        {
            found = Some(better);
        }
    }
    found.unwrap_or_else(|| Broken {
        points: vec![Point { item: item_count as u32, division: None }],
        demerits: 0,
    })
}

/// How well a stretch of items fills a line.
struct Fit {
    demerits: i64,
    fitness: u8,
    is_overfull: bool,
    is_within: bool,
}

impl Fit {
    /// The demerits of a line that is what it was in an older printing.
    fn kept(&self) -> i64 {
        if self.is_overfull { KEPT_OVERFULL } else { self.demerits.min(KEPT) }
    }
}

/// The best way through the candidates, or nothing where the tolerance leaves
/// none. With `line_count`, only ways of so many lines.
fn best(
    candidates: &[Candidate],
    lines: &Lines<'_>,
    tolerance: i64,
    line_count: Option<usize>,
) -> Option<Broken> {
    let distinct = if line_count.is_some() { usize::MAX } else { lines.distinct };
    let skips = tolerance < i64::MAX && lines.is_justified;
    let mut nodes = vec![Node {
        candidate: START,
        previous: START,
        demerits: 0,
        fitness: 1,
        hyphen_count: 0,
        line: 0,
        least: lines.least(0),
        fills: 0,
    }];
    let mut active = vec![0_usize];
    // Whether a line that ends too short of one active node does so of all
    // that follow it.
    let mut is_rising = lines.holds.is_none();
    let mut found: Vec<Node> = Vec::new();
    for (at, candidate) in candidates.iter().enumerate() {
        let is_end = at + 1 == candidates.len();
        let mut kept = 0;
        let mut last_overfull = None;
        let next = candidate.next();
        let next = (lines, &next);
        for position in 0..active.len() {
            let id = active[position];
            let node = &nodes[id];
            let candidate = match lines.opening.get(at) {
                Some(first) if node.candidate == START => first,
                _ => candidate,
            };
            let is_too_short =
                candidate.end.width < node.least && candidate.end.fills == node.fills;
            let holds = lines.holds.as_ref();
            let is_kept = holds.is_some_and(|holds| holds.is_kept(node.from(), at));
            if is_too_short && skips && !candidate.is_forced && !is_kept {
                if is_rising && node.candidate != START {
                    active.copy_within(position.., kept);
                    kept += active.len() - position;
                    break;
                }
                active[kept] = id;
                kept += 1;
                continue;
            }
            let tolerance = if is_kept { i64::MAX } else { tolerance };
            let fit = fit(node, candidate, candidates, lines, tolerance);
            if fit.is_within && !fit.is_overfull || is_kept {
                let company = match is_kept {
                    true => 0,
                    false => company(node, candidate, candidates, &fit, is_end),
                };
                let charge = holds.map_or(0, |holds| holds.charge(node.from(), at));
                let fitting = if is_kept { fit.kept() } else { fit.demerits };
                let demerits = node.demerits + fitting + company + charge;
                let node = node.next(at, id, candidate, (demerits, fit.fitness), next);
                keep(&mut found, node, distinct);
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
        if found.is_empty() && active.is_empty() {
            let id = last_overfull?;
            if tolerance < i64::MAX {
                return None;
            }
            let demerits = nodes[id].demerits + OVERFULL;
            found.push(nodes[id].next(at, id, candidate, (demerits, 1), next));
        }
        for node in found.drain(..) {
            is_rising &= nodes[nodes.len() - 1].least <= node.least;
            active.push(nodes.len());
            nodes.push(node);
        }
    }
    let fits = |id: &usize| line_count.is_none_or(|count| nodes[*id].line == count);
    let end = active.into_iter().filter(fits).min_by_key(|id| nodes[*id].demerits)?;
    Some(Broken { points: trace(&nodes, candidates, end), demerits: nodes[end].demerits })
}

/// Adds a node, or betters the one that is like it.
fn keep(found: &mut Vec<Node>, node: Node, distinct: usize) {
    let class = |node: &Node| (node.fitness, node.line.min(distinct));
    match found.iter_mut().find(|known| class(known) == class(&node)) {
        Some(known) if known.demerits <= node.demerits => {}
        Some(known) => *known = node,
        None => found.push(node),
    }
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
fn company(
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
