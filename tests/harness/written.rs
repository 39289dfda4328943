//! The words of a manuscript, read from its Markdown by other eyes than the
//! compiler's, so that what the compiler loses is missed.

use std::collections::BTreeMap;

use pulldown_cmark::{Event, LinkType, MetadataBlockKind, Options, Parser, Tag, TagEnd};
use serde::Deserialize;

use crate::harness::tokens::tokens;

/// What a chapter's file says in words.
#[derive(Default)]
pub struct Written {
    /// The title, the text, captions.
    pub body: Vec<String>,
    /// The same without captions, as those of figures that float stand elsewhere
    /// in print.
    pub text: Vec<String>,
    /// The captions, in order.
    pub captions: Vec<String>,
    /// By label.
    pub notes: BTreeMap<String, Vec<String>>,
    /// A document's source note.
    pub source: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
struct FrontMatter {
    title: Option<String>,
    subtitle: Option<String>,
    document: Option<Document>,
}

#[derive(Default, Deserialize)]
struct Document {
    source: Option<String>,
}

/// The words of a Markdown file.
pub fn words(markdown: &str) -> Written {
    let mut texts = Texts::default();
    let source = prepared(markdown);
    for event in Parser::new_ext(&source, options()) {
        texts.event(event);
    }
    let matter: FrontMatter = match texts.metadata.as_str() {
        "" => FrontMatter::default(),
        yaml => serde_yaml::from_str(yaml).expect("front matter is YAML"),
    };
    let mut title = [matter.title, matter.subtitle].into_iter().flatten().collect::<Vec<_>>();
    title.push(String::new());
    let title = inline(&without_marks(&title.join(" ")));
    texts.spans();
    Written {
        body: tokens(&(title.clone() + &texts.body)),
        text: tokens(&(title + &texts.text)),
        captions: tokens(&texts.captions),
        notes: texts.notes.iter().map(|(label, text)| (label.clone(), tokens(text))).collect(),
        source: tokens(&inline(&matter.document.and_then(|it| it.source).unwrap_or_default())),
    }
}

/// A title without its notes' marks, whose notes stand elsewhere in the file.
fn without_marks(title: &str) -> String {
    let mut pieces = title.split("[^");
    let mut kept = pieces.next().unwrap_or_default().to_string();
    for piece in pieces {
        kept.push_str(piece.split_once(']').map_or(piece, |(_, after)| after));
    }
    kept
}

/// The text of inline Markdown.
fn inline(markdown: &str) -> String {
    let mut texts = Texts::default();
    let source = prepared(markdown);
    for event in Parser::new_ext(&source, options()) {
        texts.event(event);
    }
    texts.spans();
    texts.body
}

/// Destinations of marks that print signs where the edition says nothing else.
const SIGNED: [&str; 5] = ["supplied:", "conjectured:", "inserted:", "illegible:", "editorial:"];

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_SUPERSCRIPT
        | Options::ENABLE_SUBSCRIPT
        | Options::ENABLE_WIKILINKS
}

/// The text without what prints nothing: mere index marks, identifiers, and
/// the first lines that say of which kind a quotation is.
fn prepared(markdown: &str) -> String {
    let mut text = String::new();
    let mut rest = markdown;
    while let Some(start) = rest.find("[[") {
        let end = rest[start..].find("]]").map_or(rest.len(), |end| start + end + 2);
        text.push_str(&rest[..start]);
        if !rest[..end].ends_with("|]]") {
            text.push_str(&rest[start..end]);
        }
        rest = &rest[end..];
    }
    text.push_str(rest);
    let text = without_ids(&text);
    let is_kind = |line: &str| {
        let line = line.trim_start();
        let inner = line.trim_start_matches(['>', ' ']).trim_end();
        line.starts_with('>') && inner.starts_with("[!") && inner.ends_with(']')
    };
    text.lines()
        .map(|line| match line.find("[!").filter(|_| is_kind(line)) {
            Some(kind) => format!("{}\n", &line[..kind]),
            None => format!("{line}\n"),
        })
        .collect()
}

/// The text without `{#id}`, without what is said of an image after it, and
/// without citations of works, which print what the style makes of them.
fn without_ids(text: &str) -> String {
    let text = without_citations(&without_attributes(text));
    let mut pieces = text.split("{#");
    let mut kept = pieces.next().unwrap_or_default().to_string();
    for piece in pieces {
        kept.push_str(piece.split_once('}').map_or(piece, |(_, after)| after));
    }
    kept
}

