//! Locators of notes: `334n14`, `334nn14–16`, `41 nn. 3 & 4`.

use crate::model::book::{AnchorId, MentionId};
use crate::model::edition::{LocatorRules, LocatorUnit, Merge, NoteStyle};
use crate::model::folio::Folio;
use crate::model::pages::{Joining, Locator, NotePart};
use crate::typeset::ranges;

/// A note in which a record is mentioned.
#[derive(Clone, Debug)]
pub(crate) struct NoteMention {
    /// As printed; empty for a source note, which has no number.
    pub(crate) mark: String,
    pub(crate) is_principal: bool,
    pub(crate) target: AnchorId,
    pub(crate) mentions: Vec<MentionId>,
}

impl NoteMention {
    fn number(&self) -> Option<u32> {
        self.mark.parse().ok()
    }
}

/// The locators of notes on one page, or of one document, which `lead` names.
///
/// Source notes stand before the others: they cannot share an `n` with them.
pub(crate) fn locators(
    lead: &str,
    unit: LocatorUnit,
    mentions: Vec<NoteMention>,
    rules: LocatorRules,
) -> Vec<Locator> {
    let (sources, numbered): (Vec<_>, Vec<_>) =
        mentions.into_iter().partition(|mention| mention.mark.is_empty());
    let mut locators = several(lead, unit, sources, rules);
    locators.extend(several(lead, unit, numbered, rules));
    locators
}

fn several(
    lead: &str,
    unit: LocatorUnit,
    mentions: Vec<NoteMention>,
    rules: LocatorRules,
) -> Vec<Locator> {
    let groups = grouped(mentions, rules.merge);
    let is_one = groups.len() == 1 && groups[0].len() == 1;
    let sign = match (rules.notes, is_one) {
        (NoteStyle::Chicago, true) => "n",
        (NoteStyle::Chicago, false) => "nn",
        (NoteStyle::Oxford | NoteStyle::Mhra, true) => "\u{a0}n.\u{a0}",
        (NoteStyle::Oxford | NoteStyle::Mhra, false) => "\u{a0}nn.\u{a0}",
    };
    let count = groups.len();
    let mut locators = Vec::with_capacity(count);
    for (at, group) in groups.into_iter().enumerate() {
        let (Some(first), Some(last)) = (group.first(), group.last()) else { continue };
        let marks = match (first.number(), last.number()) {
            (Some(from), Some(to)) if from != to => {
                ranges::range(Folio::Arabic(from), Folio::Arabic(to), rules.ranges)
            }
            _ => first.mark.clone(),
        };
        let is_last = rules.notes == NoteStyle::Mhra && at + 1 == count;
        let before = match at {
            0 => "",
            _ if is_last => " & ",
            _ => ", ",
        };
        let label = if at == 0 { format!("{lead}{sign}{marks}") } else { marks };
        locators.push(Locator {
            before: before.to_string(),
            label: label.trim_end_matches('\u{a0}').to_string(),
            unit,
            note: if at == 0 { NotePart::Whole } else { NotePart::Bare },
            is_principal: first.is_principal,
            is_illustration: false,
            target: first.target,
            end: (group.len() > 1).then_some(last.target),
            mentions: group.iter().flat_map(|note| note.mentions.iter().copied()).collect(),
            joining: match group.len() {
                1 => Joining::Alone,
                count => Joining::Consecutive(count as u32),
            },
        });
    }
    locators
}

