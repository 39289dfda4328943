//! Broken paragraphs to lines with every word at its place.

use thin_vec::ThinVec;

use crate::model::book::{AnchorId, NoteId};
use crate::model::length::Length;
use crate::model::pages::{Line, Piece, Rule};
use crate::model::structure::NodeId;
use crate::model::style::{Align, Paragraphs};
use crate::model::text::TextId;
use crate::typeset::candidates::Point;
use crate::typeset::fits::GLYPHS_SHARE;
use crate::typeset::items::{Item, Look, Picture, Shape};
use crate::typeset::stick::{Kind, Open, Part, Stick, blank, part, piece, visual};
use crate::typeset::words::Words;

/// A line with what is bound to it; places are measured from its baseline and
/// from the left edge of the measure.
#[derive(Clone, Debug)]
pub(crate) struct SetLine {
    pub(crate) line: Line,
    /// Notes called here for the first time.
    pub(crate) notes: ThinVec<NoteId>,
    pub(crate) anchors: ThinVec<AnchorId>,
    /// From, to, and a position in the composer's list of targets.
    pub(crate) links: ThinVec<(Length, Length, u32)>,
    /// Strokes through text; `y` from the baseline.
    pub(crate) rules: ThinVec<Rule>,
    /// Where an image's left edge is, and which of the composer's it is.
    pub(crate) pictures: ThinVec<(Length, u32)>,
    pub(crate) ends_in_hyphen: bool,
    /// How far it passes its measure.
    pub(crate) excess: Length,
}

/// A line in the making: what [`SetLine`] has, but for its pieces.
#[derive(Default)]
struct Draft {
    x: Length,
    expansion: i16,
    begins: Option<(TextId, u32)>,
    inner: Vec<(u16, NodeId)>,
    notes: ThinVec<NoteId>,
    anchors: ThinVec<AnchorId>,
    links: ThinVec<(Length, Length, u32)>,
    rules: ThinVec<Rule>,
    pictures: ThinVec<(Length, u32)>,
    excess: Length,
}

/// What lines are set from.
pub(crate) struct Setter<'a> {
    pub(crate) words: &'a Words,
    pub(crate) looks: &'a [Look],
    pub(crate) pictures: &'a [Picture],
    pub(crate) style: &'a Paragraphs,
}

