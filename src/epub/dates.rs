//! Dates of documents, for machines and for readers.

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

/// The date as `<time>` may say it: no ranges, nothing uncertain.
pub(crate) fn machine(date: DocumentDate) -> Option<String> {
    (date.to.is_none() && !date.is_circa && date.from.year > 0).then(|| date.from.to_string())
}

/// The date in words: *11 August 1931*; American English puts the month first,
/// other languages keep figures.
pub(crate) fn printed(date: DocumentDate, language: &Language) -> String {
    let circa = if date.is_circa { "circa " } else { "" };
    let from = words(date.from, language);
    match date.to {
        Some(to) => format!("{circa}{from} – {}", words(to, language)),
        None => format!("{circa}{from}"),
    }
}

fn words(date: Date, language: &Language) -> String {
    let Some(month) = date.month.filter(|_| language.primary() == "en") else {
        return date.to_string();
    };
    let month = MONTHS[usize::from(month.clamp(1, 12)) - 1];
    match date.day {
        Some(day) if language.region() == Some("US") => format!("{month} {day}, {}", date.year),
        Some(day) => format!("{day} {month} {}", date.year),
        None => format!("{month} {}", date.year),
    }
}

#[cfg(test)]
mod tests {
    use super::{machine, printed};
    use crate::model::date::DocumentDate;
    use crate::model::language::Language;

    #[track_caller]
    fn check(date: &str, language: &str, words: &str, datetime: Option<&str>) {
        let date = DocumentDate::parse(date).expect("a date");
        let language = Language::new(language).expect("well formed");
        assert_eq!(printed(date, &language), words);
        assert_eq!(machine(date).as_deref(), datetime);
    }

    #[test]
    fn dates_are_in_words() {
        check("1931-08-11", "en-GB", "11 August 1931", Some("1931-08-11"));
        check("1931-08-11", "en-US", "August 11, 1931", Some("1931-08-11"));
        check("circa 1931-08", "en-GB", "circa August 1931", None);
        check("1931-08-11/1931-08-14", "en-GB", "11 August 1931 – 14 August 1931", None);
        check("1931-08-11", "ru", "1931-08-11", Some("1931-08-11"));
    }
}
