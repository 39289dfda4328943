//! Sections to elements: openings, text.

use crate::model::book::{
    Book, BookChapter, NoteId, Part, Reference, Section, SectionId, SectionKind, Series,
};
use crate::model::document::DocumentStatus;
use crate::model::document_words;
use crate::model::edition::{Generated, NotePlace};
use crate::model::index::Indexes;
use crate::model::language::Language;
use crate::model::length::Length;
use crate::model::manuscript::Chapter;
use crate::model::pages::LinkTarget;
use crate::model::structure::Role;
use crate::model::style::{Align, Opening, Starts};
use crate::model::text::{Block, BlockKind, Inline, QuotationKind};
use crate::typeset::compose::{Composer, Manner};
use crate::typeset::galley::{self, Body, Element, Scope, blank, paragraph, surround};
use crate::typeset::initials;
use crate::typeset::items::{Item, Shape};

/// Where a section begins.
pub(crate) fn starts(section: &Section, style: &crate::model::style::Style) -> Starts {
    match &section.kind {
        SectionKind::Chapter(chapter) if chapter.chapter.document.is_some() => {
            style.document.starts
        }
        SectionKind::Chapter(_) => style.chapter.starts,
        SectionKind::Part(_) => style.part.starts,
        SectionKind::Generated(Generated::Copyright) => Starts::Page,
        SectionKind::Generated(Generated::HalfTitle | Generated::TitlePage) => Starts::Recto,
        SectionKind::Generated(_) => style.chapter.starts,
    }
}

impl<'a> Composer<'a> {
    /// Composes the section at a position of `Book::sections`. Indexes are not
    /// among them: their columns are made from `registers`.
    pub(crate) fn section(&mut self, at: usize, indexes: &Indexes, elements: &mut Vec<Element>) {
        let book = self.book;
        let section = &book.sections[at];
        let first = elements.len();
        self.tree.begin_section(SectionId(at as u32), section.depth);
        match &section.kind {
            SectionKind::Chapter(chapter) => self.chapter(chapter, section, elements),
            SectionKind::Part(part) => self.part(part, section, elements),
            SectionKind::Generated(generated) => {
                self.generated(generated, at, indexes, elements);
            }
        }
        self.tree.each(Role::Paragraph, &mut elements[first..]);
        if let Some(element) = elements.get_mut(first) {
            element.anchors.insert(0, section.anchor);
            element.opens = Some(at as u32);
        }
        match elements[first..].last_mut() {
            Some(Element { body: Body::Paragraph { items, .. }, lead, .. }) => {
                items.push(Item::Anchor(section.end));
                // The first line, where it is set otherwise, may be the last.
                if let Some(lead) = lead.as_mut().filter(|lead| !lead.opening.is_empty()) {
                    lead.opening.push(Item::Anchor(section.end));
                }
            }
            Some(element) => element.anchors.push(section.end),
            None => {}
        }
    }

    fn chapter(&mut self, chapter: &BookChapter, section: &Section, elements: &mut Vec<Element>) {
        let inner = &chapter.chapter;
        let is_document = inner.document.is_some();
        let style = self.style;
        let opening = if is_document { &style.document } else { &style.chapter };
        let label = chapter.number.map(|number| label(opening, number)).unwrap_or_default();
        self.opening(inner, opening, &label, chapter.source_note, elements);
        self.body(inner, opening, elements);
        self.chapter_notes(section, elements);
    }

    fn part(&mut self, part: &Part, section: &Section, elements: &mut Vec<Element>) {
        let style = self.style;
        let language = self.book.edition.language.clone();
        let opening = &style.part;
        self.sink(opening, elements);
        self.label(&label(opening, part.number), opening, &language, elements);
        self.title(&part.title, opening, &language, elements);
        let source = section.notes.iter().find(|note| is_source_at_foot(self.book, **note));
        if let (Some(note), Some(Element { body: Body::Paragraph { items, .. }, .. })) =
            (source, elements.last_mut())
        {
            items.insert(0, Item::Note(*note));
        }
        if let Some(introduction) = &part.introduction {
            let grid = style.text.leading;
            // An introduction that only repeats the part's title has none.
            let is_same = crate::model::text::plain(&introduction.title)
                == crate::model::text::plain(&part.title);
            elements.push(blank(grid * opening.lines_after));
            if !is_same && !introduction.title.is_empty() {
                self.title(&introduction.title, &style.document, &language, elements);
                elements.push(blank(grid * style.document.lines_after));
            }
            let first = elements.len();
            self.bylines(introduction, &style.document, &language, elements);
            self.status(introduction, opening, elements);
            self.epigraph(introduction, &language, elements);
            self.dateline(introduction, &language, elements);
            if elements.len() > first {
                elements.push(blank(grid * style.document.lines_after));
            }
            self.body(introduction, opening, elements);
        }
        self.chapter_notes(section, elements);
    }

