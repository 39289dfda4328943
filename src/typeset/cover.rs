//! The cover, typeset: back, spine and front in the faces of the book.

use crate::model::barcode::{self, Isbn};
use crate::model::book::Reference;
use crate::model::cover::{self, Barcode, Cover};
use crate::model::length::Length;
use crate::model::manuscript::Written;
use crate::model::pages::{Line, Page, Pages, PlacedImage, Rule};
use crate::model::structure::{NodeId, Structure};
use crate::model::style::{Align, Shape as Letters};
use crate::model::text::Inline;
use crate::model::wording;
use crate::typeset::bench::{Bench, Material, Type, moved};
use crate::typeset::items::{Item, Shape};
use crate::typeset::labels;
use crate::typeset::matter::names;

/// In points: the margins of a panel, the narrowest spine that has a text, the
/// ends of the spine that have none, the largest and smallest type on it.
const EDGE: f64 = 48.0;
const NARROWEST: f64 = 17.0;
const ENDS: f64 = 36.0;
const SPINE_SIZES: [f64; 2] = [6.0, 15.0];
/// The part of a spine's width that is its size of type, in per cent, and the
/// part of the size that its letters stand above the middle.
const SPINE_SHARE: i64 = 55;
const MIDDLE: i64 = 32;

/// The barcode: a module of 0.33 mm, bars of 22.85 mm, both in points; modules
/// that guards are longer; the type of its digits and of the line above.
const MODULE: f64 = 0.33 * 72.0 / 25.4;
const BARS: f64 = 22.85 * 72.0 / 25.4;
const GUARDS: i32 = 5;
const DIGITS: f64 = 9.0;
const TITLE: f64 = 8.0;
/// Modules that stay white: left and right of the code, or before and after a
/// price.
const QUIET: [i32; 4] = [11, 7, 9, 5];

/// A text that is set and waits for its place.
struct Text {
    items: Vec<Item>,
    align: Align,
    leading: Length,
    /// Space above its first baseline.
    before: Length,
}

/// The cover of a book of so many pages.
pub(crate) fn cover(material: &Material<'_>, book_pages: &Pages) -> Cover {
    let Material { book, style, inputs, .. } = *material;
    let settings = &book.edition.print;
    let panel = style.page.width;
    let height = style.page.height;
    let spine = cover::spine(book_pages.pages.len(), settings.signature, settings.paper);
    let is_bound_right = book.edition.language.is_right_to_left();
    let (front, back) = match is_bound_right {
        false => (panel + spine, Length::ZERO),
        true => (Length::ZERO, panel + spine),
    };
    let mut pages = blank(material, panel * 2 + spine, height);
    let mut bench = Bench::new(material, &pages);
    let image = book.edition.cover.as_ref().filter(|_| book.edition.jacket.shows_image);
    let image = image.and_then(|name| Some((name, inputs.images.get(name)?)));
    let front_text = if image.is_none() { front_text(&mut bench, material) } else { Vec::new() };
    let imprint = imprint(&mut bench, material);
    let back_text = back_text(&mut bench, material);
    let isbn = book.edition.identifiers.isbn_print.as_deref();
    let code = isbn.and_then(|isbn| Some((isbn, Isbn::parse(isbn).ok()?)));
    let code = code.map(|(isbn, code)| code_text(&mut bench, material, isbn, &code));
    let slug = slug(&mut bench, material, (book_pages.pages.len(), spine));
    let (spine_lines, size) = spine_text(&mut bench, material, spine);
    bench.shape();

    let whole = &mut pages.pages[0];
    let measure = panel - Length::from_points(EDGE * 2.0);
    let edge = Length::from_points(EDGE);
    down(&bench, &front_text, (front + edge, Length::ZERO, measure), whole);
    down(&bench, &back_text, (back + edge, edge, measure), whole);
    // The foot of the front, or of the back where an image is the front.
    let foot = if image.is_none() { front } else { back };
    let align = if image.is_none() { Align::Centre } else { Align::Left };
    let lines = bench.lines(&imprint, &Shape::flush(measure, align), Length::ZERO);
    whole.furniture.extend(moved(lines, foot + edge, height - edge));
    if let Some((name, file)) = image {
        let size = (file.width, file.height);
        whole.images.push(filling(name, size, (front, panel), height, material));
    }
    pages.pages[1].furniture = along(&bench, &spine_lines, height);
    let right = back + panel - Length::from_points(EDGE * 0.75);
    let bottom = height - Length::from_points(EDGE * 0.75);
    let black = &mut pages.pages[2];
    let barcode = code.map(|code| code.place(&bench, (right, bottom), black));
    let lines = bench.lines(&slug, &Shape::flush(panel * 2, Align::Left), Length::ZERO);
    let below = height + settings.bleed + Length::from_points(20.0);
    black.furniture.extend(moved(lines, Length::from_points(30.0), below));
    bench.finish(&mut pages);
    let drop = size.scaled(MIDDLE, 100);
    Cover { pages, panel, spine, front, drop, barcode }
}

