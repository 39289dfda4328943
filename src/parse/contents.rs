//! The reading order: files, patterns of files, generated parts, parts of the
//! book.

use std::collections::BTreeMap;

use glob::{MatchOptions, Pattern};

use crate::model::edition::{
    Contents, ContentsEntry, ContentsKind, DocumentSettings, Generated, IndexOf, IndexSettings,
};
use crate::model::listing::ListingKind;
use crate::model::manuscript::Written;
use crate::model::nearest;
use crate::model::source::{FileId, Span};
use crate::model::text::Inline;
use crate::parse::context::Context;
use crate::parse::fields::{self, Fields};
use crate::parse::paths;
use crate::parse::reading::{Findings, Notes};
use crate::parse::register_settings::OF_DOCUMENTS;
use crate::parse::running;
use crate::parse::yaml::{Node, Scalar, Value};

const GENERATED: [(&str, Generated); 16] = [
    ("half-title", Generated::HalfTitle),
    ("title-page", Generated::TitlePage),
    ("copyright", Generated::Copyright),
    ("contents", Generated::Contents),
    ("list-of-documents", Generated::ListOfDocuments),
    ("calendar", Generated::Listing(ListingKind::Calendar)),
    ("chronology", Generated::Listing(ListingKind::Chronology)),
    ("concordance", Generated::Listing(ListingKind::Concordance)),
    ("repositories", Generated::Listing(ListingKind::Repositories)),
    ("illustrations", Generated::Illustrations),
    ("notes", Generated::Notes),
    ("glossary", Generated::Glossary),
    ("abbreviations", Generated::Abbreviations),
    ("corrections", Generated::Corrections),
    ("bibliography", Generated::Bibliography),
    ("symbols", Generated::Symbols),
];

/// The names of all parts that the compiler makes, but `index: …`.
fn generated_names<'a>() -> impl Iterator<Item = &'a str> {
    let lists = GENERATED.iter().map(|(name, _)| *name);
    lists.chain(OF_DOCUMENTS.iter().map(|(name, _)| *name))
}

/// Wildcards of one pattern: matching takes time that grows with each.
const MOST_WILDCARDS: usize = 8;

/// Files that all patterns together may be tried on.
const MOST_TRIALS: usize = 2_000_000;

/// Names for which the nearest spelling is looked up.
const MOST_SPELLINGS: usize = 50;

/// What else of the edition the reading order names.
pub struct Named<'a> {
    pub indexes: &'a [IndexSettings],
    pub has_glossary: bool,
    pub documents: &'a DocumentSettings,
    pub has_bibliography: bool,
}

/// The reading order that the mapping `node` describes.
pub fn contents(
    node: &Node,
    named: &Named<'_>,
    context: &Context<'_>,
    findings: &mut Findings,
) -> Contents {
    let keys = ["front", "body", "back"];
    let Some(matter) = Fields::new(node, "`contents`", &keys, &mut findings.diagnostics) else {
        return Contents::default();
    };
    let mut reader = Reader {
        named,
        context,
        findings,
        files: BTreeMap::new(),
        parts: Vec::new(),
        missing: 0,
        file_count: context.names(".md").count(),
        trials: 0,
    };
    let contents = Contents {
        front: reader.entries(matter.several("front")),
        body: reader.entries(matter.several("body")),
        back: reader.entries(matter.several("back")),
    };
    let listed = reader.files;
    for name in context.names(".md") {
        let file = context.file(name);
        if let Some(file) = file.filter(|file| !listed.contains_key(file)) {
            findings
                .diagnostics
                .warning(
                    "unlisted-file",
                    Span::new(file, 0, 0),
                    format!("`{name}` is not in the book"),
                )
                .help("name it under `contents` in `edition.yaml`, or delete it");
        }
    }
    contents
}

struct Reader<'a> {
    named: &'a Named<'a>,
    context: &'a Context<'a>,
    findings: &'a mut Findings,
    /// The files named so far, with their places.
    files: BTreeMap<FileId, Span>,
    /// The generated parts named so far.
    parts: Vec<(Generated, Span)>,
    /// How many names were not found.
    missing: usize,
    /// How many Markdown files there are, and how many have been held against
    /// patterns.
    file_count: usize,
    trials: usize,
}

