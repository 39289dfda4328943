//! The outline: bookmarks, nested by their levels, folded at first.

use crate::model::pages::{OutlineItem, Pages, Position};
use crate::pdf::destinations;
use crate::pdf::file::File;
use crate::pdf::syntax;

/// Adds the outline; none where nothing of it was printed.
pub fn add(file: &mut File, pages: &Pages, leaves: &[u32]) -> Option<u32> {
    let items: Vec<(&OutlineItem, Position)> = pages
        .outline
        .iter()
        .filter_map(|item| Some((item, destinations::position(pages, item.anchor)?)))
        .collect();
    if items.is_empty() {
        return None;
    }
    let nodes = nodes(&items.iter().map(|(item, _)| item.level).collect::<Vec<u8>>());
    let root = file.reserve();
    let first_id = root + 1;
    for _ in &items {
        file.reserve();
    }
    let id = |at: usize| first_id + at as u32;
    for ((item, position), (at, node)) in items.iter().zip(nodes[1..].iter().enumerate()) {
        let mut out = b"<</Title".to_vec();
        syntax::text(&mut out, &item.title);
        out.extend_from_slice(b"/Dest");
        destinations::write(&mut out, *position, pages, leaves);
        let parent = node.parent.map_or(root, id);
        link(&mut out, "Parent", Some(parent));
        link(&mut out, "Prev", node.previous.map(id));
        link(&mut out, "Next", node.next.map(id));
        family(&mut out, node, &id);
        if node.child_count > 0 {
            // Less than nothing: how many would show if it were unfolded.
            out.extend_from_slice(format!("/Count {}", -node.child_count).as_bytes());
        }
        out.extend_from_slice(b">>");
        file.set(id(at), out);
    }
    let mut out = b"<</Type/Outlines".to_vec();
    family(&mut out, &nodes[0], &id);
    out.extend_from_slice(format!("/Count {}>>", nodes[0].child_count).as_bytes());
    file.set(root, out);
    Some(root)
}

/// An item among the others, by their places; the first node is the root.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Node {
    parent: Option<usize>,
    previous: Option<usize>,
    next: Option<usize>,
    first: Option<usize>,
    last: Option<usize>,
    /// How many items have it for their parent.
    child_count: i64,
}

/// The tree of items with these levels: an item belongs to the nearest one
/// before it that has a lower level. The root, then the items.
fn nodes(levels: &[u8]) -> Vec<Node> {
    let mut nodes = vec![Node::default(); levels.len() + 1];
    let mut open: Vec<usize> = Vec::new();
    for (at, level) in levels.iter().enumerate() {
        while open.last().is_some_and(|last| levels[*last] >= *level) {
            open.pop();
        }
        let parent = open.last().copied();
        let parent_node = &mut nodes[parent.map_or(0, |parent| parent + 1)];
        let previous = parent_node.last.replace(at);
        parent_node.first.get_or_insert(at);
        parent_node.child_count += 1;
        if let Some(previous) = previous {
            nodes[previous + 1].next = Some(at);
        }
        (nodes[at + 1].parent, nodes[at + 1].previous) = (parent, previous);
        open.push(at);
    }
    nodes
}

fn link(out: &mut Vec<u8>, key: &str, id: Option<u32>) {
    if let Some(id) = id {
        out.extend_from_slice(format!("/{key} {id} 0 R").as_bytes());
    }
}

fn family(out: &mut Vec<u8>, node: &Node, id: &impl Fn(usize) -> u32) {
    link(out, "First", node.first.map(id));
    link(out, "Last", node.last.map(id));
}

#[cfg(test)]
mod tests {
    use super::nodes;

    #[track_caller]
    fn check(levels: &[u8], parents: &[Option<usize>], child_counts: &[i64]) {
        let nodes = nodes(levels);
        let found: Vec<Option<usize>> = nodes[1..].iter().map(|node| node.parent).collect();
        let counts: Vec<i64> = nodes.iter().map(|node| node.child_count).collect();
        assert_eq!((&found[..], &counts[..]), (parents, child_counts));
    }

    #[test]
    fn levels_make_a_tree() {
        check(&[0, 1, 1, 2, 0], &[None, Some(0), Some(0), Some(2), None], &[2, 2, 0, 1, 0, 0]);
    }

    #[test]
    fn a_skipped_level_is_no_gap() {
        check(&[1, 3, 0], &[None, Some(0), None], &[2, 1, 0, 0]);
        check(&[], &[], &[0]);
    }
}
