//! The redaction over amounts.
//!
//! Classes are computed from amounts, so they are hidden only where they are shown. It is switched on once, before
//! anything is rendered, for all of the process: a redaction that each function had to hand on to the next would
//! be one that some function forgets.

use std::sync::atomic::{AtomicBool, Ordering};

static ARE_HIDDEN: AtomicBool = AtomicBool::new(false);

/// Hides amounts from now on.
pub fn hide_amounts() {
    ARE_HIDDEN.store(true, Ordering::Relaxed);
}

/// Whether amounts are hidden.
pub fn hides_amounts() -> bool {
    ARE_HIDDEN.load(Ordering::Relaxed)
}

/// An amount as text, or what stands for it.
pub(super) fn shown(amount: impl ToString) -> String {
    if hides_amounts() { "•••".to_owned() } else { amount.to_string() }
}
