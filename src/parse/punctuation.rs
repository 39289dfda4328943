//! Typewriter marks to printers' marks: straight quotation marks and
//! apostrophes, `--`, `---` and `...`.
//!
//! A paragraph is looked at as a whole, so that quotation marks may open in
//! one style and close in another. What is typographic already stays as it is.

use crate::model::language::Language;
use crate::model::manuscript::{Prints, Written};
use crate::model::source::{FileId, Span};
use crate::model::text::{self, Inline, Text, TextId, TextStyle};
use crate::parse::quotation_marks::{self, Marks};

/// Stand-ins for marks that the editor wrote as `\"`, `\'`, `\-`, `\.` or as an
/// entity, and wants as they are. No text may hold these characters otherwise:
/// see [`crate::model::source::is_forbidden`].
const KEPT: [(char, char); 4] =
    [('"', '\u{fdd0}'), ('\'', '\u{fdd1}'), ('-', '\u{fdd2}'), ('.', '\u{fdd3}')];

/// What stands in the line and is no text: it is neither space nor mark.
const THING: char = '\u{fffc}';

/// Words whose apostrophe stands for what is left out at their head.
const CLIPPED: [&str; 12] = [
    "tis", "twas", "twere", "twill", "twould", "twixt", "tween", "em", "til", "neath", "twon", "n",
];

/// How far ahead the first character that is no quotation mark is looked for.
const MOST_QUOTES: usize = 8;

/// The text with its marks kept from [`set`].
pub fn kept(text: &str) -> String {
    text.chars()
        .map(|character| {
            let found = KEPT.iter().find(|(mark, _)| *mark == character);
            found.map_or(character, |(_, stand_in)| *stand_in)
        })
        .collect()
}

/// Sets the marks of a whole paragraph, heading or cell.
pub fn set(content: &mut [Inline<Written>], language: &Language) {
    let mut line = String::new();
    gather(content, &mut line);
    if needs_work(&line) {
        let marks = quotation_marks::marks(language);
        let mut setter = Setter { line: &line, at: 0, last: None, doubles: 0, singles: 0 };
        setter.content(content, marks);
    }
}

/// Sets the marks of a text that has no markup.
pub fn plain(text: &str, language: &Language) -> String {
    let span = Span::new(FileId(0), 0, 0);
    let mut content = [Inline::Text(Text { id: TextId::NONE, text: text.to_string(), span })];
    set(&mut content, language);
    text::plain(&content)
}

fn needs_work(line: &str) -> bool {
    line.contains(['\'', '"'])
        || line.contains("--")
        || line.contains("...")
        || line.contains(KEPT.map(|(_, stand_in)| stand_in))
}

/// What a part of the line is for the marks around it.
enum Role {
    /// Its content is looked at.
    Transparent,
    /// It prints something that is not looked at.
    Thing,
    /// It prints nothing, or a raised mark that belongs to what precedes it.
    Nothing,
}

fn role(inline: &Inline<Written>) -> Role {
    match inline {
        Inline::Text(_) | Inline::LineBreak | Inline::Foreign { .. } => Role::Transparent,
        Inline::Styled { style: TextStyle::Code, .. } | Inline::Image { .. } => Role::Thing,
        Inline::Styled { .. } => Role::Transparent,
        Inline::Reference { to, content, .. } => match to {
            Written::Citation { .. } => Role::Nothing,
            Written::Works { .. } | Written::Work { .. } => Role::Thing,
            Written::Tag(tag) => match tag.prints {
                Prints::Content => Role::Transparent,
                Prints::Short => Role::Thing,
                Prints::Nothing => Role::Nothing,
            },
            Written::Link { .. } if content.is_empty() => Role::Thing,
            // An address that is its own text stays as it is typed.
            Written::Link { destination } => match text::plain(content) {
                plain if destination.trim_start_matches("mailto:") == plain => Role::Thing,
                _ => Role::Transparent,
            },
        },
    }
}

fn gather(content: &[Inline<Written>], line: &mut String) {
    for inline in content {
        match role(inline) {
            Role::Nothing => {}
            Role::Thing => line.push(THING),
            Role::Transparent => match inline {
                Inline::Text(node) => line.push_str(&node.text),
                Inline::Styled { content, .. }
                | Inline::Foreign { content, .. }
                | Inline::Reference { content, .. } => gather(content, line),
                Inline::LineBreak | Inline::Image { .. } => line.push('\n'),
            },
        }
    }
}

struct Setter<'a> {
    /// The whole line, as [`gather`] has it.
    line: &'a str,
    at: usize,
    /// The last character that was set.
    last: Option<char>,
    /// Quotations that are open.
    doubles: usize,
    singles: usize,
}

