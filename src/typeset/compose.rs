//! Running text to items: words are told apart, given faces, and interned.

use rustc_hash::FxHashMap;
use unicode_bidi::Level;

use crate::model::book::{Book, Reference};
use crate::model::edition::NotePlace;
use crate::model::inputs::Inputs;
use crate::model::language::Language;
use crate::model::length::Length;
use crate::model::pages::{FaceId, LinkTarget, Locator};
use crate::model::source::Span;
use crate::model::structure::{NodeId, Role};
use crate::model::style::{Figures, Shape as Letters, Style};
use crate::model::text::{Image, Inline, Text, TextId, TextStyle};
use crate::model::transcription::MarkLook;
use crate::typeset::chunks::Runs;
use crate::typeset::direction;
use crate::typeset::fonts::{Cut, Faces};
use crate::typeset::initials::Start;
use crate::typeset::items::{Item, Look, LookId, Picture};
use crate::typeset::running;
use crate::typeset::tree::Tree;
use crate::typeset::words::{Features, FountId, Words};

/// How text is to look, before faces are chosen for its characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Manner<'a> {
    pub(crate) family: &'a str,
    pub(crate) cut: Cut,
    pub(crate) features: Features,
    pub(crate) size: Length,
    pub(crate) rise: Length,
    pub(crate) is_struck: bool,
    /// Not divided by patterns: an address, a name that asks for it.
    pub(crate) is_whole: bool,
}

impl<'a> Manner<'a> {
    /// The roman of a family at a size.
    pub(crate) fn new(style: &Style, family: &'a str, size: Length) -> Manner<'a> {
        let features = match style.text.figures {
            Figures::OldStyle => Features::OLD_STYLE,
            Figures::Lining => Features::default(),
        };
        let cut = Cut { is_bold: false, is_italic: false };
        let rise = Length::ZERO;
        Manner { family, cut, features, size, rise, is_struck: false, is_whole: false }
    }

    /// The same in another shape of letters.
    pub(crate) fn shaped(mut self, letters: Letters) -> Manner<'a> {
        match letters {
            Letters::Roman => {}
            Letters::Italic => self.cut.is_italic = true,
            Letters::Bold => self.cut.is_bold = true,
            Letters::SmallCapitals => {
                self.features = self.features.and(Features::SMALL_CAPITALS);
            }
            Letters::Capitals => {
                let spaced = Features::SMALL_CAPITALS.and(Features::CAPITALS_TO_SMALL);
                self.features = self.features.and(spaced).and(Features::SPACED);
            }
        }
        self
    }
}

/// What the whole book shares while its text becomes items.
pub(crate) struct Composer<'a> {
    pub(crate) book: &'a Book,
    pub(crate) style: &'a Style,
    pub(crate) inputs: &'a Inputs,
    pub(crate) faces: &'a Faces,
    pub(crate) words: Words,
    pub(crate) looks: Vec<Look>,
    pub(crate) links: Vec<(LinkTarget, NodeId)>,
    pub(crate) pictures: Vec<Picture>,
    /// By record: whether an index or the glossary prints it.
    pub(crate) printed: Vec<bool>,
    /// By anchor: the folio as printed, as far as it is known yet.
    pub(crate) folios: FxHashMap<crate::model::book::AnchorId, String>,
    /// By anchor: its line on its page, as far as it is known yet.
    pub(crate) lines: FxHashMap<crate::model::book::AnchorId, u32>,
    /// By term of the glossary: its locators, as far as they are known yet.
    pub(crate) glossary: Vec<Vec<Locator>>,
    /// Whether a reference to a page was composed.
    pub(crate) has_page_references: bool,
    pub(crate) tree: Tree,
    pub(crate) look_ids: FxHashMap<Look, LookId>,
    pub(crate) missing: std::collections::BTreeSet<char>,
}

