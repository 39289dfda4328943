//! How much is read in all: what is spent by all files together.

use std::sync::atomic::{AtomicUsize, Ordering};

use crate::load::limits;

/// The bytes of images, fonts and profiles, against [`limits::TOTAL_BYTES`].
#[derive(Debug, Default)]
pub struct Budget {
    spent: AtomicUsize,
}

impl Budget {
    /// Counts the bytes of a file; no, where they are too many in all.
    ///
    /// Which file it is that is too many depends on the order of reading; that
    /// there is one does not.
    pub fn spend(&self, bytes: usize) -> bool {
        let before = self.spent.fetch_add(bytes, Ordering::Relaxed);
        before + bytes <= limits::TOTAL_BYTES
    }

    /// Counts the bytes of a file, if there is room for them.
    pub fn spend_if_there(&self, bytes: usize) -> bool {
        let spend = |spent: usize| Some(spent + bytes).filter(|all| *all <= limits::TOTAL_BYTES);
        self.spent.fetch_update(Ordering::Relaxed, Ordering::Relaxed, spend).is_ok()
    }

    /// Whether too much was read.
    pub fn is_spent(&self) -> bool {
        self.spent.load(Ordering::Relaxed) > limits::TOTAL_BYTES
    }
}

#[cfg(test)]
mod tests {
    use super::Budget;
    use crate::load::limits::TOTAL_BYTES;

    #[test]
    fn what_is_spent_is_spent() {
        let budget = Budget::default();
        assert!(budget.spend(TOTAL_BYTES - 1) && !budget.is_spent());
        assert!(!budget.spend_if_there(2) && budget.spend_if_there(1) && !budget.is_spent());
        assert!(!budget.spend(1) && budget.is_spent());
    }
}
