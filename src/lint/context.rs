//! What stands beside a name: it tells a person from a place, a wife, or
//! somebody else of the same surname.

use rustc_hash::FxHashSet;

use crate::lint::names::Names;
use crate::lint::reading::{Word, WordKind, Words};
use crate::lint::tokens::is_among;
use crate::model::register::RecordId;

/// What stands before a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Before {
    /// Nothing: a sentence begins.
    Start,
    /// *General*, *Mr*.
    Title,
    /// A capitalised word within a sentence that is an ordinary word too, and
    /// so perhaps a title: *Commissioner*.
    Capital,
    /// *Mrs*, *Lady*.
    Family,
    /// *in*, *at*, *near*.
    Place,
    /// A part of a longer name, or of another.
    Name,
    /// A tag of the same record: it is tagged already.
    Tag,
    Other,
}

/// What stands after a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum After {
    /// A longer name goes on.
    Name,
    /// A tag of the same record: it is tagged already.
    Tag,
    /// The name is somebody's, not a place's: *Washington's*.
    Possessive,
    Other,
}

const TITLES: &str = "\
    Admiral Adm Ambassador Brig Brigadier Captain Capt Chancellor Chairman Col Colonel \
    Commander Commissar Comrade Count Doctor Dr Gen General Gov Governor Herr King \
    Lieutenant Lord Lt Maj Major Marshal Minister Monsieur Mr Messrs President Prime \
    Prince Prof Professor Secretary Sen Senator";
const FAMILY: &str = "\
    Mrs Miss Ms Mme Mlle Madame Madam Mademoiselle Mistress Lady Frau Fräulein Señora \
    Signora Countess Duchess Princess Queen Dame Baroness";
const PLACE_PREPOSITIONS: [&str; 9] =
    ["in", "at", "near", "into", "throughout", "around", "outside", "inside", "reached"];
/// What makes a name of the name after it: *Fort Washington*.
const PLACE_WORDS: &str = "\
    Camp Cape Castle Church East Fort Hotel Lake Little Lower Mount Mt New North Old Point \
    Port River Rue Saint San Santa Sankt South St Upper USS HMS Villa West University \
    House Via";
/// Given names that are ordinary words too, and short forms of given names.
const GIVEN: &str = "\
    Art Basil Benj Bill Bob Buck Chas Chase Christian Chuck Danl Dean Dick Don Drew Earl \
    Edw Faith Frank Gene Geo Grace Guy Hope Jack Jas Jno Job Jos Joy Lily Mark Max Miles \
    Nat Ned Nick Norm Olive Pat Pearl Penny Ray Rich Rob Robt Rose Ruby Sam Saml Sandy Sue \
    Thos Tom Victor Violet Will Wm";

/// Surnames that are ordinary words too, although a short manuscript may not
/// have them so.
const ORDINARY: &str = "\
    Banks Bell Bishop Black Bridge Brook Brown Bush Case Church Cook Cross Day Early Field Ford \
    Fox Gold Grant Green Hall Hill Hope House King Knight Lake Law Long Marsh Mason Mills Moon \
    Park Pope Price Rice Rivers Rose Snow Stone Street Wall Waters White Will Wise Wood Young";
/// Words that begin sentences, and may not stand within one in a short
/// manuscript.
const OPENERS: &str = "\
    A About After Again Against Also Although Among An And Are As At Because Before Between Both But \
    By Dear Did Does Each Either Even Every Few For From Had Has Have He Her Here His How However I \
    If In Is It Its Later Like Many Most My Neither Next No Nobody Nor Not Nothing Now Of On Once \
    Only Or Our Over Perhaps See She Since So Some Soon Still Such That The Their Then There These \
    They This Those Though Through Thus To Under Unlike Until Upon Was We Were What When Where \
    Whether Which While Who Whom Whose Why With Within Without Yet You Your";
/// Words of an emphasised stretch that is no title any more.
const LONGEST_TITLE: usize = 12;

/// What is needed to know what stands beside a name.
#[derive(Clone, Copy)]
pub(crate) struct Beside<'a> {
    pub(crate) words: &'a Words<'a>,
    pub(crate) names: &'a Names,
    /// All words of the manuscript that stand there in lower case.
    pub(crate) vocabulary: &'a FxHashSet<Box<str>>,
}

impl<'a> Beside<'a> {
    /// What stands before the word at `at`, a name of `bearers`.
    pub(crate) fn before(self, at: usize, bearers: &[RecordId]) -> Before {
        let Some(last) = self.word(at.checked_sub(1)) else { return Before::Start };
        match last.kind {
            WordKind::Break | WordKind::Paragraph => Before::Start,
            WordKind::Seam => Before::Other,
            WordKind::Tag { record, .. } if bearers.contains(&record) => Before::Tag,
            WordKind::Tag { .. } => Before::Other,
            WordKind::Mark { mark: '.', .. } => self.after_point(at - 1),
            WordKind::Mark { mark: ',' | ';' | '/' | '&' | '\'' | '’', .. } => Before::Other,
            WordKind::Mark { .. } => Before::Start,
            WordKind::Word { .. } => self.after_word(at - 1),
        }
    }

