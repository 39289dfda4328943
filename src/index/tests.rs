//! The stage as a whole, on books made by hand.

use super::sample::{Sample, mention, text};
use crate::model::book::Within;
use crate::model::edition::Biographies;
use crate::model::language::Language;
use crate::model::manuscript::Sigil;
use crate::model::register::RecordId;
use crate::model::source::{FileId, Span};

const SPAN: Span = Span { file: FileId(0), start: 0, end: 0 };

#[track_caller]
fn check(sample: &Sample, expected: &[&str], codes: &[&str]) {
    let (lines, found) = sample.shown();
    assert_eq!(lines, expected);
    assert_eq!(found, codes);
}

#[test]
fn a_letter_of_a_language_has_its_group() {
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
    sample.book.edition.indexes[0].biographies = Biographies::Below;
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
    let met: Vec<usize> = glossary.iter().map(|term| term.record.0 as usize).collect();
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

#[test]
fn a_reference_may_lead_into_the_glossary_and_out_of_it() {
    let mut sample = Sample::new();
    sample.glossary();
    sample.record("Stalin").see_also = vec![RecordId(1)];
    let term = sample.term("NKVD");
    sample.book.records[term].see_also = vec![RecordId(3), RecordId(2), RecordId(0)];
    sample.tag(term, "", Sigil::None, Within::Text);
    let other = sample.term("Cheka");
    sample.tag(other, "", Sigil::None, Within::Text);
    sample.term("OGPU");
    check(&sample, &["[S]", "Stalin . ⇒ NKVD (Glossary)"], &["blind-reference"]);
    let glossary = sample.build().0.glossary;
    let references: Vec<(u32, Option<&str>)> = glossary[1]
        .references
        .iter()
        .map(|reference| (reference.record.0, reference.place.as_deref()))
        .collect();
    assert_eq!(references, [(2, None), (0, Some("Index of names"))]);
}

#[test]
fn terms_have_passages_where_the_glossary_prints_locators() {
    let mut sample = Sample::new();
    sample.glossary();
    let term = sample.term("NKVD");
    sample.tag(term, "", Sigil::None, Within::Text);
    sample.tag(term, "under Beria", Sigil::Principal, Within::Text);
    assert!(sample.build().0.glossary[0].passages.is_empty());
    sample.book.edition.glossary.as_mut().expect("just made").has_locators = true;
    assert_eq!(sample.build().0.glossary[0].passages.len(), 2);
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
