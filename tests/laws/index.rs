//! The index tells the truth, all of it, in order.

use std::collections::{BTreeMap, BTreeSet};

use recto::model::book::{Book, Mention, MentionId, Reference, SectionKind, Within};
use recto::model::edition::LocatorUnit;
use recto::model::index::{Entry, Passage, Subentry};
use recto::model::manuscript::Sigil;
use recto::model::pages::{EntryLocators, Locator};
use recto::model::register::{RecordId, RecordKind};
use recto::model::text::{Block, BlockKind, Inline, plain};

use crate::harness::edition::Made;
use crate::harness::tokens::{contains, tokens};
use crate::laws::check;

/// A heading's passages beside what is printed for them.
struct Row<'a> {
    index: usize,
    record: Option<RecordId>,
    passages: &'a [Passage],
    locators: &'a [Locator],
}

#[test]
fn locators_rise() {
    check(|_, made| {
        let page = |locator: &Locator| made.pages.anchors[locator.target.0 as usize];
        rows(made)
            .iter()
            .filter(|row| !row.locators.is_sorted_by_key(|locator| page(locator).map(|it| it.page)))
            .map(|row| format!("{}: {}", name(made, row.record), labels(row)))
            .collect()
    });
}

#[test]
fn no_locator_is_printed_twice_under_one_heading() {
    check(|_, made| {
        let is_double = |row: &&Row| {
            // In `71nn2, 3, 73n3` a note's number alone is a label, too; an
            // illustration's, in italic, is another than the page's.
            let label = |locator: &Locator| {
                let folio = made.pages.folio(locator.target);
                (folio, locator.label.clone(), locator.is_illustration)
            };
            let labels: BTreeSet<_> = row.locators.iter().map(label).collect();
            labels.len() < row.locators.len()
        };
        let doubles = rows(made).into_iter().filter(|row| is_double(&row));
        doubles.map(|row| format!("{}: {}", name(made, row.record), labels(&row))).collect()
    });
}

#[test]
fn each_mention_but_passing_ones_is_in_the_index() {
    check(|_, made| {
        let rows = rows(made);
        let indexed: BTreeSet<(usize, MentionId)> = rows
            .iter()
            .flat_map(|row| row.passages.iter().map(|it| (row.index, it.mention)))
            .filter_map(|(index, mention)| Some((index, mention?)))
            .collect();
        let mut missing = Vec::new();
        for (at, mention) in made.book.mentions.iter().enumerate() {
            for index in indexes_of(&made.book, mention) {
                if !indexed.contains(&(index, MentionId(at as u32))) {
                    let heading = name(made, Some(mention.record));
                    missing.push(format!("mention {at} of {heading} is not indexed"));
                }
            }
        }
        missing
    });
}

#[test]
fn each_passage_is_covered_by_a_locator() {
    check(|_, made| {
        let page = |anchor: recto::model::book::AnchorId| {
            made.pages.anchors[anchor.0 as usize].map(|position| position.page)
        };
        let covers = |locator: &Locator, passage: &Passage| {
            // One number may be many pages.
            if locator.unit != LocatorUnit::Pages {
                let section = |anchor| made.book.anchor(anchor).section;
                let last = section(locator.end.unwrap_or(locator.target));
                return section(locator.target) <= section(passage.from)
                    && section(passage.to.unwrap_or(passage.from)) <= last;
            }
            let first = page(locator.target);
            let last = locator.end.map_or(first, page);
            let (from, to) = (page(passage.from), page(passage.to.unwrap_or(passage.from)));
            first <= from && to <= last
        };
        let mut missing = Vec::new();
        for row in rows(made) {
            for passage in row.passages {
                if !row.locators.iter().any(|locator| covers(locator, passage)) {
                    let folio = made.pages.folio(passage.from).unwrap_or_default();
                    let heading = name(made, row.record);
                    missing.push(format!("{heading}: page {folio} is not in {}", labels(&row)));
                }
            }
        }
        missing
    });
}

#[test]
fn each_locators_page_holds_its_mention() {
    check(|_, made| {
        let words: Vec<Vec<String>> = made.print.pages.iter().map(|page| page.words()).collect();
        let texts = texts_of_mentions(&made.book);
        let mut missing = Vec::new();
        for row in rows(made) {
            for locator in row.locators {
                let folio = made.pages.folio(locator.target).unwrap_or_default().to_string();
                let mark = mark(made, row.passages, locator);
                let number = match locator.unit {
                    LocatorUnit::Pages => folio.clone(),
                    LocatorUnit::Documents => document(made, locator),
                    LocatorUnit::DocumentsWithPages => {
                        format!("{}\u{a0}({folio})", document(made, locator))
                    }
                };
                let label = locator.label.trim_start_matches(['p', '.', '\u{a0}']);
                if !starts_with(label, &number) && !starts_with(label, mark) {
                    missing.push(format!("{} stands on page {folio}", locator.label));
                }
                for passage in row.passages.iter().filter(|it| it.from == locator.target) {
                    let mention = passage.mention.and_then(|mention| texts.get(&mention));
                    let Some(text) = mention else { continue };
                    let at = made.print.pages.iter().position(|page| page.label == folio);
                    let at = at.unwrap_or_else(|| panic!("no page is labelled {folio}"));
                    if !is_on_page(&words, at, &tokens(text)) {
                        let heading = name(made, row.record);
                        missing.push(format!("{heading}: `{text}` is not on page {folio}"));
                    }
                }
            }
        }
        missing
    });
}

/// The number of the document that a locator leads into.
fn document(made: &Made, locator: &Locator) -> String {
    let section = made.book.section(made.book.anchor(locator.target).section);
    let SectionKind::Chapter(chapter) = &section.kind else { return String::new() };
    let number = chapter.chapter.document.as_ref().and_then(|document| document.number);
    number.map_or(String::new(), |number| number.to_string())
}

