//! What is left of a web page: its furniture, codes of characters, addresses
//! that follow their readers.

use std::ops::Range;

use crate::lint::levels::Findings;
use crate::lint::prose::paragraph::{Kind, Paragraph, Part};
use crate::model::source::Span;

/// Lines that are furniture, without case and punctuation.
const FURNITURE: &str = "
like it share it|share this|share this article|share this page|share this post|skip to content
skip to main content|skip to navigation|jump to navigation|jump to search|newsletter signup
sign up for our newsletter|subscribe to our newsletter|leave a comment|leave a reply|post a comment
cancel reply|print this page|email this page|send to a friend|back to top|click to enlarge|click here
accept all cookies|accept cookies|cookie settings|cookie policy|privacy policy|terms of use
terms and conditions|related articles|related posts|read more|continue reading|log in to reply
view all posts|all rights reserved|powered by wordpress|view source|edit source|citation needed
toggle navigation|show more|load more|you may also like|tweet this|pin it|download pdf";
/// How lines of furniture begin.
const BEGINNINGS: &str = "
share on |follow us on |retrieved from http|this website uses cookies|this site uses cookies
we use cookies|by continuing to use this site|by using this website you|this entry was posted
posted in |filed under |tagged with |sign up for our |subscribe to our |click here to |view all posts by 
originally published at http|article printed from |copyright c 20";
/// Lines that are furniture only beside others that are.
const NEIGHBOURS: &str = "
most recent|related|home|menu|search|tags|comments|next|previous|advertisement|print|email|contact
contact us|about us|loading|share|tweet|newsletter|subscribe|follow us|popular|most popular|archive
recent posts|categories|login|log in|sign in|register|sponsored|latest news|latest";
/// The longest line of furniture, in characters.
const LONGEST: usize = 90;

/// Parameters of addresses that only follow readers.
const TRACKING: [&str; 16] = [
    "fbclid",
    "gclid",
    "gclsrc",
    "dclid",
    "msclkid",
    "mc_cid",
    "mc_eid",
    "igshid",
    "yclid",
    "_hsenc",
    "_hsmi",
    "ref_src",
    "twclid",
    "wbraid",
    "gbraid",
    "_openstat",
];

/// Codes of characters by name.
const ENTITIES: [(&str, &str); 18] = [
    ("amp", "&"),
    ("nbsp", "\u{a0}"),
    ("quot", "\""),
    ("lt", "<"),
    ("gt", ">"),
    ("apos", "'"),
    ("mdash", "—"),
    ("ndash", "–"),
    ("hellip", "…"),
    ("rsquo", "’"),
    ("lsquo", "‘"),
    ("rdquo", "”"),
    ("ldquo", "“"),
    ("laquo", "«"),
    ("raquo", "»"),
    ("eacute", "é"),
    ("shy", ""),
    ("copy", "©"),
];

/// Reports codes of characters that would be printed, and addresses with
/// parameters that follow their readers.
pub(crate) fn report_signs(paragraph: &Paragraph<'_>, findings: &mut Findings<'_>) {
    for at in 0..paragraph.letters.len() {
        if paragraph.text(at) == Some('&') {
            entity(paragraph, at, findings);
        }
    }
    for (address, span) in &paragraph.addresses {
        tracking(paragraph, address, *span, findings);
    }
}

fn entity(paragraph: &Paragraph<'_>, at: usize, findings: &mut Findings<'_>) {
    let rest = paragraph.letters[at + 1..].iter().take(10).map(|letter| letter.character);
    let name: String = rest.take_while(|it| it.is_ascii_alphanumeric() || *it == '#').collect();
    let end = at + 1 + name.len();
    if paragraph.text(end) != Some(';') {
        return;
    }
    let number = name.strip_prefix('#').and_then(|digits| match digits.strip_prefix('x') {
        Some(digits) => u32::from_str_radix(digits, 16).ok(),
        None => digits.parse().ok(),
    });
    let named = ENTITIES.iter().find(|(known, _)| *known == name).map(|(_, is)| (*is).to_string());
    let Some(is) = named.or_else(|| number.and_then(char::from_u32).map(String::from)) else {
        return;
    };
    let span = paragraph.span(at..end + 1);
    let message = format!("`&{name};` would be printed as it stands");
    if let Some(found) = findings.report("entity-text", span, message) {
        found.help("write the character itself").suggest(span, is);
    }
}

