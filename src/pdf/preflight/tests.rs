//! Small files with one thing wrong each.

use lopdf::{Dictionary, Document, Object, Stream, dictionary};

use crate::model::length::Length;
use crate::model::preflight::{Gravity, Preflight, Sheets};
use crate::pdf::preflight::preflight;

/// A page of 100 by 100 points with the given content, resources and entries.
fn file(content: &str, resources: Dictionary, entries: Dictionary) -> Document {
    let mut document = Document::with_version("1.6");
    let tree = document.new_object_id();
    let content = document.add_object(Stream::new(Dictionary::new(), content.into()));
    let resources = document.add_object(resources);
    let sides = |from: i64, to: i64| Object::Array([from, from, to, to].map(Object::from).to_vec());
    let mut page = dictionary! {
        "Type" => "Page", "Parent" => tree, "Contents" => content, "Resources" => resources,
        "MediaBox" => sides(0, 120), "BleedBox" => sides(1, 119), "TrimBox" => sides(10, 110),
    };
    for (key, value) in entries {
        page.set(key, value);
    }
    let page = document.add_object(page);
    let pages = dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
    document.objects.insert(tree, Object::Dictionary(pages));
    let catalogue = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    document.trailer.set("Root", catalogue);
    document
}

fn judged(mut document: Document) -> Preflight {
    let mut data = Vec::new();
    document.save_to(&mut data).expect("memory takes any file");
    let sheets = Sheets { signature: 16, paper: Length::from_points(0.3) };
    preflight(&data, sheets).expect("a sound file")
}

/// That the errors and warnings of a file are these, those of the file as a
/// whole aside.
#[track_caller]
fn check(document: Document, codes: &[&str]) {
    let found = judged(document);
    let of_pages = found.findings.iter().filter(|finding| !finding.places.is_empty());
    let found: Vec<&str> = of_pages.map(|finding| finding.code).collect();
    assert_eq!(found, codes);
}

fn nothing() -> Dictionary {
    Dictionary::new()
}

/// Resources with one object under a kind, called `X`.
fn with(document: &mut Document, kind: &str, object: impl Into<Object>) {
    let id = document.add_object(object);
    let page = document.get_pages()[&1];
    let resources = document.get_dictionary(page).and_then(|page| page.get(b"Resources"));
    let resources = resources.and_then(Object::as_reference).expect("they are referred to");
    let resources = document.get_dictionary_mut(resources).expect("they are there");
    resources.set(kind, dictionary! { "X" => id });
}

fn image(width: i64, space: &str, bits: i64) -> Stream {
    let entries = dictionary! {
        "Subtype" => "Image", "Width" => width, "Height" => width,
        "ColorSpace" => Object::Name(space.into()), "BitsPerComponent" => bits,
    };
    Stream::new(entries, Vec::new())
}

#[test]
fn colours_of_light_are_found_wherever_they_are_painted() {
    check(file("1 g 0 0 5 5 re f 0 0 0 1 K 0 0 m 9 9 l S", nothing(), nothing()), &[]);
    check(file("1 0 0 rg 0 0 5 5 re f", nothing(), nothing()), &["light-colours"]);
    // Set, and never painted with.
    check(file("q 1 0 0 rg Q 0 0 5 5 re f", nothing(), nothing()), &[]);
    check(file("/DeviceRGB CS 0 0 m 9 9 l S", nothing(), nothing()), &["light-colours"]);
    let mut form = file("/X Do", nothing(), nothing());
    let inner = dictionary! { "Subtype" => "Form", "Resources" => nothing() };
    with(&mut form, "XObject", Stream::new(inner, b"1 0 0 rg 0 0 5 5 re f".to_vec()));
    check(form, &["light-colours"]);
}

#[test]
fn spot_colours_are_asked_about() {
    let mut spot = file("/X cs 1 scn 0 0 5 5 re f", nothing(), nothing());
    let space = vec!["Separation".into(), "Gold".into(), "DeviceCMYK".into(), Object::Null];
    with(&mut spot, "ColorSpace", Object::Array(space));
    check(spot, &["spot-colours"]);
}

