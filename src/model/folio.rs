//! Folios: page numbers as printed.

use std::fmt;

/// The number of a page as it is printed on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Folio {
    /// Front matter, in small roman numerals.
    Roman(u32),
    /// Body and back matter.
    Arabic(u32),
}

impl Default for Folio {
    fn default() -> Folio {
        Folio::Arabic(0)
    }
}

impl Folio {
    /// The bare number, whatever its numerals.
    pub fn number(self) -> u32 {
        match self {
            Folio::Roman(number) | Folio::Arabic(number) => number,
        }
    }
}

impl fmt::Display for Folio {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Folio::Roman(number) => formatter.write_str(&roman(*number)),
            Folio::Arabic(number) => write!(formatter, "{number}"),
        }
    }
}

/// Small roman numerals: `xxvi` for 26, nothing for 0.
pub fn roman(mut number: u32) -> String {
    const NUMERALS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut numeral = String::new();
    for (value, letters) in NUMERALS {
        while number >= value {
            numeral.push_str(letters);
            number -= value;
        }
    }
    numeral
}

#[cfg(test)]
mod tests {
    use super::{Folio, roman};

    #[test]
    fn front_matter_counts_in_roman() {
        assert_eq!(Folio::Roman(26).to_string(), "xxvi");
        assert_eq!(Folio::Arabic(26).to_string(), "26");
        assert_eq!(roman(1994), "mcmxciv");
    }
}
