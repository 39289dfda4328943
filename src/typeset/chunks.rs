//! Words and spaces of a text, and where a line may end between them.

use crate::typeset::addresses;
use crate::typeset::hyphenate::joint::{Joint, is_hyphen};

/// A stretch of text that belongs together, or what lies between two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Chunk<'t> {
    /// `at` is the byte of the text at which it begins.
    Word {
        at: usize,
        text: &'t str,
    },
    /// A part of an address: never divided with a hyphen.
    Address {
        at: usize,
        text: &'t str,
    },
    Space {
        at: usize,
        breaks: bool,
    },
    /// A line may end here, at a cost.
    Break {
        cost: i16,
    },
    /// A soft hyphen at the edge of the text: between two styles, say.
    SoftHyphen {
        at: usize,
    },
}

/// Cost of a line that ends in a hyphen of the manuscript's own, as dear as
/// one that the compiler puts in.
const AFTER_HYPHEN: i16 = 50;
/// Cost of a line that ends within a range of numbers.
pub(crate) const IN_RANGE: i16 = AFTER_HYPHEN * 2;
/// Cost of a line that ends in a dash.
const AFTER_DASH: i16 = 20;

/// How runs without spaces are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Runs {
    /// As words, unless they have the form of an address.
    Prose,
    /// All as addresses: paths and options in code.
    Code,
}

/// What a byte may be the beginning of.
const SPACE: u8 = 1;
const ADDRESS: u8 = 2;
const JOINT: u8 = 4;
const IDEOGRAPH: u8 = 8;

/// By byte of UTF-8: each byte of a text is looked at once.
const CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            b' ' | b'\n' | b'\t' => SPACE,
            b'@' | b':' | b'\\' | b'w' => ADDRESS,
            b'/' => ADDRESS | JOINT,
            b'-' => JOINT,
            // U+00A0, which is a space, and U+00AD.
            0xc2 => SPACE | JOINT,
            // Dashes, and from U+2E80 on ideographs.
            0xe2 => JOINT | IDEOGRAPH,
            0xe3..=0xff => IDEOGRAPH,
            _ => 0,
        };
        byte += 1;
    }
    classes
};

/// Takes a text apart; compounds whose hyphen the language repeats stay whole,
/// as the word itself knows that it may be divided there.
pub(crate) fn split<'t>(text: &'t str, joint: Joint, runs: Runs, give: &mut impl FnMut(Chunk<'t>)) {
    let bytes = text.as_bytes();
    let (mut start, mut at, mut classes) = (0, 0, 0);
    while let Some(byte) = bytes.get(at) {
        let class = CLASSES[usize::from(*byte)];
        let space = match byte {
            0xc2 if bytes[at + 1] == 0xa0 => 2,
            0xc2 => 0,
            _ => usize::from(class & SPACE),
        };
        if space == 0 {
            classes |= class;
            at += 1;
            continue;
        }
        words(text, (start, at), classes, (joint, runs), give);
        give(Chunk::Space { at, breaks: space == 1 });
        at += space;
        (start, classes) = (at, 0);
    }
    words(text, (start, at), classes, (joint, runs), give);
}

/// A run without spaces: cut after hyphens and dashes, in addresses at their
/// points and strokes.
fn words<'t>(
    text: &'t str,
    (start, end): (usize, usize),
    classes: u8,
    (joint, runs): (Joint, Runs),
    give: &mut impl FnMut(Chunk<'t>),
) {
    let run = &text[start..end];
    if run.is_empty() {
        return;
    }
    if runs == Runs::Code || classes & ADDRESS != 0 && addresses::is_address(run) {
        return address(text, (start, end), give);
    }
    let is_ideographic = |character| ('\u{2e80}'..'\u{d7b0}').contains(&character);
    let has_ideographs = classes & IDEOGRAPH != 0 && run.chars().any(is_ideographic);
    if classes & JOINT == 0 && !has_ideographs {
        give(Chunk::Word { at: start, text: run });
        return;
    }
    let inner = run.trim_start_matches('\u{ad}');
    if run.len() > inner.len() {
        give(Chunk::SoftHyphen { at: start });
    }
    let from = end - inner.len();
    let inner = inner.trim_end_matches('\u{ad}');
    let to = from + inner.len();
    if has_ideographs {
        ideographs(text, from, to, give);
    } else if !inner.is_empty() {
        compound(text, (from, to), joint, give);
    }
    if to > from && to < end {
        give(Chunk::SoftHyphen { at: to });
    }
}

/// A run that may have hyphens and dashes in it.
fn compound<'t>(
    text: &'t str,
    (start, end): (usize, usize),
    joint: Joint,
    give: &mut impl FnMut(Chunk<'t>),
) {
    let mut from = start;
    for (at, character) in text[start..end].char_indices() {
        if character.is_alphanumeric() {
            continue;
        }
        let here = start + at + character.len_utf8();
        if let Some(cost) = cost(&text[start..here], &text[here..end], joint) {
            give(Chunk::Word { at: from, text: &text[from..here] });
            give(Chunk::Break { cost });
            from = here;
        }
    }
    give(Chunk::Word { at: from, text: &text[from..end] });
}

fn address<'t>(text: &'t str, (start, end): (usize, usize), give: &mut impl FnMut(Chunk<'t>)) {
    let mut from = start;
    for (at, cost) in addresses::breaks(&text[start..end]) {
        give(Chunk::Address { at: from, text: &text[from..start + at] });
        give(Chunk::Break { cost });
        from = start + at;
    }
    give(Chunk::Address { at: from, text: &text[from..end] });
}

