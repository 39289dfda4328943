//! Font files.

use std::borrow::Cow;

/// A font file as read. `name` is the stem of the file's name.
#[derive(Clone, Debug)]
pub struct FontFile {
    pub name: String,
    pub data: Cow<'static, [u8]>,
}
