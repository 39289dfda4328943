//! Styles, stylesheets and fonts: beside the manuscript's texts, then the
//! project's, then built in; the nearest of a name wins.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::load::budget::Budget;
use crate::load::built_in;
use crate::load::characters::{self, Characters};
use crate::load::failure::Failure;
use crate::load::folder;
use crate::load::limits;
use crate::model::diagnostic::Diagnostics;
use crate::model::fonts::FontFile;

/// Something that a manuscript asks for by name.
pub enum Asset {
    Style {
        stem: String,
        name: String,
        path: String,
        text: Characters,
    },
    Stylesheet {
        stem: String,
        name: String,
        path: String,
        text: Characters,
    },
    /// One in the manuscript folder, whatever its name.
    OwnStylesheet {
        name: String,
        path: String,
        text: Characters,
    },
    Font(FontFile),
    Profile {
        stem: String,
        data: Cow<'static, [u8]>,
    },
}

/// All of them, each name once.
pub fn all(
    manuscript: &Path,
    budget: &Budget,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<Asset>, Failure> {
    let mut assets = Vec::new();
    let mut taken = BTreeSet::new();
    for (home, prefix) in homes(manuscript) {
        for (below, extensions) in
            [("styles", &["yaml", "css", "icc"][..]), ("fonts", &["otf", "ttf"])]
        {
            for (file, real) in files(&home, below, diagnostics)? {
                let found = Place::new(&home, &prefix, below, &file, real);
                let Some(found) = found.filter(|found| extensions.contains(&found.extension()))
                else {
                    continue;
                };
                let is_own = prefix.is_empty() && found.extension() == "css";
                if is_own {
                    assets.extend(found.read(budget, diagnostics)?.map(own));
                } else if taken.insert((found.kind(), found.stem.clone())) {
                    assets.extend(found.read(budget, diagnostics)?);
                }
            }
        }
    }
    for (name, text) in built_in::STYLES.into_iter().chain(built_in::STYLESHEETS) {
        let (stem, extension) = name.rsplit_once('.').expect("built-in files have extensions");
        if taken.insert((extension.to_string(), stem.to_string())) {
            let text = characters::text(text.into());
            let name = format!("(built-in)/styles/{name}");
            assets.push(styled(extension, stem.to_string(), name.clone(), name, text));
        }
    }
    for (stem, data) in built_in::PROFILES {
        if taken.insert(("icc".to_string(), stem.to_string())) {
            assets.push(Asset::Profile { stem: stem.to_string(), data: Cow::Borrowed(data) });
        }
    }
    for (stem, data) in built_in::FONTS {
        if taken.insert(("font".to_string(), stem.to_string())) {
            assets.push(Asset::Font(FontFile { name: stem.into(), data: Cow::Borrowed(data) }));
        }
    }
    Ok(assets)
}

/// The folders that may hold `fonts/` and `styles/`, nearest first, with what
/// stands before the names of their files.
fn homes(manuscript: &Path) -> [(PathBuf, String); 2] {
    let project = match (manuscript.file_name(), manuscript.parent()) {
        (Some(_), Some(parent)) => parent.to_path_buf(),
        _ => manuscript.join(".."),
    };
    [(manuscript.to_path_buf(), String::new()), (project, "../".to_string())]
}

/// The files right in `below`, in the order of their names.
/// Each with its real path, which is what is opened.
fn files(
    home: &Path,
    below: &str,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<(PathBuf, PathBuf)>, Failure> {
    let folder = home.join(below);
    let path = folder::shown(home, below);
    let home = if home.as_os_str().is_empty() { Path::new(".") } else { home };
    let Ok(real) = fs::canonicalize(&folder) else { return Ok(Vec::new()) };
    let unreadable = |error| Failure::Unreadable { path: path.clone(), error };
    let root = fs::canonicalize(home).map_err(unreadable)?;
    if !real.is_dir() {
        return Ok(Vec::new());
    }
    let mut files = Vec::new();
    for entry in fs::read_dir(&folder).map_err(unreadable)?.take(limits::ENTRIES) {
        let file = entry.map_err(unreadable)?.path();
        let Ok(real) = fs::canonicalize(&file) else { continue };
        if !real.starts_with(&root) {
            let path = folder::shown(Path::new(""), &file.to_string_lossy());
            diagnostics
                .error("outside-folder", None, format!("`{path}` leads out of the project"))
                .help("put the file itself there, not a link to it");
        } else if real.is_file() {
            files.push((file, real));
        }
    }
    files.sort();
    Ok(files)
}

/// A file that may be an asset.
struct Place {
    stem: String,
    extension: String,
    name: String,
    path: String,
    file: PathBuf,
}

impl Place {
    fn new(home: &Path, prefix: &str, below: &str, file: &Path, real: PathBuf) -> Option<Place> {
        let file_name = file.file_name()?.to_str()?;
        let (stem, extension) = file_name.rsplit_once('.')?;
        let name = format!("{below}/{file_name}");
        Some(Place {
            stem: stem.to_string(),
            extension: extension.to_ascii_lowercase(),
            path: folder::shown(home, &name),
            name: format!("{prefix}{name}"),
            file: real,
        })
    }

    fn extension(&self) -> &str {
        &self.extension
    }

    /// Names are told apart within one kind.
    fn kind(&self) -> String {
        match self.extension.as_str() {
            "otf" | "ttf" => "font".to_string(),
            extension => extension.to_string(),
        }
    }

    /// The asset; nothing where it is too large.
    fn read(
        self,
        budget: &Budget,
        diagnostics: &mut Diagnostics,
    ) -> Result<Option<Asset>, Failure> {
        let is_text = matches!(self.extension.as_str(), "yaml" | "css");
        let most = if is_text { limits::TEXT_BYTES } else { limits::FILE_BYTES };
        let Some(bytes) = limits::read(&self.file, &self.path, most)? else {
            diagnostics
                .error("file-too-large", None, format!("`{}` is too large", self.path))
                .help(format!("a file such as this may have {} MB", most / 1_000_000));
            return Ok(None);
        };
        // Text unfolds to more than images and fonts do.
        let cost = if is_text { 8 * bytes.len() } else { bytes.len() };
        // Where too much is spent, that is told of all files together. What
        // lies around the manuscript is not its fault: it is not there then.
        let is_own = !self.name.starts_with("../");
        if (is_own && !budget.spend(cost)) || (!is_own && !budget.spend_if_there(cost)) {
            return Ok(None);
        }
        if self.kind() == "font" {
            return Ok(Some(Asset::Font(FontFile { name: self.stem, data: Cow::Owned(bytes) })));
        }
        if self.extension == "icc" {
            return Ok(Some(Asset::Profile { stem: self.stem, data: Cow::Owned(bytes) }));
        }
        let text = characters::text(bytes);
        Ok(Some(styled(&self.extension, self.stem, self.name, self.path, text)))
    }
}

/// A stylesheet as the manuscript's own.
fn own(asset: Asset) -> Asset {
    match asset {
        Asset::Stylesheet { name, path, text, .. } => Asset::OwnStylesheet { name, path, text },
        other => other,
    }
}

fn styled(extension: &str, stem: String, name: String, path: String, text: Characters) -> Asset {
    match extension {
        "css" => Asset::Stylesheet { stem, name, path, text },
        _ => Asset::Style { stem, name, path, text },
    }
}