impl Setter<'_> {
    /// Sets the lines of a paragraph that end at `points`.
    /// `opening` is the text as the first line sets it; empty for as it is.
    pub(crate) fn lines(
        &self,
        items: &[Item],
        opening: &[Item],
        shape: &Shape,
        points: &[Point],
    ) -> Vec<SetLine> {
        let mut lines = Vec::with_capacity(points.len());
        let mut from = Point { item: 0, division: None };
        let mut open = Open::default();
        let mut stick = Stick::default();
        for (count, point) in points.iter().enumerate() {
            let is_last = count + 1 == points.len();
            let items = if count == 0 && !opening.is_empty() { opening } else { items };
            let ends = (from, *point);
            lines.push(self.line(items, shape, ends, (count, is_last), &mut open, &mut stick));
            from = *point;
        }
        lines
    }

    fn line(
        &self,
        items: &[Item],
        shape: &Shape,
        (from, to): (Point, Point),
        (count, is_last): (usize, bool),
        open: &mut Open,
        stick: &mut Stick,
    ) -> SetLine {
        let mut line = Draft::default();
        let Stick { parts, pieces } = stick;
        self.parts(items, (from, to), &mut line, open, parts);
        let is_forced = is_last || matches!(items.get(to.item as usize), Some(Item::Line));
        self.place(parts, shape, (count, is_forced), &mut line);
        run(parts, &mut line, pieces);
        if !is_last && to.division.is_none() {
            self.end(&items[..items.len().min(to.item as usize + 1)], pieces);
        }
        SetLine {
            line: Line {
                x: line.x,
                baseline: Length::ZERO,
                pieces: pieces.as_slice().into(),
                expansion: line.expansion,
                is_last,
                begins: line.begins,
                node: NodeId::NONE,
                inner: line.inner,
            },
            notes: line.notes,
            anchors: line.anchors,
            links: line.links,
            rules: line.rules,
            pictures: line.pictures,
            ends_in_hyphen: to.division.is_some(),
            excess: line.excess,
        }
    }

    /// Ends a line with the space it was broken at, so that its last word and
    /// the next line's first stay apart for those who hear the text.
    fn end(&self, items: &[Item], pieces: &mut Vec<Piece>) {
        if !matches!(items.last(), Some(Item::Space { .. } | Item::Line)) {
            return;
        }
        let look = items.iter().rev().find_map(|item| match item {
            Item::Space { look, .. } | Item::Word { look, .. } => Some(*look),
            _ => None,
        });
        let end = pieces.iter().map(|piece| piece.x + piece.width).max();
        if let (Some(look), Some(x)) = (look, end) {
            let look = &self.looks[look.0 as usize];
            pieces.push(Piece { x, ..piece(look.space, (0, 1), Length::ZERO, look) });
        }
    }

    /// What stands on a line, in reading order, with natural widths.
    fn parts(
        &self,
        items: &[Item],
        (from, to): (Point, Point),
        line: &mut Draft,
        open: &mut Open,
        parts: &mut Vec<Part>,
    ) {
        parts.clear();
        if let Some(division) = from.division {
            self.second_part(items[from.item as usize], division, open, parts, line);
        }
        let begin = match items.get(from.item as usize) {
            Some(Item::Space { .. } | Item::Break { .. } | Item::Line) if from.item > 0 => {
                from.item + 1
            }
            Some(_) if from.division.is_some() => from.item + 1,
            _ => from.item,
        };
        let has_glyphs = |parts: &[Part]| parts.iter().any(|part| part.kind != Kind::Space);
        for item in items.iter().take(to.item as usize).skip(begin as usize) {
            match *item {
                Item::Word { word, look, level, text, offset } => {
                    if text != TextId::NONE {
                        line.begins.get_or_insert((text, offset));
                    }
                    let look = &self.looks[look.0 as usize];
                    let extent = self.words.measured(word);
                    let width = look.of(extent.width);
                    let piece = piece(word, (0, extent.glyph_count), width, look);
                    parts.push(part(piece, Kind::Glyphs, level, open, look));
                }
                Item::Space { look, level, .. } if has_glyphs(parts) => {
                    parts.push(self.space(look.0, level, open));
                }
                Item::Tab { to } => parts.push(blank(Kind::Tab(to))),
                Item::Fill => parts.push(blank(Kind::Fill)),
                Item::Anchor(anchor) => line.anchors.push(anchor),
                Item::Note(note) => line.notes.push(note),
                Item::Link(target) => open.link = Some(target),
                Item::EndLink => open.link = None,
                Item::Open(node) => open.nodes.push(node),
                Item::Close => {
                    open.nodes.pop();
                }
                Item::Picture(id) => {
                    let mut picture = blank(Kind::Picture(id));
                    picture.node = open.node();
                    picture.natural = self.pictures[id as usize].width.wide();
                    picture.piece.width = self.pictures[id as usize].width;
                    parts.push(picture);
                }
                Item::Space { .. } | Item::Break { .. } | Item::Line => {}
            }
        }
        while to.division.is_none() && parts.last().is_some_and(|part| part.kind == Kind::Space) {
            parts.pop();
        }
        if let (Some(division), Some(item)) = (to.division, items.get(to.item as usize)) {
            self.first_part(*item, division, open, parts, line);
        }
    }

    fn space(&self, look: u16, level: u8, open: &Open) -> Part {
        let look = &self.looks[look as usize];
        let width = look.of(self.words.measured(look.space).width);
        part(piece(look.space, (0, 1), width, look), Kind::Space, level, open, look)
    }

    /// The part of a divided word before its hyphen, with the hyphen.
    fn first_part(
        &self,
        item: Item,
        division: u16,
        open: &Open,
        parts: &mut Vec<Part>,
        line: &mut Draft,
    ) {
        let Item::Word { word, look, level, text, offset } = item else { return };
        if text != TextId::NONE {
            line.begins.get_or_insert((text, offset));
        }
        let look = &self.looks[look.0 as usize];
        let division = self.words.divisions(word)[division as usize];
        let width = look.of(division.width);
        let first = match division.parts {
            Some((before, _)) => {
                piece(before, (0, self.words.measured(before).glyph_count), width, look)
            }
            None => piece(word, (0, division.glyph), width, look),
        };
        parts.push(part(first, Kind::Glyphs, level, open, look));
        let width = look.of(self.words.measured(look.hyphen).width);
        let hyphen = piece(look.hyphen, (0, 1), width, look);
        parts.push(part(hyphen, Kind::Glyphs, level, open, look));
    }

    /// The part of a divided word after its hyphen.
    fn second_part(
        &self,
        item: Item,
        division: u16,
        open: &Open,
        parts: &mut Vec<Part>,
        line: &mut Draft,
    ) {
        let Item::Word { word, look, level, text, offset } = item else { return };
        let look = &self.looks[look.0 as usize];
        let measured = self.words.measured(word);
        let division = self.words.divisions(word)[division as usize];
        if text != TextId::NONE {
            line.begins = Some((text, offset + division.byte));
        }
        let second = match division.parts {
            Some((_, after)) => {
                let width = look.of(self.words.measured(after).width);
                piece(after, (0, self.words.measured(after).glyph_count), width, look)
            }
            None => {
                let width = look.of(measured.width) - look.of(division.width);
                let end = measured.glyph_count;
                piece(word, (division.glyph, end), width, look)
            }
        };
        parts.push(part(second, Kind::Glyphs, level, open, look));
    }

    /// Gives every part its width and place.
    fn place(
        &self,
        parts: &mut [Part],
        shape: &Shape,
        (count, is_forced): (usize, bool),
        line: &mut Draft,
    ) {
        let (width, left) = (shape.width(count), shape.left(count));
        let (hang_left, hang_right) = self.hangs(parts);
        let natural = self.natural(parts, left);
        let short = width.wide() + hang_left + hang_right - natural;
        let has_fill = parts.iter().any(|part| part.kind == Kind::Fill);
        let is_justified = shape.align == Align::Justified && !has_fill;
        let mut spare = 0;
        if (is_justified && !is_forced) || short < 0 {
            let excess = self.justify(parts, short, is_justified, line);
            line.excess = Length::narrow(excess.max(0));
        } else {
            spare = short.max(0);
        }
        let shift = match shape.align {
            Align::Centre if !has_fill => spare / 2,
            Align::Right if !has_fill => spare,
            _ => 0,
        };
        line.x = Length::narrow(left.wide() - hang_left + shift);
        let fill = if has_fill { spare } else { 0 };
        let order = visual(parts);
        let mut x = 0;
        for nth in 0..parts.len() {
            let part = &mut parts[order.as_ref().map_or(nth, |order| order[nth])];
            match part.kind {
                Kind::Tab(to) => x = x.max((to - line.x).wide()),
                Kind::Fill => x += fill,
                _ => {}
            }
            part.x = x;
            if !matches!(part.kind, Kind::Tab(_)) {
                x += part.natural;
            }
        }
    }

    /// What the first and the last glyph hang out into the margins.
    fn hangs(&self, parts: &[Part]) -> (i64, i64) {
        if !self.style.protrusion {
            return (0, 0);
        }
        let hang = |part: Option<&Part>, is_left: bool| match part {
            Some(part) if part.kind == Kind::Glyphs => {
                let measured = self.words.measured(part.piece.word);
                let whole = measured.glyph_count;
                let share = if is_left && part.piece.from == 0 {
                    measured.left_protrusion
                } else if !is_left && part.piece.to == whole {
                    measured.right_protrusion
                } else {
                    0
                };
                part.piece.size.wide() * i64::from(share) / 1000
            }
            _ => 0,
        };
        (hang(parts.first(), true), hang(parts.last(), false))
    }

    fn natural(&self, parts: &[Part], left: Length) -> i64 {
        let mut width = 0;
        for part in parts {
            width = match part.kind {
                Kind::Tab(to) => width.max((to - left).wide()),
                _ => width + part.natural,
            };
        }
        width
    }

    /// Stretches or shrinks a line by `short`; gives what it could not shrink.
    fn justify(&self, parts: &mut [Part], short: i64, is_justified: bool, line: &mut Draft) -> i64 {
        let is_glyphs = |part: &&Part| part.kind == Kind::Glyphs;
        let glyphs: i64 = parts.iter().filter(is_glyphs).map(|part| part.natural).sum();
        let spaces: i64 =
            parts.iter().filter(|part| part.kind == Kind::Space).map(|part| part.natural).sum();
        let room = if is_justified { glyphs * self.style.expansion / 1000 } else { 0 };
        let shrink = if is_justified { spaces * self.style.shrink / 100 } else { 0 };
        let mut share = (short.abs() * GLYPHS_SHARE / 100).min(room);
        if short < 0 && -short - share > shrink {
            share = (-short - shrink).min(room);
        }
        let share = share * short.signum();
        let expansion = if glyphs > 0 { share * 10_000 / glyphs } else { 0 };
        line.expansion = expansion as i16;
        let mut given = 0;
        for part in parts.iter_mut().filter(|part| part.kind == Kind::Glyphs) {
            let more = part.natural * expansion / 10_000;
            part.natural += more;
            given += more;
        }
        let want = short - given;
        let excess = (-want - shrink).max(0);
        let want = if want < 0 { want.max(-shrink) } else { want };
        let count = parts.iter().filter(|part| part.kind == Kind::Space).count() as i64;
        let mut before = 0;
        let mut position = 0;
        for part in parts.iter_mut().filter(|part| part.kind == Kind::Space) {
            position += 1;
            let upto = want * position / count;
            part.natural += upto - before;
            before = upto;
        }
        excess
    }
}

