//! The stage as a whole, on books made by hand.

use super::sample::{Sample, mention, text};
use crate::model::book::Within;
use crate::model::edition::Collation;
use crate::model::language::Language;
use crate::model::manuscript::Sigil;
use crate::model::register::RecordId;
use crate::model::source::{FileId, Span};
use crate::model::text::plain;

const SPAN: Span = Span { file: FileId(0), start: 0, end: 0 };

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
    let mut sample = Sample::new();
    sample.book.edition.language = Language::new("cs").expect("a language");
    sample.record("Charvát");
    sample.record("Čapek");
    sample.record("Ángel");
    check(&sample, &["[A]", "Ángel .", "[Č]", "Čapek .", "[Ch]", "Charvát ."], &[]);
}

#[test]
fn entries_are_grouped_by_letter() {
    let mut sample = Sample::new();
    for heading in ["Ärzte", "Ada", "1984", "Łódź", "Æthelred", "Правда"] {
        sample.record(heading);
    }
    sample.silent("Nobody");
    let expected = [
        "[]",
        "1984 .",
        "[A]",
        "Ada .",
        "Æthelred .",
        "Ärzte .",
        "[L]",
        "Łódź .",
        "[]",
        "Правда .",
    ];
    check(&sample, &expected, &[]);
}

#[test]
fn what_is_not_to_be_indexed_is_not() {
    let mut sample = Sample::new();
    sample.silent("Passing");
    sample.tag(0, "", Sigil::Passing, Within::Text);
    sample.silent("Register");
    sample.tag(1, "", Sigil::None, Within::Register);
    check(&sample, &[], &[]);
}

#[test]
fn subheadings_are_sorted_without_their_prepositions() {
    let mut sample = Sample::new();
    sample.silent("Stalin");
    for subheading in ["in exile", "and Molotov", "death of", "and Molotov#quarrel", "at Yalta"] {
        sample.tag(0, subheading, Sigil::None, Within::Text);
    }
    sample.tag(0, "", Sigil::Principal, Within::Text);
    sample.tag(0, "in exile", Sigil::None, Within::Caption(1));
    let line = "Stalin !; death of .; in exile .i; and Molotov . (; quarrel .); at Yalta .";
    check(&sample, &["[S]", line], &[]);
}

#[test]
fn passages_in_notes_stand_where_the_note_is_cited() {
    let mut sample = Sample::new();
    sample.record("Stalin");
    let note = sample.note();
    sample.tag(0, "", Sigil::Principal, Within::Text);
    sample.tag(0, "", Sigil::None, Within::Note(note));
    check(&sample, &["[S]", "Stalin .n!"], &[]);
}

#[test]
fn continuous_passages_are_paired() {
    let mut sample = Sample::new();
    sample.silent("Stalin");
    sample.tag(0, "", Sigil::Opens, Within::Text);
    sample.tag(0, "a", Sigil::Opens, Within::Text);
    sample.tag(0, "", Sigil::None, Within::Text);
    sample.tag(0, "", Sigil::Closes, Within::Heading);
    sample.tag_in(1, 0, "a", Sigil::Closes, Within::Text);
    check(&sample, &["[S]", "Stalin -.; a -"], &["range-across-sections"]);
}

#[test]
fn passages_that_do_not_pair_are_reported() {
    let mut sample = Sample::new();
    sample.silent("Stalin");
    sample.tag(0, "a", Sigil::Closes, Within::Text);
    sample.tag(0, "b", Sigil::Opens, Within::Text);
    sample.tag(0, "b", Sigil::Opens, Within::Text);
    sample.tag(0, "c", Sigil::Opens, Within::Text);
    let note = sample.note();
    sample.tag(0, "c", Sigil::Closes, Within::Note(note));
    sample.tag_in(1, 0, "d", Sigil::Opens, Within::Text);
    let codes = [
        "range-across-notes",
        "unopened-range",
        "range-opened-twice",
        "unclosed-range",
        "unclosed-range",
    ];
    let (mut found, expected) = (sample.shown().1, codes.map(str::to_string));
    found.sort();
    let mut expected = expected.to_vec();
    expected.sort();
    assert_eq!(found, expected);
}

#[test]
fn a_whole_chapter_is_one_passage() {
    let mut sample = Sample::new();
    sample.record("Stalin");
    sample.book.mentions[0].is_whole_section = true;
    check(&sample, &["[S]", "Stalin -"], &[]);
}

