//! A finished ebook to what it says: by other eyes than those of the stage
//! that wrote it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::model::book::Book;
use crate::verify::archive::Archive;
use crate::verify::found::{Found, Home, Ids, Picture, Stream};
use crate::verify::inflate::Inflater;
use crate::verify::letters;
use crate::verify::markup::{self, Markup, Part};

/// The images of an ebook: by place below its root, their bytes.
pub(crate) type Images<'d> = BTreeMap<String, Cow<'d, [u8]>>;

/// What an ebook says, and its images.
pub(crate) fn read<'d>(
    data: &'d [u8],
    book: &Book,
    ids: &Ids<'_>,
) -> Result<(Found, Images<'d>), String> {
    let mut inflater = Inflater::new();
    let archive = Archive::read(data)?;
    let mut text = |name: &str| -> Result<String, String> {
        let bytes = archive.file(name, &mut inflater)?.into_owned();
        String::from_utf8(bytes).map_err(|_| format!("`{name}` is no text"))
    };
    let container = text("META-INF/container.xml")?;
    let package_name = Markup::new(&container).find_map(|part| match part {
        Part::Start("rootfile", attributes, _) => markup::attribute(attributes, "full-path"),
        _ => None,
    });
    let package_name = package_name.ok_or("it names no package")?;
    let folder = package_name.rsplit_once('/').map_or(String::new(), |(it, _)| format!("{it}/"));
    let package = Package::read(&text(package_name)?);
    let mut reader = Reader::new(Found::new(book), ids);
    for file in &package.spine {
        let page = text(&format!("{folder}{file}"))?;
        let below = file.rsplit_once('/').map_or("", |(below, _)| below);
        reader.file(&page, below);
    }
    let found = reader.finish();
    let mut images = Images::new();
    for name in package.images {
        let bytes = archive.file(&format!("{folder}{name}"), &mut inflater)?;
        images.insert(name, bytes);
    }
    Ok((found, images))
}

/// What the package lists.
struct Package {
    /// The files of the text, in reading order.
    spine: Vec<String>,
    images: Vec<String>,
}

impl Package {
    fn read(text: &str) -> Package {
        let mut items: BTreeMap<&str, &str> = BTreeMap::new();
        let mut package = Package { spine: Vec::new(), images: Vec::new() };
        for part in Markup::new(text) {
            let Part::Start(name, attributes, _) = part else { continue };
            let value = |key| markup::attribute(attributes, key).unwrap_or_default();
            match name {
                "item" => {
                    items.insert(value("id"), value("href"));
                    if value("media-type").starts_with("image/") {
                        package.images.push(value("href").to_string());
                    }
                }
                "itemref" => {
                    let file = items.get(value("idref")).copied().unwrap_or_default();
                    package.spine.push(file.to_string());
                }
                _ => {}
            }
        }
        package
    }
}

/// What an element is to the reader.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// It parts paragraphs.
    Block,
    Heading(u32),
    Inline,
    /// Nothing in it is of the manuscript.
    Skipped,
    /// What is in it belongs to a section or a note.
    Own(Home),
    Figure,
    /// A list of documents, whose heads nobody wrote.
    Listing,
    /// Notes stand in it, and between them nothing of the manuscript.
    Notes,
}

/// Reads the files of the text, one after another.
struct Reader<'a> {
    found: Found,
    ids: &'a Ids<'a>,
    /// The section that a file goes on with, if it names none.
    section: Option<usize>,
    /// The elements that are open, from the outside in.
    open: Vec<Kind>,
    /// The texts that are open, from the outside in.
    streams: Vec<Stream>,
    /// How many elements are open in which nothing counts.
    skipped: usize,
    is_in_notes: bool,
}

