//! Blocks of text, to XHTML.

use crate::epub::draft::Draft;
use crate::epub::images;
use crate::epub::inlines;
use crate::epub::tables;
use crate::model::book::{AnchorId, Reference};
use crate::model::text::{Block, BlockKind, Definition, Image, Inline, List, QuotationKind, plain};

/// Writes blocks one after another.
pub(crate) fn write<'a>(draft: &mut Draft<'a>, blocks: &'a [Block<Reference>]) {
    for block in blocks {
        let anchor = block.anchor;
        match &block.kind {
            BlockKind::Heading { level, content } => heading(draft, *level, anchor, content),
            BlockKind::Paragraph(content) => paragraph(draft, anchor, "", content),
            BlockKind::Quotation { kind, blocks } => quotation(draft, *kind, anchor, blocks),
            BlockKind::List(content) => list(draft, anchor, content),
            BlockKind::Definitions(content) => definitions(draft, anchor, content),
            BlockKind::Table(table) => tables::write(draft, anchor, table),
            BlockKind::Figure { image, caption, credit, is_plate, .. } => {
                figure(draft, (anchor, *is_plate), image, (caption.as_slice(), credit.as_slice()));
            }
            BlockKind::SectionBreak => {
                draft.start("hr", anchor);
                draft.out.raw("/>\n");
            }
            BlockKind::Code(text) => {
                draft.start("pre", anchor);
                draft.out.raw("><code>");
                inlines::text(draft, text);
                draft.out.raw("</code></pre>\n");
            }
        }
    }
}

/// Writes one paragraph; `class` is a whole attribute with its space, or
/// nothing.
pub(crate) fn paragraph<'a>(
    draft: &mut Draft<'a>,
    anchor: Option<AnchorId>,
    class: &str,
    content: &'a [Inline<Reference>],
) {
    draft.start("p", anchor);
    draft.out.raw(class);
    draft.out.raw(">");
    if draft.is_verse {
        inlines::verse(draft, content);
    } else {
        inlines::write(draft, content);
    }
    draft.out.raw("</p>\n");
}

fn heading<'a>(
    draft: &mut Draft<'a>,
    level: u8,
    anchor: Option<AnchorId>,
    content: &'a [Inline<Reference>],
) {
    if plain(content).trim().is_empty() {
        return paragraph(draft, anchor, "", content);
    }
    let level = draft.headings.level(level);
    if let Some(anchor) = anchor {
        draft.markers_at(anchor);
    }
    let tag = format!("h{level}");
    inlines::hoisted(draft, content, |draft| {
        draft.start(&tag, anchor);
        draft.out.raw(">");
    });
    draft.out.raw(&format!("</{tag}>\n"));
}

fn quotation<'a>(
    draft: &mut Draft<'a>,
    kind: QuotationKind,
    anchor: Option<AnchorId>,
    blocks: &'a [Block<Reference>],
) {
    let (tag, attributes) = match kind {
        QuotationKind::Plain => ("blockquote", ""),
        QuotationKind::Verse => ("blockquote", " class=\"verse\" epub:type=\"z3998:verse\""),
        QuotationKind::Epigraph => {
            ("blockquote", " class=\"epigraph\" epub:type=\"epigraph\" role=\"doc-epigraph\"")
        }
        QuotationKind::Letter => ("blockquote", " class=\"letter\" epub:type=\"z3998:letter\""),
        QuotationKind::Opener => ("div", " class=\"opener\""),
        QuotationKind::Closer => ("div", " class=\"closer\""),
        QuotationKind::Dateline => ("div", " class=\"dateline\""),
        QuotationKind::Signature => ("div", " class=\"signature\""),
        QuotationKind::Postscript => {
            ("div", " class=\"postscript\" epub:type=\"z3998:postscript\"")
        }
        QuotationKind::Headnote => ("div", " class=\"headnote\""),
        QuotationKind::Dialogue => ("div", " class=\"dialogue\""),
    };
    draft.start(tag, anchor);
    draft.out.raw(attributes);
    draft.out.raw(">\n");
    // Only paragraphs of verse themselves are stanzas.
    let was_verse = std::mem::replace(&mut draft.is_verse, kind == QuotationKind::Verse);
    match (kind, blocks.split_last()) {
        (QuotationKind::Closer | QuotationKind::Signature, Some((last, rest))) => {
            write(draft, rest);
            signature(draft, last);
        }
        _ => write(draft, blocks),
    }
    draft.is_verse = was_verse;
    draft.out.raw(&format!("</{tag}>\n"));
}

