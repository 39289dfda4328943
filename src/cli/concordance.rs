//! `recto concordance`: the documents' numbers, written down and compared.

use std::path::{Path, PathBuf};

use crate::cli::failure::Failure;
use crate::cli::output;
use crate::concordance::Numbers;

/// What `recto concordance` is to do.
#[derive(Debug)]
pub(crate) struct Wanted {
    pub folder: PathBuf,
    /// The numbers to compare with.
    pub old: Option<PathBuf>,
    /// Where the numbers go.
    pub write: Option<PathBuf>,
}

/// The numbers in a file that `--write` wrote.
pub(crate) fn read(path: &Path) -> Result<Numbers, Failure> {
    let shown = path.display();
    let help = "write one with `recto concordance --write FILE`";
    let text = std::fs::read_to_string(path)
        .map_err(|error| Failure::new(format!("cannot read `{shown}`: {error}")).help(help))?;
    serde_json::from_str(&text).map_err(|error| {
        Failure::new(format!("`{shown}` is no file of numbers: {error}")).help(help)
    })
}

/// Writes the numbers into a file.
pub(crate) fn write(path: &Path, numbers: &Numbers) -> Result<(), Failure> {
    let text = numbers.json() + "\n";
    output::replace(&[output::File { path, data: text.as_bytes() }])
}
