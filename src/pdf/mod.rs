//! Pages to PDF; alone names printpdf, lopdf and subsetter.
//!
//! printpdf makes the document, its pages, images and rules; text, fonts and
//! all that belongs to the document as a whole are our own. Streams and fonts
//! are made once, whatever the number of files they go into.

mod assembly;
mod cff;
mod clusters;
mod codes;
mod deflate;
mod destinations;
mod drawing;
mod faces;
mod file;
mod finish;
mod fonts;
mod images;
mod jpeg;
mod labels;
mod links;
mod marks;
mod metadata;
mod names;
mod outline;
mod preflight;
mod press;
mod screen;
mod shapes;
mod streams;
mod structure;
mod syntax;
mod text;
mod words;

#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;

use crate::model::book::Book;
use crate::model::diagnostic::Diagnostics;
use crate::model::inputs::Inputs;
use crate::model::pages::Pages;
use crate::model::pictures::Places;
use crate::model::preflight::{Preflight, Sheets};

/// Judges a PDF, ours or another's, as a file for a printer; says why where it
/// cannot be read.
pub fn preflight(data: &[u8], sheets: Sheets) -> Result<Preflight, String> {
    preflight::preflight(data, sheets)
}

/// Which files to make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    pub screen: bool,
    pub print: bool,
}

/// The files that were wanted.
#[derive(Clone, Debug)]
pub struct Files {
    pub screen: Option<Vec<u8>>,
    pub print: Option<Vec<u8>>,
}

/// The PDF for the screen: links, bookmarks, named destinations, folios as
/// page labels. The PDF for the printer: bleed, boxes, inks, output intent.
/// Both are tagged. Equal input gives equal bytes.
///
/// An image that cannot be decoded is left out, as is a font that is none.
/// Reports images that lose their colours in print (`colour-lost`).
pub fn write(
    book: &Book,
    pages: &Pages,
    inputs: &Inputs,
    wanted: Wanted,
    diagnostics: &mut Diagnostics,
) -> Files {
    if !wanted.screen && !wanted.print {
        return Files { screen: None, print: None };
    }
    let codes = codes::codes(pages);
    let faces = faces::faces(pages, &codes.faces, inputs);
    let widths = words::widths(&codes, &faces);
    let words = words::Words::new(pages, &codes, &widths);
    let (texts, (fonts, images)) = rayon::join(
        || streams::streams(&words),
        || {
            rayon::join(
                || fonts::fonts(&faces, &codes.faces, &widths),
                || images::images(pages, inputs),
            )
        },
    );
    let order = structure::Order::new(pages, texts.iter().map(|text| text.marks.as_slice()));
    let parts = assembly::Parts { fonts, texts, order };
    let (screen, print) = rayon::join(
        || {
            wanted.screen.then(|| {
                let drawing = drawing::document(pages, images.clone());
                let profile = inputs.profiles.get(&book.edition.print.profile);
                let inks = profile.filter(|_| images.values().any(screen::is_inked));
                finish::screen(book, pages, &parts, drawing, inks.map(|profile| profile.as_ref()))
            })
        },
        || {
            wanted.print.then(|| {
                let press = press::Press::new(&book.edition.print, inputs);
                let places = Places::new(book);
                let images = press.images(&images, inputs, &places, diagnostics);
                let drawing = drawing::document(pages, images);
                finish::print(book, pages, &parts, drawing, &press)
            })
        },
    );
    Files { screen, print }
}
