//! Where on its page each row of a flow stands.

use std::ops::Range;

use crate::model::book::AnchorId;
use crate::model::length::Length;
use crate::model::style::Style;
use crate::model::text::TextId;
use crate::typeset::floating;
use crate::typeset::flows::{Above, Flow};
use crate::typeset::paginate;
use crate::typeset::plan::Plan;
use crate::typeset::rows::{self, Row};

impl Flow {
    /// Where the anchors of a page stand: from the top of the type area.
    pub(crate) fn anchors(
        &self,
        plan: &Plan,
        style: &Style,
        see: &mut dyn FnMut(AnchorId, Length, u32),
    ) {
        let grid = style.text.leading;
        let placed = self.places(plan, style);
        let counted = if self.names_lines { baselines(&placed, grid) } else { Vec::new() };
        let notes = self.note_places(plan, style);
        let notes = notes.into_iter().map(|(row, top, _)| (row, top, false));
        for (row, top, is_text) in
            placed.into_iter().map(|(row, top)| (row, top, true)).chain(notes)
        {
            for anchor in &row.anchors {
                see(*anchor, top, 0);
            }
            for line in &row.lines {
                let baseline = top + line.line.baseline;
                let y = (baseline - grid).max(Length::ZERO);
                let number = match is_text {
                    true => counted.partition_point(|counted| *counted <= baseline) as u32,
                    false => 0,
                };
                for anchor in &line.anchors {
                    see(*anchor, y, number);
                }
            }
        }
    }

    /// The baselines of a page's lines of text, from the top of the type area,
    /// as they are counted.
    pub(crate) fn counted_lines(&self, plan: &Plan, style: &Style) -> Vec<Length> {
        baselines(&self.places(plan, style), style.text.leading)
    }

    /// The rows of a page's text, a paragraph's variant in its place, without
    /// figures at the top.
    pub(crate) fn rows_of(&self, plan: &Plan) -> impl Iterator<Item = &Row> {
        let variant = plan.variant.map(|variant| self.variants.get(variant));
        let replaced = variant.map_or(plan.rows.end..plan.rows.end, |variant| variant.rows.clone());
        let set = variant.map_or(&[][..], |variant| variant.set.as_slice());
        let before = &self.rows[plan.rows.start..replaced.start];
        let after = &self.rows[replaced.end..plan.rows.end];
        before.iter().chain(set).chain(after).filter(|row| plan.stands(row))
    }

    /// The texts with which lines of some rows begin, then those of the notes
    /// that are called there.
    pub(crate) fn texts(&self, rows: Range<usize>) -> impl Iterator<Item = TextId> {
        let due = |row: usize| self.due.get(row).copied().unwrap_or(0);
        let before = rows.start.checked_sub(1).map_or(0, due);
        let notes = rows.end.checked_sub(1).map_or(before, due).max(before);
        let rows = self.rows[rows].iter().chain(&self.notes[before..notes]);
        rows.flat_map(|row| &row.lines).filter_map(|line| Some(line.line.begins?.0))
    }

    /// The figures at the top of a page.
    pub(crate) fn tops(&self, plan: &Plan) -> impl Iterator<Item = &Row> {
        let figures = plan.figures.start..plan.figures.start + plan.top;
        self.figures[figures].iter().map(|at| &self.rows[*at])
    }

