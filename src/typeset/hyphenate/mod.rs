//! Where words may be divided: at the manuscript's own hyphens, hard and soft,
//! and by the patterns of their language.

mod english;
pub(crate) mod joint;
mod liang;
pub(crate) mod seam;
mod spelling;

use hypher::Lang;

use crate::model::language::Language;
use crate::typeset::hyphenate::joint::{Joint, is_hyphen};
use crate::typeset::hyphenate::liang::Liang;
use crate::typeset::hyphenate::seam::Seam;
use crate::typeset::hyphenate::spelling::Spelling;

/// The style's limits: fewest letters before and after a hyphen.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hyphenation {
    pub(crate) before: usize,
    pub(crate) after: usize,
}

/// How the words of a language are divided.
#[derive(Clone, Copy)]
pub(crate) struct Rules {
    patterns: Option<Patterns>,
    spelling: Spelling,
    joint: Joint,
}

#[derive(Clone, Copy)]
enum Patterns {
    English(&'static Liang),
    Other(Lang),
}

impl Rules {
    /// Words are not divided.
    pub(crate) const NONE: Rules =
        Rules { patterns: None, spelling: Spelling::AsWritten, joint: Joint::Ends };

    /// The rules of a language. There are patterns in them if there are any
    /// for its own script: none for Russian in Latin letters.
    pub(crate) fn of(language: &Language) -> Rules {
        let primary = language.primary();
        let is_native = match language.script() {
            None => true,
            Some(script) if script.eq_ignore_ascii_case("Latn") => !matches!(
                primary.as_str(),
                "ru" | "uk" | "bg" | "be" | "mk" | "sr" | "ka" | "el" | "hy" | "mn" | "hi"
            ),
            Some(script) if script.eq_ignore_ascii_case("Cyrl") => {
                matches!(primary.as_str(), "ru" | "uk" | "bg" | "be" | "sr" | "mn")
            }
            Some(_) => false,
        };
        let patterns = match primary.as_bytes() {
            _ if !is_native => None,
            b"en" => Some(Patterns::English(english::patterns(language))),
            &[first, second] => Lang::from_iso([first, second]).map(Patterns::Other),
            _ => None,
        };
        Rules { patterns, spelling: Spelling::of(&primary), joint: Joint::of(&primary) }
    }
}

impl Hyphenation {
    /// Where `text` may be divided, rising.
    ///
    /// Only runs of letters are divided: not those with capitals after the
    /// first (`NKVD`), nor those before a hyphen, nor a word with figures.
    pub(crate) fn seams(&self, text: &str, rules: &Rules) -> Vec<Seam> {
        let mut seams = Vec::new();
        if text.len() < self.before + self.after || text.ends_with(is_hyphen) {
            repeated(text, rules, &mut seams);
            return seams;
        }
        let has_figures = text.bytes().any(|byte| byte.is_ascii_digit());
        if let Some(patterns) = rules.patterns.filter(|_| !has_figures) {
            let mut start = 0;
            while let Some(begin) = text[start..].find(char::is_alphabetic).map(|at| start + at) {
                let end = text[begin..]
                    .find(|character: char| !is_letter(character))
                    .map_or(text.len(), |at| begin + at);
                if !text[end..].starts_with(is_hyphen) {
                    self.divide(text, (begin, end), (patterns, rules.spelling), &mut seams);
                }
                start = end;
            }
        }
        repeated(text, rules, &mut seams);
        seams
    }

    fn divide(
        &self,
        text: &str,
        (begin, end): (usize, usize),
        (patterns, spelling): (Patterns, Spelling),
        seams: &mut Vec<Seam>,
    ) {
        let word = &text[begin..end];
        let is_acronym = word.chars().filter(|letter| letter.is_uppercase()).count() > 1;
        if is_acronym || word.chars().count() < self.before + self.after {
            return;
        }
        let (fewest_before, fewest_after) = match patterns {
            Patterns::English(_) => english::BOUNDS,
            Patterns::Other(patterns) => patterns.bounds(),
        };
        let bounds = (fewest_before.max(self.before), fewest_after.max(self.after));
        let known = seams.len();
        match patterns {
            Patterns::English(patterns) => {
                patterns.divide(word, bounds, |at| seams.push(Seam::plain(begin + at)));
            }
            Patterns::Other(patterns) => {
                let mut at = begin;
                for syllable in hypher::hyphenate_bounded(word, patterns, bounds.0, bounds.1) {
                    at += syllable.len();
                    if at < end {
                        seams.push(Seam::plain(at));
                    }
                }
            }
        }
        spelling.respell(text, begin..end, bounds, (seams, known));
    }
}

/// Takes the soft hyphens out of a word that has any, and gives where they
/// were: it may be divided there and nowhere else, but for hyphens that the
/// language repeats.
pub(crate) fn soft(text: &str, rules: &Rules) -> Option<(Box<str>, Vec<Seam>)> {
    if !text.contains('\u{ad}') {
        return None;
    }
    let mut bare = String::with_capacity(text.len());
    let mut seams: Vec<Seam> = Vec::new();
    for part in text.split('\u{ad}') {
        let is_new = seams.last().is_none_or(|last| last.byte < bare.len());
        if is_new && !bare.is_empty() && !part.is_empty() {
            seams.push(Seam::explicit(bare.len()));
        }
        bare.push_str(part);
    }
    repeated(&bare, rules, &mut seams);
    Some((bare.into(), seams))
}

/// Adds the hyphens of compounds that stand again where the next line begins:
/// the first part ends before them, and so the hyphen of a division stands at
/// the line's end and the manuscript's own on the next.
fn repeated(text: &str, rules: &Rules, seams: &mut Vec<Seam>) {
    if rules.joint == Joint::Ends || !text.contains(is_hyphen) {
        return;
    }
    for (at, hyphen) in text.match_indices(is_hyphen) {
        let before = text[..at].chars().next_back();
        let after = text[at + hyphen.len()..].chars().next();
        if let (Some(before), Some(after)) = (before, after)
            && rules.joint.repeats(before, after)
        {
            seams.push(Seam::explicit(at));
        }
    }
    seams.sort_by_key(|seam| seam.byte);
}

fn is_letter(character: char) -> bool {
    character.is_alphabetic() || ('\u{300}'..='\u{36f}').contains(&character)
}

#[cfg(test)]
mod tests {
    use super::{Hyphenation, Rules, soft};
    use crate::model::language::Language;
    use crate::typeset::hyphenate::seam::Seam;

