//! The whole way on a small book: what is written can be read again.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object};

use crate::pdf::codes;
use crate::pdf::faces;
use crate::pdf::sample::{Sample, sample};
use crate::pdf::syntax::thousandths;

fn written(sample: &Sample) -> Vec<u8> {
    let wanted = crate::pdf::Wanted { screen: true, print: false };
    let diagnostics = &mut crate::model::diagnostic::Diagnostics::default();
    let files = crate::pdf::write(&sample.book, &sample.pages, &sample.inputs, wanted, diagnostics);
    files.screen.expect("it was wanted")
}

fn read(bytes: &[u8]) -> Document {
    Document::load_mem(bytes).expect("a sound file")
}

/// The dictionary under a key, whether it is there or referred to.
#[track_caller]
fn under<'d>(document: &'d Document, dictionary: &'d Dictionary, key: &str) -> &'d Dictionary {
    let value = dictionary.get_deref(key.as_bytes(), document);
    value.and_then(Object::as_dict).unwrap_or_else(|error| panic!("no `{key}`: {error}"))
}

/// The string, name or number under a key, as text.
#[track_caller]
fn value(dictionary: &Dictionary, key: &str) -> String {
    match dictionary.get(key.as_bytes()) {
        Ok(Object::Integer(number)) => number.to_string(),
        Ok(text @ Object::String(..)) => lopdf::decode_text_string(text).expect("text"),
        Ok(Object::Name(name)) => String::from_utf8_lossy(name).into_owned(),
        other => panic!("`{key}` is {other:?}"),
    }
}

#[test]
fn the_catalogue_has_what_readers_look_for() {
    let bytes = written(&sample());
    assert!(bytes.starts_with(b"%PDF-1.7\n"));
    let document = read(&bytes);
    let catalogue = document.catalog().expect("a catalogue");
    for key in ["Pages", "Outlines", "Names", "PageLabels", "ViewerPreferences"] {
        under(&document, catalogue, key);
    }
    assert_eq!(value(catalogue, "Lang"), "en-GB");
    assert_eq!(value(catalogue, "PageMode"), "UseOutlines");
    let labels = under(&document, catalogue, "PageLabels").get(b"Nums").and_then(Object::as_array);
    assert_eq!(labels.expect("labels").len(), 4);
    let metadata = catalogue.get_deref(b"Metadata", &document).and_then(Object::as_stream);
    let xmp = String::from_utf8_lossy(&metadata.expect("metadata").content).into_owned();
    assert!(xmp.contains("The Office &amp; &lt;its&gt; Affairs: Письма</rdf:li>"), "{xmp}");
    assert_eq!(document.get_pages().len(), 4);
}

#[test]
fn the_outline_nests_and_leaves_out_what_was_not_printed() {
    let bytes = written(&sample());
    let document = read(&bytes);
    let outline = under(&document, document.catalog().expect("a catalogue"), "Outlines");
    assert_eq!(value(outline, "Count"), "2");
    let chapter = under(&document, outline, "Last");
    let letters = under(&document, chapter, "First");
    assert_eq!(value(letters, "Title"), "Письма");
    assert_eq!(letters.get(b"Parent").ok(), outline.get(b"Last").ok());
    assert!(!letters.has(b"Next"));
}

#[test]
fn links_lead_to_names_and_addresses() {
    let bytes = written(&sample());
    let document = read(&bytes);
    let page = document.get_pages()[&3];
    let links = document.get_page_annotations(page).expect("links");
    assert_eq!(links.len(), 2);
    assert_eq!(value(links[0], "Dest"), "letters");
    assert_eq!(value(links[0], "Contents"), "p. 2");
    let address = value(under(&document, links[1], "A"), "URI");
    assert_eq!(address, "https://example.org/%C3%A4(b)");
    let catalogue = document.catalog().expect("a catalogue");
    let names = under(&document, under(&document, catalogue, "Names"), "Dests");
    let names = names.get(b"Names").and_then(Object::as_array).expect("names");
    let names: Vec<&[u8]> = names.iter().step_by(2).flat_map(Object::as_str).collect();
    assert_eq!(names, [&b"chapter-1"[..], b"letters", b"title"]);
}

#[test]
fn equal_input_gives_equal_bytes() {
    let first = written(&sample());
    assert!(first == written(&sample()));
    let mut other = sample();
    other.pages.pages[2].rules[0].x.0 += 65_536;
    let id = |bytes: &[u8]| read(bytes).trailer.get(b"ID").cloned().ok();
    assert_ne!(id(&first), id(&written(&other)));
}

fn coded(sample: &Sample) -> codes::Codes {
    let shown = codes::shown(&sample.pages);
    let faces = faces::faces(&sample.pages, &shown, &sample.inputs);
    codes::codes(&sample.pages, &shown, &faces)
}

#[test]
fn two_texts_of_one_glyph_have_two_codes() {
    let codes = coded(&sample());
    let roman = &codes.faces[0].codes;
    let code = |of: &str| roman.iter().find(|code| *code.text == *of).expect("a code");
    let (written, put_in) = (code("-"), code("\u{AD}"));
    assert_ne!(written.number, put_in.number);
    assert_eq!(written.glyph, put_in.glyph);
    assert_eq!(written.number, written.glyph);
    // No number stands twice.
    for face in &codes.faces {
        assert!(face.codes.is_sorted_by(|one, next| one.number < next.number));
    }
}

