//! What an interrupted run must not leave behind: files under names of their
//! own that have not come to their places.

use std::fs;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::{Mutex, MutexGuard, Once, PoisonError};

use crate::cli::failure::Failure;

/// What has to go whatever happens: files first, then the folders that were
/// made, if they are empty.
#[derive(Debug)]
pub(crate) struct Pending {
    files: Vec<PathBuf>,
    folders: Vec<PathBuf>,
    /// Whether the new files have come to their places.
    are_placed: bool,
}

static PENDING: Mutex<Pending> =
    Mutex::new(Pending { files: Vec::new(), folders: Vec::new(), are_placed: false });

/// What is pending, for as long as it is held: an interruption waits until it
/// is let go.
pub(crate) fn hold() -> MutexGuard<'static, Pending> {
    // A list that a panic has left is whole: it is only ever added to.
    PENDING.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Pending {
    /// Adds a file that is about to be made under a name of its own.
    pub(crate) fn file(&mut self, path: &Path) {
        self.files.push(path.to_path_buf());
    }

    /// Adds a folder that was made.
    pub(crate) fn folder(&mut self, path: &Path) {
        self.folders.push(path.to_path_buf());
    }

    /// Lets the folders stay, and the files too where they are in their places.
    pub(crate) fn keep(&mut self) {
        self.files.clear();
        self.keep_folders();
    }

    /// Lets the folders stay: the new files are in their places.
    pub(crate) fn keep_folders(&mut self) {
        self.folders.clear();
        self.are_placed = true;
    }

    fn clear(&mut self) {
        for file in self.files.drain(..) {
            // Most are renamed by now.
            let _ = fs::remove_file(file);
        }
        for folder in self.folders.drain(..).rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

/// While there is one, what is pending goes if it ends, however it ends.
pub(crate) struct Litter;

impl Litter {
    /// From now on an interruption ends the run with `code`, and `says` why.
    pub(crate) fn new(code: u8, says: fn(&Failure)) -> Litter {
        hold().are_placed = false;
        static ONCE: Once = Once::new();
        ONCE.call_once(|| {
            // Where it cannot be had, an interruption ends the program as it
            // always does: with litter, but with no half a book.
            let _ = ctrlc::set_handler(move || {
                let mut pending = hold();
                pending.clear();
                says(&Failure::new(match pending.are_placed {
                    true => "interrupted; the new files are in their places",
                    false => "interrupted; the last files are as they were",
                }));
                // Nobody writes any more: what is pending stays held.
                process::exit(i32::from(code));
            });
        });
        Litter
    }
}

impl Drop for Litter {
    fn drop(&mut self) {
        hold().clear();
    }
}
