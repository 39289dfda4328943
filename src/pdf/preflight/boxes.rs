//! The boxes of pages: what is printed, what may bleed, what is trimmed.

use crate::model::length::Length;
use crate::model::preflight::{Facts, Gravity};
use crate::pdf::preflight::findings::Findings;
use crate::pdf::preflight::page::Page;

/// Boxes that differ by less are the same, in points.
const ALIKE: f64 = 0.01;

/// Reports boxes that are missing, or not one within the other, and pages of
/// another size than the first.
pub(crate) fn judge(pages: &[Page<'_>], facts: &mut Facts, findings: &mut Findings) {
    let mut first: Option<[f64; 2]> = None;
    for (at, page) in (0..).zip(pages) {
        let media = page.rectangle(b"MediaBox");
        let trim = page.rectangle(b"TrimBox").or_else(|| page.rectangle(b"ArtBox"));
        let bleed = page.rectangle(b"BleedBox");
        let Some(media) = media else {
            let help = "make the file anew: no program can know how large the page is";
            findings.on_page(
                (Gravity::Error, "no-media-box", help),
                "a page has no size",
                at,
                None,
            );
            continue;
        };
        let Some(trim) = trim else {
            let help = "the printer has to know where to cut: set the TrimBox of every page";
            let message = "a page does not say where it is trimmed";
            findings.on_page((Gravity::Error, "no-trim-box", help), message, at, None);
            continue;
        };
        let around = bleed.unwrap_or(trim);
        if !is_within(&trim, &around) || !is_within(&around, &media) {
            let help = "the trimmed page lies within its bleed, and that within the sheet";
            let message = "the boxes of a page do not lie one within the other";
            findings.on_page((Gravity::Error, "boxes-not-nested", help), message, at, None);
        }
        let size = [trim[2] - trim[0], trim[3] - trim[1]];
        let usual = *first.get_or_insert(size);
        if size.iter().zip(&usual).any(|(side, usual)| (side - usual).abs() > ALIKE) {
            let help = "all pages of a book are cut alike";
            let message = "a page is trimmed to another size than the first one";
            findings.on_page((Gravity::Error, "page-size", help), message, at, None);
        }
        turned(page, at, findings);
        if at == 0 {
            facts.trim = Some((Length::from_points(size[0]), Length::from_points(size[1])));
            let sides = [0, 1, 2, 3].map(|side| (around[side] - trim[side]).abs());
            let least = sides.into_iter().fold(f64::MAX, f64::min);
            facts.bleed = bleed.map(|_| Length::from_points(least));
        }
    }
}

/// Reports a page that is to be turned or scaled before it is what it seems.
fn turned(page: &Page<'_>, at: u32, findings: &mut Findings) {
    let rotation = page.inherited(b"Rotate").and_then(|turn| turn.as_i64().ok()).unwrap_or(0);
    let unit = page.inherited(b"UserUnit").and_then(|unit| unit.as_float().ok()).unwrap_or(1.0);
    if rotation % 360 != 0 || unit != 1.0 {
        let help = "programs that impose pages may not turn or scale it: make it as it is to stand";
        let message = "a page is turned or scaled by a mark of its own";
        findings.on_page((Gravity::Warning, "turned-page", help), message, at, None);
    }
}

fn is_within(inner: &[f64; 4], outer: &[f64; 4]) -> bool {
    inner[0] >= outer[0] - ALIKE
        && inner[1] >= outer[1] - ALIKE
        && inner[2] <= outer[2] + ALIKE
        && inner[3] <= outer[3] + ALIKE
}
