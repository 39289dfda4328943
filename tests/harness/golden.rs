//! An edition as text: what the editor is told, what the ebook says, where the
//! lines stand on the pages.

use std::fmt::Write;

use recto::model::length::Length;
use recto::model::pages::{Line, Page, Pages, Piece, Word};

use crate::harness::edition::{Edition, Made};

/// The text of a golden.
pub fn text(edition: &Edition) -> String {
    let mut text = String::new();
    let complaints = edition.complaints();
    if !complaints.is_empty() {
        text.push_str("== diagnostics\n");
        text.push_str(&complaints);
    }
    if let Some(made) = &edition.made {
        ebook(made, &mut text);
        print(&made.pages, &mut text);
    }
    let mut text = text.trim_end().to_string();
    text.push('\n');
    text
}

fn ebook(made: &Made, text: &mut String) {
    // A part for which there is nothing has no file.
    let has_file = |name: &str| {
        let ending = format!("/{name}.xhtml");
        made.ebook.texts.keys().any(|path| path.ends_with(&ending))
    };
    for section in made.book.sections.iter().filter(|section| has_file(&section.name)) {
        write!(text, "== ebook: {}\n{}", section.name, made.ebook.section(&section.name))
            .expect("a string takes all text");
    }
}

fn print(pages: &Pages, text: &mut String) {
    text.push_str("== print: page, x, baseline, words; lengths in points\n");
    for page in &pages.pages {
        text.push_str(&print_page(pages, page));
    }
}

fn print_page(pages: &Pages, page: &Page) -> String {
    let folio = page.folio.to_string();
    let mut rows = Vec::new();
    for line in page.furniture.iter().chain(&page.lines) {
        let words = words(pages, line);
        rows.push(format!("{folio} {} {} {words}", points(line.x), points(line.baseline)));
    }
    for rule in &page.rules {
        let (x, y) = (points(rule.x), points(rule.y));
        rows.push(format!("{folio} {x} {y} (rule of {})", points(rule.width)));
    }
    for image in &page.images {
        let (x, y) = (points(image.x), points(image.y));
        let size = format!("{} by {}", points(image.width), points(image.height));
        rows.push(format!("{folio} {x} {y} (image {} of {size})", image.name));
    }
    if rows.is_empty() {
        rows.push(format!("{folio} (empty)"));
    }
    rows.iter().map(|row| row.trim_end().to_string() + "\n").collect()
}

/// The words of a line as they are read; a hyphen that the compiler put in is
/// shown as a hyphen.
fn words(pages: &Pages, line: &Line) -> String {
    let text: String = line
        .pieces
        .iter()
        .map(|piece| piece_text(&pages.words[piece.word.0 as usize], piece))
        .collect();
    text.replace('\u{ad}', "-")
}

/// The part of a word's text whose glyphs a piece shows.
fn piece_text<'a>(word: &'a Word, piece: &Piece) -> &'a str {
    let glyphs = &word.glyphs[usize::from(piece.from)..usize::from(piece.to)];
    let clusters = glyphs.iter().map(|glyph| glyph.cluster);
    let (Some(first), Some(last)) = (clusters.clone().min(), clusters.max()) else {
        return "";
    };
    let after = word.glyphs.iter().map(|glyph| glyph.cluster).filter(|cluster| *cluster > last);
    let end = after.min().map_or(word.text.len(), |cluster| cluster as usize);
    &word.text[first as usize..end]
}

/// A length in points, to a hundredth.
fn points(length: Length) -> String {
    format!("{:.2}", length.points())
}
