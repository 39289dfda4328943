//! The container: epub-builder puts it together, a second pass makes it right.

use std::io::{Cursor, Read, Write};

use epub_builder::{EpubBuilder, EpubVersion, ZipLibrary};
use zip::read::read_zipfile_from_stream;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use crate::epub::deflate;
use crate::model::date::Date;

/// What an ebook consists of. Names are places below its root.
pub(crate) struct Parts<'a> {
    pub(crate) package: String,
    pub(crate) navigation: String,
    pub(crate) ncx: String,
    pub(crate) stylesheet: String,
    /// In reading order.
    pub(crate) text: Vec<(String, &'a str)>,
    /// Name, data, media type.
    pub(crate) resources: Vec<(String, &'a [u8], &'static str)>,
    pub(crate) images: Vec<(String, &'a [u8])>,
    pub(crate) date: Date,
}

/// Nothing here touches a disk, and all names are ours: each once, in ASCII.
const NO_FAILURE: &str = "an archive in memory takes every name once";

/// The bytes of the ebook.
pub(crate) fn bytes(parts: &Parts<'_>) -> Vec<u8> {
    finished(&assembled(), parts).expect(NO_FAILURE)
}

/// The container as epub-builder makes it.
///
/// Its package document, navigation and stylesheet are replaced: the templates
/// can carry neither page list nor accessibility metadata. Its metadata stay
/// empty: `author` and `lang` would share an identifier.
fn assembled() -> Vec<u8> {
    let zip = ZipLibrary::new().expect(NO_FAILURE);
    let mut builder = EpubBuilder::new(zip).expect(NO_FAILURE);
    builder.epub_version(EpubVersion::V33);
    let mut bytes = Vec::new();
    builder.generate(&mut bytes).expect(NO_FAILURE);
    bytes
}

/// The container with the book in it, all times those of the edition. Images
/// of pixels do not shrink and are stored.
fn finished(assembled: &[u8], parts: &Parts<'_>) -> zip::result::ZipResult<Vec<u8>> {
    let time = time(parts.date);
    let deflated = deflate::all(&contents(parts));
    let stored = SimpleFileOptions::default().last_modified_time(time).unix_permissions(0o644);
    let stored = stored.compression_method(CompressionMethod::Stored);
    let mut archive = ZipArchive::new(Cursor::new(assembled))?;
    let size: usize = deflated.iter().map(|file| file.data.len() + 300).sum();
    let images: usize = parts.images.iter().map(|(_, data)| data.len() + 300).sum();
    let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(size + images)));
    writer.start_file("mimetype", stored)?;
    writer.write_all(b"application/epub+zip")?;
    for at in 0..archive.len() {
        let file = archive.by_index_raw(at)?;
        if file.name().starts_with("META-INF/") {
            writer.raw_copy_file_touch(file, time, Some(0o644))?;
        }
    }
    for file in &deflated {
        let mut entry = file.header.as_slice().chain(&file.data[..]);
        let file = read_zipfile_from_stream(&mut entry)?.expect("the header is that of a file");
        writer.raw_copy_file_touch(file, time, Some(0o644))?;
    }
    for (name, data) in parts.images.iter().filter(|(name, _)| !is_drawing(name)) {
        writer.start_file(format!("OEBPS/{name}"), stored)?;
        writer.write_all(data)?;
    }
    Ok(writer.finish()?.into_inner())
}

/// What is compressed, in the order of the archive.
fn contents<'p>(parts: &'p Parts<'_>) -> Vec<(String, &'p [u8])> {
    let of_book = [
        ("content.opf", &parts.package),
        ("nav.xhtml", &parts.navigation),
        ("toc.ncx", &parts.ncx),
        ("stylesheet.css", &parts.stylesheet),
    ];
    let of_book = of_book.map(|(name, text)| (format!("OEBPS/{name}"), text.as_bytes()));
    let text = parts.text.iter();
    let text = text.map(|(name, markup)| (format!("OEBPS/{name}"), markup.as_bytes()));
    let resources = parts.resources.iter();
    let resources = resources.map(|(name, data, _)| (format!("OEBPS/{name}"), *data));
    let drawings = parts.images.iter().filter(|(name, _)| is_drawing(name));
    let drawings = drawings.map(|(name, data)| (format!("OEBPS/{name}"), &data[..]));
    of_book.into_iter().chain(text).chain(resources).chain(drawings).collect()
}

/// Whether an image is text, which shrinks.
fn is_drawing(name: &str) -> bool {
    name.ends_with(".svg")
}

/// The moment of the edition in the archive; zip knows no year before 1980.
fn time(date: Date) -> DateTime {
    let (month, day) = (date.month.unwrap_or(1), date.day.unwrap_or(1));
    let year = u16::try_from(date.year).unwrap_or_default();
    DateTime::from_date_and_time(year, month, day, 0, 0, 0).unwrap_or_default()
}
