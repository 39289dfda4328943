//! Documents in their order: those that a pattern names by their dates,
//! enclosures below their letters.

use rustc_hash::FxHashMap;

use crate::model::book::SectionId;
use crate::model::date::Date;
use crate::model::diagnostic::Diagnostics;
use crate::model::edition::{DocumentOrder, DocumentSettings, Enclosures};
use crate::model::manuscript::{Document, Written};
use crate::model::source::Span;
use crate::resolve::sections::{Planned, PlannedKind};

/// The sections with their documents in order. Reports enclosures that two
/// letters claim, and letters that enclose one another.
pub(crate) fn arranged(
    sections: Vec<Planned>,
    settings: &DocumentSettings,
    diagnostics: &mut Diagnostics,
) -> Vec<Planned> {
    let mut order: Vec<usize> = (0..sections.len()).collect();
    if settings.order == DocumentOrder::Date {
        by_date(&sections, &mut order);
    }
    let mut letters = letters(&sections, diagnostics);
    if settings.enclosures == Enclosures::Apart {
        letters.fill(None);
    }
    let order = below_letters(&order, &letters);
    let mut places = vec![0; order.len()];
    for (to, from) in order.iter().enumerate() {
        places[*from] = to;
    }
    let moved = |id: SectionId| SectionId(places[id.0 as usize] as u32);
    let mut slots: Vec<Option<Planned>> = sections.into_iter().map(Some).collect();
    let mut arranged: Vec<Planned> = Vec::with_capacity(order.len());
    for from in order {
        let mut section = slots[from].take().expect("each section has one place");
        section.part = section.part.map(moved);
        if let Some(letter) = letters[from] {
            // The letter stands before what it encloses.
            let letter = &arranged[places[letter]];
            (section.matter, section.part) = (letter.matter, letter.part);
            section.depth = letter.depth.saturating_add(1);
            section.is_enclosed = true;
        }
        arranged.push(section);
    }
    arranged
}

/// Sorts each row of documents that one pattern names. A document without a
/// date stays behind the one before it.
fn by_date(sections: &[Planned], order: &mut [usize]) {
    let mut start = 0;
    while start < order.len() {
        let is_alike = |at: &usize| {
            let (first, other) = (&sections[order[start]], &sections[order[*at]]);
            document(other).is_some() && (other.part, other.entry) == (first.part, first.entry)
        };
        let end = (start..order.len()).take_while(is_alike).last().map_or(start, |last| last + 1);
        let mut key: Option<(i32, u8, u8, bool, Option<Date>)> = None;
        let mut row: Vec<_> = order[start..end]
            .iter()
            .map(|at| {
                let date = document(&sections[*at]).and_then(|document| document.date.as_ref());
                key = date.map(|date| date.order()).or(key);
                (key, *at)
            })
            .collect();
        row.sort_by_key(|(key, _)| *key);
        for (slot, (_, at)) in order[start..end].iter_mut().zip(row) {
            *slot = at;
        }
        start = end.max(start + 1);
    }
}

/// A section's document. A part's introduction is none.
fn document(section: &Planned) -> Option<&Document<Written>> {
    match &section.kind {
        PlannedKind::Chapter(chapter) => chapter.document.as_ref(),
        _ => None,
    }
}

/// By section: the letter that encloses it.
fn letters(sections: &[Planned], diagnostics: &mut Diagnostics) -> Vec<Option<usize>> {
    let documents = || {
        let documents = sections.iter().enumerate();
        documents.filter_map(|(at, section)| Some((at, document(section)?)))
    };
    let places: FxHashMap<&str, usize> =
        documents().map(|(at, document)| (document.id.as_str(), at)).collect();
    let mut letters: Vec<Option<usize>> = vec![None; sections.len()];
    let mut claims: FxHashMap<usize, Span> = FxHashMap::default();
    for (letter, document) in documents() {
        for (id, span) in &document.encloses {
            // What is not there, or encloses itself, is reported with the rest.
            let Some(at) = places.get(id.as_str()).copied().filter(|at| *at != letter) else {
                continue;
            };
            if let Some(first) = claims.get(&at) {
                diagnostics
                    .error("enclosed-twice", *span, format!("`{id}` is enclosed already"))
                    .also(*first, "here")
                    .help("let one letter enclose it; refer to it from the other");
                continue;
            }
            claims.insert(at, *span);
            if encloses(at, letter, &letters) {
                diagnostics
                    .error("circular-reference", *span, format!("`{id}` encloses this letter"))
                    .help("take one of the two out of `encloses`");
                continue;
            }
            letters[at] = Some(letter);
        }
    }
    letters
}

/// Whether a letter encloses a document, or what encloses that.
fn encloses(letter: usize, document: usize, letters: &[Option<usize>]) -> bool {
    let above = std::iter::successors(Some(document), |at| letters[*at]);
    above.into_iter().any(|at| at == letter)
}

/// The order with each enclosure behind its letter.
fn below_letters(order: &[usize], letters: &[Option<usize>]) -> Vec<usize> {
    let mut enclosed: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
    for at in order {
        if let Some(letter) = letters[*at] {
            enclosed.entry(letter).or_default().push(*at);
        }
    }
    let mut arranged = Vec::with_capacity(order.len());
    let mut waiting = Vec::new();
    for at in order.iter().filter(|at| letters[**at].is_none()) {
        waiting.push(*at);
        while let Some(next) = waiting.pop() {
            arranged.push(next);
            waiting.extend(enclosed.get(&next).into_iter().flatten().rev());
        }
    }
    arranged
}
