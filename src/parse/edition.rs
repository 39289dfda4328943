//! `edition.yaml`: what the book is and what it contains.

use crate::model::date::Date;
use crate::model::diagnostic::Diagnostics;
use crate::model::edition::{Contents, Contributor, Credits, Edition, Identifiers, Publisher};
use crate::model::language::Language;
use crate::model::source::Span;
use crate::parse::contents::{self, Named};
use crate::parse::context::Context;
use crate::parse::cover;
use crate::parse::documentary;
use crate::parse::ebook;
use crate::parse::fields::{self, Fields};
use crate::parse::lint;
use crate::parse::print;
use crate::parse::punctuation;
use crate::parse::reading::{Findings, Notes};
use crate::parse::register_settings;
use crate::parse::running;
use crate::parse::settings;
use crate::parse::stylesheet;
use crate::parse::transcription;
use crate::parse::works;
use crate::parse::yaml::{Node, Scalar};

const KEYS: [&str; 28] = [
    "title",
    "subtitle",
    "language",
    "contributors",
    "publisher",
    "date",
    "edition",
    "identifiers",
    "series",
    "rights",
    "description",
    "subjects",
    "cover",
    "style",
    "contents",
    "notes",
    "indexes",
    "glossary",
    "bibliography",
    "credits",
    "documents",
    "chronology",
    "repositories",
    "concordance",
    "transcription",
    "print",
    "lint",
    "ebook",
];

const CREDITS: [(&str, Credits); 2] = [("caption", Credits::Caption), ("list", Credits::List)];

/// The style of an edition that names none.
const STYLE: &str = "octavo";

/// What must be known before anything else is read: the language, and the
/// style with the place where it is named.
pub struct Basis {
    pub language: Language,
    pub style: String,
    pub style_span: Option<Span>,
}

/// The basis of the edition in `node`. Reports keys that no edition has.
pub fn basis(node: &Node, diagnostics: &mut Diagnostics) -> Option<Basis> {
    let edition = Fields::new(node, "`edition.yaml`", &KEYS, diagnostics)?;
    if edition.get("language").is_none() {
        edition.missing("language", "an edition", diagnostics);
    }
    let language = edition.language("language", diagnostics);
    let style = edition.text("style", diagnostics);
    Some(Basis {
        language: language.unwrap_or_else(Language::english),
        style: style.map_or(STYLE.to_string(), |style| style.text.clone()),
        style_span: style.map(|style| style.span),
    })
}

