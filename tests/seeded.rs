//! An edition with seeded errors: each is told once, at its line and column.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::command::{check, run};
use crate::harness::place;

/// A place in a text where an error is told.
struct Seed {
    code: String,
    line: usize,
    column: usize,
}

/// The text without its marks, and its seeds. A mark is `⟦code⟧`, at the very
/// place where the error is told.
fn seeds(marked: &str) -> (String, Vec<Seed>) {
    let (mut text, mut seeds) = (String::new(), Vec::new());
    let mut rest = marked;
    while let Some((before, after)) = rest.split_once('⟦') {
        text.push_str(before);
        let (code, after) = after.split_once('⟧').expect("a mark ends");
        let line = text.matches('\n').count() + 1;
        let column = text.rsplit('\n').next().map_or(0, |line| line.chars().count()) + 1;
        seeds.push(Seed { code: code.into(), line, column });
        rest = after;
    }
    text.push_str(rest);
    (text, seeds)
}

/// Writes an edition of marked files; gives what is to be found, by code.
fn write(folder: &Path, files: &[(&str, &str)]) -> BTreeMap<(String, usize, usize, String), usize> {
    let mut expected = BTreeMap::new();
    for (name, marked) in files {
        let (text, seeds) = seeds(marked);
        fs::write(folder.join(name), text).expect("a file can be written");
        for Seed { code, line, column } in seeds {
            *expected.entry((name.to_string(), line, column, code)).or_insert(0) += 1;
        }
    }
    expected
}

/// All that is told of an edition: file, line, column, code.
fn told(folder: &Path) -> BTreeMap<(String, usize, usize, String), usize> {
    let run = run(folder, &["check", "--format", "json"]);
    let json: Value = serde_json::from_str(&run.stdout).expect("it is JSON");
    let mut found = BTreeMap::new();
    for diagnostic in json["diagnostics"].as_array().expect("a list") {
        let text = |key: &str| diagnostic[key].as_str().unwrap_or_default().to_string();
        let number = |key: &str| diagnostic[key].as_u64().unwrap_or_default() as usize;
        let file = text("file").trim_start_matches("./").to_string();
        *found.entry((file, number("line"), number("column"), text("code"))).or_insert(0) += 1;
    }
    found
}

#[track_caller]
fn hold(name: &str, files: &[(&str, &str)]) -> usize {
    let folder = place::empty(name);
    let expected = write(&folder, files);
    assert_eq!(told(&folder), expected);
    expected.values().sum()
}

