//! Elements to rows: lines broken and set, tables and figures laid out, each
//! row with what it costs to end a page after it.

use std::ops::Range;
use std::sync::Arc;

use thin_vec::{ThinVec, thin_vec};

use crate::model::book::{AnchorId, NoteId};
use crate::model::length::Length;
use crate::model::pages::{Line, MakeUp, PageStart, PlacedImage, Rule};
use crate::model::style::Style;
use crate::typeset::beside::Rest;
use crate::typeset::breaks::{Breaker, Broken};
use crate::typeset::galley::{Body, Element, Figure};
use crate::typeset::holds;
use crate::typeset::items::{Item, Look, Picture, Shape};
use crate::typeset::lines::{SetLine, Setter};
use crate::typeset::locked::Part;
use crate::typeset::tables;
use crate::typeset::words::Words;

/// A part of the column that no page divides. Places in it are measured from
/// its upper left corner.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// Space above, dropped at the top of a page unless it `stays`.
    pub(crate) before: Length,
    pub(crate) stays: bool,
    pub(crate) height: Length,
    /// The part of the height that is space below it, dropped at the foot of a
    /// page.
    pub(crate) trail: Length,
    /// Whether it begins on a line of the grid.
    pub(crate) snaps: bool,
    pub(crate) lines: Vec<SetLine>,
    pub(crate) rules: ThinVec<Rule>,
    pub(crate) images: ThinVec<PlacedImage>,
    /// Points at its top, besides those of its lines.
    pub(crate) anchors: ThinVec<AnchorId>,
    /// Demerits of a page that ends after this row.
    pub(crate) penalty: i64,
    /// Whether a page must end after this row.
    pub(crate) is_forced: bool,
    /// Whether it takes up what the page has to spare.
    pub(crate) is_filler: bool,
    /// Whether it is a blank line but at the head of a page.
    pub(crate) is_quiet: bool,
    pub(crate) opens: Option<u32>,
    /// Of a figure that may float: which of its flow's it is, in their order.
    pub(crate) figure: Option<usize>,
    /// What stands above it at the top of a page, and below it at the foot: a
    /// table's head again, and its rule.
    pub(crate) above: Option<Arc<Row>>,
    pub(crate) below: Option<Arc<Row>>,
    /// Whether it is a plate: its page has no running head.
    pub(crate) is_plate: bool,
    /// Whether it repeats what is said elsewhere.
    pub(crate) is_furniture: bool,
    /// Lines that are no text of the book: headings repeated in an index.
    pub(crate) furniture: ThinVec<SetLine>,
    /// The first and the last entry of a page of an index: their positions.
    pub(crate) entries: Option<(u32, u32)>,
    /// The list and the target, where it begins an entry of a list.
    pub(crate) entry: Option<(AnchorId, AnchorId)>,
    /// The note it belongs to, in a section of notes.
    pub(crate) note: Option<NoteId>,
}

impl Row {
    /// Notes that this row calls.
    pub(crate) fn notes(&self) -> impl Iterator<Item = NoteId> {
        self.lines.iter().flat_map(|line| line.notes.iter().copied())
    }

    /// Whether its last line ends in a hyphen.
    pub(crate) fn ends_in_hyphen(&self) -> bool {
        self.lines.last().is_some_and(|line| line.ends_in_hyphen)
    }

    /// What a page that begins with this row begins with.
    pub(crate) fn begins(&self) -> Option<PageStart> {
        let text = self.lines.iter().find_map(|line| line.line.begins);
        match text {
            Some((text, offset)) => Some(PageStart::Text { text, offset }),
            None if self.entry.is_some() => {
                self.entry.map(|(list, target)| PageStart::Entry { list, target })
            }
            None => self.anchors.first().copied().map(PageStart::Anchor),
        }
    }
}

/// Rows that are one paragraph.
#[derive(Clone, Debug)]
pub(crate) struct Paragraph {
    /// The element's position.
    pub(crate) element: usize,
    pub(crate) rows: Range<usize>,
    pub(crate) demerits: i64,
}