/// The edition in `node`, with every default decided.
pub fn edition(
    node: &Node,
    basis: Basis,
    context: &Context<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Edition> {
    // Unknown keys have been reported with the basis.
    let edition = Fields::new(node, "`edition.yaml`", &KEYS, &mut Diagnostics::default())?;
    let plain = |scalar: &Scalar| punctuation::plain(&scalar.text, &context.language);
    let text = |key: &str, diagnostics: &mut Diagnostics| edition.text(key, diagnostics).map(plain);
    let title = text("title", diagnostics);
    if edition.get("title").is_none() {
        edition.missing("title", "an edition", diagnostics);
    }
    let mut findings = Findings::default();
    let description = edition.text("description", diagnostics).map(|scalar| {
        running::scalar(scalar, &context.language, Notes::Nowhere, context, &mut findings)
    });
    let subjects = edition.texts("subjects", diagnostics).into_iter().map(plain).collect();
    let (cover, jacket) = cover::cover(edition.get("cover"), context, diagnostics);
    let documents = documentary::settings(&edition, context, diagnostics);
    let (numbering, language) = (documents.numbering, &context.language);
    let named = edition.get("indexes");
    let mut indexes = register_settings::indexes(named, numbering, context, diagnostics);
    register_settings::add_named(edition.get("contents"), numbering, language, &mut indexes);
    let glossary = register_settings::glossary(edition.get("glossary"), context, diagnostics);
    let bibliography = works::bibliography(edition.get("bibliography"), context, diagnostics);
    register_settings::report_unlisted(&indexes, bibliography.is_some(), diagnostics);
    let contents = match edition.get("contents") {
        Some(node) => {
            let named = Named {
                indexes: &indexes,
                has_glossary: glossary.is_some(),
                documents: &documents,
                has_bibliography: bibliography.is_some(),
            };
            contents::contents(node, &named, context, &mut findings)
        }
        None => {
            edition.missing("contents", "an edition", diagnostics);
            Contents::default()
        }
    };
    register_settings::report_uncounted(&indexes, &documents, diagnostics);
    let publisher = publisher(&edition, context, diagnostics);
    let mut ebook = ebook::settings(edition.get("ebook"), publisher.as_ref(), diagnostics);
    ebook.stylesheet = stylesheet::stylesheet(context.inputs, diagnostics);
    let edition = Edition {
        title: title.unwrap_or_default(),
        subtitle: text("subtitle", diagnostics),
        language: basis.language,
        contributors: contributors(&edition, context, diagnostics),
        publisher,
        date: date(&edition, diagnostics),
        statement: text("edition", diagnostics),
        identifiers: identifiers(&edition, diagnostics),
        series: ebook::series(edition.get("series"), context, diagnostics),
        rights: text("rights", diagnostics),
        description,
        subjects,
        cover,
        jacket,
        style: basis.style,
        contents,
        notes: settings::notes(edition.get("notes"), context, diagnostics),
        indexes,
        glossary,
        bibliography,
        credits: edition.choice("credits", &CREDITS, diagnostics).unwrap_or(Credits::Caption),
        documents,
        transcription: transcription::settings(edition.get("transcription"), diagnostics),
        print: print::print(edition.get("print"), context.inputs, diagnostics),
        lint: lint::lint(edition.get("lint"), diagnostics),
        ebook,
        corrections: context.inputs.corrections.clone(),
    };
    diagnostics.append(findings.diagnostics);
    Some(edition)
}

fn contributors(
    edition: &Fields<'_>,
    context: &Context<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<Contributor> {
    let mut contributors = Vec::new();
    for node in edition.several("contributors") {
        let keys = ["name", "sort", "role"];
        let Some(person) = Fields::new(node, "a contributor", &keys, diagnostics) else { continue };
        let Some(name) = person.text("name", diagnostics) else {
            person.missing("name", "a contributor", diagnostics);
            continue;
        };
        let role = person.text("role", diagnostics);
        contributors.push(Contributor {
            name: punctuation::plain(&name.text, &context.language),
            sort: person.text("sort", diagnostics).map(|sort| sort.text.clone()),
            role: role.map_or("author".to_string(), |role| role.text.clone()),
        });
    }
    contributors
}

fn publisher(
    edition: &Fields<'_>,
    context: &Context<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Publisher> {
    let node = edition.get("publisher")?;
    let publisher = Fields::new(node, "`publisher`", &["name", "place"], diagnostics)?;
    let Some(name) = publisher.text("name", diagnostics) else {
        publisher.missing("name", "`publisher`", diagnostics);
        return None;
    };
    let place = publisher.text("place", diagnostics);
    Some(Publisher {
        name: punctuation::plain(&name.text, &context.language),
        place: place.map(|place| punctuation::plain(&place.text, &context.language)),
    })
}

fn date(edition: &Fields<'_>, diagnostics: &mut Diagnostics) -> Option<Date> {
    let scalar = edition.text("date", diagnostics)?;
    let date = Date::parse(&scalar.text);
    if date.is_none() {
        diagnostics
            .error("bad-date", scalar.span, format!("`{}` is no date", scalar.text))
            .help("write `2026-11-21`, `2026-11` or `2026`");
    }
    date
}

fn identifiers(edition: &Fields<'_>, diagnostics: &mut Diagnostics) -> Identifiers {
    let keys = ["isbn-print", "isbn-ebook", "uuid"];
    let found = edition
        .get("identifiers")
        .and_then(|node| Fields::new(node, "`identifiers`", &keys, diagnostics));
    let Some(identifiers) = found else { return Identifiers::default() };
    let mut text = |key: &str| {
        let node = identifiers.get(key)?;
        let scalar = fields::text(node, key, diagnostics)?;
        let text = scalar.text.trim().to_string();
        if key != "uuid" {
            cover::check_isbn(&text, scalar.span, diagnostics);
        }
        Some(text)
    };
    Identifiers {
        isbn_print: text("isbn-print"),
        isbn_ebook: text("isbn-ebook"),
        uuid: text("uuid"),
    }
}
