//! Dates in words.

use crate::model::date::{Date, DocumentDate};
use crate::model::language::Language;

/// How a language writes dates.
struct Manner {
    /// After a day, then where a month stands by itself.
    months: [&'static str; 12],
    alone: [&'static str; 12],
    /// A day of a month: `{d}` and `{m}`.
    day: &'static str,
    /// What follows the number of a day that another follows: `11.–14. August`.
    after_day: &'static str,
    /// The first day of a month.
    first: &'static str,
    /// A year after a day, and after a month: `{}` is the year.
    year: (&'static str, &'static str),
    circa: &'static str,
}

const ENGLISH: Manner = Manner {
    months: ENGLISH_MONTHS,
    alone: ENGLISH_MONTHS,
    day: "{d} {m}",
    after_day: "",
    first: "1",
    year: (" {}", " {}"),
    circa: "circa ",
};

const AMERICAN: Manner = Manner { day: "{m} {d}", year: (", {}", " {}"), ..ENGLISH };

const GERMAN: Manner = Manner {
    months: GERMAN_MONTHS,
    alone: GERMAN_MONTHS,
    day: "{d}. {m}",
    after_day: ".",
    first: "1",
    year: (" {}", " {}"),
    circa: "um ",
};

const FRENCH: Manner = Manner {
    months: FRENCH_MONTHS,
    alone: FRENCH_MONTHS,
    day: "{d} {m}",
    after_day: "",
    first: "1er",
    year: (" {}", " {}"),
    circa: "vers ",
};

const SPANISH: Manner = Manner {
    months: SPANISH_MONTHS,
    alone: SPANISH_MONTHS,
    day: "{d} de {m}",
    after_day: "",
    first: "1",
    year: (" de {}", " de {}"),
    circa: "hacia ",
};

const ITALIAN: Manner = Manner {
    months: ITALIAN_MONTHS,
    alone: ITALIAN_MONTHS,
    day: "{d} {m}",
    after_day: "",
    first: "1º",
    year: (" {}", " {}"),
    circa: "circa ",
};

const RUSSIAN: Manner = Manner {
    months: [
        "января",
        "февраля",
        "марта",
        "апреля",
        "мая",
        "июня",
        "июля",
        "августа",
        "сентября",
        "октября",
        "ноября",
        "декабря",
    ],
    alone: [
        "январь",
        "февраль",
        "март",
        "апрель",
        "май",
        "июнь",
        "июль",
        "август",
        "сентябрь",
        "октябрь",
        "ноябрь",
        "декабрь",
    ],
    day: "{d} {m}",
    after_day: "",
    first: "1",
    year: (" {} г.", " {} г."),
    circa: "около ",
};

const ENGLISH_MONTHS: [&str; 12] = [
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
const GERMAN_MONTHS: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];
const FRENCH_MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const SPANISH_MONTHS: [&str; 12] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];
const ITALIAN_MONTHS: [&str; 12] = [
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
];

/// None for languages whose words we do not know: their dates are figures,
/// `1931-08-11`.
fn manner(language: &Language) -> Option<&'static Manner> {
    Some(match (language.primary().as_str(), language.region()) {
        ("en", Some("US")) => &AMERICAN,
        ("en", _) => &ENGLISH,
        ("de", _) => &GERMAN,
        ("fr", _) => &FRENCH,
        ("es", _) => &SPANISH,
        ("it", _) => &ITALIAN,
        ("ru", _) => &RUSSIAN,
        _ => return None,
    })
}

/// The date as a title gives it, in the words of the language.
pub(crate) fn in_words(date: &DocumentDate, language: &Language) -> String {
    with_circa(date, language, |from, to, manner| match to {
        Some(to) => range(from, to, manner),
        None => single(from, manner),
    })
}

/// The date as it stands under its year: without it, where it says more than
/// the year and lies within it.
pub(crate) fn within_year(date: &DocumentDate, language: &Language) -> String {
    with_circa(date, language, |from, to, manner| {
        let short = match to {
            Some(to) => short_range(from, to, manner),
            None => short(from, manner),
        };
        short.unwrap_or_else(|| match to {
            Some(to) => range(from, to, manner),
            None => from.year.to_string(),
        })
    })
}

