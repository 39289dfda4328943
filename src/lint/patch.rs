//! Untagged names → a unified diff that adds their tags.

use std::fmt::Write;
use std::ops::Range;

use crate::lint::find::Untagged;
use crate::model::book::Book;
use crate::model::inputs::Inputs;
use crate::model::source::{FileId, LineEnds, SourceFile};
use crate::model::suggestion::Suggestions;

/// Lines shown around a change.
const CONTEXT: usize = 3;

/// Adds to `suggestions` the patch that tags all of `untagged`, in the order
/// of the files' names.
pub(crate) fn write(
    book: &Book,
    inputs: &Inputs,
    mut untagged: Vec<Untagged>,
    suggestions: &mut Suggestions,
) {
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
        let file = inputs.sources.file(id);
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
    let new = tagged(book, &file.text, untagged);
    let (old, new): (Vec<&str>, Vec<&str>) = (lines(&file.text), lines(&new));
    let mut changed: Vec<usize> = Vec::new();
    for (at, (old, new)) in old.iter().zip(&new).enumerate() {
        if old != new {
            changed.push(at);
        }
    }
    // A name with a space is told from a date by the tab after it.
    let tab = if file.name.contains(' ') { "\t" } else { "" };
    let mut patch = format!("--- a/{0}{tab}\n+++ b/{0}{tab}\n", file.name);
    let mut rest = changed.as_slice();
    while let Some(first) = rest.first() {
        let count = rest.windows(2).take_while(|pair| pair[1] - pair[0] <= 2 * CONTEXT).count() + 1;
        let last = rest[count - 1];
        let range = first.saturating_sub(CONTEXT)..(last + CONTEXT + 1).min(old.len());
        hunk(file, (&old, &new), range, &mut patch);
        rest = &rest[count..];
    }
    patch
}

/// The text with its tags. No line is added or taken away.
fn tagged(book: &Book, text: &str, untagged: &[Untagged]) -> String {
    let mut new = String::with_capacity(text.len() + untagged.len() * 24);
    let mut at = 0;
    for untagged in untagged {
        let (start, end) = (untagged.span.start as usize, untagged.span.end as usize);
        let bar = if untagged.is_in_table { "\\|" } else { "|" };
        new.push_str(&text[at..start]);
        let id = &book.record(untagged.record).data.id;
        write!(new, "[[{id}{bar}{}]]", &text[start..end]).expect("a string takes all text");
        at = end;
    }
    new.push_str(&text[at..]);
    new
}

fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

fn hunk(
    file: &SourceFile,
    (old, new): (&[&str], &[&str]),
    range: Range<usize>,
    patch: &mut String,
) {
    let (from, count) = (range.start + 1, range.len());
    writeln!(patch, "@@ -{from},{count} +{from},{count} @@").expect("a string takes all text");
    let mut at = range.start;
    while at < range.end {
        if old[at] == new[at] {
            line(file, ' ', at, old[at], patch);
            at += 1;
            continue;
        }
        let end = (at..range.end).find(|at| old[*at] == new[*at]).unwrap_or(range.end);
        (at..end).for_each(|at| line(file, '-', at, old[at], patch));
        (at..end).for_each(|at| line(file, '+', at, new[at], patch));
        at = end;
    }
}

/// A line as the file on disk has it.
fn line(file: &SourceFile, sign: char, at: usize, text: &str, patch: &mut String) {
    patch.push(sign);
    if at == 0 && file.form.is_marked {
        patch.push('\u{feff}');
    }
    let bare = text.strip_suffix('\n');
    patch.push_str(bare.unwrap_or(text));
    if bare.is_some() && file.form.line_ends == LineEnds::CrLf {
        patch.push('\r');
    }
    patch.push('\n');
    if bare.is_none() {
        patch.push_str("\\ No newline at end of file\n");
    }
}
