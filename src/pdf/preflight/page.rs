//! Pages of a file, with what they have from the nodes above them.

use lopdf::{Dictionary, Document, Object, ObjectId};

/// Nodes above a page are followed so far.
const DEPTH: usize = 64;

/// A page.
pub(crate) struct Page<'d> {
    pub(crate) document: &'d Document,
    pub(crate) id: ObjectId,
    pub(crate) dictionary: &'d Dictionary,
}

/// All pages, in order.
pub(crate) fn pages(document: &Document) -> Vec<Page<'_>> {
    let ids = document.get_pages().into_values();
    let page = |id| {
        let dictionary = document.get_dictionary(id).ok()?;
        Some(Page { document, id, dictionary })
    };
    ids.filter_map(page).collect()
}

impl<'d> Page<'d> {
    /// What the page says under a key, or what a node above it does.
    pub(crate) fn inherited(&self, key: &[u8]) -> Option<&'d Object> {
        let mut node = self.dictionary;
        for _ in 0..DEPTH {
            if let Ok(value) = node.get_deref(key, self.document) {
                return Some(value);
            }
            node = node.get_deref(b"Parent", self.document).and_then(Object::as_dict).ok()?;
        }
        None
    }

    /// A box as left, bottom, right, top.
    pub(crate) fn rectangle(&self, key: &[u8]) -> Option<[f64; 4]> {
        let sides = self.inherited(key)?.as_array().ok()?;
        let sides: Vec<f64> = sides
            .iter()
            .filter_map(|side| number(self.document.dereference(side).ok()?.1))
            .collect();
        let [x, y, other_x, other_y] = sides[..] else { return None };
        Some([x.min(other_x), y.min(other_y), x.max(other_x), y.max(other_y)])
    }
}

/// A number, whole or not.
pub(crate) fn number(object: &Object) -> Option<f64> {
    object.as_float().ok().map(f64::from)
}
