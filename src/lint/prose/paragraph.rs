//! Sections and registers → their paragraphs as printed letters, each with the
//! bytes that it comes from.

use std::ops::Range;

use crate::lint::prose::align;
use crate::lint::reading;
use crate::model::book::{Book, MentionId, Reference, SectionId};
use crate::model::inputs::Inputs;
use crate::model::language::Language;
use crate::model::source::{FileId, Span};
use crate::model::text::{Block, BlockKind, Inline, QuotationKind, Text, TextStyle};

/// A letter, or what stands for something else in the line.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Letter {
    pub(crate) character: char,
    /// Bytes of the file.
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) kind: Kind,
}

/// What a [`Letter`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    /// Text in a span of another language.
    Foreign,
    /// Code, or an address that is its own text.
    Code,
    /// Text that the compiler made, or whose exact place is not known.
    Made,
    /// A note's mark.
    Mark,
    /// An image.
    Thing,
    /// A line break that the editor asked for.
    Break,
}

/// What a paragraph is part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Text,
    Note,
    Heading,
    Verse,
    Cell,
    Register,
}

/// A paragraph, a heading, a cell, in letters.
#[derive(Debug)]
pub(crate) struct Paragraph<'a> {
    pub(crate) file: FileId,
    pub(crate) source: &'a str,
    pub(crate) language: &'a Language,
    pub(crate) part: Part,
    pub(crate) letters: Vec<Letter>,
    /// Addresses of links to the web, each with the place of its link.
    pub(crate) addresses: Vec<(&'a str, Span)>,
    /// Tags with the letters that they print.
    pub(crate) tags: Vec<(MentionId, Range<usize>)>,
}

impl Paragraph<'_> {
    /// The place of some letters.
    pub(crate) fn span(&self, range: Range<usize>) -> Span {
        let start = self.letters.get(range.start).map_or(0, |letter| letter.start);
        let last = range.end.checked_sub(1).and_then(|at| self.letters.get(at));
        Span { file: self.file, start, end: last.map_or(start, |letter| letter.end).max(start) }
    }

    /// The character at a position, if it is text.
    pub(crate) fn text(&self, at: usize) -> Option<char> {
        let letter = self.letters.get(at)?;
        (letter.kind == Kind::Text).then_some(letter.character)
    }

    /// Whether the source has these very characters there, and nothing else.
    pub(crate) fn is_verbatim(&self, range: Range<usize>) -> bool {
        let span = self.span(range.clone());
        let source = self.source.get(span.start as usize..span.end as usize).unwrap_or_default();
        let letters = &self.letters[range];
        source.chars().count() == letters.len()
            && source.chars().zip(letters).all(|(one, other)| one == other.character)
    }

    /// Whether some letters stand in a span of another language.
    pub(crate) fn is_foreign(&self, range: Range<usize>) -> bool {
        self.letters[range].iter().any(|letter| letter.kind == Kind::Foreign)
    }

    /// Whether a letter's source holds a line's end.
    pub(crate) fn ends_line(&self, letter: Letter) -> bool {
        self.source
            .get(letter.start as usize..letter.end as usize)
            .is_some_and(|source| source.contains('\n'))
    }

    /// Whether nothing but ASCII was typed: then some things need not be
    /// looked for.
    pub(crate) fn is_ascii(&self) -> bool {
        self.letters.iter().all(|letter| letter.character.is_ascii())
    }
}

/// The paragraphs of a section: title, text, notes, as far as they are written
/// in its file.
pub(crate) fn of_section<'a>(
    book: &'a Book,
    id: SectionId,
    inputs: &'a Inputs,
) -> Vec<Paragraph<'a>> {
    let section = book.section(id);
    let Some(chapter) = reading::chapter(section) else { return Vec::new() };
    let mut reader = Reader {
        file: chapter.file,
        source: inputs.sources.file(chapter.file).text.as_str(),
        language: chapter.language.as_ref().unwrap_or(&book.edition.language),
        part: Part::Heading,
        kind: Kind::Text,
        paragraphs: Vec::new(),
    };
    for line in [&chapter.title, &chapter.subtitle, &chapter.epigraph] {
        reader.line(line);
    }
    reader.part = Part::Text;
    reader.blocks(&chapter.blocks);
    reader.part = Part::Note;
    for note in &section.notes {
        reader.blocks(&book.note(*note).blocks);
    }
    reader.paragraphs
}

/// What the registers say of their records.
pub(crate) fn of_registers<'a>(book: &'a Book, inputs: &'a Inputs) -> Vec<Paragraph<'a>> {
    let mut paragraphs = Vec::new();
    for record in &book.records {
        let data = &record.data;
        let mut reader = Reader {
            file: data.span.file,
            source: inputs.sources.file(data.span.file).text.as_str(),
            language: &book.edition.language,
            part: Part::Register,
            kind: Kind::Text,
            paragraphs,
        };
        for line in [&data.heading, &data.note, &data.gloss] {
            reader.line(line);
        }
        paragraphs = reader.paragraphs;
    }
    paragraphs
}

