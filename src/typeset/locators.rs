//! Passages to printed locators: pages or documents, ranges, notes, as the
//! Chicago Manual of Style and its Oxford and MHRA cousins have them.

use std::collections::BTreeMap;

use crate::model::book::{AnchorId, Book, MentionId, SectionKind, Series};
use crate::model::document::DocumentNumber;
use crate::model::edition::{LocatorRules, LocatorUnit, Merge};
use crate::model::folio::Folio;
use crate::model::index::{Index, Passage, Subentry};
use crate::model::pages::{EntryLocators, Joining, Locator, NotePart};
use crate::model::wording::{self, Wording};
use crate::typeset::note_locators::{self, NoteMention};
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
    rules: LocatorRules,
    places: &dyn Whereabouts,
) -> Vec<EntryLocators> {
    let writer = Writer::new(book, rules, places);
    let entries = index.groups.iter().flat_map(|group| &group.entries);
    entries.map(|entry| writer.entry(&entry.passages, &entry.subentries)).collect()
}

/// The locators of some passages, all under one heading.
pub(crate) fn locators(
    book: &Book,
    passages: &[Passage],
    rules: LocatorRules,
    places: &dyn Whereabouts,
) -> Vec<Locator> {
    Writer::new(book, rules, places).locators(passages)
}

struct Writer<'a> {
    book: &'a Book,
    rules: LocatorRules,
    places: &'a dyn Whereabouts,
    wording: &'static Wording,
}

/// What a locator's number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lead {
    Page(Folio),
    Document(DocumentNumber),
    /// A document and the page on which it begins.
    DocumentOn(DocumentNumber, Folio),
}

/// A page, or a document. `order` rises through the book and tells one from
/// every other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Spot {
    order: (u32, u32),
    lead: Lead,
}

/// Pages or documents that one discussion fills, or one of them.
#[derive(Clone)]
struct Run {
    from: Spot,
    to: Spot,
    is_range: bool,
    is_principal: bool,
    is_illustration: bool,
    target: AnchorId,
    end: Option<AnchorId>,
    mentions: Vec<MentionId>,
    joining: Joining,
}

impl Run {
    /// A mention that may become part of a range.
    fn is_point(&self) -> bool {
        !self.is_range && !self.is_principal && !self.is_illustration
    }

    fn holds(&self, spot: Spot) -> bool {
        (self.from.order..=self.to.order).contains(&spot.order)
    }
}

