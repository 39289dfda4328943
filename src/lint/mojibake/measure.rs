//! How much is found and how much falsely accused, by the word lists of other
//! languages: Debian's hunspell dictionaries, where they are installed.
//!
//! `HUNSPELL` may name another folder than theirs.

use std::path::PathBuf;

use encoding_rs::Encoding;

use crate::lint::mojibake::found;
use crate::lint::mojibake::likeness;

/// Words that are looked at of each list; all, with `HUNSPELL_ALL`.
const SOME: usize = 20_000;

/// The words of a dictionary; nothing where it is not installed.
fn words(name: &str) -> Option<Vec<String>> {
    let folder = std::env::var_os("HUNSPELL").unwrap_or_else(|| "/usr/share/hunspell".into());
    let read =
        |ending: &str| std::fs::read(PathBuf::from(&folder).join(name).with_extension(ending));
    let Ok(bytes) = read("dic").or_else(|_| read("txt")) else {
        eprintln!("{name}.dic is not here: its words are not looked at");
        return None;
    };
    let affixes = read("aff").unwrap_or_default();
    let affixes = String::from_utf8_lossy(&affixes);
    let label = affixes.lines().find_map(|line| line.strip_prefix("SET "));
    let label = label.unwrap_or("UTF-8").trim().replace("microsoft-cp", "windows-");
    let encoding = Encoding::for_label(label.as_bytes()).expect("a dictionary names its encoding");
    let (text, _) = encoding.decode_without_bom_handling(&bytes);
    let word = |line: &str| line.split(['/', '\t', ' ']).next().unwrap_or_default().to_string();
    let words: Vec<String> = text.lines().skip(1).map(word).filter(|it| !it.is_empty()).collect();
    let step = match std::env::var_os("HUNSPELL_ALL") {
        Some(_) => 1,
        None => words.len().div_ceil(SOME),
    };
    Some(words.into_iter().step_by(step).collect())
}

#[test]
fn words_of_other_languages_are_left_alone() {
    let lists = [
        "pl_PL",
        "cs_CZ",
        "hu_HU",
        "ro_RO",
        "tr_TR",
        "fr",
        "de_DE",
        "sr_Latn_RS",
        "ru_RU",
        "uk_UA",
        "bg_BG",
    ];
    for list in lists {
        let Some(words) = words(list) else { continue };
        let accused: Vec<&String> = words
            .iter()
            .filter(|word| !found(&word.chars().collect::<Vec<char>>()).is_empty())
            .collect();
        eprintln!("{list}: {} of {} accused: {accused:?}", accused.len(), words.len());
        assert!(accused.len() * 100_000 <= words.len().max(100_000), "{list}: {accused:?}");
    }
}

/// A text in one page, read in another, every third letter that has a likeness
/// typed in Latin; nothing where a page lacks one of its letters.
fn misread(text: &str, written: &'static Encoding, read: &'static Encoding) -> Option<String> {
    let mut misread = String::new();
    for (count, character) in text.chars().enumerate() {
        if let Some(latin) = likeness::latin(character).filter(|_| count % 3 == 0) {
            misread.push(latin);
            continue;
        }
        let letter = character.to_string();
        let (bytes, _, is_lost) = written.encode(&letter);
        if is_lost {
            return None;
        }
        misread.push_str(&read.decode_without_bom_handling(&bytes).0);
    }
    Some(misread)
}

#[test]
fn text_that_was_misread_is_found() {
    let pages = [
        (encoding_rs::WINDOWS_1251, encoding_rs::WINDOWS_1250),
        (encoding_rs::WINDOWS_1251, encoding_rs::WINDOWS_1252),
        (encoding_rs::WINDOWS_1251, encoding_rs::ISO_8859_2),
        (encoding_rs::WINDOWS_1251, encoding_rs::KOI8_R),
        (encoding_rs::KOI8_U, encoding_rs::WINDOWS_1250),
        (encoding_rs::KOI8_U, encoding_rs::WINDOWS_1252),
        (encoding_rs::KOI8_U, encoding_rs::ISO_8859_2),
        (encoding_rs::KOI8_U, encoding_rs::WINDOWS_1251),
    ];
    for list in ["ru_RU", "uk_UA", "bg_BG"] {
        let Some(words) = words(list) else { continue };
        for (written, read) in pages {
            let (mut count, mut hits, mut exact) = (0, 0, 0);
            for three in words.chunks_exact(3).step_by(7) {
                let text = three.join(" ");
                let Some(wrong) = misread(&text, written, read) else { continue };
                let wrong: Vec<char> = wrong.chars().collect();
                let runs = found(&wrong);
                count += 1;
                hits += usize::from(!runs.is_empty());
                exact += usize::from(runs.iter().any(|run| run.repaired == text));
            }
            let (one, other) = (written.name(), read.name());
            eprintln!("{list} {one} as {other}: {hits} of {count} found, {exact} to the letter");
            // Foreign names and rare compounds, of which a dictionary has more
            // than a text, read unlike any language.
            assert!(hits * 100 >= count * 90, "{list}: {hits} of {count}");
        }
    }
}
