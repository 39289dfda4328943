//! Images: which of a file's are which of the manuscript's.

use std::collections::BTreeMap;

use crate::model::book::Book;
use crate::model::inputs::{ImageFile, ImageFormat, Inputs};
use crate::verify::ebook;
use crate::verify::expected::{Expected, Passage, Picture};
use crate::verify::found::Found;
use crate::verify::portable;

/// By name of an image below the manuscript folder: what the file calls it.
pub(crate) type Keys<'b> = BTreeMap<&'b str, String>;

/// Every image that the book shows, in reading order of the sections, then of
/// the notes.
pub(crate) fn all<'e, 'b>(
    expected: &'e Expected<'b>,
) -> impl Iterator<Item = &'e Picture<'b>> + use<'e, 'b> {
    let sections = expected.sections.iter().flatten();
    sections.chain(&expected.notes).flat_map(of_passage)
}

/// The images of a passage, those of captions with their figures.
fn of_passage<'e, 'b>(passage: &'e Passage<'b>) -> impl Iterator<Item = &'e Picture<'b>> {
    passage
        .pictures
        .iter()
        .flat_map(|picture| std::iter::once(picture).chain(&picture.caption.pictures))
}

/// Which image of a PDF is which: they stand in the order of the names that
/// the manuscript gives them, each as large as its file. An image that is not
/// there has no key.
pub(crate) fn of_pdf<'b>(
    expected: &Expected<'b>,
    inputs: &Inputs,
    found: &[portable::Image],
) -> Keys<'b> {
    let mut names: Vec<&str> = all(expected).map(|picture| picture.image.name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let mut keys = Keys::new();
    let mut found = found.iter().peekable();
    for name in names {
        let Some(file) = inputs.images.get(name) else { continue };
        let size = match file.format {
            ImageFormat::Svg => None,
            ImageFormat::Png | ImageFormat::Jpeg => Some((file.width, file.height)),
        };
        if let Some((key, _)) = found.next_if(|(_, other)| *other == size) {
            keys.insert(name, key.clone());
        }
    }
    keys
}

/// Which image of an ebook is which: what stands where an image is expected,
/// if it is that image.
pub(crate) fn of_ebook<'b>(judge: &Judge<'_>, expected: &Expected<'b>, found: &Found) -> Keys<'b> {
    let mut keys = Keys::new();
    let sections = expected.sections.iter().zip(&found.sections);
    let sections = sections.filter_map(|(passage, stream)| passage.as_ref().zip(stream.as_ref()));
    let notes = expected.notes.iter().zip(&found.notes);
    let notes = notes.filter_map(|(passage, stream)| Some((passage, stream.as_ref()?)));
    for (passage, stream) in sections.chain(notes) {
        for (picture, other) in passage.pictures.iter().zip(&stream.pictures) {
            let captions = picture.caption.pictures.iter().zip(&other.caption.pictures);
            for (picture, other) in std::iter::once((picture, other)).chain(captions) {
                let name = picture.image.name.as_str();
                if !keys.contains_key(name) && judge.is_that(name, &other.key) {
                    keys.insert(name, other.key.clone());
                }
            }
        }
    }
    keys
}

/// Tells the images of an ebook from each other.
pub(crate) struct Judge<'a> {
    pub(crate) book: &'a Book,
    pub(crate) inputs: &'a Inputs,
    pub(crate) images: &'a ebook::Images<'a>,
}

impl Judge<'_> {
    /// Whether a file of the ebook is an image of the manuscript: it has its
    /// bytes. Larger ones than the edition allows were scaled down, drawings
    /// were drawn again: of those the kind alone is compared.
    pub(crate) fn is_that(&self, name: &str, key: &str) -> bool {
        let (Some(file), Some(bytes)) = (self.inputs.images.get(name), self.images.get(key)) else {
            return false;
        };
        let pixels = u64::from(file.width) * u64::from(file.height);
        match file.format {
            ImageFormat::Svg => bytes.windows(4).take(400).any(|window| window == b"<svg"),
            _ if pixels > self.book.edition.ebook.image_pixels => is_kind(file, bytes),
            ImageFormat::Png | ImageFormat::Jpeg => bytes[..] == file.data[..],
        }
    }
}

fn is_kind(file: &ImageFile, bytes: &[u8]) -> bool {
    match file.format {
        ImageFormat::Png => bytes.starts_with(b"\x89PNG"),
        ImageFormat::Jpeg => bytes.starts_with(&[0xff, 0xd8]),
        ImageFormat::Svg => false,
    }
}
