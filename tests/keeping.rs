//! Pages that are kept: books are corrected, and what was not corrected must
//! stay where and as it was.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use proptest::collection::vec;
use proptest::prelude::{Just, Strategy};
use proptest::prop_oneof;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use recto::model::diagnostic::Diagnostics;
use recto::model::folio::Folio;
use recto::model::printing::Printing;
use recto::report::text::{Colours, Extent};
use recto::{Earlier, Outputs, Targets, printings, report};

use crate::command::{check, run};
use crate::harness::page_lines::first_of_index;
use crate::harness::pdf::Pdf;
use crate::harness::place;
use crate::harness::random_book::{self, Manuscript};
use crate::harness::random_corrections::delete;
use crate::harness::random_plan::{Plan, plans};

/// How many books, where the environment does not say.
const CASES: u32 = 48;
/// Rows of books that are made at the same time, each of another seed.
const ROWS: u8 = 4;

/// A correction, and which of the places that it may have.
type Correction = (Kind, usize);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Typo,
    Date,
    DeletedWord,
    Sentence,
    Note,
    Paragraph,
    DeletedNote,
    DeletedParagraph,
}

fn corrections() -> impl Strategy<Value = Vec<Correction>> {
    let kind = prop_oneof![
        4 => Just(Kind::Typo),
        3 => Just(Kind::Date),
        3 => Just(Kind::DeletedWord),
        2 => Just(Kind::Sentence),
        2 => Just(Kind::Note),
        1 => Just(Kind::Paragraph),
        1 => Just(Kind::DeletedNote),
        1 => Just(Kind::DeletedParagraph),
    ];
    vec((kind, 0usize..1000), 1..5)
}

/// `RECTO_RANDOM_BOOKS=5000` makes so many; `RECTO_RANDOM_SEED=7` other ones.
#[test]
fn pages_without_a_change_stay_byte_for_byte() {
    let number = |name: &str| std::env::var(name).ok().and_then(|value| value.parse().ok());
    let cases: u32 = number("RECTO_RANDOM_BOOKS").unwrap_or(CASES);
    let seed = number("RECTO_RANDOM_SEED").unwrap_or(1).to_le_bytes();
    let faults: Vec<String> = (0..ROWS)
        .into_par_iter()
        .filter_map(|row| fault(row, seed, cases / u32::from(ROWS)))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The least book of a row of them that is not kept, if one is not.
fn fault(row: u8, seed: [u8; 4], cases: u32) -> Option<String> {
    let config =
        Config { cases, failure_persistence: None, max_shrink_iters: 2000, ..Config::default() };
    let mut bytes = [row; 32];
    bytes[..4].copy_from_slice(&seed);
    let mut runner =
        TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &bytes));
    let folder = format!("keeping/{row}");
    let result = runner.run(&(plans(), corrections()), |(plan, corrections)| {
        let found = wrong(&plan, &corrections, &folder);
        if found.is_empty() { Ok(()) } else { Err(TestCaseError::fail(found.join("\n"))) }
    });
    match result {
        Ok(()) => None,
        Err(TestError::Fail(why, (plan, corrections))) => {
            let mut manuscript = random_book::manuscript(&plan);
            let old = manuscript.shown();
            apply(&mut manuscript, &corrections);
            Some(format!("{why}\n{corrections:?}\n{old}\ncorrected:\n{}", manuscript.shown()))
        }
        Err(TestError::Abort(why)) => panic!("no books can be made: {why}"),
    }
}

/// What is wrong with the pages of a book that was corrected.
fn wrong(plan: &Plan, corrections: &[Correction], folder: &str) -> Vec<String> {
    let mut manuscript = random_book::manuscript(plan);
    let old = match made(&manuscript, folder, None) {
        Ok((old, _)) => old,
        Err(why) => return vec![why],
    };
    apply(&mut manuscript, corrections);
    let printing = printing(&old);
    match made(&manuscript, folder, Some(&printing)) {
        Ok((new, diagnostics)) => compared((&old, &printing), &new, &diagnostics),
        Err(why) => vec![why],
    }
}

/// The printing of a book, as it is read again.
fn printing(made: &Outputs) -> Printing {
    let (book, indexes, pages) = &made.made_of;
    let written = printings::write(&printings::record(book, indexes, pages));
    printings::read(&written).expect("what was written can be read").printing
}

