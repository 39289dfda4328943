//! Books at random: the index of each is held against what its pages print.
//!
//! Nothing is asked of the compiler but its two files. Words that stand beside
//! the mentions tell, in the text of the PDF, on which pages those are and in
//! which notes.

use std::collections::{BTreeMap, BTreeSet};

use recto::model::diagnostic::Diagnostics;
use recto::report::text::{Colours, Extent};
use recto::{Targets, report};

use crate::harness::epub::Ebook;
use crate::harness::pdf::Pdf;
use crate::harness::place;
use crate::harness::random_book::{self, Manuscript, Mention, TITLE};
use crate::harness::random_plan::{Plan, Settings, plans};
use crate::harness::random_run;
use crate::harness::random_truth::{Item, Truth};
use crate::harness::read_index::{self, Entry};

/// How many books, where the environment does not say.
const CASES: u32 = 48;
#[test]
fn every_locator_is_true_and_none_is_missing() {
    random_run::rows(CASES, |row, count| {
        let folder = format!("random/{row}");
        let least = random_run::least(&plans(), row, (count, 3000), |plan| {
            wrong(plan, &random_book::manuscript(plan), &folder)
        });
        least.map(|(why, plan)| format!("{why}\n{}", random_book::manuscript(&plan).shown()))
    });
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
    let after = ebook.after_ids();
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
