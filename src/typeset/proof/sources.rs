//! Printed lines to their places in the manuscript, and back: on which line of
//! which page a place came to stand.

use std::collections::BTreeMap;

use crate::model::book::Book;
use crate::model::manuscript::Query;
use crate::model::pages::Pages;
use crate::model::source::{self, FileId, Sources};
use crate::model::text::{Text, TextId};
use crate::typeset::places;
use crate::typeset::proof::rows::Rows;

/// A printed line, and the byte of the manuscript with which it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Placed {
    pub(crate) file: FileId,
    pub(crate) byte: u32,
    /// A position in `Pages::pages`.
    pub(crate) page: u32,
    /// A position in the page's lines.
    pub(crate) line: u32,
    /// As proofs count.
    pub(crate) number: u32,
}

/// The places of all lines that begin with a word of the manuscript: in the
/// order of the pages, and in that of the manuscript.
pub(crate) struct Places {
    pub(crate) printed: Vec<Placed>,
    written: Vec<Placed>,
}

impl Places {
    /// Finds them. `rows` are the pages' lines as counted.
    pub(crate) fn new(book: &Book, pages: &Pages, rows: &[Rows], sources: &Sources) -> Places {
        let mut texts: BTreeMap<u32, &Text> = BTreeMap::new();
        places::texts(book, &mut |text| {
            if text.id != TextId::NONE {
                texts.insert(text.id.0, text);
            }
        });
        let mut printed = Vec::new();
        let mut walk: Option<(TextId, Walk<'_>)> = None;
        for (page, lines) in pages.pages.iter().enumerate() {
            for (line, set) in lines.lines.iter().enumerate() {
                let Some((id, offset)) = set.begins else { continue };
                let Some(text) = texts.get(&id.0) else { continue };
                let span = text.span;
                let mut at = match walk.take() {
                    Some((known, at)) if known == id && at.offset <= offset as usize => at,
                    _ => {
                        let source = &sources.file(span.file).text;
                        let written = source.get(span.start as usize..span.end as usize);
                        Walk::new(&text.text, written.unwrap_or_default())
                    }
                };
                let byte = span.start + at.to(offset as usize) as u32;
                walk = Some((id, at));
                let (page, line) = (page as u32, line as u32);
                let number = rows[page as usize].numbers[line as usize];
                printed.push(Placed { file: span.file, byte, page, line, number });
            }
        }
        let mut written = printed.clone();
        written.sort();
        Places { printed, written }
    }

    /// The line beside which a query stands: the one with the word before it,
    /// or, for a query between two blocks, the first of what follows.
    pub(crate) fn of_query(&self, query: &Query) -> Option<Placed> {
        let is_in_file = |placed: &&Placed| placed.file == query.span.file;
        let key = (query.span.file, query.span.start);
        let after = self.written.partition_point(|it| (it.file, it.byte) <= key);
        let before = after.checked_sub(1).and_then(|at| self.written.get(at)).filter(is_in_file);
        let next = self.written.get(after).filter(is_in_file);
        if query.is_between { next.or(before).copied() } else { before.or(next).copied() }
    }
}

/// A way along a text and along what was written for it. Letters and figures
/// are the same in both; signs may not be.
struct Walk<'t> {
    text: &'t str,
    written: &'t str,
    offset: usize,
    byte: usize,
}

impl<'t> Walk<'t> {
    fn new(text: &'t str, written: &'t str) -> Walk<'t> {
        Walk { text, written, offset: 0, byte: 0 }
    }

    /// Goes on to a byte of the text; gives the byte written for it.
    fn to(&mut self, offset: usize) -> usize {
        let offset = offset.min(self.text.len());
        let passed = self.text.get(self.offset..offset).unwrap_or_default();
        let letters = passed.chars().filter(|it| it.is_alphanumeric()).count();
        self.offset = offset;
        self.pass(letters);
        self.at_letter()
    }

    fn pass(&mut self, letters: usize) {
        for _ in 0..letters {
            self.byte = self.at_letter();
            let letter = self.written[self.byte..].chars().next();
            self.byte += letter.map_or(0, char::len_utf8);
        }
    }

    /// Where the next letter or figure is that no comment holds; where we are
    /// if there is none.
    fn at_letter(&self) -> usize {
        let mut at = self.byte;
        while let Some(character) = self.written[at..].chars().next() {
            if self.written[at..].starts_with("<!--") {
                let length = source::comment(&self.written[at..]);
                at = length.map_or(self.written.len(), |length| at + length);
            } else if character.is_alphanumeric() {
                return at;
            } else {
                at += character.len_utf8();
            }
        }
        self.byte.min(self.written.len())
    }
}

#[cfg(test)]
mod tests {
    use super::Walk;

    /// Where the text's `|` leads: the written text from there on.
    #[track_caller]
    fn check(text: &str, written: &str, from_there: &str) {
        let offset = text.find('|').expect("a bar says where");
        let text = text.replace('|', "");
        let mut walk = Walk::new(&text, written);
        assert_eq!(&written[walk.to(offset)..], from_there);
    }

    #[test]
    fn signs_need_not_be_as_written() {
        check("the “|end”", "the \"end\"", "end\"");
        check("one—|two…", "one---two...", "two...");
        check("one |two", "one\n> two", "two");
        check("one|", "one", "");
    }

    #[test]
    fn comments_are_passed() {
        check("one |two", "one <!-- not two --> two", "two");
        check("one |two", "one <!-- open", " <!-- open");
    }
}
