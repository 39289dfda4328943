//! The command line: alone prints and writes files.

use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use clap::Parser;

use crate::cli::args::{Args, Format};
use crate::cli::concordance::Wanted;
use crate::cli::failure::Failure;
use crate::cli::fixes::Mended;
use crate::cli::progress::Progress;
use crate::cli::settings::{Job, Mending, Settings, Subject};
use crate::cli::speech::{HAS_ERRORS, complain, give_up, print, read, tell};
use crate::cli::summary::Outcome;
use crate::model::diagnostic::Diagnostics;
use crate::model::inputs::Inputs;
use crate::model::preflight::{Gravity, Sheets};
use crate::model::source::Sources;
use crate::{Earlier, Keeping, Outputs, load, report};

mod args;
mod concordance;
mod failure;
mod fixes;
mod help;
mod interruption;
mod output;
mod panic;
mod preflight;
mod printings;
mod progress;
mod settings;
mod speech;
mod starter;
mod suggested;
mod summary;

/// The command could not run.
const COULD_NOT_RUN: u8 = 2;

/// Runs the command that `arguments` ask for, the program's name first.
///
/// Gives 0 where all went well, 1 where the manuscript has errors, 2 where the
/// command could not run.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args = match Args::try_parse_from(arguments) {
        Ok(args) => args,
        Err(error) => {
            let printed = error.print();
            return if error.use_stderr() || printed.is_err() {
                ExitCode::from(COULD_NOT_RUN)
            } else {
                ExitCode::SUCCESS
            };
        }
    };
    let format = settings::format(&args);
    let job = settings::job(args);
    let done = panic::told(|| match job {
        Job::Compile(settings) => compile(&settings, format),
        Job::New(folder) => new(&folder),
        Job::Concordance(wanted) => concordance(&wanted, format),
        Job::Explain(subject) => explain(&subject),
        Job::Suggest(folder) => suggest(&folder),
        Job::Record(recording) => printings::record(&recording),
        Job::Diff(comparing) => printings::diff(&comparing),
        Job::Errata(slip) => printings::errata(&slip),
        Job::Preflight(file, sheets) => judge(&file, sheets, format),
    });
    done.and_then(|done| done).unwrap_or_else(|failure| fail(&failure, format))
}

/// Rounds of mending: one edit may bar another, which the next round makes.
const MOST_ROUNDS: usize = 4;

fn compile(settings: &Settings, format: Format) -> Result<ExitCode, Failure> {
    let started = Instant::now();
    if let Some(out) = &settings.usual_out {
        output::refuse_link(out)?;
    }
    let progress = match format {
        Format::Text => Progress::on_terminal(),
        Format::Json | Format::Sarif | Format::Github => Progress::silent(),
    };
    let mut made = make(settings, &progress)?;
    let mut mended = Mended::default();
    for _ in 0..MOST_ROUNDS {
        let round = match settings.mending {
            Mending::Safe => fixes::apply(&made.diagnostics, &made.inputs.sources)?,
            Mending::None | Mending::Diff => Mended::default(),
        };
        if round == Mended::default() {
            break;
        }
        mended.edit_count += round.edit_count;
        mended.file_count = mended.file_count.max(round.file_count);
        made = make(settings, &progress)?;
    }
    let Made { diagnostics, inputs, outputs } = made;
    progress.stage("writing");
    let files = outputs.as_ref().map_or_else(Vec::new, |outputs| files(settings, outputs));
    let written = output::replace(&files);
    drop(progress);
    if format == Format::Text {
        complain(&diagnostics, &inputs.sources, settings.extent);
    }
    written?;
    let judged = outputs.as_ref().filter(|_| settings.lists_remarks).and_then(crate::preflight_of);
    let print_file = settings.print.display().to_string();
    let outcome = Outcome {
        diagnostics: &diagnostics,
        sources: &inputs.sources,
        files: &files.iter().map(|file| file.path).collect::<Vec<&Path>>(),
        summary: outputs.as_ref().map(|outputs| &outputs.summary),
        remarks: match &outputs {
            Some(outputs) if settings.lists_remarks => &outputs.remarks,
            _ => &[],
        },
        changed: outputs.as_ref().and_then(|outputs| outputs.changed.as_ref()),
        mended: (settings.mending == Mending::Safe).then_some(mended),
        preflight: judged.as_ref().map(|found| (print_file.as_str(), found)),
        time: started.elapsed(),
    };
    tell_outcome(&outcome, settings.mending, format)?;
    let code = match outcome.summary {
        Some(_) => ExitCode::SUCCESS,
        None => ExitCode::from(HAS_ERRORS),
    };
    // All of it goes with the program; piece by piece it takes longer.
    std::mem::forget((outputs, inputs));
    Ok(code)
}

