//! Every word of the manuscript is in both books, in order. In print figures may
//! float: their captions are in order among themselves, as the text is.

use std::collections::BTreeMap;

use recto::model::book::{Note, Section, SectionKind, Series};
use recto::model::manuscript::Chapter;
use recto::model::source::FileId;

use crate::harness::edition::{Edition, Made};
use crate::harness::tokens;
use crate::harness::written::{self, Written};
use crate::laws::check;

#[test]
fn every_word_is_in_the_pdf() {
    check(|edition, made| missing(edition, made, &made.print.words(), Captions::Apart));
}

#[test]
fn every_word_is_in_the_ebook() {
    check(|edition, made| missing(edition, made, &made.ebook.words(), Captions::InPlace));
}

/// Where captions are looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Captions {
    /// In the text, where they are written.
    InPlace,
    /// By themselves.
    Apart,
}

/// What the sources say and `found` does not: in the text, and in the notes
/// of each series.
pub fn missing(
    edition: &Edition,
    made: &Made,
    found: &[String],
    captions: Captions,
) -> Vec<String> {
    let mut files: BTreeMap<FileId, Written> = BTreeMap::new();
    let mut text = Vec::new();
    let mut apart = Vec::new();
    for section in &made.book.sections {
        if let Some(chapter) = chapter(section)
            && edition.inputs.sources.file(chapter.file).name.ends_with(".md")
        {
            let source = &edition.inputs.sources.file(chapter.file).text;
            let written = written::words(source);
            match captions {
                Captions::InPlace => text.extend(written.body.iter().cloned()),
                Captions::Apart => {
                    text.extend(written.text.iter().cloned());
                    apart.extend(written.captions.iter().cloned());
                }
            }
            files.insert(chapter.file, written);
        }
    }
    let mut missing = tokens::missing(&text, found);
    let captions = tokens::missing(&apart, found);
    missing.extend(captions.iter().map(|place| format!("captions: {place}")));
    // Notes that nobody cites are printed after the text, not at its foot.
    let mut notes: BTreeMap<(Series, bool), Vec<String>> = BTreeMap::new();
    for section in &made.book.sections {
        for id in &section.notes {
            let note = made.book.note(*id);
            let file = chapter(made.book.section(note.section)).map(|chapter| chapter.file);
            let written = file.and_then(|file| files.get(&file)).expect("a note has a file");
            let series = (note.series, note.citations.is_empty());
            notes.entry(series).or_default().extend_from_slice(words_of(made, note, written));
        }
    }
    for ((series, _), words) in notes {
        let places = tokens::missing(&words, found);
        missing.extend(places.iter().map(|place| format!("notes, {series:?}: {place}")));
    }
    missing
}

fn chapter(section: &Section) -> Option<&Chapter<recto::model::book::Reference>> {
    match &section.kind {
        SectionKind::Chapter(chapter) => Some(&chapter.chapter),
        SectionKind::Part(part) => part.introduction.as_ref(),
        SectionKind::Generated(_) => None,
    }
}

/// What the source says in a note.
pub fn words_of<'a>(made: &Made, note: &Note, written: &'a Written) -> &'a [String] {
    let label = match note.series {
        Series::Source => return &written.source,
        Series::Numbered => note.label.clone(),
        Series::Further(at) => {
            format!("{}-{}", made.book.edition.notes.series[at].prefix, note.label)
        }
    };
    written.notes.get(&label).unwrap_or_else(|| panic!("no note is labelled `{label}`"))
}
