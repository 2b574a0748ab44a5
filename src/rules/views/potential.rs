//! Potential (S4): what could become of the customer, as its file says, or its points where the file leaves it to them.

use super::{Classification, Metrics, Subject, View};
use crate::model::{Decimal, Potential};

/// Who says so (own).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PotentialWhy {
    /// The customer's file.
    File,
    /// Its points, to which the file leaves it.
    Points { score: Decimal },
    /// Nobody.
    Unsaid,
}

impl View for Potential {
    type Why = PotentialWhy;
    type Rules<'r> = ();

    fn of(subject: &Subject<'_>, (): Self::Rules<'_>) -> Classification<Self, PotentialWhy> {
        potential(subject.figures)
    }
}

/// The potential (S4).
pub fn potential(figures: &Metrics) -> Classification<Potential, PotentialWhy> {
    let why = match figures.potential {
        Some(_) if figures.is_scored => PotentialWhy::Points { score: figures.lead },
        Some(_) => PotentialWhy::File,
        None => PotentialWhy::Unsaid,
    };
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
            customer.potential = want.map(Into::into);
            assert_eq!(potential(&figures_of(&customer, &[], TODAY)).class, want);
        }
    }
}
