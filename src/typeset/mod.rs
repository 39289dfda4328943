//! The book to its pages: text is composed into flows, flows are broken into
//! lines and pages, and what depends on folios is set again until it holds.

mod addresses;
mod assemble;
mod balance;
mod bench;
mod beside;
mod bibliography;
mod breaks;
mod candidates;
mod chunks;
mod code;
mod columns;
mod compose;
mod costs;
mod cover;
mod direction;
mod endings;
mod endnotes;
mod entries;
mod faces;
mod filling;
mod fits;
mod floating;
mod floats;
mod flows;
mod fonts;
mod footing;
mod furniture;
mod galley;
mod glossary;
mod hanging;
mod held_pages;
mod holds;
mod hyphenate;
mod initials;
mod items;
mod keeping;
mod known;
mod labels;
mod lines;
mod listing;
mod listings;
mod locators;
mod locked;
mod matter;
mod moved;
mod note_locators;
mod paginate;
mod places;
mod placing;
mod plan;
mod proof;
mod protrusion;
mod ranges;
mod registers;
mod report;
mod rooms;
mod rows;
mod running;
mod sections;
mod setting;
mod shaping;
mod sound;
mod stick;
mod symbols;
mod tables;
mod ties;
mod tree;
mod variants;
mod widths;
mod words;

use crate::model::book::Book;
use crate::model::cover::Cover;
use crate::model::diagnostic::Diagnostics;
use crate::model::index::Indexes;
use crate::model::inputs::Inputs;
use crate::model::lock::Lock;
use crate::model::pages::Pages;
use crate::model::proof::{Changed, Proof};
use crate::model::style::Style;

/// Typesets the whole book.
///
/// With a lock, each page begins where that of the older printing began, as far
/// as that can be, and lines and pages on which nothing has changed are the
/// same.
///
/// Reports fonts that are missing (`missing-font`), characters that no font
/// has (`missing-character`), lines that do not fit (`overfull-line`),
/// references to pages that do not settle (`unsettled-reference`), a book that
/// has no page (`empty-book`), and pages
/// that could not be kept (`moved-page`).
pub fn pages(
    book: &Book,
    indexes: &Indexes,
    style: &Style,
    inputs: &Inputs,
    lock: Option<&Lock>,
    diagnostics: &mut Diagnostics,
) -> Option<Pages> {
    let faces = match fonts::Faces::load(style, inputs) {
        Ok(faces) => faces,
        Err(name) => {
            diagnostics
                .error("missing-font", None, format!("the font `{name}` is not there, or is no whole font"))
                .help("put the font file into `fonts/` beside the manuscript, or name another in the style");
            return None;
        }
    };
    let hyphenation = hyphenate::Hyphenation {
        before: style.paragraphs.before_hyphen,
        after: style.paragraphs.after_hyphen,
    };
    let words = words::Words::new(hyphenation);
    let composer = compose::Composer::new(book, style, inputs, &faces, words);
    let locked = lock.map(|lock| {
        let sections = book.sections.iter().enumerate();
        locked::Locked::new(lock, &sections.map(|(at, section)| (section.anchor, at)).collect())
    });
    let mut setting = setting::Setting::new(composer, indexes, locked.as_ref());
    setting.settle();
    report::report(&mut setting, diagnostics);
    moved::report(&setting, diagnostics);
    Some(setting.finish())
}

/// The proof of pages that have been typeset: the same lines on the same pages,
/// with margins. `changed` lines rise; they get bars.
///
/// Gives nothing where a font is missing, which typesetting has reported.
pub fn proof(
    book: &Book,
    indexes: &Indexes,
    style: &Style,
    inputs: &Inputs,
    pages: &Pages,
    changed: &[Changed],
) -> Option<Proof> {
    let faces = fonts::Faces::load(style, inputs).ok()?;
    let material = bench::Material { book, style, inputs, faces: &faces };
    Some(proof::proof(&material, indexes, pages, changed))
}

/// The pages with a page for each label behind them, which shows it in one
/// line: its baseline is the upper edge of that page.
pub fn labelled(
    book: &Book,
    style: &Style,
    inputs: &Inputs,
    pages: &Pages,
    labels: &[String],
) -> Option<Pages> {
    let faces = fonts::Faces::load(style, inputs).ok()?;
    let material = bench::Material { book, style, inputs, faces: &faces };
    Some(labels::labelled(&material, pages, labels))
}

/// The cover of a book that has these pages.
pub fn cover(book: &Book, style: &Style, inputs: &Inputs, pages: &Pages) -> Option<Cover> {
    let faces = fonts::Faces::load(style, inputs).ok()?;
    let material = bench::Material { book, style, inputs, faces: &faces };
    Some(cover::cover(&material, pages))
}

#[cfg(test)]
mod locator_tests;
#[cfg(test)]
mod tests;
