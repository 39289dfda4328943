//! Diagnostics in, plain data for programs out.

use serde::Serialize;

use crate::model::diagnostic::{Diagnostics, Level};
use crate::model::source::Sources;
use crate::report::places::{Place, Places};

/// A diagnostic for programs.
#[derive(Debug, Serialize)]
pub struct Entry<'a> {
    code: &'static str,
    level: &'static str,
    message: &'a str,
    #[serde(flatten)]
    place: Option<Place<'a>>,
    help: Option<&'a str>,
    related: Vec<Related<'a>>,
    suggestions: Vec<Suggested<'a>>,
}

/// A second place of a diagnostic, with what is there.
#[derive(Debug, Serialize)]
struct Related<'a> {
    message: &'a str,
    #[serde(flatten)]
    place: Place<'a>,
}

/// An edit that mends it; `is_safe` where nobody need look at it.
#[derive(Debug, Serialize)]
struct Suggested<'a> {
    replacement: &'a str,
    is_safe: bool,
    #[serde(flatten)]
    place: Place<'a>,
}

/// The diagnostics with their places worked out, ready to be written as JSON.
pub fn entries<'a>(diagnostics: &'a Diagnostics, sources: &'a Sources) -> Vec<Entry<'a>> {
    let mut places = Places::new(sources);
    diagnostics
        .iter()
        .map(|diagnostic| Entry {
            code: diagnostic.code,
            level: match diagnostic.level {
                Level::Error => "error",
                Level::Warning => "warning",
            },
            message: &diagnostic.message,
            place: diagnostic.span.map(|span| places.place(span)),
            help: diagnostic.help.as_deref(),
            related: diagnostic
                .related
                .iter()
                .map(|(span, message)| Related { message, place: places.place(*span) })
                .collect(),
            suggestions: diagnostic
                .suggestions
                .iter()
                .map(|suggestion| Suggested {
                    replacement: &suggestion.replacement,
                    is_safe: suggestion.is_safe,
                    place: places.place(suggestion.span),
                })
                .collect(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::entries;
    use crate::model::diagnostic::Diagnostics;
    use crate::model::source::{SourceFile, Sources, Span};

    #[test]
    fn places_in_one_line_are_counted_on_from_each_other() {
        let mut sources = Sources::default();
        let text = "çà va\nbien\n".to_string();
        let file = sources.add(SourceFile { text, ..SourceFile::default() });
        let mut diagnostics = Diagnostics::default();
        diagnostics.error("first", Span::new(file, 0, 2), "one");
        diagnostics
            .error("second", Span::new(file, 5, 12), "two")
            .also(Span::new(file, 0, 4), "here");
        let json = serde_json::to_value(entries(&diagnostics, &sources)).expect("plain data");
        assert_eq!(json[0]["end"]["column"], 2);
        assert_eq!((&json[1]["line"], &json[1]["column"]), (&1.into(), &4.into()));
        assert_eq!((&json[1]["end"]["line"], &json[1]["end"]["column"]), (&2.into(), &5.into()));
        assert_eq!(json[1]["related"][0]["message"], "here");
        assert_eq!(json[1]["related"][0]["end"]["column"], 3);
    }
}
