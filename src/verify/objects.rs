//! A PDF's objects: where the cross-reference stream says they are.

use std::borrow::Cow;

use crate::verify::inflate::Inflater;
use crate::verify::syntax::{self, Reader, Value};

/// Where an object is.
#[derive(Clone, Copy)]
enum Place {
    Nowhere,
    /// Bytes from the start of the file.
    At(usize),
    /// From and to, in `Objects::packed`.
    Packed(usize, usize),
}

/// A PDF taken apart.
pub(crate) struct Objects<'d> {
    data: &'d [u8],
    places: Vec<Place>,
    /// The object streams, unpacked, one after the other.
    packed: Vec<u8>,
    root: u32,
}

impl<'d> Objects<'d> {
    /// Reads the table of objects and all object streams.
    pub(crate) fn read(data: &'d [u8], inflater: &mut Inflater) -> Result<Objects<'d>, String> {
        let tail = &data[data.len().saturating_sub(64)..];
        let at = tail.windows(9).rposition(|window| window == b"startxref");
        let at = at.ok_or("it does not say where its table of objects is")?;
        let start = Reader::new(&tail[at + 9..]).token().and_then(syntax::number);
        let start = start.ok_or("it does not say where its table of objects is")?;
        let (dictionary, stream) = stream_at(data, start as usize)?;
        let root = syntax::get(dictionary, b"/Root").and_then(syntax::reference);
        let rows = unfiltered(inflater.zlib(stream)?);
        let mut objects = Objects {
            data,
            places: vec![Place::Nowhere; rows.len() / ROW],
            // About a third of the file, which shrank to a fifth or less.
            packed: Vec::with_capacity(data.len() * 2),
            root: root.ok_or("it has no catalogue")?,
        };
        let mut streams = Vec::new();
        for (id, row) in rows.chunks_exact(ROW).enumerate() {
            let offset = u32::from_be_bytes([row[1], row[2], row[3], row[4]]);
            match row[0] {
                1 => objects.places[id] = Place::At(offset as usize),
                2 if streams.last() != Some(&offset) => streams.push(offset),
                _ => {}
            }
        }
        streams.sort_unstable();
        streams.dedup();
        for stream in streams {
            objects.unpack(stream, inflater)?;
        }
        Ok(objects)
    }

    fn unpack(&mut self, id: u32, inflater: &mut Inflater) -> Result<(), String> {
        let (dictionary, stream) = self.stream(id)?;
        let count = syntax::get(dictionary, b"/N").and_then(syntax::number);
        let first = syntax::get(dictionary, b"/First").and_then(syntax::number);
        let (count, first) = count.zip(first).ok_or("an object stream tells no count")?;
        let bytes = inflater.zlib(stream)?;
        let start = self.packed.len() + first as usize;
        let end = self.packed.len() + bytes.len();
        let mut reader = Reader::new(bytes);
        let mut pairs = Vec::with_capacity(count as usize);
        for _ in 0..count {
            let id = reader.token().and_then(syntax::number);
            let offset = reader.token().and_then(syntax::number);
            pairs.push(id.zip(offset).ok_or("an object stream has a broken head")?);
        }
        for (at, (id, offset)) in pairs.iter().enumerate() {
            let to = pairs.get(at + 1).map_or(end, |(_, offset)| start + *offset as usize);
            if let Some(place) = self.places.get_mut(*id as usize) {
                *place = Place::Packed(start + *offset as usize, to.min(end));
            }
        }
        self.packed.extend_from_slice(bytes);
        Ok(())
    }

    /// The object of a number, if it is there.
    pub(crate) fn get(&self, id: u32) -> Option<Value<'_>> {
        match *self.places.get(id as usize)? {
            Place::Nowhere => None,
            Place::Packed(from, to) => Reader::new(self.packed.get(from..to)?).value(),
            Place::At(at) => header(self.data, at).ok()?.value(),
        }
    }

