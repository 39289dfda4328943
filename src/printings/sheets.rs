//! Which pages are what they were.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::changes::{ChangedPage, PageChange, PageChanges};
use crate::model::folio::Folio;
use crate::model::printing::{PrintedPage, Printing};

/// What became of the pages of the old printing. `touched` are those with a
/// change of words.
pub(crate) fn pages(old: &Printing, new: &Printing, touched: &FxHashSet<u32>) -> PageChanges {
    let by_folio = |printing: &Printing| -> FxHashMap<Folio, u32> {
        let folios = printing.pages.iter().enumerate();
        folios.map(|(at, page)| (page.folio, at as u32)).collect()
    };
    let (old_folios, new_folios) = (by_folio(old), by_folio(new));
    let mut by_words: FxHashMap<u32, &PrintedPage> = FxHashMap::default();
    for page in new.pages.iter().filter(|page| page.words != 0) {
        by_words.entry(page.words).or_insert(page);
    }
    let mut pages = PageChanges::default();
    for (at, page) in old.pages.iter().enumerate() {
        let folio = page.folio.to_string();
        let beside = new_folios.get(&page.folio).map(|at| new.page(*at));
        if let Some(beside) = beside.filter(|beside| beside.words == page.words) {
            if beside.look == page.look {
                pages.same_count += 1;
            } else {
                pages.changed.push(ChangedPage { folio, change: PageChange::Reset });
            }
            continue;
        }
        if let Some(other) = by_words.get(&page.words) {
            pages.moved.push((folio, other.folio.to_string()));
            continue;
        }
        match beside {
            Some(_) => {
                let is_touched = touched.contains(&(at as u32));
                let change = if is_touched { PageChange::Corrected } else { PageChange::RunOn };
                pages.changed.push(ChangedPage { folio, change });
            }
            None => pages.removed.push(folio),
        }
    }
    let added = new.pages.iter().filter(|page| !old_folios.contains_key(&page.folio));
    pages.added = added.map(|page| page.folio.to_string()).collect();
    pages
}
