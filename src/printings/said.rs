//! One change in the words of an errata list: where it stands, what is to be
//! read.

use crate::model::changes::{ChangePlace, NoteChange, NoteChangeKind, TextChange};
use crate::model::correction::Correction;
use crate::model::errata::{self, Bit, Errata};

/// *p. 34, l. 12*, *p. 34, n. 7, l. 2*, *p. 201, Stalin*; nothing for what is
/// not printed.
pub(crate) fn place(place: &ChangePlace, wording: &Errata) -> String {
    let Some(folio) = &place.folio else { return String::new() };
    let mut parts = vec![format!("{}{folio}", wording.page)];
    match place.note.as_deref() {
        Some("") => parts.push(wording.source_note.to_string()),
        Some(mark) => parts.push(format!("{}{mark}", wording.note)),
        None => {}
    }
    parts.extend(place.line.map(|line| format!("{}{line}", wording.line)));
    parts.extend(place.entry.clone());
    parts.join(", ")
}

/// What is to be read.
pub(crate) fn change(change: &TextChange, wording: &Errata) -> Vec<Bit> {
    errata::sentence(wording, &change.old, &change.new, (&change.after, &change.before))
}

/// What became of a note.
pub(crate) fn note(note: &NoteChange, wording: &Errata) -> Vec<Bit> {
    match note.kind {
        NoteChangeKind::Added => {
            let mark = note.new_mark.as_deref().unwrap_or_default();
            let mut bits = match note.after.is_empty() {
                true => Vec::new(),
                false => errata::bits(&[(wording.after, &errata::shown(&note.after))]),
            };
            let space = if bits.is_empty() { "" } else { " " };
            bits.push(Bit {
                text: format!("{space}{} {mark}{}", wording.insert_note, wording.colon),
                is_ours: true,
            });
            bits.push(Bit { text: format!(" {}", errata::shown(&note.words)), is_ours: false });
            bits
        }
        NoteChangeKind::Removed => {
            let mark = note.old_mark.as_deref().unwrap_or_default();
            let words = errata::shown(&note.words);
            errata::bits(&[(&format!("{} {mark}{}", wording.delete_note, wording.colon), &words)])
        }
        NoteChangeKind::Renumbered => {
            let [old, new] =
                [&note.old_mark, &note.new_mark].map(|mark| mark.clone().unwrap_or_default());
            errata::bits(&[(wording.for_, &old), (wording.read, &new)])
        }
    }
}

/// Who found it, when, and why.
pub(crate) fn reason(correction: &Correction) -> String {
    let parts = [&correction.by, &correction.date, &correction.reason];
    parts.into_iter().flatten().cloned().collect::<Vec<_>>().join(", ")
}
