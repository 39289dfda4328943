//! Back-of-book indexes, in the vocabulary of EPUB Indexes 1.0.

use crate::epub::context::Context;
use crate::epub::draft::{Draft, File};
use crate::epub::images;
use crate::epub::inlines;
use crate::epub::kinds::{self, Kind};
use crate::epub::titles;
use crate::epub::xhtml::{Fill, Xhtml};
use crate::model::book::{Reference, Section};
use crate::model::edition::Generated;
use crate::model::headnote::headnote;
use crate::model::index::{CrossReferences, Entry, Group, Index, Subentry};
use crate::model::pages::{EntryLocators, Locator};
use crate::model::text::Inline;
use crate::model::wording;

/// Room for one entry, in bytes: few are longer.
const ENTRY: usize = 8_000;

/// The file of the index at a position in `Edition::indexes`.
pub(crate) fn file(context: &Context<'_>, section: &Section, at: usize) -> File {
    let mut draft = Draft::new(context);
    let title = titles::generated_title(context.book, &Generated::Index(at));
    let id = draft.open_section(section.anchor, Kind { epub_type: "", role: "" });
    draft.title(&id, &title);
    let index = context.indexes.indexes.get(at).filter(|index| has_entries(index));
    if let Some(index) = index {
        let locators = context.pages.locators.get(at).map_or(&[][..], Vec::as_slice);
        write(&mut draft, (at, index), locators, &id);
    }
    draft.out.raw("</section>\n");
    let mut file = draft.finish(&section.name, title);
    file.property = if index.is_some() { "index" } else { "" };
    file
}

fn has_entries(index: &Index) -> bool {
    index.groups.iter().flat_map(|group| &group.entries).any(|entry| !entry.is_blank())
}

/// Writes an index, which has a position in `Edition::indexes`.
fn write<'a>(
    draft: &mut Draft<'a>,
    (at, index): (usize, &'a Index),
    locators: &'a [EntryLocators],
    title: &str,
) {
    draft.out.raw("<nav");
    draft.kind(kinds::generated(&Generated::Index(0)));
    draft.out.attribute("aria-labelledby", title);
    draft.out.raw(">\n");
    let again = again(&index.title);
    let groups: Vec<(String, &Group, &[EntryLocators])> =
        groups(draft.context, index, locators, title);
    let book = draft.context.book;
    let rules = book.edition.indexes[at].rules();
    headnotes(draft, &headnote(locators, rules, &book.edition.language), &groups);
    for (id, group, locators) in &groups {
        draft.out.raw("<section epub:type=\"index-group\"");
        if !group.letter.is_empty() {
            draft.out.attribute("aria-labelledby", id);
        }
        draft.out.raw(">\n");
        if !group.letter.is_empty() {
            draft.out.raw("<h2");
            draft.out.attribute("id", id);
            draft.out.raw(">");
            draft.out.text(&group.letter);
            draft.out.raw("</h2>\n");
        }
        draft.out.raw("<ul epub:type=\"index-entry-list\">\n");
        for (at, item) in group.entries.iter().enumerate() {
            if !item.is_blank() {
                if at > 0 && draft.is_long(ENTRY) {
                    draft.cut("</ul>\n</section>\n</nav>\n</section>\n", &again);
                }
                entry(draft, item, locators.get(at));
            }
        }
        draft.out.raw("</ul>\n</section>\n");
    }
    draft.out.raw("</nav>\n");
}

/// What begins an index again that goes on in another file.
fn again(title: &str) -> String {
    let mut tags = Xhtml::default();
    tags.raw(&Draft::continued(Kind { epub_type: "", role: "" }, title));
    // The vocabulary wants something in the file beside the index itself.
    tags.raw("<p class=\"continued\">");
    tags.text(title);
    tags.raw("</p>\n<nav epub:type=\"index\" role=\"doc-index\"");
    tags.attribute("aria-label", title);
    tags.raw(">\n<section epub:type=\"index-group\">\n<ul epub:type=\"index-entry-list\">\n");
    tags.as_str().to_string()
}

/// The groups that print anything, each with the identifier of its heading and
/// its share of the locators.
fn groups<'a>(
    context: &Context<'_>,
    index: &'a Index,
    locators: &'a [EntryLocators],
    title: &str,
) -> Vec<(String, &'a Group, &'a [EntryLocators])> {
    let mut from = 0;
    let mut groups = Vec::new();
    for (at, group) in index.groups.iter().enumerate() {
        let to = from + group.entries.len();
        let share = locators.get(from..to.min(locators.len())).unwrap_or_default();
        if group.entries.iter().any(|entry| !entry.is_blank()) {
            let letter = match images::ascii(&group.letter) {
                letter if letter == "x" && group.letter.to_lowercase() != "x" => at.to_string(),
                letter => letter,
            };
            groups.push((context.own_id(format!("{title}-{letter}")), group, share));
        }
        from = to;
    }
    groups
}

