//! Named destinations: every anchor that came to stand on a page, by its name,
//! so that this file and others can link to it.

use std::collections::BTreeMap;

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
    let mut named: BTreeMap<&str, Position> = BTreeMap::new();
    for (at, anchor) in book.anchors.iter().enumerate() {
        if let Some(position) = position(pages, AnchorId(at as u32)) {
            named.insert(&anchor.id, position);
        }
    }
    let named: Vec<(&str, Position)> = named.into_iter().collect();
    names::tree(file, &named, |out, position| write(out, *position, pages, leaves))
}
