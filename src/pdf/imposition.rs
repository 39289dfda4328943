//! Sheets as they go through the press: pages in the order of folding, each a
//! form of the streams that all files share, with marks for knife and fold.

use lopdf::Document;

use crate::model::book::Book;
use crate::model::imposition::{Forme, Imposition, Side};
use crate::model::length::Length;
use crate::model::pages::Pages;
use crate::pdf::assembly::{self, Parts};
use crate::pdf::crop;
use crate::pdf::deflate::deflate;
use crate::pdf::file::File;
use crate::pdf::finish;
use crate::pdf::metadata::{self, Kind};
use crate::pdf::syntax;

/// Paper around the pages of a sheet, for marks and the slug, in points.
const MARGIN: f64 = 54.0;
/// Where the slug's baseline is, from the sheet's lower edge.
const SLUG: f64 = 16.0;
/// Between the bleed and the marks.
const AWAY: f64 = 3.0;
/// The mark on the spine that shows a missing or a misplaced signature: its
/// width and height, how far the first is from the head, and from mark to mark.
const BACK: [f64; 4] = [3.0, 12.0, 48.0, 18.0];
/// Marks before they begin again at the head.
const STEPS: usize = 12;

/// The measures of a sheet.
struct Frame {
    width: Length,
    height: Length,
    bleed: Length,
    columns: usize,
    rows: usize,
}

impl Frame {
    /// The left edge of a column. Columns stand in pairs, joined at the spine.
    fn x(&self, column: usize) -> Length {
        Length::from_points(MARGIN)
            + self.width * column as i32
            + self.bleed * 2 * (column / 2) as i32
    }

    /// The lower edge of a row, counted from the top.
    fn y(&self, row: usize) -> Length {
        let below = (self.rows - 1 - row) as i32;
        Length::from_points(MARGIN) + (self.height + self.bleed * 2) * below
    }

    /// The upper right corner of all pages.
    fn end(&self) -> (Length, Length) {
        (self.x(self.columns - 1) + self.width, self.y(0) + self.height)
    }

    /// Width and height of the sheet.
    fn sheet(&self) -> (Length, Length) {
        let (right, top) = self.end();
        (right + Length::from_points(MARGIN), top + Length::from_points(MARGIN))
    }
}

/// The imposed file. `pages` are the book's, then one with the label of each
/// forme.
pub fn write(
    book: &Book,
    pages: &Pages,
    imposition: &Imposition,
    parts: &Parts,
    mut drawing: Document,
) -> Vec<u8> {
    let mut file = File::default();
    let bleed = book.edition.print.bleed;
    let graphics = finish::OVERPRINT.as_bytes();
    let (leaves, shared) = assembly::begin(&mut file, &parts.fonts, &mut drawing, graphics);
    let forms: Vec<Vec<u32>> = leaves
        .ids
        .iter()
        .enumerate()
        .map(|(at, id)| {
            let entries = form(pages, bleed, shared);
            let mut forms = Vec::new();
            if let Some(drawn) = assembly::take_drawn(&mut drawing, *id) {
                forms.push(file.add_deflated(entries.clone(), deflate(&drawn)));
            }
            let text = &parts.texts[at];
            for stream in [&text.body, &text.furniture].into_iter().flatten() {
                forms.push(file.add_packed(entries.clone(), stream));
            }
            drawing.objects.remove(&(*id, 0));
            forms
        })
        .collect();
    drawing.objects.remove(&(leaves.tree, 0));
    assembly::objects(&mut file, drawing);

    let book_count = pages.pages.len() - imposition.formes.len();
    let root = file.reserve();
    let mut kids = Vec::new();
    for (at, forme) in imposition.formes.iter().enumerate() {
        let frame = Frame {
            width: pages.width,
            height: pages.height,
            bleed,
            columns: forme.rows[0].len(),
            rows: forme.rows.len(),
        };
        kids.push(sheet(&mut file, (forme, &frame), &forms, book_count + at, root));
    }
    let mut out = format!("<</Type/Pages/Count {}/Kids", kids.len()).into_bytes();
    syntax::references(&mut out, kids);
    out.extend_from_slice(b">>");
    file.set(root, out);
    let information = file.add(metadata::information(&book.edition, Kind::Print));
    let xmp = finish::packet(&mut file, book, Kind::Print);
    let catalogue = format!("<</Type/Catalog/Pages {root} 0 R/Metadata {xmp} 0 R>>");
    let catalogue = file.add(catalogue.into_bytes());
    file.bytes("1.6", catalogue, information)
}

/// The entries of a form that shows a stream of a page, with its bleed.
fn form(pages: &Pages, bleed: Length, resources: u32) -> Vec<u8> {
    let mut out = b"/Type/XObject/Subtype/Form/BBox[".to_vec();
    for side in [-bleed, -bleed, pages.width + bleed, pages.height + bleed] {
        syntax::length(&mut out, side);
        out.push(b' ');
    }
    out.extend_from_slice(b"]/Resources ");
    syntax::reference(&mut out, resources);
    out
}

