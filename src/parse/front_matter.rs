//! The YAML block at the head of a Markdown file.

use crate::model::manuscript::{Chapter, Prints, Written};
use crate::model::source::{FileId, Span};
use crate::parse::context::Context;
use crate::parse::document;
use crate::parse::fields::{self, Fields};
use crate::parse::identifiers;
use crate::parse::place::{Place, Source};
use crate::parse::reading::{Findings, Notes};
use crate::parse::running;
use crate::parse::tagged;
use crate::parse::yaml::{self, Node};

const KEYS: [&str; 10] = [
    "title",
    "short-title",
    "subtitle",
    "author",
    "language",
    "id",
    "epigraph",
    "index",
    "numbered",
    "document",
];

/// A chapter that has what its front matter says and no text yet, and the
/// byte at which its text begins.
pub fn chapter(
    file: FileId,
    text: &str,
    context: &Context<'_>,
    findings: &mut Findings,
) -> (Chapter<Written>, usize) {
    let mut chapter = Chapter::at(Span::new(file, 0, 0));
    let Some((start, end, body)) = block(text) else { return (chapter, 0) };
    let source = Source { text: &text[start..end], place: Place::Exact { file, base: start } };
    if let Some(node) = yaml::document(source, &mut findings.diagnostics) {
        fill(&mut chapter, &node, context, findings);
    }
    (chapter, body)
}

/// Where the YAML begins and ends, and where the text begins. Nothing where
/// the file has no front matter.
fn block(text: &str) -> Option<(usize, usize, usize)> {
    let mut at = 0;
    let mut start = None;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end();
        match start {
            None if bare == "---" => start = Some(line.len()),
            None => return None,
            Some(start) if bare == "---" || bare == "..." => {
                return Some((start, at, at + line.len()));
            }
            Some(_) => {}
        }
        at += line.len();
    }
    None
}

fn fill(
    chapter: &mut Chapter<Written>,
    node: &Node,
    context: &Context<'_>,
    findings: &mut Findings,
) {
    if matches!(node.value, yaml::Value::Empty) {
        return;
    }
    let diagnostics = &mut findings.diagnostics;
    let Some(front) = Fields::new(node, "the front matter", &KEYS, diagnostics) else { return };
    chapter.language = front.language("language", diagnostics);
    let id = front.text("id", diagnostics);
    let id = id.filter(|id| identifiers::check(&id.text, id.span, diagnostics));
    chapter.id = id.map(|id| id.text.clone());
    chapter.is_numbered = front.flag("numbered", diagnostics).unwrap_or(true);
    let language = chapter.language.clone().unwrap_or_else(|| context.language.clone());
    let mut text = |key: &str| match front.text(key, &mut findings.diagnostics) {
        Some(scalar) => running::scalar(scalar, &language, Notes::Allowed, context, findings),
        None => Vec::new(),
    };
    chapter.title = text("title");
    chapter.short_title = text("short-title");
    chapter.subtitle = text("subtitle");
    chapter.author = text("author");
    chapter.epigraph = text("epigraph");
    for node in front.several("index") {
        let Some(scalar) = fields::text(node, "index", &mut findings.diagnostics) else { continue };
        chapter.index.extend(tagged::inline(scalar, Prints::Nothing, &language, context, findings));
    }
    if let Some(node) = front.get("document") {
        chapter.document = document::document(node, &language, context, findings);
        if chapter.id.is_none() {
            chapter.id = chapter.document.as_ref().map(|document| document.id.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::block;

    #[track_caller]
    fn check(text: &str, yaml: Option<&str>, body: &str) {
        let found = block(text);
        assert_eq!(found.map(|(start, end, _)| &text[start..end]), yaml);
        assert_eq!(&text[found.map_or(0, |(.., body)| body)..], body);
    }

    #[test]
    fn front_matter_stands_at_the_head() {
        check("---\ntitle: a\n---\nText\n", Some("title: a\n"), "Text\n");
        check("---\n---\n", Some(""), "");
        check("---\n\nText\n", None, "---\n\nText\n");
        check("Text\n---\na: b\n---\n", None, "Text\n---\na: b\n---\n");
        check("", None, "");
    }
}
