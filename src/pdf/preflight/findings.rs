//! Findings as they are gathered: alike ones of many pages become one.

use std::collections::BTreeMap;

use crate::model::preflight::{Finding, Gravity, Place};

/// What was found so far.
pub(crate) struct Findings {
    /// The numbers that readers show, by page.
    labels: Vec<String>,
    list: Vec<Finding>,
    /// Where in the list a code with its message stands.
    known: BTreeMap<(&'static str, String), usize>,
}

impl Findings {
    /// None yet.
    pub(crate) fn new(labels: Vec<String>) -> Findings {
        Findings { labels, list: Vec::new(), known: BTreeMap::new() }
    }

    /// Adds a finding of the whole file.
    pub(crate) fn of_file(
        &mut self,
        gravity: Gravity,
        code: &'static str,
        message: impl Into<String>,
        help: &'static str,
    ) {
        self.entry(gravity, code, message.into(), help);
    }

    /// Adds a finding of a page, and of an image of it.
    pub(crate) fn on_page(
        &mut self,
        (gravity, code, help): (Gravity, &'static str, &'static str),
        message: impl Into<String>,
        page: u32,
        image: Option<u32>,
    ) {
        let label = self.labels.get(page as usize).cloned().unwrap_or_default();
        let place = Place { page, label, image, span: None };
        let places = &mut self.entry(gravity, code, message.into(), help).places;
        if places.last() != Some(&place) {
            places.push(place);
        }
    }

    fn entry(
        &mut self,
        gravity: Gravity,
        code: &'static str,
        message: String,
        help: &'static str,
    ) -> &mut Finding {
        let next = self.list.len();
        let at = *self.known.entry((code, message.clone())).or_insert(next);
        if at == next {
            self.list.push(Finding { gravity, code, message, help, places: Vec::new() });
        }
        &mut self.list[at]
    }

    /// All of them: the gravest first, then by page.
    pub(crate) fn sorted(mut self) -> Vec<Finding> {
        self.list.sort_by_key(|finding| {
            (finding.gravity, finding.places.first().map(|place| (place.page, place.image)))
        });
        self.list
    }
}
