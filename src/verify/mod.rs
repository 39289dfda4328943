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
mod registers;
mod report;
mod syntax;
mod tree;
mod walk;

use crate::model::book::Book;
use crate::model::diagnostic::Diagnostics;
use crate::model::index::Indexes;
use crate::model::inputs::Inputs;
use crate::verify::expected::{Expected, Medium};
use crate::verify::found::Ids;
use crate::verify::hold::Holder;
use crate::verify::images::Judge;
use crate::verify::registers::Said;
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
/// each file, in indexes and glossaries the first heading, note or definition
/// that is lost (`word-lost`), and all notes (`note-lost`), tags (`tag-lost`) and
/// images (`image-lost`) that are missing or stand elsewhere; a file that
/// cannot be read is `output-unreadable`.
pub fn files(
    (book, indexes): (&Book, &Indexes),
    inputs: &Inputs,
    files: Files<'_>,
    diagnostics: &mut Diagnostics,
) {
    let ids = Ids::new(book);
    let lists: Vec<Vec<Vec<Said>>> =
        book.sections.iter().map(|section| registers::rows(book, indexes, section)).collect();
    let material = Material { book, inputs, ids: &ids, lists: &lists };
    let (epub, (screen, print)) = rayon::join(
        || files.epub.map(|data| epub(&material, data)),
        || {
            let is_wanted = files.screen.is_some() || files.print.is_some();
            let expected = is_wanted.then(|| walk::expected(book, Medium::Print));
            let pdf =
                |data: Option<&[u8]>, name| Some(pdf(&material, expected.as_ref()?, name, data?));
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

/// What files are held against.
struct Material<'a> {
    book: &'a Book,
    inputs: &'a Inputs,
    ids: &'a Ids<'a>,
    /// By section: what registers say in it.
    lists: &'a [Vec<Vec<Said>>],
}

fn pdf(
    material: &Material<'_>,
    expected: &Expected<'_>,
    file: &'static str,
    data: &[u8],
) -> Diagnostics {
    let Material { book, inputs, ids, lists } = *material;
    let diagnostics = Diagnostics::default();
    let mut reporter = Reporter { sources: &inputs.sources, file, diagnostics };
    match portable::read(data, book, ids) {
        Ok((found, images)) => {
            let keys = images::of_pdf(expected, inputs, &images);
            let mut holder = Holder { book, medium: Medium::Print, found: &found, keys, reporter };
            holder.hold(expected);
            holder.lists(lists);
            holder.reporter.diagnostics
        }
        Err(why) => {
            reporter.unreadable(&why);
            reporter.diagnostics
        }
    }
}

fn epub(material: &Material<'_>, data: &[u8]) -> Diagnostics {
    let Material { book, inputs, ids, lists } = *material;
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
            holder.lists(lists);
            holder.reporter.diagnostics
        }
        Err(why) => {
            reporter.unreadable(&why);
            reporter.diagnostics
        }
    }
}
