//! One file held against the book: its words, notes, tags and images.

use std::collections::BTreeMap;

use crate::model::book::{AnchorId, Book, Series};
use crate::verify::compare::{self, Agreement};
use crate::verify::expected::{Expected, Medium, Passage, Picture};
use crate::verify::found::{self, Found, Stream};
use crate::verify::images::{self, Keys};
use crate::verify::registers::{self, Said};
use crate::verify::report::Reporter;

/// What a file is held against, and who tells of it.
pub(crate) struct Holder<'a> {
    pub(crate) book: &'a Book,
    pub(crate) medium: Medium,
    pub(crate) found: &'a Found,
    /// Which image is which.
    pub(crate) keys: Keys<'a>,
    pub(crate) reporter: Reporter<'a>,
}

impl<'a> Holder<'a> {
    /// Reports the first difference of each section and each note, and every
    /// tag, note and image that is not there.
    pub(crate) fn hold(&mut self, expected: &Expected<'a>) {
        let found = self.found;
        for (passage, stream) in expected.sections.iter().zip(&found.sections) {
            let Some(passage) = passage else { continue };
            match stream {
                Some(stream) => self.passage(passage, stream),
                None if passage.letters.is_empty() => {}
                None => self.reporter.section(passage),
            }
        }
        for (at, (passage, stream)) in expected.notes.iter().zip(&found.notes).enumerate() {
            let note = &self.book.notes[at];
            match stream {
                Some(stream) => self.passage(passage, stream),
                None => self.reporter.note(&note.label, note.span),
            }
        }
        self.order();
        self.counts(expected);
        if self.medium == Medium::Print {
            self.descriptions(expected);
        }
    }

    /// Reports the first loss of each index and glossary.
    pub(crate) fn lists(&mut self, lists: &[Vec<Vec<Said>>]) {
        let nothing = Stream::default();
        for (rows, stream) in lists.iter().zip(&self.found.sections) {
            if let Some(said) = registers::missing(rows, stream.as_ref().unwrap_or(&nothing)) {
                self.reporter.said(said);
            }
        }
    }

    fn passage(&mut self, passage: &Passage<'a>, stream: &Stream) {
        let agreement = compare::compare(self.book, self.medium, passage, stream);
        if let Some(places) = agreement.difference {
            self.reporter.word(passage, stream, places);
        }
        for at in &agreement.lost {
            self.reporter.word(&passage.pictures[*at].caption, &Stream::default(), (0, 0));
        }
        self.tags(passage, stream, &agreement);
        self.pictures(passage, stream, &agreement);
    }

    /// Tags stand where their words do; after the first difference nobody can
    /// tell where that is.
    fn tags(&mut self, passage: &Passage<'a>, stream: &Stream, agreement: &Agreement) {
        let mut found = Points { anchors: &stream.anchors, next: 0 };
        for tag in &passage.tags {
            let Some(at) = agreement.found(tag.at as usize) else { return };
            let at = at as u32;
            let what = match (&self.found.destinations, self.medium) {
                (None, Medium::Print) => return,
                (Some(destinations), Medium::Print) => {
                    let page = destinations[tag.anchor.0 as usize];
                    let here = [Some(at), at.checked_sub(1)];
                    let pages = here.map(|at| at.and_then(|at| stream.page(at)));
                    match page {
                        None => "leads nowhere in",
                        Some(_) if stream.pages.is_empty() || pages.contains(&page) => continue,
                        Some(_) => "leads to another page of",
                    }
                }
                (_, Medium::Ebook) => match found.place(tag.anchor) {
                    None => "leads nowhere in",
                    Some(place) if place == at => continue,
                    Some(_) => "leads to other words of",
                },
            };
            let mention = self.book.mention(tag.mention);
            let record = &self.book.record(mention.record).data.id;
            self.reporter.tag(record, what, mention.span);
        }
    }