/// Three pages with nothing on them.
fn blank(material: &Material<'_>, width: Length, height: Length) -> Pages {
    Pages {
        width,
        height,
        faces: material.faces.names(),
        languages: Vec::new(),
        words: Vec::new(),
        pages: vec![Page::default(); 3],
        anchors: Vec::new(),
        outline: Vec::new(),
        locators: Vec::new(),
        glossary: Vec::new(),
        remarks: Vec::new(),
        structure: Structure::default(),
    }
}

fn text_type(size: Length) -> Type {
    Type { family: "text", size, has_text_figures: true }
}

fn small_type(points: f64) -> Type {
    Type { family: "sans", size: Length::from_points(points), has_text_figures: false }
}

/// Names, title, subtitle and those who edited and translated.
fn front_text(bench: &mut Bench<'_>, material: &Material<'_>) -> Vec<Text> {
    let Material { book, style, .. } = *material;
    let edition = &book.edition;
    let sizes = &style.title_page;
    let grid = style.text.leading;
    let mut texts = Vec::new();
    let mut add = |bench: &mut Bench<'_>, text: &str, size: Length, letters, before: Length| {
        let items = bench.plain(text, letters, text_type(size));
        texts.push(Text { items, align: Align::Centre, leading: size.scaled(5, 4), before });
    };
    let authors = names(&edition.contributors, "author", &edition.language);
    if let Some(authors) = &authors {
        add(bench, authors, sizes.name.scaled(6, 5), Letters::Roman, grid * 6);
    }
    let above = if authors.is_some() { grid * 6 } else { grid * 12 };
    add(bench, &edition.title, sizes.title.scaled(6, 5), Letters::Roman, above);
    if let Some(subtitle) = &edition.subtitle {
        add(bench, subtitle, sizes.subtitle, Letters::Italic, grid * 2);
    }
    let wording = wording::of(&edition.language);
    let roles = [("editor", wording.edited_by), ("translator", wording.translated_by)];
    for (role, phrase) in roles {
        if let Some(names) = names(&edition.contributors, role, &edition.language) {
            add(bench, phrase, sizes.small, Letters::Italic, grid * 4);
            add(bench, &names, sizes.name, Letters::Roman, grid.scaled(3, 2));
        }
    }
    texts
}

/// The description, as the back of the cover has it.
fn back_text(bench: &mut Bench<'_>, material: &Material<'_>) -> Vec<Text> {
    let Material { book, style, .. } = *material;
    let Some(description) = &book.edition.description else { return Vec::new() };
    let size = style.text.size;
    let items = bench.running(&flat(description), Letters::Roman, text_type(size));
    let (leading, before) = (style.text.leading.scaled(11, 10), size);
    vec![Text { items, align: Align::Left, leading, before }]
}

/// Text of the edition with nothing in it that points elsewhere.
fn flat(text: &[Inline<Written>]) -> Vec<Inline<Reference>> {
    let mut flattened = Vec::new();
    for inline in text {
        match inline {
            Inline::Text(text) => flattened.push(Inline::Text(text.clone())),
            Inline::Styled { style, content } => {
                flattened.push(Inline::Styled { style: style.clone(), content: flat(content) });
            }
            Inline::Foreign { language, content } => {
                let (language, content) = (language.clone(), flat(content));
                flattened.push(Inline::Foreign { language, content });
            }
            Inline::LineBreak => flattened.push(Inline::LineBreak),
            Inline::Reference { content, .. } => flattened.extend(flat(content)),
            Inline::Image { .. } => {}
        }
    }
    flattened
}

/// The publisher, for the foot.
fn imprint(bench: &mut Bench<'_>, material: &Material<'_>) -> Vec<Item> {
    let Some(publisher) = &material.book.edition.publisher else { return Vec::new() };
    let kind = text_type(material.style.title_page.name);
    bench.plain(&publisher.name, Letters::SmallCapitals, kind)
}

