//! Corrections at random, made in the files of a random book.

use proptest::prelude::{Strategy, any};
use proptest::sample::select;

/// What an editor does to the manuscript.
#[derive(Clone, Copy, Debug)]
pub struct Emendation {
    kind: Kind,
    /// Which of the book's words, of however many there are.
    at: usize,
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    Typo,
    Date,
    DeletedWord,
    AddedSentence,
    AddedNote,
}

/// Any emendation.
pub fn emendations() -> impl Strategy<Value = Emendation> {
    let kinds =
        vec![Kind::Typo, Kind::Date, Kind::DeletedWord, Kind::AddedSentence, Kind::AddedNote];
    (select(kinds), any::<usize>()).prop_map(|(kind, at)| Emendation { kind, at })
}

/// Words that stand in plain text alone.
const WORDS: [&str; 6] = [" river ", " town ", " slowly ", " towards ", " harbour ", " ships "];

/// The files of a book after its emendations.
pub fn corrected(files: &[(String, String)], emendations: &[Emendation]) -> Vec<(String, String)> {
    let mut files = files.to_vec();
    let mut taken: Vec<(usize, usize)> = Vec::new();
    let mut changes: Vec<(usize, usize, &'static str, Kind, usize)> = Vec::new();
    let places: Vec<(usize, usize, &'static str)> = files
        .iter()
        .enumerate()
        .flat_map(|(file, (name, text))| places(file, name, text))
        .collect();
    for (nth, emendation) in emendations.iter().enumerate() {
        if places.is_empty() {
            break;
        }
        let (file, at, word) = places[emendation.at % places.len()];
        if !taken.contains(&(file, at)) {
            taken.push((file, at));
            changes.push((file, at, word, emendation.kind, nth));
        }
    }
    changes.sort_by_key(|(file, at, ..)| (*file, std::cmp::Reverse(*at)));
    for (file, at, word, kind, nth) in changes {
        let text = &mut files[file].1;
        let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
        let is_note = text[line..].starts_with("[^") || text[line..].starts_with(' ');
        let new = match kind {
            Kind::Typo => format!(" typo{nth}x "),
            Kind::Date => " 1931 ".to_string(),
            Kind::DeletedWord => " ".to_string(),
            Kind::AddedNote if !is_note => {
                text.push_str(&format!("\n\n[^new{nth}]: nq{nth}new Added ships.\n"));
                format!("{}[^new{nth}] ", word.trim_end())
            }
            Kind::AddedSentence | Kind::AddedNote => {
                format!("{}. So a sentence came in as number {nth}. Then ", word.trim_end())
            }
        };
        text.replace_range(at..at + word.len(), &new);
    }
    files
}

/// Where plain words stand in a Markdown file.
fn places(file: usize, name: &str, text: &str) -> Vec<(usize, usize, &'static str)> {
    if !name.ends_with(".md") {
        return Vec::new();
    }
    let mut places = Vec::new();
    let mut from = 0;
    for line in text.split_inclusive('\n') {
        let is_text = ["So ", "> So ", "- So ", "[^", "    "].iter().any(|it| line.starts_with(it))
            || line.starts_with("[[")
            || line.starts_with("zq");
        for word in WORDS.iter().filter(|_| is_text) {
            for (at, found) in line.match_indices(word) {
                let is_last = line[at + found.len()..].trim().is_empty();
                if !is_last {
                    places.push((file, from + at, *word));
                }
            }
        }
        from += line.len();
    }
    places.sort_unstable();
    // Two words that share a space are one place.
    places.dedup_by(|next, before| next.1 < before.1 + before.2.len());
    places
}
