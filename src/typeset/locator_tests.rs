//! Vectors of locators, on books made by hand.

use crate::model::book::{
    Anchor, AnchorId, Book, BookChapter, Matter, MentionId, Note, NoteId, Section, SectionId,
    SectionKind, Series,
};
use crate::model::document::{Arrangement, DocumentNumber, DocumentStatus};
use crate::model::edition::{LocatorRules, LocatorUnit, Merge, NotePlace, NoteStyle, RangeStyle};
use crate::model::folio::Folio;
use crate::model::index::Passage;
use crate::model::manuscript::{Chapter, Document};
use crate::model::sample;
use crate::model::source::{FileId, Span};
use crate::typeset::locators::{Whereabouts, locators};

const SPAN: Span = Span { file: FileId(0), start: 0, end: 0 };

/// Where the anchors of a book made by hand stand: by anchor, the page.
struct Places(Vec<u32>);

impl Whereabouts for Places {
    /// The first thirty pages are front matter.
    fn page(&self, anchor: AnchorId) -> Option<(u32, Folio)> {
        let page = self.0[anchor.0 as usize];
        // Page 0 is not printed.
        (page > 0).then_some((
            page,
            match page {
                1..=30 => Folio::Roman(page),
                _ => Folio::Arabic(page),
            },
        ))
    }
}

/// A book of passages.
struct Made {
    book: Book,
    places: Places,
    passages: Vec<Passage>,
}

/// Passages as words: `334` a page, `334-336` a stretch, then `!` principal,
/// `i` an illustration, `n14` in note 14, `n` in a source note. `d7:334` stands
/// in document 7.
fn made(passages: &str) -> Made {
    let edition = sample::edition();
    let book = Book::of(edition);
    let mut made = Made { book, places: Places(Vec::new()), passages: Vec::new() };
    // Section 0 is no document; documents follow by their numbers.
    (0..100).for_each(|number| made.section(number));
    for passage in passages.split_whitespace() {
        made.passage(passage);
    }
    made
}

impl Made {
    fn section(&mut self, number: u32) {
        let document = (number > 0).then(|| Document {
            id: number.to_string(),
            number: Some(DocumentNumber::whole(number)),
            status: DocumentStatus::Printed,
            date: None,
            date_printed: Vec::new(),
            from: Vec::new(),
            to: Vec::new(),
            place: Vec::new(),
            kind: None,
            source: Vec::new(),
            numbers: Vec::new(),
            encloses: Vec::new(),
            arrangement: Arrangement::default(),
            span: SPAN,
        });
        let chapter = Chapter { document, ..Chapter::at(SPAN) };
        self.book.sections.push(Section {
            matter: Matter::Body,
            depth: 0,
            part: None,
            name: String::new(),
            anchor: AnchorId(0),
            end: AnchorId(0),
            kind: SectionKind::Chapter(BookChapter { chapter, number: None, source_note: None }),
            notes: Vec::new(),
        });
    }

    fn anchor(&mut self, place: &str) -> AnchorId {
        let (document, page) = place.split_once(':').unwrap_or(("d0", place));
        let number = document[1..].parse().expect("a document has a number");
        self.book.anchors.push(Anchor { id: String::new(), section: SectionId(number) });
        self.places.0.push(page.parse().expect("a page has a number"));
        AnchorId(self.places.0.len() as u32 - 1)
    }

    fn passage(&mut self, passage: &str) {
        let is_device = |device: char| matches!(device, '!' | 'i' | 'n');
        let start = passage.find(is_device).unwrap_or(passage.len());
        let (place, devices) = passage.split_at(start);
        let (from, to) = match place.split_once('-') {
            Some((from, to)) => (self.anchor(from), Some(self.anchor(to))),
            None => (self.anchor(place), None),
        };
        let note = devices.find('n').map(|at| self.note(&devices[at + 1..]));
        let mention = MentionId(self.passages.len() as u32);
        self.passages.push(Passage {
            from,
            to,
            note,
            is_principal: devices.contains('!'),
            is_illustration: devices.contains('i'),
            mention: Some(mention),
        });
    }

    fn note(&mut self, mark: &str) -> NoteId {
        self.book.notes.push(Note {
            anchor: AnchorId(0),
            section: SectionId(0),
            label: String::new(),
            mark: mark.to_string(),
            series: if mark.is_empty() { Series::Source } else { Series::Numbered },
            print: NotePlace::Foot,
            citations: Vec::new(),
            blocks: Vec::new(),
            span: SPAN,
        });
        NoteId(self.book.notes.len() as u32 - 1)
    }
}

const RULES: LocatorRules = LocatorRules {
    unit: LocatorUnit::Pages,
    merge: Merge::AtLeast(3),
    ranges: RangeStyle::Chicago,
    notes: NoteStyle::Chicago,
};

/// Principal locators are printed in asterisks, illustrations in underscores.
#[track_caller]
fn check(rules: LocatorRules, passages: &str, printed: &str) {
    let made = made(passages);
    let found = locators(&made.book, &made.passages, rules, &made.places);
    let mut text = String::new();
    for locator in found {
        let bold = if locator.is_principal { "*" } else { "" };
        let italic = if locator.is_illustration { "_" } else { "" };
        let label = locator.label.replace('\u{a0}', " ");
        text.push_str(&format!("{}{bold}{italic}{label}{italic}{bold}", locator.before));
    }
    assert_eq!(text, printed, "{passages}");
}

