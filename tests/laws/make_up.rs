//! Pages are made up well or the editor is told: no widow, no orphan, no line
//! off the grid, figures in order and near their place. Judged by where the
//! lines stand, not by what the pagination meant.

use std::collections::BTreeSet;

use recto::model::book::{AnchorId, SectionKind};
use recto::model::length::Length;
use recto::model::pages::{Line, MakeUp, Page};
use recto::model::structure::Role;

use crate::harness::edition::Made;
use crate::laws::check;

#[test]
fn no_widow_or_orphan_stands_unreported() {
    check(|_, made| {
        let pages = &made.pages.pages;
        let mut wrong = Vec::new();
        for (at, facing) in pages.windows(2).enumerate() {
            if is_generated(made, at) || is_generated(made, at + 1) {
                continue;
            }
            let (above, below) = (text(made, &facing[0]), text(made, &facing[1]));
            let (Some(last), Some(first)) = (above.last(), below.first()) else { continue };
            if last.is_last || opens(made, at + 1) {
                continue;
            }
            // A paragraph goes on overleaf.
            let is_widow = first.is_last;
            let is_orphan = above.len() > 1 && above[above.len() - 2].is_last;
            let folio = |page: &Page| page.folio.to_string();
            if is_widow && !is_told(made, at, MakeUp::Widow) {
                wrong.push(format!("page {} begins with a widow", folio(&facing[1])));
            }
            if is_orphan && !is_told(made, at, MakeUp::Orphan) {
                wrong.push(format!("page {} ends with an orphan", folio(&facing[0])));
            }
        }
        wrong
    });
}

#[test]
fn text_stands_on_the_grid() {
    check(|_, made| {
        let style = &made.style;
        let grid = style.text.leading.0;
        let mut wrong = Vec::new();
        for (at, page) in made.pages.pages.iter().enumerate() {
            if is_generated(made, at) {
                continue;
            }
            for line in text(made, page).iter().filter(|line| is_running(made, page, line)) {
                let past = (line.baseline - style.page.first_baseline).0.rem_euclid(grid);
                // A hair of rounding: a hundredth of a point.
                let off = past.min(grid - past);
                if off > Length::from_points(0.02).0 {
                    let y = line.baseline.points();
                    let off = Length(off).points();
                    wrong.push(format!("page {}: {y:.2} is {off:.2} pt off the grid", page.folio));
                }
            }
        }
        wrong
    });
}

#[test]
fn figures_keep_their_order_and_their_section() {
    check(|_, made| {
        let book = &made.book;
        let place = |anchor: AnchorId| made.pages.anchors[anchor.0 as usize];
        let mut wrong = Vec::new();
        for pair in book.figures.windows(2) {
            if place(pair[0].anchor) > place(pair[1].anchor) {
                wrong.push(format!("{} is after its follower", book.anchor(pair[0].anchor).id));
            }
        }
        for figure in &book.figures {
            let anchor = book.anchor(figure.anchor);
            let section = book.section(anchor.section);
            let page = |anchor| place(anchor).map(|place| place.page);
            let within = page(section.anchor)..=page(section.end);
            // At the end of a section figures may have a page to themselves.
            let is_alone = |page: Option<u32>| {
                page.is_some_and(|at| text(made, &made.pages.pages[at as usize]).is_empty())
            };
            let at = page(figure.anchor);
            if !within.contains(&at) && !is_alone(at) {
                wrong.push(format!("{} has left its section", anchor.id));
            }
        }
        wrong
    });
}

#[test]
fn nothing_stands_below_the_page_unless_reported() {
    check(|_, made| {
        let style = &made.style;
        // A page may be one line long.
        let foot = style.page.first_baseline + style.text.leading * style.page.lines;
        let mut wrong = Vec::new();
        for page in &made.pages.pages {
            let told =
                made.pages.remarks.iter().any(|remark| {
                    remark.folio == page.folio && remark.rule == MakeUp::OverfullPage
                });
            let lowest = page.lines.iter().map(|line| line.baseline).max();
            let lowest = lowest.max(page.images.iter().map(|image| image.y + image.height).max());
            if lowest.is_some_and(|lowest| lowest > foot) && !told {
                wrong.push(format!("page {} runs over its foot", page.folio));
            }
        }
        wrong
    });
}

/// The lines of a page's text: not its notes, which have their own size.
fn text<'a>(made: &Made, page: &'a Page) -> Vec<&'a Line> {
    let sizes: BTreeSet<Length> =
        [made.style.notes.size, made.style.caption.size, made.style.table.size].into();
    page.lines.iter().filter(|line| size(line).is_some_and(|size| !sizes.contains(&size))).collect()
}

fn size(line: &Line) -> Option<Length> {
    line.pieces.iter().map(|piece| piece.size).max()
}

/// Whether a line is of running text: of its size, from its left edge or its
/// indent.
fn is_running(made: &Made, page: &Page, line: &Line) -> bool {
    let style = &made.style;
    let at = made.pages.pages.iter().position(|other| std::ptr::eq(other, page)).unwrap_or(0);
    let left = if at % 2 == 0 { style.page.inner } else { style.page.outer };
    let from = line.x - left;
    let margin = Length::from_points(6.0);
    let is_left = from.max(-from) < margin;
    let is_indented = (from - style.text.indent).max(style.text.indent - from) < margin;
    let node = made.pages.structure.nodes.get(line.node.0 as usize);
    let is_heading = node.is_some_and(|node| matches!(node.role, Role::Heading(_)));
    size(line) == Some(style.text.size) && (is_left || is_indented) && !is_heading
}

/// Whether a page that ends is said to break a rule.
fn is_told(made: &Made, at: usize, rule: MakeUp) -> bool {
    let folio = made.pages.pages[at].folio;
    made.pages.remarks.iter().any(|remark| remark.folio == folio && remark.rule == rule)
}

/// Whether a section begins on a page.
fn opens(made: &Made, at: usize) -> bool {
    let page = |anchor: AnchorId| made.pages.anchors[anchor.0 as usize].map(|it| it.page as usize);
    let first = made.style.page.first_baseline;
    made.book.sections.iter().any(|section| {
        let place = made.pages.anchors[section.anchor.0 as usize];
        page(section.anchor) == Some(at) && place.is_some_and(|place| place.y <= first)
    })
}

/// Whether a page belongs to a section that the compiler makes.
fn is_generated(made: &Made, at: usize) -> bool {
    let page = |anchor: AnchorId| made.pages.anchors[anchor.0 as usize].map(|it| it.page as usize);
    let sections = made.book.sections.iter();
    let mut before = sections.filter(|section| page(section.anchor).is_some_and(|it| it <= at));
    before.next_back().is_some_and(|section| matches!(section.kind, SectionKind::Generated(_)))
}
