//! The entries of an index to its pages: columns, each page of them one row of
//! the book; headings repeated where an entry runs over.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use crate::model::edition::Continued;
use crate::model::length::Length;
use crate::model::pages::Rule;
use crate::typeset::balance::{FORBIDDEN, Head, Stack};
use crate::typeset::entries::{Entries, Role};
use crate::typeset::galley::{Body, Element, paragraph};
use crate::typeset::items::{Item, Shape};
use crate::typeset::paginate;
use crate::typeset::rows::{Maker, Row, row, shifted};

/// Demerits of a column that ends before a subheading of the first level, and
/// of one below it.
const SUBHEADING: i64 = 60;
const LOWER_SUBHEADING: i64 = 120;
/// Between a subheading and the first of those below it; between a heading
/// and its subheadings or its note; before *see also*.
const AFTER_TERM: i64 = 300;
const BEFORE_REFERENCES: i64 = 200;
/// Within a paragraph, and what is added where one of its lines stands alone.
const LINE: i64 = 250;
const LONE_LINE: i64 = 350;
/// After a group's letter and an entry of one line.
const LONE_ENTRY: i64 = 600;

/// Lines that must fit below the title of an index: else it has a page of its
/// own.
const LEAST_LINES: i32 = 4;
/// Lines that a repeated heading may fill.
const REPEATED_LINES: usize = 2;

/// The rows of an index on their way to columns.
pub(crate) struct Columns<'a> {
    maker: &'a Maker<'a>,
    entries: &'a Entries,
    rows: Vec<Row>,
    /// One for each row.
    places: Vec<Place>,
    /// By element: the height of its heading where it is repeated.
    heights: RefCell<FxHashMap<usize, Length>>,
}

/// Where a row stands: in which element, on which of how many lines.
#[derive(Clone, Copy)]
struct Place {
    element: usize,
    line: usize,
    count: usize,
}

/// The width of a column.
pub(crate) fn width(style: &crate::model::style::Style) -> Length {
    let count = style.index.columns.max(1);
    (style.page.measure() - style.index.gap * (count - 1)) / count
}

/// Leaves words whole in ragged lines that are wide enough for them; the notes
/// on persons are running text.
pub(crate) fn keep_words(maker: &Maker<'_>, entries: &mut Entries) {
    for (element, part) in entries.elements.iter_mut().zip(&entries.parts) {
        let Body::Paragraph { items, shape, .. } = &mut element.body else { continue };
        if part.role != Role::Note && shape.hyphenates {
            shape.hyphenates = maker.widest(items) > shape.width(1).min(shape.width(0));
        }
    }
}

