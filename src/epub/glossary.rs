//! The glossary: terms whose definitions readers pop up.

use crate::epub::context::Context;
use crate::epub::draft::{Draft, File};
use crate::epub::inlines;
use crate::epub::kinds;
use crate::epub::titles;
use crate::epub::xhtml::Fill;
use crate::model::book::Section;
use crate::model::edition::Generated;
use crate::model::register::{Record, RecordId};
use crate::model::text::plain;

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
        for id in terms {
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
    inlines::hoisted(draft, &record.data.heading, |draft| draft.out.raw("<dfn>"));
    draft.out.raw("</dfn></dt>\n<dd epub:type=\"glossdef\"><p>");
    let is_open = definition(draft, record);
    references(draft, record, is_open);
    draft.out.raw("</p></dd></div>\n");
}

/// Writes what the term means; says whether its last sentence is still open.
fn definition<'a>(draft: &mut Draft<'a>, record: &'a Record) -> bool {
    let data = &record.data;
    let mut last = String::new();
    if let Some((content, language)) = &data.expansion {
        draft.out.raw("<i");
        if let Some(language) = language {
            draft.language(language);
        }
        draft.out.raw(">");
        inlines::write(draft, content);
        draft.out.raw("</i>");
        last = plain(content);
    }
    if !data.gloss.is_empty() {
        let has_expansion = data.expansion.is_some();
        draft.out.raw(if has_expansion { " (" } else { "" });
        inlines::write(draft, &data.gloss);
        draft.out.raw(if has_expansion { ")" } else { "" });
        last = if has_expansion { ")".to_string() } else { plain(&data.gloss) };
    }
    if !data.note.is_empty() {
        draft.out.raw(match (last.is_empty(), ends(&last)) {
            (true, _) => "",
            (false, true) => " ",
            (false, false) => ". ",
        });
        inlines::write(draft, &data.note);
        last = plain(&data.note);
    }
    !last.is_empty() && !ends(&last)
}

fn ends(sentence: &str) -> bool {
    sentence.trim_end().ends_with(['.', '!', '?', '…'])
}

fn references(draft: &mut Draft<'_>, record: &Record, is_open: bool) {
    let context = draft.context;
    let also: Vec<RecordId> = record.see_also.clone();
    for (words, targets) in [("See", record.see.into_iter().collect()), ("See also", also)] {
        let targets: Vec<RecordId> = targets;
        if targets.is_empty() {
            continue;
        }
        draft.out.raw(if is_open { ". <i>" } else { " <i>" });
        draft.out.raw(words);
        draft.out.raw("</i> ");
        for (at, target) in targets.iter().enumerate() {
            draft.out.raw(if at > 0 { ", " } else { "" });
            let heading = plain(&context.book.record(*target).data.heading);
            match context.entry_of(*target) {
                Some(entry) => {
                    draft.out.raw("<a");
                    draft.out.href(Fill::Anchor(entry));
                    draft.out.raw(">");
                    draft.out.text(&heading);
                    draft.out.raw("</a>");
                }
                None => draft.out.text(&heading),
            }
        }
        draft.out.raw(".");
    }
}