    /// The language of a chapter.
    pub(crate) fn language_of(&self, chapter: &Chapter<Reference>) -> Language {
        chapter.language.clone().unwrap_or_else(|| self.book.edition.language.clone())
    }

    fn body(
        &mut self,
        chapter: &Chapter<Reference>,
        opening: &'a Opening,
        elements: &mut Vec<Element>,
    ) {
        let language = self.language_of(chapter);
        let mut scope = self.text_scope(&language);
        scope.top_level = top_level(&chapter.blocks);
        scope.begins = initials::begins(chapter).map(|span| (span, opening));
        let status = chapter.document.as_ref().map(|document| document.status);
        if status.is_some_and(|status| status != DocumentStatus::Printed) {
            // The editors' words, not the document's.
            let style = &self.style.quotation;
            let inner = galley::inner(&scope, style, scope.align);
            scope = Scope { left: Length::ZERO, right: Length::ZERO, begins: None, ..inner };
        }
        self.blocks(&chapter.blocks, &scope, elements);
    }

    /// Empty lines above an opening; none where it runs on.
    pub(crate) fn sink(&mut self, opening: &'a Opening, elements: &mut Vec<Element>) {
        if opening.sink > 0 && opening.starts != Starts::RunOn {
            elements.push(blank(self.style.text.leading * opening.sink));
        }
    }

    fn opening(
        &mut self,
        chapter: &Chapter<Reference>,
        opening: &'a Opening,
        label: &str,
        source: Option<NoteId>,
        elements: &mut Vec<Element>,
    ) {
        let style = self.style;
        let grid = style.text.leading;
        let language = self.language_of(chapter);
        let first = elements.len();
        self.sink(opening, elements);
        let title_at = elements.len();
        self.label(label, opening, &language, elements);
        self.document_title(chapter, opening, &language, elements);
        // The number is part of the heading.
        if let Some(title) = elements[title_at..].last().map(|title| title.node) {
            self.tree.together(title, &mut elements[title_at..]);
        }
        if let (Some(note), Some(element)) = (source, elements.last_mut())
            && is_source_at_foot(self.book, note)
            && let Body::Paragraph { items, .. } = &mut element.body
        {
            items.insert(0, Item::Note(note));
        }
        self.bylines(chapter, opening, &language, elements);
        if opening.starts == Starts::RunOn
            && let Some(element) = elements.get_mut(title_at)
        {
            element.before = grid * opening.sink;
        }
        let has_title = elements.len() > first;
        self.status(chapter, opening, elements);
        self.epigraph(chapter, &language, elements);
        self.dateline(chapter, &language, elements);
        if has_title && let Some(element) = elements.last_mut() {
            element.after = element.after.max(grid * opening.lines_after);
            element.keeps = true;
        }
    }

    /// The subtitle and the author, below a title.
    fn bylines(
        &mut self,
        chapter: &Chapter<Reference>,
        opening: &'a Opening,
        language: &Language,
        elements: &mut Vec<Element>,
    ) {
        let style = self.style;
        let grid = style.text.leading;
        let half = opening.size.scaled(7, 10).max(style.text.size);
        let manner = Manner::new(style, family(&opening.family), half)
            .shaped(crate::model::style::Shape::Italic);
        for text in [&chapter.subtitle, &chapter.author] {
            if !text.is_empty() {
                let items = self.items(text, manner, language);
                let mut element = self.opening_line(items, opening, grid.max(half.scaled(5, 4)));
                element.before = grid / 2;
                elements.push(element);
            }
        }
    }

    fn document_title(
        &mut self,
        chapter: &Chapter<Reference>,
        opening: &'a Opening,
        language: &Language,
        elements: &mut Vec<Element>,
    ) {
        let number = chapter.document.as_ref().and_then(|document| document.number);
        let Some(number) = number else {
            return self.title(&chapter.title, opening, language, elements);
        };
        let manner =
            Manner::new(self.style, family(&opening.family), opening.size).shaped(opening.shape);
        let listed = chapter.document.as_ref().and_then(|it| it.arrangement.listed);
        let mut items = match listed {
            Some(row) => {
                let number = self.plain(&format!("{number}."), manner, language);
                let mut items = self.linked(LinkTarget::Anchor(row), number);
                items.extend(self.after("\u{2002}", manner, language));
                items
            }
            None => self.plain(&format!("{number}.\u{2002}"), manner, language),
        };
        items.extend(self.items(&chapter.title, manner, language));
        let node = self.tree.heading(0);
        elements.push(Element { node, ..self.opening_line(items, opening, opening.leading) });
    }

