//! Gold orders: headings in disorder come out as the conventions have them.

use crate::index::sample::Sample;
use crate::model::book::Within;
use crate::model::edition::{Collation, NumberOrder, SubentryOrder};
use crate::model::language::Language;
use crate::model::manuscript::Sigil;

/// Headings and diagnostics of a sample.
#[track_caller]
fn check(sample: &Sample, expected: &[&str], codes: &[&str]) {
    let (lines, found) = sample.shown();
    assert_eq!(lines, expected);
    assert_eq!(found, codes);
}

/// Headings in disorder come out in this order.
#[track_caller]
fn check_order(language: &str, order: Collation, expected: &[&str]) {
    let mut sample = Sample::new();
    sample.book.edition.language = Language::new(language).expect("a language");
    sample.book.edition.indexes[0].order = order;
    let mut disorder = expected.to_vec();
    disorder.sort_by_key(|heading| heading.chars().rev().collect::<String>());
    for heading in disorder {
        // `heading = sort key` for a record that has one.
        match heading.split_once(" = ") {
            Some((heading, sort)) => sample.record(heading).data.sort = Some(sort.to_string()),
            None => {
                sample.record(heading);
            }
        }
    }
    let lines = sample.shown().0;
    let found: Vec<&str> = lines
        .iter()
        .filter(|line| !line.starts_with('['))
        .map(|line| line.trim_end_matches(" ."))
        .collect();
    let expected: Vec<&str> =
        expected.iter().map(|heading| heading.split(" = ").next().unwrap_or_default()).collect();
    assert_eq!(found, expected);
}

#[test]
fn word_by_word_nothing_comes_before_something() {
    check_order(
        "en-GB",
        Collation::WordByWord,
        &[
            "High, John",
            "high-level talks",
            "high water",
            "highball",
            "Highclere",
            "Stalin, Joseph",
            "Stalin, Vasily",
            "Stalin Prize",
            "Stalingrad",
        ],
    );
}

#[test]
fn letter_by_letter_spaces_do_not_count() {
    check_order(
        "en-US",
        Collation::LetterByLetter,
        &[
            "High, John",
            "highball",
            "Highclere",
            "high-level talks",
            "high water",
            "Stalin, Joseph",
            "Stalin, Vasily",
            "Stalingrad",
            "Stalin Prize",
        ],
    );
}

#[test]
fn particles_stand_where_the_heading_puts_them() {
    check_order(
        "en-GB",
        Collation::WordByWord,
        &[
            "Beethoven, Ludwig van",
            "de Gaulle, Charles",
            "Goethe, J. W. von",
            "La Fontaine, Jean de",
            "MacArthur, Douglas",
            "McCloy, John",
            "al-Tahānawī = Tahanawi",
            "Van Buren, Martin",
        ],
    );
}

#[test]
fn numerals_count_by_value() {
    check_order(
        "en-GB",
        Collation::WordByWord,
        &[
            "7 November",
            "58th Army",
            "558 op. 11",
            "Louis",
            "Louis, Joe",
            "Louis V",
            "Louis IX",
            "Louis XIV",
        ],
    );
}

#[test]
fn accents_apostrophes_and_brackets_do_not_count() {
    check_order(
        "en-GB",
        Collation::WordByWord,
        &[
            "Łódź",
            "Lübeck",
            "O’Brien, Flann",
            "Ocampo, Ana",
            "Ōe, Kenzaburō",
            "résumé",
            "resumption",
            "(Sergo) Ordzhonikidze",
            "Zweig, Stefan",
        ],
    );
}

#[test]
fn equals_are_told_apart_by_accent_and_case() {
    check_order("en-GB", Collation::WordByWord, &["resume", "Resume", "résumé"]);
}

