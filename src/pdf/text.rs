//! Text streams: a page's lines to operators that show its glyphs.
//!
//! A viewer's pen moves by the fonts' widths; ours by what the typesetter
//! measured. Where the two differ, the difference is written between two
//! strings, always computed from the start of the run, so that nothing drifts.
//!
//! A stream is one text object, and each line begins where the one before it
//! did, but for what is between them: few bytes, and much the same in all lines.

use std::ops::Range;

use crate::model::length::Length;
use crate::model::pages::{FaceId, Glyph, Line, Piece, Word};
use crate::model::structure::NodeId;
use crate::pdf::clusters::{self, Speech};
use crate::pdf::marks::{self, Mark};
use crate::pdf::syntax;
use crate::pdf::words::{self, Operand, Words};

/// Adjustments beyond this, in 1/1000 em, are written as moves: some readers
/// take 16 bits and no more.
const LARGEST_ADJUSTMENT: i64 = 20_000;

/// Writes `lines` as operators that leave the graphics state as they found it.
///
/// Stretches that are nodes of the structure are marked and added to `marks`;
/// without a list of them, all of it is for the eye only.
pub fn stream(lines: &[Line], words: &Words, marks: Option<&mut Vec<Mark>>, out: &mut Vec<u8>) {
    if lines.iter().all(|line| line.pieces.is_empty()) {
        return;
    }
    let height = words.pages.height;
    let (face, rise) = (None, Length::ZERO);
    let (at, marked) = ((0, 0), None);
    let mut writer = Writer { words, out, at, face, expansion: 0, rise, marks, marked };
    writer.out.extend_from_slice(b"q\nBT\n");
    for line in lines {
        writer.line(line, height);
    }
    if writer.marked.is_some() {
        writer.out.extend_from_slice(b"EMC\n");
    }
    writer.out.extend_from_slice(b"ET\nQ\n");
}

/// The name under which pages know a face.
pub fn font_name(face: FaceId) -> String {
    format!("T{}", face.0)
}

/// The text state, and where the stream goes.
struct Writer<'s, 'w> {
    words: &'s Words<'w>,
    out: &'s mut Vec<u8>,
    /// Where the last `Td` led, in 1/1000 pt.
    at: (i64, i64),
    face: Option<(FaceId, Length)>,
    expansion: i16,
    rise: Length,
    marks: Option<&'s mut Vec<Mark>>,
    /// The mark that is open: it encloses whole strings.
    marked: Option<Mark>,
}

/// A stretch of a line in one face, size and rise.
struct Run {
    face: FaceId,
    size: Length,
    rise: Length,
    /// Where it began, from the line's left edge.
    x: Length,
    /// Where the viewer's pen is, in 1/1000 em from there.
    pen: i64,
    /// What turns lengths to 1/1000 em, by size and expansion.
    scale: f64,
    array: Array,
}

/// How far a word may stand from its place, in 1/1000 em: an eightieth of a
/// point in text faces of 12 pt. What is left is made up for by a later word.
const SLACK: i64 = 1;

/// Where in a `TJ` we are.
#[derive(PartialEq)]
enum Array {
    Closed,
    /// A string was opened and holds nothing yet.
    Empty,
    Open,
}

impl Run {
    /// A place in the line as 1/1000 em from the run's start, to the nearest.
    fn place(&self, x: Length) -> i64 {
        ((x.wide() - self.x.wide()) as f64 * self.scale).round() as i64
    }

    /// The place of a piece that belongs to the run.
    fn continued(&self, piece: &Piece, face: FaceId) -> Option<i64> {
        let is_alike = self.face == face && self.size == piece.size && self.rise == piece.rise;
        let place = is_alike.then(|| self.place(piece.x))?;
        ((place - self.pen).abs() <= LARGEST_ADJUSTMENT).then_some(place)
    }
}

