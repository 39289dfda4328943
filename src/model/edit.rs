//! Edits of a text, and the unified diff that shows them.

use crate::model::source::{LineEnds, SourceFile};

/// Lines shown around a change.
const CONTEXT: usize = 3;

/// Bytes `start..end` of a text become `replacement`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    pub start: usize,
    pub end: usize,
    pub replacement: String,
}

/// The edits that can be made together, in order of place: of two that touch
/// the same bytes, or the same place between bytes, the first one given wins.
/// What lies outside `text` or within a character is left out.
pub fn compatible(edits: impl IntoIterator<Item = Edit>, text: &str) -> Vec<Edit> {
    let mut list: Vec<(usize, Edit)> = edits.into_iter().enumerate().collect();
    list.retain(|(_, edit)| text.get(edit.start..edit.end).is_some());
    list.sort_by_key(|(rank, edit)| (edit.start, edit.end, *rank));
    let mut kept: Vec<Edit> = Vec::with_capacity(list.len());
    for (_, edit) in list {
        let is_free = kept.last().is_none_or(|last| {
            edit.start > last.end || (edit.start == last.end && last.start < last.end)
        });
        if is_free {
            kept.push(edit);
        }
    }
    kept
}

/// The text after edits that [`compatible`] gave.
pub fn apply(text: &str, edits: &[Edit]) -> String {
    let growth: usize = edits.iter().map(|edit| edit.replacement.len()).sum();
    let mut new = String::with_capacity(text.len() + growth);
    let mut at = 0;
    for edit in edits {
        new.push_str(&text[at..edit.start]);
        new.push_str(&edit.replacement);
        at = edit.end;
    }
    new.push_str(&text[at..]);
    new
}

/// The text as the file on disk has it: with its mark and its line ends.
pub fn on_disk(file: &SourceFile, text: &str) -> String {
    let mark = if file.form.is_marked { "\u{feff}" } else { "" };
    match file.form.line_ends {
        LineEnds::CrLf => format!("{mark}{}", text.replace('\n', "\r\n")),
        LineEnds::Lf | LineEnds::Mixed => format!("{mark}{text}"),
    }
}

/// A run of whole lines that changes.
struct Change<'t> {
    /// Positions of the lines in the old text.
    from: usize,
    to: usize,
    new: Vec<&'t str>,
}

/// A unified diff of one file, its path below the manuscript folder, for edits
/// that [`compatible`] gave. Empty where nothing changes.
pub fn diff(file: &SourceFile, edits: &[Edit]) -> String {
    let old: Vec<&str> = file.text.split_inclusive('\n').collect();
    let new_text = apply(&file.text, edits);
    let changes = changes(&file.text, &new_text, &old, edits);
    let Some(_) = changes.first() else { return String::new() };
    // A name with a space is told from a date by the tab after it.
    let tab = if file.name.contains(' ') { "\t" } else { "" };
    let mut patch = format!("--- a/{0}{tab}\n+++ b/{0}{tab}\n", file.name);
    let mut shift = 0_isize;
    let mut rest = changes.as_slice();
    while !rest.is_empty() {
        let near = |pair: &&[Change]| pair[1].from <= pair[0].to + 2 * CONTEXT;
        let count = rest.windows(2).take_while(near).count() + 1;
        hunk(file, &old, &rest[..count], &mut shift, &mut patch);
        rest = &rest[count..];
    }
    patch
}

