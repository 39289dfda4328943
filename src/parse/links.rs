//! Links and what is written like them: tags, languages, named styles, marks
//! of transcription.

use std::ops::Range;

use pulldown_cmark::LinkType;

use crate::model::manuscript::{Prints, Written};
use crate::model::nearest;
use crate::model::source::{self, Span};
use crate::model::text::{self, Inline, TextStyle};
use crate::parse::fields;
use crate::parse::place::{Place, Source};
use crate::parse::reading::Reading;
use crate::parse::tags;
use crate::parse::transcription;

/// A link as Markdown has it.
pub struct Link<'a> {
    pub kind: LinkType,
    pub destination: &'a str,
    pub title: &'a str,
    /// Of `[text][label]`.
    pub label: &'a str,
}

/// Schemes of addresses that a book may lead to.
/// Names among which the nearest spelling is looked up.
const MOST_NAMES: usize = 1000;

const SCHEMES: [&str; 3] = ["http", "https", "mailto"];

/// Before the destination of a link that prints the page: `[](page:#note-7)`.
const PAGE: &str = "page:";

/// What a link with its text becomes; the bare text where it is wrong.
pub fn inlines(
    link: Link<'_>,
    content: Vec<Inline<Written>>,
    range: Range<usize>,
    reading: &mut Reading<'_>,
) -> Vec<Inline<Written>> {
    let span = reading.span(range.clone());
    if let LinkType::WikiLink { has_pothole } = link.kind {
        return tag(&link, has_pothole, content, range, reading);
    }
    if !link.label.is_empty() {
        let definition = reading.definition(link.label);
        reading.used.extend(definition);
    }
    if !link.title.is_empty() {
        reading
            .diagnostics()
            .warning("unused-title", span, "the title of a link is not printed")
            .help("delete the text in quotation marks after the address");
    }
    let destination = link.destination.trim();
    let place = destination_span(destination, range, reading);
    let content = match spanned(destination, place, content, reading) {
        Ok(span) => return span,
        Err(content) => content,
    };
    let destination = match link.kind {
        LinkType::Email => format!("mailto:{destination}"),
        _ => destination.to_string(),
    };
    if !may_lead(&destination, place, reading) {
        return content;
    }
    vec![Inline::Reference { to: Written::Link { destination }, content, span }]
}

/// A span: text in another language, in a style of the edition, or with a mark
/// of transcription. The text alone where `destination` is wrong; the text as
/// an error where it is that of a link.
pub fn spanned(
    destination: &str,
    place: Span,
    content: Vec<Inline<Written>>,
    reading: &mut Reading<'_>,
) -> Result<Vec<Inline<Written>>, Vec<Inline<Written>>> {
    let style = if let Some(tag) = destination.strip_prefix("lang:") {
        return Ok(match fields::language(tag, place, reading.diagnostics()) {
            Some(language) => vec![Inline::Foreign { language, content }],
            None => content,
        });
    } else if let Some(name) = destination.strip_prefix("style:") {
        style(name, place, reading)
    } else {
        match transcription::mark(destination, place, reading.diagnostics()) {
            Some(mark) => mark.map(TextStyle::Transcribed),
            None => return Err(content),
        }
    };
    Ok(match style {
        Some(style) => vec![Inline::Styled { style, content }],
        None => content,
    })
}

/// Where the address of a link or an image stands; all of it where the address
/// is written elsewhere or otherwise.
pub fn destination_span(destination: &str, range: Range<usize>, reading: &Reading<'_>) -> Span {
    match reading.slice(range.clone()).rfind(destination) {
        Some(at) if !destination.is_empty() => {
            let start = range.start + at;
            reading.span(start..start + destination.len())
        }
        _ => reading.span(range),
    }
}

fn tag(
    link: &Link<'_>,
    has_pothole: bool,
    content: Vec<Inline<Written>>,
    range: Range<usize>,
    reading: &mut Reading<'_>,
) -> Vec<Inline<Written>> {
    let span = reading.span(range.clone());
    // In a table the bar is written `\|`, and its backslash ends up here.
    let target = match has_pothole {
        true => link.destination.strip_suffix('\\').unwrap_or(link.destination),
        false => link.destination,
    };
    let start = range.start + "[[".len();
    let is_there = reading.slice(start..start + target.len()) == target;
    let place = match (is_there, reading.source.place) {
        (true, Place::Exact { file, base }) => {
            Place::Exact { file, base: (base + start).saturating_sub(reading.prefix) }
        }
        _ => Place::Whole(span),
    };
    let (prints, content) = match has_pothole {
        false => (Prints::Short, Vec::new()),
        true if content.is_empty() => (Prints::Nothing, content),
        true => (Prints::Content, content),
    };
    // The first `]]` ends a tag: a note's mark before it loses its bracket.
    if text::plain(&content).contains("[^") {
        reading
            .diagnostics()
            .error("note-in-tag", span, "a note's mark stands within a tag")
            .help("put the mark behind the tag: `[[id|text]][^1]`");
    }
    let language = reading.language.clone();
    let target = Source { text: target, place };
    match tags::tag(target, prints, &language, reading.diagnostics()) {
        Some(tag) => vec![Inline::Reference { to: Written::Tag(Box::new(tag)), content, span }],
        None => content,
    }
}

fn style(name: &str, span: Span, reading: &mut Reading<'_>) -> Option<TextStyle> {
    let named = reading.context.named;
    let Some(style) = named.get(name) else {
        let help = match nearest::nearest(name, named.keys().take(MOST_NAMES).map(String::as_str)) {
            Some(near) => format!("did you mean `style:{near}`?"),
            None => "name a style that stands under `named:` in the style file".to_string(),
        };
        reading
            .diagnostics()
            .error("unknown-style", span, format!("there is no style `{name}`"))
            .help(help);
        return None;
    };
    Some(match (name, &style.family) {
        ("smallcaps", None) => TextStyle::SmallCapitals,
        _ => TextStyle::Named(name.to_string()),
    })
}

/// Whether a link may lead to `destination`: a place of the book, or an
/// address with one of [`SCHEMES`].
fn may_lead(destination: &str, span: Span, reading: &mut Reading<'_>) -> bool {
    let destination = destination.strip_prefix(PAGE).unwrap_or(destination);
    let path_end = destination.find(['/', '#', '?']).unwrap_or(destination.len());
    let scheme = destination[..path_end].split_once(':').map(|(scheme, _)| scheme);
    let is_known = |scheme: &str| SCHEMES.iter().any(|known| known.eq_ignore_ascii_case(scheme));
    let is_fine = scheme.is_none_or(is_known)
        && !destination.starts_with("//")
        && !destination.chars().any(source::is_forbidden);
    if !is_fine {
        let what = scheme.map_or(destination, |scheme| scheme);
        reading
            .diagnostics()
            .error(
                "forbidden-link",
                span,
                format!("no link of a book may lead to `{}`", what.escape_debug()),
            )
            .help("link to `#id`, `file.md#id`, or an address with `https:` or `mailto:`");
    }
    is_fine
}
