//! Hands the arguments to the command line.

use std::process::ExitCode;

fn main() -> ExitCode {
    recto::cli::run(std::env::args_os())
}