fn headnotes(
    draft: &mut Draft<'_>,
    headnote: &[Inline<Reference>],
    groups: &[(String, &Group, &[EntryLocators])],
) {
    let lettered = groups.iter().filter(|(_, group, _)| !group.letter.is_empty());
    let has_letters = lettered.clone().count() > 1;
    if headnote.is_empty() && !has_letters {
        return;
    }
    draft.out.raw("<header epub:type=\"index-headnotes\">\n");
    if !headnote.is_empty() {
        draft.out.raw("<p>");
        let markup = inlines::bare_markup(draft.context, headnote);
        draft.out.raw(&markup);
        draft.out.raw("</p>\n");
    }
    if has_letters {
        draft.out.raw("<p class=\"letters\">");
        for (id, group, _) in lettered {
            draft.out.raw("<a");
            draft.out.attribute("href", &format!("#{id}"));
            draft.out.raw(">");
            draft.out.text(&group.letter);
            draft.out.raw("</a> ");
        }
        draft.out.raw("</p>\n");
    }
    draft.out.raw("</header>\n");
}

fn entry<'a>(draft: &mut Draft<'a>, entry: &'a Entry, locators: Option<&'a EntryLocators>) {
    draft.out.raw("<li epub:type=\"index-entry\"");
    if let Some(anchor) = entry.anchor {
        draft.id(anchor);
    }
    draft.out.raw(">");
    if let Some(anchor) = entry.anchor {
        draft.markers_at(anchor);
    }
    inlines::hoisted(draft, &entry.heading, |draft| {
        draft.out.raw("<span epub:type=\"index-term\">");
    });
    draft.out.raw("</span>");
    let has_note_below = !entry.note.is_empty() && !entry.is_note_run_in;
    if entry.is_note_run_in && !entry.note.is_empty() {
        draft.out.text(entry.note_joint());
        draft.out.raw("<span epub:type=\"index-editor-note\">");
        inlines::write(draft, &entry.note);
        draft.out.raw("</span>");
    }
    let own = locators.map_or(&[][..], |locators| &locators.locators);
    write_locators(draft, own, entry.joint());
    if has_note_below {
        draft.out.raw(" <span class=\"biography\" epub:type=\"index-editor-note\">");
        inlines::write(draft, &entry.note);
        draft.out.raw("</span>");
    }
    subentries(draft, &entry.subentries, locators.map_or(&[][..], |locators| &locators.subentries));
    references(draft, entry);
    draft.out.raw("</li>\n");
}

fn subentries(draft: &mut Draft<'_>, subentries: &[Subentry], locators: &[EntryLocators]) {
    if subentries.is_empty() {
        return;
    }
    draft.out.raw("\n<ul epub:type=\"index-entry-list\">\n");
    for (at, subentry) in subentries.iter().enumerate() {
        let of_this = locators.get(at);
        let own = of_this.map_or(&[][..], |locators| locators.locators.as_slice());
        let lower = of_this.map_or(&[][..], |locators| locators.subentries.as_slice());
        draft.out.raw("<li epub:type=\"index-entry\"><span epub:type=\"index-term\">");
        draft.out.text(&subentry.heading);
        draft.out.raw("</span>");
        write_locators(draft, own, ", ");
        self::subentries(draft, &subentry.subentries, lower);
        draft.out.raw("</li>\n");
    }
    draft.out.raw("</ul>\n");
}

/// Writes locators in the vocabulary of indexes, `joint` before the first.
fn write_locators(draft: &mut Draft<'_>, locators: &[Locator], joint: &str) {
    for (at, locator) in locators.iter().enumerate() {
        draft.out.text(if at == 0 { joint } else { &locator.before });
        if locator.end.is_some() {
            draft.out.raw("<span epub:type=\"index-locator-range\">");
        }
        draft.locator(locator, "index-locator");
        if locator.end.is_some() {
            draft.out.raw("</span>");
        }
    }
}

/// Writes *see* and *see also*: where nothing stands under the heading's line,
/// as a sentence after it, else as a line of their own.
fn references(draft: &mut Draft<'_>, entry: &Entry) {
    let wording = wording::of(&draft.context.book.edition.language);
    let (kind, words, targets) = match &entry.references {
        CrossReferences::None => return,
        CrossReferences::See(target, heading) => {
            ("index-xref-preferred", wording.see, &[(*target, heading.clone())][..])
        }
        CrossReferences::SeeAlso(targets) => {
            ("index-xref-related", wording.see_also, targets.as_slice())
        }
    };
    let has_note_below = !entry.note.is_empty() && !entry.is_note_run_in;
    let has_body = has_note_below || !entry.subentries.is_empty();
    draft.out.raw(if has_body { " <span class=\"references\"" } else { ". <span" });
    draft.out.attribute("epub:type", kind);
    draft.out.raw("><i>");
    draft.out.text(words);
    draft.out.raw("</i> ");
    for (at, (target, heading)) in targets.iter().enumerate() {
        draft.out.raw(if at > 0 { "; " } else { "" });
        draft.out.raw("<a epub:type=\"index-term\"");
        draft.out.href(Fill::Anchor(*target));
        draft.out.raw(">");
        draft.out.text(heading);
        draft.out.raw("</a>");
    }
    draft.out.raw("</span>");
}
