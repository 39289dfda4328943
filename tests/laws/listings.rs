//! Lists made of documents say the same in both books, row by row, and each
//! row stands on the page where the books say it does.

use recto::model::book::Book;
use recto::model::listing::{ListingCell, ListingRow};
use recto::model::text::plain;

use crate::harness::edition::Made;
use crate::harness::tokens::{contains, missing, tokens};
use crate::laws::check;

#[test]
fn each_row_is_in_both_books() {
    check(|_, made| {
        let mut wrong = Vec::new();
        for listing in &made.book.listings {
            let rows = listing.groups.iter().flat_map(|group| &group.rows);
            let said: Vec<String> = rows.flat_map(|row| words(made, row)).collect();
            let name = &made.book.section(listing.section).name;
            for (what, found) in [("print", made.print.words()), ("ebook", made.ebook.words())] {
                let places = missing(&said, &found);
                wrong.extend(places.iter().map(|place| format!("{name}, {what}: {place}")));
            }
        }
        wrong
    });
}

#[test]
fn each_row_is_on_its_page() {
    check(|_, made| {
        let pages: Vec<Vec<String>> = made.print.pages.iter().map(|page| page.words()).collect();
        let mut wrong = Vec::new();
        for row in rows(&made.book) {
            let position = made.pages.anchors[row.anchor.0 as usize];
            let first = row.cells.first().map(|cell| tokens(&text(made, cell)));
            let Some(first) = first.filter(|first| !first.is_empty()) else { continue };
            let is_there =
                position.is_some_and(|position| contains(&pages[position.page as usize], &first));
            if !is_there {
                wrong.push(format!("{} is not on its page", first.join(" ")));
            }
        }
        wrong
    });
}

#[test]
fn each_documents_number_leads_to_its_row_and_back() {
    check(|_, made| {
        let documents = made.book.sections.iter().filter_map(|section| match &section.kind {
            recto::model::book::SectionKind::Chapter(chapter) => {
                Some((section.anchor, chapter.chapter.document.as_ref()?))
            }
            _ => None,
        });
        let mut wrong = Vec::new();
        for (anchor, document) in documents {
            let Some(listed) = document.arrangement.listed else { continue };
            let row = rows(&made.book).find(|row| row.anchor == listed);
            let leads_back = row.is_some_and(|row| {
                row.cells.iter().any(|cell| matches!(cell, ListingCell::Page(to) if *to == anchor))
            });
            if !leads_back {
                wrong.push(format!("the row of {} does not lead back", document.id));
            }
        }
        wrong
    });
}

fn rows(book: &Book) -> impl Iterator<Item = &ListingRow> {
    book.listings.iter().flat_map(|listing| &listing.groups).flat_map(|group| &group.rows)
}

fn words(made: &Made, row: &ListingRow) -> Vec<String> {
    row.cells.iter().flat_map(|cell| tokens(&text(made, cell))).collect()
}

fn text(made: &Made, cell: &ListingCell) -> String {
    match cell {
        ListingCell::Text(content) => plain(content),
        ListingCell::Page(anchor) => made.pages.folio(*anchor).unwrap_or_default().to_string(),
    }
}
