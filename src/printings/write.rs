//! A printing → the file that keeps it: JSON, a line for each section, note,
//! page and entry, so that two of them can be compared by line; the words
//! packed.

use serde_json::{Value, json};

use crate::model::folio::Folio;
use crate::model::printing::{PrintedNote, PrintedPage, PrintedStart, Printing};
use crate::printings::{hash, marked, pack};

/// The format that is written. A reader takes all files of its own number and
/// of lower ones; keys that it does not know it leaves alone.
pub(crate) const FORMAT: u64 = 1;

/// Words after a page's first that its context is taken of, in bytes.
const CONTEXT: usize = 48;

/// The file's text.
pub(crate) fn json(printing: &Printing) -> String {
    let edition = &printing.edition;
    let edition = json!({
        "title": edition.title,
        "language": edition.language,
        "statement": edition.statement,
        "date": edition.date,
    });
    let text = marked::marked(&printing.passages);
    let packed = json!({
        "form": "ppmd",
        "length": text.len(),
        "hash": shown(hash::of(&text)),
        "data": pack::packed(&text),
    });
    let ids = ids(printing);
    let mut file = format!("{{\n\"recto-printing\": {FORMAT},\n");
    file.push_str(&format!("\"program\": {},\n", Value::from(printing.program.as_str())));
    file.push_str(&format!("\"edition\": {edition},\n"));
    let sections = printing.sections.iter().map(|section| {
        json!([section.id, section.title, section.document, section.passages.len()])
    });
    list("sections", sections, &mut file);
    list("notes", printing.notes.iter().map(note), &mut file);
    let records = printing
        .records
        .iter()
        .map(|record| json!([record.id, record.heading, record.passages.len()]));
    list("records", records, &mut file);
    let pages = printing.pages.iter().map(|it| page(it, printing, &ids));
    list("pages", pages, &mut file);
    let indexes = printing.indexes.iter().flat_map(|index| {
        let title = std::iter::once(json!(index.title));
        title.chain(index.entries.iter().map(|entry| json!([entry.path, entry.locators])))
    });
    list("indexes", indexes, &mut file);
    file.push_str(&format!("\"text\": {packed}\n}}\n"));
    file
}

fn note(note: &PrintedNote) -> Value {
    json!([note.section, note.label, note.mark, note.passages.len(), note.called])
}

fn page(page: &PrintedPage, printing: &Printing, ids: &[String]) -> Value {
    let folio = match page.folio {
        Folio::Roman(_) | Folio::Arabic(_) => page.folio.to_string(),
    };
    let begins = match &page.begins {
        Some(PrintedStart::Text { passage, offset }) => {
            let id = &ids[*passage as usize];
            json!([id, offset, context(printing, *passage, *offset)])
        }
        Some(PrintedStart::Anchor(anchor)) => json!([anchor]),
        Some(PrintedStart::Entry { list, target }) => json!([list, target]),
        None => Value::Null,
    };
    json!([folio, begins, shown(page.words), shown(page.look), page.figures, page.tops])
}

/// The hash of the words with which a page begins.
pub(crate) fn context(printing: &Printing, passage: u32, offset: u32) -> Option<String> {
    let text = printing.passages.get(passage as usize)?.text.get(offset as usize..)?;
    let mut end = text.len().min(CONTEXT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    Some(shown(hash::of(&text[..end])))
}

/// By passage, a name that changes with its words and with nothing else: the
/// section's or record's, a hash of the words, and a number where the same
/// words stand there again.
pub(crate) fn ids(printing: &Printing) -> Vec<String> {
    let mut ids = vec![String::new(); printing.passages.len()];
    let mut counts = std::collections::BTreeMap::new();
    let sections = printing.sections.iter().map(|it| (it.id.as_str(), &it.passages));
    let notes = printing.notes.iter().map(|it| {
        let section = printing.sections.get(it.section as usize);
        (section.map_or("", |section| section.id.as_str()), &it.passages)
    });
    let records = printing.records.iter().map(|it| (it.id.as_str(), &it.passages));
    for (owner, range) in sections.chain(notes).chain(records) {
        for at in range.clone() {
            let Some(passage) = printing.passages.get(at as usize) else { continue };
            let name = format!("{owner}/{}", shown(hash::of(&passage.text)));
            let count = counts.entry(name.clone()).or_insert(0_u32);
            *count += 1;
            ids[at as usize] = if *count > 1 { format!("{name}-{count}") } else { name };
        }
    }
    ids
}

/// A hash as the file has it.
pub(crate) fn shown(hash: u32) -> String {
    format!("{hash:08x}")
}

/// A list, a line for each item.
fn list(name: &str, items: impl Iterator<Item = Value>, file: &mut String) {
    file.push_str(&format!("\"{name}\": ["));
    for (at, item) in items.enumerate() {
        file.push_str(if at == 0 { "\n" } else { ",\n" });
        file.push_str(&item.to_string());
    }
    file.push_str("\n],\n");
}
