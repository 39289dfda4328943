//! The register of events that the chronology tells.

use crate::model::diagnostic::Diagnostics;
use crate::model::listing::Event;
use crate::model::manuscript::Written;
use crate::model::source::FileId;
use crate::parse::context::Context;
use crate::parse::document;
use crate::parse::fields::{self, Fields};
use crate::parse::identifiers;
use crate::parse::place::{Place, Source};
use crate::parse::reading::{Findings, Notes};
use crate::parse::running;
use crate::parse::yaml::{self, Node, Value};

const KEYS: [&str; 4] = ["date", "date-printed", "text", "documents"];

/// The events of all registers, in the order in which they are written.
pub fn events(
    registers: &[String],
    context: &Context<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<Event<Written>> {
    let mut findings = Findings::default();
    let mut events = Vec::new();
    for file in registers.iter().filter_map(|name| context.file(name)) {
        for node in &records(file, "date", context, &mut findings.diagnostics) {
            events.extend(event(node, file, context, &mut findings));
        }
    }
    diagnostics.append(findings.diagnostics);
    events
}

/// The records of a register; `first` is the key with which each begins.
pub fn records(
    file: FileId,
    first: &str,
    context: &Context<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<Node> {
    let source = context.inputs.sources.file(file);
    let place = Place::Exact { file, base: 0 };
    let Some(node) = yaml::document(Source { text: &source.text, place }, diagnostics) else {
        return Vec::new();
    };
    match node.value {
        Value::List(nodes) => nodes,
        Value::Empty => Vec::new(),
        _ => {
            let what = format!("`{}`", source.name);
            let wanted = format!("a list: each record begins with `- {first}:`");
            fields::wrong_type(node.span, &what, &wanted, diagnostics);
            Vec::new()
        }
    }
}

fn event(
    node: &Node,
    file: FileId,
    context: &Context<'_>,
    findings: &mut Findings,
) -> Option<Event<Written>> {
    let diagnostics = &mut findings.diagnostics;
    let event = Fields::new(node, "an event", &KEYS, diagnostics)?;
    for key in ["date", "text"] {
        if event.get(key).is_none() {
            event.missing(key, "an event", diagnostics);
        }
    }
    let date = document::date(event.text("date", diagnostics)?, diagnostics)?;
    let documents = event.texts("documents", diagnostics);
    let documents = documents
        .into_iter()
        .filter(|id| identifiers::check(&id.text, id.span, diagnostics))
        .map(|id| (id.text.clone(), id.span))
        .collect();
    let mut text = |key: &str| match event.text(key, &mut findings.diagnostics) {
        Some(scalar) => {
            running::scalar(scalar, &context.language, Notes::Nowhere, context, findings)
        }
        None => Vec::new(),
    };
    Some(Event { date, date_printed: text("date-printed"), text: text("text"), documents, file })
}
