//! Tags: `[[!stalin#in exile|the Master]]`, from the brackets inwards.

use crate::model::diagnostic::Diagnostics;
use crate::model::language::Language;
use crate::model::manuscript::{Prints, Sigil, Tag};
use crate::model::source::Span;
use crate::parse::identifiers;
use crate::parse::place::Source;
use crate::parse::punctuation;

/// Levels of subheadings that an index can show.
const DEEPEST: usize = 2;

/// The tag whose target, what stands before the `|`, is `target`. Reports
/// `bad-tag` and `bad-identifier`, and then gives nothing.
pub fn tag(
    target: Source<'_>,
    prints: Prints,
    language: &Language,
    diagnostics: &mut Diagnostics,
) -> Option<Tag> {
    let mut parts = target.text.split('#');
    let head = parts.next().unwrap_or_default();
    let trimmed = head.trim_start();
    let (sigil, id) = match trimmed.chars().next() {
        Some('!') => (Sigil::Principal, &trimmed[1..]),
        Some('-') => (Sigil::Passing, &trimmed[1..]),
        Some('<') => (Sigil::Opens, &trimmed[1..]),
        Some('>') => (Sigil::Closes, &trimmed[1..]),
        _ => (Sigil::None, trimmed),
    };
    let start = head.len() - id.trim_start().len();
    let id = id.trim();
    let id_span = target.place.span(start..start + id.len());
    let subheadings: Vec<String> =
        parts.map(|part| punctuation::plain(&joined(part), language)).collect();
    if let Some(problem) = problem(id, &subheadings) {
        let span = if id.is_empty() { target.span() } else { id_span };
        report(span, problem, diagnostics);
        return None;
    }
    identifiers::check(id, id_span, diagnostics).then(|| Tag {
        sigil,
        id: id.to_string(),
        id_span,
        subheadings,
        prints,
    })
}

fn problem(id: &str, subheadings: &[String]) -> Option<&'static str> {
    if id.is_empty() {
        Some("this tag names no record")
    } else if subheadings.iter().any(String::is_empty) {
        Some("a subheading of this tag is empty")
    } else if subheadings.len() > DEEPEST {
        Some("a tag has at most two subheadings")
    } else {
        None
    }
}

fn report(span: Span, message: &str, diagnostics: &mut Diagnostics) {
    diagnostics
        .error("bad-tag", span, message)
        .help("write `[[id]]`, `[[id|text]]` or `[[id#subheading#second level|text]]`");
}

/// A subheading on one line, without the marks of a quotation that it runs
/// through.
fn joined(part: &str) -> String {
    let lines: Vec<&str> = part
        .lines()
        .enumerate()
        .map(|(at, line)| match at {
            0 => line.trim(),
            _ => line.trim_start_matches(['>', ' ', '\t']).trim_end(),
        })
        .filter(|line| !line.is_empty())
        .collect();
    lines.join(" ")
}

#[cfg(test)]
mod tests {
    use super::tag;
    use crate::model::diagnostic::Diagnostics;
    use crate::model::language::Language;
    use crate::model::manuscript::{Prints, Sigil};
    use crate::model::source::FileId;
    use crate::parse::place::{Place, Source};

    #[track_caller]
    fn check(target: &str, found: Option<(Sigil, &str, u32, &[&str])>, code: Option<&str>) {
        let mut diagnostics = Diagnostics::default();
        let source = Source { text: target, place: Place::Exact { file: FileId(0), base: 0 } };
        let tag = tag(source, Prints::Content, &Language::english(), &mut diagnostics);
        let tag = tag.map(|tag| (tag.sigil, tag.id, tag.id_span.start, tag.subheadings));
        let found = found.map(|(sigil, id, start, subheadings)| {
            (
                sigil,
                id.to_string(),
                start,
                subheadings.iter().map(|part| part.to_string()).collect(),
            )
        });
        assert_eq!(tag, found);
        assert_eq!(diagnostics.iter().next().map(|diagnostic| diagnostic.code), code);
    }

    #[test]
    fn tags_are_taken_apart() {
        check("stalin", Some((Sigil::None, "stalin", 0, &[])), None);
        check(
            "!stalin#in exile#1913",
            Some((Sigil::Principal, "stalin", 1, &["in exile", "1913"])),
            None,
        );
        check("- p_A1 ", Some((Sigil::Passing, "p_A1", 2, &[])), None);
        check(">stalin#a\n> b's", Some((Sigil::Closes, "stalin", 1, &["a b’s"])), None);
        check("<stalin", Some((Sigil::Opens, "stalin", 1, &[])), None);
    }

    #[test]
    fn what_is_no_tag_is_reported() {
        check("#in exile", None, Some("bad-tag"));
        check("!", None, Some("bad-tag"));
        check("stalin#", None, Some("bad-tag"));
        check("stalin#a#b#c", None, Some("bad-tag"));
        check("the Master", None, Some("bad-identifier"));
    }
}
