//! Books at random, printed, corrected, and compared: what `diff` says must be
//! true of the PDF of the old printing and of that of the new one.

use std::collections::{BTreeMap, BTreeSet};

use proptest::collection::vec;
use proptest::prelude::Strategy;
use recto::model::book::Book;
use recto::model::changes::{ChangePlace, Changes, NoteChangeKind, PARAGRAPH, PageChanges};
use recto::model::diagnostic::Diagnostics;
use recto::model::pages::Pages;
use recto::model::printing::Printing;
use recto::report::text::{Colours, Extent};
use recto::{Targets, printings, report};

use crate::harness::page_lines::{first_of_index, lines};
use crate::harness::pdf::Pdf;
use crate::harness::place;
use crate::harness::random_book::{self, Manuscript};
use crate::harness::random_corrections::{Emendation, corrected, emendations};
use crate::harness::random_plan::{Plan, Settings, plans};
use crate::harness::random_run;

/// How many books.
const CASES: u32 = 32;

#[test]
fn every_change_is_told_where_it_stands() {
    let books = (plans().prop_map(without_fillers), vec(emendations(), 1..7));
    let limits = (random_run::count(CASES), 500);
    let least =
        random_run::least(&books, 7, limits, |(plan, emendations)| wrong(plan, emendations));
    if let Some((why, (plan, emendations))) = least {
        let book = random_book::manuscript(&plan);
        let new = corrected(&book.files, &emendations);
        panic!("{why}\n{}\n{}", book.shown(), Manuscript { files: new, ..book }.shown())
    }
}

fn without_fillers(plan: Plan) -> Plan {
    Plan { settings: Settings { fillers: 0, ..plan.settings }, ..plan }
}

/// A book as printed.
struct Printed {
    printing: Printing,
    pdf: Pdf,
    book: Book,
    pages: Pages,
}

fn printed(files: &[(String, String)], folder: &str) -> Result<Printed, String> {
    let folder = place::empty(folder);
    Manuscript { files: files.to_vec(), ..Manuscript::default() }.write(&folder);
    let mut diagnostics = Diagnostics::default();
    let inputs = recto::read(&folder, &mut diagnostics).expect("the manuscript can be read");
    let targets = Targets { epub: false, screen: true, print: false, ..Targets::default() };
    let Some(made) = recto::compile(&inputs, targets, &mut diagnostics) else {
        return Err(report::text::text(&diagnostics, &inputs.sources, Colours::None, Extent::All));
    };
    let (book, indexes, pages) = &made.made_of;
    let printing = printings::record(book, indexes, pages);
    let pdf = Pdf::read(&made.screen.expect("it was wanted"));
    let (book, _, pages) = made.made_of;
    Ok(Printed { printing, pdf, book, pages })
}

/// What is wrong with the changes that are told of a book.
fn wrong(plan: &Plan, emendations: &[Emendation]) -> Vec<String> {
    let book = random_book::manuscript(plan);
    let files = corrected(&book.files, emendations);
    let (old, new) = match (printed(&book.files, "printing/old"), printed(&files, "printing/new")) {
        (Ok(old), Ok(new)) => (old, new),
        (Err(why), _) | (_, Err(why)) => return vec![why],
    };
    let mut wrong = Vec::new();
    let kept = printings::write(&old.printing);
    match printings::read(&kept) {
        Ok(read) if read.printing == old.printing => {}
        Ok(_) => wrong.push("the printing is another when it is read again".to_string()),
        Err(why) => wrong.push(format!("the printing cannot be read: {why}")),
    }
    let changes = printings::compare(&old.printing, &new.printing);
    wrong.extend(replayed_otherwise(&old.printing, &new, &changes));
    wrong.extend(changes.text.iter().filter_map(|change| {
        let words = if change.old.is_empty() { &change.after } else { &change.old };
        let word = match change.old.is_empty() {
            true => words.last().or(change.before.first()),
            false => words.iter().find(|word| *word != PARAGRAPH),
        };
        stands_elsewhere(&change.place, word?, &old)
    }));
    wrong.extend(changes.notes.iter().filter_map(|note| match note.kind {
        NoteChangeKind::Added => stands_elsewhere(&note.place, note.after.last()?, &old),
        _ => None,
    }));
    wrong.extend(pages_not_so(&changes.pages, &old.pdf, &new.pdf));
    wrong.extend(lines_without_bars(&old.printing, &new, &changes));
    wrong
}

/// What is wrong with the lines that a proof marks: one that is not marked has
/// no words but old ones, and where no word has changed none is marked.
fn lines_without_bars(old: &Printing, new: &Printed, changes: &Changes) -> Vec<String> {
    let letters = |text: &str| text.chars().filter(|it| it.is_alphabetic()).collect::<String>();
    let was: String = old.passages.iter().map(|passage| letters(&passage.text)).collect();
    let bars = printings::bars(old, &new.book, &new.pages);
    let marked: BTreeSet<(u32, u32)> = bars.iter().map(|line| (line.page, line.line)).collect();
    let mut wrong = Vec::new();
    let has_words = !(changes.text.is_empty() && changes.notes.is_empty());
    if !has_words && !bars.is_empty() {
        wrong.push("lines are marked, though no word has changed".to_string());
    }
    // An entry of an index has locators among its words.
    let text = &new.pages.pages[..first_of_index(&new.book, &new.pages)];
    for (page, set) in (0..).zip(text) {
        for (at, line) in (0..).zip(&set.lines) {
            if line.begins.is_none() || marked.contains(&(page, at)) {
                continue;
            }
            let shown: String = line
                .pieces
                .iter()
                .map(|piece| letters(&new.pages.words[piece.word.0 as usize].text))
                .collect();
            if line.pieces.iter().all(|piece| piece.from == 0) && !was.contains(&shown) {
                wrong.push(format!("p. {}: `{shown}` is new and has no bar", set.folio));
            }
        }
    }
    wrong
}

