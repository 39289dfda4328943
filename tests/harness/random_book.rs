//! The manuscript of a plan, and what was written where in it.
//!
//! Beside each mention stands a word of its own, `zq17x`, and each note begins
//! with one, `nq3x`, so that both can be told on the pages. Headings are words
//! of their own, too: `hq1x` of a name, `lq1x` and `mq1x` of subheadings.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use crate::harness::case;
use crate::harness::random_plan::{Block, Chapter, Form, Piece, Plan, Subject, Tag};

/// The name of passages in notes: that of none in the text, as one must be
/// closed before it opens again.
const IN_NOTES: Subject = Subject { name: 3, subheadings: Vec::new() };

const WORDS: [&str; 12] = [
    "river", "below", "the", "town", "ran", "slowly", "towards", "a", "harbour", "full", "of",
    "ships",
];

/// A manuscript with what its index must say.
#[derive(Default)]
pub struct Manuscript {
    pub files: Vec<(String, String)>,
    pub mentions: Vec<Mention>,
    /// The markers in titles: notes at the end of a book repeat them.
    pub in_titles: BTreeSet<u32>,
}

/// A mention that is to be indexed.
pub struct Mention {
    /// The words of its headings.
    pub path: Vec<String>,
    /// The number of its marker.
    pub marker: u32,
    /// What else the mention prints before its marker.
    pub printed: String,
    pub is_principal: bool,
    pub place: Place,
}

/// What a mention stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Text,
    Caption,
    /// The note that begins with the marker of this number.
    Note(u32),
    /// It is a passage, up to another marker.
    Passage(u32),
}

/// The title of the index.
pub const TITLE: &str = "Registerzz";

/// Writes the manuscript of a plan.
pub fn manuscript(plan: &Plan) -> Manuscript {
    let mut writer = Writer { plan, done: Manuscript::default(), markers: 0, notes: 0 };
    let mut names = Vec::new();
    for (at, chapter) in plan.chapters.iter().enumerate() {
        let name = format!("c{at}.md");
        let text = writer.chapter(chapter);
        writer.done.files.push((name.clone(), text));
        names.push(name);
    }
    for at in 0..plan.settings.fillers {
        writer.done.files.push((format!("f{at}.md"), format!("# Filler\n\n{}.\n", filler(3, at))));
    }
    let mut done = writer.done;
    done.files.push(("edition.yaml".into(), edition(plan, names)));
    done.files.push(("styles/small.yaml".into(), style(plan)));
    let record = |at: u8| format!("- {{ id: n{at}, heading: hq{at}x, short: Short }}\n");
    done.files.push(("names.yaml".into(), (0..=IN_NOTES.name).map(record).collect()));
    done
}

impl Manuscript {
    /// Writes the files, and a picture.
    pub fn write(&self, folder: &Path) {
        for (name, text) in &self.files {
            let path = folder.join(name);
            let above = path.parent().expect("a file stands in a folder");
            fs::create_dir_all(above).expect("cargo's temporary folder can be written");
            fs::write(path, text).expect("a file can be written");
        }
        let picture = image::GrayImage::from_pixel(8, 4, image::Luma([128]));
        picture.save(folder.join("a.png")).expect("a picture can be written");
    }

    /// What an editor would have to see to understand a fault.
    pub fn shown(&self) -> String {
        let is_shown = |name: &str| !name.starts_with('f') && name != "names.yaml";
        let files = self.files.iter().filter(|(name, _)| is_shown(name));
        files.fold(String::new(), |shown, (name, text)| {
            let text = if name.starts_with("styles/") { &own_lines(text) } else { text };
            format!("{shown}=== {name}\n{text}\n")
        })
    }
}

/// The lines of a style in which it differs from the one that it is after.
fn own_lines(style: &str) -> String {
    let is_own =
        |line: &str| ["page:", "chapter:", "figures:"].iter().any(|it| line.starts_with(it));
    style.split_inclusive('\n').filter(|line| is_own(line)).collect()
}

fn edition(plan: &Plan, mut chapters: Vec<String>) -> String {
    let settings = &plan.settings;
    let mut front = Vec::new();
    if settings.has_preface && chapters.len() > 1 {
        front.push(chapters.remove(0));
    }
    let fillers = (0..settings.fillers).map(|at| format!("f{at}.md"));
    let body: Vec<String> = fillers.chain(chapters).collect();
    let notes = if settings.notes_print == "book" { "notes, " } else { "" };
    format!(
        "title: A Book\nlanguage: en-GB\nstyle: small\ncontents:\n  front: [{}]\n  body: [{}]\n  \
         back: [{notes}\"index: names\"]\nnotes: {{ print: {}, ebook: {}, numbering: {} }}\n\
         indexes:\n  names: {{ title: {TITLE}, from: [names.yaml], merge: {}, ranges: {}, \
         notes: {}, subheadings: {}, continued: {} }}\n",
        front.join(", "),
        body.join(", "),
        settings.notes_print,
        settings.notes_ebook,
        settings.numbering,
        settings.merge,
        settings.ranges,
        settings.note_style,
        settings.subheadings,
        settings.continued,
    )
}

