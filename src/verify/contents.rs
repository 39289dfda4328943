//! A page's operators to the letters of its marked stretches, and to the
//! images that it shows.

use crate::verify::fonts::Fonts;
use crate::verify::letters;
use crate::verify::syntax::{self, Reader};

/// What a page says, in the order of its operators.
#[derive(Debug, Default)]
pub(crate) struct Contents {
    pub(crate) letters: String,
    /// By number of the stretch: from and to, in `letters`. A stretch that the
    /// page does not have is empty.
    pub(crate) stretches: Vec<(u32, u32)>,
    /// The images shown: their names with the slash, and the stretch that each
    /// stands in.
    pub(crate) images: Vec<(Vec<u8>, Option<u32>)>,
}

/// What a marked stretch is.
enum Mark {
    /// For the eye alone.
    Artifact,
    /// A node of the structure: its number, and where its letters begin.
    Node(u32, usize),
    /// It reads as it says, whatever its glyphs are.
    Instead,
    /// Its glyphs stand in the order in which they are seen: what each reads.
    Reversed(Vec<String>),
    Other,
}

/// Reads a page's streams, one after the other.
pub(crate) struct Scanner<'f, 'o> {
    fonts: &'f Fonts<'o>,
    font: Option<usize>,
    marks: Vec<Mark>,
    contents: Contents,
}

impl<'f, 'o> Scanner<'f, 'o> {
    pub(crate) fn new(fonts: &'f Fonts<'o>) -> Scanner<'f, 'o> {
        Scanner { fonts, font: None, marks: Vec::new(), contents: Contents::default() }
    }

    /// What the page says.
    pub(crate) fn finish(self) -> Contents {
        self.contents
    }

    /// Reads the operators of a stream.
    pub(crate) fn read(&mut self, data: &[u8]) {
        let mut reader = Reader::new(data);
        // The last name and dictionary, which some operators want.
        let mut name: &[u8] = b"";
        let mut dictionary: &[u8] = b"";
        while let Some(byte) = data.get(reader.at) {
            match byte {
                b'(' => self.literal(&mut reader),
                b'[' | b']' | 0..=32 => reader.at += 1,
                b'0'..=b'9' | b'.' | b'-' | b'+' => {
                    reader.at += 1;
                    while data.get(reader.at).is_some_and(|byte| syntax::is_regular(*byte)) {
                        reader.at += 1;
                    }
                }
                _ => {
                    let Some(token) = reader.token() else { return };
                    match token {
                        [b'/', ..] => name = token,
                        [b'<', b'<', ..] => dictionary = token,
                        [b'<', ..] => self.codes(&syntax::string(token)),
                        [b'T', b'f'] => self.font = self.fonts.find(name),
                        [b'B', b'M', b'C'] => self.begin(name, b"<<>>"),
                        [b'B', b'D', b'C'] => self.begin(name, dictionary),
                        [b'E', b'M', b'C'] => self.end(),
                        [b'D', b'o'] => self.image(name),
                        _ => {}
                    }
                }
            }
        }
    }

    fn begin(&mut self, tag: &[u8], dictionary: &[u8]) {
        let from = self.contents.letters.len();
        let number = syntax::get(dictionary, b"/MCID").and_then(syntax::number);
        let instead = syntax::get(dictionary, b"/ActualText");
        let mark = match (tag, number, instead) {
            (b"/Artifact", ..) => Mark::Artifact,
            (_, Some(number), _) => Mark::Node(number, from),
            (_, None, Some(text)) => {
                self.push(&syntax::text(&syntax::string(text)));
                Mark::Instead
            }
            (b"/ReversedChars", ..) => Mark::Reversed(Vec::new()),
            _ => Mark::Other,
        };
        self.marks.push(mark);
    }

    fn end(&mut self) {
        match self.marks.pop() {
            Some(Mark::Reversed(texts)) => {
                for text in texts.iter().rev() {
                    self.push(text);
                }
            }
            Some(Mark::Node(number, from)) => {
                let stretches = &mut self.contents.stretches;
                let count = stretches.len().max(number as usize + 1);
                stretches.resize(count, (0, 0));
                stretches[number as usize] = (from as u32, self.contents.letters.len() as u32);
            }
            _ => {}
        }
    }

