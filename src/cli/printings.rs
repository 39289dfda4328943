//! The commands that keep printings and compare them.

use std::path::Path;
use std::process::ExitCode;

use crate::cli::args::ListFormat;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::settings::{Comparing, Recording, Slip};
use crate::cli::speech::{complain, give_up, print, read, tell};
use crate::load;
use crate::model::diagnostic::Diagnostics;
use crate::model::language::Language;
use crate::model::printing::Printing;
use crate::printings;
use crate::printings::listed::Markup;
use crate::report::text::Extent;

/// Keeps the manuscript as a printing.
pub(crate) fn record(recording: &Recording) -> Result<ExitCode, Failure> {
    let name = recording.name.as_str();
    if name.is_empty() || name.starts_with('.') || name.contains(['/', '\\', ':']) {
        let failure = Failure::new(format!("a printing cannot be named `{name}`"));
        return Err(failure.help("give it a short name: `recto record first`"));
    }
    let name = name.trim_end_matches(".json");
    let path = load::printings::path(&recording.folder, name)
        .map_err(|failure| Failure::new(failure.to_string()))?;
    if path.exists() && !recording.replaces {
        let failure = Failure::new(format!("`{}` is already there", path.display()));
        return Err(failure.help("give another name, or add `--force` to replace it"));
    }
    let mut diagnostics = Diagnostics::default();
    let inputs = read(&recording.folder, &mut diagnostics)?;
    let Some(printing) = crate::printing(&inputs, &mut diagnostics) else {
        return Ok(give_up(diagnostics, &inputs));
    };
    diagnostics.sort();
    complain(&diagnostics, &inputs.sources, Extent::First);
    let file = printings::write(&printing);
    output::replace(&[output::File { path: &path, data: file.as_bytes() }])?;
    let (count, size) = (printing.pages.len(), file.len().div_ceil(1000));
    let pages = if count == 1 { "page" } else { "pages" };
    print(&format!("{}: {count} {pages}, {size} kB", path.display()))?;
    Ok(ExitCode::SUCCESS)
}

/// Tells what has changed since a printing.
pub(crate) fn diff(comparing: &Comparing) -> Result<ExitCode, Failure> {
    let old = printing(&comparing.folder, &comparing.old)?;
    let (changes, language) = match &comparing.new {
        Some(new) => {
            let new = printing(&comparing.folder, new)?;
            (printings::compare(&old, &new), new.edition.language)
        }
        None => {
            let mut diagnostics = Diagnostics::default();
            let inputs = read(&comparing.folder, &mut diagnostics)?;
            let Some((changes, book)) = crate::changes(&inputs, &old, &mut diagnostics) else {
                return Ok(give_up(diagnostics, &inputs));
            };
            (changes, book.edition.language.tag().to_string())
        }
    };
    let language = Language::new(&language).unwrap_or_else(Language::english);
    let list = match comparing.format {
        ListFormat::Text => printings::list(&changes, &language, Markup::Plain),
        ListFormat::Markdown => printings::list(&changes, &language, Markup::Markdown),
        ListFormat::Json => serde_json::to_string_pretty(&changes).expect("changes are plain data"),
    };
    print(list.trim_end())?;
    Ok(ExitCode::SUCCESS)
}

/// Makes the errata of a printing.
pub(crate) fn errata(slip: &Slip) -> Result<ExitCode, Failure> {
    let old = printing(&slip.folder, &slip.old)?;
    let mut diagnostics = Diagnostics::default();
    let inputs = read(&slip.folder, &mut diagnostics)?;
    let Some(made) = crate::errata(&inputs, &old, slip.lists_all, &mut diagnostics) else {
        return Ok(give_up(diagnostics, &inputs));
    };
    diagnostics.sort();
    complain(&diagnostics, &inputs.sources, Extent::First);
    let Some(made) = made else {
        print("nothing has changed that readers need to know")?;
        return Ok(ExitCode::SUCCESS);
    };
    output::replace(&[
        output::File { path: &slip.pdf, data: &made.pdf },
        output::File { path: &slip.xhtml, data: made.xhtml.as_bytes() },
    ])?;
    let errata = if made.count == 1 { "erratum" } else { "errata" };
    let (pdf, xhtml) = (slip.pdf.display(), slip.xhtml.display());
    print(&format!("{pdf}, {xhtml}: {} {errata}", made.count))?;
    Ok(ExitCode::SUCCESS)
}

/// A printing by its name or its file.
pub(crate) fn printing(folder: &Path, name: &str) -> Result<Printing, Failure> {
    let of_load = |failure: load::failure::Failure| Failure::new(failure.to_string());
    let path = load::printings::path(folder, name).map_err(of_load)?;
    if !path.is_file() {
        let failure = Failure::new(format!("there is no printing `{}`", path.display()));
        return Err(failure.help("`recto record NAME` keeps one"));
    }
    let text = load::printings::text(&path).map_err(of_load)?;
    let read = printings::read(&text).map_err(|why| {
        let failure = Failure::new(format!("cannot use `{}`: {why}", path.display()));
        failure.help("take the file as it was recorded, or record the printing again")
    })?;
    for key in &read.unknown {
        tell(&format!("note: `{}` has `{key}`, which is left alone\n", path.display()));
    }
    Ok(read.printing)
}
