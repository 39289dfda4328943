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
        let text = text.trim();
        let bare = ["circa ", "ca. ", "c. "].iter().find_map(|prefix| text.strip_prefix(prefix));
        let is_circa = bare.is_some();
        let text = bare.unwrap_or(text);
        let range = ["/", "..", "–"].iter().find_map(|joint| text.split_once(joint));
        match range {
            Some((from, to)) => {
                let (from, to) = (Date::parse(from)?, Date::parse(to)?);
                (from <= to).then_some(DocumentDate { from, to: Some(to), is_circa })
            }
            None => Some(DocumentDate { from: Date::parse(text)?, to: None, is_circa }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Date, DocumentDate};

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
}
