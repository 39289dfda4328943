//! Destinations of links: addresses of the web, places of the book.

use crate::model::diagnostic::Diagnostics;
use crate::model::inputs::Inputs;
use crate::model::source::{FileId, Span};
use crate::resolve::targets::{Found, Target, Targets};

/// Where a link leads.
#[derive(Clone, Debug)]
pub(crate) enum Destination {
    /// `http`, `https` or `mailto`.
    Outside(String),
    Inside(Target),
}

/// Why a link leads nowhere.
#[derive(Clone, Debug)]
pub(crate) enum Problem {
    /// Neither a chapter nor an address, with the nearest chapter.
    File(String, Option<String>),
    /// No such name, with the nearest one.
    Anchor(String, Option<String>),
    /// The name stands at these places.
    Ambiguous(String, Vec<Target>),
}

/// Reads a destination as written in the file `from`.
pub(crate) fn destination(
    written: &str,
    from: &str,
    file: FileId,
    targets: &Targets,
) -> Result<Destination, Problem> {
    if is_address(written) {
        return Ok(Destination::Outside(written.to_string()));
    }
    let (path, name) = match written.split_once('#') {
        Some((path, name)) => (decoded(path), Some(decoded(name))),
        None => (decoded(written), None),
    };
    let whole = if path.is_empty() {
        None
    } else {
        let found = beside(from, &path).and_then(|path| targets.file(&path));
        match found.or_else(|| targets.file(&path)) {
            Some(whole) => Some(whole),
            None => {
                let guess = if path.ends_with(".md") { targets.nearest_file(&path) } else { None };
                return Err(Problem::File(path, guess));
            }
        }
    };
    let target = match (whole, name) {
        (Some(whole), None) => whole,
        (Some(whole), Some(name)) => match targets.in_file(&name, whole.file) {
            Some(target) => target,
            None => return Err(missing(&name, whole.file, targets)),
        },
        (None, Some(name)) => match targets.find(&name, file) {
            Found::One(target) => target,
            Found::Several(several) => {
                return Err(Problem::Ambiguous(name, several.into_iter().cloned().collect()));
            }
            Found::None => return Err(missing(&name, file, targets)),
        },
        (None, None) => return Err(Problem::File(String::new(), None)),
    };
    Ok(Destination::Inside(target.clone()))
}

fn missing(name: &str, file: FileId, targets: &Targets) -> Problem {
    Problem::Anchor(name.to_string(), targets.nearest(name, file))
}

/// Whether it leads out of the book, by the only schemes that may.
fn is_address(written: &str) -> bool {
    let scheme = written.split_once(':').map_or("", |(scheme, _)| scheme);
    ["http", "https", "mailto"].iter().any(|known| scheme.eq_ignore_ascii_case(known))
}

/// A path as seen from the folder of the file `from`; `None` where it leaves
/// the manuscript.
fn beside(from: &str, path: &str) -> Option<String> {
    let mut folders: Vec<&str> = from.split('/').collect();
    folders.pop();
    for step in path.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                folders.pop()?;
            }
            _ => folders.push(step),
        }
    }
    Some(folders.join("/"))
}

/// Percent escapes as the characters they stand for, where they are UTF-8.
fn decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_string();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let digits = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        let value = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match (first, value) {
            (b'%', Some(value)) => {
                bytes.push(value);
                rest = &after[2..];
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_string())
}

impl Problem {
    /// Tells the editor, at the link.
    pub(crate) fn report(self, span: Span, inputs: &Inputs, diagnostics: &mut Diagnostics) {
        match self {
            Problem::File(path, _) if !path.ends_with(".md") => {
                diagnostics
                    .warning("dead-link", span, format!("`{path}` is no place in the book"))
                    .help(
                        "link to `#anchor`, to `file.md`, or to a whole address with `https:`; \
                         the text is printed without a link",
                    );
            }
            Problem::File(path, guess) => {
                let help = match guess {
                    _ if inputs.sources.find(&path).is_some() => {
                        "add the file to `contents` in `edition.yaml`".to_string()
                    }
                    Some(guess) => format!("did you mean `{guess}`?"),
                    None => "link to a file that stands in `contents`".to_string(),
                };
                diagnostics
                    .error("unknown-file", span, format!("no chapter has the file name `{path}`"))
                    .help(help);
            }
            Problem::Anchor(name, guess) => {
                let help = match guess {
                    Some(guess) => format!("did you mean `#{guess}`?"),
                    None => format!("write `{{#{name}}}` after the heading that it is to lead to"),
                };
                diagnostics
                    .error("unknown-anchor", span, format!("nothing is named `#{name}`"))
                    .help(help);
            }
            Problem::Ambiguous(name, targets) => {
                let message = format!("`#{name}` stands in {} files", targets.len());
                let diagnostic = diagnostics.error("ambiguous-anchor", span, message);
                diagnostic.help(format!("write `file.md#{name}`"));
                for target in targets {
                    diagnostic.also(target.span, "here");
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{beside, decoded, is_address};

    #[track_caller]
    fn check(from: &str, path: &str, found: Option<&str>) {
        assert_eq!(beside(from, path).as_deref(), found);
    }

    #[test]
    fn paths_are_seen_from_their_folder() {
        check("1931/letters/a.md", "b.md", Some("1931/letters/b.md"));
        check("1931/letters/a.md", "../introduction.md", Some("1931/introduction.md"));
        check("essay.md", "./preface.md", Some("preface.md"));
        check("essay.md", "../secret.md", None);
    }

    #[test]
    fn only_safe_schemes_lead_out() {
        assert!(is_address("HTTPS://example.org") && is_address("mailto:a@example.org"));
        assert!(!is_address("javascript:alert(1)") && !is_address("essay.md#http:"));
    }

    #[test]
    fn escapes_are_decoded() {
        assert_eq!(decoded("%D0%B0-1"), "а-1");
        assert_eq!(decoded("100%"), "100%");
        assert_eq!(decoded("%FF"), "%FF");
    }
}
