//! How many repetitions a client may have in hand.

use std::sync::atomic::{AtomicU32, Ordering};

/// What a client begins with, and can have at most.
const FULL: u32 = 500;
/// What a repetition costs.
pub(crate) const COST: u32 = 5;
/// What one costs behind an attempt that took too long: it has cost the server more, too.
pub(crate) const COST_OF_TIMEOUT: u32 = 10;

/// A budget that all calls of a client share: a bucket of tokens.
#[derive(Debug)]
pub(crate) struct Budget(AtomicU32);

impl Default for Budget {
    fn default() -> Self {
        Self(AtomicU32::new(FULL))
    }
}

impl Budget {
    /// Takes tokens for a repetition, if there are so many.
    pub(crate) fn take(&self, tokens: u32) -> bool {
        let taken = |left: u32| left.checked_sub(tokens);
        self.0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, taken)
            .is_ok()
    }

    /// Gives tokens back: those of a repetition that succeeded, or one for a success without any.
    pub(crate) fn give(&self, tokens: u32) {
        let given = |left: u32| (left < FULL).then(|| FULL.min(left.saturating_add(tokens)));
        // The error is a full bucket.
        let _ = self
            .0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, given);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_used_up_and_filled() {
        let budget = Budget::default();
        let taken = (0..1000).filter(|_| budget.take(COST)).count();
        assert_eq!(taken, 100);
        (0..4).for_each(|_| budget.give(1));
        assert!(!budget.take(COST));
        budget.give(1);
        assert!(budget.take(COST) && !budget.take(1));
        budget.give(u32::MAX);
        assert!(budget.take(FULL) && !budget.take(1));
    }
}
