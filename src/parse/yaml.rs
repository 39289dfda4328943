//! YAML to a tree in which every key and value has its place.
//!
//! The parser is serde-saphyr's own, one level below serde: a tree lets the
//! stage report all that is wrong with a file, not only the first of it, and
//! keeps texts as they are written (`1.10` is a shelf mark, not a number).

use rustc_hash::FxHashMap;
use serde_yaml::granit_parser::{self, Event, Marker, Parser, ScalarStyle};

use crate::model::diagnostic::Diagnostics;
use crate::model::source::{self, FileId, Span};
use crate::parse::place::{Place, Source};

/// Lists and mappings within one another.
const DEEPEST: usize = 64;

/// How much aliases may unfold to: one for each value and for each 32 bytes
/// of text. A large register has some 100,000.
const MOST_UNFOLDED: usize = 1_000_000;

/// Values in one file, keys among them. A large register has some 300,000.
const MOST_VALUES: usize = 1_000_000;

/// A value with its place.
#[derive(Clone, Debug)]
pub struct Node {
    pub value: Value,
    /// A text's first line; from the first to the last of a list or mapping.
    pub span: Span,
    /// How much it counts against [`MOST_UNFOLDED`].
    weight: usize,
}

/// What a value is.
#[derive(Clone, Debug)]
pub enum Value {
    /// Nothing, `~` or `null`.
    Empty,
    Text(Scalar),
    List(Vec<Node>),
    Map(Vec<Entry>),
}

/// A text, a number, a date: as written.
#[derive(Clone, Debug)]
pub struct Scalar {
    pub text: String,
    /// Without quotation marks, so that `false` may be meant.
    pub is_plain: bool,
    pub place: Place,
    pub span: Span,
}

impl Scalar {
    /// The text with its place.
    pub fn source(&self) -> Source<'_> {
        Source { text: &self.text, place: self.place }
    }
}

/// A key with its value.
#[derive(Clone, Debug)]
pub struct Entry {
    pub key: String,
    pub span: Span,
    pub value: Node,
}

/// The value that `source` holds: `Value::Empty` where there is none. Gives
/// nothing, and reports `yaml`, where the text is no YAML.
pub fn document(source: Source<'_>, diagnostics: &mut Diagnostics) -> Option<Node> {
    let Place::Exact { file, base } = source.place else {
        return None;
    };
    let mut options = granit_parser::options! {
        flow_nesting_limit: DEEPEST,
        block_nesting_limit: DEEPEST,
    };
    options.set_emit_comments(false);
    let mut tree = Tree {
        text: source.text,
        file,
        base,
        open: Vec::new(),
        anchors: FxHashMap::default(),
        unfolded: 0,
        value_count: 0,
        root: None,
        document_count: 0,
        diagnostics,
    };
    for next in Parser::new_from_str_with_options(source.text, options) {
        let (event, span) = match next {
            Ok(next) => next,
            Err(error) => {
                let at = tree.at(error.marker());
                let end = at + source.text[at..].chars().next().map_or(0, char::len_utf8);
                let span = Span::new(file, base + at, base + end);
                tree.fail(span, error.info());
                return None;
            }
        };
        let range = tree.at(&span.start)..tree.at(&span.end);
        tree.take(event, range)?;
    }
    let nothing = Node { value: Value::Empty, span: Span::new(file, base, base), weight: 1 };
    Some(tree.root.unwrap_or(nothing))
}

struct Tree<'a> {
    text: &'a str,
    file: FileId,
    base: usize,
    open: Vec<Open>,
    anchors: FxHashMap<usize, Node>,
    unfolded: usize,
    value_count: usize,
    root: Option<Node>,
    document_count: usize,
    diagnostics: &'a mut Diagnostics,
}

/// A list or mapping that is not closed yet.
struct Open {
    start: usize,
    anchor: usize,
    weight: usize,
    children: Children,
}

enum Children {
    List(Vec<Node>),
    Map { entries: Vec<Entry>, key: Option<(String, Span)> },
}

