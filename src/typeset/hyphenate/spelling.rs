//! Languages that spell a word otherwise where it is divided.

use std::ops::Range;

use crate::typeset::hyphenate::seam::Seam;

/// What a division changes in the letters beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spelling {
    AsWritten,
    /// A long consonant that is written short is written out: *asszony*,
    /// *asz-szony*.
    Hungarian,
    /// A diaeresis goes where the hyphen says the same: *reëel*, *re-eel*.
    Dutch,
}

/// Long consonants as written within a word, and in full before a hyphen. The
/// longest first.
const LONG: [(&str, &str); 9] = [
    ("ddzs", "dzs"),
    ("ddz", "dz"),
    ("ccs", "cs"),
    ("ggy", "gy"),
    ("lly", "ly"),
    ("nny", "ny"),
    ("ssz", "sz"),
    ("tty", "ty"),
    ("zzs", "zs"),
];

impl Spelling {
    /// The spelling of a language, by its primary subtag.
    pub(crate) fn of(primary: &str) -> Spelling {
        match primary {
            "hu" => Spelling::Hungarian,
            "nl" => Spelling::Dutch,
            _ => Spelling::AsWritten,
        }
    }

    /// Spells the parts of the letters `run` of `text`, from `from` of its
    /// seams on, as a division asks, and adds the seams that patterns cannot
    /// have. Those leave at least so many letters on each side.
    pub(crate) fn respell(
        self,
        text: &str,
        run: Range<usize>,
        bounds: (usize, usize),
        (seams, from): (&mut Vec<Seam>, usize),
    ) {
        match self {
            Spelling::AsWritten => {}
            Spelling::Hungarian => hungarian(text, run, bounds, (seams, from)),
            Spelling::Dutch => seams[from..].iter_mut().for_each(|seam| dutch(text, seam)),
        }
    }
}

/// The patterns never divide a long consonant; where they divide such letters
/// or after them, they see a compound (*meg-győz*, *rossz-akarat*). Only of
/// `dd` they know too few words.
fn hungarian(
    text: &str,
    run: Range<usize>,
    (fewest_before, fewest_after): (usize, usize),
    (seams, from): (&mut Vec<Seam>, usize),
) {
    let bytes = text.as_bytes();
    let mut at = run.start + 1;
    while at + 3 < run.end {
        let is_long = |(short, _): &&(&str, &str)| {
            let end = at + short.len();
            bytes.get(at..end).is_some_and(|found| found.eq_ignore_ascii_case(short.as_bytes()))
        };
        let doubled = bytes[at] == bytes[at + 1];
        let Some((short, full)) = LONG.iter().filter(|_| doubled).find(is_long) else {
            at += 1;
            continue;
        };
        let end = at + short.len();
        let byte = at + 1;
        let is_syllable = text[end..run.end].starts_with(is_vowel);
        let before = || Some(format!("{}{full}", &text[..at]).into());
        let known = seams[from..].iter().position(|seam| (at..=end).contains(&seam.byte));
        match known {
            Some(seam) if short.starts_with('d') && seams[from + seam].byte == byte => {
                seams[from + seam].before = before();
            }
            None if is_syllable
                && text[run.start..byte].chars().count() >= fewest_before
                && text[byte..run.end].chars().count() >= fewest_after =>
            {
                let place = from + seams[from..].partition_point(|seam| seam.byte < byte);
                seams.insert(place, Seam { before: before(), ..Seam::plain(byte) });
            }
            _ => {}
        }
        at = end;
    }
}

fn is_vowel(letter: char) -> bool {
    "aáeéiíoóöőuúüű".contains(letter)
}

fn dutch(text: &str, seam: &mut Seam) {
    let mut rest = text[seam.byte..].chars();
    let bare = match rest.next() {
        Some('ä') => 'a',
        Some('ë') => 'e',
        Some('ï') => 'i',
        Some('ö') => 'o',
        Some('ü') => 'u',
        _ => return,
    };
    seam.after = Some(format!("{bare}{}", rest.as_str()).into());
}
