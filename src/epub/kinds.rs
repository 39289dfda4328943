//! What a section is to a reading system.

use crate::model::book::{BookChapter, Matter};
use crate::model::edition::Generated;

/// What the attributes `epub:type` and `role` say; an empty `role` is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Kind {
    pub(crate) epub_type: &'static str,
    pub(crate) role: &'static str,
}

const fn kind(epub_type: &'static str, role: &'static str) -> Kind {
    Kind { epub_type, role }
}

/// The part of the book that a file belongs to.
pub(crate) fn matter(matter: Matter) -> &'static str {
    match matter {
        Matter::Front => "frontmatter",
        Matter::Body => "bodymatter",
        Matter::Back => "backmatter",
    }
}

/// The kind of a chapter or a document. `name` is the section's; the chapter's
/// file tells a preface from a dedication, since editors name it so.
pub(crate) fn chapter(chapter: &BookChapter, name: &str) -> Kind {
    if let Some(document) = &chapter.chapter.document {
        let is_letter = document.kind.as_deref().is_none_or(|kind| {
            ["letter", "telegram", "note"].iter().any(|name| kind.eq_ignore_ascii_case(name))
        });
        let epub_type = if is_letter { "chapter z3998:letter" } else { "chapter" };
        return kind(epub_type, "doc-chapter");
    }
    let stem = name.trim_start_matches(|start: char| start.is_ascii_digit() || start == '-');
    match stem.to_ascii_lowercase().as_str() {
        "preface" => kind("preface", "doc-preface"),
        "foreword" => kind("foreword", "doc-foreword"),
        "introduction" => kind("introduction", "doc-introduction"),
        "dedication" => kind("dedication", "doc-dedication"),
        "acknowledgments" | "acknowledgements" => kind("acknowledgments", "doc-acknowledgments"),
        "prologue" => kind("prologue", "doc-prologue"),
        "epilogue" => kind("epilogue", "doc-epilogue"),
        "conclusion" => kind("conclusion", "doc-conclusion"),
        "afterword" => kind("afterword", "doc-afterword"),
        "appendix" => kind("appendix", "doc-appendix"),
        "bibliography" => kind("bibliography", "doc-bibliography"),
        "colophon" => kind("colophon", "doc-colophon"),
        "errata" => kind("errata", "doc-errata"),
        _ => kind("chapter", "doc-chapter"),
    }
}

/// The kind of a part.
pub(crate) fn part() -> Kind {
    kind("part", "doc-part")
}

/// The kind of a part of the book that the compiler makes, as its section and
/// its landmark have it.
pub(crate) fn generated(generated: &Generated) -> Kind {
    match generated {
        Generated::HalfTitle => kind("halftitlepage", ""),
        Generated::TitlePage => kind("titlepage", ""),
        Generated::Copyright => kind("copyright-page", ""),
        Generated::Contents => kind("toc", "doc-toc"),
        Generated::Illustrations => kind("loi", ""),
        Generated::ListOfDocuments
        | Generated::Abbreviations
        | Generated::Corrections
        | Generated::Listing(_)
        | Generated::Symbols => kind("", ""),
        Generated::Bibliography => kind("bibliography", "doc-bibliography"),
        Generated::Notes => kind("endnotes", "doc-endnotes"),
        Generated::Glossary => kind("glossary", "doc-glossary"),
        Generated::Index(_) => kind("index", "doc-index"),
    }
}
