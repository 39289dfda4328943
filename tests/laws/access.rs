//! The PDF for the screen is what PDF/UA-1 (ISO 14289-1) and PDF/A-2u (ISO
//! 19005-2) ask for, as far as a program can tell.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object, ObjectId};

use crate::harness::pdf_tree::{Below, Node, Tree};
use crate::laws::check;

/// The standard types (ISO 32000-1, 14.8.4).
const KINDS: [&str; 32] = [
    "",
    "Document",
    "Part",
    "Sect",
    "H1",
    "H2",
    "H3",
    "H4",
    "H5",
    "H6",
    "P",
    "BlockQuote",
    "L",
    "LI",
    "Lbl",
    "LBody",
    "Table",
    "TR",
    "TH",
    "TD",
    "THead",
    "TBody",
    "Figure",
    "Caption",
    "Note",
    "TOC",
    "TOCI",
    "Index",
    "Reference",
    "Link",
    "Span",
    "Code",
];

#[test]
fn the_tree_is_one_of_pdf_ua() {
    check(|_, made| {
        let tree = Tree::read(&made.pdf);
        let mut wrong = Vec::new();
        let mut last_level = 0;
        let mut ids = BTreeSet::new();
        for node in tree.nodes() {
            if !KINDS.contains(&node.kind.as_str()) {
                wrong.push(format!("`{}` is no standard type", node.kind));
            }
            nested(node, &mut wrong);
            attributes(&tree, node, &mut ids, &mut wrong);
            if let Some(level) = node.kind.strip_prefix('H').and_then(|it| it.parse::<u32>().ok()) {
                if level > last_level + 1 {
                    wrong.push(format!("H{level} comes after H{last_level}"));
                }
                last_level = level;
            }
        }
        wrong
    });
}

/// What may stand below what.
fn nested(node: &Node, wrong: &mut Vec<String>) {
    for below in &node.below {
        let Below::Node(child) = below else { continue };
        let is_right = match child.kind.as_str() {
            "LI" => node.kind == "L",
            "LBody" => node.kind == "LI",
            "TR" => matches!(node.kind.as_str(), "Table" | "THead" | "TBody"),
            "TH" | "TD" => node.kind == "TR",
            "TOCI" => node.kind == "TOC",
            _ => !matches!(node.kind.as_str(), "L" | "TR" | "TOC") || child.kind == "Caption",
        };
        if !is_right {
            wrong.push(format!("{} stands in {}", child.kind, node.kind));
        }
    }
    if node.kind == "Table" {
        let rows = node.below.iter().filter_map(|below| match below {
            Below::Node(row) if row.kind == "TR" => Some(row.below.len()),
            _ => None,
        });
        let counts: BTreeSet<usize> = rows.collect();
        if counts.len() > 1 {
            wrong.push(format!("a table has rows of {counts:?} cells"));
        }
    }
}

/// What a node must say of itself.
fn attributes<'t>(
    tree: &'t Tree,
    node: &'t Node,
    ids: &mut BTreeSet<&'t [u8]>,
    wrong: &mut Vec<String>,
) {
    let attribute = |key: &[u8]| {
        let attributes = node.dictionary.get_deref(b"A", &tree.document).and_then(Object::as_dict);
        attributes.is_ok_and(|attributes| attributes.has(key))
    };
    match node.kind.as_str() {
        "Figure" => {
            let text = node.dictionary.get(b"Alt").and_then(lopdf::decode_text_string);
            if text.is_ok_and(|text| text.trim().is_empty()) || !node.dictionary.has(b"Alt") {
                wrong.push("a figure does not say what it shows".to_string());
            }
            if !attribute(b"BBox") {
                wrong.push("a figure does not say where it stands".to_string());
            }
        }
        "TH" if !attribute(b"Scope") => wrong.push("a head cell has no scope".to_string()),
        "Note" => match node.dictionary.get(b"ID").and_then(Object::as_str) {
            Ok(id) if ids.insert(id) => {}
            Ok(id) => wrong.push(format!("two notes are {}", String::from_utf8_lossy(id))),
            Err(_) => wrong.push("a note has no identifier".to_string()),
        },
        "Link" => {
            let links = node.below.iter().any(|below| matches!(below, Below::Annotation(_)));
            // In notes that are only printed, a link may lead to what was not.
            if !links && tree.text(node, &|_| false).trim().is_empty() {
                wrong.push("a link has neither a place nor text".to_string());
            }
        }
        _ => {}
    }
}

