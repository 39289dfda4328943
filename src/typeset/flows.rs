//! Flows: sections that run on from one another, from their text to their
//! pages.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::model::book::{AnchorId, Book, Matter, NoteId, SectionKind};
use crate::model::edition::Generated;
use crate::model::length::Length;
use crate::model::style::{Starts, Style};
use crate::model::text::TextId;
use crate::typeset::columns::{self, Columns};
use crate::typeset::entries::Entries;
use crate::typeset::floating::{self, Floats};
use crate::typeset::galley::{Body, Element};
use crate::typeset::held_pages::{Galley, HeldPages};
use crate::typeset::items::Item;
use crate::typeset::paginate;
use crate::typeset::plan::{self, Flaws, Plan};
use crate::typeset::rooms;
use crate::typeset::rows::{self, Maker, Paragraph, Row};
use crate::typeset::sections;
use crate::typeset::variants::Variants;

/// Pages before a flawed one whose paragraphs may be set otherwise.
const HELPING_PAGES: usize = 2;

/// Sections that follow one another without a new page.
pub(crate) struct Flow {
    pub(crate) matter: Matter,
    /// Positions in `Book::sections`.
    pub(crate) sections: Vec<usize>,
    pub(crate) starts: Starts,
    /// Which index it is, if it is one.
    pub(crate) index: Option<usize>,
    /// Whether it prints folios of other pages.
    pub(crate) prints_folios: bool,
    pub(crate) text: Composed,
    pub(crate) rows: Vec<Row>,
    /// Which of them are figures that may float.
    figures: Vec<usize>,
    /// Which of the rows are for a verso and for a recto start; an index has
    /// others for each.
    sides: [Range<usize>; 2],
    /// Rows of its notes, in the order of citation.
    pub(crate) notes: Vec<Row>,
    due: Vec<usize>,
    bounds: Vec<(usize, usize)>,
    /// Of each row of the notes: its series, as they follow one another.
    series: Vec<usize>,
    /// Whether its notes name lines.
    pub(crate) names_lines: bool,
    /// Pages for a verso and for a recto start.
    plans: [Option<Vec<Plan>>; 2],
    variants: Variants,
    /// The pages of an older printing.
    pub(crate) held: Option<HeldPages>,
}

/// A flow's text before its lines are broken.
#[derive(Default)]
pub(crate) struct Composed {
    pub(crate) elements: Vec<Element>,
    pub(crate) notes: Vec<Footnote>,
    /// The entries of an index, for a column.
    pub(crate) entries: Entries,
}

/// A note for the foot of a page.
pub(crate) struct Footnote {
    pub(crate) note: NoteId,
    /// Its series, as they follow one another on a page.
    pub(crate) series: usize,
    pub(crate) elements: Vec<Element>,
}

/// What stands above a row at the foot of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Above {
    /// Another row of its series.
    Row,
    /// Nothing: its series begins here.
    Start,
    /// The same, and its note goes on from the page before.
    Rest,
}

/// The flows of a book, in reading order.
pub(crate) fn flows(book: &Book, style: &Style) -> Vec<Flow> {
    let mut flows: Vec<Flow> = Vec::new();
    for (at, section) in book.sections.iter().enumerate() {
        let starts = sections::starts(section, style);
        let generated = match &section.kind {
            SectionKind::Generated(generated) => Some(generated),
            _ => None,
        };
        let index = match generated {
            Some(Generated::Index(index)) => Some(*index),
            _ => None,
        };
        let prints_folios = matches!(
            generated,
            Some(
                Generated::Contents
                    | Generated::ListOfDocuments
                    | Generated::Illustrations
                    | Generated::Listing(_)
            )
        ) || (generated == Some(&Generated::Glossary)
            && book.edition.glossary.as_ref().is_some_and(|glossary| glossary.has_locators));
        // What is set in columns, or again and again, has a flow of its own.
        if starts == Starts::RunOn
            && index.is_none()
            && !prints_folios
            && let Some(flow) = flows.last_mut()
            && flow.matter == section.matter
            && flow.index.is_none()
            && !flow.prints_folios
        {
            flow.sections.push(at);
            continue;
        }
        flows.push(Flow {
            matter: section.matter,
            sections: vec![at],
            starts,
            index,
            prints_folios,
            text: Composed::default(),
            rows: Vec::new(),
            figures: Vec::new(),
            sides: [0..0, 0..0],
            notes: Vec::new(),
            due: Vec::new(),
            bounds: Vec::new(),
            series: Vec::new(),
            names_lines: false,
            plans: [None, None],
            variants: Variants::default(),
            held: None,
        });
    }
    for flow in &mut flows {
        let sections = flow.sections.iter().map(|at| &book.sections[*at]);
        let mut notes = sections.flat_map(|section| &section.notes);
        flow.names_lines = notes.any(|note| book.is_keyed_to_line(book.note(*note)));
    }
    flows
}

/// The notes that elements call, in order.
pub(crate) fn called(elements: &[Element]) -> Vec<NoteId> {
    let mut notes = Vec::new();
    let mut see = |items: &[Item]| {
        for item in items {
            if let Item::Note(note) = item {
                notes.push(*note);
            }
        }
    };
    for element in elements {
        match &element.body {
            Body::Paragraph { items, .. } => see(items),
            Body::Table(table) => table.rows.iter().flatten().for_each(|cell| see(cell)),
            Body::Figure(figure) => see(&figure.caption),
            Body::Blank(_) | Body::Filler => {}
        }
    }
    notes
}

