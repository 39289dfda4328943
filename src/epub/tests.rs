//! What a reader gets: the files of small ebooks.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use zip::{CompressionMethod, ZipArchive};

use crate::epub::sample::{Sample, nowhere, paragraph, quotation, reference, text_id};
use crate::model::book::{AnchorId, Matter, MentionId, Reference};
use crate::model::edition::{
    Biographies, Collation, Generated, IndexLayout, IndexOf, IndexSettings, LocatorUnit, Merge,
    NotePlace, NoteStyle, NumberOrder, RangeStyle, SubentryOrder,
};
use crate::model::folio::Folio;
use crate::model::index::{CrossReferences, Entry, Group, Index, Passage, Subentry, Term};
use crate::model::language::Language;
use crate::model::pages::{EntryLocators, Joining, Locator, NotePart, PageStart};
use crate::model::register::{RecordId, RecordKind};
use crate::model::text::{
    Alignment, Block, BlockKind, Definition, Inline, List, QuotationKind, Table, TextStyle,
};

/// The files of an ebook, by name.
fn files(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut files = BTreeMap::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).expect("a file");
        let mut data = Vec::new();
        file.read_to_end(&mut data).expect("whole");
        let name = file.name().to_string();
        files.insert(name, String::from_utf8_lossy(&data).to_string());
    }
    files
}

/// Checks that a file of the text has some markup, line breaks aside.
#[track_caller]
fn check(sample: &Sample, name: &str, markup: &str) {
    let files = files(&sample.bytes());
    let text = files[&format!("OEBPS/text/{name}.xhtml")].replace('\n', "");
    assert!(text.contains(markup), "{markup}\nis not in\n{text}");
}

fn marker(label: &str) -> String {
    format!(
        "<span epub:type=\"pagebreak\" role=\"doc-pagebreak\" id=\"page-{label}\" \
         aria-label=\"{label}\"></span>"
    )
}

fn starts(inline: &Inline<Reference>, offset: u32) -> Option<PageStart> {
    Some(PageStart::Text { text: text_id(inline), offset })
}

#[test]
fn a_page_begins_at_its_word() {
    let mut sample = Sample::new();
    let text = sample.text("One two three.");
    let heading = sample.text("A heading");
    sample.page(Folio::Roman(4), starts(&text, 4));
    sample.page(Folio::Arabic(4), starts(&heading, 2));
    let heading = block_heading(2, heading);
    sample.chapter("one", "One", vec![paragraph(vec![text]), heading]);
    check(&sample, "one", &format!("<p>One {}two three.</p>", marker("iv")));
    check(&sample, "one", &format!("{}<h2>A heading</h2>", marker("4")));
    let nav = &files(&sample.bytes())["OEBPS/nav.xhtml"];
    assert!(nav.contains("<li><a href=\"text/one.xhtml#page-iv\">iv</a></li>\n<li><a href=\"text/one.xhtml#page-4\">4</a></li>"));
}

#[test]
fn a_page_out_of_turn_has_no_marker() {
    let mut sample = Sample::new();
    let texts = ["One", "Two", "Three", "Four"].map(|text| sample.text(text));
    for (folio, text) in [(1, 0), (2, 3), (3, 1), (4, 2)] {
        sample.page(Folio::Arabic(folio), starts(&texts[text], 0));
    }
    sample.chapter("one", "One", texts.map(|text| paragraph(vec![text])).to_vec());
    check(&sample, "one", &format!("<p>{}One</p><p>{}Two</p>", marker("1"), marker("3")));
    check(&sample, "one", &format!("<p>{}Three</p><p>Four</p>", marker("4")));
}

#[test]
fn a_note_cited_twice_stands_once() {
    let mut sample = Sample::new();
    let text = sample.paragraph("See there.");
    let note = sample.note("7", vec![text]);
    let marks = [sample.citation(note), sample.citation(note)];
    sample.chapter("one", "One", vec![paragraph(marks.to_vec())]);
    let citation = |id| {
        format!(
            "<a class=\"noteref\" epub:type=\"noteref\" role=\"doc-noteref\" id=\"{id}\" \
             href=\"#n1\"><sup>7</sup></a>"
        )
    };
    check(&sample, "one", &format!("<p>{}{}</p>", citation("c1"), citation("c2")));
    let back = |id, letter| {
        format!(
            " <a class=\"backlink\" epub:type=\"backlink\" role=\"doc-backlink\" href=\"#{id}\" \
             aria-label=\"Back to reference 7{letter}\">↩\u{fe0e}{letter}</a>"
        )
    };
    let note = format!(
        "<div id=\"n1\" class=\"note\" epub:type=\"footnote\" role=\"doc-footnote\">\
         <p><span class=\"mark\">7.</span> See there.{}{}</p></div></section></section>",
        back("c1", "a"),
        back("c2", "b")
    );
    check(&sample, "one", &note);
    sample.book.edition.notes.ebook = NotePlace::Book;
    check(&sample, "one", "href=\"notes.xhtml#n1\"");
    check(&sample, "notes", "<li id=\"n1\" class=\"note\"><p><span class=\"mark\">7.</span>");
    check(&sample, "notes", "href=\"one.xhtml#c2\"");
}

