//! The list of the marks of transcription as elements.

use crate::model::language::Language;
use crate::model::style::Align;
use crate::model::symbols;
use crate::model::wording;
use crate::typeset::compose::{Composer, Manner};
use crate::typeset::galley::{Element, paragraph};
use crate::typeset::items::{Item, Shape};

/// The column of examples, in ems.
const COLUMN: i32 = 9;

impl<'a> Composer<'a> {
    /// Composes the marks that the book uses, each with an example and its
    /// meaning; nothing where it uses none.
    pub(crate) fn symbols(&mut self, language: &Language, elements: &mut Vec<Element>) {
        let book = self.book;
        if book.marks.is_empty() {
            return;
        }
        self.list_heading(wording::of(language).symbols, language, elements);
        let style = &self.style.glossary;
        let manner = Manner::new(self.style, "text", style.size).shaped(style.shape);
        let tab = style.size * COLUMN;
        for symbol in symbols::of(book) {
            let mut items = self.items(&symbol.example, manner, language);
            // A word space, so that the words are apart for those who copy them.
            let mut space = self.plain("x\u{a0}", manner, language);
            items.extend(space.drain(1..));
            items.push(Item::Tab { to: style.indent_left + tab });
            items.extend(self.plain(symbol.meaning, manner, language));
            let shape = Shape {
                left: style.indent_left + tab,
                right: style.indent_right,
                first: -tab,
                hyphenates: true,
                ..Shape::flush(self.style.page.measure(), Align::Left)
            };
            let element = paragraph(items, shape, style.leading);
            elements.push(Element { is_on_grid: false, ..element });
        }
    }
}
