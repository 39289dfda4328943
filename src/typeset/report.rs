//! What the editor is told of the pages.

use std::collections::BTreeSet;

use crate::model::diagnostic::Diagnostics;
use crate::model::length::Length;
use crate::model::text::TextId;
use crate::typeset::places;
use crate::typeset::setting::Setting;

/// A line may pass its measure by a hair that nobody sees.
const TOLERATED: f64 = 0.1;

/// Reports what went wrong in setting the book.
pub(crate) fn report(setting: &mut Setting<'_>, diagnostics: &mut Diagnostics) {
    let book = setting.composer.book;
    for character in setting.composer.take_missing() {
        let span = places::of_character(book, character);
        let code = character as u32;
        diagnostics
            .error(
                "missing-character",
                span,
                format!("no font has the character `{character}` (U+{code:04X})"),
            )
            .help("add a font that has it to `fallback` in the style, or replace the character");
    }
    overfull(setting, diagnostics);
    if !setting.has_settled {
        diagnostics
            .warning("unsettled-reference", None, "references to pages did not settle")
            .help("reword the text around a reference to a page that stands near a page's end");
    }
}

fn overfull(setting: &Setting<'_>, diagnostics: &mut Diagnostics) {
    let tolerated = Length::from_points(TOLERATED);
    let mut lines: BTreeSet<(TextId, u32, Length)> = BTreeSet::new();
    for flow in &setting.flows {
        for line in flow.rows.iter().chain(&flow.notes).flat_map(|row| &row.lines) {
            if line.excess > tolerated {
                let (text, offset) = line.begins.unwrap_or((TextId::NONE, 0));
                lines.insert((text, offset, line.excess));
            }
        }
    }
    if lines.is_empty() {
        return;
    }
    let spans = places::spans(setting.composer.book);
    for (text, _, excess) in lines {
        let span = spans.get(&text.0).copied();
        let points = excess.points();
        diagnostics
            .warning("overfull-line", span, format!("a line is {points:.1} pt too long"))
            .help("reword the passage, or give the language of a foreign word so that it can be hyphenated");
    }
}
