//! What an index prints of a person: names in their own scripts, dates, the
//! biographical note.

use crate::model::book::Reference;
use crate::model::register::Record;
use crate::model::text::{Inline, Text, TextId};

/// `(სერგო ქავთარაძე; 1885–1971) Georgian politician and diplomat.`; empty
/// where the record says nothing.
pub(crate) fn biography(record: &Record) -> Vec<Inline<Reference>> {
    let data = &record.data;
    let made = |text: &str| {
        Inline::Text(Text { id: TextId::NONE, text: text.to_string(), span: data.span })
    };
    let mut note = Vec::new();
    for (language, name) in &data.original {
        note.push(made(if note.is_empty() { "(" } else { ", " }));
        note.push(Inline::Foreign { language: language.clone(), content: vec![made(name)] });
    }
    if let Some(dates) = &data.dates {
        note.push(made(if note.is_empty() { "(" } else { "; " }));
        note.push(made(dates));
    }
    if !note.is_empty() {
        note.push(made(if data.note.is_empty() { ")" } else { ") " }));
    }
    note.extend(data.note.iter().cloned());
    note
}
