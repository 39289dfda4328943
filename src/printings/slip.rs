//! Changes → a slip of errata: the list, as a book of one section and as a
//! page of XHTML.

use std::fmt::Write;

use crate::model::book::{
    Anchor, AnchorId, Book, BookChapter, Matter, Reference, Section, SectionId, SectionKind,
};
use crate::model::changes::{Changes, EntryChange, NoteChange, NoteChangeKind, TextChange};
use crate::model::edition::Edition;
use crate::model::errata::{self, Bit, Errata};
use crate::model::manuscript::Chapter;
use crate::model::source::{FileId, Span};
use crate::model::style::{Opening, Style};
use crate::model::text::{Alignment, Block, BlockKind, Inline, Table, Text, TextId, TextStyle};
use crate::printings::said;

/// The errata of a printing.
#[derive(Clone, Debug)]
pub struct Slip {
    title: &'static str,
    /// The edition's title, and which printing it is of.
    book: String,
    printing: String,
    language: String,
    rows: Vec<Row>,
}

/// One of the errata.
#[derive(Clone, Debug)]
struct Row {
    place: String,
    bits: Vec<Bit>,
    reason: String,
}

/// The errata that changes make. Readers need not know of notes that have
/// another number, of locators and of pages, unless all is to be listed.
pub(crate) fn slip(changes: &Changes, edition: &Edition, lists_all: bool) -> Slip {
    let wording = errata::of(&edition.language);
    let mut rows: Vec<Row> = Vec::new();
    let mut text = changes.text.iter().filter(|change| change.place.folio.is_some()).peekable();
    let is_told = |note: &&NoteChange| lists_all || note.kind != NoteChangeKind::Renumbered;
    let mut notes = changes.notes.iter().filter(is_told).peekable();
    // Both come in the order of the old pages.
    loop {
        let is_note_next = match (text.peek(), notes.peek()) {
            (None, None) => break,
            (Some(_), None) => false,
            (None, Some(_)) => true,
            (Some(text), Some(note)) => note.order < text.order,
        };
        if is_note_next {
            rows.extend(notes.next().map(|note| of_note(note, wording)));
        } else {
            rows.extend(text.next().map(|change| of_text(change, wording)));
        }
    }
    if lists_all {
        rows.extend(changes.indexes.iter().map(|entry| of_entry(entry, wording)));
    }
    Slip {
        title: wording.title,
        book: edition.title.clone(),
        printing: changes.old.clone(),
        language: edition.language.tag().to_string(),
        rows,
    }
}

fn of_text(change: &TextChange, wording: &Errata) -> Row {
    let reason = change.correction.as_ref().map(said::reason).unwrap_or_default();
    Row { place: said::place(&change.place, wording), bits: said::change(change, wording), reason }
}

fn of_note(note: &NoteChange, wording: &Errata) -> Row {
    let place = said::place(&note.place, wording);
    Row { place, bits: said::note(note, wording), reason: String::new() }
}

fn of_entry(entry: &EntryChange, wording: &Errata) -> Row {
    let [old, new] = [&entry.old, &entry.new].map(|it| it.clone().unwrap_or("–".to_string()));
    let place = format!("{}, {}", entry.index, entry.heading.join(", "));
    let bits = errata::bits(&[(wording.for_, &old), (wording.read, &new)]);
    Row { place, bits, reason: String::new() }
}

impl Slip {
    /// How many errata there are.
    pub fn count(&self) -> usize {
        self.rows.len()
    }

    /// What stands below the title: the book, in italic, and which printing.
    fn subtitle(&self) -> [Bit; 2] {
        let printing = match self.printing.as_str() {
            "" => String::new(),
            printing => format!(", {printing}"),
        };
        [Bit { text: self.book.clone(), is_ours: true }, Bit { text: printing, is_ours: false }]
    }

