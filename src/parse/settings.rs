//! The edition's settings for notes and documents, with every default decided.

use crate::model::diagnostic::Diagnostics;
use crate::model::edition::{
    DocumentNumbering, DocumentOrder, DocumentSettings, Enclosures, NoteMarks, NoteNumbering,
    NotePlace, NoteSeries, NoteSettings,
};
use crate::parse::context::Context;
use crate::parse::fields::Fields;
use crate::parse::punctuation;
use crate::parse::yaml::Node;

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
