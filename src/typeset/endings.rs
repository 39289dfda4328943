//! How well a page may end below an element: what is kept together by
//! preference, and what has to be kept but is too long to be.

use crate::model::book::Reference;
use crate::model::text::{Block, BlockKind};
use crate::typeset::galley::{Body, Element};
use crate::typeset::rows::Row;

/// What is to be thought of a page that ends below an element, besides
/// whether it keeps with what follows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Ending {
    #[default]
    Free,
    /// A heading in a long run of headings with no text between them, below
    /// which comes none of a lower rank: a list in the guise of headings, so
    /// that a page may end here.
    Run,
    /// The first heading of such a run.
    RunStart,
    /// A line within a stanza.
    Stanza,
    /// The first and the last item of a list, which single lines must not
    /// part with.
    First,
    Last,
}

/// Headings that follow one another with nothing between them are a run from
/// this number on.
const RUN: usize = 4;
/// Demerits of a page that ends within a run of headings, and after its first.
const IN_RUN: i64 = 5_000;
const RUN_START: i64 = 150_000;
/// Demerits of a page that ends within a stanza.
const IN_STANZA: i64 = 15_000;
/// Demerits of a single line of a list that is parted from the rest.
const STRANDED_ITEM: i64 = 150_000;

impl Ending {
    /// Puts the demerits on the rows of an element that begin at `first`.
    pub(crate) fn apply(self, rows: &mut [Row], first: usize) {
        let is_single = rows.len() == first + 1;
        let Some(last) = rows.len().checked_sub(1).filter(|last| *last >= first) else { return };
        match self {
            Ending::Free => {}
            Ending::Run => rows[last].penalty = IN_RUN,
            Ending::RunStart => rows[last].penalty = RUN_START,
            Ending::Stanza => rows[last].penalty += IN_STANZA,
            Ending::First if is_single => {
                rows[last].penalty = rows[last].penalty.max(STRANDED_ITEM);
            }
            Ending::Last if is_single && first > 0 => {
                rows[first - 1].penalty = rows[first - 1].penalty.max(STRANDED_ITEM);
            }
            Ending::First | Ending::Last => {}
        }
    }
}

/// The ending of the heading at a position of `blocks`.
pub(crate) fn of_heading(blocks: &[Block<Reference>], at: usize) -> Ending {
    let rank = |at: usize| match blocks.get(at)?.kind {
        BlockKind::Heading { level, .. } => Some(level),
        _ => None,
    };
    let Some(level) = rank(at) else { return Ending::Free };
    // What has headings of its own below it stays with the first of them.
    if rank(at + 1).is_none_or(|next| next > level) {
        return Ending::Free;
    }
    // A run is told by its neighbours near by, so that long ones cost no more.
    let after = (1..RUN).take_while(|more| rank(at + more).is_some()).count();
    let before = (1..RUN).take_while(|less| at.checked_sub(*less).and_then(rank).is_some()).count();
    match before {
        _ if before + 1 + after < RUN => Ending::Free,
        0 => Ending::RunStart,
        _ => Ending::Run,
    }
}

/// Marks the first and the last of a list's elements.
pub(crate) fn of_list(elements: &mut [Element]) {
    let is_text = |element: &Element| {
        matches!(element.body, Body::Paragraph { .. }) && element.ending == Ending::Free
    };
    if elements.len() < 2 {
        return;
    }
    if let Some(first) = elements.first_mut().filter(|element| is_text(element)) {
        first.ending = Ending::First;
    }
    if let Some(last) = elements.last_mut().filter(|element| is_text(element)) {
        last.ending = Ending::Last;
    }
}
