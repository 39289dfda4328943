//! An edition for tests: they say what differs from it.

use crate::model::cover::CoverSettings;
use crate::model::ebook::EbookSettings;
use crate::model::edition::{
    Contents, Credits, DocumentSettings, Edition, Identifiers, NoteNumbering, NotePlace,
    NoteSettings,
};
use crate::model::language::Language;
use crate::model::lint::LintSettings;
use crate::model::print_settings::PrintSettings;
use crate::model::transcription::TranscriptionSettings;

/// An edition with a title and nothing in it.
pub fn edition() -> Edition {
    Edition {
        title: "A Sample".to_string(),
        subtitle: None,
        language: Language::english(),
        contributors: Vec::new(),
        publisher: None,
        date: None,
        statement: None,
        identifiers: Identifiers::default(),
        series: None,
        rights: None,
        description: None,
        subjects: Vec::new(),
        cover: None,
        jacket: CoverSettings::usual(&Language::english()),
        style: "octavo".to_string(),
        contents: Contents::default(),
        notes: NoteSettings {
            print: NotePlace::Foot,
            ebook: NotePlace::Chapter,
            numbering: NoteNumbering::Chapter,
            series: Vec::new(),
            order: vec![None],
        },
        indexes: Vec::new(),
        glossary: None,
        bibliography: None,
        credits: Credits::Caption,
        documents: DocumentSettings::default(),
        transcription: TranscriptionSettings::default(),
        print: PrintSettings::default(),
        lint: LintSettings::default(),
        corrections: Vec::new(),
        ebook: EbookSettings::default(),
    }
}
