//! Untagged names → a unified diff that adds their tags.

use crate::lint::find::Untagged;
use crate::model::book::Book;
use crate::model::edit::{self, Edit};
use crate::model::inputs::Inputs;
use crate::model::source::{FileId, LineEnds, SourceFile};
use crate::model::suggestion::Suggestions;

/// Adds to `suggestions` the patch that tags all of `untagged`, in the order
/// of the files' names.
pub(crate) fn write(
    book: &Book,
    inputs: &Inputs,
    untagged: Vec<Untagged>,
    suggestions: &mut Suggestions,
) {
    // Names that a correction put into the text are not in the files.
    let place = |mut untagged: Untagged| {
        untagged.span = inputs.sources.verbatim(untagged.span)?;
        Some(untagged)
    };
    let mut untagged: Vec<Untagged> = untagged.into_iter().filter_map(place).collect();
    let place = |untagged: &Untagged| (untagged.span.file, untagged.span.start);
    untagged.sort_by_key(place);
    let mut files: Vec<(FileId, &[Untagged])> = untagged
        .chunk_by(|one, other| one.span.file == other.span.file)
        .map(|of_file| (of_file[0].span.file, of_file))
        .collect();
    files.sort_by(|(one, _), (other, _)| {
        inputs.sources.file(*one).name.cmp(&inputs.sources.file(*other).name)
    });
    for (id, of_file) in files {
        let file = &inputs.sources.written_file(id);
        if file.form.line_ends == LineEnds::Mixed {
            suggestions.unpatched.push(id);
            continue;
        }
        suggestions.tag_count += of_file.len();
        suggestions.file_count += 1;
        suggestions.patch.push_str(&of_one(book, file, of_file));
    }
}

fn of_one(book: &Book, file: &SourceFile, untagged: &[Untagged]) -> String {
    let edits = untagged.iter().map(|untagged| {
        let (start, end) = (untagged.span.start as usize, untagged.span.end as usize);
        let bar = if untagged.is_in_table { "\\|" } else { "|" };
        let id = &book.record(untagged.record).data.id;
        let replacement = format!("[[{id}{bar}{}]]", &file.text[start..end]);
        Edit { start, end, replacement }
    });
    edit::diff(file, &edit::compatible(edits, &file.text))
}
