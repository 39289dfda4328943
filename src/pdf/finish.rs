//! The finishing pass: printpdf's document, our streams and fonts, and all
//! that belongs to the document as a whole, to one file.

use lopdf::Document;

use crate::model::book::Book;
use crate::model::length::Length;
use crate::model::pages::Pages;
use crate::model::print_settings::PrintStandard;
use crate::model::proof::Proof;
use crate::pdf::assembly::{self, Parts, Sheet};
use crate::pdf::crop;
use crate::pdf::deflate::deflate;
use crate::pdf::destinations;
use crate::pdf::file::File;
use crate::pdf::labels;
use crate::pdf::links;
use crate::pdf::metadata::{self, Kind};
use crate::pdf::outline;
use crate::pdf::press::Press;
use crate::pdf::screen;
use crate::pdf::structure::Tree;
use crate::pdf::syntax;

/// The state in which inks print over others: black does.
pub const OVERPRINT: &str = "/ExtGState<</Over<</Type/ExtGState/OP true/op true/OPM 1>>>>";

/// The file for the screen: pages at their trim size, with links and bookmarks.
/// `press` is the profile of the inks that some of its images are in.
pub fn screen(
    book: &Book,
    pages: &Pages,
    parts: &Parts,
    drawing: Document,
    press: Option<&[u8]>,
) -> Vec<u8> {
    // Spreads as in the book: the first page is a recto.
    readable(book, pages, parts, (drawing, trimmed(pages)), ("TwoPageRight", press))
}

/// The proof: as on the screen, on larger sheets with marks.
pub fn proof(
    book: &Book,
    proof: &Proof,
    parts: &Parts,
    drawing: Document,
    press: Option<&[u8]>,
) -> Vec<u8> {
    let pages = &proof.pages;
    let prefix = crop::trimmed(pages.width, pages.height);
    let sheet = Sheet { apron: Some(proof.apron), prefix, ..trimmed(pages) };
    readable(book, pages, parts, (drawing, sheet), ("SinglePage", press))
}

/// Pages at their trim size.
fn trimmed(pages: &Pages) -> Sheet {
    Sheet {
        width: pages.width,
        height: pages.height,
        margin: Length::ZERO,
        bleed: None,
        apron: None,
        prefix: Vec::new(),
        resources: Vec::new(),
    }
}

/// A file to be read on a screen.
fn readable(
    book: &Book,
    pages: &Pages,
    parts: &Parts,
    (drawing, mut sheet): (Document, Sheet),
    (layout, press): (&str, Option<&[u8]>),
) -> Vec<u8> {
    let mut file = File::default();
    // printpdf's numbers come first.
    file.reserve_to(drawing.max_id);
    if let Some(profile) = press {
        sheet.resources.extend(screen::inks(&mut file, profile));
    }
    let mut tree = Tree::new(&parts.order);
    let leaves = assembly::pages(&mut file, parts, &sheet, drawing, |file, at| {
        links::add(file, at, book, pages, &mut tree)
    });
    tree.reserve(&mut file);
    let structure = tree.write(&mut file, book, pages, &leaves.ids);
    let information = file.add(metadata::information(&book.edition, Kind::Screen));
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
    refer("Metadata", packet(&mut file, book, Kind::Screen));
    let intent = screen::intent(&mut file);

    let language = &book.edition.language;
    catalogue.extend_from_slice(format!("/OutputIntents[{intent} 0 R]").as_bytes());
    catalogue.extend_from_slice(b"/MarkInfo<</Marked true>>/Lang");
    syntax::text(&mut catalogue, language.tag());
    let direction = if language.is_right_to_left() { "/Direction/R2L" } else { "" };
    let mode = if outline.is_some() { "UseOutlines" } else { "UseNone" };
    let view = format!(
        "/ViewerPreferences<</DisplayDocTitle true{direction}>>\
         /PageLayout/{layout}/PageMode/{mode}>>"
    );
    catalogue.extend_from_slice(view.as_bytes());
    let catalogue = file.add(catalogue);
    file.bytes("1.7", catalogue, information)
}

