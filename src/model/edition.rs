//! What `edition.yaml` says, every default decided.

use crate::model::correction::Correction;
use crate::model::cover::CoverSettings;
use crate::model::date::Date;
use crate::model::ebook::{BookSeries, EbookSettings};
use crate::model::language::Language;
use crate::model::lint::LintSettings;
use crate::model::listing::ListingKind;
use crate::model::manuscript::Written;
use crate::model::print_settings::PrintSettings;
use crate::model::source::{FileId, Span};
use crate::model::text::Inline;
use crate::model::transcription::TranscriptionSettings;
use crate::model::works::BibliographySettings;

/// The edition: what the book is, what it contains, in which order.
#[derive(Clone, Debug)]
pub struct Edition {
    pub title: String,
    pub subtitle: Option<String>,
    pub language: Language,
    pub contributors: Vec<Contributor>,
    pub publisher: Option<Publisher>,
    /// Of this edition; also the only clock that the outputs see.
    pub date: Option<Date>,
    /// The edition statement: “Second edition, corrected”.
    pub statement: Option<String>,
    pub identifiers: Identifiers,
    /// The series that the book belongs to.
    pub series: Option<BookSeries>,
    pub rights: Option<String>,
    pub description: Option<Vec<Inline<Written>>>,
    pub subjects: Vec<String>,
    /// Name of the cover image below the manuscript folder.
    pub cover: Option<String>,
    /// The cover for the printer.
    pub jacket: CoverSettings,
    /// Name of the style: `octavo`.
    pub style: String,
    pub contents: Contents,
    pub notes: NoteSettings,
    pub indexes: Vec<IndexSettings>,
    pub glossary: Option<GlossarySettings>,
    pub bibliography: Option<BibliographySettings>,
    pub credits: Credits,
    pub documents: DocumentSettings,
    pub transcription: TranscriptionSettings,
    pub ebook: EbookSettings,
    pub print: PrintSettings,
    /// Levels of lints that differ from the usual ones.
    pub lint: LintSettings,
    /// What `corrections.yaml` has corrected, in its order.
    pub corrections: Vec<Correction>,
}

impl Edition {
    /// How the glossary prints locators: as the first index does.
    pub fn glossary_rules(&self) -> LocatorRules {
        self.indexes.first().map_or(
            LocatorRules {
                unit: LocatorUnit::Pages,
                merge: Merge::AtLeast(3),
                ranges: RangeStyle::Chicago,
                notes: NoteStyle::Chicago,
            },
            IndexSettings::rules,
        )
    }
}

/// Somebody who had a part in the book. `role` is a MARC relator name
/// (`author`, `editor`, `translator`); `sort` the name as it sorts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contributor {
    pub name: String,
    pub sort: Option<String>,
    pub role: String,
}

/// Who publishes the book, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publisher {
    pub name: String,
    pub place: Option<String>,
}

/// The book's numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identifiers {
    pub isbn_print: Option<String>,
    pub isbn_ebook: Option<String>,
    pub uuid: Option<String>,
}

/// The reading order.
#[derive(Clone, Debug, Default)]
pub struct Contents {
    pub front: Vec<ContentsEntry>,
    pub body: Vec<ContentsEntry>,
    pub back: Vec<ContentsEntry>,
}

impl Contents {
    /// Whether a part that the compiler makes stands in the reading order.
    pub fn names(&self, generated: &Generated) -> bool {
        self.place_of(generated).is_some()
    }

    /// Where a part that the compiler makes is named.
    pub fn place_of(&self, generated: &Generated) -> Option<Span> {
        [&self.front, &self.body, &self.back]
            .into_iter()
            .find_map(|entries| place_of(entries, generated))
    }
}

fn place_of(entries: &[ContentsEntry], generated: &Generated) -> Option<Span> {
    entries.iter().find_map(|entry| match &entry.kind {
        ContentsKind::Generated(named) => (named == generated).then_some(entry.span),
        ContentsKind::Part { contains, .. } => place_of(contains, generated),
        ContentsKind::Chapter(_) => None,
    })
}

