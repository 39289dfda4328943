//! Parts of the book that have nothing to print.

use crate::model::book::{Book, Series};
use crate::model::diagnostic::Diagnostics;
use crate::model::edition::{Generated, NotePlace};

/// Reports parts that the contents name and for which there is nothing: no
/// note that stands at the back, no mark of transcription. They are left out.
pub(crate) fn report(book: &Book, diagnostics: &mut Diagnostics) {
    let edition = &book.edition;
    let is_marked = |series: Series| series != Series::Source;
    let has_notes = book.has_notes_at_the_back()
        || (edition.notes.ebook == NotePlace::Book
            && book.notes.iter().any(|note| is_marked(note.series)));
    let parts = [
        (
            Generated::Notes,
            has_notes,
            "no notes stand at the back of the book",
            "write `print: book` under `notes:` to put them there, or take `notes` out of the \
             contents: nothing is printed for it",
        ),
        (
            Generated::Symbols,
            !book.marks.is_empty(),
            "the text has no marks of transcription",
            "take `symbols` out of the contents: nothing is printed for it",
        ),
    ];
    for (part, has_any, message, help) in parts {
        if let Some(span) = edition.contents.place_of(&part).filter(|_| !has_any) {
            diagnostics.warning("empty-part", span, message).help(help);
        }
    }
}