    /// The slip as a book of one section.
    pub fn book(&self, edition: &Edition) -> Book {
        let span = Span::new(FileId(0), 0, 0);
        let cells = |row: &Row| {
            let mut said = inlines(&row.bits);
            if !row.reason.is_empty() {
                said.push(text(&format!(" ({})", row.reason)));
            }
            vec![vec![text(&row.place)], said]
        };
        let table = Table {
            alignments: vec![Alignment::Start, Alignment::Start],
            head: Vec::new(),
            rows: self.rows.iter().map(cells).collect(),
        };
        let block = |kind| Block { kind, span, id: None, anchor: None };
        let chapter = Chapter {
            title: vec![text(self.title)],
            // The style sets it in italic, and what is emphasised in roman.
            subtitle: inlines(&self.subtitle().map(|bit| Bit { is_ours: !bit.is_ours, ..bit })),
            is_numbered: false,
            blocks: vec![block(BlockKind::Table(table))],
            ..Chapter::at(span)
        };
        let section = Section {
            matter: Matter::Body,
            depth: 0,
            part: None,
            name: "errata".to_string(),
            anchor: AnchorId(0),
            end: AnchorId(1),
            kind: SectionKind::Chapter(BookChapter { chapter, number: None, source_note: None }),
            notes: Vec::new(),
        };
        let anchor = |id: &str| Anchor { id: id.to_string(), section: SectionId(0) };
        let title = format!("{}: {}", self.title, edition.title);
        Book {
            sections: vec![section],
            anchors: vec![anchor("errata"), anchor("errata-end")],
            ..Book::of(Edition { title, subtitle: None, ..edition.clone() })
        }
    }

    /// The style of the edition, without what a slip has no use for: initials,
    /// and the deep head of a chapter.
    pub fn style(&self, style: &Style) -> Style {
        let opening = Opening { initial: None, sink: 0, ..style.chapter.clone() };
        Style { chapter: opening, ..style.clone() }
    }

    /// The slip as a page of XHTML.
    pub fn xhtml(&self) -> String {
        let mut page = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n\
             <html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"{0}\" xml:lang=\"{0}\">\n<head>\n\
             <meta charset=\"UTF-8\"/>\n<title>{1}</title>\n\
             <meta name=\"viewport\" content=\"width=device-width\"/>\n\
             <style>body {{ margin: 2em auto; max-width: 36em; font-family: serif; \
             line-height: 1.4 }} dt {{ margin-top: .5em }} dd {{ margin-left: 2em }}</style>\n\
             </head>\n<body>\n<h1>{2}</h1>\n<p>{3}</p>\n<dl>\n",
            escaped(&self.language),
            escaped(&format!("{}: {}", self.title, self.book)),
            escaped(self.title),
            marked(&self.subtitle()),
        );
        for row in &self.rows {
            let reason = match row.reason.as_str() {
                "" => String::new(),
                reason => format!(" ({})", escaped(reason)),
            };
            let (place, words) = (escaped(&row.place), marked(&row.bits));
            writeln!(page, "<dt>{place}</dt>\n<dd>{words}{reason}</dd>")
                .expect("a string takes all text");
        }
        page.push_str("</dl>\n</body>\n</html>\n");
        page
    }
}

fn text(text: &str) -> Inline<Reference> {
    let span = Span::new(FileId(0), 0, 0);
    Inline::Text(Text { id: TextId::NONE, text: text.to_string(), span })
}

fn inlines(bits: &[Bit]) -> Vec<Inline<Reference>> {
    let inline = |bit: &Bit| match bit.is_ours {
        true => Inline::Styled { style: TextStyle::Emphasis, content: vec![text(&bit.text)] },
        false => text(&bit.text),
    };
    bits.iter().map(inline).collect()
}

fn marked(bits: &[Bit]) -> String {
    let mark = |bit: &Bit| {
        let words = bit.text.trim_start();
        let space = if words.len() < bit.text.len() { " " } else { "" };
        let words = escaped(words);
        if bit.is_ours { format!("{space}<i>{words}</i>") } else { format!("{space}{words}") }
    };
    bits.iter().map(mark).collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
