//! The glossary: terms whose definitions readers pop up.

use crate::epub::context::Context;
use crate::epub::draft::{Draft, File};
use crate::epub::inlines;
use crate::epub::kinds;
use crate::epub::titles;
use crate::epub::xhtml::Fill;
use crate::model::book::{AnchorId, Section, SectionKind};
use crate::model::edition::Generated;
use crate::model::headnote::headnote;
use crate::model::index::Term;
use crate::model::language::Language;
use crate::model::pages::{EntryLocators, Locator};
use crate::model::register::{Record, Saying};
use crate::model::wording;

/// Room for one entry, in bytes: few are longer.
const ENTRY: usize = 8_000;

/// The file of the glossary.
pub(crate) fn file(context: &Context<'_>, section: &Section) -> File {
    let mut draft = Draft::new(context);
    let title = titles::generated_title(context.book, &Generated::Glossary);
    let id = draft.open_section(section.anchor, kinds::generated(&Generated::Glossary));
    draft.title(&id, &title);
    let terms = &context.indexes.glossary;
    let locators = &context.pages.glossary;
    let all = EntryLocators {
        locators: locators.iter().flatten().cloned().collect(),
        subentries: Vec::new(),
    };
    let edition = &context.book.edition;
    let headnote = headnote(&[all], edition.glossary_rules(), &edition.language);
    if !headnote.is_empty() {
        draft.out.raw("<p>");
        draft.out.raw(&inlines::bare_markup(context, &headnote));
        draft.out.raw("</p>\n");
    }
    if !terms.is_empty() {
        draft.out.raw("<dl class=\"glossary\">\n");
        let kind = kinds::generated(&Generated::Glossary);
        let again = Draft::continued(kind, &title) + "<dl class=\"glossary\">\n";
        for (at, term) in terms.iter().enumerate() {
            if at > 0 && draft.is_long(ENTRY) {
                draft.cut("</dl>\n</section>\n", &again);
            }
            entry(&mut draft, term, locators.get(at).map_or(&[][..], Vec::as_slice));
        }
        draft.out.raw("</dl>\n");
    }
    draft.out.raw("</section>\n");
    let mut file = draft.finish(&section.name, title);
    file.property = if terms.is_empty() { "" } else { "glossary" };
    file
}

/// The file of the list of abbreviations.
pub(crate) fn abbreviations(context: &Context<'_>, section: &Section) -> File {
    let mut draft = Draft::new(context);
    let title = titles::generated_title(context.book, &Generated::Abbreviations);
    let id = draft.open_section(section.anchor, kinds::generated(&Generated::Abbreviations));
    draft.title(&id, &title);
    let is_glossary =
        |section: &Section| matches!(section.kind, SectionKind::Generated(Generated::Glossary));
    let has_glossary = context.book.sections.iter().any(is_glossary);
    let mut terms = context.indexes.abbreviations(context.book).peekable();
    let is_empty = terms.peek().is_none();
    draft.out.raw(if is_empty { "" } else { "<dl class=\"abbreviations\">\n" });
    for term in terms {
        let record = context.book.record(term.record);
        draft.out.raw("<div");
        if !has_glossary {
            // Without a glossary, this is where links lead.
            draft.id(record.anchor);
        }
        draft.out.raw("><dt>");
        draft.markers_of_entry(section.anchor, record.anchor);
        let heading = inlines::bare_markup(context, &record.data.heading);
        linked(&mut draft, record.anchor, has_glossary, &heading);
        draft.out.raw("</dt>\n<dd>");
        if let Some((content, language)) = &record.data.expansion {
            let markup = inlines::bare_markup(context, content);
            expansion(&mut draft, language.as_ref(), |draft| draft.out.raw(&markup));
        }
        draft.out.raw("</dd></div>\n");
    }
    draft.out.raw(if is_empty { "" } else { "</dl>\n" });
    draft.out.raw("</section>\n");
    draft.finish(&section.name, title)
}

fn linked(draft: &mut Draft<'_>, target: AnchorId, is_link: bool, markup: &str) {
    if is_link {
        draft.out.raw("<a");
        draft.out.href(Fill::Anchor(target));
        draft.out.raw(">");
    }
    draft.out.raw(markup);
    draft.out.raw(if is_link { "</a>" } else { "" });
}

fn entry<'a>(draft: &mut Draft<'a>, term: &'a Term, locators: &'a [Locator]) {
    let record = draft.context.book.record(term.record);
    // The identifier is the whole entry's, or readers pop up the term alone.
    draft.out.raw("<div");
    draft.id(record.anchor);
    draft.out.raw("><dt epub:type=\"glossterm\">");
    draft.markers_at(record.anchor);
    draft.faces.has_bold = true;
    inlines::hoisted(draft, &record.data.heading, |draft| draft.out.raw("<dfn>"));
    draft.out.raw("</dfn></dt>\n<dd epub:type=\"glossdef\"><p>");
    definition(draft, record);
    let says = record.says();
    for (at, locator) in locators.iter().enumerate() {
        let joint = match says {
            Saying::Nothing => "",
            Saying::Words => ", ",
            Saying::Sentence => " ",
        };
        draft.out.text(if at == 0 { joint } else { &locator.before });
        draft.locator(locator, "");
    }
    let joint = match (locators.is_empty(), says) {
        (true, Saying::Nothing) => "",
        (true, Saying::Sentence) => " ",
        (true, Saying::Words) | (false, _) => ". ",
    };
    references(draft, (record, term), joint);
    draft.out.raw("</p></dd></div>\n");
}

/// Writes what the term means, punctuated as in print.
fn definition<'a>(draft: &mut Draft<'a>, record: &'a Record) {
    let data = &record.data;
    if let Some((content, language)) = &data.expansion {
        expansion(draft, language.as_ref(), |draft| inlines::write(draft, content));
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

/// Writes what an abbreviation stands for, in its language.
fn expansion<'a>(
    draft: &mut Draft<'a>,
    language: Option<&Language>,
    write: impl FnOnce(&mut Draft<'a>),
) {
    draft.out.raw("<i");
    if let Some(language) = language {
        draft.language(language);
    }
    draft.out.raw(">");
    write(draft);
    draft.out.raw("</i>");
}

/// Writes *see* and *see also*.
fn references(draft: &mut Draft<'_>, (record, term): (&Record, &Term), joint: &str) {
    let context = draft.context;
    let wording = wording::of(&context.book.edition.language);
    let words = if record.see.is_some() { wording.see } else { wording.see_also };
    for (at, reference) in term.references.iter().enumerate() {
        if at == 0 {
            draft.out.raw(joint);
            draft.out.raw("<i>");
            draft.out.text(words);
            draft.out.raw("</i> ");
        } else {
            draft.out.raw("; ");
        }
        let target = context.book.record(reference.record);
        let heading = inlines::bare_markup(context, &target.data.heading);
        match context.entry_of(reference.record) {
            Some(entry) => linked(draft, entry, true, &heading),
            None => draft.out.raw(&heading),
        }
        if let Some(place) = &reference.place {
            draft.out.text(&format!(" ({place})"));
        }
    }
}
