//! Records → the forms under which the text may name them.

use crate::lint::tokens::is_among;
use crate::model::book::Book;
use crate::model::register::{Record, RecordId, RecordKind};
use crate::model::text::plain;

/// How sure a form makes us of its bearer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Strength {
    /// One word, or a surname: it could be anybody's, or an ordinary word.
    Alone,
    /// A name of several words.
    Full,
}

/// A form of a record's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Form {
    pub(crate) text: String,
    pub(crate) strength: Strength,
    /// A person's surname: no place, although a place may have the name.
    pub(crate) is_surname: bool,
}

/// Categories of records that are no names: the words of a subject's heading
/// are ordinary words.
const NO_NAMES: [&str; 8] =
    ["subject", "subjects", "concept", "topic", "theme", "event", "work", "title"];
/// Registers of such records, where these do not say their category.
const NO_NAME_REGISTERS: [&str; 3] = ["subjects.yaml", "topics.yaml", "works.yaml"];

/// What may stand before a given name in an inverted heading: *Abrams, General
/// Creighton W.*
const TITLES: &str = "\
    Admiral Archbishop Baron Bishop Brigadier Captain Cardinal Colonel Commander Count \
    Countess Dame Dr Dr. Duke Earl Emperor General King Lady Lieutenant Lord Major Marshal \
    Mr Mr. Mrs Mrs. President Prince Princess Queen Sir";
/// What ends the second part of a heading that only turns a phrase round:
/// *Versailles, Treaty of*.
const PHRASES: [&str; 10] = ["of", "on", "for", "the", "in", "at", "and", "to", "from", "with"];

/// Whether the words of a record's heading are a name.
pub(crate) fn is_name(book: &Book, record: &Record) -> bool {
    if record.data.kind != RecordKind::Name {
        return false;
    }
    let register = book.registers.get(record.register).map_or("", String::as_str);
    let file = register.rsplit('/').next().unwrap_or_default();
    match &record.data.category {
        Some(category) => !NO_NAMES.contains(&category.to_lowercase().as_str()),
        None => !NO_NAME_REGISTERS.contains(&file),
    }
}

/// The record under which a mention of this one counts.
pub(crate) fn head(book: &Book, id: RecordId) -> RecordId {
    let mut head = id;
    // A longer chain was an error already.
    for _ in 0..16 {
        match book.record(head).see {
            Some(next) => head = next,
            None => break,
        }
    }
    head
}

/// The forms of a record's name, the heading's first; one of them may come
/// twice.
pub(crate) fn forms(record: &Record) -> Vec<Form> {
    let mut forms = Vec::new();
    let category = record.data.category.as_deref();
    of_heading(&plain(&record.data.heading), category, &mut forms);
    of_heading(&record.data.short, category, &mut forms);
    for (alias, _) in &record.data.aliases {
        of_heading(alias, category, &mut forms);
    }
    forms.retain(|form| form.text.chars().any(is_capital));
    forms
}

/// An upper-case letter, or one of a script that knows no case.
fn is_capital(character: char) -> bool {
    character.is_alphabetic() && !character.is_lowercase()
}

fn of_heading(heading: &str, category: Option<&str>, forms: &mut Vec<Form>) {
    let heading = without_parentheses(heading);
    let mut parts = heading.split(',').map(str::trim).filter(|part| !part.is_empty());
    let Some(surname) = parts.next() else { return };
    let Some(given) = parts.next() else {
        return add(surname, category.is_some_and(is_person) && is_one_word(surname), forms);
    };
    let suffix = parts.next();
    let words: Vec<&str> = given.split_whitespace().collect();
    let is_phrase = words.last().is_some_and(|word| PHRASES.contains(word));
    let is_person = category.is_none_or(is_person);
    if !is_person && !given.chars().any(is_capital) && !is_phrase {
        // *Pravda, newspaper*.
        return add(surname, false, forms);
    }
    if is_phrase || !is_person {
        return add(&format!("{given} {surname}"), false, forms);
    }
    let titles = words.iter().take_while(|word| is_among(TITLES, word)).count();
    let (titles, names) = words.split_at(titles);
    let is_particle = |word: &&&str| !word.chars().any(is_capital);
    let particles = names.iter().rev().take_while(is_particle).count();
    let (names, particles) = names.split_at(names.len() - particles);
    let surname_with = [particles, &[surname]].concat().join(" ");
    let mut given_forms = given_forms(names);
    if !titles.is_empty() {
        given_forms.push(words[..words.len() - particles.len()].join(" "));
    }
    for given in given_forms {
        let natural = format!("{given} {surname_with}");
        if let Some(suffix) = suffix {
            add(&format!("{natural}, {suffix}"), false, forms);
            add(&format!("{natural} {suffix}"), false, forms);
        }
        add(&natural, false, forms);
    }
    add(&heading, false, forms);
    add(surname, true, forms);
    if !particles.is_empty() {
        add(&surname_with, true, forms);
    }
}

