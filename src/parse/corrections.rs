//! `corrections.yaml`: what is wrong in the files, and what is to be read
//! instead. The texts are corrected before anybody looks into them.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::model::correction::Correction;
use crate::model::date::Date;
use crate::model::diagnostic::Diagnostics;
use crate::model::inputs::Inputs;
use crate::model::nearest;
use crate::model::source::{FileId, Sources, Span};
use crate::parse::fields::Fields;
use crate::parse::place::{Place, Source};
use crate::parse::yaml::{self, Node, Value};

/// The file's name.
const FILE: &str = "corrections.yaml";
const KEYS: [&str; 8] = ["in", "for", "read", "near", "by", "date", "reason", "printing"];

/// The printing that has a correction first, where it does not say.
const SECOND: u32 = 2;

/// A correction with the stretch of its file that it is for.
struct Found {
    file: FileId,
    range: Range<usize>,
    correction: Correction,
}

/// Corrects the sources as `corrections.yaml` says, each entry exactly once.
///
/// Reports entries that match nowhere (`correction-not-found`), in several
/// places (`ambiguous-correction`), or where another one does
/// (`overlapping-corrections`); those correct nothing.
pub fn correct(inputs: &mut Inputs, diagnostics: &mut Diagnostics) {
    let Some(file) = inputs.sources.find(FILE) else { return };
    let text = inputs.sources.file(file).text.as_str();
    let source = Source { text, place: Place::Exact { file, base: 0 } };
    let Some(node) = yaml::document(source, diagnostics) else { return };
    let nodes = match &node.value {
        Value::Empty => return,
        Value::List(nodes) => nodes.as_slice(),
        _ => {
            diagnostics
                .error("wrong-type", node.span, "corrections are a list")
                .help("begin each of them with `- in:`");
            return;
        }
    };
    let mut found: Vec<Found> =
        nodes.iter().filter_map(|node| entry(node, &inputs.sources, diagnostics)).collect();
    let order: Vec<Span> = found.iter().map(|found| found.correction.span).collect();
    found.sort_by_key(|found| (found.file, found.range.start, found.range.end));
    let mut of_file: BTreeMap<FileId, Vec<Found>> = BTreeMap::new();
    for one in found {
        let list = of_file.entry(one.file).or_default();
        match list.last().filter(|last| last.range.end > one.range.start) {
            Some(last) => {
                let message = "another correction is for the same words";
                diagnostics
                    .error("overlapping-corrections", one.correction.span, message)
                    .also(last.correction.span, "the other one")
                    .help("make one entry of both");
            }
            None => list.push(one),
        }
    }
    let mut done = Vec::new();
    for (file, mut list) in of_file {
        let changes: Vec<(Range<usize>, String)> =
            list.iter().map(|one| (one.range.clone(), one.correction.new.clone())).collect();
        let spans = inputs.sources.correct(file, &changes);
        for (one, span) in list.iter_mut().zip(spans) {
            one.correction.at = span;
        }
        done.extend(list.into_iter().map(|one| one.correction));
    }
    done.sort_by_key(|correction| order.iter().position(|span| *span == correction.span));
    inputs.corrections = done;
}

