//! A place where a word may be divided.

/// Where a word may be divided, and how its parts are spelt then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Seam {
    /// The byte of the word that begins the second part.
    pub(crate) byte: usize,
    /// The first part, where it is spelt otherwise at a line's end (Hungarian
    /// *as|szony*, *asz-*).
    pub(crate) before: Option<Box<str>>,
    /// The second part, where it is spelt otherwise (Dutch *re|ëel*, *-eel*).
    pub(crate) after: Option<Box<str>>,
    /// Whether the manuscript itself has a hyphen here, hard or soft.
    pub(crate) is_explicit: bool,
}

impl Seam {
    /// A division that changes no letter.
    pub(crate) fn plain(byte: usize) -> Seam {
        Seam { byte, before: None, after: None, is_explicit: false }
    }

    /// A division at a hyphen of the manuscript.
    pub(crate) fn explicit(byte: usize) -> Seam {
        Seam { is_explicit: true, ..Seam::plain(byte) }
    }
}
