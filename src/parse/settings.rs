//! The edition's settings for notes and documents, with every default decided.

use crate::model::diagnostic::Diagnostics;
use crate::model::edition::{
    DocumentNumbering, DocumentOrder, DocumentSettings, Enclosures, NoteMarks, NoteNumbering,
    NotePlace, NoteSeries, NoteSettings,
};
use crate::parse::context::Context;
use crate::parse::fields::{self, Fields};
use crate::parse::punctuation;
use crate::parse::yaml::Node;

const PRINT_PLACES: [(&str, NotePlace); 3] =
    [("foot", NotePlace::Foot), ("chapter", NotePlace::Chapter), ("book", NotePlace::Book)];
const EBOOK_PLACES: [(&str, NotePlace); 2] =
    [("chapter", NotePlace::Chapter), ("book", NotePlace::Book)];
const NOTE_NUMBERINGS: [(&str, NoteNumbering); 5] = [
    ("chapter", NoteNumbering::Chapter),
    // A document is a section of its own.
    ("document", NoteNumbering::Chapter),
    ("part", NoteNumbering::Part),
    ("book", NoteNumbering::Book),
    ("as-written", NoteNumbering::AsWritten),
];
const MARKS: [(&str, NoteMarks); 4] = [
    ("numbers", NoteMarks::Numbers),
    ("symbols", NoteMarks::Symbols),
    ("letters", NoteMarks::Letters),
    ("lines", NoteMarks::Lines),
];

/// What the numbered notes are called in the order of the series.
const NUMBERED: &str = "numbered";
const DOCUMENT_NUMBERINGS: [(&str, DocumentNumbering); 3] = [
    ("book", DocumentNumbering::Book),
    ("part", DocumentNumbering::Part),
    ("none", DocumentNumbering::None),
];
const ORDERS: [(&str, DocumentOrder); 2] =
    [("date", DocumentOrder::Date), ("contents", DocumentOrder::Contents)];

const ENCLOSURES: [(&str, Enclosures); 2] =
    [("nested", Enclosures::Nested), ("apart", Enclosures::Apart)];

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
        order: vec![None],
    };
    let keys = ["print", "ebook", "numbering", "series", "order"];
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
        let found = series(node, &settings, context, diagnostics);
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
    settings.order = order(&notes, &settings.series, diagnostics);
    settings
}

/// The series as they follow one another at the foot: as given, then those
/// that were not named. Where nothing is said, notes on the text stand next to
/// it, before the numbered ones.
fn order(
    notes: &Fields<'_>,
    series: &[NoteSeries],
    diagnostics: &mut Diagnostics,
) -> Vec<Option<usize>> {
    let mut order = Vec::new();
    for name in notes.texts("order", diagnostics) {
        let found = match name.text.as_str() {
            NUMBERED => Some(None),
            prefix => series.iter().position(|series| series.prefix == prefix).map(Some),
        };
        let Some(found) = found else {
            let names = series.iter().map(|series| series.prefix.as_str()).chain([NUMBERED]);
            let names: Vec<&str> = names.collect();
            diagnostics
                .error("unknown-value", name.span, format!("no series of notes is `{}`", name.text))
                .help(format!("the series are {}", fields::listed(&names)));
            continue;
        };
        if order.contains(&found) {
            diagnostics
                .error("stands-twice", name.span, format!("`{}` stands twice here", name.text))
                .help("delete one of them");
            continue;
        }
        order.push(found);
    }
    let is_on_text = |at: &usize| series[*at].marks == NoteMarks::Lines;
    let (on_text, others): (Vec<usize>, Vec<usize>) = (0..series.len()).partition(is_on_text);
    let usual = on_text.into_iter().map(Some).chain([None]).chain(others.into_iter().map(Some));
    for series in usual {
        if !order.contains(&series) {
            order.push(series);
        }
    }
    order
}

fn series(
    node: &Node,
    settings: &NoteSettings,
    context: &Context<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<NoteSeries> {
    let keys = ["prefix", "title", "marks", "print", "numbering"];
    let series = Fields::new(node, "a series of notes", &keys, diagnostics)?;
    let Some(prefix) = series.text("prefix", diagnostics) else {
        series.missing("prefix", "a series of notes", diagnostics);
        return None;
    };
    let title = series.text("title", diagnostics);
    let marks = series.choice("marks", &MARKS, diagnostics).unwrap_or(NoteMarks::Symbols);
    // Symbols and letters are few: they begin again with every section.
    let numbering = match marks {
        NoteMarks::Numbers => settings.numbering,
        NoteMarks::Symbols | NoteMarks::Letters | NoteMarks::Lines => NoteNumbering::Chapter,
    };
    Some(NoteSeries {
        prefix: prefix.text.clone(),
        title: title.map(|title| punctuation::plain(&title.text, &context.language)),
        marks,
        print: series.choice("print", &PRINT_PLACES, diagnostics).unwrap_or(settings.print),
        numbering: series.choice("numbering", &NOTE_NUMBERINGS, diagnostics).unwrap_or(numbering),
        span: prefix.span,
    })
}

/// How documents are numbered.
pub fn documents(node: Option<&Node>, diagnostics: &mut Diagnostics) -> DocumentSettings {
    let mut settings = DocumentSettings::default();
    let keys = ["numbering", "order", "enclosures"];
    let found = node.and_then(|node| Fields::new(node, "`documents`", &keys, diagnostics));
    let Some(documents) = found else { return settings };
    if let Some(numbering) = documents.choice("numbering", &DOCUMENT_NUMBERINGS, diagnostics) {
        settings.numbering = numbering;
    }
    if let Some(order) = documents.choice("order", &ORDERS, diagnostics) {
        settings.order = order;
    }
    if let Some(enclosures) = documents.choice("enclosures", &ENCLOSURES, diagnostics) {
        settings.enclosures = enclosures;
    }
    settings
}
