//! Images and figures.

use std::ops::Range;

use pulldown_cmark::Event;

use crate::model::diagnostic::Diagnostics;
use crate::model::inputs::ImageFormat;
use crate::model::manuscript::Written;
use crate::model::nearest;
use crate::model::source::Span;
use crate::model::text::{BlockKind, Image, Inline};
use crate::parse::attributes::{self, Attributes};
use crate::parse::context::Context;
use crate::parse::links;
use crate::parse::paths;
use crate::parse::place::{Place, Source};
use crate::parse::punctuation;
use crate::parse::reading::{Caption, Reading};
use crate::parse::running;

/// Names among which the nearest spelling is looked up.
const MOST_NAMES: usize = 1000;

/// The image that has just begun; its end is passed. Its title waits in
/// [`Reading::captions`] until it is known whether the image is a figure.
pub fn image<'t>(
    destination: &str,
    title: &str,
    label: &str,
    range: Range<usize>,
    reading: &mut Reading<'t>,
) -> Option<Inline<Written>> {
    let alternative = alternative(reading);
    let span = reading.span(range.clone());
    if !label.is_empty() {
        let definition = reading.definition(label);
        reading.used.extend(definition);
    }
    if !title.is_empty() {
        let raw = reading.slice(range.clone());
        reading.captions.push(Caption { title: title.to_string(), raw, range: range.clone() });
    }
    let from = match reading.source.place {
        Place::Exact { file, .. } | Place::Whole(Span { file, .. }) => {
            paths::folder(&reading.context.inputs.sources.file(file).name)
        }
    };
    let context = reading.context;
    let attributes = attributes::after(range.end, reading);
    let is_decorative = attributes.as_ref().is_some_and(|it| it.is_decorative);
    reading.attributes = attributes.filter(|it| !it.is_empty());
    let place = links::destination_span(destination, range, reading);
    let name = file(destination, from, place, context, reading.diagnostics())?;
    if alternative.trim().is_empty() && !is_decorative {
        reading
            .diagnostics()
            .error("missing-alternative-text", span, "this image has no alternative text")
            .help(
                "say between `![` and `]` what it shows, for readers who do not see it, or write \
                 `{decorative}` after an ornament",
            );
    }
    let alternative = match is_decorative {
        true => String::new(),
        false => punctuation::plain(alternative.trim(), &reading.language),
    };
    Some(Inline::Image { image: Image { name, alternative }, span })
}

/// The text within an image, whose end is passed.
fn alternative(reading: &mut Reading<'_>) -> String {
    let mut text = String::new();
    let mut open = 1;
    while let Some((event, _)) = reading.next() {
        match event {
            Event::Start(_) => open += 1,
            Event::End(_) => open -= 1,
            Event::Text(bit) | Event::Code(bit) => text.push_str(&bit),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            _ => {}
        }
        if open == 0 {
            break;
        }
    }
    text
}

