//! A book in figures.

use crate::model::book::{Book, Reference, SectionKind};
use crate::model::index::Indexes;
use crate::model::manuscript::Chapter;
use crate::model::pages::Pages;
use crate::model::text::{Block, BlockKind, Inline, plain};

/// What the last line of a run tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Summary {
    pub pages: usize,
    /// Words of the text, its titles and its notes.
    pub words: usize,
    pub notes: usize,
    /// Main headings of all indexes, see-entries among them.
    pub index_entries: usize,
}

impl Summary {
    /// The figures of a book.
    pub fn new(book: &Book, indexes: &Indexes, pages: &Pages) -> Summary {
        let entries = indexes.indexes.iter().flat_map(|index| &index.groups);
        Summary {
            pages: pages.pages.len(),
            words: words(book),
            notes: book.notes.len(),
            index_entries: entries.map(|group| group.entries.len()).sum(),
        }
    }
}

fn words(book: &Book) -> usize {
    let sections = book.sections.iter().map(|section| match &section.kind {
        SectionKind::Chapter(chapter) => in_chapter(&chapter.chapter),
        SectionKind::Part(part) => {
            in_text(&part.title) + part.introduction.as_ref().map_or(0, in_chapter)
        }
        SectionKind::Generated(_) => 0,
    });
    let notes = book.notes.iter().map(|note| in_blocks(&note.blocks));
    sections.chain(notes).sum()
}

fn in_chapter(chapter: &Chapter<Reference>) -> usize {
    in_text(&chapter.title) + in_text(&chapter.subtitle) + in_blocks(&chapter.blocks)
}

fn in_blocks(blocks: &[Block<Reference>]) -> usize {
    blocks.iter().map(in_block).sum()
}

fn in_block(block: &Block<Reference>) -> usize {
    match &block.kind {
        BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => in_text(content),
        BlockKind::Quotation { blocks, .. } => in_blocks(blocks),
        BlockKind::List(list) => list.items.iter().map(|item| in_blocks(item)).sum(),
        BlockKind::Definitions(definitions) => definitions
            .iter()
            .map(|definition| {
                let descriptions = definition.descriptions.iter();
                in_text(&definition.term) + descriptions.map(|it| in_blocks(it)).sum::<usize>()
            })
            .sum(),
        BlockKind::Table(table) => {
            let cells = table.head.iter().chain(table.rows.iter().flatten());
            cells.map(|cell| in_text(cell)).sum()
        }
        BlockKind::Figure { caption, .. } => in_text(caption),
        BlockKind::SectionBreak => 0,
        BlockKind::Code(text) => text.text.split_whitespace().count(),
    }
}

fn in_text(inlines: &[Inline<Reference>]) -> usize {
    plain(inlines).split_whitespace().count()
}
