//! Lists made of documents and events: calendar, chronology, concordance,
//! repositories. Both books print them as they are made here.

use crate::model::book::{
    AnchorId, Note, Reference, Section, SectionId, SectionKind, Within, bare,
};
use crate::model::document::DocumentStatus;
use crate::model::document_words::{self, DocumentWords};
use crate::model::edition::{DocumentSettings, Generated};
use crate::model::listing::{
    Event, Listing, ListingCell, ListingGroup, ListingKind, ListingRow, Repository,
};
use crate::model::manuscript::{Document, Written};
use crate::model::source::{FileId, Span};
use crate::model::text::{Alignment, BlockKind, Inline, Text, TextId, TextStyle, plain};
use crate::resolve::concordance::{self, Numbered};
use crate::resolve::dates;
use crate::resolve::names::ascii;
use crate::resolve::text::{Place, Role, Weaver};
use crate::resolve::threads;

impl Weaver<'_> {
    /// The archives with their names resolved: linked, never indexed.
    pub(crate) fn repositories(
        &mut self,
        written: Vec<Repository<Written>>,
        sections: &[Section],
    ) -> Vec<Repository<Reference>> {
        let kind = Generated::Listing(ListingKind::Repositories);
        let section = section_of(sections, &kind).unwrap_or(SectionId(0));
        // An edition without contents has no place for mentions.
        let role = if sections.is_empty() { Role::Bare } else { Role::Text };
        let repositories = written.into_iter().map(|repository| {
            let Repository { symbol, name, place, span } = repository;
            let within = Place { section, file: span.file, within: Within::Register, role };
            let name = self.inlines(name, within);
            Repository { symbol, name, place: self.inlines(place, within), span }
        });
        repositories.collect()
    }

    /// The lists that the contents ask for, in reading order.
    pub(crate) fn listings(
        &mut self,
        sections: &mut [Section],
        settings: &DocumentSettings,
        mut events: Vec<Event<Written>>,
        repositories: &[Repository<Reference>],
    ) -> Vec<Listing> {
        let mut listings = Vec::new();
        for at in 0..sections.len() {
            let SectionKind::Generated(Generated::Listing(kind)) = sections[at].kind else {
                continue;
            };
            let section = SectionId(at as u32);
            let groups = match kind {
                ListingKind::Calendar => self.calendar(section, sections),
                ListingKind::Chronology => self.chronology(section, std::mem::take(&mut events)),
                ListingKind::Concordance => self.concordance(section, sections, settings),
                ListingKind::Repositories => {
                    self.archives(section, sections, settings, repositories)
                }
            };
            listings.push(Listing { kind, section, groups });
        }
        // What is wrong in a register is told, printed or not.
        if !events.is_empty() && !sections.is_empty() {
            self.chronology(SectionId(0), events);
        }
        listings
    }

    /// The anchor of a row, named after what it is about.
    fn row(&mut self, section: SectionId, about: &str) -> AnchorId {
        self.anchors.named(&format!("row-{}", ascii(about)), section)
    }

    fn calendar(&mut self, section: SectionId, sections: &mut [Section]) -> Vec<ListingGroup> {
        let words = document_words::of(self.language);
        let mut rows = Vec::new();
        for listed in sections.iter_mut() {
            let target = listed.anchor;
            let title = match &listed.kind {
                SectionKind::Chapter(chapter) => bare(&chapter.chapter.title),
                _ => continue,
            };
            let Some(document) = threads::document(listed) else { continue };
            let id = self.anchors.id(target).to_string();
            let anchor = self.row(section, &id);
            document.arrangement.listed = Some(anchor);
            rows.push(calendar_row(anchor, target, document, title, words));
        }
        let head = [words.number, words.date, words.from, words.to, words.place, words.page];
        let aligns = [Alignment::End, Alignment::Start, Alignment::Start, Alignment::Start];
        let aligns = [&aligns[..], &[Alignment::Start, Alignment::End]].concat();
        let mut group = ListingGroup {
            heading: Vec::new(),
            head: head.map(String::from).to_vec(),
            alignments: aligns,
            rows,
        };
        without_empty_columns(&mut group);
        vec![group]
    }

    /// Events in order of date, under their years.
    fn chronology(&mut self, section: SectionId, events: Vec<Event<Written>>) -> Vec<ListingGroup> {
        let mut events = events;
        events.sort_by_key(|event| event.date.order());
        let mut groups: Vec<(i32, ListingGroup)> = Vec::new();
        for event in events {
            let year = event.date.from.year;
            let row = self.event(section, event);
            match groups.last_mut() {
                Some((last, group)) if *last == year => group.rows.push(row),
                _ => {
                    let heading = vec![text(&year.to_string())];
                    let (head, alignments) = (Vec::new(), Vec::new());
                    let group = ListingGroup { heading, head, alignments, rows: vec![row] };
                    groups.push((year, group));
                }
            }
        }
        groups.into_iter().map(|(_, group)| group).collect()
    }

    fn event(&mut self, section: SectionId, event: Event<Written>) -> ListingRow {
        let place = Place { section, file: event.file, within: Within::Register, role: Role::Text };
        let about = dates::within_year(&event.date, self.language);
        let anchor = self.row(section, &about);
        let date = match event.date_printed.is_empty() {
            true => vec![text(&dates::within_year(&event.date, self.language))],
            false => self.inlines(event.date_printed, place),
        };
        let mut said = self.inlines(event.text, place);
        let mut joint = " (";
        for (id, span) in &event.documents {
            let Some(target) = self.targets.document(id).cloned() else {
                self.targets.report_no_document(id, *span, self.diagnostics);
                continue;
            };
            said.push(text(joint));
            said.extend(self.generated(&target, *span, Place { role: Role::Data, ..place }));
            joint = "; ";
        }
        if joint == "; " {
            said.push(text(")"));
        }
        ListingRow { anchor, cells: vec![ListingCell::Text(date), ListingCell::Text(said)] }
    }

    fn concordance(
        &mut self,
        section: SectionId,
        sections: &[Section],
        settings: &DocumentSettings,
    ) -> Vec<ListingGroup> {
        let words = document_words::of(self.language);
        let documents: Vec<Numbered<'_>> = sections.iter().filter_map(numbered).collect();
        concordance::groups(&documents, &settings.editions, words, &mut || {
            self.row(section, "numbers")
        })
    }

    /// Archives by their symbols.
    fn archives(
        &mut self,
        section: SectionId,
        sections: &[Section],
        settings: &DocumentSettings,
        repositories: &[Repository<Reference>],
    ) -> Vec<ListingGroup> {
        let mut is_used = vec![!settings.lists_used_repositories; repositories.len()];
        for document in sections.iter().filter_map(numbered) {
            if let Some(at) = document.document.arrangement.repository {
                is_used[at] = true;
            }
        }
        let used = repositories.iter().zip(is_used).filter(|(_, is_used)| *is_used);
        let mut used: Vec<&Repository<Reference>> =
            used.map(|(repository, _)| repository).collect();
        used.sort_by_key(|repository| (repository.symbol.to_lowercase(), &repository.symbol));
        let rows = used.into_iter().map(|repository| {
            let mut name = repository.name.clone();
            if !repository.place.is_empty() {
                name.push(text(", "));
                name.extend(repository.place.iter().cloned());
            }
            let symbol = vec![text(&repository.symbol)];
            let cells = vec![ListingCell::Text(symbol), ListingCell::Text(name)];
            ListingRow { anchor: self.row(section, &repository.symbol), cells }
        });
        let (heading, head, alignments) = Default::default();
        vec![ListingGroup { heading, head, alignments, rows: rows.collect() }]
    }
}

