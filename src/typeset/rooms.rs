//! Room on a page of an older printing: its paragraphs set longer or shorter,
//! no line on any other page touched, so that it ends where it did.

use std::ops::Range;

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use crate::typeset::galley::{Body, Element};
use crate::typeset::held_pages::MOST_LINES;
use crate::typeset::holds::PINNED;
use crate::typeset::rows::{Maker, Paragraph, Row};
use crate::typeset::variants::{self, Variant, Variants};

/// Lines that one paragraph may have more or less.
const LINES: [i8; 4] = [-1, 1, -2, 2];
/// Paragraphs of fewer lines on the page are left as they are.
const FEWEST_LINES: usize = 3;

/// What the paragraphs of a page may be set from.
struct Page<'p> {
    maker: &'p Maker<'p>,
    elements: &'p [Element],
    rows: &'p [Row],
    /// Its rows, and which page of the lock it is; of a page that is none of
    /// them, paragraphs are taken whole.
    range: Range<usize>,
    at: Option<u32>,
}

/// The ways in which pages may be set longer or shorter.
pub(crate) fn variants(
    maker: &Maker<'_>,
    elements: &[Element],
    paragraphs: &[Paragraph],
    rows: &[Row],
    pages: &[(Range<usize>, Option<u32>)],
) -> Variants {
    let found = pages.par_iter().flat_map_iter(|(range, at)| {
        let first = paragraphs.partition_point(|paragraph| paragraph.rows.end <= range.start);
        let within = paragraphs[first..].iter();
        let within = within.take_while(|paragraph| paragraph.rows.start < range.end);
        let page = Page { maker, elements, rows, range: range.clone(), at: *at };
        let singles: Vec<Vec<Variant>> = within.map(|paragraph| page.singles(paragraph)).collect();
        page.together(&singles)
    });
    Variants::new(found.collect())
}

impl Page<'_> {
    /// The variants of one paragraph, as far as it stands on the page.
    fn singles(&self, paragraph: &Paragraph) -> Vec<Variant> {
        let element = &self.elements[paragraph.element];
        let Body::Paragraph { leading, .. } = &element.body else { return Vec::new() };
        let start = paragraph.rows.start.max(self.range.start);
        let part = start..paragraph.rows.end.min(self.range.end);
        let is_whole = part == paragraph.rows;
        if part.len() < FEWEST_LINES
            || *leading != self.maker.style.text.leading
            || (!is_whole && self.at.is_none())
        {
            return Vec::new();
        }
        let single = |delta: &i8| self.single(element, paragraph, &part, *delta);
        LINES.iter().filter_map(single).collect()
    }

    fn single(
        &self,
        element: &Element,
        paragraph: &Paragraph,
        part: &Range<usize>,
        delta: i8,
    ) -> Option<Variant> {
        let Body::Paragraph { items, shape, .. } = &element.body else { return None };
        let by = isize::from(delta);
        let count = paragraph.rows.len().checked_add_signed(by)?;
        let length = part.len().checked_add_signed(by).filter(|length| *length > 1)?;
        let breaker = self.maker.breaker();
        let held = self.maker.kept?.lines(items, self.maker.words);
        let opening = element.opening();
        let broken = match self.at {
            Some(at) if !held.is_empty() => {
                breaker.breaks_held_into(items, opening, shape, (held, at), count)
            }
            _ => breaker.breaks_into(items, opening, shape, count),
        };
        let broken = broken?;
        let more = broken.demerits - paragraph.demerits;
        if more >= PINNED {
            return None;
        }
        let set = variants::reset(self.maker, element, paragraph, self.rows, &broken)?;
        let from = part.start - paragraph.rows.start;
        let set = set.get(from..from + length)?.to_vec();
        Some(Variant { rows: part.clone(), delta, cost: variants::cost(more), set })
    }

    /// The best variants of paragraphs together, by the lines that they make.
    fn together(&self, paragraphs: &[Vec<Variant>]) -> Vec<Variant> {
        // By lines more, from `-MOST_LINES` on.
        let mut best: Vec<Option<(i64, Vec<&Variant>)>> = vec![None; 2 * MOST_LINES as usize + 1];
        best[MOST_LINES as usize] = Some((0, Vec::new()));
        for singles in paragraphs {
            let before = best.clone();
            for (at, known) in before.iter().enumerate() {
                let Some((cost, chosen)) = known else { continue };
                for single in singles {
                    let to = at as i64 + i64::from(single.delta);
                    let Some(slot) = usize::try_from(to).ok().and_then(|to| best.get_mut(to))
                    else {
                        continue;
                    };
                    let cost = cost + single.cost;
                    if slot.as_ref().is_none_or(|(known, _)| cost < *known) {
                        let chosen = chosen.iter().copied().chain([single]).collect();
                        *slot = Some((cost, chosen));
                    }
                }
            }
        }
        let found = best.into_iter().flatten().filter(|(_, chosen)| !chosen.is_empty());
        found.filter_map(|(cost, chosen)| self.joined(cost, &chosen)).collect()
    }

    /// Variants as one, with the rows between them.
    fn joined(&self, cost: i64, chosen: &[&Variant]) -> Option<Variant> {
        let rows = chosen.first()?.rows.start..chosen.last()?.rows.end;
        let mut set = Vec::with_capacity(rows.len() + MOST_LINES as usize);
        let mut next = rows.start;
        for variant in chosen {
            set.extend_from_slice(&self.rows[next..variant.rows.start]);
            set.extend_from_slice(&variant.set);
            next = variant.rows.end;
        }
        let delta = chosen.iter().map(|variant| variant.delta).sum();
        Some(Variant { rows, delta, cost, set })
    }
}
