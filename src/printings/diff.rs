//! Two lists of words → the stretches in which they differ.
//!
//! What both begin and end with is set aside first, so that a misprint costs
//! nothing. Between, words that stand once in each list hold them together
//! (patience diff); what is left between those is compared by the shortest
//! edit script. Myers, “An O(ND) Difference Algorithm and Its Variations”,
//! 1986.

use std::ops::Range;

use rustc_hash::FxHashMap;

/// Words that take the place of others: either range may be empty, not both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Edit {
    pub(crate) old: Range<usize>,
    pub(crate) new: Range<usize>,
}

/// The longest edit script that is looked for. Lists that have less in common
/// are told as one stretch: nobody reads two hundred scattered words.
const LONGEST: usize = 200;

/// The edits that make `new` of `old`, in order, with equal words between.
pub(crate) fn edits<W: Copy + Eq + std::hash::Hash>(old: &[W], new: &[W]) -> Vec<Edit> {
    let mut edits = Vec::new();
    // Stretches still to be compared, the last one first.
    let mut open = vec![(0..old.len(), 0..new.len())];
    while let Some((mut left, mut right)) = open.pop() {
        while !left.is_empty() && !right.is_empty() && old[left.start] == new[right.start] {
            left.start += 1;
            right.start += 1;
        }
        while !left.is_empty() && !right.is_empty() && old[left.end - 1] == new[right.end - 1] {
            left.end -= 1;
            right.end -= 1;
        }
        if left.is_empty() && right.is_empty() {
            continue;
        }
        if left.is_empty() || right.is_empty() {
            add(Edit { old: left, new: right }, &mut edits);
            continue;
        }
        let anchors = anchors(&old[left.clone()], &new[right.clone()]);
        if anchors.is_empty() {
            match shortest(&old[left.clone()], &new[right.clone()]) {
                Some(found) => {
                    for edit in found {
                        let old = edit.old.start + left.start..edit.old.end + left.start;
                        let new = edit.new.start + right.start..edit.new.end + right.start;
                        add(Edit { old, new }, &mut edits);
                    }
                }
                None => add(Edit { old: left, new: right }, &mut edits),
            }
            continue;
        }
        let mut from = (left.start, right.start);
        let mut between = Vec::with_capacity(anchors.len() + 1);
        for (at, beside) in anchors {
            let (at, beside) = (at + left.start, beside + right.start);
            between.push((from.0..at, from.1..beside));
            from = (at + 1, beside + 1);
        }
        between.push((from.0..left.end, from.1..right.end));
        open.extend(between.into_iter().rev());
    }
    edits
}

/// Adds an edit; one that touches the last becomes part of it.
fn add(edit: Edit, edits: &mut Vec<Edit>) {
    match edits.last_mut() {
        Some(last) if last.old.end == edit.old.start && last.new.end == edit.new.start => {
            last.old.end = edit.old.end;
            last.new.end = edit.new.end;
        }
        _ => edits.push(edit),
    }
}

/// Pairs of places of words that stand once in each list: the longest run of
/// them that rises in both.
fn anchors<W: Copy + Eq + std::hash::Hash>(old: &[W], new: &[W]) -> Vec<(usize, usize)> {
    let mut places: FxHashMap<W, (u32, usize, u32, usize)> = FxHashMap::default();
    for (at, word) in old.iter().enumerate() {
        let place = places.entry(*word).or_default();
        (place.0, place.1) = (place.0 + 1, at);
    }
    for (at, word) in new.iter().enumerate() {
        if let Some(place) = places.get_mut(word) {
            (place.2, place.3) = (place.2 + 1, at);
        }
    }
    let single = |(at, word): (usize, &W)| match places.get(word) {
        Some((1, _, 1, beside)) => Some((at, *beside)),
        _ => None,
    };
    rising(&old.iter().enumerate().filter_map(single).collect::<Vec<_>>())
}

/// The longest part of pairs whose second places rise as the first ones do.
fn rising(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // By length of a run less one, the pair with which the best one ends.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (at, pair) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| pairs[*end].1 < pair.1);
        before.push(length.checked_sub(1).map(|last| ends[last]));
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut run = Vec::with_capacity(ends.len());
    let mut next = ends.last().copied();
    while let Some(at) = next {
        run.push(pairs[at]);
        next = before[at];
    }
    run.reverse();
    run
}

