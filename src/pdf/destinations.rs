//! Named destinations: every anchor that came to stand on a page, by its name,
//! so that this file and others can link to it.

use std::collections::BTreeMap;

use crate::model::book::{AnchorId, Book};
use crate::model::pages::{Pages, Position};
use crate::pdf::file::File;
use crate::pdf::syntax;

/// How many names or branches a node of the tree has.
const NODE: usize = 64;

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
    if named.is_empty() {
        return None;
    }
    // A node: first name, last name, what it holds.
    let mut level: Vec<(&str, &str, Vec<u8>)> = named
        .chunks(NODE)
        .map(|chunk| {
            let mut names = b"/Names[".to_vec();
            for (name, position) in chunk {
                syntax::string(&mut names, name.as_bytes());
                write(&mut names, *position, pages, leaves);
            }
            names.push(b']');
            (chunk[0].0, chunk[chunk.len() - 1].0, names)
        })
        .collect();
    while level.len() > 1 {
        let branches = level.chunks(NODE).map(|chunk| {
            let mut kids = b"/Kids[".to_vec();
            for (first, last, content) in chunk {
                let mut node = b"<</Limits[".to_vec();
                syntax::string(&mut node, first.as_bytes());
                syntax::string(&mut node, last.as_bytes());
                node.push(b']');
                node.extend_from_slice(content);
                node.extend_from_slice(b">>");
                syntax::reference(&mut kids, file.add(node));
                kids.push(b' ');
            }
            kids.push(b']');
            (chunk[0].0, chunk[chunk.len() - 1].1, kids)
        });
        level = branches.collect();
    }
    let mut root = b"<<".to_vec();
    root.append(&mut level[0].2);
    root.extend_from_slice(b">>");
    Some(file.add(root))
}
