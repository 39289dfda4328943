//! As written → as resolved: the manuscript becomes a book in reading order,
//! every tag a mention of a record, every link a place, every note numbered.

mod anchors;
mod chapters;
mod concordance;
mod corrections;
mod dates;
mod destinations;
mod documents;
mod empty;
mod first_use;
mod listings;
mod names;
mod notes;
mod order;
mod records;
mod references;
mod scan;
mod sections;
mod targets;
mod text;
mod threads;
mod transcription;
mod works;

#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use crate::model::book::{Book, Section, SectionId, SectionKind};
use crate::model::diagnostic::Diagnostics;
use crate::model::edition::{Edition, Generated};
use crate::model::inputs::Inputs;
use crate::model::listing::{Event, Repository};
use crate::model::manuscript::{Chapter, Manuscript, Written};
use crate::model::register::WrittenRegister;
use crate::model::works::WrittenWorks;
use crate::resolve::corrections::Points;
use crate::resolve::text::Weaver;

/// The book that a manuscript makes.
///
/// Reports names, places and notes that are not there, references that lead
/// in circles, notes never cited, documents out of order. What cannot be
/// resolved keeps its text and loses its reference.
pub fn book(manuscript: Manuscript, inputs: &Inputs, diagnostics: &mut Diagnostics) -> Book {
    let Manuscript {
        edition,
        style,
        mut chapters,
        registers,
        events,
        repositories,
        queries,
        works,
    } = manuscript;
    // Chapters take numbers only where the style prints them.
    for chapter in &mut chapters {
        chapter.is_numbered &= !style.chapter.label.is_empty();
    }
    let registered = Registered { registers, events, repositories, works };
    let label = style.figures.label.as_str();
    let book = resolved(edition, chapters, registered, label, inputs, diagnostics);
    Book { queries, ..book }
}

/// What stands in registers, and the works that the text cites.
#[derive(Default)]
struct Registered {
    registers: Vec<WrittenRegister>,
    events: Vec<Event<Written>>,
    repositories: Vec<Repository<Written>>,
    works: WrittenWorks,
}

fn resolved(
    edition: Edition,
    chapters: Vec<Chapter<Written>>,
    registered: Registered,
    figure_label: &str,
    inputs: &Inputs,
    diagnostics: &mut Diagnostics,
) -> Book {
    let Registered { registers, events, repositories, works } = registered;
    let plan = sections::planned(&edition.contents, &edition.notes, chapters);
    let mut plan = order::arranged(plan, &edition.documents, diagnostics);
    let names = sections::names(&plan, &edition, inputs);
    let mut scan = scan::scan(&mut plan, &names, &edition, inputs, diagnostics);
    let notes = notes::planned(&mut plan, &mut scan, &edition.notes, diagnostics);
    let roster = records::roster(&registers, &plan, &edition, &mut scan.anchors, diagnostics);
    let shelf = works::shelf(&works, &plan, &mut scan.anchors);
    documents::check(&plan, &edition.documents, &scan.targets, diagnostics);

    let points = Points::new(&plan, &edition);
    let mut weaver = Weaver {
        inputs,
        language: &edition.language,
        transcription: &edition.transcription,
        targets: &scan.targets,
        bounds: &scan.bounds,
        roster,
        shelf,
        figure_label,
        credits: edition.credits,
        anchors: scan.anchors,
        notes: notes.list,
        citations: Vec::new(),
        mentions: Vec::new(),
        figures: Vec::new(),
        marks: BTreeSet::new(),
        note_texts: notes.texts,
        chapter_count: 0,
        is_ours: false,
        quotation_depth: 0,
        text_count: 0,
        before: String::new(),
        points,
        diagnostics,
    };
    let mut sections: Vec<Section> = Vec::with_capacity(plan.len());
    for ((planned, name), notes) in plan.into_iter().zip(names).zip(notes.of_section) {
        let id = SectionId(sections.len() as u32);
        sections.push(weaver.section(id, planned, name, notes));
    }
    for section in &mut sections {
        if matches!(section.kind, SectionKind::Generated(Generated::Corrections)) {
            section.kind = weaver.corrections(section, &edition);
        }
    }
    let register_names = registers.iter().map(|register| register.name.clone()).collect();
    let records = weaver.records(registers);
    let repositories = weaver.repositories(repositories, &sections);
    listings::note_repositories(&mut sections, &weaver.notes, &repositories);
    threads::link(&mut sections, &weaver.mentions);
    let listings = weaver.listings(&mut sections, &edition.documents, events, &repositories);
    let unused_works = works.unused.clone();
    let works = weaver.works(works);
    let Weaver { anchors, notes, citations, mentions, figures, marks, text_count, .. } = weaver;
    let book = Book {
        sections,
        notes,
        citations,
        mentions,
        records,
        registers: register_names,
        anchors: anchors.list,
        figures,
        listings,
        repositories,
        queries: Vec::new(),
        works,
        unused_works,
        marks: marks.into_iter().collect(),
        text_count,
        edition,
    };
    empty::report(&book, diagnostics);
    book
}
