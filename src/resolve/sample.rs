//! Manuscripts made by hand, for the tests of this stage: a few lines of
//! markup in, the book as text out.

use crate::model::book::{Book, Reference};
use crate::model::date::DocumentDate;
use crate::model::diagnostic::Diagnostics;
use crate::model::document::{Arrangement, DocumentStatus};
use crate::model::edition::{ContentsEntry, ContentsKind, Edition};
use crate::model::inputs::Inputs;
use crate::model::manuscript::{Chapter, Document, Prints, Sigil, Tag, Written, WrittenNote};
use crate::model::register::{RecordData, RecordKind, WrittenRecord, WrittenRegister};
use crate::model::sample;
use crate::model::source::{FileId, SourceFile, Span};
use crate::model::text::{Block, BlockKind, Inline, Text, TextId};
use crate::resolve::{Registered, resolved};

/// A manuscript in the making.
pub(crate) struct Sample {
    pub(crate) edition: Edition,
    pub(crate) chapters: Vec<Chapter<Written>>,
    pub(crate) registers: Vec<WrittenRegister>,
    pub(crate) inputs: Inputs,
}

impl Sample {
    pub(crate) fn new() -> Sample {
        let mut inputs = Inputs::default();
        let file = file(&mut inputs, "edition.yaml");
        inputs.edition = Some(file);
        Sample { edition: sample::edition(), chapters: Vec::new(), registers: Vec::new(), inputs }
    }

    /// Adds a chapter to the body. Each line is a block: `# ` or `#id ` opens
    /// a heading, `! ` a figure, `[^7]: ` a note, all else a paragraph.
    pub(crate) fn chapter(&mut self, name: &str, lines: &[&str]) -> &mut Chapter<Written> {
        let chapter = chapter(file(&mut self.inputs, name), lines);
        let kind = ContentsKind::Chapter(chapter.file);
        self.edition.contents.body.push(ContentsEntry { kind, span: chapter.span });
        self.chapters.push(chapter);
        self.chapters.last_mut().expect("just pushed")
    }

    /// Puts the chapters that stand in the body so far into a part.
    pub(crate) fn part(&mut self, title: &str) {
        let contains = std::mem::take(&mut self.edition.contents.body);
        let (parts, contains): (Vec<_>, Vec<_>) =
            contains.into_iter().partition(|entry| matches!(entry.kind, ContentsKind::Part { .. }));
        let span = contains[0].span;
        let title = inlines(title, span.file);
        let kind = ContentsKind::Part { title, introduction: None, contains };
        self.edition.contents.body = parts;
        self.edition.contents.body.push(ContentsEntry { kind, span });
    }

    /// Adds a document to the body, with a date.
    pub(crate) fn document(
        &mut self,
        id: &str,
        date: &str,
        lines: &[&str],
    ) -> &mut Document<Written> {
        let chapter = self.chapter(&format!("{id}.md"), lines);
        chapter.document.insert(Document {
            id: id.to_string(),
            number: None,
            status: DocumentStatus::Printed,
            date: DocumentDate::parse(date),
            date_printed: Vec::new(),
            from: Vec::new(),
            to: Vec::new(),
            place: Vec::new(),
            kind: None,
            source: Vec::new(),
            numbers: Vec::new(),
            encloses: Vec::new(),
            arrangement: Arrangement::default(),
            span: chapter.span,
        })
    }

    /// Adds a record to the register `names.yaml`.
    pub(crate) fn record(&mut self, id: &str, heading: &str) -> &mut WrittenRecord {
        if self.registers.is_empty() {
            let name = "names.yaml".to_string();
            let file = file(&mut self.inputs, &name);
            self.registers.push(WrittenRegister { file, name, records: Vec::new() });
        }
        let register = &mut self.registers[0];
        let span = Span::new(register.file, 0, 0);
        register.records.push(WrittenRecord {
            data: data(id, heading, span),
            see: None,
            see_also: Vec::new(),
        });
        register.records.last_mut().expect("just pushed")
    }

    /// The book, and what was reported: `level code`, in order.
    pub(crate) fn resolve(self) -> (Book, Vec<String>) {
        let mut diagnostics = Diagnostics::default();
        let Sample { edition, chapters, registers, inputs } = self;
        let registered = Registered { registers, ..Registered::default() };
        let book = resolved(edition, chapters, registered, "", &inputs, &mut diagnostics);
        let codes = diagnostics.iter().map(|diagnostic| diagnostic.code.to_string()).collect();
        (book, codes)
    }
}

fn file(inputs: &mut Inputs, name: &str) -> FileId {
    let name = name.to_string();
    inputs.sources.add(SourceFile { path: name.clone(), name, ..SourceFile::default() })
}

fn chapter(file: FileId, lines: &[&str]) -> Chapter<Written> {
    let span = Span::new(file, 0, 0);
    let mut blocks = Vec::new();
    let mut notes = Vec::new();
    for line in lines {
        if let Some((label, text)) = line.strip_prefix("[^").and_then(|rest| rest.split_once("]: "))
        {
            let blocks = vec![block(text, file)];
            notes.push(WrittenNote { label: label.to_string(), blocks, span });
        } else {
            blocks.push(block(line, file));
        }
    }
    Chapter { blocks, notes, ..Chapter::at(span) }
}