    fn pictures(&mut self, passage: &Passage<'a>, stream: &Stream, agreement: &Agreement) {
        // What a PDF's structure does not name is counted.
        let is_named = |picture: &&Picture<'_>| {
            self.medium == Medium::Ebook
                || picture.is_block && !picture.image.alternative.is_empty()
        };
        let expected: Vec<&Picture<'_>> = passage.pictures.iter().filter(is_named).collect();
        let found: Vec<&found::Picture> = match self.medium {
            Medium::Ebook => stream.pictures.iter().collect(),
            Medium::Print => stream.pictures.iter().filter(|picture| picture.is_block).collect(),
        };
        for (at, picture) in expected.iter().enumerate() {
            let name = picture.image.name.as_str();
            let Some(other) = found.get(at) else {
                self.reporter.image(name, "is missing from", picture.span);
                continue;
            };
            let place = agreement.found(picture.at as usize);
            let is_here = place.is_none_or(|place| place as u32 == other.at);
            if self.keys.get(name) != Some(&other.key) {
                self.reporter.image(name, "is not where it should be in", picture.span);
            } else if picture.image.alternative != other.alternative {
                self.reporter.image(name, "has another description in", picture.span);
            } else if self.medium == Medium::Ebook && !is_here {
                self.reporter.image(name, "stands elsewhere in", picture.span);
            }
            if picture.is_block {
                self.passage(&picture.caption, &other.caption);
            }
        }
    }

    /// The notes of each series follow one another as they are cited.
    fn order(&mut self) {
        let book = self.book;
        let mut places: BTreeMap<usize, usize> = BTreeMap::new();
        for (place, note) in self.found.order.iter().enumerate() {
            places.entry(*note).or_insert(place);
        }
        for section in &book.sections {
            let mut last: BTreeMap<(Series, bool), usize> = BTreeMap::new();
            for id in &section.notes {
                let note = book.note(*id);
                let Some(place) = places.get(&(id.0 as usize)) else { continue };
                // Those that nobody cites stand by themselves.
                let row = last.entry((note.series, note.citations.is_empty())).or_insert(*place);
                if *row > *place {
                    self.reporter.order(&note.label, note.span);
                }
                *row = *place;
            }
        }
    }

    /// Images in lines say what they show. In a PDF's structure they stand
    /// beside the text, so that they are counted.
    fn descriptions(&mut self, expected: &Expected<'a>) {
        let found = self.found;
        let mut said: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        let streams = found.sections.iter().chain(&found.notes).flatten();
        for picture in found.loose.iter().chain(streams.flat_map(Stream::all_pictures)) {
            let picture = (picture.key.as_str(), picture.alternative.as_str());
            *said.entry(picture).or_default() += 1;
        }
        let in_lines = images::all(expected).filter(|picture| !picture.is_block);
        for picture in in_lines.filter(|picture| !picture.image.alternative.is_empty()) {
            let (name, words) = (picture.image.name.as_str(), picture.image.alternative.as_str());
            let Some(key) = self.keys.get(name) else { continue };
            match said.get_mut(&(key.as_str(), words)) {
                Some(count) if *count > 0 => *count -= 1,
                _ => self.reporter.image(name, "has another description in", picture.span),
            }
        }
    }

    /// Every image is shown as often as the manuscript has it.
    fn counts(&mut self, expected: &Expected<'a>) {
        let mut shown: BTreeMap<&str, usize> = BTreeMap::new();
        for key in &self.found.shown {
            *shown.entry(key).or_default() += 1;
        }
        for picture in images::all(expected) {
            let name = picture.image.name.as_str();
            let count = self.keys.get(name).and_then(|key| shown.get_mut(key.as_str()));
            match count {
                Some(count) if *count > 0 => *count -= 1,
                _ => self.reporter.image(name, "is missing from", picture.span),
            }
        }
    }
}

/// The points of a text, mostly asked for in their order.
struct Points<'f> {
    anchors: &'f [(u32, AnchorId)],
    next: usize,
}

impl Points<'_> {
    fn place(&mut self, anchor: AnchorId) -> Option<u32> {
        let (before, after) = self.anchors.split_at(self.next);
        let is_it = |(_, found): &(u32, AnchorId)| *found == anchor;
        match after.iter().position(is_it) {
            Some(count) => {
                self.next += count;
                Some(after[count].0)
            }
            None => before.iter().find(|point| is_it(point)).map(|(at, _)| *at),
        }
    }
}