#[test]
fn pages_and_links_know_their_nodes() {
    check(|_, made| {
        let tree = Tree::read(&made.pdf);
        let (owners, annotations) = owners(&tree);
        let parents = parent_tree(&tree.document);
        let mut wrong = Vec::new();
        for (at, id) in tree.pages.iter().enumerate() {
            let page = tree.document.get_dictionary(*id).expect("a page");
            if page.get(b"Tabs").and_then(Object::as_name).ok() != Some(b"S") {
                wrong.push(format!("page {}: tabs are not in the order of the tree", at + 1));
            }
            let key = page.get(b"StructParents").and_then(Object::as_i64).unwrap_or(-1);
            let nodes = parents.get(&key).and_then(|it| it.as_array().ok());
            let nodes = nodes.map(Vec::as_slice).unwrap_or_default();
            for number in tree.marked[at].keys() {
                let known = nodes.get(*number as usize).and_then(|it| it.as_reference().ok());
                if known.is_none() || known != owners.get(&(at, *number)).copied() {
                    wrong.push(format!("page {}: {number} is not known to its node", at + 1));
                }
            }
            for annotation in page.get(b"Annots").and_then(Object::as_array).into_iter().flatten() {
                let id = annotation.as_reference().expect("annotations are referred to");
                let link = tree.document.get_dictionary(id).expect("an annotation");
                let key = link.get(b"StructParent").and_then(Object::as_i64).unwrap_or(-1);
                let known = parents.get(&key).and_then(|it| it.as_reference().ok());
                if known.is_none() || known != annotations.get(&id).copied() {
                    wrong.push(format!("page {}: a link is not in the tree", at + 1));
                }
                annotation_is_sound(link, at, &mut wrong);
            }
        }
        wrong
    });
}

/// By page and number, and by annotation: the node that has it.
type Owners = (BTreeMap<(usize, i64), ObjectId>, BTreeMap<ObjectId, ObjectId>);

fn owners(tree: &Tree) -> Owners {
    let (mut marks, mut annotations) = (BTreeMap::new(), BTreeMap::new());
    for node in tree.nodes() {
        let Some(id) = node.id else { continue };
        for below in &node.below {
            match below {
                Below::Mark(page, number) => drop(marks.insert((*page, *number), id)),
                Below::Annotation(annotation) => {
                    if node.kind == "Link" {
                        annotations.insert(*annotation, id);
                    }
                }
                Below::Node(_) => {}
            }
        }
    }
    (marks, annotations)
}

fn parent_tree(document: &Document) -> BTreeMap<i64, &Object> {
    let root = document.catalog().and_then(|it| it.get_deref(b"StructTreeRoot", document));
    let root = root.and_then(Object::as_dict).expect("the PDF is tagged");
    let tree = root.get_deref(b"ParentTree", document).and_then(Object::as_dict);
    let mut nodes = vec![tree.expect("the tree can be read backwards")];
    let mut found = BTreeMap::new();
    while let Some(node) = nodes.pop() {
        let kids = node.get_deref(b"Kids", document).and_then(Object::as_array);
        for kid in kids.into_iter().flatten() {
            let kid = document.dereference(kid).and_then(|(_, kid)| kid.as_dict());
            nodes.push(kid.expect("a node"));
        }
        let pairs = node.get_deref(b"Nums", document).and_then(Object::as_array);
        for pair in pairs.into_iter().flat_map(|pairs| pairs.chunks(2)) {
            let key = pair[0].as_i64().expect("a key");
            let value = match &pair[1] {
                Object::Reference(id) => match document.get_object(*id) {
                    Ok(Object::Array(_)) => document.get_object(*id).expect("an array"),
                    _ => &pair[1],
                },
                value => value,
            };
            found.insert(key, value);
        }
    }
    found
}

/// What PDF/UA and PDF/A ask of a link.
fn annotation_is_sound(link: &Dictionary, page: usize, wrong: &mut Vec<String>) {
    let mut fail = |what: &str| wrong.push(format!("page {}: {what}", page + 1));
    if link.get(b"Contents").and_then(lopdf::decode_text_string).unwrap_or_default().is_empty() {
        fail("a link does not say where it leads");
    }
    // Print, and none of the flags that hide it.
    if link.get(b"F").and_then(Object::as_i64).unwrap_or(0) & 0b10_0111 != 4 {
        fail("a link is hidden, or not printed");
    }
    if link.has(b"AA") {
        fail("a link has further actions");
    }
    let action = link.get(b"A").and_then(Object::as_dict);
    let action = action.and_then(|action| action.get(b"S")).and_then(Object::as_name);
    if !matches!(action, Err(_) | Ok(b"URI" | b"GoTo")) {
        fail("a link does what it must not");
    }
}

