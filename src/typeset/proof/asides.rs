//! What stands beside a line of a proof: the tags in it, the queries about it.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::book::{Book, Mention, Within};
use crate::model::errata::Bit;
use crate::model::index::Indexes;
use crate::model::length::Length;
use crate::model::manuscript::{Query, Sigil};
use crate::model::pages::Pages;
use crate::model::proof::Changed;
use crate::model::style::Shape as Letters;
use crate::model::text::plain;
use crate::typeset::proof::rows::Rows;
use crate::typeset::proof::sources::Places;

/// Something to say of a line.
pub(crate) struct Aside {
    /// A position in `Pages::pages`.
    pub(crate) page: u32,
    /// The line's number, from 1.
    pub(crate) line: u32,
    pub(crate) is_query: bool,
    pub(crate) runs: Vec<(String, Letters)>,
}

/// A query with its number, from 1, and where it is printed.
pub(crate) struct Asked<'b> {
    pub(crate) number: usize,
    pub(crate) query: &'b Query,
    /// Page and line; none where nothing of its file is printed.
    pub(crate) place: Option<(u32, u32)>,
}

/// The queries in the order of the pages; those without a place come last.
pub(crate) fn queries<'b>(book: &'b Book, places: &Places) -> Vec<Asked<'b>> {
    let mut asked: Vec<Asked<'b>> = book
        .queries
        .iter()
        .map(|query| {
            let place = places.of_query(query).map(|placed| (placed.page, placed.number));
            Asked { number: 0, query, place }
        })
        .collect();
    asked.sort_by_key(|asked| (asked.place.is_none(), asked.place, asked.query.span));
    for (number, asked) in (1..).zip(&mut asked) {
        asked.number = number;
    }
    asked
}