fn tracking(paragraph: &Paragraph<'_>, address: &str, link: Span, findings: &mut Findings<'_>) {
    let Some((page, query)) = address.split_once('?') else { return };
    let (query, fragment) = match query.find('#') {
        Some(at) => query.split_at(at),
        None => (query, ""),
    };
    let is_tracking = |pair: &&str| {
        let name = pair.split('=').next().unwrap_or_default();
        name.starts_with("utm_") || TRACKING.contains(&name)
    };
    let Some(first) = query.split('&').find(is_tracking) else { return };
    let kept: Vec<&str> = query.split('&').filter(|pair| !is_tracking(pair)).collect();
    let kept = if kept.is_empty() { String::new() } else { format!("?{}", kept.join("&")) };
    let source = paragraph.source.get(link.start as usize..link.end as usize).unwrap_or_default();
    let place = source.find(address).map(|at| {
        let start = link.start as usize + at + page.len();
        Span::new(link.file, start, start + 1 + query.len())
    });
    let name = first.split('=').next().unwrap_or_default();
    let message = format!("the address has `{name}`, which only follows its readers");
    if let Some(found) = findings.report("tracking-parameter", place.unwrap_or(link), message) {
        found.help(format!("write `{page}{kept}{fragment}`"));
        if let Some(place) = place {
            found.mend(place, kept);
        }
    }
}

/// How sure it is that a line is furniture.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Line {
    Furniture,
    Neighbour,
    Text,
}

/// Reports each run of lines of a web page's furniture, wherever paragraphs
/// begin among them.
pub(crate) fn report_lines(paragraphs: &[Paragraph<'_>], findings: &mut Findings<'_>) {
    let mut lines: Vec<(Line, Span, String)> = Vec::new();
    for paragraph in paragraphs {
        for range in split(paragraph) {
            lines.push(judged(paragraph, range));
        }
    }
    let mut at = 0;
    while at < lines.len() {
        let run = lines[at..].iter().take_while(|(line, ..)| *line != Line::Text).count();
        let found = &lines[at..at + run];
        if found.iter().any(|(line, ..)| *line == Line::Furniture) {
            furniture(found, findings);
        }
        at += run.max(1);
    }
}

fn furniture(lines: &[(Line, Span, String)], findings: &mut Findings<'_>) {
    let [(_, first, text), ..] = lines else { return };
    let end = lines.last().map_or(first.end, |(_, last, _)| last.end);
    let message = match lines.len() {
        1 => format!("`{text}` is left of a web page"),
        count => format!("{count} lines are left of a web page, from `{text}` on"),
    };
    let whole = Span { end: end.max(first.end), ..*first };
    if let Some(found) = findings.report("web-leftover", *first, message) {
        for (_, span, text) in lines.iter().skip(1) {
            found.also(*span, format!("`{text}`"));
        }
        found.help("delete them").suggest(whole, "");
    }
}

/// The lines of a paragraph as its source has them.
fn split(paragraph: &Paragraph<'_>) -> Vec<Range<usize>> {
    let letters = &paragraph.letters;
    let mut lines = Vec::new();
    let mut start = 0;
    for (at, letter) in letters.iter().enumerate() {
        let ends = letter.kind == Kind::Break || paragraph.ends_line(*letter);
        if ends {
            lines.push(start..at);
            start = at + 1;
        }
    }
    lines.push(start..letters.len());
    lines.retain(|line| !line.is_empty());
    lines
}

fn judged(paragraph: &Paragraph<'_>, range: Range<usize>) -> (Line, Span, String) {
    let span = paragraph.span(range.clone());
    if range.len() > LONGEST || !matches!(paragraph.part, Part::Text | Part::Note | Part::Heading) {
        return (Line::Text, span, String::new());
    }
    let text: String = paragraph.letters[range].iter().map(|letter| letter.character).collect();
    let key = key(&text);
    let is_among = |list: &str| list.split(['|', '\n']).any(|known| known == key);
    // A note may well say from where a text was retrieved.
    let may_begin = paragraph.part != Part::Note;
    let begins = |list: &str| {
        list.split(['|', '\n']).any(|known| !known.is_empty() && key.starts_with(known))
    };
    let line = if key.is_empty() {
        Line::Text
    } else if is_among(FURNITURE) || (may_begin && begins(BEGINNINGS)) {
        Line::Furniture
    } else if is_among(NEIGHBOURS) {
        Line::Neighbour
    } else {
        Line::Text
    };
    (line, span, text.trim().to_string())
}

/// A line in small letters, its words parted by one space.
fn key(text: &str) -> String {
    let words = text.split(|it: char| !it.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}
