//! Books made by hand, for the tests of this stage.

use crate::model::book::{
    Anchor, AnchorId, Book, BookChapter, Citation, CitationId, Matter, Mention, MentionId, Note,
    NoteId, Reference, Section, SectionId, SectionKind, Series, Within,
};
use crate::model::diagnostic::Diagnostics;
use crate::model::edition::{
    Biographies, Collation, FirstUse, GlossarySettings, IndexLayout, IndexOf, IndexSettings,
    LocatorUnit, Merge, NotePlace, NoteStyle, NumberOrder, RangeStyle, SubentryOrder,
};
use crate::model::index::{CrossReferences, Indexes, Passage, Subentry};
use crate::model::manuscript::{Chapter, Sigil};
use crate::model::register::{Record, RecordData, RecordId, RecordKind};
use crate::model::sample;
use crate::model::source::{FileId, Span};
use crate::model::text::{Inline, Text, TextId, plain};

const SPAN: Span = Span { file: FileId(0), start: 0, end: 0 };

/// A book in the making: two chapters, a register `names.yaml` and an index of
/// it.
pub(crate) struct Sample {
    pub(crate) book: Book,
}

impl Sample {
    pub(crate) fn new() -> Sample {
        let mut sample = Sample {
            book: Book {
                registers: vec!["names.yaml".to_string(), "glossary.yaml".to_string()],
                ..Book::of(sample::edition())
            },
        };
        sample.index("names", &["names.yaml"]);
        sample.section();
        sample.section();
        sample
    }

    pub(crate) fn index(&mut self, name: &str, from: &[&str]) -> &mut IndexSettings {
        self.book.edition.indexes.push(IndexSettings {
            name: name.to_string(),
            title: format!("Index of {name}"),
            of: IndexOf::Records,
            from: from.iter().map(|name| (*name).to_string()).collect(),
            categories: Vec::new(),
            biographies: Biographies::None,
            merge: Merge::AtLeast(3),
            order: Collation::WordByWord,
            subentries: SubentryOrder::Alphabetical,
            numbers: NumberOrder::First,
            ignored: Vec::new(),
            ranges: RangeStyle::Chicago,
            layout: IndexLayout::default(),
            notes: NoteStyle::Chicago,
            locators: LocatorUnit::Pages,
            span: SPAN,
        });
        self.book.edition.indexes.last_mut().expect("just pushed")
    }

    pub(crate) fn glossary(&mut self) {
        self.book.edition.glossary = Some(GlossarySettings {
            title: "Glossary".to_string(),
            from: vec!["glossary.yaml".to_string()],
            is_only_used: true,
            has_locators: false,
            first_use: FirstUse::AsWritten,
            span: SPAN,
        });
    }

    fn section(&mut self) {
        let section = SectionId(self.book.sections.len() as u32);
        let (anchor, end) = (self.anchor(section), self.anchor(section));
        self.book.sections.push(Section {
            matter: Matter::Body,
            depth: 0,
            part: None,
            name: String::new(),
            anchor,
            end,
            kind: SectionKind::Chapter(BookChapter {
                chapter: Chapter::at(SPAN),
                number: None,
                source_note: None,
            }),
            notes: Vec::new(),
        });
    }

    fn anchor(&mut self, section: SectionId) -> AnchorId {
        let id = AnchorId(self.book.anchors.len() as u32);
        self.book.anchors.push(Anchor { id: format!("a{}", id.0), section });
        id
    }

    /// Adds a record that nobody mentions to `names.yaml`.
    pub(crate) fn silent(&mut self, heading: &str) -> &mut Record {
        let anchor = self.anchor(SectionId(0));
        self.book.records.push(Record {
            data: data(heading),
            register: 0,
            see: None,
            see_also: Vec::new(),
            anchor,
        });
        self.book.records.last_mut().expect("just pushed")
    }

    /// Adds a record with one mention.
    pub(crate) fn record(&mut self, heading: &str) -> &mut Record {
        self.silent(heading);
        let record = self.book.records.len() - 1;
        self.tag(record, "", Sigil::None, Within::Text);
        &mut self.book.records[record]
    }

    /// Adds a term to `glossary.yaml`.
    pub(crate) fn term(&mut self, heading: &str) -> usize {
        self.silent(heading).register = 1;
        self.book.records.len() - 1
    }

    /// Adds a mention in the first chapter.
    pub(crate) fn tag(&mut self, record: usize, subheadings: &str, sigil: Sigil, within: Within) {
        self.tag_in(0, record, subheadings, sigil, within);
    }

