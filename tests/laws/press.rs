//! The printer's file is PDF/X-4 (ISO 15930-7): every requirement that a program
//! can look at.

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};
use recto::model::print_settings::{Inks, PrintStandard};

use crate::harness::edition::Made;
use crate::laws::check;

/// A law for the printer's files that claim to be PDF/X-4.
#[track_caller]
fn check_x4(law: impl Fn(&Document, &Made) -> Vec<String>) {
    check(|_, made| {
        if made.book.edition.print.standard != PrintStandard::X4 {
            return vec![];
        }
        law(&Document::load_mem(&made.press).expect("a PDF can be read"), made)
    });
}

fn name<'d>(dictionary: &'d Dictionary, key: &[u8]) -> &'d [u8] {
    dictionary.get(key).and_then(Object::as_name).unwrap_or(b"")
}

fn text(dictionary: &Dictionary, key: &[u8]) -> String {
    dictionary.get(key).and_then(lopdf::decode_text_string).unwrap_or_default()
}

#[test]
fn the_file_says_what_it_is() {
    check_x4(|document, made| {
        let mut wrong = Vec::new();
        let mut hold = |is_so: bool, what: &str| {
            if !is_so {
                wrong.push(what.to_string());
            }
        };
        hold(made.press.starts_with(b"%PDF-1.6\n"), "its version is not 1.6");
        let information = document.trailer.get_deref(b"Info", document).and_then(Object::as_dict);
        let information = information.expect("it has document information");
        hold(text(information, b"GTS_PDFXVersion") == "PDF/X-4", "it names no standard");
        hold(matches!(name(information, b"Trapped"), b"True" | b"False"), "trapped or not");
        hold(document.trailer.has(b"ID"), "it has no identifiers");
        hold(!document.is_encrypted(), "it is encrypted");
        let catalogue = document.catalog().expect("a catalogue");
        let packet = catalogue.get_deref(b"Metadata", document).and_then(Object::as_stream);
        let packet = packet.expect("it has XMP");
        hold(!packet.dict.has(b"Filter"), "its XMP is compressed");
        let xmp = String::from_utf8_lossy(&packet.content).into_owned();
        let escape =
            |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let title = text(information, b"Title");
        hold(!title.is_empty() && xmp.contains(&escape(&title)), "the titles differ");
        hold(xmp.contains("<pdfxid:GTS_PDFXVersion>PDF/X-4<"), "its XMP names no standard");
        let trapped = String::from_utf8_lossy(name(information, b"Trapped")).into_owned();
        hold(xmp.contains(&format!("<pdf:Trapped>{trapped}<")), "trapped is said twice");
        for key in ["xmpMM:DocumentID", "xmpMM:InstanceID", "xmp:CreateDate", "xmp:ModifyDate"] {
            hold(xmp.contains(&format!("<{key}>")), key);
        }
        for (key, property) in [("CreationDate", "xmp:CreateDate"), ("ModDate", "xmp:ModifyDate")] {
            let digits =
                |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
            let date = digits(&text(information, key.as_bytes()));
            let of_xmp = xmp.split(&format!("<{property}>")).nth(1).unwrap_or_default();
            let of_xmp = digits(of_xmp.split('<').next().unwrap_or_default());
            hold(!date.is_empty() && date == of_xmp, key);
        }
        wrong
    });
}

