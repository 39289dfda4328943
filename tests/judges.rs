//! Outside judges of the books, where they are installed.
//!
//! `.ci/run` installs them. EPUBCheck is looked for as `epubcheck`, or as the
//! jar that `EPUBCHECK_JAR` names.

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
        judge(command.args(&program[1..]).arg("--failonwarnings").arg(path));
    }
}

#[test]
fn qpdf_finds_nothing() {
    if !is_there("qpdf") {
        eprintln!("qpdf is not here: the PDFs are not judged");
        return;
    }
    for (path, _) in books("pdf") {
        judge(Command::new("qpdf").arg("--check").arg(path));
    }
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
            let data = if ending == "epub" { &made.epub } else { &made.pdf };
            std::fs::write(&path, data).expect("a file can be written");
            (path, made)
        })
        .collect()
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
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}