fn without_attributes(text: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some(start) = rest.find("){") {
        let line = rest[start..].find('\n').map_or(rest.len(), |end| start + end);
        let end = rest[start..line].rfind('}').map_or(start + 2, |end| start + end + 1);
        kept.push_str(&rest[..=start]);
        let is_word = rest[start + 2..].starts_with(|c: char| c == '#' || c.is_ascii_lowercase());
        rest = &rest[if is_word { end } else { start + 1 }..];
    }
    kept + rest
}

fn without_citations(text: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some(start) = rest.find('[') {
        let inner = &rest[start + 1..];
        let end = inner.find(['[', ']']).filter(|end| inner[*end..].starts_with(']'));
        let is_escaped = rest[..start].ends_with('\\');
        let is_work = |inner: &str| {
            let starts = ["@", "-@"].iter().any(|mark| inner.starts_with(mark));
            starts || inner.contains(" @") || inner.contains(" -@")
        };
        kept.push_str(&rest[..start]);
        match end.filter(|end| !is_escaped && is_work(&inner[..*end])) {
            // A note that is all citation is a note.
            Some(end) => {
                kept.push('·');
                rest = &inner[end + 1..];
            }
            None => {
                kept.push('[');
                rest = inner;
            }
        }
    }
    kept + rest
}

#[derive(Default)]
struct Texts {
    body: String,
    text: String,
    captions: String,
    notes: BTreeMap<String, String>,
    note: Option<String>,
    metadata: String,
    in_metadata: bool,
    /// Links that are open: whether each is a mark of transcription.
    links: Vec<bool>,
    /// Within something whose text the manuscript does not print: the
    /// identifier of a bare tag, the alternative text of an image.
    unprinted: usize,
}

impl Texts {
    fn event(&mut self, event: Event) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(&tag),
            Event::Text(text) if self.in_metadata => self.metadata.push_str(&text),
            Event::Text(text) | Event::Code(text) if self.unprinted == 0 => self.push(&text),
            Event::SoftBreak | Event::HardBreak | Event::FootnoteReference(_) => self.push(" "),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag) {
        match tag {
            Tag::MetadataBlock(MetadataBlockKind::YamlStyle) => self.in_metadata = true,
            Tag::FootnoteDefinition(label) => self.note = Some(label.to_string()),
            Tag::Link { link_type: LinkType::WikiLink { has_pothole: false }, .. } => {
                self.links.push(false);
                self.unprinted += 1;
            }
            Tag::Link { .. } if self.unprinted > 0 => {
                self.links.push(false);
                self.unprinted += 1;
            }
            Tag::Link { dest_url, .. } => {
                let has_signs = SIGNED.contains(&&**dest_url);
                self.links.push(has_signs);
                if has_signs {
                    self.push("[");
                }
            }
            Tag::Image { title, .. } => {
                let caption = inline(title);
                self.caption(&caption);
                self.unprinted += 1;
            }
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough => {}
            _ => self.push(" "),
        }
    }

    fn end(&mut self, tag: &TagEnd) {
        match tag {
            TagEnd::MetadataBlock(_) => self.in_metadata = false,
            TagEnd::FootnoteDefinition => self.note = None,
            TagEnd::Link if self.links.pop() == Some(true) => self.push("]"),
            TagEnd::Link | TagEnd::Image => self.unprinted = self.unprinted.saturating_sub(1),
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => {}
            _ => self.push(" "),
        }
    }

    /// Takes out the ends of spans that the Markdown parser leaves as text, as
    /// a tag or a note's mark stands in them.
    fn spans(&mut self) {
        let texts = [&mut self.body, &mut self.text, &mut self.captions];
        for text in texts.into_iter().chain(self.notes.values_mut()) {
            let mut pieces = text.split("](");
            let mut kept = pieces.next().unwrap_or_default().to_string();
            for piece in pieces {
                kept.push(']');
                kept.push_str(piece.split_once(')').map_or(piece, |(_, after)| after));
            }
            *text = kept;
        }
    }

    fn push(&mut self, text: &str) {
        match &self.note {
            Some(label) => self.notes.entry(label.clone()).or_default().push_str(text),
            None => {
                self.body.push_str(text);
                self.text.push_str(text);
            }
        }
    }

    fn caption(&mut self, caption: &str) {
        match &self.note {
            Some(_) => self.push(caption),
            None => {
                self.body.push_str(caption);
                self.captions.push_str(caption);
                self.captions.push(' ');
            }
        }
    }
}
