//! Running text within a block, to XHTML.

use crate::epub::address;
use crate::epub::context::Context;
use crate::epub::draft::{Draft, Wrap};
use crate::epub::images;
use crate::epub::notes;
use crate::epub::titles;
use crate::epub::xhtml::Fill;
use crate::model::book::{AnchorId, Reference, bare};
use crate::model::manuscript::Sigil;
use crate::model::register::RecordKind;
use crate::model::text::{Image, Inline, Text, TextId, TextStyle};
use crate::model::transcription::{Mark, MarkLook};
use crate::model::wording;

/// The mark of a note that is keyed to a line: in print it has none.
const KEYED: &str = "°";

/// Writes running text.
pub(crate) fn write<'a>(draft: &mut Draft<'a>, content: &'a [Inline<Reference>]) {
    for inline in content {
        match inline {
            Inline::Text(node) => text(draft, node),
            Inline::Styled { style, content } => {
                wrapped(draft, Wrap::Style(style), None, content);
            }
            Inline::Foreign { language, content } => {
                wrapped(draft, Wrap::Foreign(language), None, content);
            }
            Inline::LineBreak => line_break(draft),
            Inline::Reference { to, content, .. } => reference(draft, to, content),
            Inline::Image { image, .. } => picture(draft, image),
        }
    }
}

/// Writes a title or a term: the markers of pages that begin within it stand
/// before it, as `before` says.
pub(crate) fn hoisted<'a>(
    draft: &mut Draft<'a>,
    content: &'a [Inline<Reference>],
    before: impl FnOnce(&mut Draft<'a>),
) {
    markers_within(draft, content);
    let was_hoisted = std::mem::replace(&mut draft.is_hoisted, true);
    before(draft);
    write(draft, content);
    draft.is_hoisted = was_hoisted;
}

/// The bare text of a title as XHTML, for contents and lists.
pub(crate) fn bare_markup(context: &Context<'_>, content: &[Inline<Reference>]) -> String {
    let content = bare(content);
    let mut draft = Draft::new(context);
    write(&mut draft, &content);
    draft.out.as_str().to_string()
}

/// Writes verse: each line in a `span` of its own, so that turned lines hang.
pub(crate) fn verse<'a>(draft: &mut Draft<'a>, content: &'a [Inline<Reference>]) {
    draft.out.raw("<span class=\"line\">");
    let was_verse = std::mem::replace(&mut draft.is_verse, true);
    write(draft, content);
    draft.is_verse = was_verse;
    draft.out.raw("</span>");
}

/// Writes one text with the markers of the pages that begin in it.
pub(crate) fn text(draft: &mut Draft<'_>, node: &Text) {
    if node.id == TextId::NONE || draft.is_hoisted {
        return draft.out.text(&node.text);
    }
    let mut from = 0;
    for (offset, page) in draft.context.starts.in_text(node.id) {
        if offset == 0 && draft.hoisted == node.id {
            continue;
        }
        let at = boundary(&node.text, offset).max(from);
        draft.out.text(&node.text[from..at]);
        draft.out.hole(Fill::Page(page));
        from = at;
    }
    draft.out.text(&node.text[from..]);
}

/// The last character boundary not after `offset`.
fn boundary(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn markers_within(draft: &mut Draft<'_>, content: &[Inline<Reference>]) {
    for inline in content {
        match inline {
            Inline::Text(node) if !draft.is_hoisted => {
                for (_, page) in draft.context.starts.in_text(node.id) {
                    draft.out.hole(Fill::Page(page));
                }
            }
            Inline::Styled { content, .. } | Inline::Foreign { content, .. } => {
                markers_within(draft, content);
            }
            Inline::Reference { to, content, .. } => {
                if let Some(anchor) = own_anchor(draft.context, to) {
                    draft.markers_at(anchor);
                }
                markers_within(draft, content);
            }
            Inline::Text(_) | Inline::LineBreak | Inline::Image { .. } => {}
        }
    }
}

/// The anchor that a reference itself is, for others to point at.
fn own_anchor(context: &Context<'_>, to: &Reference) -> Option<AnchorId> {
    match to {
        Reference::Mention(id) => Some(context.book.mention(*id).anchor),
        Reference::Citation(id) => Some(context.book.citation(*id).anchor),
        Reference::Point(anchor) => Some(*anchor),
        _ => None,
    }
}

fn line_break(draft: &mut Draft<'_>) {
    if !draft.is_verse {
        return draft.out.raw("<br/>");
    }
    let open = draft.open.clone();
    for wrap in open.iter().rev() {
        draft.out.raw(end_tag(wrap));
    }
    draft.out.raw("</span><br/>\n<span class=\"line\">");
    for wrap in &open {
        start_tag(draft, *wrap, None);
    }
}

fn wrapped<'a>(
    draft: &mut Draft<'a>,
    wrap: Wrap<'a>,
    anchor: Option<AnchorId>,
    content: &'a [Inline<Reference>],
) {
    note_faces(draft, wrap);
    start_tag(draft, wrap, anchor);
    draft.open.push(wrap);
    write(draft, content);
    draft.open.pop();
    draft.out.raw(end_tag(&wrap));
}

