//! Names in the text without their tags.

use crate::lint::find::Found;
use crate::lint::levels::Findings;
use crate::model::book::Book;
use crate::model::register::RecordId;
use crate::model::source::Span;
use crate::model::suggestion::DoubtReason;
use crate::model::text::plain;

/// Reports each record that the text names without a tag: once, at the first
/// place, with the count.
pub(crate) fn report(book: &Book, found: &Found, findings: &mut Findings<'_>) {
    let mut of_record: Vec<(Option<Span>, usize)> = vec![(None, 0); book.records.len()];
    for untagged in &found.untagged {
        let (first, count) = &mut of_record[untagged.record.0 as usize];
        first.get_or_insert(untagged.span);
        *count += 1;
    }
    for (record, (first, count)) in book.records.iter().zip(of_record) {
        let Some(span) = first else { continue };
        let heading = plain(&record.data.heading);
        let times = times(count);
        let message = format!("`{heading}` is named {times} without a tag");
        if let Some(found) = findings.report("untagged-name", span, message) {
            found.help(format!(
                "write `[[{id}|…]]` around it, `[[-{id}|…]]` to keep it out of the index; \
                 `recto names suggest` makes a patch",
                id = record.data.id
            ));
        }
    }
}

/// Reports each surname that the text has without a tag and several records
/// bear: once, at the first place, with the count.
pub(crate) fn ambiguous(book: &Book, found: &Found, findings: &mut Findings<'_>) {
    for doubt in &found.doubts {
        let Some(first) = doubt.places.first() else { continue };
        if doubt.reason != DoubtReason::SeveralBearers {
            continue;
        }
        let is_surname = |id: &&RecordId| {
            let heading = plain(&book.record(**id).data.heading);
            heading.strip_prefix(&doubt.name).is_some_and(|rest| rest.starts_with(','))
        };
        if doubt.bearers.iter().filter(is_surname).count() < 2 {
            continue;
        }
        // Where one alone is printed so, the register says who is meant.
        let is_short = |id: &&RecordId| book.record(**id).data.short == doubt.name;
        if doubt.bearers.iter().filter(is_short).count() == 1 {
            continue;
        }
        let bearers: Vec<String> =
            doubt.bearers.iter().map(|id| format!("`{}`", book.record(*id).data.id)).collect();
        let (name, times) = (&doubt.name, times(doubt.places.len()));
        let message =
            format!("`{name}` stands {times} without a tag, and could be {}", bearers.join(", "));
        if let Some(found) = findings.report("ambiguous-surname", *first, message) {
            found.help("tag it, and where a reader could not tell, add the given name");
        }
    }
}

fn times(count: usize) -> String {
    match count {
        1 => "once".to_string(),
        2 => "twice".to_string(),
        count => format!("{count} times"),
    }
}
