//! The glossary: terms whose definitions readers pop up.

use crate::epub::context::Context;
use crate::epub::draft::{Draft, File};
use crate::epub::inlines;
use crate::epub::kinds;
use crate::epub::titles;
use crate::epub::xhtml::Fill;
use crate::model::book::Section;
use crate::model::edition::Generated;
use crate::model::register::Record;
use crate::model::wording;

/// Room for one entry, in bytes: few are longer.
const ENTRY: usize = 8_000;

/// The file of the glossary.
pub(crate) fn file(context: &Context<'_>, section: &Section) -> File {
    let mut draft = Draft::new(context);
    let title = titles::generated_title(context.book, &Generated::Glossary);
    let id = draft.open_section(section.anchor, kinds::generated(&Generated::Glossary));
    draft.out.raw("<h1");
    draft.out.attribute("id", &id);
    draft.out.raw(">");
    draft.out.text(&title);
    draft.out.raw("</h1>\n");
    let terms = &context.indexes.glossary;
    if !terms.is_empty() {
        draft.out.raw("<dl class=\"glossary\">\n");
        let kind = kinds::generated(&Generated::Glossary);
        let again = Draft::continued(kind, &title) + "<dl class=\"glossary\">\n";
        for (at, id) in terms.iter().enumerate() {
            if at > 0 && draft.is_long(ENTRY) {
                draft.cut("</dl>\n</section>\n", &again);
            }
            entry(&mut draft, context.book.record(*id));
        }
        draft.out.raw("</dl>\n");
    }
    draft.out.raw("</section>\n");
    let mut file = draft.finish(&section.name, title);
    file.property = if terms.is_empty() { "" } else { "glossary" };
    file
}

fn entry<'a>(draft: &mut Draft<'a>, record: &'a Record) {
    // The identifier is the whole entry's, or readers pop up the term alone.
    draft.out.raw("<div");
    draft.id(record.anchor);
    draft.out.raw("><dt epub:type=\"glossterm\">");
    draft.markers_at(record.anchor);
    draft.faces.has_bold = true;
    inlines::hoisted(draft, &record.data.heading, |draft| draft.out.raw("<dfn>"));
    draft.out.raw("</dfn></dt>\n<dd epub:type=\"glossdef\"><p>");
    definition(draft, record);
    references(draft, record);
    draft.out.raw("</p></dd></div>\n");
}

/// Writes what the term means, punctuated as in print.
fn definition<'a>(draft: &mut Draft<'a>, record: &'a Record) {
    let data = &record.data;
    if let Some((content, language)) = &data.expansion {
        draft.out.raw("<i");
        if let Some(language) = language {
            draft.language(language);
        }
        draft.out.raw(">");
        inlines::write(draft, content);
        draft.out.raw("</i>");
    }
    if !data.gloss.is_empty() {
        draft.out.raw(if data.expansion.is_some() { "; " } else { "" });
        inlines::write(draft, &data.gloss);
    }
    if !data.note.is_empty() {
        let is_first = data.expansion.is_none() && data.gloss.is_empty();
        draft.out.raw(if is_first { "" } else { ". " });
        inlines::write(draft, &data.note);
    }
}

/// Writes *see* and *see also*.
fn references(draft: &mut Draft<'_>, record: &Record) {
    let context = draft.context;
    let wording = wording::of(&context.book.edition.language);
    let (words, targets) = match &record.see {
        Some(see) => (wording.see, std::slice::from_ref(see)),
        None => (wording.see_also, record.see_also.as_slice()),
    };
    for (at, target) in targets.iter().enumerate() {
        if at == 0 {
            draft.out.raw(" <i>");
            draft.out.text(words);
            draft.out.raw("</i> ");
        } else {
            draft.out.raw("; ");
        }
        let heading = inlines::bare_markup(context, &context.book.record(*target).data.heading);
        match context.entry_of(*target) {
            Some(entry) => {
                draft.out.raw("<a");
                draft.out.href(Fill::Anchor(entry));
                draft.out.raw(">");
                draft.out.raw(&heading);
                draft.out.raw("</a>");
            }
            None => draft.out.raw(&heading),
        }
    }
}
