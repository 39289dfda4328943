//! Diagnostics in, a log in the Static Analysis Results Interchange Format
//! out, version 2.1.0 (OASIS, 2020), for the tools that show such logs.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::catalogue;
use crate::model::diagnostic::{Diagnostic, Diagnostics, Suggestion};
use crate::model::source::Sources;
use crate::report::places::{Place, Places};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The log, ready to be written as JSON.
pub fn log<'a>(diagnostics: &'a Diagnostics, sources: &'a Sources) -> Log<'a> {
    let mut ranks: BTreeMap<&str, usize> = BTreeMap::new();
    for diagnostic in diagnostics.iter() {
        ranks.insert(diagnostic.code, 0);
    }
    let rules: Vec<Rule<'_>> = ranks
        .iter_mut()
        .enumerate()
        .map(|(at, (code, rank))| {
            *rank = at;
            rule(code)
        })
        .collect();
    let mut places = Places::new(sources);
    let results = diagnostics.iter().map(|it| result(it, ranks[it.code], &mut places)).collect();
    let driver = Driver { name: "recto", version: env!("CARGO_PKG_VERSION"), rules };
    let run = Run { tool: Tool { driver }, column_kind: "unicodeCodePoints", results };
    Log { schema: SCHEMA, version: "2.1.0", runs: [run] }
}

/// See [`log`].
#[derive(Serialize)]
pub struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool<'a>,
    column_kind: &'static str,
    results: Vec<Outcome<'a>>,
}

#[derive(Serialize)]
struct Tool<'a> {
    driver: Driver<'a>,
}

#[derive(Serialize)]
struct Driver<'a> {
    name: &'static str,
    version: &'static str,
    rules: Vec<Rule<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    full_description: Option<Message<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<Message<'a>>,
}

#[derive(Serialize)]
struct Message<'a> {
    text: std::borrow::Cow<'a, str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome<'a> {
    rule_id: &'a str,
    rule_index: usize,
    level: &'static str,
    message: Message<'a>,
    locations: Vec<Location<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Fix<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'a> {
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    region: Region,
}

#[derive(Serialize)]
struct ArtifactLocation {
    uri: String,
}

/// Lines and columns count from 1; the end is the first place after it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Fix<'a> {
    artifact_changes: Vec<ArtifactChange<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactChange<'a> {
    artifact_location: ArtifactLocation,
    replacements: Vec<Replacement<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement<'a> {
    deleted_region: Region,
    inserted_content: Message<'a>,
}

fn rule(code: &str) -> Rule<'_> {
    let entry = catalogue::find(code);
    Rule {
        id: code,
        full_description: entry.map(|entry| message(entry.cause)),
        help: entry.map(|entry| message(entry.cure)),
    }
}

fn message(text: &str) -> Message<'_> {
    Message { text: text.into() }
}

fn result<'a>(
    diagnostic: &'a Diagnostic,
    rule_index: usize,
    places: &mut Places<'a>,
) -> Outcome<'a> {
    let text = match &diagnostic.help {
        Some(help) => format!("{}\nhelp: {help}", diagnostic.message).into(),
        None => diagnostic.message.as_str().into(),
    };
    let related = diagnostic.related.iter();
    Outcome {
        rule_id: diagnostic.code,
        rule_index,
        level: diagnostic.level.word(),
        message: Message { text },
        locations: diagnostic
            .span
            .map(|span| location(places.place(span), None))
            .into_iter()
            .collect(),
        related_locations: related
            .map(|(span, what)| location(places.place(*span), Some(message(what))))
            .collect(),
        fixes: fix(&diagnostic.suggestions, places).into_iter().collect(),
    }
}

fn location<'a>(place: Place<'a>, message: Option<Message<'a>>) -> Location<'a> {
    let artifact_location = ArtifactLocation { uri: uri(place.file) };
    let physical_location = PhysicalLocation { artifact_location, region: region(&place) };
    Location { physical_location, message }
}

fn region(place: &Place<'_>) -> Region {
    Region {
        start_line: place.line,
        start_column: place.column,
        end_line: place.end.line,
        end_column: place.end.column,
    }
}

/// All edits of a diagnostic belong together: one fix, file by file.
fn fix<'a>(suggestions: &'a [Suggestion], places: &mut Places<'a>) -> Option<Fix<'a>> {
    let mut changes: Vec<(&'a str, Vec<Replacement<'a>>)> = Vec::new();
    for suggestion in suggestions {
        let place = places.place(suggestion.span);
        let replacement = Replacement {
            deleted_region: region(&place),
            inserted_content: message(&suggestion.replacement),
        };
        match changes.iter_mut().find(|(file, _)| *file == place.file) {
            Some((_, replacements)) => replacements.push(replacement),
            None => changes.push((place.file, vec![replacement])),
        }
    }
    let change = |(file, replacements)| ArtifactChange {
        artifact_location: ArtifactLocation { uri: uri(file) },
        replacements,
    };
    (!changes.is_empty())
        .then(|| Fix { artifact_changes: changes.into_iter().map(change).collect() })
}

/// A path as a URI reference (RFC 3986): what is not allowed there is written
/// by its bytes.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::{log, uri};
    use crate::model::diagnostic::Diagnostics;
    use crate::model::source::{SourceFile, Sources, Span};

    #[test]
    fn paths_become_references() {
        assert_eq!(uri("letters/a b#1.md"), "letters/a%20b%231.md");
        assert_eq!(uri("été.md"), "%C3%A9t%C3%A9.md");
    }

    #[test]
    fn a_result_has_its_rule_its_places_and_its_fix() {
        let mut sources = Sources::default();
        let (path, text) = ("one.md".to_string(), "one  two\n".to_string());
        let file = sources.add(SourceFile { path, text, ..SourceFile::default() });
        let mut diagnostics = Diagnostics::default();
        diagnostics
            .warning("double-space", Span::new(file, 3, 5), "two spaces")
            .also(Span::new(file, 0, 3), "here")
            .mend(Span::new(file, 3, 5), " ");
        let json = serde_json::to_value(log(&diagnostics, &sources)).expect("plain data");
        let run = &json["runs"][0];
        let result = &run["results"][0];
        assert_eq!(run["tool"]["driver"]["rules"][0]["id"], "double-space");
        assert_eq!(result["ruleIndex"], 0);
        let region = &result["locations"][0]["physicalLocation"]["region"];
        assert_eq!((&region["startColumn"], &region["endColumn"]), (&4.into(), &6.into()));
        assert_eq!(result["relatedLocations"][0]["message"]["text"], "here");
        let change = &result["fixes"][0]["artifactChanges"][0];
        assert_eq!(change["replacements"][0]["insertedContent"]["text"], " ");
    }
}
