//! Two printings, aligned → what differs, in the order of the old one.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::changes::{
    ChangePlace, Changes, DocumentChange, EntryChange, NoteChange, NoteChangeKind, PARAGRAPH,
    SectionChange, TextChange, WordRange,
};
use crate::model::correction::Correction;
use crate::model::printing::{PrintedIndex, PrintedLine, PrintedSection, Printing};
use crate::printings::align::{Alignment, Fate, Owner, Pair};
use crate::printings::diff::Edit;
use crate::printings::sheets;
use crate::printings::words::Words;

/// Words that tell where words were added.
const CONTEXT: usize = 3;

/// Where a correction stands in the new printing: passage and bytes.
pub(crate) struct Site<'a> {
    pub(crate) passage: u32,
    pub(crate) from: u32,
    pub(crate) to: u32,
    pub(crate) correction: &'a Correction,
}

/// What differs between two printings. `sites` are in the order of the new one.
pub(crate) fn changes(
    old: &Printing,
    new: &Printing,
    aligned: &Alignment<'_>,
    sites: &[Site<'_>],
) -> Changes {
    let comparison = Comparison { old, new, aligned, sites };
    let (text, touched) = comparison.text();
    Changes {
        old: called(old),
        new: called(new),
        text,
        sections: comparison.sections(),
        documents: comparison.documents(),
        notes: comparison.notes(),
        indexes: entries(&old.indexes, &new.indexes),
        pages: sheets::pages(old, new, &touched),
    }
}

/// How a printing is called: by its statement and its year.
fn called(printing: &Printing) -> String {
    let edition = &printing.edition;
    let year = edition.date.as_deref().and_then(|date| date.split('-').next());
    let parts = [edition.statement.as_deref(), year];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

struct Comparison<'a> {
    old: &'a Printing,
    new: &'a Printing,
    aligned: &'a Alignment<'a>,
    sites: &'a [Site<'a>],
}

