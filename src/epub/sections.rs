//! Chapters, documents and parts: one file each.

use crate::epub::blocks;
use crate::epub::context::Context;
use crate::epub::draft::{Draft, File, Headings};
use crate::epub::inlines;
use crate::epub::kinds::{self, Kind};
use crate::epub::notes;
use crate::epub::threads;
use crate::epub::titles;
use crate::model::book::{AnchorId, BookChapter, Part, Reference, Section};
use crate::model::date::DocumentDate;
use crate::model::document::{DocumentNumber, DocumentStatus};
use crate::model::document_words;
use crate::model::manuscript::{Chapter, Document};
use crate::model::text::{Block, BlockKind, Inline, QuotationKind, plain};

/// The file of a chapter or a document.
pub(crate) fn chapter(context: &Context<'_>, section: &Section, chapter: &BookChapter) -> File {
    let written = &chapter.chapter;
    let mut draft = Draft::new(context);
    draft.headings = Headings::below(title_level(section));
    let label = match &written.document {
        Some(document) => document.number.map(Label::Document),
        None => chapter.number.map(Label::Chapter),
    };
    let is_titled = label.is_some() || !plain(&written.title).trim().is_empty();
    let kind = kinds::chapter(chapter, &section.name);
    let id = open(&mut draft, section.anchor, kind, is_titled);
    marks(&mut draft, &written.index);
    if let Some(id) = id {
        draft.out.raw("<header>\n");
        heading(&mut draft, &id, label, &written.title);
        opening(&mut draft, written);
        draft.out.raw("</header>\n");
    } else {
        opening(&mut draft, written);
    }
    if let Some(document) = &written.document {
        marks_of(&mut draft, document);
    }
    let title = titles::plain(context.book, section);
    body(&mut draft, section, &written.blocks, &Draft::continued(kind, &title));
    notes::after_section(&mut draft, section);
    if let Some(document) = &written.document {
        threads::write(&mut draft, document);
    }
    draft.out.raw("</section>\n");
    let mut file = draft.finish(&section.name, title);
    if let Some(language) = &written.language {
        file.language = language.clone();
    }
    file
}

/// Writes the text of a chapter, in several files where it is too long for
/// one: each ends with the notes that it cites. `open` begins the section
/// again.
fn body<'a>(draft: &mut Draft<'a>, section: &Section, blocks: &'a [Block<Reference>], open: &str) {
    for (at, block) in blocks.iter().enumerate() {
        blocks::write(draft, std::slice::from_ref(block));
        let Some(next) = blocks.get(at + 1) else { return };
        let is_heading = matches!(block.kind, BlockKind::Heading { .. });
        // Markup is seldom longer than twice the Markdown.
        let spare = 2 * (next.span.end - next.span.start) as usize;
        if !is_heading && draft.is_long(spare) {
            notes::so_far(draft, section);
            draft.cut("</section>\n", open);
        }
    }
}

/// The file of a part.
pub(crate) fn part(context: &Context<'_>, section: &Section, part: &Part) -> File {
    let mut draft = Draft::new(context);
    let is_titled = !plain(&part.title).trim().is_empty();
    draft.headings = Headings::below(title_level(section));
    if let Some(id) = open(&mut draft, section.anchor, kinds::part(), is_titled) {
        draft.out.raw("<header>\n");
        heading(&mut draft, &id, None, &part.title);
        draft.out.raw("</header>\n");
    }
    if let Some(introduction) = &part.introduction {
        part_introduction(&mut draft, part, introduction);
    }
    notes::after_section(&mut draft, section);
    draft.out.raw("</section>\n");
    draft.finish(&section.name, titles::plain(context.book, section))
}

fn part_introduction<'a>(
    draft: &mut Draft<'a>,
    part: &'a Part,
    introduction: &'a Chapter<Reference>,
) {
    let title = plain(&introduction.title);
    let has_title = !title.trim().is_empty() && title != plain(&part.title);
    draft.out.raw("<div");
    if let Some(language) = &introduction.language {
        draft.language(language);
    }
    draft.out.raw(">\n");
    marks(draft, &introduction.index);
    if has_title {
        let tag = format!("h{}", draft.headings.title + 1);
        inlines::hoisted(draft, &introduction.title, |draft| {
            draft.out.raw(&format!("<{tag}>"));
        });
        draft.out.raw(&format!("</{tag}>\n"));
        draft.headings = Headings::below(draft.headings.title + 1);
    } else {
        marks(draft, &introduction.title);
    }
    opening(draft, introduction);
    blocks::write(draft, &introduction.blocks);
    draft.out.raw("</div>\n");
}

/// The level of the heading that names a section.
pub(crate) fn title_level(section: &Section) -> usize {
    usize::from(section.depth.min(2)) + 1
}

/// The number before a title.
#[derive(Clone, Copy)]
enum Label {
    Document(DocumentNumber),
    Chapter(u32),
}

