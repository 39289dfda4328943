//! Diagnostics in, words for people out.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use crate::model::diagnostic::{Diagnostic, Diagnostics, Level};
use crate::model::source::{Sources, Span};
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{
    Annotation, AnnotationKind, Group, Level as Title, Origin, Renderer, Snippet,
};

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

/// How many diagnostics a text shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// The first of each code, where there are hundreds.
    First,
    All,
}

/// Of one code so many are shown where there are more than [`FEW`] in all.
const SHOWN: usize = 10;
/// So many diagnostics nobody minds to scroll through.
const FEW: usize = 100;

/// The diagnostics as a terminal shows them: code, message, place, source
/// line, help; a blank line after each. Where there are hundreds, the first of
/// each code, then how many more there are, unless all are asked for.
pub fn text(
    diagnostics: &Diagnostics,
    sources: &Sources,
    colours: Colours,
    extent: Extent,
) -> String {
    let renderer = match colours {
        Colours::None => Renderer::plain(),
        Colours::Ansi => Renderer::styled().decor_style(DecorStyle::Ascii),
    };
    let is_cut = extent == Extent::First && diagnostics.iter().count() > FEW;
    let mut counts: BTreeMap<(Level, &str), usize> = BTreeMap::new();
    let mut text = String::new();
    for diagnostic in diagnostics.iter() {
        let count = counts.entry((diagnostic.level, diagnostic.code)).or_default();
        *count += 1;
        if is_cut && *count > SHOWN {
            continue;
        }
        let shown = tamed(diagnostic);
        text.push_str(&renderer.render(&[group(&shown, sources)]));
        text.push_str("\n\n");
    }
    let held_back = counts.into_iter().filter(|(_, count)| is_cut && *count > SHOWN);
    for ((level, code), count) in held_back {
        let (level, more) = (level.word(), count - SHOWN);
        text.push_str(&format!("{level}[{code}]: and {more} more; `--all` shows them\n"));
    }
    // The renderer shows the older control characters of a source line as
    // signs, and leaves these, which terminals obey too.
    let is_newer = |it: char| matches!(it, '\u{80}'..='\u{9f}');
    if text.contains(is_newer) { text.replace(is_newer, "\u{fffd}") } else { text }
}

/// The diagnostic without control characters, which a terminal would obey: what
/// it quotes may be anything.
fn tamed(diagnostic: &Diagnostic) -> Cow<'_, Diagnostic> {
    let related = diagnostic.related.iter().map(|(_, what)| what);
    let mut texts = related.chain(&diagnostic.help).chain([&diagnostic.message]);
    if !texts.any(|text| text.contains(char::is_control)) {
        return Cow::Borrowed(diagnostic);
    }
    let tame = |text: &mut String| *text = text.replace(char::is_control, "\u{fffd}");
    let mut diagnostic = diagnostic.clone();
    tame(&mut diagnostic.message);
    diagnostic.help.iter_mut().for_each(tame);
    diagnostic.related.iter_mut().for_each(|(_, what)| tame(what));
    Cow::Owned(diagnostic)
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
    let span = sources.as_written(span);
    let (file, text) = (sources.file(span.file), sources.written(span.file));
    let place = sources.written_line_column(span.file, span.start);
    let (window, marked) = window(text, span.start as usize..span.end as usize);
    let begins_line = window.start == 0 || text.as_bytes()[window.start - 1] == b'\n';
    let snippet = Snippet::source(&text[window]).line_start(place.line).annotation(mark(marked));
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

#[cfg(test)]
mod tests {
    use super::{Colours, Extent, text};
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
        assert_eq!(
            text(&diagnostics, &sources, Colours::None, Extent::All).trim_end(),
            shown.trim()
        );
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
    fn a_terminal_is_not_commanded() {
        let (sources, file) = sources("a\u{1b}[2J\u{9b}2J\n");
        let mut diagnostics = Diagnostics::default();
        let found = diagnostics.error("one", Span::new(file, 0, 1), "`\u{1b}[2J`");
        found.also(Span::new(file, 2, 3), "\u{7}").help("\u{9d}0;x");
        let shown = text(&diagnostics, &sources, Colours::None, Extent::All);
        assert!(!shown.contains(|it: char| it.is_control() && it != '\n'), "{shown:?}");
    }

    #[test]
    fn a_place_far_along_a_line_keeps_its_column() {
        let (sources, file) = sources(&"é ".repeat(10_000));
        let mut diagnostics = Diagnostics::default();
        diagnostics.warning("code", Span::new(file, 29_997, 30_000), "message");
        let shown = text(&diagnostics, &sources, Colours::None, Extent::All);
        assert!(shown.contains("manuscript/one.md:1:19999"), "{shown}");
        assert!(shown.len() < 1000, "{} bytes", shown.len());
    }

    #[test]
    fn of_hundreds_the_first_are_shown_and_the_others_counted() {
        let (sources, file) = sources("one\n");
        let mut diagnostics = Diagnostics::default();
        for _ in 0..150 {
            diagnostics.warning("many", Span::new(file, 0, 3), "again");
        }
        diagnostics.error("one", Span::new(file, 0, 3), "once");
        let shown = text(&diagnostics, &sources, Colours::None, Extent::First);
        assert_eq!(shown.matches("warning[many]: again").count(), 10);
        assert!(shown.ends_with("\nwarning[many]: and 140 more; `--all` shows them\n"), "{shown}");
        assert!(shown.contains("error[one]: once"));
        let shown = text(&diagnostics, &sources, Colours::None, Extent::All);
        assert_eq!(shown.matches("warning[many]: again").count(), 150);
    }
}
