//! The edition's settings for indexes and glossary, with every default decided.

use crate::model::diagnostic::Diagnostics;
use crate::model::document_words;
use crate::model::edition::{
    Biographies, Collation, Continued, DocumentNumbering, DocumentSettings, FirstUse,
    GlossarySettings, IndexLayout, IndexOf, IndexSettings, LocatorUnit, Merge, NoteStyle,
    NumberOrder, RangeStyle, SubentryOrder, Subheadings,
};
use crate::model::language::Language;
use crate::model::nearest;
use crate::model::source::Span;
use crate::model::works::WORKS;
use crate::parse::context::Context;
use crate::parse::fields::{self, Fields};
use crate::parse::paths;
use crate::parse::punctuation;
use crate::parse::yaml::{Node, Value};

const MERGES: [(&str, Merge); 3] =
    [("never", Merge::Never), ("3", Merge::AtLeast(3)), ("2", Merge::AtLeast(2))];
const COLLATIONS: [(&str, Collation); 2] =
    [("word-by-word", Collation::WordByWord), ("letter-by-letter", Collation::LetterByLetter)];
const RANGES: [(&str, RangeStyle); 4] = [
    ("chicago", RangeStyle::Chicago),
    ("oxford", RangeStyle::Oxford),
    ("mhra", RangeStyle::Mhra),
    ("full", RangeStyle::Full),
];
const SUBENTRY_ORDERS: [(&str, SubentryOrder); 2] = [
    ("alphabetical", SubentryOrder::Alphabetical),
    ("chronological", SubentryOrder::Chronological),
];
const NUMBER_ORDERS: [(&str, NumberOrder); 2] =
    [("first", NumberOrder::First), ("spelled", NumberOrder::Spelled)];
const NOTE_STYLES: [(&str, NoteStyle); 3] =
    [("chicago", NoteStyle::Chicago), ("oxford", NoteStyle::Oxford), ("mhra", NoteStyle::Mhra)];
const UNITS: [(&str, LocatorUnit); 3] = [
    ("pages", LocatorUnit::Pages),
    ("documents", LocatorUnit::Documents),
    ("documents-and-pages", LocatorUnit::DocumentsWithPages),
];
const BIOGRAPHIES: [(&str, Biographies); 4] = [
    ("true", Biographies::Below),
    ("false", Biographies::None),
    ("below", Biographies::Below),
    ("run-in", Biographies::RunIn),
];
const SUBHEADINGS: [(&str, Subheadings); 3] = [
    ("indented", Subheadings::Indented),
    ("run-in", Subheadings::RunIn),
    ("mixed", Subheadings::Mixed),
];
const CONTINUED: [(&str, Continued); 3] =
    [("verso", Continued::Verso), ("column", Continued::Column), ("never", Continued::Never)];
const FIRST_USES: [(&str, FirstUse); 3] = [
    ("as-written", FirstUse::AsWritten),
    ("expand", FirstUse::Expansion),
    ("gloss", FirstUse::Gloss),
];

/// The indexes that are made from documents, by the names that `contents` and
/// `of:` have for them.
pub const OF_DOCUMENTS: [(&str, IndexOf); 3] = [
    ("correspondents", IndexOf::Correspondents),
    ("places-of-writing", IndexOf::Places),
    ("archives", IndexOf::Archives),
];

/// The keys of an index. `category` may be one or a list.
const INDEX_KEYS: [&str; 15] = [
    "title",
    "of",
    "from",
    "category",
    "biographies",
    "merge",
    "order",
    "subentries",
    "numbers",
    "ignore",
    "ranges",
    "notes",
    "locators",
    "subheadings",
    "continued",
];

/// The indexes, in the order in which they are named. Where the edition does
/// not name any, `names.yaml` makes one, if it is there.
pub fn indexes(
    node: Option<&Node>,
    numbering: DocumentNumbering,
    context: &Context<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<IndexSettings> {
    match node {
        Some(Node { value: Value::Map(entries), .. }) => entries
            .iter()
            .map(|entry| {
                let mut settings = index(&entry.key, entry.span);
                fill(&mut settings, (&entry.value, numbering), context, diagnostics);
                settings
            })
            .collect(),
        Some(node) => {
            let wanted = "a mapping: names of indexes with their settings";
            fields::wrong_type(node.span, "`indexes`", wanted, diagnostics);
            Vec::new()
        }
        None => {
            let file = context.file("names.yaml");
            file.map(|file| index("names", Span::new(file, 0, 0))).into_iter().collect()
        }
    }
}

/// An index that says nothing of itself.
fn index(name: &str, span: Span) -> IndexSettings {
    let title = match name {
        "names" => "Index of Names",
        "subjects" => "Index of Subjects",
        "places" => "Index of Places",
        "works" => "Index of Works",
        _ => "Index",
    };
    IndexSettings {
        name: name.to_string(),
        title: title.to_string(),
        of: IndexOf::Records,
        from: vec![format!("{name}.yaml")],
        categories: Vec::new(),
        biographies: Biographies::None,
        merge: Merge::AtLeast(3),
        order: Collation::WordByWord,
        subentries: SubentryOrder::Alphabetical,
        numbers: NumberOrder::First,
        ignored: Vec::new(),
        ranges: RangeStyle::Chicago,
        notes: NoteStyle::Chicago,
        locators: LocatorUnit::Pages,
        layout: IndexLayout::default(),
        span,
    }
}

/// What an index of documents is like that says nothing else of itself.
struct Maker<'a> {
    numbering: DocumentNumbering,
    language: &'a Language,
}

