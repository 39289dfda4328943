//! Where the corrections of an edition stand in its text.

use crate::model::book::Book;
use crate::model::source::Span;
use crate::model::text::TextId;
use crate::printings::compare::Site;
use crate::printings::walk::Walked;

/// The places of the corrections that stand in printed text, in the order of
/// the passages.
pub(crate) fn sites<'a>(book: &'a Book, walked: &Walked) -> Vec<Site<'a>> {
    if book.edition.corrections.is_empty() {
        return Vec::new();
    }
    let mut nodes: Vec<(Span, TextId, u32, u32, u32)> = Vec::new();
    for (at, stretch) in walked.stretches.iter().enumerate() {
        for (nth, (id, start)) in stretch.nodes.iter().enumerate() {
            let next = stretch.nodes.get(nth + 1).map_or(stretch.text.len() as u32, |next| next.1);
            if let Some(span) = walked.spans.get(id) {
                nodes.push((*span, *id, at as u32, *start, next));
            }
        }
    }
    nodes.sort_by_key(|(span, id, ..)| (span.file, span.start, *id));
    let mut sites = Vec::new();
    for correction in &book.edition.corrections {
        let at = correction.at;
        let after =
            nodes.partition_point(|(span, ..)| (span.file, span.start) <= (at.file, at.end));
        // Texts of one place are few; those before it end before it.
        for (span, _, passage, from, to) in nodes[..after].iter().rev().take(8) {
            if span.file != at.file || span.end < at.start {
                continue;
            }
            let is_verbatim = span.end - span.start == to - from;
            let (from, to) = match is_verbatim {
                true => {
                    let start = from + at.start.saturating_sub(span.start);
                    (start, (from + at.end.saturating_sub(span.start)).min(*to))
                }
                false => (*from, *to),
            };
            sites.push(Site { passage: *passage, from, to, correction });
            break;
        }
    }
    sites.sort_by_key(|site| (site.passage, site.from));
    sites
}
