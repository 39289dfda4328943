//! Text as printed beside its source → each printed character with its bytes.

use crate::lint::prose::paragraph::{Kind, Letter};
use crate::model::source;

/// Adds the letters of `printed`, which come from `source`, whose first byte is
/// at `base`. From where the two cannot be matched, all of the source is given
/// as the place of each letter, and its kind is [`Kind::Made`].
pub(crate) fn letters(printed: &str, source: &str, base: u32, kind: Kind, into: &mut Vec<Letter>) {
    let mut at = 0;
    let whole = (base, base + source.len() as u32);
    let mut push = |character: char, (start, end): (u32, u32), kind: Kind| {
        into.push(Letter { character, start, end, kind });
    };
    let mut is_lost = false;
    for character in printed.chars() {
        if is_lost {
            push(character, whole, Kind::Made);
            continue;
        }
        match matched(character, &source[at..], at == source.len()) {
            Some((skipped, length)) => {
                let start = at + skipped;
                at = start + length;
                push(character, (base + start as u32, base + at as u32), kind);
            }
            None => {
                is_lost = true;
                push(character, whole, Kind::Made);
            }
        }
    }
}

/// How many bytes of `rest` are passed over, and how many make `printed`.
fn matched(printed: char, rest: &str, is_end: bool) -> Option<(usize, usize)> {
    if is_end {
        // A space that a language puts inside of its quotation marks.
        return (printed == '\u{202f}').then_some((0, 0));
    }
    let first = rest.chars().next()?;
    if printed == ' ' && matches!(first, ' ' | '\t' | '\n') {
        let length = line_end(rest);
        let is_line_end = rest[..length].contains('\n');
        return (is_line_end || first == ' ').then_some((0, if is_line_end { length } else { 1 }));
    }
    let ampersand = ["&amp;", "&#38;", "&#x26;"].into_iter().find(|it| rest.starts_with(it));
    if let (Some(entity), '&') = (ampersand, printed) {
        return Some((0, entity.len()));
    }
    if first == printed && first != '\\' {
        return Some((0, first.len_utf8()));
    }
    if let Some(end) = source::comment(rest) {
        let (skipped, length) = matched(printed, &rest[end..], end == rest.len())?;
        return Some((end + skipped, length));
    }
    match (first, printed) {
        ('\\', _) => {
            let escaped = rest[1..].chars().next()?;
            (escaped == printed || is_quotation(escaped, printed))
                .then_some((0, 1 + escaped.len_utf8()))
                .or((printed == '\\').then_some((0, 1)))
        }
        ('"' | '\'', _) if is_quotation(first, printed) => Some((0, 1)),
        (_, '\u{202f}') => Some((0, 0)),
        ('-', '–') => rest.starts_with("--").then_some((0, 2)),
        ('-', '—') => rest.starts_with("---").then_some((0, 3)),
        ('.', '…') => rest.starts_with("...").then_some((0, 3)),
        ('&', _) => {
            let end = rest.bytes().take(32).position(|byte| byte == b';')?;
            Some((0, end + 1))
        }
        _ => None,
    }
}

fn is_quotation(typed: char, printed: char) -> bool {
    matches!(typed, '"' | '\'') && "“”‘’„‚«»‹›\"'".contains(printed)
}

/// White space around a line's end, with the marks of a quotation after it.
fn line_end(rest: &str) -> usize {
    let mut is_new_line = false;
    let passed = |character: &char| {
        is_new_line |= *character == '\n';
        character.is_whitespace() || (is_new_line && *character == '>')
    };
    rest.chars().take_while(passed).map(char::len_utf8).sum()
}

#[cfg(test)]
mod tests {
    use super::letters;
    use crate::lint::prose::paragraph::Kind;

    #[track_caller]
    fn check(printed: &str, source: &str, places: &[&str]) {
        let mut found = Vec::new();
        letters(printed, source, 0, Kind::Text, &mut found);
        let found: Vec<&str> =
            found.iter().map(|it| &source[it.start as usize..it.end as usize]).collect();
        assert_eq!(found, places);
    }

    #[test]
    fn what_is_set_otherwise_keeps_its_place() {
        check("“a”–b", "\"a\"--b", &["\"", "a", "\"", "--", "b"]);
        check("a*b", "a\\*b", &["a", "\\*", "b"]);
        check("a b", "a\n> b", &["a", "\n> ", "b"]);
        check("a b  c", "a \n b  c", &["a", " \n ", "b", " ", " ", "c"]);
        check("&amp; é", "&amp;amp; é", &["&amp;", "a", "m", "p", ";", " ", "é"]);
        check("é—", "&eacute;---", &["&eacute;", "---"]);
        check("«\u{202f}a\u{202f}»", "\"a\"", &["\"", "", "a", "", "\""]);
        check("ab", "a<!-- c -->b", &["a", "b"]);
    }

    #[test]
    fn what_cannot_be_matched_has_the_place_of_the_whole() {
        check("abc", "axc", &["a", "axc", "axc"]);
    }
}
