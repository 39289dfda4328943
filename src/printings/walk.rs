//! The book's words, passage by passage, with the text nodes they come from.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::model::book::{AnchorId, Book, NoteId, Reference, SectionId, SectionKind};
use crate::model::listing::{ListingCell, ListingKind};
use crate::model::manuscript::Chapter;
use crate::model::source::Span;
use crate::model::text::{Block, BlockKind, Inline, Text, TextId};

/// What a line that the editor ended is ended by: as long as the line end that
/// may stand in preformatted text, and found in no source.
const LINE_END: char = '\r';

/// Words that stand together.
#[derive(Debug, Default)]
pub(crate) struct Stretch {
    pub(crate) text: String,
    /// Its text nodes, each with the byte at which it begins.
    pub(crate) nodes: Vec<(TextId, u32)>,
}

impl Stretch {
    /// The text node and the byte of it that stand at a byte of the stretch.
    pub(crate) fn node(&self, offset: u32) -> Option<(TextId, u32)> {
        let after = self.nodes.partition_point(|(_, start)| *start <= offset);
        let (node, start) = *self.nodes.get(after.checked_sub(1)?)?;
        (node != TextId::NONE).then_some((node, offset - start))
    }
}

/// All passages, and whose they are.
#[derive(Debug, Default)]
pub(crate) struct Walked {
    pub(crate) stretches: Vec<Stretch>,
    pub(crate) sections: Vec<(SectionId, Range<u32>)>,
    pub(crate) notes: Vec<(NoteId, Range<u32>)>,
    /// Positions in `Book::records`.
    pub(crate) records: Vec<(usize, Range<u32>)>,
    /// Where each note is first called: passage and byte.
    pub(crate) calls: FxHashMap<NoteId, (u32, u32)>,
    /// Where in the manuscript each text node stands.
    pub(crate) spans: FxHashMap<TextId, Span>,
}

impl Walked {
    /// By text node: the passage it stands in, and the byte of it.
    pub(crate) fn places(&self) -> FxHashMap<TextId, (u32, u32)> {
        let mut places = FxHashMap::default();
        for (at, stretch) in self.stretches.iter().enumerate() {
            for (node, start) in &stretch.nodes {
                places.insert(*node, (at as u32, *start));
            }
        }
        places
    }
}

/// Walks through the book in the order of a printing's passages.
pub(crate) fn walk(book: &Book) -> Walked {
    let mut walk = Walk { book, done: Walked::default() };
    for (at, section) in book.sections.iter().enumerate() {
        let start = walk.count();
        match &section.kind {
            // What is listed there is told where it stands.
            SectionKind::Chapter(chapter) if is_made(book, &chapter.chapter) => {}
            SectionKind::Chapter(chapter) => walk.chapter(&chapter.chapter),
            SectionKind::Part(part) => {
                walk.passage(&part.title);
                part.introduction.iter().for_each(|chapter| walk.chapter(chapter));
            }
            SectionKind::Generated(_) => walk.listing(section.anchor),
        }
        if walk.count() > start || !section.notes.is_empty() {
            walk.done.sections.push((SectionId(at as u32), start..walk.count()));
        }
        for note in &section.notes {
            let start = walk.count();
            walk.blocks(&book.note(*note).blocks);
            walk.done.notes.push((*note, start..walk.count()));
        }
    }
    for (at, record) in book.records.iter().enumerate() {
        let start = walk.count();
        let data = &record.data;
        walk.passage(&data.heading);
        walk.passage(&data.note);
        walk.passage(&data.gloss);
        data.expansion.iter().for_each(|(text, _)| walk.passage(text));
        if walk.count() > start {
            walk.done.records.push((at, start..walk.count()));
        }
    }
    walk.done
}

/// Whether a chapter is the edition's list of its corrections.
fn is_made(book: &Book, chapter: &Chapter<Reference>) -> bool {
    book.edition.corrections.first().is_some_and(|first| first.span.file == chapter.file)
}

struct Walk<'a> {
    book: &'a Book,
    done: Walked,
}

impl Walk<'_> {
    fn count(&self) -> u32 {
        self.done.stretches.len() as u32
    }

    fn chapter(&mut self, chapter: &Chapter<Reference>) {
        self.passage(&chapter.title);
        self.passage(&chapter.subtitle);
        self.passage(&chapter.author);
        self.passage(&chapter.epigraph);
        if let Some(document) = &chapter.document {
            self.passage(&document.place);
            self.passage(&document.date_printed);
        }
        self.blocks(&chapter.blocks);
    }

    /// The rows of a list whose words stand nowhere else: events, archives.
    fn listing(&mut self, section: AnchorId) {
        let book = self.book;
        let Some(listing) = book.listing(section).filter(|listing| {
            matches!(listing.kind, ListingKind::Chronology | ListingKind::Repositories)
        }) else {
            return;
        };
        for cell in listing.groups.iter().flat_map(|group| &group.rows).flat_map(|row| &row.cells) {
            if let ListingCell::Text(words) = cell {
                self.passage(words);
            }
        }
    }

    fn blocks(&mut self, blocks: &[Block<Reference>]) {
        for block in blocks {
            match &block.kind {
                BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => {
                    self.passage(content);
                }
                BlockKind::Quotation { blocks, .. } => self.blocks(blocks),
                BlockKind::List(list) => list.items.iter().for_each(|item| self.blocks(item)),
                BlockKind::Definitions(list) => {
                    for definition in list {
                        self.passage(&definition.term);
                        definition.descriptions.iter().for_each(|blocks| self.blocks(blocks));
                    }
                }
                BlockKind::Table(table) => {
                    let cells = table.head.iter().chain(table.rows.iter().flatten());
                    cells.for_each(|cell| self.passage(cell));
                }
                BlockKind::Figure { caption, credit, .. } => {
                    self.passage(caption);
                    self.passage(credit);
                }
                BlockKind::SectionBreak => {}
                BlockKind::Code(text) => {
                    let mut stretch = Stretch::default();
                    self.node(text, &mut stretch);
                    self.push(stretch);
                }
            }
        }
    }

    fn passage(&mut self, inlines: &[Inline<Reference>]) {
        let mut stretch = Stretch::default();
        self.inlines(inlines, &mut stretch);
        self.push(stretch);
    }

    fn push(&mut self, stretch: Stretch) {
        if !stretch.text.trim().is_empty() {
            self.done.stretches.push(stretch);
        }
    }

    fn inlines(&mut self, inlines: &[Inline<Reference>], stretch: &mut Stretch) {
        for inline in inlines {
            match inline {
                Inline::Text(text) => self.node(text, stretch),
                Inline::Styled { content, .. } | Inline::Foreign { content, .. } => {
                    self.inlines(content, stretch);
                }
                Inline::Reference { to, content, .. } => {
                    if let Reference::Citation(citation) = to {
                        let note = self.book.citation(*citation).note;
                        let place = (self.count(), stretch.text.len() as u32);
                        self.done.calls.entry(note).or_insert(place);
                    }
                    self.inlines(content, stretch);
                }
                Inline::LineBreak => stretch.text.push(LINE_END),
                Inline::Image { .. } => {}
            }
        }
    }

    fn node(&mut self, text: &Text, stretch: &mut Stretch) {
        self.done.spans.insert(text.id, text.span);
        stretch.nodes.push((text.id, stretch.text.len() as u32));
        stretch.text.extend(text.text.chars().map(|character| match character {
            '\n' => LINE_END,
            other => other,
        }));
    }
}
