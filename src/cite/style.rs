//! The style of citations, and the words that it takes from a language.

use hayagriva::archive::{self, ArchivedStyle};
use hayagriva::citationberg::taxonomy::{NameVariable, OtherTerm, Term};
use hayagriva::citationberg::{
    IndependentStyle, Locale, LocaleCode, LocalizedTerm, Style, StyleClass, TermForm,
};

use crate::cite::bounds;
use crate::cite::ibid;
use crate::model::diagnostic::Diagnostics;
use crate::model::inputs::Inputs;
use crate::model::language::Language;
use crate::model::nearest::nearest;
use crate::model::works::{BibliographySettings, CitationStyle};

/// A style with the words of a language.
pub(crate) struct CslStyle {
    pub(crate) csl: IndependentStyle,
    /// That of the edition first, then those that help out.
    pub(crate) locales: Vec<Locale>,
    pub(crate) locale: LocaleCode,
    /// What the language has for *ibid.*, in lower case.
    pub(crate) ibid: String,
    /// What it has for an editor and for several: `ed.`, `eds.`
    pub(crate) editors: [String; 2],
}

impl CslStyle {
    /// Whether its citations belong into notes.
    pub(crate) fn is_for_notes(&self) -> bool {
        self.csl.settings.class == StyleClass::Note
    }
}

/// The style that the edition asks for. Reports `unknown-citation-style` and
/// `bad-citation-style`.
pub(crate) fn style(
    settings: &BibliographySettings,
    language: &Language,
    inputs: &Inputs,
    diagnostics: &mut Diagnostics,
) -> Option<CslStyle> {
    let mut csl = match &settings.style {
        CitationStyle::Named(name) => match ArchivedStyle::by_name(name).map(ArchivedStyle::get) {
            Some(Style::Independent(csl)) => csl,
            _ => {
                let names = ArchivedStyle::all().iter().flat_map(|style| style.names()).copied();
                let help = match nearest(name, names) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => {
                        "write `chicago-notes`, `chicago-author-date`, `mla`, or the name of a \
                             `.csl` file of the manuscript folder"
                            .to_string()
                    }
                };
                let message = format!("there is no style of citations `{name}`");
                diagnostics
                    .error("unknown-citation-style", settings.style_span, message)
                    .help(help);
                return None;
            }
        },
        CitationStyle::File(file) => {
            let text = &inputs.sources.file(*file).text;
            let sound = bounds::is_sound(text).then_some(text);
            match sound.and_then(|text| IndependentStyle::from_xml(text).ok()) {
                Some(csl) => csl,
                None => {
                    let name = &inputs.sources.file(*file).name;
                    let message = format!("`{name}` is no style of citations");
                    diagnostics.error("bad-citation-style", settings.style_span, message).help(
                        "name an independent style in CSL 1.0, as Zotero's repository has it",
                    );
                    return None;
                }
            }
        }
    };
    // The full stop at the end of a note is put where the note ends.
    if csl.citation.layout.suffix.as_deref() == Some(".") {
        csl.citation.layout.suffix = None;
    }
    let (locales, locale) = locales(language);
    if settings.has_ibid && csl.settings.class == StyleClass::Note {
        ibid::added(&mut csl, &locales);
    }
    let term = Term::Other(OtherTerm::Ibid);
    let ibid = locales.iter().find_map(|locale| locale.term(term, TermForm::Long)?.single());
    let ibid = ibid.unwrap_or("ibid.").to_lowercase();
    let term = Term::NameVariable(NameVariable::Editor);
    let editor = locales.iter().find_map(|locale| locale.term(term, TermForm::Short));
    let one = editor.and_then(LocalizedTerm::single).unwrap_or("ed.");
    let several = editor.and_then(LocalizedTerm::multiple).unwrap_or(one);
    let editors = [one, several].map(str::to_string);
    Some(CslStyle { csl, locales, locale, ibid, editors })
}

/// The words for a language: its own, those of its chief dialect, English.
fn locales(language: &Language) -> (Vec<Locale>, LocaleCode) {
    let mut all = archive::locales();
    let asked = LocaleCode(language.tag().to_string());
    let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
    let is = |locale: &Locale, code: &LocaleCode| locale.lang.as_ref() == Some(code);
    let chief = asked.fallback();
    let like = all
        .iter()
        .filter_map(|locale| locale.lang.clone())
        .find(|code| primary(&code.0) == language.primary());
    let exact = all.iter().any(|locale| is(locale, &asked)).then(|| asked.clone());
    let english = LocaleCode::en_us();
    let found = exact.or_else(|| chief.clone()).or(like).unwrap_or_else(|| english.clone());
    let wanted = [Some(found.clone()), chief, Some(english)];
    let place = |locale: &Locale| wanted.iter().flatten().position(|code| is(locale, code));
    all.retain(|locale| place(locale).is_some());
    all.sort_by_key(place);
    (all, found)
}