#[test]
fn other_scripts_come_last_unless_romanised() {
    check_order(
        "en-GB",
        Collation::WordByWord,
        &["Ленин = Lenin", "Stalin", "Zhdanov", "Правда", "სერგო"],
    );
    check_order("ru", Collation::WordByWord, &["Ежов", "Ёлка", "Сталин", "Pravda"]);
}

#[test]
fn languages_have_letters_of_their_own() {
    check_order("sv", Collation::WordByWord, &["Zorn", "Ångström", "Ärlig", "Öberg"]);
    check_order("cs", Collation::WordByWord, &["Cyril", "Hus", "Charvát", "Ivan"]);
}

#[test]
fn monarchs_stand_by_the_value_of_their_numerals() {
    check_order(
        "en-GB",
        Collation::WordByWord,
        &[
            "Henry 2, King of England",
            "Henry V, King of England",
            "Henry VIII, King of England",
            "Henry 10",
            "John Paul I",
            "John Paul II",
            "Pius IX",
            "Pius XI",
            "Pius XII",
        ],
    );
    check_order(
        "en-US",
        Collation::LetterByLetter,
        &["Henry II", "Henry IX", "Henry XX", "Henryk", "Louis IX", "Louis XIV", "Louisville"],
    );
}

#[test]
fn names_that_need_no_comma_have_none() {
    check_order(
        "en-GB",
        Collation::WordByWord,
        &["Mao Dun", "Mao Zedong", "Mao’s Last Revolution", "Nagy, John", "Nagy Imre"],
    );
}

#[test]
fn the_comma_that_inverts_ends_the_comparison() {
    check_order(
        "en-GB",
        Collation::WordByWord,
        &["Lake, Ada", "Lake, Zoe", "Lake District", "Lake Superior", "Lakeland"],
    );
    check_order(
        "en-US",
        Collation::LetterByLetter,
        &["Lake, Ada", "Lake, Zoe", "Lake District", "Lakeland", "Lake Superior"],
    );
}

#[test]
fn what_the_index_ignores_does_not_count() {
    let mut sample = Sample::new();
    sample.book.edition.indexes[0].ignored = vec!["al-".to_string(), "the".to_string()];
    for heading in ["Theatre", "The Times", "Tiflis", "al-Tahānawī", "Alma-Ata"] {
        sample.record(heading);
    }
    sample.record("The Hague").data.sort = Some("the hague".to_string());
    let expected = [
        "[A]",
        "Alma-Ata .",
        "[T]",
        "al-Tahānawī .",
        "The Hague .",
        "Theatre .",
        "Tiflis .",
        "The Times .",
    ];
    check(&sample, &expected, &[]);
}

#[test]
fn numbers_stand_first_or_as_they_are_spelled() {
    let mut sample = Sample::new();
    sample.record("Nineveh");
    sample.record("1984").data.sort = Some("nineteen eighty-four".to_string());
    sample.record("58th Army");
    sample.record("7 November");
    let first = ["[]", "7 November .", "58th Army .", "[N]", "1984 .", "Nineveh ."];
    check(&sample, &first, &[]);
    sample.book.edition.indexes[0].numbers = NumberOrder::Spelled;
    check(&sample, &first, &["unspelled-number", "unspelled-number"]);
}

#[test]
fn subheadings_stand_by_the_alphabet_or_by_their_passages() {
    let mut sample = Sample::new();
    sample.silent("Stalin");
    for subheading in ["youth", "in exile#at Turukhansk", "and Beria", "in exile#at Baku"] {
        sample.tag(0, subheading, Sigil::None, Within::Text);
    }
    let alphabetical = "Stalin; and Beria .; in exile (; at Baku .; at Turukhansk .); youth .";
    check(&sample, &["[S]", alphabetical], &[]);
    sample.book.edition.indexes[0].subentries = SubentryOrder::Chronological;
    let chronological = "Stalin; youth .; in exile (; at Turukhansk .; at Baku .); and Beria .";
    check(&sample, &["[S]", chronological], &[]);
}
