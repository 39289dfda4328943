//! Flows: sections that run on from one another, from their text to their
//! pages.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::model::book::{Book, Matter, NoteId, SectionKind};
use crate::model::edition::Generated;
use crate::model::style::{Starts, Style};
use crate::typeset::columns::{self, Columns};
use crate::typeset::entries::Entries;
use crate::typeset::floating::{self, Floats};
use crate::typeset::galley::{Body, Element};
use crate::typeset::held_pages::{Galley, HeldPages};
use crate::typeset::items::Item;
use crate::typeset::paginate;
use crate::typeset::plan::{self, Flaws, Plan};
use crate::typeset::rooms;
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
    /// Whether it is a list made of what stands elsewhere.
    pub(crate) is_list: bool,
    /// Whether it prints folios of other pages.
    pub(crate) prints_folios: bool,
    pub(crate) text: Composed,
    pub(crate) rows: Vec<Row>,
    /// Which of them are figures that may float.
    pub(crate) figures: Vec<usize>,
    /// Which of the rows are for a verso and for a recto start; an index has
    /// others for each.
    sides: [Range<usize>; 2],
    /// Rows of its notes, in the order of citation.
    pub(crate) notes: Vec<Row>,
    pub(crate) due: Vec<usize>,
    bounds: Vec<(usize, usize)>,
    /// Of each row of the notes: its series, as they follow one another.
    pub(crate) series: Vec<usize>,
    /// Whether its notes name lines.
    pub(crate) names_lines: bool,
    /// Pages for a verso and for a recto start.
    plans: [Option<Vec<Plan>>; 2],
    pub(crate) variants: Variants,
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
        let is_list = generated.is_some_and(|generated| *generated != Generated::Notes);
        // What is set in columns, or again and again, has a flow of its own.
        if starts == Starts::RunOn
            && index.is_none()
            && !prints_folios
            && let Some(flow) = flows.last_mut()
            && flow.matter == section.matter
            && flow.index.is_none()
            && !flow.prints_folios
        {
            flow.is_list &= is_list;
            flow.sections.push(at);
            continue;
        }
        flows.push(Flow {
            matter: section.matter,
            sections: vec![at],
            starts,
            index,
            is_list,
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
        self.held = maker.kept.filter(|_| self.index.is_none()).and_then(|kept| {
            let (rows, notes) = (self.rows.as_slice(), self.notes.as_slice());
            let (due, bounds) = (self.due.as_slice(), self.bounds.as_slice());
            let figure_count = self.figures.len();
            HeldPages::new(&kept, &Galley { rows, notes, due, bounds, figure_count })
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
}
