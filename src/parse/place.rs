//! Where a stretch of text comes from.

use std::ops::Range;

use crate::model::source::{FileId, Span};

/// How positions in a text lead back to a file.
#[derive(Clone, Copy, Debug)]
pub enum Place {
    /// The text stands in the file as it is, from byte `base` on.
    Exact { file: FileId, base: usize },
    /// The text was decoded on its way: all of it shows the same span.
    Whole(Span),
}

impl Place {
    /// The span of bytes `range` of the text.
    pub fn span(self, range: Range<usize>) -> Span {
        match self {
            Place::Exact { file, base } => Span::new(file, base + range.start, base + range.end),
            Place::Whole(span) => span,
        }
    }
}

/// A text with its place.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    pub text: &'a str,
    pub place: Place,
}

impl Source<'_> {
    /// The span of the whole text.
    pub fn span(&self) -> Span {
        self.place.span(0..self.text.len())
    }
}
