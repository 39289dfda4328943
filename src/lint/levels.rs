//! Findings at the level that the edition, or the occasion, gives their code.

use crate::model::diagnostic::{Diagnostic, Diagnostics};
use crate::model::lint::{LintLevel, LintSettings, Occasion};
use crate::model::source::Span;

/// Takes findings and reports those that are wanted.
pub(crate) struct Findings<'a> {
    pub(crate) settings: &'a LintSettings,
    pub(crate) occasion: Occasion,
    pub(crate) diagnostics: &'a mut Diagnostics,
}

impl Findings<'_> {
    /// Whether anybody wants to hear of a lint.
    pub(crate) fn wants(&self, code: &str) -> bool {
        self.settings.level(code, self.occasion) != LintLevel::Allow
    }

    /// Reports a finding; gives it so that more can be said of it.
    pub(crate) fn report(
        &mut self,
        code: &'static str,
        span: Span,
        message: String,
    ) -> Option<&mut Diagnostic> {
        match self.settings.level(code, self.occasion) {
            LintLevel::Allow => None,
            LintLevel::Warn => Some(self.diagnostics.warning(code, span, message)),
            LintLevel::Deny => Some(self.diagnostics.error(code, span, message)),
        }
    }
}
