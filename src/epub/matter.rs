//! The pages before the text that the compiler makes: cover, half-title, title
//! page, copyright page.

use crate::epub::context::Context;
use crate::epub::draft::{Draft, File};
use crate::epub::kinds::{self, Kind};
use crate::epub::titles;
use crate::model::aloud;
use crate::model::book::Section;
use crate::model::edition::{Edition, Generated};
use crate::model::wording;

/// The cover: the edition's image, else one of type.
pub(crate) fn cover(context: &Context<'_>, name: &str) -> File {
    let edition = &context.book.edition;
    let mut draft = Draft::new(context);
    let out = &mut draft.out;
    let image = edition.cover.as_ref().filter(|name| context.images.contains_key(name.as_str()));
    let aloud = aloud::of(&edition.language);
    out.raw("<section class=\"cover\" epub:type=\"cover\"");
    out.attribute("aria-label", aloud.cover);
    out.raw(">\n");
    if let Some(image) = image {
        out.raw("<p><img class=\"cover\" role=\"doc-cover\"");
        out.attribute("src", &format!("../{}", context.images[image.as_str()]));
        out.attribute("alt", &format!("{} {}", aloud.cover_of, edition.title));
        out.raw("/></p>\n");
        draft.images.insert(image.clone());
    } else {
        paragraph(&mut draft, "author", &authors(edition));
        paragraph(&mut draft, "title", &edition.title);
        paragraph(&mut draft, "subtitle", edition.subtitle.as_deref().unwrap_or_default());
        let publisher = edition.publisher.as_ref();
        paragraph(&mut draft, "publisher", publisher.map_or("", |publisher| &publisher.name));
    }
    draft.out.raw("</section>\n");
    draft.finish(name, aloud.cover.to_string())
}

/// The half-title, the title page or the copyright page; nothing for what
/// stands elsewhere.
pub(crate) fn file(
    context: &Context<'_>,
    section: &Section,
    generated: &Generated,
) -> Option<File> {
    let mut draft = Draft::new(context);
    let write: fn(&mut Draft<'_>, &Edition) = match generated {
        Generated::HalfTitle => half_title,
        Generated::TitlePage => title_page,
        Generated::Copyright => copyright,
        _ => return None,
    };
    let title = titles::generated_title(context.book, generated);
    let Kind { epub_type, role } = kinds::generated(generated);
    draft.out.raw("<section");
    draft.id(section.anchor);
    draft.out.attribute("class", epub_type);
    draft.kind(Kind { epub_type, role });
    draft.out.attribute("aria-label", &title);
    draft.out.raw(">\n");
    draft.markers_at(section.anchor);
    write(&mut draft, &context.book.edition);
    draft.out.raw("</section>\n");
    Some(draft.finish(&section.name, title))
}

fn half_title(draft: &mut Draft<'_>, edition: &Edition) {
    paragraph(draft, "title", &edition.title);
}

fn title_page(draft: &mut Draft<'_>, edition: &Edition) {
    let wording = wording::of(&edition.language);
    paragraph(draft, "author", &names(edition, "author"));
    draft.out.raw("<h1 class=\"title\" epub:type=\"title\">");
    draft.out.text(&edition.title);
    draft.out.raw("</h1>\n");
    if let Some(subtitle) = &edition.subtitle {
        draft.out.raw("<p class=\"subtitle\" epub:type=\"subtitle\" role=\"doc-subtitle\">");
        draft.out.text(subtitle);
        draft.out.raw("</p>\n");
    }
    for (role, phrase) in [
        ("editor", wording.edited_by),
        ("translator", wording.translated_by),
        ("author of introduction", wording.introduced_by),
    ] {
        let names = names(edition, role);
        if !names.is_empty() {
            paragraph(draft, "phrase", phrase);
            paragraph(draft, "contributor", &names);
        }
    }
    paragraph(draft, "statement", edition.statement.as_deref().unwrap_or_default());
    if let Some(publisher) = &edition.publisher {
        paragraph(draft, "publisher", &publisher.name);
        let year = edition.date.map(|date| date.year.to_string());
        let line: Vec<String> = publisher.place.iter().cloned().chain(year).collect();
        paragraph(draft, "imprint", &line.join(", "));
    }
}

fn copyright(draft: &mut Draft<'_>, edition: &Edition) {
    paragraph(draft, "rights", edition.rights.as_deref().unwrap_or_default());
    if let Some(publisher) = &edition.publisher {
        let imprint: Vec<&str> = [Some(publisher.name.as_str()), publisher.place.as_deref()]
            .into_iter()
            .flatten()
            .collect();
        paragraph(draft, "imprint", &imprint.join(", "));
    }
    paragraph(draft, "statement", edition.statement.as_deref().unwrap_or_default());
    paragraph(draft, "date", &edition.date.map_or(String::new(), |date| date.year.to_string()));
    let identifiers = &edition.identifiers;
    let aloud = aloud::of(&edition.language);
    let isbns = [(&identifiers.isbn_print, aloud.print), (&identifiers.isbn_ebook, aloud.ebook)];
    for (isbn, medium) in isbns {
        if let Some(isbn) = isbn {
            paragraph(draft, "isbn", &format!("ISBN {isbn} ({medium})"));
        }
    }
}

/// The authors; without any, whoever is named first.
fn authors(edition: &Edition) -> String {
    let names = names(edition, "author");
    match edition.contributors.first() {
        Some(first) if names.is_empty() => first.name.clone(),
        _ => names,
    }
}

/// The names of those with a role: *A*, *A and B*, *A, B and C*.
fn names(edition: &Edition, role: &str) -> String {
    let contributors = edition.contributors.iter();
    let names: Vec<&str> = contributors
        .filter(|contributor| contributor.role == role)
        .map(|contributor| contributor.name.as_str())
        .collect();
    match names.split_last() {
        Some((last, others)) if !others.is_empty() => {
            format!("{} {} {last}", others.join(", "), wording::of(&edition.language).and)
        }
        _ => names.concat(),
    }
}

fn paragraph(draft: &mut Draft<'_>, class: &str, text: &str) {
    if !text.is_empty() {
        draft.out.raw("<p");
        draft.out.attribute("class", class);
        draft.out.raw(">");
        draft.out.text(text);
        draft.out.raw("</p>\n");
    }
}
