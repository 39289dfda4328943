//! What usvg understood, as shapes in whole numbers: its floats end here.

use usvg::tiny_skia_path::{Path, PathSegment, Point as At, Transform};
use usvg::{BlendMode, FillRule, Group, LineCap, LineJoin, Node, PaintOrder, Tree};

use crate::load::limits;
use crate::model::drawing::{
    Cap, Drawing, Inside, Join, LONGER_SIDE, Outline, Paint, Point, Segment, Shape, Step, Stroke,
};

/// The shapes of a tree; what it has that is no shape, where it has such.
pub fn drawing(tree: &Tree) -> Result<Drawing, String> {
    let size = tree.size();
    let scale = LONGER_SIDE as f32 / size.width().max(size.height());
    let side = |length: f32| ((length * scale).round() as i32).max(1);
    let (width, height) = (side(size.width()), side(size.height()));
    let mut maker = Maker { steps: Vec::new(), segment_count: 0 };
    maker.group(tree.root(), Transform::from_scale(scale, scale), 1.0)?;
    Ok(Drawing { width, height, steps: maker.steps })
}

struct Maker {
    steps: Vec<Step>,
    segment_count: usize,
}

impl Maker {
    /// Adds what a group shows; `opacity` is that of the groups around it.
    fn group(&mut self, group: &Group, around: Transform, opacity: f32) -> Result<(), String> {
        if !group.filters().is_empty() {
            return Err("a filter".to_string());
        }
        if group.mask().is_some() {
            return Err("a mask".to_string());
        }
        if group.blend_mode() != BlendMode::Normal {
            return Err("a blend mode".to_string());
        }
        let place = around.pre_concat(group.transform());
        let opacity = opacity * group.opacity().get();
        // What shines through as a whole is another thing than parts that do.
        if opacity < 1.0 && layer_count(group) > 1 {
            return Err("several shapes that are transparent as one".to_string());
        }
        let mut clip_count = 0;
        let mut clip = group.clip_path();
        while let Some(one) = clip {
            let outline = self.clip(one, place)?;
            self.steps.push(Step::Clip(outline));
            clip_count += 1;
            clip = one.clip_path();
        }
        for child in group.children() {
            match child {
                Node::Group(inner) => self.group(inner, place, opacity)?,
                Node::Path(path) => self.path(path, place, opacity)?,
                Node::Image(_) => return Err("a picture of pixels".to_string()),
                Node::Text(_) => return Err("text".to_string()),
            }
        }
        self.steps.extend((0..clip_count).map(|_| Step::Unclip));
        Ok(())
    }

    /// The outline of a clip: of all its shapes together.
    fn clip(&mut self, clip: &usvg::ClipPath, around: Transform) -> Result<Outline, String> {
        let mut outline = Outline::default();
        let mut groups = vec![(clip.root(), around.pre_concat(clip.transform()))];
        let mut path_count = 0;
        while let Some((group, around)) = groups.pop() {
            if group.clip_path().is_some() {
                return Err("a clip within a clip".to_string());
            }
            let place = around.pre_concat(group.transform());
            for child in group.children() {
                match child {
                    Node::Group(inner) => groups.push((inner, place)),
                    Node::Path(path) => {
                        let Some(fill) = path.fill() else { continue };
                        outline.segments.extend(self.segments(path.data(), place)?);
                        if fill.rule() == FillRule::EvenOdd {
                            outline.inside = Inside::EvenOdd;
                        }
                        path_count += 1;
                    }
                    Node::Image(_) | Node::Text(_) => return Err("a clip of another kind".into()),
                }
            }
        }
        // Two outlines in one, by the even-odd rule, cut each other out.
        if path_count > 1 && outline.inside == Inside::EvenOdd {
            return Err("a clip of several shapes".to_string());
        }
        Ok(outline)
    }

    fn path(&mut self, path: &usvg::Path, place: Transform, opacity: f32) -> Result<(), String> {
        if !path.is_visible() {
            return Ok(());
        }
        let fill = match path.fill() {
            Some(fill) => Some(Shape {
                outline: Outline {
                    segments: self.segments(path.data(), place)?,
                    inside: match fill.rule() {
                        FillRule::NonZero => Inside::NonZero,
                        FillRule::EvenOdd => Inside::EvenOdd,
                    },
                },
                fill: Some(paint(fill.paint(), fill.opacity().get() * opacity)?),
                stroke: None,
            }),
            None => None,
        };
        let stroke = match path.stroke() {
            Some(stroke) => self.stroke(path.data(), stroke, place, opacity)?,
            None => None,
        };
        let mut shapes: Vec<Shape> = match path.paint_order() {
            PaintOrder::FillAndStroke => fill.into_iter().chain(stroke).collect(),
            PaintOrder::StrokeAndFill => stroke.into_iter().chain(fill).collect(),
        };
        // Most often both are of one outline.
        if let [fill, stroke] = &mut shapes[..]
            && fill.stroke.is_none()
            && stroke.stroke.is_some()
            && fill.outline.segments == stroke.outline.segments
        {
            fill.stroke = stroke.stroke.take();
            shapes.truncate(1);
        }
        self.steps.extend(shapes.into_iter().map(Step::Shape));
        Ok(())
    }

