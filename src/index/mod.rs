//! Book → indexes: headings in order and the passages behind them, not yet
//! pages.

mod biography;
mod collate;
mod double_posting;
mod entries;
mod gather;
mod glossary;
mod leading;
mod ranges;
mod see;
mod selection;
mod sort_text;
mod unmentioned;

#[cfg(test)]
mod order_tests;
#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;

use crate::index::collate::Order;
use crate::index::selection::Selection;
use crate::model::book::Book;
use crate::model::diagnostic::Diagnostics;
use crate::model::index::{Index, Indexes};
use crate::model::pages::EntryLocators;

/// All indexes and the glossary of a book.
///
/// Reports continuous passages that do not open or close as they should,
/// references to headings that are not there, marks that no index prints.
pub fn build(book: &Book, diagnostics: &mut Diagnostics) -> Indexes {
    let gathered = gather::gather(book, diagnostics);
    let selection = Selection::of(book, &gathered);
    selection.report_unprinted(book, diagnostics);
    let terms = glossary::printed(book, &selection);
    let mut indexes = Vec::with_capacity(book.edition.indexes.len());
    for (at, settings) in book.edition.indexes.iter().enumerate() {
        let order = Order::new(&book.edition.language, settings.order);
        let entries = entries::Entries {
            book,
            gathered: &gathered,
            selection: &selection,
            terms: &terms,
            at,
        };
        let groups = entries.groups(&order, diagnostics);
        indexes.push(Index { title: settings.title.clone(), groups });
    }
    let glossary = glossary::glossary(book, &gathered, &selection, &terms, diagnostics);
    Indexes { indexes, glossary }
}

/// Remarks on an index that is right and could be better, for those who ask:
/// references that cost more than what they lead to, records without an entry.
///
/// `locators` are those of [`Indexes::indexes`], as printed.
pub fn advise(
    book: &Book,
    indexes: &Indexes,
    locators: &[Vec<EntryLocators>],
    diagnostics: &mut Diagnostics,
) {
    double_posting::report(book, indexes, locators, diagnostics);
    unmentioned::report(book, indexes, diagnostics);
}
