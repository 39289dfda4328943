//! A run of text between two elements: what the Markdown parser hands out in
//! bits becomes one text node, and what the parser leaves as text although it
//! is none is found.

use std::cmp::Reverse;
use std::ops::Range;

use crate::model::language::Language;
use crate::model::manuscript::Written;
use crate::model::source::{self, Span};
use crate::model::text::{Inline, Text, TextId, TextStyle};
use crate::parse::citations::{self, Found, PlacedWork};
use crate::parse::finds::{Find, finds};
use crate::parse::links;
use crate::parse::notes;
use crate::parse::punctuation;
use crate::parse::reading::Reading;

/// Open brackets of which one may begin a span.
const DEEPEST: usize = 32;

/// Running text in the making.
#[derive(Default)]
pub struct Run {
    content: Vec<Inline<Written>>,
    text: String,
    pieces: Vec<Piece>,
    /// A comment was taken out after a space: one space is enough.
    is_after_comment: bool,
    /// Brackets that may begin a span: the text node, as a position in
    /// `content`, and the byte in it.
    open: Vec<(usize, usize)>,
}

/// Bytes of the run that come from one place.
struct Piece {
    at: usize,
    source: Range<usize>,
    /// The source has these very bytes there.
    is_verbatim: bool,
}

impl Run {
    /// Adds text that comes from `range`.
    pub fn text(&mut self, text: &str, range: Range<usize>, reading: &mut Reading<'_>) {
        let is_verbatim = reading.slice(range.clone()) == text;
        let follows = self.pieces.last().is_some_and(|last| last.source.end == range.start);
        let before = range.start.checked_sub(1).map(|at| reading.slice(at..range.start));
        let escaped = match before {
            Some("\\") if is_verbatim && !follows => text.chars().next().map_or(0, char::len_utf8),
            _ => 0,
        };
        let (escape, text) = text.split_at(escaped);
        let middle = range.start + escaped;
        self.piece(escape, range.start..middle, false, reading);
        self.piece(text, middle..range.end, is_verbatim, reading);
    }

    fn piece(
        &mut self,
        text: &str,
        range: Range<usize>,
        is_verbatim: bool,
        reading: &mut Reading<'_>,
    ) {
        if text.is_empty() {
            return;
        }
        let trimmed = match std::mem::take(&mut self.is_after_comment) {
            true => text.trim_start_matches(' '),
            false => text,
        };
        if trimmed.is_empty() {
            return;
        }
        let cut = if is_verbatim { text.len() - trimmed.len() } else { 0 };
        let range = range.start + cut..range.end;
        let at = self.text.len();
        if is_verbatim {
            self.text.push_str(trimmed);
        } else {
            report_forbidden(trimmed, &range, reading);
            self.text.push_str(&punctuation::kept(trimmed));
        }
        match self.pieces.last_mut() {
            Some(last) if last.is_verbatim && is_verbatim && last.source.end == range.start => {
                last.source.end = range.end;
            }
            _ => self.pieces.push(Piece { at, source: range, is_verbatim }),
        }
    }

    /// Adds the space that a line end in the source stands for.
    pub fn space(&mut self, range: Range<usize>) {
        self.is_after_comment = false;
        if !self.ends_in_space() {
            let at = self.text.len();
            self.text.push(' ');
            self.pieces.push(Piece { at, source: range, is_verbatim: false });
        }
    }

    /// Takes note that a comment stood here.
    pub fn comment(&mut self) {
        self.is_after_comment = self.ends_in_space();
    }

    fn ends_in_space(&self) -> bool {
        match (self.text.chars().next_back(), self.content.last()) {
            (Some(last), _) => last.is_whitespace(),
            (None, None | Some(Inline::LineBreak)) => true,
            (None, Some(_)) => false,
        }
    }

    /// Adds an element.
    pub fn element(&mut self, inline: Inline<Written>, reading: &mut Reading<'_>) {
        self.flush(reading);
        self.is_after_comment = false;
        self.add(inline);
    }

    /// Most tags and links hold one text, and there are very many of them: the
    /// first has no room kept beside it.
    fn add(&mut self, inline: Inline<Written>) {
        if self.content.is_empty() {
            self.content.reserve_exact(1);
        }
        self.content.push(inline);
    }

    /// What has been added.
    pub fn finish(mut self, reading: &mut Reading<'_>) -> Vec<Inline<Written>> {
        self.flush(reading);
        self.content
    }

