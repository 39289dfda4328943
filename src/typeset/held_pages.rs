//! The pages of an older printing, found again in one flow: with which rows
//! they begin, which of them are what they were, and what it costs to let one
//! begin elsewhere.

use std::ops::{Range, RangeInclusive};

use rustc_hash::FxHashMap;

use crate::model::lock::LockedPage;
use crate::model::pages::PageStart;
use crate::model::text::TextId;
use crate::typeset::locked::Part;
use crate::typeset::plan::Plan;
use crate::typeset::rows::Row;

/// Demerits of a page that begins where no page did; where another one did; of
/// a flow that leaves what follows it on other pages than before, for each.
const MOVED: i64 = 1 << 32;
const OTHER_PAGE: i64 = MOVED / 10 * 9;
const LENGTH: i64 = 1 << 39;
/// Demerits of notes or figures that stand on other pages than before.
const OTHERWISE: i64 = 1 << 28;
/// Demerits of a page that is set otherwise though nothing on it has changed:
/// less than those of facing pages of unlike depth.
pub(crate) const TOUCHED: i64 = 20_000;
/// Lines by which paragraphs of a page may be shorter or longer together.
pub(crate) const MOST_LINES: i8 = 3;

/// The rows and notes in which pages are to be found.
pub(crate) struct Galley<'g> {
    pub(crate) rows: &'g [Row],
    pub(crate) notes: &'g [Row],
    pub(crate) due: &'g [usize],
    pub(crate) bounds: &'g [(usize, usize)],
    pub(crate) figure_count: usize,
}

/// The pages of a flow as they were.
pub(crate) struct HeldPages {
    /// By row: which page of the flow may begin with it.
    starts: Vec<Option<u32>>,
    pages: Vec<HeldPage>,
    /// The position in `Lock::pages` of the first one.
    pub(crate) first: u32,
    /// How many pages leave what follows where it was.
    counts: RangeInclusive<usize>,
}

/// A page as it was.
#[derive(Clone, Debug, Default)]
pub(crate) struct HeldPage {
    /// The row that it begins with; none where that is gone.
    row: Option<usize>,
    /// The rows of notes that stand on the pages up to it, and the figures.
    placed: Option<usize>,
    figures: Option<usize>,
    pub(crate) tops: usize,
    /// Whether nothing on it has changed.
    is_same: bool,
    /// Whether it may be set otherwise all the same.
    is_open: bool,
}

/// A page that is what it was.
pub(crate) struct Kept {
    /// Its rows, up to the last one that it may have.
    pub(crate) rows: Range<usize>,
    pub(crate) placed: usize,
    pub(crate) figures: usize,
    pub(crate) tops: usize,
}

type Place = (TextId, u32);

impl HeldPages {
    /// Finds the pages of a flow; none where no page of it is found.
    pub(crate) fn new(part: &Part<'_>, galley: &Galley<'_>) -> Option<HeldPages> {
        let found = found(part, galley.rows);
        let (first_row, first_found) = *found.first()?;
        let pages = &part.locked.lock.pages;
        let mut first = first_found as usize;
        if galley.rows[..first_row].iter().any(|row| row.begins().is_some()) {
            while first > 0 && is_lost(&pages[first - 1]) {
                first -= 1;
            }
        }
        let notes = places(galley.notes);
        let is_of_notes = |page: &LockedPage| match page.start {
            Some(PageStart::Text { text, offset }) => notes.contains_key(&(text, offset)),
            _ => false,
        };
        let mut end = found.last()?.1 as usize + 1;
        while pages.get(end).is_some_and(|page| is_lost(page) || is_of_notes(page)) {
            end += 1;
        }
        end = end.max(part.end().unwrap_or(end));
        let has_spare = pages.get(end).is_some_and(|page| page.start.is_none() && !is_lost(page));
        let count = end - first;
        let mut held = HeldPages {
            starts: vec![None; galley.rows.len()],
            pages: vec![HeldPage::default(); count],
            first: first as u32,
            counts: count..=count + usize::from(has_spare),
        };
        held.begin(&found, galley.rows);
        held.begin_plates(&pages[first..end]);
        held.place(&pages[first..end], galley, &notes);
        held.compare(&pages[first..end], part, galley, &notes);
        Some(held)
    }