fn slug(
    bench: &mut Bench<'_>,
    material: &Material<'_>,
    (page_count, spine): (usize, Length),
) -> Vec<Item> {
    // In tenths of a millimetre, which is finer than anybody folds.
    let tenths = (spine.points() * 254.0 / 72.0).round() as i64;
    let edition = labels::edition(material.book);
    let text =
        format!("Cover · {page_count} pages, spine {}.{} mm · {edition}", tenths / 10, tenths % 10);
    bench.plain(&text, Letters::Roman, small_type(TITLE))
}

/// Sets texts below one another, from a first edge down.
fn down(
    bench: &Bench<'_>,
    texts: &[Text],
    (x, mut y, measure): (Length, Length, Length),
    page: &mut Page,
) {
    for text in texts {
        y += text.before;
        let lines = bench.lines(&text.items, &Shape::flush(measure, text.align), text.leading);
        let depth = text.leading * (lines.len() as i32 - 1).max(0);
        page.furniture.extend(moved(lines, x, y));
        y += depth;
    }
}

/// An image that fills a panel with its bleed, cut where it is too large.
fn filling(
    name: &str,
    (width, height): (u32, u32),
    (left, panel): (Length, Length),
    page_height: Length,
    material: &Material<'_>,
) -> PlacedImage {
    let bleed = material.book.edition.print.bleed;
    // The side of the spine has no bleed.
    let (x, wide) = match left {
        Length::ZERO => (-bleed, panel + bleed),
        left => (left, panel + bleed),
    };
    let high = page_height + bleed * 2;
    let (pixels_wide, pixels_high) = (i64::from(width.max(1)), i64::from(height.max(1)));
    let by_width = (wide, wide.scaled(pixels_high, pixels_wide));
    let by_height = (high.scaled(pixels_wide, pixels_high), high);
    let (width, height) = if by_width.1 >= high { by_width } else { by_height };
    PlacedImage {
        x: x + (wide - width) / 2,
        y: (high - height) / 2 - bleed,
        width,
        height,
        name: name.to_string(),
        alternative: String::new(),
        node: NodeId::ARTIFACT,
    }
}

/// Author, title and publisher along the spine, and the size they are set in.
/// A narrow spine has no text.
fn spine_text(
    bench: &mut Bench<'_>,
    material: &Material<'_>,
    spine: Length,
) -> ([Vec<Item>; 3], Length) {
    let edition = &material.book.edition;
    if spine < Length::from_points(NARROWEST) {
        return (Default::default(), Length::ZERO);
    }
    let author = names(&edition.contributors, "author", &edition.language);
    let publisher = edition.publisher.as_ref().map(|publisher| publisher.name.clone());
    let texts = [
        (author.unwrap_or_default(), Letters::Roman),
        (edition.title.clone(), Letters::Italic),
        (publisher.unwrap_or_default(), Letters::SmallCapitals),
    ];
    let [least, most] = SPINE_SIZES.map(Length::from_points);
    let wanted = spine.scaled(SPINE_SHARE, 100).min(most);
    let mut compose = |size: Length| {
        let items = |(text, letters): &(String, Letters)| {
            if text.is_empty() { Vec::new() } else { bench.plain(text, *letters, text_type(size)) }
        };
        let texts = texts.each_ref().map(items);
        bench.shape();
        let width: Length = texts.iter().map(|items| bench.width(items)).sum();
        (texts, width)
    };
    let (texts, width) = compose(wanted);
    // The title stands in the middle: the longer of its neighbours counts twice.
    let room = material.style.page.height - Length::from_points(ENDS) * 2 - wanted * 3;
    if width <= room {
        return (texts, wanted);
    }
    let size = wanted.scaled(room.wide(), width.wide()).max(least);
    (compose(size).0, size)
}

