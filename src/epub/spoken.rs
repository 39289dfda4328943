//! Locators in words, for those who hear them.

use crate::model::aloud::Aloud;

/// What a locator says: *page 3*, *pages 321 to 328*, *page 334, notes 14 to
/// 16*. `folio` is that of the passage: a bare number that is not it, after a
/// locator of a note, is another note.
pub(crate) fn locator(label: &str, folio: Option<&str>, aloud: &Aloud) -> String {
    let is_numeral =
        |character: &char| character.is_ascii_digit() || "ivxlcdm".contains(*character);
    let length = label.chars().take_while(is_numeral).count();
    let (lead, rest) = label.split_at(length);
    let rest = rest.trim_start();
    let notes = ["nn. ", "nn.", "nn"].iter().find_map(|mark| rest.strip_prefix(mark));
    let note = ["n. ", "n.", "n"].iter().find_map(|mark| rest.strip_prefix(mark));
    match (notes, note) {
        // A source note has no number.
        (None, Some("")) => format!("{} {lead}, {}", aloud.page, aloud.note),
        (Some(""), _) => format!("{} {lead}, {}", aloud.page, aloud.notes),
        (Some(numbers), _) => {
            format!("{} {lead}, {} {}", aloud.page, aloud.notes, range(numbers, aloud))
        }
        (None, Some(number)) => format!("{} {lead}, {} {number}", aloud.page, aloud.note),
        (None, None) => {
            let is_several = label.contains(['–', ',', '&']);
            let is_note = folio.is_some_and(|folio| folio != lead);
            let what = match (is_note, is_several) {
                (true, true) => aloud.notes,
                (true, false) => aloud.note,
                (false, true) => aloud.pages,
                (false, false) => aloud.page,
            };
            format!("{what} {}", range(label, aloud))
        }
    }
}

/// Numbers with words for their signs; the second of a range in full.
fn range(numbers: &str, aloud: &Aloud) -> String {
    let mut words = String::new();
    for (at, part) in numbers.split('–').enumerate() {
        if at > 0 {
            let before: &str = words.rsplit(' ').next().unwrap_or_default();
            let digits = part.chars().take_while(char::is_ascii_digit).count();
            let missing = before.len().saturating_sub(digits);
            let is_short = digits > 0 && before.bytes().all(|byte| byte.is_ascii_digit());
            let prefix = if is_short { before[..missing].to_string() } else { String::new() };
            words.push_str(&format!(" {} {prefix}", aloud.to));
        }
        words.push_str(&part.replace(" & ", &format!(" {} ", aloud.and)));
    }
    words
}

#[cfg(test)]
mod tests {
    use super::locator;
    use crate::model::aloud::{self, Aloud};
    use crate::model::language::Language;

    fn aloud(tag: &str) -> &'static Aloud {
        aloud::of(&Language::new(tag).expect("well formed"))
    }

    #[track_caller]
    fn check(label: &str, words: &str) {
        let lead: String = label.chars().take_while(|digit| digit.is_ascii_digit()).collect();
        let folio = (!lead.is_empty()).then_some(lead);
        assert_eq!(locator(label, folio.as_deref(), aloud("en-GB")), words);
    }

    #[test]
    fn pages_are_told() {
        check("3", "page 3");
        check("4–5", "pages 4 to 5");
        check("321–28", "pages 321 to 328");
        check("xxiv–xxvi", "pages xxiv to xxvi");
    }

    #[test]
    fn notes_are_told() {
        check("334n14", "page 334, note 14");
        check("334nn14–16", "page 334, notes 14 to 16");
        check("90 n. 17", "page 90, note 17");
        check("41 nn. 3 & 4", "page 41, notes 3 and 4");
        check("334n*", "page 334, note *");
        check("154n", "page 154, note");
        assert_eq!(locator("18", Some("35"), aloud("en-GB")), "note 18");
        assert_eq!(locator("334nn14–16", None, aloud("de")), "Seite 334, Anmerkungen 14 bis 16");
    }
}
