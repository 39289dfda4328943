//! The edition compiler: Markdown and two YAML files in, a typeset book out.

use std::path::Path;

use crate::concordance::Numbers;
use crate::explain::Explainer;
use crate::load::failure::Failure;
use crate::model::book::Book;
use crate::model::changes::Changes;
use crate::model::diagnostic::Diagnostics;
use crate::model::excerpt::ChangedPages;
use crate::model::imposition::{Binding, Imposition};
use crate::model::index::Indexes;
use crate::model::inputs::Inputs;
use crate::model::lint::Occasion;
use crate::model::pages::{Pages, Remark};
use crate::model::pictures::Places;
use crate::model::preflight::{Preflight, Sheets};
use crate::model::printing::Printing;
use crate::model::style::Style;
use crate::model::suggestion::Suggestions;
use crate::model::summary::Summary;

pub mod cite;
pub mod cli;
pub mod concordance;
pub mod epub;
pub mod explain;
pub mod index;
pub mod lint;
pub mod load;
pub mod model;
pub mod parse;
pub mod pdf;
pub mod printings;
pub mod report;
pub mod resolve;
pub mod typeset;
pub mod verify;

/// Which files to make. With none of them, the book is checked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Targets {
    pub epub: bool,
    pub screen: bool,
    pub print: bool,
    /// Proofs of the pages, as PDF and as text.
    pub proof: bool,
    /// Sheets in the order of folding: pages a sheet, 4, 8, 16 or 32.
    pub signature: Option<u32>,
    /// The cover for the printer.
    pub cover: bool,
    /// Whether the ebook and the two PDFs are read again, and held against the
    /// manuscript.
    pub verify: bool,
}

impl Targets {
    /// A run that makes nothing is a check.
    fn occasion(self) -> Occasion {
        if self == Targets::default() { Occasion::Check } else { Occasion::Build }
    }
}

/// The files that were asked for, and what the book holds.
#[derive(Clone, Debug)]
pub struct Outputs {
    pub epub: Option<Vec<u8>>,
    /// The PDF for the screen.
    pub screen: Option<Vec<u8>>,
    /// The PDF for the printer.
    pub print: Option<Vec<u8>>,
    pub proof: Option<ProofFiles>,
    /// The PDF of imposed sheets.
    pub imposed: Option<Vec<u8>>,
    /// The PDF of the cover.
    pub cover: Option<Vec<u8>>,
    pub summary: Summary,
    /// Pages that had to break a rule of make-up, in order.
    pub remarks: Vec<Remark>,
    /// Pages that are not what they were, where those of a printing are kept.
    pub changed: Option<ChangedPages>,
    /// What the files were made of, for a caller who ends with it and would
    /// rather forget than drop it piece by piece.
    pub made_of: (Book, Indexes, Pages),
}

/// What a manuscript consists of, its texts corrected as it asks for.
pub fn read(folder: &Path, diagnostics: &mut Diagnostics) -> Result<Inputs, Failure> {
    let mut inputs = load::inputs(folder, diagnostics)?;
    parse::correct(&mut inputs, diagnostics);
    Ok(inputs)
}

/// A proof of the pages.
#[derive(Clone, Debug)]
pub struct ProofFiles {
    pub pdf: Vec<u8>,
    /// Page, line and words of each line.
    pub text: String,
}

/// Makes the book: the whole pipeline, each stage once.
///
/// Gives `None` where the manuscript has errors; `diagnostics` tells them.
pub fn compile(
    inputs: &Inputs,
    targets: Targets,
    diagnostics: &mut Diagnostics,
) -> Option<Outputs> {
    compile_after(inputs, targets, Earlier::default(), diagnostics)
}

/// What earlier printings are for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Earlier<'p> {
    /// One whose pages are kept.
    pub kept: Option<Keeping<'p>>,
    /// One against which the proofs are marked.
    pub proved: Option<&'p Printing>,
}

/// An older printing whose pages are to be kept.
#[derive(Clone, Copy, Debug)]
pub struct Keeping<'p> {
    pub printing: &'p Printing,
    /// Whether a page that cannot begin where it began is an error.
    pub is_strict: bool,
    /// Whether the PDFs hold only the pages that are not what they were.
    pub only_changed: bool,
}

