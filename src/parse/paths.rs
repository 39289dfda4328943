//! Names of files as editors write them.

use std::cmp::Ordering;

use unicode_normalization::UnicodeNormalization;

use crate::model::diagnostic::Diagnostics;
use crate::model::source::Span;

/// The name below the manuscript folder that `written` means, seen from the
/// folder `from` (`1931/letters`, empty for the manuscript folder itself).
/// Nothing where it leads out.
pub fn name(written: &str, from: &str) -> Option<String> {
    if written.starts_with('/') || written.contains('\\') || written.get(1..2) == Some(":") {
        return None;
    }
    let mut steps: Vec<&str> = Vec::new();
    for step in from.split('/').chain(written.split('/')) {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop()?;
            }
            step => steps.push(step),
        }
    }
    Some(steps.join("/").nfc().collect())
}

/// The folder of a file: `1931/letters` of `1931/letters/a.md`.
pub fn folder(name: &str) -> &str {
    name.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Reports that a path leads out of the manuscript folder.
pub fn outside(written: &str, span: Span, diagnostics: &mut Diagnostics) {
    diagnostics
        .error("outside-folder", span, format!("`{written}` leads out of the manuscript folder"))
        .help("name a file of the manuscript folder by its path from there, with `/`");
}

/// The order in which people count: `2.md` before `10.md`.
pub fn natural(left: &str, right: &str) -> Ordering {
    let (mut left_rest, mut right_rest) = (left, right);
    loop {
        let (left_group, right_group) = (group(left_rest), group(right_rest));
        if left_group.is_empty() || right_group.is_empty() {
            return left_group.len().cmp(&right_group.len()).then_with(|| left.cmp(right));
        }
        let digits = |group: &str| group.starts_with(|first: char| first.is_ascii_digit());
        let order = if digits(left_group) && digits(right_group) {
            let (left, right) =
                (left_group.trim_start_matches('0'), right_group.trim_start_matches('0'));
            left.len().cmp(&right.len()).then_with(|| left.cmp(right))
        } else {
            left_group.cmp(right_group)
        };
        if order != Ordering::Equal {
            return order;
        }
        left_rest = &left_rest[left_group.len()..];
        right_rest = &right_rest[right_group.len()..];
    }
}

/// The digits, or the other characters, at the head of a name.
fn group(name: &str) -> &str {
    let is_digit = |character: char| character.is_ascii_digit();
    let starts_in_digits = name.starts_with(is_digit);
    let end = name.find(|character| is_digit(character) != starts_in_digits);
    &name[..end.unwrap_or(name.len())]
}

#[cfg(test)]
mod tests {
    use super::{name, natural};

    #[track_caller]
    fn check(written: &str, from: &str, meant: Option<&str>) {
        assert_eq!(name(written, from).as_deref(), meant);
    }

    #[test]
    fn no_path_leads_out() {
        check("./a//b.md", "", Some("a/b.md"));
        check("../images/x.png", "1931", Some("images/x.png"));
        check("../x.md", "", None);
        check("a/../../x.md", "", None);
        check("/etc/passwd", "", None);
        check("C:/x.md", "", None);
        check("..\\x.md", "a", None);
    }

    #[test]
    fn numbers_are_counted() {
        let mut names = vec!["b/10.md", "b/2.md", "b/002a.md", "a/1.md", "b/1.md", "b/x.md"];
        names.sort_by(|left, right| natural(left, right));
        assert_eq!(names, ["a/1.md", "b/1.md", "b/2.md", "b/002a.md", "b/10.md", "b/x.md"]);
    }
}
