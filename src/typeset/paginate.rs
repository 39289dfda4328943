//! Rows to pages: the breaks with least total demerits over a whole flow, the
//! notes placed with their citations. After Plass, “Optimal Pagination
//! Techniques for Automatic Typesetting Systems”, 1981.

use std::ops::Range;

use crate::model::length::Length;
use crate::model::style::FigurePlace;
use crate::typeset::costs;
use crate::typeset::filling::{Limits, Page};
use crate::typeset::floating::Top;
use crate::typeset::footing::{Heights, Notes};
use crate::typeset::plan::{self, Flaws, Flow, Plan, State};
use crate::typeset::rows::Row;

const NONE: usize = usize::MAX;

/// The best pages for a flow; none for a flow without rows.
pub(crate) fn pages(flow: &Flow<'_>) -> Vec<Plan> {
    if flow.rows.is_empty() {
        return Vec::new();
    }
    let plans = search(flow, costs::MOST_WAITING).or_else(|| search(flow, usize::MAX));
    plans.unwrap_or_default()
}

/// The best pages on which no more than so many figures wait, if there are any.
fn search(flow: &Flow<'_>, most_waiting: usize) -> Option<Vec<Plan>> {
    let heights = Heights::new(flow.notes, flow.series, flow.between);
    let mut search = Search {
        flow,
        heights,
        states: Vec::new(),
        at: vec![Vec::new(); flow.rows.len() + 1],
        added: 0,
        held: Vec::new(),
        most_waiting,
    };
    search.add(State {
        row: 0,
        placed: 0,
        figures: 0,
        top: 0,
        page_count: 0,
        demerits: 0,
        previous: NONE,
        deviation: 0,
        variant: None,
        flaws: Flaws::default(),
    });
    for row in 0..flow.rows.len() {
        let mut position = 0;
        while let Some(id) = search.at[row].get(position).copied() {
            search.extend(id);
            position += 1;
        }
    }
    search.finish()
}

pub(crate) struct Search<'a> {
    pub(crate) flow: &'a Flow<'a>,
    pub(crate) heights: Heights,
    pub(crate) states: Vec<State>,
    /// By row: the states in which a page begins with it.
    at: Vec<Vec<usize>>,
    /// States found so far, the bettered ones among them.
    pub(crate) added: usize,
    /// States in which a page begins where it did: rows and demerits.
    pub(crate) held: Vec<(usize, i64)>,
    /// Figures that may wait for a later page at once.
    most_waiting: usize,
}

