//! Every file of every edition has all that the book says: the compiler finds
//! it so itself.

use recto::model::diagnostic::Diagnostics;
use recto::report::text::{Colours, Extent};
use recto::{report, verify};

use crate::laws::check;

#[test]
fn nothing_is_lost() {
    check(|edition, made| {
        let files = verify::Files {
            epub: Some(&made.epub),
            screen: Some(&made.pdf),
            print: Some(&made.press),
        };
        let mut diagnostics = Diagnostics::default();
        verify::files((&made.book, &made.indexes), &edition.inputs, files, &mut diagnostics);
        let sources = &edition.inputs.sources;
        match diagnostics.has_errors() {
            true => vec![report::text::text(&diagnostics, sources, Colours::None, Extent::First)],
            false => Vec::new(),
        }
    });
}
