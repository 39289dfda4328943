//! Hyphens of the manuscript's own at a line's end.

/// What a language does at a line's end with the hyphen of a compound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Joint {
    /// It stands at the end of the line.
    Ends,
    /// It stands there and again where the next line begins: *biało-*,
    /// *-czerwony*.
    Repeats,
    /// The same, but not before a capital (*Ortografía de la lengua española*,
    /// 2010, § 4.1.1.1.2).
    RepeatsBeforeSmall,
}

impl Joint {
    /// The custom of a language, by its primary subtag.
    pub(crate) fn of(primary: &str) -> Joint {
        match primary {
            // Polish: ortograf.pl, Łącznik. Czech: prirucka.ujc.cas.cz, 164.
            // Portuguese: Acordo Ortográfico, 1990, XX. Galician: Normas
            // ortográficas, 2005, 3.2. Croatian: pravopis.hr, Spojnica.
            // Serbian: Pravopis, Matica srpska, 1994, 230.
            "pl" | "cs" | "sk" | "pt" | "gl" | "hr" | "sr" | "dsb" => Joint::Repeats,
            "es" => Joint::RepeatsBeforeSmall,
            _ => Joint::Ends,
        }
    }

    /// Whether a hyphen between these two is repeated.
    pub(crate) fn repeats(self, before: char, after: char) -> bool {
        let is_compound = before.is_alphanumeric() && after.is_alphabetic();
        match self {
            Joint::Ends => false,
            Joint::Repeats => is_compound,
            Joint::RepeatsBeforeSmall => is_compound && !after.is_uppercase(),
        }
    }
}

/// A hyphen, typed or proper.
pub(crate) fn is_hyphen(character: char) -> bool {
    matches!(character, '-' | '\u{2010}')
}
