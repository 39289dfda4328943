//! A finished PDF to what it says: by other eyes than those of the stage that
//! wrote it.

use rayon::prelude::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use rustc_hash::FxHashMap;

use crate::model::book::Book;
use crate::verify::contents::{Contents, Scanner};
use crate::verify::fonts::Fonts;
use crate::verify::found::{Found, Ids};
use crate::verify::inflate::Inflater;
use crate::verify::objects::Objects;
use crate::verify::syntax;
use crate::verify::tree::Tree;

/// An image of a PDF: its name there with the slash, width and height in
/// pixels; none for a drawing.
pub(crate) type Image = (String, Option<(u32, u32)>);

/// What a PDF says, and the images it has in the order of their names.
pub(crate) fn read(data: &[u8], book: &Book, ids: &Ids<'_>) -> Result<(Found, Vec<Image>), String> {
    let mut inflater = Inflater::new();
    let objects = Objects::read(data, &mut inflater)?;
    let leaves = objects.pages()?;
    let first = *leaves.first().ok_or("it has no pages")?;
    let fonts = Fonts::read(&objects, first, &mut inflater)?;
    let contents: Result<Vec<Contents>, String> = leaves
        .par_iter()
        .with_min_len(16)
        .map_init(Inflater::new, |inflater, page| read_page(&objects, *page, &fonts, inflater))
        .collect();
    let contents = contents?;
    let pages: FxHashMap<u32, u32> = leaves.iter().copied().zip(0..).collect();
    let mut found = Found::new(book);
    let tree = Tree { objects: &objects, ids, pages: &pages, contents: &contents };
    tree.read(&mut found)?;
    found.destinations = tree.destinations();
    let shown = contents.iter().flat_map(|page| &page.images);
    found.shown = shown.map(|(name, _)| String::from_utf8_lossy(name).into_owned()).collect();
    Ok((found, images(&objects, first)))
}

fn read_page(
    objects: &Objects<'_>,
    page: u32,
    fonts: &Fonts<'_>,
    inflater: &mut Inflater,
) -> Result<Contents, String> {
    let page = objects.get(page).ok_or("a page is missing")?;
    let streams = objects.under(page, b"/Contents").map(syntax::list).unwrap_or_default();
    let mut scanner = Scanner::new(fonts);
    for id in streams.into_iter().filter_map(syntax::reference) {
        let (dictionary, bytes) = objects.stream(id)?;
        match syntax::get(dictionary, b"/Filter") {
            Some(_) => scanner.read(inflater.zlib(bytes)?),
            None => scanner.read(bytes),
        }
    }
    Ok(scanner.finish())
}

/// The images that pages can show; all pages share them.
fn images(objects: &Objects<'_>, page: u32) -> Vec<Image> {
    let images = objects
        .get(page)
        .and_then(|page| objects.under(page, b"/Resources"))
        .and_then(|resources| objects.under(resources, b"/XObject"));
    let mut found = Vec::new();
    for (name, value) in images.into_iter().flat_map(syntax::entries) {
        let stream = syntax::reference(value).and_then(|id| objects.stream(id).ok());
        let Some((dictionary, _)) = stream else { continue };
        let side = |key: &[u8]| syntax::get(dictionary, key).and_then(syntax::number);
        let size = side(b"/Width").zip(side(b"/Height"));
        found.push((String::from_utf8_lossy(name).into_owned(), size));
    }
    found.sort_by(|(one, _), (other, _)| (one.len(), one).cmp(&(other.len(), other)));
    found
}
