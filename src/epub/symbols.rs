//! The list of the marks of transcription that the book uses.

use crate::epub::context::Context;
use crate::epub::draft::{Draft, File};
use crate::epub::inlines;
use crate::epub::kinds;
use crate::epub::titles;
use crate::model::book::Section;
use crate::model::edition::Generated;
use crate::model::symbols;

/// The file of the list; none where the book uses no marks.
pub(crate) fn file(context: &Context<'_>, section: &Section) -> Option<File> {
    if context.book.marks.is_empty() {
        return None;
    }
    let mut draft = Draft::new(context);
    let title = titles::generated_title(context.book, &Generated::Symbols);
    let id = draft.open_section(section.anchor, kinds::generated(&Generated::Symbols));
    draft.title(&id, &title);
    draft.out.raw("<dl class=\"symbols\">\n");
    for symbol in symbols::of(context.book) {
        let example = inlines::bare_markup(context, &symbol.example);
        draft.out.raw(&format!("<div><dt>{example}</dt>\n<dd>"));
        draft.out.text(symbol.meaning);
        draft.out.raw("</dd></div>\n");
    }
    draft.out.raw("</dl>\n</section>\n");
    Some(draft.finish(&section.name, title))
}
