//! Words in another script than the text's, and words in two scripts.

use std::ops::Range;

use crate::lint::levels::Findings;
use crate::lint::mojibake::latin_of;
use crate::lint::prose::paragraph::{Kind, Paragraph};
use crate::model::language::Language;

/// Scripts that are told apart, with the languages that are written in them.
const SCRIPTS: [(Script, &str, &str); 9] = [
    (Script::Cyrillic, "Cyrillic", "ru uk be bg mk sr kk ky tg mn"),
    (Script::Greek, "Greek", "el grc"),
    (Script::Hebrew, "Hebrew", "he yi"),
    (Script::Arabic, "Arabic", "ar fa ur ps"),
    (Script::Armenian, "Armenian", "hy"),
    (Script::Georgian, "Georgian", "ka"),
    (Script::Indic, "Devanagari", "hi sa mr ne"),
    (Script::Korean, "Korean", "ko"),
    (Script::Chinese, "Chinese or Japanese", "zh ja"),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Script {
    Cyrillic,
    Greek,
    Hebrew,
    Arabic,
    Armenian,
    Georgian,
    Indic,
    Korean,
    Chinese,
}

fn script(character: char) -> Option<Script> {
    Some(match character as u32 {
        0x370..=0x3ff | 0x1f00..=0x1fff => Script::Greek,
        0x400..=0x52f => Script::Cyrillic,
        0x531..=0x58f => Script::Armenian,
        0x590..=0x5ff => Script::Hebrew,
        0x600..=0x6ff | 0x750..=0x77f => Script::Arabic,
        0x900..=0x97f => Script::Indic,
        0x10a0..=0x10ff | 0x1c90..=0x1cbf => Script::Georgian,
        0x1100..=0x11ff | 0xac00..=0xd7af => Script::Korean,
        0x3040..=0x30ff | 0x3400..=0x9fff => Script::Chinese,
        _ => return None,
    })
}

/// Reports runs of words in another script without a language, and words that
/// mix Latin and Cyrillic letters that look alike.
pub(crate) fn report(paragraph: &Paragraph<'_>, findings: &mut Findings<'_>) {
    if !paragraph.letters.iter().any(|letter| script(letter.character).is_some()) {
        return;
    }
    for word in words(paragraph) {
        mixed(paragraph, word, findings);
    }
    let own = own_script(paragraph.language);
    let mut run: Option<(Script, Range<usize>)> = None;
    for word in words(paragraph) {
        let found = word_script(paragraph, word.clone()).filter(|found| Some(*found) != own);
        run = match (run, found) {
            (Some((script, range)), Some(found))
                if script == found && is_gap(paragraph, range.end..word.start) =>
            {
                Some((script, range.start..word.end))
            }
            (last, found) => {
                foreign(paragraph, last, findings);
                found.map(|found| (found, word))
            }
        };
    }
    foreign(paragraph, run, findings);
}

/// The words of a paragraph, of whatever kind.
fn words<'a>(paragraph: &'a Paragraph<'_>) -> impl Iterator<Item = Range<usize>> + 'a {
    let letters = &paragraph.letters;
    let mut at = 0;
    std::iter::from_fn(move || {
        let is_of_word = |at: usize| {
            letters.get(at).is_some_and(|letter| {
                letter.character.is_alphanumeric() && !matches!(letter.kind, Kind::Code)
            })
        };
        while at < letters.len() && !is_of_word(at) {
            at += 1;
        }
        let start = at;
        while is_of_word(at) {
            at += 1;
        }
        (at > start).then_some(start..at)
    })
}

/// The script of a word of text of more than one letter, all in that script.
fn word_script(paragraph: &Paragraph<'_>, word: Range<usize>) -> Option<Script> {
    let letters = &paragraph.letters[word];
    let found = script(letters.first()?.character)?;
    let is_of_it = letters
        .iter()
        .all(|letter| letter.kind == Kind::Text && script(letter.character) == Some(found));
    (is_of_it && (letters.len() > 1 || found == Script::Chinese)).then_some(found)
}

/// Whether nothing but spaces and punctuation stands between two words.
fn is_gap(paragraph: &Paragraph<'_>, gap: Range<usize>) -> bool {
    paragraph.letters[gap]
        .iter()
        .all(|letter| letter.kind == Kind::Text && !letter.character.is_alphanumeric())
}

fn own_script(language: &Language) -> Option<Script> {
    if language.script().is_some_and(|script| script == "Latn") {
        return None;
    }
    let primary = language.primary();
    let is_own = |languages: &str| languages.split(' ').any(|it| it == primary);
    SCRIPTS.iter().find(|(.., languages)| is_own(languages)).map(|(script, ..)| *script)
}

fn foreign(
    paragraph: &Paragraph<'_>,
    run: Option<(Script, Range<usize>)>,
    findings: &mut Findings<'_>,
) {
    let Some((script, range)) = run else { return };
    let Some((_, name, languages)) = SCRIPTS.iter().find(|(it, ..)| *it == script) else { return };
    let text: String = paragraph.letters[range.clone()].iter().map(|it| it.character).collect();
    let message = format!("`{text}` is {name}, and no language is given");
    let language = languages.split(' ').next().unwrap_or_default();
    if let Some(found) = findings.report("foreign-script", paragraph.span(range), message) {
        found.help(format!("write `[{text}](lang:{language})`, or another of its languages"));
    }
}

/// Reports a word with letters of both scripts, and offers it in one.
fn mixed(paragraph: &Paragraph<'_>, word: Range<usize>, findings: &mut Findings<'_>) {
    let letters = &paragraph.letters[word.clone()];
    let is_cyrillic = |character: char| script(character) == Some(Script::Cyrillic);
    let cyrillic = letters.iter().filter(|letter| is_cyrillic(letter.character)).count();
    let latin = letters.iter().filter(|letter| letter.character.is_ascii_alphabetic()).count();
    if cyrillic == 0 || latin == 0 || cyrillic + latin < letters.len() {
        return;
    }
    let text: String = letters.iter().map(|letter| letter.character).collect();
    let to_cyrillic = || -> Option<String> {
        letters
            .iter()
            .map(|it| {
                if is_cyrillic(it.character) {
                    Some(it.character)
                } else {
                    crate::lint::mojibake::cyrillic_of(it.character)
                }
            })
            .collect()
    };
    let to_latin = || -> Option<String> {
        letters
            .iter()
            .map(|it| {
                if is_cyrillic(it.character) { latin_of(it.character) } else { Some(it.character) }
            })
            .collect()
    };
    let (one, other) = match cyrillic >= latin {
        true => (to_cyrillic(), to_latin()),
        false => (to_latin(), to_cyrillic()),
    };
    let span = paragraph.span(word.clone());
    let Some(right) = one.or(other) else { return };
    let message = format!("`{text}` mixes Latin and Cyrillic letters that look alike");
    let is_exact = paragraph.is_verbatim(word);
    if let Some(found) = findings.report("mixed-script", span, message) {
        found.help(format!("write `{right}` in one script"));
        if is_exact {
            found.suggest(span, right);
        }
    }
}