impl<'p> Earlier<'p> {
    /// The pages of a printing are kept as well as can be.
    pub fn keeping(printing: &'p Printing) -> Earlier<'p> {
        let kept = Keeping { printing, is_strict: false, only_changed: false };
        Earlier { kept: Some(kept), proved: None }
    }
}

/// Makes the book after earlier printings of it.
///
/// Gives `None` where the manuscript has errors; `diagnostics` tells them.
pub fn compile_after(
    inputs: &Inputs,
    targets: Targets,
    earlier: Earlier<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Outputs> {
    let keeping = earlier.kept;
    let (book, indexes, mut pages, style) = typeset_book(inputs, keeping, diagnostics)?;
    let occasion = targets.occasion();
    lint::book(&book, &indexes, &pages, inputs, occasion, diagnostics);
    diagnostics.settle(&book.edition.lint, occasion);
    if diagnostics.has_errors() {
        return None;
    }
    let changed = keeping.map(|keeping| {
        let changed = printings::changed(keeping.printing, &pages);
        ChangedPages::new(&pages, &changed, book.edition.print.signature)
    });
    let excerpt = changed.as_ref().filter(|_| keeping.is_some_and(|keeping| keeping.only_changed));
    let is_empty = excerpt.is_some_and(|excerpt| excerpt.pages.is_empty());
    let wanted =
        pdf::Wanted { screen: targets.screen && !is_empty, print: targets.print && !is_empty };
    let excerpt = excerpt.map(|changed| pages.excerpt(changed));
    let printed = excerpt.as_ref().unwrap_or(&pages);
    let (epub, (pdfs, summary)) = rayon::join(
        || targets.epub.then(|| epub::write(&book, &indexes, &pages, inputs)),
        || {
            rayon::join(
                || pdf::write(&book, printed, inputs, wanted, diagnostics),
                || Summary::new(&book, &indexes, &pages),
            )
        },
    );
    let pdf::Files { screen, print } = pdfs;
    if targets.verify {
        let (epub, screen, print) = (epub.as_deref(), screen.as_deref(), print.as_deref());
        let files = verify::Files { epub, screen, print };
        verify::files((&book, &indexes), inputs, files, diagnostics);
        if diagnostics.has_errors() {
            return None;
        }
    }
    let material =
        Material { book: &book, indexes: &indexes, pages: &pages, style: &style, inputs };
    let proof = if targets.proof { material.proof(earlier.proved, diagnostics) } else { None };
    let imposed = targets.signature.and_then(|signature| material.imposed(signature, diagnostics));
    let cover = if targets.cover { material.cover(diagnostics) } else { None };
    diagnostics.settle(&book.edition.lint, occasion);
    let remarks = std::mem::take(&mut pages.remarks);
    let made_of = (book, indexes, pages);
    Some(Outputs { epub, screen, print, proof, imposed, cover, summary, remarks, changed, made_of })
}

/// A typeset book, for what is made beside it.
struct Material<'a> {
    book: &'a Book,
    indexes: &'a Indexes,
    pages: &'a Pages,
    style: &'a Style,
    inputs: &'a Inputs,
}

impl Material<'_> {
    fn proof(&self, since: Option<&Printing>, diagnostics: &mut Diagnostics) -> Option<ProofFiles> {
        let Material { book, indexes, pages, style, inputs } = *self;
        let changed = since.map(|old| printings::bars(old, book, pages)).unwrap_or_default();
        let proof = typeset::proof(book, indexes, style, inputs, pages, &changed)?;
        let pdf = pdf::proof(book, &proof, inputs, diagnostics);
        Some(ProofFiles { pdf, text: proof.text })
    }

    fn imposed(&self, signature: u32, diagnostics: &mut Diagnostics) -> Option<Vec<u8>> {
        let Material { book, pages, style, inputs, .. } = *self;
        let binding = match book.edition.language.is_right_to_left() {
            true => Binding::Right,
            false => Binding::Left,
        };
        let imposition = Imposition::new(pages, signature, binding);
        let labelled = typeset::labelled(book, style, inputs, pages, &imposition.labels)?;
        Some(pdf::imposed(book, &labelled, &imposition, inputs, diagnostics))
    }

    fn cover(&self, diagnostics: &mut Diagnostics) -> Option<Vec<u8>> {
        let Material { book, pages, style, inputs, .. } = *self;
        let cover = typeset::cover(book, style, inputs, pages)?;
        Some(pdf::cover(book, &cover, inputs, diagnostics))
    }
}

/// Judges a PDF as a file for a printer: see [`pdf::preflight`].
pub fn preflight(data: &[u8], sheets: Sheets) -> Result<Preflight, String> {
    pdf::preflight(data, sheets)
}

/// Judges the printer's file that was made, if it was, and tells where the
/// manuscript has what was found.
pub fn preflight_of(outputs: &Outputs) -> Option<Preflight> {
    let (book, _, pages) = &outputs.made_of;
    let print = &book.edition.print;
    let sheets = Sheets { signature: print.signature, paper: print.paper };
    let file = outputs.print.as_deref()?;
    let mut found = pdf::preflight(file, sheets).expect("a file that was just made can be read");
    let spans = Places::new(book).by_page(pages);
    for place in found.findings.iter_mut().flat_map(|finding| &mut finding.places) {
        let of_page = spans.get(place.page as usize);
        place.span = of_page.zip(place.image).and_then(|(it, image)| *it.get(image as usize)?);
    }
    Some(found)
}

