//! Any PDF to what a printer looks for in it.
//!
//! The file may be a stranger's: what is read is bounded, and what cannot be
//! understood is said, not guessed.

mod boxes;
mod colors;
mod contents;
mod document;
mod findings;
mod fonts;
mod labels;
mod page;
#[cfg(test)]
mod tests;

use lopdf::{Document, LoadOptions};

use crate::model::guarded::guarded;
use crate::model::preflight::{Facts, Preflight, Sheets, sheet_count};
use crate::pdf::preflight::findings::Findings;

/// The most bytes that a stream of the file may unfold to.
const MOST_BYTES: usize = 128 << 20;
/// The most bytes that all pages and forms may unfold to, however often shown.
const MOST_BYTES_IN_ALL: usize = 512 << 20;

/// Judges a PDF as a file for a printer; says why where it cannot be read.
pub fn preflight(data: &[u8], sheets: Sheets) -> Result<Preflight, String> {
    // A file that means no good has arrays within arrays.
    guarded(|| judge(data, sheets)).unwrap_or_else(|| Err("it cannot be understood".to_string()))
}

fn judge(data: &[u8], sheets: Sheets) -> Result<Preflight, String> {
    let options = LoadOptions { max_decompressed_size: Some(MOST_BYTES), ..LoadOptions::default() };
    let document =
        Document::load_mem_with_options(data, options).map_err(|error| error.to_string())?;
    let pages = page::pages(&document);
    if pages.is_empty() {
        return Err("it has no pages".to_string());
    }
    let mut findings = Findings::new(labels::labels(&document, pages.len()));
    let mut facts = Facts {
        page_count: pages.len() as u32,
        sheets: sheet_count(pages.len() as u32, sheets),
        ..Facts::default()
    };
    document::judge(&document, &mut facts, &mut findings);
    boxes::judge(&pages, &mut facts, &mut findings);
    let mut fonts = fonts::Fonts::default();
    let mut contents = contents::Contents::new(&document, MOST_BYTES_IN_ALL);
    for (at, page) in (0..).zip(&pages) {
        contents.page(at, page, &mut findings);
        fonts.page(at, &document, &contents.resources, &mut findings);
    }
    facts.font_count = fonts.count();
    facts.image_count = contents.image_count;
    facts.lowest_resolution = contents.lowest_resolution;
    facts.is_transparent = contents.is_transparent;
    facts.spaces = contents.spaces.into_iter().collect();
    Ok(Preflight { facts, findings: findings.sorted() })
}
