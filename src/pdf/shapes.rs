//! Drawings: shapes to a form that pages show as they show an image.

use std::collections::{BTreeMap, BTreeSet};

use printpdf::{DictItem, ExternalStream, ExternalXObject};

use crate::model::drawing::{
    Cap, Drawing, Inside, Join, Outline, Paint, Point, Segment, Shape, Step, Stroke,
};
use crate::pdf::deflate::deflate;
use crate::pdf::syntax;

/// A colour as a file has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Color {
    /// Red, green, blue; 255 for all of the light.
    Light([u8; 3]),
    /// Cyan, magenta, yellow, black; 255 for all of the ink.
    Inks([u8; 4]),
}

/// A drawing as a form that fills the unit square, as images do, so that a
/// page places both alike.
pub fn form(drawing: &Drawing, color: impl Fn([u8; 3]) -> Color) -> ExternalXObject {
    let mut writer = Writer { out: Vec::new(), color, opacity: 255, set: None };
    // What is around may overprint; shapes of a drawing cover each other.
    writer.state(255);
    for step in &drawing.steps {
        match step {
            Step::Shape(shape) => writer.shape(shape),
            Step::Clip(outline) => writer.clip(outline),
            Step::Unclip => {
                writer.out.extend_from_slice(b"Q\n");
                writer.forget();
            }
        }
    }
    let content = deflate(&writer.out);
    // Black is always one ink, or none of the light.
    let is_inked = matches!((writer.color)([0; 3]), Color::Inks(_));
    let dict = entries(drawing, is_inked);
    let stream = ExternalStream { dict, content, compress: false };
    ExternalXObject { stream, width: None, height: None, dpi: None }
}

fn entries(drawing: &Drawing, is_inked: bool) -> BTreeMap<String, DictItem> {
    let name = |name: &str| DictItem::Name(name.as_bytes().to_vec());
    let map = |pairs: Vec<(String, DictItem)>| DictItem::Dict { map: pairs.into_iter().collect() };
    let (width, height) = (drawing.width as f32 / 1000.0, drawing.height as f32 / 1000.0);
    let numbers = |numbers: &[f32]| {
        DictItem::Array(numbers.iter().map(|number| DictItem::Real(*number)).collect())
    };
    let opacities: BTreeSet<u8> =
        drawing.paints().map(|paint| paint.opacity).chain([255]).collect();
    let states = opacities.iter().map(|opacity| {
        let share = DictItem::Real(f32::from(*opacity) / 255.0);
        let pairs = [
            ("Type", name("ExtGState")),
            ("OP", DictItem::Bool(false)),
            ("op", DictItem::Bool(false)),
            ("OPM", DictItem::Int(0)),
            ("CA", share.clone()),
            ("ca", share),
        ];
        let pairs = pairs.map(|(key, item)| (key.to_string(), item));
        (state_name(*opacity), map(pairs.to_vec()))
    });
    let states = map(states.collect());
    let mut pairs = vec![
        ("Type", name("XObject")),
        ("Subtype", name("Form")),
        ("BBox", numbers(&[0.0, 0.0, width, height])),
        ("Matrix", numbers(&[1.0 / width, 0.0, 0.0, -1.0 / height, 0.0, 1.0])),
        ("Resources", map(vec![("ExtGState".to_string(), states)])),
        ("Filter", name("FlateDecode")),
    ];
    if opacities.len() > 1 {
        let space = name(if is_inked { "DeviceCMYK" } else { "DeviceRGB" });
        let group = [
            ("Type", name("Group")),
            ("S", name("Transparency")),
            ("CS", space),
            ("I", DictItem::Bool(true)),
        ];
        pairs.push(("Group", map(group.map(|(key, item)| (key.to_string(), item)).to_vec())));
    }
    pairs.into_iter().map(|(key, item)| (key.to_string(), item)).collect()
}

fn state_name(opacity: u8) -> String {
    format!("G{opacity}")
}

/// The colours of a fill and of a stroke.
type Paints = (Option<[u8; 3]>, Option<[u8; 3]>);

struct Writer<F> {
    out: Vec<u8>,
    color: F,
    opacity: u8,
    /// What is set for fills and for strokes, to be set once only.
    set: Option<Paints>,
}

impl<F: Fn([u8; 3]) -> Color> Writer<F> {
    fn state(&mut self, opacity: u8) {
        syntax::name(&mut self.out, state_name(opacity).as_bytes());
        self.out.extend_from_slice(b" gs\n");
        self.opacity = opacity;
    }

    /// Forgets what is set: it was set within what has just ended.
    fn forget(&mut self) {
        self.set = None;
        self.state(255);
    }

    fn clip(&mut self, outline: &Outline) {
        self.out.extend_from_slice(b"q\n");
        // Without any segment nothing is seen: an empty rectangle.
        if outline.segments.is_empty() {
            self.out.extend_from_slice(b"0 0 0 0 re\n");
        }
        self.outline(outline);
        self.out.extend_from_slice(match outline.inside {
            Inside::NonZero => b"W n\n",
            Inside::EvenOdd => b"W* n\n",
        });
    }

