//! Which way text runs: the bidirectional algorithm (UAX 9).

use unicode_bidi::{BidiInfo, Level};

use crate::model::book::Reference;
use crate::model::language::Language;
use crate::model::text::Inline;

/// The embedding level of each byte of the text nodes, in their order; empty
/// where everything runs from left to right.
pub(crate) fn levels(text: &[Inline<Reference>], language: &Language) -> Vec<Level> {
    if !has_right_to_left(text) {
        return Vec::new();
    }
    let mut all = Isolated::default();
    all.gather(text);
    let base = if language.is_right_to_left() { Level::rtl() } else { Level::ltr() };
    let levels = BidiInfo::new(&all.text, Some(base)).levels;
    let mut own = Vec::with_capacity(levels.len());
    let mut from = 0;
    for mark in all.marks {
        own.extend_from_slice(&levels[from..mark]);
        from = mark + MARK_LENGTH;
    }
    own.extend_from_slice(&levels[from..]);
    own
}

/// Bytes of the characters that begin and end an isolate.
const MARK_LENGTH: usize = 3;

/// The text nodes joined, each span of a language isolated from its
/// neighbours, as the ebook has it: its closing mark stands at its own end.
#[derive(Default)]
struct Isolated {
    text: String,
    /// Where the characters stand that no node has.
    marks: Vec<usize>,
}

impl Isolated {
    fn gather(&mut self, text: &[Inline<Reference>]) {
        for inline in text {
            match inline {
                Inline::Text(node) => self.text.push_str(&node.text),
                Inline::LineBreak | Inline::Image { .. } => {}
                Inline::Foreign { language, content } => {
                    let is_right_to_left = language.is_right_to_left();
                    self.mark(if is_right_to_left { '\u{2067}' } else { '\u{2066}' });
                    self.gather(content);
                    self.mark('\u{2069}');
                }
                Inline::Styled { content, .. } | Inline::Reference { content, .. } => {
                    self.gather(content);
                }
            }
        }
    }

    fn mark(&mut self, mark: char) {
        self.marks.push(self.text.len());
        self.text.push(mark);
    }
}

/// Whether a character of Hebrew, Arabic or their kin is in the text.
fn has_right_to_left(text: &[Inline<Reference>]) -> bool {
    text.iter().any(|inline| match inline {
        Inline::Text(node) => {
            may_be_right_to_left(&node.text)
                && node.text.chars().any(|character| {
                    ('\u{590}'..='\u{8ff}').contains(&character)
                        || ('\u{fb1d}'..='\u{fefc}').contains(&character)
                })
        }
        Inline::LineBreak | Inline::Image { .. } => false,
        Inline::Styled { content, .. }
        | Inline::Foreign { content, .. }
        | Inline::Reference { content, .. } => has_right_to_left(content),
    })
}

/// Whether a byte is in the text with which such characters begin: so many are
/// looked at together, which is quicker than to stop at the first.
fn may_be_right_to_left(text: &str) -> bool {
    const AT_ONCE: usize = 64;
    let first = |byte: u8| u8::from(matches!(byte, 0xd6..=0xe0 | 0xef));
    let mut stretches = text.as_bytes().chunks(AT_ONCE);
    stretches.any(|bytes| bytes.iter().fold(0, |found, byte| found | first(*byte)) != 0)
}

#[cfg(test)]
mod tests {
    use super::levels;
    use crate::model::language::Language;
    use crate::model::source::{FileId, Span};
    use crate::model::text::{Inline, Text, TextId};

    #[test]
    fn a_span_of_a_language_ends_with_its_own_mark() {
        let node = |text: &str| {
            let span = Span::new(FileId(0), 0, 0);
            Inline::Text(Text { id: TextId::NONE, text: text.into(), span })
        };
        let hebrew = Language::new("he").expect("a language");
        let text = [
            node("a "),
            Inline::Foreign { language: hebrew, content: vec![node("\u{5e9}!")] },
            node("!"),
        ];
        let levels = levels(&text, &Language::english());
        let numbers: Vec<u8> = levels.iter().map(|level| level.number()).collect();
        assert_eq!(numbers, [0, 0, 1, 1, 1, 0]);
    }
}