impl Comparison<'_> {
    /// The changes of words, and the pages of the old printing that they touch.
    fn text(&self) -> (Vec<TextChange>, FxHashSet<u32>) {
        let mut found = Vec::new();
        let mut touched = FxHashSet::default();
        for pair in &self.aligned.pairs {
            for edit in &pair.edits {
                let first = self.spot(pair, edit, 0);
                let beside = self.spot(pair, edit, 1);
                if first.is_none() && beside.is_none() {
                    continue;
                }
                let last = edit.old.end.max(edit.old.start + 1) - 1;
                let end = line(self.old, &pair.old, last).or(first);
                if let (Some(first), Some(end)) = (first, end) {
                    touched.extend(first.page..=end.page.max(first.page));
                }
                found.push(self.change(pair, edit));
            }
        }
        found.sort_by_key(|change| change.order);
        for at in &self.aligned.notes[0] {
            let passages = self.old.passages(&self.old.notes[*at].passages);
            touched.extend(passages.iter().flat_map(|it| &it.lines).map(|line| line.page));
        }
        (found, touched)
    }

    /// Where an edit stands in the old (0) or the new (1) printing.
    fn spot(&self, pair: &Pair<'_>, edit: &Edit, side: usize) -> Option<PrintedLine> {
        let (printing, words, range) = match side {
            0 => (self.old, &pair.old, &edit.old),
            _ => (self.new, &pair.new, &edit.new),
        };
        line(printing, words, shown(words, range))
    }

    fn change(&self, pair: &Pair<'_>, edit: &Edit) -> TextChange {
        let words = |words: &Words<'_>, range: std::ops::Range<usize>| -> Vec<String> {
            words.list[range].iter().map(|word| word.to_string()).collect()
        };
        let (mut after, mut before) = (Vec::new(), Vec::new());
        if edit.old.is_empty() {
            let in_paragraph = |words: &[&str]| {
                words.iter().rev().take_while(|word| **word != PARAGRAPH).count().min(CONTEXT)
            };
            let start = edit.old.start;
            after = words(&pair.old, start - in_paragraph(&pair.old.list[..start])..start);
            if after.is_empty() {
                let rest = pair.old.list[start..].iter();
                let count = rest.take_while(|word| **word != PARAGRAPH).count().min(CONTEXT);
                before = words(&pair.old, start..start + count);
            }
        }
        TextChange {
            place: self.place(pair, 0, self.spot(pair, edit, 0)),
            new_place: self.place(pair, 1, self.spot(pair, edit, 1)),
            order: order(
                self.spot(pair, edit, 0).or(self.spot(pair, edit, 1)),
                matches!(pair.owner, Owner::Note(..)),
            ),
            range: WordRange {
                passage: pair.ranges[0].start,
                from: edit.old.start as u32,
                to: edit.old.end as u32,
            },
            old: words(&pair.old, edit.old.clone()),
            new: words(&pair.new, edit.new.clone()),
            after,
            before,
            correction: self.correction(pair, edit),
        }
    }

    /// The correction that made an edit.
    fn correction(&self, pair: &Pair<'_>, edit: &Edit) -> Option<Correction> {
        let range = &pair.ranges[1];
        let first = self.sites.partition_point(|site| site.passage < range.start);
        let of_pair = self.sites[first..].iter().take_while(|site| site.passage < range.end);
        let (start, end) = (edit.new.start, edit.new.end.max(edit.new.start + 1) - 1);
        let from = *pair.new.places.get(start)?;
        let to = pair.new.places.get(end).copied()?;
        let to = (to.0, to.1 + pair.new.list[end].len() as u32);
        let mut touching = of_pair
            .filter(|site| (site.passage, site.from) <= to && from <= (site.passage, site.to + 1));
        touching.next().map(|site| site.correction.clone())
    }

    fn place(&self, pair: &Pair<'_>, side: usize, line: Option<PrintedLine>) -> ChangePlace {
        let printing = if side == 0 { self.old } else { self.new };
        let pick = |left: usize, right: usize| if side == 0 { left } else { right };
        match pair.owner {
            Owner::Section(left, right) => {
                of_section(printing, &printing.sections[pick(left, right)], line)
            }
            Owner::Note(left, right) => of_note(printing, pick(left, right), line),
            Owner::Record(left, right) => ChangePlace {
                folio: folio(printing, line),
                entry: Some(printing.records[pick(left, right)].heading.clone()),
                ..ChangePlace::default()
            },
        }
    }

    fn sections(&self) -> Vec<SectionChange> {
        let of_side = |side: usize, printing: &Printing| -> Vec<SectionChange> {
            let sections = self.aligned.sections[side].iter().map(|at| &printing.sections[*at]);
            let changes = sections.map(|section| {
                let words = Words::new(&printing.passages, &section.passages);
                SectionChange {
                    is_added: side == 1,
                    title: section.title.clone(),
                    document: section.document.clone(),
                    folio: folio(printing, line(printing, &words, 0)),
                    words: words.list.iter().map(|word| word.to_string()).collect(),
                }
            });
            changes.collect()
        };
        let mut sections = of_side(0, self.old);
        sections.extend(of_side(1, self.new));
        sections
    }

    /// Documents that have another number.
    fn documents(&self) -> Vec<DocumentChange> {
        let owners = self.aligned.pairs.iter().map(|pair| pair.owner);
        let changes = owners.filter_map(|owner| {
            let Owner::Section(left, right) = owner else { return None };
            let (old, new) = (&self.old.sections[left], &self.new.sections[right]);
            (old.document != new.document).then(|| DocumentChange {
                title: new.title.clone(),
                old: old.document.clone(),
                new: new.document.clone(),
            })
        });
        changes.collect()
    }

    fn notes(&self) -> Vec<NoteChange> {
        let mut found = Vec::new();
        for at in &self.aligned.notes[0] {
            let note = &self.old.notes[*at];
            let words = Words::new(&self.old.passages, &note.passages);
            let line = line(self.old, &words, 0);
            found.push(NoteChange {
                kind: NoteChangeKind::Removed,
                place: of_note(self.old, *at, line),
                order: order(line, true),
                old_mark: Some(note.mark.clone()),
                new_mark: None,
                after: Vec::new(),
                words: words.list.iter().map(|word| word.to_string()).collect(),
            });
        }
        for at in &self.aligned.notes[1] {
            found.push(self.added_note(*at));
        }
        for pair in &self.aligned.pairs {
            let Owner::Note(left, right) = pair.owner else { continue };
            let (old, new) = (&self.old.notes[left], &self.new.notes[right]);
            if old.mark == new.mark {
                continue;
            }
            let line = line(self.old, &pair.old, 0);
            found.push(NoteChange {
                kind: NoteChangeKind::Renumbered,
                place: of_note(self.old, left, line),
                order: order(line, true),
                old_mark: Some(old.mark.clone()),
                new_mark: Some(new.mark.clone()),
                after: Vec::new(),
                words: Vec::new(),
            });
        }
        found.sort_by_key(|change| change.order);
        found
    }

    /// A new note, with the place of the old printing at which it is called.
    fn added_note(&self, at: usize) -> NoteChange {
        let note = &self.new.notes[at];
        let words = Words::new(&self.new.passages, &note.passages);
        let mut change = NoteChange {
            kind: NoteChangeKind::Added,
            place: ChangePlace::default(),
            order: order(None, true),
            old_mark: None,
            new_mark: Some(note.mark.clone()),
            after: Vec::new(),
            words: words.list.iter().map(|word| word.to_string()).collect(),
        };
        let call = note.called.and_then(|(passage, offset)| {
            let pair = self.aligned.pair_of(1, passage)?;
            // The mark follows the word that it belongs to.
            let word = pair.new.at(passage, offset.saturating_sub(1))?;
            let old = match pair.backward(word) {
                Fate::Same(old) | Fate::Replaced(old) => old,
                Fate::Gone(after) => after.saturating_sub(1),
            };
            Some((pair, old))
        });
        let Some((pair, word)) = call else { return change };
        let line = line(self.old, &pair.old, word);
        change.order = order(line, false);
        change.place = self.place(pair, 0, line);
        let first = pair.old.list[..=word]
            .iter()
            .rev()
            .take_while(|word| **word != PARAGRAPH)
            .count()
            .min(CONTEXT);
        change.after =
            pair.old.list[word + 1 - first..=word].iter().map(|word| word.to_string()).collect();
        change
    }
}

