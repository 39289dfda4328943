//! The terms of the glossary, in order.

use crate::index::collate::{Heading, Order};
use crate::index::gather::Gathered;
use crate::index::see::report_blind;
use crate::index::selection::Selection;
use crate::model::book::{Book, Reference, Within};
use crate::model::diagnostic::Diagnostics;
use crate::model::edition::{Biographies, Collation};
use crate::model::index::{Term, TermReference};
use crate::model::register::{Record, RecordId};
use crate::model::text::{Inline, plain};

/// By record: whether the glossary prints it; none without a glossary.
///
/// “Used” are terms that the text tags, and those that the printed notes of
/// terms and persons tag in turn: a reader meets them too.
pub(crate) fn printed(book: &Book, selection: &Selection) -> Vec<bool> {
    let Some(settings) = &book.edition.glossary else { return vec![false; book.records.len()] };
    let belongs: Vec<bool> = book
        .records
        .iter()
        .map(|record| settings.from.contains(&book.registers[record.register]))
        .collect();
    let is_used = if settings.is_only_used {
        used(book, selection, &belongs)
    } else {
        vec![true; book.records.len()]
    };
    let records = book.records.iter().enumerate();
    records
        .map(|(at, record)| {
            // A term that leads to another is there if the other is.
            let see = record.see.map_or(at, |see| see.0 as usize);
            belongs[at] && (is_used[at] || is_used[see])
        })
        .collect()
}

/// The terms of the glossary in order, `is_term` as [`printed`] has it.
///
/// References to what is printed nowhere are reported and left out.
pub(crate) fn glossary(
    book: &Book,
    gathered: &Gathered,
    selection: &Selection,
    is_term: &[bool],
    diagnostics: &mut Diagnostics,
) -> Vec<Term> {
    let order = Order::new(&book.edition.language, Collation::WordByWord);
    let key = |id: RecordId| {
        let data = &book.record(id).data;
        let heading = plain(&data.heading);
        (order.heading(data.sort.as_deref().unwrap_or(&heading)), heading, id)
    };
    let ids = (0..).zip(is_term).filter(|(_, is_term)| **is_term);
    let terms = sorted(ids.map(|(at, _)| key(RecordId(at))).collect(), &order);
    let has_locators = book.edition.glossary.as_ref().is_some_and(|it| it.has_locators);
    let mut glossary = Vec::with_capacity(terms.len());
    for id in terms {
        let record = book.record(id);
        let mut targets = Vec::new();
        for target in record.see.iter().chain(&record.see_also) {
            let is_there = is_term[target.0 as usize] || selection.home(*target).is_some();
            if is_there {
                targets.push(key(*target));
            } else {
                report_blind(record, book.record(*target), diagnostics);
            }
        }
        let references = sorted(targets, &order).into_iter().map(|target| {
            let home = selection.home(target).filter(|_| !is_term[target.0 as usize]);
            let place = home.map(|home| book.edition.indexes[home].title.clone());
            TermReference { record: target, place }
        });
        let passages = has_locators.then(|| gathered.of_record[id.0 as usize].clone());
        let references = references.collect();
        glossary.push(Term { record: id, passages: passages.unwrap_or_default(), references });
    }
    glossary
}

fn sorted(mut keys: Vec<(Heading, String, RecordId)>, order: &Order) -> Vec<RecordId> {
    keys.sort_by(|(left, left_text, left_id), (right, right_text, right_id)| {
        order.compare(left, right).then_with(|| (left_text, left_id).cmp(&(right_text, right_id)))
    });
    keys.into_iter().map(|(.., id)| id).collect()
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
        if settings.biographies != Biographies::None {
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
