//! Arguments to settings: every default is decided here, and nowhere else.

use std::path::PathBuf;

use crate::Targets;
use crate::cli::args::{
    Args, BuildArgs, CheckArgs, Command, ConcordanceArgs, CoverArgs, DiffArgs, ErrataArgs,
    ExplainArgs, Fix, Format, ListFormat, NamesCommand, Only, RecordArgs, Signature, Telling,
};
use crate::cli::concordance::Wanted;
use crate::model::preflight::Sheets;
use crate::model::print_settings::PrintSettings;
use crate::report::text::Extent;

/// Where the manuscript is looked for when nothing else is said.
const USUAL_FOLDER: &str = ".";
/// Where the files go when nothing else is said.
const USUAL_OUT: &str = "out";
/// The files' names.
const EPUB: &str = "book.epub";
const SCREEN: &str = "book.pdf";
const PRINT: &str = "book-print.pdf";
const CHANGED: [&str; 2] = ["book-changed.pdf", "book-print-changed.pdf"];
const ERRATA: [&str; 2] = ["errata.pdf", "errata.xhtml"];
const PROOF: &str = "book-proof.pdf";
const PROOF_TEXT: &str = "book-proof.txt";
const IMPOSED: &str = "book-imposed.pdf";
const COVER: &str = "cover.pdf";

/// What is to be done.
#[derive(Debug)]
pub(crate) enum Job {
    Compile(Settings),
    Concordance(Wanted),
    New(PathBuf),
    Explain(Subject),
    Suggest(PathBuf),
    Record(Recording),
    Diff(Comparing),
    Errata(Slip),
    /// The file, and how its sheets are folded.
    Preflight(PathBuf, Sheets),
}

/// A printing to be kept.
#[derive(Debug)]
pub(crate) struct Recording {
    pub folder: PathBuf,
    pub name: String,
    pub replaces: bool,
}

/// Printings to be compared; without `new`, the manuscript as it stands.
#[derive(Debug)]
pub(crate) struct Comparing {
    pub folder: PathBuf,
    pub old: String,
    pub new: Option<String>,
    pub format: ListFormat,
}

/// A slip of errata to be made.
#[derive(Debug)]
pub(crate) struct Slip {
    pub folder: PathBuf,
    pub old: String,
    pub lists_all: bool,
    pub pdf: PathBuf,
    pub xhtml: PathBuf,
}

/// What is to be explained.
#[derive(Debug)]
pub(crate) enum Subject {
    /// All codes there are.
    Codes,
    /// A code, or else a record's identifier; the folder.
    CodeOrRecord(String, PathBuf),
    /// A record's identifier; the folder.
    Record(String, PathBuf),
}

/// What becomes of suggestions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mending {
    None,
    /// The safe ones are made.
    Safe,
    /// All are printed as a diff.
    Diff,
}

/// A build, or a check: a build that writes nothing.
#[derive(Debug)]
pub(crate) struct Settings {
    /// The manuscript, or the folder that holds it in `manuscript/`.
    pub folder: PathBuf,
    pub targets: Targets,
    /// The folder that the files go to, where none was named.
    pub usual_out: Option<PathBuf>,
    /// Where each file goes, if it is made.
    pub epub: PathBuf,
    pub screen: PathBuf,
    pub print: PathBuf,
    pub proof: PathBuf,
    pub proof_text: PathBuf,
    pub imposed: PathBuf,
    pub cover: PathBuf,
    /// Whether pages that broke a rule are listed.
    pub lists_remarks: bool,
    pub keeping: Option<Keeping>,
    /// The printing against which proofs are marked, by its name or its file.
    pub since: Option<String>,
    pub extent: Extent,
    /// Whether a warning is an error.
    pub denies_warnings: bool,
    pub mending: Mending,
}

/// A printing whose pages are kept.
#[derive(Debug)]
pub(crate) struct Keeping {
    /// Its name or its file.
    pub printing: String,
    pub is_strict: bool,
    pub only_changed: bool,
}

/// How the command is to speak; asked first, so that failures know it.
pub(crate) fn format(args: &Args) -> Format {
    let format = match &args.command {
        Command::Build(build) => build.telling.format,
        Command::Check(check) => check.telling.format,
        Command::Diff(diff) if diff.format == Some(ListFormat::Json) => Some(Format::Json),
        Command::Diff(_) | Command::Errata(_) | Command::Record(_) => None,
        Command::Preflight(preflight) => preflight.format,
        Command::Concordance(concordance) => concordance.format,
        Command::Cover(cover) => cover.format,
        Command::New(_) | Command::Explain(_) | Command::Names(_) => None,
    };
    format.unwrap_or(Format::Text)
}

