//! Text to structure: alone makes spans.
//!
//! What comes out says what the editor wrote, with every default decided and
//! every mark typographic; whether the names in it mean anything is for
//! `resolve` to find out.

mod attributes;
mod blocks;
mod chapter;
mod citations;
mod contents;
mod context;
mod corrections;
mod cover;
mod document;
mod documentary;
mod ebook;
mod edition;
mod events;
mod fields;
mod finds;
mod front_matter;
mod html;
mod identifiers;
mod images;
mod inlines;
mod links;
mod lint;
mod lists;
mod notes;
mod paths;
mod place;
mod print;
mod punctuation;
mod quotation_marks;
mod quotations;
mod reading;
mod register_settings;
mod registers;
mod repositories;
mod run;
mod running;
mod settings;
mod style;
mod stylesheet;
mod tables;
mod tagged;
mod tags;
mod transcription;
mod weight;
mod works;
mod yaml;

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use crate::model::diagnostic::Diagnostics;
use crate::model::edition::{ContentsEntry, ContentsKind, Edition};
use crate::model::inputs::Inputs;
use crate::model::manuscript::{Chapter, Manuscript, Query, Written};
use crate::model::register::{RecordKind, WrittenRegister};
use crate::model::source::FileId;
use crate::model::style::Style;
use crate::model::works::WrittenWorks;
use crate::parse::context::Context;
use crate::parse::place::{Place, Source};

/// Corrects the texts as `corrections.yaml` says, before they are parsed.
pub fn correct(inputs: &mut Inputs, diagnostics: &mut Diagnostics) {
    corrections::correct(inputs, diagnostics);
}

/// The style of a name, as it is printed.
pub fn style(inputs: &Inputs, name: &str) -> Option<Style> {
    style::style(name, None, inputs, &mut Diagnostics::default())
}

/// The manuscript as written. Gives nothing where there is no `edition.yaml`
/// or no style that could be used, or more text than a book can hold; what else is wrong is reported, and left
/// out or as it is.
pub fn manuscript(inputs: &Inputs, diagnostics: &mut Diagnostics) -> Option<Manuscript> {
    let file = inputs.edition?;
    let text = inputs.sources.file(file).text.as_str();
    let source = Source { text, place: Place::Exact { file, base: 0 } };
    let node = yaml::document(source, diagnostics)?;
    let basis = edition::basis(&node, diagnostics)?;
    let style = style::style(&basis.style, basis.style_span, inputs, diagnostics)?;
    let context = Context::new(inputs, basis.language.clone(), &style.named);
    let edition = edition::edition(&node, basis, &context, diagnostics)?;
    let registers = registers(&edition, &context, diagnostics);
    let (chapters, queries) = chapters(&edition, &context, diagnostics)?;
    documentary::check_numbers(&chapters, &edition.documents, diagnostics);
    let events = events::events(&edition.documents.events, &context, diagnostics);
    let files = &edition.documents.repositories;
    let repositories = repositories::repositories(files, &context, diagnostics);
    let works = WrittenWorks::default();
    Some(Manuscript { edition, style, chapters, registers, events, repositories, queries, works })
}

