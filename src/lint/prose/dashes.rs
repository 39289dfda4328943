//! Dashes: hyphens that stand for them, and two kinds in one book.

use crate::lint::levels::Findings;
use crate::lint::prose::paragraph::{Kind, Paragraph, Part};
use crate::model::source::Span;

/// How the dashes of a book stand, by kind, with the first of each.
#[derive(Clone, Debug, Default)]
pub(crate) struct Dashes {
    kinds: [(usize, Option<Span>); 3],
}

/// The kinds of dashes between words.
const NAMES: [&str; 3] = ["`word—word`", "`word — word`", "`word – word`"];

impl Dashes {
    /// Counts the dashes of a paragraph.
    pub(crate) fn gather(&mut self, paragraph: &Paragraph<'_>) {
        if matches!(paragraph.part, Part::Register | Part::Cell) {
            return;
        }
        let letters = &paragraph.letters;
        for at in 1..letters.len() {
            let Some(dash @ ('—' | '–')) = paragraph.text(at) else { continue };
            let around = (letters.get(at - 1), letters.get(at + 1));
            let (Some(before), Some(after)) = around else { continue };
            let is_spaced = before.character == ' ' && after.character == ' ';
            let is_closed = before.character.is_alphanumeric() && after.character.is_alphabetic();
            let kind = match dash {
                '—' if is_closed => 0,
                '—' if is_spaced => 1,
                '–' if is_spaced => 2,
                _ => continue,
            };
            let (count, first) = &mut self.kinds[kind];
            *count += 1;
            first.get_or_insert_with(|| paragraph.span(at..at + 1));
        }
    }

    /// Adds what a later section has.
    pub(crate) fn add(&mut self, other: &Dashes) {
        for ((count, first), (more, next)) in self.kinds.iter_mut().zip(&other.kinds) {
            *count += more;
            *first = first.or(*next);
        }
    }

    /// Reports each kind of dashes that is not the usual one, once for the
    /// book.
    pub(crate) fn report(&self, findings: &mut Findings<'_>) {
        let Some(usual) = (0..NAMES.len()).max_by_key(|kind| (self.kinds[*kind].0, 3 - kind))
        else {
            return;
        };
        let (usual_count, usual_place) = self.kinds[usual];
        for (kind, (count, first)) in self.kinds.iter().enumerate() {
            let (Some(first), Some(place)) = (first, usual_place) else { continue };
            if kind == usual {
                continue;
            }
            let (name, other) = (NAMES[kind], NAMES[usual]);
            let message = format!("{count} dashes as in {name}, {usual_count} as in {other}");
            if let Some(found) = findings.report("mixed-dashes", *first, message) {
                found
                    .also(place, "the first of the usual kind")
                    .help("decide for one kind, but leave quotations as they are");
            }
        }
    }
}

/// Reports hyphens with spaces around them.
pub(crate) fn report(paragraph: &Paragraph<'_>, findings: &mut Findings<'_>) {
    if paragraph.part == Part::Cell {
        return;
    }
    let letters = &paragraph.letters;
    for at in 2..letters.len() {
        if paragraph.text(at) != Some('-') {
            continue;
        }
        let is_space = |at: usize| paragraph.text(at) == Some(' ');
        let is_of_text = |at: usize| {
            letters.get(at).is_some_and(|letter| {
                letter.kind != Kind::Code
                    && (letter.character.is_alphabetic()
                        || "“”‘’\"',.;:!?)(".contains(letter.character))
            })
        };
        if !is_space(at - 1) || !is_space(at + 1) || !is_of_text(at - 2) || !is_of_text(at + 2) {
            continue;
        }
        let span = paragraph.span(at..at + 1);
        let message = "a hyphen stands for a dash".to_string();
        let is_exact = paragraph.is_verbatim(at..at + 1);
        if let Some(found) = findings.report("hyphen-as-dash", span, message) {
            found.help("write `--` for an en dash, `---` for an em dash");
            if is_exact {
                found.suggest(span, "–");
            }
        }
    }
}
