//! The book to what its files must say.

use crate::model::book::{Book, BookChapter, Note, Part, Reference, Section, SectionKind};
use crate::model::document::DocumentStatus;
use crate::model::document_words;
use crate::model::edition::Generated;
use crate::model::listing::{Listing, ListingCell};
use crate::model::manuscript::{Chapter, Document, Sigil};
use crate::model::source::{FileId, Span};
use crate::model::text::{Block, BlockKind, Inline, QuotationKind, plain};
use crate::verify::expected::{Expected, Made, Medium, Passage, Picture, Tag};

/// The mark that the ebook gives to notes which print keys to lines.
const KEYED: &str = "°";

/// What a file of a kind must say.
pub(crate) fn expected(book: &Book, medium: Medium) -> Expected<'_> {
    let sections = book.sections.iter().map(|section| {
        let mut walk = Walk { book, medium, passage: Passage::default() };
        walk.section(section).then_some(walk.passage)
    });
    let notes = book.notes.iter().map(|note| {
        let mut walk = Walk { book, medium, passage: Passage::default() };
        walk.note(note);
        walk.passage
    });
    Expected { sections: sections.collect(), notes: notes.collect() }
}

/// A passage under way.
struct Walk<'b> {
    book: &'b Book,
    medium: Medium,
    passage: Passage<'b>,
}

impl<'b> Walk<'b> {
    /// Tells whether the section has words of the manuscript.
    fn section(&mut self, section: &'b Section) -> bool {
        match &section.kind {
            SectionKind::Chapter(chapter) => self.chapter(chapter),
            SectionKind::Part(part) => self.part(part),
            SectionKind::Generated(Generated::Bibliography) => {
                self.passage.made(Made::Heading);
                for work in &self.book.works {
                    self.inlines(&work.entry);
                }
            }
            SectionKind::Generated(Generated::Listing(_)) => {
                match self.book.listing(section.anchor) {
                    Some(listing) => self.listing(listing),
                    None => return false,
                }
            }
            SectionKind::Generated(_) => return false,
        }
        true
    }

    fn chapter(&mut self, chapter: &'b BookChapter) {
        let inner = &chapter.chapter;
        self.title(&inner.title, chapter.number.is_some(), inner);
        self.opening(inner);
        self.blocks(&inner.blocks);
    }

    fn part(&mut self, part: &'b Part) {
        let at = self.label(true);
        self.inlines(&part.title);
        self.end_label(at);
        if let Some(introduction) = &part.introduction {
            let title = plain(&introduction.title);
            if title != plain(&part.title) {
                self.inlines(&introduction.title);
            }
            self.opening(introduction);
            self.blocks(&introduction.blocks);
        }
    }

    /// A list of documents, events, archives: what its rows say. Its tags lead
    /// to records, and nothing leads to them.
    fn listing(&mut self, listing: &'b Listing) {
        self.passage.made(Made::Heading);
        for group in &listing.groups {
            if group.rows.is_empty() && self.medium == Medium::Ebook {
                continue;
            }
            self.inlines(&group.heading);
            // The ebook has the heads once more in every file.
            if self.medium == Medium::Print && !group.rows.is_empty() {
                let nowhere = Span::new(FileId(0), 0, 0);
                group.head.iter().for_each(|head| self.passage.words(head, nowhere));
            }
            for cell in group.rows.iter().flat_map(|row| &row.cells) {
                match cell {
                    ListingCell::Text(content) => self.inlines(content),
                    ListingCell::Page(_) => self.passage.made(Made::Number),
                }
            }
        }
        self.passage.tags.clear();
    }

    fn title(
        &mut self,
        title: &'b [Inline<Reference>],
        is_numbered: bool,
        chapter: &'b Chapter<Reference>,
    ) {
        let number = chapter.document.as_ref().and_then(|document| document.number);
        let at = self.label(is_numbered);
        if let Some(number) = number {
            self.passage.words(&format!("{number}."), start_of(chapter));
        }
        self.inlines(title);
        self.end_label(at);
    }

    /// Leaves room for a label; the ebook's can be told by its class.
    fn label(&mut self, has_one: bool) -> Option<usize> {
        (has_one && self.medium == Medium::Print).then(|| {
            self.passage.made(Made::Label(0));
            self.passage.made.len() - 1
        })
    }

    fn end_label(&mut self, label: Option<usize>) {
        if let Some(label) = label {
            self.passage.made[label].1 = Made::Label(self.passage.end());
        }
    }

