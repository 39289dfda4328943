//! Files with holes to files without: every link finds its address, every page
//! its marker.

use rayon::prelude::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};

use crate::epub::context::Context;
use crate::epub::draft::{Faces, File};
use crate::epub::kinds;
use crate::epub::starts;
use crate::epub::xhtml::{Fill, escape};
use crate::model::book::{AnchorId, Book, Matter, SectionId};

/// A file of the text as the ebook has it.
#[derive(Debug)]
pub(crate) struct Leaf {
    /// The stem of its name.
    pub(crate) name: String,
    pub(crate) matter: Matter,
    pub(crate) section: Option<SectionId>,
    /// What the manifest says of it: `index`, `glossary` or nothing.
    pub(crate) property: &'static str,
    /// Whether it goes on with what the one before it began.
    pub(crate) is_continued: bool,
    pub(crate) markup: String,
}

/// The text of the ebook, in reading order, and where everything stands.
#[derive(Debug)]
pub(crate) struct Leaves {
    pub(crate) leaves: Vec<Leaf>,
    pub(crate) addresses: Addresses,
    /// The page markers that were written, in order.
    pub(crate) markers: Vec<Marker>,
    /// The images used, in order of their names.
    pub(crate) images: Vec<String>,
    pub(crate) faces: Faces,
}

/// A page marker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Marker {
    /// The file, as a position in [`Leaves::leaves`].
    pub(crate) leaf: usize,
    pub(crate) id: String,
    /// The folio.
    pub(crate) label: String,
}

/// Which file holds what.
#[derive(Debug)]
pub(crate) struct Addresses {
    names: Vec<String>,
    /// By `AnchorId`: the first file with its identifier.
    anchors: Vec<Option<u32>>,
    /// By `SectionId`: its first file; where it has none, the one before it.
    sections: Vec<u32>,
}

impl Addresses {
    fn new(book: &Book, files: &[File]) -> Addresses {
        let mut anchors = vec![None; book.anchors.len()];
        let mut of_section = vec![None; book.sections.len()];
        for (file, at) in files.iter().zip(0..) {
            for (anchor, _) in &file.anchors {
                anchors[anchor.0 as usize].get_or_insert(at);
            }
            if let Some(section) = file.section {
                of_section[section.0 as usize].get_or_insert(at);
            }
        }
        let mut last = 0;
        let sections = of_section.into_iter().map(|file| {
            last = file.unwrap_or(last);
            last
        });
        let sections = sections.collect();
        Addresses { names: files.iter().map(|file| file.name.clone()).collect(), anchors, sections }
    }

    /// The file of a section, as a position in [`Leaves::leaves`].
    pub(crate) fn leaf_of(&self, section: SectionId) -> usize {
        self.sections[section.0 as usize] as usize
    }

    /// The name of a section's file, without its folder.
    pub(crate) fn section(&self, section: SectionId) -> String {
        format!("{}.xhtml", self.names[self.leaf_of(section)])
    }

    /// The address of an anchor as seen from a file of the text (or from none
    /// of them), without the folder. Where a whole file is meant it has no
    /// fragment, and an anchor that nothing carries leads to its section.
    pub(crate) fn anchor(&self, book: &Book, anchor: AnchorId, from: Option<usize>) -> String {
        let Some(at) = self.anchors[anchor.0 as usize] else {
            return self.section(book.anchor(anchor).section);
        };
        let id = &book.anchor(anchor).id;
        if from == Some(at as usize) {
            return format!("#{id}");
        }
        let name = &self.names[at as usize];
        if book.section(book.anchor(anchor).section).anchor == anchor {
            format!("{name}.xhtml")
        } else {
            format!("{name}.xhtml#{id}")
        }
    }
}

