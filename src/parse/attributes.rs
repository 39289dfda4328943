//! What stands in braces after an image: `{#id plate credit="…"}`.

use crate::model::manuscript::Written;
use crate::model::source::Span;
use crate::model::text::Inline;
use crate::parse::identifiers;
use crate::parse::place::{Place, Source};
use crate::parse::reading::Reading;
use crate::parse::running;

/// What is said of an image.
#[derive(Clone, Debug, Default)]
pub struct Attributes {
    pub id: Option<String>,
    /// It says nothing to those who do not see it.
    pub is_decorative: bool,
    pub is_plate: bool,
    pub credit: Vec<Inline<Written>>,
    pub span: Option<Span>,
}

impl Attributes {
    /// Whether nothing is said that only a figure can have.
    pub fn is_empty(&self) -> bool {
        self.id.is_none() && !self.is_plate && self.credit.is_empty()
    }
}

/// What stands in braces at byte `end`, where an image ends; it is passed over.
pub fn after(end: usize, reading: &mut Reading<'_>) -> Option<Attributes> {
    let rest = reading.slice(end..reading.source.text.len());
    let inner = rest.strip_prefix('{')?;
    let length = length(inner)?;
    let inner = &inner[..length];
    reading.skip = end + length + 2;
    let span = reading.span(end..end + length + 2);
    let mut attributes = Attributes { span: Some(span), ..Attributes::default() };
    let mut at = 0;
    while let Some((from, to)) = word(inner, at) {
        at = to;
        let word = &inner[from..to];
        let start = end + 1 + from;
        if let Some(id) = word.strip_prefix('#') {
            let span = reading.span(start..start + word.len());
            let is_fine = identifiers::check(id, span, reading.diagnostics());
            attributes.id = is_fine.then(|| id.to_string());
        } else if let Some(text) =
            word.strip_prefix("credit=\"").and_then(|it| it.strip_suffix('"'))
        {
            let start = start + "credit=\"".len();
            attributes.credit = credit(text, start, reading);
        } else if word == "decorative" {
            attributes.is_decorative = true;
        } else if word == "plate" {
            attributes.is_plate = true;
        } else {
            let span = reading.span(start..start + word.len());
            let message = format!("`{word}` cannot be said of an image");
            reading
                .diagnostics()
                .error("unknown-attribute", span, message)
                .help("write `#id`, `plate`, `decorative` or `credit=\"…\"`");
        }
    }
    Some(attributes)
}

/// Where the closing brace stands, outside of quotation marks.
fn length(inner: &str) -> Option<usize> {
    let mut is_quoted = false;
    for (at, character) in inner.char_indices() {
        match character {
            '"' => is_quoted = !is_quoted,
            '}' if !is_quoted => return Some(at),
            '\n' if inner[at + 1..].trim_start_matches(' ').starts_with('\n') => return None,
            _ => {}
        }
    }
    None
}

/// The next word from byte `at` on; white space in quotation marks does not
/// end it.
fn word(inner: &str, at: usize) -> Option<(usize, usize)> {
    let from = at + inner[at..].find(|character: char| !character.is_whitespace())?;
    let mut is_quoted = false;
    for (offset, character) in inner[from..].char_indices() {
        match character {
            '"' => is_quoted = !is_quoted,
            other if other.is_whitespace() && !is_quoted => return Some((from, from + offset)),
            _ => {}
        }
    }
    Some((from, inner.len()))
}

fn credit(text: &str, start: usize, reading: &mut Reading<'_>) -> Vec<Inline<Written>> {
    let place = match reading.source.place {
        Place::Exact { file, base } => {
            Place::Exact { file, base: (base + start).saturating_sub(reading.prefix) }
        }
        whole @ Place::Whole(_) => whole,
    };
    let source = Source { text, place };
    let language = reading.language.clone();
    running::text(source, language, reading.notes, reading.context, reading.findings)
}
