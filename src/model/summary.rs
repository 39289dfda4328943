//! A book in figures.

use crate::model::book::{Book, Reference, SectionKind};
use crate::model::index::Indexes;
use crate::model::manuscript::Chapter;
use crate::model::pages::Pages;
use crate::model::text::{Block, BlockKind, Inline};

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
    let mut words = Words::default();
    words.add(inlines);
    words.count
}

/// Bytes that are looked at together.
const AT_ONCE: usize = 128;

/// Words that are told apart by white space, wherever text nodes begin.
#[derive(Default)]
struct Words {
    count: usize,
    is_within: bool,
}

impl Words {
    fn add(&mut self, inlines: &[Inline<Reference>]) {
        for inline in inlines {
            match inline {
                Inline::Text(node) => self.add_text(&node.text),
                Inline::LineBreak => self.is_within = false,
                Inline::Image { .. } => {}
                Inline::Styled { content, .. }
                | Inline::Foreign { content, .. }
                | Inline::Reference { content, .. } => self.add(content),
            }
        }
    }

    fn add_text(&mut self, text: &str) {
        if text.is_ascii() {
            return self.add_ascii(text.as_bytes());
        }
        for character in text.chars() {
            let is_within = !character.is_whitespace();
            self.count += usize::from(is_within && !self.is_within);
            self.is_within = is_within;
        }
    }

    /// Most of a text: without branches, many bytes go at once.
    fn add_ascii(&mut self, bytes: &[u8]) {
        let is_space = |byte: u8| byte == b' ' || byte.wrapping_sub(b'\t') < 5;
        let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else { return };
        let begins = |pair: (&u8, &u8)| is_space(*pair.0) & !is_space(*pair.1);
        self.count += usize::from(!self.is_within && !is_space(*first));
        // A byte holds the count of so many.
        let pairs = bytes.chunks(AT_ONCE).zip(bytes[1..].chunks(AT_ONCE));
        self.count += pairs
            .map(|(left, right)| left.iter().zip(right).map(|pair| u8::from(begins(pair))).sum())
            .map(|count: u8| usize::from(count))
            .sum::<usize>();
        self.is_within = !is_space(*last);
    }
}

#[cfg(test)]
mod tests {
    use super::Words;
    use crate::model::source::{FileId, Span};
    use crate::model::text::{Inline, Text, TextId};

    #[track_caller]
    fn check(nodes: &[&str], count: usize) {
        let span = Span::new(FileId(0), 0, 0);
        let node = |text: &&str| Text { id: TextId::NONE, text: text.to_string(), span };
        let nodes: Vec<_> = nodes.iter().map(|text| Inline::Text(node(text))).collect();
        let mut words = Words::default();
        words.add(&nodes);
        assert_eq!(words.count, count);
    }

    #[test]
    fn white_space_tells_words_apart_and_nothing_else() {
        check(&["two words"], 2);
        check(&["on", "e word"], 2);
        check(&[" “été”\u{a0}à\u{2003}la\t\n", "", " mer—bleue\u{3000}"], 4);
        check(&["\u{a0}", "\u{2009} "], 0);
        for space in ('\u{80}'..'\u{4000}').filter(|it| it.is_whitespace()) {
            check(&[&format!("“one{space}word—”")], 2);
        }
        check(&["a\u{c}b\u{b} c", "d e ", "", "f", " g"], 6);
    }
}