/// A manuscript with what became of it; no outputs where it has errors.
struct Made {
    inputs: Inputs,
    diagnostics: Diagnostics,
    outputs: Option<Outputs>,
}

fn make(settings: &Settings, progress: &Progress) -> Result<Made, Failure> {
    let mut diagnostics = Diagnostics::default();
    progress.stage("reading");
    let inputs = read(&settings.folder, &mut diagnostics)?;
    let printing = |name: &String| printings::printing(&settings.folder, name);
    let kept = settings.keeping.as_ref().map(|kept| printing(&kept.printing)).transpose()?;
    let proved = settings.since.as_ref().map(printing).transpose()?;
    let keeping = kept.as_ref().zip(settings.keeping.as_ref()).map(|(printing, kept)| Keeping {
        printing,
        is_strict: kept.is_strict,
        only_changed: kept.only_changed,
    });
    progress.stage("typesetting");
    let earlier = Earlier { kept: keeping, proved: proved.as_ref() };
    let outputs = crate::compile_after(&inputs, settings.targets, earlier, &mut diagnostics);
    if settings.denies_warnings {
        diagnostics.deny_warnings();
    }
    let outputs = outputs.filter(|_| !diagnostics.has_errors());
    diagnostics.sort();
    Ok(Made { inputs, diagnostics, outputs })
}

/// Says how a run ended, in the form that was asked for.
fn tell_outcome(outcome: &Outcome<'_>, mending: Mending, format: Format) -> Result<(), Failure> {
    let (diagnostics, sources) = (outcome.diagnostics, outcome.sources);
    match format {
        Format::Json => return print(&summary::json(outcome)),
        Format::Sarif => return print(&summary::sarif(outcome)),
        Format::Github => {
            let commands = report::github::commands(diagnostics, sources);
            if !commands.is_empty() {
                print(commands.trim_end_matches('\n'))?;
            }
        }
        Format::Text if mending == Mending::Diff => {
            let diff = fixes::diff(diagnostics, sources);
            if !diff.is_empty() {
                print(diff.trim_end_matches('\n'))?;
            }
            tell(&format!("{}\n", summary::line(outcome)));
            return Ok(());
        }
        Format::Text => {}
    }
    for remark in summary::remarks(outcome).iter().chain(&summary::changed(outcome)) {
        print(remark)?;
    }
    if let Some((file, found)) = outcome.preflight {
        print(&preflight::lines(file, found, outcome.sources).join("\n"))?;
    }
    match (outcome.summary, format) {
        (Some(_), Format::Text) => print(&summary::line(outcome)),
        (Some(_), _) => {
            tell(&format!("{}\n", summary::line(outcome)));
            Ok(())
        }
        (None, _) => {
            tell(&format!("error: {}\n", summary::line(outcome)));
            Ok(())
        }
    }
}

/// The files that were made, with their places.
fn files<'a>(settings: &'a Settings, outputs: &'a Outputs) -> Vec<output::File<'a>> {
    let proof = outputs.proof.as_ref();
    let files = [
        (&settings.epub, outputs.epub.as_deref()),
        (&settings.screen, outputs.screen.as_deref()),
        (&settings.print, outputs.print.as_deref()),
        (&settings.proof, proof.map(|proof| proof.pdf.as_slice())),
        (&settings.proof_text, proof.map(|proof| proof.text.as_bytes())),
        (&settings.imposed, outputs.imposed.as_deref()),
        (&settings.cover, outputs.cover.as_deref()),
    ];
    files.into_iter().filter_map(|(path, data)| Some(output::File { path, data: data? })).collect()
}

fn new(folder: &Path) -> Result<ExitCode, Failure> {
    let files: Vec<output::File> = starter::FILES
        .iter()
        .map(|(path, text)| output::File { path: Path::new(path), data: text.as_bytes() })
        .collect();
    output::create(folder, &files)?;
    let shown = folder.display();
    print(&format!("{shown}: a new edition; make the book with `recto build {shown}`"))?;
    Ok(ExitCode::SUCCESS)
}

fn explain(subject: &Subject) -> Result<ExitCode, Failure> {
    match subject {
        Subject::Codes => print(report::code::listed().trim_end()).map(|()| ExitCode::SUCCESS),
        Subject::CodeOrRecord(code, folder) => match report::code::explained(code) {
            Some(text) => print(text.trim_end()).map(|()| ExitCode::SUCCESS),
            None => explain_record(code, folder),
        },
        Subject::Record(id, folder) => explain_record(id, folder),
    }
}

