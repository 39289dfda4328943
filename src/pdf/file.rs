//! The file: objects to bytes, small ones packed and compressed together.
//!
//! lopdf's `save_modern` compresses one object stream after the other and
//! leaves the cross-reference stream as it is, seven bytes an object; a book
//! with an index has a hundred thousand. Here both are compressed, objects by
//! whoever is idle while more of them are written.

use std::borrow::Cow;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::pdf::deflate::{Packed, deflate};
use crate::pdf::object_streams::{ObjectStream, Objects};
use crate::pdf::syntax;

/// A PDF in the making; its streams may be borrowed, so that two files share
/// them.
#[derive(Default)]
pub struct File<'a> {
    /// The object numbered `n` stands at `n - 1`.
    items: Vec<Item>,
    /// The objects that are no streams and are not packed yet: a book has a
    /// hundred thousand, most of them small.
    open: Objects,
    /// Those that are, in the order in which they were written.
    packed: Vec<Arc<ObjectStream>>,
    /// Dictionaries' entries without `Length`, and the streams' bytes.
    streams: Vec<(Vec<u8>, Cow<'a, [u8]>)>,
}

#[derive(Clone, Copy)]
enum Item {
    /// A number that is not, or not yet, in use.
    Free,
    /// Which of `File::packed`, and the place in it.
    Plain { stream: u32, position: u16 },
    /// A position in `File::streams`.
    Stream(u32),
}

/// Where an object stands.
#[derive(Clone, Copy)]
enum Place {
    Nowhere,
    /// Bytes from the start of the file.
    At(u32),
    /// A place in an object stream.
    Within {
        stream: u32,
        position: u16,
    },
}

impl<'a> File<'a> {
    /// Takes the next number for an object that is not made yet.
    pub fn reserve(&mut self) -> u32 {
        self.items.push(Item::Free);
        self.items.len() as u32
    }

    /// Takes the numbers up to `id` that are not taken yet.
    pub fn reserve_to(&mut self, id: u32) {
        let count = self.items.len().max(id as usize);
        self.items.resize(count, Item::Free);
    }

    /// Adds an object that is no stream.
    pub fn add(&mut self, object: Vec<u8>) -> u32 {
        let id = self.reserve();
        self.set(id, object);
        id
    }

    /// Adds a stream that is already compressed.
    pub fn add_deflated(&mut self, entries: Vec<u8>, data: impl Into<Cow<'a, [u8]>>) -> u32 {
        let id = self.reserve();
        let mut entries = entries;
        entries.extend_from_slice(b"/Filter/FlateDecode");
        self.set_stream(id, entries, data);
        id
    }

    /// Adds a stream, compressed or not.
    pub fn add_packed(&mut self, entries: Vec<u8>, packed: &'a Packed) -> u32 {
        if packed.is_deflated {
            return self.add_deflated(entries, packed.data.as_slice());
        }
        let id = self.reserve();
        self.set_stream(id, entries, packed.data.as_slice());
        id
    }

    /// Says what the object numbered `id` is.
    pub fn set(&mut self, id: u32, object: Vec<u8>) {
        self.write(id, |out| out.extend_from_slice(&object));
    }

    /// Says what the object numbered `id` is, once: what is written, which no
    /// object more has to be made for.
    pub fn write(&mut self, id: u32, write: impl FnOnce(&mut Vec<u8>)) {
        let position = self.open.write(id, write);
        self.put(id, Item::Plain { stream: self.packed.len() as u32, position });
        if self.open.is_full() {
            self.pack();
        }
    }

    fn pack(&mut self) {
        let objects = std::mem::take(&mut self.open);
        self.packed.push(objects.pack());
    }

    /// Says what the stream numbered `id` is; `entries` name its filters.
    pub fn set_stream(&mut self, id: u32, entries: Vec<u8>, data: impl Into<Cow<'a, [u8]>>) {
        self.streams.push((entries, data.into()));
        self.put(id, Item::Stream(self.streams.len() as u32 - 1));
    }

    fn put(&mut self, id: u32, item: Item) {
        while self.items.len() < id as usize {
            self.items.push(Item::Free);
        }
        self.items[id as usize - 1] = item;
    }