/// Opens a section and gives the identifier of its heading; without a title
/// there is nothing to name it by.
fn open(draft: &mut Draft<'_>, anchor: AnchorId, kind: Kind, is_titled: bool) -> Option<String> {
    if is_titled {
        return Some(draft.open_section(anchor, kind));
    }
    draft.out.raw("<section");
    draft.id(anchor);
    draft.kind(kind);
    draft.out.raw(">\n");
    draft.markers_at(anchor);
    None
}

fn heading<'a>(
    draft: &mut Draft<'a>,
    id: &str,
    label: Option<Label>,
    title: &'a [Inline<Reference>],
) {
    let level = draft.headings.title;
    inlines::hoisted(draft, title, |draft| {
        draft.out.raw(&format!("<h{level}"));
        draft.out.attribute("id", id);
        draft.out.raw(">");
        match label {
            Some(Label::Document(number)) => {
                draft.out.raw(&format!("<span class=\"number\">{number}.</span> "));
            }
            Some(Label::Chapter(number)) => {
                draft.out.raw(&format!("<span class=\"label\">{number}</span> "));
            }
            None => {}
        }
    });
    draft.out.raw(&format!("</h{level}>\n"));
}

/// What stands between a title and the text.
fn opening<'a>(draft: &mut Draft<'a>, chapter: &'a Chapter<Reference>) {
    status(draft, chapter);
    if !chapter.subtitle.is_empty() {
        let class = " class=\"subtitle\" epub:type=\"subtitle\" role=\"doc-subtitle\"";
        blocks::paragraph(draft, None, class, &chapter.subtitle);
    }
    if !chapter.author.is_empty() {
        blocks::paragraph(draft, None, " class=\"author\"", &chapter.author);
    }
    if !chapter.epigraph.is_empty() {
        let tag = "<blockquote class=\"epigraph\" epub:type=\"epigraph\" role=\"doc-epigraph\">\n";
        draft.out.raw(tag);
        blocks::paragraph(draft, None, "", &chapter.epigraph);
        draft.out.raw("</blockquote>\n");
    }
    if let Some(document) = chapter.document.as_ref().filter(|_| !has_opener(&chapter.blocks)) {
        dateline(draft, document);
    }
}

/// What stands for the text of a document: *Summary*, *Not found*.
fn status(draft: &mut Draft<'_>, chapter: &Chapter<Reference>) {
    let words = document_words::of(&draft.context.book.edition.language);
    let words = match chapter.document.as_ref().map(|document| document.status) {
        Some(DocumentStatus::Summary) => words.summary,
        Some(DocumentStatus::NotFound) => words.not_found,
        Some(DocumentStatus::Printed) | None => return,
    };
    draft.out.raw("<p class=\"status\">");
    draft.out.text(words);
    draft.out.raw("</p>\n");
}

/// Whether a letter gives its place and date in its own words.
fn has_opener(blocks: &[Block<Reference>]) -> bool {
    blocks.iter().any(|block| match block.kind {
        BlockKind::Quotation { kind, .. } => {
            matches!(kind, QuotationKind::Opener | QuotationKind::Dateline)
        }
        _ => false,
    })
}

fn dateline<'a>(draft: &mut Draft<'a>, document: &'a Document<Reference>) {
    if document.place.is_empty() && document.date_printed.is_empty() {
        return;
    }
    draft.out.raw("<p class=\"dateline\">");
    inlines::write(draft, &document.place);
    if !document.place.is_empty() && !document.date_printed.is_empty() {
        draft.out.raw(", ");
    }
    let machine = document.date.and_then(machine).filter(|_| !document.date_printed.is_empty());
    if let Some(date) = &machine {
        draft.out.raw("<time");
        draft.out.attribute("datetime", date);
        draft.out.raw(">");
    }
    inlines::write(draft, &document.date_printed);
    draft.out.raw(if machine.is_some() { "</time></p>\n" } else { "</p>\n" });
}

/// The date as `<time>` may say it: no ranges, nothing uncertain.
fn machine(date: DocumentDate) -> Option<String> {
    (date.to.is_none() && !date.is_circa && date.from.year > 0).then(|| date.from.to_string())
}

/// The marks of tags in a document's data that nothing printed: an index may
/// lead to them all the same.
fn marks_of(draft: &mut Draft<'_>, document: &Document<Reference>) {
    for content in [&document.from, &document.to, &document.place, &document.date_printed] {
        marks(draft, content);
    }
}

/// The marks alone of the tags in running text.
fn marks(draft: &mut Draft<'_>, content: &[Inline<Reference>]) {
    for inline in content {
        match inline {
            Inline::Reference { to, content, .. } => {
                if let Reference::Mention(id) = to {
                    let anchor = draft.context.book.mention(*id).anchor;
                    if !draft.has_written(anchor) {
                        draft.start("span", Some(anchor));
                        draft.out.raw("></span>");
                    }
                }
                marks(draft, content);
            }
            Inline::Styled { content, .. } | Inline::Foreign { content, .. } => {
                marks(draft, content);
            }
            Inline::Text(_) | Inline::LineBreak | Inline::Image { .. } => {}
        }
    }
}
