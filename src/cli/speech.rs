//! What every command does: it reads the manuscript, and tells what is wrong.

use std::io::{self, ErrorKind, Write};
use std::path::Path;
use std::process::ExitCode;

use anstream::ColorChoice;

use crate::cli::failure::Failure;
use crate::model::diagnostic::Diagnostics;
use crate::model::inputs::Inputs;
use crate::model::source::Sources;
use crate::report;
use crate::report::text::{Colours, Extent};

/// The manuscript has errors, and nothing was written; or the file that was
/// judged has.
pub(crate) const HAS_ERRORS: u8 = 1;

/// The manuscript, its texts corrected.
pub(crate) fn read(folder: &Path, diagnostics: &mut Diagnostics) -> Result<Inputs, Failure> {
    crate::read(folder, diagnostics).map_err(|failure| Failure::new(failure.to_string()))
}

/// Tells why a manuscript is no book.
pub(crate) fn give_up(mut diagnostics: Diagnostics, inputs: &Inputs) -> ExitCode {
    diagnostics.sort();
    complain(&diagnostics, &inputs.sources, Extent::First);
    ExitCode::from(HAS_ERRORS)
}

/// Tells what the editor has to know, with colours where they can be seen.
pub(crate) fn complain(diagnostics: &Diagnostics, sources: &Sources, extent: Extent) {
    let colours = match anstream::AutoStream::choice(&io::stderr()) {
        ColorChoice::Never => Colours::None,
        _ => Colours::Ansi,
    };
    tell(&report::text::text(diagnostics, sources, colours, extent));
}

/// Writes to standard error. If that fails there is nobody left to tell.
pub(crate) fn tell(text: &str) {
    let _ = anstream::stderr().write_all(text.as_bytes());
}

/// Writes a line to standard output. A reader who has left is no failure.
pub(crate) fn print(line: &str) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    match writeln!(stdout, "{line}").and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::new(format!("cannot write to standard output: {error}")))
        }
        _ => Ok(()),
    }
}
