//! The list of the marks of transcription as elements.

use crate::model::language::Language;
use crate::model::style::Align;
use crate::model::symbols;
use crate::model::wording;
use crate::typeset::compose::{Composer, Manner};
use crate::typeset::galley::Element;

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
            let example = self.items(&symbol.example, manner, language);
            let meaning = self.plain(symbol.meaning, manner, language);
            let columns = (tab, Align::Left);
            elements.push(self.hanging((example, meaning), columns, manner, language));
        }
    }
}
