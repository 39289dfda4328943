//! How a list of errata says what is to be read for what, by language.

use crate::model::changes::PARAGRAPH;
use crate::model::language::Language;

/// The words of errata and of an edition's list of corrections.
#[derive(Clone, Copy, Debug)]
pub struct Errata {
    pub title: &'static str,
    /// Before a page's number, with its space.
    pub page: &'static str,
    /// Before a line's number and a note's, with their spaces.
    pub line: &'static str,
    pub note: &'static str,
    /// A note that says where a document comes from.
    pub source_note: &'static str,
    /// What ends the place.
    pub colon: &'static str,
    /// *for* … *read* …
    pub for_: &'static str,
    pub read: &'static str,
    /// *after* … *insert* …
    pub after: &'static str,
    pub before: &'static str,
    pub insert: &'static str,
    pub delete: &'static str,
    /// A note that is new: *insert note* 7.
    pub insert_note: &'static str,
    pub delete_note: &'static str,
    /// The heading of the list of corrections, for the second printing; for
    /// any other, what stands before and after its number.
    pub corrections: &'static str,
    pub in_printing: fn(u32) -> String,
}

/// The wording for a language; English where there is none.
pub fn of(language: &Language) -> &'static Errata {
    match language.primary().as_str() {
        "de" => &GERMAN,
        "fr" => &FRENCH,
        "es" => &SPANISH,
        "it" => &ITALIAN,
        "ru" => &RUSSIAN,
        _ => &ENGLISH,
    }
}

/// A bit of a sentence: the list's own words are italic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bit {
    pub text: String,
    pub is_ours: bool,
}

/// What is to be read for what: *for* Stalln *read* Stalin. `after` and
/// `before` say where words are added.
pub fn sentence(
    wording: &Errata,
    old: &[String],
    new: &[String],
    (after, before): (&[String], &[String]),
) -> Vec<Bit> {
    let (old_words, new_words) = (shown(old), shown(new));
    match (old.is_empty(), new.is_empty()) {
        (true, _) if after.is_empty() && before.is_empty() => bits(&[(wording.insert, &new_words)]),
        (true, _) if after.is_empty() => {
            bits(&[(wording.before, &shown(before)), (wording.insert, &new_words)])
        }
        (true, _) => bits(&[(wording.after, &shown(after)), (wording.insert, &new_words)]),
        (_, true) => bits(&[(wording.delete, &old_words)]),
        _ => {
            let (old, new) = bare(&old_words, &new_words);
            bits(&[(wording.for_, old), (wording.read, new)])
        }
    }
}

/// The list's words and those of the book, by turns.
pub fn bits(pairs: &[(&str, &str)]) -> Vec<Bit> {
    let mut bits = Vec::new();
    for (at, (ours, theirs)) in pairs.iter().enumerate() {
        let lead = if at > 0 { " " } else { "" };
        bits.push(Bit { text: format!("{lead}{ours}"), is_ours: true });
        bits.push(Bit { text: format!(" {theirs}"), is_ours: false });
    }
    bits
}

/// Words as one text; paragraphs at its ends need not be told.
pub fn shown(words: &[String]) -> String {
    let text = words.join(" ");
    let bare = text.trim_matches(|letter: char| letter == ' ' || PARAGRAPH.contains(letter));
    if bare.is_empty() { text } else { bare.to_string() }
}

/// Two words without the points and signs that both begin or end with.
fn bare<'t>(old: &'t str, new: &'t str) -> (&'t str, &'t str) {
    let is_sign = |letter: char| !letter.is_alphanumeric() && letter != ' ';
    let mut pair = (old, new);
    loop {
        let (mut left, mut right) = (pair.0.chars(), pair.1.chars());
        match (left.next(), right.next()) {
            (Some(one), Some(other)) if one == other && is_sign(one) => {}
            _ => break,
        }
        if !has_words(left.as_str()) || !has_words(right.as_str()) {
            break;
        }
        pair = (left.as_str(), right.as_str());
    }
    loop {
        let (mut left, mut right) = (pair.0.chars(), pair.1.chars());
        match (left.next_back(), right.next_back()) {
            (Some(one), Some(other)) if one == other && is_sign(one) => {}
            _ => break,
        }
        if !has_words(left.as_str()) || !has_words(right.as_str()) {
            break;
        }
        pair = (left.as_str(), right.as_str());
    }
    if pair.0 == pair.1 { (old, new) } else { pair }
}

