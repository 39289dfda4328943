//! The index of the ebook and that of the printed book are one: the same
//! entries in the same order, the same locators, which lead to the very words.

use recto::model::book::{Section, SectionKind};
use recto::model::edition::Generated;
use recto::model::pages::{EntryLocators, Locator};

use crate::harness::edition::Made;
use crate::harness::pdf::Page;
use crate::harness::tokens::{missing, tokens};
use crate::harness::xml::{Event, events};
use crate::laws::check;

/// What an index of the ebook says.
#[derive(Default)]
struct Said {
    /// Headings, locators and references, as they are read.
    text: String,
    /// Labels with the identifiers to which they lead.
    locators: Vec<(String, String)>,
}

#[test]
fn the_printed_index_says_what_the_ebooks_does() {
    check(|_, made| {
        let mut wrong = Vec::new();
        for (at, section, _) in indexes(made) {
            let wanted = tokens(&said(made, section).text);
            let places = missing(&wanted, &printed(made, at));
            wrong.extend(places.iter().map(|place| format!("{}: {place}", section.name)));
        }
        wrong
    });
}

#[test]
fn the_ebooks_locators_are_the_printed_ones() {
    check(|_, made| {
        let mut wrong = Vec::new();
        for (_, section, index) in indexes(made) {
            let mut printed = Vec::new();
            gather(&made.pages.locators[index], &mut printed);
            let printed: Vec<(String, String)> = printed
                .into_iter()
                .map(|locator| (locator.label.clone(), made.book.anchor(locator.target).id.clone()))
                .collect();
            let found = said(made, section).locators;
            let pairs = found.iter().zip(&printed).filter(|(found, printed)| found != printed);
            wrong.extend(pairs.map(|(found, printed)| format!("{found:?} for {printed:?}")));
            if found.len() != printed.len() {
                let (found, printed) = (found.len(), printed.len());
                wrong.push(format!("{}: {found} locators for {printed}", section.name));
            }
        }
        wrong
    });
}

/// The indexes of a book that print anything: the position of the section, the
/// section, and the position of the index.
fn indexes(made: &Made) -> impl Iterator<Item = (usize, &Section, usize)> {
    let sections = made.book.sections.iter().enumerate();
    sections.filter_map(|(at, section)| match section.kind {
        SectionKind::Generated(Generated::Index(index)) => Some((at, section, index)),
        _ => None,
    })
}

fn gather<'a>(entries: &'a [EntryLocators], locators: &mut Vec<&'a Locator>) {
    for entry in entries {
        locators.extend(&entry.locators);
        gather(&entry.subentries, locators);
    }
}

/// The words of the pages of a section that begins a page, up to the next one.
fn printed(made: &Made, at: usize) -> Vec<String> {
    let page = |section: &Section| {
        made.pages.anchors[section.anchor.0 as usize].map(|position| position.page as usize)
    };
    let Some(first) = page(&made.book.sections[at]) else { return Vec::new() };
    let next = made.book.sections[at + 1..].iter().find_map(page);
    let last = next.unwrap_or(made.print.pages.len());
    // Words that pages divide are whole in the book alone; on pages they are
    // two, so that the count of words before goes too far by one a page.
    let count = |pages: &[Page]| pages.iter().map(|page| page.words().len()).sum::<usize>();
    let (before, within) = made.print.pages[..last].split_at(first);
    let (before, within) = (count(before), count(within));
    let words = made.print.words().into_iter();
    words.skip(before.saturating_sub(first)).take(within + first).collect()
}

/// The identifier to which a link leads: a file's is that of its section.
fn target(made: &Made, link: &str) -> String {
    if let Some((_, id)) = link.split_once('#') {
        return id.to_string();
    }
    let section =
        made.book.sections.iter().find(|section| link == format!("{}.xhtml", section.name));
    section.map_or(String::new(), |section| made.book.anchor(section.anchor).id.clone())
}

fn said(made: &Made, section: &Section) -> Said {
    let mut said = Said::default();
    let files = made.ebook.texts.iter().filter(|(path, _)| is_of(path, &section.name));
    let mut files: Vec<_> = files.collect();
    files.sort_by_key(|(path, _)| (path.len(), path.as_str()));
    for (_, document) in files {
        read(made, document, &mut said);
    }
    assert!(!said.text.is_empty(), "each index has a file");
    said
}

/// Whether a file is a section's: `name.xhtml`, or of a long one `name-2.xhtml`.
fn is_of(path: &str, name: &str) -> bool {
    let stem = path.rsplit('/').next().and_then(|file| file.strip_suffix(".xhtml"));
    let rest = stem.and_then(|stem| stem.strip_prefix(name));
    rest.is_some_and(|rest| {
        let number = rest.strip_prefix('-').map(|rest| rest.trim_end_matches('-'));
        rest.is_empty() || number.is_some_and(|it| it.bytes().all(|byte| byte.is_ascii_digit()))
    })
}

fn read(made: &Made, document: &str, said: &mut Said) {
    // The depths of the index, of what is not compared, of a locator.
    let (mut depth, mut index, mut other, mut locator) = (0, None, None, None);
    for event in events(document) {
        match event {
            Event::Open { name, attributes } => {
                depth += 1;
                let kind = attributes.get("epub:type").map_or("", String::as_str);
                match kind {
                    "index" => index = index.or(Some(depth)),
                    "index-headnotes" | "index-editor-note" => other = other.or(Some(depth)),
                    "index-locator" => {
                        locator = Some(depth);
                        said.locators.push((String::new(), target(made, &attributes["href"])));
                    }
                    _ => {}
                }
                if matches!(name.as_str(), "li" | "ul" | "h2" | "section") {
                    said.text.push(' ');
                }
            }
            Event::Close { .. } => {
                for place in [&mut index, &mut other, &mut locator] {
                    *place = place.filter(|opened| *opened < depth);
                }
                depth -= 1;
            }
            Event::Text(text) => {
                if let (Some(_), Some((label, _))) = (locator, said.locators.last_mut()) {
                    label.push_str(&text);
                }
                if index.is_some() && other.is_none() {
                    said.text.push_str(&text);
                }
            }
        }
    }
}