/// Text that is being composed: one paragraph, one cell.
pub(crate) struct Pass<'a> {
    pub(crate) items: Vec<Item>,
    pub(crate) language: u16,
    /// Direction of each byte, where the text has two.
    pub(crate) levels: Vec<Level>,
    pub(crate) at: usize,
    pub(crate) last_chunk: String,
    /// Whether nothing parts that chunk from what comes next.
    pub(crate) is_glued: bool,
    /// A soft hyphen after it, with its place.
    pub(crate) soft_hyphen: Option<(TextId, u32)>,
    pub(crate) runs: Runs,
    pub(crate) manner: Manner<'a>,
    pub(crate) links: usize,
    /// How the text begins.
    pub(crate) start: Start<'a>,
    pub(crate) last_look: Option<(LookKey<'a>, FountId, LookId)>,
}

const END_OF_LINK: [Item; 2] = [Item::EndLink, Item::Close];

/// What a look depends on: face, scale, language, manner.
pub(crate) type LookKey<'a> = (FaceId, i64, u16, Manner<'a>);

impl<'a> Composer<'a> {
    pub(crate) fn new(
        book: &'a Book,
        style: &'a Style,
        inputs: &'a Inputs,
        faces: &'a Faces,
        words: Words,
    ) -> Composer<'a> {
        Composer {
            book,
            style,
            inputs,
            faces,
            words,
            looks: Vec::new(),
            links: Vec::new(),
            pictures: Vec::new(),
            printed: vec![false; book.records.len()],
            folios: FxHashMap::default(),
            lines: FxHashMap::default(),
            glossary: Vec::new(),
            has_page_references: false,
            tree: Tree::new(book),
            look_ids: FxHashMap::default(),
            missing: std::collections::BTreeSet::new(),
        }
    }

    /// Composes text in a manner and a language.
    pub(crate) fn items(
        &mut self,
        text: &[Inline<Reference>],
        manner: Manner<'a>,
        language: &Language,
    ) -> Vec<Item> {
        self.started(text, manner, language, Start::default()).items
    }

    /// Composes text that begins in a certain way.
    pub(crate) fn started(
        &mut self,
        text: &[Inline<Reference>],
        manner: Manner<'a>,
        language: &Language,
        start: Start<'a>,
    ) -> Pass<'a> {
        let levels = direction::levels(text, language);
        let language = self.words.language(language);
        let mut pass = Pass {
            items: Vec::with_capacity(item_count(text)),
            language,
            levels,
            at: 0,
            last_chunk: String::new(),
            is_glued: false,
            soft_hyphen: None,
            runs: Runs::Prose,
            manner,
            links: 0,
            start,
            last_look: None,
        };
        self.inlines(text, &mut pass);
        pass
    }

    /// Composes plain characters that the compiler makes.
    pub(crate) fn plain(
        &mut self,
        text: &str,
        manner: Manner<'a>,
        language: &Language,
    ) -> Vec<Item> {
        let span = Span::new(crate::model::source::FileId(0), 0, 0);
        let node = Text { id: TextId::NONE, text: text.to_string(), span };
        self.items(&[Inline::Text(node)], manner, language)
    }

    /// A link's items around others.
    pub(crate) fn linked(&mut self, target: LinkTarget, items: Vec<Item>) -> Vec<Item> {
        let mut linked = Vec::with_capacity(items.len() + 4);
        self.open_link(target, &mut linked);
        linked.extend(items);
        linked.extend(END_OF_LINK);
        linked
    }

    fn open_link(&mut self, target: LinkTarget, items: &mut Vec<Item>) {
        let node = self.tree.inner(Role::Link);
        self.links.push((target, node));
        items.extend([Item::Open(node), Item::Link(self.links.len() as u32 - 1)]);
    }

    fn inlines(&mut self, text: &[Inline<Reference>], pass: &mut Pass<'a>) {
        for inline in text {
            match inline {
                Inline::Text(node) => self.text(node, pass),
                Inline::LineBreak => {
                    trim(&mut pass.items);
                    pass.items.push(Item::Line);
                    pass.is_glued = false;
                }
                Inline::Styled { style, content } => self.styled(style, content, pass),
                Inline::Foreign { language, content } => {
                    let outer = pass.language;
                    pass.language = self.words.language(language);
                    let node = self.tree.inner(Role::Span);
                    self.tree.set_language(node, pass.language);
                    pass.items.push(Item::Open(node));
                    let above = self.tree.descend(node);
                    self.inlines(content, pass);
                    self.tree.ascend(above);
                    pass.items.push(Item::Close);
                    pass.language = outer;
                }
                Inline::Reference { to, content, .. } => self.reference(to, content, pass),
                Inline::Image { image, .. } => self.picture(image, pass),
            }
        }
    }

    fn styled(&mut self, style: &TextStyle, content: &[Inline<Reference>], pass: &mut Pass<'a>) {
        let outer = pass.manner;
        let outer_runs = pass.runs;
        let manner = &mut pass.manner;
        match style {
            // Emphasis within emphasis is roman again.
            TextStyle::Emphasis => manner.cut.is_italic = !manner.cut.is_italic,
            TextStyle::Strong => manner.cut.is_bold = true,
            TextStyle::Struck => manner.is_struck = true,
            TextStyle::Superior => raise(manner, 333),
            TextStyle::Inferior => raise(manner, -150),
            TextStyle::Code => {
                manner.family = "sans";
                manner.features = manner.features.without(Features::OLD_STYLE);
                pass.runs = Runs::Code;
            }
            TextStyle::SmallCapitals => small_capitals(manner, content),
            TextStyle::Named(name) => {
                if let Some(named) = self.style.named.get(name) {
                    if let Some(family) = &named.family {
                        manner.family = family;
                    }
                    match named.shape {
                        Letters::SmallCapitals => small_capitals(manner, content),
                        shape => *manner = manner.shaped(shape),
                    }
                }
            }
            TextStyle::Transcribed(mark) => {
                match self.book.edition.transcription.shown(*mark).look {
                    MarkLook::Plain => {}
                    MarkLook::Italic => manner.cut.is_italic = !manner.cut.is_italic,
                    MarkLook::Struck => manner.is_struck = true,
                    MarkLook::Raised => raise(manner, 333),
                }
            }
        }
        self.inlines(content, pass);
        pass.manner = outer;
        pass.runs = outer_runs;
    }

    fn reference(&mut self, to: &Reference, content: &[Inline<Reference>], pass: &mut Pass<'a>) {
        let was_whole = pass.manner.is_whole;
        let target = match to {
            Reference::Mention(id) => {
                let mention = self.book.mention(*id);
                pass.manner.is_whole |= !self.book.record(mention.record).data.hyphenates;
                pass.items.push(Item::Anchor(mention.anchor));
                self.printed[mention.record.0 as usize]
                    .then(|| LinkTarget::Anchor(self.book.record(mention.record).anchor))
            }
            Reference::Citation(id) => return self.citation(*id, pass),
            Reference::Point(anchor) => return pass.items.push(Item::Anchor(*anchor)),
            Reference::Place(anchor) => Some(LinkTarget::Anchor(*anchor)),
            Reference::PageOf(anchor) => {
                self.has_page_references = true;
                let folio = self.folios.get(anchor).map_or("000", String::as_str).to_string();
                let page = crate::model::wording::of(&self.book.edition.language).page;
                let text = format!("{page}{folio}");
                self.open_link(LinkTarget::Anchor(*anchor), &mut pass.items);
                self.characters(&text, TextId::NONE, pass);
                pass.items.extend(END_OF_LINK);
                return;
            }
            Reference::External(address) => Some(LinkTarget::Address(address.clone())),
        };
        let target = target.filter(|_| pass.links == 0 && !content.is_empty());
        let is_link = target.is_some();
        if let Some(target) = target {
            self.open_link(target, &mut pass.items);
            pass.links += 1;
        }
        let above = self.tree.descend(if is_link { self.tree.newest() } else { NodeId::NONE });
        self.inlines(content, pass);
        self.tree.ascend(above);
        pass.manner.is_whole = was_whole;
        if is_link {
            pass.items.extend(END_OF_LINK);
            pass.links -= 1;
        }
    }

    fn citation(&mut self, id: crate::model::book::CitationId, pass: &mut Pass<'a>) {
        let citation = self.book.citation(id);
        let note = self.book.note(citation.note);
        if self.book.is_keyed_to_line(note) {
            pass.items.push(Item::Anchor(citation.anchor));
            if note.print == NotePlace::Foot && note.citations.first() == Some(&id) {
                pass.items.push(Item::Note(citation.note));
            }
            return;
        }
        // A mark never begins a line, nor is it a word to its neighbours.
        if let Some(Item::Space { breaks, .. }) = running::last_visible(&mut pass.items) {
            *breaks = false;
        }
        let (last_chunk, is_glued) = (std::mem::take(&mut pass.last_chunk), pass.is_glued);
        pass.is_glued = false;
        pass.items.push(Item::Anchor(citation.anchor));
        self.open_link(LinkTarget::Anchor(note.anchor), &mut pass.items);
        let outer = pass.manner;
        pass.manner.cut.is_italic = false;
        pass.manner.is_struck = false;
        let is_figures = note.mark.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let features = pass.manner.features.without(Features::OLD_STYLE);
        let features = features.without(Features::SMALL_CAPITALS.and(Features::CAPITALS_TO_SMALL));
        pass.manner.features = features.and(Features::SUPERIOR);
        if !is_figures {
            pass.manner.features = features;
        }
        let levels = std::mem::take(&mut pass.levels);
        self.characters(&note.mark, TextId::NONE, pass);
        pass.levels = levels;
        pass.manner = outer;
        pass.last_chunk = last_chunk;
        pass.is_glued = is_glued;
        pass.items.extend(END_OF_LINK);
        if note.print == NotePlace::Foot && note.citations.first() == Some(&id) {
            pass.items.push(Item::Note(citation.note));
        }
    }

    fn picture(&mut self, image: &Image, pass: &mut Pass<'a>) {
        let Some(file) = self.inputs.images.get(&image.name) else { return };
        let height = pass.manner.size;
        let width = height.scaled(i64::from(file.width), i64::from(file.height.max(1)));
        let (name, alternative) = (image.name.clone(), image.alternative.clone());
        // An ornament is for the eye alone.
        let node = match alternative.is_empty() {
            true => NodeId::ARTIFACT,
            false => self.tree.inner(Role::Figure),
        };
        if node.is_some() {
            self.tree.describe(node, &alternative);
        }
        self.pictures.push(Picture { name, alternative, node, width, height });
        pass.items.push(Item::Picture(self.pictures.len() as u32 - 1));
    }

    fn text(&mut self, node: &Text, pass: &mut Pass<'a>) {
        self.characters(&node.text, node.id, pass);
        pass.at += node.text.len();
    }
}

