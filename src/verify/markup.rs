//! XML, read in place: tags with their attributes, and the text between them.

use std::borrow::Cow;

/// A tag or the text before the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part<'x> {
    /// Its name, its attributes, whether it is empty: `<br/>`.
    Start(&'x str, &'x str, bool),
    End(&'x str),
    /// As written, entities and all.
    Text(&'x str),
}

/// Reads one part after another.
pub(crate) struct Markup<'x> {
    rest: &'x str,
}

impl<'x> Markup<'x> {
    pub(crate) fn new(text: &'x str) -> Markup<'x> {
        Markup { rest: text }
    }
}

impl<'x> Iterator for Markup<'x> {
    type Item = Part<'x>;

    fn next(&mut self) -> Option<Part<'x>> {
        loop {
            if self.rest.is_empty() {
                return None;
            }
            if !self.rest.starts_with('<') {
                let end = self.rest.find('<').unwrap_or(self.rest.len());
                let (text, rest) = self.rest.split_at(end);
                self.rest = rest;
                return Some(Part::Text(text));
            }
            if let Some(comment) = self.rest.strip_prefix("<!--") {
                self.rest = comment.split_once("-->").map_or("", |(_, rest)| rest);
                continue;
            }
            // No writer of ours leaves `>` in an attribute.
            let (tag, rest) = self.rest[1..].split_once('>').unwrap_or((&self.rest[1..], ""));
            self.rest = rest;
            match tag.as_bytes().first() {
                Some(b'?' | b'!') => continue,
                Some(b'/') => return Some(Part::End(tag[1..].trim_end())),
                _ => {}
            }
            let (tag, is_empty) = match tag.strip_suffix('/') {
                Some(tag) => (tag, true),
                None => (tag, false),
            };
            let end = tag.find(|c: char| c.is_ascii_whitespace()).unwrap_or(tag.len());
            return Some(Part::Start(&tag[..end], &tag[end..], is_empty));
        }
    }
}

/// The value of an attribute, as written.
pub(crate) fn attribute<'x>(attributes: &'x str, name: &str) -> Option<&'x str> {
    let mut rest = attributes;
    while let Some((key, after)) = rest.split_once('=') {
        let after = after.trim_start();
        let quote = after.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        let (value, next) = after[1..].split_once(quote)?;
        if key.trim() == name {
            return Some(value);
        }
        rest = next;
    }
    None
}

/// A text with its entities as characters.
pub(crate) fn characters(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut pieces = text.split('&');
    let mut out = pieces.next().unwrap_or_default().to_string();
    for piece in pieces {
        let (entity, rest) = piece.split_once(';').unwrap_or(("", piece));
        match entity {
            "amp" => out.push('&'),
            "lt" => out.push('<'),
            "gt" => out.push('>'),
            "quot" => out.push('"'),
            "apos" => out.push('\''),
            _ => out.push(numeric(entity).unwrap_or('\u{fffd}')),
        }
        out.push_str(rest);
    }
    Cow::Owned(out)
}

fn numeric(entity: &str) -> Option<char> {
    let number = entity.strip_prefix('#')?;
    let code = match number.strip_prefix('x') {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => number.parse(),
    };
    char::from_u32(code.ok()?)
}

#[cfg(test)]
mod tests {
    use super::{Markup, Part, attribute, characters};

    #[track_caller]
    fn check(text: &str, parts: &[Part<'_>]) {
        assert_eq!(Markup::new(text).collect::<Vec<_>>(), parts);
    }

    #[test]
    fn tags_and_texts_come_in_turn() {
        check(
            "<?xml?><!DOCTYPE a><p class=\"x\">a &amp; b<br/><!-- <p> --></p>",
            &[
                Part::Start("p", " class=\"x\"", false),
                Part::Text("a &amp; b"),
                Part::Start("br", "", true),
                Part::End("p"),
            ],
        );
    }

    #[test]
    fn attributes_are_found_by_their_whole_names() {
        let attributes = " xml:lang=\"de\" lang='fr' id=\"a b\"";
        assert_eq!(attribute(attributes, "lang"), Some("fr"));
        assert_eq!(attribute(attributes, "id"), Some("a b"));
        assert_eq!(attribute(attributes, "d"), None);
    }

    #[test]
    fn entities_are_characters() {
        assert_eq!(characters("a &lt;b&gt; &#xe9;&#233; &quot;"), "a <b> éé \"");
    }
}