    /// Notes with which rows the pages may begin.
    fn begin(&mut self, found: &[(usize, u32)], rows: &[Row]) {
        for (row, at) in found {
            let page = at - self.first;
            self.pages[page as usize].row = Some(*row);
            // What has no words before the first word may stand on this page or
            // on the one before.
            for before in (0..=*row).rev() {
                let is_silent = rows[before].begins().is_none() || rows[before].figure.is_some();
                if before < *row && !is_silent || self.starts[before].is_some() {
                    break;
                }
                self.starts[before] = Some(page);
            }
        }
        if let Some(start) = self.starts.first_mut() {
            *start = Some(0);
            self.pages[0].row = Some(0);
        }
    }

    /// A page of figures alone begins with the row of the next page.
    fn begin_plates(&mut self, locked: &[LockedPage]) {
        let mut next = Some(self.starts.len());
        for (page, old) in self.pages.iter_mut().zip(locked).rev() {
            if page.row.is_none()
                && old.start.is_none()
                && old.figures > 0
                && old.figures == old.tops
            {
                page.row = next;
            }
            next = page.row;
        }
    }

    /// Notes which rows of notes and which figures stand on the pages.
    fn place(
        &mut self,
        locked: &[LockedPage],
        galley: &Galley<'_>,
        notes: &FxHashMap<Place, usize>,
    ) {
        let all: usize = locked.iter().map(|page| usize::from(page.figures)).sum();
        let mut figures = 0;
        for at in 0..self.pages.len() {
            let end = self.end(at);
            let first_note = |page: &LockedPage| {
                page.lines.iter().find_map(|line| notes.get(&line.start?).copied())
            };
            let next = locked.get(at + 1).and_then(first_note);
            let goes_on = next.filter(|row| galley.bounds[*row].0 != *row);
            let due = end.map(|end| if end == 0 { 0 } else { galley.due[end - 1] });
            figures += usize::from(locked[at].figures);
            let page = &mut self.pages[at];
            page.placed = goes_on.or(due);
            page.tops = usize::from(locked[at].tops);
            page.figures = (all == galley.figure_count).then_some(figures);
        }
    }

    /// Finds the pages that are what they were.
    fn compare(
        &mut self,
        locked: &[LockedPage],
        part: &Part<'_>,
        galley: &Galley<'_>,
        notes: &FxHashMap<Place, usize>,
    ) {
        let figures = galley.rows.iter().filter(|row| row.figure.is_some());
        let captions: FxHashMap<Place, usize> =
            figures.flat_map(begins).map(|it| (it, 0)).collect();
        let mut placed = Some(0);
        for (at, old) in locked.iter().enumerate() {
            let before = std::mem::replace(&mut placed, self.pages[at].placed);
            let (Some(start), Some(end)) = (self.pages[at].row, self.end(at)) else { continue };
            let (Some(before), Some(placed)) = (before, placed) else { continue };
            if start >= end || before > placed || !old.lines.iter().all(|line| line.is_same) {
                continue;
            }
            let lines = || old.lines.iter().filter_map(|line| line.start);
            let is_text =
                |place: &Place| !notes.contains_key(place) && !captions.contains_key(place);
            let rows = galley.rows[start..end].iter().filter(|row| row.figure.is_none());
            let texts = rows.flat_map(begins).filter(|(text, _)| !part.is_foreign(*text));
            let feet = galley.notes[before..placed].iter().flat_map(begins);
            let is_of_notes = |place: &Place| notes.contains_key(place);
            let is_same = sorted(texts) == sorted(lines().filter(is_text))
                && sorted(feet) == sorted(lines().filter(is_of_notes));
            let has_figures = self.pages[at].figures.is_some() || old.figures == 0;
            self.pages[at].is_same = is_same && has_figures && lines().count() == old.lines.len();
        }
    }

