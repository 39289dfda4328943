//! Pages that keep those of an older printing, as the search for the best
//! pages sees them.

use crate::typeset::filling::Page;
use crate::typeset::floating::{self, Top};
use crate::typeset::footing::{self, Notes};
use crate::typeset::held_pages::{MOST_LINES, TOUCHED};
use crate::typeset::paginate::Search;
use crate::typeset::plan::State;

/// Lines that paragraphs of a page may have more or less: by themselves, and
/// where a printing is kept.
const DELTAS: [i8; 3] = [0, 1, -1];
const HELD_DELTAS: [i8; 7] = [0, 1, -1, 2, -2, 3, -3];

/// States among which a better one is looked for: the last of them are those
/// of the pages at hand.
const RECENT: usize = 64;

impl Search<'_> {
    /// Makes the page that begins in a state what it was, if nothing on it has
    /// changed; says whether that was so.
    pub(crate) fn keep(&mut self, id: usize, full: i64) -> bool {
        let flow = self.flow;
        let state = self.states[id];
        let Some(held) = flow.held else { return false };
        let Some(kept) = held.kept(state.page_count, state.row) else { return false };
        let before = state.page_count.checked_sub(1).map_or(Some(0), |page| held.placed(page));
        let end = state.figures + kept.tops;
        let figures = if flow.floats.figures.is_empty() { 0 } else { kept.figures };
        if before != Some(state.placed) || figures < end || figures > flow.floats.figures.len() {
            return false;
        }
        let depth = floating::depth(flow.floats.tops_of(state.figures..end), flow.grid);
        let mut page = Page::new(end, Top { count: kept.tops, depth });
        let height = self.heights.of(state.placed, kept.placed);
        let notes = Notes { placed: kept.placed, height, demerits: 0 };
        let room = full + flow.grid.wide() - if height > 0 { height + flow.gap.wide() } else { 0 };
        let count = self.added;
        for at in kept.rows.clone() {
            let row = &flow.rows[at];
            let stands = row.figure.is_none_or(|figure| (end..figures).contains(&figure));
            if stands {
                page.figures += usize::from(row.figure.is_some());
                page.set(row, at, flow.grid);
            }
            let is_end = at + 1 == flow.rows.len();
            if page.last.is_none() || !held.is_held(state.page_count + 1, at + 1) {
                continue;
            }
            let below =
                if is_end { 0 } else { row.below.as_ref().map_or(0, |row| row.height.wide()) };
            let y = page.depth(flow) + below;
            if y <= room && page.figures == figures {
                self.candidate(id, (at, &page), y, &notes, full);
            }
        }
        self.added > count
    }

    /// Notes a state in which a page begins where it did.
    pub(crate) fn note_held(&mut self, state: &State) {
        if self.flow.held.is_some_and(|held| held.is_held(state.page_count, state.row)) {
            self.held.push((state.row, state.demerits));
        }
    }

    /// Whether a page begins where none did while a later one can be where it
    /// was at less cost: nothing that follows can make up for it.
    pub(crate) fn is_outdone(&self, id: usize) -> bool {
        let state = self.states[id];
        let Some(held) = self.flow.held else { return false };
        if held.is_held(state.page_count, state.row) {
            return false;
        }
        let is_better = |it: &&(usize, i64)| it.0 >= state.row && it.1 <= state.demerits;
        self.held.iter().rev().take(RECENT).any(|it| is_better(&it))
    }

    /// Whether a page that begins where it did ends there, too, if it ends
    /// after a row.
    pub(crate) fn ends_held(&self, state: &State, at: usize) -> bool {
        self.flow.held.is_some_and(|held| {
            held.is_held(state.page_count, state.row) && held.is_held(state.page_count + 1, at + 1)
        })
    }

    /// The notes of a page that ends after a row and leaves so much room: those
    /// that it had, if it ends where it did.
    pub(crate) fn notes(&self, state: &State, at: usize, room: i64) -> Option<Notes> {
        let (flow, heights) = (self.flow, &self.heights);
        // Paragraphs that are set shorter may make more room.
        let over = match flow.held {
            Some(_) if !flow.variants.is_empty() => flow.grid.wide() * i64::from(MOST_LINES),
            _ => 0,
        };
        let notes = self.held_notes(state, at, room + over);
        let notes = notes.or_else(|| footing::notes(flow, heights, state, at, room));
        notes.or_else(|| footing::notes(flow, heights, state, at, room + over))
    }

    /// The notes that stood on a page which ends where it did, if they fit.
    fn held_notes(&self, state: &State, at: usize, room: i64) -> Option<Notes> {
        let held = self.flow.held.filter(|_| self.ends_held(state, at))?;
        let placed = held.placed(state.page_count)?;
        let due = self.flow.due[at];
        if placed <= state.placed || placed > due {
            return None;
        }
        let height = self.heights.of(state.placed, placed);
        let fits = height <= room - self.flow.gap.wide() - self.flow.grid.wide();
        fits.then_some(Notes { placed, height, demerits: 0 })
    }

    /// Demerits of a page by what the printing had in its place.
    pub(crate) fn charge(&self, next: &State) -> i64 {
        let Some(held) = self.flow.held else { return 0 };
        let charge = held.charge(next.page_count, next.row);
        if charge > 0 {
            return charge;
        }
        held.otherwise(next.page_count - 1, next.placed, (next.figures, next.top))
    }

    /// Demerits of a page that is set otherwise than it was.
    pub(crate) fn touched(&self, next: &State) -> i64 {
        let is_same = self.flow.held.is_some_and(|held| held.is_same(next.page_count - 1));
        if is_same { TOUCHED } else { 0 }
    }

    /// Lines more or less that are tried.
    pub(crate) fn deltas(&self) -> &'static [i8] {
        if self.flow.held.is_some() { &HELD_DELTAS } else { &DELTAS }
    }
}
