//! Texts as read from disk, and places in them.

use std::collections::BTreeMap;
use std::ops::Range;

/// A text of [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A stretch of one text: bytes `start..end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    pub file: FileId,
    pub start: u32,
    pub end: u32,
}

impl Span {
    /// The bytes `start..end` of `file`.
    pub fn new(file: FileId, start: usize, end: usize) -> Span {
        Span { file, start: start as u32, end: end as u32 }
    }
}

/// One text. `name` is its path below the manuscript folder, with `/`;
/// `path` is how diagnostics name it, as the editor would type it.
#[derive(Clone, Debug, Default)]
pub struct SourceFile {
    pub name: String,
    pub path: String,
    /// Without a byte order mark; its lines end in LF.
    pub text: String,
    pub form: FileForm,
}

/// What of a file its text no longer shows, and a patch has to know.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FileForm {
    /// It begins with a byte order mark.
    pub is_marked: bool,
    pub line_ends: LineEnds,
}

/// How the lines of a file end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LineEnds {
    #[default]
    Lf,
    CrLf,
    /// Now so, now so, or by CR alone.
    Mixed,
}

/// A place for people: line and column count from 1, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    pub line: usize,
    pub column: usize,
}

/// All texts of a manuscript, each with the positions of its lines.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
    /// Of the texts as written.
    line_starts: Vec<Vec<u32>>,
    corrected: BTreeMap<FileId, Corrected>,
}

/// What a text was before it was corrected.
#[derive(Clone, Debug)]
struct Corrected {
    written: String,
    /// In order: the bytes of the corrected text that stand for bytes of the
    /// written one.
    changes: Vec<(Range<u32>, Range<u32>)>,
}

impl Sources {
    /// Adds a text and gives its handle.
    pub fn add(&mut self, file: SourceFile) -> FileId {
        let starts = std::iter::once(0)
            .chain(
                file.text
                    .bytes()
                    .enumerate()
                    .filter(|(_, byte)| *byte == b'\n')
                    .map(|(at, _)| at as u32 + 1),
            )
            .collect();
        self.line_starts.push(starts);
        self.files.push(file);
        FileId(self.files.len() as u32 - 1)
    }

    /// The text behind a handle.
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// Every text with its handle, in the order they were added.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files.iter().enumerate().map(|(at, file)| (FileId(at as u32), file))
    }

    /// The text with this name, if there is one.
    pub fn find(&self, name: &str) -> Option<FileId> {
        self.iter().find(|(_, file)| file.name == name).map(|(id, _)| id)
    }

    /// Corrects a text: puts others in the stead of stretches of it, which
    /// come in order and apart. Gives the spans at which the others stand.
    ///
    /// Spans are places in the corrected text from then on; lines and columns
    /// are still counted in the text as written.
    pub fn correct(&mut self, file: FileId, changes: &[(Range<usize>, String)]) -> Vec<Span> {
        let source = &mut self.files[file.0 as usize];
        let written = std::mem::take(&mut source.text);
        let mut text = String::with_capacity(written.len());
        let mut done = Vec::with_capacity(changes.len());
        let mut from = 0;
        for (range, new) in changes {
            text.push_str(&written[from..range.start]);
            let start = text.len() as u32;
            text.push_str(new);
            done.push((start..text.len() as u32, range.start as u32..range.end as u32));
            from = range.end;
        }
        text.push_str(&written[from..]);
        source.text = text;
        let span = |(new, _): &(Range<u32>, _)| Span { file, start: new.start, end: new.end };
        let spans = done.iter().map(span).collect();
        self.corrected.insert(file, Corrected { written, changes: done });
        spans
    }

    /// A text as the editor wrote it.
    pub fn written(&self, file: FileId) -> &str {
        let corrected = self.corrected.get(&file);
        corrected.map_or(&self.file(file).text, |corrected| &corrected.written)
    }

    /// A file as the editor wrote it.
    pub fn written_file(&self, file: FileId) -> SourceFile {
        SourceFile { text: self.written(file).to_string(), ..self.file(file).clone() }
    }

    /// The place in the text as written of a place that no correction touches.
    pub fn verbatim(&self, span: Span) -> Option<Span> {
        let written = self.as_written(span);
        let text = self.file(span.file).text.get(span.start as usize..span.end as usize);
        let as_written = self.written(span.file).get(written.start as usize..written.end as usize);
        (text.is_some() && text == as_written).then_some(written)
    }

    /// The place in the text as written of a place in the corrected one. What
    /// touches a correction covers all that it was put in the stead of.
    pub fn as_written(&self, span: Span) -> Span {
        let Some(Corrected { changes, .. }) = self.corrected.get(&span.file) else { return span };
        let at = |at: u32, is_end: bool| {
            let nth = changes.partition_point(|(new, _)| new.end <= at);
            let (by, within) = match nth.checked_sub(1).map(|last| &changes[last]) {
                // The end of a correction is the end of what it replaced.
                Some((new, old)) if is_end && new.end == at => return old.end,
                Some((new, old)) => (i64::from(old.end) - i64::from(new.end), changes.get(nth)),
                None => (0, changes.get(nth)),
            };
            match within.filter(|(new, _)| new.start < at) {
                Some((_, old)) if is_end => old.end,
                Some((_, old)) => old.start,
                None => (i64::from(at) + by) as u32,
            }
        };
        let start = at(span.start, false);
        Span { start, end: at(span.end, true).max(start), ..span }
    }

    /// Line and column of byte `at` of a text.
    pub fn line_column(&self, file: FileId, at: u32) -> LineColumn {
        let span = self.as_written(Span { file, start: at, end: at });
        self.written_line_column(file, span.start)
    }

    /// Line and column of byte `at` of a text as written.
    pub fn written_line_column(&self, file: FileId, at: u32) -> LineColumn {
        let starts = &self.line_starts[file.0 as usize];
        let line = starts.partition_point(|start| *start <= at).max(1);
        let text = self.written(file);
        let from = starts[line - 1] as usize;
        let to = (at as usize).min(text.len());
        let column = text.get(from..to).map_or(0, |before| before.chars().count()) + 1;
        LineColumn { line, column }
    }

    /// The bytes at which the lines around `span` begin and end: one line of
    /// context on each side.
    pub fn context(&self, span: Span) -> Range<usize> {
        let starts = &self.line_starts[span.file.0 as usize];
        let length = self.file(span.file).text.len();
        let first = starts.partition_point(|start| *start <= span.start).saturating_sub(2);
        let after = starts.partition_point(|start| *start <= span.end) + 1;
        let end = starts.get(after).map_or(length, |start| *start as usize);
        starts[first] as usize..end
    }
}

