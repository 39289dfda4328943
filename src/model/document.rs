//! What a document is to its edition: its number, its state, its neighbours.

use std::fmt;

use crate::model::book::{AnchorId, SectionId};

/// A document's number: `12`; of an enclosure that is numbered with its
/// letter, `12a`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentNumber {
    /// From 1.
    pub count: u32,
    /// Which enclosure of that letter, from 1; 0 for the letter itself.
    pub enclosure: u32,
}

impl DocumentNumber {
    /// The number of a document that is nobody's enclosure.
    pub fn whole(count: u32) -> DocumentNumber {
        DocumentNumber { count, enclosure: 0 }
    }

    /// Whether `after` is the next whole number.
    pub fn precedes(self, after: DocumentNumber) -> bool {
        self.enclosure == 0
            && after.enclosure == 0
            && self.count.checked_add(1) == Some(after.count)
    }
}

impl fmt::Display for DocumentNumber {
    /// As it is printed: `12`, `12a`, after `12z` comes `12aa`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.count)?;
        let mut rest = self.enclosure;
        let mut letters = Vec::new();
        while rest > 0 {
            letters.push(b'a' + ((rest - 1) % 26) as u8);
            rest = (rest - 1) / 26;
        }
        letters.iter().rev().try_for_each(|letter| write!(formatter, "{}", char::from(*letter)))
    }
}

/// How much of a document the edition prints.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DocumentStatus {
    /// Its text.
    #[default]
    Printed,
    /// A summary in the editors' words.
    Summary,
    /// Nothing: it is known from other documents alone. It takes no number.
    NotFound,
}

/// What `resolve` finds out about a document among the others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arrangement {
    /// Whether it stands below the letter that it came with.
    pub is_enclosed: bool,
    /// Its date in words, from the date that sorts; empty without one.
    pub date: String,
    /// Its row in the list that its number leads to.
    pub listed: Option<AnchorId>,
    /// The documents between the same correspondents before and after it.
    pub previous: Option<SectionId>,
    pub next: Option<SectionId>,
    /// Where it is kept: a position in `Book::repositories`.
    pub repository: Option<usize>,
}

#[cfg(test)]
mod tests {
    use super::DocumentNumber;

    #[track_caller]
    fn check(enclosure: u32, printed: &str) {
        assert_eq!(DocumentNumber { count: 12, enclosure }.to_string(), printed);
    }

    #[test]
    fn enclosures_have_letters() {
        check(0, "12");
        check(1, "12a");
        check(26, "12z");
        check(27, "12aa");
        check(53, "12ba");
    }
}
