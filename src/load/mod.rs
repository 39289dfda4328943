//! Disk to inputs: alone reads files.
//!
//! What strangers may hand in (links that lead out of the folder, files
//! without end, images that unfold to gigabytes, bytes that are no text) ends
//! here in a diagnostic.

pub mod failure;
pub mod printings;

mod assets;
mod budget;
mod built_in;
mod characters;
mod drawings;
mod folder;
mod limits;
mod pictures;
mod problem;
mod shapes;

use std::path::Path;
use std::sync::Mutex;

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use crate::load::assets::Asset;
use crate::load::budget::Budget;
use crate::load::characters::Characters;
use crate::load::failure::Failure;
use crate::load::folder::{Found, FoundKind};
use crate::load::pictures::Picture;
use crate::load::problem::Problem;
use crate::model::diagnostic::Diagnostics;
use crate::model::inputs::Inputs;
use crate::model::source::{FileId, SourceFile, Span};

/// Everything that the manuscript in `folder` (or in `manuscript/` below it)
/// consists of, with the styles and fonts it may ask for.
///
/// Files come in the order of their names. What is wrong with a file is
/// reported at its place; only what keeps the command from running at all is
/// a failure.
pub fn inputs(folder: &Path, diagnostics: &mut Diagnostics) -> Result<Inputs, Failure> {
    let manuscript = folder::manuscript(folder)?;
    let found = folder::files(&manuscript, diagnostics)?;
    let mut inputs = Inputs::default();
    let mut total = 0;
    let budget = Budget::default();
    let one_by_one = Mutex::new(());
    let read = |found| read(found, &budget, &one_by_one);
    for read in found.par_iter().map(read).collect::<Vec<_>>() {
        match read? {
            Read::TooLarge(found) => too_large(found, diagnostics),
            Read::Text(found, text) => {
                total += text.text.len();
                if total > limits::TOTAL_TEXT_BYTES {
                    too_large(found, diagnostics);
                    break;
                }
                let id =
                    add(&mut inputs, found.name.clone(), found.path.clone(), text, diagnostics);
                if found.name == folder::EDITION {
                    inputs.edition = Some(id);
                }
            }
            Read::Picture(found, picture) => match *picture {
                Ok(picture) => {
                    inputs.images.insert(found.name.clone(), picture.file);
                    inputs.drawings.extend(picture.drawing.map(|it| (found.name.clone(), it)));
                }
                Err(problem) => {
                    diagnostics
                        .error(problem.code, None, format!("`{}` {}", found.path, problem.what))
                        .help(problem.help);
                }
            },
        }
    }
    for asset in assets::all(&manuscript, &budget, diagnostics)? {
        match asset {
            Asset::Style { stem, name, path, text } => {
                let id = add(&mut inputs, name, path, text, diagnostics);
                inputs.styles.insert(stem, id);
            }
            Asset::Stylesheet { stem, name, path, text } => {
                let id = add(&mut inputs, name, path, text, diagnostics);
                inputs.stylesheets.insert(stem, id);
            }
            Asset::Profile { stem, data } => {
                inputs.profiles.insert(stem, data);
            }
            Asset::OwnStylesheet { name, path, text } => {
                let id = add(&mut inputs, name, path, text, diagnostics);
                inputs.own_stylesheets.push(id);
            }
            Asset::Font(font) => {
                inputs.fonts.insert(font.name.clone(), font);
            }
        }
    }
    if budget.is_spent() {
        let most = limits::TOTAL_BYTES / 1_000_000;
        diagnostics
            .error("file-too-large", None, "the images and fonts are too large to be read")
            .help(format!("make the images smaller: all together may have {most} MB"));
    }
    Ok(inputs)
}

/// The bytes of a PDF to be judged.
pub fn pdf(file: &Path) -> Result<Vec<u8>, Failure> {
    let shown = file.display().to_string();
    limits::read(file, &shown, limits::FILE_BYTES)?.ok_or(Failure::TooLarge { path: shown })
}

/// A file as it came from disk.
enum Read<'a> {
    Text(&'a Found, Characters),
    Picture(&'a Found, Box<Result<Picture, Problem>>),
    TooLarge(&'a Found),
}

fn read<'a>(
    found: &'a Found,
    budget: &Budget,
    one_by_one: &Mutex<()>,
) -> Result<Read<'a>, Failure> {
    let most = match found.kind {
        FoundKind::Text => limits::TEXT_BYTES,
        FoundKind::Picture => limits::FILE_BYTES,
    };
    let Some(bytes) = limits::read(&found.file, &found.path, most)? else {
        return Ok(Read::TooLarge(found));
    };
    Ok(match found.kind {
        FoundKind::Text => Read::Text(found, characters::text(bytes)),
        FoundKind::Picture => {
            // Once it is spent there will be no book: no need to look at more.
            let bytes = if budget.spend(bytes.len()) { bytes } else { Vec::new() };
            Read::Picture(found, Box::new(pictures::picture(bytes, one_by_one)))
        }
    })
}

/// Registers a text and reports what no book can carry.
fn add(
    inputs: &mut Inputs,
    name: String,
    path: String,
    characters: Characters,
    diagnostics: &mut Diagnostics,
) -> FileId {
    let id =
        inputs.sources.add(SourceFile { name, path, text: characters.text, form: characters.form });
    for problem in characters.problems {
        let span = Span::new(id, problem.range.start, problem.range.end);
        diagnostics.error(problem.code, span, problem.message).help(problem.help);
    }
    id
}

fn too_large(found: &Found, diagnostics: &mut Diagnostics) {
    diagnostics
        .error("file-too-large", None, format!("`{}` is too large to be read", found.path))
        .help(format!(
            "divide it: a text may have {} MB, all texts together {} MB, any other file {} MB",
            limits::TEXT_BYTES / 1_000_000,
            limits::TOTAL_TEXT_BYTES / 1_000_000,
            limits::FILE_BYTES / 1_000_000,
        ));
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::inputs;
    use crate::model::diagnostic::Diagnostics;

    #[test]
    fn a_folder_that_is_not_there_is_a_failure_that_says_what_to_do() {
        let failure = inputs(Path::new("no/such/folder"), &mut Diagnostics::default())
            .expect_err("there is no such folder");
        assert!(failure.to_string().contains("no/such/folder"));
    }
}
