//! Tags, links and citations: what each leads to, and what it prints.

use crate::model::book::{
    AnchorId, Citation, CitationId, Mention, MentionId, NoteId, Reference, Within,
};
use crate::model::manuscript::{Prints, Sigil, Tag, Written};
use crate::model::source::Span;
use crate::model::text::{Inline, Text, TextId, plain};
use crate::resolve::destinations::{Destination, destination};
use crate::resolve::targets::{Target, TargetKind, generated};
use crate::resolve::text::{Place, Role, Weaver};

impl Weaver<'_> {
    /// A tag: a mention of its record, printing what the tag says.
    pub(crate) fn tag(
        &mut self,
        tag: &Tag,
        content: Vec<Inline<Written>>,
        span: Span,
        place: Place,
        woven: &mut Vec<Inline<Reference>>,
    ) {
        let Some(record) = self.roster.find(&tag.id) else {
            self.unknown(tag, place);
            let content = match tag.prints {
                Prints::Short => self.made(&tag.id, tag.id_span, place),
                Prints::Content => self.inlines(content, place),
                Prints::Nothing => Vec::new(),
            };
            woven.extend(content);
            return;
        };
        // The mention comes before what its text mentions.
        let to = (place.role != Role::Bare).then(|| {
            let name = self.mention_name(tag, &content, place);
            let anchor = self.anchors.named(&name, place.section);
            Reference::Mention(self.mention(tag, span, anchor, place))
        });
        let short = self.roster.shorts[record.0 as usize].clone();
        let printed = match tag.prints {
            Prints::Short => short.clone(),
            Prints::Content => plain(&content),
            Prints::Nothing => String::new(),
        };
        // Text nodes count in the order in which they are read.
        let mut opening = self.first_use(record, &printed, span, place);
        let is_expanded = !opening.is_empty();
        opening.extend(match tag.prints {
            Prints::Short => self.made(&short, tag.id_span, place),
            Prints::Content => self.inlines(content, place),
            Prints::Nothing => Vec::new(),
        });
        if is_expanded {
            opening.extend(self.made(")", span, place));
        }
        let content = opening;
        match to {
            Some(to) => self.wrap(to, content, span, woven),
            None => woven.extend(content),
        }
    }

    /// The name of a mention's anchor: of what it says and of the words before
    /// it, so that no change elsewhere, be it in the same paragraph, changes it.
    fn mention_name(&self, tag: &Tag, content: &[Inline<Written>], place: Place) -> String {
        let (section, _) = self.bounds[place.section.0 as usize];
        let mut words = vec![self.anchors.id(section), tag.id.as_str()];
        words.extend(tag.subheadings.iter().map(String::as_str));
        let printed = plain(content);
        words.extend([printed.as_str(), self.before.as_str()]);
        // FNV-1a of 64 bits, folded: enough for the mentions of one book, as
        // two that fall together are told apart by a number.
        let hash = words.join("\u{1f}").bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        format!("m{:08x}", (hash >> 32) as u32 ^ hash as u32)
    }

    /// Reports a tag's identifier that no record has, once for each tag.
    pub(crate) fn unknown(&mut self, tag: &Tag, place: Place) {
        if place.role != Role::Data {
            self.roster.report(&tag.id, tag.id_span, self.diagnostics);
        }
    }

    /// A mention of the tag's record, or of the one it is to be looked for
    /// under. The record must be there.
    pub(crate) fn mention(
        &mut self,
        tag: &Tag,
        span: Span,
        anchor: AnchorId,
        place: Place,
    ) -> MentionId {
        let found = self.roster.find(&tag.id).expect("the caller found the record");
        self.mentions.push(Mention {
            record: self.roster.heads[found.0 as usize],
            subheadings: tag.subheadings.clone(),
            sigil: if place.role == Role::Data { Sigil::Passing } else { tag.sigil },
            is_whole_section: false,
            anchor,
            section: place.section,
            within: place.within,
            span,
        });
        MentionId(self.mentions.len() as u32 - 1)
    }

    /// Tags of a whole section: mentions that print nothing.
    pub(crate) fn whole_section(&mut self, tags: &[Inline<Written>], place: Place) {
        let place = Place { within: Within::Heading, ..place };
        let (anchor, _) = self.bounds[place.section.0 as usize];
        for inline in tags {
            let Inline::Reference { to: Written::Tag(tag), span, .. } = inline else { continue };
            if self.roster.find(&tag.id).is_none() {
                self.unknown(tag, place);
                continue;
            }
            let MentionId(at) = self.mention(tag, *span, anchor, place);
            self.mentions[at as usize].is_whole_section = true;
        }
    }

    /// A link: to a place of the book or out of it.
    pub(crate) fn link(
        &mut self,
        written: &str,
        content: Vec<Inline<Written>>,
        span: Span,
        place: Place,
        woven: &mut Vec<Inline<Reference>>,
    ) {
        let is_empty = plain(&content).trim().is_empty()
            && !content.iter().any(|inline| matches!(inline, Inline::Image { .. }));
        let (written, prints_page) = match written.strip_prefix("page:") {
            Some(written) => (written, true),
            None => (written, false),
        };
        let to = match self.destination(written, span, place) {
            Some(Destination::Outside(address)) => Reference::External(address.into()),
            Some(Destination::Inside(target)) => {
                if is_empty && prints_page {
                    return self.page_of(&target, span, place, woven);
                }
                if is_empty {
                    woven.extend(self.generated(&target, span, place));
                    return;
                }
                Reference::Place(target.anchor)
            }
            None => {
                let content = self.inlines(content, place);
                woven.extend(content);
                return;
            }
        };
        let content = match (&to, is_empty) {
            (Reference::External(address), true) => {
                let address = address.clone();
                self.made(address.strip_prefix("mailto:").unwrap_or(&address), span, place)
            }
            _ => self.inlines(content, place),
        };
        match place.role {
            Role::Bare => woven.extend(content),
            Role::Text | Role::Data => self.wrap(to, content, span, woven),
        }
    }

    /// A reference that the compiler words: *letter 12*, or a page.
    pub(crate) fn generated(
        &mut self,
        target: &Target,
        span: Span,
        place: Place,
    ) -> Option<Inline<Reference>> {
        let notes = &self.notes;
        let mark = |note: NoteId| notes[note.0 as usize].mark.clone();
        let words = generated(&target.kind, self.language, mark);
        match (words, place.role) {
            (Some(words), Role::Bare) => self.made(&words, span, place).pop(),
            (None, Role::Bare) => None,
            (Some(words), _) => {
                let content = self.made(&words, span, place);
                Some(Inline::Reference { to: Reference::Place(target.anchor), content, span })
            }
            (None, _) => {
                let to = Reference::PageOf(target.anchor);
                Some(Inline::Reference { to, content: Vec::new(), span })
            }
        }
    }

    /// The page of a target; of a note also its number: *p. 34, n. 7*.
    fn page_of(
        &mut self,
        target: &Target,
        span: Span,
        place: Place,
        woven: &mut Vec<Inline<Reference>>,
    ) {
        if place.role == Role::Bare {
            return;
        }
        let to = Reference::PageOf(target.anchor);
        woven.push(Inline::Reference { to, content: Vec::new(), span });
        let TargetKind::Note(_) = target.kind else { return };
        if let Some(note @ Inline::Reference { to: Reference::Place(_), .. }) =
            self.generated(target, span, place)
        {
            woven.extend(self.made(", ", span, place));
            woven.push(note);
        }
    }

    /// The mark of a note.
    pub(crate) fn citation(
        &mut self,
        label: &str,
        span: Span,
        place: Place,
    ) -> Option<Inline<Reference>> {
        if place.role != Role::Text {
            if place.role == Role::Bare {
                self.diagnostics
                    .warning("note-in-short-title", span, "a short title carries no notes")
                    .help(format!("put `[^{label}]` into the title or the text"));
            }
            return None;
        }
        if matches!(place.within, Within::Note(_)) {
            // A note within a note was reported by `parse`.
            return None;
        }
        // A label without a definition was reported by `parse`.
        let target = self.targets.note(place.file, label)?;
        let TargetKind::Note(note) = target.kind else { return None };
        let id = self.anchors.id(self.notes[note.0 as usize].anchor);
        let name = format!("fnref-{}", id.strip_prefix("fn-").unwrap_or(id));
        let anchor = self.anchors.named(&name, place.section);
        let citation = CitationId(self.citations.len() as u32);
        self.citations.push(Citation { note, anchor, section: place.section, span });
        self.notes[note.0 as usize].citations.push(citation);
        Some(Inline::Reference { to: Reference::Citation(citation), content: Vec::new(), span })
    }

    /// What a link's destination means; reports it where it means nothing.
    fn destination(&mut self, written: &str, span: Span, place: Place) -> Option<Destination> {
        let from = &self.inputs.sources.file(place.file).name;
        match destination(written, from, place.file, self.targets) {
            Ok(found) => Some(found),
            Err(problem) => {
                if place.role != Role::Data {
                    problem.report(span, self.inputs, self.diagnostics);
                }
                None
            }
        }
    }

    /// Text that the compiler puts in for what was written at `span`.
    pub(crate) fn made(&mut self, words: &str, span: Span, place: Place) -> Vec<Inline<Reference>> {
        let text = Text { id: TextId::NONE, text: words.to_string(), span };
        vec![Inline::Text(self.text(text, place))]
    }

    /// A reference with its content. No reference stands within another, which
    /// no reader could follow: the outer one ends before the inner one.
    fn wrap(
        &mut self,
        to: Reference,
        mut content: Vec<Inline<Reference>>,
        span: Span,
        woven: &mut Vec<Inline<Reference>>,
    ) {
        let Some(at) = content.iter().position(holds_reference) else {
            woven.push(Inline::Reference { to, content, span });
            return;
        };
        let rest = content.split_off(at);
        let is_mark = |inline: &Inline<Reference>| {
            matches!(inline, Inline::Reference { to: Reference::Citation(_), .. })
        };
        if !rest.iter().all(is_mark) {
            self.diagnostics
                .warning("nested-reference", span, "a tag or link stands within another")
                .help("close the outer one before the inner one: what follows is not part of it");
        }
        if !content.is_empty() || matches!(to, Reference::Mention(_)) {
            woven.push(Inline::Reference { to, content, span });
        }
        woven.extend(rest);
    }
}

fn holds_reference(inline: &Inline<Reference>) -> bool {
    match inline {
        Inline::Reference { .. } => true,
        Inline::Styled { content, .. } | Inline::Foreign { content, .. } => {
            content.iter().any(holds_reference)
        }
        Inline::Text(_) | Inline::LineBreak | Inline::Image { .. } => false,
    }
}