/// Whether words stand on a page, or begin there and go on overleaf. A word
/// divided at a line's end on the page is whole in `words`.
fn is_on_page(words: &[Vec<String>], at: usize, wanted: &[String]) -> bool {
    if contains(&words[at], wanted) {
        return true;
    }
    // Notes and a divided word may stand between the halves: the first word,
    // or a piece of it, is what the page must hold.
    let Some(first) = wanted.first() else { return true };
    words[at].iter().any(|word| word.len() > 1 && first.starts_with(word.as_str()))
}

/// The mark of the note that a locator leads to: of several notes on one page,
/// those after the first are printed without the page. Empty for the text.
fn mark<'a>(made: &'a Made, passages: &[Passage], locator: &Locator) -> &'a str {
    let passage = passages.iter().find(|passage| passage.from == locator.target);
    let note = passage.and_then(|passage| passage.note);
    note.map_or("", |note| &made.book.note(note).mark)
}

/// Whether a label begins with a number, and not with a longer one.
fn starts_with(label: &str, number: &str) -> bool {
    let rest = label.strip_prefix(number).filter(|_| !number.is_empty());
    rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// The indexes in which a mention must be found.
fn indexes_of<'a>(book: &'a Book, mention: &'a Mention) -> impl Iterator<Item = usize> + 'a {
    let record = book.record(mention.record);
    let register = &book.registers[record.register];
    let counts = !matches!(mention.sigil, Sigil::Passing | Sigil::Closes)
        && mention.within != Within::Register
        && record.data.kind == RecordKind::Name;
    let settings = book.edition.indexes.iter().enumerate();
    settings
        .filter(move |(_, index)| {
            let has_category = index.categories.is_empty()
                || record.data.category.as_ref().is_some_and(|it| index.categories.contains(it));
            counts && has_category && index.from.contains(register)
        })
        .map(|(at, _)| at)
}

/// Every heading of every index that is printed, with its locators.
fn rows(made: &Made) -> Vec<Row<'_>> {
    let mut rows = Vec::new();
    for (at, index) in made.indexes.indexes.iter().enumerate() {
        let entries = index.groups.iter().flat_map(|group| &group.entries);
        for (entry, printed) in entries.zip(&made.pages.locators[at]) {
            gather_entry(at, entry, printed, &mut rows);
        }
    }
    rows
}

fn gather_entry<'a>(
    index: usize,
    entry: &'a Entry,
    printed: &'a EntryLocators,
    rows: &mut Vec<Row<'a>>,
) {
    let (record, passages) = (entry.record, entry.passages.as_slice());
    rows.push(Row { index, record, passages, locators: &printed.locators });
    gather_subentries(index, record, &entry.subentries, &printed.subentries, rows);
}

fn gather_subentries<'a>(
    index: usize,
    record: Option<RecordId>,
    subentries: &'a [Subentry],
    printed: &'a [EntryLocators],
    rows: &mut Vec<Row<'a>>,
) {
    for (subentry, printed) in subentries.iter().zip(printed) {
        rows.push(Row { index, record, passages: &subentry.passages, locators: &printed.locators });
        gather_subentries(index, record, &subentry.subentries, &printed.subentries, rows);
    }
}

fn name(made: &Made, record: Option<RecordId>) -> String {
    record.map_or(String::new(), |record| plain(&made.book.record(record).data.heading))
}

fn labels(row: &Row) -> String {
    let labels: Vec<&str> = row.locators.iter().map(|locator| locator.label.as_str()).collect();
    labels.join(", ")
}

/// What each mention prints.
fn texts_of_mentions(book: &Book) -> BTreeMap<MentionId, String> {
    let mut texts = BTreeMap::new();
    for section in &book.sections {
        let chapter = match &section.kind {
            SectionKind::Chapter(chapter) => Some(&chapter.chapter),
            SectionKind::Part(part) => part.introduction.as_ref(),
            SectionKind::Generated(_) => None,
        };
        if let Some(chapter) = chapter {
            in_blocks(&chapter.blocks, &mut texts);
        }
    }
    book.notes.iter().for_each(|note| in_blocks(&note.blocks, &mut texts));
    texts
}

fn in_blocks(blocks: &[Block<Reference>], texts: &mut BTreeMap<MentionId, String>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => {
                in_text(content, texts);
            }
            BlockKind::Quotation { blocks, .. } => in_blocks(blocks, texts),
            BlockKind::List(list) => list.items.iter().for_each(|item| in_blocks(item, texts)),
            BlockKind::Definitions(definitions) => {
                for definition in definitions {
                    in_text(&definition.term, texts);
                    definition.descriptions.iter().for_each(|it| in_blocks(it, texts));
                }
            }
            BlockKind::Table(table) => {
                let cells = table.head.iter().chain(table.rows.iter().flatten());
                cells.for_each(|cell| in_text(cell, texts));
            }
            BlockKind::Figure { caption, .. } => in_text(caption, texts),
            BlockKind::SectionBreak | BlockKind::Code(_) => {}
        }
    }
}

fn in_text(inlines: &[Inline<Reference>], texts: &mut BTreeMap<MentionId, String>) {
    for inline in inlines {
        match inline {
            Inline::Reference { to, content, .. } => {
                if let Reference::Mention(mention) = to {
                    texts.insert(*mention, plain(content));
                }
                in_text(content, texts);
            }
            Inline::Styled { content, .. } | Inline::Foreign { content, .. } => {
                in_text(content, texts);
            }
            Inline::Text(_) | Inline::LineBreak | Inline::Image { .. } => {}
        }
    }
}
