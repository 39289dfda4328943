//! How much is read: bounds that no honest manuscript meets, and the one
//! place where bytes come from disk.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::load::failure::Failure;

/// The longest file that is read: an image or a font.
pub const FILE_BYTES: u64 = 100_000_000;
/// The longest text: some 2.5 million words, the length of a set of twenty
/// volumes. A book takes up to sixty times the bytes of its text while it is
/// made.
pub const TEXT_BYTES: u64 = 16_000_000;
/// All texts of a manuscript together.
pub const TOTAL_TEXT_BYTES: usize = 24_000_000;
/// All images, fonts and profiles together: several files carry each.
pub const TOTAL_BYTES: usize = 200_000_000;
/// Files and folders below the manuscript folder.
pub const ENTRIES: usize = 20_000;
/// Folders within folders.
pub const FOLDER_DEPTH: usize = 32;
/// Pixels along either side of an image.
pub const PIXELS_A_SIDE: u32 = 12_000;
/// Bytes of an image once it is decoded: A4 in colour at 600 dots an inch has
/// 104 million.
pub const DECODED_BYTES: u64 = 128 << 20;
/// Bytes that an image may have beside its pixels: a profile, texts.
pub const BESIDE_BYTES: u64 = 32 << 20;
/// Images of fewer bytes are decoded side by side, larger ones one by one.
pub const LARGE_BYTES: u64 = 16 << 20;

/// Bytes of an SVG file.
pub const DRAWING_BYTES: usize = 20_000_000;
/// Nodes of an SVG file: elements, texts, comments.
pub const DRAWING_NODES: u32 = 200_000;
/// Elements within elements of an SVG file.
pub const DRAWING_DEPTH: usize = 100;
/// Bytes of a drawing's styles times its elements: each rule is tried on each.
pub const DRAWING_STYLING: usize = 100_000_000;
/// Lines and curves of a drawing.
pub const DRAWING_SEGMENTS: usize = 500_000;

/// The bytes of a file; `None` where it is longer than `most`.
///
/// `shown` names it in a failure. The bound holds for what is read, whatever
/// the file's own length claims. What is no file (a pipe, a device) when it is
/// opened is a failure, whatever it was a moment before.
pub fn read(file: &Path, shown: &str, most: u64) -> Result<Option<Vec<u8>>, Failure> {
    let unreadable = |error| Failure::Unreadable { path: shown.to_string(), error };
    let opened = File::open(file).map_err(unreadable)?;
    let metadata = opened.metadata().map_err(unreadable)?;
    if !metadata.is_file() {
        return Err(unreadable(io::Error::new(io::ErrorKind::InvalidInput, "it is no file")));
    }
    if metadata.len() > most {
        return Ok(None);
    }
    let mut bytes = Vec::with_capacity(metadata.len() as usize + 1);
    opened.take(most + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    Ok((bytes.len() as u64 <= most).then_some(bytes))
}
