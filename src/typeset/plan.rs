//! What is to be paginated, and what comes of it.

use std::ops::Range;

use crate::model::length::Length;
use crate::typeset::floating::Floats;
use crate::typeset::held_pages::HeldPages;
use crate::typeset::rows::Row;
use crate::typeset::variants::Variants;

/// The rows and notes of one page: positions in the flow's lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Plan {
    /// The figures that float to another page among them.
    pub(crate) rows: Range<usize>,
    pub(crate) notes: Range<usize>,
    /// Which of the flow's figures stand on the page, and how many of them at
    /// its top.
    pub(crate) figures: Range<usize>,
    pub(crate) top: usize,
    /// Whether the first note's row goes on from the page before.
    pub(crate) continues: bool,
    /// A paragraph that is set longer or shorter: a position in the flow's
    /// variants.
    pub(crate) variant: Option<usize>,
    /// What was wrong with the page, as no other was better.
    pub(crate) flaws: Flaws,
}

impl Plan {
    /// Whether a row stands among the text of the page: not a figure that
    /// stands at its top or on another page.
    pub(crate) fn stands(&self, row: &Row) -> bool {
        let within = self.figures.start + self.top..self.figures.end;
        row.figure.is_none_or(|figure| within.contains(&figure))
    }
}

/// What may be wrong with a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Flaws {
    /// Lines it is short of a full page (negative: too long), where it is not
    /// the last of its flow; with notes, only those that gape above them.
    pub(crate) short: i8,
    /// Whether its depth differs from that of the page it faces.
    pub(crate) is_unequal: bool,
    pub(crate) is_overfull: bool,
}

/// What is to be paginated.
pub(crate) struct Flow<'a> {
    pub(crate) rows: &'a [Row],
    /// Rows of all notes, in the order of citation.
    pub(crate) notes: &'a [Row],
    /// By row: how many of the notes' rows are due by its end.
    pub(crate) due: &'a [usize],
    /// By row of the notes: where its note begins and ends.
    pub(crate) bounds: &'a [(usize, usize)],
    /// By row of the notes: its series, as they follow one another on a page.
    pub(crate) series: &'a [usize],
    /// Space between two series.
    pub(crate) between: Length,
    pub(crate) floats: Floats<'a>,
    pub(crate) grid: Length,
    pub(crate) line_count: i32,
    /// Least space between text and notes.
    pub(crate) gap: Length,
    pub(crate) starts_recto: bool,
    /// Paragraphs that may be set longer or shorter.
    pub(crate) variants: &'a Variants,
    /// The pages of an older printing.
    pub(crate) held: Option<&'a HeldPages>,
}

/// The best way to pages that end before a row.
#[derive(Clone, Copy, Debug)]
pub(crate) struct State {
    pub(crate) row: usize,
    pub(crate) placed: usize,
    /// Figures that stand on pages so far.
    pub(crate) figures: usize,
    /// How many of them stand at the top of the last page.
    pub(crate) top: usize,
    pub(crate) page_count: usize,
    pub(crate) demerits: i64,
    pub(crate) previous: usize,
    /// Lines by which the verso before is short or long.
    pub(crate) deviation: i8,
    pub(crate) variant: Option<usize>,
    pub(crate) flaws: Flaws,
}

/// The pages that lead to the state `last`: the way back, turned round.
pub(crate) fn traced(states: &[State], last: usize, bounds: &[(usize, usize)]) -> Vec<Plan> {
    let mut plans = Vec::new();
    let mut state = states[last];
    while let Some(before) = states.get(state.previous).copied() {
        let continues = bounds.get(before.placed).is_some_and(|(start, _)| *start != before.placed)
            && before.placed < state.placed;
        plans.push(Plan {
            rows: before.row..state.row,
            notes: before.placed..state.placed,
            figures: before.figures..state.figures,
            top: state.top,
            continues,
            variant: state.variant,
            flaws: state.flaws,
        });
        state = before;
    }
    plans.reverse();
    plans
}
