//! Books at random: the index of each is held against what its pages print.
//!
//! Nothing is asked of the compiler but its two files. Words that stand beside
//! the mentions tell, in the text of the PDF, on which pages those are and in
//! which notes.

use std::collections::{BTreeMap, BTreeSet};

use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use recto::model::diagnostic::Diagnostics;
use recto::report::text::{Colours, Extent};
use recto::{Targets, report};

use crate::harness::epub::Ebook;
use crate::harness::pdf::Pdf;
use crate::harness::place;
use crate::harness::random_book::{self, Manuscript, Mention, TITLE};
use crate::harness::random_plan::{Plan, Settings, plans};
use crate::harness::random_truth::{Item, Truth};
use crate::harness::read_index::{self, Entry};
use crate::harness::xml::{Event, events};

/// How many books, where the environment does not say.
const CASES: u32 = 48;
/// Rows of books that are made at the same time, each of another seed.
const ROWS: u8 = 4;

/// `RECTO_RANDOM_BOOKS=5000` makes so many; `RECTO_RANDOM_SEED=7` other ones.
#[test]
fn every_locator_is_true_and_none_is_missing() {
    let number = |name: &str| std::env::var(name).ok().and_then(|value| value.parse().ok());
    let cases: u32 = number("RECTO_RANDOM_BOOKS").unwrap_or(CASES);
    let seed = number("RECTO_RANDOM_SEED").unwrap_or(1).to_le_bytes();
    let faults: Vec<String> = (0..ROWS)
        .into_par_iter()
        .filter_map(|row| fault(row, seed, cases / u32::from(ROWS)))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The least book of a row of them whose index is wrong, if one is.
fn fault(row: u8, seed: [u8; 4], cases: u32) -> Option<String> {
    let config =
        Config { cases, failure_persistence: None, max_shrink_iters: 3000, ..Config::default() };
    let mut bytes = [row; 32];
    bytes[..4].copy_from_slice(&seed);
    let mut runner =
        TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &bytes));
    let folder = format!("random/{row}");
    let result = runner.run(&plans(), |plan| {
        let found = wrong(&plan, &random_book::manuscript(&plan), &folder);
        if found.is_empty() { Ok(()) } else { Err(TestCaseError::fail(found.join("\n"))) }
    });
    match result {
        Ok(()) => None,
        Err(TestError::Fail(why, plan)) => {
            Some(format!("{why}\n{}", random_book::manuscript(&plan).shown()))
        }
        Err(TestError::Abort(why)) => panic!("no books can be made: {why}"),
    }
}

/// What is wrong with the index of a book.
fn wrong(plan: &Plan, manuscript: &Manuscript, folder: &str) -> Vec<String> {
    let folder = place::empty(folder);
    manuscript.write(&folder);
    let mut diagnostics = Diagnostics::default();
    let inputs = recto::read(&folder, &mut diagnostics).expect("the manuscript can be read");
    let targets = Targets { epub: true, screen: true, verify: true, ..Targets::default() };
    let Some(made) = recto::compile(&inputs, targets, &mut diagnostics) else {
        return vec![report::text::text(&diagnostics, &inputs.sources, Colours::None, Extent::All)];
    };
    let print = Pdf::read(&made.screen.expect("it was wanted"));
    let ebook = Ebook::read(&made.epub.expect("it was wanted"));
    let texts: Vec<String> = print.pages.iter().map(|page| page.text()).collect();
    let index = texts.iter().rposition(|text| text.contains(TITLE)).unwrap_or(texts.len());
    let printed = read_index::of_text(&print.text_from(index));
    let pages = print.pages.iter().map(|page| page.label.as_str()).zip(&texts);
    let truth = match Truth::read(pages, manuscript) {
        Ok(truth) => truth,
        Err(why) => return vec![why],
    };
    let mut wrong = Vec::new();
    let mut by_path: BTreeMap<&[String], Vec<&Mention>> = BTreeMap::new();
    for mention in &manuscript.mentions {
        by_path.entry(&mention.path).or_default().push(mention);
    }
    let items: BTreeMap<&[String], Vec<Item>> = by_path
        .iter()
        .map(|(path, mentions)| (*path, truth.items(mentions, plan.settings.merge)))
        .collect();
    let found: BTreeSet<&[String]> = printed.iter().map(|entry| entry.path.as_slice()).collect();
    if found.len() < printed.len() {
        wrong.push("a heading is printed twice".into());
    }
    let missing = items.keys().filter(|path| !found.contains(*path));
    wrong.extend(missing.map(|path| format!("{path:?} is not in the index")));
    let none = Vec::new();
    for entry in &printed {
        let items = items.get(entry.path.as_slice()).unwrap_or(&none);
        if let Err(why) = compared(entry, items, &truth, &plan.settings) {
            let (path, locators) = (&entry.path, &entry.locators);
            wrong.push(format!("{path:?}, {locators}: {why}; true would be {items:?}"));
        }
    }
    if printed.is_empty() && !items.is_empty() {
        wrong.push(format!("the index is not found at {index}: {texts:?}"));
    }
    wrong.extend(same_in_ebook(&printed, &ebook, &items, manuscript));
    wrong
}

