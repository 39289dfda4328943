//! Printings: what a book was when it went to press, what has changed since,
//! and what readers are to be told of it.

mod align;
mod bars;
mod compare;
mod diff;
mod hash;
mod lock;
mod marked;
mod pack;
mod record;
mod replay;
mod said;
mod sheets;
mod sites;
mod walk;
mod words;
mod write;

pub mod listed;
pub mod read;
pub mod slip;

use crate::model::book::Book;
use crate::model::changes::Changes;
use crate::model::edition::Edition;
use crate::model::index::Indexes;
use crate::model::language::Language;
use crate::model::lock::Lock;
use crate::model::pages::Pages;
use crate::model::printing::Printing;
use crate::model::proof::Changed;
use crate::printings::listed::Markup;
use crate::printings::read::Read;
use crate::printings::slip::Slip;

/// The version of the program, as a printing names it.
const PROGRAM: &str = env!("CARGO_PKG_VERSION");

/// The printing that a book and its pages are.
pub fn record(book: &Book, indexes: &Indexes, pages: &Pages) -> Printing {
    record::printing(book, indexes, pages, &walk::walk(book), PROGRAM)
}

/// The file of a printing.
pub fn write(printing: &Printing) -> String {
    write::json(printing)
}

/// The printing that a file's text keeps; else what is wrong with it.
pub fn read(text: &str) -> Result<Read, String> {
    read::printing(text)
}

/// What differs between two printings, in the order of the old one.
pub fn compare(old: &Printing, new: &Printing) -> Changes {
    compare::changes(old, new, &align::alignment(old, new), &[])
}

/// What differs between an old printing and a book, which is printed as `new`,
/// with the corrections that made it so.
pub fn compare_book(old: &Printing, new: &Printing, book: &Book) -> Changes {
    let sites = sites::sites(book, &walk::walk(book));
    compare::changes(old, new, &align::alignment(old, new), &sites)
}

/// The pages, by their positions, that are not what those of their folios were
/// in an old printing.
pub fn changed(old: &Printing, pages: &Pages) -> Vec<u32> {
    record::changed(old, pages)
}

/// The lines of a book's pages that are not what they were in an old printing.
pub fn bars(old: &Printing, book: &Book, pages: &Pages) -> Vec<Changed> {
    let walked = walk::walk(book);
    let new = record::unprinted(book, &walked);
    bars::changed(old, (book, pages), &align::alignment(old, &new), &walked)
}

/// What holds the pages of an old printing in a book.
pub fn lock(old: &Printing, book: &Book, is_strict: bool) -> Lock {
    let walked = walk::walk(book);
    let new = record::unprinted(book, &walked);
    let aligned = align::alignment(old, &new);
    lock::lock(old, book, &aligned, &walked, is_strict)
}

/// The words of an old printing's sections, notes and records after all
/// changes of its text: those of the new one, but for what one of them alone
/// has.
pub fn replay(old: &Printing, changes: &Changes) -> Vec<Vec<String>> {
    replay::replayed(old, changes)
}

/// The changes as lines for people.
pub fn list(changes: &Changes, language: &Language, markup: Markup) -> String {
    listed::list(changes, language, markup)
}

/// The errata that changes make for the readers of the old printing.
pub fn slip(changes: &Changes, edition: &Edition, lists_all: bool) -> Slip {
    slip::slip(changes, edition, lists_all)
}
