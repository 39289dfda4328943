//! One setting moves the notes; they stay the same, each once, and each mark
//! where it was, in both books. The heads of pages of notes name the pages on
//! which the marks stand.

use std::collections::BTreeSet;
use std::path::Path;

use recto::model::book::{Citation, Note, NoteId, SectionKind, Series};
use recto::model::pages::{Line, Page};
use recto::model::structure::NodeId;

use crate::harness::edition::{self, Edition, Made};
use crate::harness::tokens::tokens;
use crate::harness::xml::{Event, events};
use crate::harness::{place, written};

/// Where the numbered notes stand, the further series, the ebook's sections.
const LAYOUTS: [(&str, &str, &str); 6] = [
    ("foot", "foot", "chapter"),
    ("foot", "chapter", "chapter"),
    ("foot", "book", "book"),
    ("chapter", "chapter", "book"),
    ("book", "book", "book"),
    ("book", "foot", "chapter"),
];

/// Words by which a note is known, from its first on.
const BEGINNING: usize = 8;

/// What must be the same in every layout.
#[derive(Debug, PartialEq, Eq)]
struct Same {
    /// Section, series, label, mark.
    notes: BTreeSet<(String, Series, String, String)>,
    /// How often each note's beginning stands in print and in the ebook.
    counts: Vec<(usize, usize)>,
}

#[test]
fn the_notes_of_a_rich_case_are_the_same_in_every_layout() {
    let mut cases = edition::cases().iter();
    let (_, edition) =
        cases.find(|(case, _)| case.name() == "notes/layouts").expect("the case is there");
    let head_count = check("case", &edition.folder, true);
    assert!(head_count > 2, "there are pages of notes with heads: {head_count}");
}

#[test]
fn the_notes_of_the_sample_edition_are_the_same_in_every_layout() {
    let head_count = check("sample", &place::project().join("manuscript"), false);
    assert!(head_count > 4, "there are pages of notes with heads: {head_count}");
}

/// Holds the law against a manuscript; gives how many heads were looked at.
#[track_caller]
fn check(name: &str, folder: &Path, is_once: bool) -> usize {
    let mut known: Option<Same> = None;
    let mut head_count = 0;
    for (at, layout) in LAYOUTS.iter().enumerate() {
        let edition = laid_out(&format!("layouts/{name}-{at}"), folder, *layout);
        let made = edition.made.as_ref().unwrap_or_else(|| panic!("{}", edition.complaints()));
        let found = same(&edition, made);
        if is_once {
            assert!(found.counts.iter().all(|count| *count == (1, 1)), "{layout:?}: {found:?}");
        }
        assert!(found.counts.iter().all(|(print, ebook)| *print > 0 && *ebook > 0));
        if let Some(known) = &known {
            assert_eq!(known, &found, "{layout:?}");
        }
        known = Some(found);
        let places = marks_in_print(&edition, made);
        marks_in_ebook(&edition, made);
        head_count += heads(made, &places);
    }
    head_count
}

/// The manuscript with its notes elsewhere.
fn laid_out(name: &str, folder: &Path, (print, series, ebook): (&str, &str, &str)) -> Edition {
    let copy = place::copy(folder, name);
    let path = copy.join("edition.yaml");
    let mut in_notes = false;
    let mut text = String::new();
    for line in place::text(&path).lines() {
        if !line.starts_with(' ') {
            in_notes = line == "notes:";
        }
        let line = match line.split_once(':') {
            Some(("  print", _)) if in_notes => format!("  print: {print}"),
            Some(("  ebook", _)) if in_notes => format!("  ebook: {ebook}"),
            _ if in_notes => line.replace("print: foot", &format!("print: {series}")),
            _ => line.to_string(),
        };
        text.push_str(&line);
        text.push('\n');
    }
    std::fs::write(&path, text).expect("a file can be written");
    edition::make(name, &copy, None)
}

