//! The glossary and the list of abbreviations as elements.

use crate::model::book::{SectionKind, bare};
use crate::model::edition::Generated;
use crate::model::headnote::headnote;
use crate::model::index::{Indexes, Term};
use crate::model::language::Language;
use crate::model::pages::{EntryLocators, LinkTarget, Locator};
use crate::model::register::{Record, Saying};
use crate::model::style::{Align, Shape as Letters};
use crate::model::text::plain;
use crate::model::wording;
use crate::typeset::compose::{Composer, Manner};
use crate::typeset::galley::{Element, paragraph};
use crate::typeset::items::{Item, Shape};

/// The widest column of abbreviations, in ems; a longer one pushes what it
/// stands for to the right.
const WIDEST: usize = 8;

impl<'a> Composer<'a> {
    /// Composes the glossary: its heading, then a paragraph for each term.
    pub(crate) fn glossary(
        &mut self,
        indexes: &Indexes,
        language: &Language,
        elements: &mut Vec<Element>,
    ) {
        let book = self.book;
        let title = book.edition.glossary.as_ref().map_or("", |glossary| glossary.title.as_str());
        self.list_heading(title, language, elements);
        let all = EntryLocators {
            locators: self.glossary.iter().flatten().cloned().collect(),
            subentries: Vec::new(),
        };
        let headnote = headnote(&[all], book.edition.glossary_rules(), language);
        if !headnote.is_empty() {
            if let Some(title) = elements.last_mut() {
                title.after = self.style.text.leading;
            }
            elements.push(self.headnote(&headnote, language));
        }
        for (at, term) in indexes.glossary.iter().enumerate() {
            let locators = self.glossary.get(at).cloned().unwrap_or_default();
            let element = self.term(term, &locators, language);
            elements.push(element);
        }
    }

    fn term(&mut self, term: &Term, locators: &[Locator], language: &Language) -> Element {
        let record = self.book.record(term.record);
        let style = &self.style.glossary;
        let manner = Manner::new(self.style, "text", style.size).shaped(style.shape);
        let data = &record.data;
        let mut items = vec![Item::Anchor(record.anchor)];
        items.extend(self.items(&data.heading, manner.shaped(Letters::Bold), language));
        let mut parts: Vec<Vec<Item>> = Vec::new();
        if let Some((expansion, own)) = &data.expansion {
            let own = own.as_ref().unwrap_or(language);
            parts.push(self.items(expansion, manner.shaped(Letters::Italic), own));
        }
        if !data.gloss.is_empty() {
            parts.push(self.items(&data.gloss, manner, language));
        }
        for (count, part) in parts.into_iter().enumerate() {
            items.extend(self.after(if count == 0 { "\u{2002}" } else { "; " }, manner, language));
            items.extend(part);
        }
        if !data.note.is_empty() {
            let has_more = data.expansion.is_some() || !data.gloss.is_empty();
            let joint = if has_more { ". " } else { "\u{2002}" };
            items.extend(self.after(joint, manner, language));
            items.extend(self.items(&data.note, manner, language));
        }
        if !locators.is_empty() {
            let joint = if record.says() == Saying::Sentence { " " } else { ", " };
            items.extend(self.after(joint, manner, language));
            items.extend(self.locators(locators, manner, language));
        }
        self.term_references(term, (manner, !locators.is_empty()), language, &mut items);
        let shape = Shape {
            left: style.indent_left + style.turn,
            right: style.indent_right,
            first: -style.turn,
            hyphenates: true,
            ..Shape::flush(self.style.page.measure(), self.style.text.align)
        };
        let element = paragraph(items, shape, style.leading);
        Element { after: style.space, is_on_grid: false, ..element }
    }

    /// *See* and *see also*; a sentence of their own after locators.
    fn term_references(
        &mut self,
        term: &Term,
        (manner, has_locators): (Manner<'a>, bool),
        language: &Language,
        items: &mut Vec<Item>,
    ) {
        let wording = wording::of(language);
        let book = self.book;
        let is_see = book.record(term.record).see.is_some();
        let phrase = if is_see { wording.see } else { wording.see_also };
        for (count, reference) in term.references.iter().enumerate() {
            let target = book.record(reference.record);
            if count == 0 {
                let joint = match (has_locators, book.record(term.record).says()) {
                    (true, _) | (false, Saying::Words) => ". ",
                    (false, Saying::Sentence) => " ",
                    (false, Saying::Nothing) => "\u{2002}",
                };
                items.extend(self.after(joint, manner, language));
                items.extend(self.plain(phrase, manner.shaped(Letters::Italic), language));
                items.extend(self.after(" ", manner, language));
            } else {
                items.extend(self.after("; ", manner, language));
            }
            let mut heading = self.items(&target.data.heading, manner, language);
            if let Some(place) = &reference.place {
                heading.extend(self.after(&format!(" ({place})"), manner, language));
            }
            items.extend(self.linked(LinkTarget::Anchor(target.anchor), heading));
        }
    }

    /// Composes the abbreviations of the glossary with what they stand for, in
    /// two columns.
    pub(crate) fn abbreviations(
        &mut self,
        indexes: &Indexes,
        at: usize,
        language: &Language,
        elements: &mut Vec<Element>,
    ) {
        let book = self.book;
        let list = book.sections[at].anchor;
        self.list_heading(wording::of(language).abbreviations, language, elements);
        let is_glossary =
            |kind: &SectionKind| matches!(kind, SectionKind::Generated(Generated::Glossary));
        let has_glossary = book.sections.iter().any(|section| is_glossary(&section.kind));
        let style = &self.style.glossary;
        let manner = Manner::new(self.style, "text", style.size).shaped(style.shape);
        let records: Vec<&Record> =
            indexes.abbreviations(book).map(|term| book.record(term.record)).collect();
        let lengths = records.iter().map(|record| plain(&record.data.heading).chars().count());
        // Capitals are about seven tenths of an em wide.
        let width = lengths.max().unwrap_or_default() * 7 / 10 + 2;
        let tab = style.size * width.min(WIDEST) as i32;
        for record in records {
            // Without a glossary, this is where links lead.
            let mut items: Vec<Item> =
                (!has_glossary).then_some(Item::Anchor(record.anchor)).into_iter().collect();
            let heading = self.items(&bare(&record.data.heading), manner, language);
            let target = LinkTarget::Anchor(record.anchor);
            items.extend(if has_glossary { self.linked(target, heading) } else { heading });
            let said = match &record.data.expansion {
                Some((expansion, own)) => {
                    let italic = manner.shaped(Letters::Italic);
                    self.items(&bare(expansion), italic, own.as_ref().unwrap_or(language))
                }
                None => Vec::new(),
            };
            let element = self.hanging((items, said), (tab, Align::Left), manner, language);
            let entry = Some((list, record.anchor));
            elements.push(Element { entry, ..element });
        }
    }
}
