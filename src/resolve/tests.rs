//! The stage as a whole, on manuscripts made by hand.

use super::sample::{Sample, inlines, shown};
use crate::model::book::{Book, Note, SectionKind, Series, Within};
use crate::model::edition::{NoteMarks, NoteNumbering, NotePlace, NoteSeries};
use crate::model::source::{FileId, Span};
use crate::model::text::{BlockKind, Inline};

const NO_FILE: FileId = FileId(0);

/// Every chapter's title and blocks as they read, one a line.
fn lines(book: &Book) -> Vec<String> {
    let mut lines = Vec::new();
    for section in &book.sections {
        let SectionKind::Chapter(chapter) = &section.kind else { continue };
        if !chapter.chapter.title.is_empty() {
            lines.push(shown(book, &chapter.chapter.title));
        }
        for block in &chapter.chapter.blocks {
            match &block.kind {
                BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => {
                    lines.push(shown(book, content));
                }
                BlockKind::Figure { caption, .. } => lines.push(shown(book, caption)),
                _ => {}
            }
        }
    }
    lines
}

fn marks(book: &Book) -> Vec<&str> {
    book.notes.iter().map(|note: &Note| note.mark.as_str()).collect()
}

#[track_caller]
fn check(sample: Sample, expected: &[&str], codes: &[&str]) -> Book {
    let (book, found) = sample.resolve();
    assert_eq!(lines(&book), expected);
    assert_eq!(found, codes);
    book
}

#[test]
fn tags_become_mentions() {
    let mut sample = Sample::new();
    sample.record("stalin", "Stalin, Joseph");
    sample.chapter(
        "a.md",
        &[
            "#in-[[stalin]] [[stalin]]",
            "By [[stalin|the Master]], [[!stalin#a#b|him]], [[stalin|]] and [[stlain]].",
            "! With [[stalin]]",
            "A note.[^1]",
            "[^1]: Of [[stalin]].",
        ],
    );
    let book = check(
        sample,
        &[
            "{stalin:Stalin}",
            "By {stalin:the Master}, {stalin:him}, {stalin:} and stlain.",
            "With {stalin:Stalin}",
            "A note.^1",
        ],
        &["unknown-record"],
    );
    let within: Vec<Within> = book.mentions.iter().map(|mention| mention.within).collect();
    let note = Within::Note(crate::model::book::NoteId(0));
    let text = Within::Text;
    assert_eq!(within, [Within::Heading, text, text, text, Within::Caption(1), note]);
    assert_eq!(book.mentions[2].subheadings, ["a", "b"]);
    assert_eq!(book.figures.len(), 1);
}

#[test]
fn notes_are_numbered_by_first_citation() {
    let mut sample = Sample::new();
    sample.chapter(
        "a.md",
        &[
            "One[^b] two[^a] three[^b] and[^ed-1].",
            "[^a]: A.",
            "[^b]: B.",
            "[^c]: C.",
            "[^ed-1]: Ours.",
        ],
    );
    sample.chapter("b.md", &["Four.[^a]", "[^a]: A."]);
    sample.edition.notes.series.push(NoteSeries {
        prefix: "ed".to_string(),
        title: None,
        marks: NoteMarks::Symbols,
        print: NotePlace::Chapter,
        numbering: NoteNumbering::Chapter,
        span: Span::new(NO_FILE, 0, 0),
    });
    let expected = ["One^1 two^2 three^1 and^*.", "Four.^1"];
    let book = check(sample, &expected, &["uncited-note"]);
    assert_eq!(marks(&book), ["1", "2", "3", "1", "*"]);
    assert_eq!(book.notes[0].citations.len(), 2);
    assert_eq!(book.notes[4].series, Series::Further(0));
    assert_eq!(book.notes[4].label, "1");
    assert_eq!(book.notes[4].print, NotePlace::Chapter);
    let of_first: Vec<u32> = book.sections[0].notes.iter().map(|note| note.0).collect();
    assert_eq!(of_first, [0, 1, 2, 4]);
}

#[track_caller]
fn check_numbering(numbering: NoteNumbering, expected: &[&str]) {
    let mut sample = Sample::new();
    sample.edition.notes.numbering = numbering;
    sample.chapter("a.md", &["One[^7] two[^3].", "[^3]: A.", "[^7]: B."]);
    sample.chapter("b.md", &["Three[^3].", "[^3]: C."]);
    sample.part("1931");
    sample.chapter("c.md", &["Four[^4].", "[^4]: D."]);
    sample.part("1932");
    let (book, codes) = sample.resolve();
    assert_eq!(marks(&book), expected);
    assert!(codes.is_empty());
}

#[test]
fn numbers_begin_again_where_the_edition_says() {
    check_numbering(NoteNumbering::Chapter, &["1", "2", "1", "1"]);
    check_numbering(NoteNumbering::Part, &["1", "2", "3", "1"]);
    check_numbering(NoteNumbering::Book, &["1", "2", "3", "4"]);
    check_numbering(NoteNumbering::AsWritten, &["7", "3", "3", "4"]);
}

#[test]
fn a_note_within_a_note_has_no_mark() {
    let mut sample = Sample::new();
    sample.chapter("a.md", &["One[^1] two[^2].", "[^1]: See[^2].", "[^2]: B."]);
    let book = check(sample, &["One^1 two^2."], &[]);
    assert_eq!(book.notes[1].citations.len(), 1);
}