    /// Adds letters, unless only the eye is to have them or others stand for
    /// them.
    fn push(&mut self, text: &str) {
        if self.is_read() {
            letters::push(text, &mut self.contents.letters);
        }
    }

    fn is_read(&self) -> bool {
        let is_silent = |mark: &Mark| matches!(mark, Mark::Artifact | Mark::Instead);
        self.marks.iter().any(|mark| matches!(mark, Mark::Node(..)))
            && !self.marks.iter().any(is_silent)
    }

    /// Shows a string in parentheses.
    fn literal(&mut self, reader: &mut Reader<'_>) {
        let data = reader.data;
        let mut at = reader.at + 1;
        let mut bytes = Vec::new();
        let mut is_escaped = false;
        let start = at;
        // Most strings need no escape: then their codes are read in place.
        while let Some(byte) = data.get(at) {
            match byte {
                b')' => break,
                b'\\' | b'(' => {
                    bytes.extend_from_slice(&data[start..at]);
                    is_escaped = true;
                    break;
                }
                _ => at += 1,
            }
        }
        if is_escaped {
            let mut depth = 0;
            while let Some(byte) = data.get(at) {
                match byte {
                    b')' if depth == 0 => break,
                    b')' => depth -= 1,
                    b'(' => depth += 1,
                    _ => {}
                }
                at += syntax::literal(&data[at..], &mut bytes);
            }
            self.codes(&bytes);
        } else {
            self.codes(&data[start..at.min(data.len())]);
        }
        reader.at = (at + 1).min(data.len());
    }

    /// Shows glyphs by their codes.
    fn codes(&mut self, codes: &[u8]) {
        let Some(font) = self.font.map(|font| self.fonts.get(font)) else { return };
        if !self.is_read() {
            return;
        }
        let codes = codes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
        match self.marks.last_mut() {
            Some(Mark::Reversed(texts)) => texts.extend(codes.map(|code| {
                let mut text = String::new();
                font.push(code, &mut text);
                text
            })),
            _ => codes.for_each(|code| font.push(code, &mut self.contents.letters)),
        }
    }

    fn image(&mut self, name: &[u8]) {
        let number = self.marks.iter().rev().find_map(|mark| match mark {
            Mark::Node(number, _) => Some(*number),
            _ => None,
        });
        self.contents.images.push((name.to_vec(), number));
    }
}

#[cfg(test)]
mod tests {
    use super::Scanner;
    use crate::verify::fonts::{Font, Fonts};

    /// Reads operators with one font, `/T0`, whose codes are letters.
    #[track_caller]
    fn check(operators: &str, letters: &str, stretches: &[(u32, u32)]) {
        let fonts = Fonts::of(b"/T0", Font::latin());
        let mut scanner = Scanner::new(&fonts);
        scanner.read(operators.as_bytes());
        let contents = scanner.finish();
        assert_eq!((contents.letters.as_str(), &contents.stretches[..]), (letters, stretches));
    }

    #[test]
    fn only_what_is_marked_is_read() {
        let text = "/Artifact BMC /T0 9 Tf [(\0a)]TJ EMC BT [(\0b)]TJ ET \
            /P<</MCID 1>>BDC BT [(\0c)-30(\0d)]TJ (\0e)Tj ET EMC /P<</MCID 0>>BDC (\0f)Tj EMC";
        check(text, "cdef", &[(3, 4), (0, 3)]);
    }

    #[test]
    fn other_words_stand_for_glyphs() {
        let text = "/T0 9 Tf /P<</MCID 0>>BDC /Span<</ActualText<FEFF00410042>>>BDC (\0c)Tj EMC \
            (\0\\()Tj /ReversedChars BMC (\0d\0e)Tj EMC EMC";
        check(text, "AB(ed", &[(0, 5)]);
    }
}
