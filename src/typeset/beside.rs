//! Initials at their places: the line that shows one, the rows beside it, and
//! the paragraphs that follow a short one.

use thin_vec::ThinVec;

use crate::model::length::Length;
use crate::model::pages::{Line, Piece};
use crate::model::structure::NodeId;
use crate::typeset::galley::{Body, Element};
use crate::typeset::initials::{Glyphs, Initial};
use crate::typeset::lines::SetLine;
use crate::typeset::rows::{KEEP, Maker, Row, row};

impl Initial {
    /// Stands the initial beside the rows of its paragraph; no page ends
    /// among them.
    pub(crate) fn stand(&self, rows: &mut [Row], leading: Length, maker: &Maker<'_>) {
        let Some(first) = rows.first_mut() else { return };
        let Some(text) = first.lines.first() else { return };
        let drop = leading * i32::try_from(self.depth.saturating_sub(1)).unwrap_or(0);
        let line = self.line(text.line.baseline + drop, maker);
        first.lines.insert(0, line);
        let beside = self.depth.saturating_sub(1).min(rows.len());
        for row in &mut rows[..beside] {
            row.penalty = row.penalty.max(2 * KEEP);
        }
    }

    fn line(&self, baseline: Length, maker: &Maker<'_>) -> SetLine {
        let width = |glyphs: &Glyphs| {
            let thousandths = maker.words.measured(glyphs.word).width;
            glyphs.size.scaled(i64::from(thousandths), 1000)
        };
        let quotes = self.quotes.map(|glyphs| Glyphs { x: glyphs.x - width(&glyphs), ..glyphs });
        let glyphs: Vec<Glyphs> = quotes.into_iter().chain([self.letter]).collect();
        let x = glyphs[0].x;
        let piece = |glyphs: &Glyphs| Piece {
            word: glyphs.word,
            from: 0,
            to: maker.words.measured(glyphs.word).glyph_count,
            x: glyphs.x - x,
            width: width(glyphs),
            size: glyphs.size,
            rise: glyphs.rise,
        };
        let pieces = glyphs.iter().map(piece).collect();
        SetLine {
            line: Line {
                node: NodeId::NONE,
                inner: Vec::new(),
                x,
                baseline,
                pieces,
                expansion: 0,
                is_last: true,
                begins: None,
            },
            notes: ThinVec::new(),
            anchors: ThinVec::new(),
            links: self.link.map(|link| (self.left, self.right, link)).into_iter().collect(),
            rules: ThinVec::new(),
            pictures: ThinVec::new(),
            ends_in_hyphen: false,
            excess: Length::ZERO,
        }
    }
}

/// What is left of an initial below a paragraph that is shorter than it.
#[derive(Default)]
pub(crate) struct Rest {
    line_count: usize,
    edge: Length,
}

impl Rest {
    /// The element that follows, if it goes on beside the initial; any other
    /// begins below it.
    pub(crate) fn next(
        &self,
        element: &Element,
        rows: &mut Vec<Row>,
        grid: Length,
    ) -> Option<Element> {
        if self.line_count == 0 {
            return None;
        }
        let mut element = element.clone();
        let fits = element.before == Length::ZERO && element.is_on_grid;
        match &mut element.body {
            Body::Paragraph { shape, leading, .. } if fits && *leading == grid => {
                shape.notch = (self.line_count, self.edge);
                Some(element)
            }
            _ => {
                self.end(rows, grid);
                None
            }
        }
    }

    /// Leaves room for what is left.
    pub(crate) fn end(&self, rows: &mut Vec<Row>, grid: Length) {
        if let Some(last) = rows.last_mut().filter(|_| self.line_count > 0) {
            last.penalty = last.penalty.max(2 * KEEP);
            let height = grid * i32::try_from(self.line_count).unwrap_or(0);
            rows.push(Row { stays: true, ..row(height) });
        }
    }

    /// Sees the rows of an element.
    pub(crate) fn see(&mut self, element: &Element, rows: &mut [Row]) {
        let (line_count, edge) = match &element.body {
            Body::Paragraph { shape, .. } => shape.notch,
            _ => (0, Length::ZERO),
        };
        *self = Rest { line_count: line_count.saturating_sub(rows.len()), edge };
        if self.line_count > 0 {
            for row in rows {
                row.penalty = row.penalty.max(2 * KEEP);
            }
        }
    }
}
