//! Sections and records with their references resolved.

use crate::model::book::{
    BookChapter, Matter, NoteId, Part, Reference, Section, SectionId, SectionKind, Series, Within,
};
use crate::model::manuscript::{Chapter, Written};
use crate::model::register::{Record, RecordData, WrittenRecord, WrittenRegister};
use crate::model::source::FileId;
use crate::model::text::Inline;
use crate::resolve::sections::{Planned, PlannedKind};
use crate::resolve::text::{Place, Role, Weaver};

impl Weaver<'_> {
    /// A section with its notes; text comes before notes.
    pub(crate) fn section(
        &mut self,
        id: SectionId,
        planned: Planned,
        name: String,
        notes: Vec<NoteId>,
    ) -> Section {
        self.before.clear();
        let (anchor, end) = self.bounds[id.0 as usize];
        let Planned { matter, depth, part, kind, .. } = planned;
        let file = match &kind {
            PlannedKind::Chapter(chapter) => Some(chapter.file),
            PlannedKind::Part { introduction, .. } => {
                introduction.as_ref().map(|introduction| introduction.file)
            }
            PlannedKind::Generated(_) => None,
        };
        let file = file.or(self.inputs.edition).unwrap_or(FileId(0));
        let place = Place { section: id, file, within: Within::Text, role: Role::Text };
        self.is_ours = matter == Matter::Body
            && !matches!(&kind, PlannedKind::Chapter(chapter) if chapter.document.is_some());
        let kind = match kind {
            PlannedKind::Chapter(chapter) => {
                let counts =
                    matter == Matter::Body && chapter.is_numbered && chapter.document.is_none();
                let number = counts.then(|| {
                    self.chapter_count += 1;
                    self.chapter_count
                });
                let first = notes.first().copied();
                let source_note = first.filter(|note| self.note_series(*note) == Series::Source);
                let chapter = self.chapter(*chapter, place);
                SectionKind::Chapter(BookChapter { chapter, number, source_note })
            }
            PlannedKind::Part { title, number, introduction } => {
                let title = self.inlines(title, Place { within: Within::Heading, ..place });
                let introduction = introduction.map(|chapter| self.chapter(*chapter, place));
                SectionKind::Part(Part { title, number, introduction })
            }
            PlannedKind::Generated(generated) => SectionKind::Generated(generated),
        };
        for note in &notes {
            let written = std::mem::take(&mut self.note_texts[note.0 as usize]);
            let blocks = self.blocks(written, Place { within: Within::Note(*note), ..place });
            self.notes[note.0 as usize].blocks = blocks;
        }
        Section { matter, depth, part, name, anchor, end, kind, notes }
    }

    fn note_series(&self, note: NoteId) -> Series {
        self.notes[note.0 as usize].series
    }

    fn chapter(&mut self, written: Chapter<Written>, place: Place) -> Chapter<Reference> {
        self.whole_section(&written.index, place);
        let heading = Place { within: Within::Heading, ..place };
        let title = match &written.document {
            Some(document) if written.title.is_empty() => self.made_title(document, heading),
            document => {
                if let Some(document) = document {
                    self.correspondents(document, place);
                }
                self.inlines(written.title, heading)
            }
        };
        let bare = Place { role: Role::Bare, ..heading };
        Chapter {
            file: written.file,
            id: written.id,
            language: written.language,
            title,
            short_title: self.inlines(written.short_title, bare),
            subtitle: self.inlines(written.subtitle, heading),
            author: self.inlines(written.author, place),
            is_numbered: written.is_numbered,
            // Mentions by now.
            index: Vec::new(),
            document: written.document.map(|document| self.document(document, place)),
            epigraph: self.quoted(written.epigraph, place),
            blocks: self.blocks(written.blocks, place),
            notes: Vec::new(),
            span: written.span,
        }
    }

    /// Running text that is a quotation.
    fn quoted(&mut self, written: Vec<Inline<Written>>, place: Place) -> Vec<Inline<Reference>> {
        self.quotation_depth += 1;
        let woven = self.inlines(written, place);
        self.quotation_depth -= 1;
        woven
    }

    /// The records of all registers, in order; their notes are linked and
    /// never indexed.
    pub(crate) fn records(&mut self, registers: Vec<WrittenRegister>) -> Vec<Record> {
        let mut records = Vec::with_capacity(self.roster.anchors.len());
        for (register, written) in registers.into_iter().enumerate() {
            for record in written.records {
                let at = records.len();
                records.push(self.record(at, register, written.file, record));
            }
        }
        records
    }

    fn record(
        &mut self,
        at: usize,
        register: usize,
        file: FileId,
        written: WrittenRecord,
    ) -> Record {
        self.before.clear();
        let anchor = self.roster.anchors[at];
        let section = self.anchors.list[anchor.0 as usize].section;
        let place = Place { section, file, within: Within::Register, role: Role::Text };
        let data = written.data;
        let expansion =
            data.expansion.map(|(text, language)| (self.inlines(text, place), language));
        Record {
            data: RecordData {
                id: data.id,
                span: data.span,
                kind: data.kind,
                heading: self.inlines(data.heading, place),
                short: data.short,
                sort: data.sort,
                aliases: data.aliases,
                dates: data.dates,
                note: self.inlines(data.note, place),
                original: data.original,
                category: data.category,
                authority: data.authority,
                expansion,
                hyphenates: data.hyphenates,
                gloss: self.inlines(data.gloss, place),
            },
            register,
            see: self.roster.see[at],
            see_also: self.roster.see_also[at].clone(),
            anchor,
        }
    }
}