/// Holds what is printed under a heading against what is true.
fn compared(
    entry: &Entry,
    items: &[Item],
    truth: &Truth,
    settings: &Settings,
) -> Result<(), String> {
    let mut printed = entry.locators.split([',', '&']).filter(|piece| !piece.is_empty());
    let mut next = || printed.next().ok_or("a locator is missing".to_string());
    let range = |piece: &str| match piece.split_once('–') {
        Some((from, to)) => (from.to_string(), expanded(from, to)),
        None => (piece.to_string(), piece.to_string()),
    };
    for item in items {
        match item {
            Item::Pages { from, to, .. } => {
                let piece = next()?;
                let wanted = (truth.label(*from), truth.label(*to));
                if range(piece) != wanted || (from == to && piece.contains('–')) {
                    return Err(format!("`{piece}` stands for {wanted:?}"));
                }
            }
            Item::Notes { page, groups } => {
                let is_one = groups.len() == 1 && groups[0].from == groups[0].to;
                let sign = if is_one { "n" } else { "nn" };
                let point = if settings.note_style == "chicago" { "" } else { "." };
                let lead = format!("{}{sign}{point}", truth.label(*page));
                for (at, group) in groups.iter().enumerate() {
                    let piece = next()?;
                    let lead = if at == 0 { lead.as_str() } else { "" };
                    let marks = piece.strip_prefix(lead);
                    let wanted = (group.from.clone(), group.to.clone());
                    if marks.map(range) != Some(wanted.clone()) {
                        return Err(format!("`{piece}` stands for {lead} {wanted:?}"));
                    }
                }
            }
        }
    }
    printed.next().map_or(Ok(()), |piece| Err(format!("nothing is at `{piece}`")))
}

/// The second number of a range in full.
fn expanded(from: &str, to: &str) -> String {
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    match from.len().checked_sub(to.len()) {
        Some(same) if is_number(from) && is_number(to) => format!("{}{to}", &from[..same]),
        _ => to.to_string(),
    }
}

/// Holds the ebook's index against the printed one, and its links against the
/// words to which they should lead.
fn same_in_ebook(
    printed: &[Entry],
    ebook: &Ebook,
    items: &BTreeMap<&[String], Vec<Item>>,
    manuscript: &Manuscript,
) -> Vec<String> {
    let mut wrong = Vec::new();
    let entries = read_index::of_ebook(ebook);
    let said = |entries: &[Entry]| -> Vec<String> {
        entries.iter().map(|entry| format!("{:?} {}", entry.path, entry.locators)).collect()
    };
    if said(&entries) != said(printed) {
        wrong.push(format!("the ebook says {:?}, print {:?}", said(&entries), said(printed)));
    }
    let after = texts_after_ids(ebook);
    let shown: BTreeMap<u32, &str> = manuscript
        .mentions
        .iter()
        .map(|mention| (mention.marker, mention.printed.as_str()))
        .collect();
    for entry in &entries {
        let items = items.get(entry.path.as_slice()).map_or(&[][..], Vec::as_slice);
        let markers: Vec<&BTreeSet<u32>> = items.iter().flat_map(Item::markers).collect();
        if markers.len() != entry.links.len() {
            wrong.push(format!("{:?} has {} links", entry.path, entry.links.len()));
        }
        for ((label, link), markers) in entry.links.iter().zip(markers) {
            let text = after.get(link).map_or("", String::as_str).trim_start();
            let is_there = |marker: &u32| {
                let rest = text.strip_prefix(shown[marker]).unwrap_or(text);
                rest.trim_start().starts_with(&format!("zq{marker}x"))
            };
            if !markers.iter().any(is_there) {
                let text: String = text.chars().take(40).collect();
                let path = &entry.path;
                wrong.push(format!("{path:?}: {label} leads to `{text}` for {markers:?}"));
            }
        }
    }
    wrong
}

/// By file and identifier, the text that begins there.
fn texts_after_ids(ebook: &Ebook) -> BTreeMap<String, String> {
    let mut after = BTreeMap::new();
    for path in &ebook.spine {
        let document = &ebook.texts[path];
        let body = &document[document.find("<body").expect("a document has a body")..];
        let (mut text, mut places) = (String::new(), vec![(String::new(), 0)]);
        for event in events(body) {
            match event {
                Event::Open { attributes, .. } => {
                    places.extend(attributes.get("id").map(|id| (id.clone(), text.len())));
                }
                Event::Text(more) => text.push_str(&more),
                Event::Close { .. } => {}
            }
        }
        for (id, at) in places {
            after.insert(format!("{path}#{id}"), text[at..].chars().take(60).collect());
        }
    }
    after
}
