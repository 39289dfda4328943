//! Every page's text, written and compressed once for all files.

use rayon::prelude::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

use crate::model::pages::Line;
use crate::pdf::deflate::Deflater;
use crate::pdf::text;
use crate::pdf::words::Words;

/// One page's compressed streams. The furniture has its own, so that a folio
/// that shifts leaves the text alone.
pub struct PageText {
    pub body: Option<Vec<u8>>,
    pub furniture: Option<Vec<u8>>,
}

/// The text of all pages, in order.
pub fn streams(words: &Words) -> Vec<PageText> {
    let pages = words.pages.pages.par_iter().with_min_len(8);
    pages
        .map_init(
            || (Deflater::new(), Vec::new()),
            |(deflater, buffer), page| {
                let mut one = |lines: &[Line]| {
                    buffer.clear();
                    text::stream(lines, words, buffer);
                    (!buffer.is_empty()).then(|| deflater.deflate(buffer))
                };
                PageText { body: one(&page.lines), furniture: one(&page.furniture) }
            },
        )
        .collect()
}