fn registers(
    edition: &Edition,
    context: &Context<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<WrittenRegister> {
    let terms = edition.glossary.iter().flat_map(|glossary| &glossary.from);
    let names = edition.indexes.iter().flat_map(|index| &index.from);
    let mut files: Vec<(FileId, RecordKind)> = Vec::new();
    let kinds = terms
        .map(|name| (name, RecordKind::Term))
        .chain(names.map(|name| (name, RecordKind::Name)));
    for (name, kind) in kinds {
        let Some(file) = context.file(name) else { continue };
        if files.iter().all(|(known, _)| *known != file) {
            files.push((file, kind));
        }
    }
    files.sort_by_key(|(file, _)| *file);
    let read: Vec<(WrittenRegister, Diagnostics)> =
        files.par_iter().map(|(file, kind)| registers::register(*file, *kind, context)).collect();
    let mut registers = Vec::with_capacity(read.len());
    for (register, found) in read {
        diagnostics.append(found);
        registers.push(register);
    }
    registers::report_twins(&registers, diagnostics);
    registers
}

fn chapters(
    edition: &Edition,
    context: &Context<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<(Vec<Chapter<Written>>, Vec<Query>)> {
    let mut files = Vec::new();
    let contents = &edition.contents;
    for entries in [&contents.front, &contents.body, &contents.back] {
        gather_files(entries, &mut files);
    }
    if !weight::is_bearable(&files, context, diagnostics) {
        return None;
    }
    let read: Vec<(Chapter<Written>, Vec<Query>, Diagnostics)> =
        files.par_iter().map(|file| chapter::chapter(*file, context)).collect();
    let mut chapters = Vec::with_capacity(read.len());
    let mut queries = Vec::new();
    for (chapter, asked, found) in read {
        diagnostics.append(found);
        queries.extend(asked);
        chapters.push(chapter);
    }
    Some((chapters, queries))
}

fn gather_files(entries: &[ContentsEntry], files: &mut Vec<FileId>) {
    for entry in entries {
        match &entry.kind {
            ContentsKind::Chapter(file) => files.push(*file),
            ContentsKind::Generated(_) => {}
            ContentsKind::Part { introduction, contains, .. } => {
                files.extend(introduction);
                gather_files(contains, files);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::manuscript;
    use crate::model::diagnostic::Diagnostics;
    use crate::model::fonts::FontFile;
    use crate::model::inputs::Inputs;
    use crate::model::manuscript::{Chapter, Written};
    use crate::model::source::SourceFile;
    use crate::model::text::{self, Block, BlockKind};

    /// The chapter that `markdown` is, and codes with lines and columns.
    fn chapter(markdown: &str) -> (Chapter<Written>, Vec<String>) {
        let mut inputs = Inputs::default();
        let mut add = |name: &str, text: &str| {
            let (name, path, text) = (name.to_string(), name.to_string(), text.to_string());
            inputs.sources.add(SourceFile { name, path, text, ..SourceFile::default() })
        };
        let edition = "title: T\nlanguage: en-GB\ncontents: { body: [a.md] }\n";
        let edition = add("edition.yaml", edition);
        add("a.md", markdown);
        let style = include_str!("../../styles/octavo.yaml");
        let style_file = add("(built-in)/styles/octavo.yaml", style);
        inputs.edition = Some(edition);
        inputs.styles.insert("octavo".to_string(), style_file);
        for word in style.split([' ', ',', '}']) {
            let name = word.to_string();
            let font = FontFile { name: name.clone(), data: Cow::Borrowed(b"") };
            inputs.fonts.insert(name, font);
        }
        let mut diagnostics = Diagnostics::default();
        let manuscript = manuscript(&inputs, &mut diagnostics).expect("an edition and a style");
        let found = diagnostics.iter().map(|diagnostic| {
            let span = diagnostic.span.expect("a place");
            let place = inputs.sources.line_column(span.file, span.start);
            format!("{} {}:{}", diagnostic.code, place.line, place.column)
        });
        let found = found.collect();
        let chapter = manuscript.chapters.into_iter().next().expect("a chapter");
        (chapter, found)
    }

    fn lines(blocks: &[Block<Written>], lines: &mut Vec<String>) {
        for block in blocks {
            match &block.kind {
                BlockKind::Paragraph(content) | BlockKind::Heading { content, .. } => {
                    lines.push(text::plain(content));
                }
                BlockKind::Quotation { blocks, .. } => self::lines(blocks, lines),
                BlockKind::List(list) => {
                    list.items.iter().for_each(|item| self::lines(item, lines))
                }
                BlockKind::Figure { caption, .. } => lines.push(text::plain(caption)),
                BlockKind::Definitions(_)
                | BlockKind::Table(_)
                | BlockKind::SectionBreak
                | BlockKind::Code(_) => {}
            }
        }
    }

    #[track_caller]
    fn check(markdown: &str, printed: &[&str], reported: &[&str]) {
        let (chapter, found) = chapter(markdown);
        let mut read = Vec::new();
        lines(&chapter.blocks, &mut read);
        assert_eq!(found, reported);
        assert_eq!(read, printed);
    }

    #[test]
    fn comments_leave_no_trace() {
        check("a <!-- b --> c<!-- d -->e <!-- f -->\n", &["a ce"], &[]);
        check("a\n<!-- b -->\nc\n\n<!-- d -->\n\ne\n", &["a c", "e"], &[]);
        check("> a\n> <!-- b -->\n> c\n", &["a c"], &[]);
        check("- a\n  <!-- b -->\n  c\n", &["a c"], &[]);
        check("a\n\n<!-- b -->\nc\n", &["a", "c"], &[]);
        check("<!-- a --> b\n", &[], &["swallowed-text 1:12"]);
        check("a<!-- query: b -->c\n<!-- query: d -->\ne\n", &["ac e"], &[]);
    }

    #[test]
    fn the_kind_of_a_quotation_is_not_printed() {
        check("> [!verse]\n> a\n> b\n", &["a b"], &[]);
        check("> [!Letter]\n>\n> a\n", &["a"], &[]);
        check("> \\[!verse]\n", &["[!verse]"], &[]);
        check("> [!verse] a\n", &["a"], &["callout-text 1:3"]);
    }

    #[test]
    fn tags_and_notes_are_found_where_they_stand() {
        check("[[a|b]] and [[c\n", &["b and [[c"], &["broken-tag 1:13"]);
        check("---\nindex: [x, 'a b']\n---\nc\n", &["c"], &["bad-identifier 2:13"]);
        check("---\ntitle: \"c [[a b]]\"\n---\nc\n", &["c"], &["bad-identifier 2:13"]);
        check("é[^1] [^x\\]\n", &["é [^x]"], &["undefined-note 1:2"]);
        check("\\[^x] \\[[a]] \\<!\\-\\- b\n", &["[^x] [[a]] <!-- b"], &[]);
        check("> a[^1]\n\n[^1]: b [^1]\n", &["a"], &["note-in-note 3:9"]);
    }

    #[test]
    fn marks_are_set_across_styles() {
        check("\"a *b\" c*'s '90s \\\"d\\\"\n", &["“a b” c’s ’90s \"d\""], &[]);
        check("[\"a\"](lang:de) \"b\" `\"c\"`\n", &["„a“ “b” \"c\""], &[]);
    }

    #[test]
    fn the_first_great_heading_is_the_title() {
        let (chapter, _) = chapter("a\n\n# *B* {#c}\n\n# D\n");
        assert_eq!(text::plain(&chapter.title), "B");
        assert_eq!(chapter.id.as_deref(), Some("c"));
        assert_eq!(chapter.blocks.len(), 2);
    }

    #[test]
    fn a_million_brackets_end_in_a_report() {
        let (_, found) = chapter(&format!("{}x\n", ">".repeat(100_000)));
        assert_eq!(found, ["too-deep 1:65"]);
        let (_, found) = chapter(&format!("{}x{}\n", "*a _b ".repeat(100), "_*".repeat(100)));
        assert_eq!(found.len(), 1);
    }
}