impl Setter<'_> {
    fn content(&mut self, content: &mut [Inline<Written>], marks: Option<Marks>) {
        for inline in content {
            match role(inline) {
                Role::Nothing => {}
                Role::Thing => self.pass(THING),
                Role::Transparent => match inline {
                    Inline::Text(node) => node.text = self.text(node.text.len(), marks),
                    Inline::Foreign { language, content } => {
                        let marks = quotation_marks::marks(language);
                        self.content(content, marks);
                    }
                    Inline::Styled { content, .. } | Inline::Reference { content, .. } => {
                        self.content(content, marks);
                    }
                    Inline::LineBreak | Inline::Image { .. } => self.pass('\n'),
                },
            }
        }
    }

    fn pass(&mut self, character: char) {
        self.at += character.len_utf8();
        self.last = Some(character);
    }

    /// The next `length` bytes of the line with their marks set.
    fn text(&mut self, length: usize, marks: Option<Marks>) -> String {
        let end = self.at + length;
        let mut set = String::with_capacity(length + 8);
        while self.at < end {
            let rest = &self.line[self.at..end];
            let Some(first) = rest.chars().next() else { break };
            self.at += first.len_utf8();
            match first {
                '"' | '\'' => match marks {
                    Some(marks) => set.push_str(self.quote(first, marks)),
                    None => set.push(first),
                },
                '-' | '.' => {
                    let count = rest.bytes().take_while(|byte| *byte == first as u8).count();
                    self.at += count - 1;
                    match (first, count) {
                        ('-', 2) => set.push('–'),
                        ('-', 3) => set.push('—'),
                        ('.', 3) => set.push('…'),
                        _ => set.push_str(&rest[..count]),
                    }
                }
                _ => {
                    let found = KEPT.iter().find(|(_, stand_in)| *stand_in == first);
                    set.push(found.map_or(first, |(mark, _)| *mark));
                }
            }
            self.last = set.chars().next_back();
        }
        set
    }

    fn quote(&mut self, mark: char, marks: Marks) -> &'static str {
        let rest = &self.line[self.at..];
        let next = rest.chars().take(MOST_QUOTES).find(|next| !matches!(next, '"' | '\''));
        let touches_next = next.is_some_and(|next| !next.is_whitespace() && !closes(next));
        let follows_opening = self.last.is_none_or(opens);
        if mark == '"' {
            let is_inside = self.doubles > 0;
            let follows_space = self.last.is_none_or(char::is_whitespace);
            let is_dash = self.last.is_some_and(|last| matches!(last, '-' | '–' | '—'));
            let opens_here = match (follows_opening, touches_next) {
                (true, true) => true,
                (true, false) => !is_inside && !is_dash && follows_space,
                (false, true) => !is_inside,
                (false, false) => false,
            };
            self.doubles =
                if opens_here { self.doubles + 1 } else { self.doubles.saturating_sub(1) };
            return marks.double[usize::from(!opens_here)];
        }
        let follows_letter = self.last.is_some_and(|last| last.is_alphanumeric() || last == THING);
        let is_within_word =
            follows_letter && rest.chars().next().is_some_and(char::is_alphanumeric);
        if is_within_word || (!follows_letter && is_clipped(rest)) {
            return "’";
        }
        if follows_opening && touches_next {
            self.singles += 1;
            return marks.single[0];
        }
        if self.singles > 0 {
            self.singles -= 1;
            return marks.single[1];
        }
        "’"
    }
}

/// Whether a quotation may open after this character.
fn opens(last: char) -> bool {
    last.is_whitespace()
        || matches!(
            last,
            '(' | '['
                | '{'
                | '<'
                | '/'
                | '-'
                | '–'
                | '—'
                | '¿'
                | '¡'
                | '“'
                | '‘'
                | '„'
                | '‚'
                | '«'
                | '‹'
        )
}

/// Whether this character belongs to what precedes it.
fn closes(next: char) -> bool {
    matches!(
        next,
        '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '}' | '…' | '”' | '’' | '»' | '›'
    )
}

/// Whether what follows an apostrophe is a clipped word, or a year without
/// its century.
fn is_clipped(rest: &str) -> bool {
    let end = rest.find(|next: char| !next.is_alphanumeric()).unwrap_or(rest.len());
    let word = &rest[..end];
    if word.starts_with(|first: char| first.is_ascii_digit()) {
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        return digits == 2 && matches!(&word[digits..], "" | "s");
    }
    CLIPPED.iter().any(|clipped| clipped.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::{kept, plain};
    use crate::model::language::Language;

    #[track_caller]
    fn check(tag: &str, typed: &str, printed: &str) {
        let language = Language::new(tag).expect("a language");
        assert_eq!(plain(typed, &language), printed);
    }

    #[test]
    fn english_quotes() {
        check("en-GB", "\"Yes,\" he said.", "“Yes,” he said.");
        check("en-GB", "(\"yes\") \"no\"", "(“yes”) “no”");
        check("en-GB", "\"He said 'no.'\"", "“He said ‘no.’”");
        check("en-GB", "\"'Tis so,\" and \"'No' is no\"", "“’Tis so,” and “‘No’ is no”");
        check("en-US", "the boys' toys, Stalin's, don't", "the boys’ toys, Stalin’s, don’t");
        check("en-US", "the '90s and '31", "the ’90s and ’31");
        check("en-US", "rock 'n' roll", "rock ’n’ roll");
        check("en-US", "\"I never--\" he said--\"never!\"", "“I never–” he said–“never!”");
        check("en-GB", "“done” ‘already’", "“done” ‘already’");
        check("en-GB", "a \"\" b", "a “” b");
    }

    #[test]
    fn other_languages() {
        check("de", "\"Ja\", sagt er, \"sie heißt 'Ida'\"", "„Ja“, sagt er, „sie heißt ‚Ida‘“");
        check("de-CH", "\"Ja\"", "«Ja»");
        check("fr", "\"Oui\", c'est l'ami", "«\u{202F}Oui\u{202F}», c’est l’ami");
        check("ru", "газета \"Правда\"", "газета «Правда»");
        check("ru-Latn", "gazeta \"Pravda\", Rus'", "gazeta “Pravda”, Rus’");
        check("he", "צה\"ל", "צה\"ל");
    }

    #[test]
    fn dashes_and_points() {
        check("en", "1931--2, a---b, ----, wait...", "1931–2, a—b, ----, wait…");
        check("en", "a-b. ....", "a-b. ....");
    }

    #[test]
    fn what_is_escaped_is_kept() {
        check("en", &kept("a \"b\" -- c..."), "a \"b\" -- c...");
    }
}