    fn flush(&mut self, reading: &mut Reading<'_>) {
        if self.text.is_empty() {
            return;
        }
        let text = std::mem::take(&mut self.text);
        let pieces = std::mem::take(&mut self.pieces);
        let mut from = 0;
        let is_suspect = |byte: u8| matches!(byte, b'[' | b']' | b'^' | b'~' | b'<');
        if text.bytes().any(is_suspect) {
            for (found, range) in self.hidden(&text, &pieces, reading) {
                if range.start < from {
                    continue;
                }
                let bounds = (source_of(range.start, &pieces), source_of(range.end - 1, &pieces));
                let (Some(start), Some(end)) = bounds else { continue };
                let source = start.start..end.end;
                match found {
                    Find::Open => self.bracket(range.start - from),
                    Find::Close => {
                        self.open.pop();
                    }
                    Find::Span(destination) if !self.open.is_empty() => {
                        self.part(&text, from..range.start, &pieces, reading);
                        from = range.end;
                        self.span(destination, source, reading);
                    }
                    found => {
                        let Some(inline) = inline(found, source, reading) else { continue };
                        self.part(&text, from..range.start, &pieces, reading);
                        self.add(inline);
                        from = range.end;
                    }
                }
            }
        }
        self.part(&text, from..text.len(), &pieces, reading);
    }

    /// What is hidden in the run, in order, with its bytes of the run.
    fn hidden<'t>(
        &self,
        text: &str,
        pieces: &[Piece],
        reading: &Reading<'t>,
    ) -> Vec<(Find<'t>, Range<usize>)> {
        let mut hidden = Vec::new();
        for piece in pieces.iter().filter(|piece| piece.is_verbatim) {
            for (found, range) in finds(reading.slice(piece.source.clone())) {
                hidden.push((found, piece.at + range.start..piece.at + range.end));
            }
        }
        if text.contains('@') {
            // A citation may run over the ends of lines, which are pieces. Its
            // own bracket opens nothing.
            hidden.extend(works(text, pieces, reading));
            hidden.sort_by_key(|(_, range)| (range.start, Reverse(range.end)));
        }
        hidden
    }

    /// Takes note of a bracket at a byte of the text node that comes next.
    fn bracket(&mut self, at: usize) {
        // So many spans may stand in one another.
        if self.open.len() == DEEPEST {
            self.open.remove(0);
        }
        self.open.push((self.content.len(), at));
    }

    /// Makes a span of what stands behind the last open bracket. The Markdown
    /// parser sees none where a tag, a note's mark or another span is in it.
    fn span(&mut self, destination: &str, range: Range<usize>, reading: &mut Reading<'_>) {
        let Some((node, at)) = self.open.pop() else { return };
        let start = range.start + "](".len();
        let place = reading.span(start..start + destination.len());
        let mut content = Vec::new();
        // Where nothing stood behind the bracket, its node was not added.
        if node < self.content.len() {
            content = self.content.split_off(node);
            if let Some(Inline::Text(first)) = content.first_mut() {
                let before = Text { text: first.text[..at].to_string(), ..first.clone() };
                first.text.drain(..=at);
                let (before_span, span) = parted(first.span, (at, first.text.len()));
                first.span = span;
                if first.text.is_empty() {
                    content.remove(0);
                }
                if !before.text.is_empty() {
                    self.content.push(Inline::Text(Text { span: before_span, ..before }));
                }
            }
        }
        match links::spanned(destination, place, content, reading) {
            Ok(span) | Err(span) => self.content.extend(span),
        }
    }

    /// Adds a part of the run as a text node.
    fn part(&mut self, text: &str, range: Range<usize>, pieces: &[Piece], reading: &Reading<'_>) {
        if range.is_empty() {
            return;
        }
        let start = source_of(range.start, pieces);
        let end = source_of(range.end - 1, pieces);
        let (Some(start), Some(end)) = (start, end) else { return };
        let span = reading.exact_span(start.start..end.end);
        let text = text[range].to_string();
        self.add(Inline::Text(Text { id: TextId::NONE, text, span }));
    }
}

/// Reports a character that no book can carry, written as an entity.
fn report_forbidden(text: &str, range: &Range<usize>, reading: &mut Reading<'_>) {
    if let Some(character) = text.chars().find(|character| source::is_forbidden(*character)) {
        let span = reading.span(range.clone());
        let message = format!("the character U+{:04X} cannot stand in a book", character as u32);
        reading.diagnostics().error("control-character", span, message).help("delete it");
    }
}

