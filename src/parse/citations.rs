//! Citations of works: `[see @montefiore2003, 418; @kotkin2017, ch. 2]`.

use std::ops::Range;

use crate::model::works::CitedWork;

/// The longest citation that is looked for, in bytes.
const LONGEST: usize = 2_000;

/// Labels before a locator's number, longest first among those that begin
/// alike, with the terms of the Citation Style Language.
const LABELS: [(&str, &str); 52] = [
    ("appendices", "appendix"),
    ("appendix", "appendix"),
    ("app.", "appendix"),
    ("articles", "article-locator"),
    ("article", "article-locator"),
    ("arts.", "article-locator"),
    ("art.", "article-locator"),
    ("books", "book"),
    ("book", "book"),
    ("bks.", "book"),
    ("bk.", "book"),
    ("chapters", "chapter"),
    ("chapter", "chapter"),
    ("chaps.", "chapter"),
    ("chap.", "chapter"),
    ("chs.", "chapter"),
    ("ch.", "chapter"),
    ("columns", "column"),
    ("column", "column"),
    ("cols.", "column"),
    ("col.", "column"),
    ("figures", "figure"),
    ("figure", "figure"),
    ("figs.", "figure"),
    ("fig.", "figure"),
    ("folios", "folio"),
    ("folio", "folio"),
    ("fols.", "folio"),
    ("fol.", "folio"),
    ("ff.", "folio"),
    ("lines", "line"),
    ("line", "line"),
    ("notes", "note"),
    ("note", "note"),
    ("nn.", "note"),
    ("n.", "note"),
    ("nos.", "issue"),
    ("no.", "issue"),
    ("pages", "page"),
    ("page", "page"),
    ("paras.", "paragraph"),
    ("para.", "paragraph"),
    ("parts", "part"),
    ("part", "part"),
    ("pts.", "part"),
    ("pt.", "part"),
    ("pp.", "page"),
    ("p.", "page"),
    ("secs.", "section"),
    ("sec.", "section"),
    ("vols.", "volume"),
    ("vol.", "volume"),
];

/// What stands at the head of a text that begins with `[`.
#[derive(Debug, PartialEq, Eq)]
pub enum Found {
    /// A citation, with its length in bytes.
    Works(Vec<PlacedWork>, usize),
    /// It begins as a citation and is none.
    Broken(usize),
}

/// A work of a citation, its key's bytes counted from the citation's first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedWork {
    pub key: Range<usize>,
    /// Its span is that of the key, to be given by the caller.
    pub prefix: String,
    pub locator: Option<(&'static str, String)>,
    pub suffix: String,
    pub is_authorless: bool,
}

impl PlacedWork {
    /// The work with its key, which stands at `span`.
    pub fn cited(self, key: &str, span: crate::model::source::Span) -> CitedWork {
        let PlacedWork { prefix, locator, suffix, is_authorless, .. } = self;
        CitedWork { key: key.to_string(), span, prefix, locator, suffix, is_authorless }
    }
}

/// The citation at the head of `text`, if there is anything like one.
///
/// The syntax is Pandoc's: in brackets, works divided by semicolons, each with
/// `@key` after a space, a hyphen or the bracket. An address of mail is none.
pub fn citation(text: &str) -> Option<Found> {
    let inner = text.strip_prefix('[')?;
    let end = inner.bytes().take(LONGEST).position(|byte| matches!(byte, b'[' | b']'));
    let Some(end) = end.filter(|end| inner.as_bytes()[*end] == b']') else {
        let is_begun = inner.starts_with('@') || inner.starts_with("-@");
        let key = inner.trim_start_matches(['-', '@']);
        return (is_begun && key.starts_with(is_key)).then_some(Found::Broken(1));
    };
    let inner = &inner[..end];
    work_at(inner)?;
    let mut works = Vec::new();
    let mut from = 1;
    for item in inner.split(';') {
        match work(item, from) {
            Some(work) => works.push(work),
            None => return Some(Found::Broken(end + 2)),
        }
        from += item.len() + 1;
    }
    Some(Found::Works(works, end + 2))
}

