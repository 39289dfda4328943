//! A small book made by hand, with what is tricky in an ebook, for the tests of
//! this stage.

use crate::model::book::{
    Anchor, AnchorId, Book, BookChapter, Citation, CitationId, Figure, Matter, Mention, MentionId,
    Note, NoteId, Part, Reference, Section, SectionId, SectionKind, Series, Within,
};
use crate::model::date::{Date, DocumentDate};
use crate::model::document::{Arrangement, DocumentNumber, DocumentStatus};
use crate::model::edition::{
    Contributor, DocumentNumbering, DocumentOrder, DocumentSettings, Edition, FirstUse, Generated,
    GlossarySettings, Identifiers, NotePlace, Publisher,
};
use crate::model::folio::Folio;
use crate::model::index::Indexes;
use crate::model::inputs::{ImageFile, ImageFormat, Inputs};
use crate::model::length::Length;
use crate::model::manuscript::{Chapter, Document, Sigil};
use crate::model::pages::{Page, PageStart, Pages, Position};
use crate::model::register::{Record, RecordData, RecordId, RecordKind};
use crate::model::sample;
use crate::model::source::{FileId, Span};
use crate::model::structure::Structure;
use crate::model::text::{Block, BlockKind, Image, Inline, QuotationKind, Text, TextId};

/// The book in the making.
pub(crate) struct Sample {
    pub(crate) book: Book,
    pub(crate) indexes: Indexes,
    pub(crate) pages: Pages,
    pub(crate) inputs: Inputs,
}

/// No place: nothing here was read from a file.
pub(crate) fn nowhere() -> Span {
    Span::new(FileId(0), 0, 0)
}

impl Sample {
    pub(crate) fn new() -> Sample {
        let book = Book::of(edition());
        let pages = Pages {
            width: Length::from_points(400.0),
            height: Length::from_points(600.0),
            faces: Vec::new(),
            languages: Vec::new(),
            words: Vec::new(),
            pages: Vec::new(),
            anchors: Vec::new(),
            outline: Vec::new(),
            locators: Vec::new(),
            glossary: Vec::new(),
            remarks: Vec::new(),
            structure: Structure::default(),
        };
        Sample { book, indexes: Indexes::default(), pages, inputs: Inputs::default() }
    }

    /// An anchor in the section that comes next.
    pub(crate) fn anchor(&mut self, id: &str) -> AnchorId {
        let section = SectionId(self.book.sections.len() as u32);
        self.book.anchors.push(Anchor { id: id.to_string(), section });
        AnchorId(self.book.anchors.len() as u32 - 1)
    }

    /// Text with an identity.
    pub(crate) fn text(&mut self, text: &str) -> Inline<Reference> {
        let id = TextId(self.book.text_count);
        self.book.text_count += 1;
        Inline::Text(Text { id, text: text.to_string(), span: nowhere() })
    }

    /// A paragraph of one text.
    pub(crate) fn paragraph(&mut self, text: &str) -> Block<Reference> {
        paragraph(vec![self.text(text)])
    }

    /// A record with a heading, printed wherever the test says.
    pub(crate) fn record(&mut self, id: &str, heading: &str, kind: RecordKind) -> RecordId {
        let anchor = self.anchor(&format!("entry-{id}"));
        let data = RecordData {
            id: id.to_string(),
            span: nowhere(),
            kind,
            heading: vec![self.text(heading)],
            short: heading.to_string(),
            sort: None,
            aliases: Vec::new(),
            dates: None,
            note: Vec::new(),
            original: Vec::new(),
            category: None,
            authority: Vec::new(),
            expansion: None,
            hyphenates: true,
            gloss: Vec::new(),
        };
        self.book.records.push(Record {
            data,
            register: 0,
            see: None,
            see_also: Vec::new(),
            anchor,
        });
        RecordId(self.book.records.len() as u32 - 1)
    }

    /// A tag that prints some text.
    pub(crate) fn mention(&mut self, record: RecordId, text: &str) -> Inline<Reference> {
        let id = MentionId(self.book.mentions.len() as u32);
        let anchor = self.anchor(&format!("m{}", id.0 + 1));
        self.book.mentions.push(Mention {
            record,
            subheadings: Vec::new(),
            sigil: Sigil::None,
            is_whole_section: false,
            anchor,
            section: self.book.anchor(anchor).section,
            within: Within::Text,
            span: nowhere(),
        });
        let content = if text.is_empty() { Vec::new() } else { vec![self.text(text)] };
        reference(Reference::Mention(id), content)
    }

