//! SVG files: what they show, as shapes.
//!
//! Alone names usvg, which resolves styles, references and units. A file is
//! looked through first: what is too large or too deep never reaches it.

use usvg::roxmltree::{Document, ParsingOptions};
use usvg::{Options, Tree};

use crate::load::limits;
use crate::load::problem::Problem;
use crate::load::shapes;
use crate::model::drawing::Drawing;
use crate::model::guarded::guarded;

/// The drawing of an SVG file with its width and height in tenths of a CSS
/// pixel, of which 96 are an inch.
pub fn drawing(data: &[u8]) -> Result<(Drawing, u32, u32), Problem> {
    if data.len() > limits::DRAWING_BYTES {
        return Err(too_much(format!("has more than {} MB", limits::DRAWING_BYTES / 1_000_000)));
    }
    let text = std::str::from_utf8(data).map_err(|_| broken("it is not in UTF-8"))?;
    let text = text.trim_start_matches('\u{feff}');
    // usvg calls itself for groups within groups.
    guarded(|| read(text)).unwrap_or_else(|| Err(broken("it cannot be understood")))
}

fn read(text: &str) -> Result<(Drawing, u32, u32), Problem> {
    let options = ParsingOptions {
        allow_dtd: true,
        nodes_limit: limits::DRAWING_NODES,
        ..ParsingOptions::default()
    };
    let document = Document::parse_with_options(text, options).map_err(|error| match error {
        usvg::roxmltree::Error::NodesLimitReached => too_many_nodes(),
        error => broken(error),
    })?;
    look_through(&document)?;
    let mut options = Options { resources_dir: None, ..Options::default() };
    // No picture, no other file: both are refused above, and not fetched here.
    options.image_href_resolver.resolve_data = Box::new(|_, _, _| None);
    options.image_href_resolver.resolve_string = Box::new(|_, _| None);
    let tree = Tree::from_xmltree(&document, &options).map_err(|error| match error {
        usvg::Error::ElementsLimitReached
        | usvg::Error::ParsingFailed(usvg::roxmltree::Error::NodesLimitReached) => too_many_nodes(),
        error => broken(error),
    })?;
    let size = tree.size();
    let drawing = shapes::drawing(&tree).map_err(|what| unsupported(&what))?;
    let tenths = |side: f32| ((side * 10.0).round() as u32).max(1);
    Ok((drawing, tenths(size.width()), tenths(size.height())))
}

/// Refuses what no shape can be made of, and what would cost too much.
fn look_through(document: &Document<'_>) -> Result<(), Problem> {
    let mut element_count = 0;
    let mut style_bytes = 0;
    for node in document.descendants().filter(|node| node.is_element()) {
        // Linear all the same: a file deeper than this ends the loop.
        if node.ancestors().take(limits::DRAWING_DEPTH + 1).count() > limits::DRAWING_DEPTH {
            return Err(Problem {
                code: "bad-image",
                what: "is nested too deep".to_string(),
                help: "save it as a plain SVG, without groups within groups".to_string(),
            });
        }
        let name = node.tag_name().name();
        element_count += 1;
        if name == "style" {
            style_bytes += node.children().filter_map(|it| it.text()).map(str::len).sum::<usize>();
        }
        if matches!(name, "text" | "foreignObject") {
            let mut texts = node.descendants().filter_map(|inner| inner.text());
            if name == "foreignObject" || texts.any(|text| !text.trim().is_empty()) {
                return Err(Problem {
                    code: "unsupported-drawing",
                    what: "has text, which would depend on the reader's fonts".to_string(),
                    help: "convert its text to paths where you drew it (in Inkscape: Path, \
                           Object to Path), or save it as PNG"
                        .to_string(),
                });
            }
        }
        if matches!(name, "image" | "feImage") {
            return Err(unsupported("a picture of pixels"));
        }
        let addresses = node.attributes().filter(|attribute| attribute.name() == "href");
        let is_remote = |address: &str| !address.trim().is_empty() && !address.starts_with('#');
        if name != "a" && addresses.map(|attribute| attribute.value()).any(is_remote) {
            return Err(unsupported("something from another file"));
        }
    }
    if style_bytes.saturating_mul(element_count) > limits::DRAWING_STYLING {
        return Err(too_much("has too many styles for so many elements".to_string()));
    }
    Ok(())
}

fn unsupported(what: &str) -> Problem {
    Problem {
        code: "unsupported-drawing",
        what: format!("has {what}, which cannot be printed as a drawing"),
        help: "draw it with plain shapes of one colour each, or save it as PNG".to_string(),
    }
}

fn too_many_nodes() -> Problem {
    too_much(format!("has more than {} elements", limits::DRAWING_NODES))
}

