//! Which rows of the notes stand on a page: what is due, or a part of it that
//! runs on.

use crate::model::length::Length;
use crate::typeset::costs;
use crate::typeset::plan::{Flow, State};
use crate::typeset::rows::Row;

/// How high rows of notes are together. Those of one series stand together on
/// a page, and there is space between two series.
pub(crate) struct Heights {
    /// Of the rows up to each, summed.
    sums: Vec<i64>,
    /// By series: how many of the rows up to each are its.
    counts: Vec<Vec<u32>>,
    between: i64,
}

impl Heights {
    /// Of rows, each with its series.
    pub(crate) fn new(rows: &[Row], series: &[usize], between: Length) -> Heights {
        let mut sums = vec![0];
        sums.extend(rows.iter().scan(0_i64, |sum, row| {
            *sum += row.before.wide() + row.height.wide();
            Some(*sum)
        }));
        let kinds = series.iter().max().map_or(0, |last| last + 1);
        let mut counts = Vec::new();
        // With a single series there is nothing to count.
        if series.iter().any(|of| *of != series[0]) {
            counts = vec![vec![0]; kinds];
            for of in series {
                for (kind, counts) in counts.iter_mut().enumerate() {
                    let before = counts.last().copied().unwrap_or(0);
                    counts.push(before + u32::from(kind == *of));
                }
            }
        }
        Heights { sums, counts, between: between.wide() }
    }

    /// Of the rows `from..to`.
    pub(crate) fn of(&self, from: usize, to: usize) -> i64 {
        let kinds = self.counts.iter().filter(|counts| counts[to] > counts[from]).count() as i64;
        self.sums[to] - self.sums[from] + self.between * (kinds - 1).max(0)
    }
}

/// The notes of a page, and what their placing costs.
pub(crate) struct Notes {
    pub(crate) placed: usize,
    pub(crate) height: i64,
    pub(crate) demerits: i64,
}

/// The notes of a page that ends after row `at`, if they fit into `room`:
/// one line more than a full page has, for a page without notes.
pub(crate) fn notes(
    flow: &Flow<'_>,
    heights: &Heights,
    state: &State,
    at: usize,
    room: i64,
) -> Option<Notes> {
    let due = flow.due[at];
    if room < 0 {
        return None;
    }
    if due == state.placed {
        return Some(Notes { placed: due, height: 0, demerits: 0 });
    }
    let room = room - flow.gap.wide();
    let height = |upto: usize| heights.of(state.placed, upto);
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