/// A place in the reading order, globs already replaced by what they match.
#[derive(Clone, Debug)]
pub struct ContentsEntry {
    pub kind: ContentsKind,
    pub span: Span,
}

/// What stands at a place in the reading order.
#[derive(Clone, Debug)]
pub enum ContentsKind {
    Chapter(FileId),
    Generated(Generated),
    Part { title: Vec<Inline<Written>>, introduction: Option<FileId>, contains: Vec<ContentsEntry> },
}

/// Parts of a book that the compiler makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Generated {
    HalfTitle,
    TitlePage,
    Copyright,
    Contents,
    ListOfDocuments,
    Illustrations,
    /// The notes section of the whole book.
    Notes,
    Glossary,
    /// The abbreviations of the glossary, with what they stand for.
    Abbreviations,
    /// What `corrections.yaml` has corrected; a chapter after `resolve`.
    Corrections,
    /// A list made of documents or events.
    Listing(ListingKind),
    /// The works that the text cites.
    Bibliography,
    /// The marks of transcription that the book uses, with what they mean.
    Symbols,
    /// A position in [`Edition::indexes`].
    Index(usize),
}

/// Where the credits of figures are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Credits {
    /// After the caption.
    Caption,
    /// In the list of illustrations.
    List,
}

/// Where notes stand and how they are numbered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteSettings {
    pub print: NotePlace,
    /// Where the ebook's notes section stands: never `Foot`.
    pub ebook: NotePlace,
    pub numbering: NoteNumbering,
    /// Series beside the numbered notes, told by the label's prefix.
    pub series: Vec<NoteSeries>,
    /// The series as they follow one another at the foot of a page: positions
    /// in `series`, `None` for the numbered notes. Each stands in it once.
    pub order: Vec<Option<usize>>,
}

/// Where notes stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotePlace {
    Foot,
    Chapter,
    Book,
}

/// Where the count of notes begins again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteNumbering {
    Chapter,
    Part,
    Book,
    /// The manuscript's labels are the numbers.
    AsWritten,
}

/// A further series of notes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteSeries {
    pub prefix: String,
    pub title: Option<String>,
    pub marks: NoteMarks,
    pub print: NotePlace,
    /// Of a series with numbers; symbols and letters begin again with every
    /// section, unless it says otherwise.
    pub numbering: NoteNumbering,
    pub span: Span,
}

/// How notes of a series are marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteMarks {
    Numbers,
    /// *, †, ‡, §, ¶, then doubled.
    Symbols,
    /// a, b, c.
    Letters,
    /// None in the text; the note begins with the line's number on its page.
    Lines,
}

/// One index of the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexSettings {
    /// Its key under `indexes:`.
    pub name: String,
    pub title: String,
    pub of: IndexOf,
    /// Names of its register files.
    pub from: Vec<String>,
    /// Only records of these categories; all where empty.
    pub categories: Vec<String>,
    pub biographies: Biographies,
    pub merge: Merge,
    pub order: Collation,
    pub subentries: SubentryOrder,
    pub numbers: NumberOrder,
    /// Leading words that are printed and do not count in the order: `the`,
    /// `al-`.
    pub ignored: Vec<String>,
    pub ranges: RangeStyle,
    pub notes: NoteStyle,
    pub locators: LocatorUnit,
    pub layout: IndexLayout,
    pub span: Span,
}

impl IndexSettings {
    /// How the index prints its locators.
    pub fn rules(&self) -> LocatorRules {
        let IndexSettings { merge, ranges, notes, locators: unit, .. } = *self;
        LocatorRules { unit, merge, ranges, notes }
    }
}

/// What an index is made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum IndexOf {
    /// The records of its registers, by their mentions.
    #[default]
    Records,
    /// Who wrote and received the documents.
    Correspondents,
    /// Where the documents were written.
    Places,
    /// Where the documents are kept.
    Archives,
}

/// How locators are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LocatorRules {
    pub unit: LocatorUnit,
    pub merge: Merge,
    pub ranges: RangeStyle,
    pub notes: NoteStyle,
}

