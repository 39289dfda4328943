//! Suggestions of diagnostics to files that are mended, or to a diff.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::cli::failure::Failure;
use crate::cli::output;
use crate::model::diagnostic::Diagnostics;
use crate::model::edit::{self, Edit};
use crate::model::source::{FileId, LineEnds, SourceFile, Sources};

/// What a round of mending did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Mended {
    pub edit_count: usize,
    pub file_count: usize,
}

/// Makes the safe edits, in all files or in none. Files that are not the
/// manuscript's own, and those whose lines end in several ways, stay.
pub(crate) fn apply(diagnostics: &Diagnostics, sources: &Sources) -> Result<Mended, Failure> {
    let mut files: Vec<(PathBuf, String)> = Vec::new();
    let mut mended = Mended::default();
    for (file, edits) in &edits(diagnostics, sources, true) {
        let path = PathBuf::from(&file.path);
        let is_as_read =
            fs::read(&path).is_ok_and(|bytes| bytes == edit::on_disk(file, &file.text).as_bytes());
        if !is_as_read {
            let message = format!("`{}` is not as it was when it was read", file.path);
            return Err(Failure::new(message).help("nothing was mended; run the command again"));
        }
        mended.edit_count += edits.len();
        mended.file_count += 1;
        files.push((path, edit::on_disk(file, &edit::apply(&file.text, edits))));
    }
    let files: Vec<output::File<'_>> =
        files.iter().map(|(path, text)| output::File { path, data: text.as_bytes() }).collect();
    output::replace(&files)?;
    Ok(mended)
}

/// A unified diff of all edits, those too that an editor has to look at.
pub(crate) fn diff(diagnostics: &Diagnostics, sources: &Sources) -> String {
    let mut files = edits(diagnostics, sources, false);
    files.sort_by(|(one, _), (other, _)| one.name.cmp(&other.name));
    files.iter().map(|(file, edits)| edit::diff(file, edits)).collect()
}

/// The edits by file, those alone that can be made together.
fn edits(
    diagnostics: &Diagnostics,
    sources: &Sources,
    is_safe_only: bool,
) -> Vec<(SourceFile, Vec<Edit>)> {
    let mut of_files: BTreeMap<FileId, Vec<Edit>> = BTreeMap::new();
    for suggestion in diagnostics.iter().flat_map(|diagnostic| &diagnostic.suggestions) {
        // What corrections.yaml has corrected is mended there.
        let span = sources.verbatim(suggestion.span);
        if let Some(span) = span.filter(|_| suggestion.is_safe || !is_safe_only) {
            let (start, end) = (span.start as usize, span.end as usize);
            let edit = Edit { start, end, replacement: suggestion.replacement.clone() };
            of_files.entry(suggestion.span.file).or_default().push(edit);
        }
    }
    of_files
        .into_iter()
        .map(|(id, edits)| (sources.written_file(id), edits))
        .filter(|(file, _)| is_own(file) && file.form.line_ends != LineEnds::Mixed)
        .map(|(file, edits)| {
            let edits = edit::compatible(edits, &file.text);
            (file, edits)
        })
        .collect()
}

/// Whether a text lies in the manuscript folder, and is no copy that the
/// program brings with it.
fn is_own(file: &SourceFile) -> bool {
    let path = Path::new(&file.path);
    path.ends_with(&file.name) && path.is_file()
}
