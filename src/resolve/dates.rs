//! Dates in words.

use crate::model::date::{Date, DocumentDate};
use crate::model::language::Language;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// How a language writes dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Manner {
    /// `11 August 1931`.
    DayFirst,
    /// `August 11, 1931`.
    MonthFirst,
    /// `1931-08-11`: languages whose words we do not know.
    Figures,
}

/// The date as a title gives it, in the words of the language.
pub(crate) fn in_words(date: &DocumentDate, language: &Language) -> String {
    let manner = match (language.primary().as_str(), language.region()) {
        ("en", Some("US")) => Manner::MonthFirst,
        ("en", _) => Manner::DayFirst,
        _ => Manner::Figures,
    };
    let words = match date.to {
        Some(to) if to != date.from => range(date.from, to, manner),
        _ => single(date.from, manner),
    };
    match (date.is_circa, manner) {
        (false, _) => words,
        (true, Manner::Figures) => format!("ca. {words}"),
        (true, _) => format!("circa {words}"),
    }
}

fn single(date: Date, manner: Manner) -> String {
    let Some(month) = month(date).filter(|_| manner != Manner::Figures) else {
        return date.to_string();
    };
    match (date.day, manner) {
        (None, _) => format!("{month} {}", date.year),
        (Some(day), Manner::MonthFirst) => format!("{month} {day}, {}", date.year),
        (Some(day), _) => format!("{day} {month} {}", date.year),
    }
}

/// What both dates share is said once.
fn range(from: Date, to: Date, manner: Manner) -> String {
    let whole = || format!("{}–{}", single(from, manner), single(to, manner));
    let (Some(first), Some(last)) = (month(from), month(to)) else { return whole() };
    if manner == Manner::Figures || from.year != to.year || from.day.is_some() != to.day.is_some() {
        return whole();
    }
    let year = from.year;
    match (from.day.zip(to.day), manner) {
        (None, _) => format!("{first}–{last} {year}"),
        (Some((start, end)), Manner::MonthFirst) if first == last => {
            format!("{first} {start}–{end}, {year}")
        }
        (Some((start, end)), Manner::MonthFirst) => {
            format!("{first} {start}–{last} {end}, {year}")
        }
        (Some((start, end)), _) if first == last => format!("{start}–{end} {last} {year}"),
        (Some((start, end)), _) => format!("{start} {first}–{end} {last} {year}"),
    }
}

fn month(date: Date) -> Option<&'static str> {
    MONTHS.get(usize::from(date.month?).checked_sub(1)?).copied()
}

#[cfg(test)]
mod tests {
    use super::in_words;
    use crate::model::date::DocumentDate;
    use crate::model::language::Language;

    #[track_caller]
    fn check(written: &str, language: &str, words: &str) {
        let date = DocumentDate::parse(written).expect("a date");
        let language = Language::new(language).expect("a language");
        assert_eq!(in_words(&date, &language), words);
    }

    #[test]
    fn english_has_two_manners() {
        check("1931-08-11", "en-GB", "11 August 1931");
        check("1931-08-11", "en-US", "August 11, 1931");
        check("1931-08", "en-US", "August 1931");
        check("circa 1931", "en", "circa 1931");
    }

    #[test]
    fn ranges_say_once_what_they_share() {
        check("1931-08-11/1931-08-14", "en-GB", "11–14 August 1931");
        check("1931-08-11/1931-08-14", "en-US", "August 11–14, 1931");
        check("1931-07-30/1931-08-02", "en-GB", "30 July–2 August 1931");
        check("1931-07-30/1931-08-02", "en-US", "July 30–August 2, 1931");
        check("1931-07/1931-08", "en-GB", "July–August 1931");
        check("1931-12-30/1932-01-02", "en-GB", "30 December 1931–2 January 1932");
        check("1931/1933", "en-GB", "1931–1933");
        check("1931-08/1931-08-11", "en-GB", "August 1931–11 August 1931");
    }

    #[test]
    fn other_languages_get_figures() {
        check("1931-08-11", "ka", "1931-08-11");
        check("circa 1931-08", "de", "ca. 1931-08");
    }
}
