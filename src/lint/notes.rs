//! Notes: labels out of order, notes that are cited again.

use rustc_hash::FxHashSet;

use crate::lint::levels::Findings;
use crate::model::book::{Book, Citation, Note, NoteId};

/// The share of a chapter's notes whose labels may be out of order, one in so
/// many: where there are more, the labels are no numbers but names.
const SHARE: usize = 4;

/// Reports every citation of a note but its first.
pub(crate) fn cited_twice(book: &Book, findings: &mut Findings<'_>) {
    for note in &book.notes {
        let Some((first, others)) = note.citations.split_first() else { continue };
        for other in others {
            let message = format!("note `{}` is cited again", note.label);
            let span = book.citation(*other).span;
            if let Some(found) = findings.report("note-cited-twice", span, message) {
                found
                    .also(book.citation(*first).span, "the first citation")
                    .help("if another note is meant, mend the label");
            }
        }
    }
}

/// Reports notes whose numbers do not rise in the order in which they are
/// first cited: as few as explain the order.
pub(crate) fn out_of_order(book: &Book, findings: &mut Findings<'_>) {
    let mut seen: FxHashSet<NoteId> = FxHashSet::default();
    let mut run: Vec<(u32, &Note, &Citation)> = Vec::new();
    let mut last = None;
    for citation in &book.citations {
        let note = book.note(citation.note);
        let is_first = seen.insert(citation.note);
        let Ok(number) = note.label.parse::<u32>() else { continue };
        let place = (note.section, note.series);
        if last.is_some_and(|last| last != place)
            && last.is_some_and(|last: (_, _)| last.0 != place.0)
        {
            of_section(&run, findings);
            run.clear();
        }
        last = Some(place);
        if is_first {
            run.push((number, note, citation));
        }
    }
    of_section(&run, findings);
}

fn of_section(run: &[(u32, &Note, &Citation)], findings: &mut Findings<'_>) {
    let mut series: Vec<_> = run.iter().map(|(_, note, _)| note.series).collect();
    series.sort_unstable();
    series.dedup();
    for series in series {
        let run: Vec<_> = run.iter().filter(|(_, note, _)| note.series == series).collect();
        let numbers: Vec<u32> = run.iter().map(|(number, ..)| *number).collect();
        let rising = rising(&numbers);
        let strays = run.len() - rising.iter().filter(|is_rising| **is_rising).count();
        if strays * SHARE > run.len() + SHARE {
            continue;
        }
        for (at, (number, note, citation)) in run.iter().enumerate() {
            if !rising[at] {
                one(*number, note, citation, findings);
            }
        }
    }
}

fn one(number: u32, note: &Note, citation: &Citation, findings: &mut Findings<'_>) {
    let message = format!("note `{number}` is cited out of order");
    if let Some(found) = findings.report("note-out-of-order", citation.span, message) {
        found
            .also(note.span, "the note")
            .help("put the mark where it belongs, or number the labels in the order of the text");
    }
}

/// Which numbers belong to a longest rising row of them.
fn rising(numbers: &[u32]) -> Vec<bool> {
    // `ends[n]` is the position of the least number that ends a row of n + 1.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(numbers.len());
    for (at, number) in numbers.iter().enumerate() {
        let length = ends.partition_point(|end| numbers[*end] < *number);
        before.push(length.checked_sub(1).map(|length| ends[length]));
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut is_rising = vec![false; numbers.len()];
    let mut at = ends.last().copied();
    while let Some(position) = at {
        is_rising[position] = true;
        at = before[position];
    }
    is_rising
}

#[cfg(test)]
mod tests {
    use super::rising;

    #[track_caller]
    fn check(numbers: &[u32], strays: &[u32]) {
        let is_rising = rising(numbers);
        let found: Vec<u32> =
            numbers.iter().zip(is_rising).filter(|(_, it)| !it).map(|(it, _)| *it).collect();
        assert_eq!(found, strays);
    }

    #[test]
    fn as_few_as_can_be_are_out_of_order() {
        check(&[1, 2, 3], &[]);
        check(&[1, 2, 9, 3, 4], &[9]);
        check(&[1, 3, 4, 2, 5], &[2]);
        check(&[], &[]);
    }
}
