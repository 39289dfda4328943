//! `lint:` of `edition.yaml`: levels by code.

use crate::model::catalogue::{self, Kind};
use crate::model::diagnostic::Diagnostics;
use crate::model::lint::{LintLevel, LintSettings};
use crate::parse::fields::Fields;
use crate::parse::yaml::Node;

const LEVELS: [(&str, LintLevel); 3] =
    [("allow", LintLevel::Allow), ("warn", LintLevel::Warn), ("deny", LintLevel::Deny)];

/// The levels that the edition sets. Reports codes and levels that there are
/// not, and errors, which are no matter of taste.
pub fn lint(node: Option<&Node>, diagnostics: &mut Diagnostics) -> LintSettings {
    let codes: Vec<&'static str> = catalogue::entries().iter().map(|entry| entry.code).collect();
    let found = node.and_then(|node| Fields::new(node, "`lint`", &codes, diagnostics));
    let Some(fields) = found else { return LintSettings::default() };
    let mut levels = Vec::new();
    for entry in catalogue::entries() {
        let Some(node) = fields.get(entry.code) else { continue };
        if entry.kind == Kind::Error {
            let code = entry.code;
            diagnostics
                .error("fixed-level", node.span, format!("`{code}` is always an error"))
                .help(format!("mend what it tells of: see `recto explain {code}`"));
        } else if let Some(level) = fields.choice(entry.code, &LEVELS, diagnostics) {
            levels.push((entry.code, level));
        }
    }
    LintSettings { levels }
}
