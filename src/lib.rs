//! The edition compiler: Markdown and two YAML files in, a typeset book out.

use crate::model::diagnostic::Diagnostics;
use crate::model::inputs::Inputs;
use crate::model::pages::Remark;
use crate::model::summary::Summary;

pub mod cli;
pub mod epub;
pub mod index;
pub mod load;
pub mod model;
pub mod parse;
pub mod pdf;
pub mod report;
pub mod resolve;
pub mod typeset;

/// Which files to make. With none of them, the book is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Targets {
    pub epub: bool,
    pub screen: bool,
}

/// The files that were asked for, and what the book holds.
#[derive(Clone, Debug)]
pub struct Outputs {
    pub epub: Option<Vec<u8>>,
    /// The PDF for the screen.
    pub screen: Option<Vec<u8>>,
    pub summary: Summary,
    /// Pages that had to break a rule of make-up, in order.
    pub remarks: Vec<Remark>,
}

/// Makes the book: the whole pipeline, each stage once.
///
/// Gives `None` where the manuscript has errors; `diagnostics` tells them.
pub fn compile(
    inputs: &Inputs,
    targets: Targets,
    diagnostics: &mut Diagnostics,
) -> Option<Outputs> {
    let manuscript = parse::manuscript(inputs, diagnostics)?;
    let style = manuscript.style.clone();
    let book = resolve::book(manuscript, inputs, diagnostics);
    let indexes = index::build(&book, diagnostics);
    if diagnostics.has_errors() {
        return None;
    }
    let pages = typeset::pages(&book, &indexes, &style, inputs, diagnostics)?;
    if diagnostics.has_errors() {
        return None;
    }
    // Who builds the book has decided; who checks it is told what could be
    // better.
    if !targets.epub && !targets.screen {
        index::advise(&book, &indexes, &pages.locators, diagnostics);
    }
    let summary = Summary::new(&book, &indexes, &pages);
    let (epub, screen) = rayon::join(
        || targets.epub.then(|| epub::write(&book, &indexes, &pages, inputs)),
        || targets.screen.then(|| pdf::write(&book, &pages, inputs)),
    );
    Some(Outputs { epub, screen, summary, remarks: pages.remarks })
}
