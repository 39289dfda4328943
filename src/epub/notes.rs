//! Notes: after their section, or all in one file.

use crate::epub::blocks;
use crate::epub::context::Context;
use crate::epub::draft::{Draft, File, Headings};
use crate::epub::inlines;
use crate::epub::kinds;
use crate::epub::titles;
use crate::epub::xhtml::Fill;
use crate::model::aloud;
use crate::model::book::{AnchorId, CitationId, Matter, Note, NoteId, Section, Series};
use crate::model::edition::Generated;
use crate::model::text::{Block, BlockKind};
use crate::model::wording;

/// Room for a heading and the first of its notes, in bytes.
const HEADING: usize = 4_000;

/// Writes the notes of a section at its end: where its document comes from,
/// then, unless they have a file of their own, the others.
///
/// The notes are `div`, not `aside`: Apple's reader hides an `aside` that is a
/// footnote, and a notes section with nothing in it would be left.
pub(crate) fn after_section(draft: &mut Draft<'_>, section: &Section) {
    let book = draft.context.book;
    for id in of_series(draft.context, section, |series| series == Series::Source) {
        let note = book.note(id);
        draft.start("div", Some(note.anchor));
        draft.out.raw(" class=\"source\">\n");
        body(draft, note);
        draft.out.raw("</div>\n");
    }
    if draft.context.has_notes_file() {
        return;
    }
    let marked = of_series(draft.context, section, |series| series != Series::Source);
    let left = marked.into_iter().filter(|id| !draft.has_written(book.note(*id).anchor));
    let left = left.collect();
    marked_notes(draft, section, left);
}

/// Writes the notes that were cited and are not written yet, where a section
/// goes on in another file: beside their citations they can pop up.
pub(crate) fn so_far(draft: &mut Draft<'_>, section: &Section) {
    let book = draft.context.book;
    draft.reserved = 0;
    let cited = std::mem::take(&mut draft.cited);
    if draft.context.has_notes_file() {
        return;
    }
    let is_new = |id: &NoteId| {
        let note = book.note(*id);
        note.series != Series::Source && !draft.has_written(note.anchor)
    };
    let cited: Vec<NoteId> =
        section.notes.iter().copied().filter(|id| cited.contains(id) && is_new(id)).collect();
    let headings = draft.headings.clone();
    marked_notes(draft, section, cited);
    draft.headings = headings;
}

fn marked_notes(draft: &mut Draft<'_>, section: &Section, notes: Vec<NoteId>) {
    if notes.is_empty() {
        return;
    }
    let book = draft.context.book;
    let level = draft.headings.title + 1;
    let id = format!("{}-notes", book.anchor(section.anchor).id);
    let id = draft.context.own_id(id);
    draft.out.raw("<section class=\"notes\" epub:type=\"footnotes\"");
    draft.out.attribute("aria-labelledby", &id);
    draft.out.raw(&format!(">\n<h{level}"));
    draft.out.attribute("id", &id);
    draft.out.raw(&format!(">{}</h{level}>\n", wording::of(&book.edition.language).notes));
    draft.headings = Headings::below(level);
    for (title, notes) in by_series(draft.context, &notes) {
        series_title(draft, title, level + 1);
        for id in notes {
            let note = book.note(id);
            draft.start("div", Some(note.anchor));
            draft.out.raw(" class=\"note\" epub:type=\"footnote\" role=\"doc-footnote\">\n");
            body(draft, note);
            draft.out.raw("</div>\n");
        }
    }
    draft.out.raw("</section>\n");
}

/// Whether there is a file of notes: the edition wants one and has some.
pub(crate) fn have_a_file(context: &Context<'_>) -> bool {
    context.has_notes_file()
        && context.book.sections.iter().any(|section| has_marked(context, section))
}

