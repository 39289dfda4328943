//! Liang's method: patterns of letters with levels between them, of which the
//! highest decides; an odd one permits a division. Franklin Mark Liang, “Word
//! Hy-phen-a-tion by Com-put-er”, 1983.

use rustc_hash::FxHashMap;

/// Letters of the longest pattern that fits, its points included.
const LONGEST: usize = 12;
/// Bits of a letter in a pattern's key, and of a level.
const LETTER_BITS: u32 = 5;
const LEVEL_BITS: u32 = 4;
/// Any character that no pattern has.
const FOREIGN: u8 = 31;

/// The patterns and exceptions of a language that is written in the letters
/// from a to z.
pub(crate) struct Liang {
    nodes: Vec<Node>,
    /// By word in small letters, the places where it may be divided: bit 1
    /// stands for a division after the first letter.
    exceptions: FxHashMap<Box<str>, u64>,
}

/// The letters that lead here have `levels` between them: the first in the
/// lowest bits.
#[derive(Clone, Copy, Default)]
struct Node {
    /// A bit for each letter that goes on from here.
    letters: u32,
    /// The node of the first of them; the others follow it.
    first: u32,
    levels: u64,
}

/// A pattern: its letters, the first in the highest bits, so that patterns are
/// in order when their keys are.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Pattern {
    key: u64,
    levels: u64,
}

impl Liang {
    /// Reads patterns (`.ab3ol`) and lists of divided words (`ta-ble`), one a
    /// line. Where two lists divide a word, the later one decides.
    pub(crate) fn new(patterns: &str, exceptions: &[&str]) -> Liang {
        let mut sorted: Vec<Pattern> = patterns.lines().filter_map(pattern).collect();
        sorted.sort_unstable();
        let exceptions = exceptions.iter().flat_map(|list| list.lines()).filter_map(exception);
        Liang { nodes: nodes(&sorted), exceptions: exceptions.collect() }
    }

    /// Gives the bytes at which `word` may be divided, rising, with `before`
    /// letters before and `after` letters after them or more.
    pub(crate) fn divide(
        &self,
        word: &str,
        (before, after): (usize, usize),
        mut give: impl FnMut(usize),
    ) {
        let Some((from, to)) = bounds(word, before, after) else { return };
        let mut buffer = [0_u8; 64];
        // Nobody writes an English word that long.
        let Some(letters) = buffer.get_mut(..word.len() + 2) else { return };
        for (letter, byte) in letters[1..].iter_mut().zip(word.bytes()) {
            *letter = symbol(byte);
        }
        let mask = self.exception(word).unwrap_or_else(|| self.matched(letters));
        for at in from..=to {
            if mask >> at & 1 == 1 {
                give(at);
            }
        }
    }

    fn exception(&self, word: &str) -> Option<u64> {
        if word.bytes().any(|byte| byte.is_ascii_uppercase()) {
            return self.exceptions.get(word.to_ascii_lowercase().as_str()).copied();
        }
        self.exceptions.get(word).copied()
    }

    /// Where the patterns permit a division; the letters of the word stand
    /// between two points.
    fn matched(&self, letters: &[u8]) -> u64 {
        let mut highest = [0_u8; 64 + LONGEST + 1];
        for start in 0..letters.len() {
            let mut node = self.nodes[0];
            for letter in &letters[start..] {
                let bit = 1_u32 << letter;
                if node.letters & bit == 0 {
                    break;
                }
                let nth = (node.letters & (bit - 1)).count_ones();
                node = self.nodes[(node.first + nth) as usize];
                let mut levels = node.levels;
                while levels != 0 {
                    let place = levels.trailing_zeros() / LEVEL_BITS;
                    let level = (levels >> (place * LEVEL_BITS)) as u8 & 15;
                    levels &= !(15 << (place * LEVEL_BITS));
                    let slot = &mut highest[start + place as usize];
                    *slot = (*slot).max(level);
                }
            }
        }
        let places = highest[1..letters.len()].iter().enumerate();
        places.fold(0, |mask, (at, level)| mask | u64::from(level & 1) << at)
    }
}

/// The first and the last byte at which the limits let `word` be divided.
fn bounds(word: &str, before: usize, after: usize) -> Option<(usize, usize)> {
    let from = word.char_indices().nth(before.max(1))?.0;
    let to = word.char_indices().nth_back(after.max(1) - 1)?.0;
    (from <= to).then_some((from, to))
}

