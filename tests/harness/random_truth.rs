//! What an index must say, from the text of the pages alone: the words beside
//! the mentions tell their pages, and those that begin notes their marks.

use std::collections::{BTreeMap, BTreeSet};

use crate::harness::random_book::{Manuscript, Mention, Place};

/// What the pages print.
pub struct Truth {
    /// Their printed numbers.
    labels: Vec<String>,
    /// By marker: its page, and how far down it stands.
    places: BTreeMap<u32, (usize, usize)>,
    /// The marks of the notes, by the word that begins each.
    marks: BTreeMap<u32, String>,
}

/// What an index prints for some mentions. Pages are counted from 0.
#[derive(Debug)]
pub enum Item {
    Pages { from: usize, to: usize, markers: BTreeSet<u32> },
    Notes { page: usize, groups: Vec<Group> },
}

/// Notes that stand as one: their marks, and the mentions in the first.
#[derive(Clone, Debug)]
pub struct Group {
    pub from: String,
    pub to: String,
    pub markers: BTreeSet<u32>,
    is_principal: bool,
}

impl Item {
    /// The mentions to one of which each locator must lead.
    pub fn markers(&self) -> Vec<&BTreeSet<u32>> {
        match self {
            Item::Pages { markers, .. } => vec![markers],
            Item::Notes { groups, .. } => groups.iter().map(|group| &group.markers).collect(),
        }
    }

    fn holds(&self, page: usize) -> bool {
        matches!(self, Item::Pages { from, to, .. } if (*from..=*to).contains(&page))
    }
}

/// By page, the mentions on it.
type Points = BTreeMap<usize, BTreeSet<u32>>;