    /// What stands between a title and the text.
    fn opening(&mut self, chapter: &'b Chapter<Reference>) {
        self.inlines(&chapter.subtitle);
        self.inlines(&chapter.author);
        if self.medium == Medium::Print {
            self.status(chapter);
        }
        self.inlines(&chapter.epigraph);
        if let Some(document) = chapter.document.as_ref().filter(|_| !opens_itself(chapter)) {
            self.dateline(document, chapter);
        }
    }

    fn status(&mut self, chapter: &'b Chapter<Reference>) {
        let words = document_words::of(&self.book.edition.language);
        let words = match chapter.document.as_ref().map(|document| document.status) {
            Some(DocumentStatus::Summary) => words.summary,
            Some(DocumentStatus::NotFound) => words.not_found,
            Some(DocumentStatus::Printed) | None => return,
        };
        self.passage.words(words, start_of(chapter));
    }

    fn dateline(&mut self, document: &'b Document<Reference>, chapter: &Chapter<Reference>) {
        self.inlines(&document.place);
        if !document.place.is_empty() && !document.date_printed.is_empty() {
            self.passage.words(",", start_of(chapter));
        }
        self.inlines(&document.date_printed);
    }

    fn note(&mut self, note: &'b Note) {
        if self.medium == Medium::Print {
            self.passage.made(Made::Bullet);
        }
        self.blocks(&note.blocks);
    }

    fn blocks(&mut self, blocks: &'b [Block<Reference>]) {
        blocks.iter().for_each(|block| self.block(block));
    }

    fn block(&mut self, block: &'b Block<Reference>) {
        match &block.kind {
            BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => {
                self.inlines(content);
            }
            BlockKind::Quotation { blocks, .. } => self.blocks(blocks),
            BlockKind::List(list) => {
                for item in &list.items {
                    if self.medium == Medium::Print {
                        self.passage.made(Made::Bullet);
                    }
                    self.blocks(item);
                }
            }
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
            BlockKind::Figure { image, caption, credit, .. } => {
                let mut walk = Walk { passage: Passage::default(), ..*self };
                walk.inlines(caption);
                walk.inlines(credit);
                let (at, span) = (self.passage.end(), block.span);
                let picture = Picture { at, image, span, is_block: true, caption: walk.passage };
                self.passage.pictures.push(picture);
            }
            BlockKind::Code(text) => self.passage.text(&text.text, text.span),
            BlockKind::SectionBreak => {}
        }
    }

    fn inlines(&mut self, inlines: &'b [Inline<Reference>]) {
        for inline in inlines {
            match inline {
                Inline::Text(text) => self.passage.text(&text.text, text.span),
                Inline::Styled { content, .. } | Inline::Foreign { content, .. } => {
                    self.inlines(content);
                }
                Inline::LineBreak => {}
                Inline::Reference { to, content, .. } => self.reference(to, content),
                Inline::Image { image, span } => {
                    let (at, caption) = (self.passage.end(), Passage::default());
                    let span = *span;
                    let picture = Picture { at, image, span, is_block: false, caption };
                    self.passage.pictures.push(picture);
                }
            }
        }
    }

    fn reference(&mut self, to: &'b Reference, content: &'b [Inline<Reference>]) {
        match to {
            Reference::Mention(mention) => {
                let found = self.book.mention(*mention);
                // The ebook marks no place for what nothing leads to.
                if self.medium == Medium::Print || found.sigil != Sigil::Passing {
                    let (at, anchor) = (self.passage.end(), found.anchor);
                    self.passage.tags.push(Tag { at, mention: *mention, anchor });
                }
            }
            Reference::Citation(citation) => {
                let citation = self.book.citation(*citation);
                let note = self.book.note(citation.note);
                let mark = match (self.book.is_keyed_to_line(note), self.medium) {
                    (true, Medium::Print) => "",
                    (true, Medium::Ebook) => KEYED,
                    (false, _) => note.mark.as_str(),
                };
                self.passage.words(mark, citation.span);
            }
            Reference::PageOf(anchor) => self.passage.made(Made::Folio(*anchor)),
            Reference::Place(_) | Reference::Point(_) | Reference::External(_) => {}
        }
        self.inlines(content);
    }
}

/// Whether a document gives its place and date in its own words.
fn opens_itself(chapter: &Chapter<Reference>) -> bool {
    chapter.blocks.iter().any(|block| {
        matches!(
            block.kind,
            BlockKind::Quotation { kind: QuotationKind::Opener | QuotationKind::Dateline, .. }
        )
    })
}

/// The head of a chapter's file.
fn start_of(chapter: &Chapter<Reference>) -> Span {
    chapter.document.as_ref().map_or(Span { end: chapter.span.start, ..chapter.span }, |it| it.span)
}
