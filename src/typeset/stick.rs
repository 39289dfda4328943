//! What a line is set from: words and spaces with their widths, in reading
//! order, before they have their places.

use crate::model::length::Length;
use crate::model::pages::{Piece, WordId};
use crate::model::structure::NodeId;
use crate::typeset::items::Look;

/// What lines are set in, one after the other.
#[derive(Default)]
pub(crate) struct Stick {
    pub(crate) parts: Vec<Part>,
    pub(crate) pieces: Vec<Piece>,
}

/// Something with a width, before it has a place.
#[derive(Clone, Copy)]
pub(crate) struct Part {
    pub(crate) piece: Piece,
    /// Width, and place from the line's left edge, in 1/65536 pt.
    pub(crate) natural: i64,
    pub(crate) x: i64,
    pub(crate) kind: Kind,
    pub(crate) level: u8,
    pub(crate) link: Option<u32>,
    pub(crate) node: NodeId,
    pub(crate) is_struck: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Glyphs,
    Space,
    Picture(u32),
    Tab(Length),
    Fill,
}

/// What is open where a line begins: it goes on from line to line.
#[derive(Default)]
pub(crate) struct Open {
    pub(crate) link: Option<u32>,
    pub(crate) nodes: Vec<NodeId>,
}

impl Open {
    pub(crate) fn node(&self) -> NodeId {
        self.nodes.last().copied().unwrap_or(NodeId::NONE)
    }
}

pub(crate) fn piece(word: WordId, (from, to): (u16, u16), width: Length, look: &Look) -> Piece {
    Piece { word, from, to, x: Length::ZERO, width, size: look.size, rise: look.rise }
}

pub(crate) fn part(piece: Piece, kind: Kind, level: u8, open: &Open, look: &Look) -> Part {
    let natural = piece.width.wide();
    let (link, node) = (open.link, open.node());
    Part { piece, natural, x: 0, kind, level, link, node, is_struck: look.is_struck }
}

/// A part without glyphs.
pub(crate) fn blank(kind: Kind) -> Part {
    let piece = Piece {
        word: WordId(0),
        from: 0,
        to: 0,
        x: Length::ZERO,
        width: Length::ZERO,
        size: Length::ZERO,
        rise: Length::ZERO,
    };
    Part {
        piece,
        natural: 0,
        x: 0,
        kind,
        level: 0,
        link: None,
        node: NodeId::NONE,
        is_struck: false,
    }
}

/// Positions of the parts from left to right: rule L2 of the bidirectional
/// algorithm (UAX 9). None where they stand in reading order.
pub(crate) fn visual(parts: &[Part]) -> Option<Vec<usize>> {
    let highest = parts.iter().map(|part| part.level).max().unwrap_or(0);
    if highest == 0 {
        return None;
    }
    let mut order: Vec<usize> = (0..parts.len()).collect();
    for level in (1..=highest).rev() {
        let mut at = 0;
        while at < parts.len() {
            if parts[order[at]].level < level {
                at += 1;
                continue;
            }
            let end = (at..parts.len())
                .find(|end| parts[order[*end]].level < level)
                .unwrap_or(parts.len());
            order[at..end].reverse();
            at = end;
        }
    }
    Some(order)
}
