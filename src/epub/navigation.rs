//! Ways through the book: the navigation document, and the NCX for old readers.

use crate::epub::assemble::Leaves;
use crate::epub::context::Context;
use crate::epub::kinds;
use crate::epub::lists;
use crate::epub::titles;
use crate::epub::xhtml::{Xhtml, escaped};
use crate::model::aloud;
use crate::model::book::{Matter, Section, SectionId, SectionKind};
use crate::model::edition::Generated;

/// The navigation document: contents, landmarks, page list, illustrations.
pub(crate) fn document(context: &Context<'_>, leaves: &Leaves) -> String {
    let edition = &context.book.edition;
    let tag = edition.language.tag();
    let mut out = Xhtml::default();
    out.raw(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!DOCTYPE html>\n\
         <html xmlns=\"http://www.w3.org/1999/xhtml\" \
         xmlns:epub=\"http://www.idpf.org/2007/ops\"",
    );
    out.attribute("lang", tag);
    out.attribute("xml:lang", tag);
    if edition.language.is_right_to_left() {
        out.attribute("dir", "rtl");
    }
    out.raw(">\n<head>\n<meta charset=\"utf-8\"/>\n<title>");
    out.text(&edition.title);
    out.raw(
        "</title>\n<link rel=\"stylesheet\" type=\"text/css\" href=\"stylesheet.css\"/>\n\
         </head>\n<body>\n",
    );
    contents(context, leaves, &mut out);
    landmarks(context, leaves, &mut out);
    page_list(aloud::of(&edition.language).pages_list, leaves, &mut out);
    illustrations(context, leaves, &mut out);
    documents(context, leaves, &mut out);
    out.raw("</body>\n</html>\n");
    out.as_str().to_string()
}

/// Entries of the contents, in the order of the files. An edition in which
/// nothing has a title still has contents: its first file.
fn entries(context: &Context<'_>, leaves: &Leaves) -> Vec<(usize, String, String)> {
    let listed = lists::listed(context).into_iter();
    let entries: Vec<(usize, String, String)> = listed
        .map(|(depth, id, section)| {
            let address = format!("text/{}", leaves.addresses.section(id));
            (depth, address, lists::title_markup(context, section))
        })
        .collect();
    if entries.is_empty() {
        let first = leaves.leaves.first().map_or("", |leaf| &leaf.name);
        return vec![(0, format!("text/{first}.xhtml"), escaped(&context.book.edition.title))];
    }
    entries
}

fn contents(context: &Context<'_>, leaves: &Leaves, out: &mut Xhtml) {
    out.raw(
        "<nav epub:type=\"toc\" role=\"doc-toc\" id=\"toc\" aria-labelledby=\"toc-title\">\n\
         <h1 id=\"toc-title\">",
    );
    out.text(&titles::generated_title(context.book, &Generated::Contents));
    out.raw("</h1>\n");
    let entries = entries(context, leaves);
    let depths: Vec<usize> = entries.iter().map(|(depth, ..)| *depth).collect();
    let mut items = entries.iter();
    lists::nested(out, "<ol>\n", &depths, |out| {
        if let Some((_, address, title)) = items.next() {
            out.raw("<a");
            out.attribute("href", address);
            out.raw(">");
            out.raw(title);
            out.raw("</a>");
        }
    });
    out.raw("</nav>\n");
}

