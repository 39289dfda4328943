//! What every file of the ebook is written from, and what only the whole book
//! can tell.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use crate::epub::images;
use crate::epub::starts::PageStarts;
use crate::model::book::{AnchorId, Book, SectionKind};
use crate::model::edition::{Generated, NotePlace};
use crate::model::index::Indexes;
use crate::model::inputs::Inputs;
use crate::model::pages::Pages;
use crate::model::register::RecordId;

/// The book with what was found out about it.
pub(crate) struct Context<'a> {
    pub(crate) book: &'a Book,
    pub(crate) indexes: &'a Indexes,
    pub(crate) pages: &'a Pages,
    /// Where images go, by their name below the manuscript folder.
    pub(crate) images: BTreeMap<&'a str, String>,
    pub(crate) starts: PageStarts,
    /// Records that an index or the glossary of this book prints.
    printed: FxHashSet<AnchorId>,
    /// Every anchor's identifier.
    ids: FxHashSet<&'a str>,
}

impl<'a> Context<'a> {
    /// Looks over the book.
    pub(crate) fn new(
        book: &'a Book,
        indexes: &'a Indexes,
        pages: &'a Pages,
        inputs: &'a Inputs,
    ) -> Context<'a> {
        Context {
            book,
            indexes,
            pages,
            images: images::places(inputs),
            starts: PageStarts::new(pages),
            printed: printed(book, indexes),
            ids: book.anchors.iter().map(|anchor| anchor.id.as_str()).collect(),
        }
    }

    /// Where a record's entry stands, if this book prints one: that of the
    /// record itself, else that of the record to see instead.
    pub(crate) fn entry_of(&self, record: RecordId) -> Option<AnchorId> {
        let record = self.book.record(record);
        let instead = record.see.map(|other| self.book.record(other).anchor);
        [Some(record.anchor), instead]
            .into_iter()
            .flatten()
            .find(|anchor| self.printed.contains(anchor))
    }

    /// An identifier that no anchor has: the one wanted, if it is free.
    pub(crate) fn own_id(&self, wanted: String) -> String {
        let mut id = wanted;
        while self.ids.contains(id.as_str()) {
            id.push('_');
        }
        id
    }

    /// Whether an anchor is an entry of the bibliography.
    pub(crate) fn is_work(&self, anchor: AnchorId) -> bool {
        let works = &self.book.works;
        // They get their anchors one after the other.
        works.binary_search_by_key(&anchor, |work| work.anchor).is_ok()
    }

    /// Whether the notes of all sections stand together in one file.
    pub(crate) fn has_notes_file(&self) -> bool {
        self.book.edition.notes.ebook == NotePlace::Book
    }
}

fn printed(book: &Book, indexes: &Indexes) -> FxHashSet<AnchorId> {
    let mut printed = FxHashSet::default();
    for section in &book.sections {
        match &section.kind {
            SectionKind::Generated(Generated::Glossary) => {
                let anchors = indexes.glossary.iter().map(|term| book.record(term.record).anchor);
                printed.extend(anchors);
            }
            SectionKind::Generated(Generated::Abbreviations) => {
                let terms = indexes.abbreviations(book);
                printed.extend(terms.map(|term| book.record(term.record).anchor));
            }
            SectionKind::Generated(Generated::Index(at)) => {
                let groups = indexes.indexes.get(*at).into_iter().flat_map(|index| &index.groups);
                let entries = groups.flat_map(|group| &group.entries);
                printed.extend(
                    entries.filter(|entry| !entry.is_blank()).filter_map(|entry| entry.anchor),
                );
            }
            _ => {}
        }
    }
    printed
}