/// The places of the text before a bracket and of the one behind it, by their
/// lengths; the whole place where the text is not as written.
fn parted(whole: Span, (before, after): (usize, usize)) -> (Span, Span) {
    let is_verbatim = (whole.end - whole.start) as usize == before + "[".len() + after;
    if !is_verbatim {
        return (whole, whole);
    }
    let bracket = whole.start + before as u32;
    (Span { end: bracket, ..whole }, Span { start: bracket + 1, ..whole })
}

/// The bytes of the source that a byte of the run comes from. The last byte
/// of a character gives the character's end.
fn source_of(at: usize, pieces: &[Piece]) -> Option<Range<usize>> {
    let found = pieces.partition_point(|piece| piece.at <= at).checked_sub(1)?;
    let piece = &pieces[found];
    Some(match piece.is_verbatim {
        true => piece.source.start + (at - piece.at)..piece.source.start + (at - piece.at) + 1,
        false => piece.source.clone(),
    })
}

/// The citations of works in a run. What is escaped begins none.
fn works<'t>(text: &str, pieces: &[Piece], reading: &Reading<'t>) -> Vec<(Find<'t>, Range<usize>)> {
    let is_verbatim = |at: usize| {
        let found = pieces.partition_point(|piece| piece.at <= at).checked_sub(1);
        found.is_some_and(|found| pieces[found].is_verbatim)
    };
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = text[from..].find('[').map(|next| from + next) {
        from = start + 1;
        if !is_verbatim(start) {
            continue;
        }
        let (find, length) = match citations::citation(&text[start..]) {
            Some(Found::Works(placed, length)) => {
                let whole = start..start + length;
                if !is_verbatim(whole.end - 1)
                    || !placed.iter().all(|work| is_verbatim(start + work.key.start - 1))
                {
                    continue;
                }
                let works = placed.into_iter().filter_map(|work| {
                    let key = start + work.key.start..start + work.key.end;
                    let source =
                        source_of(key.start, pieces)?.start..source_of(key.end - 1, pieces)?.end;
                    let work = set(work, &reading.language);
                    Some(work.cited(&text[key], reading.span(source)))
                });
                (Find::Works(works.collect(), text[whole].to_string()), length)
            }
            Some(Found::Broken(length)) => (Find::BrokenWorks, length),
            None => continue,
        };
        found.push((find, start..start + length));
        from = start + length;
    }
    found
}

/// The work with printers' marks in what stands around it.
fn set(work: PlacedWork, language: &Language) -> PlacedWork {
    let prefix = punctuation::plain(&work.prefix, language);
    let suffix = punctuation::plain(&work.suffix, language);
    PlacedWork { prefix, suffix, ..work }
}

/// What stands for a find; nothing where it stays text and is reported.
fn inline(
    find: Find<'_>,
    range: Range<usize>,
    reading: &mut Reading<'_>,
) -> Option<Inline<Written>> {
    let span = reading.span(range.clone());
    let (code, message, help) = match find {
        Find::Note(label) => return notes::citation(label, span, reading),
        Find::Works(works, text) => {
            let content = vec![Inline::Text(Text { id: TextId::NONE, text, span })];
            let to = Written::Works { works, at: None };
            return Some(Inline::Reference { to, content, span });
        }
        Find::BrokenWorks => (
            "broken-citation",
            "a citation of works begins here and does not end as one",
            "write `[@key, 12; see @other]`: each part has its `@key`, and no styles and no tags; \
             to print the brackets, write `\\[@`",
        ),
        Find::Raised(text) | Find::Lowered(text) => {
            let style = match find {
                Find::Raised(_) => TextStyle::Superior,
                _ => TextStyle::Inferior,
            };
            let span = reading.span(range.start + 1..range.end - 1);
            let text = Text { id: TextId::NONE, text: text.to_string(), span };
            return Some(Inline::Styled { style, content: vec![Inline::Text(text)] });
        }
        Find::Tag => (
            "broken-tag",
            "a tag begins here and does not end",
            "close it with `]]`, keep tags out of one another, in a table write `\\|` for its `|`; \
             to print the brackets, write `\\[\\[`",
        ),
        Find::Open | Find::Close => return None,
        Find::Link | Find::Span(_) => (
            "broken-link",
            "this is not the end of a link",
            "a link holds no other link and no tag, and its address no spaces; to print the \
             brackets, write `\\](`",
        ),
        Find::Comment => (
            "unclosed-comment",
            "a comment begins here and does not end in this paragraph",
            "close it with `-->`; a comment with blank lines in it must begin its own line",
        ),
    };
    reading.diagnostics().error(code, span, message).help(help);
    None
}
