//! The ebook's files are neither too long nor too large.

use std::io::{Cursor, Read};

use libdeflater::{CompressionLvl, Compressor};

use crate::laws::check;

#[test]
fn the_ebook_is_within_a_twentieth_of_the_best_deflate() {
    check(|edition, made| {
        // In a book of a few words the container itself is most of it.
        if edition.name.contains('/') {
            return vec![];
        }
        let (mut ours, mut best) = (0, 0);
        let mut compressor = Compressor::new(CompressionLvl::best());
        let mut archive = zip::ZipArchive::new(Cursor::new(&made.epub)).expect("a zip file");
        for at in 0..archive.len() {
            let mut file = archive.by_index(at).expect("a file of the container can be read");
            let mut data = Vec::new();
            file.read_to_end(&mut data).expect("a file of the container is whole");
            let mut room = vec![0; compressor.deflate_compress_bound(data.len())];
            let length = compressor.deflate_compress(&data, &mut room).expect("the bound holds");
            ours += file.compressed_size();
            best += length.min(data.len()) as u64;
        }
        if ours * 100 <= best * 105 { vec![] } else { vec![format!("{ours} instead of {best}")] }
    });
}

#[test]
fn no_file_of_the_ebook_is_too_long() {
    // A paragraph or an entry is never divided.
    check(|_, made| {
        let texts = made.ebook.texts.iter().filter(|(path, _)| path.contains("/text/"));
        texts
            .filter(|(_, text)| text.len() > 320_000)
            .map(|(path, text)| format!("{path} has {} bytes", text.len()))
            .collect()
    });
}
