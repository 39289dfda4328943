//! A work as a heading of an index: its author or editor, then its title.

use hayagriva::Entry;

use crate::cite::library::Library;
use crate::cite::render::typographic;
use crate::model::manuscript::Written;
use crate::model::register::{RecordData, RecordKind, WrittenRecord};
use crate::model::source::Span;
use crate::model::text::{Inline, Text, TextId, TextStyle};

/// The record of the work with this key, for an index of works.
pub(crate) fn record(key: &str, library: &Library) -> Option<WrittenRecord> {
    let entry = library.entry(key)?;
    let span = library.span(key)?;
    let title = entry.title().map(|title| typographic(&title.to_string())).unwrap_or_default();
    let data = RecordData {
        id: key.to_string(),
        span,
        kind: RecordKind::Name,
        heading: heading(entry, &title, span),
        short: title,
        sort: None,
        aliases: Vec::new(),
        dates: None,
        note: Vec::new(),
        original: Vec::new(),
        category: Some(crate::model::works::WORK.to_string()),
        authority: Vec::new(),
        hyphenates: true,
        expansion: None,
        gloss: Vec::new(),
    };
    Some(WrittenRecord { data, see: None, see_also: Vec::new() })
}

fn heading(entry: &Entry, title: &str, span: Span) -> Vec<Inline<Written>> {
    let text = |text: &str| Inline::Text(Text { id: TextId::NONE, text: text.to_string(), span });
    let authors = entry.authors().or(entry.editors()).unwrap_or_default();
    let names: Vec<String> = authors
        .iter()
        .enumerate()
        .map(|(at, person)| match at {
            0 => person.name_first(false, false),
            _ => person.given_first(false),
        })
        .collect();
    let names = match names.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [one, .., _] if names.len() > 3 => format!("{one} et al."),
        [firsts @ .., last] => format!("{} and {last}", firsts.join(", ")),
    };
    let title = Inline::Styled { style: TextStyle::Emphasis, content: vec![text(title)] };
    match names.is_empty() {
        true => vec![title],
        false => vec![text(&format!("{}, ", typographic(&names))), title],
    }
}
