//! Which records of a register have no entry in any index.

use crate::lint::levels::Findings;
use crate::model::book::Book;
use crate::model::index::Indexes;
use crate::model::inputs::Inputs;
use crate::model::register::{Record, RecordKind};

/// Identifiers that a message lists; the others are counted.
const LISTED: usize = 20;

/// Reports, once for each register, the records that an index selects and
/// nobody mentions. They are left out of the book; a register may serve
/// several editions.
pub(crate) fn report(book: &Book, indexes: &Indexes, findings: &mut Findings<'_>) {
    let mut has_entry = vec![false; book.records.len()];
    let groups = indexes.indexes.iter().flat_map(|index| &index.groups);
    for entry in groups.flat_map(|group| &group.entries) {
        if let Some(record) = entry.record {
            has_entry[record.0 as usize] = true;
        }
    }
    for term in &indexes.glossary {
        has_entry[term.record.0 as usize] = true;
    }
    for (at, register) in book.registers.iter().enumerate() {
        let is_missing = |(record, has_entry): &(&Record, &bool)| {
            let is_name = record.data.kind == RecordKind::Name && record.see.is_none();
            record.register == at && is_name && !**has_entry && is_selected(book, record)
        };
        let records = book.records.iter().zip(&has_entry).filter(is_missing);
        let missing: Vec<&Record> = records.map(|(record, _)| record).collect();
        let Some(first) = missing.first() else { continue };
        let ids: Vec<String> =
            missing.iter().take(LISTED).map(|record| format!("`{}`", record.data.id)).collect();
        let more = match missing.len() - ids.len() {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let (noun, verb) = if missing.len() == 1 { ("record", "is") } else { ("records", "are") };
        let message = format!(
            "{} {noun} of `{register}` {verb} in no index, as nothing in the text is tagged so: {}{more}",
            missing.len(),
            ids.join(", "),
        );
        if let Some(found) = findings.report("unmentioned-records", first.data.span, message) {
            found.help("tag them where they are named, or leave them for another edition");
        }
    }
}

/// Reports, once for each file, the works that nobody cites.
pub(crate) fn report_works(book: &Book, inputs: &Inputs, findings: &mut Findings<'_>) {
    for works in book.unused_works.chunk_by(|left, right| left.1.file == right.1.file) {
        let Some((_, span)) = works.first() else { continue };
        let keys: Vec<String> =
            works.iter().take(LISTED).map(|(key, _)| format!("`{key}`")).collect();
        let more = match works.len() - keys.len() {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let (noun, verb) = if works.len() == 1 { ("work", "is") } else { ("works", "are") };
        let message = format!(
            "{} {noun} of `{}` {verb} cited nowhere: {}{more}",
            works.len(),
            inputs.sources.file(span.file).name,
            keys.join(", "),
        );
        if let Some(found) = findings.report("uncited-works", *span, message) {
            found.help("cite them, or write `include: all` under `bibliography:` to list them");
        }
    }
}

fn is_selected(book: &Book, record: &Record) -> bool {
    let register = &book.registers[record.register];
    book.edition.indexes.iter().any(|index| {
        let has_category = index.categories.is_empty()
            || record.data.category.as_ref().is_some_and(|it| index.categories.contains(it));
        index.from.contains(register) && has_category
    })
}
