//! The edition's own stylesheets for the ebook: checked, and kept to its text.
//!
//! Every selector comes to stand below the class that the text's `body` has,
//! so that no rule touches what reading systems show around the text.

use cssparser::{ParseError, Parser, ParserInput, SourcePosition, Token};

use crate::model::diagnostic::Diagnostics;
use crate::model::inputs::Inputs;
use crate::model::source::{FileId, Span};

/// The class below which all rules stand.
const SCOPE: &str = ".edition";

/// Groups and functions within one another.
const DEEPEST: usize = 16;

/// Properties that are the reader's own on the whole text.
const OF_THE_READER: [&str; 7] =
    ["color", "background", "margin", "padding", "width", "height", "font-size"];

/// What no ebook takes, with what to do.
const FORBIDDEN: [(&str, &str, &str); 4] = [
    ("position", "fixed", "pages of an ebook have no fixed places: leave it out"),
    ("position", "sticky", "pages of an ebook have no fixed places: leave it out"),
    ("direction", "", "write `[…](lang:ar)` in the text: its language says how it runs"),
    ("unicode-bidi", "", "write `[…](lang:ar)` in the text: its language says how it runs"),
];

/// The text of all of them in the order of their names, each rule scoped.
/// Reports `bad-css` where it cannot be read, and `forbidden-css`.
pub fn stylesheet(inputs: &Inputs, diagnostics: &mut Diagnostics) -> String {
    let mut text = String::new();
    for file in &inputs.own_stylesheets {
        let source = &inputs.sources.file(*file).text;
        let mut input = ParserInput::new(source);
        let mut reader = Reader { inputs, file: *file, depth: 0, diagnostics };
        reader.rules(&mut Parser::new(&mut input), &mut text);
    }
    text
}

struct Reader<'a> {
    inputs: &'a Inputs,
    file: FileId,
    depth: usize,
    diagnostics: &'a mut Diagnostics,
}

/// What a rule stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// The whole text: `body`.
    Whole,
    Part,
    /// `@font-face`.
    Font,
}

