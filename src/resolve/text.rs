//! The second walk over the text: written references become resolved ones,
//! text nodes get their numbers.

use std::collections::BTreeSet;

use crate::model::book::{AnchorId, Citation, Figure, Mention, Note, Reference, SectionId, Within};
use crate::model::diagnostic::Diagnostics;
use crate::model::edition::Credits;
use crate::model::inputs::Inputs;
use crate::model::language::Language;
use crate::model::manuscript::Written;
use crate::model::source::{FileId, Span};
use crate::model::text::{
    Block, BlockKind, Definition, Inline, List, Table, Text, TextId, TextStyle,
};
use crate::model::transcription::{Mark, TranscriptionSettings};
use crate::resolve::anchors::Anchors;
use crate::resolve::corrections::Points;
use crate::resolve::records::Roster;
use crate::resolve::targets::Targets;
use crate::resolve::works::Shelf;

/// What the text is woven with, and what the weaving makes.
pub(crate) struct Weaver<'a> {
    pub(crate) inputs: &'a Inputs,
    /// Of the edition.
    pub(crate) language: &'a Language,
    pub(crate) transcription: &'a TranscriptionSettings,
    pub(crate) targets: &'a Targets,
    /// Where each section begins and ends.
    pub(crate) bounds: &'a [(AnchorId, AnchorId)],
    pub(crate) roster: Roster,
    pub(crate) shelf: Shelf,
    /// Before the caption of a figure, with `{number}`; empty for none.
    pub(crate) figure_label: &'a str,
    pub(crate) credits: Credits,
    pub(crate) anchors: Anchors,
    /// Their texts come in as they are woven.
    pub(crate) notes: Vec<Note>,
    /// By note: its text as written, until it is woven.
    pub(crate) note_texts: Vec<Vec<Block<Written>>>,
    pub(crate) citations: Vec<Citation>,
    pub(crate) mentions: Vec<Mention>,
    pub(crate) figures: Vec<Figure>,
    /// The marks of transcription that were met.
    pub(crate) marks: BTreeSet<Mark>,
    /// Numbered chapters of the body so far.
    pub(crate) chapter_count: u32,
    pub(crate) text_count: u32,
    /// The last words that were woven, from the beginning of their block.
    pub(crate) before: String,
    pub(crate) points: Points,
    /// Whether the section is the authors' own: of the body, and no document.
    pub(crate) is_ours: bool,
    /// Quotations that the text stands in.
    pub(crate) quotation_depth: u32,
    pub(crate) diagnostics: &'a mut Diagnostics,
}

/// Where a stretch of text stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    pub(crate) section: SectionId,
    pub(crate) file: FileId,
    pub(crate) within: Within,
    pub(crate) role: Role,
}

/// What a stretch of text is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// It is printed, once, where it stands.
    Text,
    /// It may be shown beside the text: its tags link and are not indexed,
    /// and what is wrong with them was reported elsewhere.
    Data,
    /// It stands in running heads: nothing in it points or is pointed at.
    Bare,
}

impl Place {
    /// The same place, as far as ordinary text is concerned within something.
    fn inside(self, within: Within) -> Place {
        match self.within {
            Within::Text => Place { within, ..self },
            _ => self,
        }
    }
}

