//! Bytes to files: all of them or none, and nothing left behind.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::cli::failure::Failure;

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
    let mut litter = Litter::default();
    let mut written = Vec::new();
    for file in files {
        written.push(write_beside(file, &mut litter)?);
    }
    let mut backups = Vec::new();
    for (file, written) in files.iter().zip(&written) {
        if let Err(failure) = put(file.path, written, &mut litter).map(|old| backups.push(old)) {
            for (file, backup) in files.iter().zip(&backups) {
                take_back(file.path, backup.as_deref());
            }
            return Err(failure);
        }
    }
    litter.folders.clear();
    Ok(())
}

/// Makes `files` in a folder that is new or empty; nothing is overwritten.
pub(crate) fn create(folder: &Path, files: &[File]) -> Result<(), Failure> {
    let occupied = fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
    if occupied || folder.is_file() {
        let message = format!("`{}` is already there, and is not empty", folder.display());
        return Err(Failure::new(message).help("give a folder that is not there yet"));
    }
    let mut litter = Litter::default();
    for file in files {
        let path = folder.join(file.path);
        make_folder_of(&path, &mut litter)?;
        let made = fs::OpenOptions::new().write(true).create_new(true).open(&path);
        let mut made = made.map_err(|error| cannot("write", &path, &error))?;
        litter.files.push(path.clone());
        made.write_all(file.data).map_err(|error| cannot("write", &path, &error))?;
    }
    litter.files.clear();
    litter.folders.clear();
    Ok(())
}

/// Writes a file in full under another name in its folder; gives that name.
fn write_beside(file: &File, litter: &mut Litter) -> Result<PathBuf, Failure> {
    make_folder_of(file.path, litter)?;
    let beside = sibling(file.path, "new");
    litter.files.push(beside.clone());
    let write = || -> io::Result<()> {
        let mut handle = fs::File::create(&beside)?;
        handle.write_all(file.data)?;
        handle.sync_all()
    };
    write().map_err(|error| cannot("write", file.path, &error))?;
    Ok(beside)
}

/// Puts a written file in its place; gives where the last one is kept, if
/// there was one.
fn put(path: &Path, written: &Path, litter: &mut Litter) -> Result<Option<PathBuf>, Failure> {
    if path.is_dir() {
        let message = format!("cannot write `{}`: a folder has that name", path.display());
        return Err(Failure::new(message));
    }
    let mut backup = None;
    if path.exists() {
        let old = sibling(path, "old");
        litter.files.push(old.clone());
        // What a run that was killed may have left would bar the link.
        let _ = fs::remove_file(&old);
        fs::hard_link(path, &old)
            .or_else(|_| fs::copy(path, &old).map(drop))
            .map_err(|error| cannot("replace", path, &error))?;
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

fn make_folder_of(path: &Path, litter: &mut Litter) -> Result<(), Failure> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => return Ok(()),
    };
    let missing: Vec<&Path> = folder
        .ancestors()
        .take_while(|above| !above.as_os_str().is_empty() && !above.exists())
        .collect();
    for folder in missing.into_iter().rev() {
        fs::create_dir(folder).map_err(|error| cannot("make the folder", folder, &error))?;
        litter.folders.push(folder.to_path_buf());
    }
    if folder.is_dir() {
        return Ok(());
    }
    Err(Failure::new(format!("`{}` is not a folder", folder.display())))
}

/// A hidden name in the same folder, of this process alone.
fn sibling(path: &Path, suffix: &str) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{}.{suffix}", std::process::id()))
}

fn cannot(verb: &str, path: &Path, error: &io::Error) -> Failure {
    Failure::new(format!("cannot {verb} `{}`: {error}", path.display()))
}

/// What has to go whatever happens: files first, then the folders that were
/// made, if they are empty.
#[derive(Default)]
struct Litter {
    files: Vec<PathBuf>,
    folders: Vec<PathBuf>,
}

impl Drop for Litter {
    fn drop(&mut self) {
        for file in &self.files {
            // Most are renamed by now.
            let _ = fs::remove_file(file);
        }
        for folder in self.folders.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}