/// Holds a corrected book against what it was.
fn compared(
    (old, printing): (&Outputs, &Printing),
    new: &Outputs,
    diagnostics: &Diagnostics,
) -> Vec<String> {
    let mut wrong = Vec::new();
    let (old_pages, new_pages) = (&old.made_of.2, &new.made_of.2);
    let listed = new.changed.as_ref().expect("a printing was kept");
    let listed: BTreeSet<Folio> = listed.pages.iter().map(|page| page.folio).collect();
    let streams =
        [old, new].map(|made| Pdf::read(made.screen.as_deref().expect("it was wanted")).pages);
    for (at, page) in new_pages.pages.iter().enumerate() {
        let folio = page.folio;
        let before = old_pages.pages.iter().position(|old| old.folio == folio);
        let is_same =
            before.is_some_and(|before| streams[0][before].content == streams[1][at].content);
        if is_same == listed.contains(&folio) {
            let is = if is_same { "what it was, and listed" } else { "another, and not listed" };
            wrong.push(format!("page {folio} is {is}"));
        }
    }
    let has_moved = diagnostics.iter().any(|diagnostic| diagnostic.code == "moved-page");
    if has_moved {
        return wrong;
    }
    let lock = printings::lock(printing, &new.made_of.0, false);
    let index = first_of_index(&new.made_of.0, new_pages);
    for locked in &lock.pages {
        let (folio, start) = (locked.folio, locked.start);
        let page = new_pages.pages[..index].iter().find(|page| page.folio == folio);
        let begins = page.and_then(|page| page.begins);
        if page.is_some() && start.is_some() && begins != start {
            wrong.push(format!("page {folio} began with {start:?}, now with {begins:?}"));
        }
    }
    wrong
}

/// Makes a book from files, with the pages of a printing.
fn made(
    manuscript: &Manuscript,
    folder: &str,
    printing: Option<&Printing>,
) -> Result<(Outputs, Diagnostics), String> {
    let folder = place::empty(folder);
    manuscript.write(&folder);
    made_of(&folder, printing)
}

fn made_of(folder: &Path, printing: Option<&Printing>) -> Result<(Outputs, Diagnostics), String> {
    let mut diagnostics = Diagnostics::default();
    let inputs = recto::read(folder, &mut diagnostics).expect("the manuscript can be read");
    let targets = Targets { epub: false, screen: true, print: false, ..Targets::default() };
    let earlier = printing.map(Earlier::keeping).unwrap_or_default();
    match recto::compile_after(&inputs, targets, earlier, &mut diagnostics) {
        Some(made) => Ok((made, diagnostics)),
        None => Err(report::text::text(&diagnostics, &inputs.sources, Colours::None, Extent::All)),
    }
}

/// Corrects a manuscript; what has no place in it is left out.
fn apply(manuscript: &mut Manuscript, corrections: &[Correction]) {
    for (nth, (kind, seed)) in corrections.iter().enumerate() {
        let is_chapter = |name: &str| name.starts_with('c') && name.ends_with(".md");
        let chapters = manuscript.files.iter_mut().filter(|(name, _)| is_chapter(name));
        let chapters: Vec<&mut String> = chapters.map(|(_, text)| text).collect();
        let sought = match kind {
            Kind::Typo => " slowly ",
            Kind::Date => " harbour ",
            Kind::DeletedWord => " below ",
            Kind::Sentence | Kind::Paragraph => ".\n\n",
            Kind::Note => " town ",
            Kind::DeletedNote | Kind::DeletedParagraph => {
                let count = chapters.len().max(1);
                if let Some(text) = chapters.into_iter().nth(seed % count) {
                    delete(text, *kind == Kind::DeletedNote, *seed);
                }
                continue;
            }
        };
        let places: Vec<(usize, usize)> = chapters
            .iter()
            .enumerate()
            .flat_map(|(chapter, text)| {
                let places = text.match_indices(sought).map(|(at, _)| at);
                let places: Vec<usize> =
                    places.filter(|at| *kind != Kind::Note || !is_in_note(text, *at)).collect();
                places.into_iter().map(move |at| (chapter, at))
            })
            .collect();
        let Some((chapter, at)) = places.get(seed % places.len().max(1)).copied() else { continue };
        let text: &mut String = chapters.into_iter().nth(chapter).expect("it is there");
        let end = at + sought.len();
        match kind {
            Kind::Typo => text.replace_range(at..end, " slowyl "),
            Kind::Date => text.replace_range(at..end, " 1923 "),
            Kind::DeletedWord => text.replace_range(at..end, " "),
            Kind::Sentence => text.insert_str(at, " and then the fleet of the king came home"),
            Kind::Paragraph => text.insert_str(end, "A paragraph more than there was.\n\n"),
            Kind::DeletedNote | Kind::DeletedParagraph => {}
            Kind::Note => {
                text.insert_str(end - 1, &format!("[^9{nth:02}7]"));
                text.push_str(&format!("\n[^9{nth:02}7]: A note that was added.\n"));
            }
        }
    }
}

/// Whether a byte of a chapter stands in a note, where no note can be called.
fn is_in_note(text: &str, at: usize) -> bool {
    let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
    text[line..].starts_with("[^") || text[line..].starts_with(' ')
}

