//! Lists made of documents and events: a table with a row for each document,
//! or terms with what is said of them.

use crate::epub::context::Context;
use crate::epub::draft::{Draft, File};
use crate::epub::inlines;
use crate::epub::kinds::Kind;
use crate::epub::titles;
use crate::epub::xhtml::Fill;
use crate::model::aloud;
use crate::model::book::Section;
use crate::model::document_words;
use crate::model::listing::{ListingCell, ListingGroup, ListingRow};
use crate::model::text::{Alignment, plain};

/// Room for one row, in bytes: few are longer.
const ROW: usize = 4_000;

/// The file of a list.
pub(crate) fn file(context: &Context<'_>, section: &Section) -> File {
    let mut draft = Draft::new(context);
    let title = titles::plain(context.book, section);
    let kind = Kind { epub_type: "", role: "" };
    let id = draft.open_section(section.anchor, kind);
    draft.title(&id, &title);
    let listing = context.book.listing(section.anchor);
    let again = Draft::continued(kind, &title);
    for group in listing.into_iter().flat_map(|listing| &listing.groups) {
        if group.rows.is_empty() {
            continue;
        }
        let name = match group.heading.is_empty() {
            true => title.clone(),
            false => {
                let text = plain(&group.heading);
                draft.out.raw("<h2>");
                inlines::write(&mut draft, &group.heading);
                draft.out.raw("</h2>\n");
                text
            }
        };
        if group.head.is_empty() {
            terms(&mut draft, group, &again);
        } else {
            table(&mut draft, group, &name, &again);
        }
    }
    draft.out.raw("</section>\n");
    draft.finish(&section.name, title)
}

fn table<'a>(draft: &mut Draft<'a>, group: &'a ListingGroup, name: &str, again: &str) {
    let language = &draft.context.book.edition.language;
    let numbers = document_words::of(language).number;
    open_table(draft, group, name);
    for (at, row) in group.rows.iter().enumerate() {
        if at > 0 && draft.is_long(ROW) {
            draft.cut("</tbody>\n</table>\n</section>\n", again);
            open_table(draft, group, name);
        }
        table_row(draft, group, row, group.head.first().is_some_and(|head| head == numbers));
    }
    draft.out.raw("</tbody>\n</table>\n");
}

fn open_table(draft: &mut Draft<'_>, group: &ListingGroup, name: &str) {
    draft.out.raw("<table class=\"listing\"");
    draft.out.attribute("aria-label", name);
    draft.out.raw(">\n<thead>\n<tr>");
    for (at, title) in group.head.iter().enumerate() {
        draft.out.raw("<th scope=\"col\"");
        draft.out.raw(class(group.alignments.get(at)));
        draft.out.raw(">");
        draft.out.text(title);
        draft.out.raw("</th>");
    }
    draft.out.raw("</tr>\n</thead>\n<tbody>\n");
}

fn class(alignment: Option<&Alignment>) -> &'static str {
    match alignment {
        Some(Alignment::Centre) => " class=\"centre\"",
        Some(Alignment::End) => " class=\"end\"",
        Some(Alignment::Start) | None => "",
    }
}

/// Writes a row. Where it begins with the document's number, that names it to
/// those who hear the others.
fn table_row<'a>(
    draft: &mut Draft<'a>,
    group: &'a ListingGroup,
    row: &'a ListingRow,
    is_named: bool,
) {
    draft.out.raw("<tr");
    draft.id(row.anchor);
    draft.out.raw(">");
    for (at, content) in row.cells.iter().enumerate() {
        let tag = if at == 0 && is_named { "th" } else { "td" };
        draft.out.raw(&format!("<{tag}"));
        if tag == "th" {
            draft.out.raw(" scope=\"row\"");
        }
        draft.out.raw(class(group.alignments.get(at)));
        draft.out.raw(">");
        if at == 0 {
            // Nothing but cells may stand in a row.
            draft.markers_at(row.anchor);
        }
        cell(draft, content);
        draft.out.raw(&format!("</{tag}>"));
    }
    draft.out.raw("</tr>\n");
}

fn cell<'a>(draft: &mut Draft<'a>, content: &'a ListingCell) {
    match content {
        ListingCell::Text(content) => inlines::write(draft, content),
        ListingCell::Page(anchor) => {
            let folio = draft.context.pages.folio(*anchor).unwrap_or_default().to_string();
            let page = aloud::of(&draft.context.book.edition.language).page;
            draft.out.raw("<a");
            draft.out.href(Fill::Anchor(*anchor));
            draft.out.attribute("aria-label", &format!("{page} {folio}"));
            draft.out.raw(">");
            draft.out.text(&folio);
            draft.out.raw("</a>");
        }
    }
}

fn terms<'a>(draft: &mut Draft<'a>, group: &'a ListingGroup, again: &str) {
    draft.out.raw("<dl class=\"listing\">\n");
    for (at, row) in group.rows.iter().enumerate() {
        if at > 0 && draft.is_long(ROW) {
            draft.cut("</dl>\n</section>\n", again);
            draft.out.raw("<dl class=\"listing\">\n");
        }
        for (at, content) in row.cells.iter().enumerate() {
            let tag = if at == 0 { "dt" } else { "dd" };
            draft.out.raw(&format!("<{tag}"));
            if at == 0 {
                draft.id(row.anchor);
            }
            draft.out.raw(">");
            if at == 0 {
                draft.markers_at(row.anchor);
            }
            cell(draft, content);
            draft.out.raw(&format!("</{tag}>\n"));
        }
    }
    draft.out.raw("</dl>\n");
}
