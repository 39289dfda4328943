//! A *see* that is longer than the locators it leads to.

use rustc_hash::FxHashMap;

use crate::lint::levels::Findings;
use crate::model::book::{AnchorId, Book};
use crate::model::index::{CrossReferences, Entry, Indexes};
use crate::model::pages::{EntryLocators, Locator};
use crate::model::source::Span;
use crate::model::text::plain;
use crate::model::wording;

/// Reports each *see* in whose place the locators themselves would be no
/// longer: readers would be spared the way.
pub(crate) fn report(
    book: &Book,
    indexes: &Indexes,
    locators: &[Vec<EntryLocators>],
    findings: &mut Findings<'_>,
) {
    let see = wording::of(&book.edition.language).see;
    let records: FxHashMap<AnchorId, Span> =
        book.records.iter().map(|record| (record.anchor, record.data.span)).collect();
    for (index, printed) in indexes.indexes.iter().zip(locators) {
        let entries = index.groups.iter().flat_map(|group| &group.entries);
        let entries: Vec<(&Entry, &EntryLocators)> = entries.zip(printed).collect();
        let mut posted: FxHashMap<AnchorId, String> = FxHashMap::default();
        for (entry, printed) in &entries {
            let is_whole = entry.subentries.is_empty()
                && entry.note.is_empty()
                && entry.references == CrossReferences::None;
            if let Some(anchor) = entry.anchor.filter(|_| is_whole) {
                posted.insert(anchor, text(&printed.locators));
            }
        }
        for (entry, _) in entries {
            let CrossReferences::See(target, label) = &entry.references else { continue };
            let Some(locators) = posted.get(target) else { continue };
            let reference = format!("{see} {label}");
            if locators.chars().count() > reference.chars().count() {
                continue;
            }
            let heading = plain(&entry.heading);
            let message =
                format!("`{heading}. {reference}` is longer than the locators, `{locators}`");
            let span = span(book, entry, &heading, &records);
            let record = entry.record.map(|record| book.record(record).data.span);
            let Some(span) = span.or(record) else { continue };
            if let Some(found) = findings.report("double-posting", span, message) {
                found.help("make it a record of its own, and tag those passages with both");
            }
        }
    }
}

/// The locators as they are printed.
fn text(locators: &[Locator]) -> String {
    locators.iter().map(|locator| format!("{}{}", locator.before, locator.label)).collect()
}

/// Where the register says so: the alias, or the record that has `see`.
fn span(
    book: &Book,
    entry: &Entry,
    heading: &str,
    records: &FxHashMap<AnchorId, Span>,
) -> Option<Span> {
    match entry.anchor {
        None => {
            let aliases = &book.record(entry.record?).data.aliases;
            aliases.iter().find(|(alias, _)| alias.trim() == heading).map(|(_, span)| *span)
        }
        Some(anchor) => records.get(&anchor).copied(),
    }
}
