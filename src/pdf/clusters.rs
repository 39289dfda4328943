//! Which characters each glyph of a word stands for.

use std::ops::Range;

use crate::model::pages::{Glyph, Word};

/// What the glyphs of a word say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speech {
    /// The glyphs' texts, one after another in reading order, are the word.
    Plain,
    /// They are not; extraction needs the text beside the glyphs.
    NeedsActualText,
}

/// Gives each glyph of `word` its text, in order of the glyphs.
///
/// A cluster of one glyph has the cluster's whole text (a ligature). In a
/// cluster with characters enough each glyph has one (a letter, its accent),
/// and the first to be read what is left over. In any other the first has all,
/// the others none.
///
/// Glyphs that run from right to left read from the last to the first.
pub fn texts<'w>(word: &'w Word, mut give: impl FnMut(&Glyph, &'w str)) -> Speech {
    let glyphs = &word.glyphs;
    let mut speech = Speech::Plain;
    // Where the text before this cluster ends, in visual order.
    let mut before = if word.is_right_to_left { word.text.len() } else { 0 };
    let mut at = 0;
    while at < glyphs.len() {
        let cluster = glyphs[at].cluster;
        let count = glyphs[at..].iter().take_while(|glyph| glyph.cluster == cluster).count();
        let start = cluster as usize;
        let end = match (word.is_right_to_left, glyphs.get(at + count)) {
            (true, _) => before,
            (false, Some(next)) => next.cluster as usize,
            (false, None) => word.text.len(),
        };
        let text = word.text.get(start..end);
        if text.is_none() || (!word.is_right_to_left && start != before) {
            speech = Speech::NeedsActualText;
        }
        let group = &glyphs[at..at + count];
        if share(group, text.unwrap_or(""), word.is_right_to_left, &mut give) {
            speech = Speech::NeedsActualText;
        }
        before = if word.is_right_to_left { start } else { end };
        at += count;
    }
    if word.is_right_to_left && before != 0 { Speech::NeedsActualText } else { speech }
}

/// Shares a cluster's text among its glyphs; tells whether that failed.
fn share<'w>(
    group: &[Glyph],
    text: &'w str,
    is_right_to_left: bool,
    give: &mut impl FnMut(&Glyph, &'w str),
) -> bool {
    if let [glyph] = group {
        give(glyph, text);
        return text.is_empty();
    }
    let mut bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    bounds.push(text.len());
    let spare = (bounds.len() - 1).checked_sub(group.len());
    let part = |nth: usize| match spare {
        Some(spare) if nth > 0 => &text[bounds[spare + nth]..bounds[spare + nth + 1]],
        Some(spare) => &text[..bounds[spare + 1]],
        None if nth > 0 => "",
        None => text,
    };
    for (at, glyph) in group.iter().enumerate() {
        give(glyph, part(if is_right_to_left { group.len() - 1 - at } else { at }));
    }
    spare.is_none()
}

/// The part of a word's text that glyphs `range` of it stand for.
pub fn text_of(word: &Word, range: Range<usize>) -> &str {
    let clusters = word.glyphs.get(range).unwrap_or(&[]).iter().map(|glyph| glyph.cluster);
    let (Some(first), Some(last)) = (clusters.clone().min(), clusters.max()) else {
        return "";
    };
    let next = word.glyphs.iter().map(|glyph| glyph.cluster).filter(|next| *next > last).min();
    let end = next.map_or(word.text.len(), |next| next as usize);
    word.text.get(first as usize..end).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::{Speech, text_of, texts};
    use crate::model::pages::{FaceId, Glyph, Word};

    fn word(text: &str, clusters: &[u32], is_right_to_left: bool) -> Word {
        let glyph = |cluster: &u32| Glyph {
            id: 1,
            advance: 500,
            x_offset: 0,
            y_offset: 0,
            cluster: *cluster,
        };
        Word {
            face: FaceId(0),
            language: 0,
            is_right_to_left,
            glyphs: clusters.iter().map(glyph).collect(),
            text: text.into(),
        }
    }

    #[track_caller]
    fn check(word: &Word, parts: &[&str], speech: Speech) {
        let mut found = Vec::new();
        let says = texts(word, |_, text| found.push(text));
        assert_eq!((&found[..], says), (parts, speech));
    }

    #[test]
    fn a_ligature_has_all_its_letters() {
        check(&word("office", &[0, 1, 4, 5], false), &["o", "ffi", "c", "e"], Speech::Plain);
    }

    #[test]
    fn an_accent_has_a_glyph_of_its_own() {
        let word = word("ша\u{301}х", &[0, 2, 2, 6], false);
        check(&word, &["ш", "а", "\u{301}", "х"], Speech::Plain);
    }

    #[test]
    fn a_letter_with_two_accents_may_have_two_glyphs() {
        let word = word("e\u{323}\u{301}f", &[0, 0, 5], false);
        check(&word, &["e\u{323}", "\u{301}", "f"], Speech::Plain);
    }

    #[test]
    fn a_taken_apart_letter_needs_its_text_beside_it() {
        check(&word("née", &[0, 1, 1, 3], false), &["n", "é", "", "e"], Speech::NeedsActualText);
    }

    #[test]
    fn right_to_left_glyphs_come_last_letter_first() {
        let word = word("שלום", &[6, 4, 2, 0], true);
        check(&word, &["ם", "ו", "ל", "ש"], Speech::Plain);
        assert_eq!(text_of(&word, 2..4), "של");
    }

    #[test]
    fn broken_clusters_lose_no_text() {
        check(&word("ab", &[1, 0], false), &["", "ab"], Speech::NeedsActualText);
        check(&word("ab", &[1], false), &["b"], Speech::NeedsActualText);
        check(&word("é", &[1], false), &[""], Speech::NeedsActualText);
    }
}
