//! The list of corrections: points in the text where each stands, and the
//! chapter that leads there.

use crate::model::book::{AnchorId, BookChapter, Reference, Section, SectionKind, Within};
use crate::model::correction::{Correction, printed};
use crate::model::edition::{Edition, Generated};
use crate::model::errata::{self, Bit};
use crate::model::manuscript::Chapter;
use crate::model::source::{FileId, Span};
use crate::model::text::{Block, BlockKind, Inline, List, Text, TextStyle};
use crate::resolve::sections::{Planned, PlannedKind};
use crate::resolve::text::{Place, Role, Weaver};

/// The corrections whose places are wanted. None where no list is printed.
#[derive(Debug, Default)]
pub(crate) struct Points {
    /// By place: where a correction stands, and which one it is.
    places: Vec<(Span, usize)>,
    /// Those that were met, in the order of the text, with their anchors.
    met: Vec<(usize, AnchorId)>,
}

impl Points {
    /// The places of an edition's corrections, if it lists them.
    pub(crate) fn new(sections: &[Planned], edition: &Edition) -> Points {
        let is_list = |section: &Planned| {
            matches!(section.kind, PlannedKind::Generated(Generated::Corrections))
        };
        if !sections.iter().any(is_list) {
            return Points::default();
        }
        let corrections = edition.corrections.iter().enumerate();
        let mut places: Vec<(Span, usize)> =
            corrections.map(|(at, correction)| (correction.at, at)).collect();
        places.sort_by_key(|(span, _)| (span.file, span.start));
        Points { places, met: Vec::new() }
    }

    /// Those that begin within a stretch of a file, in order.
    fn within(&self, span: Span) -> Vec<(u32, usize)> {
        let first =
            self.places.partition_point(|(at, _)| (at.file, at.start) < (span.file, span.start));
        let rest = self.places[first..].iter();
        let within = rest.take_while(|(at, _)| at.file == span.file && at.start < span.end);
        within.map(|(at, which)| (at.start, *which)).collect()
    }
}

impl Weaver<'_> {
    /// A text, divided before each word that was corrected, with a point there.
    pub(crate) fn pointed(
        &mut self,
        mut text: Text,
        place: Place,
        woven: &mut Vec<Inline<Reference>>,
    ) {
        let is_printed = place.role == Role::Text && place.within != Within::Register;
        let points = match is_printed {
            true => self.points.within(text.span),
            false => Vec::new(),
        };
        let mut from = text.span.start;
        for (start, which) in points {
            let is_verbatim = (text.span.end - from) as usize == text.text.len();
            let at = if is_verbatim { (start - from) as usize } else { 0 };
            let at =
                text.text.get(..at).and_then(|before| before.rfind(' ')).map_or(0, |at| at + 1);
            if at > 0 {
                let rest = text.text.split_off(at);
                let span = Span { start: from, end: from + at as u32, ..text.span };
                let first = Text { text: std::mem::replace(&mut text.text, rest), span, ..text };
                woven.push(Inline::Text(self.text(first, place)));
                from += at as u32;
            }
            let (section, _) = self.bounds[place.section.0 as usize];
            let name = format!("{}-corrected", self.anchors.id(section));
            let anchor = self.anchors.named(&name, place.section);
            self.points.met.push((which, anchor));
            let span = Span { start, end: start, ..text.span };
            woven.push(Inline::Reference {
                to: Reference::Point(anchor),
                content: Vec::new(),
                span,
            });
        }
        text.span.start = from;
        woven.push(Inline::Text(self.text(text, place)));
    }

    /// The chapter that lists the corrections, in the order of the book; those
    /// that stand in no text of it last.
    pub(crate) fn corrections(&mut self, section: &Section, edition: &Edition) -> SectionKind {
        let wording = errata::of(&edition.language);
        let id = self.anchors.list[section.anchor.0 as usize].section;
        let first = edition.corrections.first().map(|correction| correction.span);
        let file = first.map_or(FileId(0), |span| span.file);
        let span = Span::new(file, 0, 0);
        let place = Place { section: id, file, within: Within::Text, role: Role::Text };
        let mut order: Vec<(usize, Option<AnchorId>)> =
            self.points.met.iter().map(|(which, anchor)| (*which, Some(*anchor))).collect();
        let is_met = |which: &usize| self.points.met.iter().any(|(met, _)| met == which);
        let rest: Vec<usize> = (0..edition.corrections.len()).filter(|it| !is_met(it)).collect();
        order.extend(rest.into_iter().map(|which| (which, None)));
        let mut printings: Vec<u32> =
            edition.corrections.iter().map(|correction| correction.printing).collect();
        printings.sort_unstable();
        printings.dedup();
        let title = match printings.as_slice() {
            [only] => (wording.in_printing)(*only),
            _ => wording.corrections.to_string(),
        };
        let title = self.made(&title, span, Place { within: Within::Heading, ..place });
        let mut blocks = Vec::new();
        for printing in &printings {
            if printings.len() > 1 {
                let words = (wording.in_printing)(*printing);
                let content = self.made(&words, span, Place { within: Within::Heading, ..place });
                let name = format!("corrections-{printing}");
                let anchor = Some(self.anchors.named(&name, id));
                let kind = BlockKind::Heading { level: 2, content };
                blocks.push(Block { kind, span, id: None, anchor });
            }
            let of_printing: Vec<_> = order
                .iter()
                .filter(|(which, _)| edition.corrections[*which].printing == *printing)
                .map(|(which, anchor)| {
                    self.item(&edition.corrections[*which], *anchor, edition, place)
                })
                .collect();
            let kind = BlockKind::List(List { start: None, is_tight: true, items: of_printing });
            blocks.push(Block { kind, span, id: None, anchor: None });
        }
        let chapter = Chapter { title, is_numbered: false, blocks, ..Chapter::at(span) };
        SectionKind::Chapter(BookChapter { chapter, number: None, source_note: None })
    }

    /// *p. 34:* for *Stalln* read *Stalin (A. Example: a misprint)*.
    fn item(
        &mut self,
        correction: &Correction,
        anchor: Option<AnchorId>,
        edition: &Edition,
        place: Place,
    ) -> Vec<Block<Reference>> {
        let wording = errata::of(&edition.language);
        let span = correction.span;
        let words = |text: &str| -> Vec<String> {
            printed(text).split_whitespace().map(str::to_string).collect()
        };
        let (old, new) = (words(&correction.old), words(&correction.new));
        let mut content = Vec::new();
        if let Some(anchor) = anchor {
            let to = Reference::PageOf(anchor);
            content.push(Inline::Reference { to, content: Vec::new(), span });
            content.extend(self.made(&format!("{} ", wording.colon), span, place));
        }
        for Bit { text, is_ours } in errata::sentence(wording, &old, &new, (&[], &[])) {
            let made = self.made(&text, span, place);
            match is_ours {
                true => content.push(Inline::Styled { style: TextStyle::Emphasis, content: made }),
                false => content.extend(made),
            }
        }
        let who: Vec<&str> = [&correction.by, &correction.reason]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect();
        if !who.is_empty() {
            content.extend(self.made(&format!(" ({})", who.join(": ")), span, place));
        }
        vec![Block { kind: BlockKind::Paragraph(content), span, id: None, anchor: None }]
    }
}
