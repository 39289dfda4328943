//! The edition's settings for notes, indexes, glossary and documents, with
//! every default decided.

use crate::model::diagnostic::Diagnostics;
use crate::model::edition::{
    Collation, Continued, DocumentNumbering, DocumentOrder, DocumentSettings, GlossarySettings,
    IndexLayout, IndexSettings, Merge, NoteMarks, NoteNumbering, NotePlace, NoteSeries,
    NoteSettings, RangeStyle, Subheadings,
};
use crate::model::nearest;
use crate::model::source::Span;
use crate::parse::context::Context;
use crate::parse::fields::{self, Fields};
use crate::parse::paths;
use crate::parse::punctuation;
use crate::parse::yaml::{Node, Value};

const PRINT_PLACES: [(&str, NotePlace); 3] =
    [("foot", NotePlace::Foot), ("chapter", NotePlace::Chapter), ("book", NotePlace::Book)];
const EBOOK_PLACES: [(&str, NotePlace); 2] =
    [("chapter", NotePlace::Chapter), ("book", NotePlace::Book)];
const NOTE_NUMBERINGS: [(&str, NoteNumbering); 4] = [
    ("chapter", NoteNumbering::Chapter),
    ("part", NoteNumbering::Part),
    ("book", NoteNumbering::Book),
    ("as-written", NoteNumbering::AsWritten),
];
const MARKS: [(&str, NoteMarks); 3] = [
    ("numbers", NoteMarks::Numbers),
    ("symbols", NoteMarks::Symbols),
    ("letters", NoteMarks::Letters),
];
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
const SUBHEADINGS: [(&str, Subheadings); 3] = [
    ("indented", Subheadings::Indented),
    ("run-in", Subheadings::RunIn),
    ("mixed", Subheadings::Mixed),
];
const CONTINUED: [(&str, Continued); 3] =
    [("verso", Continued::Verso), ("column", Continued::Column), ("never", Continued::Never)];
const DOCUMENT_NUMBERINGS: [(&str, DocumentNumbering); 3] = [
    ("book", DocumentNumbering::Book),
    ("part", DocumentNumbering::Part),
    ("none", DocumentNumbering::None),
];
const ORDERS: [(&str, DocumentOrder); 2] =
    [("date", DocumentOrder::Date), ("contents", DocumentOrder::Contents)];

/// The keys of an index. `category` may be one or a list.
const INDEX_KEYS: [&str; 9] = [
    "title",
    "from",
    "category",
    "biographies",
    "merge",
    "order",
    "ranges",
    "subheadings",
    "continued",
];

/// Where notes stand and how they are numbered.
pub fn notes(
    node: Option<&Node>,
    context: &Context<'_>,
    diagnostics: &mut Diagnostics,
) -> NoteSettings {
    let mut settings = NoteSettings {
        print: NotePlace::Foot,
        ebook: NotePlace::Chapter,
        numbering: NoteNumbering::Chapter,
        series: Vec::new(),
    };
    let keys = ["print", "ebook", "numbering", "series"];
    let Some(notes) = node.and_then(|node| Fields::new(node, "`notes`", &keys, diagnostics)) else {
        return settings;
    };
    if let Some(print) = notes.choice("print", &PRINT_PLACES, diagnostics) {
        settings.print = print;
    }
    if let Some(ebook) = notes.choice("ebook", &EBOOK_PLACES, diagnostics) {
        settings.ebook = ebook;
    }
    if let Some(numbering) = notes.choice("numbering", &NOTE_NUMBERINGS, diagnostics) {
        settings.numbering = numbering;
    }
    for node in notes.several("series") {
        let found = series(node, settings.print, context, diagnostics);
        let Some(found) = found else { continue };
        let twin = settings.series.iter().find(|known| known.prefix == found.prefix);
        if let Some(twin) = twin {
            diagnostics
                .error("stands-twice", found.span, "two series of notes have one prefix")
                .also(twin.span, "the first one")
                .help("give one of them another prefix");
        }
        settings.series.push(found);
    }
    settings
}