    /// A note of the section that comes next.
    pub(crate) fn note(&mut self, mark: &str, blocks: Vec<Block<Reference>>) -> NoteId {
        let id = NoteId(self.book.notes.len() as u32);
        let anchor = self.anchor(&format!("n{}", id.0 + 1));
        let section = self.book.anchor(anchor).section;
        let series = if mark.is_empty() { Series::Source } else { Series::Numbered };
        self.book.notes.push(Note {
            anchor,
            section,
            label: mark.to_string(),
            mark: mark.to_string(),
            series,
            print: NotePlace::Foot,
            citations: Vec::new(),
            blocks,
            span: nowhere(),
        });
        id
    }

    /// A note's mark.
    pub(crate) fn citation(&mut self, note: NoteId) -> Inline<Reference> {
        let id = CitationId(self.book.citations.len() as u32);
        let anchor = self.anchor(&format!("c{}", id.0 + 1));
        let section = self.book.anchor(anchor).section;
        self.book.citations.push(Citation { note, anchor, section, span: nowhere() });
        self.book.notes[note.0 as usize].citations.push(id);
        reference(Reference::Citation(id), Vec::new())
    }

    /// A figure with a caption; its image is a pixel.
    pub(crate) fn figure(&mut self, name: &str, caption: &str) -> Block<Reference> {
        let number = self.book.figures.len() as u32 + 1;
        let anchor = self.anchor(&format!("fig{number}"));
        let caption = vec![self.text(caption)];
        self.book.figures.push(Figure {
            number,
            anchor,
            caption: caption.clone(),
            credit: Vec::new(),
        });
        let image =
            ImageFile { data: PIXEL.to_vec(), format: ImageFormat::Png, width: 1, height: 1 };
        self.inputs.images.insert(name.to_string(), image);
        let image = Image { name: name.to_string(), alternative: "A pixel".to_string() };
        Block {
            anchor: Some(anchor),
            ..block(BlockKind::Figure {
                image,
                caption,
                credit: Vec::new(),
                is_plate: false,
                number,
            })
        }
    }

    /// Adds a section; its notes are those made since the one before it.
    pub(crate) fn section(&mut self, matter: Matter, depth: u8, name: &str, kind: SectionKind) {
        let anchor = self.anchor(&format!("s-{name}"));
        let end = self.anchor(&format!("s-{name}-end"));
        let id = SectionId(self.book.sections.len() as u32);
        let notes = (0..).zip(&self.book.notes).filter(|(_, note)| note.section == id);
        let notes = notes.map(|(at, _)| NoteId(at)).collect();
        let name = name.to_string();
        self.book.sections.push(Section {
            matter,
            depth,
            part: None,
            name,
            anchor,
            end,
            kind,
            notes,
        });
    }

    /// Adds a chapter to the body.
    pub(crate) fn chapter(&mut self, name: &str, title: &str, blocks: Vec<Block<Reference>>) {
        let chapter = self.untitled(title, blocks);
        self.section(Matter::Body, 0, name, SectionKind::Chapter(chapter));
    }

    /// A chapter that stands nowhere yet.
    pub(crate) fn untitled(&mut self, title: &str, blocks: Vec<Block<Reference>>) -> BookChapter {
        let title = if title.is_empty() { Vec::new() } else { vec![self.text(title)] };
        let chapter = Chapter { title, is_numbered: false, blocks, ..Chapter::at(nowhere()) };
        BookChapter { chapter, number: None, source_note: None }
    }

    /// Adds a letter.
    pub(crate) fn letter(&mut self, name: &str, title: &str, blocks: Vec<Block<Reference>>) {
        let mut chapter = self.untitled(title, blocks);
        let place = vec![self.text("Sochi")];
        chapter.chapter.document = Some(Document {
            id: name.to_string(),
            number: Some(DocumentNumber::whole(1)),
            status: DocumentStatus::Printed,
            date: DocumentDate::parse("1931-08-11"),
            date_printed: vec![self.text("11 [August 1931]")],
            from: Vec::new(),
            to: Vec::new(),
            place,
            kind: Some("Letter".to_string()),
            source: Vec::new(),
            numbers: Vec::new(),
            encloses: Vec::new(),
            arrangement: Arrangement::default(),
            span: nowhere(),
        });
        self.section(Matter::Body, 1, name, SectionKind::Chapter(chapter));
    }

