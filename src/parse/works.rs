//! The bibliography: what `edition.yaml` says of it, and the keys of its YAML
//! files. What the works say is read by `cite`.

use crate::model::diagnostic::Diagnostics;
use crate::model::nearest;
use crate::model::source::{FileId, Span};
use crate::model::works::{
    BibliographySettings, CitationStyle, Include, ReferenceFile, ReferenceForm, Restart,
};
use crate::parse::context::Context;
use crate::parse::fields::{self, Fields};
use crate::parse::paths;
use crate::parse::place::{Place, Source};
use crate::parse::punctuation;
use crate::parse::yaml::{self, Node, Value};

/// The file that is read where `bibliography:` names none.
const FILE: &str = "references.yaml";

/// The style of a bibliography that names none.
const STYLE: &str = "chicago-notes";

const KEYS: [&str; 6] = ["title", "from", "style", "include", "restart", "ibid"];

const INCLUDES: [(&str, Include); 2] = [("cited", Include::Cited), ("all", Include::All)];
const RESTARTS: [(&str, Restart); 2] = [("book", Restart::Book), ("chapter", Restart::Chapter)];

/// What can be said of a work, in the order of Hayagriva's own manual.
const WORK_KEYS: [&str; 28] = [
    "type",
    "title",
    "author",
    "date",
    "parent",
    "abstract",
    "genre",
    "editor",
    "affiliated",
    "call-number",
    "publisher",
    "location",
    "organization",
    "issue",
    "chapter",
    "volume",
    "volume-total",
    "edition",
    "page-range",
    "page-total",
    "time-range",
    "runtime",
    "url",
    "serial-number",
    "language",
    "archive",
    "archive-location",
    "note",
];

/// The bibliography: as the edition says, else made from `references.yaml` if
/// it is there.
pub fn bibliography(
    node: Option<&Node>,
    context: &Context<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<BibliographySettings> {
    let default = context.file(FILE);
    let span = node.map(|node| node.span).or(default.map(|file| Span::new(file, 0, 0)))?;
    let usual: Vec<(FileId, Span)> = default.map(|file| (file, span)).into_iter().collect();
    let mut settings = BibliographySettings {
        title: None,
        from: Vec::new(),
        style: CitationStyle::Named(STYLE.to_string()),
        style_span: span,
        include: Include::Cited,
        restart: Restart::Book,
        has_ibid: false,
    };
    let mut from = usual;
    if let Some(node) = node {
        let fields = Fields::new(node, "`bibliography`", &KEYS, diagnostics)?;
        let title = fields.text("title", diagnostics);
        settings.title = title.map(|title| punctuation::plain(&title.text, &context.language));
        if fields.get("from").is_some() {
            from = files(&fields, context, diagnostics);
        } else if from.is_empty() {
            fields.missing("from", "`bibliography`", diagnostics);
        }
        if let Some(style) = fields.text("style", diagnostics) {
            settings.style_span = style.span;
            settings.style = citation_style(&style.text, context);
        }
        if let Some(include) = fields.choice("include", &INCLUDES, diagnostics) {
            settings.include = include;
        }
        if let Some(restart) = fields.choice("restart", &RESTARTS, diagnostics) {
            settings.restart = restart;
        }
        settings.has_ibid = fields.flag("ibid", diagnostics).unwrap_or(false);
    }
    settings.from =
        from.into_iter().map(|(file, span)| read(file, span, context, diagnostics)).collect();
    Some(settings)
}

/// A file of the manuscript, else the name of a built-in style.
fn citation_style(written: &str, context: &Context<'_>) -> CitationStyle {
    let file = paths::name(written.trim(), "").and_then(|name| context.file(&name));
    match file.filter(|_| written.trim().ends_with(".csl")) {
        Some(file) => CitationStyle::File(file),
        None => CitationStyle::Named(written.trim().to_string()),
    }
}

/// The files under `from`; reports those that are not there.
fn files(
    fields: &Fields<'_>,
    context: &Context<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<(FileId, Span)> {
    let mut found = Vec::new();
    for scalar in fields.texts("from", diagnostics) {
        let Some(name) = paths::name(scalar.text.trim(), "") else {
            paths::outside(&scalar.text, scalar.span, diagnostics);
            continue;
        };
        let is_works = name.ends_with(".yaml") || name.ends_with(".bib");
        if let Some(file) = context.file(&name).filter(|_| is_works) {
            if found.iter().all(|(known, _)| *known != file) {
                found.push((file, scalar.span));
            }
            continue;
        }
        let names = context.names(".bib").chain(context.names(".yaml"));
        let help = match nearest::nearest(&name, names) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "name a `.yaml` or `.bib` file by its path from `edition.yaml`".to_string(),
        };
        diagnostics
            .error("missing-file", scalar.span, format!("there is no file of works `{name}`"))
            .help(help);
    }
    found
}

fn read(
    file: FileId,
    span: Span,
    context: &Context<'_>,
    diagnostics: &mut Diagnostics,
) -> ReferenceFile {
    let source = context.inputs.sources.file(file);
    if source.name.ends_with(".bib") {
        return ReferenceFile { file, form: ReferenceForm::Bibtex, span, keys: Some(Vec::new()) };
    }
    let text = Source { text: &source.text, place: Place::Exact { file, base: 0 } };
    let node = yaml::document(text, diagnostics);
    let keys = match node.as_ref().map(|node| (&node.value, node.span)) {
        Some((Value::Map(entries), _)) => {
            for entry in entries {
                fields_of(&entry.value, diagnostics);
            }
            Some(entries.iter().map(|entry| (entry.key.clone(), entry.span)).collect())
        }
        Some((Value::Empty, _)) => Some(Vec::new()),
        Some((_, span)) => {
            let what = format!("`{}`", source.name);
            fields::wrong_type(
                span,
                &what,
                "a mapping: keys of works, with the works",
                diagnostics,
            );
            None
        }
        None => None,
    };
    ReferenceFile { file, form: ReferenceForm::Yaml, span, keys }
}

/// Reports what cannot be said of a work, nor of what it appeared in.
fn fields_of(work: &Node, diagnostics: &mut Diagnostics) {
    if let Some(fields) = Fields::new(work, "a work", &WORK_KEYS, diagnostics) {
        for parent in fields.several("parent") {
            fields_of(parent, diagnostics);
        }
    }
}
