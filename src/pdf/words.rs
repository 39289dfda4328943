//! Words as they stand in a page's stream, made once for all their uses.

use crate::model::pages::{FaceId, Pages, Piece, Word};
use crate::pdf::clusters::Speech;
use crate::pdf::codes::{Code, Codes};
use crate::pdf::faces::Face;
use crate::pdf::syntax;

/// Every word of the book, ready to be copied into a stream.
pub struct Words<'a> {
    pub pages: &'a Pages,
    pub codes: &'a Codes,
    /// By `FaceId`, by code, in 1/1000 em: as `/W` has them.
    widths: &'a [Vec<i32>],
    /// By `WordId`.
    entries: Vec<Entry>,
    operands: Vec<u8>,
}

/// What most uses of a word need, close together: pages show words in no order
/// that a cache could foresee.
struct Entry {
    /// Where its operand begins and ends; the same where it has none.
    start: u32,
    end: u32,
    /// How far the operand moves the pen, in 1/1000 em.
    moved: i32,
    glyph_count: u32,
    face: FaceId,
    is_right_to_left: bool,
}

/// What shows a whole word, within an open string.
#[derive(Clone, Copy)]
pub struct Operand {
    start: u32,
    end: u32,
    /// How far it moves the pen, in 1/1000 em.
    pub moved: i32,
}

impl<'a> Words<'a> {
    /// Encodes the words of `pages`.
    pub fn new(pages: &'a Pages, codes: &'a Codes, widths: &'a [Vec<i32>]) -> Words<'a> {
        let mut words = Words {
            pages,
            codes,
            widths,
            entries: Vec::with_capacity(pages.words.len()),
            // Two bytes a glyph, and some kerning.
            operands: Vec::with_capacity(codes.count() * 3),
        };
        for (at, word) in pages.words.iter().enumerate() {
            let start = words.operands.len() as u32;
            let moved = match is_plain(word, codes.speech(at)) {
                true => words.encode(word, at),
                false => 0,
            };
            words.entries.push(Entry {
                start,
                end: words.operands.len() as u32,
                moved,
                glyph_count: word.glyphs.len() as u32,
                face: word.face,
                is_right_to_left: word.is_right_to_left,
            });
        }
        words
    }

    /// What goes into a `TJ` for a whole word; none for a word that must be
    /// taken glyph by glyph.
    pub fn operand(&self, word: usize) -> Option<Operand> {
        let Entry { start, end, moved, .. } = self.entries[word];
        (start < end).then_some(Operand { start, end, moved })
    }

    /// The same for a piece that is a whole word and needs nothing else, as
    /// most are.
    pub fn whole(&self, piece: &Piece) -> Option<Operand> {
        let entry = &self.entries[piece.word.0 as usize];
        let is_whole = piece.from == 0 && u32::from(piece.to) >= entry.glyph_count;
        let is_alone = !entry.is_right_to_left || entry.glyph_count == 1;
        if is_whole && is_alone { self.operand(piece.word.0 as usize) } else { None }
    }

    /// Adds an operand to an open string. Most are short: so many bytes are
    /// copied at once, and those too many taken back again, which is quicker
    /// than to copy as many as there are.
    pub fn write(&self, operand: Operand, out: &mut Vec<u8>) {
        const AT_ONCE: usize = 32;
        let length = (operand.end - operand.start) as usize;
        let from = &self.operands[operand.start as usize..];
        match from.first_chunk::<AT_ONCE>() {
            Some(bytes) if length <= AT_ONCE => {
                let end = out.len() + length;
                out.extend_from_slice(bytes);
                out.truncate(end);
            }
            _ => out.extend_from_slice(&from[..length]),
        }
    }

    /// The face of a piece; none where its word is not there.
    pub fn face(&self, piece: &Piece) -> Option<FaceId> {
        Some(self.entries.get(piece.word.0 as usize)?.face)
    }

    /// How far a viewer's pen moves for a code.
    pub fn width(&self, face: FaceId, code: u16) -> i32 {
        self.widths[usize::from(face.0)][usize::from(code)]
    }

    fn encode(&mut self, word: &Word, at: usize) -> i32 {
        let mut pen = 0;
        let mut target = 0;
        for (glyph, code) in word.glyphs.iter().zip(self.codes.of(at)) {
            if pen != target {
                adjust(&mut self.operands, i64::from(pen - target));
                pen = target;
            }
            for byte in code.to_be_bytes() {
                syntax::literal_byte(&mut self.operands, byte);
            }
            pen += self.width(word.face, *code);
            target += glyph.advance;
        }
        pen
    }
}

/// By `FaceId`, by code: how far a viewer's pen moves, in 1/1000 em.
pub fn widths(codes: &Codes, faces: &[Option<Face>]) -> Vec<Vec<i32>> {
    let faces = codes.faces.iter().zip(faces);
    faces.map(|(codes, face)| of_face(&codes.codes, face.as_ref())).collect()
}

/// Moves the pen back by `by`, in 1/1000 em, between two strings.
pub fn adjust(out: &mut Vec<u8>, by: i64) {
    out.push(b')');
    syntax::integer(out, by);
    out.push(b'(');
}

/// Whether a word is a row of glyphs on the baseline that read as they stand.
fn is_plain(word: &Word, speech: Speech) -> bool {
    speech == Speech::Plain
        && word.glyphs.iter().all(|glyph| glyph.x_offset == 0 && glyph.y_offset == 0)
}

/// The widths of glyphs by their codes; none for a font that is not there.
fn of_face(codes: &[Code], face: Option<&Face>) -> Vec<i32> {
    let count = codes.last().map_or(0, |last| usize::from(last.number) + 1);
    let mut widths = vec![0; count];
    for code in codes {
        let width = face.and_then(|face| face.widths.get(usize::from(code.glyph)));
        widths[usize::from(code.number)] = width.copied().unwrap_or(0);
    }
    widths
}
