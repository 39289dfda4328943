//! Diagnostics in, words for people or for programs out.
//!
//! Both forms cost little for each diagnostic however long the file and its
//! lines are, and expect the diagnostics sorted by place.

use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{
    Annotation, AnnotationKind, Group, Level as Title, Origin, Renderer, Snippet,
};
use serde::Serialize;

use crate::model::diagnostic::{Diagnostic, Diagnostics, Level};
use crate::model::source::{FileId, LineColumn, Sources, Span};

/// Bytes shown before a place in its line; what is further away is cut off.
/// Terminals show 140 characters at most; a paragraph is often one long line.
const BEFORE: usize = 4000;
/// Bytes shown after the beginning of a place, in its line.
const AFTER: usize = 400;

/// Whether a text may hold colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colours {
    None,
    Ansi,
}

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
}

/// A second place of a diagnostic, with what is there.
#[derive(Debug, Serialize)]
struct Related<'a> {
    message: &'a str,
    #[serde(flatten)]
    place: Place<'a>,
}

/// A stretch of a file. Lines and columns count from 1, columns in
/// characters; `end` is the first place after the stretch.
#[derive(Debug, Serialize)]
struct Place<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    end: End,
}

/// See [`Place`].
#[derive(Debug, Serialize)]
struct End {
    line: usize,
    column: usize,
}

/// The diagnostics as a terminal shows them: code, message, place, source
/// line, help; a blank line after each.
pub fn text(diagnostics: &Diagnostics, sources: &Sources, colours: Colours) -> String {
    let renderer = match colours {
        Colours::None => Renderer::plain(),
        Colours::Ansi => Renderer::styled().decor_style(DecorStyle::Ascii),
    };
    let mut text = String::new();
    for diagnostic in diagnostics.iter() {
        text.push_str(&renderer.render(&[group(diagnostic, sources)]));
        text.push_str("\n\n");
    }
    text
}

/// The diagnostics with their places worked out, ready to be written as JSON.
pub fn entries<'a>(diagnostics: &'a Diagnostics, sources: &'a Sources) -> Vec<Entry<'a>> {
    let mut places = Places { sources, last: None };
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
        })
        .collect()
}

fn group<'a>(diagnostic: &'a Diagnostic, sources: &'a Sources) -> Group<'a> {
    let title = match diagnostic.level {
        Level::Error => Title::ERROR,
        Level::Warning => Title::WARNING,
    };
    let mut group = Group::with_title(title.primary_title(&diagnostic.message).id(diagnostic.code));
    if let Some(span) = diagnostic.span {
        group = excerpt(group, span, sources, |range| AnnotationKind::Primary.span(range));
    }
    for (span, what) in &diagnostic.related {
        group = excerpt(group, *span, sources, |range| {
            AnnotationKind::Context.span(range).label(what.as_str())
        });
    }
    match &diagnostic.help {
        Some(help) => group.element(Title::HELP.message(help)),
        None => group,
    }
}

/// Adds the line in which `span` begins, with the part of it that `span`
/// covers marked.
fn excerpt<'a>(
    group: Group<'a>,
    span: Span,
    sources: &'a Sources,
    mark: impl FnOnce(Range<usize>) -> Annotation<'a>,
) -> Group<'a> {
    let file = sources.file(span.file);
    let place = sources.line_column(span.file, span.start);
    let (window, marked) = window(&file.text, span.start as usize..span.end as usize);
    let begins_line = window.start == 0 || file.text.as_bytes()[window.start - 1] == b'\n';
    let snippet =
        Snippet::source(&file.text[window]).line_start(place.line).annotation(mark(marked));
    if begins_line {
        return group.element(snippet.path(file.path.as_str()));
    }
    let origin = Origin::path(file.path.as_str()).line(place.line).char_column(place.column);
    group.element(origin).element(snippet)
}

