//! Some pages of a book by themselves: those that a printer is to replace.

use crate::model::folio::Folio;
use crate::model::pages::{Pages, Position};

/// Pages that are not what they were in an older printing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangedPages {
    /// In their order.
    pub pages: Vec<ChangedSheet>,
    /// Pages that are folded from one sheet.
    pub signature: u32,
}

/// A page to be replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChangedSheet {
    /// A position in `Pages::pages`.
    pub page: u32,
    pub folio: Folio,
    /// The sheet that it is printed on, from 1.
    pub sheet: u32,
}

impl ChangedPages {
    /// The pages at some positions, rising.
    pub fn new(pages: &Pages, changed: &[u32], signature: u32) -> ChangedPages {
        let sheet = |page: &u32| ChangedSheet {
            page: *page,
            folio: pages.pages[*page as usize].folio,
            sheet: page / signature.max(1) + 1,
        };
        ChangedPages { pages: changed.iter().map(sheet).collect(), signature }
    }

    /// The sheets, each once, rising.
    pub fn sheets(&self) -> Vec<u32> {
        let mut sheets: Vec<u32> = self.pages.iter().map(|page| page.sheet).collect();
        sheets.dedup();
        sheets
    }
}

impl Pages {
    /// The pages at some positions, rising, with their folios; what stands on
    /// others is nowhere.
    pub fn excerpt(&self, changed: &ChangedPages) -> Pages {
        let mut new: Vec<Option<u32>> = vec![None; self.pages.len()];
        for (at, page) in (0..).zip(&changed.pages) {
            new[page.page as usize] = Some(at);
        }
        let position = |position: &Option<Position>| {
            let position = (*position)?;
            let page = new.get(position.page as usize).copied().flatten()?;
            Some(Position { page, ..position })
        };
        let anchors = self.anchors.iter().map(position).collect();
        let kept = |page: &ChangedSheet| self.pages[page.page as usize].clone();
        let pages = changed.pages.iter().map(kept).collect();
        Pages { pages, anchors, ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::ChangedPages;
    use crate::model::folio::Folio;
    use crate::model::length::Length;
    use crate::model::pages::{Page, Pages, Position};
    use crate::model::structure::Structure;

    fn book() -> Pages {
        let folios = [Folio::Roman(1), Folio::Roman(2), Folio::Arabic(1), Folio::Arabic(2)];
        let page = |folio| Page { folio, ..Page::default() };
        let position = |page| Some(Position { page, y: Length::ZERO, line: 0 });
        Pages {
            width: Length::ZERO,
            height: Length::ZERO,
            faces: Vec::new(),
            languages: Vec::new(),
            words: Vec::new(),
            pages: folios.map(page).to_vec(),
            anchors: vec![position(0), position(3), None],
            outline: Vec::new(),
            locators: Vec::new(),
            glossary: Vec::new(),
            remarks: Vec::new(),
            structure: Structure::default(),
        }
    }

    #[test]
    fn sheets_are_counted_from_the_first_leaf() {
        let changed = ChangedPages::new(&book(), &[1, 2, 3], 2);
        let sheets: Vec<u32> = changed.pages.iter().map(|page| page.sheet).collect();
        assert_eq!((sheets, changed.sheets()), (vec![1, 2, 2], vec![1, 2]));
    }

    #[test]
    fn pages_keep_their_folios_and_anchors() {
        let book = book();
        let excerpt = book.excerpt(&ChangedPages::new(&book, &[1, 3], 16));
        let folios: Vec<Folio> = excerpt.pages.iter().map(|page| page.folio).collect();
        assert_eq!(folios, [Folio::Roman(2), Folio::Arabic(2)]);
        let pages: Vec<Option<u32>> =
            excerpt.anchors.iter().map(|place| place.map(|place| place.page)).collect();
        assert_eq!(pages, [None, Some(1), None]);
    }
}
