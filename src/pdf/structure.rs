//! The structure tree: what the marked stretches of all pages are, in reading
//! order (ISO 32000-1, 14.7; ISO 14289-1).

use std::collections::BTreeMap;

use crate::model::book::Book;
use crate::model::pages::{Page, Pages};
use crate::model::structure::{Node, NodeId, Role};
use crate::pdf::file::File;
use crate::pdf::marks::{Mark, tag};
use crate::pdf::names;
use crate::pdf::syntax;

/// How many entries or branches a node of a number tree has.
const BRANCH: usize = 64;

/// What is below what, in reading order: the same in all files.
pub struct Order {
    /// By `NodeId`: where its children begin in `children`; one more than there
    /// are nodes.
    starts: Vec<u32>,
    children: Vec<Child>,
    /// By `NodeId`: resolved; whether the node is in the tree.
    parents: Vec<NodeId>,
    is_placed: Vec<bool>,
    /// The children of the document.
    top: Vec<NodeId>,
    /// By page: the nodes of its marks.
    marked: Vec<Vec<NodeId>>,
}

/// What is below a node.
#[derive(Clone, Copy)]
enum Child {
    Node(NodeId),
    /// Page and number of a marked stretch.
    Mark(u32, u32),
}

impl Order {
    /// Puts the marks of all pages in order.
    pub fn new<'m>(pages: &Pages, marks: impl Iterator<Item = &'m [Mark]>) -> Order {
        let nodes = &pages.structure.nodes;
        let mut order = Order {
            starts: Vec::new(),
            children: Vec::new(),
            parents: nodes.iter().map(|node| node.parent).collect(),
            is_placed: vec![false; nodes.len()],
            top: Vec::new(),
            marked: Vec::new(),
        };
        let mut found: Vec<(NodeId, Child)> = Vec::with_capacity(nodes.len() * 2);
        for (page, marks) in (0..).zip(marks) {
            for (number, mark) in (0..).zip(marks) {
                order.place(mark.node, mark.block, nodes, &mut found);
                found.push((mark.node, Child::Mark(page, number)));
            }
            order.marked.push(marks.iter().map(|mark| mark.node).collect());
        }
        order.sort(&found);
        order
    }

    /// Puts a node below its parent, and that below its own, unless they are
    /// there already.
    fn place(
        &mut self,
        node: NodeId,
        block: NodeId,
        nodes: &[Node],
        found: &mut Vec<(NodeId, Child)>,
    ) {
        let mut below = node;
        let mut is_inner = true;
        loop {
            let at = below.0 as usize;
            is_inner &= below != block;
            if std::mem::replace(&mut self.is_placed[at], true) {
                return;
            }
            if is_inner && !self.parents[at].is_some() {
                self.parents[at] = block;
            }
            let parent = self.parents[at];
            if !parent.is_some() {
                return self.top.push(below);
            }
            match nodes[at].role {
                Role::Cell | Role::HeadCell => self.place_row(parent, nodes, found),
                _ => found.push((parent, Child::Node(below))),
            }
            below = parent;
        }
    }

    /// Puts all cells of a row below it, those without text too: the columns
    /// of a table are counted by its cells.
    fn place_row(&mut self, row: NodeId, nodes: &[Node], found: &mut Vec<(NodeId, Child)>) {
        if self.is_placed[row.0 as usize] {
            return;
        }
        // The cells of a row are made right after it.
        for (at, cell) in nodes.iter().enumerate().skip(row.0 as usize + 1) {
            if cell.parent != row {
                break;
            }
            self.is_placed[at] = true;
            found.push((row, Child::Node(NodeId(at as u32))));
        }
    }

    /// Gathers the children of each node, in the order in which they were found.
    fn sort(&mut self, found: &[(NodeId, Child)]) {
        let mut starts = vec![0_u32; self.parents.len() + 1];
        for (parent, _) in found {
            starts[parent.0 as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut children = vec![Child::Node(NodeId::NONE); found.len()];
        for (parent, child) in found {
            let slot = &mut next[parent.0 as usize];
            children[*slot as usize] = *child;
            *slot += 1;
        }
        self.starts = starts;
        self.children = children;
    }

    fn children(&self, at: usize) -> &[Child] {
        &self.children[self.starts[at] as usize..self.starts[at + 1] as usize]
    }
}

/// The tree of one file: a number for each node that is in it, and the links
/// that the file has.
pub struct Tree<'o> {
    order: &'o Order,
    root: u32,
    /// By `NodeId`; 0 for nodes that are not in the tree.
    ids: Vec<u32>,
    /// Annotations in the order of their keys: node, page, number in the file.
    annotations: Vec<(NodeId, u32, u32)>,
}

