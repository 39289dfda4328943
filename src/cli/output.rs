//! Bytes to files: all of them or none, and nothing left behind.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process;

use crate::cli::failure::Failure;
use crate::cli::interruption::{self, Litter, Pending};

/// The exit code of a run that was interrupted.
const COULD_NOT_RUN: u8 = 2;

/// A file to write.
pub(crate) struct File<'a> {
    pub path: &'a Path,
    pub data: &'a [u8],
}

/// Replaces all of `files`, or none of them.
///
/// Each is written in full beside its place before the first one is put there.
/// If one cannot be put there, those already put are taken back.
pub(crate) fn replace(files: &[File]) -> Result<(), Failure> {
    let _litter = Litter::new(COULD_NOT_RUN, say);
    let mut written = Vec::new();
    for file in files {
        written.push(write_beside(file)?);
    }
    // From here on an interruption waits: all of them are put, or none.
    let mut pending = interruption::hold();
    let mut backups = Vec::new();
    for (file, written) in files.iter().zip(&written) {
        if let Err(failure) = put(file.path, written, &mut pending).map(|old| backups.push(old)) {
            for (file, backup) in files.iter().zip(&backups) {
                take_back(file.path, backup.as_deref());
            }
            return Err(failure);
        }
    }
    pending.keep_folders();
    Ok(())
}

/// Makes `files` in a folder that is new or empty; nothing is overwritten.
pub(crate) fn create(folder: &Path, files: &[File]) -> Result<(), Failure> {
    let occupied = fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
    if occupied || folder.is_file() {
        let message = format!("`{}` is already there, and is not empty", folder.display());
        return Err(Failure::new(message).help("give a folder that is not there yet"));
    }
    let _litter = Litter::new(COULD_NOT_RUN, say);
    for file in files {
        let path = folder.join(file.path);
        make_folder_of(&path)?;
        write_new(&path, file.data).map_err(|error| cannot("write", &path, &error))?;
    }
    interruption::hold().keep();
    Ok(())
}

/// Refuses to write where a link in place of the usual folder leads: who has
/// not named a folder expects a book in this one.
pub(crate) fn refuse_link(folder: &Path) -> Result<(), Failure> {
    if !folder.is_symlink() {
        return Ok(());
    }
    let shown = folder.display();
    Err(Failure::new(format!("`{shown}` is a link to another place"))
        .help(format!("if the files may go there, say so: `--out {shown}`")))
}

/// Writes a file in full under another name in its folder; gives that name.
fn write_beside(file: &File) -> Result<PathBuf, Failure> {
    make_folder_of(file.path)?;
    sweep(file.path);
    let beside = sibling(file.path, "new");
    write_new(&beside, file.data).map_err(|error| cannot("write", file.path, &error))?;
    Ok(beside)
}

/// Writes a file that is not there yet, so that no link can lead elsewhere.
fn write_new(path: &Path, data: &[u8]) -> io::Result<()> {
    let mut handle = {
        let mut pending = interruption::hold();
        let handle = fs::OpenOptions::new().write(true).create_new(true).open(path)?;
        pending.file(path);
        handle
    };
    handle.write_all(data)?;
    handle.sync_all()
}

/// Puts a written file in its place; gives where the last one is kept, if
/// there was one.
fn put(path: &Path, written: &Path, pending: &mut Pending) -> Result<Option<PathBuf>, Failure> {
    if path.is_dir() {
        let message = format!("cannot write `{}`: a folder has that name", path.display());
        return Err(Failure::new(message));
    }
    let mut backup = None;
    if path.exists() {
        let old = sibling(path, "old");
        fs::hard_link(path, &old)
            .or_else(|_| fs::copy(path, &old).map(drop))
            .map_err(|error| cannot("replace", path, &error))?;
        pending.file(&old);
        backup = Some(old);
    }
    fs::rename(written, path).map_err(|error| cannot("replace", path, &error))?;
    Ok(backup)
}

/// Undoes `put`. What fails here cannot be helped: the first failure is told.
fn take_back(path: &Path, backup: Option<&Path>) {
    let _ = match backup {
        Some(backup) => fs::rename(backup, path),
        None => fs::remove_file(path),
    };
}

fn make_folder_of(path: &Path) -> Result<(), Failure> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => return Ok(()),
    };
    let missing: Vec<&Path> = folder
        .ancestors()
        .take_while(|above| !above.as_os_str().is_empty() && !above.exists())
        .collect();
    let mut pending = interruption::hold();
    for folder in missing.into_iter().rev() {
        fs::create_dir(folder).map_err(|error| cannot("make the folder", folder, &error))?;
        pending.folder(folder);
    }
    if folder.is_dir() {
        return Ok(());
    }
    Err(Failure::new(format!("`{}` is not a folder", folder.display())))
}

/// A hidden name in the same folder, of this process alone.
fn sibling(path: &Path, suffix: &str) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{}.{suffix}", process::id()))
}

/// Removes what runs that were killed have left beside a file, and what bears
/// the names that this run is about to use.
fn sweep(path: &Path) {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let Ok(entries) = fs::read_dir(folder.unwrap_or(Path::new("."))) else { return };
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    for entry in entries.flatten() {
        let found = entry.file_name();
        let Some(process) = process_of(&found.to_string_lossy(), &name) else { continue };
        if process == process::id() || has_ended(process) {
            // What cannot be removed will be told when it is in the way.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// The process that gave a file its name, by [`sibling`].
fn process_of(found: &str, name: &str) -> Option<u32> {
    let rest = found.strip_prefix('.')?.strip_prefix(name)?.strip_prefix('.')?;
    let process = rest.strip_suffix(".new").or_else(|| rest.strip_suffix(".old"))?;
    process.parse().ok()
}

/// Whether a process is known to have ended: only some systems tell.
fn has_ended(process: u32) -> bool {
    let all = Path::new("/proc");
    all.join("self").exists() && !all.join(process.to_string()).exists()
}

fn cannot(verb: &str, path: &Path, error: &io::Error) -> Failure {
    Failure::new(format!("cannot {verb} `{}`: {error}", path.display()))
}

/// Tells of an interruption. If that fails there is nobody left to tell.
fn say(failure: &Failure) {
    let _ = writeln!(io::stderr(), "error: {}", failure.message);
}

#[cfg(test)]
mod tests {
    use super::process_of;

    #[track_caller]
    fn check(found: &str, process: Option<u32>) {
        assert_eq!(process_of(found, "book.pdf"), process);
    }

    #[test]
    fn only_our_own_names_are_swept() {
        check(".book.pdf.123.new", Some(123));
        check(".book.pdf.123.old", Some(123));
        check(".book.pdf.new", None);
        check(".book.pdf.x.new", None);
        check("book.pdf.123.new", None);
        check(".book.epub.123.new", None);
    }
}
