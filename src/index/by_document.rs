//! Indexes that the documents make by themselves: who wrote and received them,
//! where they were written, where they are kept.

use std::collections::BTreeMap;

use crate::index::biography::biography;
use crate::index::collate::{Heading, Letters, Order};
use crate::index::leading::without_ignored;
use crate::model::book::{Book, MentionId, Reference, Section, SectionId, SectionKind, bare};
use crate::model::document_words::{self, DocumentWords};
use crate::model::edition::{Biographies, Generated, IndexOf, IndexSettings};
use crate::model::index::{CrossReferences, Entry, Group, Passage, Subentry};
use crate::model::manuscript::Document;
use crate::model::register::RecordId;
use crate::model::source::{FileId, Span};
use crate::model::text::{Inline, Text, TextId, plain};

/// The entries of the index at a position in `Edition::indexes`, in groups.
pub(crate) fn groups(book: &Book, at: usize, order: &Order) -> Vec<Group> {
    let settings = &book.edition.indexes[at];
    let indexer = Indexer { book, settings, section: section_of(book, at) };
    let entries = match settings.of {
        IndexOf::Records => Vec::new(),
        IndexOf::Correspondents => indexer.correspondents(),
        IndexOf::Places => indexer.places(),
        IndexOf::Archives => indexer.archives(),
    };
    let mut entries: Vec<(Heading, Entry)> = entries
        .into_iter()
        .map(|entry| (order.heading(without_ignored(&entry.sorts_as, &settings.ignored)), entry))
        .collect();
    entries.sort_by(|(left, left_entry), (right, right_entry)| {
        let by_rest = || {
            let key = |entry: &Entry| (plain(&entry.heading), entry.record);
            key(left_entry).cmp(&key(right_entry))
        };
        order.compare(left, right).then_with(by_rest)
    });
    let mut groups: Vec<Group> = Vec::new();
    let mut letters = Letters::default();
    let mut last = None;
    for (heading, entry) in entries {
        let letter = order.letter(&heading, &mut letters);
        let class = Some((heading.class, letter.clone()));
        if last != class {
            groups.push(Group { letter, entries: Vec::new() });
            last = class;
        }
        let group = groups.last_mut().expect("pushed above");
        group.entries.push(Entry { sorts_as: heading.words().to_string(), ..entry });
    }
    groups
}

/// The section that prints an index.
fn section_of(book: &Book, index: usize) -> Option<SectionId> {
    let is_it = |section: &Section| match &section.kind {
        SectionKind::Generated(generated) => *generated == Generated::Index(index),
        _ => false,
    };
    book.sections.iter().position(is_it).map(|at| SectionId(at as u32))
}

struct Indexer<'a> {
    book: &'a Book,
    settings: &'a IndexSettings,
    section: Option<SectionId>,
}

