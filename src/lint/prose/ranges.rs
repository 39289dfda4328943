//! Ranges of numbers with a hyphen.

use crate::lint::levels::Findings;
use crate::lint::prose::paragraph::Paragraph;

/// What stands before numbers of pages, volumes and the like.
const COUNTED: [&str; 18] = [
    "p", "pp", "page", "pages", "ff", "fols", "ll", "nos", "nn", "vols", "chaps", "chapters",
    "cols", "figs", "s", "str", "lines", "articles",
];

/// Reports two numbers with a hyphen between them that are a range: of pages,
/// or of years.
pub(crate) fn report(paragraph: &Paragraph<'_>, findings: &mut Findings<'_>) {
    let letters = &paragraph.letters;
    for at in 1..letters.len() {
        if paragraph.text(at) != Some('-') {
            continue;
        }
        let is_digit = |at: usize| paragraph.text(at).is_some_and(|it| it.is_ascii_digit());
        let mut start = at;
        while start > 0 && is_digit(start - 1) {
            start -= 1;
        }
        let mut end = at + 1;
        while is_digit(end) {
            end += 1;
        }
        if start == at || end == at + 1 {
            continue;
        }
        let touches = |at: Option<usize>| {
            let character = at.and_then(|at| letters.get(at)).map(|letter| letter.character);
            character.is_some_and(|it| it.is_alphanumeric() || "-/_№#–—:=&@+*".contains(it))
        };
        let is_decimal =
            paragraph.text(end).is_some_and(|it| matches!(it, '.' | ',')) && is_digit(end + 1);
        let follows_point = start >= 2
            && matches!(paragraph.text(start - 1), Some('.' | ','))
            && is_digit(start - 2);
        if touches(start.checked_sub(1)) || touches(Some(end)) || is_decimal || follows_point {
            continue;
        }
        let number = |from: usize, to: usize| -> String {
            letters[from..to].iter().map(|letter| letter.character).collect()
        };
        let (first, last) = (number(start, at), number(at + 1, end));
        let is_counted = is_counted(paragraph, start) && rises(&first, &last);
        let is_of_years = is_year(&first) && rises(&first, &last) && matches!(last.len(), 2 | 4);
        if !is_counted && !is_of_years {
            continue;
        }
        let span = paragraph.span(at..at + 1);
        let message = format!("the range `{first}-{last}` has a hyphen");
        let is_exact = paragraph.is_verbatim(at..at + 1);
        if let Some(found) = findings.report("hyphen-in-range", span, message) {
            found.help(format!("write `{first}–{last}`"));
            match (is_exact, is_counted) {
                (true, true) => _ = found.mend(span, "–"),
                (true, false) => _ = found.suggest(span, "–"),
                (false, _) => {}
            }
        }
    }
}

/// Whether a word such as *pp.* stands before the number at `start`, or before
/// other numbers in a row with it.
fn is_counted(paragraph: &Paragraph<'_>, start: usize) -> bool {
    let mut at = start;
    while at > 0 {
        match paragraph.text(at - 1) {
            Some(it) if it.is_ascii_digit() || " ,–-\u{a0}\u{202f}".contains(it) => at -= 1,
            _ => break,
        }
    }
    if at > 0 && paragraph.text(at - 1) == Some('.') {
        at -= 1;
    }
    let mut from = at;
    while from > 0 && paragraph.text(from - 1).is_some_and(char::is_alphabetic) {
        from -= 1;
    }
    let word: String = (from..at).filter_map(|at| paragraph.text(at)).collect();
    COUNTED.contains(&word.to_lowercase().as_str())
}

fn is_year(number: &str) -> bool {
    number.len() == 4 && number.parse().is_ok_and(|year: u32| (1000..2100).contains(&year))
}

/// Whether the second number, which may leave out the figures that it shares
/// with the first, comes after it.
fn rises(first: &str, last: &str) -> bool {
    if last.len() > first.len() {
        return first.len() <= 4 && last.len() == first.len() + 1;
    }
    let shared = &first[..first.len() - last.len()];
    let whole = format!("{shared}{last}");
    whole.as_str() > first && !last.starts_with('0')
        || (whole.as_str() > first && last.len() < first.len())
}

#[cfg(test)]
mod tests {
    use super::rises;

    #[test]
    fn the_second_number_comes_after_the_first() {
        assert!(rises("418", "419") && rises("418", "19") && rises("1939", "40"));
        assert!(rises("98", "102") && rises("101", "08"));
        assert!(!rises("419", "418") && !rises("39", "12345") && !rises("1939", "07"));
    }
}
