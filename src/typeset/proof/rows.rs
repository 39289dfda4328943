//! Lines as proofs count them: from the top of the page down, those that stand
//! side by side as one.

use crate::model::length::Length;
use crate::model::pages::{Line, Page, Pages, Piece, Word};

/// Baselines nearer than this, in points, are one line: columns and cells
/// need not share a grid.
const NEAR: f64 = 3.0;

/// The counted lines of a page.
pub(crate) struct Rows {
    /// Of each of the page's lines: its number, from 1; 0 for one without text.
    pub(crate) numbers: Vec<u32>,
    /// By number less one: the first baseline and the largest type.
    pub(crate) places: Vec<(Length, Length)>,
}

/// Counts the lines of a page.
pub(crate) fn count(page: &Page) -> Rows {
    let near = Length::from_points(NEAR);
    let mut order: Vec<usize> =
        (0..page.lines.len()).filter(|at| !page.lines[*at].pieces.is_empty()).collect();
    order.sort_by_key(|at| page.lines[*at].baseline);
    let mut rows = Rows { numbers: vec![0; page.lines.len()], places: Vec::new() };
    for at in order {
        let line = &page.lines[at];
        let size = line.pieces.iter().map(|piece| piece.size).max().unwrap_or_default();
        match rows.places.last_mut() {
            Some((baseline, largest)) if line.baseline - *baseline < near => {
                *largest = Length::max(*largest, size);
            }
            _ => rows.places.push((line.baseline, size)),
        }
        rows.numbers[at] = rows.places.len() as u32;
    }
    rows
}

impl Rows {
    /// The number of the line whose baseline is nearest; 0 on a page without
    /// text.
    pub(crate) fn nearest(&self, baseline: Length) -> u32 {
        let after = self.places.partition_point(|(place, _)| *place <= baseline);
        let Some(before) = after.checked_sub(1) else { return self.places.len().min(1) as u32 };
        match self.places.get(after) {
            Some((next, _)) if *next - baseline < baseline - self.places[before].0 => {
                after as u32 + 1
            }
            _ => after as u32,
        }
    }
}

/// The characters that a line shows, in reading order; a hyphen that divides
/// a word is one.
pub(crate) fn text(line: &Line, pages: &Pages) -> String {
    let mut text = String::new();
    for piece in line.pieces.iter() {
        let Some(word) = pages.words.get(piece.word.0 as usize) else { continue };
        match &*word.text {
            "\u{ad}" if piece.to > piece.from => text.push('-'),
            _ => text.push_str(shown(word, piece)),
        }
    }
    text.truncate(text.trim_end().len());
    text
}

/// What of a word's text a piece shows.
fn shown<'w>(word: &'w Word, piece: &Piece) -> &'w str {
    let (from, to) = (usize::from(piece.from), usize::from(piece.to).min(word.glyphs.len()));
    if from == 0 && to == word.glyphs.len() {
        return &word.text;
    }
    if from >= to {
        return "";
    }
    let start_of = |at: usize| word.glyphs.get(at).map(|glyph| glyph.cluster as usize);
    let (start, end) = match word.is_right_to_left {
        false => (start_of(from), start_of(to)),
        true => (start_of(to - 1), from.checked_sub(1).and_then(start_of)),
    };
    let (start, end) = (start.unwrap_or(0), end.unwrap_or(word.text.len()));
    word.text.get(start..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::count;
    use crate::model::length::Length;
    use crate::model::pages::{Line, Page, Piece, WordId};
    use crate::model::structure::NodeId;

    #[track_caller]
    fn check(baselines: &[f64], numbers: &[u32]) {
        let size = Length::from_points(10.0);
        let (x, width, rise) = Default::default();
        let piece = Piece { word: WordId(0), from: 0, to: 1, x, width, size, rise };
        let line = |baseline: &f64| Line {
            x: Length::ZERO,
            baseline: Length::from_points(*baseline),
            pieces: [piece].into(),
            expansion: 0,
            is_last: false,
            begins: None,
            node: NodeId::NONE,
            inner: Vec::new(),
        };
        let page = Page { lines: baselines.iter().map(line).collect(), ..Page::default() };
        assert_eq!(count(&page).numbers, numbers);
    }

    #[test]
    fn lines_are_counted_down_the_page() {
        check(&[20.0, 30.0, 40.0], &[1, 2, 3]);
    }

    #[test]
    fn columns_are_counted_across() {
        check(&[20.0, 30.0, 20.5, 30.5, 40.5], &[1, 2, 1, 2, 3]);
    }
}
