//! Tables: rows of cells between rules. A page that begins within a table
//! begins with its head again, and one that ends within it closes with a rule.

use std::sync::Arc;

use thin_vec::ThinVec;

use crate::model::length::Length;
use crate::model::pages::{Line, Rule};
use crate::model::style::{Align, TableStyle};
use crate::typeset::galley::Table;
use crate::typeset::items::Shape;
use crate::typeset::lines::SetLine;
use crate::typeset::rows::{KEEP, Maker, Row, above, raised, row, shifted};
use crate::typeset::widths::{self, HANGING};

/// A page that ends below the first row of a table or above its last one.
const STRANDED: i64 = 2_000_000;

/// Where a table stands in its measure.
struct Frame<'a> {
    style: &'a TableStyle,
    widths: Vec<Length>,
    left: Length,
    whole: Length,
}

impl Frame<'_> {
    /// Space between a rule and the rows.
    fn padding(&self) -> Length {
        self.style.leading / 4
    }

    fn rule(&self, y: Length) -> Rule {
        Rule { x: self.left, y, width: self.whole, height: self.style.rule }
    }

    /// Puts a rule above a row that is still empty.
    fn open(&self, row: &mut Row) {
        row.rules.push(self.rule(Length::ZERO));
        row.height = self.padding() + self.style.rule;
    }

    /// Puts a rule below a row.
    fn close(&self, row: &mut Row) {
        row.height += self.padding();
        row.rules.push(self.rule(row.height));
        row.height += self.style.rule;
    }
}

/// The rows of a table, centred within its measure.
pub(crate) fn rows(maker: &Maker<'_>, table: &Table) -> Vec<Row> {
    let style = &maker.style.table;
    let widths = widths::of(maker, table);
    let gaps = style.column_gap * (widths.len().saturating_sub(1) as i32);
    let whole = widths.iter().copied().sum::<Length>() + gaps;
    let left = (table.measure - whole).max(Length::ZERO) / 2;
    let frame = Frame { style, widths, left, whole };
    let full = maker.style.text.leading * maker.style.page.lines;
    let mut rows = Vec::with_capacity(table.rows.len());
    let mut again: Option<Arc<Row>> = None;
    let mut below = row(Length::ZERO);
    frame.close(&mut below);
    below.is_furniture = true;
    let below = Arc::new(below);
    let head_count = usize::from(table.has_head);
    for position in 0..table.rows.len() {
        let is_last = position + 1 == table.rows.len();
        let is_head = position < head_count;
        let mut first = row(Length::ZERO);
        let anchor = position.checked_sub(head_count).and_then(|at| table.anchors.get(at));
        first.anchors.extend(anchor.copied());
        if position <= head_count {
            frame.open(&mut first);
        }
        let lines = lines(maker, table, &frame, position);
        let head_height = again.as_ref().map_or(Length::ZERO, |row| row.height);
        let line_count = lines.iter().map(|(count, _)| count + 1).max().unwrap_or(1);
        let height = first.height + style.leading * line_count as i32;
        let is_whole = head_height + height + below.height <= full;
        let mut parts = fill(maker, lines, style.leading, first, is_whole);
        if let Some(last) = parts.last_mut() {
            if is_head {
                last.height += frame.padding() / 2;
                last.penalty = KEEP;
                again = Some(Arc::new(repeated(last, &frame)));
            } else if position == head_count || position + 2 == table.rows.len() {
                last.penalty = STRANDED;
            }
            if is_last {
                frame.close(last);
            }
        }
        if !is_head && again.is_none() {
            let mut rule = Row { is_furniture: true, ..row(Length::ZERO) };
            frame.open(&mut rule);
            again = Some(Arc::new(rule));
        }
        let part_count = parts.len();
        for (at, mut part) in parts.into_iter().enumerate() {
            if position > head_count || at > 0 {
                part.above.clone_from(&again);
            }
            let ends = is_last && at + 1 == part_count;
            if !is_head && !ends {
                part.below = Some(Arc::clone(&below));
            }
            rows.push(part);
        }
    }
    rows
}

/// The lines of the cells of the row at a position, cell by cell, each with its place in its cell.
fn lines(maker: &Maker<'_>, table: &Table, frame: &Frame<'_>, row: usize) -> Vec<(usize, SetLine)> {
    let mut lines = Vec::new();
    let mut x = frame.left;
    for (column, (cell, node)) in table.rows[row].iter().zip(&table.nodes[row]).enumerate() {
        let Some(width) = frame.widths.get(column) else { break };
        let align = table.aligns.get(column).copied().unwrap_or_default();
        let set = maker.paragraph(cell, &shape(*width, align));
        lines.extend(set.into_iter().enumerate().map(|(count, mut line)| {
            shifted(&mut line, x);
            line.line.node = *node;
            (count, line)
        }));
        x += *width + frame.style.column_gap;
    }
    lines
}

/// Puts lines below what the first row has: all into it, as no page divides
/// it, or each line of the cells into a row of its own.
fn fill(
    maker: &Maker<'_>,
    lines: Vec<(usize, SetLine)>,
    leading: Length,
    first: Row,
    is_whole: bool,
) -> Vec<Row> {
    let line_count = lines.iter().map(|(count, _)| count + 1).max().unwrap_or(1);
    let top = first.height;
    let mut rows = vec![first];
    if is_whole {
        rows[0].height += leading * line_count as i32;
    } else {
        rows[0].height += leading;
        rows.extend((1..line_count).map(|_| row(leading)));
    }
    for (count, mut line) in lines {
        let (at, down) = if is_whole { (0, count as i32) } else { (count, 0) };
        let top = if at == 0 { top } else { Length::ZERO };
        let baseline = top + leading * down + above(leading);
        line.line.baseline = baseline;
        rows[at].images.extend(maker.pictures(&line, baseline));
        rows[at].rules.extend(raised(&line.rules, baseline));
        rows[at].lines.push(line);
    }
    rows
}

/// The head of a table as it stands on the pages after the first: with
/// nothing that points, is pointed at or is counted.
fn repeated(head: &Row, frame: &Frame<'_>) -> Row {
    let mut again = row(head.height);
    again.is_furniture = true;
    again.rules.clone_from(&head.rules);
    again.lines = head
        .lines
        .iter()
        .map(|line| SetLine {
            notes: ThinVec::new(),
            anchors: ThinVec::new(),
            links: ThinVec::new(),
            line: Line { begins: None, ..line.line.clone() },
            ..line.clone()
        })
        .collect();
    again.rules.push(frame.rule(again.height));
    again.height += frame.padding() + frame.style.rule;
    again
}

fn shape(measure: Length, align: Align) -> Shape {
    let hanging = if align == Align::Left { measure.min(HANGING) } else { Length::ZERO };
    Shape { left: hanging, first: -hanging, hyphenates: true, ..Shape::flush(measure, align) }
}
