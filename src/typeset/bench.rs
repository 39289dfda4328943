//! Text that is set beside the book, in the faces of its style: the margins of
//! proofs, labels of sheets, covers.

use std::sync::Arc;

use crate::model::book::{Book, Reference};
use crate::model::inputs::Inputs;
use crate::model::language::Language;
use crate::model::length::Length;
use crate::model::pages::{Line, Pages, Piece, WordId};
use crate::model::style::{Shape as Letters, Style};
use crate::model::text::Inline;
use crate::typeset::compose::{Composer, Manner};
use crate::typeset::fonts::Faces;
use crate::typeset::hyphenate::Hyphenation;
use crate::typeset::items::{Item, Shape};
use crate::typeset::rows::Maker;
use crate::typeset::words::{Features, Words};

/// What is at hand for text beside the book.
#[derive(Clone, Copy)]
pub(crate) struct Material<'a> {
    pub(crate) book: &'a Book,
    pub(crate) style: &'a Style,
    pub(crate) inputs: &'a Inputs,
    pub(crate) faces: &'a Faces,
}

/// What text is set with. First all of it is composed, then shaped, then
/// broken into lines, which know their words by the list that they are added
/// to at the end.
pub(crate) struct Bench<'a> {
    composer: Composer<'a>,
    language: Language,
    /// Words of the list that the new ones follow.
    base: u32,
}

/// A family at a size.
#[derive(Clone, Copy)]
pub(crate) struct Type {
    pub(crate) family: &'static str,
    pub(crate) size: Length,
    /// Whether figures are those of the text; else all are as high as capitals.
    pub(crate) has_text_figures: bool,
}

impl<'a> Bench<'a> {
    /// A bench whose words will follow those of `pages`.
    pub(crate) fn new(material: &Material<'a>, pages: &Pages) -> Bench<'a> {
        let Material { book, style, inputs, faces } = *material;
        let hyphenation = Hyphenation {
            before: style.paragraphs.before_hyphen,
            after: style.paragraphs.after_hyphen,
        };
        let composer = Composer::new(book, style, inputs, faces, Words::new(hyphenation));
        let language = book.edition.language.clone();
        Bench { composer, language, base: pages.words.len() as u32 }
    }

    /// Composes a stretch of plain text.
    pub(crate) fn plain(&mut self, text: &str, letters: Letters, kind: Type) -> Vec<Item> {
        let manner = manner(self.composer.style, letters, kind);
        let language = self.language.clone();
        self.composer.plain(text, manner, &language)
    }

    /// Composes running text.
    pub(crate) fn running(
        &mut self,
        text: &[Inline<Reference>],
        letters: Letters,
        kind: Type,
    ) -> Vec<Item> {
        let manner = manner(self.composer.style, letters, kind);
        let language = self.language.clone();
        self.composer.items(text, manner, &language)
    }

    /// Shapes all that has been composed.
    pub(crate) fn shape(&mut self) {
        self.composer.words.shape(self.composer.faces);
    }

    /// The lines of a paragraph, on baselines a leading apart, the first at 0.
    pub(crate) fn lines(&self, items: &[Item], shape: &Shape, leading: Length) -> Vec<Line> {
        if items.is_empty() {
            return Vec::new();
        }
        let lines = self.maker().paragraph(items, shape);
        let lines = lines.into_iter().zip(0..).map(|(set, count)| {
            let moved = set.line.pieces.iter().map(|piece| {
                let word = WordId(piece.word.0 + self.base);
                Piece { word, ..*piece }
            });
            let pieces: Arc<[Piece]> = moved.collect();
            Line { pieces, baseline: leading * count, inner: Vec::new(), ..set.line }
        });
        lines.collect()
    }

    /// The width of composed text in one line.
    pub(crate) fn width(&self, items: &[Item]) -> Length {
        self.maker().natural(items)
    }

    fn maker(&self) -> Maker<'_> {
        let composer = &self.composer;
        Maker {
            words: &composer.words,
            looks: &composer.looks,
            pictures: &composer.pictures,
            style: composer.style,
            kept: None,
        }
    }

    /// Adds the words to the list that the bench was made for.
    pub(crate) fn finish(self, pages: &mut Pages) {
        debug_assert_eq!(pages.words.len() as u32, self.base, "the list has changed");
        let (words, languages) = self.composer.words.into_list();
        let places: Vec<u16> = languages
            .into_iter()
            .map(|language| match pages.languages.iter().position(|known| *known == language) {
                Some(at) => at as u16,
                None => {
                    pages.languages.push(language);
                    pages.languages.len() as u16 - 1
                }
            })
            .collect();
        pages.words.extend(words.into_iter().map(|mut word| {
            word.language = places[usize::from(word.language)];
            word
        }));
    }
}

fn manner(style: &Style, letters: Letters, kind: Type) -> Manner<'static> {
    let mut manner = Manner::new(style, kind.family, kind.size);
    if !kind.has_text_figures {
        manner.features = manner.features.without(Features::OLD_STYLE);
    }
    manner.shaped(letters)
}

/// Moves lines: `x` to the right, `y` down.
pub(crate) fn moved(lines: Vec<Line>, x: Length, y: Length) -> impl Iterator<Item = Line> {
    lines.into_iter().map(move |mut line| {
        line.x += x;
        line.baseline += y;
        line
    })
}
