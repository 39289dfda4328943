//! The lines of a book's pages that are not what they were in an older
//! printing, with what has changed in them, for its proofs.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::model::book::Book;
use crate::model::changes::PARAGRAPH;
use crate::model::errata::{self, Bit, Errata};
use crate::model::pages::Pages;
use crate::model::printing::Printing;
use crate::model::proof::Changed;
use crate::printings::align::{Alignment, Fate};
use crate::printings::walk::Walked;

/// Words of a change that a margin shows; of a longer one its first and last.
const LONGEST: usize = 14;

/// A line of a page: positions in `Pages::pages` and `Page::lines`.
type Place = (u32, u32);

/// The changed lines, by page and line.
pub(crate) fn changed(
    old: &Printing,
    (book, pages): (&Book, &Pages),
    aligned: &Alignment<'_>,
    walked: &Walked,
) -> Vec<Changed> {
    let wording = errata::of(&book.edition.language);
    let mut bars = Bars { lines: lines(pages, walked), found: BTreeMap::new() };
    for pair in &aligned.pairs {
        for edit in &pair.edits {
            let old = shortened(&pair.old.list[edit.old.clone()]);
            let new = shortened(&pair.new.list[edit.new.clone()]);
            let says = errata::sentence(wording, &old, &new, (&[], &[]));
            // Where nothing stands now, the word after it is the place; at the
            // end of a paragraph, the one before.
            let mut range = edit.new.clone();
            if range.is_empty() {
                let is_end = pair.new.list.get(range.start) == Some(&PARAGRAPH);
                range.start -= usize::from(is_end && range.start > 0);
                range.end = (range.start + 1).min(pair.new.list.len());
            }
            let words = range.map(|at| (pair.new.places[at], pair.new.list[at]));
            let words = words.map(|((passage, start), word)| {
                let last = if word == PARAGRAPH { 0 } else { word.len() as u32 - 1 };
                (passage, start, start + last)
            });
            bars.add(words, says);
        }
    }
    bars.notes(old, book, aligned, walked, wording);
    for at in &aligned.sections[1] {
        if let Some((_, passages)) = walked.sections.get(*at) {
            bars.whole(passages.clone(), walked, Vec::new());
        }
    }
    let changed = bars.found.into_iter();
    changed.map(|((page, line), says)| Changed { page, line, says }).collect()
}

struct Bars {
    /// By passage: where its lines begin, rising.
    lines: FxHashMap<u32, Vec<(u32, Place)>>,
    found: BTreeMap<Place, Vec<Vec<Bit>>>,
}

impl Bars {
    /// The lines from one byte of a passage to another.
    fn between(&self, passage: u32, from: u32, to: u32) -> &[(u32, Place)] {
        let Some(lines) = self.lines.get(&passage) else { return &[] };
        let first = lines.partition_point(|(start, _)| *start <= from).saturating_sub(1);
        let last = lines.partition_point(|(start, _)| *start <= to).max(first + 1);
        lines.get(first..last.min(lines.len())).unwrap_or(&[])
    }

    /// Marks the lines of words, given by their passages with their first and
    /// last bytes; the first of them says what has changed.
    fn add(&mut self, words: impl Iterator<Item = (u32, u32, u32)>, says: Vec<Bit>) {
        let mut says = Some(says).filter(|says| !says.is_empty());
        for (passage, from, to) in words {
            let places: Vec<Place> =
                self.between(passage, from, to).iter().map(|(_, place)| *place).collect();
            for place in places {
                self.found.entry(place).or_default().extend(says.take());
            }
        }
    }

    /// Marks all lines of some passages.
    fn whole(&mut self, passages: std::ops::Range<u32>, walked: &Walked, says: Vec<Bit>) {
        let length = |at: u32| walked.stretches[at as usize].text.len() as u32;
        self.add(passages.map(|at| (at, 0, length(at))), says);
    }

    /// Marks notes that are new, with the lines they are called in, and the
    /// lines that called those that are gone.
    fn notes(
        &mut self,
        old: &Printing,
        book: &Book,
        aligned: &Alignment<'_>,
        walked: &Walked,
        wording: &Errata,
    ) {
        for at in &aligned.notes[1] {
            let Some((id, passages)) = walked.notes.get(*at) else { continue };
            let mark = format!("{}{}", book.note(*id).mark, wording.colon);
            let says = errata::bits(&[(wording.insert_note, mark.trim_end_matches(':'))]);
            self.whole(passages.clone(), walked, Vec::new());
            if let Some((passage, offset)) = walked.calls.get(id) {
                let before = offset.saturating_sub(1);
                self.add(std::iter::once((*passage, before, before)), says);
            }
        }
        for at in &aligned.notes[0] {
            let note = &old.notes[*at];
            let says = errata::bits(&[(wording.delete_note, &note.mark)]);
            let Some((passage, offset)) = note.called else { continue };
            let Some(pair) = aligned.pair_of(0, passage) else { continue };
            let Some(word) = pair.old.at(passage, offset.saturating_sub(1)) else { continue };
            let (Fate::Same(new) | Fate::Replaced(new) | Fate::Gone(new)) = pair.forward(word);
            if let Some((passage, start)) = pair.new.places.get(new) {
                self.add(std::iter::once((*passage, *start, *start)), says);
            }
        }
    }
}

/// By passage: where its printed lines begin.
fn lines(pages: &Pages, walked: &Walked) -> FxHashMap<u32, Vec<(u32, Place)>> {
    let places = walked.places();
    let mut lines: FxHashMap<u32, Vec<(u32, Place)>> = FxHashMap::default();
    for (page, set) in (0..).zip(&pages.pages) {
        for (at, line) in (0..).zip(&set.lines) {
            let Some((text, offset)) = line.begins else { continue };
            let Some((passage, from)) = places.get(&text) else { continue };
            let of_passage = lines.entry(*passage).or_default();
            if of_passage.last().is_none_or(|(last, _)| *last < from + offset) {
                of_passage.push((from + offset, (page, at)));
            }
        }
    }
    lines
}

/// Words as a margin has room for them.
fn shortened(words: &[&str]) -> Vec<String> {
    let owned = |words: &[&str]| words.iter().map(|word| word.to_string()).collect::<Vec<_>>();
    if words.len() <= LONGEST {
        return owned(words);
    }
    let mut short = owned(&words[..LONGEST / 2]);
    short.push("…".to_string());
    short.extend(owned(&words[words.len() - LONGEST / 2..]));
    short
}

#[cfg(test)]
mod tests {
    use super::{Bars, shortened};
    use rustc_hash::FxHashMap;
    use std::collections::BTreeMap;

    #[track_caller]
    fn check(from: u32, to: u32, lines: &[u32]) {
        let starts = vec![(0, (3, 1)), (20, (3, 2)), (40, (4, 1))];
        let all = FxHashMap::from_iter([(7, starts)]);
        let bars = Bars { lines: all, found: BTreeMap::new() };
        let found: Vec<u32> = bars.between(7, from, to).iter().map(|(start, _)| *start).collect();
        assert_eq!(found, lines);
    }

    #[test]
    fn a_word_stands_in_its_lines() {
        check(0, 5, &[0]);
        check(19, 19, &[0]);
        check(18, 22, &[0, 20]);
        check(20, 60, &[20, 40]);
    }

    #[test]
    fn long_changes_are_shortened() {
        let words: Vec<String> = (0..40).map(|at| at.to_string()).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        assert_eq!(shortened(&words).join(" "), "0 1 2 3 4 5 6 … 33 34 35 36 37 38 39");
        assert_eq!(shortened(&words[..2]), ["0", "1"]);
    }
}