#[test]
fn a_long_chapter_is_divided_with_its_notes() {
    let mut sample = Sample::new();
    let mut blocks = Vec::new();
    for _ in 0..40 {
        let text = sample.paragraph("The note.");
        let note = sample.note("7", vec![text]);
        let mark = sample.citation(note);
        let words = sample.text(&"word ".repeat(2_000));
        blocks.push(paragraph(vec![words, mark]));
    }
    sample.chapter("one", "One", blocks);
    sample.chapter("one-2", "Two", vec![]);
    let files = files(&sample.bytes());
    let of_one = ["one", "one-2-"].map(|name| &files[&format!("OEBPS/text/{name}.xhtml")]);
    for text in of_one {
        // The paragraphs have no places that would tell how long they are.
        assert!(text.len() < 311_000, "{}", text.len());
        let cited = text.matches("role=\"doc-noteref\"").count();
        let noted = text.matches("role=\"doc-footnote\"").count();
        assert!(cited > 0 && cited == noted, "{cited} marks, {noted} notes");
    }
    assert!(of_one[1].contains("<title>One (2)</title>"));
}

#[test]
fn lines_of_verse_keep_what_is_open() {
    let mut sample = Sample::new();
    let lines = vec![sample.text("One"), Inline::LineBreak, sample.text("two")];
    let lines = Inline::Styled { style: TextStyle::Emphasis, content: lines };
    let verse = quotation(QuotationKind::Verse, vec![paragraph(vec![lines])]);
    sample.chapter("one", "One", vec![verse]);
    check(
        &sample,
        "one",
        "<p><span class=\"line\"><em>One</em></span><br/><span class=\"line\"><em>two</em></span></p>",
    );
}

#[test]
fn no_link_stands_in_another() {
    let mut sample = Sample::new();
    let soso = sample.record("soso", "Soso", RecordKind::Name);
    let tag = sample.mention(soso, "Soso");
    let link = reference(Reference::External("https://example.org/a b".into()), vec![tag]);
    sample.chapter("one", "One", vec![paragraph(vec![link])]);
    let link = "<p><a href=\"https://example.org/a%20b\"><span id=\"m1\">Soso</span></a></p>";
    check(&sample, "one", link);
}

#[test]
fn an_index_leads_to_the_passage() {
    let sample = whole();
    let locators = ", <a epub:type=\"index-locator\" href=\"one.xhtml#m1\" aria-label=\"page 1\">\
         <b>1</b></a>, <span epub:type=\"index-locator-range\"><a epub:type=\"index-locator\" \
         href=\"one.xhtml#m3\" aria-label=\"pages 2 to 3\">2–3</a></span>";
    let entry = format!(
        "<li epub:type=\"index-entry\" id=\"entry-soso\"><span epub:type=\"index-term\">\
         Stalin, Joseph</span>{locators} <span class=\"biography\" \
         epub:type=\"index-editor-note\">(1878–1953)</span>"
    );
    check(&sample, "index-names", &entry);
    let tag = "<a epub:type=\"glossref\" role=\"doc-glossref\" class=\"name\" id=\"m1\" \
         href=\"index-names.xhtml#entry-soso\">Stalin</a>";
    check(&sample, "one", tag);
    check(&sample, "index-names", "<i>See</i> <a epub:type=\"index-term\" href=\"#entry-soso\">");
}

