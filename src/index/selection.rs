//! Which records each index prints.

use crate::index::gather::Gathered;
use crate::model::book::{Book, Within};
use crate::model::diagnostic::Diagnostics;
use crate::model::manuscript::Sigil;
use crate::model::register::RecordId;

/// For each index, by `RecordId`: whether the record belongs to it, and
/// whether it has an entry with passages there.
#[derive(Debug)]
pub(crate) struct Selection {
    belongs: Vec<Vec<bool>>,
    has_entry: Vec<Vec<bool>>,
}

impl Selection {
    /// By registers and categories, as the edition's settings say.
    pub(crate) fn of(book: &Book, gathered: &Gathered) -> Selection {
        let mut selection = Selection { belongs: Vec::new(), has_entry: Vec::new() };
        for settings in &book.edition.indexes {
            let registers: Vec<bool> =
                book.registers.iter().map(|name| settings.from.contains(name)).collect();
            let belongs: Vec<bool> = book
                .records
                .iter()
                .map(|record| {
                    let category = record.data.category.as_ref();
                    let is_chosen = settings.categories.is_empty()
                        || category.is_some_and(|category| settings.categories.contains(category));
                    registers[record.register] && is_chosen
                })
                .collect();
            let mentioned = gathered.of_record.iter().map(|passages| !passages.is_empty());
            let has_entry =
                belongs.iter().zip(mentioned).map(|(belongs, mentioned)| *belongs && mentioned);
            selection.has_entry.push(has_entry.collect());
            selection.belongs.push(belongs);
        }
        selection
    }

    /// The records of an index, in the order of the registers.
    pub(crate) fn records(&self, index: usize) -> impl Iterator<Item = RecordId> + '_ {
        let belongs = self.belongs[index].iter().enumerate();
        belongs.filter(|(_, belongs)| **belongs).map(|(at, _)| RecordId(at as u32))
    }

    /// Whether the index prints the record with passages of its own.
    pub(crate) fn has_entry(&self, index: usize, record: RecordId) -> bool {
        self.has_entry[index][record.0 as usize]
    }

    /// The first index that prints the record so.
    pub(crate) fn home(&self, record: RecordId) -> Option<usize> {
        self.has_entry.iter().position(|entries| entries[record.0 as usize])
    }

    /// Reports marks that only an index can show, of records in no index.
    pub(crate) fn report_unprinted(&self, book: &Book, diagnostics: &mut Diagnostics) {
        if self.belongs.is_empty() {
            return;
        }
        for mention in &book.mentions {
            let is_for_index = !mention.subheadings.is_empty()
                || matches!(mention.sigil, Sigil::Principal | Sigil::Opens | Sigil::Closes);
            let at = mention.record.0 as usize;
            let register = &book.registers[book.records[at].register];
            let glossary = book.edition.glossary.as_ref().filter(|it| it.has_locators);
            let is_printed = self.belongs.iter().any(|belongs| belongs[at])
                || glossary.is_some_and(|glossary| glossary.from.contains(register));
            let is_text = mention.within != Within::Register && mention.sigil != Sigil::Passing;
            if is_for_index && is_text && !is_printed {
                let id = &book.record(mention.record).data.id;
                diagnostics
                    .warning("not-indexed", mention.span, format!("no index holds `{id}`"))
                    .help("name its register under `indexes:`, or write a plain tag");
            }
        }
    }
}
