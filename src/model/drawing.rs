//! A drawing: the shapes that an SVG file shows, and nothing else of it.
//!
//! What comes from a stranger's file is numbers and colours alone: no script,
//! no link, no name of another file can stand in it.

/// The longer side of every drawing, in thousandths of its unit.
pub const LONGER_SIDE: i32 = 1_000_000;

/// A drawing. Lengths are in thousandths of a unit, `y` downwards from the
/// upper left corner; what lies outside of its sides is not seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drawing {
    pub width: i32,
    pub height: i32,
    pub steps: Vec<Step>,
}

/// What is done one after the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    Shape(Shape),
    /// Up to the `Unclip` that belongs to it only what is inside is seen.
    Clip(Outline),
    Unclip,
}

/// A shape: what fills it comes below its stroke.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    pub outline: Outline,
    pub fill: Option<Paint>,
    pub stroke: Option<Stroke>,
}

/// What is drawn along and within.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    pub segments: Vec<Segment>,
    pub inside: Inside,
}

/// Which parts are within an outline that crosses itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Inside {
    #[default]
    NonZero,
    EvenOdd,
}

/// A stretch of an outline, from where the one before it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Segment {
    Move(Point),
    Line(Point),
    /// Two points that pull the curve, then its end.
    Curve(Point, Point, Point),
    Close,
}

/// A place in a drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    pub x: i32,
    pub y: i32,
}

/// A colour of light, and how much it covers what is below: 255 for all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paint {
    pub color: [u8; 3],
    pub opacity: u8,
}

/// A line along an outline. `miter` is in thousandths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stroke {
    pub paint: Paint,
    pub width: i32,
    pub cap: Cap,
    pub join: Join,
    pub miter: i32,
    /// Lengths of dashes and gaps by turns; none for a whole line.
    pub dashes: Vec<i32>,
    /// Where in the dashes the line begins.
    pub offset: i32,
}

/// How a line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cap {
    Butt,
    Round,
    Square,
}

/// How a line turns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Join {
    Miter,
    Round,
    Bevel,
}

impl Drawing {
    /// The shapes, in the order in which they are painted.
    pub fn shapes(&self) -> impl Iterator<Item = &Shape> {
        self.steps.iter().filter_map(|step| match step {
            Step::Shape(shape) => Some(shape),
            Step::Clip(_) | Step::Unclip => None,
        })
    }

    /// What is painted with, fills and strokes.
    pub fn paints(&self) -> impl Iterator<Item = Paint> {
        self.shapes().flat_map(|shape| {
            shape.fill.into_iter().chain(shape.stroke.as_ref().map(|stroke| stroke.paint))
        })
    }
}
