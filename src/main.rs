//! Hands the arguments to the command line.

use std::process::ExitCode;

/// Half of the time of a build is spent on many small pieces of text: an
/// allocator made for them takes a quarter off the whole.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    // This thread works with the others instead of waiting for them: one fewer
    // has memory of its own. Where the threads are there already, they stay.
    let _ = rayon::ThreadPoolBuilder::new().use_current_thread().build_global();
    recto::cli::run(std::env::args_os())
}
