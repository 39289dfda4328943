//! The line at a document's end that leads to the letters before and after it
//! of the same correspondents, and to its place in the calendar.

use crate::epub::draft::Draft;
use crate::epub::lists;
use crate::epub::titles;
use crate::epub::xhtml::Fill;
use crate::model::book::{Reference, SectionId};
use crate::model::document_words;
use crate::model::manuscript::Document;

/// Writes the line, if it leads anywhere.
pub(crate) fn write(draft: &mut Draft<'_>, document: &Document<Reference>) {
    let arrangement = &document.arrangement;
    let (previous, next) = (arrangement.previous, arrangement.next);
    let listed = arrangement.listed;
    if previous.is_none() && next.is_none() && listed.is_none() {
        return;
    }
    let book = draft.context.book;
    let words = document_words::of(&book.edition.language);
    draft.out.raw("<nav class=\"thread\"");
    let is_thread = previous.is_some() || next.is_some();
    draft.out.attribute("aria-label", if is_thread { words.thread } else { words.calendar });
    draft.out.raw(">\n<p>");
    let mut is_first = true;
    for (label, target, rel) in [(words.previous, previous, "prev"), (words.next, next, "next")] {
        let Some(target) = target else { continue };
        draft.out.raw(if is_first { "" } else { " · " });
        is_first = false;
        letter(draft, label, target, rel);
    }
    if let Some(row) = listed {
        draft.out.raw(if is_first { "" } else { " · " });
        draft.out.raw("<a");
        draft.out.href(Fill::Anchor(row));
        draft.out.raw(">");
        let section = book.section(book.anchor(row).section);
        draft.out.text(&titles::plain(book, section));
        draft.out.raw("</a>");
    }
    draft.out.raw("</p>\n</nav>\n");
}

fn letter(draft: &mut Draft<'_>, label: &str, target: SectionId, rel: &str) {
    let context = draft.context;
    draft.out.text(label);
    draft.out.raw(": <a");
    draft.out.attribute("rel", rel);
    draft.out.href(Fill::Section(target));
    draft.out.raw(">");
    draft.out.raw(&lists::title_markup(context, context.book.section(target)));
    draft.out.raw("</a>");
}