impl Search<'_> {
    /// Adds a state, or betters the one that is like it.
    fn add(&mut self, state: State) {
        self.added += 1;
        self.note_held(&state);
        for id in &self.at[state.row] {
            let known = &mut self.states[*id];
            let is_same = known.placed == state.placed
                && known.figures == state.figures
                && match self.flow.held {
                    Some(_) => known.page_count == state.page_count,
                    None => known.page_count % 2 == state.page_count % 2,
                }
                && known.deviation == state.deviation;
            if is_same {
                if state.demerits < known.demerits {
                    *known = state;
                }
                return;
            }
        }
        self.at[state.row].push(self.states.len());
        self.states.push(state);
    }

    fn is_recto(&self, page_count: usize) -> bool {
        page_count.is_multiple_of(2) == self.flow.starts_recto
    }

    /// Tries every page that begins in a state: those that are nearly full, and
    /// where there are none, all.
    fn extend(&mut self, id: usize) {
        let full = self.flow.grid.wide() * i64::from(self.flow.line_count);
        if self.is_outdone(id) || self.keep(id, full) {
            return;
        }
        self.notes_alone(id, full);
        let count = self.added;
        let nearly = Limits { least: full * costs::NEARLY_FULL / 100, is_strict: true };
        for limits in
            [nearly, Limits { least: 0, is_strict: true }, Limits { least: 0, is_strict: false }]
        {
            if self.added == count {
                self.try_figures(id, full, limits);
            }
        }
    }

    /// Tries the pages that begin in a state with each choice of figures: some
    /// at the top, some where they are written, the rest on later pages.
    fn try_figures(&mut self, id: usize, full: i64, limits: Limits) {
        let state = self.states[id];
        for top in self.flow.floats.tops(state.figures, state.row, full) {
            self.figures_alone(id, top, full);
            let mut here = usize::MAX;
            while let Some(figure) = self.try_pages(id, full, limits, (top, here)) {
                here = figure;
            }
        }
    }

    /// Tries the pages that begin in a state and are at least so deep, figures
    /// from the number `here` on left to later pages. Gives the last figure
    /// that was set where it is written: the next to be left to later pages.
    fn try_pages(
        &mut self,
        id: usize,
        full: i64,
        limits: Limits,
        (top, here): (Top, usize),
    ) -> Option<usize> {
        let flow = self.flow;
        let state = self.states[id];
        let mut page = Page::new(state.figures + top.count, top);
        let waiting = flow.floats.before(state.row);
        let mut last_here = None;
        for (at, row) in flow.rows.iter().enumerate().skip(state.row) {
            let is_end = at + 1 == flow.rows.len();
            let leaves = page.waits || page.figures > flow.floats.before(at);
            if limits.is_strict && leaves && row.opens.is_some() {
                return last_here;
            }
            let stands = match row.figure {
                None => true,
                Some(figure) if figure < page.figures => false,
                Some(figure) => {
                    let is_first = flow.floats.place == FigurePlace::Auto || page.last.is_none();
                    let is_next = figure == page.figures && waiting <= page.figures;
                    is_next && figure < here && is_first
                }
            };
            if let (Some(figure), true) = (row.figure, stands) {
                last_here = Some(figure);
                page.figures += 1;
            }
            let waiting_here = flow.floats.before(at + 1).saturating_sub(page.figures);
            page.waits = waiting_here > 0;
            if waiting_here > self.most_waiting {
                return last_here;
            }
            if stands {
                page.set(row, at, flow.grid);
            }
            let below =
                if is_end { 0 } else { row.below.as_ref().map_or(0, |row| row.height.wide()) };
            let y = page.depth(flow) + below;
            let ends_held = self.ends_held(&state, at);
            let room = full + flow.grid.wide() - y;
            let Some(notes) = self.notes(&state, at, room) else {
                if page.is_empty {
                    self.overfull(id, at, page.figures, top.count);
                }
                return last_here;
            };
            page.is_empty = false;
            let is_free = is_end || row.is_forced;
            // Ahead of a figure any page may end: it may be too large for it.
            let least = match flow.rows.get(at + 1) {
                Some(next) if next.figure.is_some() => 0,
                _ => limits.least,
            };
            let parts = limits.least > 0 && page.penalty(flow) >= costs::FORBIDDEN;
            let is_deep = y + notes.height >= least && !parts;
            if (is_free || is_deep || ends_held) && page.may_end(flow, at, limits) {
                self.candidate(id, (at, &page), y, &notes, full);
            }
            if row.is_forced && !is_end {
                return last_here;
            }
        }
        last_here
    }

    /// A page of nothing but figures that have waited, where they fill it.
    fn figures_alone(&mut self, id: usize, top: Top, full: i64) {
        let state = self.states[id];
        let grid = self.flow.grid.wide();
        let due = if state.row == 0 { 0 } else { self.flow.due[state.row - 1] };
        let waiting = self.flow.floats.before(state.row).saturating_sub(state.figures);
        let is_full = top.depth * 100 >= full * costs::FIGURES_FILL;
        if top.count == 0 || top.count > waiting || !is_full || state.placed < due {
            return;
        }
        let slack = (full - top.depth).max(0) / grid;
        self.add(State {
            figures: state.figures + top.count,
            top: top.count,
            page_count: state.page_count + 1,
            demerits: state.demerits + costs::PAGE + costs::FIGURES_ALONE + 100 * slack * slack,
            previous: id,
            deviation: 0,
            variant: None,
            flaws: Flaws::default(),
            ..state
        });
    }

    /// A page of nothing but a note that began before, where more of it is
    /// left than half a page.
    fn notes_alone(&mut self, id: usize, full: i64) {
        let state = self.states[id];
        let before = if state.row == 0 { 0 } else { self.flow.due[state.row - 1] };
        let height = |upto: usize| self.heights.of(state.placed, upto);
        if state.placed >= before || height(before) < full / 2 {
            return;
        }
        let placed = (state.placed + 1..=before)
            .rev()
            .find(|upto| height(*upto) <= full)
            .unwrap_or(state.placed + 1);
        self.add(State {
            placed,
            top: 0,
            page_count: state.page_count + 1,
            demerits: state.demerits + costs::SPLIT + costs::UNEQUAL,
            previous: id,
            deviation: 0,
            variant: None,
            flaws: Flaws::default(),
            ..state
        });
    }

    pub(crate) fn candidate(
        &mut self,
        id: usize,
        (at, page): (usize, &Page),
        y: i64,
        notes: &Notes,
        full: i64,
    ) {
        let flow = self.flow;
        let state = self.states[id];
        let row = &flow.rows[page.last.unwrap_or(at)];
        let is_end = at + 1 == flow.rows.len();
        let is_recto = self.is_recto(state.page_count);
        let grid = flow.grid.wide();
        let gap = if notes.height > 0 { flow.gap.wide() } else { 0 };
        let slack = full - y - notes.height - gap;
        let mut next = State {
            row: at + 1,
            placed: notes.placed,
            figures: page.figures,
            top: page.top,
            page_count: state.page_count + 1,
            demerits: state.demerits + costs::PAGE + notes.demerits,
            previous: id,
            deviation: 0,
            variant: None,
            flaws: Flaws::default(),
        };
        next.demerits += self.charge(&next);
        let waiting = flow.floats.before(at + 1).saturating_sub(page.figures);
        next.demerits += costs::FLOATED * waiting as i64;
        if is_end || row.is_forced {
            if slack >= 0 {
                let is_meagre = y < grid * i64::from(costs::FEW) && state.page_count > 0;
                next.demerits += if is_meagre { costs::MEAGRE } else { 0 };
                self.add(next);
            }
            return;
        }
        next.demerits += row.penalty;
        if row.ends_in_hyphen() {
            next.demerits += if is_recto { costs::HYPHEN_RECTO } else { costs::HYPHEN_VERSO };
        }
        let faces = (is_recto && state.page_count > 0).then_some(state.deviation);
        if notes.height > 0 {
            return self.above_notes(next, state.row..at + 1, slack, faces);
        }
        let short = (slack + grid / 2).div_euclid(grid);
        self.with_variants(next, state.row..at + 1, short, faces);
    }

    /// Adds a page without notes that is `short` by so many lines, as it is and
    /// with a paragraph set longer or shorter.
    fn with_variants(&mut self, next: State, rows: Range<usize>, short: i64, faces: Option<i8>) {
        let flow = self.flow;
        let is_recto = self.is_recto(next.page_count - 1);
        for delta in self.deltas() {
            let rest = short - i64::from(*delta);
            let (delta, mut next) = (*delta, next);
            if rest < -1 {
                continue;
            }
            if delta != 0 {
                if rest.abs() >= short.abs() && faces != Some(-(rest as i8)) {
                    continue;
                }
                let Some(variant) = flow.variants.cheapest(rows.clone(), delta) else {
                    continue;
                };
                next.demerits += flow.variants.get(variant).cost + self.touched(&next);
                next.variant = Some(variant);
            }
            let deviation = if rest.abs() > 1 { 0 } else { -(rest as i8) };
            next.demerits += if rest.abs() > 1 {
                costs::SHORT * rest * rest
            } else {
                costs::DEVIATION * rest.abs()
            };
            next.demerits += costs::unequal(faces, deviation);
            next.deviation = if is_recto { 0 } else { deviation };
            let short = rest.clamp(-100, 100) as i8;
            next.flaws = Flaws {
                short,
                is_unequal: costs::unequal(faces, deviation) > 0,
                is_overfull: false,
            };
            self.add(next);
        }
    }

    /// Adds a page with notes, `slack` above them, as it is or, where that is
    /// too little, with paragraphs set shorter.
    fn above_notes(&mut self, next: State, rows: Range<usize>, slack: i64, faces: Option<i8>) {
        let flow = self.flow;
        let grid = flow.grid.wide();
        for delta in self.deltas() {
            let slack = slack - i64::from(*delta) * grid;
            let mut next = next;
            if slack < 0 || *delta > 0 || (*delta < 0 && slack >= grid) {
                continue;
            }
            if *delta < 0 {
                let Some(variant) = flow.variants.cheapest(rows.clone(), *delta) else { continue };
                next.demerits += flow.variants.get(variant).cost + self.touched(&next);
                next.variant = Some(variant);
            }
            next.demerits += costs::hole(slack, grid) + costs::unequal(faces, 0);
            next.flaws.is_unequal = costs::unequal(faces, 0) > 0;
            if slack > grid * costs::GAPING {
                next.flaws.short = (slack / grid).min(100) as i8;
            }
            self.add(next);
        }
    }

    /// A page that holds one row, or whose notes do not fit: nothing better
    /// could be done.
    fn overfull(&mut self, id: usize, at: usize, figures: usize, top: usize) {
        let state = self.states[id];
        let due = self.flow.due[at];
        self.add(State {
            row: at + 1,
            placed: due,
            figures,
            top,
            page_count: state.page_count + 1,
            demerits: state.demerits + costs::OVERFULL,
            previous: id,
            deviation: 0,
            variant: None,
            flaws: Flaws { is_overfull: true, ..Flaws::default() },
        });
    }

    /// A page for figures that are left over when all is set.
    fn last_figures(&mut self, id: usize, full: i64) {
        let state = self.states[id];
        let end = self.flow.rows.len();
        let tops = self.flow.floats.tops(state.figures, end, full);
        let count = tops.last().map_or(1, |top| top.count.max(1));
        self.states.push(State {
            figures: state.figures + count,
            top: count,
            page_count: state.page_count + 1,
            demerits: state.demerits + costs::PAGE + costs::FIGURES_ALONE,
            previous: id,
            variant: None,
            flaws: Flaws::default(),
            ..state
        });
        self.at[end].push(self.states.len() - 1);
    }

    /// Pages for notes and figures that are left over, then the way back.
    fn finish(mut self) -> Option<Vec<Plan>> {
        let end = self.flow.rows.len();
        let full = self.flow.grid.wide() * i64::from(self.flow.line_count);
        let mut done: Option<usize> = None;
        let mut position = 0;
        while position < self.at[end].len() {
            let id = self.at[end][position];
            position += 1;
            let state = self.states[id];
            let figure_count = self.flow.floats.figures.len();
            if state.placed == self.flow.notes.len() && state.figures < figure_count {
                self.last_figures(id, full);
                continue;
            }
            if state.placed == self.flow.notes.len() {
                if done.is_none_or(|known| state.demerits < self.states[known].demerits) {
                    done = Some(id);
                }
                continue;
            }
            let height = |upto: usize| self.heights.of(state.placed, upto);
            let fitting = (state.placed + 1..=self.flow.notes.len())
                .rev()
                .find(|upto| height(*upto) <= full)
                .unwrap_or(state.placed + 1);
            self.states.push(State {
                placed: fitting,
                top: 0,
                page_count: state.page_count + 1,
                demerits: state.demerits + costs::SPLIT,
                previous: id,
                variant: None,
                flaws: Flaws::default(),
                ..state
            });
            self.at[end].push(self.states.len() - 1);
        }
        done.map(|id| plan::traced(&self.states, id, self.flow.bounds))
    }
}

/// How far down the page a row ends that begins below `y`.
pub(crate) fn depth(y: i64, row: &Row, is_first: bool, grid: Length) -> i64 {
    top(y, row, is_first, grid) + row.height.wide()
}

/// Where a row begins that follows `y`.
pub(crate) fn top(y: i64, row: &Row, is_first: bool, grid: Length) -> i64 {
    let space = if is_first && !row.stays { 0 } else { row.before.wide() };
    let y = y + space;
    if row.snaps {
        // A hair of rounding must not cost a line.
        (y + grid.wide() - 1 - grid.wide() / 50).div_euclid(grid.wide()) * grid.wide()
    } else {
        y
    }
}
