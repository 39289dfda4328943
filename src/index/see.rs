//! Cross-references: *see* from aliases and other headings, *see also*.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::index::collate::Order;
use crate::index::entries::Entries;
use crate::model::diagnostic::Diagnostics;
use crate::model::index::CrossReferences;
use crate::model::register::{Record, RecordId};
use crate::model::source::Span;
use crate::model::text::plain;

/// A heading that only leads to another.
pub(crate) struct See {
    pub(crate) text: String,
    /// The record itself, or the one that has the alias.
    pub(crate) record: RecordId,
    pub(crate) target: RecordId,
    /// The target's heading, as the reference prints it.
    pub(crate) label: String,
    pub(crate) is_alias: bool,
    pub(crate) span: Span,
}

/// All headings of an index that only lead to others, in the order of the
/// registers.
///
/// A heading is left out where its target has no entry. An alias that is the
/// heading of an entry is reported: a *see* cannot stand beside locators.
pub(crate) fn sees(of: Entries<'_>, diagnostics: &mut Diagnostics) -> Vec<See> {
    let mut headings: FxHashMap<String, RecordId> = FxHashMap::default();
    for record in of.selection.records(of.at) {
        if of.selection.has_entry(of.at, record) {
            headings.entry(plain(&of.book.record(record).data.heading)).or_insert(record);
        }
    }
    let mut seen: FxHashSet<(String, RecordId)> = FxHashSet::default();
    let mut sees = Vec::new();
    for id in of.selection.records(of.at) {
        let record = of.book.record(id);
        let target = head(of, id);
        let Some(label) = label(of, target) else { continue };
        let has_entry = of.selection.has_entry(of.at, id);
        if record.see.is_some() && !has_entry {
            let text = plain(&record.data.heading);
            let span = record.data.span;
            if seen.insert((text.clone(), target)) {
                let label = label.clone();
                sees.push(See { text, record: id, target, label, is_alias: false, span });
            }
        }
        for (alias, span) in &record.data.aliases {
            let text = alias.trim().to_string();
            match headings.get(&text) {
                Some(other) if *other == target => continue,
                Some(other) => {
                    let message = format!("`{text}` is a heading of its own");
                    diagnostics
                        .warning("alias-is-heading", *span, message)
                        .also(of.book.record(*other).data.span, "this record has the heading")
                        .help("leave the alias out, or give the other heading a different form");
                    continue;
                }
                None => {}
            }
            if seen.insert((text.clone(), target)) {
                let label = label.clone();
                sees.push(See { text, record: id, target, label, is_alias: true, span: *span });
            }
        }
    }
    sees
}

/// The record that the *see* of this one leads to in the end; circles were cut
/// when the references were resolved.
fn head(of: Entries<'_>, id: RecordId) -> RecordId {
    let mut head = id;
    let mut steps = 0;
    while let Some(next) = of.book.record(head).see {
        head = next;
        steps += 1;
        if steps > LONGEST_CHAIN {
            break;
        }
    }
    head
}

/// A chain of references is an error already; no need to walk it to its end.
const LONGEST_CHAIN: usize = 16;

/// How a reference names a record: by its heading, and by its index or the
/// glossary where that is another list; `None` where none prints it.
fn label(of: Entries<'_>, target: RecordId) -> Option<String> {
    let heading = plain(&of.book.record(target).data.heading);
    if of.selection.has_entry(of.at, target) {
        return Some(heading);
    }
    let edition = &of.book.edition;
    let place = match of.selection.home(target) {
        Some(home) => edition.indexes[home].title.as_str(),
        None => {
            let glossary = edition.glossary.as_ref()?;
            of.terms[target.0 as usize].then_some(glossary.title.as_str())?
        }
    };
    Some(format!("{heading} ({place})"))
}

/// Reports a reference to what no index and no glossary prints.
pub(crate) fn report_blind(record: &Record, target: &Record, diagnostics: &mut Diagnostics) {
    let key = if record.see.is_some() { "see" } else { "see-also" };
    let message =
        format!("`{}` refers to `{}`, which is never mentioned", record.data.id, target.data.id);
    diagnostics
        .error("blind-reference", record.data.span, message)
        .help(format!("tag a mention of it, or take it out of `{key}`"));
}

/// The *see also* of an entry, in order of collation; what is printed nowhere is
/// reported and left out.
pub(crate) fn see_also(
    of: Entries<'_>,
    id: RecordId,
    order: &Order,
    diagnostics: &mut Diagnostics,
) -> CrossReferences {
    let record = of.book.record(id);
    let mut references = Vec::with_capacity(record.see_also.len());
    for target in &record.see_also {
        let other = of.book.record(*target);
        match label(of, *target) {
            Some(label) => {
                let counts = of.counts(other.data.sort.as_deref(), &label);
                references.push((order.heading(counts), other.anchor, label));
            }
            None => report_blind(record, other, diagnostics),
        }
    }
    if references.is_empty() {
        return CrossReferences::None;
    }
    references.sort_by(|(left, _, left_label), (right, _, right_label)| {
        order.compare(left, right).then_with(|| left_label.cmp(right_label))
    });
    let references = references.into_iter().map(|(_, anchor, label)| (anchor, label));
    CrossReferences::SeeAlso(references.collect())
}
