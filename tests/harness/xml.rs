//! A small reader of well-formed XML, enough for what an ebook holds.

use std::collections::BTreeMap;

/// What comes next in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A start tag; an empty element gives its end tag too.
    Open {
        name: String,
        attributes: BTreeMap<String, String>,
    },
    Close {
        name: String,
    },
    Text(String),
}

/// The document as events, in order. Panics where it is not well formed.
pub fn events(document: &str) -> Vec<Event> {
    let mut events = Vec::new();
    let mut rest = document;
    while let Some(start) = rest.find('<') {
        if start > 0 {
            events.push(Event::Text(decoded(&rest[..start])));
        }
        rest = &rest[start..];
        let end = if rest.starts_with("<!--") {
            rest.find("-->").expect("a comment ends") + 3
        } else {
            rest.find('>').expect("a tag ends") + 1
        };
        tag(&rest[..end], &mut events);
        rest = &rest[end..];
    }
    events
}

fn tag(tag: &str, events: &mut Vec<Event>) {
    if tag.starts_with("<?") || tag.starts_with("<!") {
        return;
    }
    if let Some(name) = tag.strip_prefix("</") {
        events.push(Event::Close { name: name.trim_end_matches('>').trim().into() });
        return;
    }
    let inner = &tag[1..tag.len() - 1];
    let (inner, is_empty) = match inner.strip_suffix('/') {
        Some(inner) => (inner, true),
        None => (inner, false),
    };
    let (name, mut rest) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
    let mut attributes = BTreeMap::new();
    while let Some((key, value)) = rest.split_once('=') {
        let value = value.trim_start();
        let quote = value.chars().next().expect("an attribute has a value");
        let (value, after) = value[1..].split_once(quote).expect("a quotation ends");
        attributes.insert(key.trim().to_string(), decoded(value));
        rest = after;
    }
    events.push(Event::Open { name: name.into(), attributes });
    if is_empty {
        events.push(Event::Close { name: name.into() });
    }
}

/// The text with its entities replaced.
fn decoded(text: &str) -> String {
    let mut decoded = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        decoded.push_str(before);
        let (entity, after) = after.split_once(';').expect("an entity ends");
        decoded.push(match entity {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            _ => numeric(entity).unwrap_or_else(|| panic!("no entity is called `{entity}`")),
        });
        rest = after;
    }
    decoded.push_str(rest);
    decoded
}

fn numeric(entity: &str) -> Option<char> {
    let number = entity.strip_prefix('#')?;
    let code = match number.strip_prefix('x') {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code)
}
