//! The tests of the whole compiler: Markdown in; diagnostics, ebook and pages
//! out, as a reader gets them.

mod cases;
mod command;
#[cfg(target_os = "linux")]
mod faults;
mod harness;
#[cfg(target_os = "linux")]
mod hostile;
mod insertion;
mod judges;
mod keeping;
mod laws;
mod names;
mod printed;
mod printings;
mod random;
mod seeded;
mod stable;
mod tidy;
mod verify;
