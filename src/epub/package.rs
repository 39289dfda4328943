//! The package document: metadata, manifest, reading order.

use crate::epub::access;
use crate::epub::assemble::Leaves;
use crate::epub::context::Context;
use crate::epub::identity;
use crate::epub::images;
use crate::epub::relators;
use crate::epub::search_keys;
use crate::epub::xhtml::Xhtml;
use crate::model::edition::{Contributor, Edition};
use crate::model::inputs::Inputs;
use crate::model::text::plain;

/// A font of the ebook: its place below the root, its media type.
pub(crate) type FontItem<'a> = (&'a str, &'static str);

/// The package document.
pub(crate) fn document(
    context: &Context<'_>,
    leaves: &Leaves,
    inputs: &Inputs,
    fonts: &[FontItem<'_>],
) -> String {
    let edition = &context.book.edition;
    let mut out = Xhtml::default();
    out.raw(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" \
         unique-identifier=\"identifier\" prefix=\"ibooks: \
         http://vocabulary.itunes.apple.com/rdf/ibooks/vocabulary-extensions-1.0/\"",
    );
    out.attribute("xml:lang", edition.language.tag());
    if edition.language.is_right_to_left() {
        out.attribute("dir", "rtl");
    }
    out.raw(">\n<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n");
    names(edition, &mut out);
    contributors(edition, &mut out);
    circumstances(edition, &mut out);
    access::metadata(context, leaves, &mut out);
    if !fonts.is_empty() {
        meta(&mut out, "ibooks:specified-fonts", "true");
    }
    if cover(context, leaves).is_some() {
        // For readers that know no `properties` yet.
        out.raw("<meta name=\"cover\" content=\"cover-image\"/>\n");
    }
    out.raw("</metadata>\n");
    manifest(context, leaves, inputs, fonts, &mut out);
    spine(leaves, edition, &mut out);
    indexes(leaves, &mut out);
    out.raw("</package>\n");
    out.as_str().to_string()
}

/// Writes for each index which files it consists of.
fn indexes(leaves: &Leaves, out: &mut Xhtml) {
    let mut is_open = false;
    for leaf in leaves.leaves.iter().filter(|leaf| leaf.property == "index") {
        if !leaf.is_continued {
            out.raw(if is_open { "</collection>\n" } else { "" });
            out.raw("<collection role=\"index\">");
            is_open = true;
        }
        out.raw("<link");
        out.attribute("href", &format!("text/{}.xhtml", leaf.name));
        out.raw("/>");
    }
    out.raw(if is_open { "</collection>\n" } else { "" });
}

/// Writes `<meta property="…">value</meta>`.
pub(crate) fn meta(out: &mut Xhtml, property: &str, value: &str) {
    out.raw("<meta");
    out.attribute("property", property);
    out.raw(">");
    out.text(value);
    out.raw("</meta>\n");
}

/// Writes a statement about the element with an identifier.
fn refine(out: &mut Xhtml, id: &str, property: &str, value: &str) {
    out.raw("<meta");
    out.attribute("refines", &format!("#{id}"));
    out.attribute("property", property);
    if property == "role" {
        out.attribute("scheme", "marc:relators");
    }
    out.raw(">");
    out.text(value);
    out.raw("</meta>\n");
}

/// Writes an element of the Dublin Core; an empty `id` is none.
fn dublin_core(out: &mut Xhtml, name: &str, id: &str, value: &str) {
    out.raw("<dc:");
    out.raw(name);
    if !id.is_empty() {
        out.attribute("id", id);
    }
    out.raw(">");
    out.text(value);
    out.raw("</dc:");
    out.raw(name);
    out.raw(">\n");
}

fn names(edition: &Edition, out: &mut Xhtml) {
    for (at, identifier) in identity::identifiers(edition).iter().enumerate() {
        dublin_core(out, "identifier", if at == 0 { "identifier" } else { "" }, identifier);
    }
    dublin_core(out, "title", "title", &edition.title);
    refine(out, "title", "title-type", "main");
    if let Some(subtitle) = &edition.subtitle {
        dublin_core(out, "title", "subtitle", subtitle);
        refine(out, "subtitle", "title-type", "subtitle");
    }
    dublin_core(out, "language", "", edition.language.tag());
}

fn contributors(edition: &Edition, out: &mut Xhtml) {
    let code = |contributor: &Contributor| relators::code(&contributor.role);
    let has_author = edition.contributors.iter().any(|contributor| code(contributor) == "aut");
    for (at, contributor) in edition.contributors.iter().enumerate() {
        let code = code(contributor);
        let is_creator = code == "aut" || (!has_author && matches!(code, "edt" | "com"));
        let id = format!("contributor-{}", at + 1);
        let element = if is_creator { "creator" } else { "contributor" };
        dublin_core(out, element, &id, &contributor.name);
        refine(out, &id, "role", code);
        if let Some(sort) = &contributor.sort {
            refine(out, &id, "file-as", sort);
        }
    }
}

fn circumstances(edition: &Edition, out: &mut Xhtml) {
    if let Some(series) = &edition.series {
        out.raw("<meta property=\"belongs-to-collection\" id=\"series\">");
        out.text(&series.name);
        out.raw("</meta>\n");
        refine(out, "series", "collection-type", "series");
        // A position is a number, or several with points between.
        let is_position = |number: &&String| {
            number
                .split('.')
                .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
        };
        if let Some(number) = series.number.as_ref().filter(is_position) {
            refine(out, "series", "group-position", number);
        }
    }
    if let Some(publisher) = &edition.publisher {
        dublin_core(out, "publisher", "", &publisher.name);
    }
    if let Some(date) = edition.date {
        dublin_core(out, "date", "", &date.to_string());
    }
    meta(out, "dcterms:modified", &identity::modified(edition));
    if let Some(rights) = &edition.rights {
        dublin_core(out, "rights", "", rights);
    }
    if let Some(description) = &edition.description {
        dublin_core(out, "description", "", &plain(description));
    }
    for subject in &edition.subjects {
        dublin_core(out, "subject", "", subject);
    }
    if let Some(statement) = &edition.statement {
        meta(out, "schema:bookEdition", statement);
    }
    if let Some(isbn) = edition.identifiers.isbn_print.as_deref().and_then(identity::isbn) {
        dublin_core(out, "source", "", &isbn);
    }
}

/// The cover image, where the cover shows one.
fn cover<'a>(context: &'a Context<'_>, leaves: &Leaves) -> Option<&'a String> {
    context.book.edition.cover.as_ref().filter(|cover| leaves.images.contains(cover))
}

fn manifest(
    context: &Context<'_>,
    leaves: &Leaves,
    inputs: &Inputs,
    fonts: &[FontItem<'_>],
    out: &mut Xhtml,
) {
    out.raw("<manifest>\n");
    item(out, "nav", "nav.xhtml", "application/xhtml+xml", "nav");
    item(out, "ncx", "toc.ncx", "application/x-dtbncx+xml", "");
    item(out, "stylesheet", "stylesheet.css", "text/css", "");
    for leaf in &leaves.leaves {
        let href = format!("text/{}.xhtml", leaf.name);
        item(out, &format!("text-{}", leaf.name), &href, "application/xhtml+xml", leaf.property);
    }
    let cover = cover(context, leaves);
    for (at, name) in leaves.images.iter().enumerate() {
        if let Some(image) = inputs.images.get(name) {
            let href = &context.images[name.as_str()];
            let media_type = images::media_type(image.format);
            if cover == Some(name) {
                item(out, "cover-image", href, media_type, "cover-image");
            } else {
                item(out, &format!("image-{}", at + 1), href, media_type, "");
            }
        }
    }
    for (at, (href, media_type)) in fonts.iter().enumerate() {
        item(out, &format!("font-{}", at + 1), href, media_type, "");
    }
    if leaves.leaves.iter().any(|leaf| leaf.property == "glossary") {
        let properties = "search-key-map glossary";
        item(out, "search-keys", search_keys::PLACE, search_keys::MEDIA_TYPE, properties);
    }
    out.raw("</manifest>\n");
}

fn item(out: &mut Xhtml, id: &str, href: &str, media_type: &str, properties: &str) {
    out.raw("<item");
    out.attribute("id", id);
    out.attribute("href", href);
    out.attribute("media-type", media_type);
    if !properties.is_empty() {
        out.attribute("properties", properties);
    }
    out.raw("/>\n");
}

fn spine(leaves: &Leaves, edition: &Edition, out: &mut Xhtml) {
    out.raw("<spine toc=\"ncx\"");
    if edition.language.is_right_to_left() {
        out.attribute("page-progression-direction", "rtl");
    }
    out.raw(">\n");
    for leaf in &leaves.leaves {
        out.raw("<itemref");
        out.attribute("idref", &format!("text-{}", leaf.name));
        out.raw("/>\n");
    }
    out.raw("</spine>\n");
}