/// What it costs to end a line between two texts that no space parts, if it
/// may end there at all: after a hyphen, a dash, a stroke.
pub(crate) fn cost(before: &str, after: &str, joint: Joint) -> Option<i16> {
    let mut ahead = after.chars();
    let mut behind = before.chars().rev();
    let (next, character) = (ahead.next()?, behind.next()?);
    let last = behind.next()?;
    let is_lone = ahead.next().is_none_or(|second| !second.is_alphanumeric());
    // *X-ray*: a letter by itself neither ends a line nor begins one.
    let is_initial =
        behind.next().is_none_or(|third| !third.is_alphanumeric() && !is_hyphen(third));
    let is_whole = is_lone || is_initial;
    match character {
        _ if is_dash(next) => None,
        '-' | '\u{2010}' if joint.repeats(last, next) => None,
        '-' | '\u{2010}' if !last.is_alphanumeric() => None,
        '-' | '\u{2010}' if next.is_alphabetic() && !is_whole => Some(AFTER_HYPHEN),
        '-' | '\u{2010}' if is_opening(next) => Some(AFTER_HYPHEN),
        '—' | '―' | '⸺' if !is_closing(next) && !is_opening(last) => Some(AFTER_DASH),
        '–' if is_closing(last) && next.is_alphabetic() => Some(AFTER_DASH),
        '–' if !last.is_alphanumeric() || !next.is_alphanumeric() => None,
        '–' if last.is_alphabetic() && next.is_alphabetic() => Some(AFTER_DASH),
        '–' => Some(IN_RANGE),
        '…' if last.is_alphabetic() && next.is_alphabetic() => Some(AFTER_DASH),
        '\u{200b}' => Some(0),
        '/' if last.is_alphabetic() && next.is_alphabetic() && !is_whole => Some(AFTER_HYPHEN),
        _ => None,
    }
}

fn is_dash(character: char) -> bool {
    matches!(character, '—' | '–' | '―' | '⸺' | '⸻')
}

fn is_opening(character: char) -> bool {
    matches!(character, '“' | '‘' | '„' | '«' | '‹' | '(' | '[')
}

fn is_closing(character: char) -> bool {
    matches!(
        character,
        '”' | '’'
            | '»'
            | '›'
            | '"'
            | '\''
            | ')'
            | ']'
            | ','
            | '.'
            | ';'
            | ':'
            | '?'
            | '!'
            | '…'
            | '-'
    )
}

/// Text without spaces, by the line-breaking rules of Unicode (UAX 14).
fn ideographs<'t>(text: &'t str, start: usize, end: usize, give: &mut impl FnMut(Chunk<'t>)) {
    let mut from = start;
    for (at, _) in unicode_linebreak::linebreaks(&text[start..end]) {
        let here = start + at;
        if here > from {
            if from > start {
                give(Chunk::Break { cost: 0 });
            }
            give(Chunk::Word { at: from, text: &text[from..here] });
            from = here;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Chunk, Runs, split};
    use crate::typeset::hyphenate::joint::Joint;

    #[track_caller]
    fn check(text: &str, shown: &str) {
        check_with(Joint::Ends, text, shown);
    }

    #[track_caller]
    fn check_with(joint: Joint, text: &str, shown: &str) {
        let mut seen = String::new();
        split(text, joint, Runs::Prose, &mut |chunk| match chunk {
            Chunk::Word { text, .. } | Chunk::Address { text, .. } => seen.push_str(text),
            Chunk::Space { breaks: true, .. } => seen.push('_'),
            Chunk::Space { breaks: false, .. } => seen.push('~'),
            Chunk::Break { .. } => seen.push('|'),
            Chunk::SoftHyphen { .. } => seen.push('¬'),
        });
        assert_eq!(seen, shown);
    }

    #[test]
    fn lines_may_end_after_hyphens_and_dashes() {
        check("a well-known case", "a_well-|known_case");
        check("words—more words", "words—|more_words");
        check("1939–41, -5, (–)", "1939–|41,_-5,_(–)");
        check("p.\u{a0}34", "p.~34");
        check("and/or", "and/|or");
        check("“yes”—“no”", "“yes”—|“no”");
        check("Moscow–Baku", "Moscow–|Baku");
        check("non-“Aryan”", "non-|“Aryan”");
        check("wait…what", "wait…|what");
    }

    #[test]
    fn a_dash_never_begins_a_line_nor_parts_from_its_quotation_mark() {
        check("said—”", "said—”");
        check("“—and then", "“—and_then");
        check("Mr. ——, who——went", "Mr._——,_who——|went");
        check("what?—!", "what?—!");
    }

    #[test]
    fn a_lone_letter_stays_with_its_compound() {
        check("X-ray, e-mail, plan-B, T-34", "X-ray,_e-mail,_plan-B,_T-34");
        check("vis-à-vis", "vis-à-|vis");
        check("s/he, A/B", "s/he,_A/B");
    }

    #[test]
    fn a_soft_hyphen_at_the_edge_is_told() {
        check("a \u{ad} b", "a_¬_b");
        check("over\u{ad}", "over¬");
        check("\u{ad}whelm\u{ad}ing", "¬whelm\u{ad}ing");
    }

    #[test]
    fn a_hyphen_to_be_repeated_is_left_to_the_word() {
        check_with(Joint::Repeats, "biało-czerwony", "biało-czerwony");
        check_with(Joint::Repeats, "a 1939–41", "a_1939–|41");
        check_with(Joint::RepeatsBeforeSmall, "teórico-práctico", "teórico-práctico");
        check_with(Joint::RepeatsBeforeSmall, "Álvarez-Cascos", "Álvarez-|Cascos");
    }
}
