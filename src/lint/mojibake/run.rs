//! A run of characters with what it was.

use std::ops::Range;

/// A run of characters that looks like another text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// Positions of characters.
    pub(crate) range: Range<usize>,
    pub(crate) repaired: String,
    /// How it came to be, for a message: *which is Russian, …*.
    pub(crate) how: String,
    /// The language, where the letters tell it.
    pub(crate) language: Option<&'static str>,
}

impl Found {
    /// The text as it should stand in a text of another language.
    pub(crate) fn marked(&self) -> String {
        match self.language {
            Some(language) => format!("[{}](lang:{language})", self.repaired),
            None => self.repaired.clone(),
        }
    }
}
