//! `lint:` of `edition.yaml`: levels by code.

use crate::model::diagnostic::Diagnostics;
use crate::model::lint::{LINTS, LintLevel, LintSettings};
use crate::parse::fields::Fields;
use crate::parse::yaml::Node;

const LEVELS: [(&str, LintLevel); 3] =
    [("allow", LintLevel::Allow), ("warn", LintLevel::Warn), ("deny", LintLevel::Deny)];

/// The levels that the edition sets. Reports codes and levels that there are
/// not.
pub fn lint(node: Option<&Node>, diagnostics: &mut Diagnostics) -> LintSettings {
    let codes = LINTS.map(|lint| lint.code);
    let found = node.and_then(|node| Fields::new(node, "`lint`", &codes, diagnostics));
    let Some(fields) = found else { return LintSettings::default() };
    let levels = codes.iter().filter_map(|code| {
        let level = fields.choice(code, &LEVELS, diagnostics)?;
        Some((*code, level))
    });
    LintSettings { levels: levels.collect() }
}