fn section_of(sections: &[Section], wanted: &Generated) -> Option<SectionId> {
    let is_wanted = |section: &Section| match &section.kind {
        SectionKind::Generated(generated) => generated == wanted,
        _ => false,
    };
    sections.iter().position(is_wanted).map(|at| SectionId(at as u32))
}

fn numbered(section: &Section) -> Option<Numbered<'_>> {
    match &section.kind {
        SectionKind::Chapter(chapter) => {
            let document = chapter.chapter.document.as_ref()?;
            Some(Numbered { document, anchor: section.anchor })
        }
        _ => None,
    }
}

fn calendar_row(
    anchor: AnchorId,
    target: AnchorId,
    document: &Document<Reference>,
    title: Vec<Inline<Reference>>,
    words: &DocumentWords,
) -> ListingRow {
    let number = document.number.map_or("–".to_string(), |number| number.to_string());
    let date = match document.date_printed.is_empty() {
        true => vec![text(&document.arrangement.date)],
        false => bare(&document.date_printed),
    };
    let (mut from, mut to) = (joined(&document.from), joined(&document.to));
    if from.is_empty() && to.is_empty() {
        from = title;
    }
    let state = match document.status {
        DocumentStatus::Printed => None,
        DocumentStatus::Summary => Some(words.summary),
        DocumentStatus::NotFound => Some(words.not_found),
    };
    if let Some(state) = state {
        let cell = if to.is_empty() { &mut from } else { &mut to };
        let content = vec![text(&format!("[{}]", state.to_lowercase()))];
        cell.extend([text(" "), Inline::Styled { style: TextStyle::Emphasis, content }]);
    }
    let cells = [linked(target, &number), date, from, to, bare(&document.place)];
    let mut cells: Vec<ListingCell> = cells.into_iter().map(ListingCell::Text).collect();
    cells.push(ListingCell::Page(target));
    ListingRow { anchor, cells }
}