fn block(line: &str, file: FileId) -> Block<Written> {
    let (id, kind) = if let Some(rest) = line.strip_prefix('#') {
        let (id, text) = rest.split_once(' ').expect("a heading has a text");
        (id, BlockKind::Heading { level: 2, content: inlines(text, file) })
    } else if let Some(rest) = line.strip_prefix('!') {
        let (id, caption) = rest.split_once(' ').expect("a figure has a caption");
        let name = "images/a.png".to_string();
        let image = crate::model::text::Image { name, alternative: "A picture".to_string() };
        (
            id,
            BlockKind::Figure {
                image,
                caption: inlines(caption, file),
                credit: Vec::new(),
                is_plate: false,
                number: 0,
            },
        )
    } else {
        ("", BlockKind::Paragraph(inlines(line, file)))
    };
    let id = Some(id.to_string()).filter(|id| !id.is_empty());
    Block { kind, span: Span::new(file, 0, 0), id, anchor: None }
}

/// Text with `[[tags]]`, `[^citations]` and `[links](#to)`.
pub(crate) fn inlines(markup: &str, file: FileId) -> Vec<Inline<Written>> {
    let span = Span::new(file, 0, 0);
    let text = |text: &str| Inline::Text(Text { id: TextId::NONE, text: text.to_string(), span });
    let mut inlines = Vec::new();
    let mut rest = markup;
    while let Some(at) = rest.find('[') {
        if at > 0 {
            inlines.push(text(&rest[..at]));
        }
        let opened = &rest[at..];
        let (to, content, after) = if let Some(tag) = opened.strip_prefix("[[") {
            let (tag, after) = tag.split_once("]]").expect("a tag ends");
            let (tag, content) = self::tag(tag, span);
            (Written::Tag(Box::new(tag)), content.to_string(), after)
        } else if let Some(label) = opened.strip_prefix("[^") {
            let (label, after) = label.split_once(']').expect("a citation ends");
            (Written::Citation { label: label.to_string() }, String::new(), after)
        } else {
            let (content, after) = opened[1..].split_once("](").expect("a link has a target");
            let (destination, after) = after.split_once(')').expect("a link ends");
            (Written::Link { destination: destination.to_string() }, content.to_string(), after)
        };
        let content = if content.is_empty() { Vec::new() } else { vec![text(&content)] };
        inlines.push(Inline::Reference { to, content, span });
        rest = after;
    }
    if !rest.is_empty() {
        inlines.push(text(rest));
    }
    inlines
}

fn tag(written: &str, span: Span) -> (Tag, &str) {
    let (name, prints, content) = match written.split_once('|') {
        None => (written, Prints::Short, ""),
        Some((name, "")) => (name, Prints::Nothing, ""),
        Some((name, content)) => (name, Prints::Content, content),
    };
    let sigils =
        [('!', Sigil::Principal), ('-', Sigil::Passing), ('<', Sigil::Opens), ('>', Sigil::Closes)];
    let sigil = sigils.iter().find(|(sign, _)| name.starts_with(*sign));
    let name = name.trim_start_matches(['!', '-', '<', '>']);
    let mut names = name.split('#').map(str::to_string);
    let tag = Tag {
        sigil: sigil.map_or(Sigil::None, |(_, sigil)| *sigil),
        id: names.next().unwrap_or_default(),
        id_span: span,
        subheadings: names.collect(),
        prints,
    };
    (tag, content)
}

fn data(id: &str, heading: &str, span: Span) -> RecordData<Written> {
    RecordData {
        id: id.to_string(),
        span,
        kind: RecordKind::Name,
        heading: inlines(heading, span.file),
        short: heading.split(',').next().unwrap_or_default().to_string(),
        sort: None,
        aliases: Vec::new(),
        dates: None,
        note: Vec::new(),
        original: Vec::new(),
        category: None,
        authority: Vec::new(),
        expansion: None,
        hyphenates: true,
        gloss: Vec::new(),
    }
}

/// Resolved text as it reads: mentions as `{id:text}`, marks as `^7`, places
/// as `<anchor:text>`, pages as `<p. anchor>`.
pub(crate) fn shown(book: &Book, inlines: &[Inline<Reference>]) -> String {
    let mut text = String::new();
    for inline in inlines {
        match inline {
            Inline::Text(node) => text.push_str(&node.text),
            Inline::Reference { to, content, .. } => {
                let content = shown(book, content);
                text.push_str(&match to {
                    Reference::Mention(id) => {
                        let record = book.mention(*id).record;
                        format!("{{{}:{content}}}", book.record(record).data.id)
                    }
                    Reference::Citation(id) => {
                        format!("^{}", book.note(book.citation(*id).note).mark)
                    }
                    Reference::Place(anchor) => {
                        format!("<{}:{content}>", book.anchor(*anchor).id)
                    }
                    Reference::PageOf(anchor) => format!("<p. {}>", book.anchor(*anchor).id),
                    Reference::Point(anchor) => format!("<{}>", book.anchor(*anchor).id),
                    Reference::External(address) => format!("<{address}:{content}>"),
                });
            }
            Inline::Styled { content, .. } | Inline::Foreign { content, .. } => {
                text.push_str(&shown(book, content));
            }
            Inline::LineBreak => text.push('/'),
            Inline::Image { .. } => text.push('▢'),
        }
    }
    text
}
