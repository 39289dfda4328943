//! Hashes of words and pages: FNV-1a of 64 bits, folded to 32. They tell what
//! has changed by mistake or by intent, not by malice.

/// A hash in the making.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hash(u64);

impl Default for Hash {
    fn default() -> Hash {
        Hash(0xcbf2_9ce4_8422_2325)
    }
}

impl Hash {
    /// Adds bytes.
    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }

    /// Adds a text, and where it ends.
    pub(crate) fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
        self.bytes(&[0xff]);
    }

    /// Adds a number.
    pub(crate) fn number(&mut self, number: i64) {
        self.bytes(&number.to_le_bytes());
    }

    /// The hash, never 0.
    pub(crate) fn finish(self) -> u32 {
        (((self.0 >> 32) ^ self.0) as u32).max(1)
    }
}

/// The hash of one text.
pub(crate) fn of(text: &str) -> u32 {
    let mut hash = Hash::default();
    hash.text(text);
    hash.finish()
}

#[cfg(test)]
mod tests {
    use super::{Hash, of};

    #[test]
    fn the_hash_is_the_published_one() {
        let mut hash = Hash::default();
        hash.bytes(b"a");
        assert_eq!(hash.0, 0xaf63_dc4c_8601_ec8c);
        assert_ne!(of("ab"), of("ba"));
    }
}
