//! Potential (S4): what could become of the customer, as its file says.

use super::Judged;
use crate::model::{Customer, Potential};

/// Who says so (own).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PotentialWhy {
    /// The customer's file.
    File,
    /// Nobody.
    Unsaid,
}

/// The potential (S4).
pub fn potential(customer: &Customer) -> Judged<Potential, PotentialWhy> {
    let why = if customer.potential.is_some() { PotentialWhy::File } else { PotentialWhy::Unsaid };
    Judged { class: customer.potential, why }
}

#[cfg(test)]
mod tests {
    use super::super::kit::customer;
    use super::*;

    #[test]
    fn the_file_decides() {
        for want in [None, Some(Potential::High), Some(Potential::Medium), Some(Potential::Low)] {
            let mut customer = customer();
            customer.potential = want;
            assert_eq!(potential(&customer).class, want);
        }
    }
}