/// Runs of consecutive notes that are long enough to be ranges; all others by
/// themselves.
fn grouped(mentions: Vec<NoteMention>, merge: Merge) -> Vec<Vec<NoteMention>> {
    let mut runs: Vec<Vec<NoteMention>> = Vec::new();
    for mention in mentions {
        let last = runs.last_mut().filter(|run| {
            run.last().is_some_and(|last| {
                last.number().is_some_and(|number| mention.number() == number.checked_add(1))
                    && !last.is_principal
                    && !mention.is_principal
            })
        });
        match last {
            Some(run) => run.push(mention),
            None => runs.push(vec![mention]),
        }
    }
    let is_range = |run: &[NoteMention]| match merge {
        Merge::Never => false,
        Merge::AtLeast(least) => run.len() as u32 >= least.max(2),
    };
    let mut groups = Vec::with_capacity(runs.len());
    for run in runs {
        if is_range(&run) {
            groups.push(run);
        } else {
            groups.extend(run.into_iter().map(|mention| vec![mention]));
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::{NoteMention, locators};
    use crate::model::book::AnchorId;
    use crate::model::edition::{LocatorRules, LocatorUnit, Merge, NoteStyle, RangeStyle};

    /// `marks` are the notes of one page; a `!` before one marks it principal.
    #[track_caller]
    fn check(notes: NoteStyle, merge: Merge, page: &str, marks: &str, printed: &str) {
        let mentions = marks.split(' ').map(|mark| NoteMention {
            mark: mark.trim_start_matches(['!', '-']).to_string(),
            is_principal: mark.starts_with('!'),
            target: AnchorId(0),
            mentions: Vec::new(),
        });
        let ranges = match notes {
            NoteStyle::Chicago => RangeStyle::Chicago,
            NoteStyle::Oxford => RangeStyle::Oxford,
            NoteStyle::Mhra => RangeStyle::Mhra,
        };
        let rules = LocatorRules { unit: LocatorUnit::Pages, merge, ranges, notes };
        let found = locators(page, LocatorUnit::Pages, mentions.collect(), rules);
        let mut text = String::new();
        for locator in found {
            // What joins a source note to the others is for the whole row.
            let joint = if locator.before.is_empty() && !text.is_empty() { ", " } else { "" };
            text.push_str(&format!("{joint}{}{}", locator.before, locator.label));
        }
        assert_eq!(text.replace('\u{a0}', " "), printed);
    }

    #[test]
    fn chicago() {
        let check = |page, marks, printed| {
            check(NoteStyle::Chicago, Merge::AtLeast(3), page, marks, printed);
        };
        check("334", "14", "334n14");
        check("334", "14 15 16", "334nn14–16");
        check("335", "2", "335n2");
        check("35", "13 14 15 18", "35nn13–15, 18");
        check("35", "13 14", "35nn13, 14");
        check("35", "13 15", "35nn13, 15");
        check("334", "114 115 116", "334nn114–16");
        check("xii", "3", "xiin3");
    }

    #[test]
    fn oxford() {
        let check = |page, marks, printed| {
            check(NoteStyle::Oxford, Merge::AtLeast(3), page, marks, printed);
        };
        check("90", "17", "90 n. 17");
        check("90", "17 19", "90 nn. 17, 19");
        check("90", "17 18 19", "90 nn. 17–19");
        check("90", "123 124 125 128", "90 nn. 123–5, 128");
    }

    #[test]
    fn mhra() {
        let check = |page, marks, printed| {
            check(NoteStyle::Mhra, Merge::AtLeast(3), page, marks, printed);
        };
        check("41", "3", "41 n. 3");
        check("41", "3 4", "41 nn. 3 & 4");
        check("41", "3 5 7", "41 nn. 3, 5 & 7");
        check("41", "3 4 5", "41 nn. 3–5");
    }

    #[test]
    fn the_policy_holds_for_notes_too() {
        check(NoteStyle::Chicago, Merge::Never, "334", "14 15 16", "334nn14, 15, 16");
        check(NoteStyle::Chicago, Merge::AtLeast(2), "334", "14 15 17", "334nn14–15, 17");
    }

    #[test]
    fn what_has_no_number_makes_no_range() {
        check(NoteStyle::Chicago, Merge::AtLeast(2), "334", "* † 1", "334nn*, †, 1");
        check(NoteStyle::Chicago, Merge::AtLeast(3), "334", "-", "334n");
        check(NoteStyle::Chicago, Merge::AtLeast(3), "334", "2 -", "334n, 334n2");
        check(NoteStyle::Oxford, Merge::AtLeast(3), "334", "-", "334 n.");
        check(NoteStyle::Chicago, Merge::AtLeast(3), "334", "4294967295 1", "334nn4294967295, 1");
    }

    #[test]
    fn a_principal_note_stands_alone() {
        check(NoteStyle::Chicago, Merge::AtLeast(3), "9", "1 !2 3", "9nn1, 2, 3");
    }
}
