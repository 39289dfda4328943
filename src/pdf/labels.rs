//! Page labels: folios as readers show them.

use crate::model::folio::Folio;
use crate::model::pages::Page;

/// The number tree of labels: one range wherever the count does not just go on.
pub fn labels(pages: &[Page]) -> Vec<u8> {
    let mut out = b"<</Nums[".to_vec();
    let mut previous = None;
    for (at, page) in pages.iter().enumerate() {
        if previous.map(following) != Some(page.folio) {
            let (style, number) = match page.folio {
                Folio::Roman(number) => ("r", number),
                Folio::Arabic(number) => ("D", number),
            };
            // Labels count from 1; a page without a number has an empty label.
            let range = match number {
                0 => format!("{at}<<>>"),
                _ => format!("{at}<</S/{style}/St {number}>>"),
            };
            out.extend_from_slice(range.as_bytes());
        }
        previous = Some(page.folio);
    }
    out.extend_from_slice(b"]>>");
    out
}

fn following(folio: Folio) -> Folio {
    match folio {
        Folio::Roman(number) => Folio::Roman(number.saturating_add(1)),
        Folio::Arabic(0) => Folio::Roman(0),
        Folio::Arabic(number) => Folio::Arabic(number.saturating_add(1)),
    }
}

#[cfg(test)]
mod tests {
    use super::labels;
    use crate::model::folio::Folio::{Arabic, Roman};
    use crate::model::pages::Page;

    #[track_caller]
    fn check(folios: &[crate::model::folio::Folio], written: &str) {
        let page = |folio: &_| Page { folio: *folio, ..Page::default() };
        let pages: Vec<Page> = folios.iter().map(page).collect();
        assert_eq!(String::from_utf8_lossy(&labels(&pages)), written);
    }

    #[test]
    fn front_matter_has_a_range_of_its_own() {
        check(
            &[Roman(1), Roman(2), Roman(3), Arabic(1), Arabic(2)],
            "<</Nums[0<</S/r/St 1>>3<</S/D/St 1>>]>>",
        );
    }

    #[test]
    fn a_leap_begins_a_range() {
        check(&[Arabic(5), Arabic(7)], "<</Nums[0<</S/D/St 5>>1<</S/D/St 7>>]>>");
        check(&[Arabic(0), Arabic(1)], "<</Nums[0<<>>1<</S/D/St 1>>]>>");
    }
}
