//! No ebook runs anything, and none fetches anything.

use crate::harness::xml::{Event, events};
use crate::laws::check;

/// Elements that run, fetch or send.
const ACTIVE: [&str; 10] =
    ["script", "iframe", "frame", "object", "embed", "applet", "form", "base", "audio", "video"];

#[test]
fn no_ebook_runs_or_fetches_anything() {
    check(|_, made| {
        let texts = made.ebook.texts.iter();
        texts.flat_map(|(path, text)| harms(path, text)).collect()
    });
}

fn harms(path: &str, text: &str) -> Vec<String> {
    if path.ends_with(".css") {
        let remote = ["http:", "https:", "//", "@import", "javascript:", "data:", "expression("];
        let plain = without_comments(text);
        let found = remote.iter().filter(|it| plain.contains(**it));
        return found.map(|it| format!("{path} has `{it}`")).collect();
    }
    let mut found = Vec::new();
    for event in events(text) {
        let Event::Open { name, attributes } = event else { continue };
        let local = name.rsplit(':').next().unwrap_or_default();
        if ACTIVE.contains(&local) {
            found.push(format!("{path} has <{name}>"));
        }
        for (key, value) in &attributes {
            let key = key.rsplit(':').next().unwrap_or_default();
            if is_harm(local, key, &value.trim_start().to_ascii_lowercase()) {
                found.push(format!("{path} has <{name} {key}=\"{value}\">"));
            }
        }
    }
    found
}

fn is_harm(element: &str, key: &str, value: &str) -> bool {
    // What a reader follows by hand, and what the package says of itself.
    let is_link = element == "a" && key == "href";
    let scheme = value.split_once(':').map_or("", |(scheme, _)| scheme);
    let is_address = matches!(key, "href" | "src" | "srcset" | "poster" | "action" | "data");
    let is_known = matches!(scheme, "http" | "https" | "mailto");
    match (is_address, is_link) {
        (true, true) => !scheme.is_empty() && !scheme.contains(['/', '#']) && !is_known,
        (true, false) => !scheme.is_empty() || value.starts_with("//"),
        _ => key.starts_with("on") || (key == "style" && value.contains("url(")),
    }
}

fn without_comments(css: &str) -> String {
    let mut parts = css.split("/*");
    let first = parts.next().unwrap_or_default().to_string();
    parts.fold(first, |text, part| text + part.split_once("*/").map_or("", |(_, rest)| rest))
}

#[test]
fn harms_are_seen() {
    let bad = [
        "<script/>",
        "<p onclick=\"x\"/>",
        "<img src=\"http://example.org/a.png\"/>",
        "<img src=\"//example.org/a.png\"/>",
        "<a href=\"javascript:x\"/>",
        "<a href=\" DATA:x\"/>",
        "<link href=\"https://example.org/a.css\"/>",
        "<svg:image xlink:href=\"file:///a\"/>",
        "<p style=\"background: url(a)\"/>",
    ];
    for text in bad {
        assert_eq!(harms("a.xhtml", text).len(), 1, "{text}");
    }
    for text in
        ["<a href=\"https://example.org\"/>", "<a href=\"a.xhtml#b:c\"/>", "<img src=\"a\"/>"]
    {
        assert!(harms("a.xhtml", text).is_empty(), "{text}");
    }
    assert_eq!(harms("a.css", "p { background: url(http://a) } /* http: */").len(), 2);
}