fn same(edition: &Edition, made: &Made) -> Same {
    let book = &made.book;
    let (print, ebook) = (made.print.words(), made.ebook.words());
    let notes = book.notes.iter().map(|note| {
        let section = book.section(note.section).name.clone();
        (section, note.series, note.label.clone(), note.mark.clone())
    });
    let counts = book.notes.iter().map(|note| {
        let words = beginning(edition, made, note);
        if words.is_empty() {
            return (1, 1);
        }
        let count = |text: &[String]| text.windows(words.len()).filter(|it| *it == words).count();
        (count(&print), count(&ebook))
    });
    Same { notes: notes.collect(), counts: counts.collect() }
}

/// The first words of a note, as its Markdown has them, up to what prints
/// something else than is written.
fn beginning(edition: &Edition, made: &Made, note: &Note) -> Vec<String> {
    let source = source(edition, made, note);
    let label = match note.series {
        Series::Source => {
            return written::words(source).source.into_iter().take(BEGINNING).collect();
        }
        Series::Numbered => note.label.clone(),
        Series::Further(at) => {
            format!("{}-{}", made.book.edition.notes.series[at].prefix, note.label)
        }
    };
    let definition = format!("[^{label}]: ");
    let start = source.find(&definition).expect("a note is defined") + definition.len();
    let text = source[start..].split("\n[^").next().unwrap_or_default();
    let is_bare = |tag: &str| tag.split("]]").next().is_some_and(|tag| !tag.contains('|'));
    let tag = text.match_indices("[[").find(|(at, _)| is_bare(&text[*at..])).map(|(at, _)| at);
    let end = [tag, text.find("[](")].into_iter().flatten().min().unwrap_or(text.len());
    written::words(&text[..end]).body.into_iter().take(BEGINNING).collect()
}

fn source<'a>(edition: &'a Edition, made: &Made, note: &Note) -> &'a str {
    let file = match &made.book.section(note.section).kind {
        SectionKind::Chapter(chapter) => chapter.chapter.file,
        SectionKind::Part(part) => part.introduction.as_ref().expect("it has notes").file,
        SectionKind::Generated(_) => panic!("what the compiler makes has no notes"),
    };
    &edition.inputs.sources.file(file).text
}

/// Letters, figures and the signs of marks, nothing else.
fn bare(text: &str) -> String {
    let is_sign = |character: &char| "*†‡§¶°".contains(*character);
    text.chars().filter(|it| it.is_alphanumeric() || is_sign(it)).collect()
}

/// The last letters before a citation in the Markdown; none where what stands
/// there is not printed so: another mark, a tag, a bracket.
fn letters_before(edition: &Edition, citation: &Citation) -> Option<String> {
    let source = &edition.inputs.sources.file(citation.span.file).text;
    let before = &source[..citation.span.start as usize];
    let before = before.trim_end_matches(|it: char| ".,;:!?*_\"'".contains(it));
    let letters = before.chars().rev().take_while(|it| it.is_alphanumeric()).take(3);
    let letters: Vec<char> = letters.collect();
    (!letters.is_empty()).then(|| letters.into_iter().rev().collect())
}

/// The page of each citation's mark, as it can be read: none for those that
/// have no mark in print, or no letters before it.
fn marks_in_print(edition: &Edition, made: &Made) -> Vec<Option<usize>> {
    let mut text = String::new();
    let mut starts = Vec::new();
    for page in &made.print.pages {
        starts.push(text.len());
        text.push_str(&bare(&page.text()));
    }
    let mut at = 0;
    let mut places = Vec::new();
    for citation in &made.book.citations {
        let mark = &made.book.note(citation.note).mark;
        let letters = letters_before(edition, citation).filter(|_| !mark.is_empty());
        let Some(letters) = letters else {
            places.push(None);
            continue;
        };
        let section = made.book.section(citation.section).anchor;
        let page = made.pages.anchors[section.0 as usize].expect("a section is printed").page;
        let from = at.max(starts[page as usize]);
        let wanted = letters + mark;
        let found = text[from..].find(&wanted);
        let found = from + found.unwrap_or_else(|| panic!("`{wanted}` is not in print"));
        at = found + wanted.len();
        places.push(Some(starts.partition_point(|start| *start < at) - 1));
    }
    places
}

