//! Pages: what printpdf drew, our text and our fonts, put together.

use lopdf::{Dictionary, Document, Object};

use crate::model::length::Length;
use crate::model::pages::FaceId;
use crate::model::proof::Apron;
use crate::pdf::deflate::Deflater;
use crate::pdf::file::File;
use crate::pdf::fonts::Font;
use crate::pdf::streams::PageText;
use crate::pdf::structure::Order;
use crate::pdf::syntax;
use crate::pdf::text;

/// What the pages of all files are made of.
pub struct Parts {
    /// By `FaceId`.
    pub fonts: Vec<Option<Font>>,
    /// By page.
    pub texts: Vec<PageText>,
    pub order: Order,
    /// The names of fonts that pages want and no reader could use.
    pub unusable: Vec<String>,
}

/// The sheet that each page is put on.
pub struct Sheet {
    pub width: Length,
    pub height: Length,
    /// What is added to the trim on each side.
    pub margin: Length,
    /// The bleed, part of the margin; none for a page on a screen.
    pub bleed: Option<Length>,
    /// Paper around the trim of a proof; places are still counted from the
    /// trim's corner, so that the paper's has negative ones.
    pub apron: Option<Apron>,
    /// Operators before everything else of a page: where its corner is, inks.
    pub prefix: Vec<u8>,
    /// Entries of the resources of all pages.
    pub resources: Vec<u8>,
}

/// The numbers of the pages' objects.
pub struct Leaves {
    /// The root of the tree of pages.
    pub tree: u32,
    /// By page.
    pub ids: Vec<u32>,
}

/// Adds the pages to a file in which nothing but `drawing`'s numbers may be
/// taken. `annotate` adds the annotations of a page and gives their numbers.
pub fn pages<'p>(
    file: &mut File<'p>,
    parts: &'p Parts,
    sheet: &Sheet,
    mut drawing: Document,
    mut annotate: impl FnMut(&mut File<'p>, usize) -> Vec<u32>,
) -> Leaves {
    let (leaves, resources) = begin(file, &parts.fonts, &mut drawing, &sheet.resources);
    let mut deflater = Deflater::quick();
    let prefix = (!sheet.prefix.is_empty())
        .then(|| file.add_deflated(Vec::new(), deflater.deflate(&sheet.prefix)));
    let mut written = Vec::with_capacity(leaves.ids.len());
    for (at, id) in leaves.ids.iter().enumerate() {
        let mut contents: Vec<u32> = prefix.into_iter().collect();
        if let Some(drawn) = take_drawn(&mut drawing, *id) {
            contents.push(file.add_deflated(Vec::new(), deflater.deflate(&drawn)));
        }
        let text = &parts.texts[at];
        for stream in [&text.body, &text.furniture].into_iter().flatten() {
            contents.push(file.add_packed(Vec::new(), stream));
        }
        let annotations = annotate(file, at);
        let page = drawing.objects.remove(&(*id, 0)).expect("printpdf has made the page");
        let mut page = page.as_dict().expect("a page is a dictionary").clone();
        for key in ["CropBox", "TrimBox", "Resources", "Contents", "Annots"] {
            page.remove(key.as_bytes());
        }
        boxes(&mut page, sheet);
        let mut out = b"<<".to_vec();
        syntax::entries(&mut out, &page);
        for (key, ids) in [(&b"/Contents"[..], contents), (b"/Annots", annotations)] {
            if !ids.is_empty() {
                out.extend_from_slice(key);
                syntax::references(&mut out, ids);
            }
        }
        out.extend_from_slice(b"/Resources ");
        syntax::reference(&mut out, resources);
        out.extend_from_slice(b"/StructParents ");
        syntax::integer(&mut out, at as i64);
        out.extend_from_slice(b"/Tabs/S>>");
        written.push((*id, out));
    }
    // Together, as what is alike packs better.
    for (id, page) in written {
        file.set(id, page);
    }
    objects(file, drawing);
    leaves
}

/// Begins a file in which nothing but `drawing`'s numbers may be taken: leaves
/// of `drawing` what pages are made of, and gives them with the number of the
/// resources that all of them share. `more` are entries of those.
pub fn begin<'p>(
    file: &mut File<'p>,
    fonts: &'p [Option<Font>],
    drawing: &mut Document,
    more: &[u8],
) -> (Leaves, u32) {
    file.reserve_to(drawing.max_id);
    let ids: Vec<u32> = drawing.get_pages().values().map(|id| id.0).collect();
    let leaves = Leaves { tree: tree(drawing), ids };
    let images = strip(drawing, &leaves.ids);
    let resources = resources(file, fonts, images, more);
    (leaves, resources)
}

