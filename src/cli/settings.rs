//! Arguments to settings: every default is decided here, and nowhere else.

use std::path::{Path, PathBuf};

use crate::Targets;
use crate::cli::args::{Args, BuildArgs, CheckArgs, Command, Format, Only};
use crate::cli::failure::Failure;

/// The file that makes a folder a manuscript.
const EDITION: &str = "edition.yaml";
/// Where a manuscript is looked for when this folder is none.
const USUAL_FOLDER: &str = "manuscript";
/// Where the files go when nothing else is said.
const USUAL_OUT: &str = "out";
/// The files' names.
const EPUB: &str = "book.epub";
const SCREEN: &str = "book.pdf";

/// What is to be done.
#[derive(Debug)]
pub(crate) enum Job {
    Compile(Settings),
    New(PathBuf),
}

/// A build, or a check: a build that writes nothing.
#[derive(Debug)]
pub(crate) struct Settings {
    /// The manuscript; it holds an edition.yaml.
    pub folder: PathBuf,
    pub targets: Targets,
    /// Where each file goes, if it is made.
    pub epub: PathBuf,
    pub screen: PathBuf,
}

/// How the command is to speak; asked first, so that failures know it.
pub(crate) fn format(args: &Args) -> Format {
    let format = match &args.command {
        Command::Build(build) => build.format,
        Command::Check(check) => check.format,
        Command::New(_) => None,
    };
    format.unwrap_or(Format::Text)
}

/// The job that the arguments ask for. Fails where there is no manuscript.
pub(crate) fn job(args: Args) -> Result<Job, Failure> {
    match args.command {
        Command::Build(build) => self::build(build).map(Job::Compile),
        Command::Check(check) => self::check(check).map(Job::Compile),
        Command::New(new) => Ok(Job::New(new.folder)),
    }
}

fn build(args: BuildArgs) -> Result<Settings, Failure> {
    let out = args.out.unwrap_or_else(|| PathBuf::from(USUAL_OUT));
    Ok(Settings {
        folder: folder(args.folder)?,
        targets: Targets {
            epub: args.only != Some(Only::Screen),
            screen: args.only != Some(Only::Epub),
        },
        epub: out.join(EPUB),
        screen: out.join(SCREEN),
    })
}

fn check(args: CheckArgs) -> Result<Settings, Failure> {
    let out = Path::new(USUAL_OUT);
    Ok(Settings {
        folder: folder(args.folder)?,
        targets: Targets { epub: false, screen: false },
        epub: out.join(EPUB),
        screen: out.join(SCREEN),
    })
}

/// The manuscript's folder: as given, else this one, else `manuscript/`.
fn folder(given: Option<PathBuf>) -> Result<PathBuf, Failure> {
    let help = "give the manuscript's folder, or start one with `recto new DIR`";
    let Some(given) = given else {
        return [Path::new("."), Path::new(USUAL_FOLDER)]
            .into_iter()
            .find(|folder| folder.join(EDITION).is_file())
            .map(Path::to_path_buf)
            .ok_or_else(|| {
                let message =
                    format!("there is no `{EDITION}` in this folder, nor in `{USUAL_FOLDER}/`");
                Failure::new(message).help(help)
            });
    };
    let shown = given.display();
    if !given.exists() {
        return Err(Failure::new(format!("there is no folder `{shown}`")).help(help));
    }
    if !given.is_dir() {
        return Err(Failure::new(format!("`{shown}` is not a folder")).help(help));
    }
    if !given.join(EDITION).is_file() {
        return Err(Failure::new(format!("there is no `{EDITION}` in `{shown}`")).help(help));
    }
    Ok(given)
}
