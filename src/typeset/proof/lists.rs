//! The lists at the end of a proof: all queries, and what found no room in the
//! margins.

use crate::model::length::Length;
use crate::model::pages::{Line, Page, Pages};
use crate::model::source::Sources;
use crate::model::style::{Align, Shape as Letters};
use crate::typeset::bench::{Bench, Type, moved};
use crate::typeset::items::{Item, Shape};
use crate::typeset::proof::asides::{Aside, Asked};
use crate::typeset::proof::margin;

/// Margins within the trim, size and leading, the size of a title.
const EDGE: f64 = 40.0;
const SIZE: f64 = 8.5;
const LEADING: f64 = 11.0;
const TITLE: f64 = 13.0;
/// For the number of an entry.
const HANG: f64 = 24.0;

/// A list, composed.
pub(crate) struct List {
    title: Vec<Item>,
    entries: Vec<Vec<Item>>,
    slug: Vec<Item>,
}

fn kind(size: f64) -> Type {
    Type { family: "sans", size: Length::from_points(size), has_text_figures: false }
}

/// The list of all queries; none where there are none.
pub(crate) fn queries(
    bench: &mut Bench<'_>,
    asked: &[Asked<'_>],
    pages: &Pages,
    sources: &Sources,
    slug: &str,
) -> Option<List> {
    let entries = asked.iter().map(|asked| {
        let span = asked.query.span;
        let line = sources.line_column(span.file, span.start).line;
        let source = format!("{}:{line}", sources.file(span.file).name);
        let place = match asked.place {
            Some((page, line)) => {
                format!("p. {}, line {line}", pages.pages[page as usize].folio)
            }
            None => "not printed".to_string(),
        };
        (asked.number.to_string(), format!("{place} ({source})"), asked.query.text.clone())
    });
    list(bench, "Queries", entries.collect(), slug)
}

/// The list of what found no room.
pub(crate) fn crowded<'a>(
    bench: &mut Bench<'_>,
    asides: impl Iterator<Item = &'a Aside>,
    pages: &Pages,
    slug: &str,
) -> Option<List> {
    let entries = asides.map(|aside| {
        let place = format!("p. {}, line {}", pages.pages[aside.page as usize].folio, aside.line);
        let text: String = aside.runs.iter().map(|(text, _)| text.as_str()).collect();
        ("–".to_string(), place, text)
    });
    list(bench, "What found no room in the margins", entries.collect(), slug)
}

fn list(
    bench: &mut Bench<'_>,
    title: &str,
    entries: Vec<(String, String, String)>,
    slug: &str,
) -> Option<List> {
    if entries.is_empty() {
        return None;
    }
    let title = bench.plain(title, Letters::Bold, kind(TITLE));
    let entries = entries
        .into_iter()
        .map(|(number, place, text)| {
            let mut items = bench.plain(&number, Letters::Bold, kind(SIZE));
            items.push(Item::Tab { to: Length::from_points(HANG) });
            items.extend(bench.plain(&place, Letters::Italic, kind(SIZE)));
            items.push(Item::Line);
            items.extend(bench.plain(&text, Letters::Roman, kind(SIZE)));
            items
        })
        .collect();
    let slug = bench.plain(slug, Letters::Roman, margin::kind());
    Some(List { title, entries, slug })
}

impl List {
    /// The pages of the list.
    pub(crate) fn pages(&self, bench: &Bench<'_>, width: Length, height: Length) -> Vec<Page> {
        let points = Length::from_points;
        let (edge, hang, leading) = (points(EDGE), points(HANG), points(LEADING));
        let measure = width - edge * 2;
        let shape = Shape { left: hang, first: -hang, ..Shape::flush(measure, Align::Left) };
        let title = bench.lines(&self.title, &Shape::flush(measure, Align::Left), leading * 2);
        let mut pages = Vec::new();
        let mut page = self.blank(bench, width);
        let mut y = edge + points(TITLE);
        y += leading * 2 * (title.len().max(1) as i32 - 1);
        page.furniture.extend(moved(title, edge, edge + points(TITLE)));
        y += leading * 2;
        for items in &self.entries {
            let lines: Vec<Line> = bench.lines(items, &shape, Length::ZERO);
            // An entry's first two lines stand together.
            if y + leading > height - edge {
                pages.push(std::mem::replace(&mut page, self.blank(bench, width)));
                y = edge + leading;
            }
            for line in lines {
                if y > height - edge {
                    pages.push(std::mem::replace(&mut page, self.blank(bench, width)));
                    y = edge + leading;
                }
                page.furniture.extend(moved(vec![line], edge, y));
                y += leading;
            }
            y += leading / 2;
        }
        pages.push(page);
        pages
    }

    fn blank(&self, bench: &Bench<'_>, width: Length) -> Page {
        let points = Length::from_points;
        let apron = margin::apron();
        let measure = apron.left + width + apron.right - points(20.0);
        let shape = Shape::flush(measure, Align::Left);
        let slug = bench.lines(&self.slug, &shape, margin::leading());
        let mut page = Page::default();
        page.furniture.extend(moved(slug, points(10.0) - apron.left, points(14.0) - apron.above));
        page
    }
}
