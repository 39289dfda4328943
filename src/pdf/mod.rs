//! Pages to PDF; alone names printpdf, lopdf and subsetter.
//!
//! printpdf makes the document, its pages, images and rules; text, fonts and
//! all that belongs to the document as a whole are our own. Streams and fonts
//! are made once, whatever the number of files they go into.

mod assembly;
mod cff;
mod clusters;
mod codes;
mod cover;
mod crop;
mod deflate;
mod destinations;
mod drawing;
mod faces;
mod file;
mod finish;
mod fonts;
mod images;
mod imposition;
mod jpeg;
mod labels;
mod links;
mod marks;
mod metadata;
mod names;
mod object_streams;
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

use std::collections::BTreeMap;

use printpdf::ExternalXObject;

use crate::model::book::Book;
use crate::model::cover::Cover;
use crate::model::diagnostic::Diagnostics;
use crate::model::imposition::Imposition;
use crate::model::inputs::Inputs;
use crate::model::pages::Pages;
use crate::model::pictures::Places;
use crate::model::preflight::{Preflight, Sheets};
use crate::model::print_settings::{Inks, PrintSettings};
use crate::model::proof::Proof;

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
/// An image that cannot be decoded is left out. Reports fonts that no reader
/// could use (`missing-font`), and images that lose their colours in print
/// (`colour-lost`).
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
    let (parts, images) = parts(pages, inputs);
    report(&parts, diagnostics);
    let (screen, print) = rayon::join(
        || {
            wanted.screen.then(|| {
                let drawing = drawing::document(pages, images.clone());
                let inks = inks(book, inputs, &images);
                finish::screen(book, pages, &parts, drawing, inks)
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

/// The proof as a PDF: to be read on a screen or printed, with crop marks.
/// Reports fonts that no reader could use (`missing-font`).
pub fn proof(
    book: &Book,
    proof: &Proof,
    inputs: &Inputs,
    diagnostics: &mut Diagnostics,
) -> Vec<u8> {
    let (parts, images) = parts(&proof.pages, inputs);
    report(&parts, diagnostics);
    let inks = inks(book, inputs, &images);
    finish::proof(book, proof, &parts, drawing::document(&proof.pages, images), inks)
}

/// The book's pages on sheets, in black or in the inks of the printer's file.
/// `pages` are the book's, then one with the label of each forme. Reports
/// fonts that no reader could use (`missing-font`).
pub fn imposed(
    book: &Book,
    pages: &Pages,
    imposition: &Imposition,
    inputs: &Inputs,
    diagnostics: &mut Diagnostics,
) -> Vec<u8> {
    let (parts, images) = parts(pages, inputs);
    report(&parts, diagnostics);
    let press = press::Press::new(&book.edition.print, inputs);
    // Lost colours are reported with the file for the printer.
    let places = Places::new(book);
    let images = press.images(&images, inputs, &places, &mut Diagnostics::default());
    imposition::write(book, pages, imposition, &parts, drawing::document(pages, images))
}

/// The cover for the printer, in four inks. Reports fonts that no reader could
/// use (`missing-font`), and an image that loses its colours in print
/// (`colour-lost`).
pub fn cover(
    book: &Book,
    cover: &Cover,
    inputs: &Inputs,
    diagnostics: &mut Diagnostics,
) -> Vec<u8> {
    let (parts, images) = parts(&cover.pages, inputs);
    report(&parts, diagnostics);
    let settings = PrintSettings { images: Inks::Cmyk, ..book.edition.print.clone() };
    let press = press::Press::new(&settings, inputs);
    let images = press.images(&images, inputs, &Places::new(book), diagnostics);
    cover::write(book, cover, &parts, drawing::document(&cover.pages, images), &press)
}

/// Reports fonts whose text nobody would see, each once for all files.
fn report(parts: &assembly::Parts, diagnostics: &mut Diagnostics) {
    if diagnostics.iter().any(|known| known.code == "missing-font") {
        return;
    }
    for name in &parts.unusable {
        diagnostics
            .error(
                "missing-font",
                None,
                format!("the font `{name}` is damaged: its glyphs cannot be taken out"),
            )
            .help("put a whole font file in its place, or name another in the style");
    }
}

/// The profile of the press, where images are in its inks.
fn inks<'i>(
    book: &Book,
    inputs: &'i Inputs,
    images: &BTreeMap<&str, ExternalXObject>,
) -> Option<&'i [u8]> {
    let profile = inputs.profiles.get(&book.edition.print.profile)?;
    images.values().any(screen::is_inked).then_some(profile.as_ref())
}

/// What all files are made of: fonts, the pages' streams, images.
fn parts<'p>(
    pages: &'p Pages,
    inputs: &Inputs,
) -> (assembly::Parts, BTreeMap<&'p str, ExternalXObject>) {
    let shown = codes::shown(pages);
    let faces = faces::faces(pages, &shown, inputs);
    let codes = codes::codes(pages, &shown, &faces);
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
    let wanted = faces.iter().zip(&codes.faces).zip(&fonts);
    let unusable = wanted
        .filter(|((_, codes), font)| !codes.codes.is_empty() && font.is_none())
        .filter_map(|((face, _), _)| Some(face.as_ref()?.name.to_string()))
        .collect();
    (assembly::Parts { fonts, texts, order, unusable }, images)
}
