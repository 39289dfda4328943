//! Puts the words of citations into the text, with the punctuation that their
//! places ask for.

use rustc_hash::FxHashSet;

use crate::cite::gather::{Cluster, Step};
use crate::cite::render::{Piece, Rendering};
use crate::cite::walk;
use crate::model::manuscript::{Chapter, Manuscript, Prints, Sigil, Tag, Written};
use crate::model::source::Span;
use crate::model::text::{Inline, Text, TextId, plain};
use crate::model::works::CitedWork;

/// Puts the words in.
pub(crate) struct Weaver<'a> {
    pub(crate) steps: &'a [Step],
    pub(crate) rendering: &'a Rendering,
    /// Works that are records of a register, too.
    pub(crate) records: &'a FxHashSet<String>,
    /// Whether an index names all works.
    pub(crate) names_works: bool,
    /// What the language has for *ibid.*, in lower case.
    pub(crate) ibid: &'a str,
    /// The last printed character of the paragraph that is no space.
    pub(crate) last: Option<char>,
    pub(crate) in_note: bool,
}

impl Weaver<'_> {
    /// Puts the words into every text of the manuscript.
    pub(crate) fn manuscript(&mut self, manuscript: &mut Manuscript) {
        for chapter in &mut manuscript.chapters {
            self.chapter(chapter);
        }
        for record in manuscript.registers.iter_mut().flat_map(|register| &mut register.records) {
            self.text(&mut record.data.note);
            self.text(&mut record.data.gloss);
            if let Some((expansion, _)) = &mut record.data.expansion {
                self.text(expansion);
            }
        }
    }

    fn chapter(&mut self, chapter: &mut Chapter<Written>) {
        for text in [&mut chapter.title, &mut chapter.subtitle, &mut chapter.author] {
            self.text(text);
        }
        self.text(&mut chapter.epigraph);
        if let Some(document) = &mut chapter.document {
            self.text(&mut document.date_printed);
            self.text(&mut document.place);
            self.in_note = true;
            self.text(&mut document.source);
            self.in_note = false;
        }
        walk::texts(&mut chapter.blocks, &mut |text| self.text(text));
        self.in_note = true;
        for note in &mut chapter.notes {
            walk::texts(&mut note.blocks, &mut |text| self.text(text));
        }
        self.in_note = false;
    }

    /// A whole running text.
    fn text(&mut self, text: &mut Vec<Inline<Written>>) {
        if !holds_works(text) {
            return;
        }
        self.last = None;
        // A note that ends in a citation ends in a full stop.
        let is_closed = self.in_note && ends_in_works(text);
        self.inlines(text);
        if is_closed && !matches!(self.last, Some('.' | '!' | '?' | '…')) {
            let span =
                text.last().map_or_else(|| Span::new(crate::model::source::FileId(0), 0, 0), span);
            text.push(words(".", span));
        }
    }

    fn inlines(&mut self, inlines: &mut Vec<Inline<Written>>) {
        let mut woven = Vec::with_capacity(inlines.len());
        for mut inline in std::mem::take(inlines) {
            match &mut inline {
                Inline::Reference { to: Written::Works { at, .. }, .. } => {
                    let step = at.and_then(|at| Some((at as usize, self.steps.get(at as usize)?)));
                    if let Some((at, Step::Cite(cluster))) = step {
                        self.citation(cluster, &self.rendering.citations[at], &mut woven);
                        continue;
                    }
                }
                Inline::Reference { content, .. }
                | Inline::Styled { content, .. }
                | Inline::Foreign { content, .. } => self.inlines(content),
                Inline::Text(node) => {
                    // An abbreviation's point closes the sentence, too.
                    if self.last == Some('.')
                        && is_works(woven.last())
                        && node.text.starts_with('.')
                    {
                        node.text.remove(0);
                    }
                    let last = node.text.trim_end().chars().next_back();
                    self.last = last.or(self.last);
                }
                Inline::LineBreak | Inline::Image { .. } => {}
            }
            woven.push(inline);
        }
        *inlines = woven;
    }

    fn citation(&mut self, cluster: &Cluster, pieces: &[Piece], woven: &mut Vec<Inline<Written>>) {
        for piece in pieces {
            let mut content = piece.content.clone();
            let Some(cited) = piece.work.map(|at| &cluster.works[at]) else {
                self.printed(&content);
                woven.extend(content);
                continue;
            };
            if !cited.prefix.is_empty() {
                let prefix = words(&format!("{} ", cited.prefix), cluster.span);
                self.printed(std::slice::from_ref(&prefix));
                woven.push(prefix);
            }
            self.set_case(&mut content);
            if self.names_works || self.records.contains(&cited.key) {
                woven.push(mark(cited));
            }
            self.printed(&content);
            let to = Written::Work { key: cited.key.clone() };
            woven.push(Inline::Reference { to, content, span: cluster.span });
            if !cited.suffix.is_empty() {
                let joins = cited.suffix.starts_with([',', '.', ';', ':', ')', '?', '!']);
                let joint = if joins { "" } else { " " };
                let suffix = words(&format!("{joint}{}", cited.suffix), cluster.span);
                self.printed(std::slice::from_ref(&suffix));
                woven.push(suffix);
            }
        }
    }

    fn printed(&mut self, content: &[Inline<Written>]) {
        self.last = plain(content).trim_end().chars().next_back().or(self.last);
    }

    /// *Ibid.* with a capital where a sentence begins, without one elsewhere.
    fn set_case(&self, content: &mut [Inline<Written>]) {
        let begins = self.last.is_none_or(|last| matches!(last, '.' | '!' | '?'));
        let Some(first) = content.first_mut().and_then(first_text) else { return };
        let is_ibid = first.text.to_lowercase().starts_with(self.ibid.trim_end_matches('.'));
        let mut letters = first.text.chars();
        if let Some(letter) = letters.next().filter(|_| is_ibid) {
            let rest = letters.as_str();
            first.text = match begins {
                true => format!("{}{rest}", letter.to_uppercase()),
                false => format!("{}{rest}", letter.to_lowercase()),
            };
        }
    }
}