fn has_words(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

fn english(printing: u32) -> String {
    const ORDINALS: [&str; 9] =
        ["second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
    match (printing as usize).checked_sub(2).and_then(|at| ORDINALS.get(at)) {
        Some(ordinal) => format!("Corrected in the {ordinal} printing"),
        None => format!("Corrected in printing {printing}"),
    }
}

fn german(printing: u32) -> String {
    format!("Berichtigt im {printing}. Druck")
}

fn french(printing: u32) -> String {
    format!("Corrigé au {printing}e tirage")
}

fn spanish(printing: u32) -> String {
    format!("Corregido en la {printing}.ª impresión")
}

fn italian(printing: u32) -> String {
    format!("Corretto nella {printing}ª ristampa")
}

fn russian(printing: u32) -> String {
    format!("Исправлено в {printing}-м тираже")
}

const ENGLISH: Errata = Errata {
    title: "Errata",
    page: "p.\u{a0}",
    line: "l.\u{a0}",
    note: "n.\u{a0}",
    source_note: "source note",
    colon: ":",
    for_: "for",
    read: "read",
    after: "after",
    before: "before",
    insert: "insert",
    delete: "delete",
    insert_note: "insert note",
    delete_note: "delete note",
    corrections: "Corrections",
    in_printing: english,
};

const GERMAN: Errata = Errata {
    title: "Berichtigungen",
    page: "S.\u{a0}",
    line: "Z.\u{a0}",
    note: "Anm.\u{a0}",
    source_note: "Quellenangabe",
    colon: ":",
    for_: "statt",
    read: "lies",
    after: "nach",
    before: "vor",
    insert: "ergänze",
    delete: "streiche",
    insert_note: "ergänze Anm.",
    delete_note: "streiche Anm.",
    corrections: "Berichtigungen",
    in_printing: german,
};

const FRENCH: Errata = Errata {
    title: "Errata",
    page: "p.\u{a0}",
    line: "l.\u{a0}",
    note: "n.\u{a0}",
    source_note: "note de source",
    colon: "\u{a0}:",
    for_: "au lieu de",
    read: "lire",
    after: "après",
    before: "avant",
    insert: "ajouter",
    delete: "supprimer",
    insert_note: "ajouter la note",
    delete_note: "supprimer la note",
    corrections: "Corrections",
    in_printing: french,
};

const SPANISH: Errata = Errata {
    title: "Fe de erratas",
    page: "p.\u{a0}",
    line: "l.\u{a0}",
    note: "n.\u{a0}",
    source_note: "nota de procedencia",
    colon: ":",
    for_: "donde dice",
    read: "debe decir",
    after: "tras",
    before: "antes de",
    insert: "añádase",
    delete: "suprímase",
    insert_note: "añádase la nota",
    delete_note: "suprímase la nota",
    corrections: "Correcciones",
    in_printing: spanish,
};

const ITALIAN: Errata = Errata {
    title: "Errata corrige",
    page: "p.\u{a0}",
    line: "r.\u{a0}",
    note: "n.\u{a0}",
    source_note: "nota di provenienza",
    colon: ":",
    for_: "invece di",
    read: "leggi",
    after: "dopo",
    before: "prima di",
    insert: "aggiungi",
    delete: "elimina",
    insert_note: "aggiungi la nota",
    delete_note: "elimina la nota",
    corrections: "Correzioni",
    in_printing: italian,
};

const RUSSIAN: Errata = Errata {
    title: "Опечатки",
    page: "с.\u{a0}",
    line: "строка\u{a0}",
    note: "прим.\u{a0}",
    source_note: "указание источника",
    colon: ":",
    for_: "вместо",
    read: "следует читать",
    after: "после",
    before: "перед",
    insert: "добавить",
    delete: "исключить",
    insert_note: "добавить примечание",
    delete_note: "исключить примечание",
    corrections: "Исправления",
    in_printing: russian,
};

#[cfg(test)]
mod tests {
    use super::{of, sentence};
    use crate::model::language::Language;

    #[track_caller]
    fn check(old: &str, new: &str, after: &str, said: &str) {
        let words =
            |text: &str| -> Vec<String> { text.split_whitespace().map(str::to_string).collect() };
        let bits =
            sentence(of(&Language::english()), &words(old), &words(new), (&words(after), &[]));
        assert_eq!(bits.into_iter().map(|bit| bit.text).collect::<String>(), said);
    }

    #[test]
    fn errata_say_what_to_read() {
        check("“Stalln,", "“Stalin,", "", "for Stalln read Stalin");
        check("Stalin,", "Stalin.", "", "for Stalin, read Stalin.");
        check("(a)", "(b)", "", "for a read b");
        check("", "the town ¶", "ran below", "after ran below insert the town");
        check("slowly", "", "", "delete slowly");
        check("¶", "", "", "delete ¶");
        check("f. 558,", "f. 559,", "", "for f. 558 read f. 559");
    }
}
