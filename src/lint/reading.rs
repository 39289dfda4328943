//! Sections → their words as the source has them, with what parts them: what
//! a tag could be put around, and nothing else.

use rustc_hash::FxHashSet;

use crate::lint::names::{Names, WordId};
use crate::lint::tokens::{self, TokenKind};
use crate::model::book::{Book, Mention, Reference, Section, SectionId, SectionKind};
use crate::model::inputs::Inputs;
use crate::model::manuscript::{Chapter, Sigil};
use crate::model::register::RecordId;
use crate::model::source::FileId;
use crate::model::text::{Block, BlockKind, Inline, Text, TextStyle};

/// The words of one Markdown file.
pub(crate) struct Words<'a> {
    pub(crate) file: FileId,
    pub(crate) text: &'a str,
    pub(crate) list: Vec<Word>,
    /// Records that the front matter tags.
    pub(crate) tagged: Vec<RecordId>,
    /// Records that it tags for the whole section.
    pub(crate) covered: Vec<RecordId>,
    /// All words that stand there in lower case.
    pub(crate) vocabulary: FxHashSet<Box<str>>,
}

/// A word, a mark, or what parts them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word {
    pub(crate) kind: WordKind,
    /// Bytes of the file.
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) is_spaced: bool,
    pub(crate) is_in_table: bool,
    pub(crate) is_emphasised: bool,
}

/// What a [`Word`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WordKind {
    Word {
        id: Option<WordId>,
        is_possessive: bool,
    },
    Mark {
        id: Option<WordId>,
        mark: char,
    },
    /// Emphasis begins or ends, or a note's mark stands here: no tag runs
    /// across it, but the sentence goes on.
    Seam,
    /// A tag with what it prints.
    Tag {
        record: RecordId,
        sigil: Sigil,
    },
    /// Something else stands here: a link, code, a line's end.
    Break,
    /// A paragraph, a heading or a table's cell begins.
    Paragraph,
}

/// The words of a section: its text, then its notes. Nothing for what is not
/// written as a Markdown file.
pub(crate) fn words<'a>(
    book: &Book,
    id: SectionId,
    names: &Names,
    inputs: &'a Inputs,
) -> Option<Words<'a>> {
    let section = book.section(id);
    let chapter = chapter(section)?;
    // The list of corrections is a chapter without a file of its own.
    if !inputs.sources.file(chapter.file).name.ends_with(".md") {
        return None;
    }
    let text = inputs.sources.file(chapter.file).text.as_str();
    let from = front_matter(text);
    let mut reader = Reader {
        book,
        names,
        from: from as u32,
        is_in_table: false,
        is_emphasised: false,
        words: Words {
            file: chapter.file,
            text,
            list: Vec::with_capacity(text.len() / 5),
            tagged: Vec::new(),
            covered: Vec::new(),
            vocabulary: FxHashSet::default(),
        },
    };
    reader.line(&chapter.title);
    reader.blocks(&chapter.blocks);
    for note in &section.notes {
        reader.blocks(&book.note(*note).blocks);
    }
    Some(reader.words)
}

/// The Markdown file that a section is, or that introduces it.
pub(crate) fn chapter(section: &Section) -> Option<&Chapter<Reference>> {
    match &section.kind {
        SectionKind::Chapter(chapter) => Some(&chapter.chapter),
        SectionKind::Part(part) => part.introduction.as_ref(),
        SectionKind::Generated(_) => None,
    }
}

