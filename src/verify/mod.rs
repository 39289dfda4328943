//! Finished files to the proof that nothing was lost: every word, note, tag
//! and image of the book is in each of them, in order.
//!
//! The files are read with eyes of their own, which share nothing with the
//! stages that wrote them. What is lost is a fault of the compiler; it is
//! reported at the place in the manuscript that it concerns.

mod archive;
mod compare;
mod contents;
mod ebook;
mod expected;
mod fonts;
mod found;
mod hold;
mod images;
mod inflate;
mod letters;
mod markup;
mod objects;
mod portable;
mod report;
mod syntax;
mod tree;
mod walk;

use crate::model::book::Book;
use crate::model::diagnostic::Diagnostics;
use crate::model::inputs::Inputs;
use crate::verify::expected::{Expected, Medium};
use crate::verify::found::Ids;
use crate::verify::hold::Holder;
use crate::verify::images::Judge;
use crate::verify::report::Reporter;

/// Files that were made of one book.
#[derive(Clone, Copy, Debug, Default)]
pub struct Files<'a> {
    pub epub: Option<&'a [u8]>,
    pub screen: Option<&'a [u8]>,
    pub print: Option<&'a [u8]>,
}

/// Holds files against the book that they were made of.
///
/// Reports the first word that is lost or changed in each section and note of
/// each file (`word-lost`), and all notes (`note-lost`), tags (`tag-lost`) and
/// images (`image-lost`) that are missing or stand elsewhere; a file that
/// cannot be read is `output-unreadable`.
pub fn files(book: &Book, inputs: &Inputs, files: Files<'_>, diagnostics: &mut Diagnostics) {
    let ids = Ids::new(book);
    let (epub, (screen, print)) = rayon::join(
        || files.epub.map(|data| epub(book, inputs, &ids, data)),
        || {
            let is_wanted = files.screen.is_some() || files.print.is_some();
            let expected = is_wanted.then(|| walk::expected(book, Medium::Print));
            let pdf = |data: Option<&[u8]>, name| {
                let of = (expected.as_ref()?, name);
                Some(pdf(book, inputs, &ids, of, data?))
            };
            rayon::join(
                || pdf(files.screen, "the PDF for the screen"),
                || pdf(files.print, "the PDF for the printer"),
            )
        },
    );
    for found in [screen, print, epub].into_iter().flatten() {
        diagnostics.append(found);
    }
}

fn pdf(
    book: &Book,
    inputs: &Inputs,
    ids: &Ids<'_>,
    (expected, file): (&Expected<'_>, &'static str),
    data: &[u8],
) -> Diagnostics {
    let diagnostics = Diagnostics::default();
    let mut reporter = Reporter { sources: &inputs.sources, file, diagnostics };
    match portable::read(data, book, ids) {
        Ok((found, images)) => {
            let keys = images::of_pdf(expected, inputs, &images);
            let mut holder = Holder { book, medium: Medium::Print, found: &found, keys, reporter };
            holder.hold(expected);
            holder.reporter.diagnostics
        }
        Err(why) => {
            reporter.unreadable(&why);
            reporter.diagnostics
        }
    }
}

fn epub(book: &Book, inputs: &Inputs, ids: &Ids<'_>, data: &[u8]) -> Diagnostics {
    let diagnostics = Diagnostics::default();
    let mut reporter = Reporter { sources: &inputs.sources, file: "the ebook", diagnostics };
    match ebook::read(data, book, ids) {
        Ok((found, images)) => {
            let expected = walk::expected(book, Medium::Ebook);
            let judge = Judge { book, inputs, images: &images };
            let keys = images::of_ebook(&judge, &expected, &found);
            let cover = book.edition.cover.as_ref().filter(|it| inputs.images.contains_key(*it));
            if let Some(cover) = cover
                && !found.shown.iter().any(|key| judge.is_that(cover, key))
            {
                reporter.image(cover, "is missing from", None);
            }
            let mut holder = Holder { book, medium: Medium::Ebook, found: &found, keys, reporter };
            holder.hold(&expected);
            holder.reporter.diagnostics
        }
        Err(why) => {
            reporter.unreadable(&why);
            reporter.diagnostics
        }
    }
}
