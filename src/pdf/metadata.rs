//! What the file says about the book: document information and XMP.

use sha2::{Digest, Sha256};

use crate::model::date::Date;
use crate::model::edition::Edition;
use crate::model::text;
use crate::pdf::syntax;

/// What made the file.
const PRODUCER: &str = concat!("recto ", env!("CARGO_PKG_VERSION"));

/// Which file it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// For the screen: PDF/UA-1 and PDF/A-2u.
    Screen,
    /// For the printer.
    Print,
    /// For the printer, as PDF/X-4 has it.
    X4,
}

/// The title as a window's title bar shows it.
fn title(edition: &Edition) -> String {
    match &edition.subtitle {
        Some(subtitle) => format!("{}: {subtitle}", edition.title),
        None => edition.title.clone(),
    }
}

const X4: &str = "PDF/X-4";

/// What PDF/A wants to be told of properties that it does not know itself
/// (ISO 19005-2, 6.6.2.3): those of PDF/UA.
const EXTENSION: &str = "<pdfaExtension:schemas \
    xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" \
    xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" \
    xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\
    <rdf:Bag><rdf:li rdf:parseType=\"Resource\">\
    <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\
    <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\
    <pdfaProperty:name>part</pdfaProperty:name>\
    <pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
    <pdfaProperty:category>internal</pdfaProperty:category>\
    <pdfaProperty:description>Part of ISO 14289 that the file conforms to\
    </pdfaProperty:description>\
    </rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>\n";

/// The date of an edition that has none, where a file must have one.
const UNDATED: Date = Date { year: 1970, month: Some(1), day: Some(1) };

/// What tells this edition from any other, as a UUID made of its data.
fn identity(edition: &Edition) -> String {
    if let Some(uuid) = &edition.identifiers.uuid {
        return format!("uuid:{}", uuid.trim_start_matches("urn:uuid:"));
    }
    let data = format!("{:?}{:?}{:?}", edition.title, edition.identifiers, edition.date);
    let hash = Sha256::digest(data.as_bytes());
    let digits: String = hash[..16].iter().map(|byte| format!("{byte:02x}")).collect();
    format!(
        "uuid:{}-{}-{}-{}-{}",
        &digits[..8],
        &digits[8..12],
        &digits[12..16],
        &digits[16..20],
        &digits[20..]
    )
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
pub fn information(edition: &Edition, kind: Kind) -> Vec<u8> {
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
    let date = edition.date.or_else(|| (kind == Kind::X4).then_some(UNDATED));
    if let Some(date) = date {
        let date = pdf_date(date);
        entry("CreationDate", &date);
        entry("ModDate", &date);
    }
    if kind == Kind::X4 {
        entry("GTS_PDFXVersion", X4);
    }
    if kind != Kind::Screen {
        out.extend_from_slice(b"/Trapped/False");
    }
    out.extend_from_slice(b">>");
    out
}

/// A date as PDF writes it: `D:19310811000000Z`. What is not known of it is the
/// first there is, so that PDF and XMP mean the same moment.
fn pdf_date(date: Date) -> String {
    let (month, day) = (date.month.unwrap_or(1), date.day.unwrap_or(1));
    format!("D:{:04}{month:02}{day:02}000000Z", date.year)
}

/// The same moment as XMP writes it: `1931-08-11T00:00:00Z`.
fn xmp_date(date: Date) -> String {
    let (month, day) = (date.month.unwrap_or(1), date.day.unwrap_or(1));
    format!("{:04}-{month:02}-{day:02}T00:00:00Z", date.year)
}

fn description(edition: &Edition) -> String {
    edition.description.as_deref().map(text::plain).unwrap_or_default()
}

/// The XMP packet.
pub fn xmp(edition: &Edition, kind: Kind) -> Vec<u8> {
    let mut out = String::from(
        "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n\
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" \
         xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" \
         xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\" \
         xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" \
         xmlns:pdfxid=\"http://www.npes.org/pdfx/ns/id/\" \
         xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\">\n\
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
    let date = edition.date.or_else(|| (kind == Kind::X4).then_some(UNDATED));
    if let Some(date) = date {
        list(&mut out, "dc:date", "Seq", &[&date.to_string()]);
        let date = xmp_date(date);
        element(&mut out, "xmp:CreateDate", &date);
        element(&mut out, "xmp:ModifyDate", &date);
    }
    element(&mut out, "xmp:CreatorTool", PRODUCER);
    element(&mut out, "pdf:Producer", PRODUCER);
    element(&mut out, "pdf:Keywords", &edition.subjects.join("; "));
    match kind {
        Kind::Screen => {
            element(&mut out, "pdfuaid:part", "1");
            element(&mut out, "pdfaid:part", "2");
            element(&mut out, "pdfaid:conformance", "U");
            out.push_str(EXTENSION);
        }
        Kind::X4 => element(&mut out, "pdfxid:GTS_PDFXVersion", X4),
        Kind::Print => {}
    }
    if kind != Kind::Screen {
        element(&mut out, "pdf:Trapped", "False");
        let id = identity(edition);
        element(&mut out, "xmpMM:DocumentID", &id);
        element(&mut out, "xmpMM:InstanceID", &id);
        element(&mut out, "xmpMM:VersionID", "1");
        element(&mut out, "xmpMM:RenditionClass", "default");
    }
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
    use super::{escaped, pdf_date, xmp_date};
    use crate::model::date::Date;

    #[test]
    fn xml_is_never_broken_by_a_title() {
        assert_eq!(escaped("A & B <c>\u{1}"), "A &amp; B &lt;c&gt;");
    }

    #[test]
    fn both_dates_are_one_moment() {
        let date = |text| Date::parse(text).expect("a date");
        assert_eq!(pdf_date(date("1931-08-11")), "D:19310811000000Z");
        assert_eq!(pdf_date(date("1931")), "D:19310101000000Z");
        assert_eq!(xmp_date(date("1931-08")), "1931-08-01T00:00:00Z");
    }
}
