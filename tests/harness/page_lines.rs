//! The lines of a page of a PDF, as a reader counts them.

use recto::model::book::{Book, Section, SectionKind};
use recto::model::edition::Generated;
use recto::model::pages::Pages;

use crate::harness::pdf::Page;
use crate::harness::pdf_text::Run;

/// Baselines that are nearer than so many points are those of one line.
const NEAR: f64 = 2.0;

/// The lines of a page from its top, running heads and folios left out.
pub fn lines(page: &Page) -> Vec<String> {
    // A raised or lowered run belongs to the line that it stands beside.
    let mut found: Vec<(f64, f64, String)> = Vec::new();
    let mut last: Option<&Run> = None;
    for run in page.runs.iter().filter(|run| !run.text.is_empty()) {
        let is_beside = last.is_some_and(|last| run.is_beside(last) && run.x >= last.x);
        match found.last_mut().filter(|_| is_beside) {
            Some((y, size, text)) => {
                if !last.is_some_and(|last| run.continues(last)) && !text.ends_with(' ') {
                    text.push(' ');
                }
                text.push_str(&run.text);
                if run.size > *size {
                    (*y, *size) = (run.y, run.size);
                }
            }
            None => found.push((run.y, run.size, run.text.clone())),
        }
        last = Some(run);
    }
    found.sort_by(|one, other| other.0.total_cmp(&one.0));
    let mut lines: Vec<(f64, String)> = Vec::new();
    for (y, _, text) in found {
        match lines.last_mut().filter(|(first, _)| *first - y <= NEAR) {
            Some((_, line)) => {
                line.push(' ');
                line.push_str(&text);
            }
            None => lines.push((y, text)),
        }
    }
    lines.into_iter().map(|(_, text)| text).collect()
}

/// The first page of an index, which flows as it likes; without one, the count
/// of pages.
pub fn first_of_index(book: &Book, pages: &Pages) -> usize {
    let is_index =
        |section: &&Section| matches!(section.kind, SectionKind::Generated(Generated::Index(_)));
    let position = |section: &Section| pages.anchors[section.anchor.0 as usize];
    let index = book.sections.iter().find(is_index).and_then(position);
    index.map_or(pages.pages.len(), |position| position.page as usize)
}