impl Indexer<'_> {
    /// Every document with its section.
    fn documents(&self) -> impl Iterator<Item = (&Section, &Document<Reference>)> {
        self.book.sections.iter().filter_map(|section| match &section.kind {
            SectionKind::Chapter(chapter) => Some((section, chapter.chapter.document.as_ref()?)),
            _ => None,
        })
    }

    fn correspondents(&self) -> Vec<Entry> {
        /// A correspondent's documents: those sent, those received.
        type Posts = (Vec<Passage>, Vec<Passage>);
        let mut posts: BTreeMap<RecordId, Posts> = BTreeMap::new();
        for (section, document) in self.documents() {
            for mention in mentions(&document.from) {
                let record = self.book.mention(mention).record;
                posts.entry(record).or_default().0.push(passage(section, Some(mention)));
            }
            for mention in mentions(&document.to) {
                let record = self.book.mention(mention).record;
                posts.entry(record).or_default().1.push(passage(section, Some(mention)));
            }
        }
        let words = document_words::of(&self.book.edition.language);
        let (from, to) = self.subheadings(words);
        let entries = posts.into_iter().map(|(record, (sent, received))| {
            let parts = [(from, sent), (to, received)].into_iter();
            let parts = parts.filter(|(_, passages)| !passages.is_empty());
            let subentries = parts.map(|(heading, passages)| {
                let subentries = Vec::new();
                Subentry { heading: heading.to_string(), passages, subentries }
            });
            Entry { subentries: subentries.collect(), ..self.of_record(record) }
        });
        entries.collect()
    }

    /// Letters, where the edition has nothing but letters.
    fn subheadings(&self, words: &DocumentWords) -> (&'static str, &'static str) {
        let is_letter = |kind: &str| kind.trim().to_lowercase() == words.letter.to_lowercase();
        let mut documents = self.documents();
        match documents.all(|(_, document)| document.kind.as_deref().is_none_or(is_letter)) {
            true => words.letters,
            false => words.documents,
        }
    }

    /// An entry without passages for a record of a register.
    fn of_record(&self, id: RecordId) -> Entry {
        let record = self.book.record(id);
        let heading = record.data.heading.clone();
        let is_home = Some(self.book.anchor(record.anchor).section) == self.section;
        let has_note = self.settings.biographies != Biographies::None;
        Entry {
            anchor: Some(record.anchor).filter(|_| is_home),
            record: Some(id),
            sorts_as: record.data.sort.clone().unwrap_or_else(|| plain(&heading)),
            note: if has_note { biography(record) } else { Vec::new() },
            is_note_run_in: self.settings.biographies == Biographies::RunIn,
            ..self.named(heading)
        }
    }

    /// An entry without passages for a heading that no register has.
    fn named(&self, heading: Vec<Inline<Reference>>) -> Entry {
        Entry {
            anchor: None,
            record: None,
            sorts_as: plain(&heading),
            heading,
            note: Vec::new(),
            is_note_run_in: false,
            passages: Vec::new(),
            subentries: Vec::new(),
            references: CrossReferences::None,
        }
    }

    /// Places by the record that they tag, else as they are written, supplied or
    /// not.
    fn places(&self) -> Vec<Entry> {
        let mut tagged: BTreeMap<RecordId, Vec<Passage>> = BTreeMap::new();
        let mut written: BTreeMap<String, Vec<Passage>> = BTreeMap::new();
        for (section, document) in self.documents() {
            let tags = mentions(&document.place);
            for mention in &tags {
                let record = self.book.mention(*mention).record;
                tagged.entry(record).or_default().push(passage(section, Some(*mention)));
            }
            let name = unbracketed(&plain(&document.place));
            if tags.is_empty() && !name.is_empty() {
                written.entry(name).or_default().push(passage(section, None));
            }
        }
        let tagged = tagged
            .into_iter()
            .map(|(record, passages)| Entry { passages, ..self.of_record(record) });
        let written = written
            .into_iter()
            .map(|(name, passages)| Entry { passages, ..self.named(vec![text(&name)]) });
        tagged.chain(written).collect()
    }

    /// Archives by their names, with their symbols in parentheses.
    fn archives(&self) -> Vec<Entry> {
        let mut kept: BTreeMap<usize, Vec<Passage>> = BTreeMap::new();
        for (section, document) in self.documents() {
            if let Some(repository) = document.arrangement.repository {
                kept.entry(repository).or_default().push(passage(section, None));
            }
        }
        let entries = kept.into_iter().map(|(at, passages)| {
            let repository = &self.book.repositories[at];
            let mut heading = bare(&repository.name);
            if plain(&heading) != repository.symbol {
                heading.push(text(&format!(" ({})", repository.symbol)));
            }
            Entry { passages, ..self.named(heading) }
        });
        entries.collect()
    }
}

/// A document as a whole, named where it begins.
fn passage(section: &Section, mention: Option<MentionId>) -> Passage {
    Passage {
        from: section.anchor,
        to: None,
        note: None,
        is_principal: false,
        is_illustration: false,
        mention,
    }
}

/// The mentions in running text.
fn mentions(content: &[Inline<Reference>]) -> Vec<MentionId> {
    let mut found = Vec::new();
    for inline in content {
        match inline {
            Inline::Reference { to, content, .. } => {
                if let Reference::Mention(id) = to {
                    found.push(*id);
                }
                found.extend(mentions(content));
            }
            Inline::Styled { content, .. } | Inline::Foreign { content, .. } => {
                found.extend(mentions(content));
            }
            Inline::Text(_) | Inline::LineBreak | Inline::Image { .. } => {}
        }
    }
    found
}

/// A place without the brackets and the mark of doubt that editors give what
/// they supply.
fn unbracketed(place: &str) -> String {
    let bare: String = place.chars().filter(|letter| !matches!(letter, '[' | ']' | '?')).collect();
    bare.trim().trim_end_matches([',', '.']).to_string()
}

fn text(words: &str) -> Inline<Reference> {
    let span = Span::new(FileId(0), 0, 0);
    Inline::Text(Text { id: TextId::NONE, text: words.to_string(), span })
}

#[cfg(test)]
mod tests {
    use super::unbracketed;

    #[track_caller]
    fn check(written: &str, place: &str) {
        assert_eq!(unbracketed(written), place);
    }

    #[test]
    fn what_is_supplied_is_the_same_place() {
        check("[Moscow]", "Moscow");
        check("Gori[?]", "Gori");
        check("Sochi.", "Sochi");
    }
}
