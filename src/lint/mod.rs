//! The book to what is worth an editor's look: lints, and tags that could be
//! added.

mod context;
mod double_posting;
mod find;
mod forms;
mod headings;
mod levels;
mod locators;
mod mojibake;
mod names;
mod notes;
mod patch;
mod prose;
mod reading;
mod records;
mod resolution;
mod terms;
mod tokens;
mod unmentioned;
mod untagged;

use crate::lint::levels::Findings;
use crate::model::book::Book;
use crate::model::diagnostic::Diagnostics;
use crate::model::index::Indexes;
use crate::model::inputs::Inputs;
use crate::model::lint::Occasion;
use crate::model::pages::Pages;
use crate::model::suggestion::Suggestions;

/// Reports what is advice in [`crate::model::catalogue`], each at the level
/// that the edition or the occasion gives it.
pub fn book(
    book: &Book,
    indexes: &Indexes,
    pages: &Pages,
    inputs: &Inputs,
    occasion: Occasion,
    diagnostics: &mut Diagnostics,
) {
    let mut findings = Findings { settings: &book.edition.lint, occasion, diagnostics };
    if findings.wants("one-way-see-also") {
        records::one_way(book, &mut findings);
    }
    if findings.wants("similar-heading") {
        records::similar_headings(book, &mut findings);
    }
    if findings.wants("alias-claimed-twice") {
        records::aliases(book, &mut findings);
    }
    if findings.wants("many-locators") {
        locators::many(book, indexes, pages, &mut findings);
    }
    if findings.wants("double-posting") {
        double_posting::report(book, indexes, &pages.locators, &mut findings);
    }
    if findings.wants("uncited-works") {
        unmentioned::report_works(book, inputs, &mut findings);
    }
    if findings.wants("unmentioned-records") {
        unmentioned::report(book, indexes, &mut findings);
    }
    if findings.wants("low-resolution") {
        resolution::report(book, pages, inputs, &mut findings);
    }
    if findings.wants("untagged-name") || findings.wants("ambiguous-surname") {
        let found = find::untagged(book, inputs);
        untagged::report(book, &found, &mut findings);
        untagged::ambiguous(book, &found, &mut findings);
    }
    if findings.wants("heading-jump") {
        headings::jumps(book, &mut findings);
    }
    if findings.wants("note-cited-twice") {
        notes::cited_twice(book, &mut findings);
    }
    if findings.wants("note-out-of-order") {
        notes::out_of_order(book, &mut findings);
    }
    if findings.wants("late-expansion") {
        terms::late(book, inputs, &mut findings);
    }
    prose::report(book, inputs, &mut findings);
}

/// Tags for every name that certainly means one record, and the names that an
/// editor has to decide on.
pub fn suggestions(book: &Book, inputs: &Inputs) -> Suggestions {
    let found = find::untagged(book, inputs);
    let mut suggestions = Suggestions { doubts: found.doubts, ..Suggestions::default() };
    patch::write(book, inputs, found.untagged, &mut suggestions);
    suggestions
}
