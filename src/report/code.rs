//! A diagnostic's code in, what it means out.

use std::fmt::Write;

use crate::model::catalogue::{self, Confidence, Entry, Kind};
use crate::model::nearest;

/// What a code means: its cause, an example, the cure. Nothing where there is
/// no such code.
pub fn explained(code: &str) -> Option<String> {
    catalogue::find(code).map(text)
}

/// The code that differs least from a name, if one is near.
pub fn near(name: &str) -> Option<String> {
    nearest::nearest(name, catalogue::entries().iter().map(|entry| entry.code))
}

/// All codes, a line each.
pub fn listed() -> String {
    let mut text = String::new();
    for entry in catalogue::entries() {
        let (code, kind) = (entry.code, entry.kind.word());
        let first = entry.cause.split_inclusive(". ").next().unwrap_or_default().trim_end();
        writeln!(text, "{code:<26} {kind:<8} {first}").expect("a string takes all text");
    }
    text
}

fn text(entry: &Entry) -> String {
    let Entry { code, cause, cure, .. } = entry;
    let (kind, confidence) = (kind(entry.kind), confidence(entry.confidence));
    let example: String = entry.example.lines().map(|line| format!("    {line}\n")).collect();
    let mut text = format!("{code}: {kind}; {confidence}\n\n{cause}\n\n{example}\n{cure}\n");
    if entry.kind != Kind::Error {
        write!(text, "\nIn edition.yaml: lint: {{ {code}: allow }}, or warn, or deny.\n")
            .expect("a string takes all text");
    }
    text
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Error => "an error, with which no book is made",
        Kind::Warning => "a warning of check and build",
        Kind::Advice => "advice that only check gives",
        Kind::Silent => "advice that only an edition which asks for it gets",
    }
}

fn confidence(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Certain => "it is certain",
        Confidence::Likely => "it is likely, and may be meant for once",
        Confidence::Possible => "it is possible, and worth a look",
    }
}