fn note_faces(draft: &mut Draft<'_>, wrap: Wrap<'_>) {
    let is_open = |style| draft.open.contains(&Wrap::Style(style));
    match wrap {
        Wrap::Style(TextStyle::Strong) => {
            draft.faces.has_bold = true;
            draft.faces.has_bold_italic |= is_open(&TextStyle::Emphasis);
        }
        Wrap::Style(TextStyle::Emphasis) => {
            draft.faces.has_bold_italic |= is_open(&TextStyle::Strong);
        }
        _ => {}
    }
}

fn start_tag(draft: &mut Draft<'_>, wrap: Wrap<'_>, anchor: Option<AnchorId>) {
    match wrap {
        Wrap::Style(style) => style_tag(draft, style),
        Wrap::Foreign(language) => {
            draft.out.raw("<span");
            draft.language(language);
            draft.out.raw(">");
        }
        Wrap::Tag { is_term, entry } => {
            draft.out.raw("<a epub:type=\"glossref\" role=\"doc-glossref\" class=\"");
            draft.out.raw(if is_term { "term\"" } else { "name\"" });
            link_end(draft, anchor, Some(entry));
        }
        Wrap::Place(target) => {
            draft.out.raw("<a");
            if draft.context.is_work(target) {
                draft.out.raw(" epub:type=\"biblioref\" role=\"doc-biblioref\"");
            }
            link_end(draft, anchor, Some(target));
        }
        Wrap::External(url) => {
            draft.out.raw("<a");
            draft.out.attribute("href", &address::fit(url));
            draft.out.raw(">");
        }
        Wrap::Plain => {
            draft.out.raw("<span");
            link_end(draft, anchor, None);
        }
        Wrap::Whole => draft.out.raw("<span class=\"whole\">"),
    }
}

fn link_end(draft: &mut Draft<'_>, anchor: Option<AnchorId>, target: Option<AnchorId>) {
    if let Some(anchor) = anchor {
        draft.id(anchor);
    }
    if let Some(target) = target {
        draft.out.href(Fill::Anchor(target));
    }
    draft.out.raw(">");
}

fn style_tag(draft: &mut Draft<'_>, style: &TextStyle) {
    let tag = match style {
        TextStyle::Emphasis => "<em>",
        TextStyle::Strong => "<strong>",
        TextStyle::Struck => "<s>",
        TextStyle::Superior => "<sup>",
        TextStyle::Inferior => "<sub>",
        TextStyle::Code => "<code>",
        TextStyle::SmallCapitals => "<span class=\"smallcaps\">",
        TextStyle::Named(name) => {
            draft.out.raw("<span class=\"named-");
            draft.out.raw(&images::ascii(name));
            "\">"
        }
        TextStyle::Transcribed(mark) => return transcribed(draft, *mark),
    };
    draft.out.raw(tag);
}

/// Opens a text with a mark of transcription. Its classes are the mark's name
/// and the look that the edition gives it.
fn transcribed(draft: &mut Draft<'_>, mark: Mark) {
    let look = match draft.context.book.edition.transcription.shown(mark).look {
        MarkLook::Plain => "",
        MarkLook::Italic => " italic",
        MarkLook::Struck => " struck",
        MarkLook::Raised => " raised",
    };
    let tag = match mark {
        Mark::Deleted => "del",
        Mark::Inserted => "ins",
        _ => "span",
    };
    draft.out.raw(&format!("<{tag} class=\"{}{look}\">", mark.name()));
}