impl Weaver<'_> {
    /// Blocks with their references resolved.
    pub(crate) fn blocks(
        &mut self,
        written: Vec<Block<Written>>,
        place: Place,
    ) -> Vec<Block<Reference>> {
        written.into_iter().map(|block| self.block(block, place)).collect()
    }

    fn block(&mut self, written: Block<Written>, place: Place) -> Block<Reference> {
        let Block { kind, span, id, anchor } = written;
        self.before.clear();
        let kind = match kind {
            BlockKind::Heading { level, content } => {
                let content = self.inlines(content, place.inside(Within::Heading));
                BlockKind::Heading { level, content }
            }
            BlockKind::Paragraph(content) => BlockKind::Paragraph(self.inlines(content, place)),
            BlockKind::Quotation { kind, blocks } => {
                self.quotation_depth += 1;
                let blocks = self.blocks(blocks, place);
                self.quotation_depth -= 1;
                BlockKind::Quotation { kind, blocks }
            }
            BlockKind::List(List { start, is_tight, items }) => {
                let items = items.into_iter().map(|item| self.blocks(item, place)).collect();
                BlockKind::List(List { start, is_tight, items })
            }
            BlockKind::Definitions(definitions) => {
                BlockKind::Definitions(self.definitions(definitions, place))
            }
            BlockKind::Table(Table { alignments, head, rows }) => {
                let head = self.cells(head, place);
                let rows = rows.into_iter().map(|row| self.cells(row, place)).collect();
                BlockKind::Table(Table { alignments, head, rows })
            }
            BlockKind::Figure { image, caption, credit, is_plate, number } => {
                let figure = self.figure((caption, credit), number, anchor, (place, span));
                let (caption, credit) = figure;
                BlockKind::Figure { image, caption, credit, is_plate, number }
            }
            BlockKind::SectionBreak => BlockKind::SectionBreak,
            BlockKind::Code(text) => BlockKind::Code(self.text(text, place)),
        };
        Block { kind, span, id, anchor }
    }

    /// A figure's caption, after its label, and its credit where that is
    /// printed with it.
    fn figure(
        &mut self,
        (caption, credit): (Vec<Inline<Written>>, Vec<Inline<Written>>),
        number: u32,
        anchor: Option<AnchorId>,
        (place, span): (Place, Span),
    ) -> (Vec<Inline<Reference>>, Vec<Inline<Reference>>) {
        let place = place.inside(Within::Caption(number));
        let label = match number > 0 {
            true => self.figure_label.replace("{number}", &number.to_string()),
            false => String::new(),
        };
        let mut whole = Vec::new();
        if !label.is_empty() {
            let data = Place { role: Role::Data, ..place };
            whole.extend(self.made(&label, span, data));
        }
        let caption = self.inlines(caption, place);
        let with_caption = self.credits == Credits::Caption;
        let role = if with_caption { place.role } else { Role::Data };
        let credit = self.inlines(credit, Place { role, ..place });
        if let Some(anchor) = anchor.filter(|_| number > 0) {
            let (caption, credit) = (caption.clone(), credit.clone());
            self.figures.push(Figure { number, anchor, caption, credit });
        }
        whole.extend(caption);
        (whole, if with_caption { credit } else { Vec::new() })
    }

    fn definitions(
        &mut self,
        written: Vec<Definition<Written>>,
        place: Place,
    ) -> Vec<Definition<Reference>> {
        let mut definitions = Vec::with_capacity(written.len());
        for Definition { term, descriptions } in written {
            let term = self.inlines(term, place);
            let descriptions =
                descriptions.into_iter().map(|blocks| self.blocks(blocks, place)).collect();
            definitions.push(Definition { term, descriptions });
        }
        definitions
    }

    fn cells(
        &mut self,
        written: Vec<Vec<Inline<Written>>>,
        place: Place,
    ) -> Vec<Vec<Inline<Reference>>> {
        written.into_iter().map(|cell| self.inlines(cell, place)).collect()
    }

    /// Running text with its references resolved.
    pub(crate) fn inlines(
        &mut self,
        written: Vec<Inline<Written>>,
        place: Place,
    ) -> Vec<Inline<Reference>> {
        let mut woven = Vec::with_capacity(written.len());
        for inline in written {
            match inline {
                Inline::Text(text) => self.pointed(text, place, &mut woven),
                Inline::Styled { style: TextStyle::Transcribed(mark), content } => {
                    self.transcribed(mark, content, place, &mut woven);
                }
                Inline::Styled { style, content } => {
                    let content = self.inlines(content, place);
                    woven.push(Inline::Styled { style, content });
                }
                Inline::Foreign { language, content } => {
                    let content = self.inlines(content, place);
                    woven.push(Inline::Foreign { language, content });
                }
                Inline::LineBreak => woven.push(Inline::LineBreak),
                Inline::Image { image, span } => woven.push(Inline::Image { image, span }),
                Inline::Reference { to, content, span } => match to {
                    Written::Tag(tag) => self.tag(&tag, content, span, place, &mut woven),
                    Written::Link { destination } => {
                        self.link(&destination, content, span, place, &mut woven);
                    }
                    Written::Citation { label } => {
                        woven.extend(self.citation(&label, span, place));
                    }
                    Written::Work { key } => self.work(&key, content, span, place, &mut woven),
                    // It cites works of which none is known, or stands where
                    // nothing is cited.
                    Written::Works { .. } => woven.extend(self.inlines(content, place)),
                },
            }
        }
        woven
    }

    /// A text node with the next number, where its place gives numbers.
    pub(crate) fn text(&mut self, text: Text, place: Place) -> Text {
        keep_end(&mut self.before, &text.text);
        match place.role {
            Role::Text => Text { id: self.next_text(), ..text },
            Role::Data | Role::Bare => Text { id: TextId::NONE, ..text },
        }
    }

    /// The same text, its nodes numbered as they stand; there are no references
    /// in it.
    pub(crate) fn numbered(
        &mut self,
        bare: Vec<Inline<Reference>>,
        place: Place,
    ) -> Vec<Inline<Reference>> {
        let mut numbered = Vec::with_capacity(bare.len());
        for inline in bare {
            numbered.push(match inline {
                Inline::Text(text) => Inline::Text(self.text(text, place)),
                Inline::Styled { style, content } => {
                    Inline::Styled { style, content: self.numbered(content, place) }
                }
                Inline::Foreign { language, content } => {
                    Inline::Foreign { language, content: self.numbered(content, place) }
                }
                other => other,
            });
        }
        numbered
    }

    fn next_text(&mut self) -> TextId {
        self.text_count += 1;
        TextId(self.text_count - 1)
    }
}

/// How much of the words before a mention tells it from others, in bytes.
const BEFORE: usize = 24;

/// Adds to the words before a place; keeps the last of them.
fn keep_end(before: &mut String, text: &str) {
    before.push_str(text);
    let mut from = before.len().saturating_sub(BEFORE);
    while !before.is_char_boundary(from) {
        from += 1;
    }
    before.drain(..from);
}
