//! Notes: which series each belongs to, in what order they stand, what marks
//! they carry.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::book::{Note, NoteId, SectionId, Series};
use crate::model::diagnostic::Diagnostics;
use crate::model::edition::{NoteMarks, NoteNumbering, NotePlace, NoteSettings};
use crate::model::manuscript::{Chapter, Written, WrittenNote};
use crate::model::source::Span;
use crate::model::text::{Block, BlockKind};
use crate::resolve::names::ascii;
use crate::resolve::scan::{Scan, part_of};
use crate::resolve::sections::Planned;
use crate::resolve::targets::{Target, TargetKind};

/// The notes of the book, their texts still as written.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    /// Without texts and citations.
    pub(crate) list: Vec<Note>,
    /// By note: its text as written.
    pub(crate) texts: Vec<Vec<Block<Written>>>,
    /// By section: its notes in the order in which they stand.
    pub(crate) of_section: Vec<Vec<NoteId>>,
}

/// A note with what decides its place.
struct Draft {
    series: Series,
    section: SectionId,
    /// Among the notes of its section: in order of first citation, those never
    /// cited last.
    rank: usize,
    /// As the manuscript has it, with the series' prefix.
    written: String,
    label: String,
    blocks: Vec<Block<Written>>,
    span: Span,
}

/// Takes the notes out of the chapters and puts them in order, by series, by
/// section, by first citation; gives marks and anchors.
///
/// A note that is never cited comes after those that are, and is reported as
/// `uncited-note`: nothing that an editor wrote is lost.
pub(crate) fn planned(
    sections: &mut [Planned],
    scan: &mut Scan,
    settings: &NoteSettings,
    diagnostics: &mut Diagnostics,
) -> Notes {
    let mut drafts = Vec::new();
    for (at, section) in sections.iter_mut().enumerate() {
        drafts.extend(source_draft(section, SectionId(at as u32)));
        let Some(chapter) = section.chapter_mut() else { continue };
        let notes = std::mem::take(&mut chapter.notes);
        let cited = &scan.cited[at];
        drafts.extend(section_drafts(notes, cited, SectionId(at as u32), settings, diagnostics));
    }
    drafts.sort_by_key(|draft| (draft.series, draft.section, draft.rank));
    let mut notes = Notes { of_section: vec![Vec::new(); sections.len()], ..Notes::default() };
    let mut counts: BTreeMap<(Series, Option<SectionId>), u32> = BTreeMap::new();
    for draft in drafts {
        let id = NoteId(notes.list.len() as u32);
        let at = draft.section.0 as usize;
        let (marks, numbering) = match draft.series {
            Series::Further(series) => {
                (settings.series[series].marks, settings.series[series].numbering)
            }
            Series::Source | Series::Numbered => (NoteMarks::Numbers, settings.numbering),
        };
        let print = print(draft.series, settings);
        let scope = scope(draft.section, part_of(&sections[at], at), numbering);
        let count = counts.entry((draft.series, scope)).or_default();
        *count += 1;
        let mark = mark(&draft, *count, marks, numbering);
        let name = match draft.series {
            Series::Source => "source".to_string(),
            _ => ascii(&draft.written),
        };
        let (section, _) = scan.bounds[at];
        let name = format!("fn-{}-{name}", scan.anchors.id(section));
        let anchor = scan.anchors.named(&name, draft.section);
        if let Some(file) = sections[at].chapter().map(|chapter| chapter.file) {
            let target = Target { anchor, kind: TargetKind::Note(id), file, span: draft.span };
            match draft.series {
                Series::Source => scan.targets.add_source(target),
                _ => scan.targets.add_note(&draft.written, target),
            }
        }
        notes.of_section[at].push(id);
        notes.texts.push(draft.blocks);
        notes.list.push(Note {
            anchor,
            section: draft.section,
            label: draft.label,
            mark,
            series: draft.series,
            print,
            citations: Vec::new(),
            blocks: Vec::new(),
            span: draft.span,
        });
    }
    notes
}

/// The unnumbered note that says where a document comes from.
fn source_draft(planned: &mut Planned, section: SectionId) -> Option<Draft> {
    let document = planned.chapter_mut()?.document.as_mut()?;
    let source = std::mem::take(&mut document.source);
    if source.is_empty() {
        return None;
    }
    let span = document.span;
    let paragraph = Block { kind: BlockKind::Paragraph(source), span, id: None, anchor: None };
    Some(Draft {
        series: Series::Source,
        section,
        rank: 0,
        written: String::new(),
        label: String::new(),
        blocks: vec![paragraph],
        span,
    })
}

