//! Where words may be divided, by the patterns of their language.

use hypher::Lang;

use crate::model::language::Language;

/// The style's limits: fewest letters before and after a hyphen.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hyphenation {
    pub(crate) before: usize,
    pub(crate) after: usize,
}

impl Hyphenation {
    /// Patterns for a language, if there are any for it in its own script:
    /// none for Russian in Latin letters.
    pub(crate) fn patterns(language: &Language) -> Option<Lang> {
        let primary = language.primary();
        let code: [u8; 2] = primary.as_bytes().try_into().ok()?;
        let is_native = match language.script() {
            None => true,
            Some("Latn") => !matches!(
                primary.as_str(),
                "ru" | "uk" | "bg" | "be" | "mk" | "sr" | "ka" | "el" | "hy" | "mn" | "hi"
            ),
            Some("Cyrl") => matches!(primary.as_str(), "ru" | "uk" | "bg" | "be" | "sr" | "mn"),
            Some(_) => false,
        };
        if is_native { Lang::from_iso(code) } else { None }
    }

    /// Bytes of `text` at which a second part may begin, rising.
    ///
    /// Only runs of letters are divided; capitals alone (`NKVD`) and words that
    /// already have a hyphen are not.
    pub(crate) fn divisions(&self, text: &str, patterns: Lang) -> Vec<usize> {
        let mut divisions = Vec::new();
        if text.len() < self.before + self.after || text.ends_with(['-', '\u{2010}']) {
            return divisions;
        }
        let mut start = 0;
        while let Some(begin) = text[start..].find(char::is_alphabetic).map(|at| start + at) {
            let end = text[begin..]
                .find(|character: char| !is_letter(character))
                .map_or(text.len(), |at| begin + at);
            self.divide(&text[begin..end], begin, patterns, &mut divisions);
            start = end;
        }
        divisions
    }

    fn divide(&self, word: &str, begin: usize, patterns: Lang, divisions: &mut Vec<usize>) {
        let is_acronym = word.chars().filter(|letter| letter.is_uppercase()).count() > 1;
        if is_acronym || word.chars().count() < self.before + self.after {
            return;
        }
        let bounds = patterns.bounds();
        let (before, after) = (bounds.0.max(self.before), bounds.1.max(self.after));
        let mut at = begin;
        for syllable in hypher::hyphenate_bounded(word, patterns, before, after) {
            at += syllable.len();
            if at < begin + word.len() {
                divisions.push(at);
            }
        }
    }
}

fn is_letter(character: char) -> bool {
    character.is_alphabetic() || ('\u{300}'..='\u{36f}').contains(&character)
}

#[cfg(test)]
mod tests {
    use super::Hyphenation;
    use crate::model::language::Language;

    #[track_caller]
    fn check(language: &str, word: &str, divided: &str) {
        let language = Language::new(language).expect("a language");
        let patterns = Hyphenation::patterns(&language).expect("patterns");
        let mut text = word.to_string();
        let hyphenation = Hyphenation { before: 2, after: 3 };
        for at in hyphenation.divisions(word, patterns).into_iter().rev() {
            text.insert(at, '|');
        }
        assert_eq!(text, divided);
    }

    #[test]
    fn words_are_divided_by_their_language() {
        check("en-GB", "“correspondence,”", "“cor|re|spon|dence,”");
        check("ru", "переписка", "пе|ре|писка");
        check("en-GB", "NKVD", "NKVD");
        check("en-GB", "Jugh", "Jugh");
    }

    #[test]
    fn romanised_russian_has_no_patterns() {
        let language = Language::new("ru-Latn").expect("a language");
        assert!(Hyphenation::patterns(&language).is_none());
    }
}
