//! Lints: what is worth an editor's look although the book can be made.

/// A lint with its level where the edition says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lint {
    pub code: &'static str,
    pub in_check: LintLevel,
    pub in_build: LintLevel,
}

/// What becomes of a lint's finding.
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

/// Every lint, in the order of codes. `lint:` in `edition.yaml` sets another
/// level by the code, for both occasions.
pub const LINTS: [Lint; 9] = [
    Lint { code: "alias-claimed-twice", in_check: LintLevel::Warn, in_build: LintLevel::Allow },
    Lint { code: "double-posting", in_check: LintLevel::Warn, in_build: LintLevel::Allow },
    Lint { code: "low-resolution", in_check: LintLevel::Warn, in_build: LintLevel::Allow },
    Lint { code: "many-locators", in_check: LintLevel::Warn, in_build: LintLevel::Allow },
    Lint { code: "one-way-see-also", in_check: LintLevel::Warn, in_build: LintLevel::Allow },
    Lint { code: "similar-heading", in_check: LintLevel::Warn, in_build: LintLevel::Allow },
    Lint { code: "uncited-works", in_check: LintLevel::Warn, in_build: LintLevel::Allow },
    Lint { code: "unmentioned-records", in_check: LintLevel::Warn, in_build: LintLevel::Allow },
    Lint { code: "untagged-name", in_check: LintLevel::Warn, in_build: LintLevel::Allow },
];

/// The levels that an edition sets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LintSettings {
    pub levels: Vec<(&'static str, LintLevel)>,
}

impl LintSettings {
    /// The level of a lint on an occasion; `Allow` for what is no lint.
    pub fn level(&self, code: &str, occasion: Occasion) -> LintLevel {
        if let Some((_, level)) = self.levels.iter().find(|(known, _)| *known == code) {
            return *level;
        }
        let lint = LINTS.iter().find(|lint| lint.code == code);
        lint.map_or(LintLevel::Allow, |lint| match occasion {
            Occasion::Check => lint.in_check,
            Occasion::Build => lint.in_build,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{LINTS, LintLevel, LintSettings, Occasion};

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

    #[test]
    fn codes_stand_in_order() {
        assert!(LINTS.is_sorted_by_key(|lint| lint.code));
    }
}
