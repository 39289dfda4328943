//! Outside judges of the books, where they are installed.
//!
//! `.ci/run` installs them. EPUBCheck is looked for as `epubcheck`, or as the
//! jar that `EPUBCHECK_JAR` names; Ace, the reading engine and what drives it
//! in `node_modules` of the folder that `READER_HOME` names, with Node and
//! Chromium.

use std::path::PathBuf;
use std::process::Command;

use crate::harness::edition::{self, Made};
use crate::harness::place;

#[test]
fn epubcheck_finds_nothing() {
    let Some(program) = epubcheck() else {
        eprintln!("EPUBCheck is not here: the ebooks are not judged");
        return;
    };
    for (path, _) in books("epub") {
        let mut command = Command::new(&program[0]);
        let said = judge_all(command.args(&program[1..]).args(CHECKS).arg(path));
        let usages = said.lines().filter(|line| line.starts_with("USAGE("));
        let new: Vec<&str> =
            usages.filter(|line| !USAGES.iter().any(|known| line.contains(known))).collect();
        assert!(new.is_empty(), "{}", new.join("\n"));
    }
}

const CHECKS: [&str; 2] = ["--usage", "--failonwarnings"];

/// What EPUBCheck says of usage is read as well, but for what we do on purpose:
/// `@font-face` is used, and no text links to the map of search keys.
const USAGES: [&str; 2] = ["CSS-028", "OPF-097"];

#[test]
fn ace_finds_nothing() {
    let Some(home) = reader_home() else { return };
    let ace = home.join("node_modules/.bin/ace-cli");
    if !ace.is_file() {
        eprintln!("Ace is not here: nobody judges how accessible the ebooks are");
        return;
    }
    // The one book of this project: Ace needs half a minute for a book.
    let folder = place::empty("judges-ace");
    let book = folder.join("book.epub");
    std::fs::write(&book, &sample().epub).expect("a file can be written");
    let mut command = Command::new(ace);
    command.args(["-f", "-s", "-E", "-o"]).arg(folder.join("report")).arg(&book);
    command.env("PUPPETEER_EXECUTABLE_PATH", chromium().expect("it is there"));
    judge(command.env("ACE_TIMEOUT_INITIAL", "60000"));
}

#[test]
fn a_reading_engine_follows_notes_locators_and_pages() {
    let Some(home) = reader_home() else { return };
    if !home.join("node_modules/foliate-js").is_dir() {
        eprintln!("the reading engine is not here: nobody reads the ebooks");
        return;
    }
    let book = place::empty("judges-reader").join("book.epub");
    std::fs::write(&book, &sample().epub).expect("a file can be written");
    let script = place::project().join("tests/reader/reader.mjs");
    let mut command = Command::new("node");
    command.arg(script).arg(&book).env("READER_HOME", home);
    judge(command.env("CHROMIUM", chromium().expect("it is there")));
}

/// The project's own manuscript, made.
fn sample() -> &'static Made {
    let mut editions = edition::all().filter(|(edition, _)| edition.name == "manuscript");
    editions.next().expect("the sample edition is made").1
}

/// The folder with what Node needs, where Node and Chromium are there too.
fn reader_home() -> Option<PathBuf> {
    let home = std::env::var_os("READER_HOME").map(PathBuf::from);
    if home.is_none() || !is_there("node") || chromium().is_none() {
        eprintln!("Node, Chromium or READER_HOME is missing: no browser reads the ebooks");
        return None;
    }
    home
}

fn chromium() -> Option<PathBuf> {
    ["chromium", "chromium-browser", "google-chrome"].into_iter().find_map(found)
}

#[test]
fn qpdf_finds_nothing() {
    if !is_there("qpdf") {
        eprintln!("qpdf is not here: the PDFs are not judged");
        return;
    }
    for (path, _) in books("pdf").into_iter().chain(books("press.pdf")) {
        judge(Command::new("qpdf").arg("--check").arg(path));
    }
}

#[test]
fn ghostscript_reads_both_files_without_a_word() {
    if !is_there("gs") {
        eprintln!("Ghostscript is not here: nobody prints the PDFs");
        return;
    }
    for (path, _) in made("gs.pdf").into_iter().chain(made("gs-press.pdf")) {
        let mut command = Command::new("gs");
        command.args(["-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-dPDFSTOPONERROR"]);
        let said = judge_all(command.args(["-r20", "-sDEVICE=nullpage"]).arg(&path));
        assert!(said.trim().is_empty(), "{}: {said}", path.display());
    }
}

