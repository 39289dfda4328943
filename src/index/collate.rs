//! The order of headings, as sort keys computed once.

use std::cmp::Ordering;

use icu_collator::options::{AlternateHandling, CollatorOptions, Strength};
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{CollatorBorrowed, CollatorPreferences};
use icu_locale_core::Locale;
use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;
use unicode_script::{Script, UnicodeScript};

use crate::index::leading::without_leading;
use crate::index::sort_text::parts;
use crate::model::edition::Collation;
use crate::model::language::Language;

/// The order of one index.
pub(crate) struct Order {
    collation: Collation,
    language: String,
    /// The script of the edition's language: its headings come first.
    script: Script,
    /// Base letters alone: the first level.
    letters: CollatorBorrowed<'static>,
    /// Accents and case too: what decides between equals.
    all: CollatorBorrowed<'static>,
    /// A to Z with their keys, for the group letters.
    alphabet: Vec<(char, Vec<u8>)>,
}

/// Where a heading stands; [`Order::compare`] compares two.
#[derive(Clone, Debug)]
pub(crate) struct Heading {
    pub(crate) class: Class,
    /// By base letters, part by part.
    key: Vec<u8>,
    /// What of the heading counts.
    text: String,
}

impl Heading {
    /// What of the heading counts, in words.
    pub(crate) fn words(&self) -> &str {
        &self.text
    }
}

/// Group letters by the first two characters of headings.
pub(crate) type Letters = FxHashMap<(Option<char>, Option<char>), String>;

/// The great divisions of an index, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Class {
    Symbols,
    Numerals,
    Letters,
    /// Headings in scripts other than the edition's.
    Foreign,
}

impl Order {
    /// The order that a language and an index's settings ask for.
    pub(crate) fn new(language: &Language, collation: Collation) -> Order {
        let letters = collator(language, Strength::Primary);
        let alphabet =
            ('A'..='Z').map(|letter| (letter, key(&letters, letter.encode_utf8(&mut [0; 4]))));
        Order {
            collation,
            language: language.primary(),
            script: script(language),
            all: collator(language, Strength::Tertiary),
            alphabet: alphabet.collect(),
            letters,
        }
    }

    /// Where a heading stands: by the words of its first part, then of the
    /// next one; by accents and case where they do not tell.
    pub(crate) fn heading(&self, heading: &str) -> Heading {
        let joint = match self.collation {
            Collation::WordByWord => " ",
            Collation::LetterByLetter => "",
        };
        let parts: Vec<String> = parts(heading).iter().map(|part| part.join(joint)).collect();
        let mut key = Vec::new();
        for part in &parts {
            // Bytes of a key are 2 and above: 0 ends a part before any letter.
            let Ok(()) = self.letters.write_sort_key_to(part, &mut key);
            key.push(0);
        }
        let class = self.class(parts.first().map_or("", String::as_str));
        Heading { class, key, text: parts.join(" ") }
    }

    /// Which of two headings comes first: by class, by letters, and by accents
    /// and case where those are the same.
    pub(crate) fn compare(&self, left: &Heading, right: &Heading) -> Ordering {
        (left.class, &left.key)
            .cmp(&(right.class, &right.key))
            .then_with(|| self.all.compare(&left.text, &right.text))
    }

    /// Where a subheading stands: without its leading prepositions.
    pub(crate) fn subheading(&self, subheading: &str) -> Heading {
        self.heading(&without_leading(subheading, &self.language))
    }

    fn class(&self, text: &str) -> Class {
        let Some(first) = text.chars().next() else { return Class::Symbols };
        if first.is_numeric() {
            return Class::Numerals;
        }
        if !first.is_alphabetic() {
            return Class::Symbols;
        }
        match first.script() {
            Script::Common | Script::Inherited => Class::Letters,
            script if script == self.script => Class::Letters,
            _ => Class::Foreign,
        }
    }

    /// The letter of a heading's group: the base letter, unless the language
    /// counts what stands there as a letter of its own, as Swedish does *Å*
    /// and Hungarian *Sz*. Empty where the class has no letters.
    ///
    /// `known` keeps what was found for the first two characters.
    pub(crate) fn letter(&self, heading: &Heading, known: &mut Letters) -> String {
        if heading.class != Class::Letters {
            return String::new();
        }
        let mut first = heading.text.chars();
        let first = (first.next(), first.next());
        known.entry(first).or_insert_with(|| self.letter_of(&heading.text)).clone()
    }

    fn letter_of(&self, text: &str) -> String {
        let letters: Vec<char> = text.chars().take(2).collect();
        let Some(first) = letters.first() else { return String::new() };
        let own = key(&self.letters, first.encode_utf8(&mut [0; 4]));
        if letters.len() == 2 {
            let both = key(&self.letters, &letters.iter().collect::<String>());
            let is_one = !both.starts_with(&own) && letters[1].is_alphabetic();
            if is_one {
                return first.to_uppercase().chain(letters[1].to_lowercase()).collect();
            }
        }
        if let Some((letter, _)) = self.alphabet.iter().find(|(_, key)| own.starts_with(key)) {
            return letter.to_string();
        }
        let base = first.nfd().next().unwrap_or(*first);
        let is_same = key(&self.letters, base.encode_utf8(&mut [0; 4])) == own;
        (if is_same { base } else { *first }).to_uppercase().collect()
    }
}

fn key(collator: &CollatorBorrowed<'static>, text: &str) -> Vec<u8> {
    let mut key = Vec::new();
    let Ok(()) = collator.write_sort_key_to(text, &mut key);
    key
}

/// The collation of a language; the root's where we have none for it.
fn collator(language: &Language, strength: Strength) -> CollatorBorrowed<'static> {
    let mut options = CollatorOptions::default();
    options.strength = Some(strength);
    // Spaces count, or words would not.
    options.alternate_handling = Some(AlternateHandling::NonIgnorable);
    let preferences = |locale: &Locale| {
        let mut preferences = CollatorPreferences::from(locale);
        preferences.numeric_ordering = Some(CollationNumericOrdering::True);
        preferences
    };
    let locale = Locale::try_from_str(language.tag()).unwrap_or(Locale::UNKNOWN);
    CollatorBorrowed::try_new(preferences(&locale), options)
        .or_else(|_| CollatorBorrowed::try_new(preferences(&Locale::UNKNOWN), options))
        .expect("the root collation is built in")
}

/// The script that a language is written in.
fn script(language: &Language) -> Script {
    if let Some(script) = language.script().and_then(Script::from_short_name) {
        return script;
    }
    match language.primary().as_str() {
        "ru" | "uk" | "be" | "bg" | "sr" | "mk" | "kk" | "ky" | "mn" | "tg" => Script::Cyrillic,
        "el" | "grc" => Script::Greek,
        "ka" => Script::Georgian,
        "hy" => Script::Armenian,
        "he" | "yi" => Script::Hebrew,
        "ar" | "fa" | "ur" | "ps" => Script::Arabic,
        _ => Script::Latin,
    }
}