#[test]
fn every_link_leads_somewhere() {
    let files = files(&whole().bytes());
    let ids: BTreeSet<String> = files
        .iter()
        .flat_map(|(name, text)| {
            let ids = text.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next());
            ids.map(move |id| format!("{name}#{id}"))
        })
        .collect();
    let mut count = 0;
    for (name, text) in files.iter().filter(|(name, _)| name.ends_with(".xhtml")) {
        let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
        for href in text.split("<a ").skip(1).filter_map(|tag| tag.split("href=\"").nth(1)) {
            let href = href.split('"').next().unwrap_or_default();
            let target = match href.strip_prefix('#') {
                Some(_) => format!("{name}{href}"),
                None => format!("{folder}/{href}"),
            };
            let is_there = ids.contains(&target) || files.contains_key(&target);
            assert!(is_there || href.starts_with("https:"), "{name}: {href}");
            count += 1;
        }
    }
    assert!(count > 20, "{count} links");
}

#[test]
fn equal_books_have_equal_bytes() {
    let bytes = whole().bytes();
    assert_eq!(bytes, whole().bytes());
    let mut archive = ZipArchive::new(Cursor::new(&bytes)).expect("an archive");
    let first = archive.by_index(0).expect("a file");
    assert_eq!((first.name(), first.compression()), ("mimetype", CompressionMethod::Stored));
    drop(first);
    for at in 0..archive.len() {
        let file = archive.by_index(at).expect("a file");
        let time = file.last_modified().expect("a time");
        assert_eq!((time.year(), time.month(), time.hour()), (2026, 11, 0), "{}", file.name());
    }
}

fn block_heading(level: u8, text: Inline<Reference>) -> Block<Reference> {
    crate::epub::sample::block(BlockKind::Heading { level, content: vec![text] })
}

/// A book with everything in it.
fn whole() -> Sample {
    let mut sample = Sample::new();
    for (name, generated) in [
        ("half-title", Generated::HalfTitle),
        ("title-page", Generated::TitlePage),
        ("copyright", Generated::Copyright),
        ("contents", Generated::Contents),
        ("documents", Generated::ListOfDocuments),
        ("illustrations", Generated::Illustrations),
    ] {
        sample.generated(Matter::Front, name, generated);
    }
    let stalin = sample.record("soso", "Stalin, Joseph", RecordKind::Name);
    let nkvd = sample.record("nkvd", "NKVD", RecordKind::Term);
    sample.book.records[1].data.gloss = vec![sample.text("People's Commissariat")];
    let expansion = vec![sample.text("Narodnyi komissariat")];
    sample.book.records[1].data.expansion = Some((expansion, Language::new("ru-Latn")));
    chapter(&mut sample, stalin, nkvd);
    sample.part("part", "1931");
    letter(&mut sample);
    sample.generated(Matter::Back, "glossary", Generated::Glossary);
    let (passages, references) = (Vec::new(), Vec::new());
    sample.indexes.glossary = vec![Term { record: nkvd, passages, references }];
    sample.generated(Matter::Back, "index-names", Generated::Index(0));
    index(&mut sample, stalin);
    sample
}

fn chapter(sample: &mut Sample, stalin: RecordId, nkvd: RecordId) {
    let first = sample.text("A guest of ");
    let last = sample.text(" and of the ");
    for (folio, start) in [(1, starts(&first, 0)), (2, starts(&last, 5))] {
        sample.page(Folio::Arabic(folio), start);
    }
    let georgian = vec![sample.text("სტალინი")];
    let georgian =
        Inline::Foreign { language: Language::new("ka").expect("well formed"), content: georgian };
    let hebrew = vec![sample.text("שלום")];
    let hebrew =
        Inline::Foreign { language: Language::new("he").expect("well formed"), content: hebrew };
    let in_note = sample.paragraph("First.");
    let verse = sample.text("Verse in a note");
    let verse = quotation(QuotationKind::Verse, vec![paragraph(vec![verse])]);
    let note = sample.note("1", vec![in_note, verse]);
    let mut content = vec![first, sample.mention(stalin, "Stalin"), last];
    content.extend([sample.mention(nkvd, "NKVD"), georgian, hebrew, sample.mention(stalin, "")]);
    content.extend([sample.citation(note), sample.citation(note)]);
    let page = sample.anchor("place");
    sample.stands(page, 1);
    content.push(reference(Reference::PageOf(page), Vec::new()));
    let strong = vec![sample.text(" strong")];
    content.push(Inline::Styled { style: TextStyle::Strong, content: strong });
    let mut heading = block_heading(3, sample.text("Heading"));
    heading.anchor = Some(page);
    let figure = sample.figure("images/მთავარი.png", "A caption");
    let blocks = vec![paragraph(content), heading, list(sample), table(sample), figure];
    sample.chapter("one", "One & only", blocks);
}

