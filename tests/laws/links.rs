//! Everything that points leads somewhere.

use recto::model::book::{AnchorId, Section, SectionKind, Within};
use recto::model::edition::Generated;
use recto::model::manuscript::Sigil;
use recto::model::pages::{EntryLocators, LinkTarget};

use crate::harness::edition::Made;
use crate::laws::check;

#[test]
fn each_anchor_that_is_pointed_at_has_a_page() {
    check(|_, made| {
        let pages = &made.pages;
        pointed_at(made)
            .into_iter()
            .filter(|(anchor, _)| pages.folio(*anchor).is_none())
            .map(|(anchor, what)| format!("{what} `{}` is on no page", made.book.anchor(anchor).id))
            .collect()
    });
}

#[test]
fn each_link_of_the_pdf_leads_to_a_page() {
    check(|_, made| made.print.broken_links.clone());
}

#[test]
fn the_pdf_has_as_many_links_as_the_pages() {
    check(|_, made| {
        let links = made.pages.pages.iter().flat_map(|page| &page.links);
        let is_inner = |target: &LinkTarget| matches!(target, LinkTarget::Anchor(_));
        let inner = links.filter(|link| is_inner(&link.target)).count();
        let wanted = inner + made.pages.outline.len();
        let found = made.print.link_count;
        if found == wanted { vec![] } else { vec![format!("{found} links instead of {wanted}")] }
    });
}

#[test]
fn each_link_of_the_ebook_leads_to_something_in_it() {
    check(|_, made| {
        let (mut broken, count) = made.ebook.broken_links();
        if count < made.book.sections.len() {
            broken.push(format!("only {count} links were found"));
        }
        broken
    });
}

/// Every anchor that something points at, with what it is.
fn pointed_at(made: &Made) -> Vec<(AnchorId, &'static str)> {
    let book = &made.book;
    let mut anchors = Vec::new();
    // A part for which there is nothing is left out.
    let is_empty = |section: &&Section| match section.kind {
        SectionKind::Generated(Generated::Notes) => !book.has_notes_at_the_back(),
        SectionKind::Generated(Generated::Symbols) => book.marks.is_empty(),
        _ => false,
    };
    for section in book.sections.iter().filter(|section| !is_empty(section)) {
        anchors.extend([(section.anchor, "the section"), (section.end, "the section's end")]);
    }
    anchors.extend(book.notes.iter().map(|note| (note.anchor, "the note")));
    anchors.extend(book.citations.iter().map(|citation| (citation.anchor, "the citation")));
    anchors.extend(book.figures.iter().map(|figure| (figure.anchor, "the figure")));
    let mentions = book.mentions.iter().filter(|mention| {
        // The index leads to no other mention.
        mention.within != Within::Register && mention.sigil != Sigil::Passing
    });
    anchors.extend(mentions.map(|mention| (mention.anchor, "the mention")));
    anchors.extend(made.pages.outline.iter().map(|item| (item.anchor, "the bookmark")));
    for page in &made.pages.pages {
        anchors.extend(page.links.iter().filter_map(|link| match link.target {
            LinkTarget::Anchor(anchor) => Some((anchor, "the link's target")),
            LinkTarget::Address(_) => None,
        }));
    }
    for entries in &made.pages.locators {
        entries.iter().for_each(|entry| gather_locators(entry, &mut anchors));
    }
    anchors
}

fn gather_locators(entry: &EntryLocators, anchors: &mut Vec<(AnchorId, &'static str)>) {
    for locator in &entry.locators {
        anchors.push((locator.target, "the locator's target"));
        anchors.extend(locator.end.map(|end| (end, "the locator's end")));
    }
    entry.subentries.iter().for_each(|entry| gather_locators(entry, anchors));
}
