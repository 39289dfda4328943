//! The text, letter by letter, to what is worth a look in it: spaces, signs,
//! quotation marks, scripts, what the web or another encoding has left.

mod align;
mod apostrophes;
mod dashes;
mod marks;
pub(crate) mod paragraph;
mod quotations;
mod ranges;
mod scripts;
mod spaces;
mod tagged;
mod web;
mod words;

use rayon::prelude::{IntoParallelIterator, ParallelIterator};

use crate::lint::levels::Findings;
use crate::lint::mojibake;
use crate::lint::names::Names;
use crate::lint::prose::dashes::Dashes;
use crate::lint::prose::paragraph::Paragraph;
use crate::model::book::{Book, SectionId};
use crate::model::diagnostic::Diagnostics;
use crate::model::inputs::Inputs;

/// All codes that are found here.
const CODES: [&str; 19] = [
    "divided-word",
    "double-space",
    "entity-text",
    "foreign-script",
    "hyphen-as-dash",
    "hyphen-in-range",
    "invisible-character",
    "mark-before-punctuation",
    "mixed-apostrophes",
    "mixed-dashes",
    "mixed-script",
    "mojibake",
    "repeated-word",
    "stray-soft-hyphen",
    "tracking-parameter",
    "unbalanced-quotation",
    "web-leftover",
    "wrong-apostrophe",
    "wrong-name",
];

/// Reports what the text of every section and of the registers shows.
pub(crate) fn report(book: &Book, inputs: &Inputs, findings: &mut Findings<'_>) {
    if !CODES.iter().any(|code| findings.wants(code)) {
        return;
    }
    let (settings, occasion) = (findings.settings, findings.occasion);
    let names = findings.wants("wrong-name").then(|| Names::new(book));
    let of_sections: Vec<(Diagnostics, Dashes)> = (0..=book.sections.len())
        .into_par_iter()
        .map(|at| {
            let paragraphs = match at < book.sections.len() {
                true => paragraph::of_section(book, SectionId(at as u32), inputs),
                false => paragraph::of_registers(book, inputs),
            };
            let mut diagnostics = Diagnostics::default();
            let mut findings = Findings { settings, occasion, diagnostics: &mut diagnostics };
            let dashes = of_paragraphs(&paragraphs, &mut findings);
            for paragraph in &paragraphs {
                if let Some(names) = &names {
                    tagged::report(book, names, paragraph, &mut findings);
                }
            }
            (diagnostics, dashes)
        })
        .collect();
    let mut all = Dashes::default();
    for (diagnostics, dashes) in of_sections {
        findings.diagnostics.append(diagnostics);
        all.add(&dashes);
    }
    all.report(findings);
}

fn of_paragraphs(paragraphs: &[Paragraph<'_>], findings: &mut Findings<'_>) -> Dashes {
    let mut dashes = Dashes::default();
    for paragraph in paragraphs {
        spaces::report(paragraph, findings);
        words::report(paragraph, findings);
        marks::report(paragraph, findings);
        ranges::report(paragraph, findings);
        dashes::report(paragraph, findings);
        dashes.gather(paragraph);
        web::report_signs(paragraph, findings);
        if paragraph.is_ascii() {
            continue;
        }
        scripts::report(paragraph, findings);
        apostrophes::report_wrong(paragraph, findings);
        if findings.wants("mojibake") {
            mojibake_of(paragraph, findings);
        }
    }
    apostrophes::report_mixed(paragraphs, findings);
    quotations::report(paragraphs, findings);
    web::report_lines(paragraphs, findings);
    dashes
}

/// Reports each run of words that another encoding has left, with what it was.
fn mojibake_of(paragraph: &Paragraph<'_>, findings: &mut Findings<'_>) {
    let text: Vec<char> = paragraph.letters.iter().map(|letter| letter.character).collect();
    for found in mojibake::found(&text) {
        let span = paragraph.span(found.range.clone());
        let wrong: String = text[found.range.clone()].iter().collect();
        let (how, right) = (&found.how, &found.repaired);
        let message = format!("`{wrong}` looks like `{right}`, {how}");
        let is_exact = paragraph.is_verbatim(found.range.clone());
        if let Some(diagnostic) = findings.report("mojibake", span, message) {
            let marked = if paragraph.is_foreign(found.range.clone()) {
                right.clone()
            } else {
                found.marked()
            };
            diagnostic.help(format!("if it is so, write `{marked}`"));
            if is_exact {
                diagnostic.suggest(span, marked);
            }
        }
    }
}
