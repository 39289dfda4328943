//! Links: rectangles of a page that lead elsewhere.

use crate::model::book::Book;
use crate::model::folio::Folio;
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
        let Some(leads) = leads(link, book, pages) else { continue };
        let id = file.reserve();
        let key = tree.annotation(link.node, at, id);
        file.write(id, |out| {
            annotation(out, link, pages);
            leads.write(out);
            if let Some(key) = key {
                out.extend_from_slice(b"/StructParent ");
                syntax::integer(out, key as i64);
            }
            out.extend_from_slice(b">>");
        });
        ids.push(id);
    }
    ids
}

/// Where a link leads that leads anywhere.
enum Leads<'a> {
    /// To a destination's name, on a page.
    To(&'a str, Folio),
    Away(&'a str),
}

fn leads<'a>(link: &'a Link, book: &'a Book, pages: &Pages) -> Option<Leads<'a>> {
    match &link.target {
        LinkTarget::Anchor(anchor) => {
            let position = destinations::position(pages, *anchor)?;
            let id = &book.anchors.get(anchor.0 as usize)?.id;
            Some(Leads::To(id, pages.pages[position.page as usize].folio))
        }
        LinkTarget::Address(address) => Some(Leads::Away(address)),
    }
}

impl Leads<'_> {
    /// The entries of an annotation; contents are what is read out instead of
    /// the rectangle.
    fn write(&self, out: &mut Vec<u8>) {
        match self {
            Leads::To(id, folio) => {
                out.extend_from_slice(b"/Dest");
                syntax::string(out, id.as_bytes());
                out.extend_from_slice(b"/Contents");
                syntax::text(out, &format!("p. {folio}"));
            }
            Leads::Away(address) => {
                out.extend_from_slice(b"/A<</S/URI/URI");
                syntax::string(out, uri(address).as_bytes());
                out.extend_from_slice(b">>/Contents");
                syntax::text(out, address);
            }
        }
    }
}

/// The annotation, its dictionary still open. A tenth of a point is enough for
/// a rectangle that nobody sees.
fn annotation(out: &mut Vec<u8>, link: &Link, pages: &Pages) {
    out.extend_from_slice(b"<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[");
    let top = pages.height - link.y;
    for (at, side) in [link.x, top - link.height, link.x + link.width, top].into_iter().enumerate()
    {
        if at > 0 {
            out.push(b' ');
        }
        syntax::decimal(out, (syntax::thousandths(side) + 50).div_euclid(100) * 100);
    }
    out.push(b']');
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
