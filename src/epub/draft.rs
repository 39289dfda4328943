//! One file of the ebook while it is written, and the file when it is done.

use std::collections::BTreeSet;

use rustc_hash::FxHashSet;

use crate::epub::context::Context;
use crate::epub::division::{HEAD, HOLE, LONGEST};
use crate::epub::kinds::Kind;
use crate::epub::xhtml::{Fill, Xhtml};
use crate::model::book::{AnchorId, Matter, NoteId, SectionId};
use crate::model::language::Language;
use crate::model::text::{TextId, TextStyle};

/// A file of the ebook, done but for its holes.
#[derive(Debug)]
pub(crate) struct File {
    /// Its stem; the file stands in `text/`.
    pub(crate) name: String,
    /// In plain characters.
    pub(crate) title: String,
    pub(crate) language: Language,
    pub(crate) matter: Matter,
    /// The section it holds, if it holds one.
    pub(crate) section: Option<SectionId>,
    /// What the manifest says of it: `index`, `glossary` or nothing.
    pub(crate) property: &'static str,
    pub(crate) body: Xhtml,
    /// Whether it goes on with what the file before it began.
    pub(crate) is_continued: bool,
    /// The anchors whose identifiers stand in it, each with its byte.
    pub(crate) anchors: Vec<(AnchorId, usize)>,
    /// Where it is to be divided: bytes of the body, rising.
    pub(crate) cuts: Vec<usize>,
    pub(crate) images: BTreeSet<String>,
    pub(crate) faces: Faces,
}

/// Which faces beside roman and italic a text uses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Faces {
    pub(crate) has_bold: bool,
    pub(crate) has_bold_italic: bool,
}

/// A file under way.
pub(crate) struct Draft<'a> {
    pub(crate) context: &'a Context<'a>,
    pub(crate) out: Xhtml,
    pub(crate) images: BTreeSet<String>,
    pub(crate) faces: Faces,
    pub(crate) headings: Headings,
    /// What inlines are open, from the outside in.
    pub(crate) open: Vec<Wrap<'a>>,
    /// Whether line breaks end lines of verse.
    pub(crate) is_verse: bool,
    /// Whether the markers of the text being written stand before it already.
    pub(crate) is_hoisted: bool,
    /// A text whose marker at its very start is written already.
    pub(crate) hoisted: TextId,
    /// Notes that were cited and are not written yet.
    pub(crate) cited: Vec<NoteId>,
    /// Bytes that the notes cited will take up.
    pub(crate) reserved: usize,
    anchors: Vec<(AnchorId, usize)>,
    written: FxHashSet<AnchorId>,
    cuts: Vec<usize>,
    /// The number of holes before the last cut.
    holes: usize,
}

