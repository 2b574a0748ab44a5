//! Life cycle (S2): from the first order and the trend of the revenue.

use chrono::NaiveDate;

use super::{Classification, Metrics, Subject, View, classes};
use crate::model::{Decimal, Interval, Unit};
use crate::rules::settings::{FACTOR, SPAN, settings, span};

classes! {
    /// Where a customer stands in its life (S2).
    Lifecycle {
        /// No order, or a first one.
        Acquisition = "acquisition",
        /// Buys more.
        Growth = "growth",
        /// Buys as much.
        Maturity = "maturity",
        /// Buys less.
        Decline = "decline",
        /// Buys no more.
        Exit = "exit",
    }
}

settings! {
    /// What is new, growth and decline (own).
    #[derive(Clone, Copy, Debug, PartialEq)]
    pub struct LifecycleRule "Acquisition, growth, maturity, decline, exit."
    starter "A single order is a first one for so long. Then last year's revenue against\nthe year before: growth from 120 % of it, maturity from 80 %, below decline."
        "只有一单时，多久之内仍算获取期。之后看近一年销售额与上一年之比：达到 120% 为\n提升期，80% 起为成熟期，更低为衰退期。"
    {
        /// For so long a single order is a first one: acquisition.
        "first" first: Interval = SPAN, span(6, Unit::Month);
        /// From this part of the revenue of the year before on, last year's is growth.
        "growth" growth: Decimal = FACTOR, Decimal::new(120, 2);
        /// From this part on it is maturity; below is decline.
        "maturity" maturity: Decimal = FACTOR, Decimal::new(80, 2);
    }
    rising ["maturity", "growth"]
}

/// Why it stands there (own).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LifecycleWhy {
    /// It never ordered.
    NoOrder,
    /// It ordered once, not long ago.
    OneOrder { on: NaiveDate },
    /// It ordered, but not in the last year.
    Gone {
        /// The last time.
        last: NaiveDate,
    },
    /// It brought nothing in the year before.
    NothingBefore {
        /// Last year's revenue, where it can be told.
        last_year: Option<Decimal>,
    },
    /// Two years to compare.
    Trend {
        /// Last year's revenue.
        last_year: Decimal,
        year_before: Decimal,
    },
    /// It ordered in the two years, but one of them has no amount that counts.
    NoAmounts,
}

impl View for Lifecycle {
    type Why = LifecycleWhy;
    type Rules<'r> = (&'r LifecycleRule,);

    fn of(subject: &Subject<'_>, (rule,): Self::Rules<'_>) -> Classification<Self, LifecycleWhy> {
        lifecycle(subject.figures, rule, subject.today)
    }
}

/// The place in the life cycle (S2, own).
pub fn lifecycle(
    figures: &Metrics,
    rule: &LifecycleRule,
    today: NaiveDate,
) -> Classification<Lifecycle, LifecycleWhy> {
    let Some(first) = figures.first_order else {
        return Classification::known(Lifecycle::Acquisition, LifecycleWhy::NoOrder);
    };
    if figures.ever.orders == 1 && first > rule.first.before(today) {
        return Classification::known(Lifecycle::Acquisition, LifecycleWhy::OneOrder { on: first });
    }
    if let Some(last) = figures.gone_since() {
        return Classification::known(Lifecycle::Exit, LifecycleWhy::Gone { last });
    }
    match (figures.last_year.told(), figures.year_before.told()) {
        (last_year, Some(before)) if before <= Decimal::ZERO => {
            Classification::known(Lifecycle::Growth, LifecycleWhy::NothingBefore { last_year })
        }
        (Some(last_year), Some(year_before)) => {
            let reaches = |part| year_before.checked_mul(part).is_some_and(|cut| last_year >= cut);
            let class = if reaches(rule.growth) {
                Lifecycle::Growth
            } else if reaches(rule.maturity) {
                Lifecycle::Maturity
            } else {
                Lifecycle::Decline
            };
            Classification::known(class, LifecycleWhy::Trend { last_year, year_before })
        }
        _ => Classification::unknown(LifecycleWhy::NoAmounts),
    }
}

#[cfg(test)]
mod tests {
    use super::super::test_support::{TODAY, customer, day, figures_of};
    use super::*;

    fn class(lines: &[&'static str], today: &str) -> Option<Lifecycle> {
        let figures = figures_of(&customer(), lines, today);
        lifecycle(&figures, &LifecycleRule::default(), day(today)).class
    }

    #[test]
    fn orders_and_their_trend_decide() {
        use Lifecycle::{Acquisition, Decline, Exit, Growth, Maturity};
        let cases: &[(&[&'static str], Option<Lifecycle>)] = &[
            (&[], Some(Acquisition)),
            (&["2026-11-01 followup"], Some(Acquisition)),
            (&["2026-11-21 order 10"], Some(Acquisition)),
            (&["2026-05-22 order 10"], Some(Acquisition)), // a day less than 6 months
            (&["2026-05-21 order 10"], Some(Growth)),      // 6 months: nothing in the year before
            (&["2026-05-22 order 10", "2026-05-22 order 10"], Some(Growth)), // two
            (&["2025-11-22 order 10"], Some(Growth)),
            (&["2025-11-21 order 10"], Some(Exit)),
            (&["2015-01-01 order 10"], Some(Exit)),
            (&["2024-11-21 order 100", "2026-01-01 order 1"], Some(Growth)), // two years and a day ago
            (&["2024-11-22 order 100", "2026-01-01 order 1"], Some(Decline)),
            (&["2025-01-01 order 100", "2026-01-01 order 120"], Some(Growth)),
            (&["2025-01-01 order 100", "2026-01-01 order 119.99"], Some(Maturity)),
            (&["2025-01-01 order 100", "2026-01-01 order 80"], Some(Maturity)),
            (&["2025-01-01 order 100", "2026-01-01 order 79.99"], Some(Decline)),
            (&["2025-01-01 order 100", "2025-02-01 order -100", "2026-01-01 order 1"], Some(Growth)),
            // Amounts that nobody knows compare with nothing.
            (&["2025-01-01 order", "2026-01-01 order 100"], None),
            (&["2025-01-01 order 100", "2026-01-01 order 100 JPY"], None),
            (&["2026-01-01 order", "2026-02-01 order"], Some(Growth)),
            // What can be counted is.
            (&["2025-01-01 order 100", "2026-01-01 order 100", "2026-01-01 order 100 JPY"], Some(Maturity)),
        ];
        for (lines, want) in cases {
            assert_eq!(class(lines, TODAY), *want, "{lines:?}");
        }
    }

    #[test]
    fn a_leap_day_has_its_half_year_too() {
        use Lifecycle::{Acquisition, Exit, Growth};
        for (order, want) in [
            ("2027-08-30 order 10", Acquisition),
            ("2027-08-29 order 10", Growth),
            ("2027-03-01 order 10", Growth),
            ("2027-02-28 order 10", Exit),
        ] {
            assert_eq!(class(&[order], "2028-02-29"), Some(want), "{order}");
        }
    }
}
