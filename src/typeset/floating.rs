//! Figures that float: which of them may stand at the top of a page, and how
//! deep they are there.

use std::ops::Range;

use crate::model::length::Length;
use crate::model::style::FigurePlace;
use crate::typeset::rows::Row;

/// The figures of a flow that may float. They keep their order.
#[derive(Clone, Copy)]
pub(crate) struct Floats<'a> {
    pub(crate) rows: &'a [Row],
    /// Positions in `rows`, rising.
    pub(crate) figures: &'a [usize],
    pub(crate) place: FigurePlace,
    pub(crate) grid: Length,
}

/// Figures at the top of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Top {
    pub(crate) count: usize,
    /// Where the text may begin below them.
    pub(crate) depth: i64,
}

/// Figures whose place is not yet reached and that are tried at the top of a
/// page together, where the style wants them there.
const AHEAD: usize = 2;

impl Floats<'_> {
    /// How many figures are written before a row.
    pub(crate) fn before(&self, row: usize) -> usize {
        self.figures.partition_point(|figure| *figure < row)
    }

    /// What may stand at the top of a page that begins with a row, `placed`
    /// figures being on pages before it. A figure that waits comes first.
    pub(crate) fn tops(&self, placed: usize, row: usize, full: i64) -> Vec<Top> {
        if self.figures.is_empty() {
            return vec![Top { count: 0, depth: 0 }];
        }
        let waiting = self.before(row).saturating_sub(placed);
        let ahead = if self.place == FigurePlace::Top { AHEAD } else { 0 };
        let most = (waiting + ahead).min(self.figures.len().saturating_sub(placed));
        let least = waiting.min(1);
        let tops = (least..=most).map(|count| {
            let depth = depth(self.tops_of(placed..placed + count), self.grid);
            Top { count, depth }
        });
        // One always fits: its image was made to.
        tops.enumerate()
            .take_while(|(at, top)| *at == 0 || top.depth <= full)
            .map(|(_, top)| top)
            .collect()
    }

    /// The rows of figures.
    pub(crate) fn tops_of(&self, figures: Range<usize>) -> impl Iterator<Item = &Row> {
        self.figures[figures].iter().map(|figure| &self.rows[*figure])
    }
}

/// How much figures take from the top of a page.
pub(crate) fn depth<'r>(figures: impl Iterator<Item = &'r Row>, grid: Length) -> i64 {
    let depth: i64 = figures.map(|row| row.height.wide()).sum();
    let grid = grid.wide();
    // The text below begins on the grid.
    (depth + grid - 1).div_euclid(grid) * grid
}

/// The figures of a flow: numbers those that float, and gives their rows.
pub(crate) fn number(rows: &mut [Row]) -> Vec<usize> {
    let mut figures = Vec::new();
    for (at, row) in rows.iter_mut().enumerate() {
        // What opens a section stays where it is.
        if row.figure.is_some() && row.opens.is_none() {
            row.figure = Some(figures.len());
            figures.push(at);
        } else {
            row.figure = None;
        }
    }
    figures
}
