//! What of a heading counts in its order: words without punctuation, numerals
//! as numbers.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Symbols that are read aloud and so count; all other punctuation does not.
const SYMBOLS: &str = "&+%@§$£€#";

/// The words of a heading, part by part: a comma that inverts a name ends a
/// part, and a part is compared before the next one is looked at.
///
/// Apostrophes, inverted commas, parentheses and points vanish; hyphens,
/// dashes and strokes part words as spaces do; roman numerals after a name
/// become figures.
pub(crate) fn parts(heading: &str) -> Vec<Vec<String>> {
    let heading: Vec<char> = heading.nfc().collect();
    let mut parts = vec![Vec::new()];
    let mut word = Word::default();
    for (at, letter) in heading.iter().copied().enumerate() {
        let next = heading.get(at + 1).copied();
        let before = at.checked_sub(1).and_then(|at| heading.get(at)).copied();
        match letter {
            ',' if is_digit(before) && is_digit(next) => {}
            ',' => {
                word.end(&mut parts);
                parts.push(Vec::new());
            }
            '.' => word.has_point = true,
            '-' | '‐' | '‑' | '‒' | '–' | '—' | '/' => word.end(&mut parts),
            letter if letter.is_whitespace() => word.end(&mut parts),
            letter if counts(letter) => word.text.push(letter),
            _ => {}
        }
    }
    word.end(&mut parts);
    parts.retain(|part| !part.is_empty());
    parts
}

fn is_digit(letter: Option<char>) -> bool {
    letter.is_some_and(|letter| letter.is_ascii_digit())
}

fn counts(letter: char) -> bool {
    // Half rings and primes of romanisation are letters to Unicode.
    let is_sign = ('\u{2b9}'..='\u{2cf}').contains(&letter);
    !is_sign && (letter.is_alphanumeric() || is_combining_mark(letter) || SYMBOLS.contains(letter))
}

/// The word being read.
#[derive(Default)]
struct Word {
    text: String,
    /// It is an initial or an abbreviation.
    has_point: bool,
}

impl Word {
    fn end(&mut self, parts: &mut [Vec<String>]) {
        let Word { text, has_point } = std::mem::take(self);
        if text.is_empty() {
            return;
        }
        // A numeral follows the name of a monarch; what begins a heading or
        // stands after its comma may be an initial.
        let can_be_numeral = parts.len() == 1 && !has_point;
        let part = parts.last_mut().expect("there is always a part");
        let value = if can_be_numeral && !part.is_empty() { roman_value(&text) } else { None };
        part.push(value.map_or(text, |value| value.to_string()));
    }
}

/// The value of a roman numeral up to 39, as popes and kings have them; none
/// for words that only look like one, such as *MIX* and *CIVIL*.
fn roman_value(word: &str) -> Option<u32> {
    let tens = word.bytes().take_while(|byte| *byte == b'X').count();
    // The X of IX is not among these tens: it follows an I.
    let ones = match &word[tens..] {
        "" => 0,
        "I" => 1,
        "II" => 2,
        "III" => 3,
        "IV" => 4,
        "V" => 5,
        "VI" => 6,
        "VII" => 7,
        "VIII" => 8,
        "IX" => 9,
        _ => return None,
    };
    (tens <= 3 && tens + ones > 0).then(|| 10 * tens as u32 + ones as u32)
}

#[cfg(test)]
mod tests {
    use super::{parts, roman_value};

    #[track_caller]
    fn check(heading: &str, expected: &str) {
        let parts: Vec<String> = parts(heading).iter().map(|part| part.join(" ")).collect();
        assert_eq!(parts.join(" | "), expected);
    }

    #[test]
    fn punctuation_does_not_count() {
        check("Goethe, J. W. von", "Goethe | J W von");
        check("O’Brien, Flann", "OBrien | Flann");
        check("“Katyusha” (song)", "Katyusha song");
        check("anti-tank", "anti tank");
        check("1,000 days, The", "1000 days | The");
        check("Ibn al-ʿArabī", "Ibn al Arabī");
        check("U.S.S.R.", "USSR");
        check("AT&T", "AT&T");
        check("—", "");
    }

    #[test]
    fn numerals_of_monarchs_are_numbers() {
        check("Louis XIV, King of France", "Louis 14 | King of France");
        check("Pius XII", "Pius 12");
        check("Smith, V. I.", "Smith | V I");
        check("Smith, V I", "Smith | V I");
        check("XX Corps", "XX Corps");
        check("Charles V. Smith", "Charles V Smith");
        assert_eq!(roman_value("XXXIX"), Some(39));
        assert_eq!(roman_value("MIX"), None);
        assert_eq!(roman_value("IIII"), None);
        assert_eq!(roman_value(""), None);
    }
}
