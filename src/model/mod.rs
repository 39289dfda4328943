//! The nouns: what crosses from one stage to the next. Imports no stage.

pub mod aloud;
pub mod barcode;
pub mod book;
pub mod cover;
pub mod date;
pub mod diagnostic;
pub mod drawing;
pub mod ebook;
pub mod edition;
pub mod folio;
pub mod fonts;
pub mod headnote;
pub mod imposition;
pub mod index;
pub mod inputs;
pub mod language;
pub mod length;
pub mod lint;
pub mod manuscript;
pub mod nearest;
pub mod pages;
pub mod pictures;
pub mod preflight;
pub mod proof;
pub mod register;
#[cfg(test)]
pub mod sample;
pub mod source;
pub mod structure;
pub mod style;
pub mod suggestion;
pub mod summary;
pub mod text;
pub mod wording;
