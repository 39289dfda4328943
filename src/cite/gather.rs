//! The citations of a manuscript in the order in which they are read: each note
//! where it is first cited.

use rustc_hash::FxHashMap;

use crate::cite::walk;
use crate::model::edition::{ContentsEntry, ContentsKind, NoteNumbering};
use crate::model::manuscript::{Chapter, Manuscript, Written, WrittenNote};
use crate::model::source::{FileId, Span};
use crate::model::text::Inline;
use crate::model::works::CitedWork;

/// A step of the way through the book.
#[derive(Debug)]
pub(crate) enum Step {
    Cite(Cluster),
    /// Nothing that follows can be *ibid.*: another note stands between, or
    /// several works were cited at once.
    Break,
}

/// Works that are cited together.
#[derive(Debug)]
pub(crate) struct Cluster {
    pub(crate) works: Vec<CitedWork>,
    pub(crate) span: Span,
    /// The number of the note that it stands in, as far as it can be known
    /// before notes are numbered.
    pub(crate) note: Option<usize>,
    /// Rises with every chapter.
    pub(crate) chapter: usize,
}

/// Every citation in the order in which it is read; the manuscript is told the
/// place of each.
pub(crate) fn steps(manuscript: &mut Manuscript) -> Vec<Step> {
    let mut order = Vec::new();
    let contents = &manuscript.edition.contents;
    for entries in [&contents.front, &contents.body, &contents.back] {
        files(entries, &mut order);
    }
    let mut at: FxHashMap<FileId, usize> = FxHashMap::default();
    for (position, chapter) in manuscript.chapters.iter().enumerate() {
        at.entry(chapter.file).or_insert(position);
    }
    let counts_on = manuscript.edition.notes.numbering == NoteNumbering::Book;
    let mut gatherer = Gatherer::default();
    for file in order {
        let Some(position) = at.remove(&file) else { continue };
        gatherer.chapter += 1;
        if !counts_on {
            gatherer.note_count = 0;
        }
        gatherer.chapter(&mut manuscript.chapters[position]);
    }
    gatherer.chapter += 1;
    for record in manuscript.registers.iter_mut().flat_map(|register| &mut register.records) {
        let before = gatherer.cite_count;
        gatherer.inlines(&mut record.data.note);
        gatherer.inlines(&mut record.data.gloss);
        if let Some((expansion, _)) = &mut record.data.expansion {
            gatherer.inlines(expansion);
        }
        if gatherer.cite_count > before {
            gatherer.steps.push(Step::Break);
        }
    }
    gatherer.steps
}

fn files(entries: &[ContentsEntry], order: &mut Vec<FileId>) {
    for entry in entries {
        match &entry.kind {
            ContentsKind::Chapter(file) => order.push(*file),
            ContentsKind::Generated(_) => {}
            ContentsKind::Part { introduction, contains, .. } => {
                order.extend(introduction);
                files(contains, order);
            }
        }
    }
}

#[derive(Default)]
struct Gatherer {
    steps: Vec<Step>,
    cite_count: usize,
    chapter: usize,
    /// The note that is being read.
    note: Option<usize>,
    note_count: usize,
    /// The chapter's notes that have not been read.
    notes: FxHashMap<String, WrittenNote<Written>>,
    read: Vec<(String, WrittenNote<Written>)>,
}

impl Gatherer {
    fn chapter(&mut self, chapter: &mut Chapter<Written>) {
        let order: Vec<String> = chapter.notes.iter().map(|note| note.label.clone()).collect();
        let mut twins = Vec::new();
        for note in std::mem::take(&mut chapter.notes) {
            if self.notes.contains_key(&note.label) {
                // Defined twice, which `parse` reported.
                twins.push(note);
            } else {
                self.notes.insert(note.label.clone(), note);
            }
        }
        if let Some(document) = &mut chapter.document {
            self.within_note(0, |gatherer| gatherer.inlines(&mut document.source));
        }
        for text in [&mut chapter.title, &mut chapter.subtitle, &mut chapter.author] {
            self.inlines(text);
        }
        if let Some(document) = &mut chapter.document {
            self.inlines(&mut document.date_printed);
            self.inlines(&mut document.place);
        }
        self.inlines(&mut chapter.epigraph);
        walk::texts(&mut chapter.blocks, &mut |text| self.inlines(text));
        // Those that nobody cites are printed after the others.
        for label in &order {
            self.note(label);
        }
        let mut notes: FxHashMap<String, WrittenNote<Written>> = self.read.drain(..).collect();
        chapter.notes = order.iter().filter_map(|label| notes.remove(label)).collect();
        chapter.notes.extend(twins);
    }

    fn note(&mut self, label: &str) {
        let Some(mut note) = self.notes.remove(label) else { return };
        self.note_count += 1;
        let number = label.parse().unwrap_or(self.note_count);
        self.within_note(number, |gatherer| {
            walk::texts(&mut note.blocks, &mut |text| gatherer.inlines(text));
        });
        self.read.push((label.to_string(), note));
    }

    fn within_note(&mut self, number: usize, read: impl FnOnce(&mut Gatherer)) {
        let before = self.cite_count;
        let outer = self.note.replace(number);
        read(self);
        self.note = outer;
        if self.cite_count == before {
            self.steps.push(Step::Break);
        }
    }

    fn inlines(&mut self, inlines: &mut [Inline<Written>]) {
        for inline in inlines {
            match inline {
                Inline::Reference { to, content, span } => match to {
                    Written::Works { works, at } => {
                        *at = Some(self.steps.len() as u32);
                        let cluster = Cluster {
                            works: works.clone(),
                            span: *span,
                            note: self.note,
                            chapter: self.chapter,
                        };
                        self.cite_count += 1;
                        self.steps.push(Step::Cite(cluster));
                        if works.len() > 1 {
                            self.steps.push(Step::Break);
                        }
                    }
                    Written::Citation { label } => {
                        let label = label.clone();
                        self.note(&label);
                    }
                    _ => self.inlines(content),
                },
                Inline::Styled { content, .. } | Inline::Foreign { content, .. } => {
                    self.inlines(content);
                }
                Inline::Text(_) | Inline::LineBreak | Inline::Image { .. } => {}
            }
        }
    }
}
