//! The terms of the glossary, in order.

use crate::index::collate::Order;
use crate::index::selection::Selection;
use crate::model::book::{Book, Reference, Within};
use crate::model::register::{Record, RecordId};
use crate::model::text::{Inline, plain};

/// The terms that the glossary prints; none without a glossary.
///
/// “Used” are terms that the text tags, and those that the printed notes of
/// terms and persons tag in turn: a reader meets them too.
pub(crate) fn glossary(book: &Book, selection: &Selection, order: &Order) -> Vec<RecordId> {
    let Some(settings) = &book.edition.glossary else { return Vec::new() };
    let belongs: Vec<bool> = book
        .records
        .iter()
        .map(|record| settings.from.contains(&book.registers[record.register]))
        .collect();
    let is_printed = if settings.is_only_used {
        used(book, selection, &belongs)
    } else {
        vec![true; book.records.len()]
    };
    let mut terms: Vec<_> = (0..book.records.len())
        .filter(|at| {
            // A term that leads to another is there if the other is.
            let see = book.records[*at].see.map_or(*at, |see| see.0 as usize);
            belongs[*at] && (is_printed[*at] || is_printed[see])
        })
        .map(|at| {
            let data = &book.records[at].data;
            let heading = plain(&data.heading);
            let key = order.heading(data.sort.as_deref().unwrap_or(&heading));
            (key, heading, RecordId(at as u32))
        })
        .collect();
    terms.sort_by(|(left, left_text, left_id), (right, right_text, right_id)| {
        order.compare(left, right).then_with(|| (left_text, left_id).cmp(&(right_text, right_id)))
    });
    terms.into_iter().map(|(.., id)| id).collect()
}

/// By record: whether a reader meets it in the text, or in a note that the
/// glossary or an index prints.
fn used(book: &Book, selection: &Selection, belongs: &[bool]) -> Vec<bool> {
    let mut is_used = vec![false; book.records.len()];
    let mut to_read = Vec::new();
    for mention in book.mentions.iter().filter(|mention| mention.within != Within::Register) {
        meet(mention.record, &mut is_used, &mut to_read);
    }
    for (at, settings) in book.edition.indexes.iter().enumerate() {
        if settings.has_biographies {
            let printed = selection.records(at).filter(|id| selection.has_entry(at, *id));
            for id in printed {
                read(book.record(id), book, &mut is_used, &mut to_read);
            }
        }
    }
    while let Some(id) = to_read.pop() {
        if belongs[id.0 as usize] {
            read(book.record(id), book, &mut is_used, &mut to_read);
        }
    }
    is_used
}

fn meet(id: RecordId, is_used: &mut [bool], to_read: &mut Vec<RecordId>) {
    if !std::mem::replace(&mut is_used[id.0 as usize], true) {
        to_read.push(id);
    }
}

fn read(record: &Record, book: &Book, is_used: &mut [bool], to_read: &mut Vec<RecordId>) {
    let mut mentioned = Vec::new();
    let data = &record.data;
    let expansion = data.expansion.as_ref().map(|(text, _)| text.as_slice());
    for text in [&data.heading, &data.note, &data.gloss] {
        mentions(text, book, &mut mentioned);
    }
    mentions(expansion.unwrap_or_default(), book, &mut mentioned);
    for id in mentioned {
        meet(id, is_used, to_read);
    }
}

fn mentions(inlines: &[Inline<Reference>], book: &Book, mentioned: &mut Vec<RecordId>) {
    for inline in inlines {
        match inline {
            Inline::Reference { to, content, .. } => {
                if let Reference::Mention(id) = to {
                    mentioned.push(book.mention(*id).record);
                }
                mentions(content, book, mentioned);
            }
            Inline::Styled { content, .. } | Inline::Foreign { content, .. } => {
                mentions(content, book, mentioned);
            }
            Inline::Text(_) | Inline::LineBreak | Inline::Image { .. } => {}
        }
    }
}