/// Adds to each section's words the records that its front matter tags.
pub(crate) fn add_front_matter(book: &Book, sections: &mut [Option<Words<'_>>]) {
    for mention in &book.mentions {
        let Some(words) = sections.get_mut(mention.section.0 as usize).and_then(Option::as_mut)
        else {
            continue;
        };
        let is_before_text = mention.span.file == words.file
            && (mention.span.start as usize) < front_matter(words.text);
        if mention.is_whole_section {
            words.covered.push(mention.record);
        } else if is_before_text {
            words.tagged.push(mention.record);
        }
    }
}

/// Where the text begins: after the YAML at the head of the file.
fn front_matter(text: &str) -> usize {
    if !text.starts_with("---") {
        return 0;
    }
    let mut at = 0;
    for (count, line) in text.split_inclusive('\n').enumerate() {
        at += line.len();
        let bare = line.trim_end();
        match count {
            0 if bare != "---" => return 0,
            0 => {}
            _ if bare == "---" || bare == "..." => return at,
            _ => {}
        }
    }
    0
}

struct Reader<'a, 'b> {
    book: &'b Book,
    names: &'b Names,
    /// Where the text begins in the file.
    from: u32,
    is_in_table: bool,
    is_emphasised: bool,
    words: Words<'a>,
}

impl Reader<'_, '_> {
    fn blocks(&mut self, blocks: &[Block<Reference>]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block<Reference>) {
        match &block.kind {
            BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => {
                self.line(content);
            }
            BlockKind::Quotation { blocks, .. } => self.blocks(blocks),
            BlockKind::List(list) => list.items.iter().for_each(|item| self.blocks(item)),
            BlockKind::Definitions(definitions) => {
                for definition in definitions {
                    self.line(&definition.term);
                    definition.descriptions.iter().for_each(|blocks| self.blocks(blocks));
                }
            }
            BlockKind::Table(table) => {
                self.is_in_table = true;
                for cell in table.head.iter().chain(table.rows.iter().flatten()) {
                    self.line(cell);
                }
                self.is_in_table = false;
            }
            BlockKind::Figure { caption, credit, .. } => {
                self.line(caption);
                self.line(credit);
            }
            BlockKind::SectionBreak | BlockKind::Code(_) => {}
        }
    }

    fn line(&mut self, inlines: &[Inline<Reference>]) {
        self.part(WordKind::Paragraph);
        self.inlines(inlines);
    }

    fn inlines(&mut self, inlines: &[Inline<Reference>]) {
        for inline in inlines {
            match inline {
                Inline::Text(text) => self.text(text),
                Inline::Styled {
                    style:
                        style @ (TextStyle::Emphasis
                        | TextStyle::Strong
                        | TextStyle::Struck
                        | TextStyle::Transcribed(_)),
                    content,
                } => {
                    let outside = self.is_emphasised;
                    self.part(WordKind::Seam);
                    self.is_emphasised |= *style == TextStyle::Emphasis;
                    self.inlines(content);
                    self.is_emphasised = outside;
                    self.part(WordKind::Seam);
                }
                Inline::Reference { to: Reference::Mention(mention), .. } => {
                    let Mention { record, sigil, .. } = self.book.mention(*mention);
                    self.part(WordKind::Tag { record: *record, sigil: *sigil });
                }
                Inline::Reference { to: Reference::Citation(_), .. } => self.part(WordKind::Seam),
                // A tag cannot stand within a link, and these are written so.
                Inline::Reference { .. }
                | Inline::Styled { .. }
                | Inline::Foreign { .. }
                | Inline::LineBreak
                | Inline::Image { .. } => self.part(WordKind::Break),
            }
        }
    }

    fn part(&mut self, kind: WordKind) {
        let at = self.words.list.last().map_or(0, |last| last.end);
        let Reader { is_in_table, is_emphasised, .. } = *self;
        let word = Word { kind, start: at, end: at, is_spaced: true, is_in_table, is_emphasised };
        self.words.list.push(word);
    }

    fn text(&mut self, text: &Text) {
        let span = text.span;
        let range = span.start as usize..span.end as usize;
        let source = self.words.text;
        let is_here = span.file == self.words.file && span.start >= self.from;
        let Some(written) = source.get(range).filter(|_| is_here) else {
            return self.part(WordKind::Break);
        };
        if !tokens::is_source_of(written, &text.text) {
            return self.part(WordKind::Break);
        }
        for token in tokens::tokens(written) {
            let kind = match token.kind {
                TokenKind::Word { text, is_possessive } => {
                    let id = self.names.word(&text);
                    if text.starts_with(char::is_lowercase) {
                        self.lower_case(&text);
                    }
                    WordKind::Word { id, is_possessive }
                }
                TokenKind::Mark(mark) => WordKind::Mark { id: self.names.mark(mark), mark },
                TokenKind::Break => WordKind::Break,
            };
            self.words.list.push(Word {
                kind,
                start: span.start + token.range.start as u32,
                end: span.start + token.range.end as u32,
                is_spaced: token.is_spaced,
                is_in_table: self.is_in_table,
                is_emphasised: self.is_emphasised,
            });
        }
    }

    fn lower_case(&mut self, word: &str) {
        if !self.words.vocabulary.contains(word) {
            self.words.vocabulary.insert(word.into());
        }
    }
}
