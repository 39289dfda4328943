//! Text to structure: alone makes spans.
//!
//! What comes out says what the editor wrote, with every default decided and
//! every mark typographic; whether the names in it mean anything is for
//! `resolve` to find out.

mod blocks;
mod chapter;
mod contents;
mod context;
mod document;
mod edition;
mod fields;
mod front_matter;
mod html;
mod identifiers;
mod images;
mod inlines;
mod links;
mod lists;
mod notes;
mod paths;
mod place;
mod punctuation;
mod quotation_marks;
mod quotations;
mod reading;
mod registers;
mod run;
mod running;
mod settings;
mod style;
mod tables;
mod tagged;
mod tags;
mod yaml;

use rayon::prelude::*;

use crate::model::diagnostic::Diagnostics;
use crate::model::edition::{ContentsEntry, ContentsKind, Edition};
use crate::model::inputs::Inputs;
use crate::model::manuscript::{Chapter, Manuscript, Written};
use crate::model::register::{RecordKind, WrittenRegister};
use crate::model::source::FileId;
use crate::parse::context::Context;
use crate::parse::place::{Place, Source};

/// The manuscript as written. Gives nothing where there is no `edition.yaml`
/// or no style that could be used; what else is wrong is reported, and left
/// out or as it is.
pub fn manuscript(inputs: &Inputs, diagnostics: &mut Diagnostics) -> Option<Manuscript> {
    let file = inputs.edition?;
    let text = inputs.sources.file(file).text.as_str();
    let source = Source { text, place: Place::Exact { file, base: 0 } };
    let node = yaml::document(source, diagnostics)?;
    let basis = edition::basis(&node, diagnostics)?;
    let style = style::style(&basis.style, basis.style_span, inputs, diagnostics)?;
    let context = Context::new(inputs, basis.language.clone(), &style.named);
    let edition = edition::edition(&node, basis, &context, diagnostics)?;
    let registers = registers(&edition, &context, diagnostics);
    let chapters = chapters(&edition, &context, diagnostics);
    report_unbuilt(&chapters, diagnostics);
    Some(Manuscript { edition, style, chapters, registers })
}

fn registers(
    edition: &Edition,
    context: &Context<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<WrittenRegister> {
    let terms = edition.glossary.iter().flat_map(|glossary| &glossary.from);
    let names = edition.indexes.iter().flat_map(|index| &index.from);
    let mut files: Vec<(FileId, RecordKind)> = Vec::new();
    let kinds = terms
        .map(|name| (name, RecordKind::Term))
        .chain(names.map(|name| (name, RecordKind::Name)));
    for (name, kind) in kinds {
        let Some(file) = context.file(name) else { continue };
        if files.iter().all(|(known, _)| *known != file) {
            files.push((file, kind));
        }
    }
    files.sort_by_key(|(file, _)| *file);
    let read: Vec<(WrittenRegister, Diagnostics)> =
        files.par_iter().map(|(file, kind)| registers::register(*file, *kind, context)).collect();
    let mut registers = Vec::with_capacity(read.len());
    for (register, found) in read {
        diagnostics.append(found);
        registers.push(register);
    }
    registers::report_twins(&registers, diagnostics);
    registers
}

fn chapters(
    edition: &Edition,
    context: &Context<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<Chapter<Written>> {
    let mut files = Vec::new();
    let contents = &edition.contents;
    for entries in [&contents.front, &contents.body, &contents.back] {
        gather_files(entries, &mut files);
    }
    let read: Vec<(Chapter<Written>, Diagnostics)> =
        files.par_iter().map(|file| chapter::chapter(*file, context)).collect();
    let mut chapters = Vec::with_capacity(read.len());
    for (chapter, found) in read {
        diagnostics.append(found);
        chapters.push(chapter);
    }
    chapters
}

fn gather_files(entries: &[ContentsEntry], files: &mut Vec<FileId>) {
    for entry in entries {
        match &entry.kind {
            ContentsKind::Chapter(file) => files.push(*file),
            ContentsKind::Generated(_) => {}
            ContentsKind::Part { introduction, contains, .. } => {
                files.extend(introduction);
                gather_files(contains, files);
            }
        }
    }
}

/// Says once what the manuscript asks for and no book shows yet.
fn report_unbuilt(chapters: &[Chapter<Written>], diagnostics: &mut Diagnostics) {
    let mut documents = chapters.iter().filter_map(|chapter| chapter.document.as_ref());
    if let Some(document) = documents.find(|document| !document.numbers.is_empty()) {
        diagnostics
            .warning("not-built-yet", document.span, "the concordance is not built yet")
            .help("`numbers` is read and checked, but nothing of it is printed so far");
    }
}
