//! A book and its pages → the printing that they are.

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};
use rustc_hash::FxHashMap;

use crate::model::book::{Book, NoteId, Reference, Section, SectionKind, Series};
use crate::model::folio::Folio;
use crate::model::index::{Entry, Indexes, Subentry};
use crate::model::length::Length;
use crate::model::pages::{EntryLocators, Line, Locator, Page, PageStart, Pages, Word};
use crate::model::printing::{
    Passage, PrintedEdition, PrintedEntry, PrintedIndex, PrintedLine, PrintedNote, PrintedPage,
    PrintedRecord, PrintedSection, PrintedStart, Printing,
};
use crate::model::text::{Inline, plain};
use crate::printings::hash::Hash;
use crate::printings::walk::Walked;

/// Baselines that are nearer to each other are those of one line.
const NEAR: Length = Length(2 * 65536);

/// The printing that the pages of a book are. `program` is the version of the
/// program that set them.
pub(crate) fn printing(
    book: &Book,
    indexes: &Indexes,
    pages: &Pages,
    walked: &Walked,
    program: &str,
) -> Printing {
    let mut printing = Printing {
        program: program.to_string(),
        indexes: printed_indexes(book, indexes, pages),
        ..unprinted(book, walked)
    };
    place_lines(&mut printing, pages, walked);
    let places = walked.places();
    for page in &pages.pages {
        let begins = page.begins.and_then(|start| match start {
            PageStart::Text { text, offset } => {
                let (passage, from) = *places.get(&text)?;
                Some(PrintedStart::Text { passage, offset: from + offset })
            }
            PageStart::Anchor(anchor) => Some(PrintedStart::Anchor(book.anchor(anchor).id.clone())),
            PageStart::Entry { list, target } => Some(PrintedStart::Entry {
                list: book.anchor(list).id.clone(),
                target: book.anchor(target).id.clone(),
            }),
        });
        let (words, look) = (words_of(page, pages), look_of(page, pages));
        let (figures, tops) = (page.figures, page.tops);
        let folio = page.folio;
        printing.pages.push(PrintedPage { folio, begins, words, look, figures, tops });
    }
    printing
}

/// The words of a book that has no pages yet.
pub(crate) fn unprinted(book: &Book, walked: &Walked) -> Printing {
    let passages = walked
        .stretches
        .iter()
        .map(|stretch| Passage { text: stretch.text.clone(), lines: Vec::new() })
        .collect();
    let mut of_section = FxHashMap::default();
    let sections = walked.sections.iter().enumerate().map(|(at, (id, passages))| {
        of_section.insert(*id, at as u32);
        let section = book.section(*id);
        PrintedSection {
            id: book.anchor(section.anchor).id.clone(),
            title: title(section),
            document: document(section),
            passages: passages.clone(),
        }
    });
    let mut printing = Printing {
        edition: PrintedEdition {
            title: book.edition.title.clone(),
            language: book.edition.language.tag().to_string(),
            statement: book.edition.statement.clone(),
            date: book.edition.date.map(|date| date.to_string()),
        },
        sections: sections.collect(),
        passages,
        ..Printing::default()
    };
    for (id, passages) in &walked.notes {
        let note = book.note(*id);
        printing.notes.push(PrintedNote {
            section: of_section.get(&note.section).copied().unwrap_or_default(),
            label: label(book, *id),
            mark: note.mark.clone(),
            passages: passages.clone(),
            called: walked.calls.get(id).copied(),
        });
    }
    for (at, passages) in &walked.records {
        let data = &book.records[*at].data;
        let heading = plain(&data.heading);
        printing.records.push(PrintedRecord {
            id: data.id.clone(),
            heading,
            passages: passages.clone(),
        });
    }
    printing
}

