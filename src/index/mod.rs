//! Book → indexes: headings in order and the passages behind them, not yet
//! pages.

mod biography;
mod by_document;
mod collate;
mod entries;
mod gather;
mod glossary;
mod leading;
mod ranges;
mod see;
mod selection;
mod sort_text;

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
use crate::model::edition::IndexOf;
use crate::model::index::{Index, Indexes};

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
        let groups = match settings.of {
            IndexOf::Records => entries.groups(&order, diagnostics),
            _ => by_document::groups(book, at, &order),
        };
        indexes.push(Index { title: settings.title.clone(), groups });
    }
    let glossary = glossary::glossary(book, &gathered, &selection, &terms, diagnostics);
    Indexes { indexes, glossary }
}