impl Truth {
    /// Finds the markers on the pages, which come with their printed numbers.
    pub fn read<'a>(
        pages: impl Iterator<Item = (&'a str, &'a String)>,
        manuscript: &Manuscript,
    ) -> Result<Truth, String> {
        let (mut labels, mut places, mut marks) = (Vec::new(), BTreeMap::new(), BTreeMap::new());
        for (page, (label, text)) in pages.enumerate() {
            labels.push(label.to_string());
            for (at, number) in found(text, "zq") {
                let is_known = places.contains_key(&number);
                if is_known && !manuscript.in_titles.contains(&number) {
                    return Err(format!("zq{number}x is printed twice"));
                }
                places.entry(number).or_insert((page, at));
            }
            for (at, number) in found(text, "nq") {
                let before = text[..at].trim_end_matches([' ', '.', '\u{a0}', '\u{2002}']);
                let is_digit = |c: char| c.is_ascii_digit();
                let mark = before.trim_end_matches(is_digit).len();
                if mark == before.len() {
                    return Err(format!("the note nq{number}x has no mark: {text}"));
                }
                marks.insert(number, before[mark..].to_string());
            }
        }
        for mention in &manuscript.mentions {
            let end = if let Place::Passage(end) = mention.place { end } else { mention.marker };
            if let Some(lost) = [mention.marker, end].iter().find(|it| !places.contains_key(it)) {
                return Err(format!("zq{lost}x is printed nowhere"));
            }
        }
        Ok(Truth { labels, places, marks })
    }

    /// The printed number of a page.
    pub fn label(&self, page: usize) -> String {
        self.labels[page].clone()
    }

    fn page(&self, marker: u32) -> usize {
        self.places[&marker].0
    }

    /// What the index must print for the mentions under one heading.
    pub fn items(&self, mentions: &[&Mention], merge: &str) -> Vec<Item> {
        let mut items = self.passages(mentions);
        let (mut plain, mut principal) = (Points::new(), BTreeSet::new());
        let mut captions = Points::new();
        for mention in mentions {
            let page = self.page(mention.marker);
            let points = match mention.place {
                Place::Caption => &mut captions,
                Place::Note(_) => continue,
                Place::Passage(end) if self.page(end) > page => continue,
                Place::Passage(_) | Place::Text => &mut plain,
            };
            points.entry(page).or_default().insert(mention.marker);
            if mention.is_principal && mention.place == Place::Text {
                principal.insert(page);
            }
        }
        // What lies in a passage is said, but a principal place is printed.
        plain.retain(|page, _| principal.contains(page) || !items.iter().any(|it| it.holds(*page)));
        let (bold, plain): (Points, Points) =
            plain.into_iter().partition(|(page, _)| principal.contains(page));
        // Of one page the text comes first: what is sorted stays so.
        items.extend(bold.into_iter().map(single));
        items.extend(self.merged(plain, least(merge)));
        items.extend(captions.into_iter().map(single));
        items.extend(self.notes(mentions, &items, least(merge)));
        items.sort_by_key(|item| match item {
            Item::Pages { from, to, .. } => (*from, std::cmp::Reverse(*to)),
            Item::Notes { page, .. } => (*page, std::cmp::Reverse(*page)),
        });
        items
    }

    /// Passages of several pages; none that another one holds.
    fn passages(&self, mentions: &[&Mention]) -> Vec<Item> {
        let mut ranges: BTreeMap<(usize, usize), BTreeSet<u32>> = BTreeMap::new();
        for mention in mentions {
            let Place::Passage(end) = mention.place else { continue };
            let (from, to) = (self.page(mention.marker), self.page(end));
            if from < to {
                ranges.entry((from, to)).or_default().insert(mention.marker);
            }
        }
        let all: Vec<(usize, usize)> = ranges.keys().copied().collect();
        let is_held = |it: &(usize, usize)| {
            all.iter().any(|other| other != it && other.0 <= it.0 && it.1 <= other.1)
        };
        let ranges = ranges.into_iter().filter(|(range, _)| !is_held(range));
        ranges.map(|((from, to), markers)| Item::Pages { from, to, markers }).collect()
    }

    /// Rows of consecutive pages, as one where they are enough.
    fn merged(&self, points: Points, least: usize) -> Vec<Item> {
        let is_roman = |page: usize| self.labels[page].starts_with(char::is_alphabetic);
        let mut rows: Vec<Vec<(usize, BTreeSet<u32>)>> = Vec::new();
        for (page, markers) in points {
            let last = rows.last_mut().filter(|row| {
                let last = row.last().map_or(0, |(last, _)| *last);
                last + 1 == page && is_roman(last) == is_roman(page)
            });
            match last {
                Some(row) => row.push((page, markers)),
                None => rows.push(vec![(page, markers)]),
            }
        }
        let items = |row: Vec<(usize, BTreeSet<u32>)>| {
            if row.len() < least {
                return row.into_iter().map(single).collect();
            }
            let to = row[row.len() - 1].0;
            let (from, markers) = row[0].clone();
            vec![Item::Pages { from, to, markers }]
        };
        rows.into_iter().flat_map(items).collect()
    }

    /// The notes on pages that no locator holds.
    fn notes(&self, mentions: &[&Mention], items: &[Item], least: usize) -> Vec<Item> {
        let mut inside: Vec<(usize, usize, &str, &Mention)> = Vec::new();
        for mention in mentions {
            let Place::Note(note) = mention.place else { continue };
            let (page, at) = self.places[&mention.marker];
            if !items.iter().any(|item| item.holds(page)) {
                inside.push((page, at, &self.marks[&note], mention));
            }
        }
        inside.sort_by_key(|(page, at, ..)| (*page, *at));
        let mut pages: BTreeMap<usize, Vec<Group>> = BTreeMap::new();
        for (page, _, mark, mention) in inside {
            let groups = pages.entry(page).or_default();
            let (marker, is_principal) = (mention.marker, mention.is_principal);
            if let Some(group) = groups.iter_mut().find(|group| group.from == mark) {
                group.markers.insert(marker);
                group.is_principal |= is_principal;
                continue;
            }
            let (from, to) = (mark.to_string(), mark.to_string());
            groups.push(Group { from, to, markers: BTreeSet::from([marker]), is_principal });
        }
        let item = |(page, groups)| Item::Notes { page, groups: merged_notes(groups, least) };
        pages.into_iter().map(item).collect()
    }
}

fn single((page, markers): (usize, BTreeSet<u32>)) -> Item {
    Item::Pages { from: page, to: page, markers }
}

/// From how many on neighbours stand as one.
fn least(merge: &str) -> usize {
    merge.parse().unwrap_or(usize::MAX)
}

fn merged_notes(groups: Vec<Group>, least: usize) -> Vec<Group> {
    let number = |mark: &str| mark.parse::<u32>().expect("marks are numbers here");
    let mut rows: Vec<Vec<Group>> = Vec::new();
    for group in groups {
        let last = rows.last_mut().filter(|row| {
            row.last().is_some_and(|last| {
                number(&last.to) + 1 == number(&group.from)
                    && !last.is_principal
                    && !group.is_principal
            })
        });
        match last {
            Some(row) => row.push(group),
            None => rows.push(vec![group]),
        }
    }
    let as_one = |row: Vec<Group>| {
        if row.len() < least {
            return row;
        }
        let to = row[row.len() - 1].to.clone();
        vec![Group { to, ..row[0].clone() }]
    };
    rows.into_iter().flat_map(as_one).collect()
}

/// The markers of a kind in a text: where, and their numbers.
fn found(text: &str, kind: &str) -> Vec<(usize, u32)> {
    let marker = |(at, _): (usize, &str)| {
        let digits = &text[at + kind.len()..];
        let (digits, _) = digits.split_once('x')?;
        Some((at, digits.parse().ok()?))
    };
    text.match_indices(kind).filter_map(marker).collect()
}
