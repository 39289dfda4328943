//! The indexes as elements.

use crate::model::book::Reference;
use crate::model::index::{CrossReferences, Entry, Index, Subentry};
use crate::model::language::Language;
use crate::model::length::Length;
use crate::model::pages::{EntryLocators, LinkTarget, Locator};
use crate::model::style::{Align, Shape as Letters};
use crate::model::text::Inline;
use crate::model::wording;
use crate::typeset::compose::{Composer, Manner};
use crate::typeset::galley::{Element, paragraph};
use crate::typeset::items::{Item, Shape};

impl<'a> Composer<'a> {
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

    /// Composes the entries of an index for a column's width.
    pub(crate) fn index(
        &mut self,
        index: &Index,
        locators: &[EntryLocators],
        measure: Length,
        language: &Language,
    ) -> Vec<Element> {
        let style = &self.style.index;
        let mut elements = Vec::new();
        let mut locators = locators.iter();
        for group in &index.groups {
            if !group.letter.is_empty() {
                let manner = Manner::new(self.style, "text", style.size.scaled(11, 10))
                    .shaped(Letters::SmallCapitals);
                let items = self.plain(&group.letter, manner, language);
                let shape = column(measure, Length::ZERO, Length::ZERO);
                let element = paragraph(items, shape, style.leading);
                let before = style.leading;
                elements.push(Element { before, keeps: true, is_on_grid: false, ..element });
            }
            for entry in &group.entries {
                let own = locators.next().cloned().unwrap_or_default();
                self.entry(entry, &own, measure, language, &mut elements);
            }
        }
        elements
    }

    fn entry(
        &mut self,
        entry: &Entry,
        locators: &EntryLocators,
        measure: Length,
        language: &Language,
        elements: &mut Vec<Element>,
    ) {
        let style = &self.style.index;
        let manner = Manner::new(self.style, "text", style.size);
        let turn = style.turn;
        let mut items: Vec<Item> = entry.anchor.map(Item::Anchor).into_iter().collect();
        items.extend(self.items(&entry.heading, manner, language));
        let has_note_below = !entry.note.is_empty() && !entry.is_note_run_in;
        if entry.is_note_run_in && !entry.note.is_empty() {
            items.extend(self.after(entry.note_joint(), manner, language));
            items.extend(self.items(&entry.note, manner, language));
        }
        if !locators.locators.is_empty() {
            items.extend(self.after(entry.joint(), manner, language));
            items.extend(self.locators(&locators.locators, manner, language));
        }
        let has_body = has_note_below || !entry.subentries.is_empty();
        if !has_body {
            self.references(&entry.references, manner, language, &mut items);
        }
        let shape = column(measure, turn * 2, -(turn * 2));
        let first = elements.len();
        elements.push(Element { is_on_grid: false, ..paragraph(items, shape, style.leading) });
        if has_note_below {
            let small = Manner { size: style.size.scaled(95, 100), ..manner };
            let items = self.items(&entry.note, small, language);
            let shape = column(measure, turn, Length::ZERO);
            elements.push(Element { is_on_grid: false, ..paragraph(items, shape, style.leading) });
        }
        for (subentry, own) in entry.subentries.iter().zip(&locators.subentries) {
            self.subentry(subentry, own, (measure, turn), language, elements);
        }
        if has_body && entry.references != CrossReferences::None {
            let mut items = Vec::new();
            self.references(&entry.references, manner, language, &mut items);
            let shape = column(measure, turn * 2, -turn);
            elements.push(Element { is_on_grid: false, ..paragraph(items, shape, style.leading) });
        }
        // A heading keeps the first line of what stands below it.
        if elements.len() > first + 1 {
            elements[first].keeps = true;
        }
    }

    fn subentry(
        &mut self,
        subentry: &Subentry,
        locators: &EntryLocators,
        (measure, indent): (Length, Length),
        language: &Language,
        elements: &mut Vec<Element>,
    ) {
        let style = &self.style.index;
        let manner = Manner::new(self.style, "text", style.size);
        let mut items = self.plain(&subentry.heading, manner, language);
        if !locators.locators.is_empty() {
            items.extend(self.after(", ", manner, language));
            items.extend(self.locators(&locators.locators, manner, language));
        }
        let shape = column(measure, indent + style.turn, -style.turn);
        elements.push(Element { is_on_grid: false, ..paragraph(items, shape, style.leading) });
        for (inner, own) in subentry.subentries.iter().zip(&locators.subentries) {
            self.subentry(inner, own, (measure, indent + style.turn), language, elements);
        }
    }

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

    fn references(
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

/// A ragged paragraph of a column.
fn column(measure: Length, left: Length, first: Length) -> Shape {
    Shape { left, first, hyphenates: true, ..Shape::flush(measure, Align::Left) }
}
