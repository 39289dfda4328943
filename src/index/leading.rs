//! Words that headings and subheadings begin with, that are printed and do not
//! count in the order: prepositions and articles by language, and what an index
//! says itself.

/// Prepositions, articles and conjunctions with which subheadings begin.
const SMALL_WORDS: [(&str, &str); 6] = [
    (
        "en",
        "a about after against among an and as at before between by concerning during for from in \
         into of on over re since the through to toward towards under until upon via with within \
         without",
    ),
    (
        "de",
        "als am an auf aus bei beim das dem den der des die durch ein eine einem einen einer eines \
         für gegen im in ins mit nach seit über um und unter vom von vor während zu zum zur",
    ),
    (
        "fr",
        "à après au aux avant avec chez comme contre dans de depuis des devant du en entre et la le \
         les par pendant pour sans sous sur un une vers",
    ),
    (
        "it",
        "a ad al alla alle agli ai con contro da dal dalla degli dei del della delle di dopo e ed \
         fra gli i il in la le lo nel nella per presso su sul sulla tra un una uno",
    ),
    (
        "es",
        "a al ante antes bajo con contra de del desde después durante e el en entre hacia hasta la \
         las lo los para por según sin sobre tras un una y",
    ),
    (
        "ru",
        "без в во для до за и из к ко между на над о об обо от по под после при про с со среди у \
         через",
    ),
];

/// The subheading without the prepositions, articles and conjunctions that it
/// begins with: they are printed and do not count. A word always remains.
pub(crate) fn without_leading(subheading: &str, language: &str) -> String {
    let words = SMALL_WORDS.iter().find(|(known, _)| *known == language);
    let small = |word: &str| words.is_some_and(|(_, words)| words.split(' ').any(|it| it == word));
    let mut rest = subheading.trim();
    while let Some((first, after)) = rest.split_once(char::is_whitespace) {
        if !small(&first.to_lowercase()) || after.trim().is_empty() {
            break;
        }
        rest = after.trim_start();
    }
    rest.to_string()
}

/// The text without the ignored word that it begins with. What ends in a letter
/// is ignored as a whole word, `the`; what ends in a hyphen or an apostrophe as
/// it is, `al-`, `l’`. Something always remains.
pub(crate) fn without_ignored<'t>(text: &'t str, ignored: &[String]) -> &'t str {
    let text = text.trim_start();
    let rest = ignored.iter().filter_map(|word| {
        let rest = after(text, word)?;
        let is_part = !word.ends_with(char::is_alphanumeric);
        let rest = if is_part { rest } else { rest.strip_prefix(char::is_whitespace)? };
        let rest = rest.trim_start();
        rest.contains(char::is_alphanumeric).then_some(rest)
    });
    // Of `al-` and `al-A`, the longer.
    rest.min_by_key(|rest| rest.len()).unwrap_or(text)
}

/// What follows a word at the beginning of a text, whatever its case; straight
/// apostrophes and hyphens stand for curly and unbreakable ones.
fn after<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let mut rest = text.chars();
    for wanted in word.chars() {
        let found = rest.next()?;
        if !folded(found).eq(folded(wanted)) {
            return None;
        }
    }
    Some(rest.as_str())
}

fn folded(letter: char) -> impl Iterator<Item = char> {
    let letter = match letter {
        '’' | '‘' | 'ʼ' => '\'',
        '‐' | '‑' => '-',
        letter => letter,
    };
    letter.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::{SMALL_WORDS, without_ignored, without_leading};

    #[test]
    fn leading_prepositions_do_not_count() {
        assert_eq!(without_leading("and the Kavtaradze", "en"), "Kavtaradze");
        assert_eq!(without_leading("in exile", "en"), "exile");
        assert_eq!(without_leading("in", "en"), "in");
        assert_eq!(without_leading("с Молотовым", "ru"), "Молотовым");
        assert_eq!(without_leading("beim Zaren", "de"), "Zaren");
        assert_eq!(without_leading("dans l’exil", "fr"), "l’exil");
        assert_eq!(without_leading("in exile", "ka"), "in exile");
    }

    #[test]
    fn every_small_word_is_one_word_in_lower_case() {
        for (language, words) in SMALL_WORDS {
            for word in words.split(' ') {
                assert!(!word.is_empty() && word.to_lowercase() == word, "{language}: `{word}`");
            }
        }
    }

    #[track_caller]
    fn check(text: &str, ignored: &[&str], counts: &str) {
        let ignored: Vec<String> = ignored.iter().map(|word| (*word).to_string()).collect();
        assert_eq!(without_ignored(text, &ignored), counts);
    }

    #[test]
    fn what_an_index_ignores_does_not_count() {
        check("al-Tahānawī", &["al-", "the"], "Tahānawī");
        check("Al‑Tahānawī", &["al-"], "Tahānawī");
        check("The Times", &["the"], "Times");
        check("Theatre", &["the"], "Theatre");
        check("L’Humanité", &["l'"], "Humanité");
        check("Alma-Ata", &["al-"], "Alma-Ata");
        check("The", &["the"], "The");
        check("The …", &["the"], "The …");
        check("Stalin", &[], "Stalin");
    }
}
