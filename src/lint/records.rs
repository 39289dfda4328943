//! Lints on registers: what one record says and another does not.

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::lint::forms;
use crate::lint::levels::Findings;
use crate::model::book::Book;
use crate::model::register::{Record, RecordId, RecordKind};
use crate::model::text::plain;

/// *See also* that leads one way only. Terms of a glossary are left alone:
/// the more special one may lead to the more general.
pub(crate) fn one_way(book: &Book, findings: &mut Findings<'_>) {
    for (at, record) in book.records.iter().enumerate() {
        let id = RecordId(at as u32);
        for target in &record.see_also {
            let other = book.record(*target);
            let is_index = |record: &Record| record.data.kind == RecordKind::Name;
            if !is_index(record) || !is_index(other) || other.see_also.contains(&id) {
                continue;
            }
            let (from, to) = (&record.data.id, &other.data.id);
            let message = format!("`{from}` refers to `{to}`, which does not refer back");
            if let Some(found) = findings.report("one-way-see-also", record.data.span, message) {
                found
                    .also(other.data.span, "this record does not refer back")
                    .help(format!("add `see-also: [{from}]` to `{to}`, or take `{to}` out here"));
            }
        }
    }
}

/// Headings that differ in case or accents alone.
pub(crate) fn similar_headings(book: &Book, findings: &mut Findings<'_>) {
    let mut first: FxHashMap<String, (RecordId, String)> = FxHashMap::default();
    for (at, record) in book.records.iter().enumerate() {
        let id = RecordId(at as u32);
        if record.data.kind != RecordKind::Name {
            continue;
        }
        let heading = plain(&record.data.heading);
        let Some((other, like)) = first.get(&folded(&heading)) else {
            first.insert(folded(&heading), (id, heading));
            continue;
        };
        // The one may lead to the other: that is what *see* is for.
        if *like == heading || forms::head(book, id) == forms::head(book, *other) {
            continue;
        }
        let message = format!("`{heading}` differs from `{like}` only in case or accents");
        let span = book.record(*other).data.span;
        if let Some(found) = findings.report("similar-heading", record.data.span, message) {
            found.also(span, "the other heading").help(
                "make one record of them, or tell them apart: by dates, or a word after a comma",
            );
        }
    }
}

/// Aliases that two records claim: a *see* cannot lead to both.
pub(crate) fn aliases(book: &Book, findings: &mut Findings<'_>) {
    let mut first: FxHashMap<&str, (RecordId, usize)> = FxHashMap::default();
    for (at, record) in book.records.iter().enumerate() {
        let id = RecordId(at as u32);
        for (position, (alias, span)) in record.data.aliases.iter().enumerate() {
            let Some((other, claimed)) = first.get(alias.trim()).copied() else {
                first.insert(alias.trim(), (id, position));
                continue;
            };
            if forms::head(book, other) == forms::head(book, id) {
                continue;
            }
            let other = book.record(other);
            let message =
                format!("`{alias}` is an alias of `{}` and of `{}`", other.data.id, record.data.id);
            if let Some(found) = findings.report("alias-claimed-twice", *span, message) {
                found
                    .also(other.data.aliases[claimed].1, "the other record claims it here")
                    .help("leave it to one of them, or make it tell them apart");
            }
        }
    }
}

/// A heading without case, accents and doubled spaces.
fn folded(heading: &str) -> String {
    let letters = heading.nfd().filter(|character| !is_combining_mark(*character));
    let lower: String = letters.flat_map(char::to_lowercase).collect();
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::folded;

    #[test]
    fn case_and_accents_do_not_count() {
        assert_eq!(folded("Dvořák,  Antonín"), folded("Dvorak, ANTONIN"));
        assert_ne!(folded("Dvorak, Antonin"), folded("Dvorak, Antonina"));
    }
}