const EDITION: &str = "\
title: Seeds
language: en-GB
contents:
  body: [one.md, two.md, three.md, 1931-08-14.md, 1931-08-11.md]
  back: [glossary, \"index: names\"]
indexes: { names: { title: Index, from: [names.yaml] } }
glossary: { title: Glossary, from: [glossary.yaml] }
lint: { note-cited-twice: warn }
";

const NAMES: &str = "\
- { id: stalin, heading: \"Stalin, Joseph\", aliases: [Koba, ⟦alias-is-heading⟧Dvorak], category: person }
- { id: ⟦unmentioned-records⟧kavtaradze, heading: \"Kavtaradze, Sergey\", category: person }
- { id: maria, heading: \"Orakhelashvili, Maria\", category: person }
- { id: mamia, heading: \"Orakhelashvili, Mamia\", category: person }
- { id: ter, heading: \"Ter-Petrosian, Simon\", aliases: [⟦alias-claimed-twice⟧Koba], category: person }
- { id: dvorak, heading: Dvorak, category: work }
- { id: ⟦similar-heading⟧⟦one-way-see-also⟧dvorzhak, heading: Dvořák, category: work, see-also: [stalin] }
";

const GLOSSARY: &str = "\
- { id: nlb, term: NLB, expansion: Northern Lighthouse Board }
";

/// Names, words, spaces, signs.
const ONE: &str = "\
# One

⟦untagged-name⟧Sergey Kavtaradze met [[stalin]] in Sochi, and ⟦ambiguous-surname⟧Orakhelashvili was there.

[[stalin|⟦wrong-name⟧Simon Ter-Petrosian]] came,⟦double-space⟧  and⟦double-space⟧\u{a0} went. He
wrote to Sta⟦stray-soft-hyphen⟧\u{ad} lin and to Be⟦invisible-character⟧\u{200b}ria a ⟦divided-word⟧self-
justifying letter, and ⟦repeated-word⟧the the answer was short. It isn⟦wrong-apostrophe⟧´t long, it
don't matter, it won't matter, and it⟦mixed-apostrophes⟧’s over.

He came ⟦hyphen-as-dash⟧- and went—and came—and stayed ⟦mixed-dashes⟧– for good. See
pp. 418⟦hyphen-in-range⟧-419, of 1939⟦hyphen-in-range⟧-40. He said: ⟦unbalanced-quotation⟧”Well.”

⟦unbalanced-quotation⟧“He never came back, she said. The ⟦not-indexed⟧[[nlb#under fire|Board]] knew it.
";

/// Scripts, encodings, the web.
const TWO: &str = "\
# Two

The paper was ⟦foreign-script⟧Правда, Москва, and not [⟦mixed-script⟧Cталин](lang:ru).

See ⟦mojibake⟧Peaáčëčňŕöč˙: ęaę ýňo áűëo, in a ⟦mojibake⟧cafÃ©. Řeč a ústav.

Marks ⟦entity-text⟧&amp;amp; Spencer had [a page](https://example.org/a⟦tracking-parameter⟧?utm_source=mail),
⟦dead-link⟧[a scan](scan.pdf), ⟦unused-title⟧[a home](https://example.org \"a title\").

The ⟦late-expansion⟧NLB met.

## Of levels

⟦heading-jump⟧#### Too deep

The Northern Lighthouse Board met.

    ⟦indented-code⟧Preformatted.

⟦web-leftover⟧Newsletter signup

Share on facebook
";

/// Notes.
const THREE: &str = "\
---
title: Three
short-title: Three⟦note-in-short-title⟧[^1]
---

One⟦mark-before-punctuation⟧[^1], two.[^2] Five.⟦note-out-of-order⟧[^5] Three.[^3] Four.[^4] Six.[^6]
Again.⟦note-cited-twice⟧[^2] On ⟦nested-reference⟧[[stalin|the [better](https://example.org) of them]].

[^1]: a

[^2]: b

[^3]: c

[^4]: d

[^5]: e

[^6]: f

⟦uncited-note⟧[^7]: g
";

const LATE: &str = "\
---
document: { id: late, date: 1931-08-14, from: stalin, to: stalin, kind: Letter }
---

Late.
";

const EARLY: &str = "\
---
document: ⟦document-out-of-order⟧{ id: early, date: 1931-08-11, from: stalin, to: stalin, kind: Letter }
---

Early.
";

#[test]
fn each_seeded_error_is_told_once_at_its_place() {
    let count = hold(
        "seeded",
        &[
            ("edition.yaml", EDITION),
            ("names.yaml", NAMES),
            ("glossary.yaml", GLOSSARY),
            ("one.md", ONE),
            ("two.md", TWO),
            ("three.md", THREE),
            ("1931-08-14.md", LATE),
            ("1931-08-11.md", EARLY),
        ],
    );
    assert!(count >= 40, "{count} errors are seeded");
}

#[test]
fn the_clean_sample_edition_is_silent() {
    assert_eq!(told(place::project()), BTreeMap::new());
}

/// The edition that the text of a file in `folder` makes, as an editor would
/// write it; nothing where the folder is not beside the project.
fn essay(folder: &Path) -> Option<String> {
    let text = fs::read_to_string(folder.join("essay-with-notes.txt")).ok()?;
    let text = text.replace('\u{a0}', " ");
    let (body, notes) = text.split_once("\n1 According")?;
    let (notes, tail) = notes.split_once("\nMost recent")?;
    let mut essay = "# Essay\n\n".to_string();
    let mut number = 0;
    let mut rest = body;
    // A mark is the next number, or the last one again, after punctuation.
    while let Some(at) = rest.find(|character: char| ".”…?".contains(character)) {
        let sign = at + rest[at..].chars().next().map_or(1, char::len_utf8);
        essay.push_str(&rest[..sign]);
        rest = &rest[sign..];
        let digits = rest.len() - rest.trim_start_matches(|it: char| it.is_ascii_digit()).len();
        let label = rest[..digits].parse().unwrap_or(0);
        if (label == number || label == number + 1) && label > 0 {
            essay.push_str(&format!("[^{label}]"));
            (rest, number) = (&rest[digits..], label);
        }
    }
    essay.push_str(&format!("{rest}\n\nMost recent{tail}\n\n[^1]: According"));
    for line in notes.split('\n') {
        match line.split_once(' ') {
            Some((label, note)) if label.parse::<u32>().is_ok() => {
                essay.push_str(&format!("\n\n[^{label}]: {note}"));
            }
            _ => essay.push_str(line),
        }
    }
    Some(essay)
}

#[test]
fn a_text_from_the_web_shows_what_it_lost() {
    let folder = place::corpora().with_file_name("seeds");
    let Some(essay) = essay(&folder) else {
        eprintln!("{} is not here: its texts are not checked", folder.display());
        return;
    };
    let at = place::empty("seed-essay");
    let edition = "title: Seed\nlanguage: en-GB\ncontents: { body: [essay.md] }\n";
    fs::write(at.join("edition.yaml"), edition).expect("a file can be written");
    fs::write(at.join("essay.md"), &essay).expect("a file can be written");
    let lines: Vec<&str> = essay.lines().collect();
    let found: Vec<(String, &str)> = told(&at)
        .into_keys()
        .map(|(_, line, _, code)| (code, lines[line - 1].split(' ').next().unwrap_or_default()))
        .collect();
    let expected = [
        ("web-leftover", "Most"),
        ("unbalanced-quotation", "[^4]:"),
        ("hyphen-in-range", "[^9]:"),
        ("mojibake", "[^12]:"),
        ("mojibake", "[^15]:"),
    ];
    let expected: Vec<(String, &str)> =
        expected.into_iter().map(|(code, line)| (code.to_string(), line)).collect();
    assert_eq!(found, expected);
}

#[test]
fn safe_edits_are_made_and_nothing_else() {
    let folder = place::empty("mended");
    let edition = "title: Small\nlanguage: en-GB\ncontents: { body: [one.md] }\n";
    fs::write(folder.join("edition.yaml"), edition).expect("a file can be written");
    let text = "\u{feff}# One\r\n\r\nHe  came[^1], pp. 4-7 - well.\r\n\r\n[^1]: a\r\n";
    fs::write(folder.join("one.md"), text).expect("a file can be written");
    let shown = run(&folder, &["check", "--fix=diff"]);
    check(
        &shown,
        0,
        "-He  came[^1], pp. 4-7 - well.\r\n+He came,[^1] pp. 4–7 – well.\r\n",
        "warning[",
    );
    let read = || fs::read_to_string(folder.join("one.md")).expect("the file is there");
    assert_eq!(read(), text, "a diff changes nothing");
    check(
        &run(&folder, &["check", "--fix"]),
        0,
        "3 places mended in 1 file; no errors",
        "[hyphen-as-dash]",
    );
    assert_eq!(read(), text.replace("He  came[^1],", "He came,[^1]").replace("4-7", "4–7"));
    check(&run(&folder, &["check", "--fix"]), 0, "0 places mended in 0 files; ", "");
}

#[test]
fn programs_get_their_own_formats_and_warnings_may_be_errors() {
    let folder = place::empty("formats");
    let edition = "title: Small\nlanguage: en-GB\ncontents: { body: [one.md] }\n";
    fs::write(folder.join("edition.yaml"), edition).expect("a file can be written");
    fs::write(folder.join("one.md"), "# One\n\nHe  came.\n").expect("a file can be written");
    let github = run(&folder, &["check", "--format", "github"]);
    let line = "::warning file=./one.md,line=3,endLine=3,col=3,endColumn=4,title=double-space::2 spaces in a row";
    check(&github, 0, line, "no errors: ");
    let sarif = run(&folder, &["check", "--format", "sarif"]);
    let log: Value = serde_json::from_str(&sarif.stdout).expect("it is JSON");
    assert_eq!(
        (&log["version"], &log["runs"][0]["results"][0]["ruleId"]),
        (&"2.1.0".into(), &"double-space".into())
    );
    check(&run(&folder, &["check", "--deny", "warnings"]), 1, "", "error[double-space]");
    check(&run(&folder, &["build", "--deny", "warnings"]), 0, "book.epub", "");
    check(&run(&folder, &["explain", "double-space"]), 0, "double-space: advice", "");
    check(
        &run(&folder, &["explain", "double-spaec"]),
        2,
        "",
        "did you mean the code `double-space`?",
    );
    check(&run(&folder, &["explain"]), 0, "mojibake", "");
}

#[test]
fn marks_are_taken_out_and_counted() {
    let (text, seeds) = seeds("a\né⟦code⟧b");
    assert_eq!(text, "a\néb");
    assert_eq!((seeds[0].line, seeds[0].column), (2, 2));
}
