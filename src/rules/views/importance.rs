//! Importance (S2): by achievable revenue or potential.

use super::{Classification, Metrics, NeedRule, Pyramid, PyramidRule, Subject, View, classes};
use crate::model::Potential;

classes! {
    /// How much depends on a customer (S2).
    Importance {
        /// Buys much, or could.
        Important = "important",
        /// Neither.
        Ordinary = "ordinary",
    }
}

/// Why a customer is important or ordinary: the two classes it rests on (own).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImportanceWhy {
    /// Its place in the pyramid; `None` where that can't be told.
    pub pyramid: Option<Pyramid>,
    /// The file's potential.
    pub potential: Option<Potential>,
}

impl View for Importance {
    type Why = ImportanceWhy;
    type Rules<'r> = (&'r PyramidRule, &'r NeedRule);

    fn of(subject: &Subject<'_>, (pyramid, need): Self::Rules<'_>) -> Classification<Self, ImportanceWhy> {
        let is_unknown = subject.figures.last_year.told().is_none();
        importance(subject.figures, Pyramid::of(subject, (pyramid, need)).class, is_unknown)
    }
}

/// The importance (S2). `pyramid` is the customer's class there, `is_unknown` whether it lacks one because
/// none of last year's amounts could be counted: then it may well be one of the first.
pub fn importance(
    figures: &Metrics,
    pyramid: Option<Pyramid>,
    is_unknown: bool,
) -> Classification<Importance, ImportanceWhy> {
    let why = ImportanceWhy { pyramid, potential: figures.potential };
    let is_high = matches!(pyramid, Some(Pyramid::Super | Pyramid::Big | Pyramid::Medium));
    if is_high || figures.potential == Some(Potential::High) {
        Classification::known(Importance::Important, why)
    } else if pyramid.is_none() && is_unknown {
        Classification::unknown(why)
    } else {
        Classification::known(Importance::Ordinary, why)
    }
}

#[cfg(test)]
mod tests {
    use super::super::test_support::{TODAY, customer, figures_of};
    use super::*;

    #[test]
    fn the_first_of_the_pyramid_and_high_potential_are_important() {
        use Importance::{Important, Ordinary};
        for (pyramid, potential, is_unknown, want) in [
            (Some(Pyramid::Super), None, false, Some(Important)),
            (Some(Pyramid::Big), Some(Potential::Low), false, Some(Important)),
            (Some(Pyramid::Medium), None, false, Some(Important)),
            (Some(Pyramid::Small), None, false, Some(Ordinary)),
            (Some(Pyramid::Small), Some(Potential::High), false, Some(Important)),
            (Some(Pyramid::Suspect), Some(Potential::Medium), false, Some(Ordinary)),
            (Some(Pyramid::Other), Some(Potential::High), false, Some(Important)),
            (None, None, false, Some(Ordinary)),
            (None, None, true, None),
            (None, Some(Potential::High), true, Some(Important)),
        ] {
            let mut customer = customer();
            customer.potential = potential.map(Into::into);
            assert_eq!(
                importance(&figures_of(&customer, &[], TODAY), pyramid, is_unknown).class,
                want,
                "{pyramid:?} {potential:?}"
            );
        }
    }
}
