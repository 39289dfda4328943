//! What can be read in a PDF: pages with their labels and words, links.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId};
use recto::model::folio::roman;

use crate::harness::pdf_text::{Font, Run, runs};
use crate::harness::tokens::tokens;

/// A PDF taken apart.
pub struct Pdf {
    pub pages: Vec<Page>,
    /// Links and bookmarks that lead nowhere.
    pub broken_links: Vec<String>,
    /// How many links and bookmarks there are.
    pub link_count: usize,
}

/// A page: its label, and its text in the order of the file, running heads
/// and folios left out.
pub struct Page {
    pub label: String,
    pub runs: Vec<Run>,
    /// Its content stream: all that is drawn on it.
    pub content: Vec<u8>,
}

impl Pdf {
    /// Takes a PDF apart.
    pub fn read(data: &[u8]) -> Pdf {
        let document = Document::load_mem(data).expect("a PDF can be read");
        let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
        let labels = labels(&document, pages.len());
        let mut fonts = BTreeMap::new();
        let (broken_links, link_count) = links(&document, &pages);
        let pages = pages.iter().zip(labels).map(|(page, label)| Page {
            label,
            runs: read_page(&document, *page, &mut fonts),
            content: document.get_page_content(*page),
        });
        Pdf { pages: pages.collect(), broken_links, link_count }
    }

    /// All words, in order; those divided at the end of a line or of a page
    /// are whole again.
    pub fn words(&self) -> Vec<String> {
        tokens(&self.text_from(0))
    }

    /// The text of all pages from one on, points and signs included.
    pub fn text_from(&self, first: usize) -> String {
        let mut text = Reading::default();
        for page in &self.pages[first..] {
            text.page(&page.runs);
        }
        text.finish()
    }
}

impl Page {
    /// The words of this page alone; a word that a page divides is in pieces.
    pub fn words(&self) -> Vec<String> {
        tokens(&self.text())
    }

    /// The text of this page alone, points and signs included.
    pub fn text(&self) -> String {
        let mut text = Reading::default();
        text.page(&self.runs);
        text.finish()
    }
}

/// Text put together again from runs.
#[derive(Default)]
struct Reading {
    /// Each run's text, with what parts it from the one before.
    pieces: Vec<String>,
    /// Words that wait for their second half: the piece that holds the first,
    /// by the size of the type, so that a note between is no second half.
    divided: BTreeMap<i64, usize>,
}

impl Reading {
    fn page(&mut self, runs: &[Run]) {
        let mut last: Option<&Run> = None;
        for run in runs.iter().filter(|run| !run.text.is_empty()) {
            let size = (run.size * 100.0).round() as i64;
            let is_new_line = last.is_none_or(|last| !run.is_beside(last));
            let first_half = if is_new_line { self.divided.remove(&size) } else { None };
            let piece = match first_half {
                Some(piece) => {
                    let (half, rest) = split_word(&run.text);
                    self.pieces[piece].push_str(half);
                    // A word of more than two lines goes on where it began.
                    if rest.is_empty() { piece } else { self.add(rest) }
                }
                None if last.is_some_and(|last| run.continues(last)) => self.add(&run.text),
                None => self.add(&format!(" {}", run.text)),
            };
            if run.text.ends_with('\u{ad}') {
                self.divided.insert(size, piece);
            }
            last = Some(run);
        }
    }

    /// Adds a piece; gives its position.
    fn add(&mut self, text: &str) -> usize {
        self.pieces.push(text.to_string());
        self.pieces.len() - 1
    }

    fn finish(self) -> String {
        self.pieces.concat()
    }
}

/// The first word of a run, and what follows.
fn split_word(text: &str) -> (&str, &str) {
    text.split_at(text.find(char::is_whitespace).unwrap_or(text.len()))
}

fn read_page(document: &Document, page: ObjectId, fonts: &mut BTreeMap<Vec<u8>, Font>) -> Vec<Run> {
    let resources = document.get_page_fonts(page).expect("a page's fonts can be found");
    for (name, dictionary) in resources {
        fonts.entry(name).or_insert_with(|| Font::read(document, dictionary));
    }
    runs(&document.get_page_content(page), fonts)
}