    /// What the point at `at` ends: a sentence, an initial, an abbreviation.
    fn after_point(self, at: usize) -> Before {
        let Some(last) = self.word(at.checked_sub(1)) else { return Before::Start };
        if !matches!(last.kind, WordKind::Word { .. }) || self.words.list[at].is_spaced {
            return Before::Start;
        }
        let word = self.text(last);
        let is_initial = word.chars().count() == 1 && is_capitalised(word);
        if is_initial || is_among(GIVEN, word) {
            Before::Name
        } else if is_among(FAMILY, word) {
            Before::Family
        } else if is_among(PLACE_WORDS, word) {
            Before::Name
        } else if is_among(TITLES, word) {
            Before::Title
        } else {
            Before::Start
        }
    }

    fn after_word(self, at: usize) -> Before {
        let last = self.words.list[at];
        let word = self.text(last);
        let lower = word.to_lowercase();
        if PLACE_PREPOSITIONS.contains(&lower.as_str()) {
            return Before::Place;
        }
        if !is_capitalised(word) {
            return Before::Other;
        }
        if matches!(last.kind, WordKind::Word { is_possessive: true, .. }) {
            return Before::Other;
        }
        if is_among(FAMILY, word) {
            return Before::Family;
        }
        if is_among(TITLES, word) {
            return Before::Title;
        }
        let is_name = is_among(GIVEN, word) || self.names.is_given(word);
        if is_name || is_among(PLACE_WORDS, word) {
            return Before::Name;
        }
        if !word.chars().any(char::is_lowercase) {
            // *NKVD*, *I*.
            return Before::Other;
        }
        if is_among(OPENERS, word) {
            return Before::Other;
        }
        if !self.vocabulary.contains(lower.as_str()) {
            return Before::Name;
        }
        // *But Stalin* begins a sentence; *the Commissar Stalin* has a title.
        if self.begins_sentence(at) { Before::Other } else { Before::Capital }
    }

    fn begins_sentence(self, at: usize) -> bool {
        match self.word(at.checked_sub(1)).map(|word| word.kind) {
            None | Some(WordKind::Break | WordKind::Paragraph) => true,
            Some(WordKind::Mark { mark, .. }) => !matches!(mark, ',' | ';' | '/' | '&'),
            Some(_) => false,
        }
    }

    /// What stands after the name that ends before the word at `at`.
    pub(crate) fn after(self, at: usize, bearers: &[RecordId]) -> After {
        let last = self.words.list[at - 1];
        if matches!(last.kind, WordKind::Word { is_possessive: true, .. }) {
            return After::Possessive;
        }
        let Some(next) = self.word(Some(at)) else { return After::Other };
        match next.kind {
            WordKind::Tag { record, .. } if bearers.contains(&record) => After::Tag,
            WordKind::Mark { mark: '&', .. } => After::Name,
            // *Will. Montagu*: an abbreviated given name.
            WordKind::Mark { mark: '.', .. } if is_among(GIVEN, self.text(last)) => {
                match self.word(Some(at + 1)) {
                    Some(after) if is_capitalised(self.text(after)) => After::Name,
                    _ => After::Other,
                }
            }
            WordKind::Word { .. } => {
                let word = self.text(next);
                let is_word = word == "I" || !is_capitalised(word);
                if is_word { After::Other } else { After::Name }
            }
            _ => After::Other,
        }
    }

    /// Whether the name of words `start..end` stands in emphasis with a few
    /// other words: that is the title of a work.
    pub(crate) fn is_in_title(self, start: usize, end: usize) -> bool {
        let list = &self.words.list;
        if !list[start].is_emphasised {
            return false;
        }
        let is_inside = |word: &&Word| word.is_emphasised && word.kind != WordKind::Seam;
        let is_word = |word: &&Word| matches!(word.kind, WordKind::Word { .. });
        let before = list[..start].iter().rev().take(2 * LONGEST_TITLE).take_while(is_inside);
        let after = list[end..].iter().take(2 * LONGEST_TITLE).take_while(is_inside);
        let count = before.filter(is_word).count() + after.filter(is_word).count();
        (1..=LONGEST_TITLE).contains(&count)
    }

    /// Whether a tag around bytes `start..end` would be read as one: a bracket
    /// beside it would be taken for its own.
    pub(crate) fn takes_tag(self, start: u32, end: u32) -> bool {
        let bytes = self.words.text.as_bytes();
        let before = start.checked_sub(1).and_then(|at| bytes.get(at as usize));
        let after = bytes.get(end as usize);
        !matches!(before, Some(b'[' | b'!' | b'\\')) && !matches!(after, Some(b']' | b'(' | b'{'))
    }

    fn word(self, at: Option<usize>) -> Option<Word> {
        self.words.list.get(at?).copied()
    }

    fn text(self, word: Word) -> &'a str {
        self.words.text.get(word.start as usize..word.end as usize).unwrap_or_default()
    }
}

/// Whether a word is an ordinary one too: it stands somewhere in lower case,
/// or is one of the calendar.
pub(crate) fn is_common(word: &str, vocabulary: &FxHashSet<Box<str>>) -> bool {
    const CALENDAR: &str = "\
    January February March April May June July August September October November December \
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday";
    is_among(CALENDAR, word)
        || is_among(ORDINARY, word)
        || vocabulary.contains(word.to_lowercase().as_str())
}

fn is_capitalised(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}