    /// The whole file. `version` as in `1.7`; `root` and `info` are the
    /// numbers of the catalogue and of the document information.
    pub fn bytes(mut self, version: &str, root: u32, info: u32) -> Vec<u8> {
        if !self.open.is_empty() {
            self.pack();
        }
        let packed: Vec<(&[u8], &[u8])> = self.packed.iter().map(|it| it.wait()).collect();
        let streams = self.streams.iter().map(|(entries, data)| (&entries[..], &data[..]));
        let streams = streams.chain(packed.iter().copied());
        let size: usize = streams.map(|(entries, data)| entries.len() + data.len() + 64).sum();
        // What follows: the numbers of the object streams, and a row of eight
        // bytes for each object, before it is packed.
        let first = self.items.len() as u32 + 1;
        let mut places = Vec::with_capacity(self.items.len() + packed.len() + 1);
        let mut out = Vec::with_capacity(size + 8 * self.items.len());
        out.extend_from_slice(format!("%PDF-{version}\n%").as_bytes());
        // Bytes above 127 tell transfer programs that the file is not text.
        out.extend_from_slice(&[0xE2, 0xE3, 0xCF, 0xD3, b'\n']);
        for (id, item) in (1..).zip(&self.items) {
            places.push(match *item {
                Item::Free => Place::Nowhere,
                Item::Plain { stream, position } => {
                    Place::Within { stream: first + stream, position }
                }
                Item::Stream(position) => {
                    let (entries, data) = &self.streams[position as usize];
                    let at = out.len() as u32;
                    stream(&mut out, id, entries, data);
                    Place::At(at)
                }
            });
        }
        for (id, (entries, data)) in (first..).zip(packed) {
            places.push(Place::At(out.len() as u32));
            stream(&mut out, id, entries, data);
        }
        cross_references(&mut out, places, root, info);
        out
    }
}

fn stream(out: &mut Vec<u8>, id: u32, entries: &[u8], data: &[u8]) {
    syntax::integer(out, i64::from(id));
    out.extend_from_slice(b" 0 obj\n<<");
    out.extend_from_slice(entries);
    out.extend_from_slice(b"/Length ");
    syntax::integer(out, data.len() as i64);
    out.extend_from_slice(b">>stream\n");
    out.extend_from_slice(data);
    out.extend_from_slice(b"\nendstream\nendobj\n");
}

fn cross_references(out: &mut Vec<u8>, mut places: Vec<Place>, root: u32, info: u32) {
    /// Kind, offset or stream, position in the stream.
    const ROW: usize = 7;
    let start = out.len() as u32;
    places.push(Place::At(start));
    let mut rows = Vec::with_capacity((places.len() + 1) * (ROW + 1));
    let mut above = [0_u8; ROW];
    for place in std::iter::once(Place::Nowhere).chain(places.iter().copied()) {
        let row = row(place);
        // Each row is written as its difference from the one above, which
        // PNG calls filter 2.
        rows.push(2);
        rows.extend(row.iter().zip(above).map(|(byte, above)| byte.wrapping_sub(above)));
        above = row;
    }
    let id = digest(out);
    let mut entries = format!(
        "/Type/XRef/Size {}/W[1 4 2]/Root {root} 0 R/Info {info} 0 R/Filter/FlateDecode\
         /DecodeParms<</Predictor 12/Columns {ROW}>>/ID[",
        places.len() + 1
    )
    .into_bytes();
    entries.extend_from_slice(&id);
    entries.extend_from_slice(&id);
    entries.push(b']');
    stream(out, places.len() as u32, &entries, &deflate(&rows));
    out.extend_from_slice(format!("startxref\n{start}\n%%EOF\n").as_bytes());
}

fn row(place: Place) -> [u8; 7] {
    let (kind, offset, position): (u8, u32, u16) = match place {
        Place::Nowhere => (0, 0, u16::MAX),
        Place::At(offset) => (1, offset, 0),
        Place::Within { stream, position } => (2, stream, position),
    };
    let (offset, position) = (offset.to_be_bytes(), position.to_be_bytes());
    [kind, offset[0], offset[1], offset[2], offset[3], position[0], position[1]]
}

/// What tells this file from any other: 16 bytes as a hexadecimal string. Sums
/// of short stretches go into it, which take a tenth of the time of the bytes:
/// two files must have the same sums in all places where they differ to be taken
/// for one.
fn digest(bytes: &[u8]) -> Vec<u8> {
    let mut hash = Sha256::new();
    for stretch in bytes.chunks(1 << 10) {
        hash.update(libdeflater::crc32(stretch).to_be_bytes());
    }
    let mut out = vec![b'<'];
    for pair in hash.finalize()[..16].chunks_exact(2) {
        syntax::hexadecimal(&mut out, u16::from_be_bytes([pair[0], pair[1]]));
    }
    out.push(b'>');
    out
}
