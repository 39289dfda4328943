//! The form of identifiers.

use crate::model::diagnostic::Diagnostics;
use crate::model::source::Span;

/// Whether `id` is one: letters, digits, `-` and `_`. Reports it where not.
pub fn check(id: &str, span: Span, diagnostics: &mut Diagnostics) -> bool {
    let is_fine = !id.is_empty()
        && id
            .chars()
            .all(|character| character.is_alphanumeric() || matches!(character, '-' | '_'));
    if !is_fine {
        diagnostics
            .error("bad-identifier", span, format!("`{id}` is no identifier"))
            .help("use letters, digits, `-` and `_` only");
    }
    is_fine
}
