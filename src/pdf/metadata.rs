//! What the file says about the book: document information and XMP.

use crate::model::date::Date;
use crate::model::edition::Edition;
use crate::model::text;
use crate::pdf::syntax;

/// What made the file.
const PRODUCER: &str = concat!("recto ", env!("CARGO_PKG_VERSION"));

/// The title as a window's title bar shows it.
fn title(edition: &Edition) -> String {
    match &edition.subtitle {
        Some(subtitle) => format!("{}: {subtitle}", edition.title),
        None => edition.title.clone(),
    }
}

/// Who is named first: authors; where there are none, editors; else everybody.
fn creators(edition: &Edition) -> Vec<&str> {
    let of_role = |role: Option<&str>| -> Vec<&str> {
        let people = edition.contributors.iter();
        people
            .filter(|person| role.is_none_or(|role| person.role == role))
            .map(|person| person.name.as_str())
            .collect()
    };
    [Some("author"), Some("editor"), None]
        .into_iter()
        .map(of_role)
        .find(|people| !people.is_empty())
        .unwrap_or_default()
}

/// The document information dictionary.
pub fn information(edition: &Edition) -> Vec<u8> {
    let mut out = b"<<".to_vec();
    let mut entry = |key: &str, value: &str| {
        if !value.is_empty() {
            out.push(b'/');
            out.extend_from_slice(key.as_bytes());
            syntax::text(&mut out, value);
        }
    };
    entry("Title", &title(edition));
    entry("Author", &creators(edition).join("; "));
    entry("Subject", &description(edition));
    entry("Keywords", &edition.subjects.join("; "));
    entry("Creator", PRODUCER);
    entry("Producer", PRODUCER);
    if let Some(date) = edition.date {
        let date = pdf_date(date);
        entry("CreationDate", &date);
        entry("ModDate", &date);
    }
    out.extend_from_slice(b">>");
    out
}

/// A date as PDF writes it: `D:19310811`.
fn pdf_date(date: Date) -> String {
    format!("D:{}", date.to_string().replace('-', ""))
}

fn description(edition: &Edition) -> String {
    edition.description.as_deref().map(text::plain).unwrap_or_default()
}

/// The XMP packet.
pub fn xmp(edition: &Edition) -> Vec<u8> {
    let mut out = String::from(
        "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n\
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" \
         xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">\n\
         <dc:format>application/pdf</dc:format>\n",
    );
    let language = edition.language.tag();
    list(&mut out, "dc:title", "Alt", &[&title(edition)]);
    list(&mut out, "dc:creator", "Seq", &creators(edition));
    let creators = creators(edition);
    let others: Vec<&str> = edition
        .contributors
        .iter()
        .map(|person| person.name.as_str())
        .filter(|name| !creators.contains(name))
        .collect();
    list(&mut out, "dc:contributor", "Bag", &others);
    list(&mut out, "dc:language", "Bag", &[language]);
    list(&mut out, "dc:description", "Alt", &[&description(edition)]);
    let subjects: Vec<&str> = edition.subjects.iter().map(String::as_str).collect();
    list(&mut out, "dc:subject", "Bag", &subjects);
    let publisher = edition.publisher.as_ref().map_or("", |publisher| &publisher.name);
    list(&mut out, "dc:publisher", "Bag", &[publisher]);
    list(&mut out, "dc:rights", "Alt", &[edition.rights.as_deref().unwrap_or("")]);
    if let Some(date) = edition.date {
        let date = date.to_string();
        list(&mut out, "dc:date", "Seq", &[&date]);
        element(&mut out, "xmp:CreateDate", &date);
        element(&mut out, "xmp:ModifyDate", &date);
    }
    element(&mut out, "xmp:CreatorTool", PRODUCER);
    element(&mut out, "pdf:Producer", PRODUCER);
    element(&mut out, "pdf:Keywords", &edition.subjects.join("; "));
    out.push_str("</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>\n");
    out.into_bytes()
}

fn element(out: &mut String, name: &str, value: &str) {
    if !value.is_empty() {
        out.push_str(&format!("<{name}>{}</{name}>\n", escaped(value)));
    }
}

/// A property with several values; `kind` is RDF's name of the list. Empty
/// values are no values.
fn list(out: &mut String, name: &str, kind: &str, values: &[&str]) {
    let language = if kind == "Alt" { " xml:lang=\"x-default\"" } else { "" };
    let items: String = values
        .iter()
        .filter(|value| !value.is_empty())
        .map(|value| format!("<rdf:li{language}>{}</rdf:li>", escaped(value)))
        .collect();
    if !items.is_empty() {
        out.push_str(&format!("<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>\n"));
    }
}

/// Text as XML has it, without the characters it forbids.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for one in text.chars() {
        match one {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\t' | '\n' => out.push(one),
            '\u{FFFE}' | '\u{FFFF}' => {}
            _ if one.is_control() => {}
            _ => out.push(one),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{escaped, pdf_date};
    use crate::model::date::Date;

    #[test]
    fn xml_is_never_broken_by_a_title() {
        assert_eq!(escaped("A & B <c>\u{1}"), "A &amp; B &lt;c&gt;");
    }

    #[test]
    fn dates_are_as_long_as_they_are_known() {
        assert_eq!(pdf_date(Date::parse("1931-08-11").expect("a date")), "D:19310811");
        assert_eq!(pdf_date(Date::parse("1931").expect("a date")), "D:1931");
    }
}
