//! The documents' numbers beside those of other editions, both ways.

use std::cmp::Ordering;

use crate::model::book::{AnchorId, Reference};
use crate::model::document_words::DocumentWords;
use crate::model::listing::{ListingCell, ListingGroup, ListingRow};
use crate::model::manuscript::Document;
use crate::model::text::{Alignment, Inline};
use crate::resolve::listings::{linked, text};

/// A document with the place where it stands.
#[derive(Clone, Copy)]
pub(crate) struct Numbered<'a> {
    pub(crate) document: &'a Document<Reference>,
    pub(crate) anchor: AnchorId,
}

impl Numbered<'_> {
    /// Its numbers in another edition, as they are written: `4` or `4, 5`.
    fn number_in(&self, edition: &str) -> Option<&str> {
        let mut numbers = self.document.numbers.iter();
        numbers.find(|(name, ..)| name == edition).map(|(_, number, _)| number.trim())
    }

    /// Its number here, as a link; a dash where it has none.
    fn number(&self) -> Vec<Inline<Reference>> {
        let number = self.document.number.map_or("–".to_string(), |number| number.to_string());
        linked(self.anchor, &number)
    }
}

/// First from this edition to all others, then from each of them to this one.
/// `editions` has their titles; where it is empty, their names are printed, in
/// the order in which the documents first give them. `row` gives anchors.
pub(crate) fn groups(
    documents: &[Numbered<'_>],
    editions: &[(String, String)],
    words: &DocumentWords,
    row: &mut dyn FnMut() -> AnchorId,
) -> Vec<ListingGroup> {
    let mut titles: Vec<(&str, &str)> = Vec::new();
    if editions.is_empty() {
        for (name, ..) in documents.iter().flat_map(|it| &it.document.numbers) {
            if titles.iter().all(|(known, _)| known != name) {
                titles.push((name, name));
            }
        }
    } else {
        titles.extend(editions.iter().map(|(name, title)| (name.as_str(), title.as_str())));
    }
    titles.retain(|(name, _)| documents.iter().any(|it| it.number_in(name).is_some()));
    if titles.is_empty() {
        return Vec::new();
    }
    let mut groups = vec![from_here(documents, &titles, words, row)];
    for (name, title) in titles {
        groups.push(from_there(documents, (name, title), words, row));
    }
    groups
}

fn from_here(
    documents: &[Numbered<'_>],
    titles: &[(&str, &str)],
    words: &DocumentWords,
    row: &mut dyn FnMut() -> AnchorId,
) -> ListingGroup {
    let of_edition =
        |document: &Numbered<'_>, name: &str| vec![text(document.number_in(name).unwrap_or("–"))];
    let known = documents
        .iter()
        .filter(|document| titles.iter().any(|(name, _)| document.number_in(name).is_some()));
    let rows = known.map(|document| {
        let others = titles.iter().map(|(name, _)| of_edition(document, name));
        let cells = std::iter::once(document.number()).chain(others);
        let mut cells: Vec<ListingCell> = cells.map(ListingCell::Text).collect();
        cells.push(ListingCell::Page(document.anchor));
        ListingRow { anchor: row(), cells }
    });
    let mut head = vec![words.this_edition.to_string()];
    head.extend(titles.iter().map(|(_, title)| (*title).to_string()));
    head.push(words.page.to_string());
    let rows = rows.collect();
    let heading = Vec::new();
    ListingGroup { heading, alignments: vec![Alignment::End; head.len()], head, rows }
}

fn from_there(
    documents: &[Numbered<'_>],
    (name, title): (&str, &str),
    words: &DocumentWords,
    row: &mut dyn FnMut() -> AnchorId,
) -> ListingGroup {
    // A document may be two of another edition.
    let mut numbers: Vec<(&str, &Numbered<'_>)> = documents
        .iter()
        .filter_map(|document| Some((document.number_in(name)?, document)))
        .flat_map(|(numbers, document)| {
            numbers.split(',').map(move |number| (number.trim(), document))
        })
        .collect();
    numbers.sort_by(|(left, _), (right, _)| natural(left, right));
    let rows = numbers.into_iter().map(|(number, document)| {
        let cells = [linked(document.anchor, number), document.number()];
        let mut cells: Vec<ListingCell> = cells.into_iter().map(ListingCell::Text).collect();
        cells.push(ListingCell::Page(document.anchor));
        ListingRow { anchor: row(), cells }
    });
    let rows = rows.collect();
    let head = [title, words.this_edition, words.page].map(String::from).to_vec();
    let alignments = vec![Alignment::End; head.len()];
    ListingGroup { heading: vec![text(title)], head, alignments, rows }
}

/// The order in which people count: `2` before `10`, `i/9` before `ii/1`, `12`
/// before `12a`.
fn natural(left: &str, right: &str) -> Ordering {
    let (mut left, mut right) = (left, right);
    loop {
        let is_digit = |letter: char| letter.is_ascii_digit();
        let split = |text: &str| {
            let starts = text.starts_with(is_digit);
            text.find(|letter| is_digit(letter) != starts).unwrap_or(text.len())
        };
        let (one, other) = (&left[..split(left)], &right[..split(right)]);
        let order = match (one.parse::<u64>(), other.parse::<u64>()) {
            (Ok(one), Ok(other)) => one.cmp(&other),
            _ => one.cmp(other),
        };
        if order != Ordering::Equal || one.is_empty() {
            return order;
        }
        (left, right) = (&left[one.len()..], &right[other.len()..]);
    }
}

#[cfg(test)]
mod tests {
    use super::natural;

    #[track_caller]
    fn check(numbers: &[&str]) {
        let mut sorted = numbers.to_vec();
        sorted.reverse();
        sorted.sort_by(|left, right| natural(left, right));
        assert_eq!(sorted, numbers);
    }

    #[test]
    fn numbers_are_counted() {
        check(&["2", "10", "10a", "11"]);
        check(&["I, 2", "I, 10", "II, 1"]);
        check(&["007", "8"]);
    }
}
