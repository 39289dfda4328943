//! Notes as elements: one by itself, those after a chapter, those of the whole
//! book.

use crate::model::book::{
    AnchorId, CitationId, Note, NoteId, Reference, Section, SectionKind, Series,
};
use crate::model::edition::NotePlace;
use crate::model::language::Language;
use crate::model::length::Length;
use crate::model::pages::LinkTarget;
use crate::model::structure::Role;
use crate::model::style::{Align, NoteMarkStyle, Shape as Letters};
use crate::model::text::Inline;
use crate::model::wording;
use crate::typeset::compose::{Composer, Manner};
use crate::typeset::galley::{Body, Element, Scope, paragraph};
use crate::typeset::items::{Item, Shape};
use crate::typeset::matter::made;
use crate::typeset::words::Features;

/// Notes of one series, with what they are called.
type Group<'a> = (Option<&'a str>, Vec<NoteId>);

impl<'a> Composer<'a> {
    /// The place of a note's series among those at the foot of a page; a source
    /// note stands with the numbered ones.
    pub(crate) fn series_order(&self, note: NoteId) -> usize {
        let wanted = match self.book.note(note).series {
            Series::Source | Series::Numbered => None,
            Series::Further(at) => Some(at),
        };
        let mut order = self.book.edition.notes.order.iter();
        order.position(|series| *series == wanted).unwrap_or(0)
    }

    /// The notes that stand at the end of their chapter, each series under its
    /// title.
    pub(crate) fn chapter_notes(&mut self, section: &Section, elements: &mut Vec<Element>) {
        let book = self.book;
        let notes = section.notes.iter().copied();
        let notes: Vec<NoteId> = notes.filter(|note| stands_at_the_end(book.note(*note))).collect();
        let language = book.edition.language.clone();
        for (count, (title, notes)) in self.groups(notes).into_iter().enumerate() {
            let title = title.unwrap_or(wording::of(&language).notes);
            let size = self.style.text.size;
            let manner = Manner::new(self.style, "text", size).shaped(Letters::SmallCapitals);
            let grid = self.style.text.leading;
            let before = if count == 0 { grid * 2 } else { grid };
            let after = if count == 0 { grid } else { grid / 2 };
            let element = self.notes_heading(title, manner, 1, &language);
            elements.push(Element { before, after, ..element });
            for note in notes {
                self.note(note, elements);
            }
        }
    }

    /// The notes of the whole book, under the titles of their chapters; nothing
    /// where there are none.
    pub(crate) fn book_notes(
        &mut self,
        at: usize,
        language: &Language,
        elements: &mut Vec<Element>,
    ) {
        let book = self.book;
        if !book.has_notes_at_the_back() {
            return;
        }
        self.list_heading(wording::of(language).notes, language, elements);
        for section in &book.sections {
            let notes = section.notes.iter().copied();
            let notes: Vec<NoteId> =
                notes.filter(|note| book.note(*note).print == NotePlace::Book).collect();
            if !notes.is_empty() {
                self.section_notes(section, (notes, book.sections[at].anchor), elements);
            }
        }
    }

    /// The notes of a section within those of the whole book.
    fn section_notes(
        &mut self,
        section: &Section,
        (notes, list): (Vec<NoteId>, AnchorId),
        elements: &mut Vec<Element>,
    ) {
        let language = self.book.edition.language.clone();
        let grid = self.style.text.leading;
        let manner = Manner::new(self.style, "text", self.style.text.size).shaped(Letters::Italic);
        if let Some(title) = self.numbered_title(section) {
            let items = self.items(&title, manner, &language);
            let element = self.heading_line(items, 1, &language);
            let entry = Some((list, section.anchor));
            elements.push(Element { before: grid, after: grid / 2, entry, ..element });
        }
        for (count, (title, notes)) in self.groups(notes).into_iter().enumerate() {
            // Behind another series the numbered notes need a title, too.
            let numbered = wording::of(&language).notes;
            if let Some(title) = title.or((count > 0).then_some(numbered)) {
                let size = self.style.notes.size;
                let small = Manner::new(self.style, "text", size).shaped(Letters::SmallCapitals);
                let element = self.notes_heading(title, small, 2, &language);
                let space = grid / 4;
                let is_on_grid = false;
                elements.push(Element { before: space, after: space, is_on_grid, ..element });
            }
            for note in notes {
                let first = elements.len();
                self.note(note, elements);
                elements[first..].iter_mut().for_each(|element| element.note = Some(note));
            }
        }
    }

    /// The title of a section, a document's with its number.
    fn numbered_title(&self, section: &Section) -> Option<Vec<Inline<Reference>>> {
        let title = self.section_title(section)?;
        let number = match &section.kind {
            SectionKind::Chapter(chapter) => {
                let document = chapter.chapter.document.as_ref();
                document.and_then(|document| document.number)
            }
            _ => None,
        };
        let number = number.map(|number| made(&format!("{number}.\u{2002}")));
        Some(number.into_iter().chain(title).collect())
    }

    fn notes_heading(
        &mut self,
        title: &str,
        manner: Manner<'a>,
        level: u8,
        language: &Language,
    ) -> Element {
        let items = self.plain(title, manner, language);
        self.heading_line(items, level, language)
    }

