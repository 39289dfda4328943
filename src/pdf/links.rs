//! Links: rectangles of a page that lead elsewhere.

use crate::model::book::Book;
use crate::model::pages::{Link, LinkTarget, Pages};
use crate::pdf::destinations;
use crate::pdf::file::File;
use crate::pdf::structure::Tree;
use crate::pdf::syntax;

/// Adds the links of the page at a position and gives their numbers, in order. A link to
/// what was not printed is none.
pub fn add(file: &mut File, at: usize, book: &Book, pages: &Pages, tree: &mut Tree) -> Vec<u32> {
    let mut ids = Vec::new();
    for link in &pages.pages[at].links {
        let Some(mut out) = annotation(link, book, pages) else { continue };
        let id = file.reserve();
        if let Some(key) = tree.annotation(link.node, at, id) {
            out.extend_from_slice(b"/StructParent ");
            syntax::integer(&mut out, key as i64);
        }
        out.extend_from_slice(b">>");
        file.set(id, out);
        ids.push(id);
    }
    ids
}

/// The annotation, its dictionary still open.
fn annotation(link: &Link, book: &Book, pages: &Pages) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(160);
    out.extend_from_slice(b"<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[");
    let top = pages.height - link.y;
    for (at, side) in [link.x, top - link.height, link.x + link.width, top].into_iter().enumerate()
    {
        if at > 0 {
            out.push(b' ');
        }
        syntax::length(&mut out, side);
    }
    out.push(b']');
    match &link.target {
        LinkTarget::Anchor(anchor) => {
            let position = destinations::position(pages, *anchor)?;
            let id = &book.anchors.get(anchor.0 as usize)?.id;
            out.extend_from_slice(b"/Dest");
            syntax::string(&mut out, id.as_bytes());
            // What is read out instead of the rectangle.
            out.extend_from_slice(b"/Contents");
            let folio = pages.pages[position.page as usize].folio;
            syntax::text(&mut out, &format!("p. {folio}"));
        }
        LinkTarget::Address(address) => {
            out.extend_from_slice(b"/A<</S/URI/URI");
            syntax::string(&mut out, uri(address).as_bytes());
            out.extend_from_slice(b">>/Contents");
            syntax::text(&mut out, address);
        }
    }
    Some(out)
}

/// An address in ASCII, as PDF wants it: all else in percent.
fn uri(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for byte in address.bytes() {
        if (33..127).contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn addresses_are_ascii() {
        assert_eq!(uri("https://example.org/a?b=1#c"), "https://example.org/a?b=1#c");
        assert_eq!(uri("https://example.org/é x"), "https://example.org/%C3%A9%20x");
    }
}