#[test]
fn links_lead_to_what_they_name() {
    let mut sample = Sample::new();
    sample.chapter("a.md", &[
        "#method Method",
        "!map A map.",
        "[](#method) [it](#method) [](#map) [](#note-1) [](#d1) [d](b.md) [](sub/c.md#method)[^1]",
        "[](#d1fn1) [](#d1fn2) [w](https://example.org) [](b.md#note-2)",
        "[^1]: A.",
    ]);
    let document = sample.document("d1", "1931", &["Text.[^2]", "[^2]: B."]);
    document.kind = Some("Telegram".to_string());
    document.source = inlines("RGASPI.", NO_FILE);
    sample.chapter("sub/c.md", &["#method Method", "[up](../a.md#map)"]);
    sample.chapter("b.md", &["Text.[^2]", "[^2]: C."]);
    check(
        sample,
        &[
            "Method",
            "A map.",
            "<p. method> <method:it> <map:fig.\u{a0}1> <fn-a-1:n.\u{a0}1> <d1:telegram\u{a0}1> \
             <b:d> <p. c-method>^1",
            "<p. fn-d1-source> <fn-d1-2:n.\u{a0}1> <https://example.org:w> <fn-b-2:n.\u{a0}1>",
            "Telegram, 1931",
            "Text.^1",
            "Method",
            "<map:up>",
            "Text.^1",
        ],
        &[],
    );
}

#[test]
fn links_that_lead_nowhere_are_reported() {
    let mut sample = Sample::new();
    sample.chapter("a.md", &["[a](#mehtod) [b](c.md) [c](javascript:x) [d](#twice) [e](b.md#no)"]);
    sample.chapter("b.md", &["#method Method", "#twice Twice"]);
    sample.chapter("d.md", &["#twice Twice", "#same Same", "#same Same"]);
    let codes = [
        "duplicate-anchor",
        "unknown-anchor",
        "unknown-file",
        "dead-link",
        "ambiguous-anchor",
        "unknown-anchor",
    ];
    check(sample, &["a b c d e", "Method", "Twice", "Twice", "Same", "Same"], &codes);
}

#[test]
fn a_document_is_titled_by_its_data() {
    let mut sample = Sample::new();
    sample.record("stalin", "Stalin, Joseph");
    sample.record("molotov", "Molotov, Vyacheslav");
    sample.record("kaganovich", "Kaganovich, Lazar");
    let document = sample.document("d2", "1931-08-11", &["Text."]);
    document.from = inlines("[[stalin]]", NO_FILE);
    document.to = inlines("[[kaganovich]][[molotov]]", NO_FILE);
    let document = sample.document("d1", "1931-08-10", &["Text."]);
    document.from = inlines("[[molotov]]", NO_FILE);
    document.date_printed = inlines("10 [August 1931](#d2)", NO_FILE);
    document.encloses = vec![("d3".to_string(), Span::new(NO_FILE, 0, 0))];
    let own = sample.document("d0", "1932", &["Text."]);
    own.from = inlines("[[stalin]]", NO_FILE);
    sample.chapters[2].title = inlines("His own", NO_FILE);
    let book = check(
        sample,
        &[
            "{stalin:Stalin} to {kaganovich:Kaganovich} and {molotov:Molotov}, 11 August 1931",
            "Text.",
            "{molotov:Molotov}, 10 August 1931",
            "Text.",
            "His own",
            "Text.",
        ],
        &["unknown-document", "document-out-of-order"],
    );
    let anchors: Vec<&str> = book
        .mentions
        .iter()
        .filter(|mention| mention.sigil != crate::model::manuscript::Sigil::Passing)
        .map(|mention| book.anchor(mention.anchor).id.as_str())
        .collect();
    assert_eq!((anchors.len(), anchors.last()), (5, Some(&"d0")));
    assert!(anchors[..4].iter().all(|id| id.starts_with('m')), "{anchors:?}");
}

#[test]
fn references_between_records_are_followed() {
    let mut sample = Sample::new();
    let span = Span::new(NO_FILE, 0, 0);
    let to = |id: &str| Some((id.to_string(), span));
    sample.record("stalin", "Stalin, Joseph").see_also.extend(to("soso"));
    sample.record("koba", "Koba").see = to("soso");
    sample.record("soso", "Soso").see = to("stalin");
    sample.record("x", "X").see = to("y");
    sample.record("y", "Y").see = to("x");
    sample.record("z", "Z").see = to("z");
    sample.record("w", "W").see = to("satlin");
    sample.chapter("a.md", &["[[koba]] and [[soso|he]]"]);
    let codes = [
        "self-reference",
        "unknown-record",
        "circular-reference",
        "chained-reference",
        "chained-reference",
    ];
    check(sample, &["{stalin:Koba} and {stalin:he}"], &codes);
}

#[test]
fn anchors_and_texts_have_names_of_their_own() {
    let mut sample = Sample::new();
    sample.record("h-1", "H");
    sample.chapter("h-1.md", &["# One", "#h-2 Two", "# Three [[h-1]][^1]", "[^1]: Note."]);
    sample.chapter("sub/h-1.md", &["#h-2 Two", "#ж Four"]);
    let (book, _) = sample.resolve();
    let mut ids: Vec<&str> = book.anchors.iter().map(|anchor| anchor.id.as_str()).collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count);
    assert_eq!(book.sections[1].name, "h-1-2");
    let mut texts = Vec::new();
    for section in &book.sections {
        let SectionKind::Chapter(chapter) = &section.kind else { continue };
        for block in &chapter.chapter.blocks {
            let BlockKind::Heading { content, .. } = &block.kind else { continue };
            for inline in content {
                if let Inline::Text(text) = inline {
                    texts.push(text.id.0);
                }
            }
        }
    }
    assert!(texts.is_sorted() && !texts.is_empty());
    assert!(book.text_count > texts[texts.len() - 1]);
}
