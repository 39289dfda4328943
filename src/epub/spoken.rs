//! Locators in words, for those who hear them.

/// What a locator says: *page 3*, *pages 321 to 328*, *page 334, notes 14 to
/// 16*. `folio` is that of the passage: a bare number that is not it, after a
/// locator of a note, is another note.
pub(crate) fn locator(label: &str, folio: Option<&str>) -> String {
    let is_numeral =
        |character: &char| character.is_ascii_digit() || "ivxlcdm".contains(*character);
    let length = label.chars().take_while(is_numeral).count();
    let (lead, rest) = label.split_at(length);
    let rest = rest.trim_start();
    let notes = ["nn. ", "nn.", "nn"].iter().find_map(|mark| rest.strip_prefix(mark));
    let note = ["n. ", "n.", "n"].iter().find_map(|mark| rest.strip_prefix(mark));
    match (notes, note) {
        // A source note has no number.
        (None, Some("")) => format!("page {lead}, note"),
        (Some(""), _) => format!("page {lead}, notes"),
        (Some(numbers), _) => format!("page {lead}, notes {}", range(numbers)),
        (None, Some(number)) => format!("page {lead}, note {number}"),
        (None, None) => {
            let is_several = label.contains(['–', ',', '&']);
            let what = match folio {
                Some(folio) if folio != lead => "note",
                _ => "page",
            };
            format!("{what}{} {}", if is_several { "s" } else { "" }, range(label))
        }
    }
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

    #[track_caller]
    fn check(label: &str, words: &str) {
        let lead: String = label.chars().take_while(|digit| digit.is_ascii_digit()).collect();
        let folio = (!lead.is_empty()).then_some(lead);
        assert_eq!(locator(label, folio.as_deref()), words);
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
        assert_eq!(locator("18", Some("35")), "note 18");
    }
}
