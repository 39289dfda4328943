//! The container: epub-builder puts it together, a second pass makes it right.

use std::io::{Cursor, Write};

use epub_builder::{EpubBuilder, EpubContent, EpubVersion, ZipLibrary};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

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

/// Files that epub-builder writes and we replace: its templates can carry
/// neither page list nor accessibility metadata.
const REPLACED: [&str; 4] = ["mimetype", "OEBPS/content.opf", "OEBPS/nav.xhtml", "OEBPS/toc.ncx"];

/// The bytes of the ebook.
pub(crate) fn bytes(parts: &Parts<'_>) -> Vec<u8> {
    finished(&assembled(parts), parts).expect(NO_FAILURE)
}

/// The container as epub-builder makes it, with text, stylesheet, fonts and
/// search keys.
///
/// Its metadata stay empty: `author` and `lang` would share an identifier, and
/// the package document is replaced anyway.
fn assembled(parts: &Parts<'_>) -> Vec<u8> {
    let zip = ZipLibrary::new().expect(NO_FAILURE);
    let mut builder = EpubBuilder::new(zip).expect(NO_FAILURE);
    builder.epub_version(EpubVersion::V33);
    builder.stylesheet(parts.stylesheet.as_bytes()).expect(NO_FAILURE);
    for (name, markup) in &parts.text {
        let content = EpubContent::new(name.as_str(), markup.as_bytes());
        builder.add_content(content).expect(NO_FAILURE);
    }
    for (name, data, media_type) in &parts.resources {
        builder.add_resource(name, *data, *media_type).expect(NO_FAILURE);
    }
    let mut bytes = Vec::new();
    builder.generate(&mut bytes).expect(NO_FAILURE);
    bytes
}

/// The same with our own package document and navigation, all times those of
/// the edition. What is compressed already is copied as it is; images do not
/// shrink and are stored.
fn finished(assembled: &[u8], parts: &Parts<'_>) -> zip::result::ZipResult<Vec<u8>> {
    let time = time(parts.date);
    let deflated = SimpleFileOptions::default().last_modified_time(time).unix_permissions(0o644);
    let deflated = deflated.compression_method(CompressionMethod::Deflated);
    let stored = deflated.compression_method(CompressionMethod::Stored);
    let mut archive = ZipArchive::new(Cursor::new(assembled))?;
    let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(assembled.len() + 65_536)));
    writer.start_file("mimetype", stored)?;
    writer.write_all(b"application/epub+zip")?;
    let ours = [&parts.package, &parts.navigation, &parts.ncx];
    let mut is_ours_written = false;
    for at in 0..archive.len() {
        let file = archive.by_index_raw(at)?;
        if REPLACED.contains(&file.name()) {
            continue;
        }
        if file.name().starts_with("OEBPS/") && !is_ours_written {
            is_ours_written = true;
            for (name, text) in REPLACED[1..].iter().zip(ours) {
                writer.start_file(*name, deflated)?;
                writer.write_all(text.as_bytes())?;
            }
        }
        writer.raw_copy_file_touch(file, time, Some(0o644))?;
    }
    for (name, data) in &parts.images {
        writer.start_file(format!("OEBPS/{name}"), stored)?;
        writer.write_all(data)?;
    }
    Ok(writer.finish()?.into_inner())
}

/// The moment of the edition in the archive; zip knows no year before 1980.
fn time(date: Date) -> DateTime {
    let (month, day) = (date.month.unwrap_or(1), date.day.unwrap_or(1));
    let year = u16::try_from(date.year).unwrap_or_default();
    DateTime::from_date_and_time(year, month, day, 0, 0, 0).unwrap_or_default()
}
