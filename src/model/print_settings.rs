//! What the edition says of its printer's file.

use crate::model::length::Length;

/// What the printer asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintSettings {
    pub standard: PrintStandard,
    /// The stem of the ICC profile's file: `fogra39`.
    pub profile: String,
    /// The printing condition by its name in the ICC's registry: `FOGRA39`.
    pub condition: String,
    /// Beyond the trim on each side.
    pub bleed: Length,
    pub images: Inks,
    /// Pages that are folded from one sheet.
    pub signature: u32,
    /// Thickness of a leaf, for the width of the spine.
    pub paper: Length,
}

/// What the print file conforms to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrintStandard {
    /// PDF/X-4 (ISO 15930-7).
    X4,
    None,
}

/// The inks that images are printed in; text is black.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inks {
    Gray,
    Cmyk,
}

impl Default for PrintSettings {
    fn default() -> PrintSettings {
        PrintSettings {
            standard: PrintStandard::X4,
            profile: "fogra39".to_string(),
            condition: "FOGRA39".to_string(),
            bleed: Length::from_points(3.0 * 72.0 / 25.4),
            images: Inks::Gray,
            signature: 16,
            paper: Length::from_points(0.1 * 72.0 / 25.4),
        }
    }
}