    /// A stroke; as a shape of its own to be filled, where it is wider in one
    /// direction than in another.
    fn stroke(
        &mut self,
        data: &Path,
        stroke: &usvg::Stroke,
        place: Transform,
        opacity: f32,
    ) -> Result<Option<Shape>, String> {
        let paint = paint(stroke.paint(), stroke.opacity().get() * opacity)?;
        let Some(scale) = even_scale(place) else {
            let plain = stroke.to_tiny_skia();
            let resolution = place.get_scale().0.max(place.get_scale().1);
            let dashed = plain.dash.as_ref().and_then(|dash| data.dash(dash, resolution));
            let outlined = dashed.as_ref().unwrap_or(data).stroke(&plain, resolution);
            let Some(outlined) = outlined else { return Ok(None) };
            let outline =
                Outline { segments: self.segments(&outlined, place)?, inside: Inside::NonZero };
            return Ok(Some(Shape { outline, fill: Some(paint), stroke: None }));
        };
        let length = |value: f32| whole(value * scale);
        let outline = Outline { segments: self.segments(data, place)?, inside: Inside::NonZero };
        let stroke = Stroke {
            paint,
            width: length(stroke.width().get()),
            cap: match stroke.linecap() {
                LineCap::Butt => Cap::Butt,
                LineCap::Round => Cap::Round,
                LineCap::Square => Cap::Square,
            },
            join: match stroke.linejoin() {
                LineJoin::Miter | LineJoin::MiterClip => Join::Miter,
                LineJoin::Round => Join::Round,
                LineJoin::Bevel => Join::Bevel,
            },
            miter: whole(stroke.miterlimit().get() * 1000.0).max(1000),
            dashes: stroke.dasharray().unwrap_or_default().iter().map(|it| length(*it)).collect(),
            offset: length(stroke.dashoffset()),
        };
        // Dashes that all round to nothing are a whole line.
        let dashes =
            if stroke.dashes.iter().any(|dash| *dash > 0) { stroke.dashes } else { vec![] };
        Ok(Some(Shape { outline, fill: None, stroke: Some(Stroke { dashes, ..stroke }) }))
    }

    fn segments(&mut self, path: &Path, place: Transform) -> Result<Vec<Segment>, String> {
        let point = |mut at: At| {
            place.map_point(&mut at);
            Point { x: whole(at.x), y: whole(at.y) }
        };
        let mut last = At::zero();
        let mut segments = Vec::with_capacity(path.len());
        for segment in path.segments() {
            segments.push(match segment {
                PathSegment::MoveTo(to) => Segment::Move(point(to)),
                PathSegment::LineTo(to) => Segment::Line(point(to)),
                PathSegment::QuadTo(pull, to) => {
                    // The cubic curve that is the same.
                    let near = |from: At| {
                        At::from_xy(
                            from.x + (pull.x - from.x) * 2.0 / 3.0,
                            from.y + (pull.y - from.y) * 2.0 / 3.0,
                        )
                    };
                    Segment::Curve(point(near(last)), point(near(to)), point(to))
                }
                PathSegment::CubicTo(one, two, to) => {
                    Segment::Curve(point(one), point(two), point(to))
                }
                PathSegment::Close => Segment::Close,
            });
            if let PathSegment::MoveTo(to)
            | PathSegment::LineTo(to)
            | PathSegment::QuadTo(_, to)
            | PathSegment::CubicTo(_, _, to) = segment
            {
                last = to;
            }
        }
        self.segment_count += segments.len();
        match self.segment_count > limits::DRAWING_SEGMENTS {
            true => Err(format!("more than {} points", limits::DRAWING_SEGMENTS)),
            false => Ok(segments),
        }
    }
}

/// How many fills and strokes a group has, up to a few.
fn layer_count(group: &Group) -> usize {
    let mut count = 0;
    for child in group.children() {
        count += match child {
            Node::Group(inner) => layer_count(inner),
            Node::Path(path) => {
                usize::from(path.fill().is_some()) + usize::from(path.stroke().is_some())
            }
            Node::Image(_) | Node::Text(_) => 1,
        };
        if count > 1 {
            break;
        }
    }
    count
}

fn paint(paint: &usvg::Paint, opacity: f32) -> Result<Paint, String> {
    match paint {
        usvg::Paint::Color(color) => Ok(Paint {
            color: [color.red, color.green, color.blue],
            opacity: (opacity * 255.0).round() as u8,
        }),
        usvg::Paint::LinearGradient(_) | usvg::Paint::RadialGradient(_) => {
            Err("a gradient".to_string())
        }
        usvg::Paint::Pattern(_) => Err("a pattern".to_string()),
    }
}

/// By how much all lengths grow alike; none where it depends on direction.
fn even_scale(place: Transform) -> Option<f32> {
    let (across, along) = (place.sx.hypot(place.ky), place.kx.hypot(place.sy));
    let slant = place.sx * place.kx + place.ky * place.sy;
    let is_even = (across - along).abs() <= across.max(along) * 0.001
        && slant.abs() <= across * along * 0.001;
    is_even.then_some(across)
}

/// To the nearest whole number, as far as a drawing can be wide.
fn whole(value: f32) -> i32 {
    const MOST: f32 = 1e9;
    if value.is_nan() { 0 } else { value.round().clamp(-MOST, MOST) as i32 }
}
