//! Lists, and lists of terms with their definitions.

use pulldown_cmark::{Event, Tag};

use crate::model::manuscript::Written;
use crate::model::text::{BlockKind, Definition, List};
use crate::parse::blocks;
use crate::parse::inlines;
use crate::parse::reading::Reading;

/// The list that has just begun; its end is passed.
pub fn list(start: Option<u64>, reading: &mut Reading<'_>) -> BlockKind<Written> {
    let mut items = Vec::new();
    let mut is_tight = true;
    while let Some((event, _)) = reading.next() {
        match event {
            Event::Start(Tag::Item) => {
                items.push(blocks::blocks(reading));
                reading.next();
                is_tight &= !reading.has_paragraphs;
            }
            Event::End(_) => break,
            _ => {}
        }
    }
    BlockKind::List(List { start, is_tight, items })
}

/// The list of definitions that has just begun; its end is passed.
pub fn definitions(reading: &mut Reading<'_>) -> BlockKind<Written> {
    let mut definitions: Vec<Definition<Written>> = Vec::new();
    while let Some((event, _)) = reading.next() {
        match event {
            Event::Start(Tag::DefinitionListTitle) => {
                let term = inlines::line(reading);
                reading.next();
                definitions.push(Definition { term, descriptions: Vec::new() });
            }
            Event::Start(Tag::DefinitionListDefinition) => {
                let description = blocks::blocks(reading);
                reading.next();
                if let Some(last) = definitions.last_mut() {
                    last.descriptions.push(description);
                }
            }
            Event::End(_) => break,
            _ => {}
        }
    }
    BlockKind::Definitions(definitions)
}
