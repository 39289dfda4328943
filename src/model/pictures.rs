//! Where the manuscript shows its images.

use std::collections::BTreeMap;

use crate::model::book::{Book, Reference, SectionKind};
use crate::model::manuscript::Chapter;
use crate::model::pages::Pages;
use crate::model::source::Span;
use crate::model::text::{Block, BlockKind, Inline};

/// The places of each image, by its name: in the order of the text, those of
/// notes last.
#[derive(Clone, Debug, Default)]
pub struct Places<'b> {
    spans: BTreeMap<&'b str, Vec<Span>>,
}

impl<'b> Places<'b> {
    /// The places of all images of a book.
    pub fn new(book: &'b Book) -> Places<'b> {
        let mut places = Places::default();
        for section in &book.sections {
            match &section.kind {
                SectionKind::Chapter(chapter) => places.chapter(&chapter.chapter),
                SectionKind::Part(part) => {
                    places.inlines(&part.title);
                    part.introduction.iter().for_each(|chapter| places.chapter(chapter));
                }
                SectionKind::Generated(_) => {}
            }
        }
        for note in &book.notes {
            places.blocks(&note.blocks);
        }
        places
    }

    /// Where an image stands first.
    pub fn first(&self, name: &str) -> Option<Span> {
        self.spans.get(name)?.first().copied()
    }

    /// By page, then by image of it: where the manuscript has it.
    pub fn by_page(&self, pages: &Pages) -> Vec<Vec<Option<Span>>> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        let pages = pages.pages.iter();
        pages
            .map(|page| {
                let images = page.images.iter();
                images
                    .map(|image| {
                        let spans = self.spans.get(image.name.as_str())?;
                        let count = counts.entry(image.name.as_str()).or_default();
                        *count += 1;
                        spans.get(*count - 1).or(spans.last()).copied()
                    })
                    .collect()
            })
            .collect()
    }

    fn add(&mut self, name: &'b str, span: Span) {
        self.spans.entry(name).or_default().push(span);
    }

    fn chapter(&mut self, chapter: &'b Chapter<Reference>) {
        self.inlines(&chapter.title);
        self.inlines(&chapter.subtitle);
        self.blocks(&chapter.blocks);
    }

    fn blocks(&mut self, blocks: &'b [Block<Reference>]) {
        for block in blocks {
            match &block.kind {
                BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => {
                    self.inlines(content);
                }
                BlockKind::Quotation { blocks, .. } => self.blocks(blocks),
                BlockKind::List(list) => list.items.iter().for_each(|item| self.blocks(item)),
                BlockKind::Definitions(definitions) => {
                    for definition in definitions {
                        self.inlines(&definition.term);
                        definition.descriptions.iter().for_each(|blocks| self.blocks(blocks));
                    }
                }
                BlockKind::Table(table) => {
                    let cells = table.head.iter().chain(table.rows.iter().flatten());
                    cells.for_each(|cell| self.inlines(cell));
                }
                BlockKind::Figure { image, caption, .. } => {
                    self.add(&image.name, block.span);
                    self.inlines(caption);
                }
                BlockKind::SectionBreak | BlockKind::Code(_) => {}
            }
        }
    }

    fn inlines(&mut self, inlines: &'b [Inline<Reference>]) {
        for inline in inlines {
            match inline {
                Inline::Image { image, span } => self.add(&image.name, *span),
                Inline::Styled { content, .. }
                | Inline::Foreign { content, .. }
                | Inline::Reference { content, .. } => self.inlines(content),
                Inline::Text(_) | Inline::LineBreak => {}
            }
        }
    }
}
