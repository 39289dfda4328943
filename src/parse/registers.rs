//! Registers: the name authority, the glossary, and their like.

use std::collections::BTreeMap;

use rayon::prelude::{ParallelIterator, ParallelSlice};

use crate::model::diagnostic::Diagnostics;
use crate::model::language::Language;
use crate::model::manuscript::Written;
use crate::model::register::{RecordData, RecordKind, WrittenRecord, WrittenRegister};
use crate::model::source::{FileId, Span};
use crate::model::text::{self, Inline};
use crate::parse::context::Context;
use crate::parse::fields::{self, Fields};
use crate::parse::identifiers;
use crate::parse::place::{Place, Source};
use crate::parse::punctuation;
use crate::parse::reading::{Findings, Notes};
use crate::parse::running;
use crate::parse::yaml::{self, Entry, Node, Scalar, Value};

/// Records that one thread reads in one go.
const CHUNK: usize = 256;

const NAME_KEYS: [&str; 13] = [
    "id",
    "heading",
    "short",
    "sort",
    "aliases",
    "dates",
    "note",
    "original",
    "see",
    "see-also",
    "category",
    "authority",
    "hyphenate",
];

const TERM_KEYS: [&str; 15] = [
    "id",
    "term",
    "short",
    "sort",
    "aliases",
    "dates",
    "note",
    "original",
    "see",
    "see-also",
    "category",
    "authority",
    "hyphenate",
    "expansion",
    "gloss",
];

/// The register in a file, and what is wrong with it. Its records are terms
/// where the glossary names the file, else headings of an index.
pub fn register(
    file: FileId,
    kind: RecordKind,
    context: &Context<'_>,
) -> (WrittenRegister, Diagnostics) {
    let source = context.inputs.sources.file(file);
    let mut diagnostics = Diagnostics::default();
    let mut register = WrittenRegister { file, name: source.name.clone(), records: Vec::new() };
    let place = Place::Exact { file, base: 0 };
    let node = yaml::document(Source { text: &source.text, place }, &mut diagnostics);
    match node.as_ref().map(|node| (&node.value, node.span)) {
        Some((Value::List(nodes), _)) => {
            let read: Vec<(Vec<WrittenRecord>, Diagnostics)> =
                nodes.par_chunks(CHUNK).map(|nodes| records(nodes, kind, context)).collect();
            for (records, found) in read {
                register.records.extend(records);
                diagnostics.append(found);
            }
        }
        Some((Value::Empty, _)) | None => {}
        Some((_, span)) => {
            let what = format!("`{}`", source.name);
            let wanted = "a list: each record begins with `- id:`";
            fields::wrong_type(span, &what, wanted, &mut diagnostics);
        }
    }
    (register, diagnostics)
}

/// A stretch of records, and what is wrong with them.
fn records(
    nodes: &[Node],
    kind: RecordKind,
    context: &Context<'_>,
) -> (Vec<WrittenRecord>, Diagnostics) {
    let mut findings = Findings::default();
    let mut reader = Reader { kind, context, findings: &mut findings };
    let records = nodes.iter().filter_map(|node| reader.record(node)).collect();
    (records, findings.diagnostics)
}

/// Reports identifiers that two records have, in whatever registers.
pub fn report_twins(registers: &[WrittenRegister], diagnostics: &mut Diagnostics) {
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    for record in registers.iter().flat_map(|register| &register.records) {
        let data = &record.data;
        if let Some(first) = seen.get(data.id.as_str()) {
            diagnostics
                .error("duplicate-id", data.span, format!("`{}` is the id of two records", data.id))
                .also(*first, "the first one")
                .help("give one of them another id: it is unique across all registers");
        } else {
            seen.insert(&data.id, data.span);
        }
    }
}

struct Reader<'a> {
    kind: RecordKind,
    context: &'a Context<'a>,
    findings: &'a mut Findings,
}

