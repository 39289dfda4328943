//! What was done, in one line or in one JSON document.

use std::path::Path;
use std::time::Duration;

use serde::Serialize;

use crate::cli::failure::Failure;
use crate::cli::fixes::Mended;
use crate::cli::preflight;
use crate::model::diagnostic::{Diagnostics, Level};
use crate::model::excerpt::{ChangedPages, ChangedSheet};
use crate::model::pages::Remark;
use crate::model::preflight::Preflight;
use crate::model::source::Sources;
use crate::model::summary::Summary;
use crate::report::{entries, sarif};

/// How a run ended.
pub(crate) struct Outcome<'a> {
    pub diagnostics: &'a Diagnostics,
    pub sources: &'a Sources,
    /// The files written.
    pub files: &'a [&'a Path],
    /// What the book holds; none where it has errors.
    pub summary: Option<&'a Summary>,
    /// Pages that broke a rule, where they are to be listed.
    pub remarks: &'a [Remark],
    /// Pages that are not what they were, where those of a printing are kept.
    pub changed: Option<&'a ChangedPages>,
    /// What was mended in the manuscript, where that was asked for.
    pub mended: Option<Mended>,
    /// The printer's file and what was found in it, where that is to be told.
    pub preflight: Option<(&'a str, &'a Preflight)>,
    pub time: Duration,
}

/// The pages that broke a rule of make-up, a line each.
pub(crate) fn remarks(outcome: &Outcome) -> Vec<String> {
    outcome
        .remarks
        .iter()
        .map(|remark| {
            let (folio, words) = (remark.folio, remark.rule.words());
            match place(remark, outcome.sources) {
                Some((file, line)) => format!("p. {folio} {words} ({file}:{line})"),
                None => format!("p. {folio} {words}"),
            }
        })
        .collect()
}

/// The pages that are not what they were: a line for each sheet.
pub(crate) fn changed(outcome: &Outcome) -> Vec<String> {
    let Some(changed) = outcome.changed else { return Vec::new() };
    let sheets = changed.sheets();
    let mut lines: Vec<String> = sheets
        .iter()
        .map(|sheet| {
            let pages = changed.pages.iter().filter(|page| page.sheet == *sheet);
            let folios: Vec<String> = pages.map(|page| page.folio.to_string()).collect();
            let sign = if folios.len() == 1 { "p." } else { "pp." };
            format!("sheet {sheet}: {sign} {}", folios.join(", "))
        })
        .collect();
    lines.push(match changed.pages.len() {
        0 => "every page is what it was".to_string(),
        count => format!(
            "{} changed, on {} of {}",
            counted(count, "page", "pages"),
            counted(sheets.len(), "sheet", "sheets"),
            counted(changed.signature as usize, "page", "pages"),
        ),
    });
    lines
}

/// The file and line with which a page begins.
fn place<'a>(remark: &Remark, sources: &'a Sources) -> Option<(&'a str, usize)> {
    let span = remark.span?;
    let line = sources.line_column(span.file, span.start).line;
    Some((sources.file(span.file).path.as_str(), line))
}

/// The last line: files, pages, words, notes, index entries, warnings, time.
pub(crate) fn line(outcome: &Outcome) -> String {
    let mended = outcome.mended.map_or_else(String::new, |mended| {
        let edits = counted(mended.edit_count, "place", "places");
        format!("{edits} mended in {}; ", counted(mended.file_count, "file", "files"))
    });
    let warnings = outcome.diagnostics.count(Level::Warning);
    let Some(summary) = outcome.summary else {
        let errors = outcome.diagnostics.count(Level::Error);
        return format!(
            "{mended}{}, {}; nothing was written",
            counted(errors, "error", "errors"),
            counted(warnings, "warning", "warnings")
        );
    };
    let files: Vec<String> = outcome.files.iter().map(|path| path.display().to_string()).collect();
    let subject = if files.is_empty() { "no errors".to_string() } else { files.join(", ") };
    format!(
        "{mended}{subject}: {}, {}, {}, {}, {}, {:.2} s",
        counted(summary.pages, "page", "pages"),
        counted(summary.words, "word", "words"),
        counted(summary.notes, "note", "notes"),
        counted(summary.index_entries, "index entry", "index entries"),
        counted(warnings, "warning", "warnings"),
        outcome.time.as_secs_f64()
    )
}

