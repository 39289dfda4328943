//! The contents as a list of sections in reading order, their texts still as
//! written.

use rustc_hash::FxHashMap;

use crate::model::book::{Matter, SectionId};
use crate::model::edition::{
    Contents, ContentsEntry, ContentsKind, Edition, Generated, NoteSettings,
};
use crate::model::inputs::Inputs;
use crate::model::listing::ListingKind;
use crate::model::manuscript::{Chapter, Written};
use crate::model::source::{FileId, Span};
use crate::model::text::Inline;
use crate::resolve::names::Stems;
use crate::resolve::notes;

/// A section before its references are resolved.
#[derive(Debug)]
pub(crate) struct Planned {
    pub(crate) matter: Matter,
    pub(crate) depth: u8,
    pub(crate) part: Option<SectionId>,
    pub(crate) kind: PlannedKind,
    /// Where the contents name it: one place for all that a pattern names.
    pub(crate) entry: Span,
    /// Whether it stands below the letter that it came with.
    pub(crate) is_enclosed: bool,
}

/// What a section is going to be.
#[derive(Debug)]
pub(crate) enum PlannedKind {
    Chapter(Box<Chapter<Written>>),
    Part { title: Vec<Inline<Written>>, number: u32, introduction: Option<Box<Chapter<Written>>> },
    Generated(Generated),
}

impl Planned {
    /// The chapter, or the part's introduction.
    pub(crate) fn chapter(&self) -> Option<&Chapter<Written>> {
        match &self.kind {
            PlannedKind::Chapter(chapter) => Some(chapter),
            PlannedKind::Part { introduction, .. } => introduction.as_deref(),
            PlannedKind::Generated(_) => None,
        }
    }

    /// The same, to be changed.
    pub(crate) fn chapter_mut(&mut self) -> Option<&mut Chapter<Written>> {
        match &mut self.kind {
            PlannedKind::Chapter(chapter) => Some(chapter),
            PlannedKind::Part { introduction, .. } => introduction.as_deref_mut(),
            PlannedKind::Generated(_) => None,
        }
    }
}

/// Every section of the contents, in reading order.
///
/// A file that was not parsed, or that stands in the contents twice, is left
/// out: `parse` reported it.
///
/// Where there are notes that stand at the back of the book and the contents
/// do not say where, their section opens the back matter.
pub(crate) fn planned(
    contents: &Contents,
    notes: &NoteSettings,
    chapters: Vec<Chapter<Written>>,
) -> Vec<Planned> {
    let needs_notes = chapters.iter().any(|chapter| notes::stand_at_the_back(chapter, notes))
        && !contents.names(&Generated::Notes);
    let chapters = chapters.into_iter().map(|chapter| (chapter.file, chapter)).collect();
    let mut planner = Planner { chapters, sections: Vec::new() };
    let mut part_count = 0;
    for (matter, entries) in [
        (Matter::Front, &contents.front),
        (Matter::Body, &contents.body),
        (Matter::Back, &contents.back),
    ] {
        if matter == Matter::Back && needs_notes {
            let kind = PlannedKind::Generated(Generated::Notes);
            let nowhere = Span::new(FileId(0), 0, 0);
            let entry = contents.back.first().map_or(nowhere, |entry| entry.span);
            let is_enclosed = false;
            let part = None;
            planner.sections.push(Planned { matter, depth: 0, part, kind, entry, is_enclosed });
        }
        planner.entries(entries, matter, None, &mut part_count);
    }
    planner.sections
}

struct Planner {
    chapters: FxHashMap<FileId, Chapter<Written>>,
    sections: Vec<Planned>,
}

impl Planner {
    fn entries(
        &mut self,
        entries: &[ContentsEntry],
        matter: Matter,
        part: Option<SectionId>,
        part_count: &mut u32,
    ) {
        let depth = part.map_or(0, |part| self.sections[part.0 as usize].depth.saturating_add(1));
        for entry in entries {
            let contents = &entry.kind;
            let kind = match contents {
                ContentsKind::Chapter(file) => match self.chapters.remove(file) {
                    Some(chapter) => PlannedKind::Chapter(Box::new(chapter)),
                    None => continue,
                },
                ContentsKind::Generated(generated) => PlannedKind::Generated(generated.clone()),
                ContentsKind::Part { title, introduction, .. } => {
                    *part_count += 1;
                    let introduction = introduction.and_then(|file| self.chapters.remove(&file));
                    PlannedKind::Part {
                        title: title.clone(),
                        number: *part_count,
                        introduction: introduction.map(Box::new),
                    }
                }
            };
            let id = SectionId(self.sections.len() as u32);
            let (entry, is_enclosed) = (entry.span, false);
            self.sections.push(Planned { matter, depth, part, kind, entry, is_enclosed });
            if let ContentsKind::Part { contains, .. } = contents {
                self.entries(contains, matter, Some(id), &mut 0);
            }
        }
    }
}

/// The stem of each section's file in the ebook, in their order.
pub(crate) fn names(sections: &[Planned], edition: &Edition, inputs: &Inputs) -> Vec<String> {
    let mut stems = Stems::default();
    let mut part_count = 0;
    let mut names = Vec::with_capacity(sections.len());
    for section in sections {
        names.push(match &section.kind {
            PlannedKind::Chapter(chapter) => {
                let document = chapter.document.as_ref().map(|document| document.id.as_str());
                let name = &inputs.sources.file(chapter.file).name;
                stems.take(document.unwrap_or(stem(name)), "section")
            }
            PlannedKind::Part { .. } => {
                part_count += 1;
                stems.take(&format!("part-{part_count}"), "part")
            }
            PlannedKind::Generated(generated) => {
                stems.take(&generated_name(generated, edition), "section")
            }
        });
    }
    names
}

fn generated_name(generated: &Generated, edition: &Edition) -> String {
    let name = match generated {
        Generated::HalfTitle => "half-title",
        Generated::TitlePage => "title-page",
        Generated::Copyright => "copyright",
        Generated::Contents => "contents",
        Generated::ListOfDocuments => "list-of-documents",
        Generated::Illustrations => "illustrations",
        Generated::Notes => "notes",
        Generated::Glossary => "glossary",
        Generated::Abbreviations => "abbreviations",
        Generated::Corrections => "corrections",
        Generated::Listing(ListingKind::Calendar) => "calendar",
        Generated::Listing(ListingKind::Chronology) => "chronology",
        Generated::Listing(ListingKind::Concordance) => "concordance",
        Generated::Listing(ListingKind::Repositories) => "repositories",
        Generated::Bibliography => "bibliography",
        Generated::Symbols => "symbols",
        Generated::Index(at) => {
            let name = edition.indexes.get(*at).map_or("", |settings| settings.name.as_str());
            return format!("index-{name}");
        }
    };
    name.to_string()
}

/// The file's name without folders and extension.
fn stem(name: &str) -> &str {
    let name = name.rsplit('/').next().unwrap_or(name);
    name.strip_suffix(".md").unwrap_or(name)
}