/// The last paragraph of a closer is what the letter is signed with.
fn signature<'a>(draft: &mut Draft<'a>, block: &'a Block<Reference>) {
    match &block.kind {
        BlockKind::Paragraph(content) => {
            paragraph(draft, block.anchor, " epub:type=\"z3998:signature\"", content);
        }
        _ => write(draft, std::slice::from_ref(block)),
    }
}

fn list<'a>(draft: &mut Draft<'a>, anchor: Option<AnchorId>, list: &'a List<Reference>) {
    if list.items.is_empty() {
        return;
    }
    let tag = if list.start.is_some() { "ol" } else { "ul" };
    draft.start(tag, anchor);
    if let Some(start) = list.start.filter(|start| *start != 1) {
        draft.out.attribute("start", &start.to_string());
    }
    draft.out.raw(">\n");
    let was_verse = std::mem::replace(&mut draft.is_verse, false);
    for item in &list.items {
        draft.out.raw("<li>");
        for block in item {
            match &block.kind {
                BlockKind::Paragraph(content) if list.is_tight && block.anchor.is_none() => {
                    inlines::write(draft, content);
                    draft.out.raw("\n");
                }
                _ => write(draft, std::slice::from_ref(block)),
            }
        }
        draft.out.raw("</li>\n");
    }
    draft.is_verse = was_verse;
    draft.out.raw(&format!("</{tag}>\n"));
}

fn definitions<'a>(
    draft: &mut Draft<'a>,
    anchor: Option<AnchorId>,
    definitions: &'a [Definition<Reference>],
) {
    if definitions.is_empty() {
        return;
    }
    draft.start("dl", anchor);
    draft.out.raw(">\n");
    for definition in definitions {
        draft.out.raw("<dt>");
        inlines::write(draft, &definition.term);
        draft.out.raw("</dt>\n");
        for description in &definition.descriptions {
            draft.out.raw("<dd>");
            write(draft, description);
            draft.out.raw("</dd>\n");
        }
        if definition.descriptions.is_empty() {
            // A term without a description is no valid list.
            draft.out.raw("<dd></dd>\n");
        }
    }
    draft.out.raw("</dl>\n");
}

fn figure<'a>(
    draft: &mut Draft<'a>,
    (anchor, is_plate): (Option<AnchorId>, bool),
    image: &'a Image,
    (caption, credit): (&'a [Inline<Reference>], &'a [Inline<Reference>]),
) {
    draft.start("figure", anchor);
    draft.out.raw(if is_plate { " class=\"plate\"" } else { "" });
    draft.out.raw(">\n");
    let context = draft.context;
    if let Some(place) = context.images.get(image.name.as_str()) {
        draft.images.insert(image.name.clone());
        draft.out.raw("<img");
        draft.out.attribute("src", &format!("../{place}"));
        images::alternative(&mut draft.out, image);
        draft.out.raw("/>\n");
    }
    if !caption.is_empty() || !credit.is_empty() {
        draft.out.raw("<figcaption>");
        inlines::write(draft, caption);
        if !credit.is_empty() {
            draft.out.raw(if caption.is_empty() { "" } else { " " });
            draft.out.raw("<span class=\"credit\">");
            inlines::write(draft, credit);
            draft.out.raw("</span>");
        }
        draft.out.raw("</figcaption>\n");
    }
    draft.out.raw("</figure>\n");
}
