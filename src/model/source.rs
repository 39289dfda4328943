//! Texts as read from disk, and places in them.

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
    line_starts: Vec<Vec<u32>>,
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

    /// Line and column of byte `at` of a text.
    pub fn line_column(&self, file: FileId, at: u32) -> LineColumn {
        let starts = &self.line_starts[file.0 as usize];
        let line = starts.partition_point(|start| *start <= at).max(1);
        let text = &self.file(file).text;
        let from = starts[line - 1] as usize;
        let to = (at as usize).min(text.len());
        let column = text.get(from..to).map_or(0, |before| before.chars().count()) + 1;
        LineColumn { line, column }
    }

    /// The bytes at which the lines around `span` begin and end: one line of
    /// context on each side.
    pub fn context(&self, span: Span) -> std::ops::Range<usize> {
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

#[cfg(test)]
mod tests {
    use super::{LineColumn, SourceFile, Sources, Span};

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
}
