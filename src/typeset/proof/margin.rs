//! The margins of a proof: on the left the numbers of lines and the places of
//! paragraphs, on the right what is said of lines, one below the other.

use crate::model::length::Length;
use crate::model::pages::{Line, Page, Rule};
use crate::model::proof::{Apron, Changed};
use crate::model::style::{Align, Shape as Letters};
use crate::typeset::bench::{Bench, Type, moved};
use crate::typeset::items::{Item, Shape};
use crate::typeset::proof::asides::Aside;
use crate::typeset::proof::rows::Rows;

/// Every so many lines have their number.
const NUMBERED: u32 = 5;
/// Size and leading of what stands in margins, in points.
const SIZE: f64 = 6.0;
const LEADING: f64 = 7.2;
/// Space between two notes.
const GAP: f64 = 1.8;
/// Between the trim and what stands beside it: room for ticks and bars.
const AWAY: f64 = 14.0;
/// For a line's number before what is said of the line.
const HANG: f64 = 15.0;
/// The widest place of a paragraph, in characters.
const LONGEST_PLACE: usize = 38;

/// Paper around the page, in points: left, right, above, below.
const APRON: [f64; 4] = [152.0, 214.0, 46.0, 40.0];

/// The paper around each page of a proof.
pub(crate) fn apron() -> Apron {
    let [left, right, above, below] = APRON.map(Length::from_points);
    Apron { left, right, above, below }
}

/// The type of the margins.
pub(crate) fn kind() -> Type {
    Type { family: "sans", size: Length::from_points(SIZE), has_text_figures: false }
}

/// The leading of the margins.
pub(crate) fn leading() -> Length {
    Length::from_points(LEADING)
}

/// What stands beside a page, composed.
pub(crate) struct Margin {
    /// Numbers of lines, with their baselines.
    numbers: Vec<(Length, Vec<Item>)>,
    /// Places of paragraphs.
    places: Vec<(Length, Vec<Item>)>,
    notes: Vec<Note>,
    slug: Vec<Item>,
}

/// What is said of a line.
struct Note {
    /// The line's.
    baseline: Length,
    items: Vec<Item>,
    is_query: bool,
    /// Its position in the list of all.
    at: usize,
}

/// What is written into the margins of a page.
pub(crate) struct Said<'s> {
    /// Line numbers and the places of the paragraphs that begin there.
    pub(crate) places: Vec<(u32, String)>,
    /// With their positions in the list of all.
    pub(crate) asides: Vec<(usize, &'s Aside)>,
    pub(crate) slug: String,
}

/// Composes the margins of a page.
pub(crate) fn compose(bench: &mut Bench<'_>, rows: &Rows, said: &Said<'_>) -> Margin {
    let baseline = |line: u32| rows.places.get(line as usize - 1).map(|(baseline, _)| *baseline);
    let mut margin =
        Margin { numbers: Vec::new(), places: Vec::new(), notes: Vec::new(), slug: Vec::new() };
    for ((place, _), number) in rows.places.iter().zip(1_u32..) {
        if number.is_multiple_of(NUMBERED) {
            let items = bench.plain(&number.to_string(), Letters::Roman, kind());
            margin.numbers.push((*place, items));
        }
    }
    for (line, place) in &said.places {
        let Some(baseline) = baseline((*line).max(1)) else { continue };
        let items = bench.plain(&shortened(place), Letters::Roman, kind());
        margin.places.push((baseline, items));
    }
    for (at, aside) in &said.asides {
        // A page without text may have a section's anchor all the same.
        let baseline = baseline(aside.line.max(1)).unwrap_or_default();
        let mut items = bench.plain(&aside.line.to_string(), Letters::Bold, kind());
        items.push(Item::Tab { to: Length::from_points(HANG) });
        for (text, letters) in &aside.runs {
            items.extend(spaced(bench, text, *letters));
        }
        margin.notes.push(Note { baseline, items, is_query: aside.is_query, at: *at });
    }
    margin.slug = bench.plain(&said.slug, Letters::Roman, kind());
    margin
}

/// Composes a stretch that may begin with a space, which composing drops at
/// the head of a text.
pub(crate) fn spaced(bench: &mut Bench<'_>, text: &str, letters: Letters) -> Vec<Item> {
    if !text.starts_with(' ') {
        return bench.plain(text, letters, kind());
    }
    let mut items = bench.plain(&format!("x{text}"), letters, kind());
    items.remove(0);
    items
}

/// The end of a place that is too long for its column.
fn shortened(place: &str) -> String {
    let count = place.chars().count();
    match place.char_indices().nth((count + 1).saturating_sub(LONGEST_PLACE)) {
        Some((from, _)) if count > LONGEST_PLACE => {
            let rest = &place[from..];
            // From a folder on, if that keeps the file's name.
            let from = rest.find('/').map_or(0, |at| at + 1);
            format!("…{}", &rest[from..])
        }
        _ => place.to_string(),
    }
}

