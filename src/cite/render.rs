//! Hayagriva's rendering of citations and bibliography, as running text.

use std::str::FromStr;

use hayagriva::citationberg::taxonomy::Locator;
use hayagriva::citationberg::{FontStyle, FontVariant, FontWeight, TextDecoration, VerticalAlign};
use hayagriva::{
    BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest, ElemChild,
    ElemChildren, ElemMeta, Entry, Formatting, LocatorPayload, Rendered, RenderedCitation,
    SpecificLocator,
};
use rustc_hash::FxHashSet;

use crate::cite::gather::{Cluster, Step};
use crate::cite::library::Library;
use crate::cite::style::CslStyle;
use crate::model::language::Language;
use crate::model::manuscript::Written;
use crate::model::source::Span;
use crate::model::text::{Inline, Text, TextId, TextStyle};
use crate::model::works::{BibliographySettings, Include, Restart, WrittenWork};

/// What the style makes of the citations.
pub(crate) struct Rendering {
    /// By step; nothing where the step is no citation.
    pub(crate) citations: Vec<Vec<Piece>>,
    /// The bibliography.
    pub(crate) list: Vec<WrittenWork>,
}

/// A piece of a citation.
pub(crate) struct Piece {
    /// Which of the works that are cited; `None` for what stands between them.
    pub(crate) work: Option<usize>,
    pub(crate) content: Vec<Inline<Written>>,
}

/// Renders every citation, and the works that they name or that the edition
/// wants listed.
pub(crate) fn rendering(
    settings: &BibliographySettings,
    library: &Library,
    style: &CslStyle,
    steps: &[Step],
) -> Rendering {
    let renderer = Renderer { settings, library, style };
    let rendered = renderer.drive(steps, true);
    let citations = if settings.restart == Restart::Chapter && style.is_for_notes() {
        renderer.by_chapter(steps)
    } else {
        let found = steps.iter().zip(&rendered.citations);
        found.map(|(step, found)| pieces(step, found, library)).collect()
    };
    let list = rendered.bibliography.map_or(Vec::new(), |bibliography| {
        let entries = bibliography.items.iter();
        entries
            .filter_map(|item| {
                let entry = library.entry(&item.key)?;
                let span = library.span(&item.key)?;
                let mut text = Setter::new(span, Some(entry), true);
                if let Some(first) = &item.first_field {
                    text.child(first);
                    text.push(" ", TextStyles::default());
                }
                text.children(&item.content);
                let key = item.key.clone();
                Some(WrittenWork { key, span, entry: text.content, is_cited: false })
            })
            .collect()
    });
    Rendering { citations, list }
}

struct Renderer<'a> {
    settings: &'a BibliographySettings,
    library: &'a Library,
    style: &'a CslStyle,
}

impl Renderer<'_> {
    /// Every chapter by itself.
    fn by_chapter(&self, steps: &[Step]) -> Vec<Vec<Piece>> {
        let mut citations = Vec::with_capacity(steps.len());
        let mut from = 0;
        while from < steps.len() {
            let mut chapter = None;
            let mut is_other = |step: &Step| match step {
                Step::Cite(cluster) => *chapter.get_or_insert(cluster.chapter) != cluster.chapter,
                Step::Break => false,
            };
            let length = steps[from..].iter().position(&mut is_other).unwrap_or(steps.len() - from);
            let scope = &steps[from..from + length];
            let found = self.drive(scope, false).citations;
            let library = self.library;
            citations.extend(scope.iter().zip(found).map(|(step, it)| pieces(step, &it, library)));
            from += length;
        }
        citations
    }

    fn drive(&self, steps: &[Step], lists_all: bool) -> Rendered {
        let mut driver = BibliographyDriver::new();
        let mut cited: FxHashSet<&str> = FxHashSet::default();
        for step in steps {
            let (items, note) = match step {
                Step::Cite(cluster) => (self.items(cluster), cluster.note),
                Step::Break => (Vec::new(), None),
            };
            cited.extend(items.iter().map(|item| item.entry.key()));
            driver.citation(self.request(items, note));
        }
        if lists_all && self.settings.include == Include::All {
            let others = self.library.entries().filter(|entry| !cited.contains(entry.key()));
            let items = others.map(|entry| CitationItem::new(entry, None, None, true, None));
            driver.citation(self.request(items.collect(), None));
        }
        let locale = Some(self.style.locale.clone());
        driver.finish(BibliographyRequest::new(&self.style.csl, locale, &self.style.locales))
    }

    fn request<'b>(
        &'b self,
        items: Vec<CitationItem<'b, Entry>>,
        note: Option<usize>,
    ) -> CitationRequest<'b, Entry> {
        let locale = Some(self.style.locale.clone());
        CitationRequest::new(items, &self.style.csl, locale, &self.style.locales, note)
    }

    fn items<'b>(&'b self, cluster: &'b Cluster) -> Vec<CitationItem<'b, Entry>> {
        let works = cluster.works.iter();
        works
            .filter_map(|work| {
                let entry = self.library.entry(&work.key)?;
                let locator = work.locator.as_ref().and_then(|(term, number)| {
                    let term = Locator::from_str(term).ok()?;
                    Some(SpecificLocator(term, LocatorPayload::Str(number)))
                });
                Some(CitationItem::with_locator(entry, locator))
            })
            .collect()
    }
}

