//! What pages paint: colours, images at their printed size, black that
//! overprints.

use std::collections::BTreeSet;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, Stream};

use crate::model::length::Length;
use crate::model::preflight::{self, Gravity};
use crate::pdf::preflight::colors::{self, Space};
use crate::pdf::preflight::findings::Findings;
use crate::pdf::preflight::page::{Page, number};

/// The most bytes of a page and the forms on it that are read at once.
const MOST_AT_ONCE: usize = 32 << 20;
/// The most operators of a page and the forms on it that are read at once: each
/// takes some 600 bytes.
const MOST_OPERATORS: usize = 1_500_000;
/// States that are saved and not yet restored.
const MOST_SAVED: usize = 10_000;
/// Forms within forms are followed so far.
const DEPTH: usize = 12;
/// Forms of a file are read so often: one may show another many times over.
const MOST_FORMS: usize = 100_000;

/// What is known so far.
pub(crate) struct Contents<'d> {
    document: &'d Document,
    /// How many bytes may still be unfolded.
    budget: usize,
    /// Bytes of the page and the forms that are being read.
    open: usize,
    /// And their operators, at most.
    operators: usize,
    form_count: usize,
    /// Of the page that was looked at last: its resources, and those of the
    /// forms on it.
    pub(crate) resources: Vec<&'d Dictionary>,
    pub(crate) image_count: usize,
    pub(crate) lowest_resolution: Option<u32>,
    pub(crate) spaces: BTreeSet<String>,
    pub(crate) is_transparent: bool,
}

/// A page, or a form on it, while its operators are read.
struct Reading<'d, 'c> {
    contents: &'c mut Contents<'d>,
    findings: &'c mut Findings,
    page: u32,
    /// Images and forms of the page itself, so far.
    image: u32,
    resources: Vec<&'d Dictionary>,
    state: State,
    saved: Vec<State>,
}

#[derive(Clone)]
struct State {
    /// The current transformation, as `cm` writes it.
    place: [f64; 6],
    fill: Ink,
    stroke: Ink,
    /// Whether fills overprint, and by ink (`OPM 1`).
    overprints: bool,
    is_by_ink: bool,
    /// How text is shown: 0 filled, 3 not at all.
    mode: i64,
}

#[derive(Clone)]
struct Ink {
    space: Space,
    levels: Vec<f64>,
}

