//! What a printer looks for, in words or as JSON.

use serde::Serialize;

use crate::cli::summary::counted;
use crate::model::length::Length;
use crate::model::preflight::{Finding, Gravity, Place, Preflight};
use crate::model::source::Sources;

/// Places that are named one by one; of more, the first and how many.
const MOST_PLACES: usize = 12;

/// A judged file as JSON has it.
#[derive(Serialize)]
pub(crate) struct Judged<'a> {
    file: &'a str,
    pages: u32,
    standard: Option<&'a str>,
    condition: Option<&'a str>,
    /// In millimetres, as all lengths here.
    trim: Option<[f64; 2]>,
    bleed: Option<f64>,
    fonts: usize,
    images: usize,
    lowest_resolution: Option<u32>,
    colours: &'a [String],
    transparency: bool,
    signature: u32,
    signatures: u32,
    blanks: u32,
    spine: f64,
    findings: Vec<Found<'a>>,
}

#[derive(Serialize)]
struct Found<'a> {
    code: &'a str,
    level: &'static str,
    message: &'a str,
    help: &'a str,
    places: Vec<Where<'a>>,
}

#[derive(Serialize)]
struct Where<'a> {
    /// From 1.
    page: u32,
    /// As readers show it.
    label: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
}

/// What JSON says of a file.
pub(crate) fn judged<'a>(file: &'a str, found: &'a Preflight, sources: &'a Sources) -> Judged<'a> {
    let facts = &found.facts;
    Judged {
        file,
        pages: facts.page_count,
        standard: facts.standard.as_deref(),
        condition: facts.condition.as_deref(),
        trim: facts.trim.map(|(width, height)| [millimetres(width), millimetres(height)]),
        bleed: facts.bleed.map(millimetres),
        fonts: facts.font_count,
        images: facts.image_count,
        lowest_resolution: facts.lowest_resolution,
        colours: &facts.spaces,
        transparency: facts.is_transparent,
        signature: facts.sheets.signature,
        signatures: facts.sheets.signature_count,
        blanks: facts.sheets.blank_count,
        spine: millimetres(facts.sheets.spine),
        findings: found.findings.iter().map(|finding| in_json(finding, sources)).collect(),
    }
}

fn in_json<'a>(finding: &'a Finding, sources: &'a Sources) -> Found<'a> {
    let places = finding.places.iter().map(|place| {
        let source = source(place, sources);
        Where {
            page: place.page + 1,
            label: &place.label,
            image: place.image.map(|image| image + 1),
            file: source.map(|(file, _)| file),
            line: source.map(|(_, line)| line),
        }
    });
    Found {
        code: finding.code,
        level: level(finding.gravity),
        message: &finding.message,
        help: finding.help,
        places: places.collect(),
    }
}

/// The file and the line of a place, where it has them.
fn source<'a>(place: &Place, sources: &'a Sources) -> Option<(&'a str, usize)> {
    let span = place.span?;
    let line = sources.line_column(span.file, span.start).line;
    Some((sources.file(span.file).path.as_str(), line))
}

/// What a terminal shows of a file: what it is, what was found, in how many
/// lines it takes.
pub(crate) fn lines(file: &str, found: &Preflight, sources: &Sources) -> Vec<String> {
    let mut lines = facts(file, found);
    for finding in &found.findings {
        lines.push(format!("{}[{}]: {}", level(finding.gravity), finding.code, finding.message));
        if !finding.places.is_empty() {
            lines.push(format!("  {}", places(&finding.places, sources)));
        }
        lines.push(format!("  = help: {}", finding.help));
    }
    let count = |gravity| found.findings.iter().filter(|it| it.gravity == gravity).count();
    lines.push(format!(
        "{file}: {}, {}, {}",
        counted(count(Gravity::Error), "error", "errors"),
        counted(count(Gravity::Warning), "warning", "warnings"),
        counted(count(Gravity::Note), "note", "notes")
    ));
    lines
}

fn facts(file: &str, found: &Preflight) -> Vec<String> {
    let facts = &found.facts;
    let standard = facts.standard.as_deref().unwrap_or("no standard");
    let condition = facts.condition.as_deref().unwrap_or("no printing condition");
    let pages = counted(facts.page_count as usize, "page", "pages");
    let trim = match facts.trim {
        Some((width, height)) => format!("{} × {} mm", shown(width), shown(height)),
        None => "an unknown size".to_string(),
    };
    let bleed = match facts.bleed {
        Some(bleed) => format!("{} mm of bleed", shown(bleed)),
        None => "no bleed".to_string(),
    };
    let images = match facts.lowest_resolution {
        Some(lowest) => format!(
            "{} of {lowest} dots an inch or more",
            counted(facts.image_count, "image", "images")
        ),
        None => counted(facts.image_count, "image", "images"),
    };
    let colours = match &facts.spaces[..] {
        [] => "nothing is painted".to_string(),
        spaces => format!("painted in {}", spaces.join(", ")),
    };
    let transparency = if facts.is_transparent { "; something is transparent" } else { "" };
    let sheets = facts.sheets;
    vec![
        format!("{file}: {pages}, {standard}, {condition}"),
        format!("  trimmed to {trim}, {bleed}"),
        format!("  {}; {images}", counted(facts.font_count, "font", "fonts")),
        format!("  {colours}{transparency}"),
        format!(
            "  {} of {} pages, {} blank; spine {} mm",
            counted(sheets.signature_count as usize, "signature", "signatures"),
            sheets.signature,
            sheets.blank_count,
            shown(sheets.spine)
        ),
    ]
}

/// The pages of a finding: runs of them as ranges, places of the manuscript
/// with their pages.
fn places(places: &[Place], sources: &Sources) -> String {
    let mut shown: Vec<String> = Vec::new();
    let mut at = 0;
    while let Some(place) = places.get(at) {
        let mut last = at;
        if let Some((file, line)) = source(place, sources) {
            shown.push(format!("p. {} ({file}:{line})", place.label));
        } else {
            while places.get(last + 1).is_some_and(|next| {
                next.page <= places[last].page + 1 && source(next, sources).is_none()
            }) {
                last += 1;
            }
            let end = &places[last];
            shown.push(match end.page == place.page {
                true => format!("p. {}", place.label),
                false => format!("pp. {}–{}", place.label, end.label),
            });
        }
        at = last + 1;
    }
    let more = shown.len().saturating_sub(MOST_PLACES);
    shown.truncate(MOST_PLACES);
    if more > 0 {
        shown.push(format!("and {more} more"));
    }
    shown.join(", ")
}

fn level(gravity: Gravity) -> &'static str {
    match gravity {
        Gravity::Error => "error",
        Gravity::Warning => "warning",
        Gravity::Note => "note",
    }
}

/// To the tenth.
fn millimetres(length: Length) -> f64 {
    (length.points() * 254.0 / 72.0).round() / 10.0
}

fn shown(length: Length) -> String {
    millimetres(length).to_string()
}

#[cfg(test)]
mod tests {
    use super::places;
    use crate::model::preflight::Place;
    use crate::model::source::Sources;

    #[track_caller]
    fn check(pages: &[u32], written: &str) {
        let place = |page: &u32| Place {
            page: *page,
            label: (page + 1).to_string(),
            image: None,
            span: None,
        };
        let list: Vec<Place> = pages.iter().map(place).collect();
        assert_eq!(places(&list, &Sources::default()), written);
    }

    #[test]
    fn pages_that_follow_each_other_are_a_range() {
        check(&[0], "p. 1");
        check(&[0, 1, 2, 6], "pp. 1–3, p. 7");
        check(&[4, 4], "p. 5");
    }
}
