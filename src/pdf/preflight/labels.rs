//! The numbers that readers show for the pages of a file.

use lopdf::{Dictionary, Document, Object};

use crate::model::folio::roman;

/// Ranges within ranges are followed so far.
const DEPTH: usize = 16;

/// The label of each page; its place from 1 where the file gives none.
pub(crate) fn labels(document: &Document, count: usize) -> Vec<String> {
    let mut labels: Vec<String> = (1..=count).map(|number| number.to_string()).collect();
    let tree = document.catalog().and_then(|catalog| catalog.get_deref(b"PageLabels", document));
    let Ok(tree) = tree.and_then(Object::as_dict) else { return labels };
    let mut ranges = Vec::new();
    gather(document, tree, DEPTH, &mut ranges);
    ranges.sort_by_key(|(from, _)| *from);
    for (at, (from, style)) in ranges.iter().enumerate() {
        let to = ranges.get(at + 1).map_or(count, |(next, _)| *next).min(count);
        let first = style.get(b"St").and_then(Object::as_i64).unwrap_or(1).max(0);
        let prefix = match style.get(b"P") {
            Ok(prefix) => lopdf::decode_text_string(prefix).unwrap_or_default(),
            Err(_) => String::new(),
        };
        let kind = style.get(b"S").and_then(Object::as_name).unwrap_or(b"");
        for (number, label) in (first..).zip(labels.get_mut(*from..to).unwrap_or_default()) {
            let number = u32::try_from(number).unwrap_or(u32::MAX);
            let shown = match kind {
                b"D" => number.to_string(),
                b"r" => roman(number),
                b"R" => roman(number).to_uppercase(),
                _ => String::new(),
            };
            *label = format!("{prefix}{shown}");
        }
    }
    labels
}

fn gather<'d>(
    document: &'d Document,
    node: &'d Dictionary,
    depth: usize,
    ranges: &mut Vec<(usize, &'d Dictionary)>,
) {
    if let Ok(pairs) = node.get_deref(b"Nums", document).and_then(Object::as_array) {
        for pair in pairs.chunks_exact(2) {
            let from = pair[0].as_i64().ok().and_then(|from| usize::try_from(from).ok());
            let style = document.dereference(&pair[1]).and_then(|(_, style)| style.as_dict());
            ranges.extend(from.zip(style.ok()));
        }
    }
    if depth == 0 {
        return;
    }
    if let Ok(kids) = node.get_deref(b"Kids", document).and_then(Object::as_array) {
        for kid in kids {
            if let Ok(kid) = document.dereference(kid).and_then(|(_, kid)| kid.as_dict()) {
                gather(document, kid, depth - 1, ranges);
            }
        }
    }
}
