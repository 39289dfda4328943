//! How much is read: bounds that no honest manuscript meets, and the one
//! place where bytes come from disk.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use crate::load::failure::Failure;

/// The longest file that is read. Positions in a text are 32 bits wide.
pub const FILE_BYTES: u64 = 100_000_000;
/// All texts of a manuscript together: some 80 million words.
pub const TOTAL_TEXT_BYTES: usize = 500_000_000;
/// Files and folders below the manuscript folder.
pub const ENTRIES: usize = 50_000;
/// Folders within folders.
pub const FOLDER_DEPTH: usize = 32;
/// Pixels along either side of an image.
pub const PIXELS_A_SIDE: u32 = 12_000;
/// Bytes of an image once it is decoded.
pub const DECODED_BYTES: u64 = 512_000_000;

/// Bytes of an SVG file.
pub const DRAWING_BYTES: usize = 20_000_000;
/// Nodes of an SVG file: elements, texts, comments.
pub const DRAWING_NODES: u32 = 200_000;
/// Elements within elements of an SVG file.
pub const DRAWING_DEPTH: usize = 100;
/// Lines and curves of a drawing.
pub const DRAWING_SEGMENTS: usize = 500_000;

/// The bytes of a file; `None` where it is longer than [`FILE_BYTES`].
///
/// `shown` names it in a failure. The bound holds for what is read, whatever
/// the file's own length claims.
pub fn read(file: &Path, shown: &str) -> Result<Option<Vec<u8>>, Failure> {
    let unreadable = |error| Failure::Unreadable { path: shown.to_string(), error };
    let opened = File::open(file).map_err(unreadable)?;
    let length = opened.metadata().map_err(unreadable)?.len();
    if length > FILE_BYTES {
        return Ok(None);
    }
    let mut bytes = Vec::with_capacity(length as usize + 1);
    opened.take(FILE_BYTES + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    Ok((bytes.len() as u64 <= FILE_BYTES).then_some(bytes))
}