impl<'o> Tree<'o> {
    /// A tree without links.
    pub fn new(order: &'o Order) -> Tree<'o> {
        let ids = order.is_placed.iter().map(|is_placed| u32::from(*is_placed)).collect();
        Tree { order, root: 0, ids, annotations: Vec::new() }
    }

    /// Takes numbers in the file for all nodes.
    pub fn reserve(&mut self, file: &mut File) {
        self.root = file.reserve();
        for id in self.ids.iter_mut().filter(|id| **id > 0) {
            *id = file.reserve();
        }
    }

    /// The key of a link's annotation on a page; none where the link is not in
    /// the tree. `id` is the annotation's number in the file.
    pub fn annotation(&mut self, node: NodeId, page: usize, id: u32) -> Option<usize> {
        let at = node.0 as usize;
        if self.ids.get(at).is_none_or(|id| *id == 0) {
            return None;
        }
        self.annotations.push((node, page as u32, id));
        Some(self.order.marked.len() + self.annotations.len() - 1)
    }

    /// Writes the whole tree; gives the number of its root. `leaves` are the
    /// numbers of the pages' objects.
    pub fn write(&self, file: &mut File, book: &Book, pages: &Pages, leaves: &[u32]) -> u32 {
        let document = file.reserve();
        let mut named: BTreeMap<&str, u32> = BTreeMap::new();
        let boxes = boxes(pages);
        let mut links: Vec<(NodeId, u32, u32)> = self.annotations.clone();
        links.sort_by_key(|(node, ..)| *node);
        let mut links = links.iter().copied().peekable();
        for (at, node) in pages.structure.nodes.iter().enumerate() {
            let id = self.ids[at];
            if id == 0 {
                continue;
            }
            let parent =
                self.ids.get(self.order.parents[at].0 as usize).copied().unwrap_or(document);
            file.write(id, |out| {
                out.extend_from_slice(b"<</S");
                syntax::name(out, tag(node.role).as_bytes());
                out.extend_from_slice(b"/P ");
                syntax::reference(out, parent);
                if let Some(anchor) = node.anchor {
                    let name = &book.anchor(anchor).id;
                    out.extend_from_slice(b"/ID");
                    syntax::string(out, name.as_bytes());
                    named.insert(name, id);
                }
                attributes(out, node, boxes.get(&at), pages);
                let own = self.children(out, at, leaves);
                while let Some((_, page, link)) = links.next_if(|(node, ..)| node.0 as usize == at)
                {
                    annotation(out, (own != Some(page)).then(|| leaves[page as usize]), link);
                }
                out.extend_from_slice(b"]>>");
            });
        }
        let mut out = b"<</S/Document/P ".to_vec();
        syntax::reference(&mut out, self.root);
        out.extend_from_slice(b"/K");
        syntax::references(&mut out, self.numbers(&self.order.top));
        out.extend_from_slice(b">>");
        file.set(document, out);
        let mut root = b"<</Type/StructTreeRoot/K ".to_vec();
        syntax::reference(&mut root, document);
        root.extend_from_slice(b"/ParentTree ");
        syntax::reference(&mut root, self.parent_tree(file));
        root.extend_from_slice(b"/ParentTreeNextKey ");
        syntax::integer(&mut root, (self.order.marked.len() + self.annotations.len()) as i64);
        let named: Vec<(&str, u32)> = named.into_iter().collect();
        let write = |out: &mut Vec<u8>, id: &u32| syntax::reference(out, *id);
        if let Some(named) = names::tree(file, &named, write) {
            root.extend_from_slice(b"/IDTree ");
            syntax::reference(&mut root, named);
        }
        root.extend_from_slice(b">>");
        file.set(self.root, root);
        self.root
    }

    /// What is below a node, the list still open. Marks on the page where the
    /// node begins, which is given, are bare numbers.
    fn children(&self, out: &mut Vec<u8>, at: usize, leaves: &[u32]) -> Option<u32> {
        let first = self.order.children(at).iter().find_map(|child| match child {
            Child::Mark(page, _) => Some(*page),
            _ => None,
        });
        if let Some(page) = first {
            out.extend_from_slice(b"/Pg ");
            syntax::reference(out, leaves[page as usize]);
        }
        out.extend_from_slice(b"/K[");
        for child in self.order.children(at) {
            match child {
                Child::Node(node) => syntax::reference(out, self.ids[node.0 as usize]),
                Child::Mark(page, number) if Some(*page) == first => {
                    syntax::integer(out, i64::from(*number));
                }
                Child::Mark(page, number) => {
                    out.extend_from_slice(b"<</Type/MCR/Pg ");
                    syntax::reference(out, leaves[*page as usize]);
                    out.extend_from_slice(b"/MCID ");
                    syntax::integer(out, i64::from(*number));
                    out.extend_from_slice(b">>");
                }
            }
            out.push(b' ');
        }
        first
    }

    /// What a page or an annotation has for its key in the parent tree.
    fn parents(&self, out: &mut Vec<u8>, key: usize) {
        let Some(nodes) = self.order.marked.get(key) else {
            let (node, ..) = self.annotations[key - self.order.marked.len()];
            return syntax::reference(out, self.ids[node.0 as usize]);
        };
        syntax::references(out, self.numbers(nodes));
    }

    fn numbers(&self, nodes: &[NodeId]) -> impl Iterator<Item = u32> {
        nodes.iter().map(|node| self.ids[node.0 as usize])
    }

    /// From pages and annotations to their nodes.
    fn parent_tree(&self, file: &mut File) -> u32 {
        let count = self.order.marked.len() + self.annotations.len();
        let mut level: Vec<(usize, usize, u32)> = Vec::new();
        for first in (0..count).step_by(BRANCH) {
            let last = (first + BRANCH).min(count) - 1;
            let id = file.reserve();
            file.write(id, |out| {
                out.extend_from_slice(format!("<</Limits[{first} {last}]/Nums[").as_bytes());
                for key in first..=last {
                    syntax::integer(out, key as i64);
                    out.push(b' ');
                    self.parents(out, key);
                    out.push(b' ');
                }
                out.extend_from_slice(b"]>>");
            });
            level.push((first, last, id));
        }
        loop {
            let is_root = level.len() <= BRANCH;
            let above: Vec<(usize, usize, u32)> = level
                .chunks(BRANCH)
                .map(|chunk| {
                    let (first, last) = (chunk[0].0, chunk[chunk.len() - 1].1);
                    let mut out = b"<<".to_vec();
                    if !is_root {
                        out.extend_from_slice(format!("/Limits[{first} {last}]").as_bytes());
                    }
                    out.extend_from_slice(b"/Kids");
                    syntax::references(&mut out, chunk.iter().map(|(_, _, id)| *id));
                    out.extend_from_slice(b">>");
                    (first, last, file.add(out))
                })
                .collect();
            match above[..] {
                [] => return file.add(b"<</Nums[]>>".to_vec()),
                [(_, _, root)] => return root,
                _ => level = above,
            }
        }
    }
}

/// A link's rectangle below its node, with its page where that is not the
/// node's own (ISO 32000-1, table 325).
fn annotation(out: &mut Vec<u8>, page: Option<u32>, link: u32) {
    out.extend_from_slice(b"<</Type/OBJR");
    if let Some(page) = page {
        out.extend_from_slice(b"/Pg ");
        syntax::reference(out, page);
    }
    out.extend_from_slice(b"/Obj ");
    syntax::reference(out, link);
    out.extend_from_slice(b">> ");
}

/// What a node says of itself besides its kind.
fn attributes(out: &mut Vec<u8>, node: &Node, place: Option<&Vec<u8>>, pages: &Pages) {
    if let Some(language) = node.language.and_then(|at| pages.languages.get(usize::from(at))) {
        out.extend_from_slice(b"/Lang");
        syntax::text(out, language.tag());
    }
    if let Some(alternative) = &node.alternative {
        out.extend_from_slice(b"/Alt");
        syntax::text(out, alternative);
    }
    match node.role {
        Role::HeadCell => out.extend_from_slice(b"/A<</O/Table/Scope/Column>>"),
        Role::List => out.extend_from_slice(b"/A<</O/List/ListNumbering/Disc>>"),
        Role::NumberedList => out.extend_from_slice(b"/A<</O/List/ListNumbering/Decimal>>"),
        _ => {}
    }
    if let Some(place) = place {
        out.extend_from_slice(b"/A<</O/Layout/BBox[");
        out.extend_from_slice(place);
        out.extend_from_slice(b"]>>");
    }
}

/// The rectangles of figures, by node.
fn boxes(pages: &Pages) -> BTreeMap<usize, Vec<u8>> {
    let images = pages.pages.iter().flat_map(|page: &Page| &page.images);
    let figures = images.filter(|image| image.node.is_some());
    figures
        .map(|image| {
            let bottom = pages.height - image.y - image.height;
            let corners = [image.x, bottom, image.x + image.width, bottom + image.height];
            let mut out = Vec::new();
            for corner in corners {
                syntax::length(&mut out, corner);
                out.push(b' ');
            }
            (image.node.0 as usize, out)
        })
        .collect()
}
