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
    let mut all = String::new();
    gather(text, &mut all);
    let base = if language.is_right_to_left() { Level::rtl() } else { Level::ltr() };
    BidiInfo::new(&all, Some(base)).levels
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

/// Whether a byte is in the text with which such characters begin: all bytes
/// are looked at, which is quicker than to stop at the first.
fn may_be_right_to_left(text: &str) -> bool {
    let is_first = |byte: u8| matches!(byte, 0xd6..=0xe0 | 0xef);
    text.bytes().fold(false, |found, byte| found | is_first(byte))
}

fn gather(text: &[Inline<Reference>], all: &mut String) {
    for inline in text {
        match inline {
            Inline::Text(node) => all.push_str(&node.text),
            Inline::LineBreak | Inline::Image { .. } => {}
            Inline::Styled { content, .. }
            | Inline::Foreign { content, .. }
            | Inline::Reference { content, .. } => gather(content, all),
        }
    }
}
