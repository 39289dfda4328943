//! The finishing pass: printpdf's document, our streams and fonts, and all
//! that belongs to the document as a whole, to one file.

use lopdf::Document;

use crate::model::book::Book;
use crate::model::pages::Pages;
use crate::pdf::assembly::{self, Parts};
use crate::pdf::destinations;
use crate::pdf::file::File;
use crate::pdf::labels;
use crate::pdf::links;
use crate::pdf::metadata;
use crate::pdf::outline;
use crate::pdf::structure::Tree;
use crate::pdf::syntax;

/// The file for the screen: pages at their trim size, with links and bookmarks.
pub fn screen(book: &Book, pages: &Pages, parts: &Parts, drawing: Document) -> Vec<u8> {
    let mut file = File::default();
    let mut tree = Tree::new(pages, parts.texts.iter().map(|text| text.marks.as_slice()));
    let leaves = assembly::pages(&mut file, parts, pages, drawing, |file, at| {
        links::add(file, at, book, pages, &mut tree)
    });
    tree.reserve(&mut file);
    let structure = tree.write(&mut file, book, pages, &leaves.ids);
    let information = file.add(metadata::information(&book.edition));
    let mut catalogue = b"<</Type/Catalog".to_vec();
    let mut refer = |key: &str, id: u32| {
        catalogue.extend_from_slice(format!("/{key} {id} 0 R").as_bytes());
    };
    refer("Pages", leaves.tree);
    refer("StructTreeRoot", structure);
    refer("PageLabels", file.add(labels::labels(&pages.pages)));
    if let Some(names) = destinations::add(&mut file, book, pages, &leaves.ids) {
        refer("Names", file.add(format!("<</Dests {names} 0 R>>").into_bytes()));
    }
    let outline = outline::add(&mut file, pages, &leaves.ids);
    if let Some(outline) = outline {
        refer("Outlines", outline);
    }
    // Uncompressed, so that tools that know no PDF find it.
    let xmp = file.reserve();
    let entries = b"/Type/Metadata/Subtype/XML".to_vec();
    file.set_stream(xmp, entries, metadata::xmp(&book.edition));
    refer("Metadata", xmp);

    let language = &book.edition.language;
    catalogue.extend_from_slice(b"/MarkInfo<</Marked true>>/Lang");
    syntax::text(&mut catalogue, language.tag());
    let direction = if language.is_right_to_left() { "/Direction/R2L" } else { "" };
    let mode = if outline.is_some() { "UseOutlines" } else { "UseNone" };
    // Spreads as in the book: the first page is a recto.
    let view = format!(
        "/ViewerPreferences<</DisplayDocTitle true{direction}>>\
         /PageLayout/TwoPageRight/PageMode/{mode}>>"
    );
    catalogue.extend_from_slice(view.as_bytes());
    let catalogue = file.add(catalogue);
    file.bytes("1.7", catalogue, information)
}