    fn shape(&mut self, shape: &Shape) {
        let opacities = (shape.fill, shape.stroke.as_ref().map(|stroke| stroke.paint));
        match opacities {
            // One operator would let the fill shine through half of the stroke
            // only; one after the other is what SVG says.
            (Some(fill), Some(stroke)) if fill.opacity != stroke.opacity || fill.opacity < 255 => {
                self.painted(shape, true, false);
                self.painted(shape, false, true);
            }
            _ => self.painted(shape, true, true),
        }
    }

    fn painted(&mut self, shape: &Shape, fills: bool, strokes: bool) {
        let fill = shape.fill.filter(|_| fills);
        let stroke = shape.stroke.as_ref().filter(|_| strokes);
        let Some(opacity) = fill.or(stroke.map(|stroke| stroke.paint)) else { return };
        if opacity.opacity != self.opacity {
            self.state(opacity.opacity);
        }
        if let Some(Paint { color, .. }) = fill {
            self.paint(color, true);
        }
        if let Some(stroke) = stroke {
            self.paint(stroke.paint.color, false);
            self.line(stroke);
        }
        self.outline(&shape.outline);
        self.out.extend_from_slice(match (fill, stroke, shape.outline.inside) {
            (Some(_), Some(_), Inside::NonZero) => b"B\n",
            (Some(_), Some(_), Inside::EvenOdd) => b"B*\n",
            (Some(_), None, Inside::NonZero) => b"f\n",
            (Some(_), None, Inside::EvenOdd) => b"f*\n",
            (None, ..) => b"S\n",
        });
    }

    fn paint(&mut self, color: [u8; 3], is_fill: bool) {
        let set = self.set.get_or_insert((None, None));
        let one = if is_fill { &mut set.0 } else { &mut set.1 };
        if one.replace(color) == Some(color) {
            return;
        }
        let mut levels = |levels: &[u8], operators: [&[u8]; 2]| {
            for level in levels {
                syntax::decimal(&mut self.out, (i64::from(*level) * 1000 + 127) / 255);
                self.out.push(b' ');
            }
            self.out.extend_from_slice(operators[usize::from(!is_fill)]);
        };
        match (self.color)(color) {
            Color::Light(light) => levels(&light, [b"rg\n", b"RG\n"]),
            Color::Inks(inks) => levels(&inks, [b"k\n", b"K\n"]),
        }
    }

    fn line(&mut self, stroke: &Stroke) {
        self.numbers(&[stroke.width]);
        self.out.extend_from_slice(b"w ");
        self.out.extend_from_slice(match stroke.cap {
            Cap::Butt => b"0 J ",
            Cap::Round => b"1 J ",
            Cap::Square => b"2 J ",
        });
        self.out.extend_from_slice(match stroke.join {
            Join::Miter => b"0 j ",
            Join::Round => b"1 j ",
            Join::Bevel => b"2 j ",
        });
        self.numbers(&[stroke.miter]);
        self.out.extend_from_slice(b"M [");
        self.numbers(&stroke.dashes);
        self.out.extend_from_slice(b"] ");
        self.numbers(&[stroke.offset]);
        self.out.extend_from_slice(b"d\n");
    }

    fn outline(&mut self, outline: &Outline) {
        for segment in &outline.segments {
            match segment {
                Segment::Move(to) => self.points(&[*to], b"m\n"),
                Segment::Line(to) => self.points(&[*to], b"l\n"),
                Segment::Curve(one, two, to) => self.points(&[*one, *two, *to], b"c\n"),
                Segment::Close => self.out.extend_from_slice(b"h\n"),
            }
        }
    }

    fn points(&mut self, points: &[Point], operator: &[u8]) {
        for point in points {
            self.numbers(&[point.x, point.y]);
        }
        self.out.extend_from_slice(operator);
    }

    fn numbers(&mut self, numbers: &[i32]) {
        for number in numbers {
            syntax::decimal(&mut self.out, i64::from(*number));
            self.out.push(b' ');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Color, Writer};
    use crate::model::drawing::{Inside, Outline, Paint, Point, Segment, Shape};

    #[track_caller]
    fn check(colors: &[([u8; 3], u8)], written: &str) {
        let color = |[red, ..]: [u8; 3]| Color::Inks([0, 0, 0, 255 - red]);
        let mut writer = Writer { out: Vec::new(), color, opacity: 255, set: None };
        for (color, opacity) in colors {
            let segments = vec![Segment::Move(Point { x: 1500, y: -20 }), Segment::Close];
            let outline = Outline { segments, inside: Inside::NonZero };
            let paint = Paint { color: *color, opacity: *opacity };
            writer.shape(&Shape { outline, fill: Some(paint), stroke: None });
        }
        assert_eq!(String::from_utf8_lossy(&writer.out), written);
    }

    #[test]
    fn what_is_set_is_not_set_again() {
        let path = "1.5 -.02 m\nh\nf\n";
        check(&[([0; 3], 255); 2], &format!("0 0 0 1 k\n{path}{path}"));
        check(
            &[([0; 3], 255), ([255; 3], 51)],
            &format!("0 0 0 1 k\n{path}/G51 gs\n0 0 0 0 k\n{path}"),
        );
    }
}
