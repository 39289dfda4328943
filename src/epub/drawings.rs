//! Drawings as SVG: written anew of the shapes that were found, so that nothing
//! else of a stranger's file comes into the ebook.

use crate::model::drawing::{
    Cap, Drawing, Inside, Join, Outline, Paint, Point, Segment, Shape, Step, Stroke,
};

/// The SVG file of a drawing; `width` and `height` in tenths of a pixel.
pub(crate) fn svg(drawing: &Drawing, width: u32, height: u32) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let (width, height) = (decimal(i64::from(width) * 100), decimal(i64::from(height) * 100));
    let sides = [drawing.width, drawing.height].map(|side| decimal(side.into()));
    out.push_str(&format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {} {}\">\n",
        sides[0], sides[1]
    ));
    let mut clip_count = 0;
    for step in &drawing.steps {
        match step {
            Step::Shape(shape) => self::shape(&mut out, shape),
            Step::Clip(outline) => {
                clip_count += 1;
                out.push_str(&format!("<clipPath id=\"c{clip_count}\"><path"));
                path(&mut out, outline, "clip-rule");
                out.push_str(&format!("/></clipPath>\n<g clip-path=\"url(#c{clip_count})\">\n"));
            }
            Step::Unclip => out.push_str("</g>\n"),
        }
    }
    out.push_str("</svg>\n");
    out
}

fn shape(out: &mut String, shape: &Shape) {
    out.push_str("<path");
    path(out, &shape.outline, "fill-rule");
    match shape.fill {
        Some(fill) => paint(out, "fill", fill),
        None => out.push_str(" fill=\"none\""),
    }
    if let Some(stroke) = &shape.stroke {
        self::stroke(out, stroke);
    }
    out.push_str("/>\n");
}

fn path(out: &mut String, outline: &Outline, rule: &str) {
    out.push_str(" d=\"");
    let mut points = |letter: char, points: &[Point]| {
        out.push(letter);
        for (at, point) in points.iter().enumerate() {
            let gap = if at > 0 { " " } else { "" };
            out.push_str(&format!("{gap}{} {}", decimal(point.x.into()), decimal(point.y.into())));
        }
    };
    for segment in &outline.segments {
        match segment {
            Segment::Move(to) => points('M', &[*to]),
            Segment::Line(to) => points('L', &[*to]),
            Segment::Curve(one, two, to) => points('C', &[*one, *two, *to]),
            Segment::Close => points('Z', &[]),
        }
    }
    out.push('"');
    if outline.inside == Inside::EvenOdd {
        out.push_str(&format!(" {rule}=\"evenodd\""));
    }
}

fn paint(out: &mut String, name: &str, paint: Paint) {
    let [red, green, blue] = paint.color;
    out.push_str(&format!(" {name}=\"#{red:02x}{green:02x}{blue:02x}\""));
    if paint.opacity < 255 {
        let share = decimal((i64::from(paint.opacity) * 1000 + 127) / 255);
        out.push_str(&format!(" {name}-opacity=\"{share}\""));
    }
}

fn stroke(out: &mut String, stroke: &Stroke) {
    paint(out, "stroke", stroke.paint);
    out.push_str(&format!(" stroke-width=\"{}\"", decimal(stroke.width.into())));
    match stroke.cap {
        Cap::Butt => {}
        Cap::Round => out.push_str(" stroke-linecap=\"round\""),
        Cap::Square => out.push_str(" stroke-linecap=\"square\""),
    }
    match stroke.join {
        Join::Miter => {
            out.push_str(&format!(" stroke-miterlimit=\"{}\"", decimal(stroke.miter.into())));
        }
        Join::Round => out.push_str(" stroke-linejoin=\"round\""),
        Join::Bevel => out.push_str(" stroke-linejoin=\"bevel\""),
    }
    if !stroke.dashes.is_empty() {
        let dashes: Vec<String> = stroke.dashes.iter().map(|it| decimal((*it).into())).collect();
        out.push_str(&format!(" stroke-dasharray=\"{}\"", dashes.join(" ")));
        out.push_str(&format!(" stroke-dashoffset=\"{}\"", decimal(stroke.offset.into())));
    }
}

/// Thousandths as a decimal number.
fn decimal(thousandths: i64) -> String {
    let sign = if thousandths < 0 { "-" } else { "" };
    let (whole, rest) = (thousandths.unsigned_abs() / 1000, thousandths.unsigned_abs() % 1000);
    if rest == 0 {
        return format!("{sign}{whole}");
    }
    format!("{sign}{whole}.{}", format!("{rest:03}").trim_end_matches('0'))
}

#[cfg(test)]
mod tests {
    use super::decimal;

    #[track_caller]
    fn check(thousandths: i64, written: &str) {
        assert_eq!(decimal(thousandths), written);
    }

    #[test]
    fn numbers_are_as_short_as_they_can_be() {
        check(0, "0");
        check(-20, "-0.02");
        check(1_500, "1.5");
        check(1_000_000, "1000");
    }
}
