//! What every part of the manuscript is read against.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::model::inputs::Inputs;
use crate::model::language::Language;
use crate::model::source::FileId;
use crate::model::style::NamedStyle;

/// The inputs, the edition's language, and the styles that spans may name.
pub struct Context<'a> {
    pub inputs: &'a Inputs,
    pub language: Language,
    pub named: &'a BTreeMap<String, NamedStyle>,
    files: FxHashMap<&'a str, FileId>,
}

impl<'a> Context<'a> {
    /// The context of one edition.
    pub fn new(
        inputs: &'a Inputs,
        language: Language,
        named: &'a BTreeMap<String, NamedStyle>,
    ) -> Context<'a> {
        let files = inputs.sources.iter().map(|(id, file)| (file.name.as_str(), id)).collect();
        Context { inputs, language, named, files }
    }

    /// The text with this name below the manuscript folder.
    pub fn file(&self, name: &str) -> Option<FileId> {
        self.files.get(name).copied()
    }

    /// The names of all texts that end in `extension`, in the order of names.
    pub fn names(&self, extension: &str) -> impl Iterator<Item = &'a str> {
        self.inputs
            .sources
            .iter()
            .map(|(_, file)| file.name.as_str())
            .filter(move |name| name.ends_with(extension))
            .filter(|name| !name.starts_with("../") && !name.starts_with("(built-in)/"))
    }
}
