//! Tables.

use std::ops::Range;

use pulldown_cmark::{Alignment as Column, Event, Tag};

use crate::model::manuscript::Written;
use crate::model::text::{Alignment, BlockKind, Inline, Table};
use crate::parse::inlines;
use crate::parse::reading::Reading;

/// The cells of a row.
type Row = Vec<Vec<Inline<Written>>>;

/// The table that has just begun; its end is passed.
pub fn table(columns: &[Column], reading: &mut Reading<'_>) -> BlockKind<Written> {
    let alignments: Vec<Alignment> = columns
        .iter()
        .map(|column| match column {
            Column::None | Column::Left => Alignment::Start,
            Column::Center => Alignment::Centre,
            Column::Right => Alignment::End,
        })
        .collect();
    let mut head = Vec::new();
    let mut rows = Vec::new();
    while let Some((event, range)) = reading.next() {
        match event {
            Event::Start(Tag::TableHead) => head = row(range, columns.len(), reading),
            Event::Start(Tag::TableRow) => rows.push(row(range, columns.len(), reading)),
            Event::End(_) => break,
            _ => {}
        }
    }
    if head.iter().all(Vec::is_empty) {
        head.clear();
    }
    BlockKind::Table(Table { alignments, head, rows })
}

/// The row that has just begun; its end is passed. Reports cells that the
/// Markdown parser drops because the head has none above them.
fn row(range: Range<usize>, column_count: usize, reading: &mut Reading<'_>) -> Row {
    let mut cells = Vec::new();
    let mut last = range.start;
    while let Some((event, cell)) = reading.next() {
        match event {
            Event::Start(Tag::TableCell) => {
                cells.push(inlines::line(reading));
                reading.next();
                last = cell.end;
            }
            Event::End(_) => break,
            _ => {}
        }
    }
    let rest = reading.slice(last.min(range.end)..range.end);
    if !rest.trim_matches(['|', ' ', '\t', '\n', '>']).is_empty() {
        let span = reading.span(last..range.end);
        reading
            .diagnostics()
            .error("extra-cells", span, format!("this row has more than {column_count} cells"))
            .help("give the head of the table as many cells; a `|` in a text is written `\\|`");
    }
    cells.resize(column_count, Vec::new());
    cells
}
