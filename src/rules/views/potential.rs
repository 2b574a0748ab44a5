//! Potential (S4): what could become of the customer, as its file says.

use super::{Classification, Metrics, Subject, View};
use crate::model::Potential;

/// Who says so (own).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PotentialWhy {
    /// The customer's file.
    File,
    /// Nobody.
    Unsaid,
}

impl View for Potential {
    type Why = PotentialWhy;

    fn of(subject: &Subject<'_>) -> Classification<Self, PotentialWhy> {
        potential(subject.figures)
    }
}

/// The potential (S4).
pub fn potential(figures: &Metrics) -> Classification<Potential, PotentialWhy> {
    let why = if figures.potential.is_some() { PotentialWhy::File } else { PotentialWhy::Unsaid };
    Classification { class: figures.potential, why }
}

#[cfg(test)]
mod tests {
    use super::super::test_support::{TODAY, customer, figures_of};
    use super::*;

    #[test]
    fn the_file_decides() {
        for want in [None, Some(Potential::High), Some(Potential::Medium), Some(Potential::Low)] {
            let mut customer = customer();
            customer.potential = want;
            assert_eq!(potential(&figures_of(&customer, &[], TODAY)).class, want);
        }
    }
}
