//! Files of works to works, each with its place.

use hayagriva::Entry;
use hayagriva::io;
use rustc_hash::FxHashMap;

use crate::cite::bounds;
use crate::cite::style::CslStyle;
use crate::model::diagnostic::Diagnostics;
use crate::model::inputs::Inputs;
use crate::model::source::{FileId, Span};
use crate::model::works::{BibliographySettings, ReferenceFile, ReferenceForm};

/// The works of an edition, in the order of the files.
#[derive(Default)]
pub(crate) struct Library {
    entries: Vec<Entry>,
    by_key: FxHashMap<String, usize>,
    /// Every key, also of works that could not be read.
    places: Vec<(String, Span)>,
    place_of: FxHashMap<String, usize>,
    /// A file could not be read at all: nobody knows what it holds.
    pub(crate) is_broken: bool,
}

impl Library {
    /// The work with this key.
    pub(crate) fn entry(&self, key: &str) -> Option<&Entry> {
        self.by_key.get(key).map(|at| &self.entries[*at])
    }

    /// All works.
    pub(crate) fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter()
    }

    /// Where a key stands.
    pub(crate) fn span(&self, key: &str) -> Option<Span> {
        self.place_of.get(key).map(|at| self.places[*at].1)
    }

    /// The keys of all works that were read.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(Entry::key)
    }

    /// All keys with their places, in the order of the files.
    pub(crate) fn places(&self) -> impl Iterator<Item = (&str, Span)> {
        self.places.iter().map(|(key, span)| (key.as_str(), *span))
    }

    /// Lets works that have editors alone stand under them: *Lih, Lars T., ed.*
    ///
    /// Styles say so by names in place of names, which hayagriva prints without
    /// form and label.
    pub(crate) fn put_editors_first(&mut self, style: &CslStyle) {
        for entry in &mut self.entries {
            let Some(editors) = entry.editors().filter(|editors| !editors.is_empty()) else {
                continue;
            };
            if entry.authors().is_some_and(|authors| !authors.is_empty()) {
                continue;
            }
            let mut editors = editors.to_vec();
            let [one, several] = &style.editors;
            let label = if editors.len() == 1 { one } else { several };
            if let Some(last) = editors.last_mut().filter(|last| last.suffix.is_none()) {
                last.suffix = Some(label.clone());
                last.comma_suffix = true;
            }
            entry.set_authors(editors);
            entry.set_editors(Vec::new());
        }
    }

    fn place(&mut self, key: &str, span: Span, diagnostics: &mut Diagnostics) {
        if let Some(at) = self.place_of.get(key) {
            diagnostics
                .error("duplicate-work", span, format!("`{key}` is the key of two works"))
                .also(self.places[*at].1, "the first one")
                .help("give one of them another key: it is unique across all files");
            return;
        }
        self.place_of.insert(key.to_string(), self.places.len());
        self.places.push((key.to_string(), span));
    }

    fn add(&mut self, entry: Entry) {
        if !self.by_key.contains_key(entry.key()) {
            self.by_key.insert(entry.key().to_string(), self.entries.len());
            self.entries.push(entry);
        }
    }
}

/// The works of all files that the edition names. Reports `bad-work` where a
/// work cannot be read, `duplicate-work` where two have one key.
pub(crate) fn library(
    settings: &BibliographySettings,
    inputs: &Inputs,
    diagnostics: &mut Diagnostics,
) -> Library {
    let mut library = Library::default();
    for file in &settings.from {
        let text = inputs.sources.file(file.file).text.as_str();
        match (&file.keys, file.form) {
            // It was reported by `parse`.
            (None, _) => library.is_broken = true,
            (Some(keys), ReferenceForm::Yaml) => {
                yaml(file, keys, text, &mut library, diagnostics);
            }
            (Some(_), ReferenceForm::Bibtex) => {
                bibtex(file.file, text, &mut library, diagnostics);
            }
        }
    }
    library
}