#[test]
fn the_printing_condition_has_its_profile() {
    check_x4(|document, _| {
        let catalogue = document.catalog().expect("a catalogue");
        let intents = catalogue.get_deref(b"OutputIntents", document).and_then(Object::as_array);
        let intents = intents.expect("it has output intents");
        let mut wrong = Vec::new();
        let mut found = 0;
        for intent in intents {
            let (_, intent) = document.dereference(intent).expect("an intent");
            let intent = intent.as_dict().expect("an intent");
            if name(intent, b"S") != b"GTS_PDFX" {
                continue;
            }
            found += 1;
            if text(intent, b"OutputConditionIdentifier").is_empty() {
                wrong.push("the condition has no name".to_string());
            }
            if text(intent, b"RegistryName") != "http://www.color.org" {
                wrong.push("the condition is in no registry".to_string());
            }
            let profile =
                intent.get_deref(b"DestOutputProfile", document).and_then(Object::as_stream);
            let profile = profile.expect("a profile");
            let data = profile.get_plain_content().expect("it can be unpacked");
            let count = profile.dict.get(b"N").and_then(Object::as_i64).unwrap_or(0);
            if &data[12..16] != b"prtr" || &data[16..20] != b"CMYK" || count != 4 {
                wrong.push("the profile is not of a press with four inks".to_string());
            }
        }
        if found != 1 {
            wrong.push(format!("{found} intents for print"));
        }
        wrong
    });
}

#[test]
fn nothing_is_in_the_file_that_no_printer_wants() {
    check_x4(|document, _| {
        let mut wrong = Vec::new();
        let catalogue = document.catalog().expect("a catalogue");
        for key in ["AcroForm", "AA", "OpenAction", "OCProperties", "Outlines", "Collection"] {
            if catalogue.has(key.as_bytes()) {
                wrong.push(format!("the catalogue has {key}"));
            }
        }
        for object in document.objects.values() {
            let dictionary = match object {
                Object::Stream(stream) => &stream.dict,
                Object::Dictionary(dictionary) => dictionary,
                _ => continue,
            };
            for key in ["JavaScript", "JS", "EmbeddedFiles", "EF", "OPI", "PS", "TR", "TR2", "HTP"]
            {
                if dictionary.has(key.as_bytes()) {
                    wrong.push(format!("an object has {key}"));
                }
            }
            let filters = match dictionary.get(b"Filter") {
                Ok(Object::Array(filters)) => filters.clone(),
                Ok(filter) => vec![filter.clone()],
                Err(_) => Vec::new(),
            };
            for filter in filters.iter().filter_map(|filter| filter.as_name().ok()) {
                if !matches!(filter, b"FlateDecode" | b"DCTDecode") {
                    wrong
                        .push(format!("a stream went through {}", String::from_utf8_lossy(filter)));
                }
            }
            // What a stream says in another file is not in this one.
            if matches!(object, Object::Stream(_)) && dictionary.has(b"F") {
                wrong.push("a stream is in another file".to_string());
            }
            if name(dictionary, b"Type") == b"FontDescriptor"
                && !dictionary.has(b"FontFile2")
                && !dictionary.has(b"FontFile3")
            {
                wrong.push("a font is not embedded".to_string());
            }
            if name(dictionary, b"S") == b"Transparency"
                && !matches!(name(dictionary, b"CS"), b"DeviceCMYK" | b"DeviceGray" | b"")
            {
                wrong.push("something shines through in another space than the press's".into());
            }
        }
        wrong
    });
}

#[test]
fn pages_have_their_boxes_and_no_annotations() {
    check_x4(|document, made| {
        let mut wrong = Vec::new();
        for (number, id) in document.get_pages() {
            let page = document.get_dictionary(id).expect("a page");
            let rectangle = |key: &[u8]| -> Option<Vec<f32>> {
                let sides = page.get_deref(key, document).and_then(Object::as_array).ok()?;
                sides.iter().map(|side| side.as_float().ok()).collect()
            };
            let boxes = [&b"TrimBox"[..], b"BleedBox", b"MediaBox"].map(rectangle);
            let [Some(trim), Some(bleed), Some(media)] = boxes else {
                wrong.push(format!("page {number}: a box is missing"));
                continue;
            };
            let is_within = |inner: &[f32], outer: &[f32]| {
                inner[0] >= outer[0]
                    && inner[1] >= outer[1]
                    && inner[2] <= outer[2]
                    && inner[3] <= outer[3]
            };
            if !is_within(&trim, &bleed) || !is_within(&bleed, &media) {
                wrong.push(format!("page {number}: {trim:?}, {bleed:?}, {media:?}"));
            }
            let width = made.pages.width.points() as f32;
            if (trim[2] - trim[0] - width).abs() > 0.01 {
                wrong.push(format!("page {number} is trimmed to {trim:?}"));
            }
            if page.has(b"ArtBox") || page.has(b"Annots") || page.has(b"AA") {
                wrong.push(format!("page {number} has what it must not"));
            }
        }
        wrong
    });
}

