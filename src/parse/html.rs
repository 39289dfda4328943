//! HTML: comments leave no trace, all else is an error that names the
//! Markdown for it.

use std::ops::Range;

use pulldown_cmark::Event;

use crate::model::manuscript::Query;
use crate::model::source;
use crate::parse::reading::Reading;

/// Elements, and how Markdown says the same.
const MARKDOWN: [(&[&str], &str); 17] = [
    (&["i", "em", "cite", "dfn", "var", "u"], "write `*text*`"),
    (&["b", "strong"], "write `**text**`"),
    (&["sup"], "write `^text^`"),
    (&["sub"], "write `~text~`"),
    (&["s", "del", "strike"], "write `~~text~~`"),
    (&["br"], "end the line with a backslash"),
    (&["a"], "write `[text](address)`, or `{#id}` at the end of a heading"),
    (&["img", "figure", "figcaption"], "write `![alternative text](images/name.png \"caption\")`"),
    (&["p", "div", "section", "center"], "leave a blank line between paragraphs"),
    (&["hr"], "write `***` in a line of its own"),
    (&["blockquote", "q"], "begin the lines with `> `, or write quotation marks"),
    (&["ul", "ol", "li", "dl", "dt", "dd"], "begin the items with `- ` or `1. `"),
    (&["table", "thead", "tbody", "tr", "td", "th"], "write a Markdown table: `| a | b |`"),
    (&["h1", "h2", "h3", "h4", "h5", "h6"], "begin the line with `# `, `## ` and so on"),
    (&["code", "pre", "tt", "kbd", "samp"], "put the text between backticks"),
    (&["span", "bdi", "bdo"], "write `[text](lang:ru-Latn)` or `[text](style:name)`"),
    (&["small", "font", "big"], "write `[text](style:name)`, as in `[NKVD](style:smallcaps)`"),
];

/// Whether an HTML event is a comment from end to end.
pub fn is_comment(text: &str) -> bool {
    source::comment(text) == Some(text.len())
}

/// What a comment begins with that is a query.
const QUERY: &str = "query:";

/// Takes down the comments within `range` that are queries: `<!-- query: … -->`.
pub fn query(range: Range<usize>, is_between: bool, reading: &mut Reading<'_>) {
    let text = reading.slice(range.clone());
    let mut from = 0;
    while let Some(start) = text[from..].find("<!--").map(|at| from + at) {
        let Some(length) = source::comment(&text[start..]) else { return };
        let end = start + length;
        let inner = text.get(start + "<!--".len()..end - "-->".len()).unwrap_or("").trim_start();
        let is_query =
            inner.get(..QUERY.len()).is_some_and(|head| head.eq_ignore_ascii_case(QUERY));
        if is_query {
            // In a quotation each line has its mark.
            let words = inner[QUERY.len()..].split_whitespace().filter(|word| *word != ">");
            let text = words.collect::<Vec<&str>>().join(" ");
            let span = reading.span(range.start + start..range.start + end);
            reading.findings.queries.push(Query { text, span, is_between });
        }
        from = end;
    }
}

/// Passes over the HTML block that has begun, and gives its bytes. Reports
/// whatever of it is no comment.
pub fn block(range: Range<usize>, is_between: bool, reading: &mut Reading<'_>) -> Range<usize> {
    let mut text = String::new();
    while let Some((event, _)) = reading.next() {
        match event {
            Event::Html(html) | Event::Text(html) => text.push_str(&html),
            Event::End(_) => break,
            _ => {}
        }
    }
    if text.trim_start().starts_with("<!--") {
        comments(text.trim(), range.clone(), reading);
        query(range.clone(), is_between, reading);
    } else {
        report(text.trim_start(), range.clone(), reading);
    }
    range
}

/// Checks that nothing but comments stands in a block that begins with one.
fn comments(text: &str, range: Range<usize>, reading: &mut Reading<'_>) {
    let mut rest = text;
    while rest.starts_with("<!--") {
        let Some(length) = source::comment(rest) else {
            let span = reading.span(range.start..range.start + "<!--".len());
            reading
                .diagnostics()
                .error("unclosed-comment", span, "this comment does not end")
                .help("close it with `-->`");
            return;
        };
        rest = rest[length..].trim_start();
    }
    if rest.is_empty() {
        return;
    }
    let found = reading.slice(range.clone()).rfind(rest);
    let start = found.map_or(range.start, |at| range.start + at);
    let span = reading.span(start..range.end);
    reading
        .diagnostics()
        .error("swallowed-text", span, "the comment before this text would swallow it")
        .help("put the comment into a line of its own, or after the first word of the line");
}

/// Reports an element; of several with one name only the first.
pub fn report(text: &str, range: Range<usize>, reading: &mut Reading<'_>) {
    let name: String = text
        .trim_start_matches(['<', '/'])
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .take(20)
        .collect::<String>()
        .to_ascii_lowercase();
    if text.starts_with("</") && reading.findings.elements.contains(&name) {
        return;
    }
    reading.findings.elements.insert(name.clone());
    let found = MARKDOWN.iter().find(|(names, _)| names.contains(&name.as_str()));
    let help = match found {
        Some((_, help)) => format!("{help}; to print the sign itself, write `\\<`"),
        None => "delete it; to print the sign itself, write `\\<`".to_string(),
    };
    let end = text.find('>').map_or(text.len(), |end| end + 1);
    let length = text[..end].lines().next().map_or(1, str::len);
    let end = range.start + length;
    let end =
        if reading.source.text.is_char_boundary(end) { end.min(range.end) } else { range.end };
    let span = reading.span(range.start..end);
    let what = if name.is_empty() { "HTML".to_string() } else { format!("`<{name}>`") };
    reading
        .diagnostics()
        .error("raw-html", span, format!("{what} cannot stand in a manuscript"))
        .help(help);
}
