//! Registers: the name authority, the glossary, and what else an edition
//! indexes.

use crate::model::book::{AnchorId, Reference};
use crate::model::language::Language;
use crate::model::manuscript::Written;
use crate::model::source::{FileId, Span};
use crate::model::text::{Inline, plain};

/// A register file as written, in the order of the file.
#[derive(Clone, Debug)]
pub struct WrittenRegister {
    pub file: FileId,
    /// The file's name, as indexes and the glossary select it: `names.yaml`.
    pub name: String,
    pub records: Vec<WrittenRecord>,
}

/// A record before its references are resolved.
#[derive(Clone, Debug)]
pub struct WrittenRecord {
    pub data: RecordData<Written>,
    /// Identifier of the record to see instead.
    pub see: Option<(String, Span)>,
    pub see_also: Vec<(String, Span)>,
}

/// A record of a register, resolved.
#[derive(Clone, Debug)]
pub struct Record {
    pub data: RecordData<Reference>,
    /// Which register it belongs to: a position in `Book::registers`.
    pub register: usize,
    pub see: Option<RecordId>,
    pub see_also: Vec<RecordId>,
    /// Its entry in the index or glossary that prints it.
    pub anchor: AnchorId,
}

impl Record {
    /// How the words of a glossary's term end, for what follows them.
    pub fn says(&self) -> Saying {
        let data = &self.data;
        let expansion = data.expansion.as_ref().map_or(&[][..], |(text, _)| text);
        let parts = [data.note.as_slice(), data.gloss.as_slice(), expansion];
        match parts.into_iter().find(|part| !part.is_empty()) {
            None => Saying::Nothing,
            Some(last) if plain(last).ends_with(['.', '!', '?']) => Saying::Sentence,
            Some(_) => Saying::Words,
        }
    }
}

/// What a term's definition comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saying {
    /// Nothing is said of it.
    Nothing,
    /// Some words without a full stop.
    Words,
    Sentence,
}

/// A record of [`crate::model::book::Book`], by its place there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordId(pub u32);

/// What a record says. A glossary's `term` is its `heading`.
#[derive(Clone, Debug)]
pub struct RecordData<R> {
    pub id: String,
    /// The identifier's place in the register.
    pub span: Span,
    pub kind: RecordKind,
    /// As it stands in the index, inverted where it is a person's.
    pub heading: Vec<Inline<R>>,
    /// What a bare tag prints: as given, else the heading up to its comma.
    pub short: String,
    /// A sort key, where the heading does not sort right by itself.
    pub sort: Option<String>,
    /// Other names, each a see-entry, with their places.
    pub aliases: Vec<(String, Span)>,
    pub dates: Option<String>,
    pub note: Vec<Inline<R>>,
    /// The name in its own scripts.
    pub original: Vec<(Language, String)>,
    pub category: Option<String>,
    /// Links to authority files: `viaf`, number.
    pub authority: Vec<(String, String)>,
    /// Whether the words of its mentions may be divided.
    pub hyphenates: bool,
    /// Glossary: what an abbreviation stands for, with its language.
    pub expansion: Option<(Vec<Inline<R>>, Option<Language>)>,
    /// Glossary: a translation in a few words.
    pub gloss: Vec<Inline<R>>,
}

/// Whether a record is a heading of an index or a term of a glossary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordKind {
    Name,
    Term,
}
