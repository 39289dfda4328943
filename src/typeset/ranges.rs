//! Ranges of page numbers, shortened as the edition's style has it.

use crate::model::edition::RangeStyle;
use crate::model::folio::Folio;

/// A range as printed, with an en dash: `321–28`. Roman numerals and ranges
/// across two numberings stand in full; a range of one page is that page.
pub(crate) fn range(from: Folio, to: Folio, style: RangeStyle) -> String {
    if from == to {
        return from.to_string();
    }
    match (from, to) {
        (Folio::Arabic(from), Folio::Arabic(to)) => {
            format!("{from}–{}", second(from, to, style))
        }
        _ => format!("{from}–{to}"),
    }
}

/// The second number of a range, shortened.
pub(crate) fn second(from: u32, to: u32, style: RangeStyle) -> String {
    let (first, last) = (from.to_string(), to.to_string());
    if first.len() != last.len() || style == RangeStyle::Full {
        return last;
    }
    let same = first.bytes().zip(last.bytes()).take_while(|(a, b)| a == b).count();
    let changed = last.len() - same;
    match style {
        RangeStyle::Full => last,
        RangeStyle::Chicago => chicago(from, &last, changed),
        RangeStyle::Oxford => {
            let is_teen = to % 100 / 10 == 1;
            let digits = if is_teen { changed.max(2) } else { changed.max(1) };
            tail(&last, digits)
        }
        // Two digits within a hundred, otherwise all.
        RangeStyle::Mhra => {
            if from / 100 == to / 100 {
                tail(&last, 2)
            } else {
                last
            }
        }
    }
}

/// The Chicago Manual of Style, 9.61 (17th edition).
fn chicago(from: u32, last: &str, changed: usize) -> String {
    if from < 100 || from.is_multiple_of(100) {
        return last.to_string();
    }
    if (1..10).contains(&(from % 100)) {
        return tail(last, changed);
    }
    tail(last, changed.max(2))
}

fn tail(digits: &str, count: usize) -> String {
    digits[digits.len().saturating_sub(count)..].to_string()
}

#[cfg(test)]
mod tests {
    use super::range;
    use crate::model::edition::RangeStyle;
    use crate::model::folio::Folio;

    #[track_caller]
    fn check(style: RangeStyle, printed: &str) {
        let (from, second) = printed.split_once('–').expect("a range");
        let from: u32 = from.parse().expect("a number");
        let digits = from.to_string().len().max(second.len());
        let head =
            &from.to_string()[..digits.saturating_sub(second.len()).min(from.to_string().len())];
        let to: u32 = format!("{head}{second}").parse().expect("a number");
        assert_eq!(range(Folio::Arabic(from), Folio::Arabic(to), style), printed);
    }

    #[test]
    fn chicago_shortens_by_hundreds() {
        for printed in [
            "3–10",
            "71–72",
            "96–117",
            "100–104",
            "1100–1113",
            "101–8",
            "808–33",
            "1103–4",
            "188–90",
            "321–28",
            "498–532",
            "1087–89",
            "1496–500",
            "11564–615",
            "12991–3001",
        ] {
            check(RangeStyle::Chicago, printed);
        }
        assert_eq!(range(Folio::Roman(24), Folio::Roman(26), RangeStyle::Chicago), "xxiv–xxvi");
    }

    #[test]
    fn oxford_keeps_the_teens() {
        for printed in ["123–5", "44–9", "14–22", "188–90", "16–18", "116–18"] {
            check(RangeStyle::Oxford, printed);
        }
    }

    #[test]
    fn mhra_keeps_two_digits() {
        check(RangeStyle::Mhra, "301–03");
        assert_eq!(range(Folio::Arabic(1098), Folio::Arabic(1101), RangeStyle::Mhra), "1098–1101");
        check(RangeStyle::Full, "321–328");
    }

    #[test]
    fn one_page_is_no_range() {
        assert_eq!(range(Folio::Arabic(12), Folio::Arabic(12), RangeStyle::Chicago), "12");
    }
}
