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
    AddedParagraph,
    AddedNote,
    DeletedNote,
    DeletedParagraph,
}

/// Any emendation.
pub fn emendations() -> impl Strategy<Value = Emendation> {
    let kinds = vec![
        Kind::Typo,
        Kind::Date,
        Kind::DeletedWord,
        Kind::AddedSentence,
        Kind::AddedParagraph,
        Kind::AddedNote,
        Kind::DeletedNote,
        Kind::DeletedParagraph,
    ];
    (select(kinds), any::<usize>()).prop_map(|(kind, at)| Emendation { kind, at })
}

/// Words that stand in plain text alone.
const WORDS: [&str; 6] = [" river ", " town ", " slowly ", " towards ", " harbour ", " ships "];

/// The files of a book after its emendations.
pub fn corrected(files: &[(String, String)], emendations: &[Emendation]) -> Vec<(String, String)> {
    let mut files = files.to_vec();
    let mut deleted: Vec<(usize, bool, usize)> = Vec::new();
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
        if let Kind::DeletedNote | Kind::DeletedParagraph = emendation.kind {
            deleted.push((file, matches!(emendation.kind, Kind::DeletedNote), emendation.at));
            continue;
        }
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
            Kind::AddedParagraph if !is_note => {
                let end = text[at..].find("\n\n").map_or(text.len(), |end| at + end);
                let paragraph = format!("\n\nSo a paragraph came in as number {nth}.");
                text.insert_str(end, &paragraph);
                continue;
            }
            Kind::DeletedNote | Kind::DeletedParagraph => continue,
            Kind::AddedSentence | Kind::AddedParagraph | Kind::AddedNote => {
                format!("{}. So a sentence came in as number {nth}. Then ", word.trim_end())
            }
        };
        text.replace_range(at..at + word.len(), &new);
    }
    for (file, is_note, at) in deleted {
        delete(&mut files[file].1, is_note, at);
    }
    files
}

/// Takes out a whole note with its marks, or a whole paragraph: one that holds
/// no tag, which might open or close a passage.
fn delete(text: &mut String, is_note: bool, at: usize) {
    let is_whole = |piece: &&str| match is_note {
        true => piece.starts_with("[^") && piece.contains("]: "),
        false => piece.starts_with("So ") && !piece.contains('^'),
    };
    let pieces = text.split("\n\n").filter(is_whole);
    let pieces: Vec<&str> =
        pieces.filter(|piece| !piece.contains("[[") && !piece.contains('\n')).collect();
    let Some(piece) = pieces.get(at % pieces.len().max(1)).map(|piece| piece.to_string()) else {
        return;
    };
    let after = text.split_once(&piece).map_or("", |(_, after)| after);
    // What goes on in further paragraphs is left as it is.
    if after.trim_start_matches('\n').starts_with(' ') {
        return;
    }
    *text = text.replacen(&format!("{piece}\n\n"), "", 1).replacen(&piece, "", 1);
    if let Some((mark, _)) = piece.split_once(':').filter(|_| is_note) {
        *text = text.replace(mark, "");
    }
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
