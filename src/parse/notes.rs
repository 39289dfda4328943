//! Notes: their marks in the text, their definitions in a file.

use std::collections::BTreeMap;

use crate::model::manuscript::{Written, WrittenNote};
use crate::model::nearest;
use crate::model::source::Span;
use crate::model::text::Inline;
use crate::parse::reading::{Findings, Notes, Reading};

/// Labels for which the nearest spelling is looked up; a file with more
/// undefined notes than that has another problem.
const MOST_SPELLINGS: usize = 50;

/// A note's mark. Reports it where no note can be cited.
pub fn citation(label: &str, span: Span, reading: &mut Reading<'_>) -> Option<Inline<Written>> {
    match reading.notes {
        Notes::Allowed => {
            reading.findings.cited.push((label.to_string(), span));
            let to = Written::Citation { label: label.to_string() };
            Some(Inline::Reference { to, content: Vec::new(), span })
        }
        Notes::WithinNote => {
            reading
                .diagnostics()
                .error("note-in-note", span, format!("`[^{label}]` stands within a note"))
                .help("put its text into this note");
            None
        }
        Notes::Nowhere => {
            reading
                .diagnostics()
                .error("note-not-here", span, format!("`[^{label}]` cannot stand here"))
                .help("put the note into a chapter");
            None
        }
    }
}

/// Checks the notes of a file: every label is defined once, every citation
/// has its note.
pub fn check(findings: &mut Findings) {
    let mut defined: BTreeMap<&str, &WrittenNote<Written>> = BTreeMap::new();
    let diagnostics = &mut findings.diagnostics;
    for note in &findings.notes {
        if let Some(first) = defined.get(note.label.as_str()) {
            diagnostics
                .error("duplicate-note", note.span, format!("`[^{}]` is defined twice", note.label))
                .also(first.span, "the first definition")
                .help("give one of them another label");
        } else {
            defined.insert(&note.label, note);
        }
    }
    let undefined = findings.cited.iter().filter(|(label, _)| !defined.contains_key(&**label));
    for (count, (label, span)) in undefined.enumerate() {
        let near = match count < MOST_SPELLINGS {
            true => nearest::nearest(label, defined.keys().copied()),
            false => None,
        };
        let help = match &near {
            Some(near) => format!("did you mean `[^{near}]`? Else add `[^{label}]: ` and its text"),
            None => format!("add `[^{label}]: ` and its text to this file"),
        };
        let message = format!("there is no note `{label}` in this file");
        let found = diagnostics.error("undefined-note", *span, message).help(help);
        if let Some(near) = near {
            found.suggest(*span, format!("[^{near}]"));
        }
    }
}
