//! Anchors as they are given out, each with an `id` of its own.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::book::{Anchor, AnchorId, SectionId};
use crate::resolve::names::is_anchor_id;

/// All anchors so far. Handles rise in the order of giving out.
#[derive(Debug, Default)]
pub(crate) struct Anchors {
    pub(crate) list: Vec<Anchor>,
    /// Identifiers that editors wrote: nothing made here may look like one.
    reserved: FxHashSet<String>,
    taken: FxHashSet<String>,
    /// By name: how often it was wanted, once it was taken.
    counts: FxHashMap<String, u32>,
}

impl Anchors {
    /// Keeps an identifier for the editor who wrote it.
    pub(crate) fn reserve(&mut self, id: &str) {
        if is_anchor_id(id) {
            self.reserved.insert(id.to_string());
        }
    }

    /// An anchor by the editor's own identifier; `None` where it cannot be an
    /// `id` or belongs to another anchor already.
    pub(crate) fn written(&mut self, id: &str, section: SectionId) -> Option<AnchorId> {
        (is_anchor_id(id) && self.taken.insert(id.to_string()))
            .then(|| self.push(id.to_string(), section))
    }

    /// An anchor by a name that the compiler chose, numbered where it is taken.
    ///
    /// Names are made of what is named, never of its place in the book: what
    /// points at a place still does when something is added elsewhere.
    pub(crate) fn named(&mut self, id: &str, section: SectionId) -> AnchorId {
        let mut name = id.to_string();
        while self.reserved.contains(&name) || !self.taken.insert(name.clone()) {
            let count = self.counts.entry(id.to_string()).or_insert(1);
            *count += 1;
            name = format!("{id}-{count}");
        }
        self.push(name, section)
    }

    /// The `id` of an anchor.
    pub(crate) fn id(&self, anchor: AnchorId) -> &str {
        &self.list[anchor.0 as usize].id
    }

    fn push(&mut self, id: String, section: SectionId) -> AnchorId {
        self.list.push(Anchor { id, section });
        AnchorId(self.list.len() as u32 - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::Anchors;
    use crate::model::book::SectionId;

    #[test]
    fn no_two_anchors_share_an_id() {
        let section = SectionId(0);
        let mut anchors = Anchors::default();
        anchors.reserve("h-2");
        anchors.reserve("essay");
        let first = anchors.named("h", section);
        let named = anchors.named("essay", section);
        let second = anchors.named("h", section);
        let written = anchors.written("h-2", section).expect("reserved for the editor");
        let ids = [first, named, second, written].map(|anchor| anchors.id(anchor).to_string());
        assert_eq!(ids, ["h", "essay-2", "h-3", "h-2"]);
        assert!(anchors.written("h-2", section).is_none());
    }
}
