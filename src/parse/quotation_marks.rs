//! Quotation marks by language.

use crate::model::language::Language;

/// What stands for straight quotation marks: an opening and a closing mark,
/// with the space that a language puts inside of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marks {
    pub double: [&'static str; 2],
    pub single: [&'static str; 2],
}

const ENGLISH: Marks = Marks { double: ["“", "”"], single: ["‘", "’"] };
const GERMAN: Marks = Marks { double: ["„", "“"], single: ["‚", "‘"] };
const GUILLEMETS: Marks = Marks { double: ["«", "»"], single: ["“", "”"] };
const SWISS: Marks = Marks { double: ["«", "»"], single: ["‹", "›"] };
const RUSSIAN: Marks = Marks { double: ["«", "»"], single: ["„", "“"] };
const FRENCH: Marks = Marks { double: ["«\u{202F}", "\u{202F}»"], single: ["“", "”"] };
const POLISH: Marks = Marks { double: ["„", "”"], single: ["«", "»"] };
const HUNGARIAN: Marks = Marks { double: ["„", "”"], single: ["»", "«"] };
const SWEDISH: Marks = Marks { double: ["”", "”"], single: ["’", "’"] };
const DANISH: Marks = Marks { double: ["»", "«"], single: ["›", "‹"] };
const NORWEGIAN: Marks = Marks { double: ["«", "»"], single: ["‘", "’"] };
const SERBIAN: Marks = Marks { double: ["„", "”"], single: ["’", "’"] };

/// The marks of a language; nothing where straight marks stay as they are,
/// because they may be letters (Hebrew gershayim) or the custom is not known.
pub fn marks(language: &Language) -> Option<Marks> {
    let primary = language.primary();
    let is_own_script = match language.script() {
        Some("Latn") => !matches!(
            primary.as_str(),
            "ru" | "uk" | "be" | "bg" | "mk" | "el" | "hy" | "ka" | "he" | "ar" | "fa" | "yi"
        ),
        _ => true,
    };
    if !is_own_script {
        return Some(ENGLISH);
    }
    Some(match primary.as_str() {
        "de" if matches!(language.region(), Some("CH" | "LI")) => SWISS,
        "de" | "cs" | "sk" | "sl" | "bg" | "is" | "ka" | "lt" | "mk" => GERMAN,
        "fr" if language.region() == Some("CH") => SWISS,
        "fr" => FRENCH,
        "ru" | "uk" | "be" => RUSSIAN,
        "it" | "es" | "ca" | "gl" | "eu" | "el" | "hy" | "lv" => GUILLEMETS,
        "pt" if language.region() != Some("BR") => GUILLEMETS,
        "pl" | "ro" | "et" => POLISH,
        "hu" => HUNGARIAN,
        "sv" | "fi" => SWEDISH,
        "da" => DANISH,
        "nb" | "nn" | "no" => NORWEGIAN,
        "sr" | "hr" | "bs" => SERBIAN,
        "he" | "yi" | "ar" | "fa" | "ur" | "ps" | "syr" => return None,
        _ => ENGLISH,
    })
}
