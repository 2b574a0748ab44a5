//! The redaction over amounts.

use crate::model::Audience;

/// Hides amounts from now on, in all that this command answers.
pub fn hide_amounts() {
    Audience::change(|audience| audience.hides_amounts = true);
}

/// Whether amounts are hidden.
pub fn hides_amounts() -> bool {
    Audience::ask(|audience| audience.hides_amounts)
}

/// An amount as text, or what stands for it.
pub(super) fn shown(amount: impl ToString) -> String {
    if hides_amounts() { "•••".to_owned() } else { amount.to_string() }
}
