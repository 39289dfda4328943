//! Named destinations: every anchor that came to stand on a page, by its name,
//! so that this file and others can link to it.

use crate::model::book::{AnchorId, Book};
use crate::model::pages::{Pages, Position};
use crate::pdf::file::File;
use crate::pdf::names;
use crate::pdf::syntax;

/// Where an anchor stands, if it is on a page of the book.
pub fn position(pages: &Pages, anchor: AnchorId) -> Option<Position> {
    let position = pages.anchors.get(anchor.0 as usize).copied().flatten()?;
    ((position.page as usize) < pages.pages.len()).then_some(position)
}

/// Writes a destination. `leaves` are the numbers of the pages' objects.
pub fn write(out: &mut Vec<u8>, position: Position, pages: &Pages, leaves: &[u32]) {
    out.push(b'[');
    syntax::reference(out, leaves[position.page as usize]);
    out.extend_from_slice(b"/XYZ null ");
    syntax::length(out, pages.height - position.y);
    out.extend_from_slice(b" null]");
}

/// Adds the tree of names; none where no anchor was printed.
pub fn add(file: &mut File, book: &Book, pages: &Pages, leaves: &[u32]) -> Option<u32> {
    let anchors = (0..).map(AnchorId).zip(&book.anchors);
    let mut named: Vec<(&str, Position)> = anchors
        .filter_map(|(id, anchor)| Some((anchor.id.as_str(), position(pages, id)?)))
        .collect();
    named.sort_unstable_by_key(|(name, _)| *name);
    names::tree(file, &named, |out, position| write(out, *position, pages, leaves))
}
