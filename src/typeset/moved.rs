//! Pages that could not begin where those of an older printing began, and what
//! moved them.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::model::diagnostic::Diagnostics;
use crate::model::folio::Folio;
use crate::model::lock::LockedPage;
use crate::model::text::TextId;
use crate::typeset::flows::Flow;
use crate::typeset::held_pages::HeldPages;
use crate::typeset::places;
use crate::typeset::plan::Plan;
use crate::typeset::setting::Setting;

/// Rows among which what was added is looked for: those of a page or two.
const NEAR: usize = 80;

/// Pages of one flow that moved, with the text that moved them.
struct Stretch {
    pages: Range<usize>,
    cause: Option<TextId>,
}

/// Reports pages that moved (`moved-page`): an error where the lock is strict.
pub(crate) fn report(setting: &Setting<'_>, diagnostics: &mut Diagnostics) {
    let Some(locked) = setting.locked else { return };
    let mut found: Vec<(String, Option<TextId>)> = Vec::new();
    for (first, at, starts_recto) in starts(setting) {
        let flow = &setting.flows[at];
        let Some(held) = &flow.held else { continue };
        let plans = flow.plans(starts_recto);
        for stretch in stretches(flow, held, plans, &locked.lock.pages) {
            let folio = |page: usize| setting.joined.sheets[first + page].folio;
            let last = folio(stretch.pages.end - 1);
            found.push((moved(folio(stretch.pages.start), last), stretch.cause));
        }
        if !held.is_held(plans.len(), flow.rows.len()) {
            let was = match held.count() {
                1 => "1 page".to_string(),
                count => format!("{count} pages"),
            };
            let folio = setting.joined.sheets[first].folio;
            let message =
                format!("what begins on page {folio} takes {} pages now, not {was}", plans.len());
            let cause = changed(flow, held, 0..held.count(), &locked.lock.pages);
            found.push((message, cause));
        }
    }
    if found.is_empty() {
        let folios = first_folios(setting);
        let moved = locked.moved(|section| folios.get(&section).copied());
        let Some((old, new)) = moved else { return };
        found.push((format!("what began on page {old} begins on page {new}"), None));
    }
    let spans = places::spans(setting.composer.book);
    for (message, cause) in found {
        let span = cause.and_then(|text| spans.get(&text.0).copied());
        let diagnostic = match locked.lock.is_strict {
            true => diagnostics.error("moved-page", span, message),
            false => diagnostics.warning("moved-page", span, message),
        };
        diagnostic.help("make the correction about as long as what it replaces");
    }
}

/// The folios of the pages with which sections begin a flow.
fn first_folios(setting: &Setting<'_>) -> BTreeMap<usize, Folio> {
    let folio = |(first, flow, _): (usize, usize, bool)| {
        let section = setting.flows[flow].sections.first()?;
        Some((*section, setting.joined.sheets[first].folio))
    };
    starts(setting).into_iter().filter_map(folio).collect()
}

fn moved(first: Folio, last: Folio) -> String {
    match first == last {
        true => format!("page {first} cannot begin where it began"),
        false => format!("pages {first} to {last} cannot begin where they began"),
    }
}

/// The flows with their first pages in the book.
fn starts(setting: &Setting<'_>) -> Vec<(usize, usize, bool)> {
    let sheets = setting.joined.sheets.iter().enumerate();
    let first = sheets.filter_map(|(at, sheet)| match sheet.of {
        Some((flow, 0, starts_recto)) => Some((at, flow, starts_recto)),
        _ => None,
    });
    first.collect()
}

/// The stretches of pages that do not begin where they did.
fn stretches(flow: &Flow, held: &HeldPages, plans: &[Plan], locked: &[LockedPage]) -> Vec<Stretch> {
    let mut found: Vec<Stretch> = Vec::new();
    for (at, plan) in plans.iter().enumerate().skip(1) {
        if held.is_held(at, plan.rows.start) || plan.rows.is_empty() || at >= held.count() {
            continue;
        }
        match found.last_mut().filter(|stretch| stretch.pages.end == at) {
            Some(stretch) => stretch.pages.end = at + 1,
            None => {
                let cause = changed(flow, held, at - 1..at + 1, locked);
                found.push(Stretch { pages: at..at + 1, cause });
            }
        }
    }
    found
}

/// The first text on some pages of the printing that is not what it was.
fn changed(
    flow: &Flow,
    held: &HeldPages,
    pages: Range<usize>,
    locked: &[LockedPage],
) -> Option<TextId> {
    let first = held.first as usize;
    let start = held.row(pages.start);
    let pages = locked.get(first + pages.start..(first + pages.end).min(locked.len()))?;
    let lines = || pages.iter().flat_map(|page| &page.lines);
    let same = lines().filter(|line| line.is_same).filter_map(|line| line.start);
    let known: BTreeSet<TextId> = same.map(|(text, _)| text).collect();
    // What was added has no line of its own.
    let rows = start.map_or(0..0, |start| start..flow.rows.len().min(start + NEAR));
    let added = || flow.texts(rows).find(|text| !known.contains(text));
    let other = lines().find(|line| !line.is_same).and_then(|line| line.start);
    other.map(|(text, _)| text).or_else(added)
}
