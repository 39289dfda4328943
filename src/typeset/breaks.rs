//! Paragraphs to lines, by least total demerits: Knuth and Plass, “Breaking
//! Paragraphs into Lines”, 1981, with the scaling of glyphs and the hanging of
//! points that Hàn Thế Thành added to it (2000).

use std::cell::Cell;

use crate::model::style::{Align, Paragraphs};
use crate::typeset::candidates::{self, Candidate, Point, Sums};
use crate::typeset::fits::{RUNT, company, fit};
use crate::typeset::holds::{HeldLine, Holds};
use crate::typeset::items::{Item, Look, Shape};
use crate::typeset::words::Words;

/// Penalty of a hyphen in a first line that is set otherwise than the rest: it
/// shows so much that a rather loose line is better.
const FIRST_HYPHEN: i32 = 400;
/// A line that cannot be shrunk to its measure.
const OVERFULL: i64 = 1 << 44;
/// Stretch at which each pass gives up, in 1/1000 of what is allowed: a line
/// that nobody notices, one that is better than a runt, any.
const TOLERANCES: [i64; 3] = [1_400, 2_200, i64::MAX];
/// The same for a paragraph whose lines are held: before a page cannot begin
/// where it did, a line may be rather loose.
const HELD_TOLERANCES: [i64; 4] = [1_400, 2_200, 3_200, i64::MAX];
/// What a line has at least of its width, in per cent, at every tolerance but
/// the last: a third of a line would have to be spaces otherwise.
const LEAST_FILLED: i64 = 66;
/// Stretch that a paragraph may be given to fill a page.
const VARIANT_TOLERANCE: i64 = 1_500;

/// A way to reach a candidate.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node {
    pub(crate) candidate: usize,
    pub(crate) previous: usize,
    pub(crate) demerits: i64,
    pub(crate) fitness: u8,
    /// Lines in succession that end in hyphens, this one the last.
    pub(crate) hyphen_count: u8,
    /// Lines up to here.
    pub(crate) line: usize,
    /// A line from here that ends before this width, as candidates sum it up,
    /// is so much too short that no tolerance but the last one would take it:
    /// most are, and this is cheaper to see than how short.
    pub(crate) least: i64,
    /// Fills up to here: a line with one is never too short.
    pub(crate) fills: i64,
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

pub(crate) const START: usize = usize::MAX;

/// What does not change from line to line.
pub(crate) struct Lines<'a> {
    pub(crate) shape: &'a Shape,
    pub(crate) first_left: i32,
    /// The candidates of the first line, where it is set otherwise than the
    /// rest: as many, in the same places.
    pub(crate) opening: Vec<Candidate>,
    /// Lines whose width is their own; all after them are alike.
    pub(crate) distinct: usize,
    pub(crate) is_justified: bool,
    pub(crate) ragged: i64,
    pub(crate) expansion: i64,
    pub(crate) runt: i64,
    pub(crate) holds: Option<Holds<'a>>,
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

/// Lists that every paragraph fills anew.
#[derive(Default)]
struct Lists {
    candidates: Vec<Candidate>,
    ways: Ways,
}

/// Ways through the candidates.
#[derive(Default)]
struct Ways {
    /// All that may be part of the best one.
    nodes: Vec<Node>,
    /// Those that a line may still go on from.
    active: Vec<usize>,
    /// Those that end at the candidate that is looked at.
    found: Vec<Node>,
}

thread_local! {
    /// Kept from paragraph to paragraph, for their memory alone.
    static LISTS: Cell<Lists> = Cell::default();
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
        self.with(items, opening, shape, |candidates, lines, ways| {
            least(candidates, lines, &TOLERANCES, items.len(), ways)
        })
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
        self.with(items, opening, shape, |candidates, lines, ways| {
            lines.holds = Some(Holds::new(held, items, candidates, self.words));
            least(candidates, lines, &HELD_TOLERANCES, items.len(), ways)
        })
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
        self.with(items, opening, shape, |candidates, lines, ways| {
            lines.holds = Some(Holds::new(held, items, candidates, self.words).only(page));
            best(candidates, lines, VARIANT_TOLERANCE, Some(line_count), ways)
        })
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
        self.with(items, opening, shape, |candidates, lines, ways| {
            best(candidates, lines, VARIANT_TOLERANCE, Some(line_count), ways)
        })
    }

    /// Prepares a paragraph, and has it broken.
    fn with<'h, T>(
        &self,
        items: &[Item],
        opening: &[Item],
        shape: &'h Shape,
        broken: impl FnOnce(&[Candidate], &mut Lines<'h>, &mut Ways) -> T,
    ) -> T {
        let mut lists = LISTS.take();
        let find = |items: &[Item], candidates: &mut Vec<Candidate>| {
            candidates::find(items, shape, self.words, self.looks, self.style, candidates)
        };
        let mut first_left = find(items, &mut lists.candidates);
        let mut first_line = Vec::new();
        if !opening.is_empty() {
            first_left = find(opening, &mut first_line);
        }
        let first_hyphens = first_line.iter_mut().filter(|candidate| candidate.is_hyphen);
        first_hyphens.for_each(|candidate| candidate.penalty = FIRST_HYPHEN);
        let is_justified = shape.align == Align::Justified;
        let rest = shape.width(usize::MAX).wide();
        let mut lines = Lines {
            shape,
            first_left,
            opening: first_line,
            distinct: shape.distinct(),
            is_justified,
            ragged: rest / 8,
            expansion: if is_justified { self.style.expansion } else { 0 },
            runt: rest / 11,
            holds: None,
        };
        let broken = broken(&lists.candidates, &mut lines, &mut lists.ways);
        LISTS.set(lists);
        broken
    }
}

/// The best way through the candidates at the least tolerance that has one
/// without great faults.
fn least(
    candidates: &[Candidate],
    lines: &Lines<'_>,
    tolerances: &[i64],
    item_count: usize,
    ways: &mut Ways,
) -> Broken {
    let mut found: Option<Broken> = None;
    for tolerance in tolerances {
        if found.as_ref().is_some_and(|found| found.demerits < RUNT) {
            break;
        }
        if found.is_some() && *tolerance == i64::MAX {
            break;
        }
        if let Some(better) = best(candidates, lines, *tolerance, None, ways)
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

/// The best way through the candidates, or nothing where the tolerance leaves
/// none. With `line_count`, only ways of so many lines.
fn best(
    candidates: &[Candidate],
    lines: &Lines<'_>,
    tolerance: i64,
    line_count: Option<usize>,
    ways: &mut Ways,
) -> Option<Broken> {
    let distinct = if line_count.is_some() { usize::MAX } else { lines.distinct };
    let skips = tolerance < i64::MAX && lines.is_justified;
    let Ways { nodes, active, found } = ways;
    nodes.clear();
    nodes.push(Node {
        candidate: START,
        previous: START,
        demerits: 0,
        fitness: 1,
        hyphen_count: 0,
        line: 0,
        least: lines.least(0),
        fills: 0,
    });
    active.clear();
    active.push(0);
    found.clear();
    // Whether a line that ends too short of one active node does so of all
    // that follow it.
    let mut is_rising = lines.holds.is_none();
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
                keep(found, node, distinct);
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
    let end = active.iter().copied().filter(fits).min_by_key(|id| nodes[*id].demerits)?;
    Some(Broken { points: trace(nodes, candidates, end), demerits: nodes[end].demerits })
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
