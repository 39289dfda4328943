//! What the documents claim of the source, and a test can hold.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::harness::place;

/// The stages: folders of `src` that never import each other.
const STAGES: [&str; 11] = [
    "load",
    "parse",
    "cite",
    "resolve",
    "index",
    "typeset",
    "lint",
    "pdf",
    "epub",
    "printings",
    "verify",
];

/// The one home, or the few, of each large crate.
const HOMES: [(&str, &[&str]); 32] = [
    ("pulldown_cmark", &["parse"]),
    ("serde_yaml", &["parse"]),
    ("cssparser", &["parse"]),
    ("hayagriva", &["cite"]),
    ("biblatex", &["cite"]),
    ("printpdf", &["pdf"]),
    ("lopdf", &["pdf"]),
    ("subsetter", &["pdf"]),
    ("epub_builder", &["epub"]),
    ("zip", &["epub"]),
    ("skrifa", &["typeset", "pdf", "epub"]),
    ("harfrust", &["typeset"]),
    ("hypher", &["typeset"]),
    ("unicode_linebreak", &["typeset"]),
    ("unicode_bidi", &["typeset"]),
    ("unicode_script", &["typeset", "index"]),
    ("icu_collator", &["index"]),
    ("icu_locale_core", &["index"]),
    ("image", &["load", "pdf", "epub"]),
    ("usvg", &["load"]),
    // What is packed there is unpacked here.
    ("libdeflater", &["pdf", "epub", "verify"]),
    ("ppmd_rust", &["printings"]),
    ("moxcms", &["pdf"]),
    ("encoding_rs", &["lint"]),
    ("glob", &["parse"]),
    ("clap", &["cli"]),
    ("indicatif", &["cli"]),
    ("anstream", &["cli"]),
    ("serde_json", &["cli", "concordance.rs", "printings"]),
    ("annotate_snippets", &["report"]),
    ("std::fs", &["load", "cli"]),
    ("std::time", &["cli"]),
];

/// The longest file.
const MOST_LINES: usize = 500;
/// The longest ARCHITECTURE.md.
const MOST_LINES_OF_ARCHITECTURE: usize = 150;

/// A file of Rust: its path below the project, all of it, and what of it is
/// neither unit test nor comment.
struct Source {
    path: String,
    text: String,
    code: String,
}

impl Source {
    /// The folder or file below `src` that it belongs to.
    fn area(&self) -> &str {
        let below = self.path.strip_prefix("src/").unwrap_or_default();
        below.split('/').next().unwrap_or_default()
    }
}

fn sources(folder: &str) -> Vec<Source> {
    place::files(&place::project().join(folder), ".rs")
        .iter()
        .map(|path| {
            let text = place::text(path);
            let code = if is_unit_test(path) { String::new() } else { code(&text) };
            let below = path.strip_prefix(place::project()).expect("it is in the project");
            Source { path: below.to_string_lossy().replace('\\', "/"), text, code }
        })
        .collect()
}

/// Whether a file is there for the unit tests alone: its `mod` says so.
fn is_unit_test(path: &Path) -> bool {
    let stem = path.file_stem().expect("a file has a name").to_string_lossy();
    std::fs::read_to_string(path.with_file_name("mod.rs"))
        .is_ok_and(|parent| parent.contains(&format!("#[cfg(test)]\nmod {stem};")))
}

/// The text without comments, and without the module of unit tests at its end.
fn code(text: &str) -> String {
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let is_code = |line: &&str| !line.trim_start().starts_with("//");
    code.lines().filter(is_code).collect::<Vec<_>>().join("\n")
}

#[track_caller]
fn check(sources: &[Source], breaks: impl Fn(&Source) -> Vec<String>) {
    let found: Vec<String> = sources
        .iter()
        .flat_map(|source| {
            breaks(source).into_iter().map(|what| format!("{}: {what}", source.path))
        })
        .collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Whether `code` names `path`, as a whole: `zip::` but not `unzip::`.
fn names(code: &str, path: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    code.match_indices(path).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        let after = &code[at + path.len()..];
        let is_path = after.starts_with("::") || after.starts_with(';');
        is_path && !before.is_some_and(is_part)
    })
}