fn series(
    node: &Node,
    print: NotePlace,
    context: &Context<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<NoteSeries> {
    let keys = ["prefix", "title", "marks", "print"];
    let series = Fields::new(node, "a series of notes", &keys, diagnostics)?;
    let Some(prefix) = series.text("prefix", diagnostics) else {
        series.missing("prefix", "a series of notes", diagnostics);
        return None;
    };
    let title = series.text("title", diagnostics);
    Some(NoteSeries {
        prefix: prefix.text.clone(),
        title: title.map(|title| punctuation::plain(&title.text, &context.language)),
        marks: series.choice("marks", &MARKS, diagnostics).unwrap_or(NoteMarks::Symbols),
        print: series.choice("print", &PRINT_PLACES, diagnostics).unwrap_or(print),
        span: prefix.span,
    })
}

/// The indexes, in the order in which they are named. Where the edition does
/// not name any, `names.yaml` makes one, if it is there.
pub fn indexes(
    node: Option<&Node>,
    context: &Context<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<IndexSettings> {
    match node {
        Some(Node { value: Value::Map(entries), .. }) => entries
            .iter()
            .map(|entry| {
                let mut settings = index(&entry.key, entry.span);
                fill(&mut settings, &entry.value, context, diagnostics);
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
        _ => "Index",
    };
    IndexSettings {
        name: name.to_string(),
        title: title.to_string(),
        from: vec![format!("{name}.yaml")],
        categories: Vec::new(),
        has_biographies: false,
        merge: Merge::AtLeast(3),
        order: Collation::WordByWord,
        ranges: RangeStyle::Chicago,
        layout: IndexLayout::default(),
        span,
    }
}

fn fill(
    settings: &mut IndexSettings,
    node: &Node,
    context: &Context<'_>,
    diagnostics: &mut Diagnostics,
) {
    let mut has_from = false;
    if !matches!(node.value, Value::Empty) {
        let Some(index) = Fields::new(node, "an index", &INDEX_KEYS, diagnostics) else { return };
        if let Some(title) = index.text("title", diagnostics) {
            settings.title = punctuation::plain(&title.text, &context.language);
        }
        if index.get("from").is_some() {
            has_from = true;
            settings.from = registers(&index, context, diagnostics);
        }
        let categories = index.texts("category", diagnostics);
        settings.categories = categories.iter().map(|category| category.text.clone()).collect();
        settings.has_biographies = index.flag("biographies", diagnostics).unwrap_or(false);
        if let Some(merge) = index.choice("merge", &MERGES, diagnostics) {
            settings.merge = merge;
        }
        if let Some(order) = index.choice("order", &COLLATIONS, diagnostics) {
            settings.order = order;
        }
        if let Some(ranges) = index.choice("ranges", &RANGES, diagnostics) {
            settings.ranges = ranges;
        }
        let layout = &mut settings.layout;
        if let Some(subheadings) = index.choice("subheadings", &SUBHEADINGS, diagnostics) {
            layout.subheadings = subheadings;
        }
        if let Some(continued) = index.choice("continued", &CONTINUED, diagnostics) {
            layout.continued = continued;
        }
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

/// The register files under `from`; reports those that are not there.
fn registers(
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
        if context.file(&name).is_some() && name.ends_with(".yaml") {
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
        span,
    };
    if let Some(node) = node {
        let keys = ["title", "from", "only-used"];
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
    }
    Some(settings)
}

/// How documents are numbered.
pub fn documents(node: Option<&Node>, diagnostics: &mut Diagnostics) -> DocumentSettings {
    let mut settings =
        DocumentSettings { numbering: DocumentNumbering::Book, order: DocumentOrder::Date };
    let keys = ["numbering", "order"];
    let found = node.and_then(|node| Fields::new(node, "`documents`", &keys, diagnostics));
    let Some(documents) = found else { return settings };
    if let Some(numbering) = documents.choice("numbering", &DOCUMENT_NUMBERINGS, diagnostics) {
        settings.numbering = numbering;
    }
    if let Some(order) = documents.choice("order", &ORDERS, diagnostics) {
        settings.order = order;
    }
    settings
}