/// Whether a character can stand in no book: XML 1.0 forbids control
/// characters but tab and line ends, U+FFFE and U+FFFF; the noncharacters from
/// U+FDD0 to U+FDEF are kept free for this program's own use.
pub fn is_forbidden(character: char) -> bool {
    matches!(
        character,
        '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}'
            | '\u{fdd0}'..='\u{fdef}' | '\u{fffe}' | '\u{ffff}'
    )
}

/// The length of the comment with which a text begins; none where there is
/// none, or none that ends. `<!-->` and `<!--->` are whole ones, as in
/// CommonMark 0.31.2, 6.6.
pub fn comment(text: &str) -> Option<usize> {
    let rest = text.strip_prefix("<!--")?;
    let whole = ["<!-->", "<!--->"].into_iter().find(|whole| text.starts_with(whole));
    whole.map(str::len).or_else(|| Some("<!---->".len() + rest.find("-->")?))
}

#[cfg(test)]
mod tests {
    use super::{LineColumn, SourceFile, Sources, Span, comment};

    #[test]
    fn columns_count_characters() {
        let mut sources = Sources::default();
        let text = "one\nçà va\nthree\nfour\n".to_string();
        let file = sources.add(SourceFile { text, ..SourceFile::default() });
        assert_eq!(sources.line_column(file, 0), LineColumn { line: 1, column: 1 });
        assert_eq!(sources.line_column(file, 9), LineColumn { line: 2, column: 4 });
        let around = sources.context(Span::new(file, 12, 13));
        assert_eq!(&sources.file(file).text[around], "çà va\nthree\nfour\n");
    }

    #[test]
    fn a_comment_ends_where_markdown_ends_it() {
        assert_eq!(comment("<!-- a --> b -->"), Some(10));
        assert_eq!(comment("<!----> b"), Some(7));
        assert_eq!(comment("<!--> b -->"), Some(5));
        assert_eq!(comment("<!---> b -->"), Some(6));
        assert_eq!([comment("<!-- a"), comment("a <!-- b -->"), comment("")], [None; 3]);
    }

    #[test]
    fn places_in_a_corrected_text_lead_back_to_what_was_written() {
        let mut sources = Sources::default();
        let text = "one twoo\nthre four\n".to_string();
        let file = sources.add(SourceFile { text, ..SourceFile::default() });
        let changes = [(4..8, "two".to_string()), (9..13, "threeee".to_string())];
        let spans = sources.correct(file, &changes);
        assert_eq!(sources.file(file).text, "one two\nthreeee four\n");
        assert_eq!(spans, [Span::new(file, 4, 7), Span::new(file, 8, 15)]);
        let place = |start, end| {
            let span = sources.as_written(Span::new(file, start, end));
            (span.start, span.end)
        };
        assert_eq!([place(0, 3), place(4, 7), place(5, 6)], [(0, 3), (4, 8), (4, 8)]);
        assert_eq!([place(8, 15), place(16, 20), place(2, 18)], [(9, 13), (14, 18), (2, 16)]);
        assert_eq!(sources.line_column(file, 16), LineColumn { line: 2, column: 6 });
    }
}
