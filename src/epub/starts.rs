//! Where printed pages begin, for the ebook's page markers.

use std::collections::BTreeSet;

use crate::model::book::AnchorId;
use crate::model::pages::{PageStart, Pages};
use crate::model::text::TextId;

/// Every place at which a printed page begins. A page is a position in
/// `Pages::pages`.
#[derive(Clone, Debug, Default)]
pub(crate) struct PageStarts {
    /// Text, byte, page; sorted.
    texts: Vec<(TextId, u32, u32)>,
    /// Anchor, page; sorted.
    anchors: Vec<(AnchorId, u32)>,
    /// List, target, page; sorted.
    entries: Vec<(AnchorId, AnchorId, u32)>,
    /// By page: its folio, where no earlier page has the same.
    labels: Vec<Option<String>>,
}

impl PageStarts {
    /// Gathers the places.
    pub(crate) fn new(pages: &Pages) -> PageStarts {
        let mut starts = PageStarts::default();
        let mut seen = BTreeSet::new();
        for (page, number) in pages.pages.iter().zip(0..) {
            match page.begins {
                Some(PageStart::Text { text, offset }) => starts.texts.push((text, offset, number)),
                Some(PageStart::Anchor(anchor)) => starts.anchors.push((anchor, number)),
                Some(PageStart::Entry { list, target }) => {
                    starts.entries.push((list, target, number));
                }
                None => {}
            }
            let is_first = page.begins.is_some() && seen.insert(page.folio);
            starts.labels.push(is_first.then(|| page.folio.to_string()));
        }
        starts.texts.sort_unstable();
        starts.anchors.sort_unstable();
        starts.entries.sort_unstable();
        starts
    }

    /// The pages that begin in a text: byte and page, in order.
    pub(crate) fn in_text(&self, text: TextId) -> impl Iterator<Item = (usize, u32)> + '_ {
        let from = self.texts.partition_point(|(other, ..)| *other < text);
        self.texts[from..]
            .iter()
            .take_while(move |(other, ..)| *other == text)
            .map(|(_, offset, page)| (*offset as usize, *page))
    }

    /// The pages that begin with an anchor, in order.
    pub(crate) fn at_anchor(&self, anchor: AnchorId) -> impl Iterator<Item = u32> + '_ {
        let from = self.anchors.partition_point(|(other, _)| *other < anchor);
        self.anchors[from..]
            .iter()
            .take_while(move |(other, _)| *other == anchor)
            .map(|(_, page)| *page)
    }

    /// The pages that begin with the entry of a list for a target, in order.
    pub(crate) fn at_entry(
        &self,
        list: AnchorId,
        target: AnchorId,
    ) -> impl Iterator<Item = u32> + '_ {
        let key = (list, target);
        let from = self.entries.partition_point(|(list, target, _)| (*list, *target) < key);
        self.entries[from..]
            .iter()
            .take_while(move |(list, target, _)| (*list, *target) == key)
            .map(|(.., page)| *page)
    }

    /// What a page's marker says: its folio; nothing where a page before it
    /// has the same.
    pub(crate) fn label(&self, page: u32) -> Option<&str> {
        self.labels.get(page as usize)?.as_deref()
    }
}

/// Which of the `pages`, given in the ebook's reading order, can stand in a
/// page list that rises: the longest such row.
///
/// Notes stand elsewhere in the ebook than in print, so a page that begins
/// within notes may be out of turn there, and readers want one order.
pub(crate) fn rising(pages: &[u32]) -> Vec<bool> {
    // Patience sorting: `ends[n]` is the position at which the best row of
    // n + 1 pages ends, `before` leads back along it.
    let mut ends: Vec<usize> = Vec::new();
    let mut before = vec![usize::MAX; pages.len()];
    for (at, page) in pages.iter().enumerate() {
        let length = ends.partition_point(|end| pages[*end] < *page);
        if length > 0 {
            before[at] = ends[length - 1];
        }
        if length == ends.len() {
            ends.push(at);
        } else {
            ends[length] = at;
        }
    }
    let mut is_kept = vec![false; pages.len()];
    let mut at = ends.last().copied().unwrap_or(usize::MAX);
    while at != usize::MAX {
        is_kept[at] = true;
        at = before[at];
    }
    is_kept
}

#[cfg(test)]
mod tests {
    use super::rising;

    #[track_caller]
    fn check(pages: &[u32], kept: &[u32]) {
        let is_kept = rising(pages);
        let row: Vec<u32> =
            pages.iter().zip(is_kept).filter(|(_, kept)| *kept).map(|(page, _)| *page).collect();
        assert_eq!(row, kept);
    }

    #[test]
    fn pages_out_of_turn_are_left_out() {
        check(&[], &[]);
        check(&[0, 1, 2, 5, 3, 4, 6], &[0, 1, 2, 3, 4, 6]);
        check(&[0, 9, 1, 2], &[0, 1, 2]);
    }

    #[test]
    fn a_page_stands_once() {
        check(&[0, 1, 1, 2, 1], &[0, 1, 2]);
    }
}
