//! The marks of transcription that a book uses, each with an example and its
//! meaning.

use crate::model::book::{Book, Reference};
use crate::model::source::{FileId, Span};
use crate::model::text::{Inline, Text, TextId, TextStyle};
use crate::model::transcription::Mark;
use crate::model::wording;

/// A mark as the list of symbols explains it.
#[derive(Clone, Debug)]
pub struct Symbol {
    /// A text with the mark's signs.
    pub example: Vec<Inline<Reference>>,
    pub meaning: &'static str,
}

/// The symbols of a book, in the order of [`Mark::ALL`].
pub fn of(book: &Book) -> Vec<Symbol> {
    let edition = &book.edition;
    let wording = wording::of(&edition.language);
    let symbol = |mark: &Mark| {
        let shown = edition.transcription.shown(*mark);
        let style = TextStyle::Transcribed(*mark);
        let content = vec![text(wording.examples[*mark as usize])];
        let content = Inline::Styled { style, content };
        let signs = [text(&shown.before), content, text(&shown.after)];
        let is_there = |inline: &Inline<Reference>| match inline {
            Inline::Text(text) => !text.text.is_empty(),
            _ => true,
        };
        Symbol {
            example: signs.into_iter().filter(is_there).collect(),
            meaning: wording.meanings[*mark as usize],
        }
    };
    book.marks.iter().map(symbol).collect()
}

fn text(text: &str) -> Inline<Reference> {
    let span = Span::new(FileId(0), 0, 0);
    Inline::Text(Text { id: TextId::NONE, text: text.to_string(), span })
}
