//! Mentions → passages, by record, in reading order.

use crate::index::ranges::{Pairs, pairs};
use crate::model::book::{AnchorId, Book, Mention, MentionId, SectionId, Series, Within};
use crate::model::diagnostic::Diagnostics;
use crate::model::index::Passage;
use crate::model::manuscript::Sigil;

/// The passages of every record, by `RecordId`, in reading order.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    pub(crate) of_record: Vec<Vec<Passage>>,
}

/// Where a mention comes in reading order. A note is read where it is first
/// cited.
type Rank = (SectionId, AnchorId, MentionId);

/// Gathers what is to be indexed: no passing mentions, nothing in registers.
pub(crate) fn gather(book: &Book, diagnostics: &mut Diagnostics) -> Gathered {
    let mut ranked: Vec<(Rank, MentionId)> = Vec::with_capacity(book.mentions.len());
    for (at, mention) in book.mentions.iter().enumerate() {
        if mention.sigil != Sigil::Passing && mention.within != Within::Register {
            let id = MentionId(at as u32);
            ranked.push((rank(book, mention, id), id));
        }
    }
    ranked.sort_unstable();
    let is_mark = |id: &MentionId| {
        matches!(book.mention(*id).sigil, Sigil::Opens | Sigil::Closes)
            && !book.mention(*id).is_whole_section
    };
    let marks: Vec<MentionId> = ranked.iter().map(|(_, id)| *id).filter(is_mark).collect();
    let pairs = pairs(book, &marks, diagnostics);
    let mut closing: Vec<MentionId> = pairs.values().copied().collect();
    closing.sort_unstable();

    let mut gathered = Gathered { of_record: vec![Vec::new(); book.records.len()] };
    for (_, id) in ranked {
        if closing.binary_search(&id).is_err() {
            let record = book.mention(id).record;
            gathered.of_record[record.0 as usize].push(passage(book, id, &pairs));
        }
    }
    gathered
}

fn rank(book: &Book, mention: &Mention, id: MentionId) -> Rank {
    let anchor = match mention.within {
        Within::Note(note) => {
            let note = book.note(note);
            match note.citations.first() {
                Some(citation) => book.citation(*citation).anchor,
                None if note.series == Series::Source => note.anchor,
                // Never cited: it stands after the others.
                None => AnchorId(u32::MAX),
            }
        }
        _ => mention.anchor,
    };
    (mention.section, anchor, id)
}

fn passage(book: &Book, id: MentionId, pairs: &Pairs) -> Passage {
    let mention = book.mention(id);
    let note = match mention.within {
        Within::Note(note) => Some(note),
        _ => None,
    };
    let to = if mention.is_whole_section {
        Some(book.section(mention.section).end)
    } else {
        // Within one note there is one locator, the note's.
        pairs.get(&id).filter(|_| note.is_none()).map(|closing| book.mention(*closing).anchor)
    };
    Passage {
        from: mention.anchor,
        to,
        note,
        is_principal: mention.sigil == Sigil::Principal,
        is_illustration: to.is_none() && matches!(mention.within, Within::Caption(_)),
        mention: Some(id),
    }
}