/// The JSON document of a run.
pub(crate) fn json(outcome: &Outcome) -> String {
    written(&Document {
        diagnostics: entries::entries(outcome.diagnostics, outcome.sources),
        files: outcome.files.iter().map(|path| path.display().to_string()).collect(),
        summary: outcome.summary.map(|summary| Figures {
            pages: summary.pages,
            words: summary.words,
            notes: summary.notes,
            index_entries: summary.index_entries,
            warnings: outcome.diagnostics.count(Level::Warning),
            seconds: outcome.time.as_secs_f64(),
        }),
        pages: outcome
            .remarks
            .iter()
            .map(|remark| {
                let place = place(remark, outcome.sources);
                Made {
                    page: remark.folio.to_string(),
                    rule: remark.rule.words(),
                    file: place.map(|place| place.0),
                    line: place.map(|place| place.1),
                }
            })
            .collect(),
        changed: outcome.changed.map(|changed| {
            let page =
                |page: &ChangedSheet| Replaced { page: page.folio.to_string(), sheet: page.sheet };
            changed.pages.iter().map(page).collect()
        }),
        preflight: outcome
            .preflight
            .map(|(file, found)| preflight::judged(file, found, outcome.sources)),
        failure: None,
    })
}

/// The log of a run in the Static Analysis Results Interchange Format.
pub(crate) fn sarif(outcome: &Outcome) -> String {
    let log = sarif::log(outcome.diagnostics, outcome.sources);
    serde_json::to_string_pretty(&log).expect("strings and numbers always make JSON")
}

/// The JSON document of a run that failed.
pub(crate) fn json_of_failure(failure: &Failure) -> String {
    written(&Document {
        diagnostics: Vec::new(),
        files: Vec::new(),
        summary: None,
        pages: Vec::new(),
        changed: None,
        preflight: None,
        failure: Some(Failed { message: &failure.message, help: failure.help.as_deref() }),
    })
}

#[derive(Serialize)]
struct Made<'a> {
    page: String,
    rule: &'static str,
    file: Option<&'a str>,
    line: Option<usize>,
}

#[derive(Serialize)]
struct Replaced {
    page: String,
    sheet: u32,
}

#[derive(Serialize)]
struct Document<'a> {
    diagnostics: Vec<entries::Entry<'a>>,
    files: Vec<String>,
    summary: Option<Figures>,
    /// Pages that broke a rule of make-up, where they were asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pages: Vec<Made<'a>>,
    /// Pages that are not what they were, where those of a printing are kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    changed: Option<Vec<Replaced>>,
    /// What a printer would find, where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    preflight: Option<preflight::Judged<'a>>,
    failure: Option<Failed<'a>>,
}

#[derive(Serialize)]
struct Figures {
    pages: usize,
    words: usize,
    notes: usize,
    index_entries: usize,
    warnings: usize,
    seconds: f64,
}

#[derive(Serialize)]
struct Failed<'a> {
    message: &'a str,
    help: Option<&'a str>,
}

/// A document as JSON.
pub(crate) fn written(document: &impl Serialize) -> String {
    serde_json::to_string_pretty(document).expect("strings and numbers always make JSON")
}

/// `1 page`, `12,345 words`.
pub(crate) fn counted(count: usize, one: &str, many: &str) -> String {
    let digits = count.to_string();
    let mut number = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            number.push(',');
        }
        number.push(digit);
    }
    format!("{number} {}", if count == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[track_caller]
    fn check(count: usize, shown: &str) {
        assert_eq!(counted(count, "word", "words"), shown);
    }

    #[test]
    fn thousands_are_told_apart_and_one_is_singular() {
        check(0, "0 words");
        check(1, "1 word");
        check(999, "999 words");
        check(1000, "1,000 words");
        check(282_345_678, "282,345,678 words");
    }
}
