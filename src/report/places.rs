//! Places as people count them.

use serde::Serialize;

use crate::model::source::{FileId, LineColumn, Sources, Span};

/// A stretch of a file. Lines and columns count from 1, columns in
/// characters; `end` is the first place after the stretch.
#[derive(Debug, Serialize)]
pub(crate) struct Place<'a> {
    pub(crate) file: &'a str,
    pub(crate) line: usize,
    pub(crate) column: usize,
    pub(crate) end: End,
}

/// See [`Place`].
#[derive(Debug, Serialize)]
pub(crate) struct End {
    pub(crate) line: usize,
    pub(crate) column: usize,
}

/// Lines and columns of places that come in rising order: each is counted from
/// the one before, so that a thousand places in one long line cost one walk.
pub(crate) struct Places<'a> {
    sources: &'a Sources,
    last: Option<(FileId, u32, LineColumn)>,
}

impl<'a> Places<'a> {
    /// Places in these texts.
    pub(crate) fn new(sources: &'a Sources) -> Places<'a> {
        Places { sources, last: None }
    }

    /// Where a stretch begins and ends.
    pub(crate) fn place(&mut self, span: Span) -> Place<'a> {
        let span = self.sources.as_written(span);
        let start = self.line_column(span.file, span.start);
        let end = self.line_column(span.file, span.end.max(span.start));
        Place {
            file: &self.sources.file(span.file).path,
            line: start.line,
            column: start.column,
            end: End { line: end.line, column: end.column },
        }
    }

    fn line_column(&mut self, file: FileId, at: u32) -> LineColumn {
        let text = self.sources.written(file);
        let known = self.last.filter(|(last, from, _)| *last == file && *from <= at);
        let place = known
            .and_then(|(_, from, place)| {
                let between = text.get(from as usize..at as usize)?;
                let column = place.column + between.chars().count();
                (!between.contains('\n')).then_some(LineColumn { column, ..place })
            })
            .unwrap_or_else(|| self.sources.written_line_column(file, at));
        self.last = Some((file, at, place));
        place
    }
}