/// Makes pieces of the parts, in reading order.
fn run(parts: &[Part], line: &mut Draft, pieces: &mut Vec<Piece>) {
    pieces.clear();
    for part in parts {
        let from = Length::narrow(part.x);
        let to = Length::narrow(part.x + part.natural);
        match part.kind {
            Kind::Glyphs | Kind::Space => {
                let piece = Piece { x: from, width: to - from, ..part.piece };
                let last = line.inner.last().map_or(NodeId::NONE, |(_, node)| *node);
                if part.node != last {
                    line.inner.push((pieces.len() as u16, part.node));
                }
                pieces.push(piece);
            }
            Kind::Picture(id) => line.pictures.push((line.x + from, id)),
            Kind::Tab(_) | Kind::Fill => continue,
        }
        let (left, right) = (line.x + from, line.x + to);
        if part.is_struck {
            let y = -part.piece.size.scaled(26, 100);
            let height = part.piece.size / 18;
            line.rules.push(Rule { x: left, y, width: to - from, height });
        }
        if let Some(target) = part.link {
            match line.links.last_mut() {
                Some((_, end, last)) if *last == target && left <= *end + Length(64) => {
                    *end = (*end).max(right);
                }
                _ => line.links.push((left, right, target)),
            }
        }
    }
}