    /// The row with which the page after one begins; the end of the rows after
    /// the last page.
    fn end(&self, page: usize) -> Option<usize> {
        match self.pages.get(page + 1) {
            Some(next) => next.row,
            None => Some(self.starts.len()),
        }
    }

    /// Whether a page begins where it did: the page by its number in the flow,
    /// the row that it begins with.
    pub(crate) fn is_held(&self, page: usize, row: usize) -> bool {
        let is_start = match self.starts.get(row) {
            Some(start) => *start == Some(page as u32),
            None => self.counts.contains(&page),
        };
        is_start || self.pages.get(page).is_some_and(|page| page.row == Some(row))
    }

    /// Demerits of a page that begins with a row, or of the end.
    pub(crate) fn charge(&self, page: usize, row: usize) -> i64 {
        match self.starts.get(row) {
            _ if self.is_held(page, row) => 0,
            Some(Some(_)) => OTHER_PAGE,
            Some(None) => MOVED,
            None => LENGTH * page.abs_diff(self.pages.len()) as i64,
        }
    }

    /// Demerits of a page that ends where it did with other notes or figures.
    pub(crate) fn otherwise(&self, page: usize, placed: usize, figures: (usize, usize)) -> i64 {
        let Some(held) = self.pages.get(page) else { return 0 };
        let is_other = held.placed.is_some_and(|known| known != placed)
            || held.figures.is_some_and(|known| (known, held.tops) != figures);
        if is_other { OTHERWISE } else { 0 }
    }

    /// The page that begins with a row, where it did, and is what it was.
    pub(crate) fn kept(&self, page: usize, row: usize) -> Option<Kept> {
        let held = self.pages.get(page).filter(|held| held.is_same && !held.is_open)?;
        if !self.is_held(page, row) {
            return None;
        }
        Some(Kept {
            rows: row..self.end(page)?,
            placed: held.placed?,
            figures: held.figures.unwrap_or(0),
            tops: held.tops,
        })
    }

    /// Whether nothing on a page has changed.
    pub(crate) fn is_same(&self, page: usize) -> bool {
        self.pages.get(page).is_some_and(|held| held.is_same)
    }

    /// The rows of notes that stand on the pages up to one that ends where it
    /// did.
    pub(crate) fn placed(&self, page: usize) -> Option<usize> {
        self.pages.get(page)?.placed
    }

    /// The row with which a page begins.
    pub(crate) fn row(&self, page: usize) -> Option<usize> {
        self.pages.get(page)?.row
    }

    /// How many pages there were.
    pub(crate) fn count(&self) -> usize {
        self.pages.len()
    }

    /// The rows of pages that do not end well, and their positions in the
    /// lock; frees them, and those that face them.
    pub(crate) fn open(
        &mut self,
        plans: &[Plan],
        starts_recto: bool,
    ) -> Vec<(Range<usize>, Option<u32>)> {
        let mut opened = Vec::new();
        for (at, plan) in plans.iter().enumerate() {
            let begins = self.is_held(at, plan.rows.start);
            let ends = self.is_held(at + 1, plan.rows.end);
            let is_well = plan.flaws == Default::default() || self.is_same(at) && begins;
            if begins && ends && is_well {
                continue;
            }
            if !begins {
                opened.push((plan.rows.clone(), None));
            }
            let is_recto = at.is_multiple_of(2) == starts_recto;
            let facing = if is_recto { at.checked_sub(1) } else { Some(at + 1) };
            for page in [begins.then_some(at), facing].into_iter().flatten() {
                let rows = self.pages.get(page).and_then(|held| Some(held.row?..self.end(page)?));
                if let Some(rows) = rows.filter(|rows| !rows.is_empty()) {
                    self.pages[page].is_open = true;
                    opened.push((rows, Some(self.first + page as u32)));
                }
            }
        }
        opened
    }
}

/// Whether a page had text, but nothing is left of its beginning.
fn is_lost(page: &LockedPage) -> bool {
    page.start.is_none() && !page.lines.is_empty()
}

