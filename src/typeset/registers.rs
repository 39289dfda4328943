//! What indexes and the glossary share: locators, references, headnotes.

use crate::model::book::Reference;
use crate::model::index::CrossReferences;
use crate::model::language::Language;
use crate::model::length::Length;
use crate::model::pages::{LinkTarget, Locator};
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
