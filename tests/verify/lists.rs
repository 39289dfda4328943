//! What registers say in indexes, the glossary and the list of abbreviations
//! is lost on purpose, and found to be.

use recto::model::book::{Book, Reference};
use recto::model::index::{CrossReferences, Entry, Indexes};
use recto::model::register::RecordData;
use recto::model::text::plain;

use crate::verify::{everywhere, made, told_of_lists};

/// Holds files made of damaged lists against those that were sound.
#[track_caller]
fn lost_in_lists(name: &str, damage: impl Fn(&mut Book, &mut Indexes), message: &str) {
    let edition = made(name);
    let sound = edition.made.as_ref().expect("no errors");
    let (mut book, mut indexes) = (sound.book.clone(), sound.indexes.clone());
    damage(&mut book, &mut indexes);
    let told = told_of_lists(&edition, (&book, &indexes), None);
    assert_eq!(told, everywhere(message));
}

#[test]
fn what_is_lost_of_an_index_is_told() {
    let entry = |indexes: &mut Indexes, heading: &str, damage: &dyn Fn(&mut Entry)| {
        let groups = indexes.indexes[0].groups.iter_mut();
        let mut entries = groups.flat_map(|group| &mut group.entries);
        let found = entries.find(|entry| plain(&entry.heading).starts_with(heading));
        found.map(damage).expect("an entry");
    };
    let note =
        |_: &mut Book, indexes: &mut Indexes| entry(indexes, "Lovelace", &|it| it.note.clear());
    lost_in_lists(
        "note-of-a-name",
        note,
        "word-lost names.yaml:1:46 `Amathematician.` is missing here from {}",
    );
    let dates =
        |_: &mut Book, indexes: &mut Indexes| entry(indexes, "Babbage", &|it| it.note.clear());
    lost_in_lists("dates", dates, "word-lost names.yaml:2:9 `(1791–1871)` is missing here from {}");
    let below = |_: &mut Book, indexes: &mut Indexes| {
        entry(indexes, "Lovelace", &|it| it.subentries[0].heading = "as a reader".to_string());
    };
    lost_in_lists(
        "subheading",
        below,
        "word-lost names.yaml:1:9 `asawriter` is missing here from {}",
    );
    let also = |_: &mut Book, indexes: &mut Indexes| {
        entry(indexes, "Lovelace", &|it| it.references = CrossReferences::None);
    };
    lost_in_lists(
        "see-also",
        also,
        "word-lost names.yaml:1:9 `Babbage,Charles` is missing here from {}",
    );
    let other = |_: &mut Book, indexes: &mut Indexes| {
        let groups = &mut indexes.indexes[0].groups;
        groups.retain(|group| group.letter == "B" || group.letter == "L");
    };
    lost_in_lists("other", other, "word-lost names.yaml:3:28 `Analyst` is missing here from {}");
}

#[test]
fn what_is_lost_of_a_glossary_is_told() {
    let data = |book: &mut Book, id: &str, damage: &dyn Fn(&mut RecordData<Reference>)| {
        let mut records = book.records.iter_mut().map(|record| &mut record.data);
        records.find(|data| data.id == id).map(damage).expect("a record");
    };
    let gloss = |book: &mut Book, _: &mut Indexes| data(book, "ae", &|it| it.gloss.clear());
    lost_in_lists(
        "gloss",
        gloss,
        "word-lost glossary.yaml:1:60 `amachine` is missing here from {}",
    );
    let note = |book: &mut Book, _: &mut Indexes| data(book, "card", &|it| it.note.clear());
    lost_in_lists(
        "definition",
        note,
        "word-lost glossary.yaml:2:33 `Acard.` is missing here from {}",
    );
    let term = |_: &mut Book, indexes: &mut Indexes| indexes.glossary.truncate(1);
    lost_in_lists("term", term, "word-lost glossary.yaml:2:21 `card` is missing here from {}");
}
