//! Editions made for the tests: every stage's value is kept, so that a law can
//! hold what was meant against what was made.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use rayon::iter::{IntoParallelIterator, ParallelIterator};
use recto::model::book::Book;
use recto::model::catalogue::{self, Kind};
use recto::model::diagnostic::Diagnostics;
use recto::model::index::Indexes;
use recto::model::inputs::Inputs;
use recto::model::lint::Occasion;
use recto::model::pages::Pages;
use recto::model::printing::Printing;
use recto::model::style::Style;
use recto::report::text::{Colours, Extent};
use recto::{cite, epub, index, lint, parse, pdf, printings, report, resolve, typeset};

use crate::harness::case::{self, Case};
use crate::harness::corpora;
use crate::harness::epub::Ebook;
use crate::harness::pdf::Pdf;
use crate::harness::place;

/// A manuscript with what became of it.
pub struct Edition {
    pub name: String,
    pub folder: PathBuf,
    pub inputs: Inputs,
    pub diagnostics: Diagnostics,
    /// Why nothing could be read at all.
    pub failure: Option<String>,
    /// The older printing whose pages are kept.
    pub printing: Option<Printing>,
    /// The book, where there are no errors.
    pub made: Option<Made>,
}

/// A book that was made.
pub struct Made {
    pub style: Style,
    pub book: Book,
    pub indexes: Indexes,
    pub pages: Pages,
    pub epub: Vec<u8>,
    pub pdf: Vec<u8>,
    /// The PDF for the printer.
    pub press: Vec<u8>,
    /// What can be read in `epub` and in `pdf`.
    pub ebook: Ebook,
    pub print: Pdf,
}

impl Edition {
    /// The diagnostics as an editor sees them, with paths below the manuscript.
    pub fn complaints(&self) -> String {
        let folder = format!("{}/", self.folder.display());
        if let Some(failure) = &self.failure {
            return format!("{failure}\n").replace(&folder, "");
        }
        let mut sorted = self.diagnostics.clone();
        sorted.sort();
        report::text::text(&sorted, &self.inputs.sources, Colours::None, Extent::All)
            .replace(&folder, "")
    }
}

/// The case's editions, with their cases, in the order of their names.
pub fn cases() -> &'static [(Case, Edition)] {
    static CASES: OnceLock<Vec<(Case, Edition)>> = OnceLock::new();
    CASES.get_or_init(|| {
        case::all()
            .into_par_iter()
            .map(|case| {
                let old = case.write_old().map(|folder| make(&case.name(), &folder, None));
                let old = old.and_then(|old| old.made);
                let printing =
                    old.map(|old| printings::record(&old.book, &old.indexes, &old.pages));
                let edition = make(&case.name(), &case.write(), printing);
                (case, edition)
            })
            .collect()
    })
}

/// Every edition that the laws hold for: the cases, the manuscript of the
/// project, and the books beside it that are there.
pub fn all() -> impl Iterator<Item = (&'static Edition, &'static Made)> {
    static BOOKS: OnceLock<Vec<Edition>> = OnceLock::new();
    let books = BOOKS.get_or_init(|| {
        let mut books = vec![make("manuscript", &place::project().join("manuscript"), None)];
        for name in ["frus-southeast-asia-1969-72", "grant-memoirs", "pepys-diary"] {
            let folder = place::corpora().join(name);
            if folder.exists() {
                books.push(make(name, &corpora::mended(name, folder), None));
            } else {
                eprintln!("{name} is not here: the laws are not held against it");
            }
        }
        for book in &books {
            assert!(book.made.is_some(), "{} has errors:\n{}", book.name, book.complaints());
        }
        books
    });
    let cases = cases().iter().map(|(_, edition)| edition);
    cases.chain(books).filter_map(|edition| Some((edition, edition.made.as_ref()?)))
}

/// Makes an edition stage by stage, as `compile` does, with the pages of an
/// older printing where there is one.
pub fn make(name: &str, folder: &Path, printing: Option<Printing>) -> Edition {
    let mut diagnostics = Diagnostics::default();
    let (inputs, failure) = match recto::read(folder, &mut diagnostics) {
        Ok(inputs) => (inputs, None),
        Err(failure) => (Inputs::default(), Some(failure.to_string())),
    };
    let made = match failure {
        Some(_) => None,
        None => compile(name, &inputs, printing.as_ref(), &mut diagnostics),
    };
    let (name, folder) = (name.into(), folder.into());
    Edition { name, folder, inputs, diagnostics, failure, printing, made }
}

fn compile(
    name: &str,
    inputs: &Inputs,
    printing: Option<&Printing>,
    diagnostics: &mut Diagnostics,
) -> Option<Made> {
    let mut manuscript = parse::manuscript(inputs, diagnostics)?;
    cite::works(&mut manuscript, inputs, diagnostics);
    let style = manuscript.style.clone();
    let book = resolve::book(manuscript, inputs, diagnostics);
    let indexes = index::build(&book, diagnostics);
    if diagnostics.has_errors() {
        return None;
    }
    let lock = printing.map(|printing| printings::lock(printing, &book, false));
    let pages = typeset::pages(&book, &indexes, &style, inputs, lock.as_ref(), diagnostics)?;
    // Cases of advice are checked, all others built.
    let entry = name.strip_prefix("errors/").and_then(catalogue::find);
    let is_advice = entry.is_some_and(|entry| matches!(entry.kind, Kind::Advice | Kind::Silent));
    let occasion = if is_advice { Occasion::Check } else { Occasion::Build };
    lint::book(&book, &indexes, &pages, inputs, occasion, diagnostics);
    diagnostics.settle(&book.edition.lint, occasion);
    if diagnostics.has_errors() {
        return None;
    }
    let epub = epub::write(&book, &indexes, &pages, inputs);
    let wanted = pdf::Wanted { screen: true, print: true };
    let files = pdf::write(&book, &pages, inputs, wanted, diagnostics);
    let [pdf, press] = [files.screen, files.print].map(|file| file.expect("it was wanted"));
    let (ebook, print) = (Ebook::read(&epub), Pdf::read(&pdf));
    Some(Made { style, book, indexes, pages, epub, pdf, press, ebook, print })
}
