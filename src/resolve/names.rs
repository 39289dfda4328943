//! ASCII names: stems of files in the ebook, identifiers of anchors.

use rustc_hash::FxHashSet;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longest stem made from a name; archives and readers dislike long paths.
const STEM_LENGTH: usize = 60;

/// Stems that the ebook keeps for itself, or that Windows cannot write.
const KEPT: [&str; 8] = ["nav", "toc", "cover", "con", "prn", "aux", "nul", "style"];

/// Stems already given out. No two differ by case alone: some disks see no
/// difference.
#[derive(Debug)]
pub(crate) struct Stems {
    taken: FxHashSet<String>,
}

impl Default for Stems {
    fn default() -> Stems {
        Stems { taken: KEPT.iter().map(|stem| (*stem).to_string()).collect() }
    }
}

impl Stems {
    /// A stem like `wanted`, or like `fallback` where no letter or digit of it
    /// can be kept; numbered where it is taken.
    pub(crate) fn take(&mut self, wanted: &str, fallback: &str) -> String {
        let ascii = ascii(wanted);
        let stem = if ascii.is_empty() { fallback.to_string() } else { ascii };
        let mut name = stem.clone();
        let mut count = 1;
        while !self.taken.insert(name.to_ascii_lowercase()) {
            count += 1;
            name = format!("{stem}-{count}");
        }
        name
    }
}

/// The letters and digits of a name in ASCII, all else as single hyphens:
/// accents fall, Cyrillic is romanised, other scripts are dropped.
pub(crate) fn ascii(name: &str) -> String {
    let mut stem = String::new();
    for letter in name.nfkd().filter(|letter| !is_combining_mark(*letter)) {
        if stem.len() >= STEM_LENGTH {
            break;
        }
        match letter {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '_' => stem.push(letter),
            _ => match romanised(letter) {
                Some(letters) => stem.push_str(letters),
                None if letter.is_alphanumeric() => {}
                None if stem.is_empty() || stem.ends_with('-') => {}
                None => stem.push('-'),
            },
        }
    }
    stem.truncate(stem.trim_end_matches('-').len());
    stem
}

/// Cyrillic and the Latin letters that no accent can be taken from.
fn romanised(letter: char) -> Option<&'static str> {
    let letter = letter.to_lowercase().next().unwrap_or(letter);
    let letters = match letter {
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ґ' => "g",
        'д' => "d",
        'е' | 'э' | 'є' => "e",
        'ж' => "zh",
        'з' => "z",
        'и' | 'і' | 'ы' => "i",
        'к' => "k",
        'л' => "l",
        'м' => "m",
        'н' => "n",
        'о' | 'ø' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' => "u",
        'ф' => "f",
        'х' => "kh",
        'ц' => "ts",
        'ч' => "ch",
        'ш' => "sh",
        'щ' => "shch",
        'ъ' | 'ь' => "",
        'ю' => "iu",
        'я' => "ia",
        'æ' => "ae",
        'œ' => "oe",
        'ß' => "ss",
        'đ' | 'ð' => "d",
        'ł' => "l",
        'þ' => "th",
        _ => return None,
    };
    Some(letters)
}

/// Whether a name can be an anchor's `id` as it is.
pub(crate) fn is_anchor_id(name: &str) -> bool {
    name.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
}

#[cfg(test)]
mod tests {
    use super::{Stems, ascii, is_anchor_id};

    #[track_caller]
    fn check(name: &str, stem: &str) {
        assert_eq!(ascii(name), stem);
    }

    #[test]
    fn stems_are_ascii() {
        check("0003-d1", "0003-d1");
        check("Vorträge & Reden", "Vortrage-Reden");
        check("Письма 1931", "pisma-1931");
        check("წერილი", "");
        check("Łódź", "lodz");
    }

    #[test]
    fn stems_are_unique_whatever_their_case() {
        let mut stems = Stems::default();
        assert_eq!(stems.take("Essay", "section"), "Essay");
        assert_eq!(stems.take("essay", "section"), "essay-2");
        assert_eq!(stems.take("წერილი", "section"), "section");
        assert_eq!(stems.take("წერილი", "section"), "section-2");
        assert_eq!(stems.take("nav", "section"), "nav-2");
    }

    #[test]
    fn an_anchor_begins_with_a_letter() {
        assert!(is_anchor_id("volumes") && is_anchor_id("h-1.2_b"));
        assert!(!is_anchor_id("1931") && !is_anchor_id("") && !is_anchor_id("том"));
    }
}
