//! The document that printpdf makes: pages with their images and rules.

use std::collections::BTreeMap;

use printpdf::{
    DictItem, ExternalXObject, Op, PaintMode, PdfDocument, PdfPage, PdfSaveOptions, Pt, Rect,
    XObject, XObjectId, XObjectTransform,
};

use crate::model::length::Length;
use crate::model::pages::{Page, Pages};
use crate::model::structure::Role;
use crate::pdf::marks;

/// The pages without their text. Images are named here: printpdf's own names
/// come from a counter that never begins again, so that a second build would
/// differ from the first.
pub fn document(pages: &Pages, images: BTreeMap<&str, ExternalXObject>) -> lopdf::Document {
    let mut document = PdfDocument::new("");
    let mut names = BTreeMap::new();
    for (at, (name, image)) in images.into_iter().enumerate() {
        let id = XObjectId(format!("I{at:04}"));
        document.resources.xobjects.map.insert(id.clone(), XObject::External(image));
        names.insert(name, id);
    }
    document.pages = pages.pages.iter().map(|page| drawn(page, pages, &names)).collect();
    let options = PdfSaveOptions {
        optimize: false,
        subset_fonts: false,
        secure: true,
        image_optimization: None,
    };
    document.to_lopdf_document(&options, &mut Vec::new())
}

fn drawn(page: &Page, pages: &Pages, names: &BTreeMap<&str, XObjectId>) -> PdfPage {
    let mut ops = Vec::new();
    let mut marked = 0;
    for image in &page.images {
        let number = marked;
        marked += i64::from(image.node.is_some());
        let Some(id) = names.get(image.name.as_str()) else { continue };
        let transform = XObjectTransform {
            translate_x: Some(points(image.x)),
            translate_y: Some(points(pages.height - image.y - image.height)),
            scale_x: Some(points(image.width).0),
            scale_y: Some(points(image.height).0),
            no_auto_scale: true,
            ..XObjectTransform::default()
        };
        ops.push(if image.node.is_some() { figure(number) } else { artifact() });
        ops.push(Op::UseXobject { id: id.clone(), transform });
        ops.push(Op::EndMarkedContent);
    }
    if !page.rules.is_empty() {
        ops.push(artifact());
    }
    for rule in &page.rules {
        let mut rectangle = Rect::from_xywh(
            points(rule.x),
            points(pages.height - rule.y - rule.height),
            points(rule.width),
            points(rule.height),
        );
        rectangle.mode = Some(PaintMode::Fill);
        ops.push(Op::DrawRectangle { rectangle });
    }
    if !page.rules.is_empty() {
        ops.push(Op::EndMarkedContent);
    }
    let trim = Rect::from_wh(points(pages.width), points(pages.height));
    PdfPage { media_box: trim.clone(), trim_box: trim.clone(), crop_box: trim, ops }
}

/// Begins a figure, the one with this number on its page.
fn figure(number: i64) -> Op {
    let map = BTreeMap::from([("MCID".to_string(), DictItem::Int(number))]);
    Op::BeginMarkedContentWithProperties {
        tag: marks::tag(Role::Figure).to_string(),
        properties: DictItem::Dict { map },
    }
}

fn artifact() -> Op {
    Op::BeginMarkedContent { tag: "Artifact".to_string() }
}

/// A length to the thousandth of a point: printpdf counts in 32-bit floats,
/// which would write more digits than they mean.
fn points(length: Length) -> Pt {
    Pt(((length.points() * 1000.0).round() / 1000.0) as f32)
}
