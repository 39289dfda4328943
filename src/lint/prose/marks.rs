//! Notes' marks and the punctuation beside them.

use crate::lint::levels::Findings;
use crate::lint::prose::paragraph::{Kind, Paragraph};

/// Reports marks of notes before punctuation, where the language sets them
/// after it.
pub(crate) fn report(paragraph: &Paragraph<'_>, findings: &mut Findings<'_>) {
    if paragraph.language.primary() != "en" {
        return;
    }
    let letters = &paragraph.letters;
    let mut at = 0;
    while at < letters.len() {
        if letters[at].kind != Kind::Mark {
            at += 1;
            continue;
        }
        let start = at;
        while letters.get(at).is_some_and(|letter| letter.kind == Kind::Mark) {
            at += 1;
        }
        let sign =
            paragraph.text(at).filter(|sign| matches!(sign, '.' | ',' | ';' | ':' | '!' | '?'));
        let is_after_sign = start.checked_sub(1).is_none_or(|at| {
            !letters[at].character.is_alphanumeric() && letters[at].character != ')'
        });
        let Some(sign) = sign.filter(|_| !is_after_sign) else { continue };
        if paragraph.text(at + 1) == Some('.') {
            continue;
        }
        let mut end = at + 1;
        while matches!(paragraph.text(end), Some('”' | '’')) {
            end += 1;
        }
        let mark = paragraph.span(start..at);
        let moved = paragraph.span(start..end);
        let source = |from: u32, to: u32| {
            paragraph.source.get(from as usize..to as usize).unwrap_or_default()
        };
        let replacement =
            format!("{}{}", source(mark.end, moved.end), source(mark.start, mark.end));
        let message = format!("a note's mark stands before `{sign}`");
        if let Some(found) = findings.report("mark-before-punctuation", mark, message) {
            found.help("put it after the punctuation").mend(moved, replacement);
        }
    }
}
