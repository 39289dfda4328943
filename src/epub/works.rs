//! The bibliography: works that citations lead to.

use crate::epub::context::Context;
use crate::epub::draft::{Draft, File};
use crate::epub::inlines;
use crate::epub::kinds;
use crate::epub::titles;
use crate::model::book::Section;
use crate::model::edition::Generated;

/// Room for one entry, in bytes: few are longer.
const ENTRY: usize = 4_000;

/// The file of the bibliography.
pub(crate) fn file(context: &Context<'_>, section: &Section) -> File {
    const OPEN: &str = "<ul class=\"bibliography\">\n";
    let mut draft = Draft::new(context);
    let title = titles::generated_title(context.book, &Generated::Bibliography);
    let kind = kinds::generated(&Generated::Bibliography);
    let id = draft.open_section(section.anchor, kind);
    draft.title(&id, &title);
    let works = &context.book.works;
    if !works.is_empty() {
        draft.out.raw(OPEN);
        let again = Draft::continued(kind, &title) + OPEN;
        for (at, work) in works.iter().enumerate() {
            if at > 0 && draft.is_long(ENTRY) {
                draft.cut("</ul>\n</section>\n", &again);
            }
            draft.out.raw("<li");
            draft.id(work.anchor);
            draft.out.raw(">");
            draft.markers_of_entry(section.anchor, work.anchor);
            inlines::write(&mut draft, &work.entry);
            draft.out.raw("</li>\n");
        }
        draft.out.raw("</ul>\n");
    }
    draft.out.raw("</section>\n");
    draft.finish(&section.name, title)
}