/// The lines of the spine, on a baseline at the foot of their page: the first
/// begins at the start, the last ends at the end, the title stands between.
fn along(bench: &Bench<'_>, texts: &[Vec<Item>; 3], length: Length) -> Vec<Line> {
    let ends = Length::from_points(ENDS);
    let widths = texts.each_ref().map(|items| bench.width(items));
    let last = length - ends - widths[2];
    let first = if widths[0] == Length::ZERO { ends } else { ends + widths[0] };
    let title = ((length - widths[1]) / 2).min(last - widths[1]).max(first);
    let starts = [ends, if widths[0] == Length::ZERO { ends } else { title }, last];
    let mut lines = Vec::new();
    for (items, start) in texts.iter().zip(starts) {
        if items.is_empty() {
            continue;
        }
        let shape = Shape::flush(length * 2, Align::Left);
        lines.extend(moved(bench.lines(items, &shape, Length::ZERO), start, length));
    }
    lines
}

/// A barcode whose text is composed.
struct Code {
    modules: Vec<bool>,
    price: Vec<bool>,
    /// The number in full, its digits, those of the price.
    title: Vec<Item>,
    digits: Vec<Vec<Item>>,
    price_digits: Vec<Vec<Item>>,
}

fn code_text(bench: &mut Bench<'_>, material: &Material<'_>, isbn: &str, code: &Isbn) -> Code {
    let price = material.book.edition.jacket.price.as_deref();
    let mut digit =
        |digit: char| bench.plain(&digit.to_string(), Letters::Roman, small_type(DIGITS));
    let digits = code.0.iter().map(|it| digit(char::from(b'0' + it))).collect();
    let price_digits = price.unwrap_or_default().chars().map(digit).collect();
    Code {
        modules: barcode::ean_13(code),
        price: price.and_then(barcode::ean_5).unwrap_or_default(),
        title: bench.plain(&format!("ISBN {isbn}"), Letters::Roman, small_type(TITLE)),
        digits,
        price_digits,
    }
}

impl Code {
    /// Puts the barcode into a corner: its right and lower edge.
    fn place(
        &self,
        bench: &Bench<'_>,
        (right, bottom): (Length, Length),
        page: &mut Page,
    ) -> Barcode {
        let points = Length::from_points;
        let module = points(MODULE);
        let [before, after, apart, last] = QUIET;
        let (own, price) = (self.modules.len() as i32, self.price.len() as i32);
        let more = if price == 0 { after } else { apart + price + last };
        let width = module * (before + own + more);
        let (title, deep) = (points(12.0), points(BARS));
        let height = title + deep + points(11.0);
        let (x, y) = (right - width, bottom - height);
        let (first, top) = (x + module * before, y + title);
        let mut bars: Vec<Rule> = runs(&self.modules)
            .into_iter()
            .map(|(at, count)| {
                let is_guard = at < 3 || (45..50).contains(&at) || at >= 92;
                let more = if is_guard { module * GUARDS } else { Length::ZERO };
                let (x, width) = (first + module * at, module * count);
                Rule { x, y: top, width, height: deep + more }
            })
            .collect();
        let mut set = |items: &[Item], middle: Length, baseline: Length| {
            let shape = Shape::flush(points(200.0), Align::Centre);
            let lines = bench.lines(items, &shape, Length::ZERO);
            page.furniture.extend(moved(lines, middle - points(100.0), baseline));
        };
        set(&self.title, first + module * own / 2, top - points(4.0));
        let below = top + deep + points(DIGITS).scaled(8, 10);
        for (items, at) in self.digits.iter().zip(0..) {
            // In half modules: each digit in the middle of its bars.
            let middle = match at {
                0 => -11,
                1..7 => 6 + 14 * at - 7,
                _ => 100 + 14 * (at - 6) - 7,
            };
            set(items, first + module * middle / 2, below);
        }
        let second = first + module * (own + apart);
        let lower = points(DIGITS + 1.0);
        bars.extend(runs(&self.price).into_iter().map(|(at, count)| Rule {
            x: second + module * at,
            y: top + lower,
            width: module * count,
            height: deep + module * GUARDS - lower,
        }));
        for (items, at) in self.price_digits.iter().zip(0..) {
            set(items, second + module * (17 + 18 * at) / 2, top + points(DIGITS).scaled(8, 10));
        }
        Barcode { ground: Rule { x, y, width, height }, bars }
    }
}

/// The bars: where each begins, and how many modules wide it is.
fn runs(modules: &[bool]) -> Vec<(i32, i32)> {
    let mut runs: Vec<(i32, i32)> = Vec::new();
    for (at, _) in (0..).zip(modules).filter(|(_, bar)| **bar) {
        match runs.last_mut() {
            Some((start, count)) if *start + *count == at => *count += 1,
            _ => runs.push((at, 1)),
        }
    }
    runs
}
