//! What a numbered document says of itself.

use crate::model::date::DocumentDate;
use crate::model::diagnostic::Diagnostics;
use crate::model::language::Language;
use crate::model::manuscript::{Document, Prints, Written};
use crate::model::text::Inline;
use crate::parse::context::Context;
use crate::parse::fields::{self, Fields};
use crate::parse::identifiers;
use crate::parse::reading::{Findings, Notes};
use crate::parse::running;
use crate::parse::tagged;
use crate::parse::yaml::Node;

const KEYS: [&str; 10] =
    ["id", "date", "date-printed", "from", "to", "place", "kind", "source", "numbers", "encloses"];

/// The document that the mapping `node` describes.
pub fn document(
    node: &Node,
    language: &Language,
    context: &Context<'_>,
    findings: &mut Findings,
) -> Option<Document<Written>> {
    let data = Fields::new(node, "`document`", &KEYS, &mut findings.diagnostics)?;
    let id = match data.text("id", &mut findings.diagnostics) {
        Some(id) if identifiers::check(&id.text, id.span, &mut findings.diagnostics) => {
            id.text.clone()
        }
        Some(_) => String::new(),
        None => {
            data.missing("id", "a document", &mut findings.diagnostics);
            String::new()
        }
    };
    let date = date(&data, &mut findings.diagnostics);
    let from = correspondents("from", &data, language, context, findings);
    let to = correspondents("to", &data, language, context, findings);
    let mut text = |key: &str, notes: Notes| match data.text(key, &mut findings.diagnostics) {
        Some(scalar) => running::scalar(scalar, language, notes, context, findings),
        None => Vec::new(),
    };
    let date_printed = text("date-printed", Notes::Allowed);
    let place = text("place", Notes::Allowed);
    let source = text("source", Notes::WithinNote);
    let diagnostics = &mut findings.diagnostics;
    let kind = data.text("kind", diagnostics).map(|kind| kind.text.clone());
    let numbers = data.pairs("numbers", diagnostics);
    let encloses = data.texts("encloses", diagnostics);
    Some(Document {
        id,
        number: None,
        date,
        date_printed,
        from,
        to,
        place,
        kind,
        source,
        numbers: numbers
            .into_iter()
            .map(|(entry, number)| (entry.key.clone(), number.text.clone()))
            .collect(),
        encloses: encloses
            .into_iter()
            .filter(|id| identifiers::check(&id.text, id.span, diagnostics))
            .map(|id| (id.text.clone(), id.span))
            .collect(),
        span: data.span(),
    })
}

fn date(data: &Fields<'_>, diagnostics: &mut Diagnostics) -> Option<DocumentDate> {
    let scalar = data.text("date", diagnostics)?;
    let date = DocumentDate::parse(&scalar.text);
    if date.is_none() {
        diagnostics.error("bad-date", scalar.span, format!("`{}` is no date", scalar.text)).help(
            "write `1931-08-11`, `1931-08`, `1931`, `circa 1931` or `1931-08-11/1931-08-14`; \
                 how it is to read goes into `date-printed`",
        );
    }
    date
}

fn correspondents(
    key: &str,
    data: &Fields<'_>,
    language: &Language,
    context: &Context<'_>,
    findings: &mut Findings,
) -> Vec<Inline<Written>> {
    let mut tags = Vec::new();
    for node in data.several(key) {
        let Some(scalar) = fields::text(node, key, &mut findings.diagnostics) else { continue };
        tags.extend(tagged::inline(scalar, Prints::Short, language, context, findings));
    }
    tags
}
