//! What keeps the command from running at all.

use std::fmt;
use std::io;

/// A failure of the machine or of the call, not of the manuscript.
#[derive(Debug)]
pub enum Failure {
    /// The folder is not there, or is no folder.
    NoFolder { path: String },
    /// Neither the folder nor `manuscript/` below it holds an `edition.yaml`.
    NoEdition { path: String },
    /// A file or folder that is there cannot be read.
    Unreadable { path: String, error: io::Error },
    /// The file is longer than any that is read.
    TooLarge { path: String },
}

impl fmt::Display for Failure {
    /// Says what is wrong and what to do about it.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::NoFolder { path } => {
                write!(formatter, "there is no folder `{path}`; name the folder of a manuscript")
            }
            Failure::NoEdition { path } => write!(
                formatter,
                "there is no `edition.yaml` in `{path}` nor in its `manuscript` folder; \
                 name the folder of a manuscript, or start one with `recto new`"
            ),
            Failure::Unreadable { path, error } => write!(
                formatter,
                "cannot read `{path}`: {error}; check that it is there and that you may read it"
            ),
            Failure::TooLarge { path } => write!(formatter, "`{path}` is too large to be read"),
        }
    }
}

impl std::error::Error for Failure {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Failure::Unreadable { error, .. } => Some(error),
            Failure::NoFolder { .. } | Failure::NoEdition { .. } | Failure::TooLarge { .. } => None,
        }
    }
}