/// The job that the arguments ask for.
pub(crate) fn job(args: Args) -> Job {
    match args.command {
        Command::Build(build) => Job::Compile(of_build(build)),
        Command::Check(check) => Job::Compile(of_check(check)),
        Command::Diff(diff) => Job::Diff(of_diff(diff)),
        Command::Errata(errata) => Job::Errata(of_errata(errata)),
        Command::Record(record) => Job::Record(of_record(record)),
        Command::Preflight(preflight) => {
            let usual = PrintSettings::default();
            let sheets = Sheets {
                signature: preflight.signature.unwrap_or(usual.signature),
                paper: preflight.paper.unwrap_or(usual.paper),
            };
            Job::Preflight(preflight.file, sheets)
        }
        Command::Concordance(concordance) => Job::Concordance(of_concordance(concordance)),
        Command::Cover(cover) => Job::Compile(of_cover(cover)),
        Command::New(new) => Job::New(new.folder),
        Command::Explain(explain) => Job::Explain(subject(explain)),
        Command::Names(NamesCommand::Suggest(suggest)) => Job::Suggest(manuscript(suggest.folder)),
    }
}

fn manuscript(folder: Option<PathBuf>) -> PathBuf {
    folder.unwrap_or_else(|| PathBuf::from(USUAL_FOLDER))
}

fn of_build(args: BuildArgs) -> Settings {
    // Who asks for proofs or sheets wants nothing else, unless it is named.
    let is_all = args.only.is_empty() && !args.proof && args.impose.is_none();
    let is_wanted = |kind| is_all || args.only.contains(&kind);
    let usual_out = args.out.is_none().then(|| PathBuf::from(USUAL_OUT));
    let out = args.out.clone().unwrap_or_else(|| PathBuf::from(USUAL_OUT));
    let only_changed = args.only_pages.is_some();
    let [screen, print] = if only_changed { CHANGED } else { [SCREEN, PRINT] };
    Settings {
        usual_out,
        folder: manuscript(args.folder),
        targets: Targets {
            epub: is_wanted(Only::Epub) && !only_changed,
            screen: is_wanted(Only::Screen),
            print: is_wanted(Only::Print),
            proof: args.proof,
            signature: args.impose.map(Signature::pages),
            cover: false,
            verify: args.verify,
        },
        epub: out.join(EPUB),
        screen: out.join(screen),
        print: out.join(print),
        proof: out.join(PROOF),
        proof_text: out.join(PROOF_TEXT),
        imposed: out.join(IMPOSED),
        cover: out.join(COVER),
        lists_remarks: args.report,
        since: args.since.or_else(|| args.keep_pages.clone()).filter(|_| args.proof),
        keeping: args.keep_pages.map(|printing| Keeping {
            printing,
            is_strict: args.strict_pages,
            only_changed,
        }),
        extent: if args.telling.all { Extent::All } else { Extent::First },
        denies_warnings: args.telling.deny.is_some(),
        mending: Mending::None,
    }
}

fn subject(args: ExplainArgs) -> Subject {
    let folder = manuscript(args.folder);
    match args.id {
        None => Subject::Codes,
        Some(id) if args.record => Subject::Record(id, folder),
        Some(id) => Subject::CodeOrRecord(id, folder),
    }
}

/// A folder that stands alone is the manuscript, not the old numbers.
fn of_concordance(args: ConcordanceArgs) -> Wanted {
    let ConcordanceArgs { old, folder, write, .. } = args;
    match (old, folder) {
        (Some(alone), None) if alone.is_dir() => Wanted { folder: alone, old: None, write },
        (old, folder) => Wanted { folder: manuscript(folder), old, write },
    }
}

fn of_check(args: CheckArgs) -> Settings {
    let CheckArgs { folder, fix, telling } = args;
    let build = BuildArgs { folder, telling, ..BuildArgs::default() };
    let mending = match fix {
        None => Mending::None,
        Some(Fix::Safe) => Mending::Safe,
        Some(Fix::Diff) => Mending::Diff,
    };
    Settings { targets: Targets::default(), usual_out: None, mending, ..of_build(build) }
}

fn of_cover(args: CoverArgs) -> Settings {
    let CoverArgs { folder, out, format } = args;
    let telling = Telling { format, ..Telling::default() };
    let build = of_build(BuildArgs { folder, out, telling, ..BuildArgs::default() });
    Settings { targets: Targets { cover: true, ..Targets::default() }, ..build }
}

fn of_record(args: RecordArgs) -> Recording {
    Recording { folder: manuscript(args.folder), name: args.name, replaces: args.force }
}

fn of_diff(args: DiffArgs) -> Comparing {
    Comparing {
        folder: manuscript(args.manuscript),
        old: args.old,
        new: args.new,
        format: args.format.unwrap_or(ListFormat::Text),
    }
}

fn of_errata(args: ErrataArgs) -> Slip {
    let out = args.out.unwrap_or_else(|| PathBuf::from(USUAL_OUT));
    let [pdf, xhtml] = ERRATA.map(|name| out.join(name));
    let folder = manuscript(args.manuscript);
    Slip { folder, old: args.old, lists_all: args.all, pdf, xhtml }
}
