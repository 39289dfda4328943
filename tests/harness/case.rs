//! Case files: a sentence that must hold, then the least text that shows it.
//!
//! A case is Markdown. It opens with the sentence in a comment. The text after
//! it is `chapter.md`; further files of the manuscript come after lines such
//! as `=== names.yaml`. Without an `edition.yaml` there is one that contains
//! every Markdown file in the order given, with a glossary and an index of
//! names where the case has a `glossary.yaml` and a `names.yaml`.
//!
//! What no text can hold is written so: `=== a.png (hex)` for bytes,
//! `=== a.md (times 1000)` for a text many times over, `=== a.md (link ../b)`
//! for a symbolic link, `=== edition.yaml (none)` for a file that is not there.
//! `=== styles/a.yaml (after octavo)` is that style with other lines for the
//! keys that are given. `=== chapter.md (was)` is that file as it was in an
//! older printing, whose pages are then kept.

use std::fs;
use std::path::{Path, PathBuf};

use crate::harness::place;

/// A case as written.
pub struct Case {
    /// Of the case file, without `.md`.
    pub path: PathBuf,
    pub files: Vec<File>,
}

/// A file of a case's manuscript.
pub struct File {
    name: String,
    content: Content,
}

enum Content {
    Bytes(Vec<u8>),
    /// In the older printing, in place of the file of that name.
    Was(Vec<u8>),
    Link(String),
    None,
}

impl Case {
    /// Its name below `tests/cases`: `lines/ladder`.
    pub fn name(&self) -> String {
        let below = self.path.strip_prefix(place::cases()).expect("cases stand in one folder");
        below.to_string_lossy().replace('\\', "/")
    }

    /// Writes the manuscript into a folder of its own; gives that folder.
    pub fn write(&self) -> PathBuf {
        let is_now = |file: &&File| !matches!(file.content, Content::Was(_));
        self.write_files("cases", self.files.iter().filter(is_now))
    }

    /// Writes the manuscript as it was in an older printing, if the case has
    /// one; gives its folder.
    pub fn write_old(&self) -> Option<PathBuf> {
        let is_old = |file: &File| matches!(file.content, Content::Was(_));
        if !self.files.iter().any(is_old) {
            return None;
        }
        // What was comes after what is, in its place.
        let (old, now): (Vec<&File>, Vec<&File>) = self.files.iter().partition(|it| is_old(it));
        Some(self.write_files("cases-before", now.into_iter().chain(old)))
    }

    fn write_files<'f>(&self, top: &str, files: impl Iterator<Item = &'f File>) -> PathBuf {
        let folder = place::empty(&format!("{top}/{}", self.name()));
        for file in files {
            let path = folder.join(&file.name);
            let above = path.parent().expect("a file stands in a folder");
            fs::create_dir_all(above).expect("cargo's temporary folder can be written");
            match &file.content {
                Content::Bytes(bytes) | Content::Was(bytes) => {
                    fs::write(&path, bytes).expect("a file can be written")
                }
                Content::Link(target) => link(target, &path),
                Content::None => {}
            }
        }
        folder
    }
}

#[cfg(unix)]
fn link(target: &str, path: &Path) {
    std::os::unix::fs::symlink(target, path).expect("a link can be made");
}

#[cfg(not(unix))]
fn link(_: &str, path: &Path) {
    fs::write(path, "").expect("a file can be written");
}

/// All cases, in the order of their names.
pub fn all() -> Vec<Case> {
    place::files(&place::cases(), ".md").iter().map(|path| read(path)).collect()
}

fn read(path: &Path) -> Case {
    let text = place::text(path);
    let body = text
        .strip_prefix("<!-- ")
        .and_then(|rest| rest.split_once("-->"))
        .map(|(_, body)| body.trim_start_matches(['\r', '\n']))
        .unwrap_or_else(|| panic!("{} opens with no sentence", path.display()));
    let mut files: Vec<(&str, String)> = vec![("chapter.md", String::new())];
    for line in body.split_inclusive('\n') {
        match line.strip_prefix("=== ") {
            Some(name) => files.push((name.trim(), String::new())),
            None => files.last_mut().expect("the first is there").1.push_str(line),
        }
    }
    if files[0].1.trim().is_empty() {
        files.remove(0);
    }
    let mut files: Vec<File> = files.iter().map(|(name, text)| file(name, text)).collect();
    if !files.iter().any(|file| file.name == "edition.yaml") {
        files.push(edition(&files));
    }
    Case { path: path.with_extension(""), files }
}

fn file(header: &str, text: &str) -> File {
    let (name, how) = match header.strip_suffix(')').and_then(|header| header.split_once(" (")) {
        Some((name, how)) => (name, how.split_once(' ').unwrap_or((how, ""))),
        None => (header, ("", "")),
    };
    let content = match how {
        ("", _) => Content::Bytes(text.into()),
        ("hex", _) => Content::Bytes(bytes(text)),
        ("times", count) => {
            Content::Bytes(text.repeat(count.parse().expect("a number of times")).into())
        }
        ("after", style) => Content::Bytes(after(style, text).into()),
        ("link", target) => Content::Link(target.into()),
        ("none", _) => Content::None,
        ("was", _) => Content::Was(text.into()),
        (how, _) => panic!("a file cannot be written as `{how}`"),
    };
    File { name: name.into(), content }
}

/// A style of the project with the lines of `text` in place of its own.
pub fn after(style: &str, text: &str) -> String {
    let path = place::project().join("styles").join(style).with_extension("yaml");
    let key = |line: &str| line.split_once(':').map(|(key, _)| key.to_string());
    let other: Vec<&str> = text.lines().filter(|line| key(line).is_some()).collect();
    let own = place::text(&path);
    let lines = own.lines().map(|line| {
        let replaced = other.iter().find(|other| key(other) == key(line));
        replaced.map_or_else(|| line.to_string(), |other| (*other).to_string())
    });
    lines.map(|line| line + "\n").collect()
}

fn bytes(text: &str) -> Vec<u8> {
    let digits: String = text.split_whitespace().collect();
    (0..digits.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&digits[at..at + 2], 16).expect("two hexadecimal digits"))
        .collect()
}

/// The edition of a case that writes none.
fn edition(files: &[File]) -> File {
    let has = |name: &str| files.iter().any(|file| file.name == name);
    let now = files.iter().filter(|file| !matches!(file.content, Content::Was(_)));
    let chapters: Vec<&str> =
        now.map(|file| file.name.as_str()).filter(|name| name.ends_with(".md")).collect();
    let mut text = format!(
        "title: A Case\nlanguage: en-GB\ncontents:\n  body: [{}]\n  back: [",
        chapters.join(", ")
    );
    let mut settings = String::new();
    if has("glossary.yaml") {
        text.push_str("glossary");
        settings.push_str("glossary: { title: Glossary, from: [glossary.yaml] }\n");
    }
    if has("names.yaml") {
        text.push_str(if has("glossary.yaml") { ", " } else { "" });
        text.push_str("\"index: names\"");
        settings.push_str("indexes:\n  names: { title: Index of Names, from: [names.yaml] }\n");
    }
    text.push_str("]\n");
    text.push_str(&settings);
    File { name: "edition.yaml".into(), content: Content::Bytes(text.into()) }
}
