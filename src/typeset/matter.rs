//! Parts of the book that the compiler makes: title pages, contents, lists.

use crate::model::book::{AnchorId, Figure, Reference, Section, SectionKind, bare};
use crate::model::document_words;
use crate::model::edition::{Contributor, Credits, Generated};
use crate::model::index::Indexes;
use crate::model::language::Language;
use crate::model::length::Length;
use crate::model::pages::LinkTarget;
use crate::model::structure::Role;
use crate::model::style::{Align, Shape as Letters};
use crate::model::text::{Inline, Text, TextId, TextStyle};
use crate::model::wording;
use crate::typeset::compose::{Composer, Manner};
use crate::typeset::galley::{Body, Element, blank, paragraph};
use crate::typeset::items::{Item, Shape};

/// A line of a list with folios.
struct Listed {
    number: Option<String>,
    text: Vec<Inline<Reference>>,
    anchor: AnchorId,
    depth: u8,
    is_part: bool,
}

impl<'a> Composer<'a> {
    /// Composes a generated section other than an index.
    pub(crate) fn generated(
        &mut self,
        generated: &Generated,
        at: usize,
        indexes: &Indexes,
        elements: &mut Vec<Element>,
    ) {
        let language = self.book.edition.language.clone();
        let wording = wording::of(&language);
        match generated {
            Generated::HalfTitle => self.half_title(&language, elements),
            Generated::TitlePage => self.title_page(&language, elements),
            Generated::Copyright => self.copyright(&language, elements),
            Generated::Contents => {
                self.list_heading(wording.contents, &language, elements);
                let entries = self.contents_entries();
                self.listed(entries, at, &language, elements);
            }
            Generated::ListOfDocuments => {
                self.list_heading(wording.list_of_documents, &language, elements);
                let entries = self.document_entries();
                self.listed(entries, at, &language, elements);
            }
            Generated::Illustrations => {
                self.list_heading(wording.illustrations, &language, elements);
                let entries = self.figure_entries();
                self.listed(entries, at, &language, elements);
            }
            Generated::Notes => self.book_notes(at, &language, elements),
            Generated::Glossary => self.glossary(indexes, &language, elements),
            Generated::Abbreviations => self.abbreviations(indexes, at, &language, elements),
            Generated::Listing(_) => self.listing(at, &language, elements),
            Generated::Bibliography => self.bibliography(at, &language, elements),
            Generated::Symbols => self.symbols(&language, elements),
            Generated::Index(_) | Generated::Corrections => {
                debug_assert!(false, "section {at} is set in columns, or a chapter");
            }
        }
    }

    /// The heading of a generated section, like a chapter's.
    pub(crate) fn list_heading(
        &mut self,
        title: &str,
        language: &Language,
        elements: &mut Vec<Element>,
    ) {
        let opening = &self.style.chapter;
        self.sink(opening, elements);
        let title = [made(title)];
        self.title(&title, opening, language, elements);
        if let Some(element) = elements.last_mut() {
            element.after = self.style.text.leading * opening.lines_after;
        }
    }

    fn centred(
        &mut self,
        text: &str,
        size: Length,
        letters: Letters,
        language: &Language,
    ) -> Element {
        let manner = Manner::new(self.style, "text", size).shaped(letters);
        let items = self.plain(text, manner, language);
        let shape = Shape::flush(self.style.page.measure(), Align::Centre);
        Element { keeps: true, is_on_grid: false, ..paragraph(items, shape, size.scaled(5, 4)) }
    }

    fn half_title(&mut self, language: &Language, elements: &mut Vec<Element>) {
        let title = self.book.edition.title.clone();
        elements.push(blank(self.style.text.leading * 8));
        let size = self.style.title_page.subtitle;
        elements.push(self.centred(&title, size, Letters::Roman, language));
    }

    fn title_page(&mut self, language: &Language, elements: &mut Vec<Element>) {
        let edition = &self.book.edition;
        let style = &self.style.title_page;
        let grid = self.style.text.leading;
        let authors = names(&edition.contributors, "author", language);
        if let Some(authors) = &authors {
            elements.push(blank(grid * 3));
            elements.push(self.centred(authors, style.name, Letters::Roman, language));
        }
        elements.push(blank(grid * 5));
        elements.push(self.centred(&edition.title, style.title, Letters::Roman, language));
        if let Some(subtitle) = &edition.subtitle {
            elements.push(blank(grid));
            elements.push(self.centred(subtitle, style.subtitle, Letters::Italic, language));
        }
        let wording = wording::of(language);
        let roles = [
            ("editor", wording.edited_by),
            ("translator", wording.translated_by),
            ("author of introduction", wording.introduced_by),
        ];
        for (role, phrase) in roles {
            if let Some(names) = names(&edition.contributors, role, language) {
                elements.push(blank(grid * 2));
                elements.push(self.centred(phrase, style.small, Letters::Italic, language));
                elements.push(self.centred(&names, style.name, Letters::Roman, language));
            }
        }
        if let Some(statement) = &edition.statement {
            elements.push(blank(grid * 3));
            elements.push(self.centred(statement, style.small, Letters::Italic, language));
        }
        if let Some(publisher) = &edition.publisher {
            elements.push(filler());
            let name = &publisher.name;
            elements.push(self.centred(name, style.name, Letters::SmallCapitals, language));
            let year = edition.date.map(|date| date.year.to_string());
            let line: Vec<String> = publisher.place.iter().cloned().chain(year).collect();
            if !line.is_empty() {
                let line = line.join(", ");
                elements.push(self.centred(&line, style.small, Letters::Roman, language));
            }
        }
        unkept(elements);
    }