impl Writer<'_, '_> {
    fn line(&mut self, line: &Line, height: Length) {
        let mut run: Option<Run> = None;
        let y = syntax::thousandths(height - line.baseline);
        let mut inner = line.inner.iter().peekable();
        let own = if self.marks.is_some() { line.node } else { NodeId::ARTIFACT };
        let mut mark = Mark { node: own, block: own };
        for (position, piece) in line.pieces.iter().enumerate() {
            let Some(face) = self.words.face(piece) else { continue };
            while let Some((_, node)) = inner.next_if(|(at, _)| usize::from(*at) <= position) {
                mark.node = if node.is_some() && self.marks.is_some() { *node } else { own };
            }
            if self.marked != Some(mark) {
                if let Some(run) = &mut run {
                    self.close(run);
                }
                self.begin(mark);
            }
            let place = run.as_ref().and_then(|run| run.continued(piece, face));
            let current = match run.take() {
                Some(run) if place.is_some() => run,
                previous => {
                    if let Some(mut run) = previous {
                        self.close(&mut run);
                    }
                    self.state(face, piece, line.expansion);
                    self.go((syntax::thousandths(line.x + piece.x), y));
                    start(face, piece, line.expansion)
                }
            };
            let current = run.insert(current);
            self.piece(piece, place.unwrap_or(0), current);
        }
        if let Some(mut run) = run {
            self.close(&mut run);
        }
    }

    /// Begins a run at a place, in 1/1000 pt.
    fn go(&mut self, (x, y): (i64, i64)) {
        syntax::decimal(self.out, x - self.at.0);
        self.out.push(b' ');
        syntax::decimal(self.out, y - self.at.1);
        self.out.extend_from_slice(b" Td\n");
        self.at = (x, y);
    }

    /// Begins a marked stretch where another one ends.
    fn begin(&mut self, mark: Mark) {
        if self.marked.is_some() {
            self.out.extend_from_slice(b"EMC\n");
        }
        self.marked = Some(mark);
        let number = self.marks.as_ref().map_or(0, |marks| marks.len());
        marks::begin(self.out, &self.words.pages.structure, mark.node, number);
        if let Some(marks) = self.marks.as_mut().filter(|_| mark.node.is_some()) {
            marks.push(mark);
        }
    }

    /// Sets what of face, size, expansion and rise is not set yet.
    fn state(&mut self, face: FaceId, piece: &Piece, expansion: i16) {
        if self.face != Some((face, piece.size)) {
            syntax::name(self.out, font_name(face).as_bytes());
            self.out.push(b' ');
            syntax::length(self.out, piece.size);
            self.out.extend_from_slice(b" Tf\n");
            self.face = Some((face, piece.size));
        }
        if self.expansion != expansion {
            syntax::decimal(self.out, (10_000 + i64::from(expansion)) * 10);
            self.out.extend_from_slice(b" Tz\n");
            self.expansion = expansion;
        }
        self.set_rise(piece.rise);
    }

    fn set_rise(&mut self, rise: Length) {
        if self.rise != rise {
            syntax::length(self.out, rise);
            self.out.extend_from_slice(b" Ts\n");
            self.rise = rise;
        }
    }

    /// Shows a piece at its place in the run.
    fn piece(&mut self, piece: &Piece, place: i64, run: &mut Run) {
        if let Some(whole) = self.words.whole(piece) {
            return self.whole(whole, place, run);
        }
        let word = &self.words.pages.words[piece.word.0 as usize];
        let range = usize::from(piece.from)..usize::from(piece.to).min(word.glyphs.len());
        let is_marked = self.mark(piece, word, range.clone(), run);
        let whole = self.words.operand(piece.word.0 as usize);
        match whole.filter(|_| range == (0..word.glyphs.len())) {
            Some(whole) => self.whole(whole, place, run),
            None => self.glyphs(piece, word, range, run),
        }
        if is_marked {
            self.close(run);
            self.out.extend_from_slice(b"EMC\n");
        }
    }

    /// Shows a whole word by its operand.
    fn whole(&mut self, operand: Operand, place: i64, run: &mut Run) {
        self.open(run, place);
        self.words.write(operand, self.out);
        run.array = Array::Open;
        run.pen += i64::from(operand.moved);
    }

