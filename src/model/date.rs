//! Dates of editions and documents, in the Gregorian calendar.

use std::fmt;

/// A day, a month or a year; `day` is there only with `month`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    pub year: i32,
    pub month: Option<u8>,
    pub day: Option<u8>,
}

impl Date {
    /// Reads `1931`, `1931-08` or `1931-08-11`; `None` for anything else and
    /// for days that no calendar has.
    pub fn parse(text: &str) -> Option<Date> {
        let mut groups = text.trim().split('-');
        let year = digits(groups.next()?, 4)?;
        let mut two_digits = || match groups.next() {
            Some(group) => digits(group, 2).map(Some),
            None => Some(None),
        };
        let (month, day) = (two_digits()?, two_digits()?);
        if groups.next().is_some() || month.is_some_and(|month| !(1..=12).contains(&month)) {
            return None;
        }
        let date =
            Date { year, month: month.map(|month| month as u8), day: day.map(|day| day as u8) };
        match (date.month, date.day) {
            (Some(month), Some(day)) if day == 0 || day > days_in(year, month) => None,
            _ => Some(date),
        }
    }
}

/// What is wrong with a date that is written as one and is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// No year has the month.
    Month,
    /// The month does not have the day; its last one.
    Day(u8),
    /// 29 February of a year in which the Old Style alone has it.
    OldStyle,
    /// The range ends before it begins.
    Backwards,
}

/// Why [`DocumentDate::parse`] does not read a text, if it has the form of a
/// date.
pub fn fault(text: &str) -> Option<Fault> {
    let (first, last) = ends(without_circa(text));
    for date in [Some(first), last].into_iter().flatten() {
        let groups: Vec<&str> = date.trim().split('-').collect();
        let lengths = groups.iter().zip([4, 2, 2]);
        let numbers: Option<Vec<i32>> =
            lengths.map(|(group, length)| digits(group, length)).collect();
        let numbers = numbers.filter(|_| groups.len() <= 3)?;
        match numbers.as_slice() {
            [_, month, ..] if !(1..=12).contains(month) => return Some(Fault::Month),
            [year, 2, 29] if year % 100 == 0 && year % 4 == 0 && year % 400 != 0 => {
                return Some(Fault::OldStyle);
            }
            [year, month, day] => {
                let last = days_in(*year, *month as u8);
                if *day < 1 || *day > i32::from(last) {
                    return Some(Fault::Day(last));
                }
            }
            _ => {}
        }
    }
    let dates = last.and_then(|last| Some((Date::parse(first)?, Date::parse(last)?)));
    dates.is_some_and(|(first, last)| first > last).then_some(Fault::Backwards)
}

fn digits(text: &str, count: usize) -> Option<i32> {
    (text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| text.parse().ok())?
}

fn days_in(year: i32, month: u8) -> u8 {
    let is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        _ => 31,
    }
}

impl fmt::Display for Date {
    /// As ISO 8601 has it: `1931-08-11`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(formatter, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(formatter, "-{day:02}")?;
        }
        Ok(())
    }
}

/// The date of a document: a day, a month, a year, or a range of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DocumentDate {
    pub from: Date,
    pub to: Option<Date>,
    pub is_circa: bool,
}

impl DocumentDate {
    /// Reads `1931-08-11`, `circa 1931-08` (also `c.`, `ca.`), and ranges with
    /// `/`, `..` or `–` between two dates.
    pub fn parse(text: &str) -> Option<DocumentDate> {
        let bare = without_circa(text);
        let is_circa = bare.len() < text.trim().len();
        match ends(bare) {
            (from, Some(to)) => {
                let (from, to) = (Date::parse(from)?, Date::parse(to)?);
                (from <= to).then_some(DocumentDate { from, to: Some(to), is_circa })
            }
            (date, None) => Some(DocumentDate { from: Date::parse(date)?, to: None, is_circa }),
        }
    }

    /// What decides where a document stands among others: a month after all its
    /// days and a year after all its months, a range by its beginning, and
    /// what is uncertain after what is certain.
    pub fn order(&self) -> (i32, u8, u8, bool, Option<Date>) {
        let Date { year, month, day } = self.from;
        (year, month.unwrap_or(u8::MAX), day.unwrap_or(u8::MAX), self.is_circa, self.to)
    }
}

fn without_circa(text: &str) -> &str {
    let text = text.trim();
    let bare = ["circa ", "ca. ", "c. "].iter().find_map(|prefix| text.strip_prefix(prefix));
    bare.unwrap_or(text).trim_start()
}

/// The ends of a range, or a date alone.
fn ends(text: &str) -> (&str, Option<&str>) {
    match ["/", "..", "–"].iter().find_map(|joint| text.split_once(joint)) {
        Some((from, to)) => (from, Some(to)),
        None => (text, None),
    }
}

#[cfg(test)]
mod tests {
    use super::{Date, DocumentDate, Fault, fault};

    #[test]
    fn impossible_days_are_refused() {
        assert!(Date::parse("1931-08-11").is_some());
        assert!(Date::parse("1931-08").is_some());
        assert!(Date::parse("1700-02-29").is_none());
        assert!(Date::parse("1931-13").is_none());
        assert!(Date::parse("31-08-11").is_none());
        assert!(Date::parse("1931-08-11-12").is_none());
    }

    #[test]
    fn ranges_and_circa_are_read() {
        let date = DocumentDate::parse("circa 1931-08").expect("a date");
        assert!(date.is_circa && date.to.is_none());
        assert!(DocumentDate::parse("1931-08-11/1931-08-14").expect("a range").to.is_some());
        assert!(DocumentDate::parse("1931-08-14/1931-08-11").is_none());
    }

    #[track_caller]
    fn check(text: &str, expected: Option<Fault>) {
        assert_eq!(fault(text), expected);
        assert!(expected.is_none() || DocumentDate::parse(text).is_none());
    }

    #[test]
    fn what_is_wrong_with_a_date_can_be_told() {
        check("1931-02-30", Some(Fault::Day(28)));
        check("1931-13", Some(Fault::Month));
        check("1900-02-29", Some(Fault::OldStyle));
        check("1931-08-14/1931-08-11", Some(Fault::Backwards));
        check("circa 1931-06-31", Some(Fault::Day(30)));
        check("11 August 1931", None);
        check("1931-08-11", None);
    }

    #[test]
    fn a_month_comes_after_its_days() {
        let dates = [
            "1931-08-11",
            "circa 1931-08-11",
            "1931-08-12/1931-09-02",
            "1931-08-31",
            "1931-08",
            "1931-09-01",
            "1931",
            "1932-01-01",
        ];
        let dates = dates.map(|date| DocumentDate::parse(date).expect("a date").order());
        assert!(dates.is_sorted() && dates.windows(2).all(|pair| pair[0] != pair[1]));
    }
}
