//! Words that stand twice.

use crate::lint::levels::Findings;
use crate::lint::prose::paragraph::{Kind, Paragraph, Part};

/// Small words that no sentence has twice in a row. *Had*, *that*, *to*, *by*
/// and the like may well stand so.
const SMALL: [&str; 20] = [
    "a", "an", "and", "are", "as", "be", "but", "from", "he", "his", "its", "of", "or", "our",
    "she", "the", "their", "they", "we", "with",
];

/// Reports small words that stand twice in a row.
pub(crate) fn report(paragraph: &Paragraph<'_>, findings: &mut Findings<'_>) {
    if paragraph.language.primary() != "en" || paragraph.part == Part::Verse {
        return;
    }
    let letters = &paragraph.letters;
    let mut last: Option<(usize, usize)> = None;
    let mut at = 0;
    while at < letters.len() {
        if !letters[at].character.is_alphanumeric() {
            at += 1;
            continue;
        }
        let start = at;
        while letters.get(at).is_some_and(|letter| is_of_word(letter.character)) {
            at += 1;
        }
        if let Some((from, to)) = last {
            let is_beside = to + 1 == start && letters[to].character == ' ';
            let is_text = letters[from..at].iter().all(|letter| letter.kind == Kind::Text);
            let is_same = letters[from..to]
                .iter()
                .map(|letter| letter.character.to_ascii_lowercase())
                .eq(letters[start..at].iter().map(|letter| letter.character));
            if is_beside && is_same && is_text {
                doubled(paragraph, from, at, findings);
            }
        }
        last = Some((start, at));
    }
}

fn is_of_word(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '\'' | '’' | '-')
}

fn doubled(paragraph: &Paragraph<'_>, from: usize, to: usize, findings: &mut Findings<'_>) {
    let middle = from + (to - from) / 2;
    let word: String =
        paragraph.letters[middle + 1..to].iter().map(|letter| letter.character).collect();
    if !SMALL.contains(&word.as_str()) {
        return;
    }
    let span = paragraph.span(from..to);
    let message = format!("`{word}` stands twice");
    let cut = paragraph.span(middle..to);
    if let Some(found) = findings.report("repeated-word", span, message) {
        found.help("delete one of them").suggest(cut, "");
    }
}
