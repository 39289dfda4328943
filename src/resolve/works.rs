//! Works of the bibliography: where their entries stand, and links to them.

use rustc_hash::FxHashMap;

use crate::model::book::{AnchorId, Reference, SectionId, Within};
use crate::model::edition::Generated;
use crate::model::manuscript::Written;
use crate::model::source::Span;
use crate::model::text::Inline;
use crate::model::works::{Work, WrittenWork, WrittenWorks};
use crate::resolve::anchors::Anchors;
use crate::resolve::names::is_anchor_id;
use crate::resolve::sections::{Planned, PlannedKind};
use crate::resolve::text::{Place, Role, Weaver};

/// The entries of the bibliography by the keys of their works.
#[derive(Debug, Default)]
pub(crate) struct Shelf {
    entries: FxHashMap<String, AnchorId>,
    /// The section that prints the bibliography.
    home: Option<SectionId>,
}

/// Gives every entry of the bibliography its anchor.
pub(crate) fn shelf(works: &WrittenWorks, sections: &[Planned], anchors: &mut Anchors) -> Shelf {
    let is_home =
        |section: &Planned| matches!(section.kind, PlannedKind::Generated(Generated::Bibliography));
    let home = sections.iter().position(is_home).map(|at| SectionId(at as u32));
    let section = home.unwrap_or(SectionId(0));
    let anchor = |work: &WrittenWork| {
        let id = format!("bib-{}", work.key);
        let anchor = match is_anchor_id(&id) {
            true => anchors.named(&id, section),
            false => anchors.named("bib-r", section),
        };
        (work.key.clone(), anchor)
    };
    Shelf { entries: works.list.iter().map(anchor).collect(), home }
}

impl Weaver<'_> {
    /// A work that the text cites, linked to its entry where there is one.
    pub(crate) fn work(
        &mut self,
        key: &str,
        content: Vec<Inline<Written>>,
        span: Span,
        place: Place,
        woven: &mut Vec<Inline<Reference>>,
    ) {
        let content = self.inlines(content, place);
        let entry = self.shelf.home.and_then(|_| self.shelf.entries.get(key).copied());
        match entry.filter(|_| place.role != Role::Bare) {
            Some(entry) => {
                woven.push(Inline::Reference { to: Reference::Place(entry), content, span });
            }
            None => woven.extend(content),
        }
    }

    /// The bibliography with its links.
    pub(crate) fn works(&mut self, works: WrittenWorks) -> Vec<Work> {
        let section = self.shelf.home.unwrap_or(SectionId(0));
        let mut list = Vec::with_capacity(works.list.len());
        for WrittenWork { key, span, entry, .. } in works.list {
            let Some(anchor) = self.shelf.entries.get(&key).copied() else { continue };
            let place =
                Place { section, file: span.file, within: Within::Register, role: Role::Data };
            let entry = self.inlines(entry, place);
            list.push(Work { key, span, anchor, entry });
        }
        list
    }
}
