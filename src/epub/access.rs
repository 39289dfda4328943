//! What the ebook offers to readers who do not see it: computed, never claimed.

use crate::epub::assemble::Leaves;
use crate::epub::context::Context;
use crate::epub::identity;
use crate::epub::package::meta;
use crate::epub::xhtml::Xhtml;
use crate::model::aloud;
use crate::model::edition::Edition;

/// Writes the accessibility metadata of EPUB Accessibility 1.1.
///
/// Conformance with WCAG is the publisher's claim: it stands here only where
/// the edition makes it.
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
    claim(&context.book.edition, out);
    if has_pages {
        meta(out, "pageBreakSource", &print_edition(&context.book.edition));
    }
}

fn summary(context: &Context<'_>, has_images: bool, has_pages: bool, has_index: bool) -> String {
    let aloud = aloud::of(&context.book.edition.language);
    let words = &aloud.summary;
    let offers = [
        (words.headings, true),
        (words.contents, true),
        (words.landmarks, true),
        (words.pages, has_pages),
        (words.notes, !context.book.notes.is_empty()),
        (words.index, has_index),
        (words.images, has_images),
    ];
    let mut offers: Vec<&str> =
        offers.into_iter().filter_map(|(offer, is_there)| is_there.then_some(offer)).collect();
    let last = offers.pop().unwrap_or_default();
    let (before, after) = words.offers;
    let offers = offers.join(", ");
    format!(
        "{} {before}{offers} {} {last}{after} {}",
        words.all_is_text, aloud.and, words.languages
    )
}

/// Writes the publisher's claim of conformance, if the edition makes one.
fn claim(edition: &Edition, out: &mut Xhtml) {
    let Some(claim) = &edition.ebook.claim else { return };
    out.raw("<meta property=\"dcterms:conformsTo\" id=\"conforms-to\">");
    out.text(claim.standard);
    out.raw("</meta>\n<meta property=\"a11y:certifiedBy\" refines=\"#conforms-to\">");
    out.text(&claim.certified_by);
    out.raw("</meta>\n");
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
