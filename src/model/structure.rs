//! What the text of the pages is, for those who cannot see them: a tree of
//! sections, headings, paragraphs, notes, with languages and descriptions.

use crate::model::book::AnchorId;

/// A node of a [`Structure`], by its place there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

impl NodeId {
    /// No node: the root as a parent, the line's own node for a piece of it.
    pub const NONE: NodeId = NodeId(u32::MAX);
    /// What only the eye needs: ornaments, repeated heads.
    pub const ARTIFACT: NodeId = NodeId(u32::MAX - 1);

    /// Whether it is a place in the tree.
    pub fn is_some(self) -> bool {
        self.0 < NodeId::ARTIFACT.0
    }
}

/// The tree, as a list of nodes that know their parents. Nodes that no line of
/// a page names, nor any node below them, are not part of it; children come in
/// the order in which the pages first name them.
#[derive(Clone, Debug, Default)]
pub struct Structure {
    pub nodes: Vec<Node>,
}

/// A node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    pub role: Role,
    /// `NONE` for a child of the root. A link or a span without a parent
    /// belongs to the node of the line it stands in.
    pub parent: NodeId,
    /// Where it differs from what is around it: a position in
    /// `Pages::languages`.
    pub language: Option<u16>,
    /// What a figure shows.
    pub alternative: Option<Box<str>>,
    /// The point that is this node's own: a section's, a note's.
    pub anchor: Option<AnchorId>,
}

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    Part,
    Section,
    /// From 1 to 6, without gaps.
    Heading(u8),
    Paragraph,
    Quotation,
    List,
    /// A list whose items are counted.
    NumberedList,
    Item,
    /// The number or bullet of an item or a note.
    Label,
    /// What an item says.
    Body,
    Table,
    Row,
    /// A cell that heads its column.
    HeadCell,
    Cell,
    Figure,
    Caption,
    Note,
    /// A list with folios, and an entry of it.
    Contents,
    Entry,
    Index,
    /// A reference to another place of the book, around its link.
    Reference,
    Link,
    /// A stretch in another language.
    Span,
}
