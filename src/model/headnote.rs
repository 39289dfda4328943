//! The note at an index's head: what its devices mean, and no others. Made from
//! the locators as printed, the same for both books.

use crate::model::book::Reference;
use crate::model::edition::{LocatorRules, LocatorUnit, Merge, NoteStyle};
use crate::model::language::Language;
use crate::model::pages::{EntryLocators, Locator, NotePart};
use crate::model::source::{FileId, Span};
use crate::model::text::{Inline, Text, TextId, TextStyle};
use crate::model::wording;

/// The devices that an index uses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Devices {
    document: bool,
    /// Pages in parentheses after documents.
    pages_too: bool,
    page: bool,
    principal: bool,
    illustration: bool,
    note: bool,
    range: bool,
}

impl Devices {
    fn see(&mut self, locator: &Locator) {
        self.document |= locator.unit != LocatorUnit::Pages;
        self.pages_too |= locator.unit == LocatorUnit::DocumentsWithPages;
        self.page |= locator.unit == LocatorUnit::Pages;
        self.principal |= locator.is_principal;
        self.illustration |= locator.is_illustration;
        self.note |= locator.note != NotePart::None;
        self.range |= locator.note == NotePart::None && locator.end.is_some();
    }

    fn see_all(&mut self, entries: &[EntryLocators]) {
        for entry in entries {
            entry.locators.iter().for_each(|locator| self.see(locator));
            self.see_all(&entry.subentries);
        }
    }
}

/// One sentence: *Page numbers in bold mark principal passages; those followed
/// by n refer to notes.* Empty where page numbers say all.
pub fn headnote(
    locators: &[EntryLocators],
    rules: LocatorRules,
    language: &Language,
) -> Vec<Inline<Reference>> {
    let mut devices = Devices::default();
    devices.see_all(locators);
    let phrases = phrases(language);
    let sign = match rules.notes {
        NoteStyle::Chicago => "n",
        NoteStyle::Oxford | NoteStyle::Mhra => "n.",
    };
    let runs = if rules.merge == Merge::Never { phrases.ranges } else { phrases.runs };
    let clauses = [
        (devices.principal, phrases.principal, TextStyle::Strong, phrases.bold),
        (devices.illustration, phrases.illustration, TextStyle::Emphasis, phrases.italic),
        (devices.note, phrases.note, TextStyle::Emphasis, sign),
        (devices.range, runs, TextStyle::Emphasis, ""),
    ];
    let mut headnote = Vec::new();
    if devices.document {
        headnote.push(made(phrases.documents));
        if devices.pages_too {
            headnote.push(made(phrases.in_parentheses));
        }
        if devices.page {
            let page = wording::of(language).page.trim_end();
            push(&mut headnote, phrases.outside, TextStyle::Emphasis, page);
        }
    }
    for (_, phrase, style, word) in clauses.into_iter().filter(|(is_used, ..)| *is_used) {
        headnote.push(made(if headnote.is_empty() { phrases.pages } else { phrases.those }));
        push(&mut headnote, phrase, style, word);
    }
    if !headnote.is_empty() {
        headnote.push(made("."));
    }
    headnote
}

/// A phrase with a word in its style where it has `{}`.
fn push(headnote: &mut Vec<Inline<Reference>>, phrase: &str, style: TextStyle, word: &str) {
    let (before, after) = phrase.split_once("{}").unwrap_or((phrase, ""));
    headnote.push(made(before));
    if !word.is_empty() {
        headnote.push(Inline::Styled { style, content: vec![made(word)] });
    }
    headnote.push(made(after));
}

fn made(text: &str) -> Inline<Reference> {
    let span = Span::new(FileId(0), 0, 0);
    Inline::Text(Text { id: TextId::NONE, text: text.to_string(), span })
}

/// The clauses of a language; `{}` is the word that shows the device.
struct Phrases {
    pages: &'static str,
    documents: &'static str,
    /// Of pages that follow documents.
    in_parentheses: &'static str,
    /// Of pages in an index of documents.
    outside: &'static str,
    those: &'static str,
    principal: &'static str,
    bold: &'static str,
    illustration: &'static str,
    italic: &'static str,
    note: &'static str,
    /// Where every range is one discussion.
    ranges: &'static str,
    /// Where mentions on consecutive pages make ranges too.
    runs: &'static str,
}