/// Fifty misprints of a long book are corrected: no page begins elsewhere, and
/// none changes but those that had one.
#[test]
fn fifty_misprints_move_no_page() {
    let corpus = place::corpora().join("grant-memoirs");
    if !corpus.is_dir() {
        return;
    }
    let folder = place::empty("keeping-grant");
    let mut files: Vec<(String, String)> = Vec::new();
    for path in place::files(&corpus, "") {
        let name = path.strip_prefix(&corpus).expect("a file of the folder");
        files.push((name.to_string_lossy().into_owned(), place::text(&path)));
    }
    let write = |files: &[(String, String)]| {
        for (name, text) in files {
            let path = folder.join(name);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("it can be made");
            std::fs::write(path, text).expect("a file can be written");
        }
    };
    write(&files);
    let (old, _) = made_of(&folder, None).expect("the book has no errors");
    let mut count = 0;
    for (nth, (name, text)) in files.iter_mut().enumerate() {
        if !name.ends_with(".md") || count == 50 {
            continue;
        }
        let words =
            [(" which ", " wich "), (" army ", " amry "), (" there ", " their "), (" 186", " 187")];
        let (right, misprint) = words[nth % words.len()];
        let places: Vec<usize> = text.match_indices(right).map(|(at, _)| at).collect();
        if let Some(at) = places.get(places.len() / 2) {
            text.replace_range(*at..at + right.len(), misprint);
            count += 1;
        }
    }
    assert_eq!(count, 50);
    write(&files);
    let printing = printing(&old);
    let (new, diagnostics) = made_of(&folder, Some(&printing)).expect("the book has no errors");
    let wrong = compared((&old, &printing), &new, &diagnostics);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let moved = diagnostics.iter().filter(|diagnostic| diagnostic.code == "moved-page").count();
    let changed = new.changed.map_or(0, |changed| changed.pages.len());
    assert!(moved == 0 && changed <= 50, "{changed} pages changed, {moved} moved");
}

/// A chapter of several pages, a word of it to be corrected.
fn long_chapter(word: &str) -> String {
    let paragraph = |nth: usize| {
        format!("Paragraph {nth} of a letter. {}\n\n", "He wrote at length and late. ".repeat(20))
    };
    let before: String = (0..12).map(paragraph).collect();
    let after: String = (12..24).map(paragraph).collect();
    format!("# One\n\n{before}It was {word} who answered.\n\n{after}")
}

/// A folder with a long chapter whose printing `first` was recorded, and which
/// then was changed.
fn recorded(name: &str, corrected: &str) -> std::path::PathBuf {
    let folder = place::empty(&format!("keeping-{name}"));
    let edition = "title: Small\nlanguage: en-GB\ncontents: { body: [one.md] }\n\
                   print: { signature: 4 }\n";
    fs::write(folder.join("edition.yaml"), edition).expect("a file can be written");
    fs::write(folder.join("one.md"), long_chapter("Stalln")).expect("a file can be written");
    check(&run(&folder, &["record", "first"]), 0, "first.json", "");
    fs::write(folder.join("one.md"), corrected).expect("a file can be written");
    folder
}

#[test]
fn a_build_lists_the_sheets_of_the_changed_pages() {
    let folder = recorded("sheets", &long_chapter("Stalin"));
    let build = run(&folder, &["build", "--keep-pages", "first", "--strict-pages"]);
    check(&build, 0, "1 page changed, on 1 sheet of 4 pages", "");
    assert!(build.stdout.starts_with("sheet "), "{}", build.stdout);
    let json = run(&folder, &["build", "--keep-pages", "first", "--format", "json"]);
    check(&json, 0, "\"sheet\": ", "");
}

#[test]
fn the_changed_pages_alone_are_made() {
    let folder = recorded("only", &long_chapter("Stalin"));
    let only = ["build", "--keep-pages", "first", "--only-pages", "changed"];
    check(&run(&folder, &only), 0, "book-print-changed.pdf", "");
    for name in ["book-changed.pdf", "book-print-changed.pdf"] {
        let file = fs::read(folder.join("out").join(name)).expect("it was written");
        let pdf = Pdf::read(&file);
        assert_eq!(pdf.pages.len(), 1);
        assert!(pdf.pages[0].text().contains("Stalin"), "{}", pdf.pages[0].text());
        assert_ne!(pdf.pages[0].label, "1");
    }
    assert!(!folder.join("out/book.epub").exists());
}

#[test]
fn nothing_changed_is_said() {
    let folder = recorded("nothing", &long_chapter("Stalln"));
    check(&run(&folder, &["build", "--keep-pages", "first"]), 0, "every page is what it was", "");
}

#[test]
fn a_page_that_must_move_is_an_error_if_so_asked() {
    let more = format!("{}.\n\nIt was Stalin", "A new paragraph. ".repeat(200));
    let folder = recorded("strict", &long_chapter("Stalin").replace("It was Stalin", &more));
    check(&run(&folder, &["build", "--keep-pages", "first"]), 0, "", "warning[moved-page]");
    let strict = ["build", "--keep-pages", "first", "--strict-pages"];
    check(&run(&folder, &strict), 1, "", "error[moved-page]");
    check(&run(&folder, &["build", "--keep-pages", "none"]), 2, "", "there is no printing");
}