impl<'d> Contents<'d> {
    /// Nothing yet; `budget` in bytes.
    pub(crate) fn new(document: &'d Document, budget: usize) -> Contents<'d> {
        Contents {
            document,
            budget,
            open: 0,
            operators: 0,
            form_count: 0,
            resources: Vec::new(),
            image_count: 0,
            lowest_resolution: None,
            spaces: BTreeSet::new(),
            is_transparent: false,
        }
    }

    /// Looks at what a page paints.
    pub(crate) fn page(&mut self, at: u32, page: &Page<'d>, findings: &mut Findings) {
        self.resources.clear();
        self.annotations(at, page, findings);
        let most = self.budget.min(MOST_AT_ONCE);
        let Ok(data) = self.document.get_page_content_with_limit(page.id, most) else {
            let help = "look at the page, and make the file anew";
            let message = "the contents of a page cannot be read";
            return findings.on_page((Gravity::Error, "unreadable-page", help), message, at, None);
        };
        self.budget = self.budget.saturating_sub(data.len());
        self.open = data.len();
        let resources = page.inherited(b"Resources").and_then(|it| it.as_dict().ok());
        let black = Ink { space: Space::Gray, levels: vec![0.0] };
        let mut reading = Reading {
            contents: self,
            findings,
            page: at,
            image: 0,
            resources: Vec::new(),
            state: State {
                place: [1.0, 0.0, 0.0, 1.0, 0.0, 0.0],
                fill: black.clone(),
                stroke: black,
                overprints: false,
                is_by_ink: false,
                mode: 0,
            },
            saved: Vec::new(),
        };
        reading.stream(&data, resources, 0);
    }

    /// Annotations within the bleed are no part of what is printed.
    fn annotations(&mut self, at: u32, page: &Page<'d>, findings: &mut Findings) {
        let Some(inside) = page.rectangle(b"BleedBox").or_else(|| page.rectangle(b"TrimBox"))
        else {
            return;
        };
        let list = page.dictionary.get_deref(b"Annots", self.document).and_then(Object::as_array);
        for annotation in list.into_iter().flatten() {
            let annotation = self.document.dereference(annotation).and_then(|(_, it)| it.as_dict());
            let Ok(annotation) = annotation else { continue };
            let kind = annotation.get(b"Subtype").and_then(Object::as_name).unwrap_or(b"");
            let sides = annotation.get_deref(b"Rect", self.document).and_then(Object::as_array);
            let sides: Vec<f64> = sides.into_iter().flatten().filter_map(number).collect();
            let [x, y, right, top] = sides[..] else { continue };
            let is_inside = x < inside[2] && right > inside[0] && y < inside[3] && top > inside[1];
            if is_inside && !matches!(kind, b"TrapNet" | b"PrinterMark") {
                let help = "links and comments are for the screen: make a file without them";
                let message = "a page has links or comments";
                findings.on_page((Gravity::Error, "annotation", help), message, at, None);
            }
        }
    }
}

/// How many operators a stream has at most: every word may be one.
fn operators(data: &[u8]) -> usize {
    let is_letter = |byte: u8| byte.is_ascii_alphabetic() || matches!(byte, b'\'' | b'"');
    data.windows(2).filter(|pair| is_letter(pair[1]) && !is_letter(pair[0])).count() + 1
}

impl<'d> Reading<'d, '_> {
    fn stream(&mut self, data: &[u8], resources: Option<&'d Dictionary>, depth: usize) {
        let operators = operators(data);
        let is_bearable = self.contents.operators + operators <= MOST_OPERATORS;
        let Some(content) = is_bearable.then(|| Content::decode(data).ok()).flatten() else {
            let help = "look at the page, and make the file anew";
            let report = (Gravity::Error, "unreadable-page", help);
            let message = "the contents of a page cannot be read";
            return self.findings.on_page(report, message, self.page, None);
        };
        if let Some(resources) = resources {
            self.resources.push(resources);
            self.contents.resources.push(resources);
        }
        self.contents.operators += operators;
        let saved = self.saved.len();
        for operation in &content.operations {
            self.operation(operation, depth);
        }
        self.contents.operators -= operators;
        // A form may restore more than it has saved.
        let saved = saved.min(self.saved.len());
        if let Some(state) = self.saved.drain(saved..).next() {
            self.state = state;
        }
        if resources.is_some() {
            self.resources.pop();
        }
    }

    fn operation(&mut self, operation: &Operation, depth: usize) {
        let operands = &operation.operands;
        let levels = || operands.iter().filter_map(number).collect::<Vec<f64>>();
        match operation.operator.as_str() {
            "q" if self.saved.len() < MOST_SAVED => self.saved.push(self.state.clone()),
            "Q" => self.state = self.saved.pop().unwrap_or_else(|| self.state.clone()),
            "cm" => {
                if let Ok(matrix) = <[f64; 6]>::try_from(levels()) {
                    self.state.place = times(&matrix, &self.state.place);
                }
            }
            "g" => self.state.fill = Ink { space: Space::Gray, levels: levels() },
            "G" => self.state.stroke = Ink { space: Space::Gray, levels: levels() },
            "k" => self.state.fill = Ink { space: Space::Cmyk, levels: levels() },
            "K" => self.state.stroke = Ink { space: Space::Cmyk, levels: levels() },
            "rg" => self.state.fill = Ink { space: Space::Light, levels: levels() },
            "RG" => self.state.stroke = Ink { space: Space::Light, levels: levels() },
            "cs" | "CS" => {
                let space = operands.first().map_or(Space::Unknown, |name| self.space(name));
                let ink = Ink { space, levels: Vec::new() };
                match operation.operator.as_str() {
                    "cs" => self.state.fill = ink,
                    _ => self.state.stroke = ink,
                }
            }
            "sc" | "scn" => self.state.fill.levels = levels(),
            "SC" | "SCN" => self.state.stroke.levels = levels(),
            "gs" => self.graphics_state(operands),
            "Tr" => {
                self.state.mode = operands.first().and_then(|it| it.as_i64().ok()).unwrap_or(0);
            }
            "Tj" | "TJ" | "'" | "\"" => self.text(),
            "f" | "F" | "f*" => self.paints(self.state.fill.space, "a shape"),
            "S" | "s" => self.paints(self.state.stroke.space, "a line"),
            "B" | "B*" | "b" | "b*" => {
                self.paints(self.state.fill.space, "a shape");
                self.paints(self.state.stroke.space, "a line");
            }
            "sh" => self.shading(operands),
            "Do" => self.object(operands, depth),
            "BI" => self.inline_image(operands),
            _ => {}
        }
    }

