//! Marked content: which stretches of a page's streams are which nodes of the
//! structure.

use crate::model::pages::Page;
use crate::model::structure::{NodeId, Role, Structure};
use crate::pdf::syntax;

/// A marked stretch. Its number on the page is its place in the page's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The innermost node.
    pub node: NodeId,
    /// The node of the line: what a link or a span without a parent is in.
    pub block: NodeId,
}

/// The figures of a page, which are marked before its text.
pub fn figures(page: &Page) -> Vec<Mark> {
    let figures = page.images.iter().filter(|image| image.node.is_some());
    figures.map(|image| Mark { node: image.node, block: image.node }).collect()
}

/// Begins a stretch: a node's, numbered on the page, or one that no reader
/// need hear.
pub fn begin(out: &mut Vec<u8>, structure: &Structure, node: NodeId, number: usize) {
    match structure.nodes.get(node.0 as usize) {
        Some(node) => {
            syntax::name(out, tag(node.role).as_bytes());
            out.extend_from_slice(b"<</MCID ");
            syntax::integer(out, number as i64);
            out.extend_from_slice(b">>BDC\n");
        }
        None => out.extend_from_slice(b"/Artifact BMC\n"),
    }
}

/// PDF's name for a role: one of the standard types (ISO 32000-1, 14.8.4).
pub fn tag(role: Role) -> &'static str {
    match role {
        Role::Part => "Part",
        Role::Section => "Sect",
        Role::Heading(1) => "H1",
        Role::Heading(2) => "H2",
        Role::Heading(3) => "H3",
        Role::Heading(4) => "H4",
        Role::Heading(5) => "H5",
        Role::Heading(_) => "H6",
        Role::Paragraph => "P",
        Role::Quotation => "BlockQuote",
        Role::List | Role::NumberedList => "L",
        Role::Item => "LI",
        Role::Label => "Lbl",
        Role::Body => "LBody",
        Role::Table => "Table",
        Role::Row => "TR",
        Role::HeadCell => "TH",
        Role::Cell => "TD",
        Role::Figure => "Figure",
        Role::Caption => "Caption",
        Role::Note => "Note",
        Role::Contents => "TOC",
        Role::Entry => "TOCI",
        Role::Index => "Index",
        Role::Reference => "Reference",
        Role::Link => "Link",
        Role::Span => "Span",
    }
}
