//! The words that the compiler itself puts into a book, by language.

use crate::model::language::Language;

/// Headings and connecting words of generated matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wording {
    pub contents: &'static str,
    pub notes: &'static str,
    pub list_of_documents: &'static str,
    pub illustrations: &'static str,
    /// Of a page reference, with its space: *p. 34*.
    pub page: &'static str,
    /// The same before several pages: *pp. 34–36*.
    pub pages: &'static str,
    /// Before a note's number, with its space: *n. 7*.
    pub note: &'static str,
    /// The head of a page of notes: before the folio of one page, and before
    /// those of several.
    pub notes_to_page: &'static str,
    pub notes_to_pages: &'static str,
    pub abbreviations: &'static str,
    pub bibliography: &'static str,
    /// The list of the marks of transcription, an example of a text, and what
    /// each mark means, in the order of `Mark::ALL`.
    pub symbols: &'static str,
    pub examples: [&'static str; 6],
    pub meanings: [&'static str; 6],
    pub see: &'static str,
    pub see_also: &'static str,
    /// After a heading of an index that is repeated: *(continued)*.
    pub continued: &'static str,
    /// Before the names on a title page, by MARC relator name.
    pub edited_by: &'static str,
    pub translated_by: &'static str,
    pub introduced_by: &'static str,
    /// What separates the last two of several names.
    pub and: &'static str,
}

/// The wording for a language; English where there is none.
pub fn of(language: &Language) -> &'static Wording {
    match language.primary().as_str() {
        "de" => &GERMAN,
        "fr" => &FRENCH,
        "es" => &SPANISH,
        "it" => &ITALIAN,
        "ru" => &RUSSIAN,
        _ => &ENGLISH,
    }
}

const ENGLISH: Wording = Wording {
    contents: "Contents",
    notes: "Notes",
    list_of_documents: "List of Documents",
    illustrations: "Illustrations",
    page: "p.\u{a0}",
    pages: "pp.\u{a0}",
    note: "n.\u{a0}",
    notes_to_page: "Notes to page\u{a0}",
    notes_to_pages: "Notes to pages\u{a0}",
    abbreviations: "List of Abbreviations",
    bibliography: "Bibliography",
    symbols: "Symbols",
    examples: ["text", "text", "text", "text", "3 words", "sic"],
    meanings: [
        "supplied by the editors",
        "conjectured by the editors",
        "deleted in the original",
        "inserted in the original",
        "illegible in the original",
        "the editors’ remark",
    ],
    see: "See",
    see_also: "See also",
    continued: "continued",
    edited_by: "Edited by",
    translated_by: "Translated by",
    introduced_by: "With an introduction by",
    and: "and",
};

const GERMAN: Wording = Wording {
    contents: "Inhalt",
    notes: "Anmerkungen",
    list_of_documents: "Verzeichnis der Dokumente",
    illustrations: "Abbildungen",
    page: "S.\u{a0}",
    pages: "S.\u{a0}",
    note: "Anm.\u{a0}",
    notes_to_page: "Anmerkungen zu Seite\u{a0}",
    notes_to_pages: "Anmerkungen zu den Seiten\u{a0}",
    abbreviations: "Abkürzungen",
    bibliography: "Literaturverzeichnis",
    symbols: "Zeichen",
    examples: ["Text", "Text", "Text", "Text", "3 Wörter", "sic"],
    meanings: [
        "von den Herausgebern ergänzt",
        "von den Herausgebern vermutet",
        "im Original gestrichen",
        "im Original eingefügt",
        "im Original unleserlich",
        "Bemerkung der Herausgeber",
    ],
    see: "Siehe",
    see_also: "Siehe auch",
    continued: "Fortsetzung",
    edited_by: "Herausgegeben von",
    translated_by: "Übersetzt von",
    introduced_by: "Eingeleitet von",
    and: "und",
};

