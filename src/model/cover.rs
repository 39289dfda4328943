//! The cover for the printer: what the edition says of it, and what is made.

use crate::model::language::Language;
use crate::model::length::Length;
use crate::model::pages::{Pages, Rule};

/// Shares of cyan, magenta, yellow and black, in per cent.
pub type Inks = [u8; 4];

/// What `cover:` says of the printed cover.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoverSettings {
    /// Whether the front is the cover's image; else it is set in type.
    pub shows_image: bool,
    /// What is printed all over.
    pub ground: Inks,
    /// What the type is printed in.
    pub ink: Inks,
    pub spine: SpineText,
    /// The five digits beside the ISBN's barcode.
    pub price: Option<String>,
}

/// How the text of the spine runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpineText {
    /// From the head to the foot: read when the book lies on its back
    /// (ISO 6357).
    Down,
    /// From the foot to the head.
    Up,
}

impl SpineText {
    /// As books in a language have it: up in the Romance and Slavonic
    /// languages, in German and Hungarian; down in all others.
    pub fn usual(language: &Language) -> SpineText {
        const UP: [&str; 20] = [
            "be", "bg", "ca", "cs", "de", "es", "fr", "gl", "hr", "hu", "it", "pl", "pt", "ro",
            "ru", "sk", "sl", "sr", "uk", "oc",
        ];
        if UP.contains(&language.primary().as_str()) { SpineText::Up } else { SpineText::Down }
    }
}

impl CoverSettings {
    /// Black on white, an image if there is one.
    pub fn usual(language: &Language) -> CoverSettings {
        CoverSettings {
            shows_image: true,
            ground: [0; 4],
            ink: [0, 0, 0, 100],
            spine: SpineText::usual(language),
            price: None,
        }
    }
}

/// A cover, typeset: three pages, as high as the book, whose text is furniture.
///
/// The first is the whole cover, back, spine and front in a row, or front,
/// spine and back of a book that is bound on its right; the second the text of
/// the spine, on a baseline at its foot; the third what is black whatever the
/// ink: what belongs to the barcode, and the slug.
#[derive(Clone, Debug)]
pub struct Cover {
    pub pages: Pages,
    /// The width of the book.
    pub panel: Length,
    pub spine: Length,
    /// Where the front begins, from the cover's left edge.
    pub front: Length,
    /// From the middle of the spine to the baseline of its text.
    pub drop: Length,
    pub barcode: Option<Barcode>,
}

/// A barcode, from the cover's upper left corner.
#[derive(Clone, Debug)]
pub struct Barcode {
    /// What is white around it.
    pub ground: Rule,
    pub bars: Vec<Rule>,
}

/// How thick a book is: so many pages, filled up to whole signatures, on paper
/// whose leaves have a thickness.
pub fn spine(page_count: usize, signature: u32, leaf: Length) -> Length {
    let pages = page_count.next_multiple_of(signature.max(2) as usize);
    Length::narrow(leaf.wide() * (pages / 2) as i64)
}

#[cfg(test)]
mod tests {
    use super::spine;
    use crate::model::length::Length;

    #[track_caller]
    fn check(page_count: usize, signature: u32, points: f64) {
        assert_eq!(spine(page_count, signature, Length::from_points(0.25)).points(), points);
    }

    #[test]
    fn a_leaf_has_two_pages_and_a_sheet_is_whole() {
        check(160, 16, 20.0);
        check(161, 16, 22.0);
        check(1, 4, 0.5);
    }
}