/// What puts changes in order: page, notes after the text, line. What has no
/// place comes last.
fn order(line: Option<PrintedLine>, is_note: bool) -> (u32, bool, u32) {
    line.map_or((u32::MAX, is_note, 0), |line| (line.page, is_note, line.line))
}

/// The word that shows where an edit stands: the first one of it that is more
/// than a paragraph's end, or the one before words that are added.
fn shown(words: &Words<'_>, range: &Range<usize>) -> usize {
    if !range.is_empty() {
        let is_word = |at: &usize| words.list[*at] != PARAGRAPH;
        return range.clone().find(is_word).unwrap_or(range.start);
    }
    match range.start.checked_sub(1) {
        Some(before) if words.list[before] != PARAGRAPH => before,
        _ => range.start,
    }
}

/// The line on which a word of some passages begins.
pub(crate) fn line(printing: &Printing, words: &Words<'_>, word: usize) -> Option<PrintedLine> {
    let word = word.min(words.places.len().checked_sub(1)?);
    let (passage, offset) = words.places[word];
    printing.passages[passage as usize].line_of(offset)
}

fn folio(printing: &Printing, line: Option<PrintedLine>) -> Option<String> {
    line.map(|line| printing.page(line.page).folio.to_string())
}

fn of_section(
    printing: &Printing,
    section: &PrintedSection,
    line: Option<PrintedLine>,
) -> ChangePlace {
    ChangePlace {
        folio: folio(printing, line),
        line: line.map(|line| line.line),
        document: section.document.clone(),
        section: Some(section.title.clone()),
        ..ChangePlace::default()
    }
}

fn of_note(printing: &Printing, at: usize, line: Option<PrintedLine>) -> ChangePlace {
    let note = &printing.notes[at];
    let place = match printing.sections.get(note.section as usize) {
        Some(section) => of_section(printing, section, line),
        None => ChangePlace::default(),
    };
    ChangePlace { note: Some(note.mark.clone()), ..place }
}

fn entries(old: &[PrintedIndex], new: &[PrintedIndex]) -> Vec<EntryChange> {
    type Locators<'a> = FxHashMap<(&'a str, &'a [String]), &'a str>;
    fn table(indexes: &[PrintedIndex]) -> Locators<'_> {
        let mut table = Locators::default();
        for index in indexes {
            for entry in &index.entries {
                table.insert((&index.title, &entry.path), &entry.locators);
            }
        }
        table
    }
    let (before, after) = (table(old), table(new));
    let mut changes = Vec::new();
    for (indexes, is_old) in [(old, true), (new, false)] {
        for index in indexes {
            for entry in &index.entries {
                let key = (index.title.as_str(), entry.path.as_slice());
                let pair = [before.get(&key), after.get(&key)];
                // What both have is told once.
                if pair[0] == pair[1] || (!is_old && pair[0].is_some()) {
                    continue;
                }
                let [old, new] = pair.map(|locators| locators.map(|it| it.to_string()));
                let heading = entry.path.clone();
                changes.push(EntryChange { index: index.title.clone(), heading, old, new });
            }
        }
    }
    changes
}