/// The printed number of each page.
fn labels(document: &Document, count: usize) -> Vec<String> {
    let catalog = document.catalog().expect("a PDF has a catalogue");
    let mut labels: Vec<String> = (1..=count).map(|number| number.to_string()).collect();
    let Ok(tree) = catalog.get_deref(b"PageLabels", document).and_then(Object::as_dict) else {
        return labels;
    };
    let numbers = tree.get_deref(b"Nums", document).and_then(Object::as_array).expect("a list");
    for pair in numbers.chunks(2) {
        let from = pair[0].as_i64().expect("a page's place") as usize;
        let (_, style) = document.dereference(&pair[1]).expect("a label's style");
        let style = style.as_dict().expect("a label's style");
        let first = style.get(b"St").and_then(Object::as_i64).unwrap_or(1) as usize;
        let numerals = style.get(b"S").and_then(Object::as_name).unwrap_or(b"");
        for (at, label) in labels.iter_mut().enumerate().skip(from) {
            let number = first + at - from;
            *label = match numerals {
                b"r" => roman(number as u32),
                b"D" => number.to_string(),
                _ => String::new(),
            };
        }
    }
    labels
}

/// Links and bookmarks that lead to no page, and how many there are in all.
fn links(document: &Document, pages: &[ObjectId]) -> (Vec<String>, usize) {
    let names = named_destinations(document);
    let mut targets: Vec<(String, &Object)> = Vec::new();
    for (at, page) in pages.iter().enumerate() {
        for annotation in document.get_page_annotations(*page).unwrap_or_default() {
            if let Some(target) = target(document, annotation) {
                targets.push((format!("page {}", at + 1), target));
            }
        }
    }
    let catalog = document.catalog().expect("a PDF has a catalogue");
    if let Ok(outlines) = catalog.get_deref(b"Outlines", document).and_then(Object::as_dict) {
        gather_outline(document, outlines, &mut targets);
    }
    let count = targets.len();
    let broken = targets
        .into_iter()
        .filter(|(_, target)| !leads(document, target, &names, pages))
        .map(|(place, target)| format!("{place}: {target:?}"));
    (broken.collect(), count)
}

/// Where a link or a bookmark leads within the file; none for the web.
fn target<'a>(document: &'a Document, dictionary: &'a Dictionary) -> Option<&'a Object> {
    if let Ok(target) = dictionary.get_deref(b"Dest", document) {
        return Some(target);
    }
    let action = dictionary.get_deref(b"A", document).and_then(Object::as_dict).ok()?;
    action.get_deref(b"D", document).ok()
}

fn gather_outline<'a>(
    document: &'a Document,
    parent: &'a Dictionary,
    targets: &mut Vec<(String, &'a Object)>,
) {
    let mut next = parent.get_deref(b"First", document).and_then(Object::as_dict).ok();
    while let Some(item) = next {
        if let Some(target) = target(document, item) {
            targets.push(("bookmarks".into(), target));
        }
        gather_outline(document, item, targets);
        next = item.get_deref(b"Next", document).and_then(Object::as_dict).ok();
    }
}

fn leads(
    document: &Document,
    target: &Object,
    names: &BTreeMap<Vec<u8>, &Object>,
    pages: &[ObjectId],
) -> bool {
    let place = match target {
        Object::String(name, _) | Object::Name(name) => names.get(name).copied(),
        target => Some(target),
    };
    let place = place.and_then(|place| match document.dereference(place).ok()?.1 {
        Object::Dictionary(dictionary) => dictionary.get_deref(b"D", document).ok(),
        place => Some(place),
    });
    let page = place.and_then(|place| place.as_array().ok()?.first()?.as_reference().ok());
    page.is_some_and(|page| pages.contains(&page))
}

fn named_destinations(document: &Document) -> BTreeMap<Vec<u8>, &Object> {
    let mut destinations = BTreeMap::new();
    let catalog = document.catalog().expect("a PDF has a catalogue");
    if let Ok(old) = catalog.get_deref(b"Dests", document).and_then(Object::as_dict) {
        destinations.extend(old.iter().map(|(name, place)| (name.clone(), place)));
    }
    let names = catalog.get_deref(b"Names", document).and_then(Object::as_dict);
    let tree = names.and_then(|names| names.get_deref(b"Dests", document)?.as_dict());
    let mut nodes: Vec<&Dictionary> = tree.into_iter().collect();
    while let Some(node) = nodes.pop() {
        if let Ok(kids) = node.get_deref(b"Kids", document).and_then(Object::as_array) {
            nodes.extend(kids.iter().filter_map(|kid| {
                document.dereference(kid).ok().and_then(|(_, kid)| kid.as_dict().ok())
            }));
        }
        if let Ok(pairs) = node.get_deref(b"Names", document).and_then(Object::as_array) {
            for pair in pairs.chunks(2) {
                let name = pair[0].as_str().expect("a destination has a name").to_vec();
                destinations.insert(name, &pair[1]);
            }
        }
    }
    destinations
}
