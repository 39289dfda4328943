//! What stands in the manuscript folder, and nothing from outside of it.

use std::fs;
use std::path::{Path, PathBuf};

use unicode_normalization::UnicodeNormalization;

use crate::load::failure::Failure;
use crate::load::limits;
use crate::model::diagnostic::Diagnostics;

/// The file that makes a folder a manuscript.
pub const EDITION: &str = "edition.yaml";

/// Folders at the head of the manuscript that hold no text of it.
const ASIDE: [&str; 3] = ["printings", "fonts", "styles"];

/// A file of the manuscript. `name` is its path below the folder, with `/`,
/// in composed characters whatever the disk has; `path` is how the editor
/// would type it; `file` is what to open.
pub struct Found {
    pub name: String,
    pub path: String,
    pub file: PathBuf,
    pub kind: FoundKind,
}

/// What a file is, by its extension.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum FoundKind {
    Text,
    Picture,
}

/// The manuscript folder: `folder` itself, else `manuscript/` below it.
pub fn manuscript(folder: &Path) -> Result<PathBuf, Failure> {
    let path = shown(folder, "");
    if !folder.is_dir() {
        return Err(Failure::NoFolder { path });
    }
    let below = folder.join("manuscript");
    if folder.join(EDITION).is_file() {
        Ok(folder.to_path_buf())
    } else if below.join(EDITION).is_file() {
        Ok(below)
    } else {
        Err(Failure::NoEdition { path })
    }
}

/// The path of `name` in `folder` as the editor would type it, with `/`.
pub fn shown(folder: &Path, name: &str) -> String {
    let folder = folder.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
    let folder = folder.trim_end_matches('/').trim_end_matches("/.");
    match (folder, name) {
        ("" | ".", "") => ".".to_string(),
        ("" | ".", name) => name.to_string(),
        (folder, "") => folder.to_string(),
        (folder, name) => format!("{folder}/{name}"),
    }
}

/// Texts and images of the manuscript, in the order of their names.
pub fn files(manuscript: &Path, diagnostics: &mut Diagnostics) -> Result<Vec<Found>, Failure> {
    let root = fs::canonicalize(manuscript)
        .map_err(|error| Failure::Unreadable { path: shown(manuscript, ""), error })?;
    let mut walk = Walk { manuscript, root, found: Vec::new(), entry_count: 0, diagnostics };
    walk.folder(manuscript, "", 0)?;
    let mut found = walk.found;
    found.sort_by(|left, right| left.name.cmp(&right.name));
    found.dedup_by(|left, right| left.name == right.name);
    Ok(found)
}

struct Walk<'a> {
    manuscript: &'a Path,
    /// The real path of the manuscript folder.
    root: PathBuf,
    found: Vec<Found>,
    entry_count: usize,
    diagnostics: &'a mut Diagnostics,
}

impl Walk<'_> {
    fn folder(&mut self, folder: &Path, prefix: &str, depth: usize) -> Result<(), Failure> {
        let path = shown(self.manuscript, prefix.trim_end_matches('/'));
        if depth > limits::FOLDER_DEPTH {
            self.diagnostics
                .error("too-many-files", None, format!("`{path}` lies too deep to be read"))
                .help("keep the manuscript in fewer folders");
            return Ok(());
        }
        let unreadable = |error| Failure::Unreadable { path: path.clone(), error };
        let mut entries = Vec::new();
        for entry in fs::read_dir(folder).map_err(unreadable)? {
            self.entry_count += 1;
            if self.entry_count > limits::ENTRIES {
                if self.entry_count == limits::ENTRIES + 1 {
                    let message = format!("more than {} files are in the folder", limits::ENTRIES);
                    self.diagnostics
                        .error("too-many-files", None, message)
                        .help("keep in the manuscript folder only what the book is made of");
                }
                break;
            }
            let entry = entry.map_err(unreadable)?;
            entries.push((entry.path(), entry.file_type().map_err(unreadable)?));
        }
        // Two machines list a folder in two orders.
        entries.sort_by(|left, right| left.0.cmp(&right.0));
        for (entry, kind) in entries {
            let file_name = entry.file_name().unwrap_or_default();
            let name: String = file_name.to_string_lossy().nfc().collect();
            let is_aside = prefix.is_empty() && ASIDE.contains(&name.as_str());
            if name.starts_with('.') || is_aside {
                continue;
            }
            let full = format!("{prefix}{name}");
            if kind.is_dir() {
                self.folder(&entry, &format!("{full}/"), depth + 1)?;
            } else {
                self.file(entry, full, kind.is_symlink());
            }
        }
        Ok(())
    }

    /// Takes down a file, if it is one that a manuscript consists of.
    fn file(&mut self, file: PathBuf, name: String, is_link: bool) {
        let path = shown(self.manuscript, &name);
        let kind = kind(&name);
        let mut file = file;
        if is_link {
            // A link to a folder within the manuscript adds nothing to it.
            let target = fs::canonicalize(&file).ok();
            let is_outside = target.as_ref().is_none_or(|target| !target.starts_with(&self.root));
            let is_folder = target.as_ref().is_some_and(|target| target.is_dir());
            if is_outside && (kind.is_some() || is_folder) {
                self.diagnostics
                    .error("outside-folder", None, format!("`{path}` leads out of the manuscript"))
                    .help("put the file itself into the manuscript folder, not a link to it");
            }
            if is_outside || is_folder {
                return;
            }
            // What was looked at is opened, wherever the link leads by then.
            file = target.unwrap_or(file);
        }
        let Some(kind) = kind else { return };
        if name.contains(['\u{fffd}', '\\']) || name.chars().any(char::is_control) {
            self.diagnostics
                .error(
                    "file-name",
                    None,
                    format!("the name of `{}` cannot be written", path.escape_debug()),
                )
                .help("give the file a name of letters, digits and `-`");
        } else if file.is_file() {
            self.found.push(Found { name, path, file, kind });
        }
    }
}

fn kind(name: &str) -> Option<FoundKind> {
    let (_, extension) = name.rsplit_once('.')?;
    match extension.to_ascii_lowercase().as_str() {
        "md" | "yaml" | "bib" | "csl" => Some(FoundKind::Text),
        "png" | "jpg" | "jpeg" | "svg" => Some(FoundKind::Picture),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::shown;

    #[track_caller]
    fn check(folder: &str, name: &str, path: &str) {
        assert_eq!(shown(Path::new(folder), name), path);
    }

    #[test]
    fn paths_are_shown_as_they_are_typed() {
        check(".", "a/b.md", "a/b.md");
        check("./manuscript", "a.md", "./manuscript/a.md");
        check("books/one/", "a.md", "books/one/a.md");
        check(".", "", ".");
        check("/", "a.md", "a.md");
    }
}