    /// A value, or the object that it refers to.
    pub(crate) fn resolve<'o>(&'o self, value: Value<'o>) -> Option<Value<'o>> {
        match syntax::reference(value) {
            Some(id) => self.get(id),
            None => Some(value),
        }
    }

    /// What a dictionary has under a key, a reference followed.
    pub(crate) fn under<'o>(&'o self, dictionary: Value<'o>, key: &[u8]) -> Option<Value<'o>> {
        self.resolve(syntax::get(dictionary, key)?)
    }

    /// A stream's dictionary and its bytes as the file has them.
    pub(crate) fn stream(&self, id: u32) -> Result<(Value<'d>, &'d [u8]), String> {
        match self.places.get(id as usize) {
            Some(Place::At(at)) => stream_at(self.data, *at),
            _ => Err(format!("there is no stream {id}")),
        }
    }

    /// The catalogue.
    pub(crate) fn catalogue(&self) -> Result<Value<'_>, String> {
        self.get(self.root).ok_or_else(|| "it has no catalogue".to_string())
    }

    /// The numbers of the pages' objects, in order.
    pub(crate) fn pages(&self) -> Result<Vec<u32>, String> {
        let root = syntax::get(self.catalogue()?, b"/Pages").and_then(syntax::reference);
        let mut pages = Vec::new();
        let mut open = vec![root.ok_or("it has no pages")?];
        // No tree has more nodes than there are objects.
        for _ in 0..=self.places.len() {
            let Some(id) = open.pop() else { break };
            let node = self.get(id).ok_or("a page is missing")?;
            match self.under(node, b"/Kids") {
                Some(kids) => {
                    let kids = syntax::list(kids);
                    open.extend(kids.iter().rev().filter_map(|kid| syntax::reference(kid)));
                }
                None => pages.push(id),
            }
        }
        Ok(pages)
    }
}

/// Kind, offset or stream, position in the stream: one, four and two bytes.
const ROW: usize = 7;

/// Rows of which each is its difference from the one above: PNG's filter 2.
fn unfiltered(rows: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(rows.len());
    let mut above = [0_u8; ROW];
    for row in rows.chunks_exact(ROW + 1) {
        for (byte, last) in row[1..].iter().zip(&mut above) {
            *last = byte.wrapping_add(if row[0] == 2 { *last } else { 0 });
        }
        out.extend_from_slice(&above);
    }
    out
}

/// Passes `12 0 obj`.
fn header(data: &[u8], at: usize) -> Result<Reader<'_>, String> {
    let mut reader = Reader { data, at };
    let words = [reader.token(), reader.token(), reader.token()];
    match words[2] {
        Some(b"obj") => Ok(reader),
        _ => Err(format!("there is no object at byte {at}")),
    }
}

fn stream_at(data: &[u8], at: usize) -> Result<(Value<'_>, &[u8]), String> {
    let mut reader = header(data, at)?;
    let dictionary = reader.token().ok_or("a stream has no dictionary")?;
    let length = syntax::get(dictionary, b"/Length").and_then(syntax::number);
    let is_stream = reader.token() == Some(b"stream");
    let start = reader.at + 1;
    let bytes = length.and_then(|length| data.get(start..start + length as usize));
    let bytes = bytes.filter(|_| is_stream);
    Ok((dictionary, bytes.ok_or_else(|| format!("the stream at byte {at} is broken"))?))
}

/// The bytes of a stream, unpacked where they are packed.
pub(crate) fn unpacked<'d>(
    (dictionary, bytes): (Value<'d>, &'d [u8]),
    inflater: &mut Inflater,
) -> Result<Cow<'d, [u8]>, String> {
    match syntax::get(dictionary, b"/Filter") {
        Some(b"/FlateDecode") => Ok(Cow::Owned(inflater.zlib(bytes)?.to_vec())),
        _ => Ok(Cow::Borrowed(bytes)),
    }
}