fn too_much(what: String) -> Problem {
    let help = "draw it with less detail, or save it as PNG".to_string();
    Problem { code: "image-too-large", what, help }
}

fn broken(why: impl std::fmt::Display) -> Problem {
    Problem {
        code: "bad-image",
        what: format!("is no drawing that can be printed: {why}"),
        help: "save it again as plain SVG, or as PNG".to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::drawing;
    use crate::model::drawing::{Segment, Step};

    #[track_caller]
    fn check(inner: &str, code: Option<&str>) {
        let file = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" \
             xmlns:xlink=\"http://www.w3.org/1999/xlink\" \
             width=\"40\" height=\"20\">{inner}</svg>"
        );
        let found = drawing(file.as_bytes()).err();
        assert_eq!(found.as_ref().map(|problem| problem.code), code, "{inner:.100}");
    }

    #[test]
    fn shapes_are_drawn() {
        check("<rect width=\"10\" height=\"5\" style=\"fill:#c00\"/>", None);
        check("<path d=\"M0 0 Q 5 5 10 0\" stroke=\"black\" stroke-dasharray=\"1 2\"/>", None);
        check("<g opacity=\".5\"><circle r=\"4\"/></g>", None);
        check(
            "<clipPath id=\"c\"><circle r=\"4\"/></clipPath><rect clip-path=\"url(#c)\" width=\"9\" height=\"9\"/>",
            None,
        );
    }

    #[test]
    fn what_is_no_shape_leaves_no_trace() {
        check("<script>alert(1)</script><rect onclick=\"x()\" width=\"1\" height=\"1\"/>", None);
        check("<text x=\"1\"> </text>", None);
        check("<metadata><anything/></metadata><title>A</title>", None);
    }

    #[test]
    fn what_cannot_be_printed_is_refused() {
        let code = Some("unsupported-drawing");
        check("<text>words</text>", code);
        check("<foreignObject><p>words</p></foreignObject>", code);
        check("<image href=\"data:image/png;base64,AAAA\" width=\"1\" height=\"1\"/>", code);
        check("<use xlink:href=\"http://example.org/a.svg#b\"/>", code);
        check(
            "<linearGradient id=\"g\"><stop stop-color=\"red\"/><stop offset=\"1\"/></linearGradient><rect width=\"9\" height=\"9\" fill=\"url(#g)\"/>",
            code,
        );
        check(
            "<filter id=\"f\"><feGaussianBlur stdDeviation=\"1\"/></filter><rect width=\"9\" height=\"9\" filter=\"url(#f)\"/>",
            code,
        );
        check("<g opacity=\".5\"><circle r=\"4\"/><circle r=\"3\"/></g>", code);
    }

    #[test]
    fn bombs_are_refused() {
        check(&"<g>".repeat(100_000), Some("bad-image"));
        let deep = format!("{}{}", "<g>".repeat(20_000), "</g>".repeat(20_000));
        check(&deep, Some("bad-image"));
        check(&"<g/>".repeat(300_000), Some("image-too-large"));
        let styles = format!("<style>{}</style>", "g g rect { fill: red } ".repeat(2000));
        check(&(styles + &"<rect/>".repeat(5000)), Some("image-too-large"));
        let mut laughs = String::from("<defs><rect id=\"a0\" width=\"1\" height=\"1\"/>");
        for level in 1..12 {
            let uses = format!("<use xlink:href=\"#a{}\"/>", level - 1).repeat(10);
            laughs.push_str(&format!("<g id=\"a{level}\">{uses}</g>"));
        }
        laughs.push_str("</defs><use xlink:href=\"#a11\"/>");
        check(&laughs, Some("image-too-large"));
        let mut chain = String::from("<defs><rect id=\"a0\" width=\"1\" height=\"1\"/>");
        for level in 1..2000 {
            chain.push_str(&format!("<g id=\"a{level}\"><use href=\"#a{}\"/></g>", level - 1));
        }
        chain.push_str("</defs><use href=\"#a1999\"/>");
        check(&chain, Some("image-too-large"));
    }

    #[test]
    fn a_drawing_is_as_long_as_every_other() {
        let file = b"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 2 1\" width=\"20\">\
            <rect x=\"1\" width=\"1\" height=\"1\"/></svg>";
        let Ok((drawing, width, height)) = drawing(file) else { panic!("a sound drawing") };
        assert_eq!((width, height), (200, 100));
        assert_eq!((drawing.width, drawing.height), (1_000_000, 500_000));
        let Step::Shape(shape) = &drawing.steps[0] else { panic!("a shape") };
        let xs = shape.outline.segments.iter().filter_map(|segment| match segment {
            Segment::Move(point) | Segment::Line(point) => Some(point.x),
            _ => None,
        });
        assert_eq!((xs.clone().min(), xs.max()), (Some(500_000), Some(1_000_000)));
    }
}
