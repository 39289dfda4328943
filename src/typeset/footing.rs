//! Which rows of the notes stand on a page: what is due, or a part of it that
//! runs on.

use crate::typeset::costs;
use crate::typeset::plan::{Flow, State};

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
    heights: &[i64],
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
    let height = |upto: usize| heights[upto] - heights[state.placed];
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