/// The works of a YAML file: all at once, or one by one where one of them is
/// wrong, so that all that are wrong are reported.
fn yaml(
    file: &ReferenceFile,
    keys: &[(String, Span)],
    text: &str,
    library: &mut Library,
    diagnostics: &mut Diagnostics,
) {
    for (key, span) in keys {
        library.place(key, *span, diagnostics);
    }
    let error = match io::from_yaml_str(text) {
        Ok(works) => return works.into_iter().for_each(|work| library.add(work)),
        Err(_) if keys.is_empty() => return,
        Err(error) => error,
    };
    let mut is_reported = false;
    for (at, (_, span)) in keys.iter().enumerate() {
        let start = span.start as usize;
        let end = keys.get(at + 1).map_or(text.len(), |(_, next)| next.start as usize);
        // Keys in one line, or quoted ones, do not stand by themselves.
        let begins_line = text[..start].ends_with('\n') || start == 0;
        let Some(own) = text.get(start..end).filter(|_| begins_line) else { continue };
        match io::from_yaml_str(own) {
            Ok(works) => works.into_iter().for_each(|work| library.add(work)),
            Err(error) => {
                let place = error.location().map_or(0, |place| place.index());
                report(
                    &error.to_string(),
                    place_in(file.file, text, start + place, *span),
                    diagnostics,
                );
                is_reported = true;
            }
        }
    }
    if !is_reported {
        library.is_broken = true;
        let place = error.location().map_or(0, |place| place.index());
        report(&error.to_string(), place_in(file.file, text, place, file.span), diagnostics);
    }
}

/// The rest of the line at byte `at`; `else_at` where there is no such byte.
fn place_in(file: FileId, text: &str, at: usize, else_at: Span) -> Span {
    let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) else { return else_at };
    let line = rest.lines().next().unwrap_or_default().trim_end();
    if line.is_empty() { else_at } else { Span::new(file, at, at + line.len()) }
}

fn report(message: &str, span: Span, diagnostics: &mut Diagnostics) {
    // Where it stands is told by the span.
    let message = message.split(" at line ").next().unwrap_or_default();
    let message = match message.split_once(": ") {
        // The key of the work, or of the field: it is seen there.
        Some((path, rest)) if !path.contains(' ') => rest,
        _ => message,
    };
    let mut letters = message.chars();
    let first = letters.next().map(|first| first.to_lowercase().to_string()).unwrap_or_default();
    diagnostics
        .error("bad-work", span, format!("this work cannot be read: {first}{}", letters.as_str()))
        .help("see the manual of Hayagriva, or of BibLaTeX, for how works are written");
}

fn bibtex(file: FileId, text: &str, library: &mut Library, diagnostics: &mut Diagnostics) {
    let span =
        |range: std::ops::Range<usize>| Span::new(file, range.start, range.end.max(range.start));
    let raw = match biblatex::RawBibliography::parse(text) {
        Ok(raw) => raw,
        Err(error) => {
            library.is_broken = true;
            return report(&error.kind.to_string(), span(error.span), diagnostics);
        }
    };
    if let Some((bytes, why)) = bounds::bibtex(&raw) {
        library.is_broken = true;
        return report(why, span(bytes), diagnostics);
    }
    let mut seen = FxHashMap::default();
    for entry in &raw.entries {
        let key = &entry.v.key;
        library.place(key.v, span(key.span.clone()), diagnostics);
        seen.insert(key.v.to_string(), span(key.span.clone()));
    }
    let has_twins = seen.len() < raw.entries.len();
    let works = match biblatex::Bibliography::from_raw(raw) {
        Ok(works) => works,
        // Two works of one key were reported.
        Err(_) if has_twins => {
            library.is_broken = true;
            return;
        }
        Err(error) => {
            library.is_broken = true;
            return report(&error.kind.to_string(), span(error.span), diagnostics);
        }
    };
    for work in works.iter() {
        match Entry::try_from(work) {
            Ok(entry) => library.add(entry),
            Err(error) => report(&error.kind.to_string(), span(error.span), diagnostics),
        }
    }
}