impl Reader<'_> {
    fn rules(&mut self, parser: &mut Parser<'_, '_>, out: &mut String) {
        loop {
            let start = parser.position();
            let Ok(token) = parser.next_including_whitespace_and_comments().cloned() else {
                return;
            };
            match token {
                Token::WhiteSpace(space) => out.push_str(space),
                Token::Comment(_) => {}
                Token::AtKeyword(name) => self.at_rule(&name, start, parser, out),
                Token::CurlyBracketBlock | Token::Semicolon | Token::CDO | Token::CDC => {
                    self.bad(start, parser, "no selector stands before this");
                }
                token if token.is_parse_error() => self.bad(start, parser, "this is no CSS"),
                _ => self.rule(start, parser, out),
            }
        }
    }

    /// A rule whose selectors have begun.
    fn rule(&mut self, start: SourcePosition, parser: &mut Parser<'_, '_>, out: &mut String) {
        let mut ends = Vec::new();
        loop {
            let at = parser.position();
            match parser.next_including_whitespace_and_comments().cloned() {
                Ok(Token::CurlyBracketBlock) => {
                    ends.push(at);
                    break;
                }
                Ok(Token::Comma) => ends.push(at),
                Ok(token) if !token.is_parse_error() && token != Token::Semicolon => {}
                _ => return self.bad(start, parser, "no `{` comes after this selector"),
            }
        }
        let mut from = start;
        let mut place = Place::Part;
        for (count, end) in ends.into_iter().enumerate() {
            let written = parser.slice(from..end).trim_start_matches(',').trim();
            let (selector, is_whole) = scoped(written);
            if is_whole {
                place = Place::Whole;
            }
            out.push_str(if count > 0 { ", " } else { "" });
            out.push_str(&selector);
            from = end;
        }
        self.block(place, parser, out);
    }

    fn at_rule(
        &mut self,
        name: &str,
        start: SourcePosition,
        parser: &mut Parser<'_, '_>,
        out: &mut String,
    ) {
        let is_group = name.eq_ignore_ascii_case("media") || name.eq_ignore_ascii_case("supports");
        let is_font = name.eq_ignore_ascii_case("font-face");
        loop {
            match parser.next_including_whitespace_and_comments().cloned() {
                Ok(Token::CurlyBracketBlock) => break,
                Ok(Token::Semicolon) | Err(_) => {
                    return self.forbidden(start, parser, "write the rules themselves here");
                }
                Ok(_) => {}
            }
        }
        if !is_group && !is_font {
            return self.forbidden(
                start,
                parser,
                "an ebook takes `@media`, `@supports` and `@font-face`",
            );
        }
        if is_font {
            out.push_str("@font-face ");
            return self.block(Place::Font, parser, out);
        }
        if self.depth == DEEPEST {
            // What is in the block is passed over by the parser.
            return self.bad(start, parser, "too many groups lie within one another");
        }
        out.push_str(parser.slice_from(start));
        self.depth += 1;
        let read: Result<(), ParseError<'_, ()>> = parser.parse_nested_block(|inner| {
            self.rules(inner, out);
            Ok(())
        });
        self.depth -= 1;
        debug_assert!(read.is_ok(), "all tokens of the block are taken");
        out.push('}');
    }

    /// The declarations of a rule whose `{` is passed.
    fn block(&mut self, place: Place, parser: &mut Parser<'_, '_>, out: &mut String) {
        let read: Result<(), ParseError<'_, ()>> = parser.parse_nested_block(|inner| {
            let start = inner.position();
            while self.declaration(place, inner) {}
            out.push_str(" {");
            out.push_str(inner.slice_from(start));
            out.push('}');
            Ok(())
        });
        debug_assert!(read.is_ok(), "all tokens of the block are taken");
    }

    /// One declaration; no, where there is none left.
    fn declaration(&mut self, place: Place, parser: &mut Parser<'_, '_>) -> bool {
        parser.skip_whitespace();
        let start = parser.position();
        let name = match parser.next().cloned() {
            Err(_) => return false,
            Ok(Token::Semicolon) => return true,
            Ok(Token::Ident(name)) if parser.expect_colon().is_ok() => name.to_ascii_lowercase(),
            Ok(_) => {
                self.bad(start, parser, "this is no declaration: `property: value;`");
                while !matches!(parser.next(), Ok(Token::Semicolon) | Err(_)) {}
                return true;
            }
        };
        let mut words = Vec::new();
        self.value((place, Within::Nothing), &mut words, parser);
        let is_named = |property: &str| {
            name == property || (property.len() > 5 && name.starts_with(&format!("{property}-")))
        };
        if place == Place::Whole && OF_THE_READER.into_iter().any(is_named) {
            self.forbidden(start, parser, "on the whole text this is the reader's own choice");
        }
        for (property, word, help) in FORBIDDEN {
            let is_said = word.is_empty() || words.iter().any(|said| said == word);
            if name == property && is_said {
                self.forbidden(start, parser, help);
            }
        }
        true
    }

    /// The value of a declaration, or what is between its brackets, where
    /// semicolons end nothing; its words are gathered.
    fn value(
        &mut self,
        (place, within): (Place, Within),
        words: &mut Vec<String>,
        parser: &mut Parser<'_, '_>,
    ) {
        loop {
            let start = parser.position();
            match parser.next().cloned() {
                Err(_) => return,
                Ok(Token::Semicolon) if within == Within::Nothing => return,
                Ok(Token::Ident(word)) => words.push(word.to_ascii_lowercase()),
                Ok(Token::UnquotedUrl(address)) => self.address(place, &address, start, parser),
                Ok(Token::QuotedString(address)) if within == Within::Addresses => {
                    self.address(place, &address, start, parser);
                }
                Ok(
                    token @ (Token::Function(_)
                    | Token::ParenthesisBlock
                    | Token::SquareBracketBlock
                    | Token::CurlyBracketBlock),
                ) => {
                    if self.depth == DEEPEST {
                        self.bad(start, parser, "too many brackets lie within one another");
                        continue;
                    }
                    self.depth += 1;
                    let inner = match &token {
                        Token::Function(name) if is_of_addresses(name) => Within::Addresses,
                        _ if within == Within::Addresses => Within::Addresses,
                        _ => Within::Brackets,
                    };
                    let read: Result<(), ParseError<'_, ()>> =
                        parser.parse_nested_block(|parser| {
                            self.value((place, inner), words, parser);
                            Ok(())
                        });
                    self.depth -= 1;
                    debug_assert!(read.is_ok(), "all tokens within the brackets are taken");
                }
                Ok(token) if token.is_parse_error() => {
                    self.bad(start, parser, "this value does not end");
                }
                Ok(_) => {}
            }
        }
    }

    /// An address: nothing but a font of the edition.
    fn address(
        &mut self,
        place: Place,
        address: &str,
        start: SourcePosition,
        parser: &Parser<'_, '_>,
    ) {
        let file = address.rsplit('/').next().unwrap_or_default();
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let is_remote = address.contains(':') || address.starts_with("//");
        if is_remote || place != Place::Font {
            let help =
                "an ebook is complete in itself: put pictures into the text, fonts into `fonts/`";
            self.forbidden(start, parser, help);
        } else if !self.inputs.fonts.contains_key(stem) {
            self.forbidden(start, parser, "there is no such file in `fonts/`");
        }
    }

    fn bad(&mut self, start: SourcePosition, parser: &Parser<'_, '_>, message: &str) {
        let span = self.span(start, parser);
        self.diagnostics
            .error("bad-css", span, message)
            .help("see where a bracket or `;` is missing");
    }

    fn forbidden(&mut self, start: SourcePosition, parser: &Parser<'_, '_>, help: &str) {
        let span = self.span(start, parser);
        self.diagnostics
            .error("forbidden-css", span, "no ebook takes this from a stylesheet")
            .help(help);
    }

    /// From a position to where the parser is, without what is white around it.
    fn span(&self, start: SourcePosition, parser: &Parser<'_, '_>) -> Span {
        let text = parser.slice_from(start);
        let start = start.byte_index() + text.len() - text.trim_start().len();
        let text = text.trim();
        let first = text.lines().next().unwrap_or_default();
        Span::new(self.file, start, start + first.trim_end_matches(['{', ';', ' ']).len())
    }
}

