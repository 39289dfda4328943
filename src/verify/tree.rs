//! A PDF's structure to what stands in each section and each note: marked
//! stretches of the pages, in the order in which the tree has them.

use rustc_hash::FxHashMap;

use crate::verify::contents::Contents;
use crate::verify::found::{Found, Home, Ids, Picture, Stream};
use crate::verify::objects::Objects;
use crate::verify::syntax::{self, Reader, Value};

/// How deep the tree may be: the manuscript's own nesting is bounded, too.
const DEEPEST: usize = 256;

/// What the tree is read with.
pub(crate) struct Tree<'a> {
    pub(crate) objects: &'a Objects<'a>,
    pub(crate) ids: &'a Ids<'a>,
    /// By number of a page's object: its place.
    pub(crate) pages: &'a FxHashMap<u32, u32>,
    /// By page.
    pub(crate) contents: &'a [Contents],
}

/// A node as it is written.
#[derive(Default)]
struct Node<'d> {
    kind: &'d [u8],
    id: Option<Value<'d>>,
    alternative: Option<Value<'d>>,
    /// The page of the stretches that name none.
    page: Option<u32>,
    kids: Value<'d>,
}

/// Where the walk is.
#[derive(Clone, Copy)]
struct Place {
    depth: usize,
    /// Whether what is here stands in a line.
    is_inline: bool,
}

impl<'a> Tree<'a> {
    /// Reads the whole tree.
    pub(crate) fn read(&self, found: &mut Found) -> Result<(), String> {
        let catalogue = self.objects.catalogue()?;
        let root = self.objects.under(catalogue, b"/StructTreeRoot");
        let root = root.ok_or("it has no structure")?;
        let document = self.objects.under(root, b"/K").ok_or("its structure is empty")?;
        let mut rest = Stream::default();
        self.node(document, Place { depth: 0, is_inline: true }, &mut rest, found)?;
        found.loose = rest.pictures;
        Ok(())
    }

    fn node(
        &self,
        value: Value<'_>,
        place: Place,
        stream: &mut Stream,
        found: &mut Found,
    ) -> Result<(), String> {
        if place.depth > DEEPEST {
            return Err("its structure is too deep".to_string());
        }
        let node = self.parsed(value);
        let (depth, is_inline) = (place.depth + 1, false);
        let below = Place { depth, is_inline };
        match node.kind {
            b"/Sect" | b"/Part" | b"/Index" | b"/Note" => {
                let id = node.id.map(syntax::string).unwrap_or_default();
                let Some((_, home)) = self.ids.find(&id) else {
                    return self.kids(&node, below, stream, found);
                };
                let mut own = Stream::default();
                if let Home::Note(at) = home {
                    // Its place is where it begins.
                    found.order.push(at);
                }
                self.kids(&node, below, &mut own, found)?;
                match home {
                    Home::Note(at) => found.notes[at] = Some(own),
                    home => found.add(home, own),
                }
            }
            b"/Figure" => {
                let mut caption = Stream::default();
                self.kids(&node, below, &mut caption, found)?;
                let alternative = node.alternative.map(syntax::string).unwrap_or_default();
                stream.pictures.push(Picture {
                    at: stream.end(),
                    key: self.image(&node),
                    alternative: syntax::text(&alternative),
                    is_block: !place.is_inline,
                    caption,
                });
            }
            b"/Link" | b"/Span" | b"/Document" => {
                let below = Place { depth, is_inline: true };
                self.kids(&node, below, stream, found)?;
            }
            kind => {
                stream.bound();
                let from = stream.end();
                self.kids(&node, below, stream, found)?;
                let to = stream.end();
                if kind == b"/Lbl" {
                    stream.labels.push((from, to));
                } else if kind.starts_with(b"/H") {
                    stream.headings.push((from, to));
                }
                stream.bound();
            }
        }
        Ok(())
    }

