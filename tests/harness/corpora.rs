//! The books beside the project, mended where the format calls them wrong.

use std::path::{Path, PathBuf};

use crate::harness::place;

/// Lines that are errors, rightly: the book, the file, the line as it stands,
/// and what an editor would write instead.
const ERRORS: [(&str, &str, &str, &str); 1] = [(
    "pepys-diary",
    "chapters/071-chapter-69.md",
    "    <p>Pedigree of the Earl of Sandwich</p>",
    "    Pedigree of the Earl of Sandwich",
)];

/// The folder of a book: a copy without its errors, or the very folder where
/// it has none.
pub fn mended(name: &str, folder: PathBuf) -> PathBuf {
    if ERRORS.iter().all(|(book, ..)| *book != name) {
        return folder;
    }
    let copy = place::copy(&folder, name);
    for (_, file, wrong, right) in ERRORS.iter().filter(|(book, ..)| *book == name) {
        mend(&copy.join(file), wrong, right);
    }
    copy
}

fn mend(file: &Path, wrong: &str, right: &str) {
    let text = place::text(file);
    let line = format!("\n{wrong}\n");
    assert_eq!(text.matches(&line).count(), 1, "{} has the line to mend", file.display());
    let mended = text.replace(&line, &format!("\n{right}\n"));
    std::fs::write(file, mended).expect("a file can be written");
}