/// The rows that pages began with, and those pages, both rising.
fn found(part: &Part<'_>, rows: &[Row]) -> Vec<(usize, u32)> {
    let mut found: Vec<(usize, u32)> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let page = row.begins().and_then(|begins| part.page(&begins));
        if let Some(page) = page
            && found.last().is_none_or(|(_, last)| *last < page)
        {
            found.push((at, page));
        }
    }
    found
}

fn begins(row: &Row) -> impl Iterator<Item = Place> {
    row.lines.iter().filter_map(|line| line.line.begins)
}

fn sorted(places: impl Iterator<Item = Place>) -> Vec<Place> {
    let mut places: Vec<Place> = places.collect();
    places.sort_unstable();
    places
}

/// The rows by the places of their lines.
fn places(rows: &[Row]) -> FxHashMap<Place, usize> {
    rows.iter().enumerate().flat_map(|(at, row)| begins(row).map(move |it| (it, at))).collect()
}

#[cfg(test)]
mod tests {
    use super::{Galley, HeldPages};
    use crate::model::book::AnchorId;
    use crate::model::folio::Folio;
    use crate::model::length::Length;
    use crate::model::lock::{Lock, LockedPage};
    use crate::model::pages::PageStart;
    use crate::model::style::FigurePlace;
    use crate::typeset::floating::Floats;
    use crate::typeset::locked::Locked;
    use crate::typeset::paginate;
    use crate::typeset::plan::Flow;
    use crate::typeset::rows::{Row, row};
    use crate::typeset::variants::Variants;
    use rustc_hash::FxHashMap;

    const GRID: Length = Length(13 * 65_536);

    /// Each letter is a line, `+` one that the printing did not have. Its pages
    /// began with the letters at `starts`.
    #[track_caller]
    fn check(text: &str, line_count: i32, starts: &[usize], expected: &[usize]) {
        let lines = text.chars().enumerate().map(|(at, letter)| Row {
            anchors: (letter != '+').then_some(AnchorId(at as u32)).into_iter().collect(),
            snaps: true,
            ..row(GRID)
        });
        let rows: Vec<Row> = lines.collect();
        let page = |at: &usize| LockedPage {
            folio: Folio::default(),
            start: Some(PageStart::Anchor(AnchorId(*at as u32))),
            lines: Vec::new(),
            figures: 0,
            tops: 0,
        };
        let lock = Lock { pages: starts.iter().map(page).collect(), is_strict: false };
        let due = vec![0; rows.len()];
        let galley = Galley { rows: &rows, notes: &[], due: &due, bounds: &[], figure_count: 0 };
        let locked = Locked::new(&lock, &FxHashMap::default());
        let held = HeldPages::new(&locked.of(&[], false), &galley).expect("pages are found");
        let place = FigurePlace::Auto;
        let plans = paginate::pages(&Flow {
            rows: &rows,
            notes: &[],
            due: &due,
            bounds: &[],
            series: &[],
            between: Length::ZERO,
            floats: Floats { rows: &rows, figures: &[], place, grid: GRID },
            grid: GRID,
            line_count,
            gap: Length::ZERO,
            starts_recto: true,
            variants: &Variants::default(),
            held: Some(&held),
        });
        let counts: Vec<usize> = plans.iter().map(|plan| plan.rows.len()).collect();
        assert_eq!(counts, expected);
    }

    #[test]
    fn pages_begin_where_they_began() {
        check("aaaaaaaaaaaaaaaaaaaaaaaaa", 10, &[0, 9, 18], &[9, 9, 7]);
    }

    #[test]
    fn a_line_more_stays_on_its_page() {
        check("aaa+aaaaaaaaaaaaaaaaaaaaaa", 10, &[0, 11, 21], &[11, 10, 5]);
    }

    #[test]
    fn what_does_not_fit_runs_on_until_there_is_room() {
        // The page that was short by four lines takes up what was added.
        check("aaa+++aaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 10, &[0, 13, 19, 29], &[9, 10, 10, 6]);
    }

    #[test]
    fn a_page_that_lost_lines_is_short() {
        check("aaaaaaaaaaaaaaaaaaa", 10, &[0, 5, 15], &[5, 10, 4]);
    }
}