fn marks_in_ebook(edition: &Edition, made: &Made) {
    let mut text = String::new();
    for path in &made.ebook.spine {
        let document = &made.ebook.texts[path];
        let body = &document[document.find("<body").expect("a document has a body")..];
        for event in events(body) {
            if let Event::Text(piece) = event {
                text.push_str(&bare(&piece));
            }
        }
    }
    let mut at = 0;
    for citation in &made.book.citations {
        let note = made.book.note(citation.note);
        let mark = if note.mark.is_empty() { "°" } else { &note.mark };
        let Some(letters) = letters_before(edition, citation) else { continue };
        let wanted = letters + mark;
        let found = text[at..].find(&wanted);
        at += found.unwrap_or_else(|| panic!("`{wanted}` is not in the ebook")) + wanted.len();
    }
}

/// Holds the heads of pages of notes against the pages of their marks; gives
/// how many there are.
fn heads(made: &Made, places: &[Option<usize>]) -> usize {
    let mut count = 0;
    for (at, page) in made.pages.pages.iter().enumerate() {
        let mut heads = page.furniture.iter().map(|line| text(made, line));
        let Some(head) = heads.find(|head| head.starts_with("Notes to page")) else {
            continue;
        };
        count += 1;
        let pages: BTreeSet<usize> =
            notes_on(made, page).iter().filter_map(|note| page_of(made, *note, places)).collect();
        let label = |page: Option<&usize>| {
            let page = page.unwrap_or_else(|| panic!("page {at} has no notes"));
            made.print.pages[*page].label.clone()
        };
        let wanted = (label(pages.first()), label(pages.last()));
        assert_eq!(named(&head), wanted, "{head} on page {at}");
        assert_eq!(head.contains("pages"), wanted.0 != wanted.1, "{head}");
    }
    count
}

fn page_of(made: &Made, note: NoteId, places: &[Option<usize>]) -> Option<usize> {
    let note = made.book.note(note);
    let anchor = match note.citations.first() {
        Some(citation) => match places[citation.0 as usize] {
            Some(page) => return Some(page),
            None => made.book.citation(*citation).anchor,
        },
        None if note.series == Series::Source => made.book.section(note.section).anchor,
        None => return None,
    };
    made.pages.anchors[anchor.0 as usize].map(|position| position.page as usize)
}

/// The notes of which something stands on a page.
fn notes_on(made: &Made, page: &Page) -> Vec<NoteId> {
    let nodes = &made.pages.structure.nodes;
    let note_of = |line: &Line| {
        let mut node = line.node;
        while node.is_some() {
            if let Some(anchor) = nodes[node.0 as usize].anchor {
                return made.book.notes.iter().position(|note| note.anchor == anchor);
            }
            node = nodes[node.0 as usize].parent;
        }
        assert!(node == NodeId::NONE || node == NodeId::ARTIFACT);
        None
    };
    page.lines.iter().filter_map(note_of).map(|at| NoteId(at as u32)).collect()
}

/// The pages that a head names, the second number in full.
fn named(head: &str) -> (String, String) {
    let range = head.rsplit('\u{a0}').next().and_then(|it| it.split_whitespace().last());
    let range = range.expect("a head names pages");
    let Some((first, last)) = range.split_once('–') else { return (range.into(), range.into()) };
    let is_short = first.bytes().all(|it| it.is_ascii_digit()) && last.len() < first.len();
    let head = if is_short { &first[..first.len() - last.len()] } else { "" };
    (first.to_string(), format!("{head}{last}"))
}

fn text(made: &Made, line: &Line) -> String {
    line.pieces.iter().map(|piece| &*made.pages.words[piece.word.0 as usize].text).collect()
}

#[test]
fn heads_name_their_pages_in_full() {
    assert_eq!(named("Notes to pages 101–8"), ("101".into(), "108".into()));
    assert_eq!(named("Notes to pages\u{a0}ix–xii"), ("ix".into(), "xii".into()));
    assert_eq!(tokens(&bare("a “b”,7 †")), ["ab7"]);
}
