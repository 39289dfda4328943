//! Rows to columns: each page of an index becomes one row of the book.

use crate::model::length::Length;
use crate::typeset::paginate;
use crate::typeset::rows::{Row, row, shifted};

/// The columns of a page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Columns {
    pub(crate) count: i32,
    /// Width of one column.
    pub(crate) width: Length,
    pub(crate) gap: Length,
    pub(crate) leading: Length,
}

/// Rows that a column may give up so as not to end badly.
const BACK: usize = 6;

impl Columns {
    /// Fills columns with rows, `first` high on the first page and `full` on
    /// all others; the columns of the last page are level.
    pub(crate) fn pages(&self, rows: &[Row], first: Length, full: Length) -> Vec<Row> {
        let mut pages = Vec::new();
        let mut from = 0;
        while from < rows.len() {
            let height = if pages.is_empty() { first } else { full };
            let ends = self.fill(rows, from, height);
            let is_last = ends.last() == Some(&rows.len());
            let ends = if is_last { self.level(rows, from, height) } else { ends };
            let to = ends.last().copied().unwrap_or(rows.len());
            pages.push(self.page(rows, from, &ends));
            from = to;
        }
        let count = pages.len();
        for page in pages.iter_mut().take(count.saturating_sub(1)) {
            page.is_forced = true;
        }
        pages
    }

    /// Where each column of a page ends.
    fn fill(&self, rows: &[Row], from: usize, height: Length) -> Vec<usize> {
        let mut ends = Vec::with_capacity(self.count as usize);
        let mut at = from;
        for _ in 0..self.count {
            at = end(rows, at, height);
            ends.push(at);
        }
        ends
    }

    /// The columns of the last page: as short as they can be.
    fn level(&self, rows: &[Row], from: usize, height: Length) -> Vec<usize> {
        let total: i64 = rows[from..].iter().map(|row| (row.before + row.height).wide()).sum();
        let mut least = Length::narrow(total / i64::from(self.count.max(1)));
        while least < height {
            let ends = self.fill(rows, from, least);
            if ends.last() == Some(&rows.len()) {
                return ends;
            }
            least += self.leading / 2;
        }
        self.fill(rows, from, height)
    }

    fn page(&self, rows: &[Row], from: usize, ends: &[usize]) -> Row {
        let mut page = row(Length::ZERO);
        let mut start = from;
        for (column, end) in ends.iter().enumerate() {
            let x = (self.width + self.gap) * column as i32;
            let mut y = 0;
            for (at, source) in rows.iter().enumerate().take(*end).skip(start) {
                let is_first = at == start;
                let top = Length::narrow(paginate::top(y, source, is_first, self.leading));
                y = top.wide() + source.height.wide();
                place(source, x, top, &mut page);
            }
            page.height = page.height.max(Length::narrow(y));
            start = *end;
        }
        // The first entry that begins here is where the page begins.
        let anchors = rows[from..start].iter().flat_map(|row| &row.lines);
        page.anchors = anchors.filter_map(|line| line.anchors.first().copied()).take(1).collect();
        page
    }
}

/// Copies a row to its place in a page.
fn place(source: &Row, x: Length, top: Length, page: &mut Row) {
    for (count, line) in source.lines.iter().enumerate() {
        let mut line = line.clone();
        shifted(&mut line, x);
        line.line.baseline += top;
        if count == 0 {
            line.anchors.splice(0..0, source.anchors.iter().copied());
        }
        page.lines.push(line);
    }
    for rule in &source.rules {
        page.rules.push(crate::model::pages::Rule { x: rule.x + x, y: rule.y + top, ..*rule });
    }
    for image in &source.images {
        let mut image = image.clone();
        image.x += x;
        image.y += top;
        page.images.push(image);
    }
}

/// The row after the last one of a column that begins with `from`.
fn end(rows: &[Row], from: usize, height: Length) -> usize {
    let mut y = 0;
    let mut to = from;
    for (at, row) in rows.iter().enumerate().skip(from) {
        let space = if at == from { 0 } else { row.before.wide() };
        y += space + row.height.wide();
        if y > height.wide() && at > from {
            break;
        }
        to = at + 1;
    }
    if to == rows.len() {
        return to;
    }
    // The best place to end among the last few.
    let least = (from + 1).max(to.saturating_sub(BACK));
    (least..=to).rev().min_by_key(|end| rows[end - 1].penalty).unwrap_or(to)
}
