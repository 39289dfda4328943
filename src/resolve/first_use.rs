//! The first use of an abbreviation, which prints what it stands for.

use crate::model::book::{Reference, Within};
use crate::model::edition::{Edition, FirstUse};
use crate::model::language::Language;
use crate::model::register::{RecordId, WrittenRecord};
use crate::model::source::Span;
use crate::model::text::{Inline, TextStyle, plain};
use crate::resolve::text::{Place, Role, Weaver};

/// What an abbreviation stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Expansion {
    words: String,
    /// Where it is not the edition's.
    language: Option<Language>,
    /// What a tag must print to be replaced: the abbreviation and nothing else.
    abbreviation: String,
}

/// The expansion of a record of the glossary, if the edition wants it in the
/// text. A record without one is a term, and no abbreviation.
pub(crate) fn expansion(
    register: &str,
    record: &WrittenRecord,
    edition: &Edition,
) -> Option<Expansion> {
    let settings = edition.glossary.as_ref()?;
    let data = &record.data;
    let (expansion, language) = data.expansion.as_ref()?;
    let is_term = settings.from.iter().any(|name| name == register);
    let gloss = match settings.first_use {
        FirstUse::AsWritten => return None,
        FirstUse::Gloss if !data.gloss.is_empty() => Some(&data.gloss),
        FirstUse::Expansion | FirstUse::Gloss => None,
    };
    let own = language.as_ref().filter(|own| **own != edition.language && gloss.is_none());
    is_term.then(|| Expansion {
        words: gloss.map_or_else(|| plain(expansion), |gloss| few(&plain(gloss))),
        language: own.cloned(),
        abbreviation: data.short.clone(),
    })
}

/// A translation up to its first comma, semicolon or parenthesis: what follows
/// explains, and would explain between the words and their abbreviation.
fn few(gloss: &str) -> String {
    let end = gloss.find([',', ';', '(']).filter(|end| *end > 0);
    gloss[..end.unwrap_or(gloss.len())].trim_end().to_string()
}

impl Weaver<'_> {
    /// What stands before an abbreviation where the text of the body prints it
    /// for the first time: what it stands for, and a parenthesis that the
    /// caller closes. Else nothing.
    ///
    /// Headings, captions and notes do not count, nor do quotations and
    /// documents, whose words are others', nor tags that print something else.
    pub(crate) fn first_use(
        &mut self,
        record: RecordId,
        printed: &str,
        span: Span,
        place: Place,
    ) -> Vec<Inline<Reference>> {
        let is_ours = self.is_ours && self.quotation_depth == 0;
        if !is_ours || place.within != Within::Text || place.role != Role::Text {
            return Vec::new();
        }
        let first_uses = &mut self.roster.first_uses;
        let is_first = first_uses.get(&record).is_some_and(|it| it.abbreviation == printed);
        let Some(Expansion { words, language, .. }) =
            is_first.then(|| first_uses.remove(&record)).flatten()
        else {
            return Vec::new();
        };
        let words = self.made(&words, span, place);
        let mut opening = match language {
            Some(language) => {
                let content = vec![Inline::Foreign { language, content: words }];
                vec![Inline::Styled { style: TextStyle::Emphasis, content }]
            }
            None => words,
        };
        opening.extend(self.made(" (", span, place));
        opening
    }
}

#[cfg(test)]
mod tests {
    use super::few;

    #[test]
    fn a_translation_is_cut_before_its_explanations() {
        assert_eq!(few("Central Committee (of the party)"), "Central Committee");
        assert_eq!(few("Writers' Association, dissolved in 1932"), "Writers' Association");
        assert_eq!(few("collective farm"), "collective farm");
        assert_eq!(few("(former) party archive"), "(former) party archive");
    }
}
