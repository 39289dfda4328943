//! Marks of transcription: the signs of the edition around a text.

use crate::model::book::Reference;
use crate::model::manuscript::Written;
use crate::model::source::Span;
use crate::model::text::{Inline, TextStyle};
use crate::model::transcription::Mark;
use crate::resolve::text::{Place, Weaver};

impl Weaver<'_> {
    /// A text with the signs of its mark before and after it.
    pub(crate) fn transcribed(
        &mut self,
        mark: Mark,
        content: Vec<Inline<Written>>,
        place: Place,
        woven: &mut Vec<Inline<Reference>>,
    ) {
        self.marks.insert(mark);
        let settings = self.transcription;
        let shown = settings.shown(mark);
        let first = first_span(&content).unwrap_or(Span::new(place.file, 0, 0));
        let span = Span { end: first.start, ..first };
        let is_empty = content.is_empty();
        // Signs that stand alone need no space for what is not there.
        let before = if is_empty { shown.before.trim_end_matches('\u{a0}') } else { &shown.before };
        if !before.is_empty() {
            woven.extend(self.made(before, span, place));
        }
        let content = self.inlines(content, place);
        if !is_empty {
            woven.push(Inline::Styled { style: TextStyle::Transcribed(mark), content });
        }
        if !shown.after.is_empty() {
            woven.extend(self.made(&shown.after, span, place));
        }
    }
}

/// The place of the first text.
fn first_span(content: &[Inline<Written>]) -> Option<Span> {
    content.iter().find_map(|inline| match inline {
        Inline::Text(text) => Some(text.span),
        Inline::Reference { span, .. } | Inline::Image { span, .. } => Some(*span),
        Inline::Styled { content, .. } | Inline::Foreign { content, .. } => first_span(content),
        Inline::LineBreak => None,
    })
}