impl<'a> Writer<'a> {
    fn new(book: &'a Book, rules: LocatorRules, places: &'a dyn Whereabouts) -> Writer<'a> {
        Writer { book, rules, places, wording: wording::of(&book.edition.language) }
    }

    fn entry(&self, passages: &[Passage], subentries: &[Subentry]) -> EntryLocators {
        let below = subentries.iter().map(|sub| self.entry(&sub.passages, &sub.subentries));
        EntryLocators { locators: self.locators(passages), subentries: below.collect() }
    }

    fn locators(&self, passages: &[Passage]) -> Vec<Locator> {
        let mut runs = self.runs(passages);
        let mut notes = self.notes(passages, &mut runs).into_iter().peekable();
        let mut locators = Vec::new();
        for run in runs {
            while let Some((_, (lead, mentions))) =
                notes.next_if(|(order, _)| *order < run.from.order)
            {
                locators.extend(self.of_notes(lead, mentions));
            }
            locators.push(self.of_run(run));
        }
        for (_, (lead, mentions)) in notes {
            locators.extend(self.of_notes(lead, mentions));
        }
        for locator in locators.iter_mut().skip(1) {
            if locator.before.is_empty() {
                locator.before = ", ".to_string();
            }
        }
        locators
    }

    /// Where an anchor stands, as the index counts; `None` where it is not
    /// printed.
    fn spot(&self, anchor: AnchorId) -> Option<Spot> {
        let (page, folio) = self.places.page(anchor)?;
        if self.rules.unit == LocatorUnit::Pages {
            return Some(Spot { order: (page, 0), lead: Lead::Page(folio) });
        }
        let section = self.book.anchor(anchor).section;
        let number = match &self.book.section(section).kind {
            SectionKind::Chapter(chapter) => chapter.chapter.document.as_ref(),
            _ => None,
        };
        Some(match number.and_then(|document| document.number) {
            Some(number) => {
                let lead = match self.rules.unit {
                    LocatorUnit::DocumentsWithPages => Lead::DocumentOn(number, folio),
                    _ => Lead::Document(number),
                };
                Spot { order: (section.0, 0), lead }
            }
            None => Spot { order: (section.0, page), lead: Lead::Page(folio) },
        })
    }

    /// The ends of a stretch, counted alike: by pages where only one of them
    /// stands in a document.
    fn ends(&self, from: AnchorId, to: AnchorId) -> Option<(Spot, Spot)> {
        let (first, last) = (self.spot(from)?, self.spot(to)?);
        if matches!(first.lead, Lead::Page(_)) == matches!(last.lead, Lead::Page(_)) {
            return Some((first, last));
        }
        let by_page = |spot: Spot, anchor| {
            let (_, folio) = self.places.page(anchor)?;
            Some(Spot { lead: Lead::Page(folio), ..spot })
        };
        Some((by_page(first, from)?, by_page(last, to)?))
    }

    /// The passages in the text, runs of mentions merged as the index has it.
    fn runs(&self, passages: &[Passage]) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        for passage in passages.iter().filter(|passage| passage.note.is_none()) {
            let ends = passage.to.and_then(|to| self.ends(passage.from, to));
            let Some(from) = ends.map_or_else(|| self.spot(passage.from), |(from, _)| Some(from))
            else {
                continue;
            };
            let to = ends.map_or(from, |(_, to)| to);
            let to = if to.order < from.order { from } else { to };
            runs.push(Run {
                from,
                to,
                is_range: to.order > from.order,
                is_principal: passage.is_principal,
                is_illustration: passage.is_illustration,
                target: passage.from,
                end: passage.to,
                mentions: passage.mention.into_iter().collect(),
                joining: if passage.to.is_some() { Joining::Passage } else { Joining::Alone },
            });
        }
        runs.sort_by_key(|run| {
            let width = std::cmp::Reverse(run.to.order);
            (run.from.order, width, run.is_illustration)
        });
        self.merged(distinct(runs))
    }

    /// Makes ranges of consecutive mentions that are enough for one.
    fn merged(&self, runs: Vec<Run>) -> Vec<Run> {
        let Merge::AtLeast(least) = self.rules.merge else { return runs };
        let (points, mut merged): (Vec<Run>, Vec<Run>) = runs.into_iter().partition(Run::is_point);
        let mut points = points.as_slice();
        while let Some(first) = points.first() {
            let pairs = points.windows(2);
            let count = 1 + pairs.take_while(|pair| follows(pair[0].to, pair[1].from)).count();
            let (row, rest) = points.split_at(count);
            let last = &row[count - 1];
            if count as u32 >= least.max(2) {
                let end = Some(last.target);
                let mentions = row.iter().flat_map(|run| run.mentions.iter().copied()).collect();
                let joining = Joining::Consecutive(count as u32);
                let (to, is_range) = (last.to, true);
                merged.push(Run { to, is_range, end, mentions, joining, ..first.clone() });
            } else {
                merged.extend_from_slice(row);
            }
            points = rest;
        }
        merged.sort_by_key(|run| {
            let width = std::cmp::Reverse(run.to.order);
            (run.from.order, width, run.is_illustration)
        });
        merged
    }

    /// The mentions in notes, by page or document: none where a name stands in
    /// the text of the same one.
    fn notes(
        &self,
        passages: &[Passage],
        runs: &mut [Run],
    ) -> BTreeMap<(u32, u32), (Lead, Vec<NoteMention>)> {
        let mut notes: BTreeMap<(u32, u32), (Lead, Vec<NoteMention>)> = BTreeMap::new();
        let reaches = reaches(runs);
        for passage in passages {
            let Some(note) = passage.note else { continue };
            let Some(spot) = self.spot(passage.from) else { continue };
            if let Some(run) = covering(runs, &reaches, spot) {
                runs[run].mentions.extend(passage.mention);
                continue;
            }
            let note = self.book.note(note);
            let mark =
                if note.series == Series::Source { String::new() } else { note.mark.clone() };
            let list = &mut notes.entry(spot.order).or_insert((spot.lead, Vec::new())).1;
            match list.iter_mut().find(|known| known.mark == mark) {
                Some(known) => {
                    known.is_principal |= passage.is_principal;
                    known.mentions.extend(passage.mention);
                }
                None => {
                    let (is_principal, target) = (passage.is_principal, passage.from);
                    let mentions = passage.mention.into_iter().collect();
                    list.push(NoteMention { mark, is_principal, target, mentions });
                }
            }
        }
        notes
    }

    fn of_run(&self, run: Run) -> Locator {
        Locator {
            before: String::new(),
            label: self.range(run.from.lead, run.to.lead),
            unit: unit(run.from.lead),
            note: NotePart::None,
            is_principal: run.is_principal,
            is_illustration: run.is_illustration,
            target: run.target,
            end: run.end.filter(|_| run.is_range),
            mentions: run.mentions,
            joining: run.joining,
        }
    }

    fn of_notes(&self, lead: Lead, mentions: Vec<NoteMention>) -> Vec<Locator> {
        note_locators::locators(&self.range(lead, lead), unit(lead), mentions, self.rules)
    }

    /// `12–14`, `12 (45)`; pages are marked as such where other numbers are documents.
    fn range(&self, from: Lead, to: Lead) -> String {
        let is_marked = self.rules.unit != LocatorUnit::Pages;
        let sign = match (is_marked, from == to) {
            (false, _) => "",
            (true, true) => self.wording.page,
            (true, false) => self.wording.pages,
        };
        match (from, to) {
            (Lead::Page(from), Lead::Page(to)) => {
                format!("{sign}{}", ranges::range(from, to, self.rules.ranges))
            }
            (Lead::Document(from), Lead::Document(to)) => self.documents(from, to),
            (Lead::DocumentOn(from, first), Lead::DocumentOn(to, last)) => {
                let pages = ranges::range(first, last, self.rules.ranges);
                format!("{}\u{a0}({pages})", self.documents(from, to))
            }
            (Lead::Page(page), _) | (_, Lead::Page(page)) => page.to_string(),
            (Lead::Document(from), Lead::DocumentOn(to, _))
            | (Lead::DocumentOn(from, _), Lead::Document(to)) => self.documents(from, to),
        }
    }

    /// `12–14`; enclosures in full, `12a–14`.
    fn documents(&self, from: DocumentNumber, to: DocumentNumber) -> String {
        match (from.enclosure, to.enclosure) {
            (0, 0) => {
                let (from, to) = (Folio::Arabic(from.count), Folio::Arabic(to.count));
                ranges::range(from, to, self.rules.ranges)
            }
            _ if from == to => from.to_string(),
            _ => format!("{from}–{to}"),
        }
    }
}