    fn copyright(&mut self, language: &Language, elements: &mut Vec<Element>) {
        let edition = &self.book.edition;
        let mut lines: Vec<String> = Vec::new();
        if let Some(rights) = &edition.rights {
            lines.push(rights.clone());
        }
        if let Some(publisher) = &edition.publisher {
            let place = publisher.place.as_ref().map(|place| format!(", {place}"));
            lines.push(format!("{}{}", publisher.name, place.unwrap_or_default()));
        }
        lines.extend(edition.statement.clone());
        lines.extend(edition.date.map(|date| date.year.to_string()));
        let identifiers = &edition.identifiers;
        lines.extend(identifiers.isbn_print.as_ref().map(|isbn| format!("ISBN {isbn} (print)")));
        lines.extend(identifiers.isbn_ebook.as_ref().map(|isbn| format!("ISBN {isbn} (ebook)")));
        elements.push(filler());
        let style = self.style;
        let manner = Manner::new(style, "text", style.notes.size);
        let shape = Shape::flush(style.page.measure(), Align::Left);
        for line in lines {
            let items = self.plain(&line, manner, language);
            let element = paragraph(items, shape, style.notes.leading);
            elements.push(Element { after: style.notes.leading / 2, is_on_grid: false, ..element });
        }
        unkept(elements);
    }

    /// Every section that has a title, to the depth of the style.
    fn contents_entries(&self) -> Vec<Listed> {
        let depth = self.style.contents.depth;
        let sections = self.book.sections.iter();
        sections
            .filter(|section| section.depth < depth)
            .filter_map(|section| {
                let text = self.section_title(section)?;
                let number = match &section.kind {
                    SectionKind::Chapter(chapter) => {
                        chapter.chapter.document.as_ref().and_then(|document| document.number)
                    }
                    _ => None,
                };
                Some(Listed {
                    number: number.map(|number| number.to_string()),
                    text,
                    anchor: section.anchor,
                    depth: section.depth,
                    is_part: matches!(section.kind, SectionKind::Part(_)),
                })
            })
            .collect()
    }

    /// A section's title for lists and heads; none for those that take no
    /// place in the contents.
    pub(crate) fn section_title(&self, section: &Section) -> Option<Vec<Inline<Reference>>> {
        let wording = wording::of(&self.book.edition.language);
        let title = match &section.kind {
            SectionKind::Chapter(chapter) => bare(&chapter.chapter.title),
            SectionKind::Part(part) => bare(&part.title),
            SectionKind::Generated(generated) => match generated {
                Generated::HalfTitle
                | Generated::TitlePage
                | Generated::Copyright
                | Generated::Corrections
                | Generated::Contents => return None,
                Generated::ListOfDocuments => vec![made(wording.list_of_documents)],
                Generated::Illustrations => vec![made(wording.illustrations)],
                Generated::Notes if !self.book.has_notes_at_the_back() => return None,
                Generated::Notes => vec![made(wording.notes)],
                Generated::Symbols if self.book.marks.is_empty() => return None,
                Generated::Symbols => vec![made(wording.symbols)],
                Generated::Abbreviations => vec![made(wording.abbreviations)],
                Generated::Listing(kind) => {
                    let words = document_words::of(&self.book.edition.language);
                    vec![made(words.listing(*kind))]
                }
                Generated::Bibliography => vec![made(self.bibliography_title())],
                Generated::Glossary => {
                    let glossary = self.book.edition.glossary.as_ref()?;
                    vec![made(&glossary.title)]
                }
                Generated::Index(index) => {
                    vec![made(&self.book.edition.indexes.get(*index)?.title)]
                }
            },
        };
        (!title.is_empty()).then_some(title)
    }

