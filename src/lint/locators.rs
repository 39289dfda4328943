//! Headings with more locators than anybody follows.

use crate::lint::levels::Findings;
use crate::model::book::Book;
use crate::model::edition::IndexOf;
use crate::model::index::{Entry, Indexes, Subentry};
use crate::model::pages::{EntryLocators, Locator, Pages};
use crate::model::text::plain;

/// More locators than this, with nothing to tell them apart, ask for
/// subheadings: the Chicago Manual of Style, 16.10, and most indexers' rule.
const MOST_BARE: usize = 7;

/// Headings and subheadings with more than [`MOST_BARE`] bare locators, as
/// they are printed.
pub(crate) fn many(book: &Book, indexes: &Indexes, pages: &Pages, findings: &mut Findings<'_>) {
    let settings = &book.edition.indexes;
    for ((index, settings), locators) in indexes.indexes.iter().zip(settings).zip(&pages.locators) {
        // Of a correspondent's letters there are as many as there are.
        if settings.of != IndexOf::Records {
            continue;
        }
        let entries = index.groups.iter().flat_map(|group| &group.entries);
        for (entry, locators) in entries.zip(locators) {
            let heading = plain(&entry.heading);
            at(book, entry, &heading, &locators.locators, findings);
            below(book, entry, (&heading, &entry.subentries), locators, findings);
        }
    }
}

fn below(
    book: &Book,
    entry: &Entry,
    (path, subentries): (&str, &[Subentry]),
    locators: &EntryLocators,
    findings: &mut Findings<'_>,
) {
    for (subentry, locators) in subentries.iter().zip(&locators.subentries) {
        let path = format!("{path}: {}", subentry.heading);
        at(book, entry, &path, &locators.locators, findings);
        below(book, entry, (&path, &subentry.subentries), locators, findings);
    }
}

fn at(book: &Book, entry: &Entry, path: &str, locators: &[Locator], findings: &mut Findings<'_>) {
    let is_bare = |locator: &&Locator| !locator.is_principal && !locator.is_illustration;
    let count = locators.iter().filter(is_bare).count();
    if count <= MOST_BARE {
        return;
    }
    let Some(record) = entry.record.map(|record| book.record(record)) else { return };
    let message = format!("`{path}` has {count} locators with nothing to tell them apart");
    if let Some(found) = findings.report("many-locators", record.data.span, message) {
        found.help(format!(
            "divide them with subheadings, `[[{id}#subheading|…]]`, mark the chief passages, \
             `[[!{id}|…]]`, or leave out what only passes by, `[[-{id}|…]]`; `recto explain {id}` \
             shows where they come from",
            id = record.data.id
        ));
    }
}
