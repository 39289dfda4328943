//! The numbers that documents have, for programs to read and for the next
//! edition to compare with its own.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::{Deserialize, Serialize};

use crate::model::book::{Book, SectionKind};
use crate::model::pages::Pages;
use crate::model::text::plain;

/// What stands in a file of numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Numbers {
    /// The edition's title and its date.
    pub edition: String,
    #[serde(default)]
    pub date: Option<String>,
    /// In the order of the book.
    pub documents: Vec<Numbered>,
}

/// A document as an edition has it. `id` never changes, all else may.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Numbered {
    pub id: String,
    /// None where documents take no numbers, or this one does not.
    pub number: Option<String>,
    pub title: String,
    #[serde(default)]
    pub date: Option<String>,
    /// The folio of the page on which it begins.
    pub page: Option<String>,
}

/// A document of either edition, or of both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Pair<'a> {
    pub id: &'a str,
    pub old: Option<&'a Numbered>,
    pub new: Option<&'a Numbered>,
}

impl Numbers {
    /// The numbers of a book.
    pub fn of(book: &Book, pages: &Pages) -> Numbers {
        let documents = book.sections.iter().filter_map(|section| {
            let SectionKind::Chapter(chapter) = &section.kind else { return None };
            let document = chapter.chapter.document.as_ref()?;
            Some(Numbered {
                id: document.id.clone(),
                number: document.number.map(|number| number.to_string()),
                title: plain(&chapter.chapter.title),
                date: document.date.map(|date| match date.to {
                    Some(to) => format!("{}/{to}", date.from),
                    None => date.from.to_string(),
                }),
                page: pages.folio(section.anchor).map(|folio| folio.to_string()),
            })
        });
        Numbers {
            edition: book.edition.title.clone(),
            date: book.edition.date.map(|date| date.to_string()),
            documents: documents.collect(),
        }
    }

    /// The file as text: JSON, a line for each value.
    pub fn json(&self) -> String {
        json(self)
    }

    /// The numbers, a line for each document.
    pub fn text(&self) -> String {
        let rows = self.documents.iter().map(|document| {
            let number = shown(document.number.as_deref());
            vec![
                number,
                shown(document.page.as_deref()),
                document.id.clone(),
                document.title.clone(),
            ]
        });
        table(&["number", "page", "id", "title"], rows.collect())
    }

    /// The documents of both editions: those of the new one in its order, then
    /// those that it does not have any more.
    pub fn beside<'a>(&'a self, old: &'a Numbers) -> Vec<Pair<'a>> {
        let by_id = |numbers: &'a Numbers| -> BTreeMap<&'a str, &'a Numbered> {
            numbers.documents.iter().map(|document| (document.id.as_str(), document)).collect()
        };
        let (before, now) = (by_id(old), by_id(self));
        let kept = self.documents.iter().map(|new| {
            let id = new.id.as_str();
            Pair { id, old: before.get(id).copied(), new: Some(new) }
        });
        let gone = old.documents.iter().filter(|old| !now.contains_key(old.id.as_str()));
        let gone = gone.map(|old| Pair { id: &old.id, old: Some(old), new: None });
        kept.chain(gone).collect()
    }
}

/// Old numbers beside new ones, a line for each document.
pub fn text(pairs: &[Pair<'_>]) -> String {
    let rows = pairs.iter().map(|pair| {
        let number = |side: Option<&Numbered>| shown(side.and_then(|it| it.number.as_deref()));
        let page = |side: Option<&Numbered>| shown(side.and_then(|it| it.page.as_deref()));
        let title = pair.new.or(pair.old).map_or("", |document| document.title.as_str());
        let note = match (pair.old, pair.new) {
            (None, _) => " (new)",
            (_, None) => " (gone)",
            _ => "",
        };
        let (old, new) = (number(pair.old), number(pair.new));
        vec![old, new, page(pair.old), page(pair.new), pair.id.into(), format!("{title}{note}")]
    });
    let head = ["old", "new", "old page", "new page", "id", "title"];
    let mut text = table(&head, rows.collect());
    let count = |is: fn(&Pair<'_>) -> bool| pairs.iter().filter(|pair| is(pair)).count();
    let moved = count(
        |pair| matches!((pair.old, pair.new), (Some(old), Some(new)) if old.number != new.number),
    );
    let (new, gone) = (count(|pair| pair.old.is_none()), count(|pair| pair.new.is_none()));
    write!(text, "\n{moved} renumbered, {new} new, {gone} gone").expect("a string takes all text");
    text
}

/// Old numbers beside new ones, for programs.
pub fn pairs_json(pairs: &[Pair<'_>]) -> String {
    json(&BTreeMap::from([("documents", pairs)]))
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string_pretty(value).expect("texts and lists can be written as JSON")
}

fn shown(value: Option<&str>) -> String {
    value.unwrap_or("–").to_string()
}

/// Columns as wide as what stands in them; the last one ends as it will.
fn table(head: &[&str], rows: Vec<Vec<String>>) -> String {
    let head: Vec<String> = head.iter().map(|title| (*title).to_string()).collect();
    let width = |column: usize| {
        let cells = rows.iter().chain([&head]).map(|row| row[column].chars().count());
        cells.max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..head.len()).map(width).collect();
    let mut text = String::new();
    for row in [&head].into_iter().chain(&rows) {
        let cells = row
            .iter()
            .zip(&widths)
            .map(|(cell, width)| cell.clone() + &" ".repeat(width - cell.chars().count()));
        let line = cells.collect::<Vec<_>>().join("  ");
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{Numbered, Numbers, text};

    fn numbers(documents: &[(&str, &str)]) -> Numbers {
        let documents = documents.iter().map(|(id, number)| Numbered {
            id: (*id).to_string(),
            number: Some((*number).to_string()),
            title: id.to_uppercase(),
            date: None,
            page: None,
        });
        Numbers { edition: "Letters".into(), date: None, documents: documents.collect() }
    }

    #[test]
    fn old_and_new_stand_side_by_side() {
        let old = numbers(&[("a", "1"), ("b", "2"), ("c", "3")]);
        let new = numbers(&[("a", "1"), ("x", "2"), ("b", "3")]);
        let shown = text(&new.beside(&old));
        let lines: Vec<String> = shown
            .lines()
            .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
            .collect();
        let expected = [
            "old new old page new page id title",
            "1 1 – – a A",
            "– 2 – – x X (new)",
            "2 3 – – b B",
            "3 – – – c C (gone)",
            "",
            "1 renumbered, 1 new, 1 gone",
        ];
        assert_eq!(lines, expected);
    }

    #[test]
    fn what_is_written_can_be_read() {
        let written = numbers(&[("a", "1"), ("b", "1a")]);
        assert_eq!(serde_json::from_str::<Numbers>(&written.json()).ok(), Some(written));
    }
}
