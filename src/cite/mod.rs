//! Citations of works to text, by hayagriva: the full form first, then the
//! short one, as the style says; and the bibliography that they make.

mod bounds;
mod gather;
mod ibid;
mod library;
mod persons;
mod render;
mod style;
mod walk;
mod weave;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::cite::gather::Step;
use crate::cite::library::Library;
use crate::cite::render::Rendering;
use crate::cite::weave::Weaver;
use crate::model::diagnostic::Diagnostics;
use crate::model::inputs::Inputs;
use crate::model::manuscript::Manuscript;
use crate::model::nearest::nearest;
use crate::model::register::WrittenRegister;
use crate::model::works::{CitedWork, WORK, WORKS, WrittenWorks};

/// Works for which the nearest key is looked up.
const MOST_SPELLINGS: usize = 50;

/// Puts words in the place of every citation of works, in the order in which
/// they are read, and adds the bibliography, with a register of works where an
/// index asks for one.
///
/// Reports files that cannot be read, works that no file has, styles that
/// there are not. Where nothing is cited, styles are not looked at.
pub fn works(manuscript: &mut Manuscript, inputs: &Inputs, diagnostics: &mut Diagnostics) {
    let steps = gather::steps(manuscript);
    let Some(settings) = manuscript.edition.bibliography.clone() else {
        for cited in cited(&steps).take(1) {
            diagnostics
                .error("unknown-work", cited.span, "the edition names no works that could be cited")
                .help(
                    "add `references.yaml`, or name a file under `bibliography:`; to print the \
                     brackets, write `\\[@`",
                );
        }
        return;
    };
    let mut library = library::library(&settings, inputs, diagnostics);
    let records = clashes(manuscript, &library, diagnostics);
    report_unknown(&steps, &library, diagnostics);
    let Some(style) = style::style(&settings, &manuscript.edition.language, inputs, diagnostics)
    else {
        return;
    };
    library.put_editors_first(&style);
    let rendering = render::rendering(&settings, &library, &style, &steps);
    let names_works = manuscript
        .edition
        .indexes
        .iter()
        .any(|index| index.from.iter().any(|register| register == WORKS));
    let mut weaver = Weaver {
        steps: &steps,
        rendering: &rendering,
        records: &records,
        names_works,
        ibid: &style.ibid,
        last: None,
        in_note: false,
    };
    weaver.manuscript(manuscript);
    manuscript.works = written(&rendering, &library, &steps);
    if names_works && let Some(first) = settings.from.first() {
        let is_own = |key: &str| !records.contains(key);
        let cited = manuscript.works.list.iter().filter(|work| work.is_cited && is_own(&work.key));
        let keys = cited.map(|work| work.key.as_str());
        let records = keys.filter_map(|key| persons::record(key, &library)).collect();
        let name = WORKS.to_string();
        manuscript.registers.push(WrittenRegister { file: first.file, name, records });
    }
}

fn cited(steps: &[Step]) -> impl Iterator<Item = &CitedWork> {
    steps.iter().flat_map(|step| match step {
        Step::Cite(cluster) => cluster.works.as_slice(),
        Step::Break => &[],
    })
}

/// The works that are records of a register, with the identifiers of the
/// records. A record that is no work is an error.
fn clashes(
    manuscript: &Manuscript,
    library: &Library,
    diagnostics: &mut Diagnostics,
) -> FxHashSet<String> {
    let mut records = FxHashSet::default();
    for record in manuscript.registers.iter().flat_map(|register| &register.records) {
        let data = &record.data;
        let Some(span) = library.span(&data.id) else { continue };
        if data.category.as_deref() == Some(WORK) {
            records.insert(data.id.clone());
            continue;
        }
        diagnostics
            .error("duplicate-id", span, format!("`{}` is a work and a record", data.id))
            .also(data.span, "the record")
            .help(format!(
                "give one of them another name; a record that stands for the work itself has \
                 `category: {WORK}`"
            ));
    }
    records
}

fn report_unknown(steps: &[Step], library: &Library, diagnostics: &mut Diagnostics) {
    let mut guesses: FxHashMap<&str, Option<String>> = FxHashMap::default();
    for cited in cited(steps).filter(|cited| library.entry(&cited.key).is_none()) {
        // A work that could not be read was reported where it stands.
        if library.span(&cited.key).is_some() || library.is_broken {
            continue;
        }
        let looks_up = guesses.len() < MOST_SPELLINGS;
        let guess = guesses.entry(&cited.key).or_insert_with(|| match looks_up {
            true => nearest(&cited.key, library.keys()),
            false => None,
        });
        let help = match guess {
            Some(guess) => format!("did you mean `@{guess}`?"),
            None => "add the work to a file of `bibliography:`".to_string(),
        };
        let message = format!("no bibliography has a work `{}`", cited.key);
        diagnostics.error("unknown-work", cited.span, message).help(help);
    }
}

fn written(rendering: &Rendering, library: &Library, steps: &[Step]) -> WrittenWorks {
    let keys: FxHashSet<&str> = cited(steps).map(|work| work.key.as_str()).collect();
    let mut list = rendering.list.clone();
    for work in &mut list {
        work.is_cited = keys.contains(work.key.as_str());
    }
    let listed: FxHashSet<&str> = list.iter().map(|work| work.key.as_str()).collect();
    let unused = library.places().filter(|(key, _)| {
        !listed.contains(*key) && !keys.contains(*key) && library.entry(key).is_some()
    });
    let unused = unused.map(|(key, span)| (key.to_string(), span)).collect();
    WrittenWorks { list, unused }
}