#[test]
fn codes_do_not_depend_on_other_pages() {
    let (all, mut last) = (sample(), sample());
    let count = last.pages.pages.len();
    last.pages.pages.drain(..count - 1);
    let (all_codes, last_codes) = (coded(&all), coded(&last));
    let lines = &last.pages.pages[0].lines;
    assert!(!lines.is_empty());
    for piece in lines.iter().flat_map(|line| line.pieces.iter()) {
        let word = piece.word.0 as usize;
        assert_eq!(last_codes.of(word), all_codes.of(word));
    }
}

/// Follows a page's operators as a viewer would: where each code is shown, in
/// 1/1000 pt from the page's left edge.
fn shown(document: &Document, page: u32) -> Vec<(u16, i64)> {
    let id = document.get_pages()[&page];
    let (resources, _) = document.get_page_resources(id).expect("resources");
    let page = document.get_dictionary(id).expect("a page");
    let fonts = match resources {
        Some(resources) => under(document, resources, "Font"),
        None => under(document, under(document, page, "Resources"), "Font"),
    };
    let widths: BTreeMap<&[u8], Vec<f32>> =
        fonts.iter().map(|(name, font)| (name.as_slice(), widths(document, font))).collect();
    let content = document.get_and_decode_page_content(id).expect("operators");
    let (mut font, mut size, mut stretch): (&[u8], f32, f32) = (b"", 0.0, 100.0);
    let (mut line, mut x) = (0.0, 0.0);
    let mut shown = Vec::new();
    for operation in &content.operations {
        let number = |at: usize| operation.operands[at].as_float().expect("a number");
        match operation.operator.as_str() {
            "q" => stretch = 100.0,
            "BT" => (line, x) = (0.0, 0.0),
            "Tf" => {
                font = widths
                    .keys()
                    .find(|name| operation.operands[0].as_name().ok() == Some(**name))
                    .expect("a font of the page");
                size = number(1);
            }
            "Tz" => stretch = number(0),
            "Td" => {
                line += f64::from(number(0));
                x = line;
            }
            "TJ" => {
                let unit = f64::from(size * stretch) / 100_000.0;
                for item in operation.operands[0].as_array().expect("an array") {
                    let Ok(codes) = item.as_str() else {
                        x -= f64::from(item.as_float().expect("a number")) * unit;
                        continue;
                    };
                    for code in codes.chunks_exact(2) {
                        let code = u16::from_be_bytes([code[0], code[1]]);
                        shown.push((code, (x * 1000.0).round() as i64));
                        x += f64::from(widths[font][usize::from(code)]) * unit;
                    }
                }
            }
            _ => {}
        }
    }
    shown
}

fn widths(document: &Document, font: &Object) -> Vec<f32> {
    let (_, font) = document.dereference(font).expect("a font");
    let descendants = font.as_dict().and_then(|font| font.get(b"DescendantFonts"));
    let descendant = &descendants.and_then(Object::as_array).expect("a descendant")[0];
    let (_, descendant) = document.dereference(descendant).expect("a descendant");
    let widths = descendant.as_dict().and_then(|font| font.get(b"W")).and_then(Object::as_array);
    let mut all = Vec::new();
    for run in widths.expect("widths").chunks_exact(2) {
        let first = run[0].as_i64().expect("a code") as usize;
        all.resize(first, 0.0);
        let run = run[1].as_array().expect("widths");
        all.extend(run.iter().map(|width| width.as_float().expect("a width")));
    }
    all
}

/// Where the typesetter wants each glyph of a page.
fn wanted(sample: &Sample, page: usize) -> Vec<(u16, i64)> {
    let (codes, pages) = (coded(sample), &sample.pages);
    let page = &pages.pages[page];
    let mut wanted = Vec::new();
    for line in page.lines.iter().chain(&page.furniture) {
        for piece in line.pieces.iter() {
            let at = piece.word.0 as usize;
            let mut x = thousandths(line.x + piece.x) as f64;
            let unit = piece.size.points() * (1.0 + f64::from(line.expansion) / 10_000.0);
            let range = usize::from(piece.from)..usize::from(piece.to);
            let glyphs = &pages.words[at].glyphs[range.clone()];
            for (glyph, code) in glyphs.iter().zip(&codes.of(at)[range]) {
                wanted.push((*code, (x + f64::from(glyph.x_offset) * unit).round() as i64));
                x += f64::from(glyph.advance) * unit;
            }
        }
    }
    wanted
}

#[test]
fn every_glyph_stands_where_it_was_set() {
    let sample = sample();
    let bytes = written(&sample);
    let document = read(&bytes);
    for page in [0, 2, 3] {
        let wanted = wanted(&sample, page);
        let shown = shown(&document, page as u32 + 1);
        assert_eq!(shown.len(), wanted.len());
        for (shown, wanted) in shown.iter().zip(&wanted) {
            assert_eq!(shown.0, wanted.0);
            // Half of 1/1000 em of the largest size, and half of 1/1000 pt.
            assert!((shown.1 - wanted.1).abs() <= 13, "{shown:?} {wanted:?}");
        }
    }
}

#[test]
fn nothing_missing_is_fatal() {
    let mut sample = sample();
    sample.inputs.fonts.remove("LibertinusSerif-Italic");
    sample.inputs.images.clear();
    assert_eq!(read(&written(&sample)).get_pages().len(), 4);
    for font in sample.inputs.fonts.values_mut() {
        font.data = b"no font"[..].into();
    }
    sample.pages.faces.clear();
    assert_eq!(read(&written(&sample)).get_pages().len(), 4);
    sample.pages.pages.clear();
    assert!(!written(&sample).is_empty());
}