    /// Says how the glyphs of a word are read where they do not say it
    /// themselves; tells whether that was so.
    ///
    /// Words from right to left get no `ActualText`: readers take all they
    /// find for glyphs from left to right, and turn it round (poppler 22.12).
    fn mark(&mut self, piece: &Piece, word: &Word, range: Range<usize>, run: &mut Run) -> bool {
        if range.is_empty() {
            return false;
        }
        if self.words.codes.speech(piece.word.0 as usize) == Speech::NeedsActualText {
            self.close(run);
            self.out.extend_from_slice(b"/Span<</ActualText<FEFF");
            syntax::utf16(self.out, clusters::text_of(word, range));
            self.out.extend_from_slice(b">>>BDC\n");
        } else if word.is_right_to_left && range.len() > 1 && !is_pointed(word, &range) {
            self.close(run);
            self.out.extend_from_slice(b"/ReversedChars BMC\n");
        } else {
            return false;
        }
        true
    }

    /// Shows glyphs one by one: some stand off the line, or not all are shown.
    fn glyphs(&mut self, piece: &Piece, word: &Word, range: Range<usize>, run: &mut Run) {
        let codes = self.words.codes.of(piece.word.0 as usize);
        let mut origin = run.place(piece.x);
        let mut shown: Vec<(&Glyph, u16, i64)> = Vec::with_capacity(range.len());
        for (glyph, code) in word.glyphs.iter().zip(codes).take(range.end).skip(range.start) {
            shown.push((glyph, *code, origin + i64::from(glyph.x_offset)));
            origin += i64::from(glyph.advance);
        }
        // Letters with points are shown in the order in which they are read.
        if word.is_right_to_left && is_pointed(word, &range) {
            shown.reverse();
        }
        for (glyph, code, place) in shown {
            self.lift(run, glyph.y_offset);
            self.open(run, place);
            for byte in code.to_be_bytes() {
                syntax::literal_byte(self.out, byte);
            }
            run.array = Array::Open;
            run.pen += i64::from(self.words.width(word.face, code));
        }
        self.lift(run, 0);
    }

    /// Raises what follows by `offset`, in 1/1000 em, above the run's rise.
    fn lift(&mut self, run: &mut Run, offset: i32) {
        let rise = run.rise + run.size.scaled(i64::from(offset), 1000);
        if rise != self.rise {
            self.close(run);
            self.set_rise(rise);
        }
    }

    /// Leaves a string open, with the pen at `target`.
    fn open(&mut self, run: &mut Run, target: i64) {
        if run.array == Array::Closed {
            self.out.extend_from_slice(b"[(");
            run.array = Array::Empty;
        }
        if (run.pen - target).abs() > SLACK {
            if run.array == Array::Empty {
                self.out.pop();
                syntax::integer(self.out, run.pen - target);
                self.out.push(b'(');
            } else {
                words::adjust(self.out, run.pen - target);
            }
            run.pen = target;
            run.array = Array::Empty;
        }
    }

    fn close(&mut self, run: &mut Run) {
        match run.array {
            Array::Closed => return,
            Array::Open => self.out.extend_from_slice(b")]TJ\n"),
            Array::Empty => {
                self.out.pop();
                self.out.extend_from_slice(b"]TJ\n");
            }
        }
        run.array = Array::Closed;
    }
}

/// Whether glyphs stand off the line, so that one string cannot show them all.
fn is_pointed(word: &Word, range: &Range<usize>) -> bool {
    word.glyphs[range.clone()].iter().any(|glyph| glyph.y_offset != 0)
}

fn start(face: FaceId, piece: &Piece, expansion: i16) -> Run {
    Run {
        face,
        size: piece.size,
        rise: piece.rise,
        x: piece.x,
        pen: 0,
        scale: 10_000_000.0 / (piece.size.wide() * (10_000 + i64::from(expansion))).max(1) as f64,
        array: Array::Closed,
    }
}
