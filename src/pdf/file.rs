//! The file: objects to bytes, small ones packed and compressed together.
//!
//! lopdf's `save_modern` compresses one object stream after the other and
//! leaves the cross-reference stream as it is, seven bytes an object; a book
//! with an index has a hundred thousand. Here both are compressed, in parallel.

use std::borrow::Cow;

use rayon::prelude::{IndexedParallelIterator, ParallelIterator, ParallelSlice};
use sha2::{Digest, Sha256};

use crate::pdf::deflate::{Deflater, Packed, deflate};
use crate::pdf::syntax;

/// How many objects share a stream: more compress better, fewer are quicker
/// to look up.
const OBJECTS_A_STREAM: usize = 200;

/// Bytes of objects after which a new block is begun, and what a block can hold
/// at first: blocks seldom grow, and memory is touched once.
const BLOCK: usize = 1 << 20;
const BLOCK_ROOM: usize = BLOCK + (1 << 14);

/// A PDF in the making; its streams may be borrowed, so that two files share
/// them.
#[derive(Default)]
pub struct File<'a> {
    /// The object numbered `n` stands at `n - 1`.
    items: Vec<Item>,
    /// The objects that are no streams, one after the other, in blocks: a book
    /// has a hundred thousand, most of them small.
    blocks: Vec<Vec<u8>>,
    /// Dictionaries' entries without `Length`, and the streams' bytes.
    streams: Vec<(Vec<u8>, Cow<'a, [u8]>)>,
}

#[derive(Clone, Copy)]
enum Item {
    /// A number that is not, or not yet, in use.
    Free,
    /// Which of `File::blocks`, from and to in it.
    Plain(u32, u32, u32),
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

    /// Says what the object numbered `id` is: what is written, which no object
    /// more has to be made for.
    pub fn write(&mut self, id: u32, write: impl FnOnce(&mut Vec<u8>)) {
        if self.blocks.last().is_none_or(|block| block.len() >= BLOCK) {
            self.blocks.push(Vec::with_capacity(BLOCK_ROOM));
        }
        let at = self.blocks.len() - 1;
        let block = &mut self.blocks[at];
        let from = block.len() as u32;
        write(block);
        let to = block.len() as u32;
        self.put(id, Item::Plain(at as u32, from, to));
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

    /// About how large the file will be: streams as they are, the rest packed.
    fn size(&self) -> usize {
        let streams = self.streams.iter();
        let streams = streams.map(|(entries, data)| entries.len() + data.len() + 64);
        streams.sum::<usize>() + self.blocks.iter().map(Vec::len).sum::<usize>() / 4
    }

    /// The whole file. `version` as in `1.7`; `root` and `info` are the
    /// numbers of the catalogue and of the document information.
    pub fn bytes(&self, version: &str, root: u32, info: u32) -> Vec<u8> {
        let mut places = vec![Place::Nowhere; self.items.len()];
        let mut out = Vec::with_capacity(self.size());
        out.extend_from_slice(format!("%PDF-{version}\n%").as_bytes());
        // Bytes above 127 tell transfer programs that the file is not text.
        out.extend_from_slice(&[0xE2, 0xE3, 0xCF, 0xD3, b'\n']);
        for (at, item) in self.items.iter().enumerate() {
            if let Item::Stream(position) = item {
                let (entries, data) = &self.streams[*position as usize];
                places[at] = Place::At(out.len() as u32);
                stream(&mut out, at as u32 + 1, entries, data);
            }
        }
        let plain: Vec<(u32, &[u8])> = (1..)
            .zip(&self.items)
            .filter_map(|(id, item)| match *item {
                Item::Plain(block, from, to) => {
                    Some((id, &self.blocks[block as usize][from as usize..to as usize]))
                }
                _ => None,
            })
            .collect();
        let packed: Vec<(Vec<u8>, Vec<u8>)> = plain
            .par_chunks(OBJECTS_A_STREAM)
            .with_min_len(4)
            .map_init(Deflater::quick, |deflater, objects| pack(objects, deflater))
            .collect();
        for ((entries, data), objects) in packed.iter().zip(plain.chunks(OBJECTS_A_STREAM)) {
            let id = places.len() as u32 + 1;
            for (position, (object, _)) in (0..).zip(objects) {
                places[*object as usize - 1] = Place::Within { stream: id, position };
            }
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

/// Objects as one stream: its dictionary's entries and its compressed bytes.
fn pack(objects: &[(u32, &[u8])], deflater: &mut Deflater) -> (Vec<u8>, Vec<u8>) {
    let mut index = Vec::new();
    let mut bodies = Vec::new();
    for (id, object) in objects {
        syntax::integer(&mut index, i64::from(*id));
        index.push(b' ');
        syntax::integer(&mut index, bodies.len() as i64);
        index.push(b' ');
        bodies.extend_from_slice(object);
        bodies.push(b'\n');
    }
    let entries =
        format!("/Type/ObjStm/Filter/FlateDecode/N {}/First {}", objects.len(), index.len());
    index.append(&mut bodies);
    (entries.into_bytes(), deflater.deflate(&index))
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

/// What tells this file from any other: 16 bytes as a hexadecimal string.
fn digest(bytes: &[u8]) -> Vec<u8> {
    let parts: Vec<_> = bytes.par_chunks(1 << 20).map(Sha256::digest).collect();
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
    }
    let mut out = vec![b'<'];
    for pair in hash.finalize()[..16].chunks_exact(2) {
        syntax::hexadecimal(&mut out, u16::from_be_bytes([pair[0], pair[1]]));
    }
    out.push(b'>');
    out
}
