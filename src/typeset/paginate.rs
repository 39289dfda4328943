//! Rows to pages: the breaks with least total demerits over a whole flow, the
//! notes placed with their citations. After Plass, “Optimal Pagination
//! Techniques for Automatic Typesetting Systems”, 1981.

use std::ops::Range;

use crate::model::length::Length;
use crate::typeset::costs;
use crate::typeset::rows::Row;
use crate::typeset::variants::Variants;

/// The rows and notes of one page: positions in the flow's lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Plan {
    pub(crate) rows: Range<usize>,
    pub(crate) notes: Range<usize>,
    /// Whether the first note's row goes on from the page before.
    pub(crate) continues: bool,
    /// A paragraph that is set longer or shorter: a position in the flow's
    /// variants.
    pub(crate) variant: Option<usize>,
    /// What was wrong with the page, as no other was better.
    pub(crate) flaws: Flaws,
}

/// What may be wrong with a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Flaws {
    /// Lines it is short of a full page (negative: too long), where it has no
    /// notes and is not the last of its flow.
    pub(crate) short: i8,
    /// Whether its depth differs from that of the page it faces.
    pub(crate) is_unequal: bool,
    pub(crate) is_overfull: bool,
}

/// What is to be paginated.
pub(crate) struct Flow<'a> {
    pub(crate) rows: &'a [Row],
    /// Rows of all notes, in the order of citation.
    pub(crate) notes: &'a [Row],
    /// By row: how many of the notes' rows are due by its end.
    pub(crate) due: &'a [usize],
    /// By row of the notes: where its note begins and ends.
    pub(crate) bounds: &'a [(usize, usize)],
    pub(crate) grid: Length,
    pub(crate) line_count: i32,
    /// Least space between text and notes.
    pub(crate) gap: Length,
    pub(crate) starts_recto: bool,
    /// Paragraphs that may be set longer or shorter.
    pub(crate) variants: &'a Variants,
}

#[derive(Clone, Copy, Debug)]
struct State {
    row: usize,
    placed: usize,
    page_count: usize,
    demerits: i64,
    previous: usize,
    /// Lines by which the verso before is short or long.
    deviation: i8,
    variant: Option<usize>,
    flaws: Flaws,
}

const NONE: usize = usize::MAX;

