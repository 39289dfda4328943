//! The file of a printing → the printing, checked.

use std::ops::Range;

use rustc_hash::FxHashMap;
use serde_json::{Map, Value};

use crate::model::folio::Folio;
use crate::model::printing::{
    PrintedEdition, PrintedEntry, PrintedIndex, PrintedNote, PrintedPage, PrintedRecord,
    PrintedSection, PrintedStart, Printing,
};
use crate::printings::write::{FORMAT, context, ids, shown};
use crate::printings::{hash, marked, pack};

const KEYS: [&str; 9] = [
    "recto-printing",
    "program",
    "edition",
    "sections",
    "notes",
    "records",
    "pages",
    "indexes",
    "text",
];

/// A printing, with what is to be told of its file.
#[derive(Debug)]
pub struct Read {
    pub printing: Printing,
    /// Keys that this program does not know, and left alone.
    pub unknown: Vec<String>,
}

/// The printing that a file's text keeps; else what is wrong with it.
pub(crate) fn printing(text: &str) -> Result<Read, String> {
    let file: Value =
        serde_json::from_str(text).map_err(|error| format!("it is no JSON: {error}"))?;
    let file = file.as_object().ok_or("it is no printing")?;
    let format = file.get("recto-printing").and_then(Value::as_u64).ok_or("it is no printing")?;
    if format > FORMAT {
        let program = file.get("program").and_then(Value::as_str).unwrap_or("a later one");
        return Err(format!(
            "it has format {format}, which this program does not know: recto {program} wrote it"
        ));
    }
    let unknown = file.keys().filter(|key| !KEYS.contains(&key.as_str())).cloned().collect();
    let printing = whole(file).ok_or("a part of it is missing, or is damaged")?;
    Ok(Read { printing, unknown })
}

fn whole(file: &Map<String, Value>) -> Option<Printing> {
    let text = file.get("text")?;
    let length = usize::try_from(text.get("length")?.as_u64()?).ok()?;
    let words = pack::unpacked(text.get("data")?.as_str()?, length)?;
    if text.get("form")?.as_str()? != "ppmd"
        || text.get("hash")?.as_str()? != shown(hash::of(&words))
    {
        return None;
    }
    let edition = file.get("edition")?;
    let said = |key: &str| edition.get(key).and_then(Value::as_str).map(str::to_string);
    let mut printing = Printing {
        program: file.get("program")?.as_str()?.to_string(),
        edition: PrintedEdition {
            title: said("title")?,
            language: said("language")?,
            statement: said("statement"),
            date: said("date"),
        },
        passages: marked::passages(&words)?,
        indexes: indexes(file.get("indexes")?.as_array()?)?,
        ..Printing::default()
    };
    let notes = file.get("notes")?.as_array()?;
    owners(file, notes, &mut printing)?;
    let names = ids(&printing);
    let at: FxHashMap<&str, u32> =
        names.iter().enumerate().map(|(at, name)| (name.as_str(), at as u32)).collect();
    for row in file.get("pages")?.as_array()? {
        let page = page(row.as_array()?, &printing, &at)?;
        printing.pages.push(page);
    }
    let count = printing.pages.len() as u32;
    let is_whole =
        printing.passages.iter().flat_map(|passage| &passage.lines).all(|line| line.page < count);
    is_whole.then_some(printing)
}

/// Whose the passages are, in their order: sections, each with its notes, then
/// records.
fn owners(file: &Map<String, Value>, notes: &[Value], printing: &mut Printing) -> Option<()> {
    let mut next = 0;
    let mut take = |count: &Value| -> Option<Range<u32>> {
        let start = next;
        next = u32::try_from(count.as_u64()?).ok()?.checked_add(start)?;
        Some(start..next)
    };
    let mut notes = notes.iter().map(|row| row.as_array()).peekable();
    for (at, row) in file.get("sections")?.as_array()?.iter().enumerate() {
        let row = row.as_array()?;
        printing.sections.push(PrintedSection {
            id: string(row, 0)?,
            title: string(row, 1)?,
            document: row.get(2)?.as_str().map(str::to_string),
            passages: take(row.get(3)?)?,
        });
        while let Some(row) = notes.peek() {
            let row = (*row)?;
            if row.first()?.as_u64()? != at as u64 {
                break;
            }
            notes.next();
            let called = row.get(4).filter(|called| !called.is_null());
            printing.notes.push(PrintedNote {
                section: at as u32,
                label: string(row, 1)?,
                mark: string(row, 2)?,
                passages: take(row.get(3)?)?,
                called: match called {
                    Some(called) => Some((number(called.get(0)?)?, number(called.get(1)?)?)),
                    None => None,
                },
            });
        }
    }
    for row in file.get("records")?.as_array()? {
        let row = row.as_array()?;
        printing.records.push(PrintedRecord {
            id: string(row, 0)?,
            heading: string(row, 1)?,
            passages: take(row.get(2)?)?,
        });
    }
    (notes.next().is_none() && next as usize == printing.passages.len()).then_some(())
}