/// All that is to be said, by page and line: queries, changes, tags. `reach` is
/// how far below its anchor's place a line's baseline is.
pub(crate) fn asides(
    (book, indexes, pages): (&Book, &Indexes, &Pages),
    (asked, changed): (&[Asked<'_>], &[Changed]),
    rows: &[Rows],
    reach: Length,
) -> Vec<Aside> {
    let mut asides: Vec<Aside> = asked
        .iter()
        .filter_map(|asked| {
            let (page, line) = asked.place?;
            let label = format!("Query {}: ", asked.number);
            let runs = vec![(label, Letters::Bold), (asked.query.text.clone(), Letters::Roman)];
            Some(Aside { page, line, is_query: true, runs })
        })
        .collect();
    asides.extend(changes(changed, rows));
    asides.extend(tags(book, indexes, pages, rows, reach));
    asides.sort_by_key(|aside| (aside.page, aside.line, !aside.is_query));
    asides
}

/// What has changed since an older printing.
fn changes(changed: &[Changed], rows: &[Rows]) -> Vec<Aside> {
    let letters = |bit: &Bit| if bit.is_ours { Letters::Italic } else { Letters::Roman };
    let sayings = changed.iter().flat_map(|line| line.says.iter().map(move |bits| (line, bits)));
    let asides = sayings.map(|(line, bits)| {
        let numbers = &rows[line.page as usize].numbers;
        let number = numbers.get(line.line as usize).copied().unwrap_or_default();
        let runs = bits.iter().map(|bit| (bit.text.clone(), letters(bit))).collect();
        Aside { page: line.page, line: number, is_query: false, runs }
    });
    asides.collect()
}

/// A tag with its place.
struct Tag<'b> {
    page: u32,
    line: u32,
    mention: &'b Mention,
    count: usize,
}

fn tags(book: &Book, indexes: &Indexes, pages: &Pages, rows: &[Rows], reach: Length) -> Vec<Aside> {
    let mut tags: Vec<Tag<'_>> = Vec::new();
    for mention in book.mentions.iter().filter(|mention| mention.within != Within::Register) {
        let Some(position) = pages.anchors[mention.anchor.0 as usize] else { continue };
        let line = rows[position.page as usize].nearest(position.y + reach);
        tags.push(Tag { page: position.page, line, mention, count: 1 });
    }
    tags.sort_by_key(|tag| (tag.page, tag.line));
    tags.dedup_by(|next, tag| {
        let is_same = (tag.page, tag.line) == (next.page, next.line) && says_same(tag, next);
        tag.count += usize::from(is_same) * next.count;
        is_same
    });
    let keys = sort_keys(indexes);
    let mut told: BTreeSet<(u32, u32)> = BTreeSet::new();
    tags.iter()
        .map(|tag| {
            // What belongs to the record is told once a page.
            let is_new = told.insert((tag.page, tag.mention.record.0));
            let runs = runs(tag, book, is_new.then_some(&keys));
            Aside { page: tag.page, line: tag.line, is_query: false, runs }
        })
        .collect()
}

fn says_same(tag: &Tag<'_>, next: &Tag<'_>) -> bool {
    let of = |tag: &Tag<'_>| (tag.mention.record, tag.mention.sigil, tag.mention.within);
    of(tag) == of(next)
        && tag.mention.subheadings == next.mention.subheadings
        && tag.mention.is_whole_section == next.mention.is_whole_section
}

/// By record: what of its heading counts in the order of the first index that
/// prints it; of the glossary's terms, that they are there.
fn sort_keys(indexes: &Indexes) -> BTreeMap<u32, &str> {
    let groups = indexes.indexes.iter().flat_map(|index| &index.groups);
    let mut keys = BTreeMap::new();
    for entry in groups.flat_map(|group| &group.entries).filter(|entry| entry.anchor.is_some()) {
        if let Some(record) = entry.record {
            keys.entry(record.0).or_insert(entry.sorts_as.as_str());
        }
    }
    for term in &indexes.glossary {
        keys.entry(term.record.0).or_insert("in the glossary");
    }
    keys
}

/// The identifier, where `keys` are given the heading and the sort key, then
/// what kind of locator the tag makes.
fn runs(tag: &Tag<'_>, book: &Book, keys: Option<&BTreeMap<u32, &str>>) -> Vec<(String, Letters)> {
    let mention = tag.mention;
    let data = &book.record(mention.record).data;
    let mut runs = vec![(data.id.clone(), Letters::Bold)];
    if let Some(keys) = keys {
        runs.push((format!(" {}", plain(&data.heading)), Letters::Roman));
        let own = data.sort.as_deref();
        match own.or(keys.get(&mention.record.0).copied()) {
            Some(key) => runs.push((format!(" [{key}]"), Letters::Roman)),
            None => runs.push((" [in no index]".to_string(), Letters::Roman)),
        }
    }
    for subheading in &mention.subheadings {
        runs.push((format!(" # {subheading}"), Letters::Roman));
    }
    let times = if tag.count > 1 { format!(" ×{}", tag.count) } else { String::new() };
    runs.push((format!(" {}{times}", kind(mention, book)), Letters::Italic));
    runs
}

/// What kind of locator a tag makes.
fn kind(mention: &Mention, book: &Book) -> String {
    if mention.is_whole_section {
        return "whole section".to_string();
    }
    let plain = match mention.within {
        Within::Note(_) => "note locator",
        Within::Caption(_) => "illustration",
        Within::Text | Within::Heading | Within::Register => "locator",
    };
    let kind = match mention.sigil {
        Sigil::None => plain,
        Sigil::Principal => "principal",
        Sigil::Passing => "passing, not indexed",
        Sigil::Opens => "passage opens",
        Sigil::Closes => "passage closes",
    };
    match mention.within {
        Within::Note(note) => match book.note(note).mark.as_str() {
            "" => format!("{kind}, source note"),
            mark => format!("{kind}, note {mark}"),
        },
        Within::Caption(number) => format!("{kind}, figure {number}"),
        Within::Heading => format!("{kind}, in a heading"),
        Within::Text | Within::Register => kind.to_string(),
    }
}
