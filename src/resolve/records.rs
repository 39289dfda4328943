//! The records of all registers by their identifiers, and where they lead.

use rustc_hash::FxHashMap;

use crate::model::book::{AnchorId, SectionId};
use crate::model::diagnostic::Diagnostics;
use crate::model::edition::{Edition, Generated, IndexOf};
use crate::model::nearest::nearest;
use crate::model::register::{RecordId, RecordKind, WrittenRecord, WrittenRegister};
use crate::model::source::Span;
use crate::resolve::anchors::Anchors;
use crate::resolve::first_use::{self, Expansion};
use crate::resolve::names::{ascii, is_anchor_id};
use crate::resolve::sections::{Planned, PlannedKind};

/// Every record by its identifier; lists go by `RecordId`.
#[derive(Debug, Default)]
pub(crate) struct Roster {
    ids: FxHashMap<String, RecordId>,
    /// What a bare tag prints.
    pub(crate) shorts: Vec<String>,
    /// What the first tag of an abbreviation prints, until the text has come to
    /// it.
    pub(crate) first_uses: FxHashMap<RecordId, Expansion>,
    pub(crate) anchors: Vec<AnchorId>,
    pub(crate) see: Vec<Option<RecordId>>,
    pub(crate) see_also: Vec<Vec<RecordId>>,
    /// The record under which a mention counts: the last one of its *see*.
    pub(crate) heads: Vec<RecordId>,
    /// The nearest identifiers to those that were not found.
    guesses: FxHashMap<String, Option<String>>,
}

/// Names for which the nearest spelling is looked up.
const MOST_SPELLINGS: usize = 200;

impl Roster {
    /// The record with this identifier.
    pub(crate) fn find(&self, id: &str) -> Option<RecordId> {
        self.ids.get(id).copied()
    }

    /// Reports that no record has this identifier.
    pub(crate) fn report(&mut self, id: &str, span: Span, diagnostics: &mut Diagnostics) {
        let ids = &self.ids;
        let looks_up = self.guesses.len() < MOST_SPELLINGS;
        let guess = self.guesses.entry(id.to_string()).or_insert_with(|| match looks_up {
            true => nearest(id, ids.keys().map(String::as_str)),
            false => None,
        });
        let help = match guess {
            Some(guess) => format!("did you mean `{guess}`?"),
            None => "add a record with this identifier to a register".to_string(),
        };
        let message = format!("no register has a record `{id}`");
        let found = diagnostics.error("unknown-record", span, message).help(help);
        if let Some(guess) = guess {
            found.suggest(span, guess.as_str());
        }
    }
}

/// Gives every record its handle and anchor, and follows its references.
pub(crate) fn roster(
    registers: &[WrittenRegister],
    sections: &[Planned],
    edition: &Edition,
    anchors: &mut Anchors,
    diagnostics: &mut Diagnostics,
) -> Roster {
    let mut roster = Roster::default();
    for register in registers {
        let homes = Homes::of(&register.name, sections, edition);
        for record in &register.records {
            let id = RecordId(roster.shorts.len() as u32);
            // A second record of the name was reported by `parse`.
            roster.ids.entry(record.data.id.clone()).or_insert(id);
            roster.shorts.push(record.data.short.clone());
            if let Some(expansion) = first_use::expansion(&register.name, record, edition) {
                roster.first_uses.insert(id, expansion);
            }
            roster.anchors.push(anchor(record, &homes, anchors));
        }
    }
    let records: Vec<&WrittenRecord> =
        registers.iter().flat_map(|register| &register.records).collect();
    for record in &records {
        let see = record.see.as_ref();
        let target = see.and_then(|(id, span)| follow(&mut roster, record, id, *span, diagnostics));
        roster.see.push(target);
    }
    roster.heads = heads(&mut roster.see, &records, diagnostics);
    for record in &records {
        let also = see_also(&mut roster, record, diagnostics);
        roster.see_also.push(also);
    }
    roster
}

/// The sections that print a register.
struct Homes {
    glossary: Option<SectionId>,
    index: Option<SectionId>,
}

impl Homes {
    fn of(register: &str, sections: &[Planned], edition: &Edition) -> Homes {
        let holds = |from: &[String]| from.iter().any(|name| name == register);
        let find = |is_home: &dyn Fn(&Generated) -> bool| {
            let at = sections.iter().position(|section| match &section.kind {
                PlannedKind::Generated(generated) => is_home(generated),
                _ => false,
            });
            at.map(|at| SectionId(at as u32))
        };
        let in_glossary = edition.glossary.as_ref().is_some_and(|glossary| holds(&glossary.from));
        Homes {
            glossary: find(&|generated| *generated == Generated::Glossary && in_glossary)
                .or_else(|| find(&|it| *it == Generated::Abbreviations && in_glossary)),
            index: find(&|generated| match generated {
                Generated::Index(at) => {
                    edition.indexes.get(*at).is_some_and(|settings| holds(&settings.from))
                }
                _ => false,
            })
            .or_else(|| {
                find(&|generated| match generated {
                    Generated::Index(at) => edition
                        .indexes
                        .get(*at)
                        .is_some_and(|settings| settings.of == IndexOf::Correspondents),
                    _ => false,
                })
            }),
        }
    }
}

