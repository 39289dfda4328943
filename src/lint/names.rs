//! The forms of all names as one tree of words, so that the text is walked
//! once however many names there are.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::lint::forms::{self, Strength};
use crate::lint::tokens::{TokenKind, tokens};
use crate::model::book::Book;
use crate::model::register::RecordId;
use crate::model::text::plain;

/// A word of some form, by its place among them; no word of the text that
/// stands in no form has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct WordId(u32);

/// A form of [`Names`], by its place there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct FormId(pub(crate) u32);

/// A place in the tree: the words so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Node(u32);

/// A form with all who bear it.
#[derive(Clone, Debug)]
pub(crate) struct KnownForm {
    pub(crate) text: String,
    /// The stronger one, where it is a full name of one and an alias of
    /// another.
    pub(crate) strength: Strength,
    pub(crate) is_surname: bool,
    /// In the order of the registers.
    pub(crate) bearers: Vec<RecordId>,
}

/// All names of a book.
#[derive(Debug, Default)]
pub(crate) struct Names {
    words: FxHashMap<Box<str>, WordId>,
    steps: FxHashMap<(Node, WordId), Node>,
    /// By node: the form that ends there.
    ends: Vec<Option<FormId>>,
    pub(crate) forms: Vec<KnownForm>,
    /// Given names of persons: a surname after another of them is another's.
    given: FxHashSet<Box<str>>,
}

impl Names {
    /// The tree's root.
    pub(crate) const ROOT: Node = Node(0);

    /// The names of all records that have some.
    pub(crate) fn new(book: &Book) -> Names {
        let mut names = Names { ends: vec![None], ..Names::default() };
        for (at, record) in book.records.iter().enumerate() {
            if !forms::is_name(book, record) {
                continue;
            }
            let bearer = forms::head(book, RecordId(at as u32));
            for form in forms::forms(record) {
                names.add(form, bearer);
            }
            let heading = plain(&record.data.heading);
            if let Some((_, given)) = heading.split_once(',') {
                names.given.extend(given.split_whitespace().map(Box::from));
            }
        }
        names
    }

    fn add(&mut self, form: forms::Form, bearer: RecordId) {
        let mut node = Names::ROOT;
        for token in tokens(&form.text) {
            let id = match token.kind {
                TokenKind::Word { text, .. } => self.intern(&text),
                TokenKind::Mark(mark) => self.intern(mark.encode_utf8(&mut [0; 4])),
                TokenKind::Break => return,
            };
            let next = Node(self.ends.len() as u32);
            node = *self.steps.entry((node, id)).or_insert(next);
            if node == next {
                self.ends.push(None);
            }
        }
        if node == Names::ROOT {
            return;
        }
        match self.ends[node.0 as usize] {
            Some(FormId(at)) => {
                let known = &mut self.forms[at as usize];
                known.strength = known.strength.max(form.strength);
                known.is_surname |= form.is_surname;
                if !known.bearers.contains(&bearer) {
                    known.bearers.push(bearer);
                    known.bearers.sort_unstable();
                }
            }
            None => {
                self.ends[node.0 as usize] = Some(FormId(self.forms.len() as u32));
                let forms::Form { text, strength, is_surname } = form;
                self.forms.push(KnownForm { text, strength, is_surname, bearers: vec![bearer] });
            }
        }
    }

    fn intern(&mut self, word: &str) -> WordId {
        if let Some(id) = self.words.get(word) {
            return *id;
        }
        let id = WordId(self.words.len() as u32);
        self.words.insert(word.into(), id);
        id
    }

    /// The word, if some form has it.
    pub(crate) fn word(&self, text: &str) -> Option<WordId> {
        self.words.get(text).copied()
    }

    /// The mark, if some form has it.
    pub(crate) fn mark(&self, mark: char) -> Option<WordId> {
        self.word(mark.encode_utf8(&mut [0; 4]))
    }

    /// The form that a whole text is.
    pub(crate) fn exact(&self, text: &str) -> Option<&KnownForm> {
        let mut node = Names::ROOT;
        for token in tokens(text) {
            let id = match token.kind {
                TokenKind::Word { text, is_possessive: false } => self.word(&text),
                TokenKind::Mark(mark) => self.mark(mark),
                // *Lenin's* may well be said of something else.
                TokenKind::Word { .. } | TokenKind::Break => None,
            };
            node = self.step(node, id?)?;
        }
        self.end(node).map(|form| self.form(form))
    }

    /// Where a word leads from a place in the tree.
    pub(crate) fn step(&self, node: Node, word: WordId) -> Option<Node> {
        self.steps.get(&(node, word)).copied()
    }

    /// The form that ends at a place in the tree.
    pub(crate) fn end(&self, node: Node) -> Option<FormId> {
        self.ends[node.0 as usize]
    }

    /// The form behind a handle.
    pub(crate) fn form(&self, id: FormId) -> &KnownForm {
        &self.forms[id.0 as usize]
    }

    /// Whether some person of the registers has this given name.
    pub(crate) fn is_given(&self, word: &str) -> bool {
        self.given.contains(word)
    }
}
