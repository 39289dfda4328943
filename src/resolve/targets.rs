//! What links may lead to, by the names that editors use.

use std::cell::Cell;

use rustc_hash::FxHashMap;

use crate::model::book::{AnchorId, NoteId};
use crate::model::diagnostic::Diagnostics;
use crate::model::document::DocumentNumber;
use crate::model::language::Language;
use crate::model::nearest::nearest;
use crate::model::source::{FileId, Span};
use crate::model::wording;

/// Something that a link may lead to.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    pub(crate) anchor: AnchorId,
    pub(crate) kind: TargetKind,
    pub(crate) file: FileId,
    /// Where it is named, or its file's first byte.
    pub(crate) span: Span,
}

/// What a target is, as far as a generated reference must know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TargetKind {
    /// A chapter, a heading, a block: its page is printed.
    Place,
    /// Its number, if documents have numbers, and its kind in lower case.
    Document(Option<DocumentNumber>, String),
    Figure(u32),
    Note(NoteId),
}

/// All targets of the edition.
#[derive(Debug, Default)]
pub(crate) struct Targets {
    by_name: FxHashMap<String, Vec<Target>>,
    notes: FxHashMap<(FileId, String), Target>,
    /// By name below the manuscript folder, for `file.md`.
    files: FxHashMap<String, Target>,
    /// The source notes of documents, by file.
    sources: FxHashMap<FileId, Target>,
    /// How many names have been looked up for their nearest.
    guess_count: Cell<usize>,
}

/// Names for which the nearest spelling is looked up.
const MOST_SPELLINGS: usize = 200;

/// Places that are told of a name that several have.
const MOST_TOLD: usize = 10;

/// What became of looking for a name.
pub(crate) enum Found<'a> {
    One(&'a Target),
    /// In several files of the edition, and not in the one that asks.
    Several(Vec<&'a Target>),
    None,
}

impl Targets {
    /// Adds a target; a second one of the name in one file is an error.
    pub(crate) fn add(&mut self, name: &str, target: Target, diagnostics: &mut Diagnostics) {
        let same = self.by_name.entry(name.to_string()).or_default();
        let is_whole = |target: &Target| matches!(target.kind, TargetKind::Document(..));
        let clash = same
            .iter()
            .find(|other| other.file == target.file || (is_whole(other) && is_whole(&target)));
        if let Some(other) = clash {
            diagnostics
                .error("duplicate-anchor", target.span, format!("`{name}` is named twice"))
                .also(other.span, "first here")
                .help("give each place a name of its own");
        }
        same.push(target);
    }

    /// Adds a chapter's file.
    pub(crate) fn add_file(&mut self, name: &str, target: Target) {
        self.files.insert(name.to_string(), target);
    }

    /// Adds a note by its label as written.
    pub(crate) fn add_note(&mut self, label: &str, target: Target) {
        self.notes.insert((target.file, label.to_string()), target);
    }

    /// Adds the source note of a document.
    pub(crate) fn add_source(&mut self, target: Target) {
        self.sources.insert(target.file, target);
    }

    /// The note of a file with this label.
    pub(crate) fn note(&self, file: FileId, label: &str) -> Option<&Target> {
        self.notes.get(&(file, label.to_string()))
    }

    /// The chapter with this file name.
    pub(crate) fn file(&self, name: &str) -> Option<&Target> {
        self.files.get(name)
    }

    /// What `#name` means in a file: something of the file itself before
    /// anything elsewhere.
    ///
    /// Besides anchors these are `note-7`, a note of the file, and `dfn7` or
    /// `d-note-7`, note 7 of the document (or chapter) `d`. Note 1 of a
    /// document without a note 1 is its source note, as in editions that count
    /// source notes.
    pub(crate) fn find(&self, name: &str, file: FileId) -> Found<'_> {
        if let Some(target) = self.in_file(name, file) {
            return Found::One(target);
        }
        match self.by_name.get(name).map(Vec::as_slice) {
            Some([target]) => return Found::One(target),
            Some(targets) => {
                return Found::Several(targets.iter().take(MOST_TOLD).collect());
            }
            None => {}
        }
        let qualified = ["-note-", "fn"].iter().find_map(|joint| {
            let (whole, label) = name.rsplit_once(joint)?;
            let [target] = self.by_name.get(whole)?.as_slice() else { return None };
            self.note(target.file, label)
                .or_else(|| self.sources.get(&target.file).filter(|_| label == "1"))
        });
        qualified.map_or(Found::None, Found::One)
    }

    /// What `name` means within one file, and nowhere else.
    pub(crate) fn in_file(&self, name: &str, file: FileId) -> Option<&Target> {
        let here = self
            .by_name
            .get(name)
            .and_then(|targets| targets.iter().find(|target| target.file == file));
        here.or_else(|| self.note(file, name.strip_prefix("note-")?))
    }

    /// Whether the nearest spelling is looked up once more: of thousands that
    /// are wrong, the first tell enough.
    fn looks_up(&self) -> bool {
        self.guess_count.set(self.guess_count.get() + 1);
        self.guess_count.get() <= MOST_SPELLINGS
    }

    /// The nearest name to one that is not there.
    pub(crate) fn nearest(&self, name: &str, file: FileId) -> Option<String> {
        if !self.looks_up() {
            return None;
        }
        let notes: Vec<String> = self
            .notes
            .keys()
            .filter(|(of, _)| *of == file)
            .map(|(_, label)| format!("note-{label}"))
            .collect();
        let names = self.by_name.keys().chain(&notes).map(String::as_str);
        nearest(name, names)
    }

    /// The nearest document to an identifier that is not there.
    fn nearest_document(&self, name: &str) -> Option<String> {
        if !self.looks_up() {
            return None;
        }
        let is_document = |targets: &[Target]| {
            targets.iter().any(|target| matches!(target.kind, TargetKind::Document(..)))
        };
        let documents = self.by_name.iter().filter(|(_, targets)| is_document(targets));
        nearest(name, documents.map(|(name, _)| name.as_str()))
    }

    /// The nearest file name to one that is not there.
    pub(crate) fn nearest_file(&self, name: &str) -> Option<String> {
        if !self.looks_up() {
            return None;
        }
        nearest(name, self.files.keys().map(String::as_str))
    }

    /// The document with this identifier.
    pub(crate) fn document(&self, name: &str) -> Option<&Target> {
        let mut targets = self.by_name.get(name)?.iter();
        targets.find(|target| matches!(target.kind, TargetKind::Document(..)))
    }

    /// Reports that no document has an identifier.
    pub(crate) fn report_no_document(&self, name: &str, span: Span, diagnostics: &mut Diagnostics) {
        let help = match self.nearest_document(name) {
            Some(guess) => format!("did you mean `{guess}`?"),
            None => "add the document to `contents`".to_string(),
        };
        diagnostics
            .error("unknown-document", span, format!("no document is named `{name}`"))
            .help(help);
    }
}

/// A target's name in generated text: `letter 12`, `fig. 3`, `n. 7`, never
/// broken before its number; `None` where its page is printed instead.
pub(crate) fn generated(
    kind: &TargetKind,
    language: &Language,
    mark: impl Fn(NoteId) -> String,
) -> Option<String> {
    match kind {
        TargetKind::Place | TargetKind::Document(None, _) => None,
        TargetKind::Document(Some(number), kind) => Some(format!("{kind}\u{a0}{number}")),
        TargetKind::Figure(number) => Some(format!("fig.\u{a0}{number}")),
        TargetKind::Note(note) => {
            let mark = mark(*note);
            (!mark.is_empty()).then(|| format!("{}{mark}", wording::of(language).note))
        }
    }
}
