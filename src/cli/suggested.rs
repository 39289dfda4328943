//! What `recto names suggest` says beside its patch.

use std::fmt::Write;

use crate::cli::summary::counted;
use crate::model::book::Book;
use crate::model::source::{Sources, Span};
use crate::model::suggestion::{Doubt, Suggestions};

/// Places listed of one name.
const MOST_PLACES: usize = 10;

/// Names that were not guessed, each with its places; then how much the patch
/// adds.
pub(crate) fn text(suggestions: &Suggestions, book: &Book, sources: &Sources) -> String {
    let mut text = String::new();
    for doubt in &suggestions.doubts {
        text.push_str(&of_one(doubt, book, sources));
    }
    for file in &suggestions.unpatched {
        let path = &sources.file(*file).path;
        writeln!(text, "{path}: its lines end in several ways: left out of the patch")
            .expect("a string takes all text");
    }
    let tags = counted(suggestions.tag_count, "tag", "tags");
    let files = counted(suggestions.file_count, "file", "files");
    let doubts = suggestions.doubts.iter().map(|doubt| doubt.places.len()).sum();
    let doubts = counted(doubts, "place", "places");
    writeln!(text, "{tags} to add in {files}; {doubts} to decide on")
        .expect("a string takes all text");
    text
}

fn of_one(doubt: &Doubt, book: &Book, sources: &Sources) -> String {
    let ids: Vec<String> =
        doubt.bearers.iter().map(|id| format!("`{}`", book.record(*id).data.id)).collect();
    let (name, why) = (&doubt.name, doubt.reason.words());
    let mut text = format!("`{name}` {why}: {}\n", ids.join(", "));
    for span in doubt.places.iter().take(MOST_PLACES) {
        writeln!(text, "  {}", place(*span, sources)).expect("a string takes all text");
    }
    if let Some(more) = doubt.places.len().checked_sub(MOST_PLACES + 1) {
        writeln!(text, "  and {} more", more + 1).expect("a string takes all text");
    }
    text
}

fn place(span: Span, sources: &Sources) -> String {
    let place = sources.line_column(span.file, span.start);
    format!("{}:{}:{}", sources.file(span.file).path, place.line, place.column)
}