    fn parsed<'d>(&self, value: Value<'d>) -> Node<'d> {
        let mut node = Node::default();
        for (key, value) in syntax::entries(value) {
            match key {
                [b'/', b'S'] => node.kind = value,
                [b'/', b'I', b'D'] => node.id = Some(value),
                [b'/', b'A', b'l', b't'] => node.alternative = Some(value),
                [b'/', b'P', b'g'] => node.page = self.page(value),
                [b'/', b'K'] => node.kids = value,
                _ => {}
            }
        }
        node
    }

    fn page(&self, value: Value<'_>) -> Option<u32> {
        self.pages.get(&syntax::reference(value)?).copied()
    }

    fn kids(
        &self,
        node: &Node<'_>,
        place: Place,
        stream: &mut Stream,
        found: &mut Found,
    ) -> Result<(), String> {
        let inner = node.kids.strip_prefix(b"[").and_then(|list| list.strip_suffix(b"]"));
        let mut reader = Reader::new(inner.unwrap_or(node.kids));
        while let Some(kid) = reader.value() {
            if let Some(number) = syntax::number(kid) {
                self.stretch(node.page, number, stream);
            } else if let Some(id) = syntax::reference(kid) {
                let below = self.objects.get(id).ok_or("a node of its structure is missing")?;
                self.node(below, place, stream, found)?;
            } else if let Some(number) = syntax::get(kid, b"/MCID").and_then(syntax::number) {
                let page = syntax::get(kid, b"/Pg").and_then(|page| self.page(page));
                self.stretch(page.or(node.page), number, stream);
            }
        }
        Ok(())
    }

    /// Adds the letters of a marked stretch.
    fn stretch(&self, page: Option<u32>, number: u32, stream: &mut Stream) {
        let Some(page) = page else { return };
        let contents = &self.contents[page as usize];
        let Some(&(from, to)) = contents.stretches.get(number as usize) else { return };
        if from < to {
            if stream.pages.last().is_none_or(|(_, last)| *last != page) {
                stream.pages.push((stream.end(), page));
            }
            stream.letters.push_str(&contents.letters[from as usize..to as usize]);
        }
    }

    /// What the image of a figure is called.
    fn image(&self, node: &Node<'_>) -> String {
        let inner = node.kids.strip_prefix(b"[").unwrap_or(node.kids);
        let number = Reader::new(inner).token().and_then(syntax::number);
        let contents = node.page.map(|page| &self.contents[page as usize]);
        let images = contents.map_or(&[][..], |contents| &contents.images);
        let image = images.iter().find(|(_, mark)| mark.is_some() && *mark == number);
        image.map_or(String::new(), |(name, _)| String::from_utf8_lossy(name).into_owned())
    }

    /// Reads where the names of the file lead.
    pub(crate) fn destinations(&self) -> Option<Vec<Option<u32>>> {
        let catalogue = self.objects.catalogue().ok()?;
        let names = self.objects.under(catalogue, b"/Names")?;
        let mut destinations = vec![None; self.ids.count()];
        let mut open = vec![self.objects.under(names, b"/Dests")?];
        // Each turn opens one node; no tree has more than the book has names.
        for _ in 0..=destinations.len() {
            let Some(node) = open.pop() else { break };
            let kids = self.objects.under(node, b"/Kids").map(syntax::list).unwrap_or_default();
            open.extend(kids.iter().filter_map(|kid| self.objects.resolve(kid)));
            let pairs = self.objects.under(node, b"/Names").map(syntax::list).unwrap_or_default();
            for pair in pairs.chunks_exact(2) {
                let anchor = self.ids.find(&syntax::string(pair[0]));
                let place = self.objects.resolve(pair[1]).and_then(|it| it.strip_prefix(b"["));
                let page = place.and_then(|place| Reader::new(place).value());
                if let (Some((anchor, _)), Some(page)) = (anchor, page) {
                    destinations[anchor.0 as usize] = self.page(page);
                }
            }
        }
        Some(destinations)
    }
}
