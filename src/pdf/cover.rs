//! The cover on its sheet: ground, image, type, barcode, and the marks for those
//! who cut and fold it.

use lopdf::Document;

use crate::model::book::Book;
use crate::model::cover::{Cover, Inks, SpineText};
use crate::model::length::Length;
use crate::model::pages::Rule;
use crate::pdf::assembly::{self, Parts};
use crate::pdf::crop;
use crate::pdf::deflate::deflate;
use crate::pdf::file::File;
use crate::pdf::finish;
use crate::pdf::press::Press;
use crate::pdf::syntax;

/// Paper beyond the bleed, for marks and the slug, in points.
const PAPER: f64 = 30.0;
/// Between the bleed and the marks.
const AWAY: f64 = 3.0;

/// Black overprints; all else, white too, takes the place of what is below it.
const STATES: &str = "/ExtGState<</Over<</Type/ExtGState/OP true/op true/OPM 1>>\
                      /Knock<</Type/ExtGState/OP false/op false/OPM 0>>>>";

/// The file of a cover.
pub fn write(
    book: &Book,
    cover: &Cover,
    parts: &Parts,
    mut drawing: Document,
    press: &Press,
) -> Vec<u8> {
    let mut file = File::default();
    let (leaves, resources) =
        assembly::begin(&mut file, &parts.fonts, &mut drawing, STATES.as_bytes());
    let drawn = assembly::take_drawn(&mut drawing, leaves.ids[0]);
    for id in leaves.ids.iter().chain([&leaves.tree]) {
        drawing.objects.remove(&(*id, 0));
    }
    assembly::objects(&mut file, drawing);

    let frame = Frame::new(cover, press.settings.bleed);
    let jacket = &book.edition.jacket;
    let mut contents = Vec::new();
    let mut add = |stream: Vec<u8>, page: Option<usize>| {
        contents.push(file.add_deflated(Vec::new(), deflate(&stream)));
        if let Some(page) = page
            && let Some(text) = &parts.texts[page].furniture
        {
            contents.push(file.add_packed(Vec::new(), text));
        }
    };
    let mut out = frame.ground(jacket.ground);
    if let Some(drawn) = drawn {
        frame.front(&mut out, cover, &drawn);
    }
    ink(&mut out, jacket.ink);
    add(out, Some(0));
    add(frame.turned(cover, jacket.spine), Some(1));
    let mut out = b"Q\n".to_vec();
    frame.barcode(&mut out, cover);
    add(out, Some(2));
    add(frame.marks(cover), None);

    let root = file.reserve();
    let page = format!("<</Type/Page/Parent {root} 0 R/Resources {resources} 0 R/Contents");
    let mut page = page.into_bytes();
    syntax::references(&mut page, contents);
    frame.boxes(&mut page);
    page.extend_from_slice(b">>");
    let page = file.add(page);
    file.set(root, format!("<</Type/Pages/Kids[{page} 0 R]/Count 1>>").into_bytes());
    finish::pressed(file, book, press, root, "")
}

/// The measures of the sheet.
struct Frame {
    width: Length,
    height: Length,
    bleed: Length,
    /// What is added to the trim on each side.
    margin: Length,
}

impl Frame {
    fn new(cover: &Cover, bleed: Length) -> Frame {
        let (width, height) = (cover.pages.width, cover.pages.height);
        Frame { width, height, bleed, margin: bleed + Length::from_points(PAPER) }
    }

    /// Goes to the corner of the trim, and prints the ground to the bleed.
    fn ground(&self, inks: Inks) -> Vec<u8> {
        let mut out = b"1 0 0 1 ".to_vec();
        numbers(&mut out, &[self.margin, self.margin], "cm");
        out.extend_from_slice(b"/Knock gs\n");
        if inks != [0; 4] {
            colour(&mut out, inks);
            let (wide, high) = (self.width + self.bleed * 2, self.height + self.bleed * 2);
            numbers(&mut out, &[-self.bleed, -self.bleed, wide, high], "re f");
        }
        out
    }

