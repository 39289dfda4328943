//! The passes over the book: flows are set, joined, and set again where they
//! print folios, until no folio changes.

use rayon::prelude::{
    IndexedParallelIterator, IntoParallelRefIterator, IntoParallelRefMutIterator, ParallelIterator,
};

use crate::model::book::{AnchorId, Book, Matter, NoteId, SectionId, SectionKind, Series};
use crate::model::edition::Generated;
use crate::model::folio::Folio;
use crate::model::headnote::headnote;
use crate::model::index::Indexes;
use crate::model::pages::{EntryLocators, Locator, OutlineItem, Page, Pages, Position};
use crate::model::register::RecordId;
use crate::model::structure::{NodeId, Role};
use crate::model::style::Starts;
use crate::typeset::assemble;
use crate::typeset::columns;
use crate::typeset::compose::Composer;
use crate::typeset::flows::{self, Flow, Footnote};
use crate::typeset::furniture::{self, Dress, Side};
use crate::typeset::locators::{self, Whereabouts};
use crate::typeset::locked::Locked;
use crate::typeset::report;
use crate::typeset::rows::Maker;

/// References to pages move text, which moves pages; more passes than this
/// have not settled any book that four did not.
const PASSES: usize = 6;

/// A book on its way to pages.
pub(crate) struct Setting<'a> {
    pub(crate) composer: Composer<'a>,
    indexes: &'a Indexes,
    pub(crate) flows: Vec<Flow>,
    pub(crate) joined: Joined,
    locators: Vec<Vec<EntryLocators>>,
    pub(crate) has_settled: bool,
    /// An older printing that is to be kept.
    pub(crate) locked: Option<&'a Locked<'a>>,
}

/// Where everything stands.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Joined {
    /// One for each page of the book.
    pub(crate) sheets: Vec<Sheet>,
    anchors: Vec<Option<Position>>,
}

/// A page of the book: which page of which flow, or a blank one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sheet {
    pub(crate) folio: Folio,
    pub(crate) is_recto: bool,
    /// Position of the flow, position of the page in it, whether the flow
    /// starts on a recto.
    pub(crate) of: Option<(usize, usize, bool)>,
}

impl Whereabouts for Joined {
    fn page(&self, anchor: AnchorId) -> Option<(u32, Folio)> {
        let position = self.anchors.get(anchor.0 as usize).copied().flatten()?;
        Some((position.page, self.sheets[position.page as usize].folio))
    }
}