fn phrases(language: &Language) -> &'static Phrases {
    match language.primary().as_str() {
        "de" => &GERMAN,
        "fr" => &FRENCH,
        "ru" => &RUSSIAN,
        _ => &ENGLISH,
    }
}

const ENGLISH: Phrases = Phrases {
    pages: "Page numbers ",
    documents: "Numbers refer to documents",
    in_parentheses: ", those in parentheses to pages",
    outside: ", those after {} to pages",
    those: "; those ",
    principal: "in {} mark principal passages",
    bold: "bold",
    illustration: "in {} refer to illustrations",
    italic: "italic",
    note: "followed by {} refer to notes",
    ranges: "joined by a dash mark continuous passages",
    runs: "joined by a dash mark a continuous passage or mentions without a gap",
};

const GERMAN: Phrases = Phrases {
    pages: "Seitenzahlen ",
    documents: "Die Zahlen verweisen auf Dokumente",
    in_parentheses: ", die in Klammern auf Seiten",
    outside: ", solche nach {} auf Seiten",
    those: "; solche ",
    principal: "in {} Schrift verweisen auf Hauptstellen",
    bold: "fetter",
    illustration: "in {} Schrift verweisen auf Abbildungen",
    italic: "kursiver",
    note: "mit {} verweisen auf Anmerkungen",
    ranges: "mit einem Strich verbunden bezeichnen zusammenhängende Stellen",
    runs: "mit einem Strich verbunden bezeichnen eine zusammenhängende Stelle oder lückenlose Nennungen",
};

const FRENCH: Phrases = Phrases {
    pages: "Les numéros de page ",
    documents: "Les numéros renvoient aux documents",
    in_parentheses: ", ceux entre parenthèses aux pages",
    outside: ", ceux qui suivent {} aux pages",
    those: "; ceux ",
    principal: "en {} renvoient aux passages principaux",
    bold: "gras",
    illustration: "en {} renvoient aux illustrations",
    italic: "italique",
    note: "suivis de {} renvoient aux notes",
    ranges: "joints par un tiret désignent un passage continu",
    runs: "joints par un tiret désignent un passage continu ou des mentions sans interruption",
};

const RUSSIAN: Phrases = Phrases {
    pages: "Номера страниц, ",
    documents: "Номера указывают на документы",
    in_parentheses: ", в скобках — на страницы",
    outside: ", номера после {} — на страницы",
    those: "; номера, ",
    principal: "набранные {}, указывают на основные места",
    bold: "полужирным",
    illustration: "набранные {}, указывают на иллюстрации",
    italic: "курсивом",
    note: "за которыми следует {}, указывают на примечания",
    ranges: "соединённые тире, указывают на связные места",
    runs: "соединённые тире, указывают на связное место или упоминания подряд",
};

#[cfg(test)]
mod tests {
    use super::headnote;
    use crate::model::book::AnchorId;
    use crate::model::edition::{LocatorRules, LocatorUnit, Merge, NoteStyle, RangeStyle};
    use crate::model::language::Language;
    use crate::model::pages::{EntryLocators, Joining, Locator, NotePart};
    use crate::model::text::plain;

    /// Locators by their devices: `p` page, `d` document, `!` principal, `i`
    /// illustration, `n` note, `-` range.
    fn entries(devices: &[&str]) -> Vec<EntryLocators> {
        let locators = devices.iter().map(|devices| Locator {
            before: String::new(),
            label: String::new(),
            unit: match devices.contains('d') {
                true => LocatorUnit::Documents,
                false => LocatorUnit::Pages,
            },
            note: if devices.contains('n') { NotePart::Whole } else { NotePart::None },
            is_principal: devices.contains('!'),
            is_illustration: devices.contains('i'),
            target: AnchorId(0),
            end: devices.contains('-').then_some(AnchorId(1)),
            mentions: Vec::new(),
            joining: Joining::Alone,
        });
        // Half of them under a subheading: a headnote looks there too.
        let mut locators: Vec<Locator> = locators.collect();
        let below = locators.split_off(locators.len() / 2);
        let below = EntryLocators { locators: below, subentries: Vec::new() };
        vec![EntryLocators { locators, subentries: vec![below] }]
    }

