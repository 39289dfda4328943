//! Images: where they go in the ebook.

use std::collections::{BTreeMap, BTreeSet};

use crate::epub::xhtml::Xhtml;
use crate::model::inputs::{ImageFormat, Inputs};
use crate::model::text::Image;

/// The place below the ebook's root of every image, by its name below the
/// manuscript folder: plain ASCII, since readers trip over anything else.
pub(crate) fn places(inputs: &Inputs) -> BTreeMap<&str, String> {
    let mut taken = BTreeSet::new();
    let mut places = BTreeMap::new();
    for (name, image) in &inputs.images {
        let stem = name.strip_prefix("images/").unwrap_or(name);
        let stem = ascii(stem.rsplit_once('.').map_or(stem, |(stem, _)| stem));
        let mut place = format!("images/{stem}.{}", extension(image.format));
        let mut count = 2;
        while !taken.insert(place.clone()) {
            place = format!("images/{stem}-{count}.{}", extension(image.format));
            count += 1;
        }
        places.insert(name.as_str(), place);
    }
    places
}

/// Writes the alternative text; an ornament has none, and says so.
pub(crate) fn alternative(out: &mut Xhtml, image: &Image) {
    out.attribute("alt", &image.alternative);
    if image.alternative.is_empty() {
        out.attribute("role", "presentation");
    }
}

/// The media type of an image.
pub(crate) fn media_type(format: ImageFormat) -> &'static str {
    match format {
        ImageFormat::Png => "image/png",
        ImageFormat::Jpeg => "image/jpeg",
        ImageFormat::Svg => "image/svg+xml",
    }
}

fn extension(format: ImageFormat) -> &'static str {
    match format {
        ImageFormat::Png => "png",
        ImageFormat::Jpeg => "jpg",
        ImageFormat::Svg => "svg",
    }
}

/// A file's name with all but ASCII letters, digits, `-` and `_` as `-`, in
/// lower case, since some readers' file systems know no other.
pub(crate) fn ascii(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    for character in name.chars() {
        match character {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '_' => plain.push(character.to_ascii_lowercase()),
            _ if plain.is_empty() || plain.ends_with('-') => {}
            _ => plain.push('-'),
        }
    }
    let plain = plain.trim_end_matches('-');
    if plain.is_empty() { "x".to_string() } else { plain.to_string() }
}

#[cfg(test)]
mod tests {
    use super::ascii;

    #[track_caller]
    fn check(name: &str, plain: &str) {
        assert_eq!(ascii(name), plain);
    }

    #[test]
    fn names_are_plain() {
        check("Stalin & Molotov (1932)", "stalin-molotov-1932");
        check("მთავარი", "x");
        check("a/b_c", "a-b_c");
    }
}