fn explain_record(id: &str, folder: &Path) -> Result<ExitCode, Failure> {
    let near_code = report::code::near(id).map(|code| format!("did you mean the code `{code}`?"));
    let mut diagnostics = Diagnostics::default();
    let inputs = match read(folder, &mut diagnostics) {
        Ok(inputs) => inputs,
        // Without a manuscript, a code was meant.
        Err(failure) => return Err(near_code.map_or(failure, |near| failure_of_code(id, near))),
    };
    let Some(explained) = crate::explanation(&inputs, id, &mut diagnostics) else {
        return Ok(give_up(diagnostics, &inputs));
    };
    match explained {
        Ok(text) => print(&text).map(|()| ExitCode::SUCCESS),
        Err(near) => {
            let failure = Failure::new(format!("no register has a record `{id}`"));
            Err(match (near, near_code) {
                (Some(near), _) => failure.help(format!("did you mean `{near}`?")),
                (None, Some(near)) => failure.help(near),
                (None, None) => {
                    failure.help("name a record by its `id`; `recto explain` lists the codes")
                }
            })
        }
    }
}

fn concordance(wanted: &Wanted, format: Format) -> Result<ExitCode, Failure> {
    let old = wanted.old.as_deref().map(concordance::read).transpose()?;
    let mut diagnostics = Diagnostics::default();
    let inputs = read(&wanted.folder, &mut diagnostics)?;
    let Some(numbers) = crate::numbers(&inputs, &mut diagnostics) else {
        return Ok(give_up(diagnostics, &inputs));
    };
    if let Some(path) = &wanted.write {
        concordance::write(path, &numbers)?;
    }
    let pairs = old.as_ref().map(|old| numbers.beside(old));
    let text = match (pairs, format == Format::Json) {
        (Some(pairs), false) => crate::concordance::text(&pairs),
        (Some(pairs), true) => crate::concordance::pairs_json(&pairs),
        (None, true) => numbers.json(),
        (None, false) if wanted.write.is_some() => format!("{} documents", numbers.documents.len()),
        (None, false) => numbers.text(),
    };
    print(text.trim_end()).map(|()| ExitCode::SUCCESS)
}

fn failure_of_code(code: &str, near: String) -> Failure {
    Failure::new(format!("no diagnostic has the code `{code}`")).help(near)
}

fn suggest(folder: &Path) -> Result<ExitCode, Failure> {
    let mut diagnostics = Diagnostics::default();
    let inputs = read(folder, &mut diagnostics)?;
    let Some((book, suggestions)) = crate::suggestions(&inputs, &mut diagnostics) else {
        return Ok(give_up(diagnostics, &inputs));
    };
    if !suggestions.patch.is_empty() {
        print(suggestions.patch.trim_end_matches('\n'))?;
    }
    tell(&suggested::text(&suggestions, &book, &inputs.sources));
    Ok(ExitCode::SUCCESS)
}

fn judge(file: &Path, sheets: Sheets, format: Format) -> Result<ExitCode, Failure> {
    let data = load::pdf(file).map_err(|failure| Failure::new(failure.to_string()))?;
    let shown = file.display().to_string();
    let found = crate::preflight(&data, sheets).map_err(|why| {
        Failure::new(format!("`{shown}` is no PDF that can be read: {why}"))
            .help("name a PDF; one with a password is not read")
    })?;
    let sources = Sources::default();
    match format {
        Format::Json => print(&summary::written(&preflight::judged(&shown, &found, &sources)))?,
        Format::Text | Format::Sarif | Format::Github => {
            print(&preflight::lines(&shown, &found, &sources).join("\n"))?;
        }
    }
    let is_refused = found.findings.iter().any(|finding| finding.gravity == Gravity::Error);
    Ok(if is_refused { ExitCode::from(HAS_ERRORS) } else { ExitCode::SUCCESS })
}

fn fail(failure: &Failure, format: Format) -> ExitCode {
    let help = failure.help.as_ref().map(|help| format!("  = help: {help}\n"));
    tell(&format!("error: {}\n{}", failure.message, help.unwrap_or_default()));
    if matches!(format, Format::Json) {
        // The exit code says it already, should this fail too.
        let _ = print(&summary::json_of_failure(failure));
    }
    ExitCode::from(COULD_NOT_RUN)
}
