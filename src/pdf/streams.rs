//! Every page's text, written and compressed once for all files.

use rayon::prelude::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

use crate::model::pages::Line;
use crate::pdf::deflate::{Deflater, Packed};
use crate::pdf::marks::{self, Mark};
use crate::pdf::text;
use crate::pdf::words::Words;

/// One page's streams. The furniture has its own, so that a folio
/// that shifts leaves the text alone.
pub struct PageText {
    pub body: Option<Packed>,
    pub furniture: Option<Packed>,
    /// The marked stretches of the page, its figures first.
    pub marks: Vec<Mark>,
}

/// The text of all pages, in order.
pub fn streams(words: &Words) -> Vec<PageText> {
    let pages = words.pages.pages.par_iter().with_min_len(8);
    pages
        .map_init(
            || (Deflater::quick(), Vec::new()),
            |(deflater, buffer), page| {
                let mut marks = marks::figures(page);
                let mut one = |lines: &[Line], marks: Option<&mut Vec<Mark>>| {
                    buffer.clear();
                    text::stream(lines, words, marks, buffer);
                    (!buffer.is_empty()).then(|| deflater.pack(buffer))
                };
                let body = one(&page.lines, Some(&mut marks));
                let furniture = one(&page.furniture, None);
                PageText { body, furniture, marks }
            },
        )
        .collect()
}
