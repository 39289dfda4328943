//! What sections are called, in their headings and wherever they are listed.

use crate::model::aloud;
use crate::model::book::{Book, Reference, Section, SectionKind};
use crate::model::document_words;
use crate::model::edition::Generated;
use crate::model::errata;
use crate::model::source::{FileId, Span};
use crate::model::text::{Inline, Text, TextId, plain as plain_text};
use crate::model::wording;

/// A section's title with nothing in it that points anywhere.
pub(crate) struct Title {
    /// A document's number, as it stands before the title: `12.`; else empty.
    pub(crate) number: String,
    pub(crate) content: Vec<Inline<Reference>>,
}

/// The title of a section; its content is empty where the section has none.
pub(crate) fn title(book: &Book, section: &Section) -> Title {
    let (number, content) = match &section.kind {
        SectionKind::Chapter(chapter) => {
            let document = chapter.chapter.document.as_ref();
            (document.and_then(|document| document.number), chapter.chapter.title.clone())
        }
        SectionKind::Part(part) => (None, part.title.clone()),
        SectionKind::Generated(generated) => (None, vec![words(generated_title(book, generated))]),
    };
    let number = number.map(|number| format!("{number}.")).unwrap_or_default();
    Title { number, content }
}

/// The title in plain characters, with its number; empty where there is none.
pub(crate) fn plain(book: &Book, section: &Section) -> String {
    let Title { number, content } = title(book, section);
    let text = plain_text(&content);
    match (number.is_empty(), text.is_empty()) {
        (false, false) => format!("{number} {text}"),
        (false, true) => number,
        (true, _) => text,
    }
}

/// Words of the compiler's own as running text.
pub(crate) fn words(text: String) -> Inline<Reference> {
    let span = Span::new(FileId(0), 0, 0);
    Inline::Text(Text { id: TextId::NONE, text, span })
}

/// The title of a part of the book that the compiler makes; pages that carry no
/// heading have one for the reading system's own lists.
pub(crate) fn generated_title(book: &Book, generated: &Generated) -> String {
    let edition = &book.edition;
    let wording = wording::of(&edition.language);
    let aloud = aloud::of(&edition.language);
    let title = match generated {
        Generated::HalfTitle => aloud.half_title,
        Generated::TitlePage => aloud.title_page,
        Generated::Copyright => aloud.copyright,
        Generated::Contents => wording.contents,
        Generated::ListOfDocuments => wording.list_of_documents,
        Generated::Illustrations => wording.illustrations,
        Generated::Notes => wording.notes,
        Generated::Abbreviations => wording.abbreviations,
        Generated::Corrections => errata::of(&edition.language).corrections,
        Generated::Listing(kind) => document_words::of(&edition.language).listing(*kind),
        Generated::Bibliography => {
            let settings = edition.bibliography.as_ref();
            settings.and_then(|it| it.title.as_deref()).unwrap_or(wording.bibliography)
        }
        Generated::Symbols => wording.symbols,
        Generated::Glossary => {
            edition.glossary.as_ref().map_or("Glossary", |glossary| glossary.title.as_str())
        }
        Generated::Index(at) => {
            edition.indexes.get(*at).map_or("Index", |index| index.title.as_str())
        }
    };
    title.to_string()
}
