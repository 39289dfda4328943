//! Blocks to elements: what follows what down the page, before lines are
//! broken.

use crate::model::book::{AnchorId, NoteId, Reference};
use crate::model::language::Language;
use crate::model::length::Length;
use crate::model::source::Span;
use crate::model::structure::{NodeId, Role};
use crate::model::style::{Align, BlockStyle, HeadingStyle, Opening, Shape as Letters, Shows};
use crate::model::text::{Block, BlockKind, Inline, QuotationKind};
use crate::typeset::compose::{Composer, Manner};
use crate::typeset::endings::{self, Ending};
use crate::typeset::initials::Lead;
use crate::typeset::items::{Item, Shape};
use crate::typeset::sections;

/// Something that stands in the column.
#[derive(Clone, Debug)]
pub(crate) struct Element {
    pub(crate) body: Body,
    /// Space above, dropped at the top of a page; the larger of it and the
    /// space below the element before counts.
    pub(crate) before: Length,
    pub(crate) after: Length,
    /// Whether it must stand on one page with what follows.
    pub(crate) keeps: bool,
    /// How well a page may end below it, besides.
    pub(crate) ending: Ending,
    /// Whether its lines are lines of the grid.
    pub(crate) is_on_grid: bool,
    /// Points at its top.
    pub(crate) anchors: Vec<AnchorId>,
    /// The section that begins here: a position in `Book::sections`.
    pub(crate) opens: Option<u32>,
    /// What it is in the structure of the book.
    pub(crate) node: NodeId,
    /// What sets it apart as the beginning of a text.
    pub(crate) lead: Option<Box<Lead>>,
    /// Whether it is a blank line but at the head of a page.
    pub(crate) is_quiet: bool,
    /// The list and the target, where it is an entry of a list.
    pub(crate) entry: Option<(AnchorId, AnchorId)>,
    /// The note it belongs to, in a section of notes.
    pub(crate) note: Option<NoteId>,
}

/// What an element is.
#[derive(Clone, Debug)]
pub(crate) enum Body {
    Paragraph {
        items: Vec<Item>,
        shape: Shape,
        leading: Length,
    },
    Table(Table),
    Figure(Figure),
    /// Space that stays at the top of a page.
    Blank(Length),
    /// What follows stands at the foot of the page.
    Filler,
}

/// A table's cells, composed.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    pub(crate) rows: Vec<Vec<Vec<Item>>>,
    /// The nodes of the cells.
    pub(crate) nodes: Vec<Vec<NodeId>>,
    /// Points at the tops of rows, from the first one below the head.
    pub(crate) anchors: Vec<AnchorId>,
    /// Whether the first row is its head.
    pub(crate) has_head: bool,
    pub(crate) aligns: Vec<Align>,
    pub(crate) measure: Length,
}

/// A figure with its caption.
#[derive(Clone, Debug)]
pub(crate) struct Figure {
    pub(crate) name: String,
    pub(crate) alternative: String,
    pub(crate) anchor: Option<AnchorId>,
    pub(crate) width: Length,
    pub(crate) height: Length,
    pub(crate) left: Length,
    pub(crate) caption: Vec<Item>,
    pub(crate) caption_shape: Shape,
    pub(crate) node: NodeId,
    pub(crate) caption_node: NodeId,
    /// Whether it may stand elsewhere than where it is written.
    pub(crate) floats: bool,
    /// The depth of the page that it has to itself.
    pub(crate) page: Option<Length>,
}

/// How the blocks at hand are to be set.
#[derive(Clone)]
pub(crate) struct Scope<'a> {
    pub(crate) manner: Manner<'a>,
    pub(crate) leading: Length,
    pub(crate) measure: Length,
    pub(crate) left: Length,
    pub(crate) right: Length,
    pub(crate) align: Align,
    pub(crate) language: Language,
    pub(crate) indent: Length,
    pub(crate) depth: usize,
    pub(crate) is_on_grid: bool,
    /// The level of heading that is set as the first of the style.
    pub(crate) top_level: u8,
    /// The paragraph that begins the text, and how it does.
    pub(crate) begins: Option<(Span, &'a Opening)>,
}

