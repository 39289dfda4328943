//! What the targets share: editions in memory, and what must hold of every
//! book that comes out.

use std::io::{Cursor, Read};
use std::sync::OnceLock;

use recto::model::diagnostic::Diagnostics;
use recto::model::inputs::Inputs;
use recto::model::source::{self, SourceFile};
use recto::{Targets, cite, index, load, parse, resolve};
use roxmltree::Document;

/// All files at once.
pub const ALL: Targets = Targets {
    epub: true,
    screen: true,
    print: true,
    proof: true,
    signature: Some(16),
    cover: true,
    verify: false,
};

/// The edition of an input that brings none.
pub const EDITION: &str = "title: A *Case*\n\
    language: en-GB\n\
    contributors: [{ name: Ada Example, role: author }]\n\
    contents:\n\
    \x20 front: [half-title, title-page, copyright, contents, list-of-documents]\n\
    \x20 body: [chapter.md]\n\
    \x20 back: [glossary, \"index: names\"]\n\
    glossary: { title: Glossary, from: [glossary.yaml] }\n\
    indexes:\n\
    \x20 names: { title: Index of Names, from: [names.yaml], biographies: true }\n";

/// A small register of names.
pub const NAMES: &str = "- { id: ada, heading: \"Example, Ada\", aliases: [The Countess], \
    dates: 1885–1971, note: \"A *writer*.\" }\n\
    - { id: bob, heading: \"Example, Bob\", see-also: [ada] }\n\
    - { id: rob, heading: Rob, see: bob }\n";

/// A small glossary.
pub const GLOSSARY: &str = "- { id: nkvd, term: NKVD, gloss: Commissariat, note: See [[ada]]. }\n";

/// A small bibliography.
pub const WORKS: &str = "key:\n  type: book\n  title: A Title\n  author: \"Example, Ada\"\n  date: 1999\n";

/// A chapter that uses all of it.
pub const CHAPTER: &str = "# One\n\nSome *words* on [[ada|Ada]], [[nkvd]] and [[bob#at home|him]], \
    1922–1923, with a note.[^1] See [@key, 12].\n\n> [!verse]\n> One\n> two\n\n[^1]: The note on [[ada]].\n";

