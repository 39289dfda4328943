//! Locators as links: the printed number, leading to the very passage.

use crate::epub::draft::Draft;
use crate::epub::spoken;
use crate::epub::xhtml::Fill;
use crate::model::aloud;
use crate::model::pages::Locator;

impl Draft<'_> {
    /// Writes one locator, as the vocabulary's `kind` where that is not empty.
    pub(crate) fn locator(&mut self, locator: &Locator, kind: &str) {
        let (start, end) = match (locator.is_principal, locator.is_illustration) {
            (true, true) => ("<b><i>", "</i></b>"),
            (true, false) => ("<b>", "</b>"),
            (false, true) => ("<i>", "</i>"),
            (false, false) => ("", ""),
        };
        self.faces.has_bold |= locator.is_principal;
        self.faces.has_bold_italic |= locator.is_principal && locator.is_illustration;
        self.out.raw("<a");
        if !kind.is_empty() {
            self.out.attribute("epub:type", kind);
        }
        self.out.href(Fill::Anchor(locator.target));
        let aloud = aloud::of(&self.context.book.edition.language);
        self.out.attribute("aria-label", &spoken::locator(locator, aloud));
        self.out.raw(">");
        self.out.raw(start);
        self.out.text(&locator.label);
        self.out.raw(end);
        self.out.raw("</a>");
    }
}
