//! The structure of the book as it grows: what each element and each stretch
//! of text is.

use crate::model::book::{AnchorId, Book, SectionId, SectionKind};
use crate::model::edition::Generated;
use crate::model::structure::{Node, NodeId, Role, Structure};
use crate::typeset::galley::{Body, Element};

/// The tree, with the place in it where the composer is.
pub(crate) struct Tree {
    nodes: Vec<Node>,
    /// The node that blocks at hand belong to.
    block: NodeId,
    /// The link or span that text at hand belongs to.
    inner: NodeId,
    /// Level of the last heading, and of the section's own.
    heading: u8,
    top: u8,
}

/// Deepest level of heading that PDF knows.
const DEEPEST: u8 = 6;

impl Tree {
    /// A tree with a node for each section, in their order.
    pub(crate) fn new(book: &Book) -> Tree {
        let nodes = book.sections.iter().map(|section| {
            let role = match &section.kind {
                SectionKind::Part(_) => Role::Part,
                SectionKind::Generated(Generated::Index(_)) => Role::Index,
                _ => Role::Section,
            };
            let parent = section.part.map_or(NodeId::NONE, of_section);
            Node { anchor: Some(section.anchor), ..node(role, parent) }
        });
        let (block, inner) = (NodeId::NONE, NodeId::NONE);
        Tree { nodes: nodes.collect(), block, inner, heading: 0, top: 1 }
    }

    /// Goes to a section. Its title is a heading of level `depth` + 1.
    pub(crate) fn begin_section(&mut self, section: SectionId, depth: u8) {
        self.block = of_section(section);
        self.top = (depth + 1).min(DEEPEST);
        self.heading = self.top - 1;
    }

    /// A node below the one at hand.
    pub(crate) fn add(&mut self, role: Role) -> NodeId {
        self.add_below(role, self.block)
    }

    /// A node below another.
    pub(crate) fn add_below(&mut self, role: Role, parent: NodeId) -> NodeId {
        self.nodes.push(node(role, parent));
        self.newest()
    }

    /// A link or a span where the text is.
    pub(crate) fn inner(&mut self, role: Role) -> NodeId {
        self.add_below(role, self.inner)
    }

    /// The node made last.
    pub(crate) fn newest(&self) -> NodeId {
        NodeId(self.nodes.len() as u32 - 1)
    }

    /// Goes below a block; gives the place to come back to.
    pub(crate) fn enter(&mut self, node: NodeId) -> NodeId {
        std::mem::replace(&mut self.block, node)
    }

    /// Comes back from [`Tree::enter`].
    pub(crate) fn leave(&mut self, above: NodeId) {
        self.block = above;
    }

    /// Goes below a link or a span, if it is one; gives the place to come back
    /// to.
    pub(crate) fn descend(&mut self, node: NodeId) -> NodeId {
        let above = self.inner;
        if node.is_some() {
            self.inner = node;
        }
        above
    }

    /// Comes back from [`Tree::descend`].
    pub(crate) fn ascend(&mut self, above: NodeId) {
        self.inner = above;
    }

    /// A heading, `below` levels under the section's own, or as near to that
    /// as no level is left out.
    pub(crate) fn heading(&mut self, below: u8) -> NodeId {
        let level = self.top.saturating_add(below).min(self.heading + 1).clamp(1, DEEPEST);
        self.heading = level;
        self.add(Role::Heading(level))
    }

    /// A note: below the section that cites it, unless it stands in a section
    /// of notes.
    pub(crate) fn note(&mut self, section: SectionId, anchor: AnchorId) -> NodeId {
        let above = if self.block.is_some() { self.block } else { of_section(section) };
        let id = self.add_below(Role::Note, above);
        self.nodes[id.0 as usize].anchor = Some(anchor);
        id
    }

    /// Says in which language a node is: a position in the list of languages.
    pub(crate) fn set_language(&mut self, id: NodeId, language: u16) {
        self.nodes[id.0 as usize].language = Some(language);
    }

    /// Says what a figure shows.
    pub(crate) fn describe(&mut self, id: NodeId, alternative: &str) {
        self.nodes[id.0 as usize].alternative = Some(alternative.into());
    }

    /// Gives each element that has no node one of its own.
    pub(crate) fn each(&mut self, role: Role, elements: &mut [Element]) {
        for element in elements.iter_mut().filter(|element| is_text(element)) {
            element.node = self.add(role);
        }
    }

    /// Gives all elements that have no node one together.
    pub(crate) fn together(&mut self, node: NodeId, elements: &mut [Element]) {
        for element in elements.iter_mut().filter(|element| is_text(element)) {
            element.node = node;
        }
    }

    /// The tree as it has grown.
    pub(crate) fn finish(self) -> Structure {
        Structure { nodes: self.nodes }
    }
}

/// The node of a section: they were made first.
pub(crate) fn of_section(section: SectionId) -> NodeId {
    NodeId(section.0)
}

fn is_text(element: &Element) -> bool {
    element.node == NodeId::NONE && matches!(element.body, Body::Paragraph { .. })
}

fn node(role: Role, parent: NodeId) -> Node {
    Node { role, parent, language: None, alternative: None, anchor: None }
}