fn landmarks(context: &Context<'_>, leaves: &Leaves, out: &mut Xhtml) {
    out.raw(
        "<nav epub:type=\"landmarks\" aria-labelledby=\"landmarks-title\" hidden=\"hidden\">\n\
         <h2 id=\"landmarks-title\">",
    );
    let aloud = aloud::of(&context.book.edition.language);
    out.text(aloud.landmarks);
    out.raw("</h2>\n<ol>\n");
    let mut has_body = false;
    for leaf in leaves.leaves.iter().filter(|leaf| !leaf.is_continued) {
        let section = leaf.section.map(|id| context.book.section(id));
        let mut landmark = |kind: &str, title: &str| {
            out.raw("<li><a");
            out.attribute("epub:type", kind);
            let id = section.map(|section| &context.book.anchor(section.anchor).id);
            let id = id.map(|id| format!("#{id}")).unwrap_or_default();
            out.attribute("href", &format!("text/{}.xhtml{id}", leaf.name));
            out.raw(">");
            out.text(title);
            out.raw("</a></li>\n");
        };
        match section.map(|section| &section.kind) {
            None if leaf.matter == Matter::Front => landmark("cover", aloud.cover),
            None => landmark("endnotes", &titles::generated_title(context.book, &Generated::Notes)),
            Some(SectionKind::Generated(generated)) => {
                let kind = kinds::generated(generated).epub_type;
                if !kind.is_empty() && *generated != Generated::HalfTitle {
                    landmark(kind, &titles::generated_title(context.book, generated));
                }
            }
            Some(_) if leaf.matter == Matter::Body && !has_body => {
                has_body = true;
                landmark("bodymatter", aloud.start_of_text);
            }
            Some(_) => {}
        }
    }
    out.raw("</ol>\n</nav>\n");
}

fn page_list(pages: &str, leaves: &Leaves, out: &mut Xhtml) {
    if leaves.markers.is_empty() {
        return;
    }
    out.raw(
        "<nav epub:type=\"page-list\" role=\"doc-pagelist\" aria-labelledby=\"pages-title\" \
         hidden=\"hidden\">\n<h2 id=\"pages-title\">",
    );
    out.text(pages);
    out.raw("</h2>\n<ol>\n");
    for marker in &leaves.markers {
        let name = &leaves.leaves[marker.leaf].name;
        out.raw("<li><a");
        out.attribute("href", &format!("text/{name}.xhtml#{}", marker.id));
        out.raw(">");
        out.text(&marker.label);
        out.raw("</a></li>\n");
    }
    out.raw("</ol>\n</nav>\n");
}

fn illustrations(context: &Context<'_>, leaves: &Leaves, out: &mut Xhtml) {
    let book = context.book;
    if book.figures.is_empty() {
        return;
    }
    out.raw(
        "<nav epub:type=\"loi\" aria-labelledby=\"loi-title\" hidden=\"hidden\">\n\
         <h2 id=\"loi-title\">",
    );
    out.text(&titles::generated_title(book, &Generated::Illustrations));
    out.raw("</h2>\n<ol>\n");
    for figure in &book.figures {
        let address = leaves.addresses.anchor(book, figure.anchor, None);
        out.raw("<li><a");
        out.attribute("href", &format!("text/{address}"));
        out.raw(">");
        out.raw(&lists::figure_markup(context, figure));
        out.raw("</a></li>\n");
    }
    out.raw("</ol>\n</nav>\n");
}

/// The list of documents, where the edition has one: a nav without a type, as
/// the vocabulary knows no such list.
fn documents(context: &Context<'_>, leaves: &Leaves, out: &mut Xhtml) {
    let is_list = |section: &Section| {
        matches!(section.kind, SectionKind::Generated(Generated::ListOfDocuments))
    };
    let documents = lists::listed_documents(context);
    if documents.is_empty() || !context.book.sections.iter().any(is_list) {
        return;
    }
    out.raw(
        "<nav aria-labelledby=\"documents-title\" hidden=\"hidden\">\n<h2 id=\"documents-title\">",
    );
    out.text(&titles::generated_title(context.book, &Generated::ListOfDocuments));
    out.raw("</h2>\n<ol>\n");
    for (id, section) in documents {
        out.raw("<li><a");
        out.attribute("href", &format!("text/{}", leaves.addresses.section(id)));
        out.raw(">");
        out.raw(&lists::title_markup(context, section));
        out.raw("</a></li>\n");
    }
    out.raw("</ol>\n</nav>\n");
}

