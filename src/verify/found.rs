//! What was found in a file: letters by section and by note, images, points.

use rustc_hash::FxHashMap;

use crate::model::book::{AnchorId, Book};

/// A finished file as it reads.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// By section: what stands in it, notes aside; none where it is not there.
    pub(crate) sections: Vec<Option<Stream>>,
    /// By note.
    pub(crate) notes: Vec<Option<Stream>>,
    /// The notes in the order in which they stand: positions in `notes`.
    pub(crate) order: Vec<usize>,
    /// Images that belong to no section, in lines above all.
    pub(crate) loose: Vec<Picture>,
    /// Every image shown, in order, by its key.
    pub(crate) shown: Vec<String>,
    /// By anchor: the page it leads to, where the file has such points.
    pub(crate) destinations: Option<Vec<Option<u32>>>,
}

impl Found {
    /// A file without anything, for so many sections and notes.
    pub(crate) fn new(book: &Book) -> Found {
        Found {
            sections: (0..book.sections.len()).map(|_| None).collect(),
            notes: (0..book.notes.len()).map(|_| None).collect(),
            ..Found::default()
        }
    }

    /// Adds what stands in a section or a note; more of it comes behind.
    pub(crate) fn add(&mut self, home: Home, stream: Stream) {
        let place = match home {
            Home::Section(at) => &mut self.sections[at],
            Home::Note(at) => {
                self.order.push(at);
                &mut self.notes[at]
            }
            Home::Point => return,
        };
        match place {
            Some(first) => first.append(stream),
            None => *place = Some(stream),
        }
    }
}

/// Letters one after another, with what is known of them. Places are bytes of
/// the letters, rising.
#[derive(Debug, Default)]
pub(crate) struct Stream {
    pub(crate) letters: String,
    /// Where a paragraph, a heading, a cell begins or ends.
    pub(crate) bounds: Vec<u32>,
    /// Numbers and bullets of items, marks of notes: from and to.
    pub(crate) labels: Vec<(u32, u32)>,
    pub(crate) headings: Vec<(u32, u32)>,
    /// From where on it stands on which page.
    pub(crate) pages: Vec<(u32, u32)>,
    /// Points of the ebook.
    pub(crate) anchors: Vec<(u32, AnchorId)>,
    pub(crate) pictures: Vec<Picture>,
}

impl Stream {
    /// The place where more would be added.
    pub(crate) fn end(&self) -> u32 {
        self.letters.len() as u32
    }

    /// Notes that a block begins or ends here.
    pub(crate) fn bound(&mut self) {
        let end = self.end();
        if self.bounds.last() != Some(&end) {
            self.bounds.push(end);
        }
    }

    /// The page on which the letter at a place stands.
    pub(crate) fn page(&self, at: u32) -> Option<u32> {
        let count = self.pages.partition_point(|(from, _)| *from <= at);
        Some(self.pages.get(count.checked_sub(1)?)?.1)
    }

    /// The images of the text and of its captions.
    pub(crate) fn all_pictures(&self) -> impl Iterator<Item = &Picture> {
        self.pictures.iter().flat_map(|it| std::iter::once(it).chain(&it.caption.pictures))
    }

    fn append(&mut self, mut more: Stream) {
        let by = self.end();
        let move_pair = |(from, to): (u32, u32)| (from + by, to + by);
        self.letters.push_str(&more.letters);
        self.bounds.extend(more.bounds.iter().map(|at| at + by));
        self.labels.extend(more.labels.into_iter().map(move_pair));
        self.headings.extend(more.headings.into_iter().map(move_pair));
        self.pages.extend(more.pages.into_iter().map(|(at, page)| (at + by, page)));
        self.anchors.extend(more.anchors.into_iter().map(|(at, anchor)| (at + by, anchor)));
        more.pictures.iter_mut().for_each(|picture| picture.at += by);
        self.pictures.append(&mut more.pictures);
    }
}

/// An image as it stands.
#[derive(Debug, Default)]
pub(crate) struct Picture {
    pub(crate) at: u32,
    /// What the file calls it; empty where nothing is shown.
    pub(crate) key: String,
    pub(crate) alternative: String,
    /// Whether it is a block with its caption, or stands in a line.
    pub(crate) is_block: bool,
    pub(crate) caption: Stream,
}

/// What an identifier is that of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Home {
    /// A position in `Book::sections`.
    Section(usize),
    /// A position in `Book::notes`.
    Note(usize),
    /// A point in the text.
    Point,
}

/// The identifiers of a book.
pub(crate) struct Ids<'b> {
    anchors: FxHashMap<&'b [u8], AnchorId>,
    homes: Vec<Home>,
}

impl<'b> Ids<'b> {
    pub(crate) fn new(book: &'b Book) -> Ids<'b> {
        let anchors = book.anchors.iter().zip(0..);
        let anchors = anchors.map(|(anchor, at)| (anchor.id.as_bytes(), AnchorId(at)));
        let mut homes = vec![Home::Point; book.anchors.len()];
        for (at, section) in book.sections.iter().enumerate() {
            homes[section.anchor.0 as usize] = Home::Section(at);
        }
        for (at, note) in book.notes.iter().enumerate() {
            homes[note.anchor.0 as usize] = Home::Note(at);
        }
        Ids { anchors: anchors.collect(), homes }
    }

    /// The anchor of an identifier, and what it is that of.
    pub(crate) fn find(&self, id: &[u8]) -> Option<(AnchorId, Home)> {
        let anchor = *self.anchors.get(id)?;
        Some((anchor, self.homes[anchor.0 as usize]))
    }

    /// How many anchors the book has.
    pub(crate) fn count(&self) -> usize {
        self.homes.len()
    }
}