impl<'a> Columns<'a> {
    /// Breaks the lines of the entries.
    pub(crate) fn new(maker: &'a Maker<'a>, entries: &'a Entries) -> Columns<'a> {
        let (rows, paragraphs) = maker.galley(&entries.elements);
        let mut places = Vec::with_capacity(rows.len());
        for paragraph in paragraphs {
            let count = paragraph.rows.len();
            let place = |line| Place { element: paragraph.element, line, count };
            places.extend((0..count).map(place));
        }
        Columns { maker, entries, rows, places, heights: RefCell::default() }
    }

    /// The title's rows, then one row for each page of columns.
    pub(crate) fn rows(&self, title: &[Row], starts_recto: bool) -> Vec<Row> {
        let style = self.maker.style;
        let grid = style.text.leading;
        let leading = style.index.leading;
        let mut y = 0;
        for (at, row) in title.iter().enumerate() {
            y = paginate::depth(y, row, at == 0, grid);
        }
        let full = grid * style.page.lines;
        let room = full - Length::narrow(y) - grid;
        let has_room = room >= leading * LEAST_LINES;
        let mut rows = title.to_vec();
        if let (false, Some(last)) = (has_room, rows.last_mut()) {
            last.is_forced = true;
        }
        let repeated = |row, head| self.height(row, head).wide();
        let mut sums = vec![0];
        for row in &self.rows {
            sums.push(sums[sums.len() - 1] + row.before.wide() + row.height.wide());
        }
        let starts_recto = starts_recto == has_room;
        let stack = Stack {
            spaces: self.rows.iter().map(|row| row.before.wide()).chain([0]).collect(),
            sums,
            costs: self.costs(),
            repeated: &repeated,
            count: style.index.columns.max(1) as usize,
            leading: leading.wide().max(1),
            first: if has_room { room.wide() } else { full.wide() },
            full: full.wide(),
            starts_recto,
        };
        let pages = stack.pages();
        let mut from = 0;
        for (at, ends) in pages.iter().enumerate() {
            let is_recto = at.is_multiple_of(2) == starts_recto;
            let mut page = self.page(from, ends, is_recto);
            page.is_forced = at + 1 < pages.len();
            page.before = if at == 0 { grid } else { Length::ZERO };
            rows.push(page);
            from = ends.last().copied().unwrap_or(from);
        }
        rows
    }

    /// By row: demerits of a column that ends after it.
    fn costs(&self) -> Vec<i64> {
        let parts = &self.entries.parts;
        let entry = |at: usize| parts[self.places[at].element].entry;
        let mut costs = Vec::with_capacity(self.rows.len());
        let mut start = 0;
        let mut opens_group = false;
        while start < self.rows.len() {
            let Some(own) = entry(start) else {
                costs.push(2 * FORBIDDEN);
                opens_group = true;
                start += 1;
                continue;
            };
            let mut end = start + 1;
            while end < self.rows.len() && entry(end) == Some(own) {
                end += 1;
            }
            for at in start..end - 1 {
                let is_stranded = at == start || at + 2 == end;
                costs.push(self.cost(at) + if is_stranded { FORBIDDEN } else { 0 });
            }
            let is_lone = opens_group && end - start == 1 && end < self.rows.len();
            costs.push(if is_lone && entry(end).is_some() { LONE_ENTRY } else { 0 });
            opens_group = false;
            start = end;
        }
        costs
    }

    /// Demerits of a column that ends after a row, before another of the entry.
    fn cost(&self, at: usize) -> i64 {
        let (place, next) = (self.places[at], self.places[at + 1]);
        if next.line > 0 {
            let lone_count = i64::from(next.line == 1) + i64::from(next.line + 1 == next.count);
            return LINE + LONE_LINE * lone_count;
        }
        let role = |place: Place| self.entries.parts[place.element].role;
        match (role(place), role(next)) {
            (Role::Heading, Role::Note | Role::Subheading(_)) => AFTER_TERM,
            (Role::Subheading(upper), Role::Subheading(lower)) if upper < lower => AFTER_TERM,
            (_, Role::Subheading(1)) => SUBHEADING,
            (_, Role::Subheading(_)) => LOWER_SUBHEADING,
            _ => BEFORE_REFERENCES,
        }
    }

    /// The element whose heading is repeated above a row that heads a column.
    fn repeated(&self, row: usize, head: Head) -> Option<usize> {
        let is_place = match self.entries.continued {
            Continued::Verso => !head.is_recto && head.column == 0,
            Continued::Column => true,
            Continued::Never => false,
        };
        let place = self.places.get(row).filter(|_| is_place && row > 0)?;
        let part = &self.entries.parts[place.element];
        let has_term = place.line > 0 && !part.term.is_empty();
        if has_term { Some(place.element) } else { part.above }
    }

    fn height(&self, row: usize, head: Head) -> Length {
        let Some(element) = self.repeated(row, head) else { return Length::ZERO };
        if let Some(height) = self.heights.borrow().get(&element) {
            return *height;
        }
        let (items, shape) = self.repeated_items(element);
        let leading = self.maker.style.index.leading;
        let height = if self.maker.natural(&items) <= shape.width(0) {
            leading
        } else {
            leading * self.heading(element).len() as i32
        };
        self.heights.borrow_mut().insert(element, height);
        height
    }

    /// `Stalin, letters to (continued)`, and the shape of such a paragraph.
    fn repeated_items(&self, element: usize) -> (Vec<Item>, Shape) {
        let (mut items, shape) = self.terms(element);
        items.extend_from_slice(&self.entries.suffix);
        (items, shape)
    }

    /// The headings that lead to an element.
    fn terms(&self, element: usize) -> (Vec<Item>, Shape) {
        let part = &self.entries.parts[element];
        let (mut terms, shape) = match part.above {
            Some(above) => {
                let (mut items, shape) = self.terms(above);
                items.extend_from_slice(&self.entries.joint);
                (items, Some(shape))
            }
            None => (Vec::new(), None),
        };
        let Body::Paragraph { items, shape: own, .. } = &self.entries.elements[element].body else {
            unreachable!("an index is made of paragraphs")
        };
        let term = items[part.term.clone()].iter();
        terms.extend(term.filter_map(|item| match *item {
            // It is no text of the manuscript: no page begins with it.
            Item::Word { word, look, level, .. } => {
                let text = crate::model::text::TextId::NONE;
                Some(Item::Word { word, look, level, text, offset: 0 })
            }
            Item::Space { .. } | Item::Break { .. } => Some(*item),
            _ => None,
        }));
        (terms, shape.unwrap_or(*own))
    }

    /// A repeated heading, shortened where it would fill too many lines.
    fn heading(&self, element: usize) -> Vec<Row> {
        let leading = self.maker.style.index.leading;
        let set = |items: &[Item], shape: &Shape| {
            let broken = self.maker.breaker().breaks(items, &[], shape);
            let element = paragraph(items.to_vec(), *shape, leading);
            self.maker.broken(&broken, &Element { is_on_grid: false, ..element })
        };
        let (items, shape) = self.repeated_items(element);
        let rows = set(&items, &shape);
        if rows.len() <= REPEATED_LINES {
            return rows;
        }
        let (terms, shape) = self.terms(element);
        let tail = [self.entries.ellipsis.as_slice(), &self.entries.suffix].concat();
        // Ragged lines are not full: a word may not fit into each of them.
        let room = (shape.width(0) + shape.width(1)).scaled(3, 4) - self.maker.natural(&tail);
        let mut items = self.maker.fitting(&terms, room).to_vec();
        if items.last().is_some_and(|last| self.entries.joint.contains(last)) {
            items.pop();
        }
        items.extend(tail);
        set(&items, &shape)
    }

    /// A page of columns, the first of which begins with row `from`.
    fn page(&self, from: usize, ends: &[usize], is_recto: bool) -> Row {
        let style = self.maker.style;
        let mut page = row(Length::ZERO);
        let mut start = from;
        for (column, end) in ends.iter().enumerate() {
            let x = (width(style) + style.index.gap) * column as i32;
            let mut y = Length::ZERO;
            if let Some(element) = self.repeated(start, Head { is_recto, column }) {
                for source in self.heading(element) {
                    for mut line in source.lines {
                        shifted(&mut line, x);
                        line.line.baseline += y;
                        page.furniture.push(line);
                    }
                    y += source.height;
                }
            }
            for (at, source) in self.rows.iter().enumerate().take(*end).skip(start) {
                let space = if at == start { Length::ZERO } else { source.before };
                place(source, x, y + space, &mut page);
                y += space + source.height;
            }
            page.height = page.height.max(y);
            start = *end;
        }
        // The first entry that begins here is where the page begins.
        let anchors = self.rows[from..start].iter().flat_map(|row| &row.lines);
        page.anchors = anchors.filter_map(|line| line.anchors.first().copied()).take(1).collect();
        let entry = |place: &Place| self.entries.parts[place.element].entry;
        let places = &self.places[from..start];
        let first = places.iter().find_map(entry);
        page.entries = first.zip(places.iter().rev().find_map(entry));
        page
    }
}

/// Copies a row to its place in a page.
fn place(source: &Row, x: Length, top: Length, page: &mut Row) {
    for (count, line) in source.lines.iter().enumerate() {
        let mut line = line.clone();
        shifted(&mut line, x);
        line.line.baseline += top;
        if count == 0 {
            line.anchors.splice(0..0, source.anchors.iter().copied());
        }
        page.lines.push(line);
    }
    for rule in &source.rules {
        page.rules.push(Rule { x: rule.x + x, y: rule.y + top, ..*rule });
    }
    for image in &source.images {
        let mut image = image.clone();
        image.x += x;
        image.y += top;
        page.images.push(image);
    }
}
