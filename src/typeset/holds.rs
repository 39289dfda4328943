//! The lines of an older printing, found again: where the lines of a paragraph
//! began, and what it costs to let one begin elsewhere.

use std::ops::Range;

use crate::model::lock::Lock;
use crate::model::text::TextId;
use crate::typeset::candidates::{Candidate, Point};
use crate::typeset::items::Item;
use crate::typeset::words::Words;

/// Demerits of a line that begins where none began: on a page that changes
/// anyway, and on any other.
const MOVED: i64 = 3_000;
pub(crate) const PINNED: i64 = 1 << 30;
/// Demerits of a page that cannot begin with a line where it did.
const TURN: i64 = 1 << 36;

/// A line of the older printing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct HeldLine {
    /// Where it began, in this book.
    pub(crate) place: (TextId, u32),
    /// A position in `Lock::pages`.
    pub(crate) page: u32,
    /// Whether the text up to the next line is what it was.
    pub(crate) is_same: bool,
}

/// All lines of an older printing, in the order of their places.
#[derive(Clone, Debug, Default)]
pub(crate) struct HeldLines {
    lines: Vec<HeldLine>,
}

impl HeldLines {
    pub(crate) fn new(lock: &Lock) -> HeldLines {
        let mut lines = Vec::new();
        for (page, locked) in (0..).zip(&lock.pages) {
            lines.extend(locked.lines.iter().filter_map(|line| {
                Some(HeldLine { place: line.start?, page, is_same: line.is_same })
            }));
        }
        // Of lines that have come to begin in one place all but the last one
        // are gone.
        lines.reverse();
        lines.sort_by_key(|line| line.place);
        lines.dedup_by_key(|line| line.place);
        HeldLines { lines }
    }

    /// The lines that began within a paragraph.
    pub(crate) fn of(&self, items: &[Item], words: &Words) -> &[HeldLine] {
        let place = |item: &Item| match item {
            Item::Word { text, offset, word, .. } if *text != TextId::NONE => {
                Some((*text, *offset, *word))
            }
            _ => None,
        };
        let first = items.iter().find_map(place);
        let last = items.iter().rev().find_map(place);
        let (Some((first, from, _)), Some((last, to, word))) = (first, last) else { return &[] };
        let within = words.divisions(word).last().map_or(0, |division| division.byte);
        let start = self.lines.partition_point(|line| line.place < (first, from));
        let end = self.lines.partition_point(|line| line.place <= (last, to + within));
        self.lines.get(start..end).unwrap_or(&[])
    }

    /// The lines that began with a word of a text.
    pub(crate) fn of_text(&self, text: TextId) -> &[HeldLine] {
        let start = self.lines.partition_point(|line| line.place.0 < text);
        let end = self.lines.partition_point(|line| line.place.0 <= text);
        &self.lines[start..end]
    }
}

/// The ends of a paragraph's lines, where all of them are what they were.
pub(crate) fn kept(items: &[Item], held: &[HeldLine], words: &Words) -> Option<Vec<Point>> {
    if !held.iter().all(|line| line.is_same) {
        return None;
    }
    let mut points = Vec::with_capacity(held.len());
    let mut next = 0;
    // Places since the last word where a line may end.
    let mut ends = 0;
    let mut end = 0;
    let mut must_end = false;
    for (at, item) in items.iter().enumerate() {
        match *item {
            Item::Space { breaks: true, .. } | Item::Break { .. } | Item::Line => {
                ends += 1;
                end = at as u32;
                must_end |= matches!(item, Item::Line);
            }
            Item::Word { text, offset, word, .. } if text != TextId::NONE => {
                let place = |next: usize| held.get(next).map(|line| line.place);
                let begins = place(next) == Some((text, offset));
                let fits = match (begins, next) {
                    (begins, 0) => begins,
                    (true, _) => ends == 1,
                    (false, _) => !must_end,
                };
                if !fits {
                    return None;
                }
                if begins && next > 0 {
                    points.push(Point { item: end, division: None });
                }
                next += usize::from(begins);
                for (nth, division) in words.divisions(word).iter().enumerate() {
                    if place(next) == Some((text, offset + division.byte)) {
                        points.push(Point { item: at as u32, division: Some(nth as u16) });
                        next += 1;
                    }
                }
                (ends, must_end) = (0, false);
            }
            _ => {}
        }
    }
    points.push(Point { item: items.len() as u32, division: None });
    (next == held.len() && !must_end).then_some(points)
}

