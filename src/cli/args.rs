//! The command line as typed. The help texts here are what editors read.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

use crate::cli::help;
use crate::model::length::Length;

/// What was typed.
#[derive(Debug, Parser)]
#[command(
    name = "recto",
    version,
    about = "Compiles a manuscript of Markdown and YAML into a typeset PDF and an EPUB",
    long_about = help::ABOUT,
    after_long_help = help::EXIT_CODES,
    disable_help_subcommand = true,
    arg_required_else_help = true
)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make the book: book.epub, book.pdf and book-print.pdf
    #[command(long_about = help::BUILD, after_long_help = help::BUILD_EXAMPLES)]
    Build(BuildArgs),
    /// Report everything that build would report, and write nothing
    #[command(long_about = help::CHECK, after_long_help = help::CHECK_EXAMPLES)]
    Check(CheckArgs),
    /// Write down the numbers of the documents, or set old and new ones side by side
    #[command(long_about = help::CONCORDANCE, after_long_help = help::CONCORDANCE_EXAMPLES)]
    Concordance(ConcordanceArgs),
    /// Make the cover for the printer: back, spine and front, with the ISBN's barcode
    #[command(long_about = help::COVER, after_long_help = help::COVER_EXAMPLES)]
    Cover(CoverArgs),
    /// Tell what has changed since a printing, by page and line
    #[command(long_about = help::DIFF, after_long_help = help::DIFF_EXAMPLES)]
    Diff(DiffArgs),
    /// Make a slip of errata for the readers of a printing: errata.pdf and errata.xhtml
    #[command(long_about = help::ERRATA, after_long_help = help::ERRATA_EXAMPLES)]
    Errata(ErrataArgs),
    /// Tell what a diagnostic means, by its code; or all that the book knows of a record
    #[command(long_about = help::EXPLAIN, after_long_help = help::EXPLAIN_EXAMPLES)]
    Explain(ExplainArgs),
    /// Work on the names that the text mentions
    #[command(long_about = help::NAMES, subcommand, disable_help_subcommand = true)]
    Names(NamesCommand),
    /// Keep what the book is now as a printing, to compare later ones with
    #[command(long_about = help::RECORD, after_long_help = help::RECORD_EXAMPLES)]
    Record(RecordArgs),
    /// Judge a PDF as a printer would: boxes, fonts, images, inks, sheets
    #[command(long_about = help::PREFLIGHT, after_long_help = help::PREFLIGHT_EXAMPLES)]
    Preflight(PreflightArgs),
    /// Write a small working edition to start from
    #[command(long_about = help::NEW, after_long_help = help::NEW_EXAMPLES)]
    New(NewArgs),
}

/// What follows `recto build`.
#[derive(Debug, Default, clap::Args)]
pub(crate) struct BuildArgs {
    /// The folder that holds edition.yaml [default: this folder, else manuscript/]
    #[arg(value_name = "DIR")]
    pub folder: Option<PathBuf>,
    /// Make only the ebook (epub), the PDF for the screen (screen) or the one for the printer (print); several with commas
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    pub only: Vec<Only>,
    /// The folder that the files are written to, made if it is not there [default: out]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Make proofs: book-proof.pdf with numbered lines, tags, queries and sources in its margins, and book-proof.txt
    #[arg(long)]
    pub proof: bool,
    /// Make book-imposed.pdf: sheets of so many pages in the order of folding, with crop and fold marks
    #[arg(long, value_name = "PAGES")]
    pub impose: Option<Signature>,
    /// Read the finished files again and prove that every word, note, tag and image of the manuscript is in them
    #[arg(long)]
    pub verify: bool,
    /// Also list the pages that had to break a rule of make-up, and what a printer would find, with their places
    #[arg(long)]
    pub report: bool,
    /// Mark in the proofs what has changed since a printing: its name, or its file [default: that of --keep-pages]
    #[arg(long, value_name = "OLD", requires = "proof")]
    pub since: Option<String>,
    /// Keep the pages of a printing: its name, or its file. Each begins where it began
    #[arg(long, value_name = "OLD")]
    pub keep_pages: Option<String>,
    /// Make it an error if a page cannot begin where it began
    #[arg(long, requires = "keep_pages")]
    pub strict_pages: bool,
    /// Make PDFs of only the pages that are not what they were, and no ebook
    #[arg(long, value_name = "WHICH", requires = "keep_pages")]
    pub only_pages: Option<OnlyPages>,
    #[command(flatten)]
    pub telling: Telling,
}