/// Leaves out what another locator says already. `runs` rise, the wider first.
fn distinct(runs: Vec<Run>) -> Vec<Run> {
    let mut distinct: Vec<Run> = Vec::with_capacity(runs.len());
    // Of illustrations and of all else: the last one, and the one that reaches
    // farthest.
    let mut known: [Option<(usize, usize)>; 2] = [None, None];
    for run in runs {
        let kind = usize::from(run.is_illustration);
        let mut farthest = distinct.len();
        if let Some((last, far)) = known[kind] {
            let twin = &mut distinct[last];
            // Two texts without numbers may begin on one page.
            let is_page = matches!(run.from.lead, Lead::Page(_))
                && (twin.from.lead, twin.to.lead) == (run.from.lead, run.to.lead);
            if is_page || (twin.from.order, twin.to.order) == (run.from.order, run.to.order) {
                twin.is_principal |= run.is_principal;
                twin.mentions.extend(run.mentions);
                continue;
            }
            let wide = &mut distinct[far];
            let is_said = wide.to.order >= run.to.order && wide.holds(run.from);
            if is_said && (wide.is_principal || !run.is_principal) {
                wide.mentions.extend(run.mentions);
                continue;
            }
            if wide.to.order >= run.to.order {
                farthest = far;
            }
        }
        known[kind] = Some((distinct.len(), farthest));
        distinct.push(run);
    }
    distinct
}

/// By run: how far it and those before it reach.
fn reaches(runs: &[Run]) -> Vec<(u32, u32)> {
    let mut reach = (0, 0);
    let farther = |run: &Run| {
        reach = reach.max(run.to.order);
        reach
    };
    runs.iter().map(farther).collect()
}

/// The locator of the text that holds a page or document, if one does: the
/// last of those that reach it.
fn covering(runs: &[Run], reaches: &[(u32, u32)], spot: Spot) -> Option<usize> {
    let after = runs.partition_point(|run| run.from.order <= spot.order);
    if after == 0 || reaches[after - 1] < spot.order {
        return None;
    }
    let first = reaches.partition_point(|reach| *reach < spot.order);
    Some(first.min(after - 1))
}

fn unit(lead: Lead) -> LocatorUnit {
    match lead {
        Lead::Page(_) => LocatorUnit::Pages,
        Lead::Document(_) => LocatorUnit::Documents,
        Lead::DocumentOn(..) => LocatorUnit::DocumentsWithPages,
    }
}

fn follows(before: Spot, after: Spot) -> bool {
    match (before.lead, after.lead) {
        (Lead::Page(Folio::Roman(before)), Lead::Page(Folio::Roman(after)))
        | (Lead::Page(Folio::Arabic(before)), Lead::Page(Folio::Arabic(after))) => {
            before.checked_add(1) == Some(after)
        }
        (Lead::Document(before), Lead::Document(after)) => before.precedes(after),
        _ => false,
    }
}
