//! Language tags.

use std::fmt;

/// A language, as a BCP 47 tag (`en-GB`, `ru-Latn`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language(Box<str>);

impl Language {
    /// A language from its tag; `None` where the tag is not well formed: ASCII
    /// letters and digits in groups of one to eight, joined by `-`, the first
    /// of two or three letters or `x`.
    pub fn new(tag: &str) -> Option<Language> {
        let mut groups = tag.split('-');
        let primary = groups.next()?;
        let is_primary = matches!(primary.len(), 2 | 3)
            && primary.bytes().all(|byte| byte.is_ascii_alphabetic());
        let rest_is_fine = groups.all(|group| {
            (1..=8).contains(&group.len()) && group.bytes().all(|byte| byte.is_ascii_alphanumeric())
        });
        ((is_primary || primary == "x") && rest_is_fine).then(|| Language(tag.into()))
    }

    /// British English, where nothing else is said.
    pub fn english() -> Language {
        Language("en-GB".into())
    }

    /// The tag as written.
    pub fn tag(&self) -> &str {
        &self.0
    }

    /// The primary subtag, in lower case: `en` of `en-GB`.
    pub fn primary(&self) -> String {
        self.0.split('-').next().unwrap_or_default().to_ascii_lowercase()
    }

    /// The script subtag, where the tag has one: `Latn` of `ru-Latn`.
    pub fn script(&self) -> Option<&str> {
        self.0
            .split('-')
            .skip(1)
            .find(|group| group.len() == 4 && group.bytes().all(|byte| byte.is_ascii_alphabetic()))
    }

    /// The region subtag, where the tag has one: `GB` of `en-GB`.
    pub fn region(&self) -> Option<&str> {
        self.0
            .split('-')
            .skip(1)
            .find(|group| group.len() == 2 && group.bytes().all(|byte| byte.is_ascii_alphabetic()))
    }

    /// Whether text in this language runs from right to left.
    pub fn is_right_to_left(&self) -> bool {
        match self.script() {
            Some(script) => matches!(script, "Arab" | "Hebr" | "Syrc" | "Thaa" | "Nkoo"),
            None => matches!(
                self.primary().as_str(),
                "ar" | "he" | "fa" | "ur" | "yi" | "ps" | "syr" | "dv"
            ),
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn a_tag_is_taken_apart() {
        let tag = Language::new("ru-Latn").expect("well formed");
        assert_eq!(
            (tag.primary().as_str(), tag.script(), tag.region()),
            ("ru", Some("Latn"), None)
        );
        assert!(Language::new("english language").is_none());
        assert!(Language::new("").is_none());
    }

    #[test]
    fn a_romanised_language_runs_left_to_right() {
        assert!(Language::new("ar").expect("well formed").is_right_to_left());
        assert!(!Language::new("ar-Latn").expect("well formed").is_right_to_left());
    }
}
