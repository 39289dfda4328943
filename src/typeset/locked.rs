//! An older printing, ready to be asked by the flows of the book: what its
//! pages began with, where its lines began.

use rustc_hash::FxHashMap;

use crate::model::book::AnchorId;
use crate::model::folio::Folio;
use crate::model::lock::{Lock, LockedPage};
use crate::model::pages::PageStart;
use crate::model::text::TextId;
use crate::typeset::holds::{HeldLine, HeldLines};
use crate::typeset::items::Item;
use crate::typeset::words::Words;

/// An older printing.
pub(crate) struct Locked<'l> {
    pub(crate) lock: &'l Lock,
    lines: HeldLines,
    /// What pages begin with, and their positions.
    starts: FxHashMap<PageStart, u32>,
    /// The pages that sections begin, in order, and the sections' positions.
    openings: Vec<(u32, usize)>,
}

impl<'l> Locked<'l> {
    /// `sections` are the positions of the sections that have certain anchors.
    pub(crate) fn new(lock: &'l Lock, sections: &FxHashMap<AnchorId, usize>) -> Locked<'l> {
        let starts = || (0..).zip(&lock.pages).filter_map(|(at, page)| Some((page.start?, at)));
        let opening = |(start, at): (PageStart, u32)| match start {
            PageStart::Anchor(anchor) => Some((at, *sections.get(&anchor)?)),
            _ => None,
        };
        Locked {
            lock,
            lines: HeldLines::new(lock),
            starts: starts().collect(),
            openings: starts().filter_map(opening).collect(),
        }
    }

    /// The first section that begins under another folio than it did: the old
    /// one, the new one. `folio` tells where a section begins now.
    pub(crate) fn moved(&self, folio: impl Fn(usize) -> Option<Folio>) -> Option<(Folio, Folio)> {
        self.openings.iter().find_map(|(page, section)| {
            let (old, new) = (self.lock.pages[*page as usize].folio, folio(*section)?);
            (old != new).then_some((old, new))
        })
    }

    /// The part of the printing in which some sections stood that run on from
    /// one another: all of it, if none of them begins a page. Of lists whose
    /// words stand elsewhere, too, the lines are not held: they break as they
    /// did by themselves.
    pub(crate) fn of(&self, sections: &[usize], is_list: bool) -> Part<'_> {
        let mut openings = self.openings.iter();
        let first = openings.find(|(_, section)| sections.contains(section));
        let next = first.and_then(|_| openings.find(|(_, section)| !sections.contains(section)));
        let count = self.lock.pages.len() as u32;
        Part {
            locked: self,
            first: first.map_or(0, |(page, _)| *page),
            end: next.map_or(count, |(page, _)| *page),
            is_known: first.is_some(),
            is_list,
        }
    }
}

/// Pages of an older printing. Words of a register may stand in several lists;
/// lines and pages of the others say nothing of this one.
#[derive(Clone, Copy)]
pub(crate) struct Part<'l> {
    pub(crate) locked: &'l Locked<'l>,
    first: u32,
    end: u32,
    /// Whether it is known where the part begins.
    is_known: bool,
    is_list: bool,
}

impl<'l> Part<'l> {
    /// The page that began with something.
    pub(crate) fn page(&self, start: &PageStart) -> Option<u32> {
        self.locked.starts.get(start).copied().filter(|page| self.has(*page))
    }

    /// The page after its last one that is not blank, if that is known.
    pub(crate) fn end(&self) -> Option<usize> {
        let pages = &self.locked.lock.pages;
        let is_blank = |page: &LockedPage| page.start.is_none() && page.lines.is_empty();
        let mut end = self.end as usize;
        while end > self.first as usize && is_blank(&pages[end - 1]) && pages[end - 1].figures == 0
        {
            end -= 1;
        }
        self.is_known.then_some(end)
    }

    /// The lines that began within a paragraph.
    pub(crate) fn lines(&self, items: &[Item], words: &Words) -> &'l [HeldLine] {
        if self.is_list {
            return &[];
        }
        let lines = self.locked.lines.of(items, words);
        if lines.iter().all(|line| self.has(line.page)) { lines } else { &[] }
    }

    /// Whether all lines that a text began are known from other pages.
    pub(crate) fn is_foreign(&self, text: TextId) -> bool {
        let lines = self.locked.lines.of_text(text);
        !lines.is_empty() && lines.iter().all(|line| !self.has(line.page))
    }

    fn has(&self, page: u32) -> bool {
        (self.first..self.end).contains(&page)
    }
}
