//! Proofs: what stands around the pages of the book, set; the pages themselves
//! stay as they are.

mod asides;
mod lists;
mod margin;
mod rows;
mod sources;
mod text;

use crate::model::book::Book;
use crate::model::index::Indexes;
use crate::model::pages::{Line, Page, Pages};
use crate::model::proof::{Changed, Proof};
use crate::model::source::Sources;
use crate::typeset::bench::{Bench, Material};
use crate::typeset::labels;
use crate::typeset::proof::asides::Aside;
use crate::typeset::proof::margin::{Margin, Said};
use crate::typeset::proof::rows::Rows;
use crate::typeset::proof::sources::Places;

/// How far below the place of an anchor the baseline of its line is, in per
/// cent of the leading: a leading from the anchor to the line's top in the
/// grid, and the part of it below that line's baseline.
const REACH: i64 = 126;

/// The proof of `pages`; `changed` lines, which rise, get bars.
pub(crate) fn proof(
    material: &Material<'_>,
    indexes: &Indexes,
    pages: &Pages,
    changed: &[Changed],
) -> Proof {
    let Material { book, style, inputs, .. } = *material;
    let counted: Vec<Rows> = pages.pages.iter().map(rows::count).collect();
    let places = Places::new(book, pages, &counted, &inputs.sources);
    let asked = asides::queries(book, &places);
    let reach = style.text.leading.scaled(REACH, 100);
    let asides = asides::asides((book, indexes, pages), (&asked, changed), &counted, reach);

    let mut bench = Bench::new(material, pages);
    let said = said(pages, &places, &asides, (book, &inputs.sources));
    let margins: Vec<Margin> = said
        .iter()
        .zip(&counted)
        .map(|(said, rows)| margin::compose(&mut bench, rows, said))
        .collect();
    let end = |what: &str| format!("PROOF · {} · {what}", labels::edition(book));
    let queries = lists::queries(&mut bench, &asked, pages, &inputs.sources, &end("queries"));
    bench.shape();
    let mut proved = pages.clone();
    let mut left_out: Vec<usize> = Vec::new();
    for (at, (page, margin)) in proved.pages.iter_mut().zip(&margins).enumerate() {
        left_out.extend(margin.set(&bench, (pages.width, pages.height), page));
        let from = changed.partition_point(|line| (line.page as usize) < at);
        let to = changed.partition_point(|line| line.page as usize <= at);
        margin::bars(page, &counted[at], &changed[from..to]);
    }
    let left_out = left_out.iter().map(|at| &asides[*at]);
    let crowded = lists::crowded(&mut bench, left_out, pages, &end("margins, continued"));
    bench.shape();
    for list in [queries, crowded].into_iter().flatten() {
        proved.pages.extend(list.pages(&bench, pages.width, pages.height));
    }
    bench.finish(&mut proved);
    Proof { pages: proved, apron: margin::apron(), text: text::text(pages, &counted) }
}

/// What is written beside each page.
fn said<'s>(
    pages: &Pages,
    places: &Places,
    asides: &'s [Aside],
    (book, sources): (&Book, &Sources),
) -> Vec<Said<'s>> {
    let mut asides = asides.iter().enumerate().peekable();
    let mut printed = places.printed.iter().peekable();
    let count = pages.pages.len();
    let edition = labels::edition(book);
    let mut all = Vec::with_capacity(count);
    for (at, page) in pages.pages.iter().enumerate() {
        let mut beginnings: Vec<(u32, String)> = Vec::new();
        while let Some(placed) = printed.next_if(|placed| placed.page as usize == at) {
            let is_beginning = begins(page, placed.line as usize) || beginnings.is_empty();
            let is_told = beginnings.iter().any(|(number, _)| *number == placed.number);
            if is_beginning && !is_told {
                let line = sources.line_column(placed.file, placed.byte).line;
                let name = &sources.file(placed.file).name;
                beginnings.push((placed.number, format!("{name}:{line}")));
            }
        }
        let mut here = Vec::new();
        while let Some(aside) = asides.next_if(|(_, aside)| aside.page as usize == at) {
            here.push(aside);
        }
        let folio =
            if page.folio.number() == 0 { "–".to_string() } else { page.folio.to_string() };
        let slug = format!("PROOF · {edition} · p. {folio} · page {} of {count}", at + 1);
        all.push(Said { places: beginnings, asides: here, slug });
    }
    all
}

/// Whether a paragraph begins with the line at a position.
fn begins(page: &Page, line: usize) -> bool {
    let is_end = |before: &Line| before.is_last || before.node != page.lines[line].node;
    line.checked_sub(1).is_none_or(|before| is_end(&page.lines[before]))
}