/// What follows `recto check`.
#[derive(Debug, clap::Args)]
pub(crate) struct CheckArgs {
    /// The folder that holds edition.yaml [default: this folder, else manuscript/]
    #[arg(value_name = "DIR")]
    pub folder: Option<PathBuf>,
    /// Mend what is safe to mend, in the manuscript (safe), or print a diff of all that can be suggested (diff)
    #[arg(long, value_name = "HOW", num_args = 0..=1, require_equals = true, default_missing_value = "safe")]
    pub fix: Option<Fix>,
    #[command(flatten)]
    pub telling: Telling,
}

/// How build and check tell what they find.
#[derive(Clone, Copy, Debug, Default, clap::Args)]
pub(crate) struct Telling {
    /// Show every diagnostic; else, of hundreds, the first of each kind
    #[arg(long)]
    pub all: bool,
    /// Take warnings for errors
    #[arg(long, value_name = "WHAT")]
    pub deny: Option<Deny>,
    /// Text for people; JSON, SARIF or GitHub's commands for programs [default: text]
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<Format>,
}

/// What follows `recto concordance`.
#[derive(Debug, clap::Args)]
pub(crate) struct ConcordanceArgs {
    /// A file of numbers that --write has written; the numbers now are set beside them
    #[arg(value_name = "OLD.json")]
    pub old: Option<PathBuf>,
    /// The folder that holds edition.yaml [default: this folder, else manuscript/]
    #[arg(value_name = "DIR")]
    pub folder: Option<PathBuf>,
    /// Write the numbers into this file, as JSON
    #[arg(long, value_name = "FILE")]
    pub write: Option<PathBuf>,
    /// Text for people, or one JSON document for programs [default: text]
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<Format>,
}

/// What follows `recto cover`.
#[derive(Debug, clap::Args)]
pub(crate) struct CoverArgs {
    /// The folder that holds edition.yaml [default: this folder, else manuscript/]
    #[arg(value_name = "DIR")]
    pub folder: Option<PathBuf>,
    /// The folder that cover.pdf is written to, made if it is not there [default: out]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Text for people, or one JSON document for programs [default: text]
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<Format>,
}

/// What follows `recto diff`.
#[derive(Debug, clap::Args)]
pub(crate) struct DiffArgs {
    /// The older printing: its name, or its file
    #[arg(value_name = "OLD")]
    pub old: String,
    /// The newer printing [default: the manuscript as it stands]
    #[arg(value_name = "NEW")]
    pub new: Option<String>,
    /// The folder that holds edition.yaml [default: this folder, else manuscript/]
    #[arg(long, value_name = "DIR")]
    pub manuscript: Option<PathBuf>,
    /// Text for people, Markdown, or one JSON document for programs [default: text]
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<ListFormat>,
}

/// What follows `recto errata`.
#[derive(Debug, clap::Args)]
pub(crate) struct ErrataArgs {
    /// The printing that the readers have: its name, or its file
    #[arg(value_name = "OLD")]
    pub old: String,
    /// The folder that holds edition.yaml [default: this folder, else manuscript/]
    #[arg(long, value_name = "DIR")]
    pub manuscript: Option<PathBuf>,
    /// The folder that the files are written to, made if it is not there [default: out]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Also list what readers need not know: notes renumbered, locators that moved, pages that ran on
    #[arg(long)]
    pub all: bool,
}

/// What follows `recto record`.
#[derive(Debug, clap::Args)]
pub(crate) struct RecordArgs {
    /// The printing's name; it is kept in printings/NAME.json below the manuscript
    #[arg(value_name = "NAME")]
    pub name: String,
    /// The folder that holds edition.yaml [default: this folder, else manuscript/]
    #[arg(value_name = "DIR")]
    pub folder: Option<PathBuf>,
    /// Replace a printing of this name
    #[arg(long)]
    pub force: bool,
}

