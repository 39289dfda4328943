//! An index as a reader gets it, taken apart at the words of its headings:
//! `hq1x` of a name, `lq1x` and `mq1x` of the subheadings below it.

use crate::harness::epub::{Ebook, joined};
use crate::harness::xml::{Event, events};

/// What stands under one heading.
#[derive(Debug, Default)]
pub struct Entry {
    /// The words of the headings above it, and its own.
    pub path: Vec<String>,
    /// Its locators as printed, without spaces.
    pub locators: String,
    /// In an ebook: the locators one by one, with the files and identifiers
    /// to which they lead.
    pub links: Vec<(String, String)>,
}

/// The entries of an index, in order.
#[derive(Default)]
pub struct Entries(Vec<Entry>);

/// The entries that a text holds.
pub fn of_text(text: &str) -> Vec<Entry> {
    let mut entries = Entries::default();
    entries.text(text);
    entries.finish()
}

/// The entries of an ebook's index.
pub fn of_ebook(ebook: &Ebook) -> Vec<Entry> {
    let mut entries = Entries::default();
    for path in &ebook.spine {
        let document = &ebook.texts[path];
        if document.contains("epub:type=\"index\"") {
            entries.document(path, document);
        }
    }
    entries.finish()
}

impl Entries {
    fn document(&mut self, path: &str, document: &str) {
        let mut is_locator = false;
        for event in events(document) {
            match event {
                Event::Open { attributes, .. } => {
                    let kind = attributes.get("epub:type").map_or("", String::as_str);
                    let is_here =
                        kind.starts_with("index-locator") && attributes.contains_key("href");
                    is_locator |= is_here;
                    if let (true, Some(entry)) = (is_here, self.0.last_mut()) {
                        let link = &attributes["href"];
                        let (file, id) = link.split_once('#').unwrap_or((link, ""));
                        let file = if file.is_empty() { path.into() } else { joined(path, file) };
                        entry.links.push((String::new(), format!("{file}#{id}")));
                    }
                }
                Event::Close { name } => is_locator &= name != "a",
                Event::Text(text) => {
                    let link = self.0.last_mut().and_then(|entry| entry.links.last_mut());
                    if let (true, Some((label, _))) = (is_locator, link) {
                        label.push_str(&spaceless(&text));
                    }
                    self.text(&text);
                }
            }
        }
    }

    fn text(&mut self, text: &str) {
        let mut rest = text;
        while let Some((at, word)) = heading(rest) {
            self.add(&rest[..at]);
            self.begin(word);
            rest = &rest[at + word.len()..];
        }
        self.add(rest);
    }

    fn add(&mut self, text: &str) {
        if let Some(entry) = self.0.last_mut() {
            entry.locators.push_str(text);
        }
    }

    /// Goes on under a heading. One that is repeated where an entry is
    /// continued is none.
    fn begin(&mut self, word: &str) {
        let above = self.0.last().map_or(&[][..], |entry| entry.path.as_slice());
        let level = ["hq", "lq", "mq"].iter().position(|kind| word.starts_with(kind));
        let level = level.expect("a heading is of one of three levels").min(above.len());
        if above.get(level).is_some_and(|known| known == word) {
            return;
        }
        let path = above[..level].iter().cloned().chain([word.to_string()]).collect();
        self.0.push(Entry { path, ..Entry::default() });
    }

    fn finish(mut self) -> Vec<Entry> {
        for entry in &mut self.0 {
            let text = spaceless(&entry.locators).replace("(continued)", "").replace(",,", ",");
            entry.locators = text.trim_matches([',', ';', ':', '.', '(', ')']).to_string();
        }
        self.0
    }
}

fn spaceless(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The first word that is a heading, and where it stands.
fn heading(text: &str) -> Option<(usize, &str)> {
    let found = ["hq", "lq", "mq"].iter().filter_map(|kind| text.find(kind)).min()?;
    let end = text[found..].find('x').map_or(text.len(), |end| found + end + 1);
    Some((found, &text[found..end]))
}
