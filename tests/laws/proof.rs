//! A proof has the very lines of the book, and margins that can be read.

use recto::model::diagnostic::Diagnostics;
use recto::model::length::Length;
use recto::model::pages::{Line, Page, Pages};
use recto::model::proof::{Changed, Proof};
use recto::{pdf, typeset};

use crate::harness::edition::{Edition, Made};
use crate::harness::pdf::Pdf;
use crate::laws::check;

/// Between the baselines of two lines in a margin, in points, at least.
const LEADING: f64 = 7.0;
/// Books longer than this are not read again as PDF: they take too long.
const LONG: usize = 200;

fn proof(edition: &Edition, made: &Made, changed: &[Changed]) -> Proof {
    let Made { book, indexes, style, pages, .. } = made;
    typeset::proof(book, indexes, style, &edition.inputs, pages, changed).expect("fonts are there")
}

#[test]
fn a_proof_has_the_same_lines_page_by_page() {
    check(|edition, made| {
        let proof = proof(edition, made, &[]);
        let mut wrong = Vec::new();
        for (page, proved) in made.pages.pages.iter().zip(&proof.pages.pages) {
            if page.lines != proved.lines
                || page.folio != proved.folio
                || !proved.furniture.starts_with(&page.furniture)
                || !proved.rules.starts_with(&page.rules)
            {
                wrong.push(format!("page {} is another one", page.folio));
            }
        }
        if made.pages.pages.len() > LONG {
            return wrong;
        }
        let mut diagnostics = Diagnostics::default();
        let read = Pdf::read(&pdf::proof(&made.book, &proof, &edition.inputs, &mut diagnostics));
        assert!(diagnostics.iter().next().is_none());
        for (page, proved) in made.print.pages.iter().zip(&read.pages) {
            if page.text() != proved.text() || page.label != proved.label {
                wrong.push(format!("page {} reads {:?}", page.label, proved.text()));
            }
        }
        wrong.extend(read.broken_links.iter().map(|link| format!("{link} leads nowhere")));
        wrong
    });
}

#[test]
fn the_text_of_a_proof_has_every_line() {
    check(|edition, made| {
        let text = proof(edition, made, &[]).text;
        let mut rows = text.lines().skip(1).map(|row| row.splitn(3, '\t').collect::<Vec<_>>());
        let mut wrong = Vec::new();
        for page in &made.pages.pages {
            let mut highest = 0;
            for line in page.lines.iter().filter(|line| !line.pieces.is_empty()) {
                let Some(row) = rows.next() else { return vec!["it ends too early".into()] };
                let number: usize = row[1].parse().expect("a line has a number");
                highest = highest.max(number);
                let words: String = words(line, &made.pages).split_whitespace().collect();
                let told: String = row[2].split_whitespace().collect();
                if row[0] != page.folio.to_string() || words != told {
                    wrong.push(format!("p. {}: {told:?} for {words:?}", page.folio));
                }
            }
            if highest > page.lines.len() {
                wrong.push(format!("p. {} counts {highest} lines", page.folio));
            }
        }
        wrong
    });
}

/// The characters of a line as its words have them; of a divided word, all.
fn words(line: &Line, pages: &Pages) -> String {
    let mut text = String::new();
    for piece in line.pieces.iter() {
        let word = &pages.words[piece.word.0 as usize];
        let whole = piece.from == 0 && usize::from(piece.to) >= word.glyphs.len();
        let glyphs = &word.glyphs[usize::from(piece.from)..usize::from(piece.to)];
        match &*word.text {
            "\u{ad}" if !glyphs.is_empty() => text.push('-'),
            all if whole => text.push_str(all),
            all => {
                let bounds = |start: u32| {
                    let later = word.glyphs.iter().map(|glyph| glyph.cluster);
                    let end = later.filter(|cluster| *cluster > start).min();
                    (start as usize, end.map_or(all.len(), |end| end as usize))
                };
                let mut spans: Vec<(usize, usize)> =
                    glyphs.iter().map(|glyph| bounds(glyph.cluster)).collect();
                spans.sort_unstable();
                spans.dedup();
                spans.iter().for_each(|(start, end)| text.push_str(&all[*start..*end]));
            }
        }
    }
    text
}

#[test]
fn what_stands_in_margins_never_overlaps_nor_leaves_the_sheet() {
    check(|edition, made| {
        let proof = proof(edition, made, &[]);
        let (width, height) = (proof.pages.width, proof.pages.height);
        let foot = height + proof.apron.below;
        let mut wrong = Vec::new();
        for page in &proof.pages.pages {
            let mut beside: Vec<&Line> =
                page.furniture.iter().filter(|line| line.x > width).collect();
            beside.sort_by_key(|line| line.baseline);
            for pair in beside.windows(2) {
                if (pair[1].baseline - pair[0].baseline).points() < LEADING {
                    wrong.push(format!("p. {}: two lines in one place", page.folio));
                }
            }
            if beside.last().is_some_and(|line| line.baseline > foot) {
                wrong.push(format!("p. {}: below the sheet", page.folio));
            }
            let edge = width + proof.apron.right;
            let end = |line: &&Line| {
                line.x + line.pieces.last().map_or(Length::ZERO, |last| last.x + last.width)
            };
            if beside.iter().any(|line| end(line) > edge) {
                wrong.push(format!("p. {}: beside the sheet", page.folio));
            }
        }
        wrong
    });
}

#[test]
fn every_query_stands_in_a_margin_and_in_the_list() {
    check(|edition, made| {
        if made.book.queries.is_empty() {
            return vec![];
        }
        let proof = proof(edition, made, &[]);
        let (pages, lists) = proof.pages.pages.split_at(made.pages.pages.len());
        let said = |pages: &[Page]| -> String {
            let lines = pages.iter().flat_map(|page| &page.furniture);
            lines.map(|line| words(line, &proof.pages)).collect::<String>().replace([' ', '-'], "")
        };
        let (beside, listed) = (said(pages), said(lists));
        let mut wrong = Vec::new();
        for query in &made.book.queries {
            let text: String = query.text.split_whitespace().collect::<String>().replace('-', "");
            for (place, said) in [("in the list", &listed), ("in a margin", &beside)] {
                if !said.contains(&text) {
                    wrong.push(format!("{:?} is not {place}", query.text));
                }
            }
        }
        wrong
    });
}

#[test]
fn changed_lines_have_bars() {
    check(|edition, made| {
        let lines = made.pages.pages.iter().enumerate().find_map(|(page, set)| {
            let line = set.lines.iter().position(|line| !line.pieces.is_empty())?;
            Some((page, line))
        });
        let Some((page, line)) = lines else { return vec![] };
        let plain = proof(edition, made, &[]);
        let changed = Changed { page: page as u32, line: line as u32, says: Vec::new() };
        let marked = proof(edition, made, &[changed]);
        let rules = |proof: &Proof| proof.pages.pages[page].rules.len();
        match rules(&marked) == rules(&plain) + 1 {
            true => vec![],
            false => vec!["a changed line has no bar".to_string()],
        }
    });
}
