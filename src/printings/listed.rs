//! The changes as lines for people, plain or in Markdown.

use crate::model::changes::{
    ChangePlace, Changes, EntryChange, NoteChange, NoteChangeKind, PageChange, TextChange,
};
use crate::model::errata::{self, Bit, Errata};
use crate::model::language::Language;
use crate::printings::said;

/// How lines are marked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Markup {
    Plain,
    Markdown,
}

/// The list of all changes, under headings.
pub(crate) fn list(changes: &Changes, language: &Language, markup: Markup) -> String {
    let wording = errata::of(language);
    let mut list = List { text: String::new(), markup, wording };
    if changes.is_empty() {
        list.text.push_str("nothing has changed\n");
        return list.text;
    }
    list.group("Text", changes.text.iter().map(|change| list.change(change)).collect());
    let sections = changes.sections.iter().map(|section| {
        let verb = if section.is_added { "added" } else { "removed" };
        let folio = section.folio.as_ref().map(|folio| format!(" (p. {folio})"));
        let count = section.words.len();
        format!(
            "{verb}: {}{}, {count} words",
            list.plain(&section.title),
            folio.unwrap_or_default()
        )
    });
    list.group("Sections", sections.collect());
    let documents = changes.documents.iter().map(|document| {
        let number = |number: &Option<String>| number.clone().unwrap_or("none".into());
        format!(
            "{}: {} → {}",
            list.plain(&document.title),
            number(&document.old),
            number(&document.new)
        )
    });
    list.group("Numbers of documents", documents.collect());
    list.group("Notes", changes.notes.iter().map(|note| list.note(note)).collect());
    let mut rest = changes.indexes.as_slice();
    while let Some(first) = rest.first() {
        let count = rest.iter().take_while(|entry| entry.index == first.index).count();
        let (of_index, after) = rest.split_at(count);
        list.group(&first.index, of_index.iter().map(|entry| list.entry(entry)).collect());
        rest = after;
    }
    list.pages(changes);
    list.text
}

struct List {
    text: String,
    markup: Markup,
    wording: &'static Errata,
}

impl List {
    fn group(&mut self, title: &str, lines: Vec<String>) {
        if lines.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        let (head, bullet) = match self.markup {
            Markup::Plain => (format!("{title}\n"), "  "),
            Markup::Markdown => (format!("## {}\n\n", self.plain(title)), "- "),
        };
        self.text.push_str(&head);
        for line in lines {
            self.text.push_str(&format!("{bullet}{line}\n"));
        }
    }

    fn change(&self, change: &TextChange) -> String {
        let bits = said::change(change, self.wording);
        let place = said::place(&change.place, self.wording);
        let place = if place.is_empty() { self.new_place(&change.new_place) } else { place };
        let why = change.correction.as_ref().map(said::reason).unwrap_or_default();
        let why = if why.is_empty() { why } else { format!(" ({})", self.plain(&why)) };
        format!(
            "{}{}{}",
            self.plain(&format!("{place}{} ", self.wording.colon)),
            self.bits(&bits),
            why
        )
    }

    /// Where something stands that the old printing does not have.
    fn new_place(&self, place: &ChangePlace) -> String {
        format!("new {}", said::place(place, self.wording))
    }

    fn note(&self, note: &NoteChange) -> String {
        let bits = said::note(note, self.wording);
        let place = said::place(&note.place, self.wording);
        match (note.kind, &note.old_mark, &note.new_mark) {
            (NoteChangeKind::Renumbered, Some(old), Some(new)) => {
                self.plain(&format!("{place}: now {new}, was {old}"))
            }
            _ => format!(
                "{}{}",
                self.plain(&format!("{place}{} ", self.wording.colon)),
                self.bits(&bits)
            ),
        }
    }

    fn entry(&self, entry: &EntryChange) -> String {
        let heading = self.plain(&entry.heading.join(": "));
        let shown = |locators: &String| {
            if locators.is_empty() { "no locators".to_string() } else { locators.clone() }
        };
        match (&entry.old, &entry.new) {
            (Some(old), Some(new)) => format!("{heading}: {} → {}", shown(old), shown(new)),
            (None, Some(new)) => format!("{heading}: new, {}", shown(new)),
            (Some(old), None) => format!("{heading}: gone, was {}", shown(old)),
            (None, None) => heading,
        }
    }

    fn pages(&mut self, changes: &Changes) {
        let pages = &changes.pages;
        let of_kind = |kind: PageChange| -> Vec<String> {
            let of_kind = pages.changed.iter().filter(|page| page.change == kind);
            of_kind.map(|page| page.folio.clone()).collect()
        };
        let moved = pages.moved.iter().map(|(old, new)| format!("{old} → {new}")).collect();
        let kinds = [
            ("corrected", of_kind(PageChange::Corrected)),
            ("lines run on", of_kind(PageChange::RunOn)),
            ("set otherwise", of_kind(PageChange::Reset)),
            ("moved as they are", moved),
            ("added", pages.added.clone()),
            ("removed", pages.removed.clone()),
        ];
        let mut lines: Vec<String> = kinds
            .into_iter()
            .filter(|(_, folios)| !folios.is_empty())
            .map(|(kind, folios)| format!("{kind}: {}", folios.join(", ")))
            .collect();
        lines.push(format!("as they were: {}", pages.same_count));
        self.group("Pages", lines);
    }

    fn bits(&self, bits: &[Bit]) -> String {
        let mut text = String::new();
        for bit in bits {
            let space = if bit.text.starts_with(' ') { " " } else { "" };
            let words = bit.text.trim();
            match (self.markup, bit.is_ours) {
                (Markup::Markdown, true) => text.push_str(&format!("{space}*{words}*")),
                (Markup::Plain, false) => text.push_str(&format!("{space}“{words}”")),
                _ => text.push_str(&format!("{space}{}", self.plain(words))),
            }
        }
        text
    }

    /// Text in which nothing is markup.
    fn plain(&self, text: &str) -> String {
        let text = text.replace('\u{a0}', " ");
        if self.markup == Markup::Plain {
            return text;
        }
        let mut plain = String::new();
        for letter in text.chars() {
            if matches!(
                letter,
                '\\' | '*' | '_' | '`' | '[' | ']' | '<' | '>' | '#' | '~' | '^' | '|'
            ) {
                plain.push('\\');
            }
            plain.push(letter);
        }
        plain
    }
}