/// The built-in styles and fonts, and nothing of a manuscript.
fn base() -> &'static Inputs {
    static BASE: OnceLock<Inputs> = OnceLock::new();
    BASE.get_or_init(|| {
        let folder = std::env::temp_dir().join(format!("recto-fuzz-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("the temporary folder can be written");
        std::fs::write(folder.join("edition.yaml"), "").expect("a file can be written");
        let inputs = load::inputs(&folder, &mut Diagnostics::default());
        let _ = std::fs::remove_dir_all(&folder);
        inputs.expect("an empty edition can be read")
    })
}

/// A manuscript of these files. Characters that `load` refuses are gone.
pub fn inputs(files: &[(&str, &str)]) -> Inputs {
    let mut inputs = base().clone();
    for (name, text) in files {
        let text = text.replace('\r', "\n");
        let text: String = text.chars().filter(|it| !source::is_forbidden(*it)).collect();
        let (name, path) = (name.to_string(), name.to_string());
        let stem = |folder: &str, ending: &str| {
            let stem = name.strip_prefix(folder)?.strip_suffix(ending)?;
            Some(stem.to_string())
        };
        let (style, sheet) = (stem("styles/", ".yaml"), stem("styles/", ".css"));
        let is_edition = name == "edition.yaml";
        let id = inputs.sources.add(SourceFile { name, path, text, ..SourceFile::default() });
        if let Some(style) = style {
            inputs.styles.insert(style, id);
        } else if sheet.is_some() {
            inputs.own_stylesheets.push(id);
        } else if is_edition {
            inputs.edition = Some(id);
        }
    }
    inputs
}

/// The files of a case, as `tests/harness/case.rs` has them: `=== names.yaml`
/// opens one; what stands before the first is `chapter.md`.
pub fn files(text: &str) -> Vec<(&str, &str)> {
    let mut files = Vec::new();
    let mut parts = text.split("\n=== ");
    let first = parts.next().unwrap_or_default();
    files.push(("chapter.md", first));
    for part in parts.take(20) {
        let (name, text) = part.split_once('\n').unwrap_or((part, ""));
        let name = name.split(" (").next().unwrap_or_default().trim();
        let known = files.iter_mut().find(|(other, _)| *other == name);
        match known {
            Some(known) => known.1 = text,
            None => files.push((name, text)),
        }
    }
    for (name, text) in [
        ("edition.yaml", EDITION),
        ("names.yaml", NAMES),
        ("glossary.yaml", GLOSSARY),
        ("works.yaml", WORKS),
    ] {
        if files.iter().all(|(other, _)| *other != name) {
            files.push((name, text));
        }
    }
    files
}

/// Text to structure to references to indexes: all but the pages.
pub fn understand(inputs: &Inputs) {
    let mut diagnostics = Diagnostics::default();
    if let Some(mut manuscript) = parse::manuscript(inputs, &mut diagnostics) {
        cite::works(&mut manuscript, inputs, &mut diagnostics);
        let book = resolve::book(manuscript, inputs, &mut diagnostics);
        index::build(&book, &mut diagnostics);
    }
    told(&diagnostics, inputs);
}

/// The whole book, in every form; panics where it breaks what is promised.
pub fn build(inputs: &Inputs) {
    let mut diagnostics = Diagnostics::default();
    let outputs = recto::compile(inputs, ALL, &mut diagnostics);
    told(&diagnostics, inputs);
    let Some(outputs) = outputs else {
        assert!(diagnostics.has_errors(), "no book, and nobody says why");
        return;
    };
    let epub = outputs.epub.as_deref().expect("it was wanted");
    harmless(epub);
    recto::preflight_of(&outputs);
}

/// Every complaint can be told, whatever its span.
fn told(diagnostics: &Diagnostics, inputs: &Inputs) {
    use recto::report::text::{Colours, Extent, text};
    let _ = text(diagnostics, &inputs.sources, Colours::None, Extent::First);
}

/// No ebook runs anything or fetches anything.
fn harmless(epub: &[u8]) {
    let mut archive = zip::ZipArchive::new(Cursor::new(epub)).expect("an ebook is an archive");
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).expect("an entry can be found");
        let name = entry.name().to_string();
        assert!(!name.contains("..") && !name.starts_with('/'), "{name}");
        if ![".xhtml", ".opf", ".ncx", ".svg"].iter().any(|it| name.ends_with(it)) {
            continue;
        }
        let mut text = String::new();
        entry.read_to_string(&mut text).expect("markup is UTF-8");
        let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
        let document = Document::parse_with_options(&text, options);
        let document = document.unwrap_or_else(|error| panic!("{name}: {error}\n{text}"));
        for node in document.descendants().filter(|node| node.is_element()) {
            let element = node.tag_name().name();
            let bad = ["script", "iframe", "object", "embed", "form", "base"];
            assert!(!bad.contains(&element), "{name} has <{element}>");
            for attribute in node.attributes() {
                let (key, value) = (attribute.name(), attribute.value().trim_start());
                let value = value.to_ascii_lowercase();
                assert!(!key.starts_with("on"), "{name}: {element}/@{key}");
                let is_fetched = key == "src" || (key == "href" && element != "a");
                let is_remote = value.contains("://") || value.starts_with("//");
                assert!(!(is_fetched && is_remote), "{name}: {element}/@{key} = {value}");
                let runs = ["javascript:", "data:", "file:", "vbscript:"];
                let is_link = matches!(key, "src" | "href" | "action" | "poster");
                let is_bad = is_link && runs.iter().any(|it| value.starts_with(it));
                assert!(!is_bad, "{name}: {element}/@{key} = {value}");
            }
        }
    }
}
