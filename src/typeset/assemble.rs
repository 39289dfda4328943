//! Plans to pages: rows at their places on the sheet.

use crate::model::length::Length;
use crate::model::pages::{Line, Link, LinkTarget, Page, PlacedImage, Rule};
use crate::model::structure::NodeId;
use crate::model::style::Style;
use crate::typeset::flows::{Above, Flow};
use crate::typeset::furniture::Side;
use crate::typeset::plan::Plan;
use crate::typeset::rows::{Row, above};

/// Rule above a note that goes on from the page before: a quarter of the
/// measure, half a point thick.
const RULE_SHARE: i32 = 4;

/// Puts a page together, without its head and folio.
pub(crate) fn page(
    flow: &Flow,
    plan: &Plan,
    side: &Side,
    style: &Style,
    targets: &[(LinkTarget, NodeId)],
) -> Page {
    let left = if side.is_recto { style.page.inner } else { style.page.outer };
    let top = style.page.first_baseline - above(style.text.leading);
    let mut page = Page { folio: side.folio, ..Page::default() };
    let places = flow.places(plan, style);
    let notes = flow.note_places(plan, style);
    page.lines.reserve_exact(places.len() + notes.len());
    page.begins = flow.rows_of(plan).find_map(Row::begins);
    page.figures = plan.figures.len() as u16;
    page.tops = plan.top as u16;
    for (count, (row, y)) in places.iter().enumerate() {
        if row.is_quiet && count > 0 {
            continue;
        }
        place(row, (left, top + *y), targets, &mut page);
    }
    if page.begins.is_none() {
        page.begins = notes.iter().find_map(|(row, ..)| row.begins());
    }
    rules(&notes, (left, top), style, &mut page);
    for (row, y, _) in &notes {
        place(row, (left, top + *y), targets, &mut page);
    }
    page
}

/// The rules above notes and between their series, where the style has them or
/// a note goes on.
fn rules(
    notes: &[(&Row, Length, Above)],
    (left, top): (Length, Length),
    style: &Style,
    page: &mut Page,
) {
    for (count, (_, y, above)) in notes.iter().enumerate() {
        let (usual, space) = match count {
            0 => (style.notes.rule, style.notes.gap),
            _ => (style.notes.series_rule, style.notes.between()),
        };
        let length = match above {
            Above::Row => continue,
            Above::Start => usual,
            Above::Rest => style.page.measure() / RULE_SHARE,
        };
        if length > Length::ZERO {
            let y = top + *y - space / 2;
            let height = Length::from_points(0.5);
            page.rules.push(Rule { x: left, y, width: length, height });
        }
    }
}

fn place(row: &Row, (x, y): (Length, Length), targets: &[(LinkTarget, NodeId)], page: &mut Page) {
    for set in &row.lines {
        let (x_of, baseline) = (set.line.x + x, set.line.baseline + y);
        let line = Line { x: x_of, baseline, ..set.line.clone() };
        let size = line.pieces.iter().map(|piece| piece.size).max().unwrap_or(Length::ZERO);
        for (from, to, target) in &set.links {
            let Some((target, node)) = targets.get(*target as usize) else { continue };
            page.links.push(Link {
                x: *from + x,
                y: line.baseline - size.scaled(8, 10),
                width: *to - *from,
                height: size.scaled(11, 10),
                target: target.clone(),
                node: *node,
            });
        }
        let lines = if row.is_furniture { &mut page.furniture } else { &mut page.lines };
        lines.push(line);
    }
    for set in &row.furniture {
        let line = Line { x: set.line.x + x, baseline: set.line.baseline + y, ..set.line.clone() };
        page.furniture.push(line);
    }
    for rule in &row.rules {
        page.rules.push(Rule { x: rule.x + x, y: rule.y + y, ..*rule });
    }
    for image in &row.images {
        page.images.push(PlacedImage { x: image.x + x, y: image.y + y, ..image.clone() });
    }
}