fn anchor(record: &WrittenRecord, homes: &Homes, anchors: &mut Anchors) -> AnchorId {
    let (prefix, bare, home) = match record.data.kind {
        RecordKind::Name => ("ix-", "ix-r", homes.index.or(homes.glossary)),
        RecordKind::Term => ("g-", "g-r", homes.glossary.or(homes.index)),
    };
    // A register that nothing prints has no section; its anchors are never
    // placed, and any section will do.
    let section = home.unwrap_or(SectionId(0));
    let id = format!("{prefix}{}", record.data.id);
    if is_anchor_id(&id) {
        return anchors.named(&id, section);
    }
    anchors.named(&format!("{bare}{}", ascii(&record.data.id)), section)
}

/// The target of a reference from a record; `None` where there is none or it
/// is the record itself.
fn follow(
    roster: &mut Roster,
    record: &WrittenRecord,
    id: &str,
    span: Span,
    diagnostics: &mut Diagnostics,
) -> Option<RecordId> {
    if id == record.data.id {
        diagnostics
            .error("self-reference", span, format!("`{id}` refers to itself"))
            .help("name another record, or take the reference out");
        return None;
    }
    let found = roster.find(id);
    if found.is_none() {
        roster.report(id, span, diagnostics);
    }
    found
}

/// For each record the last one that its *see* leads to, itself where it has
/// none. Circles are reported and cut, chains reported.
fn heads(
    see: &mut [Option<RecordId>],
    records: &[&WrittenRecord],
    diagnostics: &mut Diagnostics,
) -> Vec<RecordId> {
    let mut heads: Vec<Option<RecordId>> = vec![None; see.len()];
    let mut walk_of: Vec<Option<usize>> = vec![None; see.len()];
    for start in 0..see.len() {
        let mut path = vec![start];
        walk_of[start].get_or_insert(start);
        let mut at = start;
        while let (None, Some(next)) = (heads[at], see[at]) {
            let next = next.0 as usize;
            if heads[next].is_none() && walk_of[next] == Some(start) {
                report_circle(next, at, records, diagnostics);
                see[at] = None;
                break;
            }
            walk_of[next].get_or_insert(start);
            path.push(next);
            at = next;
        }
        let head = heads[at].unwrap_or(RecordId(at as u32));
        for at in path {
            heads[at] = Some(head);
        }
    }
    for (at, record) in records.iter().enumerate() {
        let (Some(target), Some((id, span))) = (see[at], &record.see) else { continue };
        if see[target.0 as usize].is_some() {
            let head = heads[at].map_or("", |head| records[head.0 as usize].data.id.as_str());
            diagnostics
                .error("chained-reference", *span, format!("`{id}` only refers on to `{head}`"))
                .help(format!("write `{head}`"));
        }
    }
    heads.into_iter().enumerate().map(|(at, head)| head.unwrap_or(RecordId(at as u32))).collect()
}

fn report_circle(
    first: usize,
    last: usize,
    records: &[&WrittenRecord],
    diagnostics: &mut Diagnostics,
) {
    let ids = [first, last].map(|at| records[at].data.id.as_str());
    let span = |at: usize| records[at].see.as_ref().map(|(_, span)| *span);
    let message = format!("`{}` and `{}` refer to each other in a circle", ids[0], ids[1]);
    let diagnostic = diagnostics.error("circular-reference", span(last), message);
    diagnostic.help("let one of them be the heading");
    if let Some(other) = span(first) {
        diagnostic.also(other, "the circle begins here");
    }
}

fn see_also(
    roster: &mut Roster,
    record: &WrittenRecord,
    diagnostics: &mut Diagnostics,
) -> Vec<RecordId> {
    let mut targets = Vec::with_capacity(record.see_also.len());
    for (id, span) in &record.see_also {
        let Some(target) = follow(roster, record, id, *span, diagnostics) else { continue };
        let head = roster.heads[target.0 as usize];
        if head != target {
            diagnostics
                .error("chained-reference", *span, format!("`{id}` only refers on"))
                .help("name the record that it refers to");
        }
        if !targets.contains(&head) {
            targets.push(head);
        }
    }
    if let (Some((_, span)), Some((_, also))) = (&record.see, record.see_also.first()) {
        diagnostics
            .error("see-and-see-also", *also, format!("`{}` has both", record.data.id))
            .also(*span, "`see` is here")
            .help("a record that leads elsewhere has nothing of its own: keep one of them");
    }
    targets
}
