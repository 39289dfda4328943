//! Pages of rows that are all alike, but for notes, headings and figures.

use crate::model::length::Length;
use crate::model::style::FigurePlace;
use crate::typeset::floating::{self, Floats};
use crate::typeset::paginate::pages;
use crate::typeset::plan::{Flow, Plan};
use crate::typeset::rows::{Row, row};
use crate::typeset::variants::Variants;

const GRID: Length = Length(12 * Length::UNITS);

/// `text` has a letter for each row: `a` an ordinary one, `h` a heading that keeps, `F` a
/// figure of five lines that may float, `o` a row that opens a section, and a digit for a
/// row that calls a note of so many rows.
fn plan(text: &str, line_count: i32) -> Vec<Plan> {
    let mut rows: Vec<Row> = Vec::new();
    let (mut due, mut bounds) = (Vec::new(), Vec::new());
    for letter in text.chars() {
        let penalty = if letter == 'h' { 5_000_000 } else { 0 };
        let is_figure = letter == 'F';
        let height = if is_figure { GRID * 5 } else { GRID };
        let opens = (letter == 'o').then_some(1);
        let figure = is_figure.then_some(0);
        rows.push(Row { penalty, snaps: !is_figure, opens, figure, ..row(height) });
        let start = bounds.len();
        let end = start + letter.to_digit(10).unwrap_or(0) as usize;
        bounds.extend((start..end).map(|_| (start, end)));
        due.push(end);
    }
    let figures = floating::number(&mut rows);
    let notes: Vec<Row> = bounds.iter().map(|_| row(GRID)).collect();
    let (rows, notes) = (rows.as_slice(), notes.as_slice());
    let gap = Length::ZERO;
    let starts_recto = true;
    let (due, bounds) = (due.as_slice(), bounds.as_slice());
    let variants = &Variants::default();
    let grid = GRID;
    let figures = figures.as_slice();
    let floats = Floats { rows, figures, place: FigurePlace::Auto, grid };
    let held = None;
    let series = vec![0; notes.len()];
    let flow = Flow {
        rows,
        notes,
        due,
        bounds,
        series: &series,
        between: Length::ZERO,
        floats,
        grid,
        line_count,
        gap,
        starts_recto,
        variants,
        held,
    };
    pages(&flow)
}

#[track_caller]
fn check(text: &str, line_count: i32, expected: &[(usize, usize)]) {
    let counts: Vec<(usize, usize)> =
        plan(text, line_count).iter().map(|plan| (plan.rows.len(), plan.notes.len())).collect();
    assert_eq!(counts, expected);
}

#[test]
fn full_pages_are_full() {
    check("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 10, &[(10, 0), (10, 0), (10, 0)]);
}

#[test]
fn a_heading_goes_with_what_follows() {
    check("aaaaaaaaahaaaaaaaaaaaa", 10, &[(9, 0), (13 - 3, 0), (3, 0)]);
}

#[test]
fn a_note_stands_on_the_page_of_its_mark() {
    check("aaaaaa3aaaaaaaaaaaaa", 10, &[(7, 3), (10, 0), (3, 0)]);
}

#[test]
fn a_long_note_runs_on() {
    let plans = plan("aaa9aaaaaaaaaaaaaaaaaaaaaaaaaaaa", 10);
    assert_eq!(plans.iter().map(|plan| plan.notes.len()).sum::<usize>(), 9);
    let first = plans.iter().position(|plan| plan.rows.contains(&3)).expect("the mark's page");
    assert!(plans[first].notes.len() >= 2, "it starts on the page of its mark");
    assert!(plans[first + 1].continues, "and goes on");
}

#[test]
fn every_row_and_note_is_placed_once() {
    let plans = plan("a2aa1aaahaa9aa3aaah9aaa9a9a9aaaaa1a1a1", 8);
    let (mut row, mut note) = (0, 0);
    for plan in &plans {
        assert_eq!((plan.rows.start, plan.notes.start), (row, note));
        (row, note) = (plan.rows.end, plan.notes.end);
        assert!(plan.rows.len() + plan.notes.len() <= 9, "{plan:?} is too full");
    }
    assert_eq!((row, note), (38, 2 + 1 + 9 + 3 + 9 + 9 + 9 + 9 + 3));
}

/// `expected`: the rows of each page's text as letters, figures at its top
/// before a bar.
#[track_caller]
fn check_figures(text: &str, line_count: i32, expected: &str) {
    let pages: Vec<String> = plan(text, line_count)
        .iter()
        .map(|plan| {
            let within = plan.figures.start + plan.top..plan.figures.end;
            let before = text[..plan.rows.start].matches('F').count();
            let mut figure = before;
            let mut page = "F".repeat(plan.top) + if plan.top > 0 { "|" } else { "" };
            for letter in text[plan.rows.clone()].chars() {
                let stands = letter != 'F' || within.contains(&figure);
                figure += usize::from(letter == 'F');
                page.extend(stands.then_some(letter));
            }
            page
        })
        .collect();
    assert_eq!(pages.join(" "), expected);
}

#[test]
fn a_figure_that_fits_stands_where_it_is_written() {
    check_figures("aaaFaaaaaaa", 10, "aaaFaa aaaaa");
}

#[test]
fn a_figure_that_does_not_fit_goes_to_the_top_of_the_next_page() {
    check_figures("aaaaaaaFaaaaaaaaaaaaa", 10, "aaaaaaaaaa F|aaaaa aaaaa");
}

#[test]
fn figures_keep_their_order() {
    check_figures("aaaaaaaFaFaaaaaaaaaaa", 10, "aaaaaaaaaa FF|a aaaaaaaa");
}

#[test]
fn a_figure_stays_in_its_section() {
    check_figures("aaaaaaaFoaaaaaaaaaaa", 10, "aaaaaaa Foaaaa aaaaaaa");
}

#[test]
fn a_figure_at_the_end_has_a_page_after_the_text() {
    check_figures("aaaaaaaFaa", 10, "aaaaaaaaa F|");
}