#[test]
fn aliases_lead_to_their_record() {
    let mut sample = Sample::new();
    let aliases = ["Koba", "Stalin, Iosif", "Stalin, J. V.", "Molotov", "Koba"];
    sample.record("Stalin, Joseph").data.aliases =
        aliases.iter().map(|alias| ((*alias).to_string(), SPAN)).collect();
    sample.record("Molotov");
    sample.silent("Silent").data.aliases.push(("Quiet".to_string(), SPAN));
    sample.silent("Soso").see = Some(RecordId(0));
    sample.silent("Nobody").see = Some(RecordId(2));
    let expected = [
        "[K]",
        "Koba → Stalin, Joseph",
        "[M]",
        "Molotov .",
        "[S]",
        "Soso → Stalin, Joseph",
        "Stalin, Joseph .",
    ];
    let kept: Vec<&str> =
        expected.iter().copied().filter(|line| !line.starts_with("Soso")).collect();
    check(&sample, &kept, &["alias-is-heading"]);
    sample.record("Stalin Prize");
    sample.record("Sosnovsky");
    sample.record("Stakhanov");
    let (lines, _) = sample.shown();
    assert!(lines.contains(&"Soso → Stalin, Joseph".to_string()));
}

#[test]
fn see_also_is_sorted_and_never_blind() {
    let mut sample = Sample::new();
    sample.index("subjects", &["glossary.yaml"]);
    sample.record("Stalin").see_also = vec![RecordId(2), RecordId(1), RecordId(3), RecordId(4)];
    sample.record("Molotov");
    sample.record("Kaganovich");
    sample.silent("Nobody");
    let term = sample.term("Terror");
    sample.tag(term, "", Sigil::None, Within::Text);
    let expected = [
        "[K]",
        "Kaganovich .",
        "[M]",
        "Molotov .",
        "[S]",
        "Stalin . ⇒ Kaganovich ⇒ Molotov ⇒ Terror (Index of subjects)",
    ];
    check(&sample, &expected, &["blind-reference"]);
}

#[test]
fn biographies_open_with_names_and_dates() {
    let mut sample = Sample::new();
    sample.book.edition.indexes[0].has_biographies = true;
    let record = sample.record("Kavtaradze, Sergey");
    record.data.dates = Some("1885–1971".to_string());
    record.data.note = vec![text("Georgian politician.")];
    let georgian = Language::new("ka").expect("a language");
    record.data.original = vec![(georgian, "სერგო".to_string())];
    sample.record("Alliluyev").data.dates = Some("1866–1945".to_string());
    let expected = [
        "[A]",
        "Alliluyev (1866–1945) .",
        "[K]",
        "Kavtaradze, Sergey (სერგო; 1885–1971) Georgian politician. .",
    ];
    check(&sample, &expected, &[]);
}

#[test]
fn the_headnote_explains_what_is_used() {
    let mut sample = Sample::new();
    sample.record("Stalin");
    let headnote = |sample: &Sample| plain(&sample.build().0.indexes[0].headnote);
    assert_eq!(headnote(&sample), "");
    sample.tag(0, "", Sigil::Principal, Within::Text);
    assert_eq!(headnote(&sample), "Page numbers in bold mark principal passages.");
    let note = sample.note();
    sample.tag(0, "a", Sigil::None, Within::Note(note));
    let both = "Page numbers in bold mark principal passages; those followed by n refer to notes.";
    assert_eq!(headnote(&sample), both);
}

#[test]
fn the_glossary_has_the_terms_that_are_met() {
    let mut sample = Sample::new();
    sample.glossary();
    let terms = ["OGPU", "NKVD", "Cheka", "GPU"].map(|term| sample.term(term));
    sample.tag(terms[0], "", Sigil::None, Within::Text);
    sample.tag(terms[2], "", Sigil::None, Within::Register);
    let at = sample.book.mentions.len() - 1;
    sample.book.records[terms[0]].data.note = vec![mention(at)];
    sample.book.records[terms[3]].see = Some(RecordId(terms[0] as u32));
    let glossary = sample.build().0.glossary;
    let met: Vec<usize> = glossary.iter().map(|id| id.0 as usize).collect();
    assert_eq!(met, [terms[2], terms[3], terms[0]]);
}

#[test]
fn a_mark_without_an_index_is_reported() {
    let mut sample = Sample::new();
    let term = sample.term("NKVD");
    sample.tag(term, "", Sigil::None, Within::Text);
    sample.tag(term, "", Sigil::Principal, Within::Text);
    check(&sample, &[], &["not-indexed"]);
}

/// 10,000 records with as many aliases and 50,000 mentions: a quadratic step
/// would be felt.
#[test]
fn nothing_is_lost_in_a_great_index() {
    let mut sample = Sample::new();
    for at in 0..10_000usize {
        let heading = format!("Name {}, Number {at}", at.wrapping_mul(2_654_435_761) % 65_536);
        let record = sample.record(&heading);
        record.data.aliases.push((format!("Alias {at}"), SPAN));
        for mention in 0..4 {
            sample.tag(at, ["", "in exile"][mention % 2], Sigil::None, Within::Text);
        }
    }
    let (indexes, _) = sample.build();
    let entries: Vec<_> =
        indexes.indexes[0].groups.iter().flat_map(|group| &group.entries).collect();
    assert_eq!(entries.len(), 20_000);
    let passages = entries.iter().map(|entry| {
        let below = entry.subentries.iter().map(|subentry| subentry.passages.len());
        entry.passages.len() + below.sum::<usize>()
    });
    assert_eq!(passages.sum::<usize>(), 50_000);
}
