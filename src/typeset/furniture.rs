//! Running heads and folios.

use rustc_hash::FxHashMap;

use crate::model::book::{Book, Matter, Reference, SectionKind, bare};
use crate::model::edition::{Edition, Generated};
use crate::model::folio::Folio;
use crate::model::index::{Entry, Indexes};
use crate::model::length::Length;
use crate::model::pages::Line;
use crate::model::style::{Align, FolioPlace, HeadText, Style};
use crate::model::text::{Inline, plain};
use crate::model::wording;
use crate::typeset::compose::{Composer, Manner};
use crate::typeset::items::{Item, Shape};
use crate::typeset::matter::made;
use crate::typeset::ranges::range;
use crate::typeset::rows::{Maker, above};
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
    entries: Option<Ends>,
    /// The pages to which the notes on the page belong, instead.
    notes: Option<(Folio, Folio)>,
}

/// An index and two of its entries, by their positions: the first and the
/// last on a page.
type Ends = (usize, (u32, u32));

/// Letters of a heading where two do not fit into a running head: at most so
/// many of each, the most that fits counts.
const SHORTENED: [usize; 3] = [40, 26, 16];

/// Heads and folios of the whole book, composed and not yet set.
pub(crate) struct Furniture {
    /// Each in several lengths, the longest first.
    heads: FxHashMap<Head, Vec<Vec<Item>>>,
    /// For what is too long in any of them.
    ellipsis: Vec<Item>,
    folios: FxHashMap<Folio, Vec<Item>>,
    /// Numbers of lines for the margin, every [`COUNTED`]th.
    line_numbers: Vec<Vec<Item>>,
}

/// How many lines there are from one number in the margin to the next.
const COUNTED: usize = 5;

/// Size of these numbers beside that of the notes, and their distance from the
/// text beside that of the text, in per cent.
const NUMBER_SIZE: i64 = 90;
const NUMBER_DISTANCE: i64 = 90;

/// A page as its furniture sees it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Side {
    pub(crate) folio: Folio,
    pub(crate) is_recto: bool,
    pub(crate) dress: Dress,
    /// The section that the page belongs to.
    pub(crate) section: usize,
    pub(crate) entries: Option<Ends>,
    /// In a section of notes: the first and the last page to which those on
    /// the page belong.
    pub(crate) notes: Option<(Folio, Folio)>,
}