fn is_key(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// Where `@` of a work stands.
fn work_at(item: &str) -> Option<usize> {
    item.match_indices('@').map(|(at, _)| at).find(|at| {
        let before = item[..*at].strip_suffix('-').unwrap_or(&item[..*at]);
        let is_free = before.chars().next_back().is_none_or(char::is_whitespace);
        is_free && item[at + 1..].starts_with(is_key)
    })
}

/// The work that `item` names; `from` is the item's place in the citation.
fn work(item: &str, from: usize) -> Option<PlacedWork> {
    let at = work_at(item)?;
    let is_authorless = item[..at].ends_with('-');
    let prefix = item[..at].strip_suffix('-').unwrap_or(&item[..at]);
    let rest = &item[at + 1..];
    let within = |character: char| is_key(character) || ":.#$%&-+?<>~/".contains(character);
    let length = rest.find(|character| !within(character)).unwrap_or(rest.len());
    // Punctuation at its end is the sentence's.
    let length = rest[..length].trim_end_matches(|character| !is_key(character)).len();
    let after = &rest[length..];
    let (locator, suffix) = match after.trim_start().strip_prefix(',') {
        Some(after) => match locator(after.trim_start()) {
            Some((label, number, suffix)) => (Some((label, number)), suffix),
            None => (None, after.trim_start()),
        },
        None => (None, after.trim_start()),
    };
    let joint = match after.trim_start().starts_with(',') && locator.is_none() && !suffix.is_empty()
    {
        true => ", ",
        false => "",
    };
    Some(PlacedWork {
        key: from + at + 1..from + at + 1 + length,
        prefix: prefix.trim().to_string(),
        locator,
        suffix: format!("{joint}{}", suffix.trim_end()),
        is_authorless,
    })
}

/// The label, the numbers, and what follows them.
fn locator(text: &str) -> Option<(&'static str, String, &str)> {
    let labelled = LABELS.iter().find_map(|(label, term)| {
        let rest = text.strip_prefix(label)?;
        let is_whole = label.ends_with('.') || rest.starts_with(char::is_whitespace);
        is_whole.then(|| (*term, rest.trim_start()))
    });
    let labelled = labelled.or_else(|| Some(("section", text.strip_prefix('§')?.trim_start())));
    let (term, rest) = labelled.unwrap_or(("page", text));
    let length = numbers(rest);
    let number = rest[..length].trim_end_matches([',', ' ']);
    if number.is_empty() {
        return None;
    }
    Some((term, dashed(number), &rest[number.len()..]))
}

/// How long the numbers are that `text` begins with: `12–15, 18n, xii`.
fn numbers(text: &str) -> usize {
    let mut length = 0;
    for word in text.split_inclusive(' ') {
        let bare = word.trim_end().trim_end_matches(',');
        let is_last = bare.len() == word.trim_end().len();
        let is_roman = |part: &str| {
            !part.is_empty() && part.chars().all(|digit| "ivxlcdmIVXLCDM".contains(digit))
        };
        let mut parts = bare.split(['-', '–']).filter(|part| !part.is_empty()).peekable();
        let is_number = parts.peek().is_some()
            && parts
                .all(|part| part.contains(|digit: char| digit.is_ascii_digit()) || is_roman(part));
        if !is_number {
            break;
        }
        length += word.len();
        if is_last {
            break;
        }
    }
    length
}

/// Hyphens between numbers as dashes.
fn dashed(number: &str) -> String {
    number.replace("--", "–").replace('-', "–")
}

#[cfg(test)]
mod tests {
    use super::{Found, citation};

    #[track_caller]
    fn check(text: &str, works: &[&str]) {
        let found = citation(text);
        let read: Vec<String> = match found {
            Some(Found::Works(works, length)) => {
                assert_eq!(length, text.find(']').expect("it has an end") + 1);
                let read = works.into_iter().map(|work| {
                    let author = if work.is_authorless { "-" } else { "" };
                    let locator = work.locator.map(|(term, number)| format!("<{term} {number}>"));
                    let (key, locator) = (&text[work.key], locator.unwrap_or_default());
                    format!("{}|{author}{key}|{locator}|{}", work.prefix, work.suffix)
                });
                read.collect()
            }
            Some(Found::Broken(_)) => vec!["broken".to_string()],
            None => Vec::new(),
        };
        assert_eq!(read, works);
    }

    #[test]
    fn citations_are_taken_apart() {
        check("[@montefiore2003, 418]", &["|montefiore2003|<page 418>|"]);
        check("[@a, 3; @b, ch. 2]", &["|a|<page 3>|", "|b|<chapter 2>|"]);
        check("[see @a, 12]", &["see|a|<page 12>|"]);
        check("[-@a]", &["|-a||"]);
        check("[cf. -@a:b/c.1. x] y", &["cf.|-a:b/c.1||. x"]);
        check("[@a, pp. 12-15, 18, and often]", &["|a|<page 12–15, 18>|, and often"]);
        check("[@a, vol. 2, 34]", &["|a|<volume 2, 34>|"]);
        check("[@a, xii–xiv]", &["|a|<page xii–xiv>|"]);
        check("[@a, passim]", &["|a||, passim"]);
        check("[@a, §4 there]", &["|a|<section 4>| there"]);
        check("[@a, 12n]", &["|a|<page 12n>|"]);
    }

    #[test]
    fn what_only_looks_so_is_none() {
        check("[me@example.org]", &[]);
        check("[a @ b]", &[]);
        check("[see below]", &[]);
        check("[@a; see below]", &["broken"]);
        check("[@a, 3", &["broken"]);
        check("[@ 3", &[]);
    }
}
