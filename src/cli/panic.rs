//! Our own mistakes: how they are told, and that they end a run as a failure.

use std::any::Any;
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};

use crate::cli::failure::Failure;
use crate::model::guarded;

/// What `work` gives; a failure where it panics, which is our mistake.
///
/// Nothing is written then, and the last files stay: writing is the last that
/// a run does, and what is pending goes.
pub(crate) fn told<T>(work: impl FnOnce() -> T) -> Result<T, Failure> {
    let usual = panic::take_hook();
    let is_traced = std::env::var_os("RUST_BACKTRACE").is_some();
    panic::set_hook(Box::new(move |info: &PanicHookInfo<'_>| {
        // There it is foreseen, and told of the file that it comes from.
        let is_foreseen = std::thread::current().name() == Some(guarded::THREAD);
        if is_traced && !is_foreseen {
            usual(info);
        }
    }));
    panic::catch_unwind(AssertUnwindSafe(work)).map_err(|cause| {
        let message = format!("this should not have happened: {}", said(&*cause));
        Failure::new(message).help(
            "nothing was written; please report it, with the manuscript if you can: \
             `RUST_BACKTRACE=1` tells where it was",
        )
    })
}

fn said(cause: &(dyn Any + Send)) -> &str {
    let fixed = cause.downcast_ref::<&str>().copied();
    fixed
        .or_else(|| cause.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no reason given")
}