#[test]
fn images_are_as_sharp_as_they_are_printed_small() {
    let placed = |size: u32, image: Stream| {
        let mut document = file(&format!("{size} 0 0 {size} 0 0 cm /X Do"), nothing(), nothing());
        with(&mut document, "XObject", image);
        document
    };
    check(placed(72, image(300, "DeviceGray", 8)), &[]);
    check(placed(73, image(300, "DeviceGray", 8)), &["low-resolution"]);
    check(placed(72, image(300, "DeviceGray", 1)), &["low-resolution"]);
    check(placed(18, image(300, "DeviceGray", 1)), &[]);
    check(placed(18, image(300, "DeviceRGB", 8)), &["light-colours"]);
    let found = judged(placed(144, image(300, "DeviceGray", 8)));
    assert_eq!((found.facts.image_count, found.facts.lowest_resolution), (1, Some(150)));
}

#[test]
fn black_text_overprints_and_is_one_ink() {
    let text = |state: Dictionary, content: &str| {
        let mut document = file(content, nothing(), nothing());
        with(&mut document, "ExtGState", state);
        document
    };
    let plain = dictionary! { "Type" => "ExtGState" };
    let over = dictionary! { "op" => true, "OP" => true, "OPM" => 1 };
    check(text(plain.clone(), "/X gs 0 0 0 1 k BT (a) Tj ET"), &["black-knocks-out"]);
    check(text(over.clone(), "/X gs 0 0 0 1 k BT (a) Tj ET"), &[]);
    check(text(over, "/X gs 1 0 0 1 k BT (a) Tj ET"), &["text-in-several-inks"]);
    // Text that is not shown takes no ink.
    check(text(plain, "3 Tr BT (a) Tj ET"), &[]);
}

#[test]
fn fonts_are_in_the_file() {
    let mut document = file("", nothing(), nothing());
    with(&mut document, "Font", dictionary! { "BaseFont" => "Times", "Subtype" => "Type1" });
    check(document, &["font-not-embedded"]);
    let mut document = file("", nothing(), nothing());
    let program = document.add_object(Stream::new(nothing(), Vec::new()));
    let descriptor = document.add_object(dictionary! { "FontFile3" => program });
    let font = dictionary! {
        "BaseFont" => "Times", "Subtype" => "Type1", "FontDescriptor" => descriptor,
    };
    with(&mut document, "Font", font);
    check(document, &["font-not-subset"]);
}

#[test]
fn boxes_lie_one_within_the_other() {
    let sides = |to: i64| Object::Array([0, 0, to, to].map(Object::from).to_vec());
    check(file("", nothing(), dictionary! { "TrimBox" => Object::Null }), &["no-trim-box"]);
    check(file("", nothing(), dictionary! { "TrimBox" => sides(119) }), &["boxes-not-nested"]);
    check(file("", nothing(), dictionary! { "Rotate" => 90 }), &["turned-page"]);
    let found = judged(file("", nothing(), nothing()));
    let points = Length::from_points;
    assert_eq!(found.facts.trim, Some((points(100.0), points(100.0))));
    assert_eq!(found.facts.bleed, Some(points(9.0)));
}

#[test]
fn links_have_no_place_in_print() {
    let rectangle =
        |from: i64| Object::Array([from, from, from + 9, from + 9].map(Object::from).to_vec());
    let link = |from| dictionary! { "Subtype" => "Link", "Rect" => rectangle(from) };
    let page = |from| dictionary! { "Annots" => vec![Object::Dictionary(link(from))] };
    check(file("", nothing(), page(50)), &["annotation"]);
    check(file("", nothing(), page(-20)), &[]);
}

#[test]
fn what_means_no_good_ends_soon() {
    // A form that shows itself, ten times.
    let mut document = file("/X Do", nothing(), nothing());
    let id = document.new_object_id();
    let below = dictionary! { "XObject" => dictionary! { "X" => id } };
    let entries = dictionary! { "Subtype" => "Form", "Resources" => below };
    let stream = Stream::new(entries, b"/X Do ".repeat(10));
    document.objects.insert(id, stream.into());
    with(&mut document, "XObject", Object::Reference(id));
    judged(document);
    for data in [&b""[..], b"%PDF-1.7", &[b'['; 100_000]] {
        assert!(preflight(data, Sheets { signature: 16, paper: Length::ZERO }).is_err());
    }
}

#[test]
fn the_file_as_a_whole_is_judged_too() {
    let found = judged(file("", nothing(), nothing()));
    let codes: Vec<(Gravity, &str)> =
        found.findings.iter().map(|finding| (finding.gravity, finding.code)).collect();
    let expected = [
        (Gravity::Warning, "no-standard"),
        (Gravity::Warning, "no-output-intent"),
        (Gravity::Note, "trapped-unknown"),
        (Gravity::Note, "blank-pages"),
    ];
    assert_eq!(codes, expected);
}
