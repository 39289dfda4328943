//! An old printing and a new one, side by side: which sections, notes and
//! records are the same, and where their words differ.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::model::printing::{PrintedNote, Printing};
use crate::printings::diff::{self, Edit};
use crate::printings::words::Words;

/// Whose words are compared: positions in the lists of the two printings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Owner {
    Section(usize, usize),
    Note(usize, usize),
    Record(usize, usize),
}

/// The words of a section, note or record in both printings.
pub(crate) struct Pair<'a> {
    pub(crate) owner: Owner,
    /// The passages of each.
    pub(crate) ranges: [Range<u32>; 2],
    pub(crate) old: Words<'a>,
    pub(crate) new: Words<'a>,
    pub(crate) edits: Vec<Edit>,
}

/// Both printings, aligned.
pub(crate) struct Alignment<'a> {
    /// In the order of the old printing: sections, each with its notes, then
    /// records.
    pub(crate) pairs: Vec<Pair<'a>>,
    /// By passage of the old and of the new printing: a position in `pairs`.
    pub(crate) of_passage: [Vec<Option<u32>>; 2],
    /// What one printing alone has: positions in the lists of the old and of
    /// the new one.
    pub(crate) sections: [Vec<usize>; 2],
    pub(crate) notes: [Vec<usize>; 2],
}

/// Aligns two printings.
pub(crate) fn alignment<'a>(old: &'a Printing, new: &'a Printing) -> Alignment<'a> {
    let mut aligned = Alignment {
        pairs: Vec::new(),
        of_passage: [vec![None; old.passages.len()], vec![None; new.passages.len()]],
        sections: [Vec::new(), Vec::new()],
        notes: [Vec::new(), Vec::new()],
    };
    let section_of = |id: usize, printing: &'a Printing| printing.sections[id].id.as_str();
    let sections = matched(
        old.sections.iter().map(|section| section.id.as_str()),
        new.sections.iter().map(|section| section.id.as_str()),
        &mut aligned.sections,
    );
    let key = |note: &'a PrintedNote, printing: &'a Printing| {
        (section_of(note.section as usize, printing), note.label.as_str())
    };
    let notes = matched(
        old.notes.iter().map(|note| key(note, old)),
        new.notes.iter().map(|note| key(note, new)),
        &mut aligned.notes,
    );
    let records = matched(
        old.records.iter().map(|record| record.id.as_str()),
        new.records.iter().map(|record| record.id.as_str()),
        &mut [Vec::new(), Vec::new()],
    );
    for (left, right) in sections {
        let ranges = [&old.sections[left].passages, &new.sections[right].passages];
        aligned.pair(Owner::Section(left, right), ranges, old, new);
    }
    for (left, right) in notes {
        let ranges = [&old.notes[left].passages, &new.notes[right].passages];
        aligned.pair(Owner::Note(left, right), ranges, old, new);
    }
    for (left, right) in records {
        let ranges = [&old.records[left].passages, &new.records[right].passages];
        aligned.pair(Owner::Record(left, right), ranges, old, new);
    }
    aligned
}

/// What stands in both lists, in the order of the first; what stands in one
/// alone goes to `alone`.
fn matched<K: Eq + std::hash::Hash>(
    old: impl Iterator<Item = K>,
    new: impl Iterator<Item = K>,
    alone: &mut [Vec<usize>; 2],
) -> Vec<(usize, usize)> {
    let mut places: FxHashMap<K, usize> = FxHashMap::default();
    let mut is_matched = Vec::new();
    for (at, key) in new.enumerate() {
        places.entry(key).or_insert(at);
        is_matched.push(false);
    }
    let mut pairs = Vec::new();
    for (at, key) in old.enumerate() {
        match places.get(&key) {
            Some(beside) if !is_matched[*beside] => {
                is_matched[*beside] = true;
                pairs.push((at, *beside));
            }
            _ => alone[0].push(at),
        }
    }
    let rest = is_matched.iter().enumerate().filter(|(_, is_matched)| !**is_matched);
    alone[1].extend(rest.map(|(at, _)| at));
    pairs
}

impl<'a> Alignment<'a> {
    fn pair(
        &mut self,
        owner: Owner,
        ranges: [&Range<u32>; 2],
        old: &'a Printing,
        new: &'a Printing,
    ) {
        let at = self.pairs.len() as u32;
        for (range, of_passage) in ranges.iter().zip(&mut self.of_passage) {
            of_passage[range.start as usize..range.end as usize].fill(Some(at));
        }
        let ranges = [ranges[0].clone(), ranges[1].clone()];
        let is_same = ranges[0].len() == ranges[1].len()
            && old
                .passages(&ranges[0])
                .iter()
                .zip(new.passages(&ranges[1]))
                .all(|(old, new)| old.text == new.text);
        let (left, right) =
            (Words::new(&old.passages, &ranges[0]), Words::new(&new.passages, &ranges[1]));
        let edits = if is_same { Vec::new() } else { diff::edits(&left.list, &right.list) };
        self.pairs.push(Pair { owner, ranges, old: left, new: right, edits });
    }

    /// The pair to which a passage of the old (0) or new (1) printing belongs.
    pub(crate) fn pair_of(&self, side: usize, passage: u32) -> Option<&Pair<'a>> {
        let at = (*self.of_passage[side].get(passage as usize)?)?;
        self.pairs.get(at as usize)
    }
}

/// Where a word of one printing went in the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It is there.
    Same(usize),
    /// Others stand in its stead: the one that comes nearest.
    Replaced(usize),
    /// It is gone: the word that follows.
    Gone(usize),
}

impl Pair<'_> {
    /// The fate of word `at` of the old printing.
    pub(crate) fn forward(&self, at: usize) -> Fate {
        let nth = self.edits.partition_point(|edit| edit.old.end <= at);
        let before = nth.checked_sub(1).map(|last| &self.edits[last]);
        let (from, to) = before.map_or((0, 0), |edit| (edit.old.end, edit.new.end));
        let within = self.edits.get(nth).filter(|edit| edit.old.contains(&at));
        fate(at, (from, to), within.map(|edit| (&edit.old, &edit.new)))
    }

    /// The fate of word `at` of the new printing, backwards.
    pub(crate) fn backward(&self, at: usize) -> Fate {
        let nth = self.edits.partition_point(|edit| edit.new.end <= at);
        let before = nth.checked_sub(1).map(|last| &self.edits[last]);
        let (from, to) = before.map_or((0, 0), |edit| (edit.new.end, edit.old.end));
        let within = self.edits.get(nth).filter(|edit| edit.new.contains(&at));
        fate(at, (from, to), within.map(|edit| (&edit.new, &edit.old)))
    }
}

/// The fate of a word after an edit that ends at `from` and `to`, perhaps
/// within another.
fn fate(
    at: usize,
    (from, to): (usize, usize),
    within: Option<(&Range<usize>, &Range<usize>)>,
) -> Fate {
    match within {
        Some((_, other)) if other.is_empty() => Fate::Gone(other.start),
        Some((own, other)) => Fate::Replaced(other.start + (at - own.start).min(other.len() - 1)),
        None => Fate::Same(at - from + to),
    }
}
