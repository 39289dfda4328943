//! Text that was read in another encoding than it was written in → what it
//! was.
//!
//! Two ways lead here: Cyrillic text of one byte a letter, read in another
//! code page, and text in UTF-8, read byte by byte.

mod cyrillic;
mod likeness;
#[cfg(test)]
mod measure;
mod pages;
mod pairs;
mod run;
mod utf8;

use crate::lint::mojibake::cyrillic::Finder;
use crate::lint::mojibake::run::Found;

/// What of a text looks like another text, in order.
pub(crate) fn found(text: &[char]) -> Vec<Found> {
    if !text.iter().any(|character| !character.is_ascii()) {
        return Vec::new();
    }
    let mut found = utf8::found(text);
    let finder = Finder::new();
    for other in finder.found(text) {
        let is_free =
            |it: &Found| it.range.end <= other.range.start || other.range.end <= it.range.start;
        if found.iter().all(is_free) {
            found.push(other);
        }
    }
    found.sort_by_key(|found| found.range.start);
    found
}

/// The Cyrillic letter that looks like a Latin one.
pub(crate) fn cyrillic_of(character: char) -> Option<char> {
    likeness::cyrillic(character)
}

/// The Latin letter that looks like a Cyrillic one.
pub(crate) fn latin_of(character: char) -> Option<char> {
    likeness::latin(character)
}

#[cfg(test)]
mod tests {
    use super::found;

    #[track_caller]
    fn check(text: &str, repaired: &[&str]) {
        let text: Vec<char> = text.chars().collect();
        let repairs: Vec<String> = found(&text).into_iter().map(|found| found.repaired).collect();
        assert_eq!(repairs, repaired);
    }

    #[test]
    fn cyrillic_is_found_in_every_page_it_was_read_in() {
        check("see Peaáčëčňŕöč˙: ęaę ýňo áűëo. Moscow", &["Реабилитация: как это было"]);
        check("Ïðèâåò, ìèð!", &["Привет, мир"]);
        check("оПХБЕР, ЛХП!", &["Привет, мир"]);
        check("ŕęňóŕëüíî, äčďëîěŕň", &["актуально, дипломат"]);
    }

    #[test]
    fn utf8_is_found_where_it_was_read_byte_by_byte() {
        check("cafÃ© and thÃ©", &["café", "thé"]);
        check("Stalinâ€™s â€œwordâ€\u{9d}", &["Stalin’s", "“word”"]);
        check("РџСЂРёРІРµС‚", &["Привет"]);
        check("Ð¼Ð¸Ñ€", &["мир"]);
        check("BolesĹ‚aw", &["Bolesław"]);
    }

    #[test]
    fn what_is_written_so_is_left_alone() {
        let fine = "Bolesław Bierut, řeč, açıkça, Šťáva, „Ä“, NÃO, café”—he, Önéletrajzi, \
                    Рівне, Привет, мир, съел ёж, Győző, Ångström, É.";
        check(fine, &[]);
    }
}