/// The shortest edit script; nothing where it is longer than [`LONGEST`].
fn shortest<W: Eq>(old: &[W], new: &[W]) -> Option<Vec<Edit>> {
    let longest = (old.len() + new.len()).min(LONGEST) as isize;
    let middle = longest + 1;
    let mut furthest = vec![0_usize; 2 * middle as usize + 1];
    let mut history: Vec<Vec<usize>> = Vec::new();
    for depth in 0..=longest {
        history.push(furthest.clone());
        for diagonal in (-depth..=depth).step_by(2) {
            let at = |diagonal: isize| furthest[(middle + diagonal) as usize];
            let goes_down =
                diagonal == -depth || diagonal != depth && at(diagonal - 1) < at(diagonal + 1);
            let mut x = if goes_down { at(diagonal + 1) } else { at(diagonal - 1) + 1 };
            let mut y = (x as isize - diagonal) as usize;
            while x < old.len() && y < new.len() && old[x] == new[y] {
                x += 1;
                y += 1;
            }
            furthest[(middle + diagonal) as usize] = x;
            if x >= old.len() && y >= new.len() {
                return Some(traced(&history, (old.len(), new.len()), middle));
            }
        }
    }
    None
}

/// The edits that led to the end, told from the furthest places of each depth.
fn traced(history: &[Vec<usize>], end: (usize, usize), middle: isize) -> Vec<Edit> {
    let (mut x, mut y) = end;
    let mut steps = Vec::new();
    for (depth, furthest) in history.iter().enumerate().rev() {
        if depth == 0 {
            break;
        }
        let depth = depth as isize;
        let diagonal = x as isize - y as isize;
        let at = |diagonal: isize| furthest[(middle + diagonal) as usize];
        let goes_down =
            diagonal == -depth || diagonal != depth && at(diagonal - 1) < at(diagonal + 1);
        let from = if goes_down { diagonal + 1 } else { diagonal - 1 };
        (x, y) = (at(from), (at(from) as isize - from) as usize);
        steps.push(if goes_down {
            Edit { old: x..x, new: y..y + 1 }
        } else {
            Edit { old: x..x + 1, new: y..y }
        });
    }
    let mut edits = Vec::new();
    for step in steps.into_iter().rev() {
        add(step, &mut edits);
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::edits;

    /// Edits as `old>new`, with `|` between them.
    #[track_caller]
    fn check(old: &str, new: &str, expected: &str) {
        let (old, new): (Vec<&str>, Vec<&str>) =
            (old.split(' ').collect(), new.split(' ').collect());
        let edits = edits(&old, &new);
        let mut made: Vec<&str> = Vec::new();
        let mut from = 0;
        for edit in &edits {
            made.extend(&old[from..edit.old.start]);
            made.extend(&new[edit.new.clone()]);
            from = edit.old.end;
        }
        made.extend(&old[from..]);
        assert_eq!(made, new);
        let shown = edits.iter().map(|edit| {
            format!("{}>{}", old[edit.old.clone()].join(" "), new[edit.new.clone()].join(" "))
        });
        assert_eq!(shown.collect::<Vec<_>>().join("|"), expected);
    }

    #[test]
    fn words_that_differ_are_told() {
        check("a b c", "a b c", "");
        check("a b c", "a x c", "b>x");
        check("a b c", "a c", "b>");
        check("a c", "a b c", ">b");
        check("the cat the dog the", "the dog the cat the", "cat the>|>the cat");
        check("a b a b a b", "a b b a b", "a>");
        check("p q r s t", "v w x", "p q r s t>v w x");
    }

    #[test]
    fn long_lists_without_a_common_word_are_one_edit() {
        let [old, new] = ["a", "b"].map(|word| vec![word; 3000].join(" "));
        check(&old, &new, &format!("{old}>{new}"));
    }

    #[test]
    fn every_edit_is_found_among_many_words() {
        let words: Vec<String> = (0..20_000).map(|at| format!("w{}", at % 997)).collect();
        let mut other = words.clone();
        for at in (100..20_000).step_by(4000) {
            other[at] = "x".to_string();
        }
        let [words, other] =
            [&words, &other].map(|list| list.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(edits(&words, &other).len(), 5);
    }
}
