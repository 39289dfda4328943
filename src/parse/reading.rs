//! A stretch of Markdown while it is being read: its events, the way back
//! from them to the file, and what is found on the way.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{Event, OffsetIter, Options, Parser, Tag};

use crate::model::diagnostic::Diagnostics;
use crate::model::language::Language;
use crate::model::manuscript::{Query, Written, WrittenNote};
use crate::model::source::Span;
use crate::parse::attributes::Attributes;
use crate::parse::context::Context;
use crate::parse::place::Source;

/// Blocks and styles within one another. Nothing that anybody writes needs
/// more; later stages may walk the text by recursion.
const DEEPEST: usize = 64;

/// An event with its bytes of the text.
pub type Placed<'t> = (Event<'t>, Range<usize>);

/// Whether marks of notes may stand in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notes {
    Allowed,
    /// The text is itself a note's.
    WithinNote,
    /// The text belongs to no chapter.
    Nowhere,
}

/// What reading finds beside the text itself.
#[derive(Debug, Default)]
pub struct Findings {
    pub diagnostics: Diagnostics,
    pub notes: Vec<WrittenNote<Written>>,
    /// Labels of notes that are cited, with their places.
    pub cited: Vec<(String, Span)>,
    /// Queries, in their order.
    pub queries: Vec<Query>,
    /// Names of HTML elements that have been reported.
    pub elements: BTreeSet<String>,
}

/// A caption that waits for its figure.
#[derive(Clone, Debug)]
pub struct Caption<'t> {
    /// As pulldown-cmark gives it: entities and escapes are resolved.
    pub title: String,
    /// The image as written.
    pub raw: &'t str,
    pub range: Range<usize>,
}

/// A stretch of Markdown while it is being read.
pub struct Reading<'t> {
    pub context: &'t Context<'t>,
    pub source: Source<'t>,
    pub language: Language,
    pub notes: Notes,
    pub findings: &'t mut Findings,
    /// Bytes at the head that are none of the text's.
    pub prefix: usize,
    /// Events before this byte print nothing: they have been read already.
    pub skip: usize,
    /// Where the events taken so far end.
    pub end: usize,
    /// Whether lines end where they end in the source.
    pub is_verse: bool,
    pub captions: Vec<Caption<'t>>,
    /// What is said in braces of the image that was read last.
    pub attributes: Option<Attributes>,
    /// Whether the list item read last has paragraphs set off by blank lines.
    pub has_paragraphs: bool,
    /// Bytes at which the link definitions begin that a link has used.
    pub used: BTreeSet<usize>,
    events: OffsetIter<'t>,
    ahead: Option<Placed<'t>>,
    depth: usize,
    was_too_deep: bool,
}

