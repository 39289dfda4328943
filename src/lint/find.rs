//! Where the text names a record without a tag: what is certain, and what an
//! editor has to decide.

use rayon::prelude::{IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::lint::context::{self, After, Before, Beside};
use crate::lint::forms::Strength;
use crate::lint::names::{FormId, KnownForm, Names};
use crate::lint::reading::{self, WordKind, Words};
use crate::model::book::{Book, SectionId};
use crate::model::inputs::Inputs;
use crate::model::manuscript::Sigil;
use crate::model::register::RecordId;
use crate::model::source::{FileId, Span};
use crate::model::suggestion::{Doubt, DoubtReason};

/// A place where a record is named and not tagged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Untagged {
    pub(crate) record: RecordId,
    pub(crate) span: Span,
    /// In a table the bar of a tag is written `\|`.
    pub(crate) is_in_table: bool,
}

/// What the text names without a tag, in reading order.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) untagged: Vec<Untagged>,
    pub(crate) doubts: Vec<Doubt>,
}

/// A form where the text has it.
#[derive(Clone, Copy)]
struct Occurrence {
    form: FormId,
    /// Counted within its section.
    paragraph: u32,
    span: Span,
    is_in_table: bool,
    before: Before,
    after: After,
    takes_tag: bool,
    /// The one bearer was named in full, or tagged, earlier in the section.
    is_known: bool,
    /// Words stand beside it in the same emphasis: *Letters to Molotov*.
    is_in_title: bool,
    /// The paragraph has a tag of its bearer already.
    is_tagged: bool,
}

/// How often a form alone stands where only a place does, and at all.
#[derive(Clone, Copy, Default)]
struct Usage {
    place_count: usize,
    count: usize,
}

/// A surname that stands after *in* or *at* more than once, and at least once
/// in so many times, is a place too.
const PLACE_SHARE: usize = 20;

/// Walks the whole text once for all names.
pub(crate) fn untagged(book: &Book, inputs: &Inputs) -> Found {
    let names = Names::new(book);
    if names.forms.is_empty() {
        return Found::default();
    }
    let mut sections: Vec<Option<Words<'_>>> = (0..book.sections.len())
        .into_par_iter()
        .map(|at| reading::words(book, SectionId(at as u32), &names, inputs))
        .collect();
    reading::add_front_matter(book, &mut sections);
    let mut vocabulary: FxHashSet<Box<str>> = FxHashSet::default();
    for words in sections.iter_mut().flatten() {
        vocabulary.extend(words.vocabulary.drain());
    }
    let occurrences: Vec<Vec<Occurrence>> = sections
        .par_iter()
        .map(|words| match words {
            Some(words) => occurrences(Beside { words, names: &names, vocabulary: &vocabulary }),
            None => Vec::new(),
        })
        .collect();
    let common: Vec<bool> =
        names.forms.par_iter().map(|form| is_common(form, &vocabulary)).collect();
    judged(&names, &common, &occurrences.concat())
}

fn is_common(form: &KnownForm, vocabulary: &FxHashSet<Box<str>>) -> bool {
    form.strength == Strength::Alone && context::is_common(&form.text, vocabulary)
}

/// Every form that stands in a section, the longest at each place, but where a
/// marked passage covers it.
fn occurrences(beside: Beside<'_>) -> Vec<Occurrence> {
    let list = &beside.words.list;
    let mut known: FxHashSet<RecordId> = beside.words.tagged.iter().copied().collect();
    let mut covered: FxHashSet<RecordId> = beside.words.covered.iter().copied().collect();
    let mut tagged: FxHashSet<(u32, RecordId)> = FxHashSet::default();
    let mut found: Vec<Occurrence> = Vec::new();
    let mut paragraph = 0;
    let mut at = 0;
    while at < list.len() {
        match list[at].kind {
            WordKind::Paragraph => paragraph += 1,
            WordKind::Tag { record, sigil } => {
                known.insert(record);
                tagged.insert((paragraph, record));
                match sigil {
                    Sigil::Opens => _ = covered.insert(record),
                    Sigil::Closes => _ = covered.remove(&record),
                    Sigil::None | Sigil::Principal | Sigil::Passing => {}
                }
            }
            _ => {}
        }
        let Some((form, end)) = longest(beside, at) else {
            at += 1;
            continue;
        };
        let (bearers, strength) = {
            let form = beside.names.form(form);
            (form.bearers.as_slice(), form.strength)
        };
        let (start, stop) = (list[at].start, list[end - 1].end);
        let occurrence = Occurrence {
            form,
            paragraph,
            span: Span { file: beside.words.file, start, end: stop },
            is_in_table: list[at].is_in_table,
            before: beside.before(at, bearers),
            after: beside.after(end, bearers),
            takes_tag: beside.takes_tag(start, stop),
            is_known: bearers.iter().any(|bearer| known.contains(bearer)),
            is_in_title: beside.is_in_title(at, end),
            is_tagged: false,
        };
        if let ([bearer], Strength::Full) = (bearers, strength) {
            known.insert(*bearer);
        }
        if !bearers.iter().any(|bearer| covered.contains(bearer)) {
            found.push(occurrence);
        }
        at = end;
    }
    for occurrence in &mut found {
        let bearers = &beside.names.form(occurrence.form).bearers;
        let is_tagged = |bearer: &RecordId| tagged.contains(&(occurrence.paragraph, *bearer));
        occurrence.is_tagged = bearers.iter().any(is_tagged);
    }
    found
}