    /// Adds a part.
    pub(crate) fn part(&mut self, name: &str, title: &str) {
        let title = vec![self.text(title)];
        let part = Part { title, number: 1, introduction: None };
        self.section(Matter::Body, 0, name, SectionKind::Part(part));
    }

    /// Adds a part of the book that the compiler makes.
    pub(crate) fn generated(&mut self, matter: Matter, name: &str, generated: Generated) {
        self.section(matter, 0, name, SectionKind::Generated(generated));
    }

    /// Adds a page.
    pub(crate) fn page(&mut self, folio: Folio, begins: Option<PageStart>) {
        self.pages.pages.push(Page { folio, begins, ..Page::default() });
    }

    /// Puts an anchor on a page.
    pub(crate) fn stands(&mut self, anchor: AnchorId, page: u32) {
        self.pages.anchors.resize(self.book.anchors.len(), None);
        self.pages.anchors[anchor.0 as usize] = Some(Position { page, y: Length::ZERO, line: 0 });
    }

    /// The bytes of the ebook.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        crate::epub::write(&self.book, &self.indexes, &self.pages, &self.inputs)
    }
}

/// The identity of a text.
pub(crate) fn text_id(inline: &Inline<Reference>) -> TextId {
    match inline {
        Inline::Text(node) => node.id,
        _ => TextId::NONE,
    }
}

pub(crate) fn block(kind: BlockKind<Reference>) -> Block<Reference> {
    Block { kind, span: nowhere(), id: None, anchor: None }
}

pub(crate) fn paragraph(content: Vec<Inline<Reference>>) -> Block<Reference> {
    block(BlockKind::Paragraph(content))
}

pub(crate) fn quotation(kind: QuotationKind, blocks: Vec<Block<Reference>>) -> Block<Reference> {
    block(BlockKind::Quotation { kind, blocks })
}

pub(crate) fn reference(to: Reference, content: Vec<Inline<Reference>>) -> Inline<Reference> {
    Inline::Reference { to, content, span: nowhere() }
}

fn edition() -> Edition {
    let contributor = |name: &str, role: &str| Contributor {
        name: name.to_string(),
        sort: Some(name.to_string()),
        role: role.to_string(),
    };
    let publisher = Publisher { name: "Example Press".to_string(), place: None };
    Edition {
        title: "Guests & Masters".to_string(),
        subtitle: Some("A sample".to_string()),
        contributors: vec![contributor("Ada Example", "author"), contributor("E. Ditor", "editor")],
        publisher: Some(publisher),
        date: Date::parse("2026-11-21"),
        statement: Some("Second edition".to_string()),
        identifiers: Identifiers {
            isbn_print: Some("978-3-16-148410-0".to_string()),
            ..Identifiers::default()
        },
        rights: Some("© 2026".to_string()),
        subjects: vec!["History".to_string()],
        glossary: Some(GlossarySettings {
            title: "Glossary".to_string(),
            from: Vec::new(),
            is_only_used: false,
            has_locators: false,
            first_use: FirstUse::AsWritten,
            span: nowhere(),
        }),
        documents: DocumentSettings {
            numbering: DocumentNumbering::Book,
            order: DocumentOrder::Contents,
            ..DocumentSettings::default()
        },
        ..sample::edition()
    }
}

/// A PNG of one grey pixel.
const PIXEL: [u8; 67] = [
    0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D, 0x49, 0x48, 0x44, 0x52,
    0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x00, 0x00, 0x00, 0x00, 0x3A, 0x7E, 0x9B,
    0x55, 0x00, 0x00, 0x00, 0x0A, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9C, 0x63, 0x68, 0x00, 0x00, 0x00,
    0x82, 0x00, 0x81, 0x77, 0xCD, 0x72, 0xB6, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4E, 0x44, 0xAE,
    0x42, 0x60, 0x82,
];
