//! A Markdown file: its front matter and its text.

use crate::model::diagnostic::Diagnostics;
use crate::model::manuscript::{Chapter, Query, Written};
use crate::model::source::{FileId, Span};
use crate::model::text::{Block, BlockKind};
use crate::parse::blocks;
use crate::parse::context::Context;
use crate::parse::front_matter;
use crate::parse::notes;
use crate::parse::place::{Place, Source};
use crate::parse::reading::{Findings, Notes, Reading};

/// The chapter in a file, its queries, and what is wrong with it.
pub fn chapter(file: FileId, context: &Context<'_>) -> (Chapter<Written>, Vec<Query>, Diagnostics) {
    let text = &context.inputs.sources.file(file).text;
    let mut findings = Findings::default();
    let (mut chapter, start) = front_matter::chapter(file, text, context, &mut findings);
    let language = chapter.language.clone().unwrap_or_else(|| context.language.clone());
    let source = Source { text: &text[start..], place: Place::Exact { file, base: start } };
    let mut reading = Reading::new(source, language, Notes::Allowed, context, &mut findings);
    chapter.blocks = blocks::blocks(&mut reading);
    report_unused(&mut reading);
    notes::check(&mut findings);
    if chapter.title.is_empty() {
        take_title(&mut chapter);
    }
    chapter.notes = findings.notes;
    chapter.span = Span::new(file, 0, text.len());
    (chapter, findings.queries, findings.diagnostics)
}

/// Makes the first heading of level one the chapter's title.
fn take_title(chapter: &mut Chapter<Written>) {
    let is_title =
        |block: &Block<Written>| matches!(block.kind, BlockKind::Heading { level: 1, .. });
    let Some(at) = chapter.blocks.iter().position(is_title) else { return };
    let block = chapter.blocks.remove(at);
    if let BlockKind::Heading { content, .. } = block.kind {
        chapter.title = content;
    }
    if chapter.id.is_none() {
        chapter.id = block.id;
    }
}

/// Reports lines that Markdown takes for the address of a link, and that
/// print nothing although no link uses them.
fn report_unused(reading: &mut Reading<'_>) {
    for range in reading.unused() {
        let span = reading.span(range);
        reading
            .diagnostics()
            .error(
                "unused-definition",
                span,
                "this line is read as a link's address and not printed",
            )
            .help("to print it, write `\\[` for its first bracket; else delete it");
    }
}
