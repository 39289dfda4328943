//! Goldens: each case gives the very text that lies beside it.

use std::collections::BTreeSet;
use std::path::Path;

use recto::model::catalogue::{self, Kind};
use recto::model::diagnostic::Level;

use crate::harness::{edition, golden, place};

/// What no manuscript can show: faults of the compiler itself, which
/// `tests/verify.rs` commits.
const FAULTS: [&str; 5] = ["image-lost", "note-lost", "output-unreadable", "tag-lost", "word-lost"];

#[test]
fn every_case_gives_its_golden() {
    let is_update = std::env::var_os("UPDATE").is_some();
    let mut failures = Vec::new();
    for (case, edition) in edition::cases() {
        let path = case.path.with_extension("golden");
        let text = golden::text(edition);
        if is_update {
            if std::fs::read_to_string(&path).ok().as_ref() != Some(&text) {
                std::fs::write(&path, text).expect("a golden can be written");
            }
            continue;
        }
        match std::fs::read_to_string(&path) {
            Ok(expected) if expected == text => {}
            Ok(expected) => {
                failures.push(format!("{}\n{}", case.name(), difference(&expected, &text)))
            }
            Err(_) => failures.push(format!("{}: there is no golden", case.name())),
        }
    }
    assert!(
        failures.is_empty(),
        "{}\n{} cases differ; `UPDATE=1 cargo test` writes their goldens anew: read them",
        failures.join("\n"),
        failures.len()
    );
}

/// The first lines that differ.
fn difference(expected: &str, text: &str) -> String {
    let (expected, text): (Vec<&str>, Vec<&str>) =
        (expected.lines().collect(), text.lines().collect());
    let at = expected.iter().zip(&text).take_while(|(one, other)| one == other).count();
    let some = |lines: &[&str], sign: &str| -> String {
        lines.iter().skip(at).take(4).map(|line| format!("  {sign} {line}\n")).collect()
    };
    format!("  line {}:\n{}{}", at + 1, some(&expected, "-"), some(&text, "+"))
}

#[test]
fn every_golden_has_its_case() {
    for golden in place::files(&place::cases(), ".golden") {
        assert!(golden.with_extension("md").exists(), "{} has no case", golden.display());
    }
}

#[test]
fn every_diagnostic_has_its_case() {
    let mut codes = BTreeSet::new();
    for path in place::files(&place::project().join("src"), ".rs") {
        gather_codes(&path, &mut codes);
    }
    let cases: BTreeSet<String> = edition::cases()
        .iter()
        .filter_map(|(case, _)| Some(case.name().strip_prefix("errors/")?.to_string()))
        .collect();
    let missing = codes.difference(&cases).filter(|code| !FAULTS.contains(&code.as_str()));
    let missing: Vec<&String> = missing.collect();
    assert!(missing.is_empty(), "no case in tests/cases/errors shows {missing:?}");
    let unknown: Vec<&String> = cases.difference(&codes).collect();
    assert!(unknown.is_empty(), "no diagnostic is called {unknown:?}");
}

#[test]
fn the_catalogue_has_every_diagnostic_and_no_other() {
    let mut codes = BTreeSet::new();
    for path in place::files(&place::project().join("src"), ".rs") {
        gather_codes(&path, &mut codes);
    }
    let entries = catalogue::entries().iter().map(|entry| entry.code.to_string()).collect();
    let missing: Vec<&String> = codes.difference(&entries).collect();
    assert!(missing.is_empty(), "src/model/catalogue.md does not explain {missing:?}");
    let unknown: Vec<&String> = entries.difference(&codes).collect();
    assert!(
        unknown.is_empty(),
        "src/model/catalogue.md explains {unknown:?}, which nothing reports"
    );
}

#[test]
fn diagnostics_are_as_grave_as_the_catalogue_says() {
    for (case, edition) in edition::cases() {
        for diagnostic in edition.diagnostics.iter() {
            let kind = catalogue::find(diagnostic.code).expect("the catalogue is whole").kind;
            let is_error = diagnostic.level == Level::Error;
            let mut texts = edition.inputs.sources.iter().map(|(_, file)| &file.text);
            let is_denied = texts.any(|text| text.contains(&format!("{}: deny", diagnostic.code)));
            let is_grave = kind == Kind::Error || is_denied;
            assert_eq!(is_error, is_grave, "{}: {}", case.name(), diagnostic.code);
        }
    }
}

#[test]
fn every_case_of_an_error_shows_it() {
    for (case, edition) in edition::cases() {
        if let Some(code) = case.name().strip_prefix("errors/") {
            let is_shown = edition.diagnostics.iter().any(|diagnostic| diagnostic.code == code);
            assert!(is_shown, "errors/{code} gives\n{}", edition.complaints());
        }
    }
}

/// The codes that a file of the compiler reports: first in a call, in a field
/// `code`, or, with a hyphen, in a tuple that becomes a call. Unit tests are
/// not looked at.
fn gather_codes(path: &Path, codes: &mut BTreeSet<String>) {
    let text = place::text(path);
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    for call in [".error(", ".warning(", ".report(", "code:", "=> ("] {
        for after in code.split(call).skip(1) {
            let literal = after.trim_start().strip_prefix('"').and_then(|it| it.split('"').next());
            let is_code = |it: &&str| is_code(it) && (call != "=> (" || it.contains('-'));
            codes.extend(literal.filter(is_code).map(String::from));
        }
    }
}

/// Whether a text could be a code: words in lower case, joined by hyphens.
fn is_code(text: &str) -> bool {
    let is_word = |word: &str| {
        !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
    };
    text.split('-').all(is_word)
}