/// The label of a note with the prefix of its series.
fn label(book: &Book, id: NoteId) -> String {
    let note = book.note(id);
    match note.series {
        Series::Source => String::new(),
        Series::Numbered => note.label.clone(),
        Series::Further(at) => format!("{}-{}", book.edition.notes.series[at].prefix, note.label),
    }
}

fn title(section: &Section) -> String {
    match &section.kind {
        SectionKind::Chapter(chapter) => plain(&chapter.chapter.title),
        SectionKind::Part(part) => plain(&part.title),
        SectionKind::Generated(_) => String::new(),
    }
}

fn document(section: &Section) -> Option<String> {
    match &section.kind {
        SectionKind::Chapter(chapter) => {
            chapter.chapter.document.as_ref()?.number.map(|number| number.to_string())
        }
        _ => None,
    }
}

/// Tells every passage where its lines stand.
fn place_lines(printing: &mut Printing, pages: &Pages, walked: &Walked) {
    let places = walked.places();
    let mut of_note: Vec<Option<u32>> = vec![None; walked.stretches.len()];
    for (at, (_, passages)) in walked.notes.iter().enumerate() {
        for passage in passages.clone() {
            of_note[passage as usize] = Some(at as u32);
        }
    }
    for (at, page) in pages.pages.iter().enumerate() {
        let place = |line: &Line| {
            let (text, offset) = line.begins?;
            let (passage, from) = *places.get(&text)?;
            Some((passage, from + offset))
        };
        let baselines = baselines(page.lines.iter());
        let mut note_lines: FxHashMap<u32, u32> = FxHashMap::default();
        for (nth, line) in page.lines.iter().enumerate() {
            let Some((passage, offset)) = place(line) else { continue };
            let number = match of_note[passage as usize] {
                Some(note) => {
                    let count = note_lines.entry(note).or_default();
                    *count += 1;
                    *count
                }
                None => baselines.partition_point(|first| *first <= line.baseline) as u32,
            };
            let Passage { text, lines } = &mut printing.passages[passage as usize];
            // What precedes a paragraph's first word that has a place, an
            // initial, is of its line. Text that is set a second time has its
            // place already.
            let before = nth.checked_sub(1).map(|before| &page.lines[before]);
            let opens = before.is_none_or(|before| before.is_last);
            let is_initial = !text.get(..offset as usize).unwrap_or("").trim().contains(' ');
            let offset = if lines.is_empty() && opens && is_initial { 0 } else { offset };
            if lines.last().is_none_or(|last| last.offset < offset) {
                lines.push(PrintedLine { offset, page: at as u32, line: number });
            }
        }
    }
}

/// The first baseline of each line of a page, from the top.
fn baselines<'a>(lines: impl Iterator<Item = &'a Line>) -> Vec<Length> {
    let mut baselines: Vec<Length> = lines.map(|line| line.baseline).collect();
    baselines.sort_unstable();
    let mut firsts: Vec<Length> = Vec::new();
    for baseline in baselines {
        if firsts.last().is_none_or(|first| baseline - *first > NEAR) {
            firsts.push(baseline);
        }
    }
    firsts
}

fn words_of(page: &Page, pages: &Pages) -> u32 {
    if page.lines.is_empty() {
        return 0;
    }
    let mut hash = Hash::default();
    for line in &page.lines {
        for piece in line.pieces.iter() {
            hash.bytes(part(&pages.words[piece.word.0 as usize], piece.from, piece.to).as_bytes());
        }
        hash.bytes(&[0xff]);
    }
    hash.finish()
}

/// The text of glyphs `from..to` of a word.
fn part(word: &Word, from: u16, to: u16) -> &str {
    let glyphs = &word.glyphs;
    if word.is_right_to_left || from == 0 && to as usize >= glyphs.len() {
        return &word.text;
    }
    let at =
        |glyph: u16| glyphs.get(glyph as usize).map_or(word.text.len(), |it| it.cluster as usize);
    word.text.get(at(from)..at(to)).unwrap_or(&word.text)
}