/// The file for the printer: bleed and boxes, black as one ink that overprints,
/// the printing condition; nothing to click on. As PDF/X-4 (ISO 15930-7) has
/// it, where the edition asks for that.
pub fn print(
    book: &Book,
    pages: &Pages,
    parts: &Parts,
    drawing: Document,
    press: &Press,
) -> Vec<u8> {
    let mut file = File::default();
    let mut tree = Tree::new(&parts.order);
    let leaves =
        assembly::pages(&mut file, parts, &sheet(pages, press), drawing, |_, _| Vec::new());
    tree.reserve(&mut file);
    let structure = tree.write(&mut file, book, pages, &leaves.ids);
    let labels = file.add(labels::labels(&pages.pages));
    let more =
        format!("/StructTreeRoot {structure} 0 R/PageLabels {labels} 0 R/MarkInfo<</Marked true>>");
    pressed(file, book, press, leaves.tree, &more)
}

/// Ends a file for the printer; `more` are entries of its catalogue.
pub fn pressed(mut file: File, book: &Book, press: &Press, pages: u32, more: &str) -> Vec<u8> {
    let is_x4 = press.settings.standard == PrintStandard::X4;
    let kind = if is_x4 { Kind::X4 } else { Kind::Print };
    let information = file.add(metadata::information(&book.edition, kind));
    let xmp = packet(&mut file, book, kind);
    let mut catalogue = format!(
        "<</Type/Catalog/Pages {pages} 0 R/Metadata {xmp} 0 R{more}\
         /ViewerPreferences<</DisplayDocTitle true>>/Lang"
    )
    .into_bytes();
    syntax::text(&mut catalogue, book.edition.language.tag());
    if is_x4 {
        catalogue.extend_from_slice(b"/OutputIntents[");
        syntax::reference(&mut catalogue, intent(&mut file, press));
        catalogue.push(b']');
    }
    catalogue.extend_from_slice(b">>");
    let catalogue = file.add(catalogue);
    file.bytes("1.6", catalogue, information)
}

/// What the file says of the book, uncompressed, so that tools that know no PDF
/// find it.
pub fn packet(file: &mut File, book: &Book, kind: Kind) -> u32 {
    let id = file.reserve();
    let entries = b"/Type/Metadata/Subtype/XML".to_vec();
    file.set_stream(id, entries, metadata::xmp(&book.edition, kind));
    id
}

/// The trimmed page on a sheet with its bleed.
fn sheet(pages: &Pages, press: &Press) -> Sheet {
    let margin = press.settings.bleed;
    let mut prefix = b"1 0 0 1 ".to_vec();
    syntax::length(&mut prefix, margin);
    prefix.push(b' ');
    syntax::length(&mut prefix, margin);
    // Black ink alone for all that says no colour of its own.
    prefix.extend_from_slice(b" cm\n/Over gs\n0 0 0 1 k\n0 0 0 1 K\n");
    Sheet {
        width: pages.width + margin * 2,
        height: pages.height + margin * 2,
        margin,
        bleed: Some(margin),
        apron: None,
        prefix,
        resources: OVERPRINT.as_bytes().to_vec(),
    }
}

/// The output intent with the profile of the press.
fn intent(file: &mut File, press: &Press) -> u32 {
    let profile = file.add_deflated(b"/N 4".to_vec(), deflate(press.profile));
    let mut out = b"<</Type/OutputIntent/S/GTS_PDFX/OutputConditionIdentifier".to_vec();
    syntax::text(&mut out, &press.settings.condition);
    out.extend_from_slice(b"/RegistryName");
    syntax::text(&mut out, "http://www.color.org");
    out.extend_from_slice(b"/Info");
    syntax::text(&mut out, &press.settings.condition);
    out.extend_from_slice(b"/DestOutputProfile ");
    syntax::reference(&mut out, profile);
    out.extend_from_slice(b">>");
    file.add(out)
}
