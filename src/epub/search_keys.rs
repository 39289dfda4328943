//! Which words lead a reader's look-up to which definition: the search key map
//! of EPUB Dictionaries and Glossaries 1.0.

use std::collections::BTreeSet;

use crate::epub::assemble::Leaves;
use crate::epub::context::Context;
use crate::epub::xhtml::Xhtml;
use crate::model::text::plain;

/// Its place below the ebook's root, its media type.
pub(crate) const PLACE: &str = "search-key-map.xml";
pub(crate) const MEDIA_TYPE: &str = "application/vnd.epub.search-key-map+xml";

/// The map of the glossary's terms, short forms and other names; nothing
/// without a glossary.
pub(crate) fn document(context: &Context<'_>, leaves: &Leaves) -> Option<String> {
    if !leaves.leaves.iter().any(|leaf| leaf.property == "glossary") {
        return None;
    }
    let book = context.book;
    let mut out = Xhtml::default();
    out.raw("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<search-key-map xmlns=\"http://www.idpf.org/2007/ops\"");
    out.attribute("xml:lang", book.edition.language.tag());
    out.raw(">\n");
    for term in &context.indexes.glossary {
        let record = book.record(term.record);
        let address = leaves.addresses.anchor(book, record.anchor, None);
        let heading = plain(&record.data.heading);
        let others = record.data.aliases.iter().map(|(alias, _)| alias.as_str());
        let others: BTreeSet<&str> = others.chain([record.data.short.as_str()]).collect();
        out.raw("<search-key-group");
        out.attribute("href", &format!("text/{address}"));
        out.raw("><match");
        out.attribute("value", &heading);
        out.raw(">");
        for other in others.into_iter().filter(|other| *other != heading && !other.is_empty()) {
            out.raw("<value");
            out.attribute("value", other);
            out.raw("/>");
        }
        out.raw("</match></search-key-group>\n");
    }
    out.raw("</search-key-map>\n");
    Some(out.as_str().to_string())
}