/// Composes the furniture of all pages.
pub(crate) fn compose<'a>(
    composer: &mut Composer<'a>,
    indexes: &Indexes,
    sides: &[Side],
) -> Furniture {
    let style = composer.style;
    let language = composer.book.edition.language.clone();
    let manner = Manner::new(style, sections::family(&style.heads.family), style.heads.size);
    let shaped = manner.shaped(style.heads.shape);
    let ellipsis = composer.plain("…", shaped, &language);
    let (heads, folios) = Default::default();
    let line_numbers = line_numbers(composer);
    let mut furniture = Furniture { heads, ellipsis, folios, line_numbers };
    let headings: Vec<Vec<&Entry>> = indexes
        .indexes
        .iter()
        .map(|index| index.groups.iter().flat_map(|group| &group.entries).collect())
        .collect();
    for side in sides {
        if side.dress == Dress::Bare {
            continue;
        }
        let head = head(side, style, composer.book);
        if let (Dress::Full, Some(head)) = (side.dress, head) {
            furniture.heads.entry(head).or_insert_with(|| {
                if let Some((index, (first, last))) = head.entries {
                    let heading = |at: u32| plain(&headings[index][at as usize].heading);
                    let texts = ranges(&heading(first), &heading(last));
                    let items = |text: &String| composer.plain(text, shaped, &language);
                    return texts.iter().map(items).collect();
                }
                if let Some(notes) = head.notes {
                    return vec![composer.plain(
                        &notes_to(notes, &composer.book.edition),
                        shaped,
                        &language,
                    )];
                }
                let text = text(&head, composer.book, composer);
                vec![composer.items(&text, shaped, &language)]
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
        HeadText::Book => Some(Head { section: None, entries: None, notes: None }),
        HeadText::Chapter => {
            let (entries, notes) = (side.entries, side.notes);
            Some(Head { section: Some(side.section), entries, notes })
        }
        // Front and back matter have no parts: their own title stands twice.
        HeadText::Part => Some(Head {
            section: match (&section.kind, section.part) {
                (SectionKind::Part(_), _) => Some(side.section),
                (_, Some(part)) => Some(part.0 as usize),
                _ if section.matter == Matter::Body => None,
                _ => Some(side.section),
            },
            entries: None,
            notes: side.notes,
        }),
    }
}

/// The text of a head: a short title where there is one, a document's number
/// and date.
fn text(head: &Head, book: &Book, composer: &Composer<'_>) -> Vec<Inline<Reference>> {
    let Some(section) = head.section else { return vec![made(&book.edition.title)] };
    let section = &book.sections[section];
    if let SectionKind::Chapter(chapter) = &section.kind {
        let chapter = &chapter.chapter;
        if !chapter.short_title.is_empty() {
            return bare(&chapter.short_title);
        }
        if let Some(document) = &chapter.document
            && let Some(number) = document.number
            && (!document.date_printed.is_empty() || !document.arrangement.date.is_empty())
        {
            let mut text = vec![made(&format!("{number}.\u{2002}"))];
            text.extend(match document.date_printed.is_empty() {
                true => vec![made(&document.arrangement.date)],
                false => bare(&document.date_printed),
            });
            return text;
        }
    }
    if let SectionKind::Generated(Generated::Contents) = section.kind {
        return vec![made(wording::of(&book.edition.language).contents)];
    }
    composer.section_title(section).unwrap_or_else(|| vec![made(&book.edition.title)])
}

/// *Notes to pages 12–34*, the range as the indexes have it.
fn notes_to((first, last): (Folio, Folio), edition: &Edition) -> String {
    let wording = wording::of(&edition.language);
    let phrase = if first == last { wording.notes_to_page } else { wording.notes_to_pages };
    format!("{phrase}{}", range(first, last, edition.glossary_rules().ranges))
}

/// The numbers of lines for the margin, where notes name lines.
fn line_numbers(composer: &mut Composer<'_>) -> Vec<Vec<Item>> {
    let style = composer.style;
    let book = composer.book;
    if !book.notes.iter().any(|note| book.is_keyed_to_line(note)) {
        return Vec::new();
    }
    let language = &book.edition.language;
    let manner = Manner::new(style, "text", style.notes.size.scaled(NUMBER_SIZE, 100));
    // Lines of the smallest type are closer than those of the text.
    let most = 2 * style.page.lines as usize / COUNTED;
    (1..=most)
        .map(|count| composer.plain(&(count * COUNTED).to_string(), manner, language))
        .collect()
}

/// The headings at the ends of a page of an index, in several lengths.
fn ranges(first: &str, last: &str) -> Vec<String> {
    let range = |first: &str, last: &str| match first == last {
        true => first.to_string(),
        false => format!("{first}\u{2009}–\u{2009}{last}"),
    };
    let [short_first, short_last] = [first, last].map(surname);
    let mut ranges = vec![range(short_first, short_last)];
    if short_first == short_last && first != last {
        ranges.insert(0, range(first, last));
    }
    for count in SHORTENED {
        ranges.push(range(&cut(short_first, count), &cut(short_last, count)));
    }
    ranges
}

/// A heading up to its comma.
fn surname(heading: &str) -> &str {
    heading.split(',').next().unwrap_or(heading).trim_end()
}

/// The first words of a heading, or the first letters of its first word.
fn cut(heading: &str, count: usize) -> String {
    let Some((end, _)) = heading.char_indices().nth(count) else { return heading.to_string() };
    let end = heading[..end].rfind(' ').unwrap_or(end);
    format!("{}…", heading[..end].trim_end_matches(|last: char| !last.is_alphanumeric()))
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
            && let Some(texts) = self.heads.get(&head)
        {
            lines.extend(set(&self.fitting(texts, maker), Align::Centre, (left, top), maker));
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

    /// Numbers beside every fifth of the lines of text with these baselines,
    /// which are measured from the top of the type area.
    pub(crate) fn line_numbers(
        &self,
        side: &Side,
        baselines: &[Length],
        maker: &Maker<'_>,
    ) -> Vec<Line> {
        let style = maker.style;
        let page = &style.page;
        let top = page.first_baseline - above(style.text.leading);
        let distance = style.text.size.scaled(NUMBER_DISTANCE, 100);
        let baselines = baselines.iter().skip(COUNTED - 1).step_by(COUNTED);
        let lines = self.line_numbers.iter().zip(baselines).filter_map(|(items, baseline)| {
            let width = maker.natural(items);
            let left = match side.is_recto {
                true => page.width - page.outer + distance,
                false => page.outer - distance - width,
            };
            set(items, Align::Left, (left, top + *baseline), maker)
        });
        lines.collect()
    }

    /// The longest text that fits beside the folio; where none does, the
    /// beginning of the shortest.
    fn fitting(&self, texts: &[Vec<Item>], maker: &Maker<'_>) -> Vec<Item> {
        let room = maker.style.page.measure() - maker.style.heads.size * 6;
        let fits = |items: &&Vec<Item>| maker.natural(items) <= room;
        if let Some(items) = texts.iter().find(fits) {
            return items.clone();
        }
        let shortest = texts.last().map_or(&[][..], Vec::as_slice);
        let room = room - maker.natural(&self.ellipsis);
        [maker.fitting(shortest, room), &self.ellipsis].concat()
    }
}

/// Sets one line.
fn set(
    items: &[Item],
    align: Align,
    (left, baseline): (Length, Length),
    maker: &Maker<'_>,
) -> Option<Line> {
    let shape = Shape::flush(maker.style.page.measure(), align);
    let line = maker.paragraph(items, &shape).into_iter().next()?;
    let mut line = line.line;
    line.x += left;
    line.baseline = baseline;
    Some(line)
}

#[cfg(test)]
mod tests {
    use super::ranges;

    #[track_caller]
    fn check(first: &str, last: &str, shown: &[&str]) {
        let found = ranges(first, last);
        let found: Vec<String> = found.iter().map(|text| text.replace('\u{2009}', "")).collect();
        assert_eq!(&found[..shown.len()], shown);
    }

    #[test]
    fn headings_are_shown_up_to_their_commas() {
        check("Beria, Lavrenty", "Kirov, Sergei", &["Beria–Kirov"]);
        check("Beria, Lavrenty", "Beria, Lavrenty", &["Beria"]);
    }

    #[test]
    fn namesakes_are_told_apart() {
        check("Smith, Adam", "Smith, John", &["Smith, Adam–Smith, John", "Smith"]);
    }

    #[test]
    fn long_headings_are_cut_between_words() {
        let long = "Committee of the Regions and of the Federal Provinces";
        let cut = "Committee of the Regions and of the…–Kirov";
        check(long, "Kirov", &[&format!("{long}–Kirov"), cut, "Committee of the Regions…–Kirov"]);
        check(long, "Kirov", &[&format!("{long}–Kirov"), cut]);
    }
}
