//! What an edition decides for its ebook alone.

/// The settings under `ebook:`, every default decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EbookSettings {
    pub fonts: EbookFonts,
    /// The most pixels of an image; larger ones are scaled down.
    pub image_pixels: u64,
    /// How many levels of sections the contents list.
    pub contents_depth: u8,
    pub claim: Option<Claim>,
    /// The edition's own rules, all below the class `edition`.
    pub stylesheet: String,
}

impl Default for EbookSettings {
    fn default() -> EbookSettings {
        EbookSettings {
            fonts: EbookFonts::All,
            image_pixels: 4_000_000,
            contents_depth: u8::MAX,
            claim: None,
            stylesheet: String::new(),
        }
    }
}

/// Which fonts the ebook carries, each subset to what the book uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EbookFonts {
    /// Those of the text and those of other scripts.
    All,
    /// Only those of scripts that a reader's own fonts may lack: what the
    /// stylesheet gives a `unicode-range`.
    Needed,
    None,
}

/// The publisher's word that the ebook conforms to a standard of
/// accessibility.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// As `dcterms:conformsTo` says it.
    pub standard: &'static str,
    /// Who found that it does.
    pub certified_by: String,
}

/// The series that a book belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookSeries {
    pub name: String,
    /// The book's number in it, as printed.
    pub number: Option<String>,
}