/// A mark for the index of works.
fn mark(cited: &CitedWork) -> Inline<Written> {
    let tag = Tag {
        sigil: Sigil::None,
        id: cited.key.clone(),
        id_span: cited.span,
        subheadings: Vec::new(),
        prints: Prints::Nothing,
    };
    Inline::Reference { to: Written::Tag(Box::new(tag)), content: Vec::new(), span: cited.span }
}

fn words(text: &str, span: Span) -> Inline<Written> {
    Inline::Text(Text { id: TextId::NONE, text: text.to_string(), span })
}

fn span(inline: &Inline<Written>) -> Span {
    match inline {
        Inline::Text(node) => node.span,
        Inline::Reference { span, .. } | Inline::Image { span, .. } => *span,
        Inline::Styled { content, .. } | Inline::Foreign { content, .. } => {
            content.last().map_or_else(|| Span::new(crate::model::source::FileId(0), 0, 0), span)
        }
        Inline::LineBreak => Span::new(crate::model::source::FileId(0), 0, 0),
    }
}

fn first_text(inline: &mut Inline<Written>) -> Option<&mut Text> {
    match inline {
        Inline::Text(node) => Some(node),
        Inline::Styled { content, .. }
        | Inline::Foreign { content, .. }
        | Inline::Reference { content, .. } => first_text(content.first_mut()?),
        Inline::LineBreak | Inline::Image { .. } => None,
    }
}

fn is_works(inline: Option<&Inline<Written>>) -> bool {
    matches!(inline, Some(Inline::Reference { to: Written::Work { .. }, .. }))
}

fn holds_works(inlines: &[Inline<Written>]) -> bool {
    inlines.iter().any(|inline| match inline {
        Inline::Reference { to: Written::Works { .. }, .. } => true,
        Inline::Reference { content, .. }
        | Inline::Styled { content, .. }
        | Inline::Foreign { content, .. } => holds_works(content),
        Inline::Text(_) | Inline::LineBreak | Inline::Image { .. } => false,
    })
}

/// Whether a citation of works is the last thing that is printed.
fn ends_in_works(inlines: &[Inline<Written>]) -> bool {
    for inline in inlines.iter().rev() {
        match inline {
            Inline::Reference { to: Written::Works { .. }, .. } => return true,
            Inline::Text(node) if node.text.trim().is_empty() => {}
            Inline::Styled { content, .. } | Inline::Foreign { content, .. } => {
                return ends_in_works(content);
            }
            _ => return false,
        }
    }
    false
}