/// The pieces of a citation: its works, and what stands between them.
fn pieces(step: &Step, found: &RenderedCitation, library: &Library) -> Vec<Piece> {
    let Step::Cite(cluster) = step else { return Vec::new() };
    let works = cluster.works.iter().enumerate();
    let known: Vec<usize> =
        works.filter(|(_, work)| library.entry(&work.key).is_some()).map(|(at, _)| at).collect();
    let mut pieces = Vec::new();
    for child in &found.citation.0 {
        let work = match child {
            ElemChild::Elem(elem) => match elem.meta {
                Some(ElemMeta::Entry(at)) => known.get(at).copied(),
                _ => None,
            },
            _ => None,
        };
        let entry = work.and_then(|at| library.entry(&cluster.works[at].key));
        let mut text = Setter::new(cluster.span, entry, false);
        text.skips_names = work.is_some_and(|at| cluster.works[at].is_authorless);
        text.child(child);
        pieces.push(Piece { work, content: text.content });
    }
    pieces
}

/// How a stretch of text is set off.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct TextStyles {
    is_italic: bool,
    is_bold: bool,
    is_small: bool,
    raised: Option<bool>,
}

impl TextStyles {
    fn of(formatting: &Formatting) -> TextStyles {
        TextStyles {
            is_italic: formatting.font_style == FontStyle::Italic
                || formatting.text_decoration == TextDecoration::Underline,
            is_bold: formatting.font_weight == FontWeight::Bold,
            is_small: formatting.font_variant == FontVariant::SmallCaps,
            raised: match formatting.vertical_align {
                VerticalAlign::Sup => Some(true),
                VerticalAlign::Sub => Some(false),
                _ => None,
            },
        }
    }

    fn around(self, inline: Inline<Written>) -> Inline<Written> {
        let styles = [
            self.is_italic.then_some(TextStyle::Emphasis),
            self.is_bold.then_some(TextStyle::Strong),
            self.is_small.then_some(TextStyle::SmallCapitals),
            self.raised.map(|up| if up { TextStyle::Superior } else { TextStyle::Inferior }),
        ];
        styles
            .into_iter()
            .flatten()
            .fold(inline, |inline, style| Inline::Styled { style, content: vec![inline] })
    }
}

/// Makes running text of hayagriva's elements.
struct Setter {
    content: Vec<Inline<Written>>,
    span: Span,
    /// The work's language and what is written in it, where that is not to be
    /// taken for the edition's.
    foreign: Option<(Language, Vec<String>)>,
    has_links: bool,
    /// The names that come first are left out, with the comma after them.
    skips_names: bool,
    drops_comma: bool,
    last: Option<char>,
}

impl Setter {
    fn new(span: Span, entry: Option<&Entry>, has_links: bool) -> Setter {
        Setter {
            content: Vec::new(),
            span,
            foreign: entry.and_then(foreign),
            has_links,
            skips_names: false,
            drops_comma: false,
            last: None,
        }
    }

