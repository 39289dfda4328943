//! A page that is being filled: how deep it is, and whether it may end.

use crate::model::length::Length;
use crate::typeset::floating::Top;
use crate::typeset::paginate;
use crate::typeset::plan::Flow;
use crate::typeset::rows::Row;

/// Which pages are tried.
#[derive(Clone, Copy)]
pub(crate) struct Limits {
    /// How deep they are at the least.
    pub(crate) least: i64,
    /// Whether figures stay within their section.
    pub(crate) is_strict: bool,
}

/// A page that is being filled.
pub(crate) struct Page {
    pub(crate) y: i64,
    /// The last row that stands on it.
    pub(crate) last: Option<usize>,
    /// Figures that stand on it and before it.
    pub(crate) figures: usize,
    pub(crate) top: usize,
    /// Whether a figure was passed that is to stand on a later page.
    pub(crate) waits: bool,
    pub(crate) is_empty: bool,
}

impl Page {
    /// A page with figures at its top, `figures` standing on it and before it.
    pub(crate) fn new(figures: usize, top: Top) -> Page {
        Page { y: top.depth, last: None, figures, top: top.count, waits: false, is_empty: true }
    }

    /// Sets a row below what there is.
    pub(crate) fn set(&mut self, row: &Row, at: usize, grid: Length) {
        let is_first = self.last.is_none();
        if is_first {
            self.y += row.above.as_ref().map_or(0, |row| row.height.wide());
        }
        self.y = paginate::depth(self.y, row, is_first, grid);
        self.last = Some(at);
    }

    /// How deep it is if it ends below its last row.
    pub(crate) fn depth(&self, flow: &Flow<'_>) -> i64 {
        self.y - self.last.map_or(0, |last| flow.rows[last].trail.wide())
    }

    /// The penalty of ending it below its last row.
    pub(crate) fn penalty(&self, flow: &Flow<'_>) -> i64 {
        self.last.map_or(0, |last| flow.rows[last].penalty)
    }

    /// Whether it may end after a row, by its figures: none at its top that is
    /// written on a later page, none that leaves its section.
    pub(crate) fn may_end(&self, flow: &Flow<'_>, at: usize, limits: Limits) -> bool {
        let passed = flow.floats.before(at + 1);
        let next = flow.rows.get(at + 1);
        let leaves = self.waits
            && (flow.rows[at].is_forced || next.is_some_and(|next| next.opens.is_some()));
        self.last.is_some() && self.figures <= passed && !(limits.is_strict && leaves)
    }
}
