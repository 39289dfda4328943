//! Books at random, as plans: what tags they hold and where, how long their
//! pages are, how their index is to print. Plans shrink to small ones.

use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any};
use proptest::prop_oneof;
use proptest::sample::select;

/// A book to be.
#[derive(Clone, Debug)]
pub struct Plan {
    pub settings: Settings,
    pub chapters: Vec<Chapter>,
}

/// What `edition.yaml` and the style say.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Of a page.
    pub lines: u32,
    pub starts: &'static str,
    pub figures: &'static str,
    pub merge: &'static str,
    pub ranges: &'static str,
    pub note_style: &'static str,
    pub subheadings: &'static str,
    pub continued: &'static str,
    pub notes_print: &'static str,
    pub notes_ebook: &'static str,
    pub numbering: &'static str,
    /// The label of each chapter's first note.
    pub first_note: u32,
    /// The first chapter stands in the front matter, which has roman folios.
    pub has_preface: bool,
    /// Chapters before all others that make the numbers of pages long.
    pub fillers: usize,
}

#[derive(Clone, Debug)]
pub struct Chapter {
    pub whole: Vec<Subject>,
    pub title: Option<Tag>,
    pub blocks: Vec<Block>,
    /// Continuous passages: from which paragraph to which, in any order, of
    /// however many there are.
    pub passages: Vec<(Subject, usize, usize)>,
}

/// What a locator goes under: a name, subheadings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    pub name: u8,
    pub subheadings: Vec<u8>,
}

#[derive(Clone, Debug)]
pub struct Tag {
    pub subject: Subject,
    pub form: Form,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Plain,
    Bare,
    Passing,
    Principal,
    Mark,
}

#[derive(Clone, Debug)]
pub enum Block {
    Paragraph(Vec<Piece>),
    Quotation(Vec<Piece>),
    Items(Vec<Piece>),
    Heading(Tag),
    Caption(Tag),
    Table(Vec<Tag>),
    Verse(Vec<Tag>),
}

#[derive(Clone, Debug)]
pub enum Piece {
    Words(usize),
    Tag(Tag),
    /// Its paragraphs, notes excepted.
    Note(Vec<Vec<Piece>>),
    /// A continuous passage of so many words, in a note.
    Passage(usize),
}

/// Any book.
pub fn plans() -> impl Strategy<Value = Plan> {
    (settings(), vec(chapter(), 1..4)).prop_map(|(settings, chapters)| Plan { settings, chapters })
}

fn settings() -> impl Strategy<Value = Settings> {
    let style = (6u32..16, select(&["page", "recto", "run-on"]), select(&["auto", "here", "top"]));
    let index = (
        select(&["3", "2", "never"]),
        select(&["full", "chicago", "oxford", "mhra"]),
        select(&["chicago", "oxford", "mhra"]),
        select(&["indented", "run-in", "mixed"]),
        select(&["never", "verso", "column"]),
    );
    let notes = (
        select(&["foot", "chapter", "book"]),
        select(&["chapter", "book"]),
        select(&["chapter", "book", "as-written"]),
        select(&[1u32, 8, 97, 108]),
    );
    let fillers = prop_oneof![9 => Just(0usize), 1 => Just(48), 1 => Just(97)];
    (style, index, notes, any::<bool>(), fillers).prop_map(
        |(style, index, notes, has_preface, fillers)| Settings {
            lines: style.0,
            starts: style.1,
            figures: style.2,
            merge: index.0,
            ranges: index.1,
            note_style: index.2,
            subheadings: index.3,
            continued: index.4,
            notes_print: notes.0,
            notes_ebook: notes.1,
            numbering: notes.2,
            first_note: notes.3,
            has_preface,
            fillers,
        },
    )
}

fn chapter() -> impl Strategy<Value = Chapter> {
    let passage = (subject(), 0usize..40, 0usize..40);
    (vec(subject(), 0..2), proptest::option::of(tag()), vec(block(), 1..9), vec(passage, 0..4))
        .prop_map(|(whole, title, blocks, passages)| {
            // Whole chapters are few: they would cover all else.
            let whole = if blocks.len() % 4 == 0 { whole } else { Vec::new() };
            Chapter { whole, title, blocks, passages }
        })
}

/// Few names, so that mentions of one come close.
fn subject() -> impl Strategy<Value = Subject> {
    let subheadings = prop_oneof![5 => Just(0usize), 1 => Just(1), 1 => Just(2)];
    (0u8..3, subheadings, 0u8..2, 0u8..2).prop_map(|(name, depth, first, second)| Subject {
        name,
        subheadings: [first, second][..depth].to_vec(),
    })
}

fn tag() -> impl Strategy<Value = Tag> {
    let form = prop_oneof![
        6 => Just(Form::Plain),
        2 => Just(Form::Bare),
        2 => Just(Form::Mark),
        2 => Just(Form::Passing),
        1 => Just(Form::Principal),
    ];
    (subject(), form).prop_map(|(subject, form)| Tag { subject, form })
}

fn block() -> impl Strategy<Value = Block> {
    prop_oneof![
        8 => vec(piece(), 1..9).prop_map(Block::Paragraph),
        1 => vec(piece(), 1..6).prop_map(Block::Quotation),
        1 => vec(piece(), 1..6).prop_map(Block::Items),
        1 => tag().prop_map(Block::Heading),
        1 => tag().prop_map(Block::Caption),
        1 => vec(tag(), 1..4).prop_map(Block::Table),
        1 => vec(tag(), 1..4).prop_map(Block::Verse),
    ]
}

fn piece() -> impl Strategy<Value = Piece> {
    let in_note = prop_oneof![
        3 => (1usize..20).prop_map(Piece::Words),
        4 => tag().prop_map(Piece::Tag),
        1 => (1usize..12).prop_map(Piece::Passage),
    ];
    prop_oneof![
        3 => (1usize..40).prop_map(Piece::Words),
        4 => tag().prop_map(Piece::Tag),
        2 => vec(vec(in_note, 1..4), 1..3).prop_map(Piece::Note),
    ]
}
