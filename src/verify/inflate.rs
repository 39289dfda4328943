//! Compressed streams to their bytes.

use libdeflater::{DecompressionError, Decompressor};

/// The most that one stream may hold: far above any of a book's, so that a
/// damaged one ends in an error and not in all of the memory.
const MOST: usize = 1 << 30;

/// Unpacks streams, one after the other, by the same tables.
pub(crate) struct Inflater {
    decompressor: Decompressor,
    /// Room for a stream whose length nobody tells.
    buffer: Vec<u8>,
}

impl Inflater {
    pub(crate) fn new() -> Inflater {
        Inflater { decompressor: Decompressor::new(), buffer: vec![0; 1 << 16] }
    }

    /// A zlib stream of unknown length, valid until the next one.
    pub(crate) fn zlib(&mut self, data: &[u8]) -> Result<&[u8], String> {
        loop {
            match self.decompressor.zlib_decompress(data, &mut self.buffer) {
                Ok(length) => return Ok(&self.buffer[..length]),
                Err(DecompressionError::InsufficientSpace) if self.buffer.len() < MOST => {
                    let length = self.buffer.len() * 4;
                    self.buffer.resize(length, 0);
                }
                Err(error) => return Err(format!("a stream cannot be unpacked: {error}")),
            }
        }
    }

    /// A bare deflate stream of known length.
    pub(crate) fn bare(&mut self, data: &[u8], length: usize) -> Result<Vec<u8>, String> {
        let mut out = vec![0; length.min(MOST)];
        match self.decompressor.deflate_decompress(data, &mut out) {
            Ok(found) if found == length => Ok(out),
            Ok(_) => Err("a file is shorter than it says".to_string()),
            Err(error) => Err(format!("a file cannot be unpacked: {error}")),
        }
    }
}
