//! Tags without their brackets, in YAML: `from: stalin`, `index:
//! [stalin#early life]`.

use crate::model::language::Language;
use crate::model::manuscript::{Prints, Written};
use crate::model::text::Inline;
use crate::parse::context::Context;
use crate::parse::place::{Place, Source};
use crate::parse::reading::{Findings, Notes};
use crate::parse::running;
use crate::parse::tags;
use crate::parse::yaml::Scalar;

/// The tag that a YAML text is. What stands after a `|` is what it prints,
/// if it may print anything; brackets around it are no mistake.
pub fn inline(
    scalar: &Scalar,
    prints: Prints,
    language: &Language,
    context: &Context<'_>,
    findings: &mut Findings,
) -> Option<Inline<Written>> {
    let text = scalar.text.as_str();
    let (start, inner) = match text.strip_prefix("[[").and_then(|inner| inner.strip_suffix("]]")) {
        Some(inner) => (2, inner),
        None => (0, text),
    };
    let at = |offset: usize, text| {
        let place = match scalar.place {
            Place::Exact { file, base } => Place::Exact { file, base: base + offset },
            whole => whole,
        };
        Source { text, place }
    };
    let (target, printed) = match inner.split_once('|') {
        Some((target, printed)) => (target, Some(printed)),
        None => (inner, None),
    };
    let prints = match (prints, printed) {
        (Prints::Nothing, _) | (_, None) => prints,
        (_, Some(_)) => Prints::Content,
    };
    let tag = tags::tag(at(start, target), prints, language, &mut findings.diagnostics)?;
    let content = match printed.filter(|_| prints == Prints::Content) {
        Some(printed) => {
            let source = at(start + target.len() + 1, printed);
            running::text(source, language.clone(), Notes::Nowhere, context, findings)
        }
        None => Vec::new(),
    };
    Some(Inline::Reference { to: Written::Tag(Box::new(tag)), content, span: scalar.span })
}