/// A page that ends between the first and the second line of a paragraph.
const ORPHAN: i64 = 40_000_000;
/// A page that ends before the last line of a paragraph.
const WIDOW: i64 = 50_000_000;
/// A page that ends between a heading and its text.
pub(crate) const KEEP: i64 = 200_000_000;

/// The rule that a page breaks which ends after a row of this penalty.
pub(crate) fn broken_rule(penalty: i64) -> Option<MakeUp> {
    if penalty >= KEEP {
        return Some(MakeUp::StrandedHeading);
    }
    if penalty >= WIDOW {
        return Some(MakeUp::Widow);
    }
    (penalty >= ORPHAN).then_some(MakeUp::Orphan)
}

/// Part of a line's leading that lies above its baseline, in per cent.
const ABOVE: i64 = 74;

/// What rows are made with.
#[derive(Clone, Copy)]
pub(crate) struct Maker<'a> {
    pub(crate) words: &'a Words,
    pub(crate) looks: &'a [Look],
    pub(crate) pictures: &'a [Picture],
    pub(crate) style: &'a Style,
    /// What is to be kept of an older printing.
    pub(crate) kept: Option<Part<'a>>,
}

impl Maker<'_> {
    /// Breaks and sets elements, in order.
    pub(crate) fn rows(&self, elements: &[Element]) -> Vec<Row> {
        self.galley(elements).0
    }

    /// Breaks and sets elements, and tells which rows are whole paragraphs.
    pub(crate) fn galley(&self, elements: &[Element]) -> (Vec<Row>, Vec<Paragraph>) {
        let mut rows: Vec<Row> = Vec::with_capacity(elements.len() * 4);
        let mut paragraphs = Vec::new();
        let mut after = Length::ZERO;
        let mut beside = Rest::default();
        for (position, element) in elements.iter().enumerate() {
            let narrowed = beside.next(element, &mut rows, self.style.text.leading);
            let first = rows.len();
            let element = narrowed.as_ref().unwrap_or(element);
            if let Some(demerits) = self.element(element, &mut rows)
                && narrowed.is_none()
            {
                let rows = first..rows.len();
                paragraphs.push(Paragraph { element: position, rows, demerits });
            }
            beside.see(element, &mut rows[first..]);
            if let Some(row) = rows.get_mut(first) {
                row.before = row.before.max(element.before).max(after);
                row.anchors.splice(0..0, element.anchors.iter().copied());
                row.opens = element.opens;
                row.is_quiet = element.is_quiet;
                row.entry = element.entry;
            }
            rows[first..].iter_mut().for_each(|row| row.note = element.note);
            if element.keeps {
                Self::keep(&mut rows[first..]);
            }
            element.ending.apply(&mut rows, first);
            // A figure that floats takes the space below it along.
            match rows.get_mut(first).filter(|row| row.figure.is_some()) {
                Some(row) => {
                    row.height += element.after;
                    row.trail = element.after;
                }
                None => after = element.after,
            }
        }
        beside.end(&mut rows, self.style.text.leading);
        (rows, paragraphs)
    }

    /// Keeps rows together, and with what follows.
    fn keep(rows: &mut [Row]) {
        let Some((last, others)) = rows.split_last_mut() else { return };
        last.penalty = last.penalty.max(KEEP);
        for row in others {
            row.penalty = row.penalty.max(2 * KEEP);
        }
    }

    /// Sets an element; of a paragraph, gives its demerits.
    fn element(&self, element: &Element, rows: &mut Vec<Row>) -> Option<i64> {
        match &element.body {
            Body::Paragraph { items, shape, .. } => {
                if let Some(demerits) = self.held(element, rows) {
                    return Some(demerits);
                }
                let broken = self.breaker().breaks(items, element.opening(), shape);
                rows.extend(self.broken(&broken, element));
                return Some(broken.demerits);
            }
            Body::Table(table) => rows.extend(tables::rows(self, table)),
            Body::Figure(figure) => rows.push(self.figure(figure)),
            Body::Blank(height) => rows.push(Row { stays: true, ..row(*height) }),
            Body::Filler => rows.push(Row { is_filler: true, ..row(Length::ZERO) }),
        }
        None
    }

    /// Sets a paragraph in the lines of an older printing; nothing where that
    /// had none of them.
    fn held(&self, element: &Element, rows: &mut Vec<Row>) -> Option<i64> {
        let Body::Paragraph { items, shape, .. } = &element.body else { return None };
        let held = self.kept?.lines(items, self.words);
        if held.is_empty() {
            return None;
        }
        if let Some(points) = holds::kept(items, held, self.words) {
            let kept = self.broken(&Broken { points, demerits: 0 }, element);
            let mut lines = kept.iter().flat_map(|row| &row.lines);
            if lines.all(|line| line.excess == Length::ZERO) {
                rows.extend(kept);
                return Some(0);
            }
        }
        let broken = self.breaker().breaks_held(items, element.opening(), shape, held);
        rows.extend(self.broken(&broken, element));
        Some(broken.demerits)
    }

    /// The rows of a paragraph that is already broken.
    pub(crate) fn broken(&self, broken: &Broken, element: &Element) -> Vec<Row> {
        let Body::Paragraph { items, shape, leading } = &element.body else { return Vec::new() };
        let leading = *leading;
        let lines = self.setter().lines(items, element.opening(), shape, &broken.points);
        let mut rows: Vec<Row> =
            lines.into_iter().map(|line| self.line(line, leading, element.is_on_grid)).collect();
        if let Some(initial) = element.lead.as_ref().and_then(|lead| lead.initial.as_ref()) {
            initial.stand(&mut rows, leading, self);
        }
        for line in rows.iter_mut().flat_map(|row| &mut row.lines) {
            line.line.node = element.node;
        }
        // Lines with a leading of their own follow one another by it.
        if leading != self.style.text.leading {
            for row in rows.iter_mut().skip(1) {
                row.snaps = false;
            }
        }
        let count = rows.len();
        if count > 1 {
            rows[0].penalty += ORPHAN;
            rows[count - 2].penalty += WIDOW;
        }
        rows
    }

    /// Breaks and sets one paragraph.
    pub(crate) fn paragraph(&self, items: &[Item], shape: &Shape) -> Vec<SetLine> {
        let broken = self.breaker().breaks(items, &[], shape);
        self.setter().lines(items, &[], shape, &broken.points)
    }

    /// What breaks paragraphs into lines.
    pub(crate) fn breaker(&self) -> Breaker<'_> {
        Breaker { words: self.words, looks: self.looks, style: &self.style.paragraphs }
    }

    fn setter(&self) -> Setter<'_> {
        let (words, looks, pictures) = (self.words, self.looks, self.pictures);
        Setter { words, looks, pictures, style: &self.style.paragraphs }
    }

    fn line(&self, mut line: SetLine, leading: Length, is_on_grid: bool) -> Row {
        let baseline = leading.scaled(ABOVE, 100);
        line.line.baseline = baseline;
        let images = self.pictures(&line, baseline);
        let rules = raised(&line.rules, baseline);
        Row { snaps: is_on_grid, lines: vec![line], images, rules, ..row(leading) }
    }

    /// Images within a line, standing on its baseline.
    pub(crate) fn pictures(&self, line: &SetLine, baseline: Length) -> ThinVec<PlacedImage> {
        line.pictures
            .iter()
            .map(|(x, id)| {
                let picture = &self.pictures[*id as usize];
                PlacedImage {
                    x: *x,
                    y: baseline - picture.height,
                    width: picture.width,
                    height: picture.height,
                    name: picture.name.clone(),
                    alternative: picture.alternative.clone(),
                    node: picture.node,
                }
            })
            .collect()
    }

    fn figure(&self, figure: &Figure) -> Row {
        let style = &self.style.caption;
        let mut y = figure.height;
        let mut lines = Vec::new();
        if !figure.caption.is_empty() {
            y += style.space;
            for mut line in self.paragraph(&figure.caption, &figure.caption_shape) {
                line.line.node = figure.caption_node;
                line.line.baseline = y + style.leading.scaled(ABOVE, 100);
                y += style.leading;
                lines.push(line);
            }
        }
        let image = PlacedImage {
            x: figure.left,
            y: Length::ZERO,
            width: figure.width,
            height: figure.height,
            name: figure.name.clone(),
            alternative: figure.alternative.clone(),
            node: figure.node,
        };
        let mut images = thin_vec![image];
        let is_plate = figure.page.is_some();
        if let Some(page) = figure.page.filter(|page| *page > y) {
            // A plate stands in the middle of its page.
            let down = (page - y) / 2;
            images.iter_mut().for_each(|image| image.y += down);
            lines.iter_mut().for_each(|line| line.line.baseline += down);
            y = page;
        }
        // The flow says later which of its figures this is.
        let figure_position = figure.floats.then_some(0);
        Row {
            lines,
            images,
            is_plate,
            anchors: figure.anchor.into_iter().collect(),
            figure: figure_position,
            ..row(y)
        }
    }

    /// The width of items on one endless line.
    pub(crate) fn natural(&self, items: &[Item]) -> Length {
        let mut width = Length::ZERO;
        for item in items {
            width += self.width(item);
        }
        width
    }

    /// As many of the items as fit into a width, up to the end of a word; at
    /// least one word.
    pub(crate) fn fitting<'i>(&self, items: &'i [Item], room: Length) -> &'i [Item] {
        let mut width = Length::ZERO;
        let mut end = 0;
        for (at, item) in items.iter().enumerate() {
            if matches!(item, Item::Space { .. }) {
                end = at;
            }
            width += self.width(item);
            if width > room && end > 0 {
                return &items[..end];
            }
        }
        if width > room { &items[..items.len().min(1)] } else { items }
    }

    /// The widest word of items.
    pub(crate) fn widest(&self, items: &[Item]) -> Length {
        let mut widest = Length::ZERO;
        let mut run = Length::ZERO;
        for item in items {
            match item {
                Item::Space { breaks: true, .. } | Item::Break { .. } | Item::Line => {
                    run = Length::ZERO;
                }
                _ => run += self.width(item),
            }
            widest = widest.max(run);
        }
        widest
    }

    fn width(&self, item: &Item) -> Length {
        match item {
            Item::Word { word, look, .. } => {
                self.looks[look.0 as usize].of(self.words.measured(*word).width)
            }
            Item::Space { look, .. } => {
                let look = &self.looks[look.0 as usize];
                look.of(self.words.measured(look.space).width)
            }
            Item::Picture(id) => self.pictures[*id as usize].width,
            _ => Length::ZERO,
        }
    }
}