fn end_tag(wrap: &Wrap<'_>) -> &'static str {
    match wrap {
        Wrap::Style(style) => match style {
            TextStyle::Emphasis => "</em>",
            TextStyle::Strong => "</strong>",
            TextStyle::Struck => "</s>",
            TextStyle::Superior => "</sup>",
            TextStyle::Inferior => "</sub>",
            TextStyle::Code => "</code>",
            TextStyle::Transcribed(Mark::Deleted) => "</del>",
            TextStyle::Transcribed(Mark::Inserted) => "</ins>",
            TextStyle::SmallCapitals | TextStyle::Named(_) | TextStyle::Transcribed(_) => "</span>",
        },
        Wrap::Foreign(_) | Wrap::Plain | Wrap::Whole => "</span>",
        Wrap::Tag { .. } | Wrap::Place(_) | Wrap::External(_) => "</a>",
    }
}

fn reference<'a>(draft: &mut Draft<'a>, to: &'a Reference, content: &'a [Inline<Reference>]) {
    let anchor = own_anchor(draft.context, to);
    if let Some(anchor) = anchor {
        draft.markers_at(anchor);
    }
    marker_before(draft, content);
    match to {
        Reference::Mention(id) => {
            let mention = draft.context.book.mention(*id);
            let anchor = anchor.filter(|_| mention.sigil != Sigil::Passing);
            let entry = draft.context.entry_of(mention.record);
            let record = draft.context.book.record(mention.record);
            let is_term = record.data.kind == RecordKind::Term;
            let is_whole = !record.data.hyphenates && !content.is_empty();
            if is_whole {
                start_tag(draft, Wrap::Whole, None);
                draft.open.push(Wrap::Whole);
            }
            match entry {
                Some(entry) if !content.is_empty() && !draft.is_in_link() => {
                    wrapped(draft, Wrap::Tag { is_term, entry }, anchor, content);
                }
                _ if anchor.is_some() => wrapped(draft, Wrap::Plain, anchor, content),
                _ => write(draft, content),
            }
            if is_whole {
                draft.open.pop();
                draft.out.raw(end_tag(&Wrap::Whole));
            }
        }
        Reference::Citation(id) => {
            let note_id = draft.context.book.citation(*id).note;
            let note = draft.context.book.note(note_id);
            draft.cite(note_id, notes::reserve(note));
            let is_keyed = draft.context.book.is_keyed_to_line(note);
            citation(draft, anchor, note.anchor, if is_keyed { KEYED } else { &note.mark });
        }
        Reference::Place(target) if !content.is_empty() && !draft.is_in_link() => {
            wrapped(draft, Wrap::Place(*target), None, content);
        }
        Reference::External(url) if !content.is_empty() && !draft.is_in_link() => {
            wrapped(draft, Wrap::External(url), None, content);
        }
        Reference::Point(_) => wrapped(draft, Wrap::Plain, anchor, content),
        Reference::Place(_) | Reference::External(_) => write(draft, content),
        Reference::PageOf(target) => page_of(draft, *target),
    }
}

/// A page that begins with the very first word of a link begins before it.
fn marker_before(draft: &mut Draft<'_>, content: &[Inline<Reference>]) {
    if draft.is_hoisted {
        return;
    }
    if let Some(id) = first_text(content) {
        let starts = draft.context.starts.in_text(id);
        for (_, page) in starts.take_while(|(offset, _)| *offset == 0) {
            draft.out.hole(Fill::Page(page));
            draft.hoisted = id;
        }
    }
}

fn first_text(content: &[Inline<Reference>]) -> Option<TextId> {
    match content.first()? {
        Inline::Text(node) => Some(node.id),
        Inline::Styled { content, .. } | Inline::Foreign { content, .. } => first_text(content),
        _ => None,
    }
}

fn citation(draft: &mut Draft<'_>, anchor: Option<AnchorId>, note: AnchorId, mark: &str) {
    let is_link = !mark.is_empty() && !draft.is_in_link();
    draft.out.raw(if is_link {
        "<a class=\"noteref\" epub:type=\"noteref\" role=\"doc-noteref\""
    } else {
        "<span class=\"noteref\""
    });
    link_end(draft, anchor, is_link.then_some(note));
    if !mark.is_empty() {
        draft.out.raw("<sup>");
        draft.out.text(mark);
        draft.out.raw("</sup>");
    }
    draft.out.raw(if is_link { "</a>" } else { "</span>" });
}

/// Prints *p. 34*; a place that is on no page prints its section's title.
fn page_of(draft: &mut Draft<'_>, target: AnchorId) {
    let context = draft.context;
    let label = match context.pages.folio(target) {
        Some(folio) => format!("{}{folio}", wording::of(&context.book.edition.language).page),
        None => {
            let section = context.book.section(context.book.anchor(target).section);
            titles::plain(context.book, section)
        }
    };
    let is_link = !draft.is_in_link();
    if is_link {
        draft.out.raw("<a");
        link_end(draft, None, Some(target));
    }
    draft.out.text(&label);
    if is_link {
        draft.out.raw("</a>");
    }
}

fn picture(draft: &mut Draft<'_>, image: &Image) {
    let context = draft.context;
    if let Some(place) = context.images.get(image.name.as_str()) {
        draft.images.insert(image.name.clone());
        draft.out.raw("<img class=\"inline\"");
        draft.out.attribute("src", &format!("../{place}"));
        images::alternative(&mut draft.out, image);
        draft.out.raw("/>");
    }
}