    fn rules(merge: Merge, notes: NoteStyle) -> LocatorRules {
        LocatorRules { unit: LocatorUnit::Pages, merge, ranges: RangeStyle::Chicago, notes }
    }

    #[track_caller]
    fn check(language: &str, devices: &[&str], sentence: &str) {
        let language = Language::new(language).expect("a language");
        let rules = rules(Merge::Never, NoteStyle::Chicago);
        assert_eq!(plain(&headnote(&entries(devices), rules, &language)), sentence);
    }

    #[test]
    fn what_is_used_is_explained() {
        check("en", &["p", "p"], "");
        check("en", &["p", "p!"], "Page numbers in bold mark principal passages.");
        check(
            "en",
            &["p!", "pn"],
            "Page numbers in bold mark principal passages; those followed by n refer to notes.",
        );
        check("en", &["d"], "Numbers refer to documents.");
        check("en", &["d", "p"], "Numbers refer to documents, those after p. to pages.");
        check(
            "en",
            &["d", "pi", "d-"],
            "Numbers refer to documents, those after p. to pages; those in italic refer to \
             illustrations; those joined by a dash mark continuous passages.",
        );
        check("de", &["p!"], "Seitenzahlen in fetter Schrift verweisen auf Hauptstellen.");
        check(
            "ru",
            &["d", "pn"],
            "Номера указывают на документы, номера после с. — на страницы; \
             номера, за которыми следует n, указывают на примечания.",
        );
    }

    #[test]
    fn a_range_of_notes_is_no_range_of_pages() {
        check("en", &["pn-"], "Page numbers followed by n refer to notes.");
    }

    #[test]
    fn the_note_sign_and_the_dash_are_those_of_the_settings() {
        let english = Language::english();
        let said = |rules| plain(&headnote(&entries(&["p-", "pn"]), rules, &english));
        let oxford = said(rules(Merge::AtLeast(3), NoteStyle::Oxford));
        assert!(oxford.contains("followed by n. refer"), "{oxford}");
        assert!(oxford.contains("or mentions without a gap"), "{oxford}");
        let chicago = said(rules(Merge::Never, NoteStyle::Chicago));
        assert!(chicago.contains("followed by n refer"), "{chicago}");
        assert!(!chicago.contains("without a gap"), "{chicago}");
    }

    /// Every combination of devices, in every language that has phrases.
    #[test]
    fn every_device_used_and_no_other() {
        let signs = ["!", "i", "n", "-", "d", "p"];
        for (tag, words) in [
            ("en", ["bold", "italic", " n ", "dash", "documents", "after p."]),
            ("de", ["fetter", "kursiver", " n ", "Strich", "Dokumente", "nach S."]),
            ("fr", ["gras", "italique", " n ", "tiret", "documents", "suivent p."]),
            ("ru", ["полужирным", "курсивом", " n,", "тире", "документы", "после с."]),
        ] {
            let language = Language::new(tag).expect("a language");
            for set in 0..1usize << signs.len() {
                let is_used = |at: usize| set >> at & 1 == 1;
                let unit = if is_used(4) { "d" } else { "p" };
                let used = (0..4).filter(|at| is_used(*at));
                let mut devices: Vec<String> =
                    used.map(|at| format!("{unit}{}", signs[at])).collect();
                devices.extend((4..6).filter(|at| is_used(*at)).map(|at| signs[at].to_string()));
                let devices: Vec<&str> = devices.iter().map(String::as_str).collect();
                let rules = rules(Merge::Never, NoteStyle::Chicago);
                let said = plain(&headnote(&entries(&devices), rules, &language));
                for (at, word) in words.iter().enumerate() {
                    // Pages are explained beside documents alone.
                    let is_told = is_used(at) && (at < 5 || is_used(4));
                    assert_eq!(said.contains(word), is_told, "{tag} {devices:?}: {said}");
                }
                assert!(said.is_empty() || said.ends_with('.'), "{said}");
            }
        }
    }
}
