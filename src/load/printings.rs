//! Files of printings: `printings/NAME.json` below the manuscript folder.

use std::path::{Path, PathBuf};

use crate::load::failure::Failure;
use crate::load::{folder, limits};

/// The folder that keeps them.
const FOLDER: &str = "printings";

/// Where the printing `name` of a manuscript is kept. What has a folder or an
/// extension is a path of its own.
pub fn path(manuscript: &Path, name: &str) -> Result<PathBuf, Failure> {
    if is_path(name) {
        return Ok(PathBuf::from(name));
    }
    Ok(folder::manuscript(manuscript)?.join(FOLDER).join(format!("{name}.json")))
}

/// The text of a printing's file.
pub fn text(path: &Path) -> Result<String, Failure> {
    let shown = folder::shown(path, "");
    let unreadable = |what: &str| Failure::Unreadable {
        path: shown.clone(),
        error: std::io::Error::other(what),
    };
    let bytes = limits::read(path, &shown, limits::FILE_BYTES)?
        .ok_or_else(|| unreadable("it is too large"))?;
    String::from_utf8(bytes).map_err(|_| unreadable("it is no text"))
}

/// Whether a name is that of a file.
fn is_path(name: &str) -> bool {
    name.contains(['/', '\\']) || name.ends_with(".json")
}
