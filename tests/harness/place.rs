//! Where things are: the project, its cases, room for files.

use std::path::{Path, PathBuf};

/// The project's folder.
pub fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The folder of all cases.
pub fn cases() -> PathBuf {
    project().join("tests/cases")
}

/// Real books beside the project, where there are any.
pub fn corpora() -> PathBuf {
    project().join("../shared/corpora")
}

/// An empty folder that nobody else uses.
pub fn empty(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if folder.exists() {
        std::fs::remove_dir_all(&folder).expect("last run's files can be removed");
    }
    std::fs::create_dir_all(&folder).expect("cargo's temporary folder can be written");
    folder
}

/// The files below a folder with a name that ends so, in the order of their
/// paths.
pub fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(&folder);
        for entry in entries.unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let path = entry.expect("a folder can be listed").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// A copy of a folder, in a folder that nobody else uses.
pub fn copy(folder: &Path, name: &str) -> PathBuf {
    let copy = empty(name);
    for file in files(folder, "") {
        let to = copy.join(file.strip_prefix(folder).expect("a file of the folder"));
        let above = to.parent().expect("a file is in a folder");
        std::fs::create_dir_all(above).expect("a folder can be made");
        std::fs::copy(&file, &to).expect("a file can be copied");
    }
    copy
}

/// Names of what stands in a folder, hidden files too.
pub fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("the folder can be listed");
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("an entry can be read").file_name())
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// The text of a file.
pub fn text(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
