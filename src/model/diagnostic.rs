//! What the editor is told.

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

/// Diagnostics in the order in which they were found.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
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
        self.list.push(Diagnostic {
            level,
            code,
            message,
            span,
            related: Vec::new(),
            help: None,
            suggestions: Vec::new(),
        });
        let last = self.list.len() - 1;
        &mut self.list[last]
    }

    /// Adds what another list holds.
    pub fn append(&mut self, mut other: Diagnostics) {
        self.list.append(&mut other.list);
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
