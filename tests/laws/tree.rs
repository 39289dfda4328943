//! What a screen reader reads: the text of the structure tree, in its order, is
//! the manuscript's.

use std::collections::BTreeMap;

use recto::model::book::{Note, Section, SectionKind};
use recto::model::source::FileId;

use crate::harness::edition::{Edition, Made};
use crate::harness::pdf_tree::{Below, Node, Tree};
use crate::harness::tokens::tokens;
use crate::harness::written::{self, Written};
use crate::laws::check;
use crate::laws::words::{Captions, missing, words_of};

#[test]
fn every_word_is_in_the_tree_in_order() {
    check(|edition, made| {
        let tree = Tree::read(&made.pdf);
        let words = tokens(&tree.text(&tree.root, &|_| false));
        missing(edition, made, &words, Captions::Apart)
    });
}

#[test]
fn the_tree_has_every_stretch_of_the_pages_once_and_nothing_else() {
    check(|_, made| {
        let mut wrong = Vec::new();
        for file in [&made.pdf, &made.press] {
            let tree = Tree::read(file);
            let stray = tree.stray.iter().filter(|(_, text)| !text.trim().is_empty());
            wrong.extend(stray.map(|(page, text)| format!("page {}: stray {text:?}", page + 1)));
            let mut counts: BTreeMap<(usize, i64), usize> = BTreeMap::new();
            for node in tree.nodes() {
                for below in &node.below {
                    if let Below::Mark(page, number) = below {
                        *counts.entry((*page, *number)).or_default() += 1;
                    }
                }
            }
            for (place, _) in counts.iter().filter(|(_, count)| **count != 1) {
                wrong.push(format!("{place:?} is in the tree more than once"));
            }
            for (page, stretches) in tree.marked.iter().enumerate() {
                let lost =
                    stretches.keys().filter(|number| !counts.contains_key(&(page, **number)));
                wrong
                    .extend(lost.map(|number| format!("page {page}: {number} is not in the tree")));
            }
        }
        wrong
    });
}

#[test]
fn both_files_are_read_alike() {
    check(|_, made| {
        let [screen, press] = [&made.pdf, &made.press].map(|file| {
            let tree = Tree::read(file);
            tree.text(&tree.root, &|_| false)
        });
        if screen == press { vec![] } else { vec!["the files' trees say different things".into()] }
    });
}

#[test]
fn each_note_says_what_its_source_says_and_no_word_more() {
    check(|edition, made| {
        let tree = Tree::read(&made.pdf);
        let files = sources(edition, made);
        let mut wrong = Vec::new();
        let mut seen = 0;
        let notes: BTreeMap<&str, &Note> = made
            .book
            .notes
            .iter()
            .map(|note| (made.book.anchor(note.anchor).id.as_str(), note))
            .collect();
        for node in tree.nodes().into_iter().filter(|node| node.kind == "Note") {
            let id = node.dictionary.get(b"ID").and_then(lopdf::Object::as_str).unwrap_or(b"");
            let id = String::from_utf8_lossy(id);
            let Some(note) = notes.get(id.as_ref()) else {
                wrong.push(format!("no note is called {id:?}"));
                continue;
            };
            let section = made.book.section(note.section);
            let Some((source, written)) = file(section).and_then(|file| files.get(&file)) else {
                continue;
            };
            if prints_more(source, note) {
                continue;
            }
            seen += 1;
            let found = tokens(&tree.text(node, &is_of_note));
            let wanted = words_of(made, note, written);
            if found != wanted {
                wrong.push(format!("{id}: {:?} for {:?}", found.join(" "), wanted.join(" ")));
            }
        }
        if seen == 0
            && made.book.notes.iter().any(|note| !note.citations.is_empty())
            && edition.name == "manuscript"
        {
            wrong.push("no note was compared".to_string());
        }
        wrong
    });
}

/// What of a note is no word of its source: its number, and what leads back.
fn is_of_note(node: &Node) -> bool {
    node.kind == "Lbl"
}

/// Whether the text of a note has more than its source has in words: tags and
/// references that print what stands elsewhere, works that are cited, figures
/// that hang on.
fn prints_more(source: &str, note: &Note) -> bool {
    if note.label.is_empty() {
        return true;
    }
    let text = &source[note.span.start as usize..];
    // Its first paragraph is enough to tell; of more, all of them have to be.
    let end = text.find("\n\n").unwrap_or(text.len());
    let is_long = text[end..].trim_start_matches('\n').starts_with("    ");
    let text = &text[..end];
    let tags = text.split("[[").skip(1).any(|tag| {
        let tag = tag.split("]]").next().unwrap_or_default();
        !tag.contains('|') || tag.ends_with('|')
    });
    tags || is_long
        || ["[](", "](page:", "[@", "[-@", " @"].iter().any(|it| text.contains(it))
        || text.contains('^') && text.matches('^').count() > 1
}

/// The Markdown files of the book with their words.
fn sources<'e>(edition: &'e Edition, made: &Made) -> BTreeMap<FileId, (&'e str, Written)> {
    let files = made.book.sections.iter().filter_map(file);
    files
        .map(|id| {
            let text = edition.inputs.sources.file(id).text.as_str();
            (id, (text, written::words(text)))
        })
        .collect()
}

fn file(section: &Section) -> Option<FileId> {
    match &section.kind {
        SectionKind::Chapter(chapter) => Some(chapter.chapter.file),
        SectionKind::Part(part) => part.introduction.as_ref().map(|chapter| chapter.file),
        SectionKind::Generated(_) => None,
    }
}