/// The name of the image that `written` means, seen from the manuscript
/// folder, else from the folder `from`. Reports it where there is none.
pub fn file(
    written: &str,
    from: &str,
    span: Span,
    context: &Context<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<String> {
    if written.contains("://") || written.starts_with("data:") {
        diagnostics
            .error("remote-image", span, "an image must be a file of the manuscript folder")
            .help("put the file into `images/` and name it by its path");
        return None;
    }
    let images = &context.inputs.images;
    let decoded = decoded(written);
    let candidates = [(written, ""), (written, from), (&decoded, ""), (&decoded, from)];
    let mut is_inside = false;
    for (written, from) in candidates {
        let Some(name) = paths::name(written, from) else { continue };
        is_inside = true;
        if images.contains_key(&name) {
            return Some(name);
        }
    }
    if !is_inside {
        paths::outside(written, span, diagnostics);
        return None;
    }
    let help = match nearest::nearest(&decoded, images.keys().take(MOST_NAMES).map(String::as_str))
    {
        Some(near) => format!("did you mean `{near}`?"),
        None => "put a PNG, JPEG or SVG file of this name into the manuscript folder".to_string(),
    };
    diagnostics.error("missing-image", span, format!("there is no image `{written}`")).help(help);
    None
}

/// The name of the cover's image. Shops and shelves take no drawing for it.
pub fn cover(
    written: &str,
    span: Span,
    context: &Context<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<String> {
    let name = file(written, "", span, context, diagnostics)?;
    if context.inputs.images.get(&name).is_some_and(|image| image.format == ImageFormat::Svg) {
        diagnostics
            .error("drawn-cover", span, "the cover is a drawing, which shops do not take")
            .help("save it as PNG or JPEG, some 1600 pixels wide");
        return None;
    }
    Some(name)
}

/// An address with `%20` and the like resolved.
fn decoded(written: &str) -> String {
    let mut bytes = Vec::with_capacity(written.len());
    let mut rest = written.as_bytes();
    while let Some((first, others)) = rest.split_first() {
        let code = others.get(..2).filter(|_| *first == b'%');
        let code = code.and_then(|code| std::str::from_utf8(code).ok());
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &others[2..];
            }
            None => {
                bytes.push(*first);
                rest = others;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| written.to_string())
}

/// A figure with the id that stands after it.
pub type Figure = (BlockKind<Written>, Option<String>);

/// The figure that a paragraph is: an image alone in it, `{#id}` after it or
/// not. Gives the paragraph back where it is none.
pub fn figure(
    mut content: Vec<Inline<Written>>,
    reading: &mut Reading<'_>,
) -> Result<Figure, Vec<Inline<Written>>> {
    if !matches!(content.as_slice(), [Inline::Image { .. }]) {
        return Err(content);
    }
    let Some(Inline::Image { image, .. }) = content.pop() else {
        return Err(content);
    };
    let Attributes { id, credit, is_plate, .. } = reading.attributes.take().unwrap_or_default();
    let caption = match reading.captions.pop() {
        Some(caption) => written_caption(&caption, reading),
        None => Vec::new(),
    };
    let kind = BlockKind::Figure { image, caption, credit, is_plate, number: 0 };
    Ok((kind, id))
}

fn written_caption(caption: &Caption<'_>, reading: &mut Reading<'_>) -> Vec<Inline<Written>> {
    let span = reading.span(caption.range.clone());
    let unescaped;
    let found = raw_title(caption.raw);
    let source = match (found, reading.source.place) {
        (Some((raw, at)), Place::Exact { file, base }) if !raw.contains(['\\', '\n']) => {
            let base = (base + caption.range.start + at).saturating_sub(reading.prefix);
            Source { text: raw, place: Place::Exact { file, base } }
        }
        (Some((raw, _)), _) if !raw.contains('\n') => {
            unescaped = raw.replace("\\\"", "\"").replace("\\'", "'");
            Source { text: &unescaped, place: Place::Whole(span) }
        }
        _ => Source { text: &caption.title, place: Place::Whole(span) },
    };
    let language = reading.language.clone();
    running::text(source, language, reading.notes, reading.context, reading.findings)
}

/// The title in `![…](… "title")` as written, without its quotation marks,
/// and the byte at which it begins.
fn raw_title(image: &str) -> Option<(&str, usize)> {
    let inner = image.strip_suffix(')')?.trim_end();
    let mark = inner.chars().next_back().filter(|mark| matches!(mark, '"' | '\''))?;
    let body = &inner[..inner.len() - 1];
    let open = body
        .char_indices()
        .rev()
        .find(|(at, character)| *character == mark && body[..*at].ends_with(char::is_whitespace));
    open.map(|(at, _)| (&body[at + 1..], at + 1))
}

/// Reports titles of images that are no figures, and what else is said of them.
pub fn report_captions(reading: &mut Reading<'_>) {
    if let Some(span) = reading.attributes.take().and_then(|attributes| attributes.span) {
        reading
            .diagnostics()
            .warning("unused-title", span, "this can only be said of a figure")
            .help("put the image alone into a paragraph, or delete what stands in braces");
    }
    for caption in std::mem::take(&mut reading.captions) {
        let span = reading.span(caption.range);
        reading
            .diagnostics()
            .warning("unused-title", span, "the caption of an image within a line is not printed")
            .help("put the image alone into a paragraph, or delete the caption");
    }
}

/// Reports `![[…]]`.
pub fn report_embedded(range: Range<usize>, reading: &mut Reading<'_>) {
    let span = reading.span(range);
    reading
        .diagnostics()
        .error("embedded-file", span, "`![[…]]` is no Markdown")
        .help("write `![alternative text](images/name.png)` for an image");
}

#[cfg(test)]
mod tests {
    use super::{decoded, raw_title};

    #[test]
    fn titles_are_found_as_written() {
        assert_eq!(raw_title("![a](b.png \"c *d* \\\"e\\\"\")"), Some(("c *d* \\\"e\\\"", 12)));
        assert_eq!(raw_title("![a](b.png 'c')"), Some(("c", 12)));
        assert_eq!(raw_title("![a](b.png)"), None);
    }

    #[test]
    fn addresses_are_decoded() {
        assert_eq!(decoded("a%20b%D0%96.png%"), "a bЖ.png%");
        assert_eq!(decoded("%FF"), "%FF");
    }
}