/// The line in which `span` begins, cut where it is very long, and `span`
/// within it, cut at its end.
fn window(text: &str, span: Range<usize>) -> (Range<usize>, Range<usize>) {
    let at = boundary(text, span.start);
    let from = boundary(text, at.saturating_sub(BEFORE));
    let from = text[from..at].rfind('\n').map_or(from, |newline| from + newline + 1);
    let to = boundary(text, at + AFTER);
    let to = text[at..to].find('\n').map_or(to, |newline| at + newline);
    let end = boundary(text, span.end.clamp(at, to));
    (from..to, at - from..end - from)
}

/// The last boundary between characters that is not after byte `at`.
fn boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Lines and columns of places that come in rising order: each is counted from
/// the one before, so that a thousand places in one long line cost one walk.
struct Places<'a> {
    sources: &'a Sources,
    last: Option<(FileId, u32, LineColumn)>,
}

impl<'a> Places<'a> {
    fn place(&mut self, span: Span) -> Place<'a> {
        let start = self.line_column(span.file, span.start);
        let end = self.line_column(span.file, span.end.max(span.start));
        Place {
            file: &self.sources.file(span.file).path,
            line: start.line,
            column: start.column,
            end: End { line: end.line, column: end.column },
        }
    }

    fn line_column(&mut self, file: FileId, at: u32) -> LineColumn {
        let text = &self.sources.file(file).text;
        let known = self.last.filter(|(last, from, _)| *last == file && *from <= at);
        let place = known
            .and_then(|(_, from, place)| {
                let between = text.get(from as usize..at as usize)?;
                let column = place.column + between.chars().count();
                (!between.contains('\n')).then_some(LineColumn { column, ..place })
            })
            .unwrap_or_else(|| self.sources.line_column(file, at));
        self.last = Some((file, at, place));
        place
    }
}

#[cfg(test)]
mod tests {
    use super::{Colours, entries, text};
    use crate::model::diagnostic::Diagnostics;
    use crate::model::source::{FileId, SourceFile, Sources, Span};

    fn sources(text: &str) -> (Sources, FileId) {
        let mut sources = Sources::default();
        let path = "manuscript/one.md".to_string();
        let file = sources.add(SourceFile { path, text: text.into(), ..SourceFile::default() });
        (sources, file)
    }

    #[track_caller]
    fn check(source: &str, span: std::ops::Range<usize>, shown: &str) {
        let (sources, file) = sources(source);
        let mut diagnostics = Diagnostics::default();
        diagnostics
            .error("unknown-name", Span::new(file, span.start, span.end), "no record `stalni`")
            .help("write `stalin`");
        assert_eq!(text(&diagnostics, &sources, Colours::None).trim_end(), shown.trim());
    }

    #[test]
    fn the_line_is_shown_with_its_place_and_help() {
        check(
            "one\ntwo [[stalni]] three\nfour\n",
            10..16,
            "
error[unknown-name]: no record `stalni`
 --> manuscript/one.md:2:7
  |
2 | two [[stalni]] three
  |       ^^^^^^
  |
  = help: write `stalin`
",
        );
    }

    #[test]
    fn a_place_at_the_end_of_the_file_is_shown() {
        check(
            "one\n",
            4..4,
            "
error[unknown-name]: no record `stalni`
 --> manuscript/one.md:2:1
  |
2 |
  | ^
  |
  = help: write `stalin`
",
        );
    }

    #[test]
    fn a_place_far_along_a_line_keeps_its_column() {
        let (sources, file) = sources(&"é ".repeat(10_000));
        let mut diagnostics = Diagnostics::default();
        diagnostics.warning("code", Span::new(file, 29_997, 30_000), "message");
        let shown = text(&diagnostics, &sources, Colours::None);
        assert!(shown.contains("manuscript/one.md:1:19999"), "{shown}");
        assert!(shown.len() < 1000, "{} bytes", shown.len());
    }

    #[test]
    fn places_in_one_line_are_counted_on_from_each_other() {
        let (sources, file) = sources("çà va\nbien\n");
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