fn symbol(byte: u8) -> u8 {
    match byte {
        b'.' => 0,
        b'a'..=b'z' => byte - b'a' + 1,
        b'A'..=b'Z' => byte - b'A' + 1,
        _ => FOREIGN,
    }
}

/// A pattern as written; `None` for one that is empty or too long, or has
/// other letters.
fn pattern(line: &str) -> Option<Pattern> {
    let mut pattern = Pattern { key: 0, levels: 0 };
    let mut length = 0;
    for byte in line.trim().bytes() {
        if byte.is_ascii_digit() {
            pattern.levels |= u64::from(byte - b'0') << (length * LEVEL_BITS);
            continue;
        }
        length += 1;
        // No letter is 0 in a key: a pattern stands before those it begins.
        let letter = Some(symbol(byte)).filter(|letter| *letter != FOREIGN)?;
        pattern.key |= u64::from(letter + 1) << (64_u32.checked_sub(length * LETTER_BITS)?);
    }
    (length > 0 && length as usize <= LONGEST).then_some(pattern)
}

/// A divided word, without its hyphens, and where they were.
fn exception(line: &str) -> Option<(Box<str>, u64)> {
    let mut word = String::with_capacity(line.len());
    let mut mask = 0;
    for letter in line.trim().chars() {
        match letter {
            '-' => mask |= 1_u64.checked_shl(word.len() as u32)?,
            _ => word.push(letter.to_ascii_lowercase()),
        }
    }
    (!word.is_empty()).then_some((word.into(), mask))
}

/// The tree of patterns in order; children of a node stand side by side.
fn nodes(sorted: &[Pattern]) -> Vec<Node> {
    let mut nodes = vec![Node::default()];
    // By node: the patterns that begin with its letters, and how many those are.
    let mut spans = vec![(0, sorted.len(), 0_u32)];
    let mut at = 0;
    while at < nodes.len() {
        let (mut from, to, depth) = spans[at];
        let letter = |pattern: &Pattern| match 64_u32.checked_sub((depth + 1) * LETTER_BITS) {
            Some(shift) => pattern.key >> shift & 31,
            None => 0,
        };
        while from < to && letter(&sorted[from]) == 0 {
            nodes[at].levels = sorted[from].levels;
            from += 1;
        }
        nodes[at].first = nodes.len() as u32;
        while from < to {
            let next = letter(&sorted[from]);
            let count = sorted[from..to].iter().take_while(|other| letter(other) == next).count();
            nodes[at].letters |= 1 << (next - 1);
            nodes.push(Node::default());
            spans.push((from, from + count, depth + 1));
            from += count;
        }
        at += 1;
    }
    nodes
}

#[cfg(test)]
mod tests {
    use super::Liang;

    #[track_caller]
    fn check(patterns: &str, word: &str, divided: &str) {
        let liang = Liang::new(patterns, &["ta-ble\nUkrain-ian\npresent"]);
        let mut shown = word.to_string();
        let mut places = Vec::new();
        liang.divide(word, (2, 3), |at| places.push(at));
        for at in places.into_iter().rev() {
            shown.insert(at, '-');
        }
        assert_eq!(shown, divided);
    }

    /// The patterns that decide on this word, from Liang's thesis, page 37.
    const THESIS: &str = "hy3ph\nhe2n\nhena4\nhen5at\n1na\nn2at\n1tio\n2io\no2n";

    #[test]
    fn the_highest_level_decides() {
        check(THESIS, "hyphenation", "hy-phen-ation");
        check(THESIS, "Hyphenation", "Hy-phen-ation");
    }

    #[test]
    fn a_point_is_the_end_of_a_word() {
        check(".ab1c\nd1efg.", "abcdefg", "ab-cd-efg");
        check(".ab1c\nd1efg.", "xabcdefgh", "xabcdefgh");
    }

    #[test]
    fn exceptions_stand_above_patterns() {
        check("e1s", "present", "present");
        check("e1s", "presents", "pre-sents");
        check("1b", "Table", "Ta-ble");
        check("", "ukrainian", "ukrain-ian");
    }

    #[test]
    fn foreign_letters_and_odd_words_do_no_harm() {
        check("1v\ne1t", "naïveté", "naï-veté");
        check("1a", "", "");
        check("1a", &"a".repeat(62), &format!("aa{}aa", "-a".repeat(58)));
        check("1a", &"a".repeat(70), &"a".repeat(70));
    }
}