    fn heading_line(&mut self, items: Vec<Item>, level: u8, language: &Language) -> Element {
        let shape = self.text_scope(language).shape(Length::ZERO);
        let shape = Shape { align: Align::Left, hyphenates: false, ..shape };
        let node = self.tree.heading(level);
        Element { keeps: true, node, ..paragraph(items, shape, self.style.text.leading) }
    }

    /// Notes by their series, as they follow one another: source and numbered
    /// notes, and further ones with their titles.
    fn groups(&self, notes: Vec<NoteId>) -> Vec<Group<'a>> {
        let series = &self.book.edition.notes.series;
        let mut groups: Vec<(usize, Group<'a>)> = Vec::new();
        for note in notes {
            let order = self.series_order(note);
            match groups.iter_mut().find(|(known, _)| *known == order) {
                Some((_, (_, group))) => group.push(note),
                None => {
                    let title = match self.book.note(note).series {
                        Series::Further(at) => series[at].title.as_deref(),
                        Series::Source | Series::Numbered => None,
                    };
                    groups.push((order, (title, vec![note])));
                }
            }
        }
        groups.sort_by_key(|(order, _)| *order);
        groups.into_iter().map(|(_, group)| group).collect()
    }

    /// A note as it stands at the foot of the page or in a section of notes.
    pub(crate) fn note(&mut self, id: NoteId, elements: &mut Vec<Element>) {
        let book = self.book;
        let note = book.note(id);
        let style = self.style;
        let section = book.section(note.section);
        let language = match &section.kind {
            SectionKind::Chapter(chapter) => self.language_of(&chapter.chapter),
            _ => book.edition.language.clone(),
        };
        let scope = Scope {
            manner: Manner::new(style, "text", style.notes.size),
            leading: style.notes.leading,
            indent: style.notes.size,
            left: style.notes.indent,
            is_on_grid: false,
            ..self.text_scope(&language)
        };
        let first = elements.len();
        let node = self.tree.note(note.section, note.anchor);
        let above = self.tree.enter(node);
        self.blocks(&note.blocks, &scope, elements);
        let mut items = Vec::new();
        if let Some(mark) = self.printed_mark(note) {
            let label = self.tree.add(Role::Label);
            let outer = self.tree.descend(label);
            items.push(Item::Open(label));
            items.extend(self.note_mark(note, &mark, &scope));
            items.push(Item::Close);
            self.tree.ascend(outer);
        }
        self.tree.leave(above);
        let is_text =
            matches!(elements.get(first), Some(Element { body: Body::Paragraph { .. }, .. }));
        if !is_text {
            let element = paragraph(Vec::new(), scope.shape(Length::ZERO), scope.leading);
            let (keeps, is_on_grid) = (true, false);
            elements.insert(first, Element { keeps, is_on_grid, node, ..element });
        }
        if let Body::Paragraph { items: text, .. } = &mut elements[first].body {
            items.append(text);
            *text = items;
        }
        elements[first].anchors.insert(0, note.anchor);
    }

    /// What a note begins with; nothing for a source note.
    fn printed_mark(&mut self, note: &Note) -> Option<String> {
        if self.book.is_keyed_to_line(note) {
            return self.line_of(note);
        }
        let is_bare = self.style.notes.mark != NoteMarkStyle::Full
            || !note.mark.bytes().all(|byte| byte.is_ascii_alphanumeric());
        match note.mark.as_str() {
            "" => None,
            mark if is_bare => Some(mark.to_string()),
            mark => Some(format!("{mark}.")),
        }
    }

    /// The lines that a note belongs to, from its first citation to its last:
    /// `12` or `12–14` at the foot of their page, elsewhere `34.12`.
    fn line_of(&mut self, note: &Note) -> Option<String> {
        self.has_page_references = true;
        let place = |citation: &CitationId| {
            let anchor = self.book.citation(*citation).anchor;
            let folio = self.folios.get(&anchor).map_or("000", String::as_str);
            (folio, self.lines.get(&anchor).copied().unwrap_or(0))
        };
        let first = place(note.citations.first()?);
        let last = place(note.citations.last()?);
        let whole = |(folio, line): (&str, u32)| format!("{folio}.{line}");
        let is_at_foot = note.print == NotePlace::Foot;
        let start = if is_at_foot { first.1.to_string() } else { whole(first) };
        Some(match (first.0 == last.0, first.1 == last.1) {
            (true, true) => start,
            (true, false) => format!("{start}–{}", last.1),
            (false, _) => format!("{start}–{}", whole(last)),
        })
    }

    fn note_mark(&mut self, note: &Note, mark: &str, scope: &Scope<'a>) -> Vec<Item> {
        let book = self.book;
        let mut manner = scope.manner;
        let is_line = book.is_keyed_to_line(note);
        if self.style.notes.mark == NoteMarkStyle::Superior && !is_line {
            manner.features = Features::SUPERIOR;
        }
        let items = self.plain(&format!("{mark}\u{a0}"), manner, &scope.language);
        match note.citations.first() {
            Some(citation) => {
                let target = book.citation(*citation).anchor;
                self.linked(LinkTarget::Anchor(target), items)
            }
            None => items,
        }
    }
}

/// Whether a note stands after its chapter: by the edition's settings, or
/// because nothing cites it and it has no page of its own.
fn stands_at_the_end(note: &Note) -> bool {
    let is_lost = note.citations.is_empty() && note.series != Series::Source;
    note.print == NotePlace::Chapter || (is_lost && note.print == NotePlace::Foot)
}
