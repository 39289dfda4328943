//! The patterns of English: British and American differ in where they divide
//! (`know-ledge`, `knowl-edge`), and in what they leave whole.
//!
//! From the package hyph-utf8 with its lists of exceptions; for American also
//! the list that TUGboat keeps. Their licences stand beside them. The lists of
//! our own hold words that real books showed badly divided (*meet-inghouse*).

use std::sync::LazyLock;

use crate::model::language::Language;
use crate::typeset::hyphenate::liang::Liang;

static BRITISH: LazyLock<Liang> = LazyLock::new(|| {
    Liang::new(
        include_str!("../patterns/hyph-en-gb.pat.txt"),
        &[
            include_str!("../patterns/hyph-en-gb.hyp.txt"),
            include_str!("../patterns/ours-en-gb.hyp.txt"),
        ],
    )
});

static AMERICAN: LazyLock<Liang> = LazyLock::new(|| {
    Liang::new(
        include_str!("../patterns/hyph-en-us.pat.txt"),
        &[
            include_str!("../patterns/ushyphex.hyp.txt"),
            include_str!("../patterns/hyph-en-us.hyp.txt"),
            include_str!("../patterns/ours-en-us.hyp.txt"),
        ],
    )
});

/// Fewest letters before and after a hyphen that both sets were made for.
pub(crate) const BOUNDS: (usize, usize) = (2, 3);

/// The patterns of a kind of English, read when they are first asked for:
/// American for the United States and Canada, British elsewhere.
pub(crate) fn patterns(language: &Language) -> &'static Liang {
    match language.region() {
        Some(region) if ["US", "CA"].iter().any(|known| region.eq_ignore_ascii_case(known)) => {
            &AMERICAN
        }
        _ => &BRITISH,
    }
}

#[cfg(test)]
mod tests {
    use super::{BOUNDS, patterns};
    use crate::model::language::Language;

    fn divided(tag: &str, word: &str) -> String {
        let language = Language::new(tag).expect("a language");
        let mut places = Vec::new();
        patterns(&language).divide(word, BOUNDS, |at| places.push(at));
        let mut text = word.to_string();
        places.into_iter().rev().for_each(|at| text.insert(at, '-'));
        text
    }

    /// A word as British and as American patterns divide it; LuaTeX 1.15 gives
    /// the same with these files.
    #[track_caller]
    fn check(british: &str, american: &str) {
        let word = british.replace('-', "");
        assert_eq!((&*divided("en-GB", &word), &*divided("en-US", &word)), (british, american));
    }

    #[test]
    fn british_words_are_divided_by_origin_american_by_sound() {
        check("know-ledge", "knowl-edge");
        check("demo-cracy", "de-moc-racy");
        check("bio-graphy", "bi-og-ra-phy");
        check("geo-graphy", "ge-og-ra-phy");
        check("tele-graphy", "teleg-ra-phy");
        check("pho-to-grapher", "pho-tog-ra-pher");
        check("ty-po-graphy", "ty-pog-ra-phy");
        check("philo-sophy", "phi-los-o-phy");
        check("in-de-pend-ent", "in-de-pen-dent");
        check("cor-res-pond-ence", "cor-re-spon-dence");
        check("re-volu-tion", "rev-o-lu-tion");
        check("edu-ca-tion", "ed-u-ca-tion");
        check("Ana-lysis", "Analy-sis");
    }

    #[test]
    fn exceptions_are_kept() {
        check("present", "present");
        check("pro-ject", "project");
        check("table", "ta-ble");
        check("as-so-ci-ate", "as-so-ciate");
        check("re-form-a-tion", "ref-or-ma-tion");
        check("ma-nu-script", "man-u-script");
        check("uni-ver-sity", "uni-ver-sity");
        check("through-out", "through-out");
        check("su-prem-acist", "su-prem-a-cist");
        check("meet-ing-house", "meet-ing-house");
    }

    #[test]
    fn the_region_says_which_english() {
        for tag in ["en", "en-GB", "en-AU", "en-IE", "en-Latn-NZ"] {
            assert_eq!(divided(tag, "knowledge"), "know-ledge", "{tag}");
        }
        for tag in ["en-US", "en-us", "en-CA"] {
            assert_eq!(divided(tag, "knowledge"), "knowl-edge", "{tag}");
        }
    }
}
