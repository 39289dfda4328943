//! The book to EPUB; alone names epub-builder and zip.

mod access;
mod address;
mod assemble;
mod blocks;
mod container;
mod context;
mod deflate;
mod division;
mod draft;
mod drawings;
mod glossary;
mod identity;
mod images;
mod indexes;
mod inlines;
mod kinds;
mod listings;
mod lists;
mod locators;
mod matter;
mod navigation;
mod notes;
mod package;
mod pictures;
mod relators;
#[cfg(test)]
mod sample;
mod search_keys;
mod sections;
mod sfnt;
mod spoken;
mod starts;
mod stylesheet;
mod subset;
mod symbols;
mod tables;
#[cfg(test)]
mod tests;
mod threads;
mod titles;
mod works;
mod xhtml;

use std::borrow::Cow;
use std::sync::{Mutex, PoisonError};

use rayon::prelude::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

use crate::epub::container::Parts;
use crate::epub::context::Context;
use crate::epub::draft::File;
use crate::model::book::{Book, Matter, Section, SectionId, SectionKind};
use crate::model::edition::Generated;
use crate::model::index::Indexes;
use crate::model::inputs::{ImageFile, Inputs};
use crate::model::pages::Pages;

/// The ebook of a book: EPUB 3.3, one file for each section.
///
/// Page markers, the labels of locators and generated references come from
/// `pages`. Equal input gives equal bytes.
pub fn write(book: &Book, indexes: &Indexes, pages: &Pages, inputs: &Inputs) -> Vec<u8> {
    let context = Context::new(book, indexes, pages, inputs);
    let leaves = assemble::leaves(&context, division::divided(files(&context)));
    let sheet = stylesheet::stylesheet(&book.edition, inputs, &leaves);
    let fonts: Vec<(String, &[u8], &'static str)> = sheet
        .fonts
        .iter()
        .map(|(place, font)| (place.clone(), font.as_slice(), stylesheet::media_type(font)))
        .collect();
    let font_items: Vec<package::FontItem<'_>> =
        fonts.iter().map(|(place, _, media_type)| (place.as_str(), *media_type)).collect();
    let keys = search_keys::document(&context, &leaves);
    let keys = keys
        .as_ref()
        .map(|keys| (search_keys::PLACE.to_string(), keys.as_bytes(), search_keys::MEDIA_TYPE));
    let used: Vec<(&String, &ImageFile)> =
        leaves.images.iter().filter_map(|name| inputs.images.get_key_value(name)).collect();
    let one_by_one = Mutex::new(());
    let images: Vec<(String, Cow<'_, [u8]>)> = used
        .par_iter()
        .map(|(name, image)| {
            let waits = || one_by_one.lock().unwrap_or_else(PoisonError::into_inner);
            let _turn = pictures::is_large(image).then(waits);
            let data = match inputs.drawings.get(*name) {
                Some(drawing) => {
                    Cow::Owned(drawings::svg(drawing, image.width, image.height).into_bytes())
                }
                None => pictures::fitted(image, book.edition.ebook.image_pixels),
            };
            (context.images[name.as_str()].clone(), data)
        })
        .collect();
    let images = images.iter().map(|(place, data)| (place.clone(), data.as_ref()));
    let identifiers = identity::identifiers(&book.edition);
    let text = leaves.leaves.iter();
    container::bytes(&Parts {
        package: package::document(&context, &leaves, inputs, &font_items),
        navigation: navigation::document(&context, &leaves),
        ncx: navigation::ncx(&context, &leaves, &identifiers[0]),
        stylesheet: sheet.text,
        text: text
            .map(|leaf| (format!("text/{}.xhtml", leaf.name), leaf.markup.as_str()))
            .collect(),
        resources: fonts.into_iter().chain(keys).collect(),
        images: images.collect(),
        date: identity::moment(&book.edition),
    })
}

/// The files in reading order: the cover, the sections, and the notes before
/// the back matter, if they have a file and the contents do not place it.
fn files(context: &Context<'_>) -> Vec<File> {
    let book = context.book;
    let sections: Vec<Option<File>> = book
        .sections
        .par_iter()
        .enumerate()
        .map(|(at, section)| {
            let mut file = file(context, section)?;
            file.section = Some(SectionId(at as u32));
            file.matter = section.matter;
            Some(file)
        })
        .collect();
    let mut files = vec![matter::cover(context, &free_name(book, "cover"))];
    let has_place =
        |section: &Section| matches!(section.kind, SectionKind::Generated(Generated::Notes));
    let mut notes = (context.has_notes_file() && !book.sections.iter().any(has_place))
        .then(|| notes::file(context, &free_name(book, "notes"), None))
        .flatten();
    for (section, file) in book.sections.iter().zip(sections) {
        if section.matter == Matter::Back {
            files.extend(notes.take());
        }
        files.extend(file);
    }
    files.extend(notes);
    files
}

/// The file of a section; none for notes that stand with their sections.
fn file(context: &Context<'_>, section: &Section) -> Option<File> {
    match &section.kind {
        SectionKind::Chapter(chapter) => Some(sections::chapter(context, section, chapter)),
        SectionKind::Part(part) => Some(sections::part(context, section, part)),
        SectionKind::Generated(Generated::Notes) => context
            .has_notes_file()
            .then(|| notes::file(context, &section.name, Some(section.anchor)))
            .flatten(),
        SectionKind::Generated(Generated::Glossary) => Some(glossary::file(context, section)),
        SectionKind::Generated(Generated::Bibliography) => Some(works::file(context, section)),
        SectionKind::Generated(Generated::Abbreviations) => {
            Some(glossary::abbreviations(context, section))
        }
        SectionKind::Generated(Generated::Listing(_)) => Some(listings::file(context, section)),
        SectionKind::Generated(Generated::Symbols) => symbols::file(context, section),
        SectionKind::Generated(Generated::Index(at)) => Some(indexes::file(context, section, *at)),
        SectionKind::Generated(generated) => matter::file(context, section, generated)
            .or_else(|| lists::file(context, section, generated)),
    }
}

/// A name that no section has.
fn free_name(book: &Book, wanted: &str) -> String {
    let mut name = wanted.to_string();
    while book.sections.iter().any(|section| section.name == name) {
        name.push('-');
    }
    name
}
