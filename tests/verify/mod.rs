//! Whatever a book loses on its way to its files is found again, at its place
//! in the manuscript: here words, notes, tags and images are lost on purpose.

mod lists;

use std::fs;
use std::path::Path;

use recto::model::book::{Book, Mention, NoteId, Reference, SectionKind};
use recto::model::diagnostic::Diagnostics;
use recto::model::index::Indexes;
use recto::model::pages::{Pages, Position};
use recto::model::source::Sources;
use recto::model::structure::{NodeId, Role};
use recto::model::text::{Block, BlockKind, Inline};
use recto::{epub, pdf, typeset, verify};

use crate::harness::edition::{self, Edition, Made};
use crate::harness::place;

const EDITION: &str = "\
title: Losses
language: en-GB
contents: { body: [one.md, two.md], back: [abbreviations, glossary, \"index: names\"] }
notes: { series: [{ prefix: ed, marks: symbols, print: chapter }] }
indexes: { names: { title: Index, from: [names.yaml], biographies: true } }
glossary: { title: Glossary, from: [glossary.yaml] }
";

const NAMES: &str = "\
- { id: ada, heading: \"Lovelace, Ada\", note: A *mathematician*., see-also: [bob] }
- { id: bob, heading: \"Babbage, Charles\", dates: 1791–1871 }
- { id: countess, heading: Analyst, see: ada }
";

const GLOSSARY: &str = "\
- { id: ae, term: AE, expansion: Analytical Engine, gloss: a machine, note: Never built. }
- { id: card, term: card, note: A card. }
";

const ONE: &str = "\
# The First

There was an evening of which she spoke.[^1]

A second paragraph names [[ada|Ada]] and [[ada|her]].[^2]

- an item of a list
- and another one

> A quotation.

![A black square](black.png \"What is black\")

![A white square](white.png \"What is white\")

![](ornament.png \"Below an ornament\"){decorative}

| Head | Beside |
|---|---|
| cell | corner |

[^1]: The note says more.

[^2]: Another note, with `code`.
";

const TWO: &str = "\
# The Second

Words of the second chapter.[^ed-1] See [](#there). And ![a sign](sign.png) more.

## A place {#there}

The last words, on the [[ae]], its [[card]]s, [[bob|him]] and [[ada#as a writer|her]].

[^ed-1]: An editor’s note.
";

/// The edition, made without any loss.
fn made(name: &str) -> Edition {
    let folder = place::empty(&format!("verify-{name}"));
    for (name, text) in [
        ("edition.yaml", EDITION),
        ("names.yaml", NAMES),
        ("glossary.yaml", GLOSSARY),
        ("one.md", ONE),
        ("two.md", TWO),
    ] {
        fs::write(folder.join(name), text).expect("a file can be written");
    }
    image(&folder.join("black.png"), 0);
    image(&folder.join("white.png"), 255);
    image(&folder.join("ornament.png"), 128);
    image(&folder.join("sign.png"), 64);
    edition::make(name, &folder, None)
}

fn image(path: &Path, level: u8) {
    let pixels = image::GrayImage::from_pixel(40, 40, image::Luma([level]));
    pixels.save(path).expect("an image can be written");
}

/// What is told of files that were made of `book` and `pages`.
fn told(edition: &Edition, book: &Book, pages: Option<&Pages>) -> Vec<String> {
    let indexes = &edition.made.as_ref().expect("no errors").indexes;
    told_of_lists(edition, (book, indexes), pages)
}

fn told_of_lists(
    edition: &Edition,
    (book, indexes): (&Book, &Indexes),
    pages: Option<&Pages>,
) -> Vec<String> {
    let Made { style, pages: sound, .. } = edition.made.as_ref().expect("no errors");
    let inputs = &edition.inputs;
    let mut quiet = Diagnostics::default();
    let again =
        typeset::pages(book, indexes, style, inputs, None, &mut quiet).expect("fonts are there");
    let pages = pages.unwrap_or(&again);
    let wanted = pdf::Wanted { screen: true, print: true };
    let files = pdf::write(book, pages, inputs, wanted, &mut quiet);
    let epub = epub::write(book, indexes, sound, inputs);
    let files = verify::Files {
        epub: Some(&epub),
        screen: files.screen.as_deref(),
        print: files.print.as_deref(),
    };
    held(edition, files)
}

/// Code, file, line, column and message.
fn held(edition: &Edition, files: verify::Files<'_>) -> Vec<String> {
    let made = edition.made.as_ref().expect("no errors");
    let mut diagnostics = Diagnostics::default();
    verify::files((&made.book, &made.indexes), &edition.inputs, files, &mut diagnostics);
    let sources: &Sources = &edition.inputs.sources;
    let lines = diagnostics.iter().map(|found| {
        let place = found.span.map_or(String::new(), |span| {
            let at = sources.line_column(span.file, span.start);
            format!("{}:{}:{}", sources.file(span.file).name, at.line, at.column)
        });
        format!("{} {place} {}", found.code, found.message)
    });
    lines.collect()
}

/// The blocks of the first chapter.
fn blocks(book: &mut Book) -> &mut Vec<Block<Reference>> {
    match &mut book.sections[0].kind {
        SectionKind::Chapter(chapter) => &mut chapter.chapter.blocks,
        _ => panic!("the first section is a chapter"),
    }
}

fn text(block: &mut Block<Reference>) -> &mut Vec<Inline<Reference>> {
    match &mut block.kind {
        BlockKind::Paragraph(text) => text,
        other => panic!("{other:?} is no paragraph"),
    }
}

/// Holds files made of a damaged book against the book as it was. `expected`
/// is what is told of each file that tells it: screen, print, ebook.
#[track_caller]
fn lost(name: &str, damage: impl Fn(&mut Book), expected: &[&str]) {
    let edition = made(name);
    let mut book = edition.made.as_ref().expect("no errors").book.clone();
    damage(&mut book);
    assert_eq!(told(&edition, &book, None), expected);
}

/// The same for files made of damaged pages: the ebook is sound.
#[track_caller]
fn lost_in_print(name: &str, damage: impl Fn(&mut Pages, &Book), expected: &[&str]) {
    let edition = made(name);
    let made = edition.made.as_ref().expect("no errors");
    let mut pages = made.pages.clone();
    damage(&mut pages, &made.book);
    assert_eq!(told(&edition, &made.book, Some(&pages)), expected);
}

const EVERYWHERE: [&str; 3] = ["the PDF for the screen", "the PDF for the printer", "the ebook"];

/// What is told of all three files.
fn everywhere(message: &str) -> Vec<String> {
    EVERYWHERE.iter().map(|file| message.replace("{}", file)).collect()
}

#[track_caller]
fn lost_everywhere(name: &str, damage: impl Fn(&mut Book), messages: &[&str]) {
    let expected: Vec<String> = EVERYWHERE
        .iter()
        .flat_map(|file| messages.iter().map(move |message| message.replace("{}", file)))
        .collect();
    let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
    lost(name, damage, &expected);
}

#[test]
fn nothing_is_lost_of_a_sound_book() {
    lost("nothing", |_| (), &[]);
}

#[test]
fn a_word_that_is_lost_is_named_at_its_place() {
    let drop_word = |book: &mut Book| {
        let Inline::Text(node) = &mut text(&mut blocks(book)[0])[0] else { panic!("no text") };
        node.text = node.text.replace("evening ", "");
    };
    lost_everywhere(
        "word",
        drop_word,
        &["word-lost one.md:3:14 `evening` is missing here from {}"],
    );
}

#[test]
fn a_letter_that_is_lost_is_a_word_that_is_lost() {
    let drop_letter = |book: &mut Book| {
        let BlockKind::List(list) = &mut blocks(book)[2].kind else { panic!("no list") };
        let Inline::Text(node) = &mut text(&mut list.items[1][0])[0] else { panic!("no text") };
        node.text = node.text.replace("another", "anoter");
    };
    let told = "word-lost one.md:8:7 `another` is missing here from {}";
    lost_everywhere("letter", drop_letter, &[told]);
}

#[test]
fn paragraphs_that_changed_places_are_told() {
    let swap = |book: &mut Book| blocks(book).swap(2, 3);
    lost_everywhere("swap", swap, &["word-lost one.md:7:3 `an` is missing here from {}"]);
}

#[test]
fn words_that_nobody_wrote_are_told() {
    let double = |book: &mut Book| {
        let last = blocks(book)[3].clone();
        blocks(book).push(last);
    };
    lost_everywhere("double", double, &["word-lost one.md:20:10 {} goes on here with other words"]);
}

#[test]
fn a_note_that_is_lost_is_told_with_its_mark() {
    let drop_note = |book: &mut Book| {
        let first: NoteId = book.sections[0].notes.remove(0);
        let text = text(&mut blocks(book)[0]);
        let is_mark = |inline: &Inline<Reference>| {
            matches!(inline, Inline::Reference { to: Reference::Citation(_), .. })
        };
        assert!(text.last().is_some_and(is_mark), "{first:?} is cited last");
        text.pop();
    };
    let told = [
        "word-lost one.md:3:41 `1` is missing here from {}",
        "note-lost one.md:22:1 the note `1` is missing from {}",
    ];
    lost_everywhere("note", drop_note, &told);
}

#[test]
fn words_of_a_note_are_words_of_the_book() {
    let empty_note = |book: &mut Book| book.notes[1].blocks.clear();
    let told = "word-lost one.md:24:7 `Another` is missing here from {}";
    lost_everywhere("empty-note", empty_note, &[told]);
}

#[test]
fn an_image_that_is_lost_is_told() {
    let drop_image = |book: &mut Book| drop(blocks(book).remove(4));
    let edition = made("image");
    let mut book = edition.made.as_ref().expect("no errors").book.clone();
    drop_image(&mut book);
    let told = told(&edition, &book, None);
    for file in EVERYWHERE {
        let missing = "image-lost one.md:12:1 the image `black.png`";
        let is_told = |line: &&String| line.starts_with(missing) && line.ends_with(file);
        assert!(told.iter().any(|line| is_told(&line)), "{file}: {told:#?}");
    }
}

#[test]
fn images_that_changed_places_are_told() {
    let swap = |book: &mut Book| {
        for (at, name) in [(4, "white.png"), (5, "black.png")] {
            let BlockKind::Figure { image, .. } = &mut blocks(book)[at].kind else {
                panic!("no figure")
            };
            image.name = name.to_string();
        }
    };
    let edition = made("images");
    let mut book = edition.made.as_ref().expect("no errors").book.clone();
    swap(&mut book);
    let told = told(&edition, &book, None);
    for file in EVERYWHERE {
        let wrong = format!("the image `white.png` is not where it should be in {file}");
        assert!(told.iter().any(|line| line.ends_with(&wrong)), "{file}: {told:#?}");
    }
}

#[test]
fn an_image_in_a_line_says_what_it_shows() {
    let rename = |book: &mut Book| {
        let SectionKind::Chapter(chapter) = &mut book.sections[1].kind else {
            panic!("no chapter")
        };
        for inline in text(&mut chapter.chapter.blocks[0]) {
            if let Inline::Image { image, .. } = inline {
                image.alternative = "another sign".into();
            }
        }
    };
    let told = "image-lost two.md:3:57 the image `sign.png` has another description in {}";
    lost_everywhere("description", rename, &[told]);
}

/// Leaves the figure at a place of the first chapter without its caption.
fn drop_caption(book: &mut Book, at: usize) {
    let BlockKind::Figure { caption, .. } = &mut blocks(book)[at].kind else { panic!("no figure") };
    caption.clear();
}

#[test]
fn a_caption_that_is_lost_is_told() {
    let told = "word-lost one.md:14:30 `What` is missing here from {}";
    lost_everywhere("caption", |book| drop_caption(book, 5), &[told]);
}

#[test]
fn a_caption_below_an_ornament_may_float_and_may_not_be_lost() {
    let told = "word-lost one.md:16:19 `Below` is missing here from {}";
    lost_everywhere("ornament", |book| drop_caption(book, 6), &[told]);
}

#[test]
fn a_tag_that_is_lost_is_told_where_files_have_points() {
    let untag = |book: &mut Book| {
        let text = text(&mut blocks(book)[1]);
        for inline in text.iter_mut() {
            if let Inline::Reference { to: Reference::Mention(_), content, .. } = inline {
                *inline = content[0].clone();
                return;
            }
        }
    };
    let told = ["the PDF for the screen", "the ebook"]
        .map(|file| format!("tag-lost one.md:5:26 the tag of `ada` leads nowhere in {file}"));
    lost("tag", untag, &told.each_ref().map(String::as_str));
}

#[test]
fn a_tag_on_the_wrong_page_is_told() {
    let turn = |pages: &mut Pages, book: &Book| {
        let Mention { anchor, .. } = book.mentions[0];
        let place = &mut pages.anchors[anchor.0 as usize];
        *place = place.map(|place| Position { page: place.page + 1, ..place });
    };
    let told =
        "tag-lost one.md:5:26 the tag of `ada` leads to another page of the PDF for the screen";
    lost_in_print("turned", turn, &[told]);
}

/// The words of the two PDFs alone.
fn both(message: &str) -> Vec<String> {
    everywhere(message)[..2].to_vec()
}

#[test]
fn a_word_that_leaves_a_page_is_told() {
    let drop_piece = |pages: &mut Pages, _: &Book| {
        let words = &pages.words;
        for line in pages.pages.iter_mut().flat_map(|page| &mut page.lines) {
            let is_it = |word: u32| &*words[word as usize].text == "evening";
            line.pieces = line.pieces.iter().filter(|it| !is_it(it.word.0)).copied().collect();
        }
    };
    let told = both("word-lost one.md:3:14 `evening` is missing here from {}");
    lost_in_print("piece", drop_piece, &told.iter().map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn a_note_that_leaves_a_page_is_told() {
    let drop_note = |pages: &mut Pages, book: &Book| {
        let nodes = &pages.structure.nodes;
        let is_of_note = |mut node: NodeId| {
            while let Some(found) = nodes.get(node.0 as usize) {
                if found.role == Role::Note && found.anchor == Some(book.notes[0].anchor) {
                    return true;
                }
                node = found.parent;
            }
            false
        };
        for page in &mut pages.pages {
            page.lines.retain(|line| !is_of_note(line.node));
        }
    };
    let told = both("note-lost one.md:22:1 the note `1` is missing from {}");
    lost_in_print("page-note", drop_note, &told.iter().map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn an_image_that_leaves_a_page_is_told() {
    let drop_images = |pages: &mut Pages, _: &Book| {
        pages.pages.iter_mut().for_each(|page| page.images.clear());
    };
    let edition = made("page-images");
    let sound = edition.made.as_ref().expect("no errors");
    let mut pages = sound.pages.clone();
    drop_images(&mut pages, &sound.book);
    let told = told(&edition, &sound.book, Some(&pages));
    for name in ["black.png", "white.png", "ornament.png"] {
        for file in &EVERYWHERE[..2] {
            let is_told = |line: &&String| line.contains(name) && line.ends_with(file);
            let is_lost = |line: &&String| line.starts_with("image-lost ");
            assert!(told.iter().any(|line| is_lost(&line) && is_told(&line)), "{told:#?}");
        }
    }
    assert!(!told.iter().any(|line| line.ends_with("the ebook")), "{told:#?}");
}

#[test]
fn lines_that_nobody_hears_are_lost() {
    let silence = |pages: &mut Pages, _: &Book| {
        for page in &mut pages.pages {
            page.lines.iter_mut().for_each(|line| line.node = NodeId::ARTIFACT);
        }
    };
    let edition = made("silence");
    let sound = edition.made.as_ref().expect("no errors");
    let mut pages = sound.pages.clone();
    silence(&mut pages, &sound.book);
    let told = told(&edition, &sound.book, Some(&pages));
    assert!(told.len() > 4, "{told:#?}");
}

#[test]
fn a_file_that_is_broken_is_told() {
    let edition = made("broken");
    let sound = edition.made.as_ref().expect("no errors");
    for file in [&sound.pdf, &sound.press, &sound.epub] {
        for share in [0, 1, 2, 3, 7] {
            let part = &file[..file.len() * share / 8];
            let screen = verify::Files { screen: Some(part), ..verify::Files::default() };
            let epub = verify::Files { epub: Some(part), ..verify::Files::default() };
            for files in [screen, epub] {
                let told = held(&edition, files);
                assert!(told.len() == 1 && told[0].starts_with("output-unreadable "), "{told:?}");
            }
        }
    }
}
