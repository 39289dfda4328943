//! Where in the manuscript a text of the book stands.

use std::collections::BTreeMap;

use crate::model::book::{Book, Reference, Section, SectionKind};
use crate::model::listing::ListingCell;
use crate::model::source::Span;
use crate::model::text::{Block, BlockKind, Inline, Text};

/// Calls `see` for every text node of the book, section by section, then for
/// notes and records.
pub(crate) fn texts<'b>(book: &'b Book, see: &mut dyn FnMut(&'b Text)) {
    for section in &book.sections {
        match &section.kind {
            SectionKind::Chapter(chapter) => {
                let chapter = &chapter.chapter;
                for text in [&chapter.title, &chapter.subtitle, &chapter.author, &chapter.epigraph]
                {
                    inlines(text, see);
                }
                blocks(&chapter.blocks, see);
            }
            SectionKind::Part(part) => {
                inlines(&part.title, see);
                if let Some(introduction) = &part.introduction {
                    inlines(&introduction.title, see);
                    blocks(&introduction.blocks, see);
                }
            }
            SectionKind::Generated(_) => {}
        }
    }
    for note in &book.notes {
        blocks(&note.blocks, see);
    }
    let rows = book.listings.iter().flat_map(|it| &it.groups).flat_map(|group| &group.rows);
    for cell in rows.flat_map(|row| &row.cells) {
        if let ListingCell::Text(content) = cell {
            inlines(content, see);
        }
    }
    for record in &book.records {
        for text in [&record.data.heading, &record.data.note, &record.data.gloss] {
            inlines(text, see);
        }
    }
}

/// The places of text nodes, by their handles.
pub(crate) fn spans(book: &Book) -> BTreeMap<u32, Span> {
    let mut spans = BTreeMap::new();
    texts(book, &mut |text| {
        spans.insert(text.id.0, text.span);
    });
    spans
}

/// The first line of a section's file, if it has one.
pub(crate) fn of_section(section: &Section) -> Option<Span> {
    match &section.kind {
        SectionKind::Chapter(chapter) => Some(chapter.chapter.span),
        SectionKind::Part(part) => part.introduction.as_ref().map(|chapter| chapter.span),
        SectionKind::Generated(_) => None,
    }
}

/// The first place of a character in the book.
pub(crate) fn of_character(book: &Book, character: char) -> Option<Span> {
    let mut found = None;
    texts(book, &mut |text| {
        if found.is_none()
            && let Some(at) = text.text.find(character)
        {
            let whole = text.span;
            let is_verbatim = (whole.end - whole.start) as usize == text.text.len();
            let start = whole.start as usize + at;
            found = Some(if is_verbatim {
                Span::new(whole.file, start, start + character.len_utf8())
            } else {
                whole
            });
        }
    });
    found
}

fn blocks<'b>(list: &'b [Block<Reference>], see: &mut dyn FnMut(&'b Text)) {
    for block in list {
        match &block.kind {
            BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => {
                inlines(content, see);
            }
            BlockKind::Quotation { blocks: inner, .. } => blocks(inner, see),
            BlockKind::List(list) => list.items.iter().for_each(|item| blocks(item, see)),
            BlockKind::Definitions(list) => {
                for definition in list {
                    inlines(&definition.term, see);
                    definition.descriptions.iter().for_each(|inner| blocks(inner, see));
                }
            }
            BlockKind::Table(table) => {
                let cells = table.head.iter().chain(table.rows.iter().flatten());
                cells.for_each(|cell| inlines(cell, see));
            }
            BlockKind::Figure { caption, .. } => inlines(caption, see),
            BlockKind::SectionBreak => {}
            BlockKind::Code(text) => see(text),
        }
    }
}

fn inlines<'b>(list: &'b [Inline<Reference>], see: &mut dyn FnMut(&'b Text)) {
    for inline in list {
        match inline {
            Inline::Text(text) => see(text),
            Inline::Styled { content, .. }
            | Inline::Foreign { content, .. }
            | Inline::Reference { content, .. } => inlines(content, see),
            Inline::LineBreak | Inline::Image { .. } => {}
        }
    }
}