/// The best pages for a flow; none for a flow without rows.
pub(crate) fn pages(flow: &Flow<'_>) -> Vec<Plan> {
    if flow.rows.is_empty() {
        return Vec::new();
    }
    let heights: Vec<i64> = std::iter::once(0)
        .chain(flow.notes.iter().scan(0_i64, |sum, row| {
            *sum += row.before.wide() + row.height.wide();
            Some(*sum)
        }))
        .collect();
    let mut search = Search {
        flow,
        heights,
        states: Vec::new(),
        at: vec![Vec::new(); flow.rows.len() + 1],
        added: 0,
    };
    search.add(State {
        row: 0,
        placed: 0,
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

struct Search<'a> {
    flow: &'a Flow<'a>,
    /// Heights of the notes' rows, summed.
    heights: Vec<i64>,
    states: Vec<State>,
    /// By row: the states in which a page begins with it.
    at: Vec<Vec<usize>>,
    /// States found so far, the bettered ones among them.
    added: usize,
}

/// The notes of a page, and what their placing costs.
struct Notes {
    placed: usize,
    height: i64,
    demerits: i64,
}

impl Search<'_> {
    /// Adds a state, or betters the one that is like it.
    fn add(&mut self, state: State) {
        self.added += 1;
        for id in &self.at[state.row] {
            let known = &mut self.states[*id];
            let is_same = known.placed == state.placed
                && known.page_count % 2 == state.page_count % 2
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
        self.notes_alone(id, full);
        let count = self.added;
        self.try_pages(id, full, full * costs::NEARLY_FULL / 100);
        if self.added == count {
            self.try_pages(id, full, 0);
        }
    }

    /// Tries the pages that begin in a state and are at least so deep.
    fn try_pages(&mut self, id: usize, full: i64, least: i64) {
        let flow = self.flow;
        let state = self.states[id];
        let mut y = 0;
        let mut is_empty = true;
        for (at, row) in flow.rows.iter().enumerate().skip(state.row) {
            y = depth(y, row, at == state.row, flow.grid);
            let is_end = at + 1 == flow.rows.len();
            let notes = self.notes(&state, at, full + flow.grid.wide() - y);
            let Some(notes) = notes else {
                if is_empty {
                    self.overfull(id, at);
                }
                return;
            };
            is_empty = false;
            let is_free = is_end || row.is_forced;
            if is_free
                || (y + notes.height >= least && (least == 0 || row.penalty < costs::FORBIDDEN))
            {
                self.candidate(id, at, y, &notes, full);
            }
            if row.is_forced && !is_end {
                return;
            }
        }
    }

    /// A page of nothing but a note that began before, where more of it is
    /// left than half a page.
    fn notes_alone(&mut self, id: usize, full: i64) {
        let state = self.states[id];
        let before = if state.row == 0 { 0 } else { self.flow.due[state.row - 1] };
        let height = |upto: usize| self.heights[upto] - self.heights[state.placed];
        if state.placed >= before || height(before) < full / 2 {
            return;
        }
        let placed = (state.placed + 1..=before)
            .rev()
            .find(|upto| height(*upto) <= full)
            .unwrap_or(state.placed + 1);
        self.add(State {
            placed,
            page_count: state.page_count + 1,
            demerits: state.demerits + costs::SPLIT + costs::UNEQUAL,
            previous: id,
            deviation: 0,
            variant: None,
            flaws: Flaws::default(),
            ..state
        });
    }

    /// The notes of a page that ends after row `at`, if they fit into `room`:
    /// one line more than a full page has, for a page without notes.
    fn notes(&self, state: &State, at: usize, room: i64) -> Option<Notes> {
        let flow = self.flow;
        let due = flow.due[at];
        if room < 0 {
            return None;
        }
        if due == state.placed {
            return Some(Notes { placed: due, height: 0, demerits: 0 });
        }
        let room = room - flow.gap.wide();
        let height = |upto: usize| self.heights[upto] - self.heights[state.placed];
        if height(due) <= room - flow.grid.wide() {
            return Some(Notes { placed: due, height: height(due), demerits: 0 });
        }
        // The last note may run on, if it begins here or came from before.
        let (start, end) = flow.bounds[due - 1];
        let before = if state.row == 0 { 0 } else { flow.due[state.row - 1] };
        let is_called_here = start >= before;
        let least =
            if is_called_here { (start + costs::NOTE_START).min(end) } else { state.placed + 1 };
        let room = room - flow.grid.wide();
        let fitting = (state.placed..=due).rev().find(|upto| height(*upto) <= room)?;
        // Not a single row is left over, if it can be helped.
        let fitting = if due - fitting == 1 && fitting > least { fitting - 1 } else { fitting };
        let rest = (due - fitting) as i64;
        (fitting >= least).then(|| Notes {
            placed: fitting,
            height: height(fitting),
            demerits: costs::SPLIT + costs::SPLIT_ROW * rest,
        })
    }

    fn candidate(&mut self, id: usize, at: usize, y: i64, notes: &Notes, full: i64) {
        let flow = self.flow;
        let state = self.states[id];
        let row = &flow.rows[at];
        let is_end = at + 1 == flow.rows.len();
        let is_recto = self.is_recto(state.page_count);
        let grid = flow.grid.wide();
        let gap = if notes.height > 0 { flow.gap.wide() } else { 0 };
        let slack = full - y - notes.height - gap;
        let mut next = State {
            row: at + 1,
            placed: notes.placed,
            page_count: state.page_count + 1,
            demerits: state.demerits + costs::PAGE + notes.demerits,
            previous: id,
            deviation: 0,
            variant: None,
            flaws: Flaws::default(),
        };
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
            if slack >= 0 {
                next.demerits += costs::hole(slack, grid) + costs::unequal(faces, 0);
                next.flaws.is_unequal = costs::unequal(faces, 0) > 0;
                self.add(next);
            }
            return;
        }
        let short = (slack + grid / 2).div_euclid(grid);
        for delta in [0_i8, 1, -1] {
            let rest = short - i64::from(delta);
            let mut next = next;
            if delta != 0 {
                if rest.abs() >= short.abs() && faces != Some(-(rest as i8)) {
                    continue;
                }
                let Some(variant) = flow.variants.cheapest(state.row..at + 1, delta) else {
                    continue;
                };
                next.demerits += flow.variants.get(variant).cost;
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

    /// A page that holds one row, or whose notes do not fit: nothing better
    /// could be done.
    fn overfull(&mut self, id: usize, at: usize) {
        let state = self.states[id];
        let due = self.flow.due[at];
        self.add(State {
            row: at + 1,
            placed: due,
            page_count: state.page_count + 1,
            demerits: state.demerits + costs::OVERFULL,
            previous: id,
            deviation: 0,
            variant: None,
            flaws: Flaws { is_overfull: true, ..Flaws::default() },
        });
    }

    /// Pages for notes that are left over, then the way back.
    fn finish(mut self) -> Vec<Plan> {
        let end = self.flow.rows.len();
        let full = self.flow.grid.wide() * i64::from(self.flow.line_count);
        let mut done: Option<usize> = None;
        let mut position = 0;
        while position < self.at[end].len() {
            let id = self.at[end][position];
            position += 1;
            let state = self.states[id];
            if state.placed == self.flow.notes.len() {
                if done.is_none_or(|known| state.demerits < self.states[known].demerits) {
                    done = Some(id);
                }
                continue;
            }
            let height = |upto: usize| self.heights[upto] - self.heights[state.placed];
            let fitting = (state.placed + 1..=self.flow.notes.len())
                .rev()
                .find(|upto| height(*upto) <= full)
                .unwrap_or(state.placed + 1);
            self.states.push(State {
                placed: fitting,
                page_count: state.page_count + 1,
                demerits: state.demerits + costs::SPLIT,
                previous: id,
                variant: None,
                flaws: Flaws::default(),
                ..state
            });
            self.at[end].push(self.states.len() - 1);
        }
        let mut plans = Vec::new();
        let mut id = done.unwrap_or(NONE);
        while id != NONE {
            let state = self.states[id];
            let Some(before) = self.states.get(state.previous) else { break };
            let continues = self
                .flow
                .bounds
                .get(before.placed)
                .is_some_and(|(start, _)| *start != before.placed)
                && before.placed < state.placed;
            plans.push(Plan {
                rows: before.row..state.row,
                notes: before.placed..state.placed,
                continues,
                variant: state.variant,
                flaws: state.flaws,
            });
            id = state.previous;
        }
        plans.reverse();
        plans
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

#[cfg(test)]
mod tests {
    use super::{Flow, Plan, pages};
    use crate::model::length::Length;
    use crate::typeset::rows::{Row, row};
    use crate::typeset::variants::Variants;

    const GRID: Length = Length(12 * Length::UNITS);

    /// `text` has a letter for each row: `a` an ordinary one, `h` a heading that keeps, and a
    /// digit for a row that calls a note of so many rows.
    fn plan(text: &str, line_count: i32) -> Vec<Plan> {
        let mut rows: Vec<Row> = Vec::new();
        let (mut due, mut bounds) = (Vec::new(), Vec::new());
        for letter in text.chars() {
            let penalty = if letter == 'h' { 5_000_000 } else { 0 };
            rows.push(Row { penalty, snaps: true, ..row(GRID) });
            let start = bounds.len();
            let end = start + letter.to_digit(10).unwrap_or(0) as usize;
            bounds.extend((start..end).map(|_| (start, end)));
            due.push(end);
        }
        let notes: Vec<Row> = bounds.iter().map(|_| row(GRID)).collect();
        let (rows, notes) = (rows.as_slice(), notes.as_slice());
        let gap = Length::ZERO;
        let starts_recto = true;
        let (due, bounds) = (due.as_slice(), bounds.as_slice());
        let variants = &Variants::default();
        let grid = GRID;
        pages(&Flow { rows, notes, due, bounds, grid, line_count, gap, starts_recto, variants })
    }

    #[track_caller]
    fn check(text: &str, line_count: i32, expected: &[(usize, usize)]) {
        let counts: Vec<(usize, usize)> =
            plan(text, line_count).iter().map(|plan| (plan.rows.len(), plan.notes.len())).collect();
        assert_eq!(counts, expected);
    }

    #[test]
    fn full_pages_are_full() {
        check("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 10, &[(10, 0), (10, 0), (10, 0)]);
    }

    #[test]
    fn a_heading_goes_with_what_follows() {
        check("aaaaaaaaahaaaaaaaaaaaa", 10, &[(9, 0), (13 - 3, 0), (3, 0)]);
    }

    #[test]
    fn a_note_stands_on_the_page_of_its_mark() {
        check("aaaaaa3aaaaaaaaaaaaa", 10, &[(7, 3), (10, 0), (3, 0)]);
    }

    #[test]
    fn a_long_note_runs_on() {
        let plans = plan("aaa9aaaaaaaaaaaaaaaaaaaaaaaaaaaa", 10);
        assert_eq!(plans.iter().map(|plan| plan.notes.len()).sum::<usize>(), 9);
        let first = plans.iter().position(|plan| plan.rows.contains(&3)).expect("the mark's page");
        assert!(plans[first].notes.len() >= 2, "it starts on the page of its mark");
        assert!(plans[first + 1].continues, "and goes on");
    }

    #[test]
    fn every_row_and_note_is_placed_once() {
        let plans = plan("a2aa1aaahaa9aa3aaah9aaa9a9a9aaaaa1a1a1", 8);
        let (mut row, mut note) = (0, 0);
        for plan in &plans {
            assert_eq!((plan.rows.start, plan.notes.start), (row, note));
            (row, note) = (plan.rows.end, plan.notes.end);
            assert!(plan.rows.len() + plan.notes.len() <= 9, "{plan:?} is too full");
        }
        assert_eq!((row, note), (38, 2 + 1 + 9 + 3 + 9 + 9 + 9 + 9 + 3));
    }
}
