//! Running text outside of chapters' bodies: in YAML and in captions.

use pulldown_cmark::{Event, Tag};

use crate::model::language::Language;
use crate::model::manuscript::Written;
use crate::model::text::Inline;
use crate::parse::context::Context;
use crate::parse::inlines;
use crate::parse::place::{Place, Source};
use crate::parse::reading::{Findings, Notes, Reading};
use crate::parse::yaml::Scalar;

/// What is put before a text so that `1. May` or `# 5` at its head is no list
/// and no heading. It is never printed.
const PREFIX: &str = "x ";

/// The inline Markdown of a text; its paragraphs are divided by line breaks.
/// Reports `not-running-text` where it has lists, headings or the like.
pub fn text(
    source: Source<'_>,
    language: Language,
    notes: Notes,
    context: &Context<'_>,
    findings: &mut Findings,
) -> Vec<Inline<Written>> {
    let prefixed = format!("{PREFIX}{}", source.text.trim_start());
    let cut = source.text.len() - source.text.trim_start().len();
    let place = match source.place {
        Place::Exact { file, base } => Place::Exact { file, base: base + cut },
        whole => whole,
    };
    let inner = Source { text: &prefixed, place };
    let mut reading = Reading::new(inner, language, notes, context, findings);
    reading.prefix = PREFIX.len();
    reading.skip = PREFIX.len();
    let mut content = Vec::new();
    while let Some((event, range)) = reading.next() {
        match event {
            Event::Start(Tag::Paragraph) => {
                if !content.is_empty() {
                    content.push(Inline::LineBreak);
                }
                content.extend(inlines::line(&mut reading));
                reading.next();
            }
            event => {
                let span = reading.span(range);
                if matches!(event, Event::Start(_)) {
                    reading.pass_over();
                }
                reading
                    .diagnostics()
                    .error("not-running-text", span, "only running text can stand here")
                    .help("write it without lists, headings, quotations and tables");
            }
        }
    }
    content
}

/// The inline Markdown of a YAML text.
pub fn scalar(
    scalar: &Scalar,
    language: &Language,
    notes: Notes,
    context: &Context<'_>,
    findings: &mut Findings,
) -> Vec<Inline<Written>> {
    text(scalar.source(), language.clone(), notes, context, findings)
}
