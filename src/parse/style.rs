//! The style of the printed book.

use serde_yaml::{self, Error};

use crate::model::diagnostic::Diagnostics;
use crate::model::inputs::Inputs;
use crate::model::length::Length;
use crate::model::nearest;
use crate::model::source::{FileId, Span};
use crate::model::style::{Family, Shape, Style};
use crate::parse::fields;
use crate::parse::place::{Place, Source};
use crate::parse::yaml::{self, Node, Value};

/// The narrowest and shortest type area that text can be set in: an inch.
const LEAST_AREA: Length = Length(72 * Length::UNITS);

/// The style of this name; `span` is where it is named. Gives nothing where
/// there is no usable one.
pub fn style(
    name: &str,
    span: Option<Span>,
    inputs: &Inputs,
    diagnostics: &mut Diagnostics,
) -> Option<Style> {
    let Some(file) = inputs.styles.get(name).copied() else {
        let help = match nearest::nearest(name, inputs.styles.keys().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("add `styles/{name}.yaml`, or use `octavo`"),
        };
        diagnostics.error("unknown-style", span, format!("there is no style `{name}`")).help(help);
        return None;
    };
    let text = &inputs.sources.file(file).text;
    let source = Source { text, place: Place::Exact { file, base: 0 } };
    let node = yaml::document(source, diagnostics)?;
    let style = match serde_yaml::from_str::<Style>(text) {
        Ok(style) => style,
        Err(error) => {
            report(&error, &node, text, file, diagnostics);
            return None;
        }
    };
    let mut check = Check { style: &style, node: &node, inputs, diagnostics, is_usable: true };
    check.measures();
    check.openings();
    check.families();
    check.is_usable.then_some(style)
}

/// Reports what serde has found, at its place.
fn report(error: &Error, node: &Node, text: &str, file: FileId, diagnostics: &mut Diagnostics) {
    let start = error.location().map_or(0, |location| {
        let line = usize::try_from(location.line()).unwrap_or(1).max(1) - 1;
        let column = usize::try_from(location.column()).unwrap_or(1).max(1) - 1;
        let before: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
        let rest = &text[before.min(text.len())..];
        before + rest.char_indices().nth(column).map_or(0, |(at, _)| at)
    });
    let rest = text.get(start..).unwrap_or_default();
    let is_end = |character: char| character.is_whitespace() || ",:}]".contains(character);
    let span = Span::new(file, start, start + rest.find(is_end).unwrap_or(rest.len()));
    match error.without_snippet() {
        Error::SerdeUnknownField { field, expected, .. } => {
            let help = match nearest::nearest(field, expected.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("the keys are {}", fields::listed(expected)),
            };
            diagnostics
                .error("unknown-key", span, format!("a style has no key `{field}` here"))
                .help(help);
        }
        Error::SerdeMissingField { field, .. } => {
            diagnostics
                .error("missing-key", span, format!("the style needs the key `{field}` here"))
                .help(format!("add `{field}:`, as in the built-in style `octavo`"));
        }
        Error::SerdeUnknownVariant { variant, expected, .. } => {
            diagnostics
                .error("unknown-value", span, format!("`{variant}` cannot stand here"))
                .help(format!("it can be {}", fields::listed(expected)));
        }
        error => {
            let message = error.to_string();
            let message = message.lines().next().unwrap_or_default();
            let message = message.split(" at line ").next().unwrap_or_default();
            diagnostics
                .error("bad-style", value_at(node, span).unwrap_or(span), message)
                .help("compare it with the built-in style `octavo`");
        }
    }
}

/// The place of the value whose key stands at `key`.
fn value_at(node: &Node, key: Span) -> Option<Span> {
    match &node.value {
        Value::Map(entries) => {
            entries.iter().find_map(|entry| match entry.span.start == key.start {
                true => Some(entry.value.span),
                false => value_at(&entry.value, key),
            })
        }
        Value::List(nodes) => nodes.iter().find_map(|node| value_at(node, key)),
        Value::Text(_) | Value::Empty => None,
    }
}

