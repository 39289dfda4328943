//! XHTML under way: escaped text, with holes for what is known only when every
//! file is written.

use crate::model::book::{AnchorId, SectionId};

/// Text of one file. Holes come in rising order of their place.
#[derive(Clone, Debug, Default)]
pub(crate) struct Xhtml {
    text: String,
    holes: Vec<Hole>,
}

/// A byte of the text at which something is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Hole {
    pub(crate) at: usize,
    pub(crate) fill: Fill,
}

/// What goes into a hole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fill {
    /// The address of an anchor, within an attribute.
    Anchor(AnchorId),
    /// The address of a section's file, within an attribute.
    Section(SectionId),
    /// The marker of a printed page (a position in `Pages::pages`), or nothing.
    Page(u32),
}

impl Xhtml {
    /// Adds markup as it is.
    pub(crate) fn raw(&mut self, markup: &str) {
        self.text.push_str(markup);
    }

    /// Adds characters.
    pub(crate) fn text(&mut self, text: &str) {
        escape(text, &mut self.text);
    }

    /// Adds ` name="value"`.
    pub(crate) fn attribute(&mut self, name: &str, value: &str) {
        self.text.push(' ');
        self.text.push_str(name);
        self.text.push_str("=\"");
        escape(value, &mut self.text);
        self.text.push('"');
    }

    /// Adds ` href="…"` with an address that is filled in later.
    pub(crate) fn href(&mut self, fill: Fill) {
        self.text.push_str(" href=\"");
        self.hole(fill);
        self.text.push('"');
    }

    /// Leaves a hole here.
    pub(crate) fn hole(&mut self, fill: Fill) {
        self.holes.push(Hole { at: self.text.len(), fill });
    }

    /// Parts of the text, one more than `cuts`, which rise.
    pub(crate) fn divided(self, cuts: &[usize]) -> Vec<Xhtml> {
        let ends = cuts.iter().copied().chain([self.text.len()]);
        let mut holes = self.holes.iter().peekable();
        let mut from = 0;
        let mut parts = Vec::with_capacity(cuts.len() + 1);
        for to in ends {
            let mut part = Xhtml { text: self.text[from..to].to_string(), holes: Vec::new() };
            while let Some(hole) = holes.next_if(|hole| hole.at < to || to == self.text.len()) {
                part.holes.push(Hole { at: hole.at - from, ..*hole });
            }
            parts.push(part);
            from = to;
        }
        parts
    }

    /// The same with other addresses for links within the file: `address` has
    /// one for an identifier, or the link stays as it is.
    pub(crate) fn relinked(&self, address: impl Fn(&str) -> Option<String>) -> Xhtml {
        const LINK: &str = " href=\"#";
        let mut relinked = Xhtml::default();
        let mut holes = self.holes.iter().peekable();
        let mut from = 0;
        let mut copy = |to: usize, from: &mut usize, relinked: &mut Xhtml| {
            while let Some(hole) = holes.next_if(|hole| hole.at <= to) {
                relinked.raw(&self.text[*from..hole.at]);
                relinked.hole(hole.fill);
                *from = hole.at;
            }
            relinked.raw(&self.text[*from..to]);
            *from = to;
        };
        for (at, _) in self.text.match_indices(LINK) {
            let start = at + LINK.len();
            let length = self.text[start..].find('"').unwrap_or(0);
            if let Some(address) = address(&self.text[start..start + length]) {
                copy(start - 1, &mut from, &mut relinked);
                relinked.raw(&address);
                from = start + length;
            }
        }
        copy(self.text.len(), &mut from, &mut relinked);
        relinked
    }

    /// The text with its holes still open.
    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// The holes, in order.
    pub(crate) fn holes(&self) -> &[Hole] {
        &self.holes
    }
}

/// By byte, whether it stands for itself: nearly all do.
const IS_PLAIN: [bool; 256] = {
    let mut is_plain = [true; 256];
    let mut byte = 0;
    while byte < 256 {
        is_plain[byte] = !matches!(byte as u8, b'&' | b'<' | b'>' | b'"' | 0..0x20 | 0xef);
        byte += 1;
    }
    is_plain
};

/// Adds `text` to `to`, fit for elements and for attributes.
///
/// Characters that XML forbids are left out, so that no manuscript can make a
/// file that no reader opens.
pub(crate) fn escape(text: &str, to: &mut String) {
    let bytes = text.as_bytes();
    let mut from = 0;
    for (at, byte) in bytes.iter().enumerate() {
        if IS_PLAIN[usize::from(*byte)] {
            continue;
        }
        let (replacement, length) = match byte {
            b'&' => ("&amp;", 1),
            b'<' => ("&lt;", 1),
            b'>' => ("&gt;", 1),
            b'"' => ("&quot;", 1),
            b'\t' | b'\n' | b'\r' => continue,
            0..0x20 => ("", 1),
            // U+FFFE and U+FFFF.
            0xEF if bytes[at + 1] == 0xBF && bytes[at + 2] >= 0xBE => ("", 3),
            _ => continue,
        };
        to.push_str(&text[from..at]);
        to.push_str(replacement);
        from = at + length;
    }
    to.push_str(&text[from..]);
}

/// `text` escaped, as a string of its own.
pub(crate) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    escape(text, &mut escaped);
    escaped
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[track_caller]
    fn check(text: &str, markup: &str) {
        assert_eq!(escaped(text), markup);
    }

    #[test]
    fn markup_is_escaped() {
        check("a < b & \"c\" > d", "a &lt; b &amp; &quot;c&quot; &gt; d");
        check("tête-à-tête", "tête-à-tête");
    }

    #[test]
    fn what_xml_forbids_is_left_out() {
        check("a\u{0}b\u{1b}c\td\n", "abc\td\n");
        check("a\u{FFFE}b\u{FFFF}c\u{FFFD}", "abc\u{FFFD}");
    }
}
