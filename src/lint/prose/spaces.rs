//! Spaces, soft hyphens and what nobody sees.

use crate::lint::levels::Findings;
use crate::lint::prose::paragraph::{Kind, Paragraph, Part};

const NO_BREAK_SPACE: char = '\u{a0}';
const SOFT_HYPHEN: char = '\u{ad}';

/// Words after which a hyphen at a line's end waits for its other half:
/// *pre- and post-war*.
const JOINTS: [&str; 8] = ["and", "or", "to", "und", "oder", "et", "ou", "y"];

/// Reports doubled spaces, soft hyphens that divide nothing, invisible
/// characters, words divided at the end of a line.
pub(crate) fn report(paragraph: &Paragraph<'_>, findings: &mut Findings<'_>) {
    let letters = &paragraph.letters;
    let mut at = 0;
    while at < letters.len() {
        let letter = letters[at];
        if letter.kind != Kind::Text {
            at += 1;
            continue;
        }
        match letter.character {
            ' ' | NO_BREAK_SPACE => at = space(paragraph, at, findings),
            SOFT_HYPHEN => soft_hyphen(paragraph, at, findings),
            '\u{200b}' | '\u{feff}' | '\u{2060}' => invisible(paragraph, at, findings),
            '-' => divided(paragraph, at, findings),
            _ => {}
        }
        at += 1;
    }
}

fn is_space(character: Option<char>) -> bool {
    matches!(character, Some(' ' | NO_BREAK_SPACE))
}

/// A run of spaces; gives the last one's position.
fn space(paragraph: &Paragraph<'_>, start: usize, findings: &mut Findings<'_>) -> usize {
    let mut end = start;
    while is_space(paragraph.text(end)) {
        end += 1;
    }
    let letters = &paragraph.letters;
    let is_inside = start > 0
        && letters[start - 1].kind != Kind::Break
        && letters.get(end).is_some_and(|letter| letter.kind != Kind::Break);
    let ends_line = letters[start..end].iter().any(|letter| paragraph.ends_line(*letter));
    let is_of_verse = matches!(paragraph.part, Part::Verse | Part::Cell);
    if end - start < 2 || !is_inside || ends_line || is_of_verse {
        return end - 1;
    }
    let has_no_break = letters[start..end].iter().any(|letter| letter.character == NO_BREAK_SPACE);
    let (what, one) = match has_no_break {
        true => ("a no-break space among", "\u{a0}"),
        false => ("more than one of", " "),
    };
    let span = paragraph.span(start..end);
    let message = match has_no_break {
        true => format!("{} spaces in a row, {what} them", end - start),
        false => format!("{} spaces in a row", end - start),
    };
    let is_exact = paragraph.is_verbatim(start..end);
    if let Some(found) = findings.report("double-space", span, message) {
        found.help("leave one of them");
        match (is_exact, has_no_break) {
            (true, false) => _ = found.mend(span, one),
            (true, true) => _ = found.suggest(span, one),
            (false, _) => {}
        }
    }
    end - 1
}

fn soft_hyphen(paragraph: &Paragraph<'_>, at: usize, findings: &mut Findings<'_>) {
    let is_letter = |at: Option<usize>| {
        at.and_then(|at| paragraph.letters.get(at))
            .is_some_and(|letter| letter.character.is_alphabetic())
    };
    if is_letter(at.checked_sub(1)) && is_letter(Some(at + 1)) {
        return;
    }
    let span = paragraph.span(at..at + 1);
    let message = "a soft hyphen that divides no word";
    if let Some(found) = findings.report("stray-soft-hyphen", span, message.to_string()) {
        found.help("delete it; the word may have been divided at a line's end where it comes from");
        if paragraph.is_verbatim(at..at + 1) {
            found.mend(span, "");
        }
    }
}

fn invisible(paragraph: &Paragraph<'_>, at: usize, findings: &mut Findings<'_>) {
    let span = paragraph.span(at..at + 1);
    let code = paragraph.letters[at].character as u32;
    let message = format!("the character U+{code:04X}, which nobody sees");
    if let Some(found) = findings.report("invisible-character", span, message) {
        found.help("delete it");
        if paragraph.is_verbatim(at..at + 1) {
            found.mend(span, "");
        }
    }
}

fn divided(paragraph: &Paragraph<'_>, at: usize, findings: &mut Findings<'_>) {
    let letters = &paragraph.letters;
    let is_at_end =
        letters.get(at + 1).is_some_and(|next| next.character == ' ' && paragraph.ends_line(*next));
    let is_lower = |at: usize| paragraph.text(at).is_some_and(char::is_lowercase);
    if !is_at_end || at < 2 || !is_lower(at - 1) || !is_lower(at - 2) || !is_lower(at + 2) {
        return;
    }
    let is_of_word = |letter: &&crate::lint::prose::paragraph::Letter| {
        letter.kind == Kind::Text && letter.character.is_alphabetic()
    };
    let rest: String =
        letters[at + 2..].iter().take_while(is_of_word).map(|letter| letter.character).collect();
    let before = letters[..at].iter().rev().take_while(is_of_word).count();
    if JOINTS.contains(&rest.as_str()) {
        return;
    }
    let first: String = letters[at - before..at].iter().map(|letter| letter.character).collect();
    let span = paragraph.span(at - before..at + 2 + rest.chars().count());
    let message = format!("`{first}-` and `{rest}` are one word, divided at the end of a line");
    if let Some(found) = findings.report("divided-word", span, message) {
        found
            .help(format!("write `{first}{rest}` or `{first}-{rest}`"))
            .suggest(span, format!("{first}{}{rest}", hyphen(&first)));
    }
}

/// What a compound keeps.
fn hyphen(first: &str) -> &'static str {
    const KEEP: [&str; 8] = ["self", "half", "all", "cross", "ex", "non", "well", "semi"];
    if KEEP.contains(&first.to_lowercase().as_str()) { "-" } else { "" }
}
