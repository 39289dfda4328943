//! Locators in words, for those who hear them.

use crate::model::aloud::Aloud;
use crate::model::edition::LocatorUnit;
use crate::model::pages::{Locator, NotePart};

/// What a locator says: *page 3*, *pages 321 to 328*, *document 12, notes 14 to
/// 16*.
pub(crate) fn locator(locator: &Locator, aloud: &Aloud) -> String {
    let label = locator.label.replace('\u{a0}', " ");
    let nouns = match locator.unit {
        LocatorUnit::Pages => (aloud.page, aloud.pages),
        LocatorUnit::Documents | LocatorUnit::DocumentsWithPages => {
            (aloud.document, aloud.documents)
        }
    };
    let notes = (aloud.note, aloud.notes);
    if locator.unit == LocatorUnit::DocumentsWithPages
        && let Some((number, pages)) = label.strip_suffix(')').and_then(|it| it.split_once(" ("))
    {
        let pages = counted((aloud.page, aloud.pages), pages, aloud);
        return format!("{}, {pages}", counted(nouns, number, aloud));
    }
    // In an index of documents, pages carry a sign.
    let signs = ["pp. ", "p. ", "S. ", "с. "];
    let label = signs.iter().find_map(|sign| label.strip_prefix(sign)).unwrap_or(&label);
    match locator.note {
        NotePart::None => counted(nouns, label, aloud),
        NotePart::Bare => counted(notes, label, aloud),
        NotePart::Whole => {
            let is_numeral = |letter: &char| letter.is_ascii_digit() || "ivxlcdm".contains(*letter);
            let length = label.chars().take_while(is_numeral).count();
            let (lead, rest) = label.split_at(length);
            let rest = rest.trim_start();
            let number = ["nn.", "nn", "n.", "n"].iter().find_map(|sign| rest.strip_prefix(sign));
            match number.unwrap_or(rest).trim_start() {
                // A source note has no number.
                "" => format!("{} {lead}, {}", nouns.0, notes.0),
                number if rest.starts_with("nn") => {
                    format!("{} {lead}, {} {}", nouns.0, notes.1, range(number, aloud))
                }
                number => format!("{} {lead}, {}", nouns.0, counted(notes, number, aloud)),
            }
        }
    }
}

/// `page 3`, `pages 4 to 5`.
fn counted((one, several): (&str, &str), numbers: &str, aloud: &Aloud) -> String {
    let is_several = numbers.contains(['–', ',', '&']);
    format!("{} {}", if is_several { several } else { one }, range(numbers, aloud))
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
    use crate::model::aloud;
    use crate::model::book::AnchorId;
    use crate::model::edition::LocatorUnit;
    use crate::model::language::Language;
    use crate::model::pages::{Joining, Locator, NotePart};

    #[track_caller]
    fn check(unit: LocatorUnit, note: NotePart, label: &str, words: &str) {
        spoken("en-GB", unit, note, label, words);
    }

    #[track_caller]
    fn spoken(language: &str, unit: LocatorUnit, note: NotePart, label: &str, words: &str) {
        let aloud = aloud::of(&Language::new(language).expect("well formed"));
        let found = Locator {
            before: String::new(),
            label: label.to_string(),
            unit,
            note,
            is_principal: false,
            is_illustration: false,
            target: AnchorId(0),
            end: None,
            mentions: Vec::new(),
            joining: Joining::Alone,
        };
        assert_eq!(locator(&found, aloud), words);
    }

    #[test]
    fn pages_are_told() {
        let check = |label, words| check(LocatorUnit::Pages, NotePart::None, label, words);
        check("3", "page 3");
        check("4–5", "pages 4 to 5");
        check("321–28", "pages 321 to 328");
        check("xxiv–xxvi", "pages xxiv to xxvi");
        check("p.\u{a0}34", "page 34");
        check("pp.\u{a0}321–28", "pages 321 to 328");
    }

    #[test]
    fn notes_are_told() {
        let check = |label, words| check(LocatorUnit::Pages, NotePart::Whole, label, words);
        check("334n14", "page 334, note 14");
        check("334nn14–16", "page 334, notes 14 to 16");
        check("35nn13", "page 35, notes 13");
        check("90\u{a0}n.\u{a0}17", "page 90, note 17");
        check("41\u{a0}nn.\u{a0}3", "page 41, notes 3");
        check("334n*", "page 334, note *");
        check("154n", "page 154, note");
        let (unit, note) = (LocatorUnit::Pages, NotePart::Whole);
        spoken("de", unit, note, "334nn14–16", "Seite 334, Anmerkungen 14 bis 16");
    }

    #[test]
    fn further_notes_are_told() {
        check(LocatorUnit::Pages, NotePart::Bare, "18", "note 18");
        check(LocatorUnit::Pages, NotePart::Bare, "18–20", "notes 18 to 20");
    }

    #[test]
    fn documents_are_told() {
        check(LocatorUnit::Documents, NotePart::None, "12", "document 12");
        check(LocatorUnit::Documents, NotePart::None, "121–24", "documents 121 to 124");
        let both = LocatorUnit::DocumentsWithPages;
        check(both, NotePart::None, "12a (45)", "document 12a, page 45");
        check(LocatorUnit::Documents, NotePart::Whole, "12n3", "document 12, note 3");
        check(LocatorUnit::Documents, NotePart::Whole, "12n", "document 12, note");
    }
}