/// What a part of a value lies in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    Nothing,
    Brackets,
    /// A function whose strings are addresses.
    Addresses,
}

/// Whether strings in a function are addresses (CSS Images 4, Values 4).
fn is_of_addresses(function: &str) -> bool {
    let function = function.to_ascii_lowercase();
    let name = function.strip_prefix("-webkit-").unwrap_or(&function);
    matches!(name, "url" | "src" | "image" | "image-set" | "cross-fade")
}

/// A selector below [`SCOPE`], and whether it is that of the whole text.
fn scoped(selector: &str) -> (String, bool) {
    for whole in ["body", "html", ":root"] {
        if let Some(rest) = selector.strip_prefix(whole)
            && !rest.starts_with(|next: char| next.is_alphanumeric() || matches!(next, '-' | '_'))
        {
            return (format!("{SCOPE}{rest}"), rest.trim().is_empty());
        }
    }
    (format!("{SCOPE} {selector}"), false)
}

#[cfg(test)]
mod tests {
    use super::stylesheet;
    use crate::model::diagnostic::Diagnostics;
    use crate::model::inputs::Inputs;
    use crate::model::source::{FileForm, SourceFile};

    #[track_caller]
    fn check(css: &str, scoped: &str, reported: &[&str]) {
        let mut inputs = Inputs::default();
        let (name, text) = ("styles/own.css".to_string(), css.to_string());
        let id = inputs.sources.add(SourceFile {
            path: name.clone(),
            name,
            text,
            form: FileForm::default(),
        });
        inputs.own_stylesheets.push(id);
        let mut diagnostics = Diagnostics::default();
        let text = stylesheet(&inputs, &mut diagnostics);
        let found: Vec<String> = diagnostics
            .iter()
            .map(|found| {
                let span = found.span.expect("a place");
                format!("{} {}", found.code, &css[span.start as usize..span.end as usize])
            })
            .collect();
        assert_eq!(found, reported);
        if reported.is_empty() {
            assert_eq!(text, scoped);
        }
    }

    #[test]
    fn rules_are_scoped() {
        check("p, h1.a > b { x: y }", ".edition p, .edition h1.a > b { x: y }", &[]);
        check("body { hyphens: none }", ".edition { hyphens: none }", &[]);
        check("@media print { p { x: y } }", "@media print { .edition p { x: y } }", &[]);
        check("a:is(b, c) { x: y }", ".edition a:is(b, c) { x: y }", &[]);
    }

    #[test]
    fn what_is_no_css_is_reported() {
        check("p { x y }", "", &["bad-css x y"]);
        check("p\nq", "", &["bad-css p"]);
        check("p { a: b", ".edition p { a: b}", &[]);
        check("}", "", &["bad-css }"]);
        let deep = "@media x {".repeat(100_000);
        check(&deep, "", &["bad-css @media x"]);
        let deep = format!("p {{ a: {} }}", "f(".repeat(100_000));
        check(&deep, "", &["bad-css f("]);
    }

    #[test]
    fn what_no_ebook_takes_is_reported() {
        check("@import 'a.css';", "", &["forbidden-css @import 'a.css'"]);
        check("p { position: fixed; }", "", &["forbidden-css position: fixed"]);
        check("p { background: url(https://a.b/c) }", "", &["forbidden-css url(https://a.b/c)"]);
        check("p { background: url('c.png') }", "", &["forbidden-css 'c.png'"]);
        for (value, address) in [
            ("a(; url(https://a.b/c))", "url(https://a.b/c)"),
            ("[{(url('https://a.b/c'))}]", "'https://a.b/c'"),
            ("image-set(\"c.png\" 1x)", "\"c.png\""),
            ("-webkit-image-set((\"c.png\") 1x)", "\"c.png\""),
        ] {
            let found = format!("forbidden-css {address}");
            check(&format!("p {{ background: {value} }}"), "", &[&found]);
        }
        check("p { content: a('b;c'; 'd') }", ".edition p { content: a('b;c'; 'd') }", &[]);
        check("body { color: red }", "", &["forbidden-css color: red"]);
        check("body em { color: red }", ".edition em { color: red }", &[]);
        check("@page { margin: 0 }", "", &["forbidden-css @page"]);
    }
}
