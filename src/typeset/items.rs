//! What a paragraph is made of, as line breaking sees it.

use crate::model::book::{AnchorId, NoteId};
use crate::model::length::Length;
use crate::model::pages::WordId;
use crate::model::structure::NodeId;
use crate::model::style::Align;
use crate::model::text::TextId;

/// A box, a space, a permission, or a point in a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Item {
    /// A word; `text` and `offset` say where in the manuscript it begins.
    Word {
        word: WordId,
        look: LookId,
        level: u8,
        text: TextId,
        offset: u32,
    },
    /// A word space; a line may end at it where `breaks`.
    Space {
        look: LookId,
        level: u8,
        breaks: bool,
    },
    /// A line may end here, at a cost, without a hyphen.
    Break {
        cost: i16,
    },
    /// A line must end here.
    Line,
    /// Moves on to `to` from the line's left edge: after a list's number.
    Tab {
        to: Length,
    },
    /// Pushes what follows to the right margin.
    Fill,
    Anchor(AnchorId),
    /// A note is called here for the first time.
    Note(NoteId),
    /// A link begins: a position in the composer's list of targets.
    Link(u32),
    EndLink,
    /// A stretch begins that is a node of the structure.
    Open(NodeId),
    Close,
    /// An image within the line: a position in the composer's list.
    Picture(u32),
}

/// How a word is set: a look of the composer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct LookId(pub(crate) u16);

/// A size with what belongs to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Look {
    pub(crate) size: Length,
    pub(crate) rise: Length,
    /// The word space of the face.
    pub(crate) space: WordId,
    /// The hyphen that divides a word.
    pub(crate) hyphen: WordId,
    pub(crate) is_struck: bool,
    /// Not divided by patterns.
    pub(crate) is_whole: bool,
}

impl Look {
    /// A length in 1/1000 em at this look's size.
    pub(crate) fn of(&self, thousandths: i32) -> Length {
        // Few glyphs hang out, and some have no width.
        if thousandths == 0 {
            return Length::ZERO;
        }
        Length::narrow(self.size.wide() * i64::from(thousandths) / 1000)
    }
}

/// An image within a line, with the size it is set at.
#[derive(Clone, Debug)]
pub(crate) struct Picture {
    pub(crate) name: String,
    pub(crate) alternative: String,
    pub(crate) node: NodeId,
    pub(crate) width: Length,
    pub(crate) height: Length,
}

/// The shape of a paragraph.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shape {
    /// The full width at hand; `left` and `right` are taken from it.
    pub(crate) measure: Length,
    pub(crate) left: Length,
    pub(crate) right: Length,
    /// Added to `left` on the first line; negative hangs it out.
    pub(crate) first: Length,
    pub(crate) align: Align,
    pub(crate) hyphenates: bool,
    /// Lines that stand beside an initial, and its width.
    pub(crate) notch: (usize, Length),
}

/// No initial beside the paragraph.
const NO_NOTCH: (usize, Length) = (0, Length::ZERO);

impl Shape {
    /// Lines of the whole measure, no word divided.
    pub(crate) const fn flush(measure: Length, align: Align) -> Shape {
        Shape {
            measure,
            left: Length::ZERO,
            right: Length::ZERO,
            first: Length::ZERO,
            align,
            hyphenates: false,
            notch: NO_NOTCH,
        }
    }

    /// Where a line begins, by its position in the paragraph.
    pub(crate) fn left(&self, line: usize) -> Length {
        let first = if line == 0 { self.first } else { Length::ZERO };
        let notch = if line < self.notch.0 { self.notch.1 } else { Length::ZERO };
        self.left + first + notch
    }

    /// How wide a line is, by its position in the paragraph.
    pub(crate) fn width(&self, line: usize) -> Length {
        self.measure - self.right - self.left(line)
    }

    /// How many lines have a width of their own.
    pub(crate) fn distinct(&self) -> usize {
        self.notch.0.max(1)
    }
}