fn page(row: &[Value], printing: &Printing, at: &FxHashMap<&str, u32>) -> Option<PrintedPage> {
    let begins = match row.get(1)?.as_array().map(Vec::as_slice) {
        None => None,
        Some([anchor]) => Some(PrintedStart::Anchor(anchor.as_str()?.to_string())),
        Some([list, target]) => Some(PrintedStart::Entry {
            list: list.as_str()?.to_string(),
            target: target.as_str()?.to_string(),
        }),
        Some([id, offset, words]) => {
            let (passage, offset) = (*at.get(id.as_str()?)?, number(offset)?);
            if context(printing, passage, offset)? != words.as_str()? {
                return None;
            }
            Some(PrintedStart::Text { passage, offset })
        }
        Some(_) => return None,
    };
    let hash = |at: usize| u32::from_str_radix(row.get(at)?.as_str()?, 16).ok();
    let count = |at: usize| u16::try_from(row.get(at)?.as_u64()?).ok();
    Some(PrintedPage {
        folio: folio(row.first()?.as_str()?)?,
        begins,
        words: hash(2)?,
        look: hash(3)?,
        figures: count(4)?,
        tops: count(5)?,
    })
}

/// A folio as it is printed.
fn folio(text: &str) -> Option<Folio> {
    if let Ok(number) = text.parse() {
        return Some(Folio::Arabic(number));
    }
    let value = |letter: char| match letter {
        'i' => Some(1_u32),
        'v' => Some(5),
        'x' => Some(10),
        'l' => Some(50),
        'c' => Some(100),
        'd' => Some(500),
        'm' => Some(1000),
        _ => None,
    };
    let values: Vec<u32> = text.chars().map(value).collect::<Option<_>>()?;
    let mut number = 0_i64;
    for (at, value) in values.iter().enumerate() {
        let is_less = values.get(at + 1).is_some_and(|next| next > value);
        number += if is_less { -i64::from(*value) } else { i64::from(*value) };
    }
    let folio = Folio::Roman(u32::try_from(number).ok()?);
    (folio.to_string() == text).then_some(folio)
}

fn indexes(rows: &[Value]) -> Option<Vec<PrintedIndex>> {
    let mut indexes: Vec<PrintedIndex> = Vec::new();
    for row in rows {
        if let Some(title) = row.as_str() {
            indexes.push(PrintedIndex { title: title.to_string(), entries: Vec::new() });
            continue;
        }
        let row = row.as_array()?;
        let path = row.first()?.as_array()?.iter();
        let path = path.map(|part| part.as_str().map(str::to_string)).collect::<Option<_>>()?;
        indexes.last_mut()?.entries.push(PrintedEntry { path, locators: string(row, 1)? });
    }
    Some(indexes)
}

fn string(row: &[Value], at: usize) -> Option<String> {
    row.get(at)?.as_str().map(str::to_string)
}

fn number(value: &Value) -> Option<u32> {
    u32::try_from(value.as_u64()?).ok()
}

#[cfg(test)]
mod tests {
    use super::folio;
    use crate::model::folio::Folio;

    #[test]
    fn folios_are_read_as_they_are_printed() {
        for folios in (1..400).map(|number| [Folio::Roman(number), Folio::Arabic(number)]) {
            assert_eq!(folios.map(|it| folio(&it.to_string())), folios.map(Some));
        }
        assert_eq!(folio("iiii"), None);
        assert_eq!(folio(""), Some(Folio::Roman(0)));
    }
}
