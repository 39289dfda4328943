//! Passages to printed locators: pages, ranges, notes, as `CONVENTIONS` has
//! them: the Chicago Manual of Style and its Oxford and MHRA cousins.

use std::collections::BTreeMap;

use crate::model::book::{AnchorId, Book, MentionId, Series};
use crate::model::edition::{IndexSettings, Merge, RangeStyle};
use crate::model::folio::Folio;
use crate::model::index::{Entry, Index, Passage, Subentry};
use crate::model::pages::{EntryLocators, Joining, Locator};
use crate::typeset::ranges;

/// Where anchors stand: a page's place in the book and its folio.
pub(crate) trait Whereabouts {
    /// The page of an anchor, if it is printed.
    fn page(&self, anchor: AnchorId) -> Option<(u32, Folio)>;
}

/// The locators of every entry of an index.
pub(crate) fn entries(
    book: &Book,
    index: &Index,
    settings: &IndexSettings,
    places: &dyn Whereabouts,
) -> Vec<EntryLocators> {
    let writer = Writer { book, settings, places };
    let entries = index.groups.iter().flat_map(|group| &group.entries);
    entries.map(|entry| writer.entry(entry)).collect()
}

struct Writer<'a> {
    book: &'a Book,
    settings: &'a IndexSettings,
    places: &'a dyn Whereabouts,
}

/// Pages that one discussion fills, or one page.
#[derive(Clone)]
struct Run {
    from: (u32, Folio),
    to: (u32, Folio),
    is_range: bool,
    is_principal: bool,
    is_illustration: bool,
    target: AnchorId,
    end: Option<AnchorId>,
    mentions: Vec<MentionId>,
    joining: Joining,
}

/// A note in which a record is mentioned.
struct NoteMention {
    mark: String,
    number: Option<u32>,
    is_principal: bool,
    target: AnchorId,
    mentions: Vec<MentionId>,
}

