//! What can be read in an ebook.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use crate::harness::tokens::tokens;
use crate::harness::xml::{Event, events};

/// An ebook taken apart.
pub struct Ebook {
    /// Every text file by its path in the container.
    pub texts: BTreeMap<String, String>,
    /// The path of every file.
    pub paths: BTreeSet<String>,
    /// Paths of the content documents, in reading order.
    pub spine: Vec<String>,
}

/// Text in reading order, page markers between.
pub enum Stretch {
    Text(String),
    /// The printed number of the page that begins here.
    Page(String),
}

/// Characters of the text after an identifier.
const AFTER: usize = 120;

impl Ebook {
    /// By file and identifier, the text that begins there; the file alone has
    /// that of its beginning.
    pub fn after_ids(&self) -> BTreeMap<String, String> {
        let mut after = BTreeMap::new();
        for path in &self.spine {
            let document = &self.texts[path];
            let body = &document[document.find("<body").expect("a document has a body")..];
            let (mut text, mut places) = (String::new(), vec![(String::new(), 0)]);
            for event in events(body) {
                match event {
                    Event::Open { attributes, .. } => {
                        places.extend(attributes.get("id").map(|id| (id.clone(), text.len())));
                    }
                    Event::Text(more) => text.push_str(&more),
                    Event::Close { .. } => {}
                }
            }
            for (id, at) in places {
                after.insert(format!("{path}#{id}"), text[at..].chars().take(AFTER).collect());
            }
        }
        after
    }

    /// Takes an ebook apart.
    pub fn read(data: &[u8]) -> Ebook {
        let mut archive = zip::ZipArchive::new(Cursor::new(data)).expect("an ebook is a zip file");
        let mut texts = BTreeMap::new();
        let mut paths = BTreeSet::new();
        for at in 0..archive.len() {
            let mut file = archive.by_index(at).expect("a file of the container can be read");
            let path = file.name().to_string();
            paths.insert(path.clone());
            let endings = [".xhtml", ".opf", ".ncx", ".xml", ".css"];
            if endings.iter().any(|ending| path.ends_with(ending)) {
                let mut text = String::new();
                file.read_to_string(&mut text).expect("text is UTF-8");
                texts.insert(path, text);
            }
        }
        let spine = spine(&texts);
        Ebook { texts, paths, spine }
    }

    /// What stands in the body of a section's file, a line for each block.
    pub fn section(&self, name: &str) -> String {
        let ending = format!("/{name}.xhtml");
        let (_, text) = self
            .texts
            .iter()
            .find(|(path, _)| path.ends_with(&ending))
            .unwrap_or_else(|| panic!("the ebook has no file for the section `{name}`"));
        let body = &text[text.find("<body").expect("a document has a body")..];
        lines(&body[..body.find("</body>").expect("a body ends") + "</body>".len()])
    }

    /// All text in reading order. Notes' marks and their back-links are left
    /// out: they are no words of the manuscript.
    pub fn stretches(&self) -> Vec<Stretch> {
        let mut stretches = Vec::new();
        for path in &self.spine {
            read_document(&self.texts[path], &mut stretches);
        }
        stretches
    }

    /// The words in reading order.
    pub fn words(&self) -> Vec<String> {
        let mut text = String::new();
        for stretch in self.stretches() {
            if let Stretch::Text(more) = stretch {
                text.push_str(&more);
            }
        }
        tokens(&text)
    }

