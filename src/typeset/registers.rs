//! The glossary as elements; what it shares with the indexes.

use crate::model::book::Reference;
use crate::model::index::{CrossReferences, Indexes};
use crate::model::language::Language;
use crate::model::length::Length;
use crate::model::pages::{LinkTarget, Locator};
use crate::model::register::Record;
use crate::model::style::{Align, Shape as Letters};
use crate::model::text::Inline;
use crate::model::wording;
use crate::typeset::compose::{Composer, Manner};
use crate::typeset::galley::{Element, paragraph};
use crate::typeset::items::{Item, Shape};

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
        for id in &indexes.glossary {
            let element = self.term(book.record(*id), language);
            elements.push(element);
        }
    }

    fn term(&mut self, record: &Record, language: &Language) -> Element {
        let style = &self.style.glossary;
        let manner = Manner::new(self.style, "text", style.size).shaped(style.shape);
        let italic = manner.shaped(Letters::Italic);
        let data = &record.data;
        let mut items = vec![Item::Anchor(record.anchor)];
        items.extend(self.items(&data.heading, manner.shaped(Letters::Bold), language));
        let mut parts: Vec<Vec<Item>> = Vec::new();
        if let Some((expansion, own)) = &data.expansion {
            let own = own.clone().unwrap_or_else(|| language.clone());
            parts.push(self.items(expansion, italic, &own));
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
        self.record_references(record, manner, language, &mut items);
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

    /// *See* and *see also* of a glossary's term.
    fn record_references(
        &mut self,
        record: &Record,
        manner: Manner<'a>,
        language: &Language,
        items: &mut Vec<Item>,
    ) {
        let wording = wording::of(language);
        let (phrase, targets) = match record.see {
            Some(see) => (wording.see, vec![see]),
            None => (wording.see_also, record.see_also.clone()),
        };
        let book = self.book;
        for (count, target) in targets.into_iter().enumerate() {
            let target = book.record(target);
            if count == 0 {
                items.extend(self.after(" ", manner, language));
                items.extend(self.plain(phrase, manner.shaped(Letters::Italic), language));
                items.extend(self.after(" ", manner, language));
            } else {
                items.extend(self.after("; ", manner, language));
            }
            let heading = self.items(&target.data.heading, manner, language);
            items.extend(self.linked(LinkTarget::Anchor(target.anchor), heading));
        }
    }

    /// Punctuation that follows other items: a space at its beginning counts.
    pub(crate) fn after(
        &mut self,
        text: &str,
        manner: Manner<'a>,
        language: &Language,
    ) -> Vec<Item> {
        if !text.starts_with(' ') {
            return self.plain(text, manner, language);
        }
        let mut items = self.plain(&format!("x{text}"), manner, language);
        items.remove(0);
        items
    }

    /// Locators, each of them linked to its passage.
    pub(crate) fn locators(
        &mut self,
        locators: &[Locator],
        manner: Manner<'a>,
        language: &Language,
    ) -> Vec<Item> {
        let mut items = Vec::new();
        for locator in locators {
            if !locator.before.is_empty() {
                items.extend(self.after(&locator.before, manner, language));
            }
            let mut own = manner;
            own.cut.is_bold |= locator.is_principal;
            own.cut.is_italic |= locator.is_illustration;
            let mut label = self.plain(&locator.label, own, language);
            // A range stays on one line.
            label.retain(|item| !matches!(item, Item::Break { .. }));
            items.extend(self.linked(LinkTarget::Anchor(locator.target), label));
        }
        items
    }

    /// *See* and *see also*, each heading linked.
    pub(crate) fn references(
        &mut self,
        references: &CrossReferences,
        manner: Manner<'a>,
        language: &Language,
        items: &mut Vec<Item>,
    ) {
        let wording = wording::of(language);
        let italic = manner.shaped(Letters::Italic);
        let (phrase, targets) = match references {
            CrossReferences::None => return,
            CrossReferences::See(anchor, heading) => {
                (wording.see, vec![(*anchor, heading.clone())])
            }
            CrossReferences::SeeAlso(targets) => (wording.see_also, targets.clone()),
        };
        if !items.is_empty() {
            items.extend(self.after(". ", manner, language));
        }
        items.extend(self.plain(phrase, italic, language));
        for (count, (anchor, heading)) in targets.into_iter().enumerate() {
            items.extend(self.after(if count == 0 { " " } else { "; " }, manner, language));
            let heading = self.plain(&heading, manner, language);
            items.extend(self.linked(LinkTarget::Anchor(anchor), heading));
        }
    }

    /// The headnote of an index, across its columns.
    pub(crate) fn headnote(
        &mut self,
        headnote: &[Inline<Reference>],
        language: &Language,
    ) -> Element {
        let style = self.style;
        let manner = Manner::new(style, "text", style.index.size).shaped(Letters::Italic);
        let items = self.items(headnote, manner, language);
        let scope = self.text_scope(language);
        let shape = Shape { align: Align::Left, ..scope.shape(Length::ZERO) };
        let element = paragraph(items, shape, style.index.leading);
        Element { after: style.text.leading, keeps: true, is_on_grid: false, ..element }
    }
}
