//! The widths of a table's columns: what their cells want, or a share of the
//! measure that makes the rows low.

use crate::model::length::Length;
use crate::typeset::galley::Table;
use crate::typeset::items::Item;
use crate::typeset::rows::Maker;

/// How far the turned lines of a cell hang in.
pub(crate) const HANGING: Length = Length(8 * Length::UNITS);
/// Parts in which a table hands out what its columns do not need.
const SHARES: i32 = 32;
/// A column that wants no more than this part of the measure gets it.
const NARROW: i32 = 6;

/// The widths of a table's columns.
///
/// Each column wants the width of its widest cell on one line. Where the
/// measure has less, each has the width of its widest word, and the rest goes
/// in shares to the columns that make the rows high.
pub(crate) fn of(maker: &Maker<'_>, table: &Table) -> Vec<Length> {
    let column_count = table.rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut wanted = vec![Length::ZERO; column_count];
    let mut least = vec![Length::ZERO; column_count];
    for row in &table.rows {
        for (column, cell) in row.iter().enumerate() {
            // A hair more, so that the line is not taken for too long.
            let hair = Length::from_points(0.5);
            let natural = maker.natural(cell) + hair;
            wanted[column] = wanted[column].max(natural);
            least[column] = least[column].max(maker.widest(cell) + HANGING);
        }
    }
    for (least, wanted) in least.iter_mut().zip(&wanted) {
        *least = (*least).min(*wanted);
    }
    let gaps = maker.style.table.column_gap * (column_count.saturating_sub(1) as i32);
    let room = (table.measure - gaps).max(Length::ZERO);
    // Dates and figures stay on one line.
    for (least, wanted) in least.iter_mut().zip(&wanted) {
        if *wanted <= room / NARROW {
            *least = *wanted;
        }
    }
    let total: Length = wanted.iter().copied().sum();
    if total <= room {
        return wanted;
    }
    let floor: Length = least.iter().copied().sum();
    if floor >= room {
        let share = |width: &Length| room.scaled(width.wide(), floor.wide().max(1));
        return least.iter().map(share).collect();
    }
    balanced(&cells(maker, table), &wanted, least, room - floor)
}

/// A cell's words: their widths, and that of a space.
struct Cell {
    words: Vec<Length>,
    space: Length,
}

/// The cells of a table, by row.
fn cells(maker: &Maker<'_>, table: &Table) -> Vec<Vec<Cell>> {
    let space = maker.style.table.size / 4;
    let ends = |item: &Item| {
        matches!(item, Item::Space { breaks: true, .. } | Item::Break { .. } | Item::Line)
    };
    let words = |items: &Vec<Item>| items.split(ends).map(|word| maker.natural(word)).collect();
    let cell = |items: &Vec<Item>| Cell { words: words(items), space };
    table.rows.iter().map(|row| row.iter().map(cell).collect()).collect()
}

impl Cell {
    /// How many lines it has, its turned lines hanging.
    fn line_count(&self, width: Length) -> i64 {
        let mut count = 1;
        let mut left = width;
        for word in &self.words {
            if *word > left && left < width {
                count += 1;
                left = width - HANGING;
            }
            left -= *word + self.space;
        }
        count
    }
}

/// Hands out `spare` to the columns, each time to the one that makes the rows
/// lowest for what it takes; what helps no row goes to all that want more.
fn balanced(
    cells: &[Vec<Cell>],
    wanted: &[Length],
    mut widths: Vec<Length>,
    mut spare: Length,
) -> Vec<Length> {
    let share = (spare / SHARES).max(Length(1));
    let count = |cell: &Cell, width: &Length| cell.line_count(*width);
    let counts = |row: &Vec<Cell>, widths: &[Length]| -> Vec<i64> {
        row.iter().zip(widths).map(|(cell, width)| count(cell, width)).collect()
    };
    let mut known: Vec<Vec<i64>> = cells.iter().map(|row| counts(row, &widths)).collect();
    while spare >= share {
        let mut best: Option<(i64, usize, Length)> = None;
        for column in 0..widths.len() {
            let short = (wanted[column] - widths[column]).min(spare);
            for shares in [1, 2, 4, 8, 16] {
                let more = (share * shares).min(short);
                if more <= Length::ZERO {
                    break;
                }
                let saved = saved(cells, &known, column, widths[column] + more);
                let rate = saved * i64::from(Length::UNITS) * 100 / more.wide();
                if rate > 0 && best.is_none_or(|(known, ..)| rate > known) {
                    best = Some((rate, column, more));
                }
            }
        }
        let Some((_, column, more)) = best else { break };
        widths[column] += more;
        spare -= more;
        for (row, known) in cells.iter().zip(&mut known) {
            if let (Some(cell), Some(known)) = (row.get(column), known.get_mut(column)) {
                *known = cell.line_count(widths[column]);
            }
        }
    }
    let short = |column: usize| (wanted[column] - widths[column]).wide();
    let total = (0..widths.len()).map(short).sum::<i64>().max(1);
    let share = |column: usize| widths[column] + spare.scaled(short(column), total);
    (0..widths.len()).map(share).collect()
}

/// What the rows of a table lose when a column is so wide: a line counts
/// much, and a line of a cell that is not the highest of its row a little.
fn saved(cells: &[Vec<Cell>], known: &[Vec<i64>], column: usize, width: Length) -> i64 {
    let lost = cells.iter().zip(known).map(|(row, known)| {
        let (Some(cell), Some(now)) = (row.get(column), known.get(column)) else { return 0 };
        let others = known.iter().enumerate().filter(|(other, _)| *other != column);
        let others = others.map(|(_, count)| *count).max().unwrap_or(1);
        let then = cell.line_count(width);
        8 * ((*now).max(others) - then.max(others)) + (now - then)
    });
    lost.sum()
}
