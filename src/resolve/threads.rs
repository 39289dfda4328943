//! Letters between the same correspondents, each with the one before it and
//! the one after it.

use rustc_hash::FxHashMap;

use crate::model::book::{Mention, Reference, Section, SectionId, SectionKind};
use crate::model::manuscript::Document;
use crate::model::register::RecordId;
use crate::model::text::Inline;

/// Tells each document its neighbours among those of its correspondents,
/// whoever of them wrote it. It must have two at least.
pub(crate) fn link(sections: &mut [Section], mentions: &[Mention]) {
    let mut last: FxHashMap<Vec<RecordId>, usize> = FxHashMap::default();
    for at in 0..sections.len() {
        let Some(document) = document(&mut sections[at]) else { continue };
        let mut people: Vec<RecordId> = records(&document.from, mentions);
        people.extend(records(&document.to, mentions));
        people.sort_unstable();
        people.dedup();
        if document.from.is_empty() || document.to.is_empty() || people.len() < 2 {
            continue;
        }
        let Some(before) = last.insert(people, at) else { continue };
        document.arrangement.previous = Some(SectionId(before as u32));
        if let Some(document) = self::document(&mut sections[before]) {
            document.arrangement.next = Some(SectionId(at as u32));
        }
    }
}

/// A section's document.
pub(crate) fn document(section: &mut Section) -> Option<&mut Document<Reference>> {
    match &mut section.kind {
        SectionKind::Chapter(chapter) => chapter.chapter.document.as_mut(),
        _ => None,
    }
}

/// The records that correspondents are.
fn records(correspondents: &[Inline<Reference>], mentions: &[Mention]) -> Vec<RecordId> {
    let record = |inline: &Inline<Reference>| match inline {
        Inline::Reference { to: Reference::Mention(id), .. } => {
            Some(mentions[id.0 as usize].record)
        }
        _ => None,
    };
    correspondents.iter().filter_map(record).collect()
}
