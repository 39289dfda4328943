//! The bibliography as elements.

use crate::model::language::Language;
use crate::model::length::Length;
use crate::model::structure::Role;
use crate::model::wording;
use crate::typeset::compose::{Composer, Manner};
use crate::typeset::galley::{Element, paragraph};
use crate::typeset::items::{Item, Shape};

impl Composer<'_> {
    /// What the bibliography is called.
    pub(crate) fn bibliography_title(&self) -> &str {
        let edition = &self.book.edition;
        let settings = edition.bibliography.as_ref();
        let wording = wording::of(&edition.language);
        settings.and_then(|settings| settings.title.as_deref()).unwrap_or(wording.bibliography)
    }

    /// Composes the bibliography: its heading, then a paragraph for each work,
    /// its lines but the first indented.
    pub(crate) fn bibliography(
        &mut self,
        at: usize,
        language: &Language,
        elements: &mut Vec<Element>,
    ) {
        let book = self.book;
        let title = self.bibliography_title().to_string();
        self.list_heading(&title, language, elements);
        let list = book.sections[at].anchor;
        let style = &self.style.glossary;
        let manner = Manner::new(self.style, "text", style.size).shaped(style.shape);
        let turn = style.turn.max(style.size);
        let shape = Shape {
            left: style.indent_left + turn,
            right: style.indent_right,
            first: Length::ZERO - turn,
            hyphenates: true,
            ..Shape::flush(self.style.page.measure(), self.style.text.align)
        };
        let node = self.tree.add(Role::List);
        for work in &book.works {
            let mut items = vec![Item::Anchor(work.anchor)];
            items.extend(self.items(&work.entry, manner, language));
            let item = self.tree.add_below(Role::Item, node);
            let body = self.tree.add_below(Role::Body, item);
            let element = paragraph(items, shape, style.leading);
            let entry = Some((list, work.anchor));
            let element = Element { after: style.space, entry, node: body, ..element };
            elements.push(Element { is_on_grid: false, ..element });
        }
    }
}
