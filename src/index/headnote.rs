//! The note at an index's head: what its devices mean, and no others.

use crate::model::book::Reference;
use crate::model::edition::RangeStyle;
use crate::model::index::{Entry, Group, Passage, Subentry};
use crate::model::source::Span;
use crate::model::text::{Inline, Text, TextId, TextStyle};

/// The devices that an index uses.
#[derive(Clone, Copy, Debug, Default)]
struct Devices {
    principal: bool,
    note: bool,
    illustration: bool,
    range: bool,
}

impl Devices {
    fn see(&mut self, passage: &Passage) {
        self.principal |= passage.is_principal;
        self.note |= passage.note.is_some();
        self.illustration |= passage.is_illustration;
        self.range |= passage.to.is_some();
    }

    fn see_entry(&mut self, entry: &Entry) {
        entry.passages.iter().for_each(|passage| self.see(passage));
        entry.subentries.iter().for_each(|subentry| self.see_subentry(subentry));
    }

    fn see_subentry(&mut self, subentry: &Subentry) {
        subentry.passages.iter().for_each(|passage| self.see(passage));
        subentry.subentries.iter().for_each(|subentry| self.see_subentry(subentry));
    }
}

/// One sentence: *Page numbers in bold mark principal passages; those followed
/// by n refer to notes.* Empty where page numbers say all.
pub(crate) fn headnote(groups: &[Group], ranges: RangeStyle, span: Span) -> Vec<Inline<Reference>> {
    let mut devices = Devices::default();
    let entries = groups.iter().flat_map(|group| &group.entries);
    entries.for_each(|entry| devices.see_entry(entry));

    let made = |text: &str| Inline::Text(Text { id: TextId::NONE, text: text.to_string(), span });
    let set = |style: TextStyle, text: &str| Inline::Styled { style, content: vec![made(text)] };
    let note_sign = match ranges {
        RangeStyle::Chicago | RangeStyle::Full => "n",
        RangeStyle::Oxford | RangeStyle::Mhra => "n.",
    };
    let clauses = [
        (
            devices.principal,
            vec![made("in "), set(TextStyle::Strong, "bold"), made(" mark principal passages")],
        ),
        (
            devices.illustration,
            vec![made("in "), set(TextStyle::Emphasis, "italic"), made(" refer to illustrations")],
        ),
        (
            devices.note,
            vec![
                made("followed by "),
                set(TextStyle::Emphasis, note_sign),
                made(" refer to notes"),
            ],
        ),
        (devices.range, vec![made("joined by a dash mark continuous passages")]),
    ];
    let mut headnote = Vec::new();
    for (_, clause) in clauses.into_iter().filter(|(is_used, _)| *is_used) {
        headnote.push(made(if headnote.is_empty() { "Page numbers " } else { "; those " }));
        headnote.extend(clause);
    }
    if !headnote.is_empty() {
        headnote.push(made("."));
    }
    headnote
}
