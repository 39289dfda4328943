//! The proof as text, for search: page, line and words, a line for each of the
//! book's, with tabs between.

use crate::model::pages::Pages;
use crate::typeset::proof::rows::{self, Rows};

/// The text of all pages, in reading order.
pub(crate) fn text(pages: &Pages, counted: &[Rows]) -> String {
    let mut out = String::from("page\tline\twords\n");
    for (page, rows) in pages.pages.iter().zip(counted) {
        let folio = page.folio.to_string();
        for (line, number) in page.lines.iter().zip(&rows.numbers) {
            if *number == 0 {
                continue;
            }
            let words = rows::text(line, pages).replace(['\t', '\n'], " ");
            out.push_str(&format!("{folio}\t{number}\t{words}\n"));
        }
    }
    out
}
