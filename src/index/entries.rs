//! Records and their passages → entries in order, in groups.

use rustc_hash::FxHashMap;

use crate::index::biography::biography;
use crate::index::collate::{Class, Heading, Letters, Order};
use crate::index::gather::Gathered;
use crate::index::leading::without_ignored;
use crate::index::see::{See, see_also, sees};
use crate::index::selection::Selection;
use crate::model::book::Book;
use crate::model::diagnostic::Diagnostics;
use crate::model::edition::{Biographies, IndexSettings, NumberOrder, SubentryOrder};
use crate::model::index::{CrossReferences, Entry, Group, Passage, Subentry};
use crate::model::register::RecordId;
use crate::model::text::{Inline, Text, TextId, plain};

/// What the entries of one index are made from; `at` is the index.
#[derive(Clone, Copy)]
pub(crate) struct Entries<'a> {
    pub(crate) book: &'a Book,
    pub(crate) gathered: &'a Gathered,
    pub(crate) selection: &'a Selection,
    /// By record: whether the glossary prints it.
    pub(crate) terms: &'a [bool],
    pub(crate) at: usize,
}

/// An entry on its way to its place.
struct Item {
    heading: Heading,
    /// The heading in plain characters: the last tie-break.
    text: String,
    /// The record with the passages: its own, or the one to see.
    target: RecordId,
    /// What it leads to; `None` for an entry with passages of its own.
    see: Option<See>,
}

impl Entries<'_> {
    /// All entries, grouped by letter.
    pub(crate) fn groups(self, order: &Order, diagnostics: &mut Diagnostics) -> Vec<Group> {
        let mut items = Vec::new();
        for record in self.selection.records(self.at) {
            if self.selection.has_entry(self.at, record) {
                let data = &self.book.record(record).data;
                let text = plain(&data.heading);
                let heading = order.heading(self.counts(data.sort.as_deref(), &text));
                self.report_unspelled(&heading, record, diagnostics);
                items.push(Item { heading, text, target: record, see: None });
            }
        }
        for see in sees(self, diagnostics) {
            let data = &self.book.record(see.record).data;
            let sort = data.sort.as_deref().filter(|_| !see.is_alias);
            let heading = order.heading(self.counts(sort, &see.text));
            items.push(Item {
                heading,
                text: see.text.clone(),
                target: see.target,
                see: Some(see),
            });
        }
        items.sort_by(|left, right| {
            let by_rest = || {
                let left = (&left.text, left.target, left.see.is_some());
                left.cmp(&(&right.text, right.target, right.see.is_some()))
            };
            order.compare(&left.heading, &right.heading).then_with(by_rest)
        });
        let mut groups: Vec<Group> = Vec::new();
        let mut letters = Letters::default();
        let mut last = None;
        for item in without_neighbours(items) {
            let letter = order.letter(&item.heading, &mut letters);
            let class = Some((item.heading.class, letter.clone()));
            if last != class {
                groups.push(Group { letter, entries: Vec::new() });
                last = class;
            }
            let entry = self.entry(item, order, diagnostics);
            groups.last_mut().expect("pushed above").entries.push(entry);
        }
        groups
    }

    /// What of a heading counts in its order: its sort key, else the heading
    /// without the words that the index ignores.
    pub(crate) fn counts<'t>(&self, sort: Option<&'t str>, text: &'t str) -> &'t str {
        let ignored = &self.book.edition.indexes[self.at].ignored;
        sort.unwrap_or_else(|| without_ignored(text, ignored))
    }

    /// Reports a heading that begins with figures, where they are to be
    /// ordered as they are spelled.
    fn report_unspelled(self, heading: &Heading, record: RecordId, diagnostics: &mut Diagnostics) {
        let settings = &self.book.edition.indexes[self.at];
        if settings.numbers == NumberOrder::Spelled && heading.class == Class::Numerals {
            let data = &self.book.record(record).data;
            let message = format!("`{}` begins with figures that are not spelled", data.id);
            diagnostics
                .warning("unspelled-number", data.span, message)
                .help("add `sort:` with the number in words; until then it stands before A");
        }
    }

    fn entry(self, item: Item, order: &Order, diagnostics: &mut Diagnostics) -> Entry {
        let record = self.book.record(item.see.as_ref().map_or(item.target, |see| see.record));
        let is_alias = item.see.as_ref().is_some_and(|see| see.is_alias);
        let heading = match &item.see {
            Some(see) if see.is_alias => {
                let text = Text { id: TextId::NONE, text: item.text, span: see.span };
                vec![Inline::Text(text)]
            }
            _ => record.data.heading.clone(),
        };
        let sorts_as = item.heading.words().to_string();
        let biographies = self.book.edition.indexes[self.at].biographies;
        let has_note = biographies != Biographies::None && !is_alias;
        let note = if has_note { biography(record) } else { Vec::new() };
        let (passages, subentries, references) = match item.see {
            Some(see) => {
                let target = self.book.record(see.target).anchor;
                (Vec::new(), Vec::new(), CrossReferences::See(target, see.label))
            }
            None => {
                let all = &self.gathered.of_record[item.target.0 as usize];
                let (passages, subentries) = self.subentries(all, order);
                (passages, subentries, see_also(self, item.target, order, diagnostics))
            }
        };
        Entry {
            anchor: (!is_alias).then_some(record.anchor),
            record: Some(item.target),
            sorts_as,
            heading,
            note,
            is_note_run_in: biographies == Biographies::RunIn,
            passages,
            subentries,
            references,
        }
    }

    /// Where a passage stands below its heading.
    fn subheadings(&self, passage: &Passage) -> &[String] {
        let mention = passage.mention.map(|mention| self.book.mention(mention));
        mention.map_or(&[], |mention| &mention.subheadings)
    }

    /// The passages of the heading itself, and those under subheadings.
    fn subentries(self, all: &[Passage], order: &Order) -> (Vec<Passage>, Vec<Subentry>) {
        let located = all.iter().map(|passage| (self.subheadings(passage), passage.clone()));
        let settings = &self.book.edition.indexes[self.at];
        branch(located.collect(), order, settings)
    }
}

