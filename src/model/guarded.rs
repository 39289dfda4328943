//! Work on a stranger's bytes that must not end the program.
//!
//! Readers of fonts, images, drawings, PDFs and bibliographies are other
//! people's. What they have not thought of ends here: a panic, or calls that
//! go too deep for a usual stack.

use std::thread::Builder;

/// The name of the threads that may panic and be none the worse for it.
pub const THREAD: &str = "guarded";

/// Room for calls within calls. It is claimed only as it is used.
const STACK: usize = 256 << 20;

/// What `work` gives; `None` where it panics, or no thread can be had for it.
pub fn guarded<T: Send>(work: impl FnOnce() -> T + Send) -> Option<T> {
    std::thread::scope(|scope| {
        let thread = Builder::new().name(THREAD.to_string()).stack_size(STACK);
        thread.spawn_scoped(scope, work).ok()?.join().ok()
    })
}

#[cfg(test)]
mod tests {
    use super::guarded;

    fn deep(levels: usize) -> usize {
        if levels == 0 { 0 } else { std::hint::black_box(deep(levels - 1)) + 1 }
    }

    #[test]
    fn panics_and_deep_calls_are_survived() {
        assert_eq!(guarded(|| deep(1_000_000)), Some(1_000_000));
        assert_eq!(guarded(|| -> u8 { panic!("as it may") }), None);
    }
}