/// Fills all holes.
///
/// Of the page markers only those are written whose pages rise through the
/// ebook, each once: see [`starts::rising`].
pub(crate) fn leaves(context: &Context<'_>, files: Vec<File>) -> Leaves {
    let addresses = Addresses::new(context.book, &files);
    let markers = markers(context, &files);
    let mut images: Vec<String> = files.iter().flat_map(|file| file.images.clone()).collect();
    images.sort_unstable();
    images.dedup();
    let faces = Faces {
        has_bold: files.iter().any(|file| file.faces.has_bold),
        has_bold_italic: files.iter().any(|file| file.faces.has_bold_italic),
    };
    let leaves =
        files.into_par_iter().zip(&markers).enumerate().map(|(at, (file, markers))| Leaf {
            markup: markup(context.book, &file, at, &addresses, markers),
            name: file.name,
            matter: file.matter,
            section: file.section,
            property: file.property,
            is_continued: file.is_continued,
        });
    let leaves = leaves.collect();
    let markers = markers.into_iter().flatten().flatten().collect();
    Leaves { leaves, addresses, markers, images, faces }
}

/// By file: the marker of each page hole, or nothing.
fn markers(context: &Context<'_>, files: &[File]) -> Vec<Vec<Option<Marker>>> {
    let mut places = Vec::new();
    for (at, file) in files.iter().enumerate() {
        for hole in file.body.holes() {
            if let Fill::Page(page) = hole.fill {
                places.push((at, page));
            }
        }
    }
    // A page whose folio another one has cannot be in the list.
    let labelled: Vec<usize> = (0..places.len())
        .filter(|place| context.starts.label(places[*place].1).is_some())
        .collect();
    let pages: Vec<u32> = labelled.iter().map(|place| places[*place].1).collect();
    let mut is_kept = vec![false; places.len()];
    for (place, is_rising) in labelled.iter().zip(starts::rising(&pages)) {
        is_kept[*place] = is_rising;
    }
    let mut markers = vec![Vec::new(); files.len()];
    for ((leaf, page), is_kept) in places.into_iter().zip(is_kept) {
        let label = context.starts.label(page).filter(|_| is_kept);
        markers[leaf].push(label.map(|label| Marker {
            leaf,
            id: context.own_id(format!("page-{label}")),
            label: label.to_string(),
        }));
    }
    markers
}

fn markup(
    book: &Book,
    file: &File,
    at: usize,
    addresses: &Addresses,
    markers: &[Option<Marker>],
) -> String {
    let body = file.body.as_str();
    let mut text = String::with_capacity(body.len() + file.body.holes().len() * 32 + 700);
    head(file, !book.edition.ebook.stylesheet.is_empty(), &mut text);
    let mut markers = markers.iter();
    let mut from = 0;
    for hole in file.body.holes() {
        text.push_str(&body[from..hole.at]);
        from = hole.at;
        match hole.fill {
            Fill::Anchor(anchor) => text.push_str(&addresses.anchor(book, anchor, Some(at))),
            Fill::Section(section) => text.push_str(&addresses.section(section)),
            Fill::Page(_) => {
                if let Some(marker) = markers.next().and_then(Option::as_ref) {
                    text.push_str("<span epub:type=\"pagebreak\" role=\"doc-pagebreak\" id=\"");
                    text.push_str(&marker.id);
                    text.push_str("\" aria-label=\"");
                    text.push_str(&marker.label);
                    text.push_str("\"></span>");
                }
            }
        }
    }
    text.push_str(&body[from..]);
    text.push_str("</body>\n</html>\n");
    text
}

/// `is_styled`: whether the edition has rules of its own, which stand below a
/// class.
fn head(file: &File, is_styled: bool, text: &mut String) {
    text.push_str(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!DOCTYPE html>\n\
         <html xmlns=\"http://www.w3.org/1999/xhtml\" \
         xmlns:epub=\"http://www.idpf.org/2007/ops\" \
         epub:prefix=\"z3998: http://www.daisy.org/z3998/2012/vocab/structure/#\" ",
    );
    let tag = file.language.tag();
    text.push_str(&format!("lang=\"{tag}\" xml:lang=\"{tag}\""));
    if file.language.is_right_to_left() {
        text.push_str(" dir=\"rtl\"");
    }
    text.push_str(">\n<head>\n<meta charset=\"utf-8\"/>\n<title>");
    escape(&file.title, text);
    text.push_str(
        "</title>\n<link rel=\"stylesheet\" type=\"text/css\" href=\"../stylesheet.css\"/>\n\
         </head>\n<body",
    );
    text.push_str(if is_styled { " class=\"edition\"" } else { "" });
    text.push_str(" epub:type=\"");
    text.push_str(kinds::matter(file.matter));
    text.push_str("\">\n");
}