    fn space(&self, object: &Object) -> Space {
        colors::space(self.contents.document, object, &self.resources)
    }

    /// What the resources at hand have under a kind and a name.
    fn resource(&self, kind: &[u8], operands: &[Object]) -> Option<&'d Object> {
        let document = self.contents.document;
        let name = operands.last()?.as_name().ok()?;
        let all = self.resources.last()?.get_deref(kind, document).and_then(Object::as_dict);
        all.ok()?.get_deref(name, document).ok()
    }

    /// Notes a colour space, and reports it where a press has no ink for it.
    fn paints(&mut self, space: Space, what: &str) {
        if space == Space::Pattern {
            return;
        }
        self.contents.spaces.insert(space.name().to_string());
        let help = match space {
            Space::Light => "convert it to gray or CMYK",
            Space::Unknown => "look at the page, and make the file anew",
            Space::Spot(_) => "ask the printer whether a further ink is meant",
            Space::Gray | Space::Cmyk | Space::Pattern => return,
        };
        let (gravity, code) = match space {
            Space::Light => (Gravity::Error, "light-colours"),
            Space::Spot(_) => (Gravity::Warning, "spot-colours"),
            _ => (Gravity::Error, "unknown-colours"),
        };
        let message = format!("{what} is painted in {}", space.name());
        self.findings.on_page((gravity, code, help), message, self.page, None);
    }

    fn text(&mut self) {
        if self.state.mode == 3 || self.state.mode == 7 {
            return;
        }
        let Ink { space, levels } = self.state.fill.clone();
        self.paints(space, "text");
        if space == Space::Cmyk && levels.iter().filter(|level| **level > 0.0).count() > 1 {
            let help = "small type in several inks is blurred where they do not meet: black alone";
            let report = (Gravity::Warning, "text-in-several-inks", help);
            self.findings.on_page(report, "text is printed in several inks", self.page, None);
        }
        let is_set = self.state.overprints && (self.state.is_by_ink || space != Space::Cmyk);
        if space.is_black(&levels) && !is_set {
            let help = "where inks do not meet white edges show: let black overprint (OPM 1)";
            let report = (Gravity::Warning, "black-knocks-out", help);
            self.findings.on_page(report, "black text does not overprint", self.page, None);
        }
    }

    fn graphics_state(&mut self, operands: &[Object]) {
        let Some(Ok(state)) = self.resource(b"ExtGState", operands).map(Object::as_dict) else {
            return;
        };
        let flag = |key: &[u8]| state.get(key).and_then(Object::as_bool).ok();
        // `OP` is for both where `op` is not there.
        if let Some(overprints) = flag(b"op").or(flag(b"OP")) {
            self.state.overprints = overprints;
        }
        if let Ok(mode) = state.get(b"OPM").and_then(Object::as_i64) {
            self.state.is_by_ink = mode == 1;
        }
        let opacity = |key: &[u8]| state.get(key).ok().and_then(number).unwrap_or(1.0);
        let mask = state.get(b"SMask").is_ok_and(|mask| mask.as_name().ok() != Some(b"None"));
        let blend = state.get(b"BM").and_then(Object::as_name).unwrap_or(b"Normal");
        let is_plain = matches!(blend, b"Normal" | b"Compatible");
        self.contents.is_transparent |=
            opacity(b"ca") < 1.0 || opacity(b"CA") < 1.0 || mask || !is_plain;
    }

    fn shading(&mut self, operands: &[Object]) {
        let shading = self.resource(b"Shading", operands);
        let dictionary = shading.and_then(|shading| match shading {
            Object::Stream(stream) => Some(&stream.dict),
            shading => shading.as_dict().ok(),
        });
        let space = dictionary.and_then(|shading| shading.get(b"ColorSpace").ok());
        let space = space.map_or(Space::Unknown, |space| self.space(space));
        self.paints(space, "a shading");
    }

    /// An image or a form, at its place.
    fn object(&mut self, operands: &[Object], depth: usize) {
        let at = (depth == 0).then_some(self.image);
        self.image += u32::from(depth == 0);
        let Some(Ok(stream)) = self.resource(b"XObject", operands).map(Object::as_stream) else {
            return;
        };
        match stream.dict.get(b"Subtype").and_then(Object::as_name) {
            Ok(b"Image") => self.image(&stream.dict, at),
            Ok(b"Form") if depth < DEPTH => self.form(stream, depth),
            _ => {}
        }
    }

    fn form(&mut self, stream: &'d Stream, depth: usize) {
        let document = self.contents.document;
        let most = self.contents.budget.min(MOST_AT_ONCE.saturating_sub(self.contents.open));
        let data = stream.get_plain_content_with_limit(most);
        self.contents.form_count += 1;
        let Some(data) = data.ok().filter(|_| self.contents.form_count <= MOST_FORMS) else {
            let help = "look at the page, and make the file anew";
            let report = (Gravity::Error, "unreadable-page", help);
            let message = "the contents of a page cannot be read";
            return self.findings.on_page(report, message, self.page, None);
        };
        // A form that shows another one ten times, which shows another one...
        self.contents.budget = self.contents.budget.saturating_sub(data.len());
        self.contents.open += data.len();
        let saved = self.state.clone();
        let matrix = stream.dict.get_deref(b"Matrix", document).and_then(Object::as_array);
        let matrix: Vec<f64> = matrix.into_iter().flatten().filter_map(number).collect();
        if let Ok(matrix) = <[f64; 6]>::try_from(matrix) {
            self.state.place = times(&matrix, &self.state.place);
        }
        let resources = stream.dict.get_deref(b"Resources", document).and_then(Object::as_dict);
        self.stream(&data, resources.ok(), depth + 1);
        self.contents.open -= data.len();
        self.state = saved;
    }

    fn inline_image(&mut self, operands: &[Object]) {
        if let Some(Object::Stream(stream)) = operands.first() {
            self.image(&stream.dict, None);
        }
    }

    /// Looks at an image; `at` tells which of the page it is.
    fn image(&mut self, image: &Dictionary, at: Option<u32>) {
        self.contents.image_count += 1;
        let document = self.contents.document;
        let get = |long: &[u8], short: &[u8]| {
            image.get_deref(long, document).or_else(|_| image.get_deref(short, document)).ok()
        };
        let whole = |long: &[u8], short: &[u8]| {
            let value = get(long, short).and_then(|value| value.as_i64().ok()).unwrap_or(0);
            u32::try_from(value).unwrap_or(0)
        };
        let is_mask = get(b"ImageMask", b"IM").is_some_and(|it| it.as_bool().unwrap_or(false));
        if !is_mask && let Some(space) = get(b"ColorSpace", b"CS") {
            let space = self.space(space);
            self.contents.spaces.insert(space.name().to_string());
            if space == Space::Light {
                let help = "convert it to gray or CMYK";
                let report = (Gravity::Error, "light-colours", help);
                self.findings.on_page(report, "an image is painted in RGB", self.page, at);
            }
        }
        self.contents.is_transparent |= image.has(b"SMask");
        let is_line_art = is_mask || whole(b"BitsPerComponent", b"BPC") == 1;
        let [a, b, c, d, ..] = self.state.place;
        let (width, height) = (a.hypot(b), c.hypot(d));
        let (columns, rows) = (whole(b"Width", b"W"), whole(b"Height", b"H"));
        // A rule that was drawn as an image is as sharp as it can be.
        if columns.min(rows) <= 1 || width.min(height) <= 0.0 || width.max(height) > 30_000.0 {
            return;
        }
        let dots = preflight::resolution(columns, Length::from_points(width))
            .min(preflight::resolution(rows, Length::from_points(height)));
        let lowest = self.contents.lowest_resolution.unwrap_or(u32::MAX);
        self.contents.lowest_resolution = Some(lowest.min(dots));
        let needed = match is_line_art {
            true => preflight::LINE_ART_RESOLUTION,
            false => preflight::RESOLUTION,
        };
        if dots < needed {
            let kind = if is_line_art { "line art" } else { "an image" };
            let message = format!("{kind} is printed at {dots} dots an inch; {needed} are needed");
            let help = "use an image with more pixels, or print it smaller";
            let report = (Gravity::Warning, "low-resolution", help);
            self.findings.on_page(report, message, self.page, at);
        }
    }
}

/// First `first`, then `then`.
fn times(first: &[f64; 6], then: &[f64; 6]) -> [f64; 6] {
    let [a, b, c, d, e, f] = *first;
    let [g, h, i, j, k, l] = *then;
    [
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + l,
    ]
}
