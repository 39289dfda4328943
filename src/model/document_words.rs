//! The words that the compiler puts around documents, by language: titles of
//! their lists, heads of columns, what a summary is called.

use crate::model::language::Language;
use crate::model::listing::ListingKind;

/// Words around documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DocumentWords {
    pub calendar: &'static str,
    pub chronology: &'static str,
    pub concordance: &'static str,
    pub repositories: &'static str,
    /// Titles of the indexes that are made from documents.
    pub correspondents: &'static str,
    pub places: &'static str,
    pub archives: &'static str,
    /// Heads of columns.
    pub number: &'static str,
    pub date: &'static str,
    pub from: &'static str,
    pub to: &'static str,
    pub place: &'static str,
    pub page: &'static str,
    pub this_edition: &'static str,
    /// Subheadings of a correspondent: letters alone, documents of any kind.
    pub letters: (&'static str, &'static str),
    pub documents: (&'static str, &'static str),
    /// What stands in a document's place: *Summary*, *Not found*.
    pub summary: &'static str,
    pub not_found: &'static str,
    /// Of a reference, where the document does not say its kind: *letter 12*.
    pub letter: &'static str,
    /// Of a title, where there is nobody to name.
    pub document: &'static str,
    /// The line that leads from letter to letter, for those who hear it.
    pub thread: &'static str,
    pub previous: &'static str,
    pub next: &'static str,
}

impl DocumentWords {
    /// The title of a list.
    pub fn listing(&self, kind: ListingKind) -> &'static str {
        match kind {
            ListingKind::Calendar => self.calendar,
            ListingKind::Chronology => self.chronology,
            ListingKind::Concordance => self.concordance,
            ListingKind::Repositories => self.repositories,
        }
    }
}

/// The words for a language; English where there are none.
pub fn of(language: &Language) -> &'static DocumentWords {
    match language.primary().as_str() {
        "de" => &GERMAN,
        "fr" => &FRENCH,
        "es" => &SPANISH,
        "it" => &ITALIAN,
        "ru" => &RUSSIAN,
        _ => &ENGLISH,
    }
}

const ENGLISH: DocumentWords = DocumentWords {
    calendar: "Calendar of Documents",
    chronology: "Chronology",
    concordance: "Concordance",
    repositories: "Repositories",
    correspondents: "Index of Correspondents",
    places: "Index of Places of Writing",
    archives: "Index of Archives",
    number: "No.",
    date: "Date",
    from: "From",
    to: "To",
    place: "Place",
    page: "Page",
    this_edition: "This edition",
    letters: ("letters from", "letters to"),
    documents: ("documents from", "documents to"),
    summary: "Summary",
    not_found: "Not found",
    letter: "letter",
    document: "Document",
    thread: "Letters between these correspondents",
    previous: "Previous",
    next: "Next",
};

const GERMAN: DocumentWords = DocumentWords {
    calendar: "Regesten",
    chronology: "Zeittafel",
    concordance: "Konkordanz",
    repositories: "Archive und Bibliotheken",
    correspondents: "Korrespondentenverzeichnis",
    places: "Verzeichnis der Schreiborte",
    archives: "Verzeichnis der Fundorte",
    number: "Nr.",
    date: "Datum",
    from: "Von",
    to: "An",
    place: "Ort",
    page: "Seite",
    this_edition: "Diese Ausgabe",
    letters: ("Briefe von", "Briefe an"),
    documents: ("Dokumente von", "Dokumente an"),
    summary: "Regest",
    not_found: "Nicht aufgefunden",
    letter: "Brief",
    document: "Dokument",
    thread: "Briefwechsel dieser Korrespondenten",
    previous: "Voriger",
    next: "Nächster",
};

const FRENCH: DocumentWords = DocumentWords {
    calendar: "Catalogue des documents",
    chronology: "Chronologie",
    concordance: "Table de concordance",
    repositories: "Dépôts et bibliothèques",
    correspondents: "Index des correspondants",
    places: "Index des lieux d’expédition",
    archives: "Index des fonds d’archives",
    number: "N°",
    date: "Date",
    from: "De",
    to: "À",
    place: "Lieu",
    page: "Page",
    this_edition: "Cette édition",
    letters: ("lettres de", "lettres à"),
    documents: ("documents de", "documents à"),
    summary: "Résumé",
    not_found: "Non retrouvé",
    letter: "lettre",
    document: "Document",
    thread: "Lettres entre ces correspondants",
    previous: "Précédente",
    next: "Suivante",
};

const SPANISH: DocumentWords = DocumentWords {
    calendar: "Catálogo de documentos",
    chronology: "Cronología",
    concordance: "Tabla de concordancias",
    repositories: "Archivos y bibliotecas",
    correspondents: "Índice de corresponsales",
    places: "Índice de lugares de redacción",
    archives: "Índice de archivos",
    number: "N.º",
    date: "Fecha",
    from: "De",
    to: "A",
    place: "Lugar",
    page: "Página",
    this_edition: "Esta edición",
    letters: ("cartas de", "cartas a"),
    documents: ("documentos de", "documentos a"),
    summary: "Resumen",
    not_found: "No encontrado",
    letter: "carta",
    document: "Documento",
    thread: "Cartas entre estos corresponsales",
    previous: "Anterior",
    next: "Siguiente",
};

const ITALIAN: DocumentWords = DocumentWords {
    calendar: "Regesto dei documenti",
    chronology: "Cronologia",
    concordance: "Tavola delle concordanze",
    repositories: "Archivi e biblioteche",
    correspondents: "Indice dei corrispondenti",
    places: "Indice dei luoghi di scrittura",
    archives: "Indice degli archivi",
    number: "N.",
    date: "Data",
    from: "Da",
    to: "A",
    place: "Luogo",
    page: "Pagina",
    this_edition: "Questa edizione",
    letters: ("lettere di", "lettere a"),
    documents: ("documenti di", "documenti a"),
    summary: "Regesto",
    not_found: "Non rinvenuto",
    letter: "lettera",
    document: "Documento",
    thread: "Lettere tra questi corrispondenti",
    previous: "Precedente",
    next: "Successiva",
};

const RUSSIAN: DocumentWords = DocumentWords {
    calendar: "Хронологический перечень документов",
    chronology: "Хроника событий",
    concordance: "Соответствие номеров",
    repositories: "Архивы и библиотеки",
    correspondents: "Указатель корреспондентов",
    places: "Указатель мест написания",
    archives: "Указатель архивов",
    number: "№",
    date: "Дата",
    from: "От кого",
    to: "Кому",
    place: "Место",
    page: "Стр.",
    this_edition: "Настоящее издание",
    letters: ("письма от", "письма к"),
    documents: ("документы от", "документы к"),
    summary: "Краткое содержание",
    not_found: "Не обнаружено",
    letter: "письмо",
    document: "Документ",
    thread: "Переписка этих корреспондентов",
    previous: "Предыдущее",
    next: "Следующее",
};