#[track_caller]
fn pages(passages: &str, printed: &str) {
    check(RULES, passages, printed);
}

#[track_caller]
fn documents(passages: &str, printed: &str) {
    check(LocatorRules { unit: LocatorUnit::Documents, ..RULES }, passages, printed);
}

#[test]
fn a_mention_gives_its_page_once() {
    pages("", "");
    pages("34", "34");
    pages("34 34 36", "34, 36");
    pages("7 34", "vii, 34");
    pages("0 34", "34");
}

#[test]
fn consecutive_mentions_merge_by_the_policy() {
    let merge = |merge| LocatorRules { merge, ..RULES };
    let mentions = "123 124 125 130 131 140";
    check(merge(Merge::Never), mentions, "123, 124, 125, 130, 131, 140");
    check(merge(Merge::AtLeast(3)), mentions, "123–25, 130, 131, 140");
    check(merge(Merge::AtLeast(2)), mentions, "123–25, 130–31, 140");
    check(LocatorRules { ranges: RangeStyle::Oxford, ..RULES }, mentions, "123–5, 130, 131, 140");
    // Roman and arabic numbers never run on.
    check(merge(Merge::AtLeast(2)), "29 30 31 32", "xxix–xxx, 31–32");
}

#[test]
fn marked_passages_are_ranges_whatever_the_policy() {
    let never = LocatorRules { merge: Merge::Never, ..RULES };
    check(never, "123-125", "123–25");
    check(never, "123-124", "123–24");
    check(never, "123-123", "123");
    pages("321-328", "321–28");
    pages("24-26", "xxiv–xxvi");
    pages("28-33", "xxviii–33");
    // An end before the beginning: a note that is printed elsewhere.
    pages("125-123", "125");
}

#[test]
fn what_a_range_holds_is_not_said_again() {
    pages("50-60 52 55", "50–60");
    pages("50-60 52i 55 61", "50–60, _52_, 61");
    pages("50-60 52! 52! 55", "50–60, *52*");
    pages("50-60 50-60!", "*50–60*");
    pages("50-60 55-70", "50–60, 55–70");
    pages("50-60 52-54 58", "50–60");
    pages("50-60 55n3", "50–60");
    pages("50-60 52-70! 65 65n3", "50–60, *52–70*");
}

#[test]
fn devices_break_runs_and_are_kept() {
    pages("34! 34", "*34*");
    pages("34 34!", "*34*");
    pages("34i 34", "34, _34_");
    pages("34i 35i 36i", "_34_, _35_, _36_");
    pages("34 35! 36", "34, *35*, 36");
    pages("34 35 35i 36", "34–36, _35_");
    pages("34!i", "*_34_*");
}

#[test]
fn notes_stand_with_their_pages() {
    pages("334n14", "334n14");
    pages("334n14 334n15 334n16", "334nn14–16");
    pages("334n14 335n2", "334n14, 335n2");
    pages("35n13 35n14 35n15 35n18", "35nn13–15, 18");
    pages("334 334n14", "334");
    pages("334n14 334", "334");
    pages("33 34n1 36", "33, 34n1, 36");
    pages("33n 33n1", "33n, 33n1");
    pages("334!n14", "*334n14*");
    pages("334n14 334!n14 334n15", "*334nn14*, 15");
    let oxford = LocatorRules { notes: NoteStyle::Oxford, ..RULES };
    check(oxford, "90n17", "90 n. 17");
    check(oxford, "90n17 90n19 95", "90 nn. 17, 19, 95");
    let mhra = LocatorRules { notes: NoteStyle::Mhra, ..RULES };
    check(mhra, "41n3", "41 n. 3");
    check(mhra, "41n3 41n4 44", "41 nn. 3 & 4, 44");
}

#[test]
fn documents_are_named_by_their_numbers() {
    documents("d12:340", "12");
    documents("d12:340 d12:342", "12");
    documents("d12:340 d13:341 d14:341 d20:350", "12–14, 20");
    documents("d12:340-d12:342", "12");
    documents("d12:340-d14:350", "12–14");
    documents("d12:340! d14:350i", "*12*, _14_");
    documents("d12:340n3", "12n3");
    documents("d12:340n3 d12:341n4 d12:341n5", "12nn3–5");
    documents("d12:340n", "12n");
    documents("d12:340 d12:345n3", "12");
    let mhra = LocatorRules { unit: LocatorUnit::Documents, notes: NoteStyle::Mhra, ..RULES };
    check(mhra, "d12:340n3 d12:341n4", "12 nn. 3 & 4");
}

#[test]
fn text_in_no_document_keeps_its_page() {
    documents("34", "p. 34");
    documents("7 34 d1:40", "p. vii, p. 34, 1");
    documents("34-36 d1:40", "pp. 34–36, 1");
    documents("34 35 36", "pp. 34–36");
    documents("34n2 d1:40", "p. 34n2, 1");
    // What begins in a document and ends in none is told by pages.
    documents("34-d2:36", "pp. 34–36");
}

/// 50,000 mentions under one heading, in the text and in notes: a quadratic
/// step would be felt.
#[test]
fn nothing_is_quadratic() {
    let mut passages = String::from("31-40000 ");
    for page in 0..25_000 {
        passages.push_str(&format!("{}i {}n1 ", 31 + 2 * page, 32 + 2 * page));
    }
    let made = made(&passages);
    let found = locators(&made.book, &made.passages, RULES, &made.places);
    assert_eq!(found.len(), 1 + 25_000 + (50_030 - 40_000) / 2);
}
