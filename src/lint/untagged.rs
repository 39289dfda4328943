//! Names in the text without their tags.

use crate::lint::find;
use crate::lint::levels::Findings;
use crate::model::book::Book;
use crate::model::inputs::Inputs;
use crate::model::source::Span;
use crate::model::text::plain;

/// Reports each record that the text names without a tag: once, at the first
/// place, with the count.
pub(crate) fn report(book: &Book, inputs: &Inputs, findings: &mut Findings<'_>) {
    let mut of_record: Vec<(Option<Span>, usize)> = vec![(None, 0); book.records.len()];
    for untagged in find::untagged(book, inputs).untagged {
        let (first, count) = &mut of_record[untagged.record.0 as usize];
        first.get_or_insert(untagged.span);
        *count += 1;
    }
    for (record, (first, count)) in book.records.iter().zip(of_record) {
        let Some(span) = first else { continue };
        let heading = plain(&record.data.heading);
        let times = match count {
            1 => "once".to_string(),
            2 => "twice".to_string(),
            count => format!("{count} times"),
        };
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