    fn children(&mut self, children: &ElemChildren) {
        children.0.iter().for_each(|child| self.child(child));
    }

    fn child(&mut self, child: &ElemChild) {
        match child {
            ElemChild::Text(text) => self.push(&text.text, TextStyles::of(&text.formatting)),
            ElemChild::Elem(elem) => {
                let is_names = matches!(elem.meta, Some(ElemMeta::Names(_)));
                if self.skips_names && is_names && self.content.is_empty() {
                    self.skips_names = false;
                    self.drops_comma = true;
                    return;
                }
                self.children(&elem.children);
            }
            ElemChild::Markup(text) => self.push(text, TextStyles::default()),
            ElemChild::Link { text, url } => {
                let from = self.content.len();
                self.push(&text.text, TextStyles::of(&text.formatting));
                let is_address = url.starts_with("http://") || url.starts_with("https://");
                if self.has_links && is_address {
                    let content = self.content.split_off(from);
                    let to = Written::Link { destination: url.clone() };
                    self.content.push(Inline::Reference { to, content, span: self.span });
                }
            }
            ElemChild::Transparent { .. } => {}
        }
    }

    fn push(&mut self, text: &str, styles: TextStyles) {
        let mut text = text;
        if self.drops_comma {
            text = text.trim_start_matches([',', '.', ':', ' ']);
            self.drops_comma = text.is_empty();
        }
        if text.is_empty() {
            return;
        }
        let text = set(text, &mut self.last);
        let mut rest = text.as_str();
        let foreign = self.foreign.clone();
        if let Some((language, titles)) = &foreign {
            while let Some((at, title)) = titles
                .iter()
                .filter_map(|title| Some((rest.find(title.as_str())?, title.as_str())))
                .min()
            {
                self.plain(&rest[..at], styles);
                let node = styles.around(self.node(title));
                let content = vec![node];
                self.content.push(Inline::Foreign { language: language.clone(), content });
                rest = &rest[at + title.len()..];
            }
        }
        self.plain(rest, styles);
    }

    fn plain(&mut self, text: &str, styles: TextStyles) {
        if !text.is_empty() {
            let node = styles.around(self.node(text));
            self.content.push(node);
        }
    }

    fn node(&self, text: &str) -> Inline<Written> {
        Inline::Text(Text { id: TextId::NONE, text: text.to_string(), span: self.span })
    }
}

/// The language of a work, and its titles.
fn foreign(entry: &Entry) -> Option<(Language, Vec<String>)> {
    let language = Language::new(&entry.language()?.to_string())?;
    let mut titles = Vec::new();
    let mut works = vec![entry];
    while let Some(work) = works.pop() {
        let title = work.title().map(|title| typographic(&title.to_string()));
        titles.extend(title.filter(|title| !title.is_empty()));
        works.extend(work.parents());
    }
    Some((language, titles))
}

/// The text with printers' quotation marks and dashes.
pub(crate) fn typographic(text: &str) -> String {
    set(text, &mut None)
}

/// The same after the character `last`, which becomes the text's own last.
fn set(text: &str, last: &mut Option<char>) -> String {
    let mut set = String::with_capacity(text.len());
    for character in text.replace("---", "—").replace("--", "–").chars() {
        let opens = last.is_none_or(|last| last.is_whitespace() || "([{“‘—–".contains(last));
        let printed = match (character, opens) {
            ('\'', true) => '‘',
            ('\'', false) => '’',
            ('"', true) => '“',
            ('"', false) => '”',
            (character, _) => character,
        };
        set.push(printed);
        *last = Some(printed);
    }
    set
}

#[cfg(test)]
mod tests {
    use super::typographic;

    #[track_caller]
    fn check(typed: &str, printed: &str) {
        assert_eq!(typographic(typed), printed);
    }

    #[test]
    fn marks_are_the_printers() {
        check("Stalin's \"Cult\" -- 1929--1953", "Stalin’s “Cult” – 1929–1953");
        check("('30s) don't", "(‘30s) don’t");
    }
}