fn with_circa(
    date: &DocumentDate,
    language: &Language,
    words: impl Fn(Date, Option<Date>, &Manner) -> String,
) -> String {
    let to = date.to.filter(|to| *to != date.from);
    let (circa, words) = match manner(language) {
        Some(manner) => (manner.circa, words(date.from, to, manner)),
        None => ("ca. ", figures(date.from, to)),
    };
    if date.is_circa { format!("{circa}{words}") } else { words }
}

fn figures(from: Date, to: Option<Date>) -> String {
    to.map_or(from.to_string(), |to| format!("{from}–{to}"))
}

/// Day and month, or the month.
fn short(date: Date, manner: &Manner) -> Option<String> {
    let at = usize::from(date.month?).checked_sub(1)?;
    let (month, alone) = (manner.months.get(at)?, manner.alone.get(at)?);
    Some(match date.day {
        Some(day) => of_day(&number(day, manner), month, manner),
        None => (*alone).to_string(),
    })
}

fn number(day: u8, manner: &Manner) -> String {
    if day == 1 { manner.first.to_string() } else { day.to_string() }
}

fn of_day(day: &str, month: &str, manner: &Manner) -> String {
    manner.day.replace("{d}", day).replace("{m}", month)
}

fn single(date: Date, manner: &Manner) -> String {
    dated(short(date, manner), date, manner)
}

/// With the year.
fn dated(short: Option<String>, date: Date, manner: &Manner) -> String {
    let year = date.year.to_string();
    match (short, date.day) {
        (Some(short), Some(_)) => short + &manner.year.0.replace("{}", &year),
        (Some(short), None) => short + &manner.year.1.replace("{}", &year),
        (None, _) => year,
    }
}

/// What both dates share is said once.
fn range(from: Date, to: Date, manner: &Manner) -> String {
    match short_range(from, to, manner) {
        Some(short) => dated(Some(short), to, manner),
        None => format!("{}–{}", single(from, manner), single(to, manner)),
    }
}

/// A range within a year, without it.
fn short_range(from: Date, to: Date, manner: &Manner) -> Option<String> {
    if from.year != to.year || from.day.is_some() != to.day.is_some() {
        return None;
    }
    let (first, last) = (short(from, manner)?, short(to, manner)?);
    match from.day.zip(to.day) {
        Some((start, end)) if from.month == to.month => {
            let (start, end) = (number(start, manner), number(end, manner));
            let month = manner.months.get(usize::from(from.month?).checked_sub(1)?)?;
            Some(of_day(&format!("{start}{}–{end}", manner.after_day), month, manner))
        }
        _ => Some(format!("{first}–{last}")),
    }
}

#[cfg(test)]
mod tests {
    use super::{in_words, within_year};
    use crate::model::date::DocumentDate;
    use crate::model::language::Language;

    #[track_caller]
    fn check(written: &str, language: &str, words: &str) {
        let date = DocumentDate::parse(written).expect("a date");
        let language = Language::new(language).expect("a language");
        assert_eq!(in_words(&date, &language), words);
    }

    #[track_caller]
    fn check_short(written: &str, language: &str, words: &str) {
        let date = DocumentDate::parse(written).expect("a date");
        let language = Language::new(language).expect("a language");
        assert_eq!(within_year(&date, &language), words);
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
    fn each_language_has_its_manner() {
        check("1931-08-11", "de", "11. August 1931");
        check("1931-08-11/1931-08-14", "de", "11.–14. August 1931");
        check("circa 1931-08", "de", "um August 1931");
        check("1931-08-01", "fr", "1er août 1931");
        check("1931-08-11", "es", "11 de agosto de 1931");
        check("1931-08", "es", "agosto de 1931");
        check("1931-08-01", "it", "1º agosto 1931");
        check("1931-08-11", "ru", "11 августа 1931 г.");
        check("1931-08", "ru", "август 1931 г.");
    }

    #[test]
    fn other_languages_get_figures() {
        check("1931-08-11", "ka", "1931-08-11");
        check("circa 1931-08", "ka", "ca. 1931-08");
    }

    #[test]
    fn a_year_above_says_the_year() {
        check_short("1931-08-11", "en-GB", "11 August");
        check_short("1931-08", "en-US", "August");
        check_short("1931", "en-GB", "1931");
        check_short("circa 1931-08-11/1931-08-14", "en-US", "circa August 11–14");
        check_short("1931-12-30/1932-01-02", "en-GB", "30 December 1931–2 January 1932");
    }
}