impl<'a> Reader<'a> {
    fn new(found: Found, ids: &'a Ids<'a>) -> Reader<'a> {
        let (open, streams) = (Vec::new(), Vec::new());
        Reader { found, ids, section: None, open, streams, skipped: 0, is_in_notes: false }
    }

    fn finish(self) -> Found {
        self.found
    }

    /// Reads a file that stands in a folder.
    fn file(&mut self, text: &str, folder: &str) {
        self.open.clear();
        self.streams.clear();
        self.skipped = 0;
        self.is_in_notes = false;
        let body = text.find("<body").map_or("", |at| &text[at..]);
        let mut is_first = true;
        for part in Markup::new(body) {
            match part {
                Part::Start("section", attributes, false) if is_first => {
                    is_first = false;
                    self.begin_section(attributes);
                }
                Part::Start(name, attributes, is_empty) => {
                    self.start(name, attributes, is_empty, folder);
                }
                Part::End(_) => self.end(),
                Part::Text(text) => {
                    if self.is_read()
                        && let Some(stream) = self.streams.last_mut()
                    {
                        letters::push(&markup::characters(text), &mut stream.letters);
                    }
                }
            }
        }
        while !self.open.is_empty() {
            self.end();
        }
    }

    fn is_read(&self) -> bool {
        self.skipped == 0 && !self.is_in_notes
    }

    /// The outermost section of a file: a section of the book, more of the one
    /// before, or something that the ebook alone has.
    fn begin_section(&mut self, attributes: &str) {
        let id = markup::attribute(attributes, "id");
        let found = id.and_then(|id| self.ids.find(id.as_bytes()));
        let kind = markup::attribute(attributes, "epub:type").unwrap_or_default();
        let home = match found {
            Some((_, Home::Section(at))) => Some(at),
            _ if matches!(kind, "cover" | "endnotes") => None,
            _ => self.section,
        };
        self.section = home;
        self.streams.push(Stream::default());
        let home = home.map_or(Home::Point, Home::Section);
        self.open.push(Kind::Own(home));
    }

    fn start(&mut self, name: &str, attributes: &str, is_empty: bool, folder: &str) {
        if name == "img" && self.skipped == 0 {
            self.image(attributes, folder);
        }
        if is_empty {
            return;
        }
        let id = markup::attribute(attributes, "id");
        let id = id.and_then(|id| self.ids.find(id.as_bytes()));
        let kind = match id {
            Some((_, home @ Home::Note(_))) => Kind::Own(home),
            _ if name == "thead" && self.open.last() == Some(&Kind::Listing) => Kind::Skipped,
            _ => kind(name, attributes),
        };
        if let (Some((anchor, Home::Point)), Some(stream)) = (id, self.streams.last_mut()) {
            stream.anchors.push((stream.letters.len() as u32, anchor));
        }
        let end = self.streams.last().map_or(0, Stream::end);
        let mut kind = kind;
        match kind {
            Kind::Own(_) | Kind::Figure => {
                self.is_in_notes = false;
                self.streams.push(Stream::default());
            }
            Kind::Skipped => self.skipped += 1,
            Kind::Notes => self.is_in_notes = true,
            Kind::Heading(_) => kind = Kind::Heading(end),
            Kind::Block | Kind::Inline | Kind::Listing => {}
        }
        if let (Kind::Block | Kind::Heading(_), Some(stream)) = (kind, self.streams.last_mut()) {
            stream.bound();
        }
        self.open.push(kind);
    }

    fn end(&mut self) {
        let Some(kind) = self.open.pop() else { return };
        match kind {
            Kind::Own(home) => {
                if let Some(stream) = self.streams.pop() {
                    self.found.add(home, stream);
                }
                self.is_in_notes = self.stands_in_notes();
            }
            Kind::Figure => self.end_figure(),
            Kind::Skipped => self.skipped -= 1,
            Kind::Notes => self.is_in_notes = false,
            Kind::Block | Kind::Heading(_) | Kind::Inline | Kind::Listing => {}
        }
        if let (Kind::Block | Kind::Heading(_), Some(stream)) = (kind, self.streams.last_mut()) {
            if let Kind::Heading(from) = kind {
                stream.headings.push((from, stream.letters.len() as u32));
            }
            stream.bound();
        }
    }

    /// Whether what comes next stands between notes.
    fn stands_in_notes(&self) -> bool {
        let mut homes = self.open.iter().rev();
        homes.find(|kind| matches!(kind, Kind::Notes | Kind::Own(_))) == Some(&Kind::Notes)
    }

    fn image(&mut self, attributes: &str, folder: &str) {
        let source = markup::attribute(attributes, "src").unwrap_or_default();
        let key = match source.strip_prefix("../") {
            Some(source) => source.to_string(),
            None => format!("{folder}/{source}"),
        };
        let alternative = markup::attribute(attributes, "alt").unwrap_or_default();
        let alternative = markup::characters(alternative).into_owned();
        self.found.shown.push(key.clone());
        if let Some(stream) = self.streams.last_mut() {
            let (at, caption) = (stream.end(), Stream::default());
            stream.pictures.push(Picture { at, key, alternative, is_block: false, caption });
        }
    }

    /// A figure: its own image, with the rest as its caption.
    fn end_figure(&mut self) {
        let Some(mut caption) = self.streams.pop() else { return };
        let Some(stream) = self.streams.last_mut() else { return };
        let has_image = caption.pictures.first().is_some_and(|image| image.at == 0);
        let mut picture = if has_image { caption.pictures.remove(0) } else { Picture::default() };
        picture.at = stream.end();
        picture.is_block = true;
        picture.caption = caption;
        stream.pictures.push(picture);
        stream.bound();
    }
}

/// What an element is by its name and its class.
fn kind(name: &str, attributes: &str) -> Kind {
    let class = || markup::attribute(attributes, "class").unwrap_or_default();
    match name {
        "em" | "strong" | "s" | "sup" | "sub" | "code" | "del" | "ins" | "i" | "b" | "br"
        | "dfn" | "time" => Kind::Inline,
        "span" if matches!(class(), "mark" | "label") => Kind::Skipped,
        "a" if class() == "backlink" => Kind::Skipped,
        "span" | "a" => Kind::Inline,
        "nav" if markup::attribute(attributes, "epub:type") == Some("index") => Kind::Block,
        "nav" => Kind::Skipped,
        "p" if class() == "status" => Kind::Skipped,
        "section" if class() == "notes" => Kind::Notes,
        "figure" => Kind::Figure,
        "table" if class() == "listing" => Kind::Listing,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Kind::Heading(0),
        _ => Kind::Block,
    }
}