#[test]
fn the_printers_file_takes_black_ink_alone() {
    if !is_there("gs") {
        eprintln!("Ghostscript is not here: nobody separates the inks");
        return;
    }
    for (path, _) in made("inks-press.pdf") {
        // Images are in gray unless an edition asks for more: no ink but black.
        let mut command = Command::new("gs");
        command.args(["-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-r20", "-sDEVICE=ink_cov"]);
        let said = judge_all(command.args(["-o", "-"]).arg(&path));
        let pages = said.lines().filter(|line| line.ends_with("OK"));
        let inks = |line: &str| -> Vec<f64> {
            line.split_whitespace().take(4).filter_map(|ink| ink.parse().ok()).collect()
        };
        let all: Vec<Vec<f64>> = pages.map(inks).collect();
        assert!(all.iter().any(|inks| inks[3] > 0.0), "{}: nothing is printed", path.display());
        for (at, inks) in all.iter().enumerate() {
            let coloured = inks[..3].iter().any(|ink| *ink > 0.0);
            assert!(!coloured, "{}, page {}: {inks:?}", path.display(), at + 1);
        }
    }
}

#[test]
fn mupdf_reads_both_files_without_a_word() {
    if !is_there("mutool") {
        eprintln!("mutool is not here: one reader less opens the PDFs");
        return;
    }
    for (path, _) in made("mu.pdf").into_iter().chain(made("mu-press.pdf")) {
        let mut command = Command::new("mutool");
        let said =
            judge_all(command.args(["draw", "-q", "-r", "20", "-o", "/dev/null"]).arg(&path));
        let odd: Vec<&str> =
            said.lines().filter(|line| !line.contains("ICC support is not available")).collect();
        assert!(odd.is_empty(), "{}: {}", path.display(), odd.join("\n"));
    }
}

/// The project's own manuscript alone, which is long enough: the press's file
/// where the ending says so.
fn made(ending: &str) -> Vec<(PathBuf, &'static Made)> {
    let folder = place::empty(&format!("judges-{ending}"));
    let path = folder.join(ending);
    let made = sample();
    let data = if ending.ends_with("press.pdf") { &made.press } else { &made.pdf };
    std::fs::write(&path, data).expect("a file can be written");
    vec![(path, made)]
}

#[test]
fn all_fonts_are_embedded_and_subset() {
    if !is_there("pdffonts") {
        eprintln!("pdffonts is not here: the fonts are not judged");
        return;
    }
    for (path, _) in books("fonts.pdf") {
        let output = judge(Command::new("pdffonts").arg(&path));
        let fonts: Vec<&str> = output.lines().skip(2).collect();
        assert!(!fonts.is_empty(), "{} has no fonts", path.display());
        for font in fonts {
            let flags: Vec<&str> = font.split_whitespace().rev().skip(2).take(3).collect();
            assert_eq!(flags, ["yes", "yes", "yes"], "embedded, subset, with Unicode: {font}");
        }
    }
}

/// The books beside the cases, each written into a file with this ending.
fn books(ending: &str) -> Vec<(PathBuf, &'static Made)> {
    let folder = place::empty(&format!("judges-{ending}"));
    edition::all()
        .filter(|(edition, _)| !edition.name.contains('/'))
        .map(|(edition, made)| {
            let path = folder.join(format!("{}.{ending}", edition.name));
            let data = match ending {
                "epub" => &made.epub,
                "press.pdf" => &made.press,
                _ => &made.pdf,
            };
            std::fs::write(&path, data).expect("a file can be written");
            (path, made)
        })
        .collect()
}

/// Runs a judge; gives all that it says, complaints too.
#[track_caller]
fn judge_all(command: &mut Command) -> String {
    let output = command.output().expect("the judge can be started");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}\n{said}\n{complaint}");
    said + &complaint
}

/// Runs a judge; gives what it says.
#[track_caller]
fn judge(command: &mut Command) -> String {
    let output = command.output().expect("the judge can be started");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}\n{said}\n{complaint}");
    said
}

/// How EPUBCheck is called.
fn epubcheck() -> Option<Vec<String>> {
    if is_there("epubcheck") {
        return Some(vec!["epubcheck".into()]);
    }
    let jar = std::env::var("EPUBCHECK_JAR").ok().filter(|_| is_there("java"))?;
    Some(
        ["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar", &jar]
            .map(String::from)
            .into(),
    )
}

fn is_there(program: &str) -> bool {
    found(program).is_some()
}

/// A program on the path.
fn found(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut places = std::env::split_paths(&path).map(|folder| folder.join(program));
    places.find(|place| place.is_file())
}