impl Maker<'_> {
    /// By the documents' numbers, with the pages. Places and archives may have
    /// hundreds: they do without, where a number tells a document from all others.
    fn of_documents(&self, of: IndexOf, name: &str, span: Span) -> IndexSettings {
        let words = document_words::of(self.language);
        let title = match of {
            IndexOf::Records => "",
            IndexOf::Correspondents => words.correspondents,
            IndexOf::Places => words.places,
            IndexOf::Archives => words.archives,
        };
        let is_short = of != IndexOf::Correspondents && self.numbering == DocumentNumbering::Book;
        IndexSettings {
            of,
            title: title.to_string(),
            from: Vec::new(),
            locators: match is_short {
                true => LocatorUnit::Documents,
                false => LocatorUnit::DocumentsWithPages,
            },
            subentries: SubentryOrder::Chronological,
            ..index(name, span)
        }
    }
}

/// Adds the indexes of documents that the contents name and `indexes:` does
/// not.
pub fn add_named(
    contents: Option<&Node>,
    numbering: DocumentNumbering,
    language: &Language,
    indexes: &mut Vec<IndexSettings>,
) {
    let Some(node) = contents else { return };
    match &node.value {
        Value::Text(scalar) => {
            let named = OF_DOCUMENTS.iter().find(|(name, _)| *name == scalar.text.trim());
            if let Some((name, of)) = named
                && indexes.iter().all(|index| index.of != *of)
            {
                indexes.push(Maker { numbering, language }.of_documents(*of, name, scalar.span));
            }
        }
        Value::List(nodes) => {
            nodes.iter().for_each(|node| add_named(Some(node), numbering, language, indexes));
        }
        Value::Map(entries) => {
            entries
                .iter()
                .for_each(|entry| add_named(Some(&entry.value), numbering, language, indexes));
        }
        Value::Empty => {}
    }
}

fn fill(
    settings: &mut IndexSettings,
    (node, numbering): (&Node, DocumentNumbering),
    context: &Context<'_>,
    diagnostics: &mut Diagnostics,
) {
    let mut has_from = false;
    if !matches!(node.value, Value::Empty) {
        let Some(index) = Fields::new(node, "an index", &INDEX_KEYS, diagnostics) else { return };
        if let Some(of) = index.choice("of", &OF_DOCUMENTS, diagnostics) {
            let maker = Maker { numbering, language: &context.language };
            *settings = maker.of_documents(of, &settings.name, settings.span);
        }
        if let Some(title) = index.text("title", diagnostics) {
            settings.title = punctuation::plain(&title.text, &context.language);
        }
        if index.get("from").is_some() {
            has_from = true;
            settings.from = registers(&index, context, diagnostics);
        }
        let categories = index.texts("category", diagnostics);
        settings.categories = categories.iter().map(|category| category.text.clone()).collect();
        ordering(settings, &index, diagnostics);
        locators(settings, &index, diagnostics);
        layout(settings, &index, diagnostics);
    }
    if settings.of != IndexOf::Records {
        return settings.from.clear();
    }
    let default = &settings.from;
    if !has_from && default.iter().all(|name| context.file(name).is_none()) {
        let message = format!("`{}` does not say from which register it is made", settings.name);
        diagnostics
            .error("missing-key", settings.span, message)
            .help("add `from:` with the name of a register: `from: [names.yaml]`");
        settings.from.clear();
    }
}

/// How entries are ordered, and what they print besides locators.
fn ordering(settings: &mut IndexSettings, index: &Fields<'_>, diagnostics: &mut Diagnostics) {
    if let Some(biographies) = index.choice("biographies", &BIOGRAPHIES, diagnostics) {
        settings.biographies = biographies;
    }
    if let Some(order) = index.choice("order", &COLLATIONS, diagnostics) {
        settings.order = order;
    }
    if let Some(subentries) = index.choice("subentries", &SUBENTRY_ORDERS, diagnostics) {
        settings.subentries = subentries;
    }
    if let Some(numbers) = index.choice("numbers", &NUMBER_ORDERS, diagnostics) {
        settings.numbers = numbers;
    }
    let ignored = index.texts("ignore", diagnostics);
    settings.ignored = ignored
        .iter()
        .map(|word| word.text.trim().to_string())
        .filter(|word| !word.is_empty())
        .collect();
}