/// What the book knows of the record `id`: see [`explain::Explainer::record`].
///
/// Gives `None` where the manuscript has errors; `diagnostics` tells them.
pub fn explanation(
    inputs: &Inputs,
    id: &str,
    diagnostics: &mut Diagnostics,
) -> Option<Result<String, Option<String>>> {
    let (book, indexes, pages, _) = typeset_book(inputs, None, diagnostics)?;
    let sources = &inputs.sources;
    let explainer = Explainer { book: &book, indexes: &indexes, pages: &pages, sources };
    Some(explainer.record(id))
}

/// The numbers of the book's documents.
///
/// Gives `None` where the manuscript has errors; `diagnostics` tells them.
pub fn numbers(inputs: &Inputs, diagnostics: &mut Diagnostics) -> Option<Numbers> {
    let (book, _, pages, _) = typeset_book(inputs, None, diagnostics)?;
    Some(Numbers::of(&book, &pages))
}

/// Tags that could be added to the manuscript, with the book that it is.
///
/// Gives `None` where the manuscript has errors; `diagnostics` tells them.
pub fn suggestions(inputs: &Inputs, diagnostics: &mut Diagnostics) -> Option<(Book, Suggestions)> {
    let mut manuscript = parse::manuscript(inputs, diagnostics)?;
    cite::works(&mut manuscript, inputs, diagnostics);
    let book = resolve::book(manuscript, inputs, diagnostics);
    if diagnostics.has_errors() {
        return None;
    }
    let suggestions = lint::suggestions(&book, inputs);
    Some((book, suggestions))
}

/// The printing that the manuscript makes as it stands.
///
/// Gives `None` where the manuscript has errors; `diagnostics` tells them.
pub fn printing(inputs: &Inputs, diagnostics: &mut Diagnostics) -> Option<Printing> {
    let (book, indexes, pages, _) = typeset_book(inputs, None, diagnostics)?;
    Some(printings::record(&book, &indexes, &pages))
}

/// What has changed since an old printing, and the book as it stands.
///
/// Gives `None` where the manuscript has errors; `diagnostics` tells them.
pub fn changes(
    inputs: &Inputs,
    old: &Printing,
    diagnostics: &mut Diagnostics,
) -> Option<(Changes, Book)> {
    let (book, indexes, pages, _) = typeset_book(inputs, None, diagnostics)?;
    let new = printings::record(&book, &indexes, &pages);
    Some((printings::compare_book(old, &new, &book), book))
}

/// A slip of errata.
#[derive(Clone, Debug)]
pub struct Errata {
    pub pdf: Vec<u8>,
    pub xhtml: String,
    pub count: usize,
}

/// The errata of an old printing; nothing within where there are none.
///
/// Gives `None` where the manuscript has errors; `diagnostics` tells them.
pub fn errata(
    inputs: &Inputs,
    old: &Printing,
    lists_all: bool,
    diagnostics: &mut Diagnostics,
) -> Option<Option<Errata>> {
    let (changes, book) = changes(inputs, old, diagnostics)?;
    let slip = printings::slip(&changes, &book.edition, lists_all);
    if slip.count() == 0 {
        return Some(None);
    }
    let style = slip.style(&parse::style(inputs, &book.edition.style)?);
    let book = slip.book(&book.edition);
    let indexes = Indexes::default();
    let pages = typeset::pages(&book, &indexes, &style, inputs, None, diagnostics)?;
    let wanted = pdf::Wanted { screen: true, print: false };
    let pdf = pdf::write(&book, &pages, inputs, wanted, diagnostics).screen?;
    Some(Some(Errata { pdf, xhtml: slip.xhtml(), count: slip.count() }))
}

/// The stages that every book goes through, up to its pages.
fn typeset_book(
    inputs: &Inputs,
    keeping: Option<Keeping<'_>>,
    diagnostics: &mut Diagnostics,
) -> Option<(Book, Indexes, Pages, Style)> {
    let mut manuscript = parse::manuscript(inputs, diagnostics)?;
    cite::works(&mut manuscript, inputs, diagnostics);
    let style = manuscript.style.clone();
    let book = resolve::book(manuscript, inputs, diagnostics);
    let indexes = index::build(&book, diagnostics);
    if diagnostics.has_errors() {
        return None;
    }
    let lock = keeping.map(|keeping| printings::lock(keeping.printing, &book, keeping.is_strict));
    let pages = typeset::pages(&book, &indexes, &style, inputs, lock.as_ref(), diagnostics)?;
    (!diagnostics.has_errors()).then_some((book, indexes, pages, style))
}