    /// Links within the ebook that lead nowhere, with where they stand; and how
    /// many were looked at.
    pub fn broken_links(&self) -> (Vec<String>, usize) {
        let mut ids: BTreeSet<(String, String)> = BTreeSet::new();
        let mut links: Vec<(&str, String)> = Vec::new();
        for (path, text) in &self.texts {
            if path.ends_with(".css") || path.starts_with("META-INF/") {
                continue;
            }
            for event in events(text) {
                let Event::Open { attributes, .. } = event else { continue };
                for (key, value) in attributes {
                    match key.as_str() {
                        "id" => drop(ids.insert((path.clone(), value))),
                        "href" | "src" => links.push((path, value)),
                        _ => {}
                    }
                }
            }
        }
        links.retain(|(_, link)| !link.contains("://") && !link.starts_with("mailto:"));
        let count = links.len();
        let is_broken = |from: &str, link: &str| {
            let (file, id) = link.split_once('#').unwrap_or((link, ""));
            let target = if file.is_empty() { from.to_string() } else { joined(from, file) };
            let is_there = self.paths.contains(&target);
            !is_there || (!id.is_empty() && !ids.contains(&(target, id.to_string())))
        };
        let broken = links.into_iter().filter(|(from, link)| is_broken(from, link));
        (broken.map(|(from, link)| format!("{from}: {link}")).collect(), count)
    }
}

/// The path of `link` as written in the file `from`.
pub fn joined(from: &str, link: &str) -> String {
    let mut steps: Vec<&str> = from.split('/').collect();
    steps.pop();
    for step in link.split('/') {
        match step {
            ".." => drop(steps.pop()),
            "." => {}
            step => steps.push(step),
        }
    }
    steps.join("/")
}

fn spine(texts: &BTreeMap<String, String>) -> Vec<String> {
    let (package, text) =
        texts.iter().find(|(path, _)| path.ends_with(".opf")).expect("an ebook has a package");
    let mut files = BTreeMap::new();
    let mut spine = Vec::new();
    for event in events(text) {
        let Event::Open { name, attributes } = event else { continue };
        match name.as_str() {
            "item" => drop(files.insert(attributes["id"].clone(), attributes["href"].clone())),
            "itemref" => spine.push(attributes["idref"].clone()),
            _ => {}
        }
    }
    spine.iter().map(|id| joined(package, &files[id])).collect()
}

/// Elements that stand within a line: no word ends at them.
const INLINE: [&str; 17] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "ins", "q", "s",
    "small", "span", "strong",
];

fn read_document(document: &str, stretches: &mut Vec<Stretch>) {
    let mut skipped_depth = 0;
    for event in events(document) {
        match event {
            Event::Open { name, attributes } => {
                let role = attributes.get("role").map_or("", String::as_str);
                if skipped_depth > 0 || name == "head" || is_mark(role) {
                    skipped_depth += 1;
                }
                if !INLINE.contains(&name.as_str()) || is_mark(role) {
                    stretches.push(Stretch::Text(" ".into()));
                }
                if role == "doc-pagebreak" {
                    stretches.push(Stretch::Page(attributes["aria-label"].clone()));
                }
            }
            Event::Close { name } => {
                skipped_depth = (skipped_depth - 1).max(0);
                if !INLINE.contains(&name.as_str()) {
                    stretches.push(Stretch::Text(" ".into()));
                }
            }
            Event::Text(text) if skipped_depth == 0 => stretches.push(Stretch::Text(text)),
            Event::Text(_) => {}
        }
    }
}

fn is_mark(role: &str) -> bool {
    matches!(role, "doc-noteref" | "doc-backlink")
}

/// The same XHTML with a line for each block, for goldens.
fn lines(xhtml: &str) -> String {
    const BLOCKS: [&str; 24] = [
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "section",
        "header",
        "footer",
        "aside",
        "nav",
        "div",
        "ol",
        "ul",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "tr",
        "blockquote",
        "figure",
        "figcaption",
    ];
    let mut lines = String::new();
    for (at, piece) in xhtml.split('<').enumerate() {
        if at > 0 {
            let name = piece.trim_start_matches('/');
            let name = name.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
            let is_open = !piece.starts_with('/');
            if is_open && BLOCKS.contains(&name) && !lines.ends_with('\n') {
                lines.push('\n');
            }
            lines.push('<');
        }
        lines.push_str(piece);
    }
    lines.push('\n');
    lines
}
