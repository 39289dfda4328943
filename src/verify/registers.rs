//! Indexes and glossaries: headings, what is said under them and where they
//! lead, each in its order. Locators lie between, and are passed over.

use crate::model::book::{Book, Reference, Section, SectionKind};
use crate::model::edition::Generated;
use crate::model::index::{CrossReferences, Entry, Index, Indexes, Subentry, Term};
use crate::model::source::Span;
use crate::model::text::{Inline, plain};
use crate::verify::found::Stream;
use crate::verify::letters;

/// Words of a list that must be there.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) letters: String,
    /// Where they stand in the sources; none for a heading that no register has.
    pub(crate) span: Option<Span>,
}

impl Said {
    fn new(text: &str, span: Option<Span>) -> Said {
        Said { letters: letters::of(text), span }
    }

    fn of(content: &[Inline<Reference>], other: Option<Span>) -> Said {
        Said::new(&plain(content), first(content).or(other))
    }
}

/// What a section must say, if it is a list that registers make: some rows,
/// each in order. What stands in two rows may come in any order.
pub(crate) fn rows(book: &Book, indexes: &Indexes, section: &Section) -> Vec<Vec<Said>> {
    match &section.kind {
        SectionKind::Generated(Generated::Index(at)) => {
            indexes.indexes.get(*at).map_or_else(Vec::new, |index| of_index(book, index))
        }
        SectionKind::Generated(Generated::Glossary) => {
            vec![indexes.glossary.iter().flat_map(|term| definition(book, term)).collect()]
        }
        SectionKind::Generated(Generated::Abbreviations) => {
            vec![indexes.abbreviations(book).flat_map(|term| expansion(book, term)).collect()]
        }
        _ => Vec::new(),
    }
}

fn of_index(book: &Book, index: &Index) -> Vec<Vec<Said>> {
    let (mut notes, mut below, mut leads) = (Vec::new(), Vec::new(), Vec::new());
    let entries = index.groups.iter().flat_map(|group| &group.entries);
    for entry in entries.filter(|entry| !entry.is_blank()) {
        let span = entry.record.map(|record| book.record(record).data.span);
        for row in [&mut notes, &mut below, &mut leads] {
            row.push(Said::of(&entry.heading, span));
        }
        notes.push(Said::of(&entry.note, span));
        subheadings(&entry.subentries, span, &mut below);
        leads.extend(references(entry).into_iter().map(|to| Said::new(to, span)));
    }
    vec![notes, below, leads]
}

fn subheadings(entries: &[Subentry], span: Option<Span>, row: &mut Vec<Said>) {
    for entry in entries {
        row.push(Said::new(&entry.heading, span));
        subheadings(&entry.subentries, span, row);
    }
}

/// The headings that an entry leads to.
fn references(entry: &Entry) -> Vec<&str> {
    match &entry.references {
        CrossReferences::None => Vec::new(),
        CrossReferences::See(_, heading) => vec![heading],
        CrossReferences::SeeAlso(all) => all.iter().map(|(_, heading)| heading.as_str()).collect(),
    }
}

fn definition(book: &Book, term: &Term) -> Vec<Said> {
    let data = &book.record(term.record).data;
    let mut said = expansion(book, term);
    said.extend([&data.gloss, &data.note].map(|part| Said::of(part, Some(data.span))));
    said
}

fn expansion(book: &Book, term: &Term) -> Vec<Said> {
    let data = &book.record(term.record).data;
    let expansion = data.expansion.as_ref().map(|(expansion, _)| expansion.as_slice());
    let parts = [Some(&data.heading[..]), expansion];
    parts.into_iter().flatten().map(|part| Said::of(part, Some(data.span))).collect()
}

/// The place of the first text.
fn first(content: &[Inline<Reference>]) -> Option<Span> {
    content.iter().find_map(|inline| match inline {
        Inline::Text(text) => Some(text.span),
        Inline::Styled { content, .. }
        | Inline::Foreign { content, .. }
        | Inline::Reference { content, .. } => first(content),
        Inline::LineBreak | Inline::Image { .. } => None,
    })
}

/// The first words that are not there. Each is looked for behind the one
/// before it, as near as can be: words that are all there are all found.
pub(crate) fn missing<'s>(rows: &'s [Vec<Said>], stream: &Stream) -> Option<&'s Said> {
    rows.iter().find_map(|row| {
        let mut rest = stream.letters.as_str();
        row.iter().find(|said| match rest.find(&said.letters) {
            Some(at) => {
                rest = &rest[at + said.letters.len()..];
                false
            }
            None => true,
        })
    })
}
