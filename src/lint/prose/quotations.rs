//! Double quotation marks that open and do not close, or the other way round.

use crate::lint::levels::Findings;
use crate::lint::prose::paragraph::{Kind, Letter, Paragraph, Part};

/// Which marks are looked at: those that a language prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Custom {
    /// “…”, and „…” or „…“ for what is quoted from elsewhere.
    High,
    /// „…“ or „…”.
    LowHigh,
    /// «…».
    Guillemets,
}

fn custom(primary: &str) -> Option<Custom> {
    Some(match primary {
        "en" => Custom::High,
        "de" | "cs" | "sk" | "sl" | "bg" | "pl" | "ro" | "hu" => Custom::LowHigh,
        "fr" | "ru" | "uk" | "be" | "it" | "es" => Custom::Guillemets,
        _ => return None,
    })
}

/// Reports marks without their other half. A quotation of several paragraphs
/// opens in each and closes in the last, or opens in its first alone.
pub(crate) fn report(paragraphs: &[Paragraph<'_>], findings: &mut Findings<'_>) {
    // A mark that stays open waits here for one that closes later.
    let mut waiting: Option<(&Paragraph<'_>, usize)> = None;
    for (at, paragraph) in paragraphs.iter().enumerate() {
        let Some(custom) = custom(&paragraph.language.primary()) else { continue };
        let is_read = matches!(paragraph.part, Part::Text | Part::Note)
            && paragraph.letters.iter().all(|letter| letter.kind != Kind::Made);
        if !is_read {
            continue;
        }
        let is_elsewhere = |(first, _): &(&Paragraph<'_>, usize)| first.part != paragraph.part;
        if let Some((first, mark)) = waiting.take_if(|it| is_elsewhere(it)) {
            one(first, mark, findings);
        }
        let (open, stray) = unmatched(paragraph, custom);
        let mut stray = stray.into_iter();
        if waiting.is_some() && stray.len() > 0 {
            stray.next();
            waiting = None;
        }
        stray.for_each(|mark| one(paragraph, mark, findings));
        let next = paragraphs.get(at + 1).filter(|next| next.part == paragraph.part);
        if let (Some(mark), false) = (open.last(), next.is_some_and(opens)) {
            if let Some((first, mark)) = waiting.replace((paragraph, *mark)) {
                one(first, mark, findings);
            }
        }
    }
    if let Some((first, mark)) = waiting {
        one(first, mark, findings);
    }
}

/// Positions of marks that stay open, and of those that close nothing.
fn unmatched(paragraph: &Paragraph<'_>, custom: Custom) -> (Vec<usize>, Vec<usize>) {
    let mut open: Vec<usize> = Vec::new();
    let mut stray = Vec::new();
    for (at, letter) in paragraph.letters.iter().enumerate() {
        if letter.kind != Kind::Text {
            continue;
        }
        let last = open.last().map(|at| paragraph.letters[*at].character);
        let is_opening = match (custom, letter.character) {
            (Custom::Guillemets, '«') | (Custom::High | Custom::LowHigh, '„') => true,
            (Custom::Guillemets, '»') | (Custom::High, '”') => false,
            (Custom::High, '“') => last != Some('„'),
            (Custom::LowHigh, '“') => false,
            (Custom::LowHigh, '”') => last == Some('“'),
            _ => continue,
        };
        let is_new_line =
            at.checked_sub(1).is_some_and(|at| paragraph.letters[at].kind == Kind::Break);
        if is_opening && is_new_line && !open.is_empty() {
            // It opens again in each stanza.
            continue;
        }
        if is_opening {
            open.push(at);
        } else if open.pop().is_none() && !is_inch(paragraph, at) {
            stray.push(at);
            if is_turned(paragraph, at) {
                open.push(at);
            }
        }
    }
    open.retain(|at| !stray.contains(at));
    (open, stray)
}

/// Whether a closing mark stands where one opens: before a word, after none.
fn is_turned(paragraph: &Paragraph<'_>, at: usize) -> bool {
    let is_letter = |at: Option<usize>| {
        at.and_then(|at| paragraph.letters.get(at))
            .is_some_and(|letter| letter.character.is_alphanumeric())
    };
    is_letter(Some(at + 1)) && !is_letter(at.checked_sub(1))
}

/// A straight mark after a figure is no quotation mark: *8"*.
fn is_inch(paragraph: &Paragraph<'_>, at: usize) -> bool {
    let letter = paragraph.letters[at];
    let is_straight = paragraph.source.as_bytes().get(letter.start as usize) == Some(&b'"');
    let follows_figure =
        at.checked_sub(1).is_some_and(|at| paragraph.letters[at].character.is_ascii_digit());
    is_straight && follows_figure
}

/// Characters before the first mark of a paragraph that name who speaks.
const LONGEST_SPEAKER: usize = 40;

/// Whether the first thing in a paragraph, but for who speaks, is an opening
/// mark.
fn opens(paragraph: &Paragraph<'_>) -> bool {
    let is_mark = |letter: &Letter| matches!(letter.character, '“' | '„' | '«');
    let before = paragraph.letters.iter().take(LONGEST_SPEAKER).take_while(|it| !is_mark(it));
    let count = before.clone().count();
    if paragraph.letters.get(count).is_none_or(|letter| !is_mark(letter)) {
        return false;
    }
    let mut last = None;
    let mut is_nothing = true;
    for letter in before {
        is_nothing &= !letter.character.is_alphanumeric();
        if letter.character != ' ' {
            last = Some(letter.character);
        }
    }
    is_nothing || last.is_some_and(|last| matches!(last, ':' | '—'))
}

fn one(paragraph: &Paragraph<'_>, at: usize, findings: &mut Findings<'_>) {
    let mark = paragraph.letters[at].character;
    let what = match mark {
        '”' | '»' => "closes, and none is open",
        _ => "opens, and does not close",
    };
    let message = format!("a quotation mark `{mark}` {what}");
    let span = paragraph.span(at..at + 1);
    if let Some(found) = findings.report("unbalanced-quotation", span, message) {
        found.help("add its other half, or turn it the other way");
    }
}
