//! The ebook's container: the files that its directory lists.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::verify::inflate::Inflater;

/// A zip archive.
pub(crate) struct Archive<'d> {
    data: &'d [u8],
    entries: BTreeMap<String, Entry>,
}

#[derive(Clone, Copy)]
struct Entry {
    is_packed: bool,
    packed: usize,
    length: usize,
    /// Where its own head is.
    at: usize,
}

impl<'d> Archive<'d> {
    /// Reads the directory.
    pub(crate) fn read(data: &'d [u8]) -> Result<Archive<'d>, String> {
        const BROKEN: &str = "its directory is broken";
        let end = data.windows(4).rposition(|window| window == b"PK\x05\x06").ok_or(BROKEN)?;
        let count = short(data, end + 10).ok_or(BROKEN)?;
        let mut at = long(data, end + 16).ok_or(BROKEN)?;
        let mut entries = BTreeMap::new();
        for _ in 0..count {
            let field = |offset| short(data, at + offset).ok_or(BROKEN);
            let size = |offset| long(data, at + offset).ok_or(BROKEN);
            let length = field(28)?;
            let name = data.get(at + 46..at + 46 + length).ok_or(BROKEN)?;
            let is_packed = field(10)? != 0;
            let entry = Entry { is_packed, packed: size(20)?, length: size(24)?, at: size(42)? };
            entries.insert(String::from_utf8_lossy(name).into_owned(), entry);
            at += 46 + length + field(30)? + field(32)?;
        }
        Ok(Archive { data, entries })
    }

    /// The bytes of a file.
    pub(crate) fn file(
        &self,
        name: &str,
        inflater: &mut Inflater,
    ) -> Result<Cow<'d, [u8]>, String> {
        let missing = || format!("`{name}` is not in it");
        let entry = self.entries.get(name).ok_or_else(missing)?;
        let name_length = short(self.data, entry.at + 26).ok_or_else(missing)?;
        let extra = short(self.data, entry.at + 28).ok_or_else(missing)?;
        let start = entry.at + 30 + name_length + extra;
        let bytes = self.data.get(start..start + entry.packed).ok_or_else(missing)?;
        match entry.is_packed {
            true => Ok(Cow::Owned(inflater.bare(bytes, entry.length)?)),
            false => Ok(Cow::Borrowed(bytes)),
        }
    }
}

fn short(data: &[u8], at: usize) -> Option<usize> {
    let bytes = data.get(at..at + 2)?;
    Some(usize::from(u16::from_le_bytes([bytes[0], bytes[1]])))
}

fn long(data: &[u8], at: usize) -> Option<usize> {
    let bytes = data.get(at..at + 4)?;
    Some(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]) as usize)
}
