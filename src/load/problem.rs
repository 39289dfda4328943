//! What is wrong with an image.

/// What is wrong with an image; `what` follows the name of its file.
#[derive(Debug)]
pub struct Problem {
    pub code: &'static str,
    pub what: String,
    pub help: String,
}
