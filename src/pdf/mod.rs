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
mod metadata;
mod outline;
mod streams;
mod syntax;
mod text;
mod words;

#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;

use crate::model::book::Book;
use crate::model::inputs::Inputs;
use crate::model::pages::Pages;

/// The PDF for the screen: links, bookmarks, named destinations, folios as
/// page labels. Equal input gives equal bytes.
///
/// An image that cannot be decoded is left out, as is a font that is none.
pub fn write(book: &Book, pages: &Pages, inputs: &Inputs) -> Vec<u8> {
    let codes = codes::codes(pages);
    let faces = faces::faces(pages, &codes.faces, inputs);
    let widths = words::widths(&codes, &faces);
    let words = words::Words::new(pages, &codes, &widths);
    let (texts, (fonts, drawing)) = rayon::join(
        || streams::streams(&words),
        || {
            rayon::join(
                || fonts::fonts(&faces, &codes.faces, &widths),
                || drawing::document(pages, images::images(pages, inputs)),
            )
        },
    );
    let parts = assembly::Parts { fonts, texts };
    finish::screen(book, pages, &parts, drawing)
}