    /// The image of the front, cut at the spine and at the bleed.
    fn front(&self, out: &mut Vec<u8>, cover: &Cover, drawn: &[u8]) {
        let from = if cover.front == Length::ZERO { -self.bleed } else { cover.front };
        let wide = cover.panel + self.bleed;
        let high = self.height + self.bleed * 2;
        out.extend_from_slice(b"q\n");
        numbers(out, &[from, -self.bleed, wide, high], "re W n");
        out.extend_from_slice(drawn);
        out.extend_from_slice(b"\nQ\n");
    }

    /// Turns what follows so that it runs along the spine.
    fn turned(&self, cover: &Cover, runs: SpineText) -> Vec<u8> {
        // The spine is in the middle, whichever side the front is on.
        let middle = cover.panel + cover.spine / 2;
        let mut out = b"q\n".to_vec();
        let corner = match runs {
            SpineText::Down => {
                out.extend_from_slice(b"0 -1 1 0 ");
                [middle - cover.drop, self.height]
            }
            SpineText::Up => {
                out.extend_from_slice(b"0 1 -1 0 ");
                [middle + cover.drop, Length::ZERO]
            }
        };
        numbers(&mut out, &corner, "cm");
        out
    }

    /// The barcode, black on white; black is left for what follows.
    fn barcode(&self, out: &mut Vec<u8>, cover: &Cover) {
        out.extend_from_slice(b"/Knock gs\n");
        if let Some(barcode) = &cover.barcode {
            colour(out, [0; 4]);
            self.rectangle(out, &barcode.ground);
            colour(out, [0, 0, 0, 100]);
            barcode.bars.iter().for_each(|bar| self.rectangle(out, bar));
        }
        ink(out, [0, 0, 0, 100]);
    }

    fn rectangle(&self, out: &mut Vec<u8>, rule: &Rule) {
        let bottom = self.height - rule.y - rule.height;
        numbers(out, &[rule.x, bottom, rule.width, rule.height], "re f");
    }

    /// Crop marks at the corners, dashes where the spine is folded.
    fn marks(&self, cover: &Cover) -> Vec<u8> {
        let mut out = b"q\n0 0 0 1 K\n".to_vec();
        crop::thin(&mut out);
        let away = self.bleed + Length::from_points(AWAY);
        let none = Length::ZERO;
        crop::corners(&mut out, (none, none), (self.width, self.height), away);
        out.extend_from_slice(b"[3 2] 0 d\n");
        for x in [cover.panel, cover.panel + cover.spine] {
            crop::upright(&mut out, x, (none, self.height), away);
        }
        out.extend_from_slice(b"Q\n");
        out
    }

    fn boxes(&self, out: &mut Vec<u8>) {
        let none = Length::ZERO;
        let boxes =
            [("MediaBox", none), ("BleedBox", self.margin - self.bleed), ("TrimBox", self.margin)];
        for (name, border) in boxes {
            out.extend_from_slice(format!("/{name}[").as_bytes());
            let (right, top) = (self.width + self.margin * 2, self.height + self.margin * 2);
            numbers(out, &[border, border, right - border, top - border], "]");
        }
    }
}

/// The ink of what follows: black alone overprints.
fn ink(out: &mut Vec<u8>, inks: Inks) {
    let is_black = inks == [0, 0, 0, 100];
    out.extend_from_slice(if is_black { b"/Over gs\n" } else { b"/Knock gs\n" });
    colour(out, inks);
}

fn colour(out: &mut Vec<u8>, inks: Inks) {
    for share in inks {
        syntax::decimal(out, i64::from(share) * 10);
        out.push(b' ');
    }
    out.extend_from_slice(b"k\n");
}

/// Writes lengths, then operators.
fn numbers(out: &mut Vec<u8>, lengths: &[Length], operators: &str) {
    for length in lengths {
        syntax::length(out, *length);
        out.push(b' ');
    }
    out.extend_from_slice(operators.as_bytes());
    out.push(b'\n');
}