#[test]
fn stages_never_import_each_other() {
    check(&sources("src"), |source| {
        let area = source.area();
        if !STAGES.contains(&area) {
            return vec![];
        }
        let others =
            STAGES.iter().chain(&["cli", "report", "explain"]).filter(|other| **other != area);
        others
            .filter(|other| names(&source.code, &format!("crate::{other}")))
            .map(|other| format!("imports `{other}`"))
            .collect()
    });
}

#[test]
fn the_model_imports_no_stage() {
    check(&sources("src/model"), |source| {
        let others = STAGES.iter().chain(&["cli", "report", "explain"]);
        others
            .filter(|other| names(&source.code, &format!("crate::{other}")))
            .map(|other| format!("imports `{other}`"))
            .collect()
    });
}

#[test]
fn a_child_never_imports_its_mod() {
    check(&sources("src"), |source| {
        let Some((folder, file)) =
            source.path.strip_prefix("src/").and_then(|it| it.rsplit_once('/'))
        else {
            return vec![];
        };
        let parent = format!("crate::{}", folder.replace('/', "::"));
        let item = |after: &str| {
            let name = after.split(|c: char| !c.is_alphanumeric() && c != '_').next();
            name.unwrap_or_default().to_string()
        };
        let is_module = |name: &str| {
            let folder = place::project().join("src").join(folder);
            folder.join(format!("{name}.rs")).exists() || folder.join(name).is_dir()
        };
        source
            .code
            .split(&format!("{parent}::"))
            .skip(1)
            .map(item)
            .filter(|name| file != "mod.rs" && !name.is_empty() && !is_module(name))
            .map(|name| format!("takes `{name}` from its mod.rs"))
            .collect()
    });
}

#[test]
fn each_large_crate_has_one_home() {
    check(&sources("src"), |source| {
        let strangers = HOMES.iter().filter(|(_, homes)| !homes.contains(&source.area()));
        strangers
            .filter(|(name, _)| names(&source.code, name))
            .map(|(name, homes)| format!("`{name}` belongs to {}", homes.join(", ")))
            .collect()
    });
}

#[test]
fn only_the_command_line_prints() {
    check(&sources("src"), |source| {
        let printing = ["print!(", "println!(", "eprint!(", "eprintln!(", "dbg!(", "std::env"];
        let found = printing.iter().filter(|name| source.code.contains(**name));
        let is_allowed = matches!(source.area(), "cli" | "main.rs");
        found.filter(|_| !is_allowed).map(|name| format!("has `{name}`")).collect()
    });
}

#[test]
fn every_file_is_short_and_says_what_it_is() {
    let files: Vec<Source> = ["src", "tests"].iter().flat_map(|folder| sources(folder)).collect();
    check(&files, |source| {
        let mut found = Vec::new();
        if !source.text.starts_with("//!") {
            found.push("does not open with `//!`".into());
        }
        let count = source.text.lines().count();
        if count > MOST_LINES {
            found.push(format!("has {count} lines"));
        }
        found
    });
}

#[test]
fn nothing_is_hidden_or_left_for_later() {
    let pieces = [
        [".unw", "rap()"],
        ["#[al", "low"],
        ["#![al", "low"],
        ["tod", "o!("],
        ["unimple", "mented!("],
    ];
    let forbidden = pieces.map(|piece| piece.concat());
    let files: Vec<Source> = ["src", "tests"].iter().flat_map(|folder| sources(folder)).collect();
    check(&files, |source| {
        let found = forbidden.iter().filter(|it| source.code.contains(it.as_str()));
        found.map(|it| format!("has `{it}`")).collect()
    });
    let later = ["TO", "DO"].concat();
    check(&files, |source| {
        let marks = source.text.split(&later).skip(1);
        marks
            .filter(|after| !after.starts_with("(#"))
            .map(|_| "leaves work without an issue".into())
            .collect()
    });
}