impl<'t> Reading<'t> {
    /// Begins to read `source`.
    pub fn new(
        source: Source<'t>,
        language: Language,
        notes: Notes,
        context: &'t Context<'t>,
        findings: &'t mut Findings,
    ) -> Reading<'t> {
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_HEADING_ATTRIBUTES
            | Options::ENABLE_DEFINITION_LIST
            | Options::ENABLE_SUPERSCRIPT
            | Options::ENABLE_SUBSCRIPT
            | Options::ENABLE_WIKILINKS;
        Reading {
            context,
            source,
            language,
            notes,
            findings,
            prefix: 0,
            skip: 0,
            end: 0,
            is_verse: false,
            captions: Vec::new(),
            attributes: None,
            has_paragraphs: false,
            used: BTreeSet::new(),
            events: Parser::new_ext(source.text, options).into_offset_iter(),
            ahead: None,
            depth: 0,
            was_too_deep: false,
        }
    }

    /// The next event.
    pub fn next(&mut self) -> Option<Placed<'t>> {
        let next = self.ahead.take().or_else(|| self.events.next());
        if let Some((_, range)) = &next {
            self.end = self.end.max(range.end);
        }
        next
    }

    /// The next event, left where it is.
    pub fn peek(&mut self) -> Option<&Placed<'t>> {
        if self.ahead.is_none() {
            self.ahead = self.events.next();
        }
        self.ahead.as_ref()
    }

    /// The next event, if it belongs to running text.
    pub fn next_inline(&mut self) -> Option<Placed<'t>> {
        match self.peek() {
            Some((event, _)) if is_inline(event) => self.next(),
            _ => None,
        }
    }

    /// The span of bytes of the text, without white space at its end.
    pub fn span(&self, range: Range<usize>) -> Span {
        let length = self.slice(range.clone()).trim_end().len();
        self.exact_span(range.start..range.start + length)
    }

    /// The span of bytes of the text, to the last of them.
    pub fn exact_span(&self, range: Range<usize>) -> Span {
        let Range { start, end } = range;
        let start = start.max(self.prefix) - self.prefix;
        self.source.place.span(start..end.max(self.prefix + start) - self.prefix)
    }

    /// The text of bytes `range`.
    pub fn slice(&self, range: Range<usize>) -> &'t str {
        self.source.text.get(range).unwrap_or_default()
    }

    /// Where diagnostics go.
    pub fn diagnostics(&mut self) -> &mut Diagnostics {
        &mut self.findings.diagnostics
    }

    /// Goes one level down. Where that is too deep, reports it, passes over
    /// the element that has begun, and says no.
    pub fn enter(&mut self, range: &Range<usize>) -> bool {
        if self.depth < DEEPEST {
            self.depth += 1;
            return true;
        }
        if !self.was_too_deep {
            self.was_too_deep = true;
            let end = (range.start + 1..range.end.max(range.start + 1))
                .find(|end| self.source.text.is_char_boundary(*end))
                .unwrap_or(range.end);
            let span = self.span(range.start..end);
            self.diagnostics()
                .error(
                    "too-deep",
                    span,
                    format!("more than {DEEPEST} elements lie within one another"),
                )
                .help("write it in fewer levels");
        }
        self.pass_over();
        false
    }

    /// Goes one level up again.
    pub fn leave(&mut self) {
        self.depth -= 1;
    }

    /// Passes over the rest of the element that has begun.
    pub fn pass_over(&mut self) {
        let mut open = 1;
        while open > 0 {
            match self.next() {
                Some((Event::Start(_), _)) => open += 1,
                Some((Event::End(_), _)) => open -= 1,
                Some(_) => {}
                None => return,
            }
        }
    }

    /// Where the link definition with this label stands.
    pub fn definition(&self, label: &str) -> Option<usize> {
        self.events.reference_definitions().get(label).map(|definition| definition.span.start)
    }

    /// The link definitions that no link has used, in order.
    pub fn unused(&self) -> Vec<Range<usize>> {
        let mut unused: Vec<Range<usize>> = self
            .events
            .reference_definitions()
            .iter()
            .map(|(_, definition)| definition.span.clone())
            .filter(|span| !self.used.contains(&span.start))
            .collect();
        unused.sort_by_key(|span| span.start);
        unused
    }
}

/// Whether an event belongs to running text.
pub fn is_inline(event: &Event<'_>) -> bool {
    match event {
        Event::Text(_)
        | Event::Code(_)
        | Event::InlineMath(_)
        | Event::DisplayMath(_)
        | Event::InlineHtml(_)
        | Event::FootnoteReference(_)
        | Event::SoftBreak
        | Event::HardBreak
        | Event::TaskListMarker(_) => true,
        Event::Start(tag) => matches!(
            tag,
            Tag::Emphasis
                | Tag::Strong
                | Tag::Strikethrough
                | Tag::Superscript
                | Tag::Subscript
                | Tag::Link { .. }
                | Tag::Image { .. }
        ),
        Event::End(_) | Event::Html(_) | Event::Rule => false,
    }
}