    /// The line above a title; nothing for an empty one.
    fn label(
        &mut self,
        label: &str,
        opening: &'a Opening,
        language: &Language,
        elements: &mut Vec<Element>,
    ) {
        if !label.is_empty() {
            let manner = Manner::new(self.style, family(&opening.family), self.style.text.size);
            let items = self.plain(label, manner, language);
            elements.push(self.opening_line(items, opening, opening.leading));
        }
    }

    /// A title's paragraph; nothing for an empty title.
    pub(crate) fn title(
        &mut self,
        title: &[Inline<Reference>],
        opening: &'a Opening,
        language: &Language,
        elements: &mut Vec<Element>,
    ) {
        if title.is_empty() {
            return;
        }
        let manner =
            Manner::new(self.style, family(&opening.family), opening.size).shaped(opening.shape);
        let items = self.items(title, manner, language);
        let node = self.tree.heading(0);
        elements.push(Element { node, ..self.opening_line(items, opening, opening.leading) });
    }

    fn opening_line(&self, items: Vec<Item>, opening: &'a Opening, leading: Length) -> Element {
        let shape = Shape::flush(self.style.page.measure(), opening.align);
        Element { keeps: true, ..paragraph(items, shape, leading) }
    }

    /// What stands for the text of a document: *Summary*, *Not found*.
    fn status(
        &mut self,
        chapter: &Chapter<Reference>,
        opening: &'a Opening,
        elements: &mut Vec<Element>,
    ) {
        let language = self.book.edition.language.clone();
        let words = document_words::of(&language);
        let words = match chapter.document.as_ref().map(|document| document.status) {
            Some(DocumentStatus::Summary) => words.summary,
            Some(DocumentStatus::NotFound) => words.not_found,
            Some(DocumentStatus::Printed) | None => return,
        };
        let style = self.style;
        let manner = Manner::new(style, "text", style.quotation.size)
            .shaped(crate::model::style::Shape::Italic);
        let items = self.plain(words, manner, &language);
        elements.push(self.opening_line(items, opening, style.text.leading));
    }

    fn epigraph(
        &mut self,
        chapter: &Chapter<Reference>,
        language: &Language,
        elements: &mut Vec<Element>,
    ) {
        if chapter.epigraph.is_empty() {
            return;
        }
        let style = &self.style.epigraph;
        let scope = self.text_scope(language);
        let first = elements.len();
        let manner = Manner { size: style.size, ..scope.manner }.shaped(style.shape);
        let items = self.items(&chapter.epigraph, manner, language);
        let shape = Shape {
            left: style.indent_left,
            right: style.indent_right,
            align: Align::Left,
            hyphenates: false,
            ..scope.shape(Length::ZERO)
        };
        let element = paragraph(items, shape, style.leading);
        elements.push(Element { keeps: true, is_on_grid: false, ..element });
        surround(elements, first, style.space);
    }

    /// Place and date of a document whose text does not open with them.
    fn dateline(
        &mut self,
        chapter: &Chapter<Reference>,
        language: &Language,
        elements: &mut Vec<Element>,
    ) {
        let Some(document) = &chapter.document else { return };
        let has_opener = chapter.blocks.iter().any(|block| match block.kind {
            BlockKind::Quotation { kind, .. } => {
                matches!(kind, QuotationKind::Opener | QuotationKind::Dateline)
            }
            _ => false,
        });
        if has_opener || (document.place.is_empty() && document.date_printed.is_empty()) {
            return;
        }
        let scope = self.text_scope(language);
        let manner = scope.manner.shaped(crate::model::style::Shape::Italic);
        let mut items = self.items(&document.place, manner, language);
        if !items.is_empty() && !document.date_printed.is_empty() {
            items.extend(self.plain(", ", manner, language));
        }
        items.extend(self.items(&document.date_printed, manner, language));
        let shape = Shape { align: Align::Right, hyphenates: false, ..scope.shape(Length::ZERO) };
        let element = paragraph(items, shape, scope.leading);
        elements.push(Element { keeps: true, before: scope.leading, ..element });
    }
}

/// What stands above the title of a chapter or part of this number.
fn label(opening: &Opening, number: u32) -> String {
    opening.label.replace("{}", &number.to_string())
}

/// Whether a note is a source note at the foot of its page.
fn is_source_at_foot(book: &Book, note: NoteId) -> bool {
    let note = book.note(note);
    note.series == Series::Source && note.print == NotePlace::Foot
}

/// A family by its name; that of the text where none is named.
pub(crate) fn family(name: &Option<String>) -> &str {
    name.as_deref().unwrap_or("text")
}

/// The highest level of heading that a chapter uses.
fn top_level(blocks: &[Block<Reference>]) -> u8 {
    let levels = blocks.iter().filter_map(|block| match block.kind {
        BlockKind::Heading { level, .. } => Some(level),
        _ => None,
    });
    levels.min().unwrap_or(2)
}
