//! The customer pyramid (S3): the first 1 %, the next 4 %, the next 15 %, the rest; and those who
//! do not buy.

use chrono::NaiveDate;

use super::{Classification, Metrics, NeedRule, Place, Ranking, Subject, Turnover, View, classes};
use crate::model::{Decimal, Need};
use crate::rules::settings::{FRACTION, settings};

classes! {
    /// A layer of the pyramid (S3).
    Pyramid {
        /// The first 1 % by revenue.
        Super = "super",
        /// The next 4 %.
        Big = "big",
        /// The next 15 %.
        Medium = "medium",
        /// The remaining 80 %.
        Small = "small",
        /// Ordered before, not in the last year.
        Inactive = "inactive",
        /// In contact, without an order.
        Prospect = "prospect",
        /// Never contacted.
        Suspect = "suspect",
        /// Will never buy.
        Other = "other",
    }
}

settings! {
    /// How far each layer reaches down the ranking, as fractions of the customers (S3).
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct PyramidRule "The first of the customers in the ranking by last year's revenue, as parts of them all; the rest is small."
    starter "The first 1 %, 5 % and 20 % of the customers in that ranking; the others are\nsmall."
        "同一排名的前 1%、5%、20%；其余为小客户。"
    {
        /// The first 1 %: super.
        "super" superb: Decimal = FRACTION, Decimal::new(1, 2);
        /// The first 5 %, super included: big.
        "big" big: Decimal = FRACTION, Decimal::new(5, 2);
        /// The first 20 %, super and big included: medium.
        "medium" medium: Decimal = FRACTION, Decimal::new(20, 2);
    }
    rising ["super", "big", "medium"]
}

/// Why it lies in that layer (S3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PyramidWhy {
    /// Its place by revenue.
    Ranked(Place),
    /// `need: dead`, and no order in the last year.
    NoNeed,
    /// It ordered, but not in the last year.
    Gone {
        /// The last time.
        last: NaiveDate,
    },
    /// Its log holds something, but no order.
    Contacted,
    /// Its log is empty.
    Untouched,
    /// It ordered in the last year, without revenue that counts: its place can't be told.
    NoRevenue(Turnover),
}

impl View for Pyramid {
    type Why = PyramidWhy;
    type Rules<'r> = (&'r PyramidRule, &'r NeedRule);

    fn of(subject: &Subject<'_>, (rule, need): Self::Rules<'_>) -> Classification<Self, PyramidWhy> {
        pyramid(subject.figures, subject.ranking, Need::of(subject, (need,)).class, rule)
    }
}

/// The layer (S3). `need` is the customer's class in the view of that name.
pub fn pyramid(
    figures: &Metrics,
    ranking: &Ranking,
    need: Option<Need>,
    rule: &PyramidRule,
) -> Classification<Pyramid, PyramidWhy> {
    if let Some(place) = ranking.revenue.map(|share| share.place) {
        return Classification::known(layer(place, rule), PyramidWhy::Ranked(place));
    }
    if figures.last_year.orders > 0 {
        return Classification::unknown(PyramidWhy::NoRevenue(figures.last_year));
    }
    let (class, why) = if need == Some(Need::Dead) {
        (Pyramid::Other, PyramidWhy::NoNeed)
    } else if let Some(last) = figures.gone_since() {
        (Pyramid::Inactive, PyramidWhy::Gone { last })
    } else if figures.has_entries {
        (Pyramid::Prospect, PyramidWhy::Contacted)
    } else {
        (Pyramid::Suspect, PyramidWhy::Untouched)
    };
    Classification::known(class, why)
}

/// The layer of a place by revenue (S3).
pub fn layer(place: Place, rule: &PyramidRule) -> Pyramid {
    if place.is_in_first(rule.superb) {
        Pyramid::Super
    } else if place.is_in_first(rule.big) {
        Pyramid::Big
    } else if place.is_in_first(rule.medium) {
        Pyramid::Medium
    } else {
        Pyramid::Small
    }
}

#[cfg(test)]
mod tests {
    use super::super::Book;
    use super::super::test_support::{book, figures};
    use super::*;

    #[test]
    fn the_layers_are_cut_by_rank_and_rounded_up() {
        // n customers with revenue: the last rank of super, big and medium.
        for (of, superb, big, medium) in [
            (1, 1, 1, 1),
            (2, 1, 1, 1),
            (5, 1, 1, 1),
            (6, 1, 1, 2),
            (20, 1, 1, 4),
            (21, 1, 2, 5),
            (100, 1, 5, 20), // exactly 1 %
            (101, 2, 6, 21),
            (200, 2, 10, 40),
            (100_000, 1000, 5000, 20_000),
        ] {
            let rule = PyramidRule::default();
            let last = |layers: &[Pyramid]| {
                (1..=of).filter(|rank| layers.contains(&layer(Place { rank: *rank, of }, &rule))).max()
            };
            assert_eq!(last(&[Pyramid::Super]), Some(superb), "super of {of}");
            assert_eq!(last(&[Pyramid::Super, Pyramid::Big]), Some(big), "big of {of}");
            let upper = [Pyramid::Super, Pyramid::Big, Pyramid::Medium];
            assert_eq!(last(&upper), Some(medium), "medium of {of}");
        }
    }

    #[test]
    fn ties_go_by_id_and_only_revenue_counts() {
        let revenues = ["5", "5", "0", "-1", "5", "5", "5", "5"];
        let (figures, book) = book(&revenues);
        let layers: Vec<_> = figures
            .iter()
            .map(|f| pyramid(f, &book.ranking(&f.id), None, &PyramidRule::default()).word())
            .collect();
        let small = Some("small");
        assert_eq!(layers, [Some("super"), Some("medium"), None, None, small, small, small, small]);
    }

    #[test]
    fn those_who_do_not_buy_have_their_place_too() {
        use Pyramid::{Inactive, Other, Prospect, Suspect};
        for (lines, need, want) in [
            (vec![], None, Some(Suspect)),
            (vec![], Some(Need::Dead), Some(Other)),
            (vec![], Some(Need::Potential), Some(Suspect)),
            (vec!["2026-11-21 note"], None, Some(Prospect)),
            (vec!["2026-11-21 note"], Some(Need::Dead), Some(Other)),
            (vec!["2025-11-21 order 10"], Some(Need::Target), Some(Inactive)),
            (vec!["2025-11-21 order 10"], Some(Need::Dead), Some(Other)),
            (vec!["2025-11-22 order 10"], Some(Need::Dead), Some(Pyramid::Super)),
            (vec!["2025-11-22 order 10 JPY"], None, None),
            (vec!["2025-11-22 order 10 JPY"], Some(Need::Dead), None),
            (vec!["2025-11-22 order"], None, None),
            (vec!["2020-11-22 order 10 JPY"], None, Some(Inactive)),
        ] {
            let figures = figures(&lines);
            let ranking = Book::fold([&figures]).ranking(&figures.id);
            let judged = pyramid(&figures, &ranking, need, &PyramidRule::default());
            assert_eq!(judged.class, want, "{lines:?} {need:?}");
        }
    }
}