fn changes<'t>(text: &str, new_text: &'t str, old: &[&str], edits: &[Edit]) -> Vec<Change<'t>> {
    let mut starts: Vec<usize> = Vec::with_capacity(old.len() + 1);
    let mut at = 0;
    for line in old {
        starts.push(at);
        at += line.len();
    }
    let line_of = |byte: usize| starts.partition_point(|start| *start <= byte).saturating_sub(1);
    let mut changes: Vec<Change<'t>> = Vec::new();
    let mut moved = 0_isize;
    let mut rest = edits;
    while let Some(first) = rest.first() {
        let from = line_of(first.start);
        let mut to = line_of(first.end) + 1;
        let before = moved;
        let mut count = 0;
        while let Some(edit) = rest.get(count).filter(|edit| line_of(edit.start) < to) {
            to = to.max(line_of(edit.end) + 1);
            moved += edit.replacement.len() as isize - (edit.end - edit.start) as isize;
            count += 1;
        }
        rest = &rest[count..];
        let (start, end) = (starts[from], starts.get(to).copied().unwrap_or(text.len()));
        let new = &new_text[(start as isize + before) as usize..(end as isize + moved) as usize];
        if new != &text[start..end] {
            changes.push(Change {
                from,
                to: to.min(old.len()),
                new: new.split_inclusive('\n').collect(),
            });
        }
    }
    changes
}

fn hunk(
    file: &SourceFile,
    old: &[&str],
    changes: &[Change<'_>],
    shift: &mut isize,
    patch: &mut String,
) {
    let (Some(first), Some(last)) = (changes.first(), changes.last()) else { return };
    let from = first.from.saturating_sub(CONTEXT);
    let to = (last.to + CONTEXT).min(old.len());
    let growth: isize = changes
        .iter()
        .map(|change| change.new.len() as isize - (change.to - change.from) as isize)
        .sum();
    let new_from = from as isize + *shift;
    let new_count = (to - from) as isize + growth;
    patch.push_str(&format!(
        "@@ -{},{} +{},{new_count} @@\n",
        from + 1,
        to - from,
        if new_count == 0 { new_from } else { new_from + 1 }
    ));
    *shift += growth;
    let mut at = from;
    for change in changes {
        (at..change.from).for_each(|at| line(file, ' ', at == 0, old[at], patch));
        (change.from..change.to).for_each(|at| line(file, '-', at == 0, old[at], patch));
        for (count, new) in change.new.iter().enumerate() {
            line(file, '+', change.from == 0 && count == 0, new, patch);
        }
        at = change.to;
    }
    (at..to).for_each(|at| line(file, ' ', at == 0, old[at], patch));
}

/// A line as the file on disk has it.
fn line(file: &SourceFile, sign: char, is_first: bool, text: &str, patch: &mut String) {
    patch.push(sign);
    if is_first && file.form.is_marked {
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

#[cfg(test)]
mod tests {
    use super::{Edit, apply, compatible, diff};
    use crate::model::source::SourceFile;

    fn edit(start: usize, end: usize, replacement: &str) -> Edit {
        Edit { start, end, replacement: replacement.into() }
    }

    #[track_caller]
    fn check(text: &str, edits: &[Edit], applied: &str) {
        let edits = compatible(edits.iter().cloned(), text);
        assert_eq!(apply(text, &edits), applied);
    }

    #[test]
    fn edits_that_overlap_are_not_made_together() {
        check("one two", &[edit(4, 7, "2"), edit(0, 3, "1")], "1 2");
        check("one two", &[edit(0, 5, "1"), edit(4, 7, "2")], "1wo");
        check("one", &[edit(1, 1, "a"), edit(1, 1, "b")], "oane");
        check("é", &[edit(1, 2, "e"), edit(0, 9, "")], "é");
    }

    #[test]
    fn a_diff_counts_lines_that_come_and_go() {
        let text = "1\n2\n3\n4\n5\n6\n7\n8\n9\n".to_string();
        let file = SourceFile { name: "a.md".into(), text, ..SourceFile::default() };
        let edits = [edit(0, 2, ""), edit(16, 17, "9a\n9b")];
        let shown = "--- a/a.md\n+++ b/a.md\n@@ -1,4 +1,3 @@\n-1\n 2\n 3\n 4\n\
                     @@ -6,4 +5,5 @@\n 6\n 7\n 8\n-9\n+9a\n+9b\n";
        assert_eq!(diff(&file, &edits), shown);
    }
}