fn list(sample: &mut Sample) -> Block<Reference> {
    let items = vec![vec![sample.paragraph("An item")], vec![sample.paragraph("Another")]];
    let list = List { start: Some(3), is_tight: true, items };
    let term = vec![sample.text("Term")];
    let descriptions = vec![vec![
        sample.paragraph("Described"),
        crate::epub::sample::block(BlockKind::List(list)),
    ]];
    let definitions = vec![Definition { term, descriptions }];
    crate::epub::sample::block(BlockKind::Definitions(definitions))
}

fn table(sample: &mut Sample) -> Block<Reference> {
    let cell = |sample: &mut Sample, text| vec![sample.text(text)];
    let head = vec![Vec::new(), cell(sample, "Letters")];
    let rows = vec![vec![cell(sample, "1931"), cell(sample, "12")]];
    let alignments = vec![Alignment::Start, Alignment::End];
    crate::epub::sample::block(BlockKind::Table(Table { alignments, head, rows }))
}

fn letter(sample: &mut Sample) {
    let signed = sample.paragraph("St.");
    let closer = quotation(QuotationKind::Closer, vec![signed]);
    let source = sample.paragraph("RGASPI, f. 558.");
    sample.note("", vec![source]);
    let text = sample.text("Greetings.");
    sample.page(Folio::Arabic(3), starts(&text, 0));
    let epigraph = sample.paragraph("A motto.");
    let epigraph = quotation(QuotationKind::Epigraph, vec![epigraph]);
    sample.letter("letter", "To Kaganovich", vec![epigraph, paragraph(vec![text]), closer]);
}

fn index(sample: &mut Sample, stalin: RecordId) {
    let anchor = sample.book.record(stalin).anchor;
    let [first, second] = [0, 2].map(|at| sample.book.mentions[at].anchor);
    sample.stands(first, 0);
    sample.stands(second, 1);
    let passage = |from| Passage {
        from,
        to: None,
        note: None,
        is_principal: false,
        is_illustration: false,
        mention: Some(MentionId(0)),
    };
    let sub = Subentry {
        heading: "as a host".to_string(),
        passages: vec![passage(first)],
        subentries: Vec::new(),
    };
    let heading = sample.book.record(stalin).data.heading.clone();
    let entry = Entry {
        anchor: Some(anchor),
        record: Some(stalin),
        sorts_as: String::new(),
        heading,
        note: vec![sample.text("(1878–1953)")],
        is_note_run_in: false,
        passages: vec![passage(first), passage(second)],
        subentries: vec![sub],
        references: CrossReferences::None,
    };
    let alias = Entry {
        anchor: None,
        record: Some(stalin),
        sorts_as: String::new(),
        heading: vec![sample.text("Soso")],
        note: Vec::new(),
        is_note_run_in: false,
        passages: Vec::new(),
        subentries: Vec::new(),
        references: CrossReferences::See(anchor, "Stalin, Joseph".to_string()),
    };
    let group = |letter: &str, entry| Group { letter: letter.to_string(), entries: vec![entry] };
    let groups = vec![group("S", alias), group("St", entry)];
    let title = "Index of Names".to_string();
    sample.indexes.indexes = vec![Index { title: title.clone(), groups }];
    sample.book.edition.indexes = vec![IndexSettings {
        name: "names".to_string(),
        title,
        of: IndexOf::Records,
        from: Vec::new(),
        categories: Vec::new(),
        biographies: Biographies::Below,
        merge: Merge::Never,
        order: Collation::WordByWord,
        subentries: SubentryOrder::Alphabetical,
        numbers: NumberOrder::First,
        ignored: Vec::new(),
        ranges: RangeStyle::Chicago,
        layout: IndexLayout::default(),
        notes: NoteStyle::Chicago,
        locators: LocatorUnit::Pages,
        span: nowhere(),
    }];
    let locator = |before: &str, label: &str, target, end: Option<AnchorId>| Locator {
        before: before.to_string(),
        label: label.to_string(),
        unit: LocatorUnit::Pages,
        note: NotePart::None,
        is_principal: end.is_none() && before.is_empty(),
        is_illustration: false,
        target,
        end,
        mentions: Vec::new(),
        joining: Joining::Alone,
    };
    let locators = vec![locator("", "1", first, None), locator(", ", "2–3", second, Some(second))];
    let lower =
        EntryLocators { locators: vec![locator(", ", "1", first, None)], subentries: Vec::new() };
    let of_entry = EntryLocators { locators, subentries: vec![lower] };
    sample.pages.locators = vec![vec![EntryLocators::default(), of_entry]];
}
