//! Pages that are kept: books are corrected, and what was not corrected must
//! stay where and as it was.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use proptest::collection::vec;
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
use crate::harness::random_corrections::{Emendation, corrected, emendations};
use crate::harness::random_plan::{Plan, plans};
use crate::harness::random_run;

/// How many books, where the environment does not say.
const CASES: u32 = 48;
/// How many corrections a book has at most.
const CORRECTIONS: usize = 5;

#[test]
fn pages_without_a_change_stay_byte_for_byte() {
    let books = || (plans(), vec(emendations(), 1..CORRECTIONS));
    random_run::rows(CASES, |row, count| {
        let folder = format!("keeping/{row}");
        let least = random_run::least(&books(), row, (count, 2000), |(plan, emendations)| {
            wrong(plan, emendations, &folder)
        });
        least.map(|(why, (plan, emendations))| {
            let old = random_book::manuscript(&plan);
            let shown = old.shown();
            let new = emended(old, &emendations).shown();
            format!("{why}\n{emendations:?}\n{shown}\ncorrected:\n{new}")
        })
    });
}

/// A book after its emendations.
fn emended(book: Manuscript, emendations: &[Emendation]) -> Manuscript {
    Manuscript { files: corrected(&book.files, emendations), ..book }
}

/// What is wrong with the pages of a book that was corrected.
fn wrong(plan: &Plan, emendations: &[Emendation], folder: &str) -> Vec<String> {
    let manuscript = random_book::manuscript(plan);
    let old = match made(&manuscript, folder, None) {
        Ok((old, _)) => old,
        Err(why) => return vec![why],
    };
    let manuscript = emended(manuscript, emendations);
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
        Manuscript { files: files.to_vec(), ..Manuscript::default() }.write(&folder);
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
