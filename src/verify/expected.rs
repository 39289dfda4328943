//! What a file must say: the words of the manuscript, in the order in which
//! they are read, each with its place in the sources.

use crate::model::book::{AnchorId, MentionId};
use crate::model::source::Span;
use crate::model::text::Image;
use crate::verify::letters;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Medium {
    Print,
    Ebook,
}

/// What a book must say.
#[derive(Debug)]
pub(crate) struct Expected<'b> {
    /// By section; none for one of which nothing is of the manuscript.
    pub(crate) sections: Vec<Option<Passage<'b>>>,
    /// By note.
    pub(crate) notes: Vec<Passage<'b>>,
}

/// Letters one after another. Places are bytes of the letters, rising.
#[derive(Debug, Default)]
pub(crate) struct Passage<'b> {
    pub(crate) letters: String,
    pub(crate) origins: Vec<Origin<'b>>,
    /// What the compiler puts between them.
    pub(crate) made: Vec<(u32, Made)>,
    pub(crate) tags: Vec<Tag>,
    pub(crate) pictures: Vec<Picture<'b>>,
}

/// Where letters come from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Origin<'b> {
    pub(crate) at: u32,
    pub(crate) span: Span,
    /// The text with its spaces; empty for what the compiler makes of data.
    pub(crate) text: &'b str,
}

/// What the compiler makes and nobody can foresee here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Made {
    /// The label of a chapter or a part above its title, which ends at a byte
    /// of the letters: *Chapter 3*.
    Label(u32),
    /// The number or the bullet of an item, the mark of a note.
    Bullet,
    /// The heading of a list.
    Heading,
    /// A reference to a place's page: *p. 34*.
    Folio(AnchorId),
    /// A folio alone, in a list.
    Number,
}

/// A tag.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tag {
    pub(crate) at: u32,
    pub(crate) mention: MentionId,
    pub(crate) anchor: AnchorId,
}

/// An image.
#[derive(Debug)]
pub(crate) struct Picture<'b> {
    pub(crate) at: u32,
    pub(crate) image: &'b Image,
    pub(crate) span: Span,
    /// Whether it is a figure, or stands in a line.
    pub(crate) is_block: bool,
    pub(crate) caption: Passage<'b>,
}

impl<'b> Passage<'b> {
    /// The place where more would be added.
    pub(crate) fn end(&self) -> u32 {
        self.letters.len() as u32
    }

    /// Adds a text of the manuscript.
    pub(crate) fn text(&mut self, text: &'b str, span: Span) {
        self.origins.push(Origin { at: self.end(), span, text });
        letters::push(text, &mut self.letters);
    }

    /// Adds words that the compiler makes of the book's data.
    pub(crate) fn words(&mut self, text: &str, span: Span) {
        self.origins.push(Origin { at: self.end(), span, text: "" });
        letters::push(text, &mut self.letters);
    }

    /// Leaves room for what the compiler makes.
    pub(crate) fn made(&mut self, made: Made) {
        self.made.push((self.end(), made));
    }

    /// The letters that come from an origin.
    pub(crate) fn letters_of(&self, origin: &Origin<'b>) -> &str {
        let mut next = self.origins.iter().map(|other| other.at).filter(|at| *at > origin.at);
        &self.letters[origin.at as usize..next.next().unwrap_or(self.end()) as usize]
    }

    /// Where the letter at a place comes from.
    pub(crate) fn origin(&self, at: usize) -> Option<&Origin<'b>> {
        let count = self.origins.partition_point(|origin| origin.at as usize <= at);
        self.origins.get(count.checked_sub(1)?)
    }
}
