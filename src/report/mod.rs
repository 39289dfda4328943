//! Diagnostics in, words for people or for programs out.
//!
//! All forms cost little for each diagnostic however long the file and its
//! lines are, and expect the diagnostics sorted by place.

pub mod code;
pub mod entries;
pub mod github;
pub mod sarif;
pub mod text;

mod places;