impl<'a> Setting<'a> {
    pub(crate) fn new(
        mut composer: Composer<'a>,
        indexes: &'a Indexes,
        locked: Option<&'a Locked<'a>>,
    ) -> Setting<'a> {
        let has = |wanted: &Generated| {
            let kinds = composer.book.sections.iter().map(|section| &section.kind);
            let mut kinds = kinds.filter_map(|kind| match kind {
                SectionKind::Generated(generated) => Some(generated),
                _ => None,
            });
            kinds.any(|generated| generated == wanted)
        };
        let printed = indexes.indexes.iter().enumerate();
        let printed = printed.filter(|(at, _)| has(&Generated::Index(*at)));
        let groups = printed.flat_map(|(_, index)| &index.groups);
        let entries = groups.flat_map(|group| &group.entries);
        let entries = entries.filter(|entry| entry.anchor.is_some());
        let names: Vec<RecordId> = entries.filter_map(|entry| entry.record).collect();
        let terms: Vec<RecordId> = match (has(&Generated::Glossary), has(&Generated::Abbreviations))
        {
            (true, _) => indexes.glossary.iter().map(|term| term.record).collect(),
            (false, true) => indexes.abbreviations(composer.book).map(|term| term.record).collect(),
            (false, false) => Vec::new(),
        };
        for record in names.into_iter().chain(terms) {
            composer.printed[record.0 as usize] = true;
        }
        let flows = flows::flows(composer.book, composer.style);
        let locators = vec![Vec::new(); indexes.indexes.len()];
        Setting {
            composer,
            indexes,
            flows,
            joined: Joined::default(),
            locators,
            has_settled: false,
            locked,
        }
    }

    /// Sets the book until nothing moves.
    pub(crate) fn settle(&mut self) {
        let mut waiting: Vec<usize> =
            (0..self.flows.len()).filter(|at| self.flows[*at].index.is_none()).collect();
        for pass in 0..PASSES {
            for at in &waiting {
                self.compose(*at);
            }
            self.lay_out(&waiting);
            let joined = self.join();
            let is_same = joined == self.joined;
            self.joined = joined;
            let indexes_changed = self.locate();
            if is_same && !indexes_changed && pass > 0 {
                self.has_settled = true;
                return;
            }
            self.note_folios();
            waiting = (0..self.flows.len())
                .filter(|at| match self.flows[*at].index {
                    Some(_) => indexes_changed,
                    None => self.flows[*at].prints_folios,
                })
                .collect();
            if waiting.is_empty() {
                self.has_settled = true;
                return;
            }
        }
    }

    /// Composes the text of a flow and of the notes it calls.
    fn compose(&mut self, at: usize) {
        let mut text = flows::Composed::default();
        self.composer.has_page_references = false;
        let sections = self.flows[at].sections.clone();
        match self.flows[at].index {
            Some(index) => self.compose_index(index, sections[0], &mut text),
            None => {
                for section in sections {
                    self.composer.section(section, self.indexes, &mut text.elements);
                }
            }
        }
        // Each note finds the section that cites it.
        self.composer.tree.enter(NodeId::NONE);
        for note in flows::called(&text.elements) {
            // Most notes are one paragraph.
            let mut elements = Vec::with_capacity(1);
            self.composer.note(note, &mut elements);
            let series = self.composer.series_order(note);
            text.notes.push(Footnote { note, series, elements });
        }
        self.flows[at].prints_folios |= self.composer.has_page_references;
        self.flows[at].text = text;
    }

    fn compose_index(&mut self, index: usize, section: usize, text: &mut flows::Composed) {
        let composer = &mut self.composer;
        let language = composer.book.edition.language.clone();
        let depth = composer.book.sections[section].depth;
        composer.tree.begin_section(SectionId(section as u32), depth);
        let source = &self.indexes.indexes[index];
        composer.list_heading(&source.title, &language, &mut text.elements);
        let locators = &self.locators[index];
        let rules = composer.book.edition.indexes[index].rules();
        let headnote = headnote(locators, rules, &language);
        if !headnote.is_empty() {
            if let Some(title) = text.elements.last_mut() {
                title.after = composer.style.text.leading;
            }
            let headnote = composer.headnote(&headnote, &language);
            text.elements.push(headnote);
        }
        let section = &composer.book.sections[section];
        if let Some(element) = text.elements.first_mut() {
            element.anchors.insert(0, section.anchor);
        }
        if let Some(element) = text.elements.last_mut() {
            element.anchors.push(section.end);
            element.after = composer.style.text.leading;
        }
        let measure = columns::width(composer.style);
        let locators = &self.locators[index];
        composer.tree.each(Role::Paragraph, &mut text.elements);
        text.entries = composer.index((source, index), locators, measure, &language);
        composer.tree.each(Role::Paragraph, &mut text.entries.elements);
    }

    fn lay_out(&mut self, waiting: &[usize]) {
        self.composer.words.shape(self.composer.faces);
        let composer = &self.composer;
        let maker = Maker {
            words: &composer.words,
            looks: &composer.looks,
            pictures: &composer.pictures,
            style: composer.style,
            kept: None,
        };
        let locked = self.locked;
        let mut is_waiting = vec![false; self.flows.len()];
        waiting.iter().for_each(|at| is_waiting[*at] = true);
        self.flows.par_iter_mut().enumerate().filter(|(at, _)| is_waiting[*at]).for_each(
            |(_, flow)| {
                let kept = locked.map(|locked| locked.of(&flow.sections, flow.is_list));
                flow.lay_out(&Maker { kept, ..maker });
            },
        );
    }

    /// Puts the flows one after the other: blank versos, folios, anchors.
    fn join(&self) -> Joined {
        let style = self.composer.style;
        let mut joined =
            Joined { sheets: Vec::new(), anchors: vec![None; self.composer.book.anchors.len()] };
        let mut is_front = true;
        let mut number = 0;
        for (at, flow) in self.flows.iter().enumerate() {
            if flow.rows.is_empty() {
                continue;
            }
            let is_body = flow.matter != Matter::Front;
            let begins_body = is_front && is_body;
            let needs_recto = flow.starts == Starts::Recto || begins_body;
            let folio = |number| if is_body { Folio::Arabic(number) } else { Folio::Roman(number) };
            if needs_recto && joined.sheets.len() % 2 == 1 {
                number += 1;
                let folio = if is_front { Folio::Roman(number) } else { folio(number) };
                joined.sheets.push(Sheet { folio, is_recto: false, of: None });
            }
            if begins_body {
                number = 0;
                is_front = false;
            }
            let starts_recto = joined.sheets.len().is_multiple_of(2);
            for (position, plan) in flow.plans(starts_recto).iter().enumerate() {
                number += 1;
                let page = joined.sheets.len() as u32;
                joined.sheets.push(Sheet {
                    folio: folio(number),
                    is_recto: page.is_multiple_of(2),
                    of: Some((at, position, starts_recto)),
                });
                let anchors = &mut joined.anchors;
                let top = style.page.first_baseline - style.text.leading;
                flow.anchors(plan, style, &mut |anchor: AnchorId, y, line| {
                    let slot = &mut anchors[anchor.0 as usize];
                    slot.get_or_insert(Position { page, y: top + y, line });
                });
            }
        }
        joined
    }

    /// Finds the locators of all indexes; says whether any has changed.
    fn locate(&mut self) -> bool {
        let book = self.composer.book;
        let found: Vec<Vec<EntryLocators>> = self
            .indexes
            .indexes
            .par_iter()
            .zip(&book.edition.indexes)
            .map(|(index, settings)| locators::entries(book, index, settings.rules(), &self.joined))
            .collect();
        let rules = book.edition.glossary_rules();
        let glossary: Vec<Vec<Locator>> = self
            .indexes
            .glossary
            .iter()
            .map(|term| locators::locators(book, &term.passages, rules, &self.joined))
            .collect();
        let has_changed = found != self.locators || glossary != self.composer.glossary;
        self.locators = found;
        self.composer.glossary = glossary;
        has_changed
    }

    fn note_folios(&mut self) {
        self.composer.folios.clear();
        self.composer.lines.clear();
        for (at, position) in self.joined.anchors.iter().enumerate() {
            if let Some(position) = position {
                let folio = self.joined.sheets[position.page as usize].folio.to_string();
                self.composer.folios.insert(AnchorId(at as u32), folio);
                if position.line > 0 {
                    self.composer.lines.insert(AnchorId(at as u32), position.line);
                }
            }
        }
    }

    /// The pages as they have settled.
    pub(crate) fn finish(mut self) -> Pages {
        let sides = self.sides();
        let furniture = furniture::compose(&mut self.composer, self.indexes, &sides);
        self.composer.words.shape(self.composer.faces);
        let composer = &self.composer;
        let style = composer.style;
        let maker = Maker {
            words: &composer.words,
            looks: &composer.looks,
            pictures: &composer.pictures,
            style,
            kept: None,
        };
        let flows = &self.flows;
        let pages: Vec<Page> = self
            .joined
            .sheets
            .par_iter()
            .zip(&sides)
            .map(|(sheet, side)| {
                let Some((flow, position, starts_recto)) = sheet.of else {
                    return Page { folio: sheet.folio, ..Page::default() };
                };
                let flow = &flows[flow];
                let plan = &flow.plans(starts_recto)[position];
                let mut page = assemble::page(flow, plan, side, style, &composer.links);
                page.furniture.splice(0..0, furniture.lines(side, &maker, composer.book));
                if flow.names_lines {
                    let lines = flow.counted_lines(plan, style);
                    page.furniture.extend(furniture.line_numbers(side, &lines, &maker));
                }
                page
            })
            .collect();
        let outline = self.outline();
        let remarks = report::remarks(&self);
        let faces = composer.faces.names();
        let structure = self.composer.tree.finish();
        let (words, languages) = self.composer.words.into_list();
        Pages {
            width: style.page.width,
            height: style.page.height,
            faces,
            languages,
            words,
            pages,
            anchors: self.joined.anchors,
            outline,
            locators: self.locators,
            glossary: self.composer.glossary,
            remarks,
            structure,
        }
    }

    /// What each page is, for its furniture.
    fn sides(&self) -> Vec<Side> {
        let book = self.composer.book;
        let mut section = 0;
        let mut sides = Vec::with_capacity(self.joined.sheets.len());
        for sheet in &self.joined.sheets {
            let mut dress = Dress::Bare;
            let mut entries = None;
            let mut notes = None;
            if let Some((at, position, starts_recto)) = sheet.of {
                let flow = &self.flows[at];
                if position == 0 {
                    section = flow.sections[0];
                }
                let plan = &flow.plans(starts_recto)[position];
                for row in flow.rows_of(plan) {
                    section = row.opens.map_or(section, |opens| opens as usize);
                }
                notes = self.notes_to(flow.rows_of(plan).filter_map(|row| row.note));
                entries = flow.index.zip(flow.rows_of(plan).find_map(|row| row.entries));
                dress = if is_bare(book, flow.sections[0])
                    || flow.rows_of(plan).chain(flow.tops(plan)).any(|row| row.is_plate)
                {
                    Dress::Bare
                } else if position == 0 {
                    Dress::Opening
                } else {
                    Dress::Full
                };
            }
            let (folio, is_recto) = (sheet.folio, sheet.is_recto);
            sides.push(Side { folio, is_recto, dress, section, entries, notes });
        }
        sides
    }

    /// The first and the last page to which notes belong: those of their first
    /// citations; of a source note, that of its document.
    fn notes_to(&self, notes: impl Iterator<Item = NoteId>) -> Option<(Folio, Folio)> {
        let book = self.composer.book;
        let pages = notes.filter_map(|id| {
            let note = book.note(id);
            let anchor = match note.citations.first() {
                Some(citation) => book.citation(*citation).anchor,
                None if note.series == Series::Source => book.section(note.section).anchor,
                None => return None,
            };
            self.joined.anchors[anchor.0 as usize].map(|position| position.page)
        });
        let pages: Vec<u32> = pages.collect();
        let folio = |page: &u32| self.joined.sheets[*page as usize].folio;
        Some((folio(pages.iter().min()?), folio(pages.iter().max()?)))
    }

    fn outline(&self) -> Vec<OutlineItem> {
        let book = self.composer.book;
        let sections = book.sections.iter();
        sections
            .filter_map(|section| {
                let mut title = String::new();
                if let SectionKind::Chapter(chapter) = &section.kind
                    && let Some(document) = &chapter.chapter.document
                    && let Some(number) = document.number
                {
                    title = format!("{number}. ");
                }
                let text = match &section.kind {
                    SectionKind::Generated(Generated::Contents) => {
                        let language = &book.edition.language;
                        crate::model::wording::of(language).contents.to_string()
                    }
                    _ => crate::model::text::plain(&self.composer.section_title(section)?),
                };
                title.push_str(&text);
                Some(OutlineItem { title, level: section.depth, anchor: section.anchor })
            })
            .collect()
    }
}

/// Whether a section's pages carry neither head nor folio.
fn is_bare(book: &Book, section: usize) -> bool {
    matches!(
        book.sections[section].kind,
        SectionKind::Generated(Generated::HalfTitle | Generated::TitlePage | Generated::Copyright)
    )
}
