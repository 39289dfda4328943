//! Flows: sections that run on from one another, from their text to their
//! pages.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::model::book::{AnchorId, Book, Matter, NoteId, SectionKind};
use crate::model::edition::Generated;
use crate::model::length::Length;
use crate::model::style::{Starts, Style};
use crate::typeset::columns::Columns;
use crate::typeset::galley::{Body, Element};
use crate::typeset::items::Item;
use crate::typeset::paginate::{self, Flaws, Plan};
use crate::typeset::rows::{Maker, Paragraph, Row};
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
    /// Rows of its notes, in the order of citation.
    pub(crate) notes: Vec<Row>,
    due: Vec<usize>,
    bounds: Vec<(usize, usize)>,
    /// Pages for a verso and for a recto start.
    plans: [Option<Vec<Plan>>; 2],
    variants: Variants,
}

/// A flow's text before its lines are broken.
#[derive(Default)]
pub(crate) struct Composed {
    pub(crate) elements: Vec<Element>,
    pub(crate) notes: Vec<(NoteId, Vec<Element>)>,
    /// The entries of an index, for a column.
    pub(crate) entries: Vec<Element>,
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
            Some(Generated::Contents | Generated::ListOfDocuments | Generated::Illustrations)
        ) || (generated == Some(&Generated::Glossary)
            && book.edition.glossary.as_ref().is_some_and(|glossary| glossary.has_locators));
        if starts == Starts::RunOn
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
            notes: Vec::new(),
            due: Vec::new(),
            bounds: Vec::new(),
            plans: [None, None],
            variants: Variants::default(),
        });
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
        let text = std::mem::take(&mut self.text);
        let (rows, paragraphs) = maker.galley(&text.elements);
        self.rows = rows;
        self.variants = Variants::default();
        if self.index.is_some() {
            self.set_columns(maker, &text.entries);
        }
        self.set_notes(maker, &text.notes);
        self.paginate(maker.style);
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

    fn set_columns(&mut self, maker: &Maker<'_>, entries: &[Element]) {
        let style = maker.style;
        let index = &style.index;
        let grid = style.text.leading;
        let gaps = index.gap * (index.columns - 1).max(0);
        let width = (style.page.measure() - gaps) / index.columns.max(1);
        let columns =
            Columns { count: index.columns.max(1), width, gap: index.gap, leading: index.leading };
        let mut y = 0;
        for (at, row) in self.rows.iter().enumerate() {
            y = paginate::depth(y, row, at == 0, grid);
        }
        let after = grid;
        let full = grid * style.page.lines;
        let room = (full - Length::narrow(y) - after).max(grid * 4);
        let mut pages = columns.pages(&maker.rows(entries), room, full);
        if let Some(first) = pages.first_mut() {
            first.before = after;
        }
        self.rows.extend(pages);
    }

    fn set_notes(&mut self, maker: &Maker<'_>, notes: &[(NoteId, Vec<Element>)]) {
        self.notes.clear();
        self.bounds.clear();
        let mut ends: FxHashMap<NoteId, usize> = FxHashMap::default();
        for (note, elements) in notes {
            let start = self.notes.len();
            self.notes.extend(maker.rows(elements));
            let end = self.notes.len();
            self.bounds.extend((start..end).map(|_| (start, end)));
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
        paginate::pages(&paginate::Flow {
            rows: &self.rows,
            notes: &self.notes,
            due: &self.due,
            bounds: &self.bounds,
            grid: style.text.leading,
            line_count: style.page.lines,
            gap: style.notes.gap,
            starts_recto,
            variants: &self.variants,
        })
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
        see: &mut dyn FnMut(AnchorId, Length),
    ) {
        let grid = style.text.leading;
        let placed = self.places(plan, style);
        let notes = self.note_places(plan, style);
        for (row, top) in placed.iter().chain(&notes) {
            for anchor in &row.anchors {
                see(*anchor, *top);
            }
            for line in &row.lines {
                let y = (*top + line.line.baseline - grid).max(Length::ZERO);
                for anchor in &line.anchors {
                    see(*anchor, y);
                }
            }
        }
    }

    /// The rows of a page's text, a paragraph's variant in its place.
    pub(crate) fn rows_of(&self, plan: &Plan) -> impl Iterator<Item = &Row> {
        let variant = plan.variant.map(|variant| self.variants.get(variant));
        let replaced = variant.map_or(plan.rows.end..plan.rows.end, |variant| variant.rows.clone());
        let set = variant.map_or(&[][..], |variant| variant.set.as_slice());
        let before = &self.rows[plan.rows.start..replaced.start];
        let after = &self.rows[replaced.end..plan.rows.end];
        before.iter().chain(set).chain(after)
    }

    /// The rows of a page's text with their tops.
    pub(crate) fn places(&self, plan: &Plan, style: &Style) -> Vec<(&Row, Length)> {
        let grid = style.text.leading;
        let full = grid * style.page.lines;
        let mut y = 0;
        let mut places: Vec<(&Row, Length)> = Vec::with_capacity(plan.rows.len());
        let mut block = 0;
        for row in self.rows_of(plan) {
            let top = paginate::top(y, row, places.is_empty(), grid);
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
        if let Some(filler) = places.iter().position(|(row, _)| row.is_filler) {
            let spare = full - Length::narrow(y);
            for (_, top) in &mut places[filler..] {
                *top += spare.max(Length::ZERO);
            }
        }
        places
    }

    /// The rows of a page's notes with their tops: they end at the foot.
    pub(crate) fn note_places(&self, plan: &Plan, style: &Style) -> Vec<(&Row, Length)> {
        let full = style.text.leading * style.page.lines;
        let rows = &self.notes[plan.notes.clone()];
        let height: Length = rows.iter().map(|row| row.before + row.height).sum();
        let mut y = full - height;
        let mut places = Vec::with_capacity(rows.len());
        for row in rows {
            y += row.before;
            places.push((row, y));
            y += row.height;
        }
        places
    }
}