fn section_drafts(
    notes: Vec<WrittenNote<Written>>,
    cited: &[String],
    section: SectionId,
    settings: &NoteSettings,
    diagnostics: &mut Diagnostics,
) -> Vec<Draft> {
    let mut ranks: FxHashMap<&str, usize> = FxHashMap::default();
    for label in cited {
        let next = ranks.len();
        ranks.entry(label).or_insert(next);
    }
    let mut drafts = Vec::with_capacity(notes.len());
    let mut seen = FxHashSet::default();
    for (at, note) in notes.into_iter().enumerate() {
        if !seen.insert(note.label.clone()) {
            // Defined twice, which `parse` reported: the first one counts.
            continue;
        }
        let rank = ranks.get(note.label.as_str()).copied().unwrap_or_else(|| {
            diagnostics
                .warning("uncited-note", note.span, format!("note `{}` is never cited", note.label))
                .help(format!(
                    "put `[^{}]` where it belongs, or take the note out; it is printed after the \
                     others",
                    note.label
                ));
            ranks.len() + at
        });
        let (series, label) = series(&note.label, settings);
        let label = label.to_string();
        let WrittenNote { label: written, blocks, span } = note;
        drafts.push(Draft { series, section, rank, written, label, blocks, span });
    }
    drafts
}

/// The series that a label's prefix names, and the rest of the label.
fn series<'a>(label: &'a str, settings: &NoteSettings) -> (Series, &'a str) {
    let further = settings.series.iter().enumerate().filter_map(|(at, series)| {
        let rest = label.strip_prefix(series.prefix.as_str())?.strip_prefix('-')?;
        (!rest.is_empty()).then_some((rest.len(), at, rest))
    });
    // The longest prefix leaves the least of the label.
    match further.min() {
        Some((_, at, rest)) => (Series::Further(at), rest),
        None => (Series::Numbered, label),
    }
}

/// Where a series stands in print.
fn print(series: Series, settings: &NoteSettings) -> NotePlace {
    match series {
        Series::Further(at) => settings.series[at].print,
        Series::Source | Series::Numbered => settings.print,
    }
}

/// Whether a chapter has notes that stand at the back of the book.
pub(crate) fn stand_at_the_back(chapter: &Chapter<Written>, settings: &NoteSettings) -> bool {
    let is_at_the_back = |of: Series| print(of, settings) == NotePlace::Book;
    let has_source = chapter.document.as_ref().is_some_and(|document| !document.source.is_empty());
    let mut notes = chapter.notes.iter();
    (has_source && is_at_the_back(Series::Source))
        || notes.any(|note| is_at_the_back(series(&note.label, settings).0))
}

/// Where the count of a note begins again.
fn scope(
    section: SectionId,
    part: Option<SectionId>,
    numbering: NoteNumbering,
) -> Option<SectionId> {
    match numbering {
        NoteNumbering::Book => None,
        NoteNumbering::Part => Some(part.unwrap_or(section)),
        NoteNumbering::Chapter | NoteNumbering::AsWritten => Some(section),
    }
}

fn mark(draft: &Draft, count: u32, marks: NoteMarks, numbering: NoteNumbering) -> String {
    match (draft.series, marks, numbering) {
        (Series::Source, ..) | (_, NoteMarks::Lines, _) => String::new(),
        (_, _, NoteNumbering::AsWritten) => draft.label.clone(),
        (_, NoteMarks::Numbers, _) => count.to_string(),
        (_, NoteMarks::Symbols, _) => symbol(count),
        (_, NoteMarks::Letters, _) => letters(count),
    }
}

/// *, †, ‡, §, ¶, then each doubled, tripled and so on; `count` from 1.
fn symbol(count: u32) -> String {
    const SYMBOLS: [&str; 5] = ["*", "†", "‡", "§", "¶"];
    let at = count.saturating_sub(1) as usize;
    SYMBOLS[at % SYMBOLS.len()].repeat(at / SYMBOLS.len() + 1)
}

/// a, b, … z, aa, ab and so on; `count` from 1.
fn letters(mut count: u32) -> String {
    let mut letters = Vec::new();
    while count > 0 {
        count -= 1;
        letters.push(char::from(b'a' + (count % 26) as u8));
        count /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::{letters, symbol};

    #[track_caller]
    fn check(count: u32, as_symbol: &str, as_letters: &str) {
        assert_eq!((symbol(count).as_str(), letters(count).as_str()), (as_symbol, as_letters));
    }

    #[test]
    fn marks_go_on_for_ever() {
        check(1, "*", "a");
        check(5, "¶", "e");
        check(6, "**", "f");
        check(26, "******", "z");
        check(28, "‡‡‡‡‡‡", "ab");
        check(703, "‡".repeat(141).as_str(), "aaa");
    }
}
