//! Works that the text cites, and the bibliography that lists them.

use crate::model::book::{AnchorId, Reference};
use crate::model::manuscript::Written;
use crate::model::source::{FileId, Span};
use crate::model::text::Inline;

/// The name by which an index asks for the works that the text cites.
pub const WORKS: &str = "bibliography";

/// The category of a record that stands for a work.
pub const WORK: &str = "work";

/// What `bibliography:` in `edition.yaml` says, every default decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BibliographySettings {
    /// As given; else it is worded by the edition's language.
    pub title: Option<String>,
    pub from: Vec<ReferenceFile>,
    pub style: CitationStyle,
    /// Where the style is named, or the whole mapping.
    pub style_span: Span,
    pub include: Include,
    pub restart: Restart,
    /// Whether a work that was cited just before is *ibid.*, though the style
    /// would give its short form.
    pub has_ibid: bool,
}

/// A file of works, with the place where the edition names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReferenceFile {
    pub file: FileId,
    pub form: ReferenceForm,
    pub span: Span,
    /// The keys of a YAML file with their places, in the order of the file;
    /// `None` where it is no mapping at all. Empty for BibTeX.
    pub keys: Option<Vec<(String, Span)>>,
}

/// How a file of works is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReferenceForm {
    /// Hayagriva's.
    Yaml,
    /// BibTeX or BibLaTeX.
    Bibtex,
}

/// The style of citations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CitationStyle {
    /// One that is built in, by its name.
    Named(String),
    /// A file in the Citation Style Language.
    File(FileId),
}

/// Which works the bibliography lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Include {
    Cited,
    All,
}

/// Where a work is given in full again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Restart {
    /// Once in the whole book.
    Book,
    /// Where a chapter first cites it.
    Chapter,
}

/// One work of a citation: `see @montefiore2003, 418`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CitedWork {
    pub key: String,
    /// Where the key stands.
    pub span: Span,
    /// What stands before the work, with no space at its end.
    pub prefix: String,
    /// Which part of the work: a term of the Citation Style Language, and the
    /// number.
    pub locator: Option<(&'static str, String)>,
    /// What follows the locator, with no space at its head.
    pub suffix: String,
    /// `-@key`: the text has named the author.
    pub is_authorless: bool,
}

/// A work as the bibliography prints it, before its references are resolved.
#[derive(Clone, Debug, PartialEq)]
pub struct WrittenWork {
    pub key: String,
    pub span: Span,
    pub entry: Vec<Inline<Written>>,
    /// Whether the text cites it.
    pub is_cited: bool,
}

/// What citing the works of an edition has made.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WrittenWorks {
    /// In the order of the bibliography.
    pub list: Vec<WrittenWork>,
    /// Works of the files that the book has no use for, with their places.
    pub unused: Vec<(String, Span)>,
}

/// A work of the bibliography.
#[derive(Clone, Debug, PartialEq)]
pub struct Work {
    pub key: String,
    pub span: Span,
    /// Its entry in the bibliography.
    pub anchor: AnchorId,
    pub entry: Vec<Inline<Reference>>,
}
