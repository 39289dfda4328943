//! Block quotations and their kinds: `> [!verse]`.

use std::ops::Range;

use crate::model::manuscript::Written;
use crate::model::nearest;
use crate::model::text::{BlockKind, QuotationKind};
use crate::parse::blocks;
use crate::parse::reading::Reading;

const KINDS: [(&str, QuotationKind); 10] = [
    ("verse", QuotationKind::Verse),
    ("epigraph", QuotationKind::Epigraph),
    ("letter", QuotationKind::Letter),
    ("opener", QuotationKind::Opener),
    ("closer", QuotationKind::Closer),
    ("dateline", QuotationKind::Dateline),
    ("signature", QuotationKind::Signature),
    ("postscript", QuotationKind::Postscript),
    ("headnote", QuotationKind::Headnote),
    ("dialogue", QuotationKind::Dialogue),
];

/// The block quotation that has just begun; its end is passed.
pub fn quotation(range: Range<usize>, reading: &mut Reading<'_>) -> BlockKind<Written> {
    let kind = kind(range, reading);
    // A quotation within verse is verse; one of a kind of its own is not.
    let is_verse = match kind {
        QuotationKind::Plain => reading.is_verse,
        kind => kind == QuotationKind::Verse,
    };
    let outer = std::mem::replace(&mut reading.is_verse, is_verse);
    let blocks = blocks::blocks(reading);
    reading.next();
    reading.is_verse = outer;
    BlockKind::Quotation { kind, blocks }
}

/// The kind that the first line names. What names it is skipped.
fn kind(range: Range<usize>, reading: &mut Reading<'_>) -> QuotationKind {
    let text = reading.slice(range.clone());
    let Some(line) = text.split_inclusive('\n').next() else { return QuotationKind::Plain };
    let inner = line.trim_start().strip_prefix('>').unwrap_or_default().trim_start_matches(' ');
    let Some((name, rest)) = inner.strip_prefix("[!").and_then(|rest| rest.split_once(']')) else {
        return QuotationKind::Plain;
    };
    let is_name = !name.is_empty()
        && name.chars().all(|character| character.is_alphanumeric() || character == '-');
    if !is_name {
        return QuotationKind::Plain;
    }
    let start = range.start + line.len() - inner.len();
    let end = start + "[!]".len() + name.len();
    let span = reading.span(start..end);
    let text_start = end + rest.len() - rest.trim_start().len();
    reading.skip = if rest.trim().is_empty() { range.start + line.len() } else { text_start };
    if !rest.trim().is_empty() {
        reading
            .diagnostics()
            .error("callout-text", span, format!("`[!{name}]` must stand alone in its line"))
            .help("begin the text in the next line, after `> `");
    }
    let lower = name.to_lowercase();
    match KINDS.iter().find(|(known, _)| *known == lower) {
        Some((_, kind)) => *kind,
        None => {
            let help = match nearest::nearest(name, KINDS.iter().map(|(known, _)| *known)) {
                Some(near) => format!("did you mean `[!{near}]`?"),
                None => {
                    let names: Vec<String> =
                        KINDS.iter().map(|(known, _)| format!("`[!{known}]`")).collect();
                    format!("the kinds are {}", names.join(", "))
                }
            };
            reading
                .diagnostics()
                .error("unknown-callout", span, format!("no quotation is of the kind `{name}`"))
                .help(help);
            QuotationKind::Plain
        }
    }
}
