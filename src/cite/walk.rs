//! The running texts within blocks, one by one, in order.

use crate::model::manuscript::Written;
use crate::model::text::{Block, BlockKind, Inline};

/// Visits every running text of the blocks.
pub(crate) fn texts(
    blocks: &mut [Block<Written>],
    visit: &mut dyn FnMut(&mut Vec<Inline<Written>>),
) {
    for block in blocks {
        match &mut block.kind {
            BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => visit(content),
            BlockKind::Figure { caption, credit, .. } => {
                visit(caption);
                visit(credit);
            }
            BlockKind::Quotation { blocks, .. } => texts(blocks, visit),
            BlockKind::List(list) => list.items.iter_mut().for_each(|item| texts(item, visit)),
            BlockKind::Definitions(definitions) => {
                for definition in definitions {
                    visit(&mut definition.term);
                    for description in &mut definition.descriptions {
                        texts(description, visit);
                    }
                }
            }
            BlockKind::Table(table) => {
                table.head.iter_mut().for_each(&mut *visit);
                table.rows.iter_mut().flatten().for_each(&mut *visit);
            }
            BlockKind::SectionBreak | BlockKind::Code(_) => {}
        }
    }
}
