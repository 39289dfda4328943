//! What a numbered document says of itself.

use crate::model::date::{self, DocumentDate, Fault};
use crate::model::diagnostic::Diagnostics;
use crate::model::document::{Arrangement, DocumentStatus};
use crate::model::language::Language;
use crate::model::manuscript::{Document, Prints, Written};
use crate::model::text::Inline;
use crate::parse::context::Context;
use crate::parse::fields::{self, Fields};
use crate::parse::identifiers;
use crate::parse::reading::{Findings, Notes};
use crate::parse::running;
use crate::parse::tagged;
use crate::parse::yaml::{Node, Scalar};

const KEYS: [&str; 11] = [
    "id",
    "date",
    "date-printed",
    "from",
    "to",
    "place",
    "kind",
    "status",
    "source",
    "numbers",
    "encloses",
];

const STATUSES: [(&str, DocumentStatus); 3] = [
    ("printed", DocumentStatus::Printed),
    ("summary", DocumentStatus::Summary),
    ("not-found", DocumentStatus::NotFound),
];

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
    let date = data
        .text("date", &mut findings.diagnostics)
        .and_then(|date| self::date(date, &mut findings.diagnostics));
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
    let status = data.choice("status", &STATUSES, diagnostics).unwrap_or_default();
    let numbers = data.pairs("numbers", diagnostics);
    let encloses = data.texts("encloses", diagnostics);
    Some(Document {
        id,
        number: None,
        status,
        date,
        date_printed,
        from,
        to,
        place,
        kind,
        source,
        numbers: numbers
            .into_iter()
            .map(|(entry, number)| (entry.key.clone(), number.text.clone(), entry.span))
            .collect(),
        encloses: encloses
            .into_iter()
            .filter(|id| identifiers::check(&id.text, id.span, diagnostics))
            .map(|id| (id.text.clone(), id.span))
            .collect(),
        arrangement: Arrangement::default(),
        span: data.span(),
    })
}

/// The date that a text is; reports it where it is none.
pub fn date(scalar: &Scalar, diagnostics: &mut Diagnostics) -> Option<DocumentDate> {
    let date = DocumentDate::parse(&scalar.text);
    if date.is_none() {
        let (why, help) = match date::fault(&scalar.text) {
            Some(Fault::Month) => {
                (": a year has twelve months", "write the year, the month, then the day".into())
            }
            Some(Fault::Day(last)) => (
                ": the month has no such day",
                format!("its last day is {last}; a date that errs goes into `date-printed`"),
            ),
            Some(Fault::OldStyle) => (
                ": that day is of the Old Style alone",
                "give the day of the New Style, and how it is to read in `date-printed`".into(),
            ),
            Some(Fault::Backwards) => {
                (": the range ends before it begins", "write its first day first".into())
            }
            None => (
                "",
                "write `1931-08-11`, `1931-08`, `1931`, `circa 1931` or `1931-08-11/1931-08-14`; \
                 how it is to read goes into `date-printed`"
                    .to_string(),
            ),
        };
        let message = format!("`{}` is no date{why}", scalar.text);
        diagnostics.error("bad-date", scalar.span, message).help(help);
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