/// What holds the lines of one paragraph while it is broken.
pub(crate) struct Holds<'h> {
    lines: &'h [HeldLine],
    /// By candidate: the line that begins after it.
    begins: Vec<Option<u32>>,
    /// By candidate: the last line that begins after it or one before it.
    reached: Vec<u32>,
    /// Pages on which lines may be broken otherwise.
    free: Range<u32>,
}

impl<'h> Holds<'h> {
    /// Holds lines but on the pages where some are not what they were.
    pub(crate) fn new(
        lines: &'h [HeldLine],
        items: &[Item],
        candidates: &[Candidate],
        words: &Words,
    ) -> Holds<'h> {
        let changed = lines.iter().filter(|line| !line.is_same).map(|line| line.page);
        let free = match (changed.clone().min(), changed.max()) {
            (Some(first), Some(last)) => first..last + 1,
            _ => 0..0,
        };
        let places = places(items);
        let mut reached = Vec::with_capacity(candidates.len());
        let mut last = 0;
        let begins = candidates.iter().map(|candidate| {
            let place = place(candidate.point, items, &places, words);
            let line = place.and_then(|place| {
                lines.binary_search_by_key(&place, |line| line.place).ok().filter(|at| *at > 0)
            });
            let line = line.map(|line| line as u32);
            last = line.map_or(last, |line| line.max(last));
            reached.push(last);
            line
        });
        let begins = begins.collect();
        Holds { lines, begins, reached, free }
    }

    /// Frees the lines of one page and holds all others.
    pub(crate) fn only(self, page: u32) -> Holds<'h> {
        Holds { free: page..page + 1, ..self }
    }

    /// Whether a line between two candidates, the first of them none for the
    /// paragraph's start, is what it was.
    pub(crate) fn is_kept(&self, from: Option<usize>, to: usize) -> bool {
        let line = from.map_or(Some(0), |from| self.begins[from]);
        let Some(line) =
            line.filter(|line| self.lines.get(*line as usize).is_some_and(|line| line.is_same))
        else {
            return false;
        };
        let is_end = to + 1 == self.begins.len();
        match is_end {
            true => line as usize + 1 == self.lines.len(),
            false => self.begins[to] == Some(line + 1),
        }
    }

    /// Demerits of a line that ends otherwise than those of the printing.
    pub(crate) fn charge(&self, from: Option<usize>, to: usize) -> i64 {
        let first = from.map_or(0, |from| self.reached[from]) + 1;
        let is_end = to + 1 == self.begins.len();
        let end = match self.begins[to] {
            _ if is_end => self.lines.len() as u32,
            Some(line) => line,
            None => self.reached[to] + 1,
        };
        let skipped: i64 = (first..end).map(|line| self.skipped(line as usize)).sum();
        if is_end || self.begins[to].is_some() {
            return skipped;
        }
        let page = self.lines[self.reached[to] as usize].page;
        skipped + if self.free.contains(&page) { MOVED } else { PINNED }
    }

    /// Demerits where no line begins with one of the printing.
    fn skipped(&self, line: usize) -> i64 {
        let page = self.lines[line].page;
        if self.lines[line - 1].page != page {
            TURN
        } else if self.free.contains(&page) {
            0
        } else {
            PINNED
        }
    }
}

/// By item: the place of the first word of the manuscript from there on.
fn places(items: &[Item]) -> Vec<Option<(TextId, u32)>> {
    let mut places = vec![None; items.len() + 1];
    for (at, item) in items.iter().enumerate().rev() {
        places[at] = match item {
            Item::Word { text, offset, .. } if *text != TextId::NONE => Some((*text, *offset)),
            _ => places[at + 1],
        };
    }
    places
}

/// What a line begins with that follows one that ends at a point.
fn place(
    point: Point,
    items: &[Item],
    places: &[Option<(TextId, u32)>],
    words: &Words,
) -> Option<(TextId, u32)> {
    let at = point.item as usize;
    let Some(division) = point.division else { return places.get(at + 1).copied().flatten() };
    let (text, offset) = places[at]?;
    let Item::Word { word, .. } = items[at] else { return None };
    Some((text, offset + words.divisions(word)[division as usize].byte))
}