    fn seams(language: &str, word: &str) -> (Box<str>, Vec<Seam>) {
        let rules = Rules::of(&Language::new(language).expect("a language"));
        let hyphenation = Hyphenation { before: 2, after: 3 };
        soft(word, &rules).unwrap_or_else(|| (word.into(), hyphenation.seams(word, &rules)))
    }

    /// Where a word is divided.
    #[track_caller]
    fn check(language: &str, word: &str, divided: &str) {
        let (text, seams) = seams(language, word);
        let mut text = String::from(text);
        for seam in seams.iter().rev() {
            text.insert(seam.byte, '|');
        }
        assert_eq!(text, divided);
    }

    /// What is printed at the end of a line and on the next, by division.
    #[track_caller]
    fn check_parts(language: &str, word: &str, parts: &[(&str, &str)]) {
        let (text, seams) = seams(language, word);
        let found: Vec<(&str, &str)> = seams
            .iter()
            .map(|seam| {
                let (before, after) = text.split_at(seam.byte);
                (seam.before.as_deref().unwrap_or(before), seam.after.as_deref().unwrap_or(after))
            })
            .collect();
        assert_eq!(found, parts);
    }

    #[test]
    fn words_are_divided_by_their_language() {
        check("en-GB", "“correspondence,”", "“cor|res|pond|ence,”");
        check("ru", "переписка", "пе|ре|писка");
        check("en-GB", "Jugh", "Jugh");
    }

    #[test]
    fn romanised_russian_has_no_patterns() {
        check("ru-Latn", "perepiska", "perepiska");
        check("ru-Latn", "pere\u{ad}piska", "pere|piska");
    }

    #[test]
    fn capitals_figures_and_compounds_stay_whole() {
        check("en-GB", "NKVD", "NKVD");
        check("en-GB", "INTERNATIONAL", "INTERNATIONAL");
        check("en-GB", "McCormickson", "McCormickson");
        check("en-GB", "counter1945revolution", "counter1945revolution");
        check("en-GB", "counter-", "counter-");
    }

    #[test]
    fn a_soft_hyphen_stands_above_patterns() {
        check("en-GB", "correspon\u{ad}dence", "correspon|dence");
        check("en-GB", "\u{ad}co\u{ad}\u{ad}operate\u{ad}", "co|operate");
        check("ka", "ა\u{ad}ბგ", "ა|ბგ");
    }

    #[test]
    fn a_long_consonant_is_written_out() {
        check_parts("hu", "asszony", &[("asz", "szony")]);
        check_parts("hu", "Mennyit", &[("Meny", "nyit")]);
        check_parts("hu", "„kulccsal”", &[("„kulcs", "csal”")]);
        check_parts("hu", "briddzsel", &[("bridzs", "dzsel")]);
        check_parts("hu", "annyira", &[("any", "nyira")]);
        check_parts(
            "hu",
            "visszaszerez",
            &[("visz", "szaszerez"), ("vissza", "szerez"), ("visszasze", "rez")],
        );
    }

    #[test]
    fn two_consonants_of_a_compound_are_not_a_long_one() {
        check_parts("hu", "meggyőző", &[("meg", "győző")]);
        check_parts("hu", "vasszerű", &[("vas", "szerű")]);
        check_parts("hu", "rosszakarat", &[("rossz", "akarat"), ("rosszaka", "rat")]);
    }

    #[test]
    fn a_diaeresis_goes_where_the_hyphen_says_the_same() {
        check_parts("nl", "beïnvloed", &[("be", "invloed"), ("beïn", "vloed")]);
    }

    #[test]
    fn the_hyphen_of_a_compound_is_repeated() {
        check_parts("pl", "biało-czerwony", &[("biało", "-czerwony"), ("biało-czer", "wony")]);
        check_parts("sr-Cyrl", "ауто-пут", &[("ауто", "-пут")]);
        check_parts(
            "es",
            "(teórico-práctico)",
            &[("(teórico", "-práctico)"), ("(teórico-prác", "tico)")],
        );
        check_parts("es", "García-Márquez-", &[]);
    }
}
