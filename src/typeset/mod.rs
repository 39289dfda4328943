//! The book to its pages: text is composed into flows, flows are broken into
//! lines and pages, and what depends on folios is set again until it holds.

mod addresses;
mod assemble;
mod balance;
mod beside;
mod breaks;
mod candidates;
mod chunks;
mod code;
mod columns;
mod compose;
mod costs;
mod direction;
mod endings;
mod endnotes;
mod entries;
mod faces;
mod filling;
mod floating;
mod floats;
mod flows;
mod fonts;
mod footing;
mod furniture;
mod galley;
mod glossary;
mod hyphenate;
mod initials;
mod items;
mod lines;
mod listing;
mod locators;
mod matter;
mod note_locators;
mod paginate;
mod places;
mod plan;
mod protrusion;
mod ranges;
mod registers;
mod report;
mod rows;
mod running;
mod sections;
mod setting;
mod symbols;
mod tables;
mod ties;
mod tree;
mod variants;
mod widths;
mod words;

use crate::model::book::Book;
use crate::model::diagnostic::Diagnostics;
use crate::model::index::Indexes;
use crate::model::inputs::Inputs;
use crate::model::pages::Pages;
use crate::model::style::Style;

/// Typesets the whole book.
///
/// Reports fonts that are missing (`missing-font`), characters that no font
/// has (`missing-character`), lines that do not fit (`overfull-line`), and
/// references to pages that do not settle (`unsettled-reference`).
pub fn pages(
    book: &Book,
    indexes: &Indexes,
    style: &Style,
    inputs: &Inputs,
    diagnostics: &mut Diagnostics,
) -> Option<Pages> {
    let faces = match fonts::Faces::load(style, inputs) {
        Ok(faces) => faces,
        Err(name) => {
            diagnostics
                .error("missing-font", None, format!("the font `{name}` is not there or is no font"))
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
    let mut setting = setting::Setting::new(composer, indexes);
    setting.settle();
    report::report(&mut setting, diagnostics);
    Some(setting.finish())
}

#[cfg(test)]
mod locator_tests;
#[cfg(test)]
mod tests;