/// The longest form that begins at a word, with the word after it.
fn longest(beside: Beside<'_>, start: usize) -> Option<(FormId, usize)> {
    let mut node = Names::ROOT;
    let mut longest = None;
    for (at, word) in beside.words.list.iter().enumerate().skip(start) {
        let id = match word.kind {
            WordKind::Word { id, .. } => id,
            WordKind::Mark { id, .. } if at > start => id,
            _ => None,
        };
        let Some(next) = id.and_then(|id| beside.names.step(node, id)) else { break };
        node = next;
        if let Some(form) = beside.names.end(node) {
            longest = Some((form, at + 1));
        }
        // `Stalin's Kremlin` is no name that goes on.
        if matches!(word.kind, WordKind::Word { is_possessive: true, .. }) {
            break;
        }
    }
    longest
}

/// What becomes of an occurrence.
enum Verdict {
    Untagged(RecordId),
    Doubtful(DoubtReason),
    /// It is tagged, or names somebody else.
    Nothing,
}

fn judged(names: &Names, common: &[bool], occurrences: &[Occurrence]) -> Found {
    let mut usage = vec![Usage::default(); names.forms.len()];
    for occurrence in occurrences {
        let usage = &mut usage[occurrence.form.0 as usize];
        usage.count += 1;
        let is_place = occurrence.before == Before::Place && occurrence.after == After::Other;
        usage.place_count += usize::from(is_place);
    }
    let mut found = Found::default();
    let mut tagged: FxHashSet<(FileId, u32, RecordId)> = FxHashSet::default();
    // What has a tag once the patch is applied speaks for what comes after it.
    let mut known: FxHashSet<(FileId, RecordId)> = FxHashSet::default();
    let mut doubts: FxHashMap<(FormId, DoubtReason), Vec<Span>> = FxHashMap::default();
    for occurrence in occurrences {
        let form = names.form(occurrence.form);
        let at = occurrence.form.0 as usize;
        let named = |bearer: &RecordId| known.contains(&(occurrence.span.file, *bearer));
        let is_known = occurrence.is_known || form.bearers.iter().any(named);
        match verdict(&Occurrence { is_known, ..*occurrence }, form, common[at], usage[at]) {
            Verdict::Untagged(record) => {
                known.insert((occurrence.span.file, record));
                // One tag is enough for a paragraph: it gives the page.
                if tagged.insert((occurrence.span.file, occurrence.paragraph, record)) {
                    let Occurrence { span, is_in_table, .. } = *occurrence;
                    found.untagged.push(Untagged { record, span, is_in_table });
                }
            }
            Verdict::Doubtful(reason) => {
                doubts.entry((occurrence.form, reason)).or_default().push(occurrence.span);
            }
            Verdict::Nothing => {}
        }
    }
    found.doubts = doubts
        .into_iter()
        .map(|((form, reason), places)| {
            let form = names.form(form);
            Doubt { name: form.text.clone(), reason, bearers: form.bearers.clone(), places }
        })
        .collect();
    found.doubts.sort_by(|left, right| {
        (&left.name, left.reason, &left.places).cmp(&(&right.name, right.reason, &right.places))
    });
    found
}

fn verdict(found: &Occurrence, form: &KnownForm, is_common: bool, usage: Usage) -> Verdict {
    let is_alone = form.strength == Strength::Alone;
    if found.is_tagged || found.before == Before::Tag || found.after == After::Tag {
        return Verdict::Nothing;
    }
    if found.before == Before::Name || found.after == After::Name || found.is_in_title {
        return if is_alone {
            Verdict::Nothing
        } else {
            Verdict::Doubtful(DoubtReason::LongerName)
        };
    }
    let [bearer] = form.bearers.as_slice() else {
        return Verdict::Doubtful(DoubtReason::SeveralBearers);
    };
    if !found.takes_tag {
        return Verdict::Doubtful(DoubtReason::Brackets);
    }
    if found.before == Before::Family {
        return Verdict::Doubtful(DoubtReason::Family);
    }
    if !is_alone || found.before == Before::Title {
        return Verdict::Untagged(*bearer);
    }
    let is_place_too = usage.place_count > 1 && usage.place_count * PLACE_SHARE >= usage.count;
    let is_place_here = found.before == Before::Place && found.after != After::Possessive;
    if form.is_surname && (is_place_here || is_place_too) {
        return Verdict::Doubtful(DoubtReason::Place);
    }
    // The first word of a sentence is capitalised anyway.
    if is_common && !(found.is_known && found.before == Before::Other) {
        return Verdict::Doubtful(DoubtReason::CommonWord);
    }
    Verdict::Untagged(*bearer)
}
