//! Apostrophes: what stands for one and is none, and two kinds in one file.

use crate::lint::levels::Findings;
use crate::lint::prose::paragraph::{Kind, Paragraph, Part};

/// What may follow an apostrophe at the end of an English word.
const ENDINGS: [&str; 7] = ["s", "t", "d", "m", "ll", "re", "ve"];

/// Reports accents, primes and opening quotation marks within words.
pub(crate) fn report_wrong(paragraph: &Paragraph<'_>, findings: &mut Findings<'_>) {
    let letters = &paragraph.letters;
    for at in 1..letters.len() {
        let Some(mark @ ('´' | '`' | '′' | '‘' | '‛')) = paragraph.text(at) else {
            continue;
        };
        let is_letter = |at: usize| paragraph.text(at).is_some_and(char::is_alphabetic);
        if !is_letter(at - 1) || !is_letter(at + 1) {
            continue;
        }
        let rest = letters[at + 1..].iter().take_while(|letter| letter.character.is_alphabetic());
        let rest: String = rest.map(|letter| letter.character).collect();
        // A prime is the soft sign, a turned mark the ayin of other languages.
        let is_ending = paragraph.language.primary() == "en" && ENDINGS.contains(&rest.as_str());
        if !is_ending && !matches!(mark, '´' | '`') {
            continue;
        }
        let span = paragraph.span(at..at + 1);
        let message = format!("`{mark}` stands for an apostrophe");
        let is_exact = paragraph.is_verbatim(at..at + 1);
        if let Some(found) = findings.report("wrong-apostrophe", span, message) {
            found.help("write `'`");
            if is_exact {
                found.mend(span, "’");
            }
        }
    }
}

/// Reports, once for a file, that it has both kinds of apostrophes, at the
/// first of those that are fewer.
pub(crate) fn report_mixed(paragraphs: &[Paragraph<'_>], findings: &mut Findings<'_>) {
    let mut counts = [0_usize; 2];
    let mut first = [None; 2];
    for paragraph in paragraphs.iter().filter(|paragraph| paragraph.part != Part::Register) {
        let letters = &paragraph.letters;
        for at in 1..letters.len().saturating_sub(1) {
            let is_letter = |at: usize| letters[at].character.is_alphabetic();
            let is_apostrophe = letters[at].character == '’' && letters[at].kind == Kind::Text;
            if !is_apostrophe || !is_letter(at - 1) || !is_letter(at + 1) {
                continue;
            }
            let start = letters[at].start as usize;
            let which = match paragraph.source.as_bytes().get(start) {
                Some(b'\'') => 0,
                Some(b'&' | b'\\') | None => continue,
                Some(_) => 1,
            };
            counts[which] += 1;
            first[which].get_or_insert_with(|| paragraph.span(at..at + 1));
        }
    }
    let [Some(straight), Some(curly)] = first else { return };
    let (few, many, fewer, other) = match counts[0] <= counts[1] {
        true => (straight, curly, 0, "typewriter's apostrophes among printers'"),
        false => (curly, straight, 1, "printers' apostrophes among typewriter's"),
    };
    let message = format!("{} of {} apostrophes: {other}", counts[fewer], counts[0] + counts[1]);
    if let Some(found) = findings.report("mixed-apostrophes", few, message) {
        found.also(many, "the first of the other kind").help("make them one kind in this file");
    }
}
