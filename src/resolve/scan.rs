//! The first walk over the text: gives anchors and numbers to what may be
//! pointed at, and notes the order in which notes are cited.

use crate::model::book::{AnchorId, SectionId};
use crate::model::diagnostic::Diagnostics;
use crate::model::document::{DocumentNumber, DocumentStatus};
use crate::model::document_words;
use crate::model::edition::{DocumentNumbering, Edition};
use crate::model::inputs::Inputs;
use crate::model::manuscript::{Chapter, Document, Written};
use crate::model::source::{FileId, Span};
use crate::model::text::{Block, BlockKind, Inline, plain};
use crate::resolve::anchors::Anchors;
use crate::resolve::names::{ascii, is_anchor_id};
use crate::resolve::sections::{Planned, PlannedKind};
use crate::resolve::targets::{Target, TargetKind, Targets};

/// What the first walk found, by section where it is a list.
#[derive(Debug, Default)]
pub(crate) struct Scan {
    pub(crate) anchors: Anchors,
    pub(crate) targets: Targets,
    /// Where each section begins and ends.
    pub(crate) bounds: Vec<(AnchorId, AnchorId)>,
    /// Labels as cited in each section, in reading order.
    pub(crate) cited: Vec<Vec<String>>,
    figure_count: u32,
    /// The number given last.
    document: Option<DocumentNumber>,
    /// The part of the last numbered document.
    document_part: Option<SectionId>,
}

/// Numbers figures and documents, gives anchors to sections and blocks.
pub(crate) fn scan(
    sections: &mut [Planned],
    names: &[String],
    edition: &Edition,
    inputs: &Inputs,
    diagnostics: &mut Diagnostics,
) -> Scan {
    let mut scan = Scan::default();
    for chapter in sections.iter().filter_map(Planned::chapter) {
        chapter.id.iter().for_each(|id| scan.anchors.reserve(id));
        chapter.document.iter().for_each(|document| scan.anchors.reserve(&document.id));
        let notes = chapter.notes.iter().flat_map(|note| &note.blocks);
        for block in chapter.blocks.iter().chain(notes) {
            reserve(block, &mut scan.anchors);
        }
    }
    for (at, section) in sections.iter_mut().enumerate() {
        let id = SectionId(at as u32);
        let anchor = scan.section_anchor(section, &names[at], id);
        let end = format!("{}-end", scan.anchors.id(anchor));
        let end = scan.anchors.named(&end, id);
        scan.bounds.push((anchor, end));
    }
    for (at, section) in sections.iter_mut().enumerate() {
        scan.cited.push(Vec::new());
        let (part, is_enclosed) = (part_of(section, at), section.is_enclosed);
        let Some(chapter) = section.chapter_mut() else { continue };
        let mut walk = Walk {
            scan: &mut scan,
            section: SectionId(at as u32),
            file: chapter.file,
            gathers_citations: true,
            diagnostics,
        };
        walk.chapter(chapter, (part, is_enclosed), edition, inputs);
    }
    scan
}

/// The part that a section counts in: its own, where it is one.
pub(crate) fn part_of(section: &Planned, at: usize) -> Option<SectionId> {
    match section.kind {
        PlannedKind::Part { .. } => Some(SectionId(at as u32)),
        _ => section.part,
    }
}

fn reserve(block: &Block<Written>, anchors: &mut Anchors) {
    block.id.iter().for_each(|id| anchors.reserve(id));
    for inner in children(block) {
        reserve(inner, anchors);
    }
}

/// The blocks within a block.
fn children(block: &Block<Written>) -> Box<dyn Iterator<Item = &Block<Written>> + '_> {
    match &block.kind {
        BlockKind::Quotation { blocks, .. } => Box::new(blocks.iter()),
        BlockKind::List(list) => Box::new(list.items.iter().flatten()),
        BlockKind::Definitions(definitions) => {
            Box::new(definitions.iter().flat_map(|definition| &definition.descriptions).flatten())
        }
        _ => Box::new(std::iter::empty()),
    }
}

impl Scan {
    /// By the editor's identifier, else by the name of the section's file.
    fn section_anchor(&mut self, section: &Planned, name: &str, id: SectionId) -> AnchorId {
        let chapter =
            section.chapter().filter(|_| !matches!(section.kind, PlannedKind::Part { .. }));
        let document = chapter.and_then(|chapter| chapter.document.as_ref());
        let written = [
            chapter.and_then(|chapter| chapter.id.as_deref()),
            document.map(|document| document.id.as_str()),
        ];
        for written in written.into_iter().flatten() {
            if let Some(anchor) = self.anchors.written(written, id) {
                return anchor;
            }
        }
        if is_anchor_id(name) {
            self.anchors.named(name, id)
        } else {
            self.anchors.named(&format!("s-{name}"), id)
        }
    }

    /// The number of the next document, if documents are numbered.
    fn document_number(
        &mut self,
        (part, is_enclosed): (Option<SectionId>, bool),
        numbering: DocumentNumbering,
    ) -> Option<DocumentNumber> {
        let is_new = numbering == DocumentNumbering::Part && part != self.document_part;
        let last = self.document.filter(|_| !is_new);
        self.document = match (numbering, last) {
            (DocumentNumbering::None, _) => return None,
            (_, None) => Some(DocumentNumber::whole(1)),
            (_, Some(letter)) if is_enclosed => {
                Some(DocumentNumber { enclosure: letter.enclosure + 1, ..letter })
            }
            (_, Some(last)) => Some(DocumentNumber::whole(last.count + 1)),
        };
        self.document_part = part;
        self.document
    }
}