/// The notes of all sections, under the titles of these; nothing where there
/// are none. `anchor` is that of the section that the contents name, if any.
pub(crate) fn file(context: &Context<'_>, name: &str, anchor: Option<AnchorId>) -> Option<File> {
    let book = context.book;
    let mut sections =
        book.sections.iter().filter(|section| has_marked(context, section)).peekable();
    sections.peek()?;
    let mut draft = Draft::new(context);
    let kind = kinds::generated(&Generated::Notes);
    let title = match anchor {
        Some(anchor) => draft.open_section(anchor, kind),
        None => {
            let title = context.own_id("notes-title".to_string());
            draft.out.raw("<section");
            draft.kind(kind);
            draft.out.attribute("aria-labelledby", &title);
            draft.out.raw(">\n");
            title
        }
    };
    draft.title(&title, &titles::generated_title(book, &Generated::Notes));
    let open = Draft::continued(kind, &titles::generated_title(book, &Generated::Notes));
    for section in sections {
        group(&mut draft, section, anchor, &open);
    }
    draft.out.raw("</section>\n");
    let mut file = draft.finish(name, titles::generated_title(book, &Generated::Notes));
    file.matter = Matter::Back;
    Some(file)
}

fn group(draft: &mut Draft<'_>, section: &Section, list: Option<AnchorId>, open: &str) {
    let context = draft.context;
    if draft.is_long(HEADING) {
        draft.cut("</section>\n", open);
    }
    draft.out.raw("<section class=\"notes\">\n");
    if let Some(list) = list {
        draft.markers_of_entry(list, section.anchor);
    }
    draft.out.raw("<h2>");
    let title = titles::title(context.book, section);
    if !title.number.is_empty() {
        draft.out.text(&title.number);
        draft.out.raw(" ");
    }
    draft.out.raw(&inlines::bare_markup(context, &title.content));
    draft.out.raw("</h2>\n");
    draft.headings = Headings::below(2);
    let marked = of_series(context, section, |series| series != Series::Source);
    let again = format!("{open}<section class=\"notes\">\n<ol>\n");
    for (title, notes) in by_series(context, &marked) {
        series_title(draft, title, 3);
        draft.out.raw("<ol>\n");
        for (at, id) in notes.into_iter().enumerate() {
            let note = context.book.note(id);
            if at > 0 && draft.is_long(reserve(note)) {
                draft.cut("</ol>\n</section>\n</section>\n", &again);
            }
            draft.out.raw("<li");
            draft.id(note.anchor);
            draft.out.raw(" class=\"note\">");
            draft.markers_at(note.anchor);
            body(draft, note);
            draft.out.raw("</li>\n");
        }
        draft.out.raw("</ol>\n");
    }
    draft.out.raw("</section>\n");
}

fn series_title(draft: &mut Draft<'_>, title: Option<&str>, level: usize) {
    if let Some(title) = title {
        draft.out.raw(&format!("<h{level}>"));
        draft.out.text(title);
        draft.out.raw(&format!("</h{level}>\n"));
        draft.headings = Headings::below(level);
    }
}

fn has_marked(context: &Context<'_>, section: &Section) -> bool {
    section.notes.iter().any(|id| context.book.note(*id).series != Series::Source)
}

fn of_series(
    context: &Context<'_>,
    section: &Section,
    is_wanted: impl Fn(Series) -> bool,
) -> Vec<NoteId> {
    let notes = section.notes.iter().copied();
    notes.filter(|id| is_wanted(context.book.note(*id).series)).collect()
}

/// Notes by their series, in the edition's order: the numbered ones, and each
/// further series with its title.
fn by_series<'a>(context: &Context<'a>, notes: &[NoteId]) -> Vec<(Option<&'a str>, Vec<NoteId>)> {
    let settings = &context.book.edition.notes;
    let of = |series: &Option<usize>| -> (Option<&'a str>, Vec<NoteId>) {
        let wanted = series.map_or(Series::Numbered, Series::Further);
        let title = series.and_then(|at| settings.series[at].title.as_deref());
        let notes = notes.iter().copied();
        (title, notes.filter(|id| context.book.note(*id).series == wanted).collect())
    };
    let groups = settings.order.iter().map(of).filter(|(_, notes)| !notes.is_empty());
    // Behind another series the numbered notes need a title, too.
    let numbered = wording::of(&context.book.edition.language).notes;
    let titled = groups
        .enumerate()
        .map(|(count, (title, notes))| (title.or((count > 0).then_some(numbered)), notes));
    titled.collect()
}

