//! A record in, words for people out: its heading, where it sorts, where each
//! of its locators comes from, and what made one locator of several mentions.

use std::collections::BTreeSet;
use std::fmt::Write;

use crate::model::book::{AnchorId, Book, Mention, MentionId, Within};
use crate::model::edition::{Collation, IndexSettings, Merge};
use crate::model::folio::Folio;
use crate::model::index::{CrossReferences, Entry, Indexes, Passage, Subentry};
use crate::model::manuscript::Sigil;
use crate::model::nearest;
use crate::model::pages::{EntryLocators, Joining, Locator, Pages};
use crate::model::register::{Record, RecordId};
use crate::model::source::{Sources, Span};
use crate::model::text::plain;

/// What an explanation is made from.
#[derive(Clone, Copy)]
pub struct Explainer<'a> {
    pub book: &'a Book,
    pub indexes: &'a Indexes,
    pub pages: &'a Pages,
    pub sources: &'a Sources,
}

/// Places listed of what no index prints.
const MOST_PLACES: usize = 10;

impl<'a> Explainer<'a> {
    /// All that the books know of a record; an error that names the nearest
    /// identifier, if there is none like it.
    pub fn record(self, id: &str) -> Result<String, Option<String>> {
        let records = &self.book.records;
        let Some(at) = records.iter().position(|record| record.data.id == id) else {
            return Err(nearest::nearest(id, records.iter().map(|it| it.data.id.as_str())));
        };
        let id = RecordId(at as u32);
        let mut text = String::new();
        self.head(id, &mut text);
        let mut is_printed = false;
        for (at, settings) in self.book.edition.indexes.iter().enumerate() {
            let entries = self.indexes.indexes[at].groups.iter();
            let entries = entries.flat_map(|group| group.entries.iter().map(move |it| (group, it)));
            for ((group, entry), locators) in entries.zip(&self.pages.locators[at]) {
                let is_own = entry.anchor == Some(self.book.record(id).anchor);
                if is_own {
                    is_printed = true;
                    self.sorted(settings, &group.letter, entry, &mut text);
                    self.entry(settings, entry, locators, &mut text);
                }
            }
        }
        if !is_printed && self.book.record(id).see.is_none() {
            line(&mut text, "index", "none prints it");
        }
        self.unprinted(id, is_printed, &mut text);
        Ok(text.trim_end().to_string())
    }

    fn head(self, id: RecordId, text: &mut String) {
        let record = self.book.record(id);
        let data = &record.data;
        writeln!(text, "{}", data.id).expect("a string takes all text");
        line(text, "heading", &plain(&data.heading));
        line(text, "short", &data.short);
        line(text, "record", &self.place(data.span));
        for (alias, span) in &data.aliases {
            line(text, "alias", &format!("{alias} ({})", self.place(*span)));
        }
        if let Some(see) = record.see {
            line(text, "see", &self.named(see));
        }
        for target in &record.see_also {
            line(text, "see also", &self.named(*target));
        }
        for (at, other) in self.book.records.iter().enumerate() {
            let from = || self.named(RecordId(at as u32));
            if other.see == Some(id) {
                line(text, "seen from", &format!("{} (see)", from()));
            }
            if other.see_also.contains(&id) {
                line(text, "seen from", &format!("{} (see also)", from()));
            }
        }
    }

    /// A record by its identifier and heading.
    fn named(self, id: RecordId) -> String {
        let Record { data, .. } = self.book.record(id);
        format!("{}, `{}`", plain(&data.heading), data.id)
    }

    fn sorted(self, settings: &IndexSettings, letter: &str, entry: &Entry, text: &mut String) {
        line(text, "index", &format!("{} (`{}`)", settings.title, settings.name));
        let order = match settings.order {
            Collation::WordByWord => "word by word",
            Collation::LetterByLetter => "letter by letter",
        };
        let group = match letter {
            "" => "before the letters".to_string(),
            letter => format!("under {letter}"),
        };
        let record = entry.record.map(|record| self.book.record(record));
        let has_key = record.is_some_and(|record| record.data.sort.is_some());
        let why = if has_key { ", by its `sort` key" } else { "" };
        line(text, "sorts as", &format!("{}, {group}, {order}{why}", entry.sorts_as));
    }

    fn entry(
        self,
        settings: &IndexSettings,
        entry: &Entry,
        locators: &EntryLocators,
        text: &mut String,
    ) {
        if let CrossReferences::See(_, label) = &entry.references {
            line(text, "prints", &format!("see {label}"));
        }
        self.locators(settings, 1, &entry.passages, &locators.locators, text);
        self.below(settings, 1, &entry.subentries, &locators.subentries, text);
    }

    fn below(
        self,
        settings: &IndexSettings,
        depth: usize,
        subentries: &[Subentry],
        locators: &[EntryLocators],
        text: &mut String,
    ) {
        for (subentry, locators) in subentries.iter().zip(locators) {
            let indent = "  ".repeat(depth);
            writeln!(text, "{indent}{}", subentry.heading).expect("a string takes all text");
            self.locators(settings, depth + 1, &subentry.passages, &locators.locators, text);
            self.below(settings, depth + 1, &subentry.subentries, &locators.subentries, text);
        }
    }

    fn locators(
        self,
        settings: &IndexSettings,
        depth: usize,
        passages: &[Passage],
        locators: &[Locator],
        text: &mut String,
    ) {
        let indent = "  ".repeat(depth);
        for locator in locators {
            let why = self.why(settings, passages, locator);
            writeln!(text, "{indent}{}  {why}", locator.label).expect("a string takes all text");
            for mention in &locator.mentions {
                let source = self.mention(*mention);
                writeln!(text, "{indent}    {source}").expect("a string takes all text");
            }
        }
    }

