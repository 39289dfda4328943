//! What the ebook offers to readers who do not see it: computed, never claimed.

use crate::epub::assemble::Leaves;
use crate::epub::context::Context;
use crate::epub::identity;
use crate::epub::package::meta;
use crate::epub::xhtml::Xhtml;
use crate::model::edition::Edition;

/// Writes the accessibility metadata of EPUB Accessibility 1.1.
///
/// Conformance with WCAG is the publisher's claim, so there is none here.
pub(crate) fn metadata(context: &Context<'_>, leaves: &Leaves, out: &mut Xhtml) {
    let has_images = !leaves.images.is_empty();
    let has_pages = !leaves.markers.is_empty();
    let has_index = leaves.leaves.iter().any(|leaf| leaf.property == "index");
    meta(out, "schema:accessMode", "textual");
    if has_images {
        meta(out, "schema:accessMode", "visual");
    }
    // Every image has its alternative text, so reading suffices.
    meta(out, "schema:accessModeSufficient", "textual");
    let features = [
        ("tableOfContents", true),
        ("readingOrder", true),
        ("structuralNavigation", true),
        ("displayTransformability", true),
        ("alternativeText", has_images),
        ("index", has_index),
        ("pageBreakMarkers", has_pages),
        ("pageNavigation", has_pages),
    ];
    for (feature, _) in features.iter().filter(|(_, is_there)| *is_there) {
        meta(out, "schema:accessibilityFeature", feature);
    }
    meta(out, "schema:accessibilityHazard", "none");
    meta(out, "schema:accessibilitySummary", &summary(context, has_images, has_pages, has_index));
    if has_pages {
        meta(out, "pageBreakSource", &print_edition(&context.book.edition));
    }
}

fn summary(context: &Context<'_>, has_images: bool, has_pages: bool, has_index: bool) -> String {
    let mut offers = vec!["headings", "a table of contents", "landmarks"];
    if has_pages {
        offers.push("the page numbers of the print edition");
    }
    if !context.book.notes.is_empty() {
        offers.push("notes linked to their references and back");
    }
    if has_index {
        offers.push("an index whose entries lead to the very passage");
    }
    if has_images {
        offers.push("alternative text for every image");
    }
    let last = offers.pop().unwrap_or_default();
    format!(
        "All content can be read as text. The book has {} and {last}. Passages in other \
         languages are marked as such.",
        offers.join(", ")
    )
}

/// The print edition whose pages are marked: by its ISBN, else by its title.
fn print_edition(edition: &Edition) -> String {
    if let Some(isbn) = edition.identifiers.isbn_print.as_deref().and_then(identity::isbn) {
        return isbn;
    }
    let publisher = edition.publisher.as_ref().map(|publisher| publisher.name.clone());
    let year = edition.date.map(|date| date.year.to_string());
    let imprint: Vec<String> = publisher.into_iter().chain(year).collect();
    if imprint.is_empty() {
        return edition.title.clone();
    }
    format!("{} ({})", edition.title, imprint.join(", "))
}
