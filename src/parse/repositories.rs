//! The register of archives, with the symbols that stand for them.

use std::collections::BTreeMap;

use crate::model::diagnostic::Diagnostics;
use crate::model::listing::Repository;
use crate::model::manuscript::Written;
use crate::model::source::Span;
use crate::parse::context::Context;
use crate::parse::events;
use crate::parse::fields::Fields;
use crate::parse::reading::{Findings, Notes};
use crate::parse::running;
use crate::parse::yaml::Node;

const KEYS: [&str; 3] = ["symbol", "name", "place"];

/// The archives of all registers, in the order in which they are written.
/// Reports symbols that two of them have.
pub fn repositories(
    registers: &[String],
    context: &Context<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<Repository<Written>> {
    let mut findings = Findings::default();
    let mut repositories: Vec<Repository<Written>> = Vec::new();
    let mut seen: BTreeMap<String, Span> = BTreeMap::new();
    for file in registers.iter().filter_map(|name| context.file(name)) {
        for node in &events::records(file, "symbol", context, &mut findings.diagnostics) {
            let Some(repository) = repository(node, context, &mut findings) else { continue };
            let (symbol, span) = (repository.symbol.clone(), repository.span);
            if let Some(first) = seen.get(&symbol) {
                findings
                    .diagnostics
                    .error("duplicate-id", span, format!("`{symbol}` stands for two archives"))
                    .also(*first, "the first one")
                    .help("give one of them another symbol");
            } else {
                seen.insert(symbol, span);
            }
            repositories.push(repository);
        }
    }
    diagnostics.append(findings.diagnostics);
    repositories
}

fn repository(
    node: &Node,
    context: &Context<'_>,
    findings: &mut Findings,
) -> Option<Repository<Written>> {
    let fields = Fields::new(node, "a repository", &KEYS, &mut findings.diagnostics)?;
    for key in ["symbol", "name"] {
        if fields.get(key).is_none() {
            fields.missing(key, "a repository", &mut findings.diagnostics);
        }
    }
    let symbol = fields.text("symbol", &mut findings.diagnostics)?;
    let mut text = |key: &str| match fields.text(key, &mut findings.diagnostics) {
        Some(scalar) => {
            running::scalar(scalar, &context.language, Notes::Nowhere, context, findings)
        }
        None => Vec::new(),
    };
    Some(Repository {
        symbol: symbol.text.trim().to_string(),
        name: text("name"),
        place: text("place"),
        span: symbol.span,
    })
}
