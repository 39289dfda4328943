//! What the editor is told.

use rustc_hash::FxHashMap;

use crate::model::catalogue;
use crate::model::lint::{LintLevel, LintSettings, Occasion};
use crate::model::source::Span;

/// How grave a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    Error,
    Warning,
}

impl Level {
    /// In one word.
    pub fn word(self) -> &'static str {
        match self {
            Level::Error => "error",
            Level::Warning => "warning",
        }
    }
}

/// One message to the editor.
///
/// `code` is a stable name; `message` is lower case, without a full stop, and
/// quotes with backticks; `help` says what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    pub level: Level,
    pub code: &'static str,
    pub message: String,
    pub span: Option<Span>,
    pub related: Vec<(Span, String)>,
    pub help: Option<String>,
    /// Edits that mend it, all of them together.
    pub suggestions: Vec<Suggestion>,
}

/// An edit that mends what a diagnostic tells of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// What goes; where it is empty, something is put in.
    pub span: Span,
    pub replacement: String,
    /// Whether it leaves the sense as it is, and nobody need look at it.
    pub is_safe: bool,
}

impl Diagnostic {
    /// Says what to do about it.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Diagnostic {
        self.help = Some(help.into());
        self
    }

    /// Adds a second place, with what is there.
    pub fn also(&mut self, span: Span, what: impl Into<String>) -> &mut Diagnostic {
        self.related.push((span, what.into()));
        self
    }

    /// Adds an edit that an editor has to look at.
    pub fn suggest(&mut self, span: Span, replacement: impl Into<String>) -> &mut Diagnostic {
        let replacement = replacement.into();
        self.suggestions.push(Suggestion { span, replacement, is_safe: false });
        self
    }

    /// Adds an edit that leaves the sense as it is.
    pub fn mend(&mut self, span: Span, replacement: impl Into<String>) -> &mut Diagnostic {
        let replacement = replacement.into();
        self.suggestions.push(Suggestion { span, replacement, is_safe: true });
        self
    }
}

/// So many of one code are kept: a file that means no good may have millions.
const MOST_OF_A_CODE: usize = 50_000;

/// Diagnostics in the order in which they were found. Of one code and level
/// the first `MOST_OF_A_CODE` are kept; those beyond say nothing new.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    counts: FxHashMap<(&'static str, bool), usize>,
    /// The last one that was not kept.
    beyond: Option<Box<Diagnostic>>,
}

impl Diagnostics {
    /// Reports an error: nothing will be written.
    pub fn error(
        &mut self,
        code: &'static str,
        span: impl Into<Option<Span>>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.push(Level::Error, code, span.into(), message.into())
    }

    /// Reports a warning: the book is made all the same.
    pub fn warning(
        &mut self,
        code: &'static str,
        span: impl Into<Option<Span>>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.push(Level::Warning, code, span.into(), message.into())
    }

    fn push(
        &mut self,
        level: Level,
        code: &'static str,
        span: Option<Span>,
        message: String,
    ) -> &mut Diagnostic {
        let (related, suggestions) = (Vec::new(), Vec::new());
        let found = Diagnostic { level, code, message, span, related, help: None, suggestions };
        if !self.has_room(&found) {
            return self.beyond.insert(Box::new(found));
        }
        self.list.push(found);
        let last = self.list.len() - 1;
        &mut self.list[last]
    }

    /// Whether one more of this code is kept; counts it.
    fn has_room(&mut self, found: &Diagnostic) -> bool {
        let count = self.counts.entry((found.code, found.level == Level::Error)).or_default();
        *count += 1;
        *count <= MOST_OF_A_CODE
    }

    /// Adds what another list holds.
    pub fn append(&mut self, other: Diagnostics) {
        for found in other.list {
            if self.has_room(&found) {
                self.list.push(found);
            }
        }
    }

    /// Gives warnings the levels that an edition sets for their codes. Errors
    /// stay: a book with one cannot be made.
    pub fn settle(&mut self, settings: &LintSettings, occasion: Occasion) {
        if settings.levels.is_empty() {
            return;
        }
        self.list.retain_mut(|diagnostic| {
            if diagnostic.level == Level::Error || catalogue::find(diagnostic.code).is_none() {
                return true;
            }
            let level = settings.level(diagnostic.code, occasion);
            if level == LintLevel::Deny {
                diagnostic.level = Level::Error;
            }
            level != LintLevel::Allow
        });
    }

    /// Makes errors of all warnings.
    pub fn deny_warnings(&mut self) {
        self.list.iter_mut().for_each(|diagnostic| diagnostic.level = Level::Error);
    }

    /// Whether an error is among them.
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|diagnostic| diagnostic.level == Level::Error)
    }

    /// How many there are of a level.
    pub fn count(&self, level: Level) -> usize {
        self.list.iter().filter(|diagnostic| diagnostic.level == level).count()
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }

    /// Puts them in the order of their places: those without a place first.
    pub fn sort(&mut self) {
        self.list.sort_by_key(|diagnostic| diagnostic.span.map(|span| (span.file, span.start)));
    }
}

#[cfg(test)]
mod tests {
    use super::{Diagnostics, Level, MOST_OF_A_CODE};

    #[test]
    fn a_million_of_one_code_leave_room_for_another() {
        let mut diagnostics = Diagnostics::default();
        for _ in 0..2 {
            let mut more = Diagnostics::default();
            for _ in 0..MOST_OF_A_CODE {
                more.warning("double-space", None, "one").help("of many");
            }
            diagnostics.append(more);
        }
        assert_eq!(diagnostics.count(Level::Warning), MOST_OF_A_CODE);
        assert!(!diagnostics.has_errors());
        diagnostics.error("yaml", None, "the other");
        assert!(diagnostics.has_errors());
    }
}
