//! What `edition.yaml` says of the ebook alone, and of the series that the
//! book belongs to.

use crate::model::diagnostic::Diagnostics;
use crate::model::ebook::{BookSeries, Claim, EbookFonts, EbookSettings};
use crate::model::edition::Publisher;
use crate::parse::context::Context;
use crate::parse::fields::Fields;
use crate::parse::punctuation;
use crate::parse::yaml::{Node, Value};

const FONTS: [(&str, EbookFonts); 3] =
    [("all", EbookFonts::All), ("needed", EbookFonts::Needed), ("none", EbookFonts::None)];

/// Standards that a publisher may claim, by what the editor writes.
/// <https://www.w3.org/TR/epub-a11y-11/#sec-conf-reporting-pub>
const STANDARDS: [(&str, &str); 9] = [
    ("wcag-2.0-a", "EPUB Accessibility 1.1 - WCAG 2.0 Level A"),
    ("wcag-2.0-aa", "EPUB Accessibility 1.1 - WCAG 2.0 Level AA"),
    ("wcag-2.0-aaa", "EPUB Accessibility 1.1 - WCAG 2.0 Level AAA"),
    ("wcag-2.1-a", "EPUB Accessibility 1.1 - WCAG 2.1 Level A"),
    ("wcag-2.1-aa", "EPUB Accessibility 1.1 - WCAG 2.1 Level AA"),
    ("wcag-2.1-aaa", "EPUB Accessibility 1.1 - WCAG 2.1 Level AAA"),
    ("wcag-2.2-a", "EPUB Accessibility 1.1 - WCAG 2.2 Level A"),
    ("wcag-2.2-aa", "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"),
    ("wcag-2.2-aaa", "EPUB Accessibility 1.1 - WCAG 2.2 Level AAA"),
];

/// Levels of sections that contents may list.
const DEPTHS: [(&str, u8); 6] = [("1", 1), ("2", 2), ("3", 3), ("4", 4), ("5", 5), ("6", 6)];

/// The most pixels of an image that an editor may ask for, in millions.
const MOST_MEGAPIXELS: u64 = 100;

/// The settings under `ebook:`. A claim is certified by the publisher, if
/// nobody else is named.
pub fn settings(
    node: Option<&Node>,
    publisher: Option<&Publisher>,
    diagnostics: &mut Diagnostics,
) -> EbookSettings {
    let mut settings = EbookSettings::default();
    let keys = ["fonts", "image-megapixels", "contents", "conforms-to", "certified-by"];
    let Some(ebook) = node.and_then(|node| Fields::new(node, "`ebook`", &keys, diagnostics)) else {
        return settings;
    };
    if let Some(fonts) = ebook.choice("fonts", &FONTS, diagnostics) {
        settings.fonts = fonts;
    }
    if let Some(depth) = ebook.choice("contents", &DEPTHS, diagnostics) {
        settings.contents_depth = depth;
    }
    if let Some(pixels) = megapixels(&ebook, diagnostics) {
        settings.image_pixels = pixels;
    }
    let certified_by = ebook.text("certified-by", diagnostics).map(|by| by.text.trim().to_string());
    if let Some(standard) = ebook.choice("conforms-to", &STANDARDS, diagnostics) {
        match certified_by.or(publisher.map(|publisher| publisher.name.clone())) {
            Some(certified_by) => settings.claim = Some(Claim { standard, certified_by }),
            None => ebook.missing("certified-by", "a claim of conformance", diagnostics),
        }
    }
    settings
}

fn megapixels(ebook: &Fields<'_>, diagnostics: &mut Diagnostics) -> Option<u64> {
    let scalar = ebook.text("image-megapixels", diagnostics)?;
    let number = scalar.text.parse::<u64>().ok();
    let number = number.filter(|number| (1..=MOST_MEGAPIXELS).contains(number));
    if number.is_none() {
        diagnostics
            .error(
                "unknown-value",
                scalar.span,
                format!("`image-megapixels` cannot be `{}`", scalar.text),
            )
            .help(format!("write a whole number of millions of pixels, 1 to {MOST_MEGAPIXELS}"));
    }
    number.map(|number| number * 1_000_000)
}

/// `series:`, a name or a mapping of name and number.
pub fn series(
    node: Option<&Node>,
    context: &Context<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<BookSeries> {
    let node = node?;
    let plain = |text: &str| punctuation::plain(text, &context.language);
    if let Value::Text(name) = &node.value {
        return Some(BookSeries { name: plain(&name.text), number: None });
    }
    let series = Fields::new(node, "`series`", &["name", "number"], diagnostics)?;
    let Some(name) = series.text("name", diagnostics) else {
        series.missing("name", "`series`", diagnostics);
        return None;
    };
    let number = series.text("number", diagnostics);
    Some(BookSeries {
        name: plain(&name.text),
        number: number.map(|number| number.text.trim().to_string()),
    })
}