#[test]
fn the_file_as_a_whole_is_pdf_ua_and_pdf_a() {
    check(|_, made| {
        let document = Document::load_mem(&made.pdf).expect("a PDF can be read");
        let catalogue = document.catalog().expect("a catalogue");
        let mut wrong = Vec::new();
        let mut hold = |is_so: bool, what: &str| {
            if !is_so {
                wrong.push(what.to_string());
            }
        };
        let dictionary = |key: &[u8]| catalogue.get_deref(key, &document).and_then(Object::as_dict);
        let marks = dictionary(b"MarkInfo").and_then(|it| it.get(b"Marked")?.as_bool());
        hold(marks.unwrap_or(false), "it is not marked");
        let shows =
            dictionary(b"ViewerPreferences").and_then(|it| it.get(b"DisplayDocTitle")?.as_bool());
        hold(shows.unwrap_or(false), "readers do not show its title");
        hold(catalogue.has(b"Lang"), "it has no language");
        hold(!catalogue.has(b"AA") && !catalogue.has(b"OpenAction"), "it does something by itself");
        hold(!catalogue.has(b"OCProperties"), "it has layers");
        hold(!document.is_encrypted(), "it is encrypted");
        hold(document.trailer.has(b"ID"), "it has no identifier");
        let names = dictionary(b"Names").cloned().unwrap_or_default();
        hold(
            !names.has(b"JavaScript") && !names.has(b"EmbeddedFiles"),
            "it carries what it must not",
        );
        let packet = catalogue.get_deref(b"Metadata", &document).and_then(Object::as_stream);
        let packet = packet.expect("it says what it is");
        hold(!packet.dict.has(b"Filter"), "its metadata is compressed");
        let packet = String::from_utf8_lossy(&packet.content);
        for claim in [
            "<dc:title>",
            "<pdfuaid:part>1<",
            "<pdfaid:part>2<",
            "<pdfaid:conformance>U<",
            "<pdfaSchema:prefix>pdfuaid<",
        ] {
            hold(packet.contains(claim), claim);
        }
        let intents = catalogue.get_deref(b"OutputIntents", &document).and_then(Object::as_array);
        let intent = intents.and_then(|it| document.dereference(&it[0])?.1.as_dict());
        let intent = intent.expect("it says what its colours mean");
        hold(
            intent.get(b"S").and_then(Object::as_name).ok() == Some(b"GTS_PDFA1"),
            "no PDF/A intent",
        );
        let profile = intent.get_deref(b"DestOutputProfile", &document).and_then(Object::as_stream);
        let profile = profile.and_then(|it| it.get_plain_content()).unwrap_or_default();
        hold(profile.get(16..20) == Some(b"RGB "), "its profile is of no screen");
        hold(profile.get(8).is_some_and(|version| *version <= 4), "its profile is too new");
        wrong
    });
}

#[test]
fn streams_and_fonts_are_those_of_an_archive() {
    check(|_, made| {
        let document = Document::load_mem(&made.pdf).expect("a PDF can be read");
        let mut wrong = Vec::new();
        for object in document.objects.values() {
            let dictionary = match object {
                Object::Stream(stream) => &stream.dict,
                Object::Dictionary(dictionary) => dictionary,
                _ => continue,
            };
            for forbidden in [&b"F"[..], b"Alternates", b"OPI", b"PS", b"TR"] {
                // Of annotations `F` is the flags.
                if dictionary.has(forbidden) && !dictionary.has(b"Rect") {
                    wrong.push(format!("an object has {}", String::from_utf8_lossy(forbidden)));
                }
            }
            let filter = dictionary.get(b"Filter").and_then(Object::as_name).unwrap_or(b"");
            if !matches!(filter, b"" | b"FlateDecode" | b"DCTDecode") {
                wrong.push(format!("a stream went through {}", String::from_utf8_lossy(filter)));
            }
            let kind = dictionary.get(b"Type").and_then(Object::as_name).unwrap_or(b"");
            let keys: [&[u8]; 2] = [b"FontFile2", b"FontFile3"];
            if kind == b"FontDescriptor" && !keys.iter().any(|key| dictionary.has(key)) {
                wrong.push("a font is not embedded".to_string());
            }
            if kind == b"Font" && !dictionary.has(b"ToUnicode") && !dictionary.has(b"CIDSystemInfo")
            {
                wrong.push("a font does not say what its codes mean".to_string());
            }
        }
        // The reader gives this for a code that no map has.
        let unknown = made.print.pages.iter().enumerate();
        let unknown =
            unknown.filter(|(_, page)| page.runs.iter().any(|run| run.text.contains('\u{fffd}')));
        wrong.extend(unknown.map(|(at, _)| format!("page {}: a code means nothing", at + 1)));
        wrong
    });
}
