//! Tables, to XHTML.

use crate::epub::draft::Draft;
use crate::epub::inlines;
use crate::model::book::{AnchorId, Reference};
use crate::model::text::{Alignment, Inline, Table};

/// Writes a table. An empty cell of the head is no heading, so that nobody is
/// told of one that says nothing.
pub(crate) fn write<'a>(
    draft: &mut Draft<'a>,
    anchor: Option<AnchorId>,
    table: &'a Table<Reference>,
) {
    if table.head.is_empty() && table.rows.is_empty() {
        return;
    }
    draft.start("table", anchor);
    draft.out.raw(">\n");
    if !table.head.is_empty() {
        draft.out.raw("<thead>\n");
        row(draft, table, &table.head, true);
        draft.out.raw("</thead>\n");
    }
    if !table.rows.is_empty() {
        draft.out.raw("<tbody>\n");
        for cells in &table.rows {
            row(draft, table, cells, false);
        }
        draft.out.raw("</tbody>\n");
    }
    draft.out.raw("</table>\n");
}

fn row<'a>(
    draft: &mut Draft<'a>,
    table: &'a Table<Reference>,
    cells: &'a [Vec<Inline<Reference>>],
    is_head: bool,
) {
    draft.out.raw("<tr>");
    for (at, cell) in cells.iter().enumerate() {
        let tag = if is_head && !cell.is_empty() { "th" } else { "td" };
        draft.out.raw(&format!("<{tag}"));
        if tag == "th" {
            draft.out.raw(" scope=\"col\"");
        }
        draft.out.raw(match table.alignments.get(at) {
            Some(Alignment::Centre) => " class=\"centre\"",
            Some(Alignment::End) => " class=\"end\"",
            Some(Alignment::Start) | None => "",
        });
        draft.out.raw(">");
        inlines::write(draft, cell);
        draft.out.raw(&format!("</{tag}>"));
    }
    draft.out.raw("</tr>\n");
}