impl Reader<'_> {
    fn entries(&mut self, nodes: &[Node]) -> Vec<ContentsEntry> {
        let mut entries = Vec::new();
        for node in nodes {
            match &node.value {
                Value::Text(scalar) => self.text(scalar, &mut entries),
                Value::Map(pairs) if pairs.iter().any(|pair| pair.key == "index") => {
                    // `- index: names` without quotation marks is a mapping.
                    let keys = ["index"];
                    let diagnostics = &mut self.findings.diagnostics;
                    let Some(index) = Fields::new(node, "an index", &keys, diagnostics) else {
                        continue;
                    };
                    if let Some(name) = index.text("index", diagnostics) {
                        self.index(&name.text, name.span, &mut entries);
                    }
                }
                Value::Map(_) => self.part(node, &mut entries),
                Value::Empty | Value::List(_) => {
                    let wanted = "a file, a pattern, a generated part, or a `part:`";
                    let diagnostics = &mut self.findings.diagnostics;
                    fields::wrong_type(node.span, "what the contents name", wanted, diagnostics);
                }
            }
        }
        entries
    }

    fn text(&mut self, scalar: &Scalar, entries: &mut Vec<ContentsEntry>) {
        let text = scalar.text.trim();
        if let Some(name) = text.strip_prefix("index:") {
            return self.index(name.trim(), scalar.span, entries);
        }
        if let Some((_, generated)) = GENERATED.iter().find(|(name, _)| *name == text) {
            return self.generated(generated.clone(), scalar.span, entries);
        }
        if let Some((_, of)) = OF_DOCUMENTS.iter().find(|(name, _)| *name == text) {
            let at = self.named.indexes.iter().position(|index| index.of == *of);
            let at = at.expect("indexes that the contents name have been added");
            return self.generated(Generated::Index(at), scalar.span, entries);
        }
        let Some(name) = paths::name(text, "") else {
            return paths::outside(text, scalar.span, &mut self.findings.diagnostics);
        };
        if name.contains(['*', '?', '[']) && self.context.file(&name).is_none() {
            return self.pattern(&name, scalar.span, entries);
        }
        if let Some(file) = self.file(&name, scalar.span) {
            self.chapter(file, scalar.span, entries);
        }
    }

    /// The Markdown file of this name.
    fn file(&mut self, name: &str, span: Span) -> Option<FileId> {
        let found = self.context.file(name).filter(|_| name.ends_with(".md"));
        if found.is_some() {
            return found;
        }
        self.missing += 1;
        let near = match self.missing <= MOST_SPELLINGS {
            true => nearest::nearest(name, self.context.names(".md").chain(generated_names())),
            false => None,
        };
        let is_file = name.ends_with(".md") || name.contains('/');
        let (code, message) = match is_file {
            true => ("missing-file", format!("there is no file `{name}`")),
            false => ("unknown-part", format!("`{name}` is neither a file nor a generated part")),
        };
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None if is_file => "name a Markdown file by its path from `edition.yaml`".to_string(),
            None => {
                let names: Vec<&str> = generated_names().collect();
                format!("the generated parts are {} and `index: NAME`", fields::listed(&names))
            }
        };
        self.findings.diagnostics.error(code, span, message).help(help);
        None
    }

    fn pattern(&mut self, name: &str, span: Span, entries: &mut Vec<ContentsEntry>) {
        let wildcard_count = name.matches(['*', '?', '[']).count();
        self.trials += self.file_count;
        let pattern = Pattern::new(name)
            .ok()
            .filter(|_| wildcard_count <= MOST_WILDCARDS && self.trials <= MOST_TRIALS);
        let Some(pattern) = pattern else {
            self.findings
                .diagnostics
                .error("bad-pattern", span, format!("`{name}` is no pattern of files"))
                .help("write a pattern such as `1931/letters/*.md`");
            return;
        };
        let options = MatchOptions {
            case_sensitive: true,
            require_literal_separator: true,
            require_literal_leading_dot: true,
        };
        let mut names: Vec<&str> =
            self.context.names(".md").filter(|file| pattern.matches_with(file, options)).collect();
        names.sort_by(|left, right| paths::natural(left, right));
        if names.is_empty() {
            self.findings
                .diagnostics
                .error("empty-pattern", span, format!("no Markdown file matches `{name}`"))
                .help("check the folder's name, or delete the line");
        }
        for file in names.into_iter().filter_map(|name| self.context.file(name)) {
            self.chapter(file, span, entries);
        }
    }

    fn chapter(&mut self, file: FileId, span: Span, entries: &mut Vec<ContentsEntry>) {
        if self.is_first(file, span) {
            entries.push(ContentsEntry { kind: ContentsKind::Chapter(file), span });
        }
    }

    /// Whether the file has not been named before; reports it where it has.
    fn is_first(&mut self, file: FileId, span: Span) -> bool {
        let Some(first) = self.files.get(&file) else {
            self.files.insert(file, span);
            return true;
        };
        let name = &self.context.inputs.sources.file(file).name;
        self.findings
            .diagnostics
            .error("stands-twice", span, format!("`{name}` stands twice in the contents"))
            .also(*first, "the first time")
            .help("delete one of them");
        false
    }

    fn generated(&mut self, part: Generated, span: Span, entries: &mut Vec<ContentsEntry>) {
        if let Some((_, first)) = self.parts.iter().find(|(known, _)| *known == part) {
            self.findings
                .diagnostics
                .error("stands-twice", span, "this part stands twice in the contents")
                .also(*first, "the first time")
                .help("delete one of them");
            return;
        }
        let needs_glossary = matches!(part, Generated::Glossary | Generated::Abbreviations);
        if needs_glossary && !self.named.has_glossary {
            self.findings
                .diagnostics
                .error("missing-file", span, "the edition has no glossary")
                .help("add `glossary.yaml`, or name its file under `glossary:`");
            return;
        }
        if part == Generated::Corrections && self.context.inputs.corrections.is_empty() {
            // As long as nothing was found there is nothing to be told.
            return;
        }
        let documents = self.named.documents;
        let missing = match part {
            Generated::Listing(ListingKind::Chronology) if documents.events.is_empty() => {
                Some("chronology")
            }
            Generated::Listing(ListingKind::Repositories) if documents.repositories.is_empty() => {
                Some("repositories")
            }
            Generated::Index(at) if self.lacks_repositories(at) => Some("repositories"),
            _ => None,
        };
        if let Some(name) = missing {
            self.findings
                .diagnostics
                .error("missing-file", span, format!("the edition has no register of {name}"))
                .help(format!("add `{name}.yaml`, or name its file under `{name}:`"));
            return;
        }
        if part == Generated::Bibliography && !self.named.has_bibliography {
            self.findings
                .diagnostics
                .error("missing-file", span, "the edition has no bibliography")
                .help("add `references.yaml`, or name its file under `bibliography:`");
            return;
        }
        self.parts.push((part.clone(), span));
        entries.push(ContentsEntry { kind: ContentsKind::Generated(part), span });
    }

    /// Whether an index lists archives that no register names.
    fn lacks_repositories(&self, index: usize) -> bool {
        let of = self.named.indexes.get(index).map(|index| index.of);
        of == Some(IndexOf::Archives) && self.named.documents.repositories.is_empty()
    }

    fn index(&mut self, name: &str, span: Span, entries: &mut Vec<ContentsEntry>) {
        let indexes = self.named.indexes;
        if let Some(at) = indexes.iter().position(|index| index.name == name) {
            return self.generated(Generated::Index(at), span, entries);
        }
        let names = indexes.iter().map(|index| index.name.as_str());
        let help = match nearest::nearest(name, names) {
            Some(near) => format!("did you mean `index: {near}`?"),
            None => format!("add `{name}` under `indexes:`"),
        };
        self.findings
            .diagnostics
            .error("unknown-index", span, format!("there is no index `{name}`"))
            .help(help);
    }

    fn part(&mut self, node: &Node, entries: &mut Vec<ContentsEntry>) {
        let keys = ["part", "introduction", "contains"];
        let diagnostics = &mut self.findings.diagnostics;
        let Some(part) = Fields::new(node, "a part", &keys, diagnostics) else { return };
        let title = match part.text("part", diagnostics) {
            Some(title) => self.title(title),
            None => {
                part.missing("part", "a part", diagnostics);
                Vec::new()
            }
        };
        let introduction = part.text("introduction", &mut self.findings.diagnostics);
        let introduction = introduction.and_then(|scalar| {
            let Some(name) = paths::name(scalar.text.trim(), "") else {
                paths::outside(&scalar.text, scalar.span, &mut self.findings.diagnostics);
                return None;
            };
            let file = self.file(&name, scalar.span)?;
            self.is_first(file, scalar.span).then_some(file)
        });
        let contains = self.entries(part.several("contains"));
        let kind = ContentsKind::Part { title, introduction, contains };
        let span = part.get("part").map_or(part.span(), |title| title.span);
        entries.push(ContentsEntry { kind, span });
    }

    fn title(&mut self, title: &Scalar) -> Vec<Inline<Written>> {
        let language = &self.context.language;
        running::scalar(title, language, Notes::Nowhere, self.context, self.findings)
    }
}