/// Whether an index prints what records say of persons, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Biographies {
    None,
    /// A paragraph of its own below heading and locators.
    Below,
    /// Between the heading and the locators, on the same line.
    RunIn,
}

/// What the numbers of an index count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LocatorUnit {
    Pages,
    /// Documents by their numbers; pages for text that stands in none.
    Documents,
    /// Documents, each with its page in parentheses.
    DocumentsWithPages,
}

/// The order of subheadings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SubentryOrder {
    /// Without regard to leading prepositions and articles.
    Alphabetical,
    /// By their first passages.
    Chronological,
}

/// Where headings stand that begin with figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberOrder {
    /// Before the letters, by value.
    First,
    /// As they are read aloud, which their records' sort keys say.
    Spelled,
}

/// How a locator names a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteStyle {
    /// `334n14`, `334nn14–16`.
    Chicago,
    /// `90 n. 17`, `90 nn. 17, 19`.
    Oxford,
    /// `41 n. 3`, `41 nn. 3 & 4`.
    Mhra,
}

/// How an index is laid out in print.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct IndexLayout {
    pub subheadings: Subheadings,
    pub continued: Continued,
}

/// How subheadings follow their heading.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Subheadings {
    /// Each on a line of its own, indented by its level.
    #[default]
    Indented,
    /// One after the other, with semicolons; those below them in parentheses.
    RunIn,
    /// The first level indented, the second run in.
    Mixed,
}

/// Where an entry that runs over repeats its heading with *(continued)*.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Continued {
    /// At the head of a left-hand page.
    #[default]
    Verso,
    /// At the head of any column.
    Column,
    Never,
}

/// How long a run of consecutive pages must be to become a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Merge {
    Never,
    /// 2 or 3.
    AtLeast(u32),
}

/// The order of headings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Collation {
    WordByWord,
    LetterByLetter,
}

/// How the second number of a range is shortened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RangeStyle {
    Chicago,
    Oxford,
    Mhra,
    Full,
}

/// The glossary of the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GlossarySettings {
    pub title: String,
    pub from: Vec<String>,
    /// Only terms that the text tags.
    pub is_only_used: bool,
    /// Whether terms have locators, printed as in the first index.
    pub has_locators: bool,
    pub first_use: FirstUse,
    pub span: Span,
}

/// What the text prints where it first tags an abbreviation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FirstUse {
    AsWritten,
    /// What the abbreviation stands for, then the abbreviation in parentheses.
    Expansion,
    /// The same with the translation, where there is one.
    Gloss,
}

/// How documents are numbered, and what is listed beside them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentSettings {
    pub numbering: DocumentNumbering,
    pub order: DocumentOrder,
    pub enclosures: Enclosures,
    /// Registers of the events that the chronology tells.
    pub events: Vec<String>,
    /// Registers of archives.
    pub repositories: Vec<String>,
    /// Only those that a source note names.
    pub lists_used_repositories: bool,
    /// Other editions by the names that `numbers:` gives them, each as it is
    /// printed; where empty, the names themselves are.
    pub editions: Vec<(String, String)>,
}

impl Default for DocumentSettings {
    fn default() -> DocumentSettings {
        DocumentSettings {
            numbering: DocumentNumbering::Book,
            order: DocumentOrder::Date,
            enclosures: Enclosures::Nested,
            events: Vec::new(),
            repositories: Vec::new(),
            lists_used_repositories: false,
            editions: Vec::new(),
        }
    }
}

/// Where enclosures stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Enclosures {
    /// Below their letter, numbered with it: 12a.
    Nested,
    /// Where the contents have them, with numbers of their own.
    Apart,
}

/// Where the count of documents begins again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentNumbering {
    Book,
    Part,
    /// Documents carry no numbers.
    None,
}

/// In which order documents stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentOrder {
    /// Those that a pattern names, by their dates; the others are expected to
    /// be so already.
    Date,
    /// As the contents have them.
    Contents,
}