fn look_of(page: &Page, pages: &Pages) -> u32 {
    let mut hash = Hash::default();
    for line in page.lines.iter().chain(&page.furniture) {
        hash.number(line.x.wide());
        hash.number(line.baseline.wide());
        hash.number(i64::from(line.expansion));
        for piece in line.pieces.iter() {
            let word = &pages.words[piece.word.0 as usize];
            hash.text(&pages.faces[word.face.0 as usize]);
            for length in [piece.x, piece.size, piece.rise] {
                hash.number(length.wide());
            }
            for glyph in word.glyphs.get(piece.from as usize..piece.to as usize).unwrap_or(&[]) {
                hash.number(i64::from(glyph.id));
            }
        }
    }
    for rule in &page.rules {
        for length in [rule.x, rule.y, rule.width, rule.height] {
            hash.number(length.wide());
        }
    }
    for image in &page.images {
        hash.text(&image.name);
        for length in [image.x, image.y, image.width, image.height] {
            hash.number(length.wide());
        }
    }
    hash.finish()
}

/// The pages that do not look as those of their folios did.
pub(crate) fn changed(old: &Printing, pages: &Pages) -> Vec<u32> {
    let looks: FxHashMap<Folio, u32> =
        old.pages.iter().map(|page| (page.folio, page.look)).collect();
    let is_other = |page: &Page| looks.get(&page.folio) != Some(&look_of(page, pages));
    let is_other: Vec<bool> = pages.pages.par_iter().map(is_other).collect();
    (0..).zip(is_other).filter(|(_, is_other)| *is_other).map(|(at, _)| at).collect()
}

fn printed_indexes(book: &Book, indexes: &Indexes, pages: &Pages) -> Vec<PrintedIndex> {
    let mut printed = Vec::new();
    for (index, locators) in indexes.indexes.iter().zip(&pages.locators) {
        let mut entries = Vec::new();
        let of_groups = index.groups.iter().flat_map(|group| &group.entries);
        for (entry, locators) in of_groups.zip(locators) {
            gather(entry, locators, &mut entries);
        }
        printed.push(PrintedIndex { title: index.title.clone(), entries });
    }
    if let Some(glossary) = &book.edition.glossary
        && !indexes.glossary.is_empty()
    {
        let mut entries = Vec::new();
        for (at, term) in indexes.glossary.iter().enumerate() {
            let path = vec![plain(&book.record(term.record).data.heading)];
            let locators = pages.glossary.get(at).map_or(String::new(), |list| printed_list(list));
            entries.push(PrintedEntry { path, locators });
        }
        printed.push(PrintedIndex { title: glossary.title.clone(), entries });
    }
    printed
}

fn gather(entry: &Entry, locators: &EntryLocators, entries: &mut Vec<PrintedEntry>) {
    let heading = plain::<Reference>(entry.heading.as_slice() as &[Inline<Reference>]);
    let mut path = vec![heading];
    let printed = printed_list(&locators.locators);
    entries.push(PrintedEntry { path: path.clone(), locators: printed });
    below(&entry.subentries, &locators.subentries, &mut path, entries);
}

fn below(
    subentries: &[Subentry],
    locators: &[EntryLocators],
    path: &mut Vec<String>,
    entries: &mut Vec<PrintedEntry>,
) {
    for (subentry, locators) in subentries.iter().zip(locators) {
        path.push(subentry.heading.clone());
        let printed = printed_list(&locators.locators);
        entries.push(PrintedEntry { path: path.clone(), locators: printed });
        below(&subentry.subentries, &locators.subentries, path, entries);
        path.pop();
    }
}

/// Locators one after the other.
fn printed_list(locators: &[Locator]) -> String {
    let mut printed = String::new();
    for (at, locator) in locators.iter().enumerate() {
        if at > 0 {
            printed.push_str(&locator.before);
        }
        printed.push_str(&locator.label);
    }
    printed
}
