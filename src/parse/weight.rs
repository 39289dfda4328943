//! How much a book holds: more than the largest there are is refused before it
//! is read, so that no text can ask for more memory than a machine has.

use std::ops::ControlFlow;

use crate::model::diagnostic::Diagnostics;
use crate::model::source::{FileId, Span};
use crate::parse::context::Context;

/// What all chapters may weigh together. A plain text weighs an eighth of its
/// bytes; what makes elements weighs what they cost beyond that, in pages,
/// links, index entries. A book of a million words with twenty thousand notes
/// weighs a million and a half.
const MOST: u64 = 4_000_000;

/// What an item, a heading or a figure weighs beside its line.
const BLOCK: u64 = 12;

/// The longest stretch without a blank line, in bytes: a long chapter set as
/// one paragraph. A paragraph is broken as a whole.
const LONGEST: usize = 2_000_000;

/// Whether the chapters are such as a book can have; reports `too-much-text`
/// at the place where it is passed.
pub fn is_bearable(files: &[FileId], context: &Context<'_>, diagnostics: &mut Diagnostics) -> bool {
    let mut spent = 0;
    for file in files {
        let text = context.inputs.sources.file(*file).text.as_bytes();
        let found = weighed(text, &mut spent);
        let ControlFlow::Break((at, message, help)) = found else { continue };
        diagnostics.error("too-much-text", Span::new(*file, at, at + 1), message).help(help);
        return false;
    }
    true
}

type Excess = (usize, &'static str, &'static str);

/// Adds the weight of a text to what is spent; ends where it is too much.
fn weighed(text: &[u8], spent: &mut u64) -> ControlFlow<Excess> {
    let mut paragraph = 0;
    let mut line = 0;
    for chunk in text.chunk_by(|before, _| *before != b'\n') {
        let end = line + chunk.len();
        if chunk.trim_ascii().is_empty() {
            paragraph = end;
        } else if end - paragraph > LONGEST {
            return ControlFlow::Break((
                paragraph,
                "a paragraph of more than 2 MB begins here",
                "put blank lines between paragraphs",
            ));
        }
        let marks: u64 = chunk.iter().map(|byte| u64::from(WEIGHTS[usize::from(*byte)])).sum();
        // Items, headings, figures: they cost more than a line.
        let is_block = matches!(chunk.trim_ascii_start(), [b'-' | b'+' | b'*' | b'#' | b'!', ..]);
        *spent += marks + chunk.len() as u64 / 8 + if is_block { BLOCK } else { 0 };
        if *spent > MOST {
            return ControlFlow::Break((
                line,
                "here the book becomes larger than any that can be made",
                "divide it into volumes: one has room for two million words, or for tens of \
                 thousands of notes and tags",
            ));
        }
        line = end;
    }
    ControlFlow::Continue(())
}

/// By byte: a table is quicker than its rule.
const WEIGHTS: [u8; 256] = {
    let mut weights = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        weights[byte] = weight(byte as u8);
        byte += 1;
    }
    weights
};

/// What a character costs beside its byte: measured with books that hold
/// nothing but tags, notes, citations, cells, lines.
const fn weight(byte: u8) -> u8 {
    match byte {
        b'\n' => 6,
        b'|' => 5,
        b'[' | b'^' | b'\\' => 3,
        b']' | b'*' | b'_' | b'`' | b'~' | b'<' | b'&' | b'!' => 2,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::weighed;

    #[track_caller]
    fn check(text: &str, place: Option<usize>) {
        let found = match weighed(text.as_bytes(), &mut 0) {
            ControlFlow::Break((at, ..)) => Some(at),
            ControlFlow::Continue(()) => None,
        };
        assert_eq!(found, place);
    }

    #[test]
    fn what_no_book_has_is_refused_where_it_begins() {
        check(&"Words of a paragraph, a hundred bytes or so.\n\n".repeat(100_000), None);
        check(&format!("One\n\n{}", "word ".repeat(500_000)), Some(5));
        check(&"a\n".repeat(700_000), Some(2 * 666_666));
        check(&format!("a\n\n{}", "[[a|b]] ".repeat(240_000)), None);
        check(&format!("{}\n", "[[a|b]] \n\n".repeat(240_000)), Some(10 * 142_857));
    }
}
