//! The commands that keep printings and compare them, as an editor uses them.

use std::fs;
use std::path::{Path, PathBuf};

use crate::command::{check, run};
use crate::harness::place;

const EDITION: &str = "title: Small\nlanguage: en-GB\nedition: First printing\ndate: 2026-11-21\n\
                       contents: { body: [one.md] }\n";
const CHAPTER: &str =
    "# One\n\nThe captain saw Stalln on the quay.[^1] He sailed.\n\n[^1]: The note.\n";

fn recorded(name: &str) -> PathBuf {
    let folder = place::empty(&format!("printed-{name}"));
    write(&folder, "edition.yaml", EDITION);
    write(&folder, "one.md", CHAPTER);
    check(&run(&folder, &["record", "first"]), 0, "first.json: 1 page", "");
    folder
}

fn write(folder: &Path, name: &str, text: &str) {
    fs::write(folder.join(name), text).expect("a file can be written");
}

#[test]
fn a_printing_is_kept_once() {
    let folder = recorded("once");
    check(&run(&folder, &["record", "first"]), 2, "", "is already there");
    check(&run(&folder, &["record", "first", "--force"]), 0, "first.json", "");
    check(&run(&folder, &["record", "../first"]), 2, "", "cannot be named");
    check(&run(&folder, &["diff", "first"]), 0, "nothing has changed", "");
    check(&run(&folder, &["diff", "printings/first.json"]), 0, "nothing has changed", "");
    check(&run(&folder, &["diff", "second"]), 2, "", "there is no printing");
}

#[test]
fn what_changed_is_told_by_page_and_line() {
    let folder = recorded("told");
    let text = CHAPTER.replace("He sailed", "Then he sailed away").replace("The note", "A note");
    write(&folder, "one.md", &text);
    write(
        &folder,
        "corrections.yaml",
        "- { in: one.md, for: Stalln, read: Stalin, by: A. Reader }\n",
    );
    let text = run(&folder, &["diff", "first"]);
    check(&text, 0, "p. 1, l. 2: for “Stalln” read “Stalin” (A. Reader)", "");
    check(&text, 0, "p. 1, n. 1, l. 1: for “The” read “A”", "");
    check(&text, 0, "corrected: 1", "");
    let list = run(&folder, &["diff", "first", "--format", "markdown"]);
    check(&list, 0, "- p. 1, l. 2: *for* Stalln *read* Stalin (A. Reader)", "");
    let json = run(&folder, &["diff", "first", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json.stdout).expect("it is JSON");
    assert_eq!(json["text"][0]["place"]["line"], 2);
    assert_eq!(json["text"][0]["correction"]["by"], "A. Reader");
    check(&run(&folder, &["errata", "first"]), 0, "errata.xhtml: 3 errata", "");
    let xhtml = place::text(&folder.join("out/errata.xhtml"));
    assert!(xhtml.contains("<i>for</i> Stalln <i>read</i> Stalin (A. Reader)"), "{xhtml}");
    let pdf = fs::read(folder.join("out/errata.pdf")).expect("it was written");
    let words = crate::harness::pdf::Pdf::read(&pdf).words().join(" ");
    assert!(words.contains("for stalln read stalin a reader"), "{words}");
    check(&run(&folder, &["record", "second"]), 0, "second.json", "");
    check(&run(&folder, &["diff", "first", "second"]), 0, "for “Stalln” read “Stalin”\n", "");
}

#[test]
fn a_printing_that_was_changed_is_refused() {
    let folder = recorded("damaged");
    let path = folder.join("printings/first.json");
    let whole = place::text(&path);
    let with = |from: &str, to: &str| {
        assert!(whole.contains(from), "{from} in {whole}");
        fs::write(&path, whole.replacen(from, to, 1)).expect("a file can be written");
        run(&folder, &["diff", "first"])
    };
    check(&with("\"recto-printing\": 1", "\"recto-printing\": 2"), 2, "", "has format 2");
    check(&with("\"hash\":\"", "\"hash\":\"0"), 2, "", "is damaged");
    check(&with("\"data\":\"", "\"data\":\"AAAA"), 2, "", "is damaged");
    check(&with("\"length\":", "\"length\":9"), 2, "", "is damaged");
    check(&with("{", "["), 2, "", "it is no JSON");
    check(
        &with("{\n", "{\n\"later\": 1,\n"),
        0,
        "nothing has changed",
        "`later`, which is left alone",
    );
}