/// What follows `recto explain`.
#[derive(Debug, clap::Args)]
pub(crate) struct ExplainArgs {
    /// The code of a diagnostic, or the identifier of a record in a register; without it, all codes are listed
    #[arg(value_name = "CODE|ID")]
    pub id: Option<String>,
    /// Take it for a record, although there is a code of that name
    #[arg(long)]
    pub record: bool,
    /// The folder that holds edition.yaml [default: this folder, else manuscript/]
    #[arg(value_name = "DIR")]
    pub folder: Option<PathBuf>,
}

/// What follows `recto names`.
#[derive(Debug, Subcommand)]
pub(crate) enum NamesCommand {
    /// Print a patch that tags the names that stand in the text without a tag
    #[command(long_about = help::SUGGEST, after_long_help = help::SUGGEST_EXAMPLES)]
    Suggest(SuggestArgs),
}

/// What follows `recto names suggest`.
#[derive(Debug, clap::Args)]
pub(crate) struct SuggestArgs {
    /// The folder that holds edition.yaml [default: this folder, else manuscript/]
    #[arg(value_name = "DIR")]
    pub folder: Option<PathBuf>,
}

/// What follows `recto preflight`.
#[derive(Debug, clap::Args)]
pub(crate) struct PreflightArgs {
    /// The PDF, made by recto or not
    #[arg(value_name = "FILE.pdf")]
    pub file: PathBuf,
    /// Pages that are folded from one sheet [default: 16]
    #[arg(long, value_name = "PAGES", value_parser = clap::value_parser!(u32).range(2..=128))]
    pub signature: Option<u32>,
    /// Thickness of a leaf, as 0.1mm [default: 0.1mm]
    #[arg(long, value_name = "LENGTH", value_parser = leaf)]
    pub paper: Option<Length>,
    /// Text for people, or one JSON document for programs [default: text]
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<Format>,
}

/// A thickness between nothing and an inch.
fn leaf(text: &str) -> Result<Length, String> {
    let length = Length::parse(text).filter(|length| (0.0..=72.0).contains(&length.points()));
    length.ok_or_else(|| "write a length with its unit, from `0` to `1in`, as `0.1mm`".to_string())
}

/// What follows `recto new`.
#[derive(Debug, clap::Args)]
pub(crate) struct NewArgs {
    /// The folder to make; nothing in it is ever overwritten
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
}

/// Pages that are folded from one sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Signature {
    /// One fold
    #[value(name = "4")]
    Four,
    /// Two folds
    #[value(name = "8")]
    Eight,
    /// Three folds
    #[value(name = "16")]
    Sixteen,
    /// Four folds
    #[value(name = "32")]
    ThirtyTwo,
}

impl Signature {
    /// How many pages.
    pub(crate) fn pages(self) -> u32 {
        match self {
            Signature::Four => 4,
            Signature::Eight => 8,
            Signature::Sixteen => 16,
            Signature::ThirtyTwo => 32,
        }
    }
}

/// What alone is to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Only {
    /// The ebook, book.epub
    Epub,
    /// The PDF for the screen, book.pdf
    Screen,
    /// The PDF for the printer, book-print.pdf
    Print,
}

/// Which pages alone are to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum OnlyPages {
    /// Those that are not what they were in the printing that is kept
    Changed,
}

/// How a list is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListFormat {
    /// Lines for people
    Text,
    /// One JSON document
    Json,
    /// A list in Markdown
    Markdown,
}

/// How the command speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Lines for people
    Text,
    /// One JSON document
    Json,
    /// One JSON document in the Static Analysis Results Interchange Format
    Sarif,
    /// Workflow commands, which GitHub shows beside the lines of a change
    Github,
}

/// What counts as an error too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Deny {
    /// All warnings
    Warnings,
}

/// What becomes of suggestions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Fix {
    /// The safe ones are made
    Safe,
    /// All are printed as a unified diff
    Diff,
}

#[cfg(test)]
mod tests {
    use super::Args;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        Args::command().debug_assert();
    }
}