#[test]
fn paths_start_at_the_crate() {
    check(&sources("src"), |source| {
        let mut found = Vec::new();
        if source.code.contains("super::") {
            found.push("has `super::` outside unit tests".to_string());
        }
        let lines = source.code.lines().map(str::trim_start);
        for line in lines.filter(|line| line.starts_with("use ") || line.starts_with("pub use ")) {
            if line.ends_with("::*;") || line.starts_with("pub use ") {
                found.push(format!("has `{line}`"));
            }
        }
        found
    });
}

#[test]
fn nobody_mentions_unsafe_code() {
    let keyword = ["uns", "afe "].concat();
    check(&sources("src"), |source| {
        if names_word(&source.code, &keyword) { vec!["has unsafe code".into()] } else { vec![] }
    });
}

fn names_word(code: &str, word: &str) -> bool {
    code.split(['\n', '(']).any(|line| line.trim_start().starts_with(word))
}

#[test]
fn unsafe_code_is_forbidden_and_each_dependency_says_what_it_is_for() {
    let manifest = place::text(&place::project().join("Cargo.toml"));
    assert!(manifest.contains("\nunsafe_code = \"forbid\"\n"));
    let mut section = "";
    let mut silent = Vec::new();
    let mut count = 0;
    for line in manifest.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        if line.starts_with('[') {
            section = line;
        } else if section.ends_with("dependencies]") {
            count += 1;
            let reason = line.split_once("  # ").map_or("", |(_, reason)| reason);
            if reason.split_whitespace().count() < 2 {
                silent.push(line);
            }
        }
    }
    assert!(silent.is_empty() && count > 30, "{count} dependencies; {silent:?} say nothing");
}

#[test]
fn the_top_of_the_project_is_what_the_design_says() {
    let entries = std::fs::read_dir(place::project()).expect("the project can be listed");
    let folders: BTreeSet<String> = entries
        .map(|entry| entry.expect("an entry can be read"))
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        // What git ignores: see .gitignore.
        .filter(|name| !name.starts_with('.') && name != "target" && name != "out")
        .collect();
    let expected = ["src", "manuscript", "fonts", "styles", "tests"].map(String::from);
    assert_eq!(folders, BTreeSet::from(expected));
}

#[test]
fn the_code_map_names_the_files_there_are() {
    let text = place::text(&place::project().join("ARCHITECTURE.md"));
    let count = text.lines().count();
    assert!(count <= MOST_LINES_OF_ARCHITECTURE, "ARCHITECTURE.md has {count} lines");
    let mapped = mapped(&text);
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for source in sources("src").iter().chain(&sources("tests")) {
        let path = Path::new(&source.path);
        let stem = path.file_stem().expect("a file has a name").to_string_lossy().into_owned();
        let folder = path.parent().expect("a file stands in a folder");
        let stems = found.entry(format!("{}/", folder.display())).or_default();
        if stem != "mod" {
            stems.insert(stem);
        }
    }
    for (folder, stems) in &found {
        assert_eq!(mapped.get(folder), Some(stems), "ARCHITECTURE.md on {folder}");
    }
    let unknown: Vec<&String> = mapped.keys().filter(|it| !found.contains_key(*it)).collect();
    assert!(unknown.is_empty(), "ARCHITECTURE.md names {unknown:?}");
}

/// The code map: rows of a table, each with a folder, what it does, and the
/// stems of its files.
fn mapped(text: &str) -> BTreeMap<String, BTreeSet<String>> {
    text.lines()
        .filter_map(|line| {
            let mut cells = line.strip_prefix("| `")?.split(" | ");
            let folder = cells.next()?.trim_end_matches('`');
            let stems = cells.nth(1)?.trim_end_matches(" |");
            let stems = stems.split_whitespace().map(String::from).collect();
            folder.ends_with('/').then(|| (folder.to_string(), stems))
        })
        .collect()
}