const FRENCH: Wording = Wording {
    contents: "Table des matières",
    notes: "Notes",
    list_of_documents: "Liste des documents",
    illustrations: "Illustrations",
    page: "p.\u{a0}",
    pages: "p.\u{a0}",
    note: "n.\u{a0}",
    notes_to_page: "Notes de la page\u{a0}",
    notes_to_pages: "Notes des pages\u{a0}",
    abbreviations: "Abréviations",
    bibliography: "Bibliographie",
    symbols: "Signes",
    examples: ["texte", "texte", "texte", "texte", "3 mots", "sic"],
    meanings: [
        "ajouté par les éditeurs",
        "conjecturé par les éditeurs",
        "biffé dans l’original",
        "inséré dans l’original",
        "illisible dans l’original",
        "remarque des éditeurs",
    ],
    see: "Voir",
    see_also: "Voir aussi",
    continued: "suite",
    edited_by: "Édité par",
    translated_by: "Traduit par",
    introduced_by: "Introduction de",
    and: "et",
};

const SPANISH: Wording = Wording {
    contents: "Índice general",
    notes: "Notas",
    list_of_documents: "Lista de documentos",
    illustrations: "Ilustraciones",
    page: "p.\u{a0}",
    pages: "pp.\u{a0}",
    note: "n.\u{a0}",
    notes_to_page: "Notas de la página\u{a0}",
    notes_to_pages: "Notas de las páginas\u{a0}",
    abbreviations: "Lista de abreviaturas",
    bibliography: "Bibliografía",
    symbols: "Signos",
    examples: ["texto", "texto", "texto", "texto", "3 palabras", "sic"],
    meanings: [
        "añadido por los editores",
        "conjeturado por los editores",
        "tachado en el original",
        "intercalado en el original",
        "ilegible en el original",
        "observación de los editores",
    ],
    see: "Véase",
    see_also: "Véase también",
    continued: "continuación",
    edited_by: "Edición de",
    translated_by: "Traducción de",
    introduced_by: "Introducción de",
    and: "y",
};

const ITALIAN: Wording = Wording {
    contents: "Indice",
    notes: "Note",
    list_of_documents: "Elenco dei documenti",
    illustrations: "Illustrazioni",
    page: "p.\u{a0}",
    pages: "pp.\u{a0}",
    note: "n.\u{a0}",
    notes_to_page: "Note alla pagina\u{a0}",
    notes_to_pages: "Note alle pagine\u{a0}",
    abbreviations: "Elenco delle abbreviazioni",
    bibliography: "Bibliografia",
    symbols: "Segni",
    examples: ["testo", "testo", "testo", "testo", "3 parole", "sic"],
    meanings: [
        "integrato dai curatori",
        "congetturato dai curatori",
        "cancellato nell’originale",
        "inserito nell’originale",
        "illeggibile nell’originale",
        "osservazione dei curatori",
    ],
    see: "Vedi",
    see_also: "Vedi anche",
    continued: "continua",
    edited_by: "A cura di",
    translated_by: "Traduzione di",
    introduced_by: "Introduzione di",
    and: "e",
};

const RUSSIAN: Wording = Wording {
    contents: "Содержание",
    notes: "Примечания",
    list_of_documents: "Перечень документов",
    illustrations: "Иллюстрации",
    page: "с.\u{a0}",
    pages: "с.\u{a0}",
    note: "прим.\u{a0}",
    notes_to_page: "Примечания к странице\u{a0}",
    notes_to_pages: "Примечания к страницам\u{a0}",
    abbreviations: "Список сокращений",
    bibliography: "Библиография",
    symbols: "Условные знаки",
    examples: ["текст", "текст", "текст", "текст", "3 слова", "так"],
    meanings: [
        "восстановлено составителями",
        "предположительное чтение составителей",
        "зачёркнуто в подлиннике",
        "вписано в подлиннике",
        "неразборчиво в подлиннике",
        "замечание составителей",
    ],
    see: "См.",
    see_also: "См. также",
    continued: "продолжение",
    edited_by: "Под редакцией",
    translated_by: "Перевод",
    introduced_by: "Предисловие",
    and: "и",
};
