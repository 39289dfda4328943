//! The nearest spelling: what an editor probably meant by a name that is
//! not there.

/// The candidate that differs least from `name`, if one is near enough.
///
/// Letters put in, left out, changed or swapped count one each, a change of
/// case nothing (but the exact case wins). A third of the longer word may
/// differ, at least one letter and at most three. Of equals the first in the
/// order of their characters is given, whatever the order of `candidates`.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let wanted = folded(name);
    let mut best: Option<(usize, bool, &str)> = None;
    for candidate in candidates {
        let limit = best.map_or(FARTHEST, |(distance, ..)| distance);
        // A character has one to four bytes: too short or too long a word is
        // out before any character of it is looked at.
        if candidate.len() > 4 * (wanted.len() + limit)
            || 4 * (candidate.len() + limit) < wanted.len()
        {
            continue;
        }
        let letters = folded(candidate);
        let limit = limit.min((wanted.len().max(letters.len()) / 3).clamp(1, FARTHEST));
        let Some(distance) = distance(&wanted, &letters, limit) else { continue };
        let found = (distance, candidate != name, candidate);
        if best.is_none_or(|best| found < best) {
            best = Some(found);
        }
    }
    best.map(|(.., candidate)| candidate.to_string())
}

/// A name that differs in more letters is another name, not a misspelling.
const FARTHEST: usize = 3;

fn folded(name: &str) -> Vec<char> {
    name.chars().flat_map(char::to_lowercase).collect()
}

/// The optimal string alignment distance (Damerau and Levenshtein, no letter
/// touched twice); `None` where it passes `limit`.
fn distance(left: &[char], right: &[char], limit: usize) -> Option<usize> {
    if left.len().abs_diff(right.len()) > limit {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=right.len()).collect();
    for (row, letter) in left.iter().enumerate() {
        let mut line = Vec::with_capacity(right.len() + 1);
        line.push(row + 1);
        for (column, other) in right.iter().enumerate() {
            let changed = last[column] + usize::from(letter != other);
            let mut least = changed.min(last[column + 1] + 1).min(line[column] + 1);
            let is_swapped =
                row > 0 && column > 0 && *letter == right[column - 1] && left[row - 1] == *other;
            if is_swapped {
                least = least.min(before[column - 1] + 1);
            }
            line.push(least);
        }
        if line.iter().all(|distance| *distance > limit) {
            return None;
        }
        before = std::mem::replace(&mut last, line);
    }
    last.last().copied().filter(|distance| *distance <= limit)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[track_caller]
    fn check(name: &str, candidates: &[&str], found: Option<&str>) {
        assert_eq!(nearest(name, candidates.iter().copied()).as_deref(), found);
        assert_eq!(nearest(name, candidates.iter().rev().copied()).as_deref(), found);
    }

    #[test]
    fn slips_of_the_pen_are_found() {
        check("stlain", &["lenin", "stalin", "stasova"], Some("stalin"));
        check("lang", &["language", "long", "label"], Some("long"));
        check("Stalin", &["stalin", "stalinn"], Some("stalin"));
        check("capton", &["caption"], Some("caption"));
    }

    #[test]
    fn other_words_are_not() {
        check("molotov", &["kaganovich", "stalin"], None);
        check("a", &["xyz"], None);
        check("", &[], None);
    }

    #[test]
    fn equals_are_told_apart_by_spelling() {
        check("johnsen", &["johnson", "johnsan"], Some("johnsan"));
        check("P_A1", &["p_A1", "P_a1"], Some("P_a1"));
    }

    #[test]
    fn letters_count_and_not_bytes() {
        check("Сталн", &["Сталин", "Ленин"], Some("Сталин"));
    }
}
