//! A corrected ebook is the same book to a reader's bookmarks: files, anchors
//! and the book's identifier stay, whatever is corrected elsewhere.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use recto::model::diagnostic::Diagnostics;
use recto::report::text::{Colours, Extent};
use recto::{Targets, report};

use crate::harness::epub::Ebook;
use crate::harness::place;

const ESSAY: &str = "essay.md";

#[test]
fn anchors_outlive_corrections() {
    let old = ebook(&place::project().join("manuscript"));
    let folder = copy("stable");
    let path = folder.join(ESSAY);
    let text = place::text(&path);
    let is_prose = |line: &&str| line.len() > 300 && line.starts_with(char::is_uppercase);
    let prose: Vec<&str> = text.lines().filter(is_prose).collect();
    let (typo, sentence, note) = (prose[1], prose[2], prose[4]);
    let mut corrected = text.replacen(typo, &replaced(typo, " the ", " teh "), 1);
    let added = replaced(sentence, ". ", ". Here [[stalin|the Master]] is named once more. ");
    corrected = corrected.replacen(sentence, &added, 1);
    corrected = corrected.replacen(note, &format!("{note}[^added]"), 1);
    corrected.push_str("\n[^added]: A note that was added.\n");
    assert_ne!(added, sentence, "a sentence was added");
    fs::write(&path, corrected).expect("a file can be written");
    let edition = place::text(&folder.join("edition.yaml"));
    let edition = edition.replace("edition: First edition", "edition: Second printing");
    let edition = edition.replace("date: 2026-11-21", "date: 2027-03-01");
    fs::write(folder.join("edition.yaml"), edition).expect("a file can be written");
    let new = ebook(&folder);

    assert_eq!(old.paths, new.paths, "the files of the container");
    let (before, after) = (anchors(&old), anchors(&new));
    let lost: Vec<&String> = before.keys().filter(|id| !after.contains_key(*id)).collect();
    assert!(lost.is_empty(), "anchors that are gone: {lost:?}");
    let is_touched = |text: &str| ["teh", "Master", "added"].iter().any(|it| text.contains(it));
    let moved = before.iter().filter(|(id, text)| after[*id] != **text && !is_touched(&after[*id]));
    // Pages begin elsewhere, and locators tell of it.
    let moved: Vec<_> =
        moved.filter(|(id, _)| !id.contains("#page") && !id.contains("index-")).collect();
    assert!(moved.is_empty(), "anchors that stand elsewhere: {moved:?}");
    let package = |ebook: &Ebook| {
        let opf = ebook.texts.iter().find(|(path, _)| path.ends_with(".opf"));
        opf.expect("an ebook has a package").1.clone()
    };
    let identifier = |opf: &str| -> String {
        let from = opf.find("<dc:identifier").expect("a book has an identifier");
        opf[from..].chars().take_while(|letter| *letter != '/').collect()
    };
    let (old, new) = (package(&old), package(&new));
    assert_eq!(identifier(&old), identifier(&new));
    assert!(new.contains(">2027-03-01T00:00:00Z<"), "the moment of the edition");
}

/// A paragraph with other words in the stead of some, where no tag follows
/// close by: its anchor is named after the words before it.
fn replaced(paragraph: &str, from: &str, to: &str) -> String {
    let is_far = |at: &usize| {
        let after: String = paragraph[at + from.len()..].chars().take(60).collect();
        !after.contains("[[") && after.len() > 30
    };
    let mut places = paragraph.match_indices(from).map(|(at, _)| at);
    let at = places.find(is_far).expect("a stretch without tags");
    format!("{}{to}{}", &paragraph[..at], &paragraph[at + from.len()..])
}

/// The sample edition, in a folder of its own.
fn copy(name: &str) -> PathBuf {
    place::copy(&place::project().join("manuscript"), name)
}

fn ebook(folder: &Path) -> Ebook {
    let mut diagnostics = Diagnostics::default();
    let inputs = recto::read(folder, &mut diagnostics).expect("the manuscript can be read");
    let targets = Targets { epub: true, screen: false, print: false, ..Targets::default() };
    let made = recto::compile(&inputs, targets, &mut diagnostics);
    let said = report::text::text(&diagnostics, &inputs.sources, Colours::None, Extent::All);
    Ebook::read(&made.expect(&said).epub.expect("it was wanted"))
}

/// By file and identifier, the text that begins there, without its figures.
fn anchors(ebook: &Ebook) -> BTreeMap<String, String> {
    let bare =
        |text: String| text.chars().filter(|letter| !letter.is_ascii_digit()).take(40).collect();
    ebook.after_ids().into_iter().map(|(id, text)| (id, bare(text))).collect()
}