impl Flow {
    /// Breaks the text into lines and the lines into pages.
    pub(crate) fn lay_out(&mut self, maker: &Maker<'_>) {
        let mut text = std::mem::take(&mut self.text);
        let (rows, paragraphs) = maker.galley(&text.elements);
        self.rows = rows;
        self.figures = floating::number(&mut self.rows);
        self.variants = Variants::default();
        self.sides = [0..self.rows.len(), 0..self.rows.len()];
        if self.index.is_some() {
            columns::keep_words(maker, &mut text.entries);
            self.set_columns(maker, &text.entries);
        }
        self.set_notes(maker, &text.notes);
        self.held = maker.locked.filter(|_| self.index.is_none()).and_then(|locked| {
            let (rows, notes) = (self.rows.as_slice(), self.notes.as_slice());
            let (due, bounds) = (self.due.as_slice(), self.bounds.as_slice());
            let figure_count = self.figures.len();
            HeldPages::new(locked, &Galley { rows, notes, due, bounds, figure_count })
        });
        self.paginate(maker.style);
        if self.index.is_some() {
            return;
        }
        if self.held.is_some() {
            return self.make_room(maker, &text.elements, &paragraphs);
        }
        let near = self.near_flaws();
        if !near.is_empty() {
            let is_near = |paragraph: &&Paragraph| {
                near.iter().any(|rows| {
                    rows.start <= paragraph.rows.start && paragraph.rows.end <= rows.end
                })
            };
            let paragraphs: Vec<&Paragraph> = paragraphs.iter().filter(is_near).collect();
            self.variants = Variants::of(maker, &text.elements, &paragraphs, &self.rows);
            self.paginate(maker.style);
        }
    }

    /// Sets paragraphs longer or shorter on pages that do not end where they
    /// did, or not well.
    fn make_room(&mut self, maker: &Maker<'_>, elements: &[Element], paragraphs: &[Paragraph]) {
        let Some(held) = self.held.as_mut() else { return };
        let mut pages = Vec::new();
        for (side, plans) in self.plans.iter().enumerate() {
            if let Some(plans) = plans {
                pages.extend(held.open(plans, side == 1));
            }
        }
        if pages.is_empty() {
            return;
        }
        pages.sort_by_key(|(rows, page)| (rows.start, rows.end, *page));
        pages.dedup();
        self.variants = rooms::variants(maker, elements, paragraphs, &self.rows, &pages);
        self.paginate(maker.style);
    }

    /// The rows of pages on which something is wrong and of those before
    /// them, where it can still be helped.
    fn near_flaws(&self) -> Vec<Range<usize>> {
        let mut near = Vec::new();
        for plans in self.plans.iter().flatten() {
            for (at, plan) in plans.iter().enumerate() {
                if plan.flaws != Flaws::default() {
                    let first = &plans[at.saturating_sub(HELPING_PAGES)];
                    near.push(first.rows.start..plan.rows.end);
                }
            }
        }
        near
    }

    /// Finds the pages, for each side on which the flow may start.
    fn paginate(&mut self, style: &Style) {
        let sides: &[bool] = match self.starts {
            Starts::Recto => &[true],
            Starts::Page | Starts::RunOn => &[false, true],
        };
        self.plans = [None, None];
        for is_recto in sides {
            self.plans[usize::from(*is_recto)] = Some(self.pages(style, *is_recto));
        }
    }

    /// Sets an index: its pages depend on the side on which it starts.
    fn set_columns(&mut self, maker: &Maker<'_>, entries: &Entries) {
        let columns = Columns::new(maker, entries);
        let title = std::mem::take(&mut self.rows);
        for is_recto in [false, true] {
            let start = self.rows.len();
            if is_recto || self.starts != Starts::Recto {
                self.rows.extend(columns.rows(&title, is_recto));
            }
            self.sides[usize::from(is_recto)] = start..self.rows.len();
        }
    }

    fn set_notes(&mut self, maker: &Maker<'_>, notes: &[Footnote]) {
        self.notes.clear();
        self.bounds.clear();
        self.series.clear();
        let mut ends: FxHashMap<NoteId, usize> = FxHashMap::default();
        for Footnote { note, series, elements } in notes {
            let start = self.notes.len();
            self.notes.extend(maker.rows(elements));
            let end = self.notes.len();
            self.bounds.extend((start..end).map(|_| (start, end)));
            self.series.extend((start..end).map(|_| *series));
            ends.insert(*note, end);
        }
        let mut due = 0;
        self.due.clear();
        for row in &self.rows {
            for note in row.notes() {
                due = due.max(ends.get(&note).copied().unwrap_or(0));
            }
            self.due.push(due);
        }
    }

    fn pages(&self, style: &Style, starts_recto: bool) -> Vec<Plan> {
        let side = self.sides[usize::from(starts_recto)].clone();
        let rows = &self.rows[side.clone()];
        let floats = Floats {
            rows,
            figures: &self.figures,
            place: style.figures.place,
            grid: style.text.leading,
        };
        let mut plans = paginate::pages(&plan::Flow {
            rows,
            notes: &self.notes,
            due: &self.due[side.clone()],
            bounds: &self.bounds,
            series: &self.series,
            between: style.notes.between(),
            floats,
            grid: style.text.leading,
            line_count: style.page.lines,
            gap: style.notes.gap,
            starts_recto,
            variants: &self.variants,
            held: self.held.as_ref(),
        });
        for plan in &mut plans {
            plan.rows = plan.rows.start + side.start..plan.rows.end + side.start;
        }
        plans
    }

    /// The pages for a start on one side or the other.
    pub(crate) fn plans(&self, is_recto: bool) -> &[Plan] {
        let plans = self.plans[usize::from(is_recto)].as_ref();
        plans.or(self.plans[usize::from(!is_recto)].as_ref()).map_or(&[], Vec::as_slice)
    }

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