impl Tree<'_> {
    fn at(&self, marker: &Marker) -> usize {
        marker.byte_offset().unwrap_or(0).min(self.text.len())
    }

    fn span(&self, range: std::ops::Range<usize>) -> Span {
        Span::new(self.file, self.base + range.start, self.base + range.end)
    }

    fn fail(&mut self, span: Span, why: impl std::fmt::Display) {
        self.diagnostics
            .error("yaml", span, format!("this is not YAML: {why}"))
            .help("check the indentation, and put texts with `: ` or ` #` into quotation marks");
    }

    /// Takes the next event in; nothing where there is no use in going on.
    fn take(&mut self, event: Event<'_>, range: std::ops::Range<usize>) -> Option<()> {
        match event {
            Event::DocumentStart(..) => {
                self.document_count += 1;
                if self.document_count > 1 {
                    self.fail(self.span(range), "a second document begins here");
                    return None;
                }
            }
            Event::Scalar(text, style, anchor, tag) => {
                if let Some(tag) = tag.filter(|tag| !tag.is_yaml_core_schema()) {
                    self.fail(self.span(range.clone()), format!("`{}` is a tag", tag.original()));
                }
                let node = self.scalar(&text, style, range);
                self.close(node, anchor)?;
            }
            Event::SequenceStart(_, anchor, _) => {
                let children = Children::List(Vec::new());
                self.open.push(Open { start: range.start, anchor, weight: 1, children });
            }
            Event::MappingStart(_, anchor, _) => {
                let children = Children::Map { entries: Vec::new(), key: None };
                self.open.push(Open { start: range.start, anchor, weight: 1, children });
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let open = self.open.pop().expect("the parser closes only what it opened");
                let anchor = open.anchor;
                let node = self.collection(open, range.end);
                self.close(node, anchor)?;
            }
            Event::Alias(anchor) => {
                let Some(mut node) = self.anchors.get(&anchor).cloned() else {
                    self.fail(self.span(range), "an alias stands within what it stands for");
                    return None;
                };
                node.span = self.span(range);
                self.unfold(&node)?;
                self.close(node, 0)?;
            }
            _ => {}
        }
        Some(())
    }

    /// Counts what an alias or an anchor copies.
    fn unfold(&mut self, node: &Node) -> Option<()> {
        self.unfolded += node.weight;
        if self.unfolded > MOST_UNFOLDED {
            self.fail(node.span, "its aliases unfold to too much");
            return None;
        }
        Some(())
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, range: std::ops::Range<usize>) -> Node {
        let is_plain = style == ScalarStyle::Plain;
        let raw = &self.text[range.clone()];
        let first = raw.lines().next().unwrap_or_default().trim_end();
        let span = self.span(range.start..range.start + first.len());
        if is_plain && (raw.is_empty() || matches!(raw, "~" | "null" | "Null" | "NULL")) {
            return Node { value: Value::Empty, span, weight: 1 };
        }
        let forbidden = text.chars().find(|character| source::is_forbidden(*character));
        if let Some(character) = forbidden {
            let message =
                format!("the character U+{:04X} cannot stand in a book", character as u32);
            self.diagnostics.error("control-character", span, message).help("delete it");
        }
        let start = range.start + usize::from(style != ScalarStyle::Plain);
        let is_exact = matches!(
            style,
            ScalarStyle::Plain | ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted
        ) && self.text.get(start..start + text.len()) == Some(text);
        let place = match is_exact {
            true => Place::Exact { file: self.file, base: self.base + start },
            false => Place::Whole(span),
        };
        // The last line end of a block text says nothing.
        let text = text.trim_end_matches('\n').to_string();
        let weight = 1 + text.len() / 32;
        Node { value: Value::Text(Scalar { text, is_plain, place, span }), span, weight }
    }

    fn collection(&mut self, open: Open, end: usize) -> Node {
        let last = match &open.children {
            Children::List(nodes) => nodes.last().map(|node| node.span.end),
            Children::Map { entries, .. } => entries.last().map(|entry| entry.value.span.end),
        };
        let start = self.base + open.start;
        let is_flow = matches!(self.text.as_bytes().get(open.start), Some(b'[' | b'{'));
        let end = match last {
            Some(last) if !is_flow => (last as usize).max(start),
            _ => self.base + end,
        };
        let value = match open.children {
            Children::List(nodes) => Value::List(nodes),
            Children::Map { entries, .. } => {
                self.report_twins(&entries);
                Value::Map(entries)
            }
        };
        Node { value, span: Span::new(self.file, start, end), weight: open.weight }
    }

    fn report_twins(&mut self, entries: &[Entry]) {
        let mut seen: FxHashMap<&str, Span> = FxHashMap::default();
        for entry in entries {
            if let Some(first) = seen.insert(&entry.key, entry.span) {
                self.diagnostics
                    .error("duplicate-key", entry.span, format!("`{}` is here twice", entry.key))
                    .also(first, "the first one")
                    .help("delete one of them");
            }
        }
    }

    /// Puts a whole value where it belongs.
    fn close(&mut self, node: Node, anchor: usize) -> Option<()> {
        self.value_count += 1;
        if self.value_count > MOST_VALUES {
            self.fail(node.span, format!("more than {MOST_VALUES} values are in it"));
            return None;
        }
        if anchor != 0 {
            self.unfold(&node)?;
            self.anchors.insert(anchor, node.clone());
        }
        let Some(open) = self.open.last_mut() else {
            self.root = Some(node);
            return Some(());
        };
        open.weight += node.weight;
        match &mut open.children {
            Children::List(nodes) => nodes.push(node),
            Children::Map { entries, key } => match key.take() {
                Some((key, span)) => entries.push(Entry { key, span, value: node }),
                None => {
                    let Value::Text(scalar) = node.value else {
                        self.fail(node.span, "a key must be text");
                        return None;
                    };
                    *key = Some((scalar.text, node.span));
                }
            },
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Node, Value, document};
    use crate::model::diagnostic::Diagnostics;
    use crate::model::source::FileId;
    use crate::parse::place::{Place, Source};

    fn parse(text: &str, diagnostics: &mut Diagnostics) -> Option<Node> {
        document(Source { text, place: Place::Exact { file: FileId(0), base: 0 } }, diagnostics)
    }

    #[track_caller]
    fn check(text: &str, code: Option<(&str, u32)>) {
        let mut diagnostics = Diagnostics::default();
        parse(text, &mut diagnostics);
        let found = diagnostics.iter().next();
        let place = |diagnostic: &crate::model::diagnostic::Diagnostic| {
            (diagnostic.code, diagnostic.span.expect("a place").start)
        };
        assert_eq!(found.map(place), code, "{found:?}");
    }

    #[test]
    fn what_is_wrong_is_shown_where_it_stands() {
        check("a: b\nc: [d]\n", None);
        check("a: [b\nc: d\n", Some(("yaml", 7)));
        check("a: b\nä: c\na: d\n", Some(("duplicate-key", 11)));
        check("a: \"\\u0001\"\n", Some(("control-character", 3)));
        check("a: !include b\n", Some(("yaml", 12)));
        check("a: b\n---\nc: d\n", Some(("yaml", 5)));
        check("? [a]\n: b\n", Some(("yaml", 2)));
        check("a: &a [*a]\n", Some(("yaml", 7)));
    }

    #[test]
    fn bombs_are_defused() {
        let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_string();
        for level in 1..12 {
            let aliases = vec![format!("*a{}", level - 1); 10].join(", ");
            bomb.push_str(&format!("a{level}: &a{level} [{aliases}]\n"));
        }
        let mut diagnostics = Diagnostics::default();
        assert!(parse(&bomb, &mut diagnostics).is_none());
        assert!(diagnostics.has_errors());
        let deep = format!("a: {}", "[".repeat(100_000));
        assert!(parse(&deep, &mut diagnostics).is_none());
        let many = format!("[{}]", "a,".repeat(1_000_001));
        assert!(parse(&many, &mut diagnostics).is_none());
    }

    #[test]
    fn texts_stay_as_they_are_written() {
        let node = parse("a: 1.10\nb: ~\n", &mut Diagnostics::default()).expect("YAML");
        let Value::Map(entries) = node.value else { panic!("a mapping") };
        assert!(matches!(&entries[0].value.value, Value::Text(scalar) if scalar.text == "1.10"));
        assert!(matches!(entries[1].value.value, Value::Empty));
    }
}
