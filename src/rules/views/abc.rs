//! ABC (S1): the few who make up most of the revenue, the middle, the many who buy little.

use super::{Classification, Metrics, Ranking, Share, Subject, Turnover, View, classes};
use crate::model::Decimal;
use crate::rules::settings::{FRACTION, settings};

classes! {
    /// The part of the revenue that a customer belongs to (S1).
    Abc {
        /// The few.
        A = "A",
        /// The middle.
        B = "B",
        C = "C",
    }
}

settings! {
    /// Where the cumulative revenue is cut, as fractions (own).
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct AbcRule "The same in three classes." {
        /// A until this part is reached.
        "A" a: Decimal = FRACTION, Decimal::new(80, 2);
        /// B until this part is reached.
        "B" b: Decimal = FRACTION, Decimal::new(95, 2);
    }
    rising ["A", "B"]
}

/// Why it is in that class (S1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AbcWhy {
    /// Its part of the revenue.
    Share(Share),
    /// It brought no revenue in the last year, or none that counts.
    NoRevenue(Turnover),
}

impl View for Abc {
    type Why = AbcWhy;

    fn of(subject: &Subject<'_>) -> Classification<Self, AbcWhy> {
        abc(subject.figures, subject.standing, &subject.rules.abc)
    }
}

/// The ABC class; none without revenue in the last year (S1, own).
pub fn abc(figures: &Metrics, standing: &Ranking, rule: &AbcRule) -> Classification<Abc, AbcWhy> {
    let Some(share) = standing.revenue else {
        return Classification::untold(AbcWhy::NoRevenue(figures.last_year));
    };
    let class = if share.is_up_to(rule.a) {
        Abc::A
    } else if share.is_up_to(rule.b) {
        Abc::B
    } else {
        Abc::C
    };
    Classification::told(class, AbcWhy::Share(share))
}

#[cfg(test)]
mod tests {
    use super::super::test_support::book;
    use super::*;

    fn classes(revenues: &[&str]) -> Vec<Option<&'static str>> {
        let (figures, book) = book(revenues);
        figures.iter().map(|f| abc(f, &book.standing(&f.id), &AbcRule::default()).word()).collect()
    }

    #[test]
    fn the_customer_that_reaches_a_cut_still_belongs_above_it() {
        let (a, b, c) = (Some("A"), Some("B"), Some("C"));
        for (revenues, want) in [
            (vec!["10"], vec![a]),
            (vec!["0"], vec![None]),
            (vec!["-5"], vec![None]),
            (vec![], vec![]),
            (vec!["80", "15", "5"], vec![a, b, c]), // exactly 80 %, exactly 95 %
            (vec!["79.99", "15.01", "5"], vec![a, a, c]), // not reached: the next one reaches it
            (vec!["81", "14", "5"], vec![a, b, c]),
            (vec!["81", "13.99", "5.01"], vec![a, b, b]),
            (vec!["5", "80", "0", "15"], vec![c, a, None, b]), // the order of the book is none
            (vec!["1", "1", "1", "1", "1"], vec![a, a, a, a, b]), // ties by id
            (vec!["80", "15", "5", "-100"], vec![a, b, c, None]), // what was given back takes nothing away
            (vec!["33.3333333333", "33.3333333333", "33.3333333334"], vec![a, a, a]),
        ] {
            assert_eq!(classes(&revenues), want, "{revenues:?}");
        }
    }
}