/// How the index is laid out in print.
fn layout(settings: &mut IndexSettings, index: &Fields<'_>, diagnostics: &mut Diagnostics) {
    let layout = &mut settings.layout;
    if let Some(subheadings) = index.choice("subheadings", &SUBHEADINGS, diagnostics) {
        layout.subheadings = subheadings;
    }
    if let Some(continued) = index.choice("continued", &CONTINUED, diagnostics) {
        layout.continued = continued;
    }
}

/// How locators are printed. Notes follow the style of ranges, unless the index
/// says otherwise.
fn locators(settings: &mut IndexSettings, index: &Fields<'_>, diagnostics: &mut Diagnostics) {
    if let Some(merge) = index.choice("merge", &MERGES, diagnostics) {
        settings.merge = merge;
    }
    if let Some(ranges) = index.choice("ranges", &RANGES, diagnostics) {
        settings.ranges = ranges;
        settings.notes = match ranges {
            RangeStyle::Chicago | RangeStyle::Full => NoteStyle::Chicago,
            RangeStyle::Oxford => NoteStyle::Oxford,
            RangeStyle::Mhra => NoteStyle::Mhra,
        };
    }
    if let Some(notes) = index.choice("notes", &NOTE_STYLES, diagnostics) {
        settings.notes = notes;
    }
    if let Some(unit) = index.choice("locators", &UNITS, diagnostics) {
        settings.locators = unit;
    }
}

/// Reports indexes of documents, where no number tells one document from all
/// others.
pub fn report_uncounted(
    indexes: &[IndexSettings],
    documents: &DocumentSettings,
    diagnostics: &mut Diagnostics,
) {
    if documents.numbering == DocumentNumbering::Book {
        return;
    }
    for index in indexes.iter().filter(|index| index.locators == LocatorUnit::Documents) {
        let message =
            format!("`{}` refers to documents that have no number of their own", index.name);
        diagnostics
            .error("uncounted-documents", index.span, message)
            .help("write `numbering: book` under `documents:`, or `locators: pages` here");
    }
}

/// Reports indexes of works of an edition that has no bibliography.
pub fn report_unlisted(
    indexes: &[IndexSettings],
    has_bibliography: bool,
    diagnostics: &mut Diagnostics,
) {
    let asks = |index: &&IndexSettings| index.from.iter().any(|name| name == WORKS);
    for index in indexes.iter().filter(asks).filter(|_| !has_bibliography) {
        let message = format!("`{}` is made from the bibliography, and there is none", index.name);
        diagnostics
            .error("missing-file", index.span, message)
            .help("add `references.yaml`, or name its file under `bibliography:`");
    }
}

/// The register files under `from`; reports those that are not there.
pub fn registers(
    fields: &Fields<'_>,
    context: &Context<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<String> {
    let mut names = Vec::new();
    for scalar in fields.texts("from", diagnostics) {
        let Some(name) = paths::name(scalar.text.trim(), "") else {
            paths::outside(&scalar.text, scalar.span, diagnostics);
            continue;
        };
        if name == WORKS || (context.file(&name).is_some() && name.ends_with(".yaml")) {
            names.push(name);
            continue;
        }
        let help = match nearest::nearest(&name, context.names(".yaml")) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "name a register by its path from `edition.yaml`".to_string(),
        };
        diagnostics
            .error("missing-file", scalar.span, format!("there is no register `{name}`"))
            .help(help);
    }
    names
}

/// The glossary: as the edition says, else made from `glossary.yaml` if it is
/// there.
pub fn glossary(
    node: Option<&Node>,
    context: &Context<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<GlossarySettings> {
    const FILE: &str = "glossary.yaml";
    let file = context.file(FILE);
    let span = node.map(|node| node.span).or(file.map(|file| Span::new(file, 0, 0)))?;
    let mut settings = GlossarySettings {
        title: "Glossary".to_string(),
        from: file.map(|_| FILE.to_string()).into_iter().collect(),
        is_only_used: false,
        has_locators: false,
        first_use: FirstUse::AsWritten,
        span,
    };
    if let Some(node) = node {
        let keys = ["title", "from", "only-used", "locators", "first-use"];
        let glossary = Fields::new(node, "`glossary`", &keys, diagnostics)?;
        if let Some(title) = glossary.text("title", diagnostics) {
            settings.title = punctuation::plain(&title.text, &context.language);
        }
        if glossary.get("from").is_some() {
            settings.from = registers(&glossary, context, diagnostics);
        } else if file.is_none() {
            glossary.missing("from", "`glossary`", diagnostics);
        }
        settings.is_only_used = glossary.flag("only-used", diagnostics).unwrap_or(false);
        settings.has_locators = glossary.flag("locators", diagnostics).unwrap_or(false);
        if let Some(first_use) = glossary.choice("first-use", &FIRST_USES, diagnostics) {
            settings.first_use = first_use;
        }
    }
    Some(settings)
}
