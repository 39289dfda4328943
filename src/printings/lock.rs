//! An old printing and a new book → where the old pages and lines began, in
//! the book's own text.

use crate::model::book::{AnchorId, Book};
use crate::model::lock::{Lock, LockedLine, LockedPage};
use crate::model::pages::PageStart;
use crate::model::printing::{PrintedStart, Printing};
use crate::model::text::TextId;
use crate::printings::align::{Alignment, Fate, Pair};
use crate::printings::walk::Walked;
use rustc_hash::FxHashMap;

/// The lock that an old printing puts on a book. `aligned` compares the old
/// printing with the book, which was walked through as `walked`.
pub(crate) fn lock(
    old: &Printing,
    book: &Book,
    aligned: &Alignment<'_>,
    walked: &Walked,
    is_strict: bool,
) -> Lock {
    let anchors = book.anchors.iter().enumerate();
    let anchors: FxHashMap<&str, AnchorId> =
        anchors.map(|(at, anchor)| (anchor.id.as_str(), AnchorId(at as u32))).collect();
    let mut lines: Vec<Vec<LockedLine>> = vec![Vec::new(); old.pages.len()];
    // The notes of a page come after its text.
    let notes = old.notes.iter().flat_map(|note| note.passages.clone());
    let mut is_note = vec![false; old.passages.len()];
    notes.for_each(|passage| is_note[passage as usize] = true);
    for wants_notes in [false, true] {
        for (at, passage) in old.passages.iter().enumerate() {
            if is_note[at] != wants_notes {
                continue;
            }
            let pair = aligned.pair_of(0, at as u32);
            for (nth, line) in passage.lines.iter().enumerate() {
                let end = passage.lines.get(nth + 1).map(|next| next.offset);
                let start = pair.and_then(|pair| place(pair, at as u32, line.offset, walked));
                let is_same = pair.is_some_and(|pair| {
                    is_same(pair, at as u32, line.offset, end.unwrap_or(passage.text.len() as u32))
                });
                lines[line.page as usize].push(LockedLine { start, is_same });
            }
        }
    }
    let pages = old.pages.iter().zip(lines).map(|(page, lines)| {
        let start = page.begins.as_ref().and_then(|start| match start {
            PrintedStart::Text { passage, offset } => {
                let pair = aligned.pair_of(0, *passage)?;
                let (text, offset) = place(pair, *passage, *offset, walked)?;
                Some(PageStart::Text { text, offset })
            }
            PrintedStart::Anchor(id) => anchors.get(id.as_str()).copied().map(PageStart::Anchor),
            PrintedStart::Entry { list, target } => Some(PageStart::Entry {
                list: *anchors.get(list.as_str())?,
                target: *anchors.get(target.as_str())?,
            }),
        });
        let (figures, tops) = (page.figures, page.tops);
        LockedPage { folio: page.folio, start, lines, figures, tops }
    });
    Lock { pages: pages.collect(), is_strict }
}

/// Where a byte of an old passage is in the book. A place within a word that
/// was replaced is the nearest one within the word in its stead.
fn place(pair: &Pair<'_>, passage: u32, offset: u32, walked: &Walked) -> Option<(TextId, u32)> {
    let word = pair.old.at(passage, offset)?;
    let within = offset.saturating_sub(pair.old.places[word].1);
    let within = if pair.old.places[word].0 == passage { within } else { 0 };
    let (new, within) = match pair.forward(word) {
        Fate::Same(new) => (new, within),
        Fate::Replaced(new) => (new, kept(pair.old.list[word], pair.new.list[new], within)),
        Fate::Gone(after) => (after, 0),
    };
    let (passage, start) = *pair.new.places.get(new)?;
    walked.stretches[passage as usize].node(start + within)
}

/// The place within a new word that corresponds to one within the old: counted
/// from the side on which the words agree, else the word's beginning.
fn kept(old: &str, new: &str, within: u32) -> u32 {
    let at = within as usize;
    if old.get(..at).is_some_and(|head| new.starts_with(head)) && at < new.len() {
        return within;
    }
    let tail = old.get(at..).unwrap_or("");
    match new.strip_suffix(tail) {
        Some(head) if !tail.is_empty() => head.len() as u32,
        _ => 0,
    }
}

/// Whether the words of an old passage from one byte to another are all there.
fn is_same(pair: &Pair<'_>, passage: u32, from: u32, to: u32) -> bool {
    let Some(first) = pair.old.at(passage, from) else { return false };
    // The word that holds the last byte; at a passage's end its last word.
    let last = pair.old.at(passage, to.saturating_sub(1).max(from)).unwrap_or(first);
    // A passage ends with a mark, so that a word or that follows the last one.
    let (Fate::Same(start), Fate::Same(_)) = (pair.forward(first), pair.forward(last)) else {
        return false;
    };
    let (Fate::Same(end) | Fate::Replaced(end) | Fate::Gone(end)) = pair.forward(last + 1);
    end.checked_sub(start) == Some(last + 1 - first)
}