/// Names with commas between them, pointing nowhere.
fn joined(names: &[Inline<Reference>]) -> Vec<Inline<Reference>> {
    let mut joined = Vec::new();
    for name in names {
        if !joined.is_empty() {
            joined.push(text(", "));
        }
        joined.extend(bare(std::slice::from_ref(name)));
    }
    joined
}

/// Leaves out columns in which nothing stands.
fn without_empty_columns(group: &mut ListingGroup) {
    let is_blank = |cell: &ListingCell| match cell {
        ListingCell::Text(content) => plain(content).trim().is_empty(),
        ListingCell::Page(_) => false,
    };
    for at in (0..group.head.len()).rev() {
        if group.rows.iter().all(|row| is_blank(&row.cells[at])) {
            group.head.remove(at);
            group.alignments.remove(at);
            for row in &mut group.rows {
                row.cells.remove(at);
            }
        }
    }
}

/// Finds the archive of each document: the one whose symbol its source note
/// names first, of several there the longest.
pub(crate) fn note_repositories(
    sections: &mut [Section],
    notes: &[Note],
    repositories: &[Repository<Reference>],
) {
    if repositories.is_empty() {
        return;
    }
    for section in sections {
        let SectionKind::Chapter(chapter) = &mut section.kind else { continue };
        let (Some(note), Some(document)) = (chapter.source_note, &mut chapter.chapter.document)
        else {
            continue;
        };
        let paragraphs = notes[note.0 as usize].blocks.iter();
        let source: String = paragraphs
            .filter_map(|block| match &block.kind {
                BlockKind::Paragraph(content) => Some(plain(content)),
                _ => None,
            })
            .collect();
        let places = repositories.iter().enumerate().filter_map(|(at, repository)| {
            let symbol = repository.symbol.as_str();
            let place = standing(&source, symbol)?;
            Some((place, std::cmp::Reverse(symbol.len()), at))
        });
        document.arrangement.repository = places.min().map(|(_, _, at)| at);
    }
}

/// Where a symbol stands in a text as words of its own.
fn standing(text: &str, symbol: &str) -> Option<usize> {
    if symbol.is_empty() {
        return None;
    }
    let is_letter = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    let mut places = text.match_indices(symbol);
    let place = places.find(|(at, _)| {
        let (before, after) = (&text[..*at], &text[at + symbol.len()..]);
        !is_letter(before.chars().next_back()) && !is_letter(after.chars().next())
    });
    place.map(|(at, _)| at)
}

/// Words that lead to a place.
pub(crate) fn linked(target: AnchorId, words: &str) -> Vec<Inline<Reference>> {
    let (to, content, span) = (Reference::Place(target), vec![text(words)], NOWHERE);
    vec![Inline::Reference { to, content, span }]
}

/// Words of the compiler's own.
pub(crate) fn text(words: &str) -> Inline<Reference> {
    Inline::Text(Text { id: TextId::NONE, text: words.to_string(), span: NOWHERE })
}

const NOWHERE: Span = Span { file: FileId(0), start: 0, end: 0 };

#[cfg(test)]
mod tests {
    use super::standing;

    #[track_caller]
    fn check(symbol: &str, place: Option<usize>) {
        assert_eq!(standing("See RGASPIa; RGASPI, f. 558", symbol), place);
    }

    #[test]
    fn symbols_are_whole_words() {
        check("RGASPI", Some(13));
        check("f. 558", Some(21));
        check("GASPI", None);
        check("", None);
    }
}