/// The bytes that a note will take up, about: its markup is half as long again
/// as its Markdown, and there are the ways back.
pub(crate) fn reserve(note: &Note) -> usize {
    3 * (note.span.end - note.span.start) as usize / 2 + 160 * (1 + note.citations.len())
}

/// Writes a note's mark, its blocks, and the way back to each citation.
fn body<'a>(draft: &mut Draft<'a>, note: &'a Note) {
    let blocks = &note.blocks;
    let is_paragraph = |block: Option<&Block<_>>| {
        block.is_some_and(|block| matches!(block.kind, BlockKind::Paragraph(_)))
    };
    if !is_paragraph(blocks.first()) && note.series != Series::Source {
        draft.out.raw("<p>");
        mark(draft, note);
        draft.out.raw("</p>\n");
    }
    for (at, block) in blocks.iter().enumerate() {
        let is_outer = at == 0 || at + 1 == blocks.len();
        match &block.kind {
            BlockKind::Paragraph(content) if is_outer => {
                draft.start("p", block.anchor);
                draft.out.raw(">");
                if at == 0 {
                    mark(draft, note);
                }
                inlines::write(draft, content);
                if at + 1 == blocks.len() {
                    ways_back(draft, note);
                }
                draft.out.raw("</p>\n");
            }
            _ => blocks::write(draft, std::slice::from_ref(block)),
        }
    }
    if !is_paragraph(blocks.last()) && !note.citations.is_empty() {
        draft.out.raw("<p>");
        ways_back(draft, note);
        draft.out.raw("</p>\n");
    }
}

fn mark(draft: &mut Draft<'_>, note: &Note) {
    let mark = printed_mark(draft.context, note);
    if mark.is_empty() {
        return;
    }
    draft.out.raw("<span class=\"mark\">");
    draft.out.text(&mark);
    let is_line = draft.context.book.is_keyed_to_line(note);
    if !is_line && mark.ends_with(|last: char| last.is_alphanumeric()) {
        draft.out.raw(".");
    }
    draft.out.raw("</span> ");
}

/// The mark of a note; of one that is keyed to lines, their page and numbers
/// in the printed book: `34.12`, `34.12–14`.
fn printed_mark(context: &Context<'_>, note: &Note) -> String {
    if !context.book.is_keyed_to_line(note) {
        return note.mark.clone();
    }
    let place = |id: &CitationId| {
        let anchor = context.book.citation(*id).anchor;
        let position = context.pages.anchors.get(anchor.0 as usize).copied().flatten()?;
        Some((context.pages.folio(anchor)?, position.line))
    };
    let ends = (note.citations.first().and_then(place), note.citations.last().and_then(place));
    let (Some(first), Some(last)) = ends else { return String::new() };
    let start = format!("{}.{}", first.0, first.1);
    match (first.0 == last.0, first.1 == last.1) {
        (true, true) => start,
        (true, false) => format!("{start}–{}", last.1),
        (false, _) => format!("{start}–{}.{}", last.0, last.1),
    }
}

fn ways_back(draft: &mut Draft<'_>, note: &Note) {
    let words = aloud::of(&draft.context.book.edition.language).back_to;
    let mark = printed_mark(draft.context, note);
    for (at, id) in note.citations.iter().enumerate() {
        let letter = if note.citations.len() > 1 { letter(at) } else { String::new() };
        let target = draft.context.book.citation(*id).anchor;
        draft.out.raw(" <a class=\"backlink\" epub:type=\"backlink\" role=\"doc-backlink\"");
        draft.out.href(Fill::Anchor(target));
        draft.out.attribute("aria-label", &format!("{words} {mark}{letter}"));
        // The selector keeps the arrow from turning into a picture.
        draft.out.raw(">↩\u{fe0e}");
        draft.out.text(&letter);
        draft.out.raw("</a>");
    }
}

/// a, b, …, z, aa, ab, …
fn letter(mut at: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'a' + (at % 26) as u8));
        if at < 26 {
            break;
        }
        at = at / 26 - 1;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::letter;

    #[test]
    fn citations_are_lettered() {
        let letters: Vec<String> = [0, 1, 25, 26, 27, 52].map(letter).to_vec();
        assert_eq!(letters, ["a", "b", "z", "aa", "ab", "ba"]);
    }
}
