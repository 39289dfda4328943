//! Headings that skip a level.

use crate::lint::levels::Findings;
use crate::lint::reading;
use crate::model::book::{Book, Reference};
use crate::model::text::{Block, BlockKind, plain};

/// Reports each heading that is more than one level below the one before it,
/// in the same file.
pub(crate) fn jumps(book: &Book, findings: &mut Findings<'_>) {
    for section in &book.sections {
        let Some(chapter) = reading::chapter(section) else { continue };
        let headings: Vec<(u8, &Block<Reference>)> = chapter
            .blocks
            .iter()
            .filter_map(|block| match &block.kind {
                BlockKind::Heading { level, .. } => Some((*level, block)),
                _ => None,
            })
            .collect();
        // A title that the front matter gives leaves the first level free.
        let first = headings.first().map_or(1, |(level, _)| (*level).min(2));
        let mut last: Option<(u8, &Block<Reference>)> = None;
        for (level, block) in headings {
            let above = last.map_or(first, |(level, _)| level);
            if level > above + u8::from(last.is_some()) {
                jump(level, above, block, last.map(|(_, block)| block), findings);
            }
            last = Some((level, block));
        }
    }
}

fn jump(
    level: u8,
    above: u8,
    block: &Block<Reference>,
    last: Option<&Block<Reference>>,
    findings: &mut Findings<'_>,
) {
    let BlockKind::Heading { content, .. } = &block.kind else { return };
    let text = plain(content);
    let after = if last.is_some() { "after one of" } else { "under a title of" };
    let message = format!("the heading `{text}` is of level {level}, {after} level {above}");
    if let Some(found) = findings.report("heading-jump", block.span, message) {
        let wanted = "#".repeat(usize::from(above) + 1);
        if let Some(last) = last {
            found.also(last.span, "the heading before it");
        }
        found.help(format!("write `{wanted} {text}`, or put the level between them in"));
    }
}