fn style(plan: &Plan) -> String {
    let (lines, starts) = (plan.settings.lines, plan.settings.starts);
    let height = 30 + lines * 5;
    let keys = format!(
        "page: {{ width: 110mm, height: {height}mm, inner: 8mm, outer: 8mm, first-baseline: 14mm, \
         lines: {lines} }}\n\
         chapter: {{ starts: {starts}, sink: 0, size: 12pt, leading: 13.5pt, shape: roman, \
         align: left, lines-after: 1, label: \"\" }}\n\
         figures: {{ place: {} }}\n",
        plan.settings.figures
    );
    case::after("octavo", &keys)
}

/// So many words; which ones depends on where.
fn filler(count: usize, seed: usize) -> String {
    let words: Vec<&str> =
        (0..count).map(|at| WORDS[(at * 7 + at / 12 + seed * 5) % WORDS.len()]).collect();
    words.join(" ")
}

struct Writer<'a> {
    plan: &'a Plan,
    done: Manuscript,
    markers: u32,
    notes: u32,
}

/// What a chapter has so far: its notes are written at its end.
#[derive(Default)]
struct Notes {
    texts: String,
    count: u32,
}

impl Writer<'_> {
    fn marker(&mut self) -> u32 {
        self.markers += 1;
        self.markers
    }

    fn chapter(&mut self, chapter: &Chapter) -> String {
        let (first, last) = (self.marker(), self.marker());
        let mut text = String::new();
        if !chapter.whole.is_empty() {
            let subjects: Vec<String> =
                chapter.whole.iter().map(|subject| format!("\"{}\"", written(subject))).collect();
            let _ = write!(text, "---\nindex: [{}]\n---\n", subjects.join(", "));
            for subject in &chapter.whole {
                self.mention(subject, first, Place::Passage(last));
            }
        }
        let title = chapter.title.as_ref().map(|tag| self.tag(tag, Place::Text, ""));
        self.done.in_titles.extend([first, self.markers]);
        let _ = write!(text, "# zq{first}x {}\n\n", title.unwrap_or_default());
        let mut notes = Notes::default();
        let passages = self.passages(chapter);
        let mut paragraphs = 0;
        for block in &chapter.blocks {
            if let Block::Paragraph(pieces) = block {
                let marks = |is_end: bool| -> String {
                    let here = passages.iter().filter(|(_, from, to)| {
                        if is_end { *to == paragraphs } else { *from == paragraphs }
                    });
                    here.map(|(marks, ..)| marks[usize::from(is_end)].as_str()).collect()
                };
                let (opened, closed) = (marks(false), marks(true));
                let inner = self.pieces(pieces, &mut notes, Place::Text);
                let _ = write!(text, "{opened}{inner}{closed}.\n\n");
                paragraphs += 1;
            } else {
                self.block(block, &mut notes, &mut text);
            }
        }
        // Notes at its end belong to the chapter.
        let end = format!("So it ended zq{last}x.\n\n");
        if self.plan.settings.notes_print == "chapter" && notes.count > 0 {
            return format!("{text}{}    {end}", notes.texts);
        }
        text + &end + &notes.texts
    }

    /// The marks of the passages, with the paragraphs where they stand. Those
    /// that touch another of their subject are left out.
    fn passages(&mut self, chapter: &Chapter) -> Vec<([String; 2], usize, usize)> {
        let is_paragraph = |block: &&Block| matches!(block, Block::Paragraph(_));
        let count = chapter.blocks.iter().filter(is_paragraph).count();
        let mut kept: Vec<(&Subject, usize, usize)> = Vec::new();
        let mut passages = Vec::new();
        for (subject, one, other) in chapter.passages.iter().filter(|_| count > 0) {
            let (one, other) = (one % count, other % count);
            let (from, to) = (one.min(other), one.max(other));
            let touches =
                |it: &&(&Subject, usize, usize)| it.0 == subject && it.1 <= to && from <= it.2;
            if kept.iter().any(|it| touches(&it)) {
                continue;
            }
            kept.push((subject, from, to));
            let (opening, closing) = (self.marker(), self.marker());
            self.mention(subject, opening, Place::Passage(closing));
            let opened = format!("[[<{}|]]zq{opening}x ", written(subject));
            let closed = format!(" zq{closing}x[[>{}|]]", written(subject));
            passages.push(([opened, closed], from, to));
        }
        passages
    }

    fn block(&mut self, block: &Block, notes: &mut Notes, text: &mut String) {
        let written = match block {
            Block::Paragraph(pieces) => self.pieces(pieces, notes, Place::Text),
            Block::Quotation(pieces) => format!("> {}", self.pieces(pieces, notes, Place::Text)),
            Block::Items(pieces) => {
                let item = |piece: &Piece| {
                    format!("- {}\n", self.pieces(std::slice::from_ref(piece), notes, Place::Text))
                };
                pieces.iter().map(item).collect()
            }
            Block::Heading(tag) => format!("## On {}", self.tag(tag, Place::Text, "")),
            Block::Caption(tag) => {
                format!("![Nothing](a.png \"Here is {}\")", self.tag(tag, Place::Caption, ""))
            }
            Block::Table(tags) => {
                let row = |tag| format!("| row | {} |\n", self.tag(tag, Place::Text, "\\"));
                let rows: String = tags.iter().map(row).collect();
                format!("| what | who |\n|---|---|\n{rows}")
            }
            Block::Verse(tags) => {
                let line = |tag| format!("> Sing of {}\n", self.tag(tag, Place::Text, ""));
                format!("> [!verse]\n{}", tags.iter().map(line).collect::<String>())
            }
        };
        let _ = write!(text, "{}\n\n", written.trim_end());
    }

    /// Running text that begins and ends with a word.
    fn pieces(&mut self, pieces: &[Piece], notes: &mut Notes, place: Place) -> String {
        let mut text = "So".to_string();
        for (at, piece) in pieces.iter().enumerate() {
            match piece {
                Piece::Words(count) => {
                    let _ = write!(text, " {}", filler(*count, at));
                }
                Piece::Tag(tag) => {
                    let _ = write!(text, " {}", self.tag(tag, place, ""));
                }
                Piece::Passage(count) => {
                    let (opening, closing) = (self.marker(), self.marker());
                    self.mention(&IN_NOTES, opening, place);
                    let (id, words) = (written(&IN_NOTES), filler(*count, at));
                    let _ = write!(text, " [[<{id}|]]zq{opening}x {words} zq{closing}x[[>{id}|]]");
                }
                Piece::Note(paragraphs) => self.note(paragraphs, notes, &mut text),
            }
        }
        text
    }

    fn note(&mut self, paragraphs: &[Vec<Piece>], notes: &mut Notes, text: &mut String) {
        self.notes += 1;
        let (number, label) = (self.notes, self.plan.settings.first_note + notes.count);
        notes.count += 1;
        let paragraphs: Vec<String> = paragraphs
            .iter()
            .map(|pieces| self.pieces(pieces, &mut Notes::default(), Place::Note(number)))
            .collect();
        let _ = write!(text, "[^{label}]");
        let _ = write!(notes.texts, "[^{label}]: nq{number}x {}\n\n", paragraphs.join("\n\n    "));
    }

    fn tag(&mut self, tag: &Tag, place: Place, escape: &str) -> String {
        let marker = self.marker();
        let id = written(&tag.subject);
        if tag.form != Form::Passing {
            self.mention(&tag.subject, marker, place);
            let mention = self.done.mentions.last_mut().expect("it was just written");
            mention.is_principal = tag.form == Form::Principal;
            mention.printed = if tag.form == Form::Bare { "Short" } else { "" }.into();
        }
        match tag.form {
            Form::Plain => format!("[[{id}{escape}|zq{marker}x of old]]"),
            Form::Passing => format!("[[-{id}{escape}|zq{marker}x]]"),
            Form::Principal => format!("[[!{id}{escape}|zq{marker}x]]"),
            Form::Mark => format!("[[{id}{escape}|]]zq{marker}x"),
            Form::Bare => format!("[[{id}]]\u{a0}zq{marker}x"),
        }
    }

    fn mention(&mut self, subject: &Subject, marker: u32, place: Place) {
        let words = ["lq", "mq"].iter().zip(&subject.subheadings);
        let mut path = vec![format!("hq{}x", subject.name)];
        path.extend(words.map(|(word, at)| format!("{word}{at}x")));
        let (printed, is_principal) = (String::new(), false);
        self.done.mentions.push(Mention { path, marker, printed, is_principal, place });
    }
}

/// A subject as tags have it.
fn written(subject: &Subject) -> String {
    let words = ["lq", "mq"].iter().zip(&subject.subheadings);
    words.fold(format!("n{}", subject.name), |id, (word, at)| format!("{id}#{word}{at}x"))
}