    /// The rule that made a locator of its mentions.
    fn why(self, settings: &IndexSettings, passages: &[Passage], locator: &Locator) -> String {
        let mut reasons = Vec::new();
        let mention = |id: &MentionId| self.book.mention(*id);
        let is_note = |id: &MentionId| matches!(mention(id).within, Within::Note(_));
        let in_notes = locator.mentions.iter().filter(|id| is_note(id)).count();
        let is_note_locator = in_notes == locator.mentions.len();
        let what = if is_note_locator { "note" } else { "page" };
        match locator.joining {
            Joining::Consecutive(count) => {
                let merge = match (settings.merge, is_note_locator) {
                    (Merge::AtLeast(least), false) => format!(", `merge: {least}`"),
                    _ => String::new(),
                };
                reasons.push(format!("{count} consecutive {what}s{merge}"));
            }
            Joining::Passage => reasons.push(self.passage(passages, locator)),
            Joining::Alone => reasons.push(match (locator.mentions.len(), is_note_locator) {
                (1, true) => "one mention in a note".to_string(),
                (1, false) => "one mention on a page".to_string(),
                (count, true) => format!("{count} mentions in one note"),
                (count, false) => format!("{count} mentions on one page"),
            }),
        }
        if in_notes > 0 && !is_note_locator {
            reasons.push("text and note on one page: the page alone".to_string());
        }
        if locator.is_principal {
            reasons.push("principal".to_string());
        }
        if locator.is_illustration {
            reasons.push("illustration".to_string());
        }
        reasons.join("; ")
    }

    fn passage(self, passages: &[Passage], locator: &Locator) -> String {
        let mut of_locator = passages.iter().filter_map(|passage| {
            let mention = passage.mention.filter(|mention| locator.mentions.contains(mention))?;
            passage.to.is_some().then_some((passage, mention))
        });
        let Some((passage, mention)) = of_locator.next() else {
            return "a marked passage".to_string();
        };
        let opening = self.book.mention(mention);
        if opening.is_whole_section {
            return format!("the whole section, marked at {}", self.place(opening.span));
        }
        let closing = passage.to.and_then(|anchor| self.closing(anchor));
        let closing = closing.map_or(String::new(), |closing| {
            format!(" and closed at {}", self.place(closing.span))
        });
        format!("marked passage opened at {}{closing}", self.place(opening.span))
    }

    fn closing(self, anchor: AnchorId) -> Option<&'a Mention> {
        self.book.mentions.iter().find(|mention| mention.anchor == anchor)
    }

    /// Where a mention stands, what it prints, and on which page.
    fn mention(self, id: MentionId) -> String {
        let mention = self.book.mention(id);
        let folio = self.folio(mention).map_or(String::new(), |folio| format!("  p. {folio}"));
        let within = match mention.within {
            Within::Note(note) => match self.book.note(note).mark.as_str() {
                "" => "  source note".to_string(),
                mark => format!("  note {mark}"),
            },
            Within::Caption(number) => format!("  figure {number}"),
            Within::Heading if !mention.is_whole_section => "  heading".to_string(),
            Within::Heading | Within::Text | Within::Register => String::new(),
        };
        format!("{}  {}{folio}{within}", self.place(mention.span), self.words(mention))
    }

    fn folio(self, mention: &Mention) -> Option<Folio> {
        self.pages.folio(mention.anchor)
    }

    /// The words that a mention's tag prints, as written.
    fn words(self, mention: &Mention) -> String {
        let Span { file, start, end } = mention.span;
        let raw = self.sources.file(file).text.get(start as usize..end as usize);
        let raw = raw.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
        let Some(inner) = raw.strip_prefix("[[").and_then(|inner| inner.strip_suffix("]]")) else {
            return format!("`{raw}` in the front matter");
        };
        match inner.split_once('|') {
            None => format!("`{}`", self.book.record(mention.record).data.short),
            Some((_, "")) => "a mark that prints nothing".to_string(),
            Some((_, printed)) => format!("`{printed}`"),
        }
    }

    /// Mentions that give no locator: passing ones, and all of a record that
    /// no index prints.
    fn unprinted(self, id: RecordId, is_printed: bool, text: &mut String) {
        let is_passing = |mention: &Mention| {
            mention.sigil == Sigil::Passing || mention.within == Within::Register
        };
        let of_record = || self.book.mentions.iter().filter(|mention| mention.record == id);
        // A document's correspondents are mentioned by its title and again by
        // its data: once is enough.
        let told: BTreeSet<Span> =
            of_record().filter(|mention| !is_passing(mention)).map(|it| it.span).collect();
        let found: Vec<&Mention> = of_record()
            .filter(|mention| !is_printed || is_passing(mention))
            .filter(|mention| !is_passing(mention) || !told.contains(&mention.span))
            .collect();
        if found.is_empty() {
            return;
        }
        writeln!(text, "  tagged without a locator").expect("a string takes all text");
        for mention in found.iter().take(MOST_PLACES) {
            let (place, words) = (self.place(mention.span), self.words(mention));
            writeln!(text, "    {place}  {words}").expect("a string takes all text");
        }
        if found.len() > MOST_PLACES {
            let more = found.len() - MOST_PLACES;
            writeln!(text, "    and {more} more").expect("a string takes all text");
        }
    }

    fn place(self, span: Span) -> String {
        let place = self.sources.line_column(span.file, span.start);
        format!("{}:{}:{}", self.sources.file(span.file).path, place.line, place.column)
    }
}

/// A line of what is known of the record itself.
fn line(text: &mut String, what: &str, said: &str) {
    writeln!(text, "  {what:<9}  {said}").expect("a string takes all text");
}