/// Adds what printpdf made and is left.
pub fn objects(file: &mut File<'_>, drawing: Document) {
    for (id, mut object) in drawing.objects {
        if let Ok(stream) = object.as_stream_mut() {
            stream.dict.remove(b"Length");
        }
        let mut out = Vec::new();
        syntax::object(&mut out, &object);
        match object {
            Object::Stream(stream) => file.set_stream(id.0, out, stream.content),
            _ => file.set(id.0, out),
        }
    }
}

/// The root of printpdf's tree of pages.
fn tree(drawing: &Document) -> u32 {
    let catalogue = drawing.catalog().expect("printpdf makes a catalogue");
    let pages = catalogue.get(b"Pages").and_then(Object::as_reference);
    pages.expect("printpdf makes a tree of pages").0
}

/// Takes away what printpdf adds for the whole document: all of it is made
/// anew. Gives the number of the dictionary of images.
fn strip(drawing: &mut Document, pages: &[u32]) -> Option<u32> {
    for key in [&b"Root"[..], b"Info"] {
        if let Ok(id) = drawing.trailer.get(key).and_then(Object::as_reference) {
            drawing.objects.remove(&id);
        }
    }
    let mut images = None;
    for page in pages {
        let Some(resources) = reference(drawing, *page, b"Resources") else { continue };
        if images.is_none() {
            for key in [&b"Font"[..], b"ExtGState", b"Shading"] {
                if let Some(id) = reference(drawing, resources, key) {
                    drawing.objects.remove(&(id, 0));
                }
            }
            images = reference(drawing, resources, b"XObject");
        }
        drawing.objects.remove(&(resources, 0));
    }
    images
}

/// What a dictionary refers to under a key.
fn reference(drawing: &Document, dictionary: u32, key: &[u8]) -> Option<u32> {
    let dictionary = drawing.get_dictionary((dictionary, 0)).ok()?;
    Some(dictionary.get(key).and_then(Object::as_reference).ok()?.0)
}

/// Takes out the operators that printpdf wrote for a page, if there are any.
pub fn take_drawn(drawing: &mut Document, page: u32) -> Option<Vec<u8>> {
    let contents = reference(drawing, page, b"Contents")?;
    match drawing.objects.remove(&(contents, 0)) {
        Some(Object::Stream(stream)) if !stream.content.is_empty() => Some(stream.content),
        _ => None,
    }
}

/// Adds the resources that all pages share.
fn resources<'p>(
    file: &mut File<'p>,
    fonts: &'p [Option<Font>],
    images: Option<u32>,
    more: &[u8],
) -> u32 {
    let mut out = b"<</Font<<".to_vec();
    for (at, font) in fonts.iter().enumerate() {
        if let Some(font) = font {
            syntax::name(&mut out, text::font_name(FaceId(at as u16)).as_bytes());
            out.push(b' ');
            syntax::reference(&mut out, font.add(file));
        }
    }
    out.extend_from_slice(b">>");
    out.extend_from_slice(more);
    if let Some(images) = images {
        out.extend_from_slice(b"/XObject ");
        syntax::reference(&mut out, images);
    }
    out.extend_from_slice(b">>");
    file.add(out)
}

/// The sheet, what is trimmed of it, and what may bleed.
fn boxes(page: &mut Dictionary, sheet: &Sheet) {
    if let Some(apron) = sheet.apron {
        let (left, below) = (-apron.left, -apron.below);
        let (right, above) = (sheet.width + apron.right, sheet.height + apron.above);
        page.set("MediaBox", Object::Array([left, below, right, above].map(side).to_vec()));
        page.set("TrimBox", rectangle(sheet, Length::ZERO));
        return;
    }
    page.set("MediaBox", rectangle(sheet, Length::ZERO));
    if let Some(bleed) = sheet.bleed {
        page.set("BleedBox", rectangle(sheet, sheet.margin - bleed));
        page.set("TrimBox", rectangle(sheet, sheet.margin));
    }
}

fn side(length: Length) -> Object {
    Object::Real((syntax::thousandths(length) as f64 / 1000.0) as f32)
}

/// The sheet without a border of a width.
fn rectangle(sheet: &Sheet, border: Length) -> Object {
    Object::Array(vec![
        side(border),
        side(border),
        side(sheet.width - border),
        side(sheet.height - border),
    ])
}