/// The NCX: contents to two levels, and the pages.
pub(crate) fn ncx(context: &Context<'_>, leaves: &Leaves, identifier: &str) -> String {
    let mut out = Xhtml::default();
    let title = &context.book.edition.title;
    let entries = ncx_entries(context, leaves, title);
    let depth = if entries.iter().any(|(depth, ..)| *depth > 0) { 2 } else { 1 };
    out.raw(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\" version=\"2005-1\"",
    );
    out.attribute("xml:lang", context.book.edition.language.tag());
    out.raw(">\n<head>\n<meta name=\"dtb:uid\"");
    out.attribute("content", identifier);
    out.raw(&format!("/>\n<meta name=\"dtb:depth\" content=\"{depth}\"/>\n"));
    out.raw(&format!(
        "<meta name=\"dtb:totalPageCount\" content=\"{0}\"/>\n\
         <meta name=\"dtb:maxPageNumber\" content=\"{1}\"/>\n</head>\n<docTitle><text>",
        leaves.markers.len(),
        leaves
            .markers
            .iter()
            .filter_map(|marker| marker.label.parse::<u32>().ok())
            .max()
            .unwrap_or(0),
    ));
    out.text(title);
    out.raw("</text></docTitle>\n<navMap>\n");
    let mut is_open = false;
    for (at, (level, address, title)) in entries.iter().enumerate() {
        if is_open && *level == 0 {
            out.raw("</navPoint>\n");
        }
        out.raw(&format!("<navPoint id=\"nav-{0}\" playOrder=\"{0}\"><navLabel><text>", at + 1));
        out.text(title);
        out.raw("</text></navLabel><content");
        out.attribute("src", address);
        out.raw("/>");
        if *level == 0 {
            is_open = true;
            out.raw("\n");
        } else {
            out.raw("</navPoint>\n");
        }
    }
    out.raw(if is_open { "</navPoint>\n</navMap>\n" } else { "</navMap>\n" });
    let pages = aloud::of(&context.book.edition.language).pages_list;
    ncx_pages(pages, leaves, entries.len(), &mut out);
    out.raw("</ncx>\n");
    out.as_str().to_string()
}

/// Level (0 or 1), address, title in plain characters.
fn ncx_entries(
    context: &Context<'_>,
    leaves: &Leaves,
    title: &str,
) -> Vec<(usize, String, String)> {
    let entry = |(depth, id, section): (usize, SectionId, &Section)| {
        let address = format!("text/{}", leaves.addresses.section(id));
        (depth.min(1), address, titles::plain(context.book, section))
    };
    let entries: Vec<(usize, String, String)> =
        lists::listed(context).into_iter().map(entry).collect();
    if entries.is_empty() {
        let first = leaves.leaves.first().map_or("", |leaf| &leaf.name);
        return vec![(0, format!("text/{first}.xhtml"), title.to_string())];
    }
    entries
}

fn ncx_pages(pages: &str, leaves: &Leaves, before: usize, out: &mut Xhtml) {
    if leaves.markers.is_empty() {
        return;
    }
    out.raw("<pageList>\n<navLabel><text>");
    out.text(pages);
    out.raw("</text></navLabel>\n");
    for (at, marker) in leaves.markers.iter().enumerate() {
        let number = before + at + 1;
        let is_arabic = marker.label.bytes().all(|byte| byte.is_ascii_digit());
        out.raw(&format!("<pageTarget id=\"nav-{number}\" playOrder=\"{number}\" "));
        out.raw(if is_arabic { "type=\"normal\"" } else { "type=\"front\"" });
        if is_arabic {
            out.attribute("value", &marker.label);
        }
        out.raw("><navLabel><text>");
        out.text(&marker.label);
        out.raw("</text></navLabel><content");
        let name = &leaves.leaves[marker.leaf].name;
        out.attribute("src", &format!("text/{name}.xhtml#{}", marker.id));
        out.raw("/></pageTarget>\n");
    }
    out.raw("</pageList>\n");
}