struct Reader<'a> {
    file: FileId,
    source: &'a str,
    language: &'a Language,
    part: Part,
    kind: Kind,
    paragraphs: Vec<Paragraph<'a>>,
}

impl<'a> Reader<'a> {
    fn blocks(&mut self, blocks: &'a [Block<Reference>]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn within(&mut self, part: Part, read: impl FnOnce(&mut Reader<'a>)) {
        let outer = std::mem::replace(&mut self.part, part);
        read(self);
        self.part = outer;
    }

    fn block(&mut self, block: &'a Block<Reference>) {
        match &block.kind {
            BlockKind::Heading { content, .. } => {
                self.within(Part::Heading, |reader| reader.line(content));
            }
            BlockKind::Paragraph(content) => self.line(content),
            BlockKind::Quotation { kind: QuotationKind::Verse, blocks } => {
                self.within(Part::Verse, |reader| reader.blocks(blocks));
            }
            BlockKind::Quotation { blocks, .. } => self.blocks(blocks),
            BlockKind::List(list) => list.items.iter().for_each(|item| self.blocks(item)),
            BlockKind::Definitions(definitions) => {
                for definition in definitions {
                    self.line(&definition.term);
                    definition.descriptions.iter().for_each(|blocks| self.blocks(blocks));
                }
            }
            BlockKind::Table(table) => self.within(Part::Cell, |reader| {
                for cell in table.head.iter().chain(table.rows.iter().flatten()) {
                    reader.line(cell);
                }
            }),
            BlockKind::Figure { caption, .. } => self.line(caption),
            BlockKind::SectionBreak | BlockKind::Code(_) => {}
        }
    }

    fn line(&mut self, inlines: &'a [Inline<Reference>]) {
        if inlines.is_empty() {
            return;
        }
        let Reader { file, source, language, part, .. } = *self;
        let (letters, addresses, tags) = (Vec::new(), Vec::new(), Vec::new());
        self.paragraphs.push(Paragraph { file, source, language, part, letters, addresses, tags });
        self.inlines(inlines);
    }

    fn inlines(&mut self, inlines: &'a [Inline<Reference>]) {
        for inline in inlines {
            match inline {
                Inline::Text(text) => self.text(text),
                Inline::Styled { style: TextStyle::Code, content } => {
                    self.of_kind(Kind::Code, content);
                }
                Inline::Styled { content, .. } => self.inlines(content),
                Inline::Foreign { content, .. } => self.of_kind(Kind::Foreign, content),
                Inline::LineBreak => self.sign('\n', Kind::Break, None),
                Inline::Image { span, .. } => self.sign('\u{fffc}', Kind::Thing, Some(*span)),
                Inline::Reference { to: Reference::Citation(_), span, .. } => {
                    self.sign('\u{fff9}', Kind::Mark, Some(*span));
                }
                Inline::Reference { to: Reference::External(address), content, span } => {
                    if let Some(paragraph) = self.paragraphs.last_mut() {
                        paragraph.addresses.push((address, *span));
                    }
                    match is_address(content, address) {
                        true => self.of_kind(Kind::Code, content),
                        false => self.inlines(content),
                    }
                }
                Inline::Reference { to: Reference::PageOf(_), span, .. } => {
                    self.sign('\u{fffc}', Kind::Thing, Some(*span));
                }
                Inline::Reference { to: Reference::Mention(mention), content, .. } => {
                    let start = self.length();
                    self.inlines(content);
                    let end = self.length();
                    if let Some(paragraph) = self.paragraphs.last_mut() {
                        paragraph.tags.push((*mention, start..end));
                    }
                }
                Inline::Reference { content, .. } => self.inlines(content),
            }
        }
    }

    fn length(&self) -> usize {
        self.paragraphs.last().map_or(0, |paragraph| paragraph.letters.len())
    }

    fn of_kind(&mut self, kind: Kind, content: &'a [Inline<Reference>]) {
        let outer = self.kind;
        if outer != Kind::Code {
            self.kind = kind;
        }
        self.inlines(content);
        self.kind = outer;
    }

    fn sign(&mut self, character: char, kind: Kind, span: Option<Span>) {
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        let after = paragraph.letters.last().map_or(0, |letter| letter.end);
        let (start, end) = span.map_or((after, after), |span| (span.start, span.end));
        paragraph.letters.push(Letter { character, start, end, kind });
    }

    fn text(&mut self, text: &Text) {
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        let span = text.span;
        let range = span.start as usize..span.end as usize;
        let source = paragraph.source.get(range).filter(|_| span.file == paragraph.file);
        let into = &mut paragraph.letters;
        match source {
            Some(source) => align::letters(&text.text, source, span.start, self.kind, into),
            None => into.extend(text.text.chars().map(|character| Letter {
                character,
                start: 0,
                end: 0,
                kind: Kind::Made,
            })),
        }
    }
}

fn is_address(content: &[Inline<Reference>], address: &str) -> bool {
    let text = crate::model::text::plain(content);
    let bare = |text: &str| {
        text.trim_start_matches("mailto:")
            .trim_start_matches("https://")
            .trim_start_matches("http://")
            .to_string()
    };
    bare(&text) == bare(address)
}