impl Scope<'_> {
    /// The shape of a paragraph whose first line is indented by `first`.
    pub(crate) fn shape(&self, first: Length) -> Shape {
        Shape {
            left: self.left,
            right: self.right,
            first,
            hyphenates: self.align == Align::Justified,
            ..Shape::flush(self.measure, self.align)
        }
    }
}

/// A paragraph without space around it.
pub(crate) fn paragraph(items: Vec<Item>, shape: Shape, leading: Length) -> Element {
    Element {
        body: Body::Paragraph { items, shape, leading },
        before: Length::ZERO,
        after: Length::ZERO,
        keeps: false,
        ending: Ending::Free,
        is_on_grid: true,
        anchors: Vec::new(),
        opens: None,
        node: NodeId::NONE,
        lead: None,
        is_quiet: false,
        entry: None,
        note: None,
    }
}

/// Space that a page's top does not drop.
pub(crate) fn blank(height: Length) -> Element {
    Element { body: Body::Blank(height), keeps: true, ..paragraph(Vec::new(), NO_SHAPE, height) }
}

const NO_SHAPE: Shape = Shape::flush(Length::ZERO, Align::Left);

impl<'a> Composer<'a> {
    /// The scope of running text in a language.
    pub(crate) fn text_scope(&self, language: &Language) -> Scope<'a> {
        let style = self.style;
        Scope {
            manner: Manner::new(style, "text", style.text.size),
            leading: style.text.leading,
            measure: style.page.measure(),
            left: Length::ZERO,
            right: Length::ZERO,
            align: style.text.align,
            language: language.clone(),
            indent: style.text.indent,
            depth: 0,
            is_on_grid: true,
            top_level: 2,
            begins: None,
        }
    }

    /// Composes blocks one below the other.
    pub(crate) fn blocks(
        &mut self,
        blocks: &[Block<Reference>],
        scope: &Scope<'a>,
        elements: &mut Vec<Element>,
    ) {
        let mut follows_paragraph = false;
        for (at, block) in blocks.iter().enumerate() {
            let first = elements.len();
            self.block(block, scope, follows_paragraph, elements);
            self.tree.each(Role::Paragraph, &mut elements[first..]);
            if matches!(block.kind, BlockKind::Heading { .. })
                && let Some(element) = elements.last_mut()
            {
                element.ending = endings::of_heading(blocks, at);
            }
            if let (Some(anchor), Some(element)) = (block.anchor, elements.get_mut(first)) {
                element.anchors.insert(0, anchor);
            }
            follows_paragraph = !matches!(
                block.kind,
                BlockKind::Heading { .. }
                    | BlockKind::SectionBreak
                    | BlockKind::Quotation {
                        kind: QuotationKind::Opener
                            | QuotationKind::Dateline
                            | QuotationKind::Headnote
                            | QuotationKind::Epigraph,
                        ..
                    }
            );
        }
    }

    fn block(
        &mut self,
        block: &Block<Reference>,
        scope: &Scope<'a>,
        follows_paragraph: bool,
        elements: &mut Vec<Element>,
    ) {
        match &block.kind {
            BlockKind::Paragraph(text) => {
                if let Some((span, opening)) = scope.begins
                    && span == block.span
                {
                    return self.first_paragraph(text, opening, scope, elements);
                }
                let first = if follows_paragraph { scope.indent } else { Length::ZERO };
                self.paragraph(text, scope, first, elements);
            }
            BlockKind::Heading { level, content } => self.heading(*level, content, scope, elements),
            BlockKind::Quotation { kind, blocks } => {
                self.quotation(*kind, blocks, scope, elements);
            }
            BlockKind::List(list) => self.list(list, scope, elements),
            BlockKind::Definitions(list) => self.definitions(list, scope, elements),
            BlockKind::Table(table) => {
                let table = self.table(table, scope);
                elements.push(table);
            }
            BlockKind::Figure { image, caption, credit, is_plate, number: _ } => {
                let words = (caption.as_slice(), credit.as_slice());
                let figure = self.figure(image, words, *is_plate, block.anchor, scope);
                elements.extend(figure);
            }
            BlockKind::SectionBreak => {
                let style = &self.style.section_break;
                let is_quiet = style.shows == Shows::AtPageHead;
                let items = self.plain(&style.mark, scope.manner, &scope.language);
                let shape = Shape { align: Align::Centre, ..scope.shape(Length::ZERO) };
                let space = if is_quiet { Length::ZERO } else { scope.leading };
                let line = paragraph(items, shape, scope.leading);
                elements.push(Element {
                    before: space,
                    after: space,
                    keeps: true,
                    is_quiet,
                    node: NodeId::ARTIFACT,
                    ..line
                });
            }
            BlockKind::Code(text) => self.code(text, scope, elements),
        }
    }

    fn paragraph(
        &mut self,
        text: &[Inline<Reference>],
        scope: &Scope<'a>,
        first: Length,
        elements: &mut Vec<Element>,
    ) {
        let items = self.items(text, scope.manner, &scope.language);
        let element = paragraph(items, scope.shape(first), scope.leading);
        elements.push(Element { is_on_grid: scope.is_on_grid, ..element });
    }

    fn heading(
        &mut self,
        level: u8,
        content: &[Inline<Reference>],
        scope: &Scope<'a>,
        elements: &mut Vec<Element>,
    ) {
        let style = self.style;
        let position = usize::from(level.saturating_sub(scope.top_level));
        let Some(heading) = style.headings.get(position).or(style.headings.last()) else {
            return self.paragraph(content, scope, Length::ZERO, elements);
        };
        let HeadingStyle { size, family, shape, align, lines_before, lines_after } = heading;
        let family = sections::family(family);
        let manner = Manner::new(style, family, *size).shaped(*shape);
        let items = self.items(content, manner, &scope.language);
        let grid = style.text.leading;
        let shape = Shape { align: *align, hyphenates: false, ..scope.shape(Length::ZERO) };
        elements.push(Element {
            node: self.tree.heading(position as u8 + 1),
            before: grid * *lines_before,
            after: grid * *lines_after,
            keeps: true,
            ..paragraph(items, shape, grid.max(size.scaled(21, 20)))
        });
    }

    fn quotation(
        &mut self,
        kind: QuotationKind,
        blocks: &[Block<Reference>],
        scope: &Scope<'a>,
        elements: &mut Vec<Element>,
    ) {
        let style = self.style;
        let first = elements.len();
        let node = self.tree.add(Role::Quotation);
        let above = self.tree.enter(node);
        let space = match kind {
            QuotationKind::Verse => {
                let inner = inner(scope, &style.verse, Align::Left);
                self.verse(blocks, &inner, style.verse.turn, elements);
                style.verse.space
            }
            QuotationKind::Plain => {
                self.blocks(blocks, &inner(scope, &style.quotation, scope.align), elements);
                style.quotation.space
            }
            QuotationKind::Letter => {
                self.blocks(blocks, &inner(scope, &style.letter, scope.align), elements);
                style.letter.space
            }
            QuotationKind::Epigraph => {
                self.blocks(blocks, &inner(scope, &style.epigraph, Align::Left), elements);
                style.epigraph.space
            }
            QuotationKind::Opener
            | QuotationKind::Dateline
            | QuotationKind::Closer
            | QuotationKind::Signature => {
                self.aligned(kind, blocks, scope, elements);
                scope.leading / 2
            }
            QuotationKind::Postscript => {
                self.blocks(blocks, scope, elements);
                scope.leading / 2
            }
            QuotationKind::Headnote => {
                let outer = inner(scope, &style.quotation, scope.align);
                let scope = Scope { left: scope.left, right: scope.right, ..outer };
                self.blocks(blocks, &scope, elements);
                style.quotation.space
            }
            QuotationKind::Dialogue => {
                let turn = scope.indent;
                let inner = Scope { left: scope.left + turn, indent: -turn, ..scope.clone() };
                for block in blocks {
                    match &block.kind {
                        BlockKind::Paragraph(text) => self.paragraph(text, &inner, -turn, elements),
                        _ => self.block(block, &inner, true, elements),
                    }
                }
                scope.leading / 2
            }
        };
        self.tree.each(Role::Paragraph, &mut elements[first..]);
        self.tree.leave(above);
        surround(elements, first, space);
    }

    /// What stands at the right, beside the text above or below it: place and
    /// date, greetings, who signs.
    fn aligned(
        &mut self,
        kind: QuotationKind,
        blocks: &[Block<Reference>],
        scope: &Scope<'a>,
        elements: &mut Vec<Element>,
    ) {
        let first = elements.len();
        let shape = match kind {
            QuotationKind::Dateline => Letters::Italic,
            QuotationKind::Signature => Letters::SmallCapitals,
            _ => Letters::Roman,
        };
        let manner = scope.manner.shaped(shape);
        let inner = Scope { align: Align::Right, indent: Length::ZERO, manner, ..scope.clone() };
        self.blocks(blocks, &inner, elements);
        if matches!(kind, QuotationKind::Opener | QuotationKind::Dateline) {
            keep(elements, first);
        } else if let Some(before) = first.checked_sub(1).and_then(|at| elements.get_mut(at)) {
            before.keeps |= matches!(before.body, Body::Paragraph { .. });
        }
    }

    /// Verse: each line a paragraph of its own, so that turned lines hang.
    fn verse(
        &mut self,
        blocks: &[Block<Reference>],
        scope: &Scope<'a>,
        turn: Length,
        elements: &mut Vec<Element>,
    ) {
        let shape = Shape { left: scope.left + turn, hyphenates: false, ..scope.shape(-turn) };
        for (count, block) in blocks.iter().enumerate() {
            let BlockKind::Paragraph(text) = &block.kind else {
                self.block(block, scope, false, elements);
                continue;
            };
            let items = self.items(text, scope.manner, &scope.language);
            let lines: Vec<Vec<Item>> =
                items.split(|item| *item == Item::Line).map(<[Item]>::to_vec).collect();
            let line_count = lines.len();
            let node = self.tree.add(Role::Paragraph);
            for (line, items) in lines.into_iter().enumerate() {
                let before = if line == 0 && count > 0 { scope.leading / 2 } else { Length::ZERO };
                // A stanza keeps its first and its last two lines together.
                let keeps = line == 0 || line + 2 == line_count;
                let element = paragraph(items, shape, scope.leading);
                let keeps = keeps && line + 1 < line_count;
                let ending = if line + 1 < line_count { Ending::Stanza } else { Ending::Free };
                let element = Element { before, keeps, ending, node, ..element };
                elements.push(Element { is_on_grid: false, ..element });
            }
        }
    }
}

/// The scope within a block that a style sets off.
pub(crate) fn inner<'a>(scope: &Scope<'a>, style: &BlockStyle, align: Align) -> Scope<'a> {
    let mut manner = scope.manner.shaped(style.shape);
    // A quotation in a note is set in the note's own size.
    manner.size = manner.size.min(style.size);
    Scope {
        manner,
        leading: scope.leading.min(style.leading),
        left: scope.left + style.indent_left,
        right: scope.right + style.indent_right,
        align,
        is_on_grid: scope.is_on_grid && style.leading == scope.leading,
        ..scope.clone()
    }
}

/// Space above the element at `first` and below the last one.
pub(crate) fn surround(elements: &mut [Element], first: usize, space: Length) {
    if let Some(element) = elements.get_mut(first) {
        element.before = element.before.max(space);
    }
    if first < elements.len()
        && let Some(element) = elements.last_mut()
    {
        element.after = element.after.max(space);
    }
}

fn keep(elements: &mut [Element], first: usize) {
    for element in &mut elements[first..] {
        element.keeps = true;
    }
}
