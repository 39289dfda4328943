//! Running heads and folios.

use rustc_hash::FxHashMap;

use crate::model::book::{Book, Matter, Reference, SectionKind, bare};
use crate::model::edition::Generated;
use crate::model::folio::Folio;
use crate::model::length::Length;
use crate::model::pages::Line;
use crate::model::register::RecordId;
use crate::model::style::{Align, FolioPlace, HeadText, Style};
use crate::model::text::{Inline, plain};
use crate::model::wording;
use crate::typeset::compose::{Composer, Manner};
use crate::typeset::items::{Item, Shape};
use crate::typeset::matter::made;
use crate::typeset::rows::Maker;
use crate::typeset::sections;

/// What stands around the text of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Dress {
    /// A head, and the folio where the style has it.
    Full,
    /// An opening: no head, the folio at the foot.
    Opening,
    /// A title page, a blank verso: nothing.
    Bare,
}

/// What the head of a page depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Head {
    /// The section whose title it shows; none for the book's.
    section: Option<usize>,
    /// The first and the last heading of a page of an index, instead.
    entries: Option<(RecordId, RecordId)>,
}

/// Heads and folios of the whole book, composed and not yet set.
pub(crate) struct Furniture {
    heads: FxHashMap<Head, Vec<Item>>,
    folios: FxHashMap<Folio, Vec<Item>>,
}

/// A page as its furniture sees it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Side {
    pub(crate) folio: Folio,
    pub(crate) is_recto: bool,
    pub(crate) dress: Dress,
    /// The section that the page belongs to.
    pub(crate) section: usize,
    /// The first and the last entry that begin on a page of an index.
    pub(crate) entries: Option<(RecordId, RecordId)>,
}

/// Composes the furniture of all pages.
pub(crate) fn compose<'a>(composer: &mut Composer<'a>, sides: &[Side]) -> Furniture {
    let style = composer.style;
    let language = composer.book.edition.language.clone();
    let mut furniture = Furniture { heads: FxHashMap::default(), folios: FxHashMap::default() };
    let manner = Manner::new(style, sections::family(&style.heads.family), style.heads.size);
    for side in sides {
        if side.dress == Dress::Bare {
            continue;
        }
        let head = head(side, style, composer.book);
        if let (Dress::Full, Some(head)) = (side.dress, head) {
            furniture.heads.entry(head).or_insert_with(|| {
                let text = text(&head, composer.book, composer);
                composer.items(&text, manner.shaped(style.heads.shape), &language)
            });
        }
        furniture
            .folios
            .entry(side.folio)
            .or_insert_with(|| composer.plain(&side.folio.to_string(), manner, &language));
    }
    furniture
}

fn head(side: &Side, style: &Style, book: &Book) -> Option<Head> {
    let shown = if side.is_recto { style.heads.recto } else { style.heads.verso };
    let section = &book.sections[side.section];
    match shown {
        HeadText::None => None,
        HeadText::Book => Some(Head { section: None, entries: None }),
        HeadText::Chapter => Some(Head { section: Some(side.section), entries: side.entries }),
        // Front and back matter have no parts: their own title stands twice.
        HeadText::Part => Some(Head {
            section: match (&section.kind, section.part) {
                (SectionKind::Part(_), _) => Some(side.section),
                (_, Some(part)) => Some(part.0 as usize),
                _ if section.matter == Matter::Body => None,
                _ => Some(side.section),
            },
            entries: None,
        }),
    }
}

/// The text of a head: a short title where there is one, a document's number
/// and date.
fn text(head: &Head, book: &Book, composer: &Composer<'_>) -> Vec<Inline<Reference>> {
    if let Some((first, last)) = head.entries {
        let [first, last] = [first, last].map(|record| heading(book, record));
        return vec![made(&if first == last {
            first
        } else {
            format!("{first}\u{2009}–\u{2009}{last}")
        })];
    }
    let Some(section) = head.section else { return vec![made(&book.edition.title)] };
    let section = &book.sections[section];
    if let SectionKind::Chapter(chapter) = &section.kind {
        let chapter = &chapter.chapter;
        if !chapter.short_title.is_empty() {
            return bare(&chapter.short_title);
        }
        if let Some(document) = &chapter.document
            && let Some(number) = document.number
            && !document.date_printed.is_empty()
        {
            let mut text = vec![made(&format!("{number}.\u{2002}"))];
            text.extend(bare(&document.date_printed));
            return text;
        }
    }
    if let SectionKind::Generated(Generated::Contents) = section.kind {
        return vec![made(wording::of(&book.edition.language).contents)];
    }
    composer.section_title(section).unwrap_or_else(|| vec![made(&book.edition.title)])
}

/// A record's heading up to its comma.
fn heading(book: &Book, record: RecordId) -> String {
    let heading = plain(&book.record(record).data.heading);
    let end = heading.find(',').unwrap_or(heading.len());
    heading[..end].to_string()
}

impl Furniture {
    /// The lines around a page's text; places from the page's corner.
    pub(crate) fn lines(&self, side: &Side, maker: &Maker<'_>, book: &Book) -> Vec<Line> {
        let style = maker.style;
        if side.dress == Dress::Bare {
            return Vec::new();
        }
        let page = &style.page;
        let left = if side.is_recto { page.inner } else { page.outer };
        let foot = page.first_baseline + style.text.leading * (page.lines - 1) + style.heads.drop;
        let top = page.first_baseline - style.heads.distance;
        let mut lines = Vec::new();
        if side.dress == Dress::Full
            && let Some(head) = head(side, style, book)
            && let Some(items) = self.heads.get(&head)
        {
            lines.extend(set(items, Align::Centre, (left, top), maker));
        }
        if let Some(items) = self.folios.get(&side.folio) {
            let is_at_head = style.heads.folio == FolioPlace::Head && side.dress == Dress::Full;
            let align = match (is_at_head, side.is_recto) {
                (false, _) => Align::Centre,
                (true, true) => Align::Right,
                (true, false) => Align::Left,
            };
            lines.extend(set(items, align, (left, if is_at_head { top } else { foot }), maker));
        }
        lines
    }
}

/// Sets one line; what is too long for it ends in an ellipsis.
fn set(
    items: &[Item],
    align: Align,
    (left, baseline): (Length, Length),
    maker: &Maker<'_>,
) -> Option<Line> {
    let measure = maker.style.page.measure();
    // The folio at the outer margin needs room beside the head.
    let room = measure - maker.style.heads.size * 6;
    let mut fitting = items.len();
    while fitting > 1 && maker.natural(&items[..fitting]) > room {
        fitting -= 1;
    }
    while fitting < items.len() && fitting > 1 && !matches!(items[fitting], Item::Space { .. }) {
        fitting -= 1;
    }
    let shape = Shape::flush(measure, align);
    let line = maker.paragraph(&items[..fitting], &shape).into_iter().next()?;
    let mut line = line.line;
    line.x += left;
    line.baseline = baseline;
    Some(line)
}
