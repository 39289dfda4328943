//! The real program: what it writes, what it says, how it ends.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use crate::harness::place;

/// A small manuscript that builds.
const EDITION: &str = "title: Small\nlanguage: en-GB\ncontents: { body: [one.md] }\n";
const CHAPTER: &str = "# One\n\nSome words with a note.[^1]\n\n[^1]: The note.\n";
/// A chapter with an error.
const WRONG: &str = "# One\n\nSome words on [[nobody]].\n";

/// What a run gave.
pub struct Run {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

/// Runs the program in a folder.
pub fn run(folder: &Path, arguments: &[&str]) -> Run {
    let output: Output = Command::new(env!("CARGO_BIN_EXE_recto"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("the program can be started");
    Run {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).expect("it speaks UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("it speaks UTF-8"),
    }
}

/// That a run ended so, and said so.
#[track_caller]
pub fn check(run: &Run, code: i32, stdout: &str, stderr: &str) {
    let Run { code: found, stdout: out, stderr: err } = run;
    assert_eq!(*found, Some(code), "stdout: {out}\nstderr: {err}");
    assert!(out.contains(stdout), "no `{stdout}` in stdout: {out}");
    assert!(err.contains(stderr), "no `{stderr}` in stderr: {err}");
}

/// A folder with a manuscript in it.
fn small(name: &str, chapter: &str) -> std::path::PathBuf {
    let folder = place::empty(&format!("command-{name}"));
    fs::write(folder.join("edition.yaml"), EDITION).expect("a file can be written");
    fs::write(folder.join("one.md"), chapter).expect("a file can be written");
    folder
}

#[test]
fn build_makes_all_files_and_says_so_in_one_line() {
    let folder = small("both", CHAPTER);
    let run = run(&folder, &["build"]);
    check(
        &run,
        0,
        "out/book.epub, out/book.pdf, out/book-print.pdf: 1 page, 8 words, 1 note, 0 index entries, ",
        "",
    );
    assert_eq!(run.stdout.lines().count(), 1, "{}", run.stdout);
    assert_eq!(place::names(&folder.join("out")), ["book-print.pdf", "book.epub", "book.pdf"]);
    let pdf = fs::read(folder.join("out/book.pdf")).expect("the PDF is there");
    assert!(pdf.starts_with(b"%PDF-"));
    let epub = fs::read(folder.join("out/book.epub")).expect("the ebook is there");
    assert!(epub[30..].starts_with(b"mimetypeapplication/epub+zip"));
}

#[test]
fn the_sample_edition_builds_where_nothing_is_said() {
    let out = place::empty("command-sample");
    let arguments = ["build", "--out", out.to_str().expect("the path is UTF-8")];
    check(&run(place::project(), &arguments), 0, "book-print.pdf: ", "");
    assert_eq!(place::names(&out), ["book-print.pdf", "book.epub", "book.pdf"]);
}

#[test]
fn the_same_manuscript_gives_the_same_bytes_from_any_folder() {
    let folder = small("anywhere", CHAPTER);
    let elsewhere = place::empty("command-elsewhere");
    check(&run(&folder, &["build"]), 0, "", "");
    let path = folder.to_str().expect("the path is UTF-8");
    check(&run(&elsewhere, &["build", path]), 0, "", "");
    for name in ["out/book.epub", "out/book.pdf", "out/book-print.pdf"] {
        let one = fs::read(folder.join(name)).expect("the file is there");
        let other = fs::read(elsewhere.join(name)).expect("the file is there");
        assert!(one == other, "{name} differs");
    }
}

#[test]
fn only_makes_one_file_and_leaves_the_other_alone() {
    let folder = small("only", CHAPTER);
    check(&run(&folder, &["build", "--only", "epub"]), 0, "out/book.epub: ", "");
    assert_eq!(place::names(&folder.join("out")), ["book.epub"]);
    fs::write(folder.join("out/book.epub"), "an older one").expect("a file can be written");
    check(&run(&folder, &["build", "--only", "screen"]), 0, "out/book.pdf: ", "");
    let epub = fs::read_to_string(folder.join("out/book.epub")).expect("the ebook is there");
    assert_eq!(epub, "an older one");
    check(&run(&folder, &["build", "--only", "print"]), 0, "out/book-print.pdf: ", "");
    check(&run(&folder, &["build", "--only", "paper"]), 2, "", "invalid value 'paper'");
}

/// The pages of a PDF: how many, and the trim of the first, in points.
fn trim(path: &Path) -> (usize, [f32; 2]) {
    let pdf = lopdf::Document::load(path).expect("a PDF can be read");
    let pages = pdf.get_pages();
    let first = pdf.get_dictionary(pages[&1]).expect("a page is a dictionary");
    let trim = first.get(b"TrimBox").and_then(|trim| trim.as_array()).expect("a page has a trim");
    let side = |at: usize| trim[at].as_float().expect("a box has numbers");
    (pages.len(), [side(2) - side(0), side(3) - side(1)])
}

#[test]
fn proofs_and_sheets_are_made_alone() {
    let folder = small("proof", CHAPTER);
    let out = folder.join("out");
    check(&run(&folder, &["build", "--proof"]), 0, "out/book-proof.pdf, out/book-proof.txt: ", "");
    assert_eq!(place::names(&out), ["book-proof.pdf", "book-proof.txt"]);
    let text = fs::read_to_string(out.join("book-proof.txt")).expect("the text is there");
    let rows = "page\tline\twords\n1\t1\tOne\n1\t2\tSome words with a note.1\n";
    assert!(text.starts_with(rows), "{text}");
    check(&run(&folder, &["build", "--impose", "16"]), 0, "out/book-imposed.pdf: ", "");
    let (count, [width, height]) = trim(&out.join("book-imposed.pdf"));
    let bleed = 2.0 * 3.0;
    let near = |points: f32, millimetres: f32| (points * 25.4 / 72.0 - millimetres).abs() < 0.1;
    assert_eq!(count, 2);
    assert!(near(width, 4.0 * 156.0 + bleed) && near(height, 2.0 * 234.0 + bleed));
    check(&run(&folder, &["build", "--impose", "12"]), 2, "", "invalid value '12'");
    let kinds = ["build", "--proof", "--only", "epub", "--out", "some"];
    check(&run(&folder, &kinds), 0, "some/book.epub, some/book-proof.pdf", "");
}

#[test]
fn queries_do_not_change_the_book() {
    let text = |query: &str, between: &str| {
        format!(
            "# One\n\nSome words{query} with a *note*.[^1]{query}\n\n{between}More.\n\n[^1]: It.{query}\n"
        )
    };
    let plain = small("unasked", &text("", ""));
    let asked = small("asked", &text("<!-- query: why? -->", "<!-- query: more? -->\n\n"));
    for folder in [&plain, &asked] {
        check(&run(folder, &["build"]), 0, "", "");
    }
    for name in ["out/book.epub", "out/book.pdf", "out/book-print.pdf"] {
        let [one, other] =
            [&plain, &asked].map(|folder| fs::read(folder.join(name)).expect("it is there"));
        assert!(one == other, "{name} differs");
    }
    check(&run(&asked, &["build", "--proof"]), 0, "", "");
    let proof = lopdf::Document::load(asked.join("out/book-proof.pdf")).expect("a PDF can be read");
    assert_eq!(proof.get_pages().len(), 2, "the list of queries has a page of its own");
}

#[test]
fn a_cover_is_as_wide_as_the_book_is_thick() {
    let folder = small("cover", CHAPTER);
    let more = "identifiers: { isbn-print: 978-0-00-000000-2 }\n\
                print: { signature: 32, paper: 1mm }\ndescription: Of *one* note.\n\
                cover: { ground: [100, 0, 0, 50], ink: [0, 0, 0, 0], price: \"51995\" }\n";
    fs::write(folder.join("edition.yaml"), format!("{EDITION}{more}")).expect("it can be written");
    check(&run(&folder, &["cover"]), 0, "out/cover.pdf: 1 page", "");
    assert_eq!(place::names(&folder.join("out")), ["cover.pdf"]);
    let (count, [width, height]) = trim(&folder.join("out/cover.pdf"));
    assert_eq!(count, 1);
    // Two panels, and sixteen leaves of a millimetre.
    let wanted = [2.0 * 156.0 + 16.0, 234.0].map(|millimetres: f32| millimetres * 72.0 / 25.4);
    assert!((width - wanted[0]).abs() < 0.1 && (height - wanted[1]).abs() < 0.1);
}

#[test]
fn out_is_made_where_it_is_not_there() {
    let folder = small("out", CHAPTER);
    check(&run(&folder, &["build", "--out", "deep/down"]), 0, "deep/down/book.epub", "");
    assert_eq!(
        place::names(&folder.join("deep/down")),
        ["book-print.pdf", "book.epub", "book.pdf"]
    );
}

#[test]
fn an_error_writes_nothing_and_leaves_the_last_book() {
    let folder = small("wrong", WRONG);
    let first = run(&folder, &["build"]);
    check(&first, 1, "", "one.md:3:");
    check(&first, 1, "", "1 error, 0 warnings; nothing was written");
    assert_eq!(first.stdout, "");
    assert_eq!(place::names(&folder), ["edition.yaml", "one.md"]);
    fs::create_dir(folder.join("out")).expect("a folder can be made");
    fs::write(folder.join("out/book.pdf"), "the last one").expect("a file can be written");
    check(&run(&folder, &["build"]), 1, "", "nothing was written");
    assert_eq!(place::names(&folder.join("out")), ["book.pdf"]);
    let pdf = fs::read_to_string(folder.join("out/book.pdf")).expect("the file is there");
    assert_eq!(pdf, "the last one");
}

#[test]
fn both_files_are_replaced_or_none() {
    let folder = small("none", CHAPTER);
    fs::create_dir_all(folder.join("out/book.pdf/in the way")).expect("a folder can be made");
    fs::write(folder.join("out/book.epub"), "the last one").expect("a file can be written");
    check(&run(&folder, &["build"]), 2, "", "a folder has that name");
    assert_eq!(place::names(&folder.join("out")), ["book.epub", "book.pdf"]);
    let epub = fs::read_to_string(folder.join("out/book.epub")).expect("the file is there");
    assert_eq!(epub, "the last one");
}

#[test]
fn a_folder_that_cannot_be_made_leaves_nothing() {
    let folder = small("file", CHAPTER);
    fs::write(folder.join("taken"), "").expect("a file can be written");
    check(&run(&folder, &["build", "--out", "taken/book"]), 2, "", "taken");
    check(&run(&folder, &["build", "--out", "taken"]), 2, "", "`taken` is not a folder");
    assert_eq!(place::names(&folder), ["edition.yaml", "one.md", "taken"]);
}

#[test]
fn check_reports_and_writes_nothing() {
    let folder = small("check", CHAPTER);
    check(&run(&folder, &["check"]), 0, "no errors: 1 page, 8 words, 1 note", "");
    assert_eq!(place::names(&folder), ["edition.yaml", "one.md"]);
    fs::write(folder.join("one.md"), WRONG).expect("a file can be written");
    check(&run(&folder, &["check"]), 1, "", "one.md:3:");
}

#[test]
fn json_is_one_document_and_nothing_else() {
    let folder = small("json", WRONG);
    let wrong = run(&folder, &["build", "--format", "json"]);
    assert_eq!((wrong.code, wrong.stderr.as_str()), (Some(1), ""));
    let json: Value = serde_json::from_str(&wrong.stdout).expect("it is JSON");
    let first = &json["diagnostics"][0];
    assert_eq!((&first["level"], &first["line"]), (&"error".into(), &3.into()));
    for key in ["code", "message", "file", "column", "end", "help", "related"] {
        assert!(first.get(key).is_some(), "no `{key}` in {first}");
    }
    assert_eq!((&json["files"], &json["summary"]), (&Value::Array(vec![]), &Value::Null));
    fs::write(folder.join("one.md"), CHAPTER).expect("a file can be written");
    let right = run(&folder, &["build", "--format", "json"]);
    let json: Value = serde_json::from_str(&right.stdout).expect("it is JSON");
    assert_eq!(
        json["files"],
        serde_json::json!(["out/book.epub", "out/book.pdf", "out/book-print.pdf"])
    );
    assert_eq!(json["summary"]["notes"], 1);
    let none = run(&folder, &["build", "nowhere", "--format", "json"]);
    let json: Value = serde_json::from_str(&none.stdout).expect("it is JSON");
    assert_eq!(none.code, Some(2));
    let message = json["failure"]["message"].as_str().expect("a failure says why");
    assert!(message.contains("there is no folder `nowhere`"), "{message}");
}

#[test]
fn what_cannot_run_says_why() {
    let folder = place::empty("command-nothing");
    fs::write(folder.join("file.md"), "").expect("a file can be written");
    check(&run(&folder, &["build"]), 2, "", "there is no `edition.yaml` in `.`");
    check(&run(&folder, &["build", "nowhere"]), 2, "", "there is no folder `nowhere`");
    check(&run(&folder, &["check", "file.md"]), 2, "", "there is no folder `file.md`");
    check(&run(&folder, &["check", "."]), 2, "", "there is no `edition.yaml` in `.`");
    check(&run(&folder, &["bild"]), 2, "", "unrecognized subcommand 'bild'");
    check(&run(&folder, &[]), 2, "", "Usage: recto");
}

#[test]
fn help_names_the_layout_and_the_exit_codes() {
    let folder = place::empty("command-help");
    check(&run(&folder, &["--help"]), 0, "Exit codes:", "");
    check(&run(&folder, &["build", "--help"]), 0, "names.yaml        the name authority", "");
    check(&run(&folder, &["check", "--help"]), 0, "Examples:", "");
    check(&run(&folder, &["new", "--help"]), 0, "recto new letters", "");
}

#[test]
fn a_new_edition_builds_without_a_warning() {
    let folder = place::empty("command-new");
    check(&run(&folder, &["new", "mine"]), 0, "mine: a new edition", "");
    let files = ["chapters", "edition.yaml", "glossary.yaml", "names.yaml"];
    assert_eq!(place::names(&folder.join("mine")), files);
    let built = run(&folder, &["build", "mine"]);
    check(&built, 0, ", 0 warnings, ", "");
    assert_eq!(built.stderr, "");
}

#[test]
fn a_new_edition_overwrites_nothing() {
    let folder = small("again", CHAPTER);
    check(&run(&folder, &["new", "."]), 2, "", "already there");
    check(&run(&folder, &["new", "one.md"]), 2, "", "already there");
    assert_eq!(place::names(&folder), ["edition.yaml", "one.md"]);
    let text = fs::read_to_string(folder.join("one.md")).expect("the file is there");
    assert_eq!(text, CHAPTER);
    fs::create_dir(folder.join("empty")).expect("a folder can be made");
    check(&run(&folder, &["new", "empty"]), 0, "a new edition", "");
}

#[test]
fn a_report_names_the_page_the_rule_and_the_place() {
    // Headings one below the other, longer than a page together.
    let words = "Heading ".repeat(130);
    let headings: String =
        (2..7).map(|level| format!("{} {words}\n\n", "#".repeat(level))).collect();
    let folder = small("report", &format!("# One\n\n{headings}\nThe end.\n"));
    let silent = run(&folder, &["build"]);
    check(&silent, 0, "0 warnings", "");
    assert_eq!(silent.stdout.lines().count(), 1, "no report unless asked: {}", silent.stdout);
    let told = run(&folder, &["build", "--report"]);
    check(&told, 0, "p. 1 ends with a heading (one.md:1)", "");
    let json = run(&folder, &["build", "--report", "--format", "json"]);
    let document: Value = serde_json::from_str(&json.stdout).expect("one JSON document");
    let pages = document["pages"].as_array().expect("a list of pages");
    let is_told = |page: &Value| page["page"] == "1" && page["rule"] == "ends with a heading";
    assert!(pages.iter().any(is_told), "{pages:?}");
}

#[test]
fn preflight_judges_our_files_and_others() {
    let folder = small("preflight", CHAPTER);
    check(&run(&folder, &["build"]), 0, "", "");
    let print = run(&folder, &["preflight", "out/book-print.pdf"]);
    check(&print, 0, "out/book-print.pdf: 1 page, PDF/X-4, FOGRA39", "");
    check(&print, 0, "3 mm of bleed", "");
    check(&print, 0, "1 signature of 16 pages, 15 blank; spine 0.8 mm", "");
    check(&print, 0, "out/book-print.pdf: 0 errors, 0 warnings, 1 note", "");
    let screen = run(&folder, &["preflight", "out/book.pdf", "--signature", "4", "--paper", "1mm"]);
    check(&screen, 1, "error[no-trim-box]", "");
    check(&screen, 1, "1 signature of 4 pages, 3 blank; spine 2 mm", "");
    let json = run(&folder, &["preflight", "out/book.pdf", "--format", "json"]);
    let document: Value = serde_json::from_str(&json.stdout).expect("one JSON document");
    assert_eq!((json.code, &document["pages"]), (Some(1), &1.into()));
    let findings = document["findings"].as_array().expect("a list of findings");
    let boxes = findings.iter().find(|it| it["code"] == "no-trim-box").expect("it is found");
    assert_eq!((&boxes["level"], &boxes["places"][0]["page"]), (&"error".into(), &1.into()));
    fs::write(folder.join("none.pdf"), "%PDF-1.4\nnothing").expect("a file can be written");
    check(
        &run(&folder, &["preflight", "none.pdf"]),
        2,
        "",
        "`none.pdf` is no PDF that can be read",
    );
    check(&run(&folder, &["preflight", "nowhere.pdf"]), 2, "", "cannot read `nowhere.pdf`");
    check(&run(&folder, &["preflight", "none.pdf", "--paper", "2"]), 2, "", "with its unit");
}

#[test]
fn a_report_has_what_a_printer_would_find_with_its_place() {
    let folder = small("print-report", "# One\n\nWords.\n\n![A square](square.png)\n");
    let pixels = image::GrayImage::from_pixel(100, 100, image::Luma([90]));
    pixels.save(folder.join("square.png")).expect("an image can be written");
    let told = run(&folder, &["build", "--report"]);
    check(&told, 0, "warning[low-resolution]: an image is printed at 200 dots an inch", "");
    check(&told, 0, "  p. 1 (one.md:5)", "");
    let json = run(&folder, &["build", "--report", "--format", "json"]);
    let document: Value = serde_json::from_str(&json.stdout).expect("one JSON document");
    let findings = document["preflight"]["findings"].as_array().expect("a list of findings");
    let coarse = findings.iter().find(|it| it["code"] == "low-resolution").expect("it is found");
    assert_eq!(
        (&coarse["places"][0]["file"], &coarse["places"][0]["line"]),
        (&"one.md".into(), &5.into())
    );
    let advice = run(&folder, &["check"]);
    check(&advice, 0, "", "`square.png` is printed at 200 dots an inch, and needs 300");
}