/// An inline that is open, so that it can be closed at a line's end and opened
/// again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wrap<'a> {
    Style(&'a TextStyle),
    Foreign(&'a Language),
    /// A tag, with the entry it leads to.
    Tag {
        is_term: bool,
        entry: AnchorId,
    },
    /// A link that leads to a place in the book.
    Place(AnchorId),
    External(&'a str),
    /// Something that leads nowhere, but may be led to.
    Plain,
    /// Words that are not divided.
    Whole,
}

impl<'a> Draft<'a> {
    /// An empty file.
    pub(crate) fn new(context: &'a Context<'a>) -> Draft<'a> {
        Draft {
            context,
            out: Xhtml::default(),
            images: BTreeSet::new(),
            faces: Faces::default(),
            headings: Headings::default(),
            open: Vec::new(),
            is_verse: false,
            is_hoisted: false,
            hoisted: TextId::NONE,
            cited: Vec::new(),
            reserved: 0,
            anchors: Vec::new(),
            written: FxHashSet::default(),
            cuts: Vec::new(),
            holes: 0,
        }
    }

    /// Whether what was written since the last cut, with the notes it cites,
    /// is as much as a file should hold; `spare` is kept free for what may
    /// come before the next chance to ask.
    pub(crate) fn is_long(&self, spare: usize) -> bool {
        let from = self.cuts.last().copied().unwrap_or(0);
        let holes = self.out.holes().len() - self.holes;
        let length = self.out.as_str().len() - from + holes * HOLE + self.reserved;
        length + spare + HEAD > LONGEST
    }

    /// Ends a file here and begins the next: `close` ends the elements that
    /// are open, `open` begins them again.
    pub(crate) fn cut(&mut self, close: &str, open: &str) {
        self.out.raw(close);
        self.cuts.push(self.out.as_str().len());
        self.holes = self.out.holes().len();
        self.out.raw(open);
    }

    /// The opening tag of a section that goes on in another file.
    pub(crate) fn continued(kind: Kind, title: &str) -> String {
        let mut tag = Xhtml::default();
        tag.raw("<section");
        for (name, value) in [("epub:type", kind.epub_type), ("role", kind.role)] {
            if !value.is_empty() {
                tag.attribute(name, value);
            }
        }
        if !title.is_empty() {
            tag.attribute("aria-label", title);
        }
        tag.raw(">\n");
        tag.as_str().to_string()
    }

    /// Writes `<tag` with the anchor's identifier and gives page markers their
    /// place before it.
    pub(crate) fn start(&mut self, tag: &str, anchor: Option<AnchorId>) {
        if let Some(anchor) = anchor {
            self.markers_at(anchor);
        }
        self.out.raw("<");
        self.out.raw(tag);
        if let Some(anchor) = anchor {
            self.id(anchor);
        }
    }

    /// Writes ` id="…"`, but only once in a file.
    pub(crate) fn id(&mut self, anchor: AnchorId) {
        if self.written.insert(anchor) {
            self.anchors.push((anchor, self.out.as_str().len()));
            self.out.attribute("id", &self.context.book.anchor(anchor).id);
        }
    }

    /// Whether an anchor's identifier stands in this file already.
    pub(crate) fn has_written(&self, anchor: AnchorId) -> bool {
        self.written.contains(&anchor)
    }

    /// Writes the markers of the pages that begin with an anchor.
    pub(crate) fn markers_at(&mut self, anchor: AnchorId) {
        if !self.is_hoisted {
            for page in self.context.starts.at_anchor(anchor) {
                self.out.hole(Fill::Page(page));
            }
        }
    }

    /// Takes down that a note is cited here, which will take up some bytes.
    pub(crate) fn cite(&mut self, note: NoteId, bytes: usize) {
        if !self.cited.contains(&note) {
            self.cited.push(note);
            self.reserved += bytes;
        }
    }

    /// Writes the marker of the page that begins with an entry of a list.
    pub(crate) fn markers_of_entry(&mut self, list: AnchorId, target: AnchorId) {
        for page in self.context.starts.at_entry(list, target) {
            self.out.hole(Fill::Page(page));
        }
    }

    /// Writes ` lang` and ` xml:lang`, and ` dir` where it is not the usual.
    pub(crate) fn language(&mut self, language: &Language) {
        self.out.attribute("lang", language.tag());
        self.out.attribute("xml:lang", language.tag());
        if language.is_right_to_left() {
            self.out.attribute("dir", "rtl");
        }
    }

    /// The title that names a section the compiler makes.
    pub(crate) fn title(&mut self, id: &str, title: &str) {
        self.out.raw("<h1");
        self.out.attribute("id", id);
        self.out.raw(">");
        self.out.text(title);
        self.out.raw("</h1>\n");
    }

    /// Opens `<section>` with its anchor and its kind, and gives the
    /// identifier of the heading that names it.
    pub(crate) fn open_section(&mut self, anchor: AnchorId, kind: Kind) -> String {
        let title = format!("{}-title", self.context.book.anchor(anchor).id);
        let title = self.context.own_id(title);
        self.out.raw("<section");
        self.id(anchor);
        self.kind(kind);
        self.out.attribute("aria-labelledby", &title);
        self.out.raw(">\n");
        self.markers_at(anchor);
        title
    }

    /// Writes ` epub:type` and ` role`.
    pub(crate) fn kind(&mut self, kind: Kind) {
        for (name, value) in [("epub:type", kind.epub_type), ("role", kind.role)] {
            if !value.is_empty() {
                self.out.attribute(name, value);
            }
        }
    }

    /// Whether a link is open, in which no other may stand.
    pub(crate) fn is_in_link(&self) -> bool {
        self.open
            .iter()
            .any(|wrap| matches!(wrap, Wrap::Tag { .. } | Wrap::Place(_) | Wrap::External(_)))
    }

    /// The file done, named and titled; what else it says of itself has the
    /// usual values.
    pub(crate) fn finish(self, name: &str, title: String) -> File {
        let edition = &self.context.book.edition;
        File {
            name: name.to_string(),
            title: if title.is_empty() { edition.title.clone() } else { title },
            language: edition.language.clone(),
            matter: Matter::Front,
            section: None,
            property: "",
            body: self.out,
            is_continued: false,
            anchors: self.anchors,
            cuts: self.cuts,
            images: self.images,
            faces: self.faces,
        }
    }
}

/// Gives headings their level below the title of their section.
#[derive(Clone, Debug)]
pub(crate) struct Headings {
    /// The level of the section's own title.
    pub(crate) title: usize,
    /// The levels, as written, of the headings that are open.
    open: Vec<u8>,
}

impl Default for Headings {
    fn default() -> Headings {
        Headings::below(1)
    }
}

impl Headings {
    /// Headings below a title of a level.
    pub(crate) fn below(title: usize) -> Headings {
        Headings { title, open: Vec::new() }
    }

    /// The level of the next heading, which the manuscript gives as `written`:
    /// never more than one below the one before it.
    pub(crate) fn level(&mut self, written: u8) -> usize {
        while self.open.last().is_some_and(|open| *open >= written) {
            self.open.pop();
        }
        self.open.push(written);
        (self.title + self.open.len()).min(6)
    }
}

#[cfg(test)]
mod tests {
    use super::Headings;

    #[track_caller]
    fn check(written: &[u8], levels: &[usize]) {
        let mut headings = Headings::below(1);
        let given: Vec<usize> = written.iter().map(|level| headings.level(*level)).collect();
        assert_eq!(given, levels);
    }

    #[test]
    fn levels_never_jump() {
        check(&[2, 3, 2, 2], &[2, 3, 2, 2]);
        check(&[2, 4, 3, 6], &[2, 3, 3, 4]);
        check(&[4, 2, 1], &[2, 2, 2]);
        check(&[1, 2, 3, 4, 5, 6], &[2, 3, 4, 5, 6, 6]);
    }
}
