//! Paragraphs set a line longer or shorter than is best, to make a page full.

use std::ops::Range;

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use crate::typeset::breaks::Broken;
use crate::typeset::galley::{Body, Element};
use crate::typeset::rows::{Maker, Paragraph, Row};

/// A paragraph in another number of lines.
#[derive(Clone, Debug)]
pub(crate) struct Variant {
    /// The rows that it replaces.
    pub(crate) rows: Range<usize>,
    /// Lines more than they have.
    pub(crate) delta: i8,
    /// What it costs, in demerits of a page.
    pub(crate) cost: i64,
    pub(crate) set: Vec<Row>,
}

/// All variants of a flow, in the order of their rows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Variants {
    list: Vec<Variant>,
}

/// Paragraphs of fewer lines are left as they are: a line more or less would
/// show.
const FEWEST_LINES: usize = 5;
/// Demerits of a page for a variant at all, and the demerits of lines that
/// weigh as much as one of a page.
const VARIANT: i64 = 150;
const LINES_TO_PAGE: i64 = 25;

impl Variants {
    pub(crate) fn new(mut list: Vec<Variant>) -> Variants {
        list.sort_by_key(|variant| variant.rows.start);
        Variants { list }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Tries every paragraph of a flow a line longer and a line shorter.
    pub(crate) fn of(
        maker: &Maker<'_>,
        elements: &[Element],
        paragraphs: &[&Paragraph],
        rows: &[Row],
    ) -> Variants {
        let tried = paragraphs.par_iter().flat_map_iter(|paragraph| {
            [-1_i8, 1].into_iter().filter_map(|delta| {
                let element = &elements[paragraph.element];
                variant(maker, element, paragraph, rows, delta)
            })
        });
        Variants { list: tried.collect() }
    }

    /// The variant at a position.
    pub(crate) fn get(&self, position: usize) -> &Variant {
        &self.list[position]
    }

    /// The position of the cheapest variant whose rows lie within `rows`.
    pub(crate) fn cheapest(&self, rows: Range<usize>, delta: i8) -> Option<usize> {
        let from = self.list.partition_point(|variant| variant.rows.start < rows.start);
        let within = self.list[from..].iter().take_while(|variant| variant.rows.start < rows.end);
        let fits = |variant: &Variant| variant.delta == delta && variant.rows.end <= rows.end;
        let fitting = within.enumerate().filter(|(_, variant)| fits(variant));
        fitting.min_by_key(|(_, variant)| variant.cost).map(|(at, _)| from + at)
    }
}

fn variant(
    maker: &Maker<'_>,
    element: &Element,
    paragraph: &Paragraph,
    rows: &[Row],
    delta: i8,
) -> Option<Variant> {
    let Body::Paragraph { items, shape, leading } = &element.body else { return None };
    let count = paragraph.rows.len();
    if count < FEWEST_LINES || *leading != maker.style.text.leading {
        return None;
    }
    let wanted = count.checked_add_signed(isize::from(delta))?;
    let broken = maker.breaker().breaks_into(items, element.opening(), shape, wanted)?;
    let set = reset(maker, element, paragraph, rows, &broken)?;
    let cost = cost(broken.demerits - paragraph.demerits);
    Some(Variant { rows: paragraph.rows.clone(), delta, cost, set })
}

/// What a variant costs, by the demerits that its lines have more.
pub(crate) fn cost(more: i64) -> i64 {
    VARIANT + more.max(0) / LINES_TO_PAGE
}

/// The rows of a paragraph that is broken otherwise, with all that is bound to
/// those that it has.
pub(crate) fn reset(
    maker: &Maker<'_>,
    element: &Element,
    paragraph: &Paragraph,
    rows: &[Row],
    broken: &Broken,
) -> Option<Vec<Row>> {
    let mut set = maker.broken(broken, element);
    let (first, last) = (&rows[paragraph.rows.start], &rows[paragraph.rows.end - 1]);
    let opening = set.first_mut()?;
    opening.before = first.before;
    opening.anchors.clone_from(&first.anchors);
    opening.opens = first.opens;
    set.last_mut()?.penalty = last.penalty;
    Some(set)
}
