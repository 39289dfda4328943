//! Both books agree to the page, every line fits, and equal input gives equal
//! bytes.

use recto::model::book::{AnchorId, SectionKind};
use recto::model::diagnostic::Diagnostics;
use recto::model::edition::Generated;
use recto::model::length::Length;
use recto::model::pages::{Line, PageStart};
use recto::{Earlier, Targets, printings};

use crate::harness::edition::{Edition, Made};
use crate::harness::epub::Stretch;
use crate::harness::tokens::tokens;
use crate::laws::check;

#[test]
fn the_word_after_a_page_marker_is_the_first_on_that_page() {
    check(|_, made| {
        let markers = words_after_markers(made);
        let mut wrong = Vec::new();
        for (at, page) in made.pages.pages.iter().enumerate() {
            let Some(begins) = page.begins else { continue };
            let label = page.folio.to_string();
            let print = made.print.pages[at].words();
            let is_strict = matches!(begins, PageStart::Text { .. }) && !is_generated(made, at);
            match markers.iter().find(|(marker, _)| *marker == label) {
                None => wrong.push(format!("the ebook has no marker for page {label}")),
                Some((_, ebook)) if begins_alike(ebook, &print) => {}
                Some((_, ebook)) if !is_strict && is_on(ebook, &print) => {}
                Some((_, ebook)) => wrong.push(format!(
                    "page {label} begins with {:?} in print, {:?} in the ebook",
                    &print[..print.len().min(4)],
                    &ebook[..ebook.len().min(4)]
                )),
            }
        }
        wrong
    });
}

/// Whether the words after a marker stand somewhere on a page: one that begins
/// with words that no ebook has, such as the rest of an entry of the contents,
/// or with a figure.
fn is_on(ebook: &[String], print: &[String]) -> bool {
    // In lists a number stands close to its title.
    print.concat().contains(&ebook[..ebook.len().min(4)].concat())
}

/// Whether a page belongs to an index, a glossary or another section that the
/// compiler makes: it may begin with words that no manuscript has.
fn is_generated(made: &Made, at: usize) -> bool {
    matches!(kind(made, at), Some(SectionKind::Generated(_)))
}

fn is_index(made: &Made, at: usize) -> bool {
    matches!(kind(made, at), Some(SectionKind::Generated(Generated::Index(_))))
}

/// What the section is to which a page belongs.
fn kind(made: &Made, at: usize) -> Option<&SectionKind> {
    let page = |anchor: AnchorId| made.pages.anchors[anchor.0 as usize].map(|it| it.page as usize);
    let sections = made.book.sections.iter();
    let mut before = sections.filter(|section| page(section.anchor).is_some_and(|it| it <= at));
    before.next_back().map(|section| &section.kind)
}

#[test]
fn page_markers_follow_the_pages() {
    check(|_, made| {
        let markers: Vec<String> =
            words_after_markers(made).into_iter().map(|(label, _)| label).collect();
        let pages: Vec<String> = made
            .pages
            .pages
            .iter()
            .filter(|page| page.begins.is_some())
            .map(|page| page.folio.to_string())
            .collect();
        if markers == pages { vec![] } else { vec![format!("{markers:?} for {pages:?}")] }
    });
}

#[test]
fn pages_after_the_first_of_a_list_have_markers_too() {
    check(|_, made| {
        let pages = made.pages.pages.iter().enumerate();
        pages
            .filter(|(_, page)| page.begins.is_none() && !page.lines.is_empty())
            // The rest of an entry that fills a whole page of an index.
            .filter(|(at, _)| !is_index(made, *at))
            // A plate, or figures alone: the text flows on around their page.
            .filter(|(_, page)| page.images.is_empty())
            .map(|(_, page)| format!("page {} begins with nothing", page.folio))
            .collect()
    });
}

#[test]
fn no_line_leaves_its_page_unless_reported() {
    check(|edition, made| {
        let mut wrong = Vec::new();
        if is_overfull(edition) {
            return wrong;
        }
        for page in &made.pages.pages {
            for line in page.lines.iter().chain(&page.furniture) {
                let is_within = line.x >= Length::ZERO
                    && line.x + width(line) <= made.pages.width
                    && line.baseline <= made.pages.height;
                if !is_within {
                    wrong.push(format!(
                        "page {}: a line at {}",
                        page.folio,
                        line.baseline.points()
                    ));
                }
            }
        }
        wrong
    });
}

