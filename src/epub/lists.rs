//! Lists of what the book contains: contents, documents, illustrations.

use std::cmp::Ordering;

use crate::epub::context::Context;
use crate::epub::draft::{Draft, File};
use crate::epub::inlines;
use crate::epub::kinds;
use crate::epub::notes;
use crate::epub::titles;
use crate::epub::xhtml::{Fill, Xhtml};
use crate::model::aloud;
use crate::model::book::{AnchorId, Figure, Section, SectionId, SectionKind};
use crate::model::edition::{Credits, Generated};

/// The file of one of these lists; nothing for what stands elsewhere.
pub(crate) fn file(
    context: &Context<'_>,
    section: &Section,
    generated: &Generated,
) -> Option<File> {
    let mut draft = Draft::new(context);
    let write: fn(&mut Draft<'_>, AnchorId) = match generated {
        Generated::Contents => contents,
        Generated::ListOfDocuments => documents,
        Generated::Illustrations => illustrations,
        _ => return None,
    };
    let title = titles::generated_title(context.book, generated);
    let id = draft.open_section(section.anchor, kinds::generated(generated));
    draft.title(&id, &title);
    write(&mut draft, section.anchor);
    draft.out.raw("</section>\n");
    Some(draft.finish(&section.name, title))
}

/// Whether contents list a section: not what stands before them.
pub(crate) fn is_listed(context: &Context<'_>, section: &Section) -> bool {
    match &section.kind {
        SectionKind::Generated(
            Generated::HalfTitle
            | Generated::TitlePage
            | Generated::Copyright
            | Generated::Contents,
        ) => false,
        SectionKind::Generated(Generated::Notes) => notes::have_a_file(context),
        SectionKind::Generated(Generated::Symbols) => !context.book.marks.is_empty(),
        _ => !titles::plain(context.book, section).trim().is_empty(),
    }
}

/// The sections that contents list, each with its depth below the others: a
/// section is never more than one deeper than the one before it.
pub(crate) fn listed<'a>(context: &Context<'a>) -> Vec<(usize, SectionId, &'a Section)> {
    let mut depths: Vec<u8> = Vec::new();
    let sections = context.book.sections.iter().zip(0..);
    let depth = context.book.edition.ebook.contents_depth;
    let sections =
        sections.filter(|(section, _)| section.depth < depth && is_listed(context, section));
    sections
        .map(|(section, at)| {
            while depths.last().is_some_and(|depth| *depth >= section.depth) {
                depths.pop();
            }
            depths.push(section.depth);
            (depths.len() - 1, SectionId(at), section)
        })
        .collect()
}

fn contents(draft: &mut Draft<'_>, list: AnchorId) {
    let listed = listed(draft.context);
    let depths: Vec<usize> = listed.iter().map(|(depth, ..)| *depth).collect();
    let mut items = listed.iter();
    let context = draft.context;
    nested(&mut draft.out, "<ol class=\"contents\">\n", &depths, |out| {
        if let Some((_, id, section)) = items.next() {
            marker(context, out, (list, section.anchor));
            link(context, out, *id, section);
        }
    });
}

/// Writes a list with lists in it: an item for each of `depths`, of which none
/// is more than one deeper than the one before it. `start` opens the outermost.
pub(crate) fn nested(
    out: &mut Xhtml,
    start: &str,
    depths: &[usize],
    mut item: impl FnMut(&mut Xhtml),
) {
    let Some(first) = depths.first() else { return };
    out.raw(start);
    let mut before = *first;
    for (at, depth) in depths.iter().enumerate() {
        match depth.cmp(&before) {
            Ordering::Greater => out.raw("\n<ol>\n"),
            Ordering::Equal if at > 0 => out.raw("</li>\n"),
            Ordering::Equal => {}
            Ordering::Less => {
                out.raw(&"</li>\n</ol>\n".repeat(before - depth));
                out.raw("</li>\n");
            }
        }
        before = *depth;
        out.raw("<li>");
        item(out);
    }
    out.raw(&"</li>\n</ol>\n".repeat(before + 1));
}

fn documents(draft: &mut Draft<'_>, list: AnchorId) {
    let context = draft.context;
    let documents = listed_documents(context);
    if documents.is_empty() {
        return;
    }
    let depths: Vec<usize> =
        documents.iter().map(|(_, section)| usize::from(is_enclosed(section))).collect();
    let mut items = documents.into_iter();
    nested(&mut draft.out, "<ol class=\"contents\">\n", &depths, |out| {
        if let Some((id, section)) = items.next() {
            marker(context, out, (list, section.anchor));
            link(context, out, id, section);
        }
    });
}

/// Whether a section is a document below its letter.
fn is_enclosed(section: &Section) -> bool {
    match &section.kind {
        SectionKind::Chapter(chapter) => {
            chapter.chapter.document.as_ref().is_some_and(|it| it.arrangement.is_enclosed)
        }
        _ => false,
    }
}

/// The documents of the book, in order.
pub(crate) fn listed_documents<'a>(context: &Context<'a>) -> Vec<(SectionId, &'a Section)> {
    let is_document = |section: &Section| match &section.kind {
        SectionKind::Chapter(chapter) => chapter.chapter.document.is_some(),
        _ => false,
    };
    let sections = (0..).map(SectionId).zip(&context.book.sections);
    sections.filter(|(_, section)| is_document(section)).collect()
}

/// Writes the marker of the page that begins with an entry: list and target.
fn marker(context: &Context<'_>, out: &mut Xhtml, (list, target): (AnchorId, AnchorId)) {
    for page in context.starts.at_entry(list, target) {
        out.hole(Fill::Page(page));
    }
}

fn link(context: &Context<'_>, out: &mut Xhtml, id: SectionId, section: &Section) {
    out.raw("<a");
    out.href(Fill::Section(id));
    out.raw(">");
    out.raw(&title_markup(context, section));
    out.raw("</a>");
}

/// A section's title with its number, as XHTML.
pub(crate) fn title_markup(context: &Context<'_>, section: &Section) -> String {
    let title = titles::title(context.book, section);
    let text = inlines::bare_markup(context, &title.content);
    if title.number.is_empty() { text } else { format!("{} {text}", title.number) }
}

fn illustrations(draft: &mut Draft<'_>, list: AnchorId) {
    let context = draft.context;
    if context.book.figures.is_empty() {
        return;
    }
    draft.out.raw("<ol class=\"contents\">\n");
    for figure in &context.book.figures {
        draft.out.raw("<li>");
        marker(context, &mut draft.out, (list, figure.anchor));
        draft.out.raw("<a");
        draft.out.href(Fill::Anchor(figure.anchor));
        draft.out.raw(">");
        draft.out.raw(&figure_markup(context, figure));
        draft.out.raw("</a>");
        if context.book.edition.credits == Credits::List && !figure.credit.is_empty() {
            draft.out.raw(" <i>");
            draft.out.raw(&inlines::bare_markup(context, &figure.credit));
            draft.out.raw("</i>");
        }
        draft.out.raw("</li>\n");
    }
    draft.out.raw("</ol>\n");
}

/// What lists call a figure: its caption, else its number.
pub(crate) fn figure_markup(context: &Context<'_>, figure: &Figure) -> String {
    let caption = inlines::bare_markup(context, &figure.caption);
    let word = aloud::of(&context.book.edition.language).figure;
    if caption.is_empty() { format!("{word} {}", figure.number) } else { caption }
}