impl Writer<'_> {
    fn entry(&self, entry: &Entry) -> EntryLocators {
        EntryLocators {
            locators: self.locators(&entry.passages),
            subentries: entry.subentries.iter().map(|sub| self.subentry(sub)).collect(),
        }
    }

    fn subentry(&self, entry: &Subentry) -> EntryLocators {
        EntryLocators {
            locators: self.locators(&entry.passages),
            subentries: entry.subentries.iter().map(|sub| self.subentry(sub)).collect(),
        }
    }

    fn locators(&self, passages: &[Passage]) -> Vec<Locator> {
        let mut runs = self.runs(passages);
        let mut notes: BTreeMap<u32, (Folio, Vec<NoteMention>)> = BTreeMap::new();
        for passage in passages {
            let Some(note) = passage.note else { continue };
            let Some((page, folio)) = self.places.page(passage.from) else { continue };
            // A name in the text and in a note of one page gives the page.
            let of_page = |run: &&mut Run| (run.from.0..=run.to.0).contains(&page);
            if let Some(run) = runs.iter_mut().find(of_page) {
                run.mentions.push(passage.mention);
                continue;
            }
            let note = self.book.note(note);
            let mark =
                if note.series == Series::Source { String::new() } else { note.mark.clone() };
            let number = mark.parse().ok();
            let list = &mut notes.entry(page).or_insert((folio, Vec::new())).1;
            match list.iter_mut().find(|known| known.mark == mark) {
                Some(known) => known.mentions.push(passage.mention),
                None => {
                    let (is_principal, target) = (passage.is_principal, passage.from);
                    let mentions = vec![passage.mention];
                    list.push(NoteMention { mark, number, is_principal, target, mentions });
                }
            }
        }
        let mut locators = Vec::new();
        let mut runs = runs.drain(..).peekable();
        for (page, (folio, mentions)) in notes {
            while let Some(run) = runs.next_if(|run| run.from.0 < page) {
                locators.push(self.printed(run));
            }
            // A source note has no number: it cannot share its `n` with others.
            let (sources, numbered): (Vec<_>, Vec<_>) =
                mentions.into_iter().partition(|mention| mention.mark.is_empty());
            locators.extend(self.notes(folio, sources));
            locators.extend(self.notes(folio, numbered));
        }
        locators.extend(runs.map(|run| self.printed(run)));
        for locator in locators.iter_mut().skip(1) {
            if locator.before.is_empty() {
                locator.before = ", ".to_string();
            }
        }
        locators
    }

    /// The pages of the passages in the text, runs of mentions merged as the
    /// index has it.
    fn runs(&self, passages: &[Passage]) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        for passage in passages.iter().filter(|passage| passage.note.is_none()) {
            let Some(from) = self.places.page(passage.from) else { continue };
            let to = passage.to.and_then(|to| self.places.page(to)).unwrap_or(from);
            let to = if to.0 < from.0 { from } else { to };
            runs.push(Run {
                from,
                to,
                is_range: to.0 > from.0,
                is_principal: passage.is_principal,
                is_illustration: passage.is_illustration,
                target: passage.from,
                end: passage.to,
                mentions: vec![passage.mention],
                joining: if passage.to.is_some() { Joining::Passage } else { Joining::Alone },
            });
        }
        runs.sort_by_key(|run| (run.from.0, std::cmp::Reverse(run.to.0)));
        let mut distinct: Vec<Run> = Vec::new();
        for run in runs {
            let like = distinct.iter_mut().rev().take_while(|known| known.to.0 >= run.from.0);
            let mut like = like.filter(|known| {
                known.is_illustration == run.is_illustration
                    && (known.is_range || !run.is_range)
                    && (known.from.0..=known.to.0).contains(&run.from.0)
            });
            match like.next() {
                Some(known) if known.to.0 >= run.to.0 && !(run.is_principal && known.is_range) => {
                    known.is_principal |= run.is_principal;
                    known.mentions.extend(run.mentions);
                }
                _ => distinct.push(run),
            }
        }
        self.merged(distinct)
    }

    /// Makes ranges of runs of consecutive pages that are long enough.
    fn merged(&self, runs: Vec<Run>) -> Vec<Run> {
        let Merge::AtLeast(least) = self.settings.merge else { return runs };
        let mut merged: Vec<Run> = Vec::with_capacity(runs.len());
        let mut at = 0;
        while at < runs.len() {
            let is_point = |run: &Run| !run.is_range && !run.is_principal && !run.is_illustration;
            let mut end = at + 1;
            while end < runs.len()
                && is_point(&runs[end - 1])
                && is_point(&runs[end])
                && runs[end].from.0 == runs[end - 1].to.0 + 1
                && follows(runs[end - 1].to.1, runs[end].from.1)
            {
                end += 1;
            }
            if (end - at) as u32 >= least.max(2) && is_point(&runs[at]) {
                let last = &runs[end - 1];
                let last = (last.to, Some(last.target));
                let mentions = runs[at..end].iter().flat_map(|run| run.mentions.iter().copied());
                merged.push(Run {
                    to: last.0,
                    is_range: true,
                    end: last.1,
                    mentions: mentions.collect(),
                    joining: Joining::Consecutive((end - at) as u32),
                    ..runs[at].clone()
                });
            } else {
                merged.extend_from_slice(&runs[at..end]);
            }
            at = end;
        }
        merged
    }

    fn printed(&self, run: Run) -> Locator {
        Locator {
            before: String::new(),
            label: ranges::range(run.from.1, run.to.1, self.settings.ranges),
            is_principal: run.is_principal,
            is_illustration: run.is_illustration,
            target: run.target,
            end: run.end.filter(|_| run.is_range),
            mentions: run.mentions,
            joining: run.joining,
        }
    }

    /// `334n14`, `334nn14–16, 18`, and as the other styles have it.
    fn notes(&self, folio: Folio, mentions: Vec<NoteMention>) -> Vec<Locator> {
        let style = self.settings.ranges;
        let mut groups: Vec<Vec<NoteMention>> = Vec::new();
        for mention in mentions {
            let goes_on = groups.last().and_then(|group| group.last()).is_some_and(|last| {
                let next = last.number.map(|number| number + 1);
                next.is_some()
                    && next == mention.number
                    && !last.is_principal
                    && !mention.is_principal
            });
            match groups.last_mut() {
                Some(group) if goes_on && self.settings.merge != Merge::Never => {
                    group.push(mention)
                }
                _ => groups.push(vec![mention]),
            }
        }
        // Two consecutive notes are two mentions, not a range.
        let groups: Vec<Vec<NoteMention>> = groups
            .into_iter()
            .flat_map(|group| {
                if group.len() == 2 {
                    group.into_iter().map(|mention| vec![mention]).collect()
                } else {
                    vec![group]
                }
            })
            .collect();
        let is_one = groups.len() == 1 && groups[0].len() == 1;
        let sign = match (style, is_one) {
            (RangeStyle::Chicago | RangeStyle::Full, true) => "n",
            (RangeStyle::Chicago | RangeStyle::Full, false) => "nn",
            (RangeStyle::Oxford | RangeStyle::Mhra, true) => " n.\u{a0}",
            (RangeStyle::Oxford | RangeStyle::Mhra, false) => " nn.\u{a0}",
        };
        let count = groups.len();
        let mut locators = Vec::with_capacity(count);
        for (position, group) in groups.into_iter().enumerate() {
            let (Some(first), Some(last)) = (group.first(), group.last()) else { continue };
            let marks = match (first.number, last.number) {
                (Some(from), Some(to)) if from != to => {
                    ranges::range(Folio::Arabic(from), Folio::Arabic(to), style)
                }
                _ => first.mark.clone(),
            };
            let is_last_of_two = style == RangeStyle::Mhra && position + 1 == count && count > 1;
            let before = match position {
                0 => String::new(),
                _ if is_last_of_two => " & ".to_string(),
                _ => ", ".to_string(),
            };
            let label = if position == 0 { format!("{folio}{sign}{marks}") } else { marks };
            let end = (group.len() > 1).then_some(last.target);
            let joining = match group.len() {
                1 => Joining::Alone,
                count => Joining::Consecutive(count as u32),
            };
            let mentions = group.iter().flat_map(|mention| mention.mentions.iter().copied());
            locators.push(Locator {
                before,
                label: label.trim_end_matches('\u{a0}').to_string(),
                is_principal: first.is_principal,
                is_illustration: false,
                target: first.target,
                end,
                mentions: mentions.collect(),
                joining,
            });
        }
        locators
    }
}

fn follows(before: Folio, after: Folio) -> bool {
    match (before, after) {
        (Folio::Roman(before), Folio::Roman(after))
        | (Folio::Arabic(before), Folio::Arabic(after)) => before + 1 == after,
        _ => false,
    }
}
