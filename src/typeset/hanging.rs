//! Lists in two columns: terms, and what is said of them beside them.

use crate::model::language::Language;
use crate::model::length::Length;
use crate::model::style::Align;
use crate::typeset::compose::{Composer, Manner};
use crate::typeset::galley::{Element, paragraph};
use crate::typeset::items::{Item, Shape};

impl<'a> Composer<'a> {
    /// A term with what is said of it, as the style sets a glossary: the second
    /// column begins `tab` behind the first. A longer term pushes it on.
    pub(crate) fn hanging(
        &mut self,
        (term, said): (Vec<Item>, Vec<Item>),
        (tab, align): (Length, Align),
        manner: Manner<'a>,
        language: &Language,
    ) -> Element {
        let style = &self.style.glossary;
        let left = style.indent_left + tab;
        let mut items = term;
        // A word space, so that the words are apart for those who copy them.
        let mut space = self.plain("x\u{a0}", manner, language);
        items.extend(space.drain(1..));
        items.push(Item::Tab { to: left });
        items.extend(said);
        let shape = Shape {
            left,
            right: style.indent_right,
            first: -tab,
            hyphenates: true,
            ..Shape::flush(self.style.page.measure(), align)
        };
        let element = paragraph(items, shape, style.leading);
        Element { is_on_grid: false, ..element }
    }
}
