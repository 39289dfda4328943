//! Abbreviations that are used before the text says what they stand for.

use rustc_hash::FxHashMap;

use crate::lint::levels::Findings;
use crate::lint::prose::paragraph::{self, Paragraph, Part};
use crate::model::book::{Book, Matter, SectionId};
use crate::model::inputs::Inputs;
use crate::model::register::{RecordId, RecordKind};
use crate::model::source::Span;
use crate::model::text::plain;

/// Bytes between a term and an expansion that stands beside it.
const BESIDE: u32 = 16;

/// A term with its words as the text may have them.
struct Term {
    record: RecordId,
    words: Vec<String>,
    is_expansion: bool,
}

/// Where a term and its expansion first stand.
#[derive(Clone, Copy, Default)]
struct First {
    term: Option<Span>,
    /// The expansion, if it comes after the term.
    expansion: Option<Span>,
    is_settled: bool,
}

/// Reports each term that the body has before its expansion, once.
pub(crate) fn late(book: &Book, inputs: &Inputs, findings: &mut Findings<'_>) {
    let terms = terms(book);
    if terms.is_empty() {
        return;
    }
    let mut firsts: FxHashMap<RecordId, First> = FxHashMap::default();
    for (at, section) in book.sections.iter().enumerate() {
        if section.matter != Matter::Body {
            continue;
        }
        for paragraph in paragraph::of_section(book, SectionId(at as u32), inputs) {
            if paragraph.part == Part::Text {
                gather(&paragraph, &terms, &mut firsts);
            }
        }
    }
    for (at, record) in book.records.iter().enumerate() {
        let Some(first) = firsts.get(&RecordId(at as u32)) else { continue };
        let (Some(term), Some(expansion)) = (first.term, first.expansion) else { continue };
        let heading = plain(&record.data.heading);
        let message = format!("`{heading}` stands before the text says what it stands for");
        if let Some(found) = findings.report("late-expansion", term, message) {
            found
                .also(expansion, "what it stands for")
                .help("say it here, or set `first-use: expand` in `glossary`");
        }
    }
}

/// Terms with an expansion, and the expansions, by their first words.
fn terms(book: &Book) -> FxHashMap<String, Vec<Term>> {
    let mut terms: FxHashMap<String, Vec<Term>> = FxHashMap::default();
    let mut add = |record: RecordId, text: &str, is_expansion: bool| {
        let words: Vec<String> = words(text).map(|(word, _)| word).collect();
        if let Some(first) = words.first().cloned() {
            terms.entry(first).or_default().push(Term { record, words, is_expansion });
        }
    };
    for (at, record) in book.records.iter().enumerate() {
        let data = &record.data;
        let heading = plain(&data.heading);
        let is_abbreviation =
            heading.chars().filter(|character| character.is_uppercase()).count() > 1;
        let Some((expansion, _)) = &data.expansion else { continue };
        if data.kind != RecordKind::Term || !is_abbreviation {
            continue;
        }
        let id = RecordId(at as u32);
        add(id, &heading, false);
        add(id, &plain(expansion), true);
        add(id, &plain(&data.gloss), true);
    }
    terms
}

/// The words of a text, each with where it begins, in characters.
fn words(text: &str) -> impl Iterator<Item = (String, usize)> {
    let mut words = Vec::new();
    let mut word = String::new();
    for (at, character) in text.chars().chain([' ']).enumerate() {
        if character.is_alphanumeric() {
            word.push(character);
        } else if !word.is_empty() {
            let length = word.chars().count();
            words.push((std::mem::take(&mut word), at - length));
        }
    }
    words.into_iter()
}

fn gather(
    paragraph: &Paragraph<'_>,
    terms: &FxHashMap<String, Vec<Term>>,
    firsts: &mut FxHashMap<RecordId, First>,
) {
    let text: String = paragraph.letters.iter().map(|letter| letter.character).collect();
    let words: Vec<(String, usize)> = words(&text).collect();
    for (at, (word, start)) in words.iter().enumerate() {
        for term in terms.get(word).into_iter().flatten() {
            let rest = words[at..].iter().map(|(word, _)| word);
            if words.len() - at < term.words.len() || !rest.take(term.words.len()).eq(&term.words) {
                continue;
            }
            let (last, from) = &words[at + term.words.len() - 1];
            let span = paragraph.span(*start..from + last.chars().count());
            let first = firsts.entry(term.record).or_default();
            match (term.is_expansion, first.term) {
                _ if first.is_settled => {}
                (false, None) => first.term = Some(span),
                (false, Some(_)) => {}
                (true, None) => first.is_settled = true,
                (true, Some(term)) => {
                    // *NLB (Northern Lighthouse Board)* says it at once.
                    let is_beside =
                        term.file == span.file && span.start.saturating_sub(term.end) < BESIDE;
                    first.expansion = (!is_beside).then_some(span);
                    first.is_settled = true;
                }
            }
        }
    }
}
