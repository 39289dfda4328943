//! Tables: columns as wide as their cells want, or as the measure allows.

use crate::model::length::Length;
use crate::model::pages::Rule;
use crate::model::style::Align;
use crate::typeset::galley::Table;
use crate::typeset::items::Shape;
use crate::typeset::rows::{Maker, Row, above, raised, row, shifted};

/// A page that ends below the head of a table or above its last row.
const STRANDED: i64 = 2_000_000;

/// The rows of a table, centred within its measure.
pub(crate) fn rows(maker: &Maker<'_>, table: &Table) -> Vec<Row> {
    let style = &maker.style.table;
    let widths = widths(maker, table);
    let gaps = style.column_gap * (widths.len().saturating_sub(1) as i32);
    let whole = widths.iter().copied().sum::<Length>() + gaps;
    let left = (table.measure - whole).max(Length::ZERO) / 2;
    let padding = style.leading / 4;
    let mut rows = Vec::with_capacity(table.rows.len());
    for (position, cells) in table.rows.iter().enumerate() {
        let is_last = position + 1 == table.rows.len();
        let is_head = position == 0 && table.has_head;
        let mut row = row(Length::ZERO);
        let top = if position == 0 || (position == 1 && table.has_head) {
            row.rules.push(Rule { x: left, y: Length::ZERO, width: whole, height: style.rule });
            padding + style.rule
        } else {
            Length::ZERO
        };
        let mut x = left;
        let mut line_count = 1;
        for (column, cell) in cells.iter().enumerate() {
            let Some(width) = widths.get(column) else { break };
            let align = table.aligns.get(column).copied().unwrap_or_default();
            let lines = maker.paragraph(cell, &shape(*width, align));
            let node = table.nodes[position][column];
            line_count = line_count.max(lines.len());
            for (count, mut line) in lines.into_iter().enumerate() {
                let baseline = top + style.leading * count as i32 + above(style.leading);
                shifted(&mut line, x);
                line.line.baseline = baseline;
                line.line.node = node;
                row.images.extend(maker.pictures(&line, baseline));
                row.rules.extend(raised(&line.rules, baseline));
                row.lines.push(line);
            }
            x += *width + style.column_gap;
        }
        row.height = top + style.leading * line_count as i32;
        if is_head {
            row.height += padding / 2;
        }
        if is_last {
            row.height += padding;
            let y = row.height;
            row.rules.push(Rule { x: left, y, width: whole, height: style.rule });
            row.height += style.rule;
        }
        if is_head || position + 2 == table.rows.len() {
            row.penalty = STRANDED;
        }
        rows.push(row);
    }
    rows
}

fn shape(measure: Length, align: Align) -> Shape {
    let hanging =
        if align == Align::Left { measure.min(Length::from_points(8.0)) } else { Length::ZERO };
    Shape { left: hanging, first: -hanging, hyphenates: true, ..Shape::flush(measure, align) }
}

/// The widths of the columns.
///
/// Each column wants the width of its widest cell on one line; where the
/// measure has less, columns give in proportion to what they have beyond their
/// widest word.
fn widths(maker: &Maker<'_>, table: &Table) -> Vec<Length> {
    let column_count = table.rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut wanted = vec![Length::ZERO; column_count];
    let mut least = vec![Length::ZERO; column_count];
    for cells in &table.rows {
        for (column, cell) in cells.iter().enumerate() {
            // A hair more, so that the line is not taken for too long.
            let hair = Length::from_points(0.5);
            wanted[column] = wanted[column].max(maker.natural(cell) + hair);
            let hanging = Length::from_points(8.0);
            least[column] = least[column].max(maker.widest(cell) + hanging);
        }
    }
    for (least, wanted) in least.iter_mut().zip(&wanted) {
        *least = (*least).min(*wanted);
    }
    let gaps = maker.style.table.column_gap * (column_count.saturating_sub(1) as i32);
    let room = (table.measure - gaps).max(Length::ZERO);
    let total: i64 = wanted.iter().map(|width| width.wide()).sum();
    if total <= room.wide() {
        return wanted;
    }
    let floor: i64 = least.iter().map(|width| width.wide()).sum();
    if floor >= room.wide() {
        let share = |width: &Length| Length::narrow(width.wide() * room.wide() / floor.max(1));
        return least.iter().map(share).collect();
    }
    let spare = room.wide() - floor;
    let excess = (total - floor).max(1);
    wanted
        .iter()
        .zip(&least)
        .map(|(wanted, least)| {
            let more = (wanted.wide() - least.wide()) * spare / excess;
            Length::narrow(least.wide() + more)
        })
        .collect()
}
