//! Double quotation marks that open and do not close, or the other way round.

use crate::lint::levels::Findings;
use crate::lint::prose::paragraph::{Kind, Paragraph, Part};

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
/// opens in each and closes in the last.
pub(crate) fn report(paragraphs: &[Paragraph<'_>], findings: &mut Findings<'_>) {
    for (at, paragraph) in paragraphs.iter().enumerate() {
        let Some(custom) = custom(&paragraph.language.primary()) else { continue };
        if matches!(paragraph.part, Part::Cell | Part::Verse | Part::Heading) {
            continue;
        }
        let (open, stray) = unmatched(paragraph, custom);
        for at in stray {
            one(paragraph, at, "closes, and none is open", findings);
        }
        // What goes on in the next paragraph opens there again; where the next
        // one only closes, the editors leave the mark out on purpose.
        let goes_on = paragraphs
            .get(at + 1)
            .filter(|next| next.part == paragraph.part)
            .is_some_and(|next| opens(next));
        if let (Some(at), false) = (open.last(), goes_on) {
            one(paragraph, *at, "opens, and does not close in this paragraph", findings);
        }
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
        if is_opening {
            open.push(at);
        } else if open.pop().is_none() && !is_inch(paragraph, at) {
            stray.push(at);
        }
    }
    (open, stray)
}

/// A straight mark after a figure is no quotation mark: *8"*.
fn is_inch(paragraph: &Paragraph<'_>, at: usize) -> bool {
    let letter = paragraph.letters[at];
    let is_straight = paragraph.source.as_bytes().get(letter.start as usize) == Some(&b'"');
    let follows_figure =
        at.checked_sub(1).is_some_and(|at| paragraph.letters[at].character.is_ascii_digit());
    is_straight && follows_figure
}

/// Whether the first thing in a paragraph is an opening mark.
fn opens(paragraph: &Paragraph<'_>) -> bool {
    let mut letters = paragraph.letters.iter();
    let first = letters.find(|letter| !matches!(letter.character, '[' | '(' | '…' | '‘' | ' '));
    first.is_some_and(|first| matches!(first.character, '“' | '„' | '«'))
}

fn one(paragraph: &Paragraph<'_>, at: usize, what: &str, findings: &mut Findings<'_>) {
    let mark = paragraph.letters[at].character;
    let message = format!("a quotation mark `{mark}` {what}");
    if let Some(found) =
        findings.report("unbalanced-quotation", paragraph.span(at..at + 1), message)
    {
        found.help("add its other half, or turn it the other way");
    }
}
