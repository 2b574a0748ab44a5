//! ABC (S1): the few who make up most of the revenue, the middle, the many who buy little.

use super::quantity::MEASURE;
use super::{
    Classification, Metrics, Ranking, SalesMeasure, Share, Subject, Turnover, View, Volumes, classes,
};
use crate::model::Decimal;
use crate::rules::settings::{FRACTION, TEXT, settings};

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
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct AbcRule "The same in three classes." {
        /// A until this part is reached.
        "A" a: Decimal = FRACTION, Decimal::new(80, 2);
        /// B until this part is reached.
        "B" b: Decimal = FRACTION, Decimal::new(95, 2);
        /// What is ranked: the amounts of the last year's orders, or their quantities.
        "by" by: SalesMeasure = MEASURE, SalesMeasure::Amount;
        /// The unit of the quantities that are added up, such as pcs; without it those that say none. Orders in another unit, or without a quantity, are told and not added.
        "unit" unit: Option<String> = TEXT, None, examples r#""pcs""# r#""件""#;
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
    /// Its part of the quantity that all ordered.
    Quantity(Share, Volumes),
    /// It ordered nothing in the last year that counts in this unit.
    NoQuantity(Volumes),
}

impl View for Abc {
    type Why = AbcWhy;
    type Rules<'r> = (&'r AbcRule,);

    fn of(subject: &Subject<'_>, (rule,): Self::Rules<'_>) -> Classification<Self, AbcWhy> {
        abc(subject.figures, subject.ranking, rule)
    }
}

/// The ABC class; none without revenue, or without a quantity, in the last year (S1, own).
pub fn abc(figures: &Metrics, ranking: &Ranking, rule: &AbcRule) -> Classification<Abc, AbcWhy> {
    let volumes = figures.abc.unwrap_or_default();
    let (share, why) = match rule.by {
        SalesMeasure::Amount => match ranking.revenue {
            Some(share) => (share, AbcWhy::Share(share)),
            None => return Classification::unknown(AbcWhy::NoRevenue(figures.last_year)),
        },
        SalesMeasure::Quantity => match ranking.abc {
            Some(share) => (share, AbcWhy::Quantity(share, volumes)),
            None => return Classification::unknown(AbcWhy::NoQuantity(volumes)),
        },
    };
    let class = if share.is_up_to(rule.a) {
        Abc::A
    } else if share.is_up_to(rule.b) {
        Abc::B
    } else {
        Abc::C
    };
    Classification::known(class, why)
}

#[cfg(test)]
mod tests {
    use super::super::test_support::{book, book_by, policy};
    use super::*;

    fn classes(revenues: &[&str]) -> Vec<Option<&'static str>> {
        let (figures, book) = book(revenues);
        figures.iter().map(|f| abc(f, &book.ranking(&f.id), &AbcRule::default()).word()).collect()
    }

    #[test]
    fn by_quantity_only_one_unit_is_ranked() {
        let mut rules = policy();
        rules.views.abc =
            AbcRule { by: SalesMeasure::Quantity, unit: Some("pcs".to_owned()), ..AbcRule::default() };
        let (figures, book) = book_by(
            &rules,
            &[
                "2026-11-01 order 9 quantity=80 unit=pcs",
                "2026-11-01 order 100 quantity=15 unit=PCS",
                // Without an amount it counts as well.
                "2026-11-01 order quantity=5 unit=pcs",
                "2026-11-01 order 1000 quantity=900 unit=t",
                "2026-11-01 order 1000",
                "2025-01-01 order 1000 quantity=900 unit=pcs",
            ],
        );
        let found: Vec<_> = figures.iter().map(|f| abc(f, &book.ranking(&f.id), &rules.views.abc)).collect();
        let classes: Vec<_> = found.iter().map(Classification::word).collect();
        assert_eq!(classes, [Some("A"), Some("B"), Some("C"), None, None, None]);
        let left_out = |index: usize| match found[index].why {
            AbcWhy::NoQuantity(volumes) => (volumes.orders, volumes.other_unit, volumes.unmeasured),
            ref other => panic!("{other:?}"),
        };
        assert_eq!((left_out(3), left_out(4), left_out(5)), ((1, 1, 0), (1, 0, 1), (0, 0, 0)));
        // By amounts the same book has other classes.
        let by_amount: Vec<_> =
            figures.iter().map(|f| abc(f, &book.ranking(&f.id), &AbcRule::default()).word()).collect();
        assert_eq!(by_amount, [Some("C"), Some("B"), None, Some("A"), Some("A"), None]);
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
