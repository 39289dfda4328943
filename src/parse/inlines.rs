//! Running text: Markdown's inline elements.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag};

use crate::model::manuscript::Written;
use crate::model::text::{Inline, Text, TextId, TextStyle};
use crate::parse::html;
use crate::parse::images;
use crate::parse::links::{self, Link};
use crate::parse::notes;
use crate::parse::punctuation;
use crate::parse::reading::Reading;
use crate::parse::run::Run;

/// A heading, a cell, a caption, a line of a title: running text up to the
/// next event that is none, with printers' marks.
pub fn line(reading: &mut Reading<'_>) -> Vec<Inline<Written>> {
    let mut run = Run::default();
    sequence(&mut run, reading);
    let content = finished(run, reading);
    images::report_captions(reading);
    content
}

/// The content of a whole run, with printers' marks and no space at its end.
pub fn finished(run: Run, reading: &mut Reading<'_>) -> Vec<Inline<Written>> {
    let mut content = run.finish(reading);
    // A comment at the end leaves the space before it.
    if let Some(Inline::Text(last)) = content.last_mut() {
        let length = last.text.trim_end_matches([' ', '\t']).len();
        last.text.truncate(length);
        if length == 0 {
            content.pop();
        }
    }
    punctuation::set(&mut content, &reading.language);
    content
}

/// Adds to `run` what comes up to the next event that is no running text.
pub fn sequence(run: &mut Run, reading: &mut Reading<'_>) {
    while let Some((event, range)) = reading.next_inline() {
        let is_read = range.end <= reading.skip || range.start < reading.skip;
        match event {
            Event::Text(text) => {
                let cut = reading.skip.saturating_sub(range.start).min(text.len());
                let is_verbatim = reading.slice(range.clone()) == &*text;
                match (cut, is_verbatim) {
                    (0, _) => run.text(&text, range, reading),
                    (_, true) => run.text(&text[cut..], range.start + cut..range.end, reading),
                    (_, false) => {}
                }
            }
            Event::SoftBreak | Event::HardBreak if is_read => {}
            Event::SoftBreak if !reading.is_verse => run.space(range),
            Event::SoftBreak | Event::HardBreak => run.element(Inline::LineBreak, reading),
            Event::Code(_) | Event::InlineHtml(_) | Event::FootnoteReference(_)
                if range.end <= reading.skip => {}
            Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                let text =
                    Text { id: TextId::NONE, text: text.to_string(), span: reading.span(range) };
                let content = vec![Inline::Text(text)];
                run.element(Inline::Styled { style: TextStyle::Code, content }, reading);
            }
            Event::InlineHtml(text) => {
                if html::is_comment(&text) {
                    html::query(range, false, reading);
                    run.comment();
                } else {
                    html::report(&text, range, reading);
                }
            }
            Event::FootnoteReference(label) => {
                let span = reading.span(range);
                if let Some(citation) = notes::citation(&label, span, reading) {
                    run.element(citation, reading);
                }
            }
            Event::Start(_) if range.end <= reading.skip => reading.pass_over(),
            Event::Start(tag) => {
                if reading.enter(&range) {
                    element(tag, range, run, reading);
                    reading.leave();
                }
            }
            Event::TaskListMarker(_) | Event::End(_) | Event::Html(_) | Event::Rule => {}
        }
    }
}

/// Adds the element that has just begun, and passes its end.
fn element<'t>(tag: Tag<'t>, range: Range<usize>, run: &mut Run, reading: &mut Reading<'t>) {
    let style = match tag {
        Tag::Emphasis => TextStyle::Emphasis,
        Tag::Strong => TextStyle::Strong,
        Tag::Strikethrough => TextStyle::Struck,
        Tag::Superscript => TextStyle::Superior,
        Tag::Subscript => TextStyle::Inferior,
        Tag::Link { link_type, dest_url, title, id } => {
            let link = Link { kind: link_type, destination: &dest_url, title: &title, label: &id };
            let content = content(reading);
            for inline in links::inlines(link, content, range, reading) {
                run.element(inline, reading);
            }
            return;
        }
        Tag::Image { link_type: LinkType::WikiLink { .. }, .. } => {
            reading.pass_over();
            images::report_embedded(range, reading);
            return;
        }
        Tag::Image { dest_url, title, id, .. } => {
            if let Some(image) = images::image(&dest_url, &title, &id, range, reading) {
                run.element(image, reading);
            }
            return;
        }
        _ => {
            reading.pass_over();
            return;
        }
    };
    let content = content(reading);
    run.element(Inline::Styled { style, content }, reading);
}

/// What stands within an element, whose end is passed.
fn content(reading: &mut Reading<'_>) -> Vec<Inline<Written>> {
    let mut run = Run::default();
    sequence(&mut run, reading);
    reading.next();
    run.finish(reading)
}