/// A passage with the subheadings that it stands under.
type Located<'a> = (&'a [String], Passage);

/// Sorts passages by the first of their subheadings, and so on below it.
fn branch(
    located: Vec<Located<'_>>,
    order: &Order,
    settings: &IndexSettings,
) -> (Vec<Passage>, Vec<Subentry>) {
    let mut own = Vec::new();
    let mut below: Vec<(&str, Vec<Located<'_>>)> = Vec::new();
    let mut places: FxHashMap<&str, usize> = FxHashMap::default();
    for (subheadings, passage) in located {
        match subheadings.split_first() {
            None => own.push(passage),
            Some((first, rest)) => {
                let first = first.trim();
                let at = *places.entry(first).or_insert_with(|| {
                    below.push((first, Vec::new()));
                    below.len() - 1
                });
                below[at].1.push((rest, passage));
            }
        }
    }
    let mut below: Vec<_> = below
        .into_iter()
        .map(|(heading, located)| {
            let counts = without_ignored(heading, &settings.ignored);
            (order.subheading(counts), heading, located)
        })
        .collect();
    // Passages come in reading order, and so do the subheadings they are under.
    if settings.subentries == SubentryOrder::Alphabetical {
        below.sort_by(|(left, left_text, _), (right, right_text, _)| {
            order.compare(left, right).then_with(|| left_text.cmp(right_text))
        });
    }
    let subentries = below.into_iter().map(|(_, heading, located)| {
        let (passages, subentries) = branch(located, order, settings);
        Subentry { heading: heading.to_string(), passages, subentries }
    });
    (own, subentries.collect())
}

/// Leaves out what only leads to the entry beside it: of entries in a row with
/// one target, the target alone.
fn without_neighbours(items: Vec<Item>) -> Vec<Item> {
    let mut kept: Vec<Item> = Vec::with_capacity(items.len());
    let mut items = items.into_iter().peekable();
    while let Some(first) = items.next() {
        let target = first.target;
        let mut row = vec![first];
        while let Some(next) = items.next_if(|next| next.target == target) {
            row.push(next);
        }
        match row.iter().position(|item| item.see.is_none()) {
            Some(at) => kept.push(row.swap_remove(at)),
            None => kept.append(&mut row),
        }
    }
    kept
}
