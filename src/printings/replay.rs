//! An old printing and the changes → the words of the new one.

use std::collections::BTreeMap;

use crate::model::changes::{Changes, TextChange};
use crate::model::printing::Printing;
use crate::printings::words::Words;

/// The words of the old printing's sections, notes and records, each after its
/// changes. Paragraphs are told apart as the changes do it.
pub(crate) fn replayed(old: &Printing, changes: &Changes) -> Vec<Vec<String>> {
    let mut of_passage: BTreeMap<u32, Vec<&TextChange>> = BTreeMap::new();
    for change in &changes.text {
        of_passage.entry(change.range.passage).or_default().push(change);
    }
    of_passage.values_mut().for_each(|list| list.sort_by_key(|change| change.range.from));
    let sections = old.sections.iter().map(|section| &section.passages);
    let notes = old.notes.iter().map(|note| &note.passages);
    let records = old.records.iter().map(|record| &record.passages);
    let ranges = sections.chain(notes).chain(records).filter(|range| !range.is_empty());
    let replay = |range: &std::ops::Range<u32>| {
        let words = Words::new(&old.passages, range);
        let mut made: Vec<String> = Vec::with_capacity(words.list.len());
        let mut from = 0;
        for change in of_passage.get(&range.start).into_iter().flatten() {
            let (start, end) = (change.range.from as usize, change.range.to as usize);
            made.extend(words.list[from..start].iter().map(|word| word.to_string()));
            made.extend(change.new.iter().cloned());
            from = end;
        }
        made.extend(words.list[from..].iter().map(|word| word.to_string()));
        made
    };
    ranges.map(replay).collect()
}
