//! Running text to items: words are told apart, given faces, and interned.

use rustc_hash::FxHashMap;
use unicode_bidi::Level;
use unicode_script::{Script, UnicodeScript};

use crate::model::book::{Book, Reference};
use crate::model::edition::NotePlace;
use crate::model::inputs::Inputs;
use crate::model::language::Language;
use crate::model::length::Length;
use crate::model::pages::{FaceId, LinkTarget, Locator};
use crate::model::source::Span;
use crate::model::style::{Figures, Shape as Letters, Style};
use crate::model::text::{Image, Inline, Text, TextId, TextStyle};
use crate::typeset::chunks::{self, Chunk};
use crate::typeset::direction;
use crate::typeset::fonts::{Cut, Faces};
use crate::typeset::initials::Start;
use crate::typeset::items::{Item, Look, LookId, Picture};
use crate::typeset::words::{Features, Fount, FountId, Words};

/// How text is to look, before faces are chosen for its characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Manner<'a> {
    pub(crate) family: &'a str,
    pub(crate) cut: Cut,
    pub(crate) features: Features,
    pub(crate) size: Length,
    pub(crate) rise: Length,
    pub(crate) is_struck: bool,
}

impl<'a> Manner<'a> {
    /// The roman of a family at a size.
    pub(crate) fn new(style: &Style, family: &'a str, size: Length) -> Manner<'a> {
        let features = match style.text.figures {
            Figures::OldStyle => Features::OLD_STYLE,
            Figures::Lining => Features::default(),
        };
        let cut = Cut { is_bold: false, is_italic: false };
        Manner { family, cut, features, size, rise: Length::ZERO, is_struck: false }
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
    pub(crate) links: Vec<LinkTarget>,
    pub(crate) pictures: Vec<Picture>,
    /// By record: whether an index or the glossary prints it.
    pub(crate) printed: Vec<bool>,
    /// By anchor: the folio as printed, as far as it is known yet.
    pub(crate) folios: FxHashMap<crate::model::book::AnchorId, String>,
    /// By term of the glossary: its locators, as far as they are known yet.
    pub(crate) glossary: Vec<Vec<Locator>>,
    /// Whether a reference to a page was composed.
    pub(crate) has_page_references: bool,
    look_ids: FxHashMap<Look, LookId>,
    missing: std::collections::BTreeSet<char>,
}

/// Text that is being composed: one paragraph, one cell.
pub(crate) struct Pass<'a> {
    pub(crate) items: Vec<Item>,
    language: u16,
    /// Direction of each byte, where the text has two.
    pub(crate) levels: Vec<Level>,
    at: usize,
    last_chunk: String,
    pub(crate) manner: Manner<'a>,
    pub(crate) links: usize,
    /// How the text begins.
    pub(crate) start: Start<'a>,
    last_look: Option<(LookKey<'a>, FountId, LookId)>,
}

/// What a look depends on: face, scale, language, manner.
type LookKey<'a> = (FaceId, i64, u16, Manner<'a>);

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
            glossary: Vec::new(),
            has_page_references: false,
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
            items: Vec::new(),
            language,
            levels,
            at: 0,
            last_chunk: String::new(),
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
        let mut linked = vec![self.link(target)];
        linked.extend(items);
        linked.push(Item::EndLink);
        linked
    }

    fn link(&mut self, target: LinkTarget) -> Item {
        self.links.push(target);
        Item::Link(self.links.len() as u32 - 1)
    }

    fn inlines(&mut self, text: &[Inline<Reference>], pass: &mut Pass<'a>) {
        for inline in text {
            match inline {
                Inline::Text(node) => self.text(node, pass),
                Inline::LineBreak => {
                    trim(&mut pass.items);
                    pass.items.push(Item::Line);
                }
                Inline::Styled { style, content } => self.styled(style, content, pass),
                Inline::Foreign { language, content } => {
                    let outer = pass.language;
                    pass.language = self.words.language(language);
                    self.inlines(content, pass);
                    pass.language = outer;
                }
                Inline::Reference { to, content, .. } => self.reference(to, content, pass),
                Inline::Image { image, .. } => self.picture(image, pass),
            }
        }
    }

    fn styled(&mut self, style: &TextStyle, content: &[Inline<Reference>], pass: &mut Pass<'a>) {
        let outer = pass.manner;
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
        }
        self.inlines(content, pass);
        pass.manner = outer;
    }

    fn reference(&mut self, to: &Reference, content: &[Inline<Reference>], pass: &mut Pass<'a>) {
        let target = match to {
            Reference::Mention(id) => {
                let mention = self.book.mention(*id);
                pass.items.push(Item::Anchor(mention.anchor));
                self.printed[mention.record.0 as usize]
                    .then(|| LinkTarget::Anchor(self.book.record(mention.record).anchor))
            }
            Reference::Citation(id) => return self.citation(*id, pass),
            Reference::Place(anchor) => Some(LinkTarget::Anchor(*anchor)),
            Reference::PageOf(anchor) => {
                self.has_page_references = true;
                let folio = self.folios.get(anchor).map_or("000", String::as_str).to_string();
                let page = crate::model::wording::of(&self.book.edition.language).page;
                let text = format!("{page}{folio}");
                let link = self.link(LinkTarget::Anchor(*anchor));
                pass.items.push(link);
                self.characters(&text, TextId::NONE, pass);
                pass.items.push(Item::EndLink);
                return;
            }
            Reference::External(address) => Some(LinkTarget::Address(address.clone())),
        };
        let target = target.filter(|_| pass.links == 0 && !content.is_empty());
        let is_link = target.is_some();
        if let Some(target) = target {
            let link = self.link(target);
            pass.items.push(link);
            pass.links += 1;
        }
        self.inlines(content, pass);
        if is_link {
            pass.items.push(Item::EndLink);
            pass.links -= 1;
        }
    }

    fn citation(&mut self, id: crate::model::book::CitationId, pass: &mut Pass<'a>) {
        let citation = self.book.citation(id);
        let note = self.book.note(citation.note);
        pass.items.push(Item::Anchor(citation.anchor));
        let link = self.link(LinkTarget::Anchor(note.anchor));
        pass.items.push(link);
        let outer = pass.manner;
        pass.manner.cut.is_italic = false;
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
        pass.items.push(Item::EndLink);
        if note.print == NotePlace::Foot && note.citations.first() == Some(&id) {
            pass.items.push(Item::Note(citation.note));
        }
    }

    fn picture(&mut self, image: &Image, pass: &mut Pass<'a>) {
        let Some(file) = self.inputs.images.get(&image.name) else { return };
        let height = pass.manner.size;
        let width = height.scaled(i64::from(file.width), i64::from(file.height.max(1)));
        let (name, alternative) = (image.name.clone(), image.alternative.clone());
        self.pictures.push(Picture { name, alternative, width, height });
        pass.items.push(Item::Picture(self.pictures.len() as u32 - 1));
    }

    fn text(&mut self, node: &Text, pass: &mut Pass<'a>) {
        self.characters(&node.text, node.id, pass);
        pass.at += node.text.len();
    }

    fn characters(&mut self, text: &str, id: TextId, pass: &mut Pass<'a>) {
        let main = self.faces.of_family(pass.manner.family, pass.manner.cut);
        for chunk in chunks::split(text, self.words.joint(pass.language)) {
            match chunk {
                Chunk::Space { .. } if pass.start.takes_space() => {}
                Chunk::Space { at, breaks } => self.space(main, at, breaks, pass),
                Chunk::Break { cost } => pass.items.push(Item::Break { cost }),
                Chunk::Word { at, text: word } => {
                    chunks::tie(&mut pass.items, &pass.last_chunk, word);
                    pass.last_chunk.clear();
                    pass.last_chunk.push_str(word);
                    let place = (id, at as u32);
                    match pass.start.is_over() {
                        true => self.word(main, word, place, pass),
                        false => self.first_word(word, place, pass),
                    }
                }
            }
        }
    }

    fn space(&mut self, main: FaceId, at: usize, breaks: bool, pass: &mut Pass<'a>) {
        let level = level(pass, at);
        let (_, look) = self.look(main, pass, 100);
        match pass.items.last_mut() {
            None | Some(Item::Line) => {}
            Some(Item::Space { breaks: before, .. }) => *before &= breaks,
            Some(_) => pass.items.push(Item::Space { look, level, breaks }),
        }
    }

    /// A word, cut where its characters want another face or run another way.
    pub(crate) fn word(
        &mut self,
        main: FaceId,
        word: &str,
        place: (TextId, u32),
        pass: &mut Pass<'a>,
    ) {
        if word.is_ascii() && pass.levels.is_empty() {
            return self.run(main, 100, word, place, pass);
        }
        let mut start = 0;
        let mut current: Option<(FaceId, i64, u8, Script)> = None;
        for (at, character) in word.char_indices() {
            let script = character.script();
            let is_neutral = matches!(script, Script::Common | Script::Inherited);
            let level = level(pass, place.1 as usize + at);
            if let Some((face, _, running, known)) = current {
                let face_fits = self.faces.get(face).covers(character) || is_ignorable(character);
                let script_fits = is_neutral || known == Script::Common || script == known;
                let stays = is_neutral || face == main || !self.covers(main, character);
                if face_fits && script_fits && stays && running == level {
                    if known == Script::Common && !is_neutral {
                        current = Some((face, current.map_or(100, |run| run.1), level, script));
                    }
                    continue;
                }
                let run = current.take();
                let scale = run.map_or(100, |run| run.1);
                let text = &word[start..at];
                self.run(face, scale, text, (place.0, place.1 + start as u32), pass);
                start = at;
            }
            let (face, scale) = self.face_for(main, character, pass);
            let script = if is_neutral { Script::Common } else { script };
            current = Some((face, scale, level, script));
        }
        if let Some((face, scale, ..)) = current {
            self.run(face, scale, &word[start..], (place.0, place.1 + start as u32), pass);
        }
    }

    fn covers(&self, face: FaceId, character: char) -> bool {
        self.faces.get(face).covers(character)
    }

    fn face_for(&mut self, main: FaceId, character: char, pass: &Pass<'a>) -> (FaceId, i64) {
        if self.covers(main, character) || is_ignorable(character) {
            return (main, 100);
        }
        if let Some(found) = self.faces.for_character(character, pass.manner.cut.is_bold) {
            return found;
        }
        self.missing.insert(character);
        (main, 100)
    }

    pub(crate) fn run(
        &mut self,
        face: FaceId,
        scale: i64,
        text: &str,
        place: (TextId, u32),
        pass: &mut Pass<'a>,
    ) {
        let level = level(pass, place.1 as usize);
        let scripts = text.chars().map(|character| character.script());
        let script = if text.is_ascii() {
            Script::Latin
        } else {
            scripts
                .into_iter()
                .find(|script| !matches!(script, Script::Common | Script::Inherited))
                .unwrap_or(Script::Latin)
        };
        let (latin, look) = self.look(face, pass, scale);
        let is_right_to_left = level % 2 == 1;
        let fount = if script == Script::Latin && !is_right_to_left {
            latin
        } else {
            let (features, language) = (pass.manner.features, pass.language);
            self.words.fount(Fount { face, features, language, script, is_right_to_left })
        };
        let word = self.words.intern(fount, text);
        pass.items.push(Item::Word { word, look, level, text: place.0, offset: place.1 });
    }

    /// The look of a face at hand, and the fount of its Latin letters.
    fn look(&mut self, face: FaceId, pass: &mut Pass<'a>, scale: i64) -> (FountId, LookId) {
        let key = (face, scale, pass.language, pass.manner);
        if let Some((known, fount, look)) = pass.last_look
            && known == key
        {
            return (fount, look);
        }
        let fount = self.words.fount(Fount {
            face,
            features: pass.manner.features,
            language: pass.language,
            script: Script::Latin,
            is_right_to_left: false,
        });
        let look = Look {
            size: pass.manner.size.scaled(scale, 100),
            rise: pass.manner.rise,
            space: self.words.intern(fount, " "),
            hyphen: self.words.hyphen(fount),
            is_struck: pass.manner.is_struck,
        };
        let next = LookId(self.looks.len() as u16);
        let id = *self.look_ids.entry(look).or_insert(next);
        if id == next {
            self.looks.push(look);
        }
        pass.last_look = Some((key, fount, id));
        (fount, id)
    }

    /// The characters that no font of the style has, since the last call.
    pub(crate) fn take_missing(&mut self) -> std::collections::BTreeSet<char> {
        std::mem::take(&mut self.missing)
    }
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

fn level(pass: &Pass<'_>, offset: usize) -> u8 {
    pass.levels.get(pass.at + offset).map_or(0, |level| level.number())
}

/// Characters that print nothing and need no glyph.
fn is_ignorable(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}