impl Margin {
    /// Puts the margins beside the page; gives the positions of what did not
    /// find room there.
    pub(crate) fn set(
        &self,
        bench: &Bench<'_>,
        (width, height): (Length, Length),
        page: &mut Page,
    ) -> Vec<usize> {
        let points = Length::from_points;
        let apron = apron();
        let line = |items: &[Item], measure: Length, align: Align| {
            bench.lines(items, &Shape::flush(measure, align), leading())
        };
        for (baseline, items) in &self.numbers {
            let lines = line(items, points(20.0), Align::Right);
            page.furniture.extend(moved(lines, points(-AWAY - 12.0), *baseline));
        }
        let measure = apron.left - points(AWAY + 24.0);
        for (baseline, items) in &self.places {
            let lines = line(items, measure, Align::Right).into_iter().take(1).collect();
            page.furniture.extend(moved(lines, points(8.0) - apron.left, *baseline));
        }
        let slug = line(&self.slug, apron.left + width + apron.right - points(20.0), Align::Left);
        page.furniture.extend(moved(slug, points(10.0) - apron.left, points(14.0) - apron.above));
        self.notes(bench, (width, height), page)
    }

    fn notes(
        &self,
        bench: &Bench<'_>,
        (width, height): (Length, Length),
        page: &mut Page,
    ) -> Vec<usize> {
        let points = Length::from_points;
        let hang = points(HANG);
        let measure = apron().right - points(AWAY + 8.0);
        let shape = Shape { left: hang, first: -hang, ..Shape::flush(measure, Align::Left) };
        let mut lines: Vec<Vec<Line>> =
            self.notes.iter().map(|note| bench.lines(&note.items, &shape, leading())).collect();
        let room = height + apron().below - points(16.0);
        let heights: Vec<Length> = lines.iter().map(|lines| depth(lines.len())).collect();
        let wanted: Vec<Length> = self.notes.iter().map(|note| note.baseline).collect();
        let tops = stacked(&wanted, &heights, room);
        let mut is_ticked: Option<Length> = None;
        for (at, top) in tops.iter().enumerate() {
            let x = width + points(AWAY);
            if self.notes[at].is_query {
                page.rules.push(Rule {
                    x: x - points(2.5),
                    y: *top - points(SIZE).scaled(8, 10),
                    width: points(1.2),
                    height: leading() * lines[at].len() as i32,
                });
            }
            page.furniture.extend(moved(std::mem::take(&mut lines[at]), x, *top));
            let baseline = wanted[at];
            if is_ticked != Some(baseline) {
                page.rules.push(Rule {
                    x: width + points(3.0),
                    y: baseline - points(2.2),
                    width: points(7.0),
                    height: points(0.3),
                });
                is_ticked = Some(baseline);
            }
        }
        self.notes[tops.len()..].iter().map(|note| note.at).collect()
    }
}

/// What so many lines take, with the space after them.
fn depth(line_count: usize) -> Length {
    leading() * line_count as i32 + Length::from_points(GAP)
}

/// First baselines of notes that want to stand at certain baselines and must
/// not overlap, all of them above `room`: as near as can be, in their order.
/// Notes at the end for which there is no room have none.
fn stacked(wanted: &[Length], heights: &[Length], room: Length) -> Vec<Length> {
    let top = leading();
    let mut count = 0;
    let mut sum = top;
    while count < wanted.len() && sum + heights[count] <= room {
        sum += heights[count];
        count += 1;
    }
    let mut tops = Vec::with_capacity(count);
    let mut free = top;
    for (wanted, height) in wanted.iter().zip(heights).take(count) {
        let place = free.max(*wanted);
        tops.push(place);
        free = place + *height;
    }
    let mut end = room;
    for (place, height) in tops.iter_mut().zip(heights).rev() {
        *place = (*place).min(end - *height);
        end = *place;
    }
    tops
}

/// Draws a bar beside each line that has changed, at the page's left edge.
pub(crate) fn bars(page: &mut Page, rows: &Rows, changed: &[Changed]) {
    let points = Length::from_points;
    for line in changed {
        let number = rows.numbers.get(line.line as usize).copied().unwrap_or_default();
        let Some((baseline, size)) = rows.places.get((number as usize).wrapping_sub(1)) else {
            continue;
        };
        page.rules.push(Rule {
            x: points(-5.0),
            y: *baseline - size.scaled(85, 100),
            width: points(1.6),
            height: size.scaled(115, 100),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::{shortened, stacked};
    use crate::model::length::Length;

    #[track_caller]
    fn check(wanted: &[f64], heights: &[f64], room: f64, places: &[f64]) {
        let lengths = |list: &[f64]| -> Vec<Length> {
            list.iter().map(|points| Length::from_points(*points)).collect()
        };
        let found = stacked(&lengths(wanted), &lengths(heights), Length::from_points(room));
        assert_eq!(found, lengths(places));
    }

    #[test]
    fn notes_stand_at_their_lines_where_they_can() {
        check(&[20.0, 50.0], &[9.0, 9.0], 100.0, &[20.0, 50.0]);
    }

    #[test]
    fn notes_are_pushed_down_and_up_but_never_overlap() {
        check(&[20.0, 22.0], &[9.0, 9.0], 100.0, &[20.0, 29.0]);
        check(&[80.0, 85.0, 90.0], &[9.0, 9.0, 9.0], 100.0, &[73.0, 82.0, 91.0]);
    }

    #[test]
    fn what_finds_no_room_is_left_out() {
        check(&[20.0, 20.0, 20.0], &[40.0, 40.0, 40.0], 100.0, &[20.0, 60.0]);
    }

    #[test]
    fn places_keep_their_ends() {
        assert_eq!(shortened("essay.md:12"), "essay.md:12");
        let long = "1931/letters/1931-08-11-kaganovich.md:12";
        assert_eq!(shortened(long), "…letters/1931-08-11-kaganovich.md:12");
    }
}
