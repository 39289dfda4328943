//! What a printer looks for in a PDF before anything is printed.

use crate::model::length::Length;
use crate::model::source::Span;

/// Dots an inch that an image needs in print.
pub const RESOLUTION: u32 = 300;
/// Dots an inch that an image of black and white alone needs.
pub const LINE_ART_RESOLUTION: u32 = 1200;

/// How the sheets are folded, and of what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sheets {
    /// Pages that are folded from one sheet.
    pub signature: u32,
    /// Thickness of a leaf.
    pub paper: Length,
}

/// What was found in a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Preflight {
    pub facts: Facts,
    /// Errors first, then warnings, then notes; of each, by the first page.
    pub findings: Vec<Finding>,
}

/// What the file is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    pub page_count: u32,
    /// What it says it conforms to: `PDF/X-4`.
    pub standard: Option<String>,
    /// The printing condition that it names: `FOGRA39`.
    pub condition: Option<String>,
    /// Of the first page: the trimmed page, and what may bleed beyond it on
    /// the narrowest side.
    pub trim: Option<(Length, Length)>,
    pub bleed: Option<Length>,
    pub font_count: usize,
    /// Images as they are placed: the same one may be so more than once.
    pub image_count: usize,
    /// The lowest resolution among them, in dots an inch.
    pub lowest_resolution: Option<u32>,
    /// Colour spaces that something is painted in, in the order of their names.
    pub spaces: Vec<String>,
    pub is_transparent: bool,
    pub sheets: SheetCount,
}

/// The book as the binder has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SheetCount {
    /// Pages of a signature.
    pub signature: u32,
    pub signature_count: u32,
    /// Pages that stay empty at the end of the last one.
    pub blank_count: u32,
    /// Width of the spine: all leaves, blank ones too.
    pub spine: Length,
}

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gravity {
    /// The printer will send the file back.
    Error,
    /// It can be printed, and may not look as meant.
    Warning,
    /// Something to know.
    Note,
}

/// One finding, with all places where it holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    pub gravity: Gravity,
    /// A stable name.
    pub code: &'static str,
    pub message: String,
    pub help: &'static str,
    /// In the order of pages; none where it is of the whole file.
    pub places: Vec<Place>,
}

/// A page of the file, and what of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// From 0.
    pub page: u32,
    /// The number that readers show.
    pub label: String,
    /// Which image of the page, from 0, where it is one.
    pub image: Option<u32>,
    /// Where the manuscript has it, where that is known.
    pub span: Option<Span>,
}

/// How many signatures so many pages fill, and how thick that is.
pub fn sheet_count(page_count: u32, sheets: Sheets) -> SheetCount {
    let signature = sheets.signature.max(2);
    let signature_count = page_count.div_ceil(signature);
    let leaves = i64::from(signature_count) * i64::from(signature) / 2;
    SheetCount {
        signature,
        signature_count,
        blank_count: signature_count * signature - page_count,
        spine: Length::narrow(sheets.paper.wide() * leaves),
    }
}

/// The resolution at which so many pixels fill a length, rounded down.
pub fn resolution(pixels: u32, length: Length) -> u32 {
    let inch = i64::from(Length::UNITS) * 72;
    let dots = i64::from(pixels) * inch / length.wide().max(1);
    u32::try_from(dots).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::{Sheets, resolution, sheet_count};
    use crate::model::length::Length;

    #[track_caller]
    fn check(page_count: u32, signature: u32, expected: (u32, u32)) {
        let paper = Length::from_points(0.3);
        let found = sheet_count(page_count, Sheets { signature, paper });
        assert_eq!((found.signature_count, found.blank_count), expected);
        let leaves = (page_count + found.blank_count) / 2;
        assert_eq!(found.spine, Length::narrow(paper.wide() * i64::from(leaves)));
    }

    #[test]
    fn the_last_signature_has_the_blanks() {
        check(96, 16, (6, 0));
        check(97, 16, (7, 15));
        check(97, 32, (4, 31));
        check(0, 16, (0, 0));
    }

    #[test]
    fn an_inch_of_three_hundred_pixels_has_three_hundred() {
        assert_eq!(resolution(300, Length::from_points(72.0)), 300);
        assert_eq!(resolution(300, Length::from_points(144.0)), 150);
    }
}