impl Reader<'_> {
    fn record(&mut self, node: &Node) -> Option<WrittenRecord> {
        let has_key = |wanted: &str| match &node.value {
            Value::Map(entries) => entries.iter().any(|entry: &Entry| entry.key == wanted),
            _ => false,
        };
        let kind = match self.kind {
            RecordKind::Term if has_key("heading") && !has_key("term") => RecordKind::Name,
            RecordKind::Name if has_key("term") && !has_key("heading") => RecordKind::Term,
            kind => kind,
        };
        let (keys, heading_key): (&[&str], _) = match kind {
            RecordKind::Name => (&NAME_KEYS, "heading"),
            RecordKind::Term => (&TERM_KEYS, "term"),
        };
        let record = Fields::new(node, "a record", keys, self.diagnostics())?;
        let heading = self.line(&record, heading_key);
        if heading.is_empty() {
            record.missing(heading_key, "a record", self.diagnostics());
        }
        let Some(id) = record.text("id", self.diagnostics()) else {
            record.missing("id", "a record", self.diagnostics());
            return None;
        };
        identifiers::check(&id.text, id.span, self.diagnostics());
        let short = match record.text("short", self.diagnostics()) {
            Some(short) => self.plain(short),
            None => short(&heading, kind),
        };
        let data = RecordData {
            id: id.text.clone(),
            span: id.span,
            kind,
            heading,
            short,
            sort: record.text("sort", self.diagnostics()).map(|sort| sort.text.clone()),
            aliases: record
                .texts("aliases", self.diagnostics())
                .into_iter()
                .map(|alias| (self.plain(alias), alias.span))
                .collect(),
            dates: record.text("dates", self.diagnostics()).map(|dates| self.plain(dates)),
            note: self.line(&record, "note"),
            original: self.original(&record),
            category: record.text("category", self.diagnostics()).map(|text| text.text.clone()),
            authority: record
                .pairs("authority", self.diagnostics())
                .into_iter()
                .map(|(entry, number)| (entry.key.clone(), number.text.clone()))
                .collect(),
            hyphenates: record.flag("hyphenate", self.diagnostics()).unwrap_or(true),
            expansion: self.expansion(&record),
            gloss: self.line(&record, "gloss"),
        };
        let see = self.pointers(&record, "see");
        if let Some((_, span)) = see.get(1) {
            fields::wrong_type(*span, "`see`", "one id", self.diagnostics());
        }
        let see_also = self.pointers(&record, "see-also");
        Some(WrittenRecord { data, see: see.into_iter().next(), see_also })
    }

    fn diagnostics(&mut self) -> &mut Diagnostics {
        &mut self.findings.diagnostics
    }

    fn plain(&self, scalar: &Scalar) -> String {
        punctuation::plain(&scalar.text, &self.context.language)
    }

    /// A text with inline Markdown.
    fn line(&mut self, record: &Fields<'_>, key: &str) -> Vec<Inline<Written>> {
        match record.text(key, self.diagnostics()) {
            Some(scalar) => self.running(scalar, None),
            None => Vec::new(),
        }
    }

    fn running(&mut self, scalar: &Scalar, language: Option<&Language>) -> Vec<Inline<Written>> {
        let language = language.unwrap_or(&self.context.language);
        running::scalar(scalar, language, Notes::Nowhere, self.context, self.findings)
    }

    fn original(&mut self, record: &Fields<'_>) -> Vec<(Language, String)> {
        let mut original = Vec::new();
        for (entry, name) in record.pairs("original", self.diagnostics()) {
            let language = fields::language(&entry.key, entry.span, self.diagnostics());
            if let Some(language) = language {
                let name = punctuation::plain(&name.text, &language);
                original.push((language, name));
            }
        }
        original
    }

    /// What an abbreviation stands for: a text, or `{ text, lang }`.
    fn expansion(
        &mut self,
        record: &Fields<'_>,
    ) -> Option<(Vec<Inline<Written>>, Option<Language>)> {
        let node = record.get("expansion")?;
        let Value::Map(_) = node.value else {
            let scalar = fields::text(node, "expansion", self.diagnostics())?;
            return Some((self.running(scalar, None), None));
        };
        let keys = ["text", "lang"];
        let expansion = Fields::new(node, "`expansion`", &keys, self.diagnostics())?;
        let language = expansion.language("lang", self.diagnostics());
        let Some(scalar) = expansion.text("text", self.diagnostics()) else {
            expansion.missing("text", "`expansion`", self.diagnostics());
            return None;
        };
        Some((self.running(scalar, language.as_ref()), language))
    }

    fn pointers(&mut self, record: &Fields<'_>, key: &str) -> Vec<(String, Span)> {
        let mut pointers = Vec::new();
        for id in record.texts(key, self.diagnostics()) {
            if identifiers::check(&id.text, id.span, self.diagnostics()) {
                pointers.push((id.text.clone(), id.span));
            }
        }
        pointers
    }
}

/// What a bare tag prints where the record does not say it: a name's heading
/// up to its comma, a whole term.
fn short(heading: &[Inline<Written>], kind: RecordKind) -> String {
    let plain = text::plain(heading);
    match (kind, plain.split_once(',')) {
        (RecordKind::Name, Some((short, _))) => short.trim().to_string(),
        _ => plain,
    }
}