    fn document_entries(&self) -> Vec<Listed> {
        let sections = self.book.sections.iter();
        sections
            .filter_map(|section| match &section.kind {
                SectionKind::Chapter(chapter) => {
                    let document = chapter.chapter.document.as_ref()?;
                    Some(Listed {
                        number: document.number.map(|number| number.to_string()),
                        text: bare(&chapter.chapter.title),
                        anchor: section.anchor,
                        depth: u8::from(document.arrangement.is_enclosed),
                        is_part: false,
                    })
                }
                _ => None,
            })
            .collect()
    }

    fn figure_entries(&self) -> Vec<Listed> {
        let figures = self.book.figures.iter();
        figures
            .map(|figure| Listed {
                number: Some(figure.number.to_string()),
                text: self.listed_figure(figure),
                anchor: figure.anchor,
                depth: 0,
                is_part: false,
            })
            .collect()
    }

    /// A figure's caption, with its credit where the edition wants it here.
    fn listed_figure(&self, figure: &Figure) -> Vec<Inline<Reference>> {
        let mut text = bare(&figure.caption);
        if self.book.edition.credits == Credits::List && !figure.credit.is_empty() {
            text.push(made(if text.is_empty() { "" } else { " " }));
            let content = bare(&figure.credit);
            text.push(Inline::Styled { style: TextStyle::Emphasis, content });
        }
        text
    }

    /// Lines with folios at the right margin, numbers hung out at the left.
    fn listed(
        &mut self,
        entries: Vec<Listed>,
        at: usize,
        language: &Language,
        elements: &mut Vec<Element>,
    ) {
        let list = self.book.sections[at].anchor;
        let style = &self.style.contents;
        let section = &self.book.sections[at].kind;
        let lists_documents = matches!(section, SectionKind::Generated(Generated::ListOfDocuments));
        let has_numbers = entries.iter().any(|entry| entry.number.is_some());
        let number_width = if has_numbers { style.size * 2 } else { Length::ZERO };
        let contents = self.tree.add(Role::Contents);
        for entry in entries {
            let manner = Manner::new(self.style, "text", style.size);
            let text_manner =
                if entry.is_part { manner.shaped(Letters::SmallCapitals) } else { manner };
            let left = style.indent * i32::from(entry.depth);
            let stands_alone = entry.number.is_none() && !lists_documents;
            let hang = if stands_alone { style.indent } else { number_width };
            let mut items = Vec::new();
            let item = self.tree.add_below(Role::Entry, contents);
            if let Some(number) = &entry.number {
                items.push(Item::Open(self.tree.add_below(Role::Label, item)));
                items.extend(self.plain(number, manner, language));
                items.extend([Item::Close, Item::Tab { to: left + hang }]);
            }
            items.extend(self.items(&entry.text, text_manner, language));
            let folio =
                self.folios.get(&entry.anchor).cloned().unwrap_or_else(|| "000".to_string());
            // The folio comes after a space that does not end a line.
            let mut folio = self.plain(&format!("x\u{a0}{folio}"), manner, language);
            folio.remove(0);
            items.push(folio.remove(0));
            items.push(Item::Fill);
            items.extend(folio);
            let items = self.linked(LinkTarget::Anchor(entry.anchor), items);
            let shape = Shape {
                left: left + hang,
                first: -hang,
                ..Shape::flush(self.style.page.measure(), Align::Left)
            };
            let element = paragraph(items, shape, style.leading);
            let before = if entry.is_part { style.leading / 2 } else { Length::ZERO };
            let node = self.tree.add_below(Role::Reference, item);
            let place = Some((list, entry.anchor));
            let (keeps, is_on_grid) = (entry.is_part, false);
            let element = Element { before, keeps, entry: place, node, ..element };
            elements.push(Element { is_on_grid, ..element });
        }
    }
}

/// Text that the compiler makes.
pub(crate) fn made(text: &str) -> Inline<Reference> {
    let span = crate::model::source::Span::new(crate::model::source::FileId(0), 0, 0);
    Inline::Text(Text { id: TextId::NONE, text: text.to_string(), span })
}

/// Pushes what follows to the foot of the page.
fn filler() -> Element {
    Element { body: Body::Filler, ..blank(Length::ZERO) }
}

/// Lets a page end within the elements, should they be too many for one.
fn unkept(elements: &mut [Element]) {
    for element in elements {
        element.keeps = false;
    }
}

/// The names of those with a role: `A`, `A and B`, `A, B and C`.
pub(crate) fn names(
    contributors: &[Contributor],
    role: &str,
    language: &Language,
) -> Option<String> {
    let names: Vec<&str> = contributors
        .iter()
        .filter(|contributor| contributor.role == role)
        .map(|contributor| contributor.name.as_str())
        .collect();
    let (last, others) = names.split_last()?;
    if others.is_empty() {
        return Some((*last).to_string());
    }
    Some(format!("{} {} {last}", others.join(", "), wording::of(language).and))
}