fn entry(node: &Node, sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Found> {
    let fields = Fields::new(node, "a correction", &KEYS, diagnostics)?;
    for key in ["in", "for"] {
        if fields.get(key).is_none() {
            fields.missing(key, "a correction", diagnostics);
        }
    }
    let name = fields.text("in", diagnostics)?;
    let wanted = fields.text("for", diagnostics)?;
    let text = |key: &str, diagnostics: &mut Diagnostics| {
        fields.text(key, diagnostics).map(|scalar| scalar.text.trim().to_string())
    };
    let date = fields.text("date", diagnostics);
    if let Some(date) = date.filter(|date| Date::parse(&date.text).is_none()) {
        diagnostics
            .error("bad-date", date.span, format!("`{}` is no date", date.text))
            .help("write `2026-11-21`, `2026-11` or `2026`");
    }
    let printing = match fields.text("printing", diagnostics) {
        None => SECOND,
        Some(scalar) => {
            scalar.text.parse().ok().filter(|number| *number > 1).unwrap_or_else(|| {
                diagnostics
                    .error(
                        "wrong-type",
                        scalar.span,
                        format!("`{}` is no later printing", scalar.text),
                    )
                    .help("write the number of the printing that is corrected: 2, 3 and so on");
                SECOND
            })
        }
    };
    let correction = Correction {
        file: name.text.trim().to_string(),
        old: wanted.text.clone(),
        new: fields.text("read", diagnostics).map_or(String::new(), |scalar| scalar.text.clone()),
        by: text("by", diagnostics),
        reason: text("reason", diagnostics),
        date: date.map(|date| date.text.trim().to_string()),
        printing,
        at: node.span,
        span: wanted.span,
    };
    let file = file(&correction.file, name.span, sources, diagnostics)?;
    let near = fields.text("near", diagnostics).map(|near| (near.text.as_str(), near.span));
    let range = place(&correction, near, file, sources, diagnostics)?;
    Some(Found { file, range, correction })
}

fn file(
    name: &str,
    span: Span,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> Option<FileId> {
    let own = || {
        let names = sources.iter().map(|(_, file)| file.name.as_str());
        names.filter(|name| !name.starts_with("../") && !name.starts_with("(built-in)/"))
    };
    if let Some(file) = sources.find(name).filter(|_| own().any(|own| own == name) && name != FILE)
    {
        return Some(file);
    }
    let help = match nearest::nearest(name, own()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "name a file below the manuscript folder".to_string(),
    };
    diagnostics.error("missing-file", span, format!("there is no file `{name}`")).help(help);
    None
}

/// The one stretch of the file that a correction is for.
fn place(
    correction: &Correction,
    near: Option<(&str, Span)>,
    file: FileId,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Range<usize>> {
    let text = sources.file(file).text.as_str();
    let (whole, what, span) = match near {
        Some((near, span)) => (matches(text, near), near, span),
        None => (matches(text, &correction.old), correction.old.as_str(), correction.span),
    };
    let found = only(&whole, what, (span, file), diagnostics, || {
        let is_done =
            !correction.new.trim().is_empty() && !matches(text, &correction.new).is_empty();
        match is_done && near.is_none() {
            true => format!(
                "`{}` is there: if the file itself was corrected, take this entry out",
                correction.new
            ),
            false => format!("write the words as `{}` has them, with its marks", correction.file),
        }
    })?;
    let Some((_, span)) = near else { return Some(found) };
    let within = matches(&text[found.clone()], &correction.old);
    let within: Vec<Range<usize>> = within
        .into_iter()
        .map(|range| range.start + found.start..range.end + found.start)
        .collect();
    only(&within, &correction.old, (span, file), diagnostics, || {
        "let `near` hold the words of `for` once".to_string()
    })
}

/// The one match; reports where there is none, or more.
fn only(
    found: &[Range<usize>],
    what: &str,
    (span, file): (Span, FileId),
    diagnostics: &mut Diagnostics,
    help: impl Fn() -> String,
) -> Option<Range<usize>> {
    match found {
        [only] => return Some(only.clone()),
        [] => {
            let message = format!("`{what}` is not there");
            diagnostics.error("correction-not-found", span, message).help(help());
        }
        [first, second, ..] => {
            let place = |range: &Range<usize>| Span::new(file, range.start, range.end);
            diagnostics
                .error(
                    "ambiguous-correction",
                    span,
                    format!("`{what}` is there {} times", found.len()),
                )
                .also(place(first), "here")
                .also(place(second), "and here")
                .help("add `near:` with the words around it, which stand there once");
        }
    }
    None
}

/// Where words stand in a text; any space between them may be a line's end.
fn matches(text: &str, words: &str) -> Vec<Range<usize>> {
    let bare = words.trim_start();
    let first = bare.split_whitespace().next().unwrap_or_default();
    let mut found = Vec::new();
    if first.is_empty() {
        return found;
    }
    for (at, _) in text.match_indices(first) {
        let Some(length) = matched(&text[at..], bare) else { continue };
        let before = text[..at].trim_end().len();
        match bare.len() == words.len() {
            true => found.push(at..at + length),
            false if before < at => found.push(before..at + length),
            false => {}
        }
    }
    found
}

/// How much of a text's head `words` are, if it begins with them.
fn matched(text: &str, words: &str) -> Option<usize> {
    let mut rest = text;
    let mut letters = words.chars().peekable();
    while let Some(letter) = letters.next() {
        if !letter.is_whitespace() {
            rest = rest.strip_prefix(letter)?;
            continue;
        }
        while letters.peek().is_some_and(|letter| letter.is_whitespace()) {
            letters.next();
        }
        let after = rest.trim_start();
        if after.len() == rest.len() {
            return None;
        }
        rest = after;
    }
    Some(text.len() - rest.len())
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[track_caller]
    fn check(text: &str, words: &str, found: &[&str]) {
        let ranges = matches(text, words);
        assert_eq!(ranges.into_iter().map(|range| &text[range]).collect::<Vec<_>>(), found);
    }

    #[test]
    fn words_are_found_across_lines() {
        check("the cat\nsat, the cat", "the cat", &["the cat", "the cat"]);
        check("the cat\n  sat", "cat sat", &["cat\n  sat"]);
        check("a very good", "very ", &["very "]);
        check("a very good", " very", &[" very"]);
        check("every very", " very", &[" very"]);
        check("été", "t", &["t"]);
        check("a", "", &[]);
        check("aaa", "aa", &["aa"]);
    }
}