/// Whether the changes do not make the new text of the old one.
fn replayed_otherwise(old: &Printing, new: &Printed, changes: &Changes) -> Vec<String> {
    let count = |lists: Vec<Vec<String>>| {
        let mut counts: BTreeMap<Vec<String>, i32> = BTreeMap::new();
        lists.into_iter().for_each(|list| *counts.entry(list).or_default() += 1);
        counts
    };
    let mut made = printings::replay(old, changes);
    for note in &changes.notes {
        match note.kind {
            NoteChangeKind::Added => made.push(note.words.clone()),
            NoteChangeKind::Removed => made.retain(|list| *list != note.words),
            NoteChangeKind::Renumbered => {}
        }
    }
    let (made, wanted) =
        (count(made), count(printings::replay(&new.printing, &Changes::default())));
    let differs = |list: &&Vec<String>| made.get(*list) != wanted.get(*list);
    let all = made.keys().chain(wanted.keys()).collect::<BTreeSet<_>>();
    let differing: Vec<&Vec<String>> = all.into_iter().filter(differs).collect();
    differing.into_iter().map(|list| format!("replayed otherwise: {}", list.join(" "))).collect()
}

/// What is wrong with the place at which a word of the old book is said to
/// stand.
fn stands_elsewhere(place: &ChangePlace, word: &str, old: &Printed) -> Option<String> {
    let fault = |why: &str| Some(format!("`{word}` at {place:?}: {why}"));
    let folio = place.folio.as_ref()?;
    let Some(page) = old.pdf.pages.iter().find(|page| page.label == *folio) else {
        return fault("there is no such page");
    };
    let lines = lines(page);
    let line = place.line? as usize;
    let Some(mark) = &place.note else {
        let Some(text) = lines.get(line - 1) else { return fault("there is no such line") };
        return if holds(text, word) { None } else { fault(&format!("the line is `{text}`")) };
    };
    // A note that begins on the page is known by its first word.
    let printing = &old.printing;
    let firsts = printing.notes.iter().filter(|note| note.mark == *mark).filter_map(|note| {
        let passage = printing.passages.get(note.passages.start as usize)?;
        let begins = passage.lines.first()?;
        let is_here = printing.page(begins.page).folio.to_string() == *folio;
        is_here.then(|| passage.text.split(' ').next().unwrap_or_default().to_string())
    });
    let firsts: Vec<String> = firsts.collect();
    if firsts.is_empty() {
        let is_there = lines.iter().any(|text| holds(text, word));
        return if is_there { None } else { fault("the page does not have it") };
    }
    let is_right = firsts.iter().any(|first| {
        let begins = lines.iter().position(|text| text.split(' ').any(|word| word == first));
        begins.is_some_and(|at| lines.get(at + line - 1).is_some_and(|text| holds(text, word)))
    });
    if is_right { None } else { fault(&format!("no line of the note has it: {lines:?}")) }
}

/// Whether a word begins on a line: it may be divided at its end.
fn holds(line: &str, word: &str) -> bool {
    let bare = line.replace('\u{ad}', "");
    let last = bare.rsplit(' ').next().unwrap_or_default();
    line.contains(word) || bare.contains(word) || !last.is_empty() && word.starts_with(last)
}

/// Pages that are said to be what they are not.
fn pages_not_so(said: &PageChanges, old: &Pdf, new: &Pdf) -> Vec<String> {
    let find = |pdf: &'_ Pdf, folio: &str| -> Option<usize> {
        pdf.pages.iter().position(|page| page.label == folio)
    };
    let mut wrong = Vec::new();
    let changed: BTreeSet<&str> = said.changed.iter().map(|page| page.folio.as_str()).collect();
    let moved: BTreeSet<&str> = said.moved.iter().map(|(old, _)| old.as_str()).collect();
    let removed: BTreeSet<&str> = said.removed.iter().map(String::as_str).collect();
    for page in &old.pages {
        let folio = page.label.as_str();
        let beside = find(new, folio).map(|at| &new.pages[at]);
        let is_same = beside.is_some_and(|beside| beside.content == page.content);
        let is_listed = [&changed, &moved, &removed].iter().any(|list| list.contains(folio));
        if is_same && is_listed && !page.content.is_empty() {
            wrong.push(format!("p. {folio} is listed and is what it was"));
        }
        if !is_same && !is_listed {
            wrong.push(format!("p. {folio} is another and is not listed"));
        }
    }
    for (from, to) in &said.moved {
        let pair = [
            find(old, from).map(|at| old.pages[at].text()),
            find(new, to).map(|at| new.pages[at].text()),
        ];
        if pair[0] != pair[1] {
            wrong.push(format!("p. {from} is not p. {to} now"));
        }
    }
    wrong
}
