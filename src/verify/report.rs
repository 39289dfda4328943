//! What was lost, told at its place in the manuscript.

use crate::model::diagnostic::Diagnostics;
use crate::model::source::{Sources, Span};
use crate::verify::expected::Passage;
use crate::verify::found::Stream;
use crate::verify::letters;
use crate::verify::registers::Said;

/// What every loss comes to, as an editor can do nothing about it.
const FAULT: &str = "this is a fault of recto, not of the manuscript; no file was written: please \
                     report it, with the text around this place";

/// Letters shown of what stands there instead.
const SHOWN: usize = 30;

/// Tells of one file.
pub(crate) struct Reporter<'a> {
    pub(crate) sources: &'a Sources,
    /// What the file is called: `the ebook`.
    pub(crate) file: &'static str,
    pub(crate) diagnostics: Diagnostics,
}

impl Reporter<'_> {
    /// The file is so broken that nothing can be told of it.
    pub(crate) fn unreadable(&mut self, why: &str) {
        let message = format!("{} cannot be read again: {why}", self.file);
        self.diagnostics.error("output-unreadable", None, message).help(FAULT);
    }

    /// Letters differ: where in what was expected, and where in what was found.
    pub(crate) fn word(
        &mut self,
        expected: &Passage<'_>,
        found: &Stream,
        (at, instead): (usize, usize),
    ) {
        let goes_on = start_of(&found.letters[instead..]);
        if at >= expected.letters.len() {
            let last = letters::boundary(&expected.letters, at.saturating_sub(1));
            let (span, _) = self.place(expected, last);
            let message = format!("{} goes on here with other words", self.file);
            let help = format!("it has `{goes_on}` (spaces left out); {FAULT}");
            self.diagnostics.error("word-lost", span, message).help(help);
            return;
        }
        let (span, word) = self.place(expected, at);
        let message = format!("`{word}` is missing here from {}", self.file);
        let help = match goes_on.as_str() {
            "" => format!("nothing more stands there; {FAULT}"),
            other => format!("`{other}` stands there instead (spaces left out); {FAULT}"),
        };
        self.diagnostics.error("word-lost", span, message).help(help);
    }

    /// Words of an index or a glossary are not there.
    pub(crate) fn said(&mut self, said: &Said) {
        let message = format!("`{}` is missing here from {}", start_of(&said.letters), self.file);
        let help = format!("it should stand in a list (spaces left out); {FAULT}");
        self.diagnostics.error("word-lost", said.span, message).help(help);
    }

    /// Nothing of a section is there.
    pub(crate) fn section(&mut self, expected: &Passage<'_>) {
        let (span, word) = self.place(expected, 0);
        let message = format!("`{word}` and all of its section is missing from {}", self.file);
        self.diagnostics.error("word-lost", span, message).help(FAULT);
    }

    /// A note is not there.
    pub(crate) fn note(&mut self, label: &str, span: Span) {
        let message = format!("the note `{label}` is missing from {}", self.file);
        self.diagnostics.error("note-lost", span, message).help(FAULT);
    }

    /// A note stands before one that it should follow.
    pub(crate) fn order(&mut self, label: &str, span: Span) {
        let message = format!("the note `{label}` is out of order in {}", self.file);
        self.diagnostics.error("note-lost", span, message).help(FAULT);
    }

    /// An image is not there, or another, or with other words for those who
    /// cannot see it.
    pub(crate) fn image(&mut self, name: &str, what: &str, span: impl Into<Option<Span>>) {
        let message = format!("the image `{name}` {what} {}", self.file);
        self.diagnostics.error("image-lost", span, message).help(FAULT);
    }

    /// A tag has no place in the file, or one elsewhere.
    pub(crate) fn tag(&mut self, record: &str, what: &str, span: Span) {
        let message = format!("the tag of `{record}` {what} {}", self.file);
        self.diagnostics.error("tag-lost", span, message).help(FAULT);
    }

    /// The word of the manuscript to which the letter at a place belongs.
    fn place(&self, expected: &Passage<'_>, at: usize) -> (Option<Span>, String) {
        let Some(origin) = expected.origin(at) else { return (None, String::new()) };
        let text = origin.text;
        if text.is_empty() {
            return (Some(origin.span), start_of(expected.letters_of(origin)));
        }
        let at = letters::place(text, at - origin.at as usize);
        let from = text[..at]
            .rfind(char::is_whitespace)
            .map_or(0, |space| space + text[space..].chars().next().map_or(0, char::len_utf8));
        let to = text[at..].find(char::is_whitespace).map_or(text.len(), |space| at + space);
        let word = &text[from..to];
        let span = origin.span;
        let source = &self.sources.file(span.file).text;
        let source = source.get(span.start as usize..span.end as usize).unwrap_or_default();
        let nearest = source.match_indices(word).min_by_key(|(place, _)| place.abs_diff(from));
        let span = nearest.filter(|_| !word.is_empty()).map_or(span, |(place, _)| {
            let start = span.start as usize + place;
            Span::new(span.file, start, start + word.len())
        });
        (Some(span), word.to_string())
    }
}

fn start_of(letters: &str) -> String {
    letters.chars().take(SHOWN).collect()
}