fn is_person(category: &str) -> bool {
    category.eq_ignore_ascii_case("person")
}

fn is_one_word(name: &str) -> bool {
    !name.contains(char::is_whitespace)
}

/// *Sergey Ivanovich*, *Sergey*, *Sergey I.*, *S. I.*, *S.*
fn given_forms(names: &[&str]) -> Vec<String> {
    let initial = |name: &&str| name.chars().next().map(|letter| format!("{letter}."));
    let is_initial = |name: &str| name.ends_with('.');
    let Some(first) = names.first() else { return Vec::new() };
    let mut forms = vec![names.join(" ")];
    let initials: Vec<String> = names.iter().filter_map(initial).collect();
    if !is_initial(first) {
        forms.push(first.to_string());
        forms
            .push([&[first.to_string()], initials.get(1..).unwrap_or_default()].concat().join(" "));
    }
    forms.push(initials.join(" "));
    forms.extend(initials.first().cloned());
    forms
}

/// Adds a form, and what it becomes within a sentence or at its beginning.
fn add(text: &str, is_surname: bool, forms: &mut Vec<Form>) {
    let is_alone = is_surname || is_one_word(text);
    let strength = if is_alone { Strength::Alone } else { Strength::Full };
    let mut push = |text: String| forms.push(Form { text, strength, is_surname });
    if let Some(rest) = text.strip_prefix("The ") {
        push(format!("the {rest}"));
    }
    let first = text.chars().next();
    if let Some(first) = first.filter(|first| first.is_lowercase() && text.contains(' ')) {
        let capital: String = first.to_uppercase().collect();
        push(format!("{capital}{}", &text[first.len_utf8()..]));
    }
    push(text.to_string());
}

fn without_parentheses(heading: &str) -> String {
    let mut text = String::with_capacity(heading.len());
    let mut depth = 0_usize;
    for character in heading.chars() {
        match character {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 => text.push(character),
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{Strength, of_heading};

    #[track_caller]
    fn check(heading: &str, category: Option<&str>, full: &[&str], alone: &[&str]) {
        let mut forms = Vec::new();
        of_heading(heading, category, &mut forms);
        let of = |strength| {
            let mut texts: Vec<&str> = Vec::new();
            for form in forms.iter().filter(|form| form.strength == strength) {
                if !texts.contains(&form.text.as_str()) {
                    texts.push(&form.text);
                }
            }
            texts
        };
        assert_eq!(of(Strength::Full), full);
        assert_eq!(of(Strength::Alone), alone);
    }

    #[test]
    fn an_inverted_name_is_turned_round() {
        check(
            "Kavtaradze, Sergey Ivanovich",
            Some("person"),
            &[
                "Sergey Ivanovich Kavtaradze",
                "Sergey Kavtaradze",
                "Sergey I. Kavtaradze",
                "S. I. Kavtaradze",
                "S. Kavtaradze",
                "Kavtaradze, Sergey Ivanovich",
            ],
            &["Kavtaradze"],
        );
    }

    #[test]
    fn particles_titles_and_suffixes_keep_their_places() {
        let full = ["Ludwig van Beethoven", "L. van Beethoven", "Beethoven, Ludwig van"];
        check(
            "Beethoven, Ludwig van",
            None,
            &full,
            &["Beethoven", "Van Beethoven", "van Beethoven"],
        );
        let full = [
            "C. Abrams",
            "Creighton Abrams",
            "General Creighton Abrams",
            "Abrams, General Creighton",
        ];
        check(
            "Abrams, General Creighton",
            None,
            &[full[1], full[0], full[2], full[3]],
            &["Abrams"],
        );
        let full = ["A. Bo, Jr.", "A. Bo Jr.", "A. Bo", "Bo, A., Jr."];
        check("Bo, A., Jr.", None, &full, &["Bo"]);
    }

    #[test]
    fn what_is_no_person_has_no_surname() {
        check("Versailles, Treaty of", None, &["Treaty of Versailles"], &[]);
        check("Moscow, city", Some("place"), &[], &["Moscow"]);
        check("Pravda (newspaper)", None, &[], &["Pravda"]);
        check("The Keeper", None, &["the Keeper", "The Keeper"], &[]);
        check(
            "de Gaulle, C.",
            None,
            &["C. de Gaulle", "De Gaulle, C.", "de Gaulle, C."],
            &["De Gaulle", "de Gaulle"],
        );
    }
}
