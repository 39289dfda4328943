//! The widths of a table's columns: what their cells want, or a share of the
//! measure that makes the rows low.

use crate::model::length::Length;
use crate::typeset::galley::Table;
use crate::typeset::rows::Maker;

/// How far the turned lines of a cell hang in.
pub(crate) const HANGING: Length = Length(8 * Length::UNITS);
/// Parts in which a table hands out what its columns do not need.
const SHARES: i32 = 32;
/// A column that wants no more than this part of the measure gets it.
const NARROW: i32 = 6;
/// A line of ragged text is filled by this part, in per cent.
const FILLED: i64 = 92;

/// The widths of a table's columns.
///
/// Each column wants the width of its widest cell on one line. Where the
/// measure has less, each has the width of its widest word, and the rest goes
/// in shares to the columns that make the rows high.
pub(crate) fn of(maker: &Maker<'_>, table: &Table) -> Vec<Length> {
    let column_count = table.rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut wanted = vec![Length::ZERO; column_count];
    let mut least = vec![Length::ZERO; column_count];
    let mut cells: Vec<Vec<Length>> = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        let mut naturals = Vec::with_capacity(row.len());
        for (column, cell) in row.iter().enumerate() {
            // A hair more, so that the line is not taken for too long.
            let hair = Length::from_points(0.5);
            let natural = maker.natural(cell) + hair;
            naturals.push(natural);
            wanted[column] = wanted[column].max(natural);
            least[column] = least[column].max(maker.widest(cell) + HANGING);
        }
        cells.push(naturals);
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
    balanced(&cells, &wanted, least, room - floor)
}

/// Hands out `spare` to the columns, each time to the one that makes the rows
/// lowest for what it takes; what helps no row goes to all that want more.
fn balanced(
    cells: &[Vec<Length>],
    wanted: &[Length],
    mut widths: Vec<Length>,
    mut spare: Length,
) -> Vec<Length> {
    let share = (spare / SHARES).max(Length(1));
    while spare >= share {
        let mut best: Option<(i64, usize, Length)> = None;
        for column in 0..widths.len() {
            let short = (wanted[column] - widths[column]).min(spare);
            for shares in [1, 2, 4, 8, 16] {
                let more = (share * shares).min(short);
                if more <= Length::ZERO {
                    break;
                }
                let saved = saved(cells, &widths, column, more);
                let rate = saved * i64::from(Length::UNITS) * 100 / more.wide();
                if rate > 0 && best.is_none_or(|(known, ..)| rate > known) {
                    best = Some((rate, column, more));
                }
            }
        }
        let Some((_, column, more)) = best else { break };
        widths[column] += more;
        spare -= more;
    }
    let short = |column: usize| (wanted[column] - widths[column]).wide();
    let total = (0..widths.len()).map(short).sum::<i64>().max(1);
    let share = |column: usize| widths[column] + spare.scaled(short(column), total);
    (0..widths.len()).map(share).collect()
}

/// How many lines the rows of a table lose when a column is so much wider.
fn saved(cells: &[Vec<Length>], widths: &[Length], column: usize, more: Length) -> i64 {
    let lost = cells.iter().map(|row| {
        let Some(cell) = row.get(column) else { return 0 };
        let all = row.iter().zip(widths).enumerate();
        let others = all.filter(|(other, _)| *other != column);
        let others = others.map(|(_, (cell, width))| line_count(*cell, *width)).max().unwrap_or(1);
        let now = line_count(*cell, widths[column]);
        let then = line_count(*cell, widths[column] + more);
        now.max(others) - then.max(others)
    });
    lost.sum()
}

/// About how many lines a cell has.
fn line_count(cell: Length, width: Length) -> i64 {
    if cell <= width {
        return 1;
    }
    let filled = (width - HANGING).wide().max(1) * FILLED / 100;
    1 + cell.wide() / filled.max(1)
}