/// Adds one side of a sheet; gives the number of its page.
fn sheet(
    file: &mut File<'_>,
    (forme, frame): (&Forme, &Frame),
    forms: &[Vec<u32>],
    label: usize,
    tree: u32,
) -> u32 {
    let mut out = b"/Over gs\n0 0 0 1 k\n0 0 0 1 K\n".to_vec();
    let mut named: Vec<u32> = Vec::new();
    for (row, cells) in forme.rows.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            let Some(page) = cell.page else { continue };
            let (x, y) = (frame.x(column), frame.y(row));
            out.extend_from_slice(b"q\n");
            // A page bleeds on all sides but the spine.
            let [left, right] = [column % 2, 1 - column % 2].map(|is_spine| match is_spine {
                0 => frame.bleed,
                _ => Length::ZERO,
            });
            let size = (frame.width + left + right, frame.height + frame.bleed * 2);
            numbers(&mut out, &[x - left, y - frame.bleed, size.0, size.1], b"re W n\n");
            out.extend_from_slice(if cell.is_turned { b"-1 0 0 -1 " } else { b"1 0 0 1 " });
            let corner = match cell.is_turned {
                true => [x + frame.width, y + frame.height],
                false => [x, y],
            };
            numbers(&mut out, &corner, b"cm\n");
            shown(&mut out, &forms[page], &mut named);
            out.extend_from_slice(b"Q\n");
        }
    }
    marks(&mut out, forme, frame);
    out.extend_from_slice(b"q\n1 0 0 1 ");
    let slug = Length::from_points(SLUG) - frame.height;
    numbers(&mut out, &[Length::from_points(MARGIN), slug], b"cm\n");
    shown(&mut out, &forms[label], &mut named);
    out.extend_from_slice(b"Q\n");

    let contents = file.add_deflated(Vec::new(), deflate(&out));
    let mut page = format!(
        "<</Type/Page/Parent {tree} 0 R/Contents {contents} 0 R/Resources<<{}/XObject<<",
        finish::OVERPRINT
    )
    .into_bytes();
    for id in named {
        page.extend_from_slice(format!("/F{id} {id} 0 R").as_bytes());
    }
    page.extend_from_slice(b">>>>/MediaBox[0 0 ");
    let (width, height) = frame.sheet();
    numbers(&mut page, &[width, height], b"]/TrimBox[");
    let from = Length::from_points(MARGIN);
    let (right, top) = frame.end();
    numbers(&mut page, &[from, from, right, top], b"]>>");
    file.add(page)
}

/// Shows forms, and takes down their numbers.
fn shown(out: &mut Vec<u8>, forms: &[u32], named: &mut Vec<u32>) {
    for form in forms {
        out.extend_from_slice(format!("/F{form} Do\n").as_bytes());
        named.push(*form);
    }
}

/// Writes lengths, then an operator.
fn numbers(out: &mut Vec<u8>, lengths: &[Length], operator: &[u8]) {
    for length in lengths {
        syntax::length(out, *length);
        out.push(b' ');
    }
    out.extend_from_slice(operator);
}

/// Crop marks where the knife goes, dashes where the sheet is folded, and the
/// mark on the back of the signature.
fn marks(out: &mut Vec<u8>, forme: &Forme, frame: &Frame) {
    let from = Length::from_points(MARGIN);
    let (right, top) = frame.end();
    let away = frame.bleed + Length::from_points(AWAY);
    out.extend_from_slice(b"q\n");
    crop::thin(out);
    let mut folds = (Vec::new(), Vec::new());
    for column in 0..frame.columns {
        let (x, end) = (frame.x(column), frame.x(column) + frame.width);
        crop::upright(out, if column % 2 == 0 { x } else { end }, (from, top), away);
        if column + 1 < frame.columns {
            folds.0.push((end + frame.x(column + 1)) / 2);
        }
    }
    for row in 0..frame.rows {
        let y = frame.y(row);
        crop::level(out, y, (from, right), away);
        crop::level(out, y + frame.height, (from, right), away);
        if row + 1 < frame.rows {
            folds.1.push((y + frame.y(row + 1) + frame.height) / 2);
        }
    }
    out.extend_from_slice(b"[3 2] 0 d\n");
    for x in folds.0 {
        crop::upright(out, x, (from, top), away);
    }
    for y in folds.1 {
        crop::level(out, y, (from, right), away);
    }
    if forme.side == Side::Outer {
        back(out, forme, frame);
    }
    out.extend_from_slice(b"Q\n");
}

/// The mark on the spine between a sheet's last page and its first.
fn back(out: &mut Vec<u8>, forme: &Forme, frame: &Frame) {
    let [width, height, first, step] = BACK.map(Length::from_points);
    // The sheet's first page is at an end of the lowest row.
    let is_left = forme.rows.last().is_some_and(|row| {
        let lowest = row.iter().filter_map(|cell| cell.page).min();
        row.first().is_some_and(|cell| cell.page.is_some() && cell.page == lowest)
    });
    let column = if is_left { 1 } else { frame.columns - 1 };
    let y = frame.y(frame.rows - 1) + frame.height - first - step * (forme.sheet % STEPS) as i32;
    numbers(out, &[frame.x(column) - width / 2, y, width, height], b"re f\n");
}