    /// The rows of a page with their tops, in reading order: the text, then
    /// figures that stand above it.
    pub(crate) fn places(&self, plan: &Plan, style: &Style) -> Vec<(&Row, Length)> {
        let grid = style.text.leading;
        let full = grid * style.page.lines;
        let mut y = if plan.top > 0 { floating::depth(self.tops(plan), grid) } else { 0 };
        let mut places: Vec<(&Row, Length)> = Vec::with_capacity(plan.rows.len());
        let mut block = 0;
        let mut is_first = true;
        for row in self.rows_of(plan) {
            if let Some(above) = row.above.as_deref().filter(|_| is_first) {
                places.push((above, Length::narrow(y)));
                y += above.height.wide();
            }
            let top = paginate::top(y, row, is_first, grid);
            is_first = false;
            if row.snaps {
                // A block off the grid stands in the middle of its space.
                if block > 0 && block < places.len() {
                    let spare = Length::narrow(top - y) - row.before;
                    for (_, place) in &mut places[block..] {
                        *place += spare.max(Length::ZERO) / 2;
                    }
                }
                block = places.len() + 1;
            }
            places.push((row, Length::narrow(top)));
            y = top + row.height.wide();
        }
        let is_last = plan.rows.end == self.rows.len();
        if let Some(below) = places.last().and_then(|(row, _)| row.below.as_deref())
            && !is_last
        {
            places.push((below, Length::narrow(y)));
            y += below.height.wide();
        }
        if let Some(filler) = places.iter().position(|(row, _)| row.is_filler) {
            let spare = full - Length::narrow(y);
            for (_, top) in &mut places[filler..] {
                *top += spare.max(Length::ZERO);
            }
        } else if block > 0 && block < places.len() && !is_last {
            let by = Flow::to_foot(&places[block..], full, grid);
            places[block..].iter_mut().for_each(|(_, place)| *place += by);
        }
        let mut y = Length::ZERO;
        for row in self.tops(plan) {
            places.push((row, y));
            y += row.height;
        }
        places
    }

    /// How far a block off the grid that ends a page is moved down, so that its
    /// last line is a line of the grid: the page's last, if it comes near it.
    fn to_foot(block: &[(&Row, Length)], full: Length, grid: Length) -> Length {
        let lines = block
            .iter()
            .flat_map(|(row, top)| row.lines.iter().map(move |line| *top + line.line.baseline));
        let end = block.last().map_or(Length::ZERO, |(row, top)| *top + row.height - row.trail);
        let Some(last) = lines.max().filter(|_| end <= full) else { return Length::ZERO };
        let above = rows::above(grid);
        let past = (last - above).wide().rem_euclid(grid.wide());
        // What stands on the grid but for a hair stays.
        if past <= grid.wide() / 50 {
            return Length::ZERO;
        }
        let by = Length::narrow(grid.wide() - past);
        if last + by <= full - grid + above { by } else { Length::ZERO }
    }

    /// The rows of a page's notes with their tops, series by series: they end
    /// at the foot.
    pub(crate) fn note_places(&self, plan: &Plan, style: &Style) -> Vec<(&Row, Length, Above)> {
        let full = style.text.leading * style.page.lines;
        let mut order: Vec<usize> = plan.notes.clone().collect();
        order.sort_by_key(|at| self.series[*at]);
        let between = style.notes.between();
        let mut height = Length::ZERO;
        let mut last = None;
        let mut places = Vec::with_capacity(order.len());
        for at in order {
            let (row, series) = (&self.notes[at], self.series[at]);
            let above = match last == Some(series) {
                true => Above::Row,
                false if plan.continues && at == plan.notes.start => Above::Rest,
                false => Above::Start,
            };
            if above != Above::Row && last.is_some() {
                height += between;
            }
            last = Some(series);
            height += row.before;
            places.push((row, height, above));
            height += row.height;
        }
        for (_, top, _) in &mut places {
            *top += full - height;
        }
        places
    }
}

/// The baselines of lines of text, rising; those that stand beside each other
/// count once.
fn baselines(placed: &[(&Row, Length)], grid: Length) -> Vec<Length> {
    let rows = placed.iter().filter(|(row, _)| !row.is_furniture);
    let lines = rows.flat_map(|(row, top)| {
        let lines = row.lines.iter().filter(|line| !line.line.pieces.is_empty());
        lines.map(|line| *top + line.line.baseline)
    });
    let mut baselines: Vec<Length> = lines.collect();
    baselines.sort_unstable();
    baselines.dedup_by(|line, before| *line - *before < grid / 4);
    baselines
}
