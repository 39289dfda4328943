//! Compression: bytes to a zlib stream.

use libdeflater::{CompressionLvl, Compressor};

/// For fonts and images. Quick rather than small: 5 takes an eighth longer for
/// 3 % less.
const LEVEL: i32 = 4;
/// For pages and dictionaries, which are most of a build's compression: 4
/// takes half as long again for 5 % less, 6 twice as long for 8 %.
const QUICK: i32 = 1;

/// Fewer bytes are left as they are: setting the compressor up for them takes
/// longer than packing a line, and saves less than a line.
const FEW: usize = 256;

/// The bytes of a stream.
pub struct Packed {
    pub data: Vec<u8>,
    pub is_deflated: bool,
}

/// A compressor to be used again and again: setting one up costs more than a
/// page of text.
pub struct Deflater {
    compressor: Compressor,
    buffer: Vec<u8>,
}

impl Deflater {
    /// A compressor for fonts and images.
    pub fn new() -> Deflater {
        Deflater::at(LEVEL)
    }

    /// A compressor for pages and dictionaries.
    pub fn quick() -> Deflater {
        Deflater::at(QUICK)
    }

    fn at(level: i32) -> Deflater {
        let level = CompressionLvl::new(level).expect("1 to 12 are levels");
        Deflater { compressor: Compressor::new(level), buffer: Vec::new() }
    }

    /// The bytes, compressed.
    pub fn deflate(&mut self, bytes: &[u8]) -> Vec<u8> {
        let bound = self.compressor.zlib_compress_bound(bytes.len());
        self.buffer.resize(bound.max(self.buffer.len()), 0);
        let length = self
            .compressor
            .zlib_compress(bytes, &mut self.buffer)
            .expect("the bound holds whatever is compressed");
        self.buffer[..length].to_vec()
    }

    /// The bytes as a stream of their own: compressed where that is worth it.
    pub fn pack(&mut self, bytes: &[u8]) -> Packed {
        let is_deflated = bytes.len() >= FEW;
        let data = if is_deflated { self.deflate(bytes) } else { bytes.to_vec() };
        Packed { data, is_deflated }
    }
}

/// The bytes, compressed, where it is done only once.
pub fn deflate(bytes: &[u8]) -> Vec<u8> {
    Deflater::new().deflate(bytes)
}

#[cfg(test)]
mod tests {
    use super::Deflater;
    use std::io::Read;

    #[test]
    fn what_goes_in_comes_out() {
        let mut deflater = Deflater::new();
        let noise: Vec<u8> =
            (0..9999_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        for bytes in [&b""[..], b"aaaaaaaaaaaaaaaaaaaaaaaa", &noise] {
            let mut back = Vec::new();
            flate2::read::ZlibDecoder::new(&deflater.deflate(bytes)[..])
                .read_to_end(&mut back)
                .expect("a zlib stream");
            assert_eq!(back, bytes);
        }
    }

    #[test]
    fn few_bytes_are_left_as_they_are() {
        let mut deflater = Deflater::quick();
        let line = deflater.pack(&[7; super::FEW - 1]);
        assert_eq!((&line.data[..], line.is_deflated), (&[7; super::FEW - 1][..], false));
        let page = deflater.pack(&[7; super::FEW]);
        assert!(page.is_deflated && page.data.len() < 32);
    }
}