/// What serde cannot see: measures that no text can be set in, families and
/// fonts that are not there.
struct Check<'a> {
    style: &'a Style,
    node: &'a Node,
    inputs: &'a Inputs,
    diagnostics: &'a mut Diagnostics,
    is_usable: bool,
}

impl Check<'_> {
    fn fail(&mut self, path: &[&str], code: &'static str, message: String, help: String) {
        self.is_usable = false;
        let span = span(self.node, path);
        self.diagnostics.error(code, span, message).help(help);
    }

    fn require(&mut self, fits: bool, path: &[&str], what: &str) {
        if !fits {
            let message = format!("`{}` {what}", path.join("."));
            let help = "compare it with the built-in style `octavo`".to_string();
            self.fail(path, "bad-style", message, help);
        }
    }

    fn measures(&mut self) {
        let style = self.style;
        let page = &style.page;
        let height = page.first_baseline + style.text.leading * page.lines;
        let positive = "must be more than nothing";
        self.require(page.measure() >= LEAST_AREA, &["page", "width"], "leaves no room for text");
        self.require((1..=500).contains(&page.lines), &["page", "lines"], "must be 1 to 500");
        self.require(
            page.lines > 500 || height <= page.height,
            &["page", "lines"],
            "does not fit the page's height",
        );
        self.require(
            (1..=8).contains(&style.index.columns),
            &["index", "columns"],
            "must be 1 to 8",
        );
        let gaps = style.index.gap * (style.index.columns.clamp(1, 8) - 1);
        self.require(
            page.measure() - gaps >= LEAST_AREA,
            &["index", "gap"],
            "leaves no room for text",
        );
        let sizes = [
            ("text", style.text.size, style.text.leading),
            ("notes", style.notes.size, style.notes.leading),
            ("quotation", style.quotation.size, style.quotation.leading),
            ("verse", style.verse.size, style.verse.leading),
            ("letter", style.letter.size, style.letter.leading),
            ("epigraph", style.epigraph.size, style.epigraph.leading),
            ("table", style.table.size, style.table.leading),
            ("caption", style.caption.size, style.caption.leading),
            ("chapter", style.chapter.size, style.chapter.leading),
            ("document", style.document.size, style.document.leading),
            ("part", style.part.size, style.part.leading),
            ("contents", style.contents.size, style.contents.leading),
            ("index", style.index.size, style.index.leading),
            ("glossary", style.glossary.size, style.glossary.leading),
        ];
        for (key, size, leading) in sizes {
            self.require(size > Length::ZERO, &[key, "size"], positive);
            self.require(leading > Length::ZERO, &[key, "leading"], positive);
        }
        self.numbers();
        self.require(!style.headings.is_empty(), &["headings"], "needs at least one heading");
        for heading in &style.headings {
            self.require(heading.size > Length::ZERO, &["headings"], "needs sizes above nothing");
        }
        for (key, size) in [
            ("title", style.title_page.title),
            ("subtitle", style.title_page.subtitle),
            ("name", style.title_page.name),
            ("small", style.title_page.small),
        ] {
            self.require(size > Length::ZERO, &["title-page", key], positive);
        }
        self.require(style.heads.size > Length::ZERO, &["heads", "size"], positive);
        self.require(!style.list.bullets.is_empty(), &["list", "bullets"], "must not be empty");
    }

    /// Numbers without a unit, which nothing else bounds.
    fn numbers(&mut self) {
        let style = self.style;
        let paragraphs = &style.paragraphs;
        for (key, value) in [
            ("stretch", paragraphs.stretch),
            ("shrink", paragraphs.shrink),
            ("expansion", paragraphs.expansion),
        ] {
            let fits = (0..=1000).contains(&value);
            self.require(fits, &["paragraphs", key], "must be 0 to 1000");
        }
        let lines = |lines: i32| (0..=500).contains(&lines);
        for heading in &style.headings {
            let fits = lines(heading.lines_before) && lines(heading.lines_after);
            self.require(fits, &["headings"], "needs 0 to 500 lines before and after");
        }
        let openings =
            [("chapter", &style.chapter), ("document", &style.document), ("part", &style.part)];
        for (key, opening) in openings {
            self.require(lines(opening.sink), &[key, "sink"], "must be 0 to 500");
            self.require(lines(opening.lines_after), &[key, "lines-after"], "must be 0 to 500");
        }
    }

    fn openings(&mut self) {
        let style = self.style;
        let openings =
            [("chapter", &style.chapter), ("document", &style.document), ("part", &style.part)];
        for (key, opening) in openings {
            if let Some(initial) = &opening.initial {
                let fits = (2..=9).contains(&initial.lines);
                self.require(fits, &[key, "initial", "lines"], "must be 2 to 9");
                let is_plain = !matches!(initial.shape, Shape::SmallCapitals | Shape::Capitals);
                let path = [key, "initial", "shape"];
                self.require(is_plain, &path, "must be `roman`, `italic` or `bold`");
                if let Some(family) = &initial.family {
                    self.family(family, &[key, "initial", "family"]);
                }
            }
            let is_one = opening.first_line == Shape::Roman || opening.first_words.is_none();
            self.require(is_one, &[key, "first-words"], "cannot stand beside `first-line`");
        }
        let has_mark = !style.section_break.mark.trim().is_empty();
        self.require(has_mark, &["section-break", "mark"], "must not be empty");
    }

    fn families(&mut self) {
        let style = self.style;
        self.family("text", &["families"]);
        self.family(&style.caption.family, &["caption", "family"]);
        for heading in &style.headings {
            if let Some(family) = &heading.family {
                self.family(family, &["headings"]);
            }
        }
        for (name, named) in &style.named {
            if let Some(family) = &named.family {
                self.family(family, &["named", name, "family"]);
            }
        }
        for (name, family) in &style.families {
            let Family { regular, italic, bold, bold_italic } = family;
            self.font(regular, &["families", name, "regular"]);
            self.font(italic, &["families", name, "italic"]);
            self.font(bold, &["families", name, "bold"]);
            self.font(bold_italic, &["families", name, "bold-italic"]);
        }
        for fallback in &style.fallback {
            self.font(&fallback.regular, &["fallback"]);
            self.font(&fallback.bold, &["fallback"]);
            let fits = (1..=1000).contains(&fallback.scale);
            self.require(fits, &["fallback"], "needs scales of 1 to 1000");
        }
    }

    fn family(&mut self, name: &str, path: &[&str]) {
        let families = &self.style.families;
        if !families.contains_key(name) {
            let help = match nearest::nearest(name, families.keys().map(String::as_str)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("add `{name}` under `families:`"),
            };
            self.fail(path, "unknown-value", format!("there is no family `{name}`"), help);
        }
    }

    fn font(&mut self, name: &str, path: &[&str]) {
        let fonts = &self.inputs.fonts;
        if !fonts.contains_key(name) {
            let help = match nearest::nearest(name, fonts.keys().map(String::as_str)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("put `{name}.otf` or `{name}.ttf` into the folder `fonts`"),
            };
            self.fail(path, "missing-font", format!("there is no font `{name}`"), help);
        }
    }
}

/// The place of what `path` leads to, or of the last key that is there.
fn span(node: &Node, path: &[&str]) -> Span {
    let mut node = node;
    let mut span = Span { end: node.span.start, ..node.span };
    for key in path {
        let Value::Map(entries) = &node.value else { break };
        let Some(entry) = entries.iter().find(|entry| entry.key == *key) else { break };
        node = &entry.value;
        span = match node.value {
            Value::Text(_) => node.span,
            _ => entry.span,
        };
    }
    span
}