#[test]
fn no_line_is_wider_than_its_measure_unless_reported() {
    check(|edition, made| {
        let is_reported = is_overfull(edition);
        let style = &made.style.page;
        // Points and hyphens hang into the margin, by less than an em.
        let widest = style.measure() + made.style.text.size * 2;
        let lines = made
            .pages
            .pages
            .iter()
            .flat_map(|page| page.lines.iter().map(move |line| (page.folio, line)));
        lines
            .filter(|(_, line)| !is_reported && width(line) > widest)
            .map(|(folio, line)| format!("page {folio}: a line of {} pt", width(line).points()))
            .collect()
    });
}

#[test]
fn a_book_without_a_correction_keeps_every_page() {
    check(|edition, made| {
        // Nothing holds a book whose pages and references do not settle.
        if edition.diagnostics.iter().any(|it| it.code == "unsettled-reference") {
            return vec![];
        }
        let printing = printings::record(&made.book, &made.indexes, &made.pages);
        let printing = printings::read(&printings::write(&printing));
        let printing = printing.expect("what was written can be read").printing;
        let mut diagnostics = Diagnostics::default();
        let targets = Targets { screen: true, ..Targets::default() };
        let earlier = Earlier::keeping(&printing);
        let again = recto::compile_after(&edition.inputs, targets, earlier, &mut diagnostics);
        let Some(again) = again else { return vec!["it has errors when it is kept".into()] };
        let changed = again.changed.expect("a printing was kept");
        let listed = changed.pages.iter().map(|page| format!("p. {} is listed", page.folio));
        let mut wrong: Vec<String> = listed.collect();
        if again.screen.as_ref() != Some(&made.pdf) {
            wrong.push("the PDF is another".into());
        }
        wrong
    });
}

#[test]
fn equal_input_gives_equal_bytes() {
    check(|edition, made| {
        let mut diagnostics = Diagnostics::default();
        let targets = Targets { epub: true, screen: true, print: true, ..Targets::default() };
        let earlier = edition.printing.as_ref().map(Earlier::keeping).unwrap_or_default();
        let again = recto::compile_after(&edition.inputs, targets, earlier, &mut diagnostics);
        let Some(again) = again else {
            return vec!["the second build has errors".into()];
        };
        let mut wrong = Vec::new();
        if again.epub.as_ref() != Some(&made.epub) {
            wrong.push("the ebooks differ".into());
        }
        if again.screen.as_ref() != Some(&made.pdf) {
            wrong.push("the PDFs differ".into());
        }
        if again.print.as_ref() != Some(&made.press) {
            wrong.push("the PDFs for the printer differ".into());
        }
        wrong
    });
}

fn is_overfull(edition: &Edition) -> bool {
    edition.diagnostics.iter().any(|diagnostic| diagnostic.code == "overfull-line")
}

fn width(line: &Line) -> Length {
    line.pieces.iter().map(|piece| piece.x + piece.width).max().unwrap_or(Length::ZERO)
}

/// The ebook's page markers, each with the first words after it.
fn words_after_markers(made: &Made) -> Vec<(String, Vec<String>)> {
    let mut markers: Vec<(String, String)> = Vec::new();
    for stretch in made.ebook.stretches() {
        match stretch {
            Stretch::Page(label) => markers.push((label, String::new())),
            Stretch::Text(text) => {
                if let Some((_, after)) = markers.last_mut()
                    && after.len() < 200
                {
                    after.push_str(&text);
                }
            }
        }
    }
    markers.into_iter().map(|(label, text)| (label, tokens(&text))).collect()
}

/// Whether two texts begin with the same word. In print the page may begin
/// within it, and the number of a list's item, which is no text in the ebook,
/// may stand before it; a note's figures may stand after it.
fn begins_alike(ebook: &[String], print: &[String]) -> bool {
    let is_number = |word: &String| word.chars().all(|c| c.is_ascii_digit());
    let first = print.iter().find(|word| !is_number(word)).or(print.first());
    match (ebook.first(), first) {
        (Some(ebook), Some(first)) => {
            let bare = first.trim_end_matches(|figure: char| figure.is_ascii_digit());
            let word = if bare.is_empty() { first.as_str() } else { bare };
            ebook.ends_with(first.as_str()) || ebook.ends_with(word) || print.first() == Some(ebook)
        }
        (None, None) => true,
        _ => false,
    }
}
