//! A letter found later is inserted at its date: identifiers stay, numbers
//! follow, and every reference is right in both books.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use proptest::prelude::{Strategy, any};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use recto::Targets;
use recto::concordance::Numbers;
use recto::model::diagnostic::Diagnostics;

use crate::command;
use crate::harness::epub::Ebook;
use crate::harness::pdf::Pdf;
use crate::harness::place;
use crate::harness::tokens::{contains, tokens};

/// Books made, each of them twice.
const CASES: u32 = 12;

/// A letter: the name of its file, month and day (0 for none), and the letters
/// that it names.
type Letter = (String, u8, u8, Vec<usize>);

#[test]
fn references_are_right_before_and_after() {
    let config = Config { cases: CASES, failure_persistence: None, ..Config::default() };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let letter = (any::<u8>(), 1..=12u8, 0..=28u8, proptest::collection::vec(any::<usize>(), 0..4));
    let letters = proptest::collection::vec(letter, 2..9).prop_map(|letters| {
        let letters = letters.into_iter().enumerate();
        let named =
            letters.map(|(at, (name, month, day, to))| (format!("{name:03}-{at}"), month, day, to));
        named.collect::<Vec<Letter>>()
    });
    TestRunner::new_with_rng(config, rng)
        .run(&letters, |letters| {
            let mut letters = letters;
            let found = letters.pop().expect("there are two at least");
            let folder = place::empty("insertion");
            let before = made(&folder, &letters);
            letters.push(found);
            let after = made(&folder, &letters);
            let pairs = after.beside(&before);
            assert_eq!(pairs.iter().filter(|pair| pair.old.is_none()).count(), 1);
            assert!(pairs.iter().all(|pair| pair.new.is_some()), "no letter is lost");
            Ok(())
        })
        .expect("every reference is right");
}

/// Makes the book and holds its references against the dates.
fn made(folder: &Path, letters: &[Letter]) -> Numbers {
    let edition =
        "title: T\nlanguage: en-GB\ncontents: { front: [calendar], body: [\"l/*.md\"] }\n";
    write(folder, "edition.yaml", edition);
    let mut order: Vec<&Letter> = letters.iter().collect();
    // A month stands after its days; letters of one day as their files do.
    order.sort_by_key(|(name, month, day, _)| {
        (*month, if *day == 0 { u8::MAX } else { *day }, name.clone())
    });
    let number =
        |id: &str| 1 + order.iter().position(|letter| letter.0 == id).expect("it is there");
    let mut said = Vec::new();
    for (name, month, day, to) in letters {
        let day = if *day == 0 { String::new() } else { format!("-{day:02}") };
        let mut text =
            format!("---\ndocument: {{ id: i{name}, date: 1931-{month:02}{day} }}\n---\n\n");
        let own = number(name);
        let mut words = format!("word{own}begin ");
        write!(text, "word{own}begin ").expect("a string takes all text");
        for to in to {
            let target = &letters[to % letters.len()].0;
            write!(text, "[](#i{target}), ").expect("a string takes all text");
            write!(words, "letter {}, ", number(target)).expect("a string takes all text");
        }
        writeln!(text, "word{own}end.").expect("a string takes all text");
        write!(words, "word{own}end").expect("a string takes all text");
        write(folder, &format!("l/{name}.md"), &text);
        said.push(tokens(&words));
    }
    let mut diagnostics = Diagnostics::default();
    let inputs = recto::read(folder, &mut diagnostics).expect("the folder can be read");
    let targets = Targets { epub: true, screen: true, verify: true, ..Targets::default() };
    let outputs =
        recto::compile(&inputs, targets, &mut diagnostics).expect("a book without errors");
    let ebook = Ebook::read(&outputs.epub.expect("it was wanted"));
    let print = Pdf::read(&outputs.screen.expect("it was wanted"));
    for (what, found) in [("ebook", ebook.words()), ("print", print.words())] {
        for words in &said {
            assert!(contains(&found, words), "{what}: no {}", words.join(" "));
        }
    }
    let numbers = recto::numbers(&inputs, &mut diagnostics).expect("a book without errors");
    for (at, (document, letter)) in numbers.documents.iter().zip(&order).enumerate() {
        assert_eq!(document.id, format!("i{}", letter.0));
        assert_eq!(document.number.as_deref(), Some((at + 1).to_string().as_str()));
    }
    numbers
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().expect("it is in a folder")).expect("a folder can be made");
    fs::write(path, text).expect("a file can be written");
}

#[test]
fn the_command_sets_old_numbers_beside_new_ones() {
    let folder = place::empty("command-concordance");
    write(&folder, "edition.yaml", "title: T\nlanguage: en-GB\ncontents: { body: [\"l/*.md\"] }\n");
    let letter = |id: &str, date: &str| {
        format!("---\ndocument: {{ id: {id}, date: {date} }}\n---\n\nText.\n")
    };
    write(&folder, "l/a.md", &letter("first", "1931-01-01"));
    write(&folder, "l/b.md", &letter("second", "1931-03-01"));
    let written = command::run(&folder, &["concordance", "--write", "old.json"]);
    command::check(&written, 0, "2 documents", "");
    write(&folder, "l/c.md", &letter("between", "1931-02"));
    let compared = command::run(&folder, &["concordance", "old.json"]);
    command::check(&compared, 0, "1 renumbered, 1 new, 0 gone", "");
    let json = command::run(&folder, &["concordance", "old.json", ".", "--format", "json"]);
    let document: serde_json::Value = serde_json::from_str(&json.stdout).expect("it is JSON");
    let second = &document["documents"][2];
    assert_eq!(second["id"], "second");
    assert_eq!((&second["old"]["number"], &second["new"]["number"]), (&"2".into(), &"3".into()));
    let shown = command::run(&folder, &["concordance", "."]);
    command::check(&shown, 0, "between", "");
    write(&folder, "no.json", "{}");
    let failed = command::run(&folder, &["concordance", "no.json"]);
    command::check(&failed, 2, "", "is no file of numbers");
    command::check(&command::run(&folder, &["concordance", "none.json"]), 2, "", "cannot read");
}
