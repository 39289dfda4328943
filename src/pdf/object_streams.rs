//! Object streams (ISO 32000-1, 7.5.7): many small objects, compressed together
//! by whatever thread is idle.

use std::cell::Cell;
use std::sync::{Arc, OnceLock};
use std::thread;

use rayon::Yield;

use crate::pdf::deflate::Deflater;
use crate::pdf::syntax;

/// How many objects share a stream: more compress better, fewer are quicker
/// to look up.
const OBJECTS_A_STREAM: usize = 400;

/// Room for the objects of most streams.
const ROOM: usize = 1 << 16;

/// Objects that wait to be packed.
#[derive(Default)]
pub struct Objects {
    /// Their numbers, and where they begin in `bytes`.
    index: Vec<(u32, u32)>,
    bytes: Vec<u8>,
}

/// A stream in the making: its dictionary's entries and its compressed bytes.
#[derive(Default)]
pub struct ObjectStream(OnceLock<(Vec<u8>, Vec<u8>)>);

/// What a thread packs objects with.
struct Packer {
    deflater: Deflater,
    text: Vec<u8>,
}

thread_local! {
    /// Setting a compressor up takes as long as packing with it.
    static PACKER: Cell<Option<Packer>> = const { Cell::new(None) };
}

impl Objects {
    /// Adds the object numbered `id`; gives its place in the stream.
    pub fn write(&mut self, id: u32, write: impl FnOnce(&mut Vec<u8>)) -> u16 {
        if self.index.is_empty() {
            self.index.reserve_exact(OBJECTS_A_STREAM);
            self.bytes.reserve_exact(ROOM);
        }
        let position = self.index.len() as u16;
        self.index.push((id, self.bytes.len() as u32));
        write(&mut self.bytes);
        self.bytes.push(b'\n');
        position
    }

    pub fn is_empty(&self) -> bool {
        self.index.is_empty()
    }

    pub fn is_full(&self) -> bool {
        self.index.len() == OBJECTS_A_STREAM
    }

    /// Has the objects packed by another thread, if there is one.
    pub fn pack(self) -> Arc<ObjectStream> {
        let stream = Arc::new(ObjectStream::default());
        let made = Arc::clone(&stream);
        rayon::spawn(move || {
            made.0.get_or_init(|| self.packed());
        });
        stream
    }

    fn packed(self) -> (Vec<u8>, Vec<u8>) {
        let packer = PACKER.take();
        let mut packer =
            packer.unwrap_or_else(|| Packer { deflater: Deflater::quick(), text: Vec::new() });
        let text = &mut packer.text;
        text.clear();
        for (id, at) in &self.index {
            syntax::integer(text, i64::from(*id));
            text.push(b' ');
            syntax::integer(text, i64::from(*at));
            text.push(b' ');
        }
        let entries =
            format!("/Type/ObjStm/Filter/FlateDecode/N {}/First {}", self.index.len(), text.len());
        text.extend_from_slice(&self.bytes);
        let data = packer.deflater.deflate(text);
        PACKER.set(Some(packer));
        (entries.into_bytes(), data)
    }
}

impl ObjectStream {
    /// The stream once it is made; until then this thread packs others.
    pub fn wait(&self) -> (&[u8], &[u8]) {
        loop {
            if let Some((entries, data)) = self.0.get() {
                return (entries, data);
            }
            if rayon::yield_now() != Some(Yield::Executed) {
                thread::yield_now();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::Objects;

    fn objects() -> Objects {
        let mut objects = Objects::default();
        for id in [7, 3] {
            objects.write(id, |out| out.extend_from_slice(format!("<</N {id}>>").as_bytes()));
        }
        objects
    }

    #[track_caller]
    fn check(threads: usize) {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        pool.expect("a pool").install(|| {
            let streams = [objects().pack(), objects().pack()];
            for stream in &streams {
                let (entries, data) = stream.wait();
                assert_eq!(entries, b"/Type/ObjStm/Filter/FlateDecode/N 2/First 8");
                let mut text = String::new();
                let read = flate2::read::ZlibDecoder::new(data).read_to_string(&mut text);
                read.expect("a zlib stream");
                assert_eq!(text, "7 0 3 9 <</N 7>>\n<</N 3>>\n");
            }
        });
    }

    #[test]
    fn objects_are_packed_by_one_thread_or_several() {
        check(1);
        check(2);
    }
}
