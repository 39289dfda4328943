//! Labels for the sheets of an imposition, and how slugs name the edition.

use crate::model::book::Book;
use crate::model::length::Length;
use crate::model::pages::{Page, Pages};
use crate::model::style::{Align, Shape as Letters};
use crate::typeset::bench::{Bench, Material, Type};
use crate::typeset::items::Shape;

/// What made the file.
const MAKER: &str = concat!("recto ", env!("CARGO_PKG_VERSION"));

/// The size of labels, in points.
const SIZE: f64 = 8.0;
/// Wider than any sheet.
const MEASURE: f64 = 4000.0;

/// The edition as slugs name it: title, edition, date, version of the program.
pub(crate) fn edition(book: &Book) -> String {
    let edition = &book.edition;
    let mut parts = vec![edition.title.clone()];
    parts.extend(edition.statement.clone());
    parts.extend(edition.date.map(|date| date.to_string()));
    parts.push(MAKER.to_string());
    parts.join(" · ")
}

/// The pages with a page for each label behind them, which holds it in one
/// line: its baseline is the upper edge.
pub(crate) fn labelled(material: &Material<'_>, pages: &Pages, labels: &[String]) -> Pages {
    let mut bench = Bench::new(material, pages);
    let edition = edition(material.book);
    let size = Length::from_points(SIZE);
    let kind = Type { family: "sans", size, has_text_figures: false };
    let composed: Vec<_> = labels
        .iter()
        .map(|label| bench.plain(&format!("{label} · {edition}"), Letters::Roman, kind))
        .collect();
    bench.shape();
    let mut labelled = pages.clone();
    let shape = Shape::flush(Length::from_points(MEASURE), Align::Left);
    for items in &composed {
        let furniture = bench.lines(items, &shape, Length::ZERO);
        labelled.pages.push(Page { furniture, ..Page::default() });
    }
    bench.finish(&mut labelled);
    labelled
}
