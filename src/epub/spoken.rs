//! Locators in words, for those who hear them.

use crate::model::edition::LocatorUnit;
use crate::model::pages::{Locator, NotePart};

/// What a locator says: *page 3*, *pages 321 to 328*, *document 12, notes 14 to
/// 16*.
pub(crate) fn locator(locator: &Locator) -> String {
    let label = locator.label.replace('\u{a0}', " ");
    let noun = match locator.unit {
        LocatorUnit::Pages => "page",
        LocatorUnit::Documents => "document",
    };
    // In an index of documents, pages carry a sign.
    let signs = ["pp. ", "p. ", "S. ", "с. "];
    let label = signs.iter().find_map(|sign| label.strip_prefix(sign)).unwrap_or(&label);
    match locator.note {
        NotePart::None => counted(noun, label),
        NotePart::Bare => counted("note", label),
        NotePart::Whole => {
            let is_numeral = |letter: &char| letter.is_ascii_digit() || "ivxlcdm".contains(*letter);
            let length = label.chars().take_while(is_numeral).count();
            let (lead, rest) = label.split_at(length);
            let rest = rest.trim_start();
            let number = ["nn.", "nn", "n.", "n"].iter().find_map(|sign| rest.strip_prefix(sign));
            match number.unwrap_or(rest).trim_start() {
                // A source note has no number.
                "" => format!("{noun} {lead}, note"),
                number if rest.starts_with("nn") => {
                    format!("{noun} {lead}, notes {}", range(number))
                }
                number => format!("{noun} {lead}, {}", counted("note", number)),
            }
        }
    }
}

/// `page 3`, `pages 4 to 5`.
fn counted(noun: &str, numbers: &str) -> String {
    let is_several = numbers.contains(['–', ',', '&']);
    format!("{noun}{} {}", if is_several { "s" } else { "" }, range(numbers))
}

/// Numbers with words for their signs; the second of a range in full.
fn range(numbers: &str) -> String {
    let mut words = String::new();
    for (at, part) in numbers.split('–').enumerate() {
        if at > 0 {
            let before: &str = words.rsplit(' ').next().unwrap_or_default();
            let digits = part.chars().take_while(char::is_ascii_digit).count();
            let missing = before.len().saturating_sub(digits);
            let is_short = digits > 0 && before.bytes().all(|byte| byte.is_ascii_digit());
            let prefix = if is_short { before[..missing].to_string() } else { String::new() };
            words.push_str(" to ");
            words.push_str(&prefix);
        }
        words.push_str(&part.replace(" & ", " and "));
    }
    words
}

#[cfg(test)]
mod tests {
    use super::locator;
    use crate::model::book::AnchorId;
    use crate::model::edition::LocatorUnit;
    use crate::model::pages::{Joining, Locator, NotePart};

    #[track_caller]
    fn check(unit: LocatorUnit, note: NotePart, label: &str, words: &str) {
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
        assert_eq!(locator(&found), words);
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
        check(LocatorUnit::Documents, NotePart::Whole, "12n3", "document 12, note 3");
        check(LocatorUnit::Documents, NotePart::Whole, "12n", "document 12, note");
    }
}