/// About how many items a text becomes: words and spaces, and what belongs to a
/// reference.
fn item_count(text: &[Inline<Reference>]) -> usize {
    text.iter()
        .map(|inline| match inline {
            Inline::Text(node) => node.text.len() * 2 / 5 + 1,
            Inline::LineBreak | Inline::Image { .. } => 1,
            Inline::Styled { content, .. } => item_count(content),
            Inline::Foreign { content, .. } => item_count(content) + 2,
            Inline::Reference { content, .. } => item_count(content) + 5,
        })
        .sum()
}

/// Superior and inferior text that is not a note's mark.
fn raise(manner: &mut Manner<'_>, thousandths: i64) {
    manner.rise += manner.size.scaled(thousandths, 1000);
    manner.size = manner.size.scaled(7, 10);
}

/// Abbreviations in capitals become small capitals too; names keep theirs.
fn small_capitals(manner: &mut Manner<'_>, content: &[Inline<Reference>]) {
    manner.features = manner.features.and(Features::SMALL_CAPITALS);
    let text = crate::model::text::plain(content);
    if !text.chars().any(char::is_lowercase) {
        manner.features = manner.features.and(Features::CAPITALS_TO_SMALL);
    }
}

fn trim(items: &mut Vec<Item>) {
    if matches!(items.last(), Some(Item::Space { .. })) {
        items.pop();
    }
}

/// The level of the byte of the text node at hand.
pub(crate) fn level(pass: &Pass<'_>, offset: usize) -> u8 {
    pass.levels.get(pass.at + offset).map_or(0, |level| level.number())
}