/// A row of a height with nothing in it.
pub(crate) fn row(height: Length) -> Row {
    Row {
        before: Length::ZERO,
        stays: false,
        height,
        trail: Length::ZERO,
        snaps: false,
        lines: Vec::new(),
        rules: ThinVec::new(),
        images: ThinVec::new(),
        anchors: ThinVec::new(),
        penalty: 0,
        is_forced: false,
        is_filler: false,
        is_quiet: false,
        opens: None,
        figure: None,
        above: None,
        below: None,
        is_plate: false,
        is_furniture: false,
        furniture: ThinVec::new(),
        entries: None,
        entry: None,
        note: None,
    }
}

/// Rules measured from a baseline, measured from the row's top.
pub(crate) fn raised(rules: &[Rule], baseline: Length) -> ThinVec<Rule> {
    rules.iter().map(|rule| Rule { y: rule.y + baseline, ..*rule }).collect()
}

/// The part of a leading above the baseline.
pub(crate) fn above(leading: Length) -> Length {
    leading.scaled(ABOVE, 100)
}

/// Moves a line to the right.
pub(crate) fn shifted(line: &mut SetLine, by: Length) {
    line.line = Line { x: line.line.x + by, ..line.line.clone() };
    for (from, to, _) in &mut line.links {
        *from += by;
        *to += by;
    }
    for rule in &mut line.rules {
        rule.x += by;
    }
    for (x, _) in &mut line.pictures {
        *x += by;
    }
}