    /// Adds a mention; `subheadings` as in a tag, `a#b`.
    pub(crate) fn tag_in(
        &mut self,
        section: u32,
        record: usize,
        subheadings: &str,
        sigil: Sigil,
        within: Within,
    ) {
        let section = SectionId(section);
        let anchor = self.anchor(section);
        let subheadings = subheadings.split('#').filter(|heading| !heading.is_empty());
        self.book.mentions.push(Mention {
            record: RecordId(record as u32),
            subheadings: subheadings.map(str::to_string).collect(),
            sigil,
            is_whole_section: false,
            anchor,
            section,
            within,
            span: SPAN,
        });
    }

    /// Adds a note cited here, in the first chapter.
    pub(crate) fn note(&mut self) -> NoteId {
        let section = SectionId(0);
        let note = NoteId(self.book.notes.len() as u32);
        let citation = CitationId(self.book.citations.len() as u32);
        let anchor = self.anchor(section);
        self.book.citations.push(Citation { note, anchor, section, span: SPAN });
        self.book.notes.push(Note {
            anchor,
            section,
            label: String::new(),
            mark: String::new(),
            series: Series::Numbered,
            print: NotePlace::Foot,
            citations: vec![citation],
            blocks: Vec::new(),
            span: SPAN,
        });
        note
    }

    /// The indexes, and what was reported.
    pub(crate) fn build(&self) -> (Indexes, Vec<String>) {
        let mut diagnostics = Diagnostics::default();
        let indexes = crate::index::build(&self.book, &mut diagnostics);
        let codes = diagnostics.iter().map(|diagnostic| diagnostic.code.to_string()).collect();
        (indexes, codes)
    }

    /// The first index as text: `[A]` for a letter, then an entry a line.
    pub(crate) fn shown(&self) -> (Vec<String>, Vec<String>) {
        let (indexes, codes) = self.build();
        let mut lines = Vec::new();
        for group in &indexes.indexes[0].groups {
            lines.push(format!("[{}]", group.letter));
            for entry in &group.entries {
                let mut line = plain(&entry.heading);
                if !entry.note.is_empty() {
                    line.push_str(&format!(" {}", plain(&entry.note)));
                }
                line.push_str(&passages(&entry.passages));
                line.push_str(&subentries(&entry.subentries));
                match &entry.references {
                    CrossReferences::None => {}
                    CrossReferences::See(_, heading) => line.push_str(&format!(" → {heading}")),
                    CrossReferences::SeeAlso(others) => {
                        for (_, heading) in others {
                            line.push_str(&format!(" ⇒ {heading}"));
                        }
                    }
                }
                lines.push(line);
            }
        }
        (lines, codes)
    }
}

/// `; heading, passages` for each, those below in parentheses.
fn subentries(all: &[Subentry]) -> String {
    let mut line = String::new();
    for subentry in all {
        line.push_str(&format!("; {}{}", subentry.heading, passages(&subentry.passages)));
        if !subentry.subentries.is_empty() {
            line.push_str(&format!(" ({})", subentries(&subentry.subentries)));
        }
    }
    line
}

/// One sign for each passage: `.` a point, `-` a stretch, `!` principal, `n` in
/// a note, `i` an illustration.
fn passages(all: &[Passage]) -> String {
    let signs: String = all
        .iter()
        .map(|passage| match passage {
            Passage { is_principal: true, .. } => '!',
            Passage { is_illustration: true, .. } => 'i',
            Passage { note: Some(_), .. } => 'n',
            Passage { to: Some(_), .. } => '-',
            _ => '.',
        })
        .collect();
    if signs.is_empty() { signs } else { format!(" {signs}") }
}

/// Text that stands nowhere.
pub(crate) fn text(text: &str) -> Inline<Reference> {
    Inline::Text(Text { id: TextId::NONE, text: text.to_string(), span: SPAN })
}

/// A mention as a note of a record has it.
pub(crate) fn mention(at: usize) -> Inline<Reference> {
    let to = Reference::Mention(MentionId(at as u32));
    Inline::Reference { to, content: vec![text("it")], span: SPAN }
}

fn data(heading: &str) -> RecordData<Reference> {
    RecordData {
        id: heading.to_lowercase(),
        span: SPAN,
        kind: RecordKind::Name,
        heading: vec![text(heading)],
        short: heading.to_string(),
        sort: None,
        aliases: Vec::new(),
        dates: None,
        note: Vec::new(),
        original: Vec::new(),
        category: None,
        authority: Vec::new(),
        expansion: None,
        hyphenates: true,
        gloss: Vec::new(),
    }
}
