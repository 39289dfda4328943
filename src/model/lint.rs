//! Levels: what becomes of a warning, by its code.

use crate::model::catalogue::{self, Kind};

/// What becomes of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LintLevel {
    /// Nothing is said.
    Allow,
    /// It is a warning.
    Warn,
    /// It is an error: the book is not made.
    Deny,
}

/// What a run is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occasion {
    Check,
    Build,
}

/// The levels that an edition sets, for both occasions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LintSettings {
    pub levels: Vec<(&'static str, LintLevel)>,
}

impl LintSettings {
    /// The level of a code on an occasion: the edition's, else the one that the
    /// catalogue has; `Allow` for a code that it does not know.
    pub fn level(&self, code: &str, occasion: Occasion) -> LintLevel {
        if let Some((_, level)) = self.levels.iter().find(|(known, _)| *known == code) {
            return *level;
        }
        match (catalogue::find(code).map(|entry| entry.kind), occasion) {
            (Some(Kind::Error), _) => LintLevel::Deny,
            (Some(Kind::Warning), _) | (Some(Kind::Advice), Occasion::Check) => LintLevel::Warn,
            (Some(Kind::Advice | Kind::Silent) | None, _) => LintLevel::Allow,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{LintLevel, LintSettings, Occasion};

    #[test]
    fn what_the_edition_says_holds_on_both_occasions() {
        let code = "many-locators";
        let silent = LintSettings::default();
        assert_eq!(silent.level(code, Occasion::Check), LintLevel::Warn);
        assert_eq!(silent.level(code, Occasion::Build), LintLevel::Allow);
        let denying = LintSettings { levels: vec![(code, LintLevel::Deny)] };
        assert_eq!(denying.level(code, Occasion::Check), LintLevel::Deny);
        assert_eq!(denying.level(code, Occasion::Build), LintLevel::Deny);
    }
}