/// The walk through one section.
struct Walk<'a> {
    scan: &'a mut Scan,
    section: SectionId,
    file: FileId,
    gathers_citations: bool,
    diagnostics: &'a mut Diagnostics,
}

impl Walk<'_> {
    fn chapter(
        &mut self,
        chapter: &mut Chapter<Written>,
        (part, is_enclosed): (Option<SectionId>, bool),
        edition: &Edition,
        inputs: &Inputs,
    ) {
        let (anchor, _) = self.scan.bounds[self.section.0 as usize];
        let span = Span { end: chapter.span.start, ..chapter.span };
        let mut kind = TargetKind::Place;
        if let Some(document) = &mut chapter.document {
            document.arrangement.is_enclosed = is_enclosed;
            if document.status != DocumentStatus::NotFound {
                let place = (part, is_enclosed);
                document.number = self.scan.document_number(place, edition.documents.numbering);
            }
            let written = document.kind.as_deref().map(str::trim).filter(|kind| !kind.is_empty());
            let noun = written.unwrap_or(document_words::of(&edition.language).letter);
            // German nouns keep their capital.
            let noun = match edition.language.primary().as_str() {
                "de" => noun.to_string(),
                _ => noun.to_lowercase(),
            };
            kind = TargetKind::Document(document.number, noun);
            self.target(&document.id.clone(), anchor, kind.clone(), document.span);
        }
        let document = chapter.document.as_ref().map(|document| &document.id);
        if let Some(id) = chapter.id.as_ref().filter(|id| Some(*id) != document) {
            self.target(id, anchor, kind.clone(), span);
        }
        let whole = Target { anchor, kind, file: self.file, span };
        self.scan.targets.add_file(&inputs.sources.file(self.file).name, whole);

        self.inlines(&chapter.title);
        self.inlines(&chapter.subtitle);
        self.inlines(&chapter.author);
        if let Some(Document { date_printed, place, .. }) = &chapter.document {
            self.inlines(date_printed);
            self.inlines(place);
        }
        self.inlines(&chapter.epigraph);
        self.blocks(&mut chapter.blocks);
        self.gathers_citations = false;
        for note in &mut chapter.notes {
            self.blocks(&mut note.blocks);
        }
    }

    fn target(&mut self, name: &str, anchor: AnchorId, kind: TargetKind, span: Span) {
        let target = Target { anchor, kind, file: self.file, span };
        self.scan.targets.add(name, target, self.diagnostics);
    }

    fn blocks(&mut self, blocks: &mut [Block<Written>]) {
        blocks.iter_mut().for_each(|block| self.block(block));
    }

    fn block(&mut self, block: &mut Block<Written>) {
        let (section, _) = self.scan.bounds[self.section.0 as usize];
        let section = self.scan.anchors.id(section);
        let (name, kind) = match &mut block.kind {
            BlockKind::Heading { content, .. } => {
                let words = ascii(&plain(content)).to_ascii_lowercase();
                (format!("{section}-{words}"), TargetKind::Place)
            }
            // An ornament is no figure that anybody is told of.
            BlockKind::Figure { image, caption, .. }
                if image.alternative.is_empty() && caption.is_empty() =>
            {
                (format!("{section}-b"), TargetKind::Place)
            }
            BlockKind::Figure { image, number, .. } => {
                let name = format!("fig-{}", ascii(stem(&image.name)));
                self.scan.figure_count += 1;
                *number = self.scan.figure_count;
                (name, TargetKind::Figure(*number))
            }
            _ => (format!("{section}-b"), TargetKind::Place),
        };
        let always = matches!(block.kind, BlockKind::Heading { .. } | BlockKind::Figure { .. });
        if always || block.id.is_some() {
            let written =
                block.id.as_ref().and_then(|id| self.scan.anchors.written(id, self.section));
            let anchor = written.unwrap_or_else(|| self.scan.anchors.named(&name, self.section));
            block.anchor = Some(anchor);
            if let Some(id) = &block.id {
                self.target(id, anchor, kind, block.span);
            }
        }
        self.within(&mut block.kind);
    }

    fn within(&mut self, kind: &mut BlockKind<Written>) {
        match kind {
            BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => {
                self.inlines(content);
            }
            BlockKind::Figure { caption, credit, .. } => {
                self.inlines(caption);
                self.inlines(credit);
            }
            BlockKind::Quotation { blocks, .. } => self.blocks(blocks),
            BlockKind::List(list) => list.items.iter_mut().for_each(|item| self.blocks(item)),
            BlockKind::Definitions(definitions) => {
                for definition in definitions {
                    self.inlines(&definition.term);
                    definition.descriptions.iter_mut().for_each(|blocks| self.blocks(blocks));
                }
            }
            BlockKind::Table(table) => {
                table.head.iter().for_each(|cell| self.inlines(cell));
                table.rows.iter().flatten().for_each(|cell| self.inlines(cell));
            }
            BlockKind::SectionBreak | BlockKind::Code(_) => {}
        }
    }

    fn inlines(&mut self, inlines: &[Inline<Written>]) {
        if !self.gathers_citations {
            return;
        }
        for inline in inlines {
            match inline {
                Inline::Reference { to, content, .. } => {
                    if let Written::Citation { label } = to {
                        self.scan.cited[self.section.0 as usize].push(label.clone());
                    }
                    self.inlines(content);
                }
                Inline::Styled { content, .. } | Inline::Foreign { content, .. } => {
                    self.inlines(content);
                }
                Inline::Text(_) | Inline::LineBreak | Inline::Image { .. } => {}
            }
        }
    }
}

/// The name of an image's file without folders and extension.
fn stem(name: &str) -> &str {
    let name = name.rsplit('/').next().unwrap_or(name);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}