#[test]
fn nothing_is_painted_in_light_and_text_is_black_that_overprints() {
    check_x4(|document, made| {
        let mut wrong = Vec::new();
        for (number, id) in document.get_pages() {
            let data = document.get_page_content(id);
            let resources = resources(document, id);
            let mut inks = Painted { wrong: Vec::new(), document, is_page: true };
            inks.stream(&data, resources);
            wrong.extend(inks.wrong.iter().map(|what| format!("page {number}: {what}")));
        }
        let is_gray = made.book.edition.print.images == Inks::Gray;
        for object in document.objects.values() {
            let Object::Stream(stream) = object else { continue };
            match name(&stream.dict, b"Subtype") {
                b"Image" => {
                    let space = name(&stream.dict, b"ColorSpace");
                    if space != b"DeviceGray" && (is_gray || space != b"DeviceCMYK") {
                        wrong.push(format!("an image is in {}", String::from_utf8_lossy(space)));
                    }
                    if stream.dict.has(b"SMask") {
                        wrong.push("an image shines through".to_string());
                    }
                }
                b"Form" => {
                    let data = stream.get_plain_content().expect("a form can be unpacked");
                    let below =
                        stream.dict.get_deref(b"Resources", document).and_then(Object::as_dict);
                    let mut inks = Painted { wrong: Vec::new(), document, is_page: false };
                    inks.stream(&data, below.expect("a form has resources"));
                    wrong.append(&mut inks.wrong);
                }
                _ => {}
            }
        }
        wrong
    });
}

fn resources(document: &Document, page: ObjectId) -> &Dictionary {
    let page = document.get_dictionary(page).expect("a page");
    let resources = page.get_deref(b"Resources", document).and_then(Object::as_dict);
    resources.expect("a page has resources")
}

/// What a stream paints with, as far as it is wrong.
struct Painted<'d> {
    wrong: Vec<String>,
    document: &'d Document,
    is_page: bool,
}

impl Painted<'_> {
    fn stream(&mut self, data: &[u8], resources: &Dictionary) {
        let content = Content::decode(data).expect("a stream can be read");
        let (mut fill, mut overprints): (Vec<f32>, bool) = (vec![0.0], false);
        let mut saved = Vec::new();
        for operation in &content.operations {
            let numbers =
                || operation.operands.iter().filter_map(|it| it.as_float().ok()).collect();
            match operation.operator.as_str() {
                "q" => saved.push((fill.clone(), overprints)),
                "Q" => (fill, overprints) = saved.pop().expect("as many `Q` as `q`"),
                "g" | "k" => fill = numbers(),
                "gs" => {
                    let name = operation.operands[0].as_name().expect("a state's name");
                    let states = resources.get_deref(b"ExtGState", self.document);
                    let state = states
                        .and_then(Object::as_dict)
                        .and_then(|it| it.get_deref(name, self.document));
                    let state = state.and_then(Object::as_dict).expect("a state");
                    let is_set =
                        |key: &[u8]| state.get(key).and_then(Object::as_bool).unwrap_or(false);
                    let mode = state.get(b"OPM").and_then(Object::as_i64).unwrap_or(0);
                    overprints = is_set(b"OP") && is_set(b"op") && mode == 1;
                }
                "rg" | "RG" | "cs" | "CS" | "sh" | "BI" | "ri" => {
                    self.wrong.push(format!("`{}` paints in light", operation.operator));
                }
                "TJ" | "Tj" if self.is_page && (fill != [0.0, 0.0, 0.0, 1.0] || !overprints) => {
                    self.wrong
                        .push(format!("text is painted in {fill:?}, overprinting {overprints}"));
                }
                _ => {}
            }
        }
    }
}
