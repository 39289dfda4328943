//! Blocks of text: what stands between two blank lines.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Tag};

use crate::model::manuscript::{Written, WrittenNote};
use crate::model::text::{Block, BlockKind, Inline, Text, TextId};
use crate::parse::html;
use crate::parse::identifiers;
use crate::parse::images;
use crate::parse::inlines;
use crate::parse::lists;
use crate::parse::quotations;
use crate::parse::reading::{self, Notes, Reading};
use crate::parse::run::Run;
use crate::parse::tables;

/// The blocks up to the end of the element that has begun, or of the text.
/// That end is left to the caller.
pub fn blocks(reading: &mut Reading<'_>) -> Vec<Block<Written>> {
    // Most notes and items are one paragraph.
    let mut blocks = Vec::with_capacity(1);
    let mut has_paragraphs = false;
    loop {
        let (event, range) = match reading.peek() {
            None | Some((Event::End(_), _)) => break,
            Some((event, range)) => (event, range.clone()),
        };
        if reading::is_inline(event) {
            // A tight list has its text without a paragraph around it.
            blocks.extend(paragraph(range, false, reading));
            continue;
        }
        let Some((event, range)) = reading.next() else { break };
        match event {
            Event::Start(Tag::Paragraph) => {
                has_paragraphs = true;
                blocks.extend(paragraph(range, true, reading));
            }
            Event::Start(Tag::HtmlBlock) => {
                html::block(range, true, reading);
            }
            Event::Start(tag) => blocks.extend(nested(tag, range, reading)),
            Event::Rule => blocks.push(plain_block(BlockKind::SectionBreak, range, reading)),
            _ => {}
        }
    }
    reading.has_paragraphs = has_paragraphs;
    blocks
}

/// The block that has just begun, unless it lies too deep; its end is passed.
fn nested<'t>(
    tag: Tag<'t>,
    range: Range<usize>,
    reading: &mut Reading<'t>,
) -> Option<Block<Written>> {
    if !reading.enter(&range) {
        return None;
    }
    let block = block(tag, range, reading);
    reading.leave();
    block
}

fn block<'t>(
    tag: Tag<'t>,
    range: Range<usize>,
    reading: &mut Reading<'t>,
) -> Option<Block<Written>> {
    let kind = match tag {
        Tag::Heading { level, id, classes, attrs } => {
            let content = inlines::line(reading);
            reading.next();
            let at =
                reading.slice(range.clone()).rfind('{').map_or(range.start, |at| range.start + at);
            let braces = reading.span(at..range.end);
            if !classes.is_empty() || !attrs.is_empty() {
                reading
                    .diagnostics()
                    .error("unknown-attribute", braces, "only `{#id}` may stand after a heading")
                    .help("write nothing else between the braces; to print them, write `\\{`");
            }
            let span = reading.span(range);
            let id = id.map(|id| id.to_string());
            let id = id.filter(|id| identifiers::check(id, braces, reading.diagnostics()));
            let kind = BlockKind::Heading { level: level as u8, content };
            return Some(Block { kind, span, id, anchor: None });
        }
        Tag::BlockQuote(_) => quotations::quotation(range.clone(), reading),
        Tag::CodeBlock(kind) => code(kind, range.clone(), reading),
        Tag::List(start) => lists::list(start, reading),
        Tag::DefinitionList => lists::definitions(reading),
        Tag::Table(alignments) => tables::table(&alignments, reading),
        Tag::FootnoteDefinition(label) => {
            note(&label, range, reading);
            return None;
        }
        _ => {
            reading.pass_over();
            return None;
        }
    };
    Some(plain_block(kind, range, reading))
}

fn plain_block(
    kind: BlockKind<Written>,
    range: Range<usize>,
    reading: &Reading<'_>,
) -> Block<Written> {
    Block { kind, span: reading.span(range), id: None, anchor: None }
}

/// A paragraph or a figure; nothing where comments are all that it has.
///
/// A comment in a line of its own does not divide a paragraph, although the
/// Markdown parser makes two of it.
fn paragraph(
    range: Range<usize>,
    is_marked: bool,
    reading: &mut Reading<'_>,
) -> Option<Block<Written>> {
    let mut run = Run::default();
    let mut whole = range;
    loop {
        inlines::sequence(&mut run, reading);
        if is_marked {
            reading.next();
        }
        whole.end = whole.end.max(reading.end);
        let Some((Event::Start(Tag::HtmlBlock), html)) = reading.peek() else { break };
        let html = html.clone();
        if !follows(whole.start, html.start, reading) {
            break;
        }
        reading.next();
        let html = html::block(html, false, reading);
        let goes_on = match reading.peek() {
            Some((Event::Start(Tag::Paragraph), _)) => is_marked,
            Some((event, _)) => !is_marked && reading::is_inline(event),
            None => false,
        };
        let next = reading.peek().map_or(html.end, |(_, range)| range.start);
        if !goes_on || !follows(html.start, next, reading) {
            break;
        }
        run.space(html);
        if is_marked {
            reading.next();
        }
    }
    finished(run, whole, reading)
}

/// Whether the line at byte `next` comes right after the last line of text
/// before it, which begins somewhere after `start`.
fn follows(start: usize, next: usize, reading: &Reading<'_>) -> bool {
    let before = reading.slice(start..next);
    let gap = &before[before.trim_end_matches([' ', '\t', '\n', '>']).len()..];
    gap.matches('\n').count() == 1
}

fn finished(run: Run, range: Range<usize>, reading: &mut Reading<'_>) -> Option<Block<Written>> {
    let content: Vec<Inline<Written>> = inlines::finished(run, reading);
    let (kind, id) = match images::figure(content, reading) {
        Ok(figure) => figure,
        Err(content) if content.is_empty() => return None,
        Err(content) => (BlockKind::Paragraph(content), None),
    };
    images::report_captions(reading);
    Some(Block { kind, span: reading.span(range), id, anchor: None })
}

fn code(
    kind: CodeBlockKind<'_>,
    range: Range<usize>,
    reading: &mut Reading<'_>,
) -> BlockKind<Written> {
    let mut text = String::new();
    while let Some((event, _)) = reading.next() {
        match event {
            Event::Text(bit) => text.push_str(&bit),
            Event::End(_) => break,
            _ => {}
        }
    }
    let span = reading.span(range);
    if matches!(kind, CodeBlockKind::Indented) {
        reading
            .diagnostics()
            .warning("indented-code", span, "four spaces before a line make it preformatted")
            .help(
                "delete the spaces; where preformatted text is meant, put it between lines of ```",
            );
    }
    let length = text.trim_end_matches('\n').len();
    text.truncate(length);
    BlockKind::Code(Text { id: TextId::NONE, text, span })
}

/// Takes down a note, whose end is passed.
fn note(label: &str, range: Range<usize>, reading: &mut Reading<'_>) {
    let outer = reading.notes;
    if outer == Notes::Allowed {
        reading.notes = Notes::WithinNote;
    }
    let is_verse = std::mem::replace(&mut reading.is_verse, false);
    let blocks = blocks(reading);
    reading.next();
    reading.is_verse = is_verse;
    reading.notes = outer;
    let marker = range.start..range.start + "[^]:".len() + label.len();
    let marker = if reading.slice(marker.clone()).is_empty() { range } else { marker };
    let span = reading.span(marker);
    reading.findings.notes.push(WrittenNote { label: label.to_string(), blocks, span });
}
