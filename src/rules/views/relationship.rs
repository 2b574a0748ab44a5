//! Relationship (S4): how long, how broad and how untroubled the cooperation is.

use chrono::NaiveDate;

use super::{Classification, Metrics, Subject, View, classes};
use crate::model::{Decimal, Interval, Measure, Unit};
use crate::rules::rhythm::is_over;
use crate::rules::settings::{COUNT, INTERVAL, Kind, Shape, settings, span};

classes! {
    /// How close a customer is (S4).
    Relationship {
        /// Years, several product lines, no complaint.
        Strategic = "strategic",
        /// Stable.
        LongTerm = "long-term",
        /// In its first time, or without an order yet.
        New = "new",
        /// Without an order for so long that it may be lost (own).
        Lapsed = "lapsed",
    }
}

settings! {
    /// What makes a relationship (S4, own).
    #[derive(Clone, Copy, Debug, PartialEq)]
    pub struct RelationshipRule "How long, and how broad, the cooperation is."
    starter "So long after the first order; strategic takes so many product lines, too. Lapsed\nso long without an order, and for so many times its own rhythm where it is known."
        "首单之后多久；战略客户还要有几条产品线。\n流失是多久没有订单，且已超过自身下单节奏的几倍。"
    {
        /// Strategic so long after the first order.
        "strategic" strategic: Interval = INTERVAL, span(3, Unit::Year);
        /// Strategic with at least so many product lines (`item` of the orders).
        "product_lines" lines: u32 = COUNT, 2;
        /// Long-term so long after the first order; at most what strategic takes.
        "long_term" long_term: Interval = INTERVAL, span(1, Unit::Year);
        /// Lapsed so long after the last order.
        "lapsed" lapsed: Interval = INTERVAL, span(12, Unit::Month);
        /// And so many times its own ordering rhythm after it, where that is known.
        "rhythms" rhythms: Decimal = Shape::Value(Kind::Number(Measure::Rhythms, None)), Decimal::TWO;
    }
    rising ["long_term", "strategic"]
}

/// What the relationship rests on (S4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RelationshipWhy {
    pub first_order: Option<NaiveDate>,
    pub last_order: Option<NaiveDate>,
    /// The usual gap between its order days, in days, where it is known.
    pub rhythm: Option<u32>,
    /// How many product lines it ordered.
    pub lines: u32,
    /// Whether a complaint is open.
    pub open_complaint: bool,
}

impl View for Relationship {
    type Why = RelationshipWhy;
    type Rules<'r> = (&'r RelationshipRule,);

    fn of(subject: &Subject<'_>, (rule,): Self::Rules<'_>) -> Classification<Self, RelationshipWhy> {
        relationship(subject.figures, rule, subject.today)
    }
}

/// The relationship (S4).
pub fn relationship(
    figures: &Metrics,
    rule: &RelationshipRule,
    today: NaiveDate,
) -> Classification<Relationship, RelationshipWhy> {
    let Metrics { first_order, last_order, rhythm, lines, open_complaint, .. } = *figures;
    let lasts = |time: Interval| first_order.is_some_and(|first| time.after(first) <= today);
    let silence = (rule.lapsed, rule.rhythms);
    let class = if last_order.is_some_and(|last| is_over(last, today, silence, rhythm)) {
        Relationship::Lapsed
    } else if lasts(rule.strategic) && lines >= rule.lines && !open_complaint {
        Relationship::Strategic
    } else if lasts(rule.long_term) {
        Relationship::LongTerm
    } else {
        Relationship::New
    };
    Classification::known(class, RelationshipWhy { first_order, last_order, rhythm, lines, open_complaint })
}

#[cfg(test)]
mod tests {
    use super::super::test_support::{TODAY, customer, day, figures_of};
    use super::*;

    fn class(lines: &[&'static str], today: &str) -> Option<&'static str> {
        let figures = figures_of(&customer(), lines, today);
        relationship(&figures, &RelationshipRule::default(), day(today)).word()
    }

    #[test]
    fn it_counts_from_the_first_order() {
        const BROAD: &str = "2026-01-01 order item=y";
        for (lines, want) in [
            (vec![], "new"),
            (vec!["2010-01-01 followup", "2010-01-01 quote 10 item=x"], "new"),
            (vec!["2025-11-22 order item=x"], "new"),
            (vec!["2025-11-21 order item=x", "2025-11-22 order item=x"], "long-term"),
            (vec!["2023-11-21 order item=x", BROAD], "strategic"),
            (vec!["2023-11-22 order item=x", BROAD], "long-term"),
            (vec!["2023-11-21 order item=y", BROAD], "long-term"),
            (vec!["2023-11-21 order item=Y", BROAD], "long-term"), // the same line, typed otherwise
            (vec!["2023-11-21 order", BROAD], "long-term"),        // an order without item is not a line
            (vec!["2023-11-21 order item=x", BROAD, "2026-11-01 complaint opened"], "long-term"),
            (vec!["2023-11-21 order item=x", BROAD, "2026-11-01 complaint answered"], "long-term"),
            (
                vec![
                    "2023-11-21 order item=x",
                    BROAD,
                    "2026-11-01 complaint opened",
                    "2026-11-02 complaint solved",
                ],
                "strategic",
            ),
            (
                vec![
                    "2023-11-21 order item=x",
                    BROAD,
                    "2026-11-01 complaint opened ref=1",
                    "2026-11-02 complaint solved ref=2",
                ],
                "long-term",
            ),
        ] {
            assert_eq!(class(&lines, TODAY), Some(want), "{lines:?}");
        }
    }

    #[test]
    fn without_an_order_for_a_year_and_twice_its_own_rhythm_it_is_lapsed() {
        let broad = ["2020-01-01 order item=x", "2020-02-10 order item=y"];
        for (lines, rhythm, today, want) in [
            (&["2025-11-21 order 1"][..], None, TODAY, "lapsed"),
            (&["2025-11-22 order 1"], None, TODAY, "new"),
            // What it bought of us, and for how long, is no matter then.
            (&broad, None, TODAY, "lapsed"),
            (&["2021-11-20 order item=x", "2024-11-20 order item=y"], None, "2025-11-19", "strategic"),
            (&["2021-11-20 order item=x", "2024-11-20 order item=y"], None, "2025-11-20", "lapsed"),
            // Who orders every year is not lost after one.
            (&["2021-11-20 order item=x", "2024-11-20 order item=y"], Some(365), "2026-11-19", "strategic"),
            (&["2021-11-20 order item=x", "2024-11-20 order item=y"], Some(365), "2026-11-20", "lapsed"),
            // A short rhythm makes nobody lapsed before the year is over.
            (&["2026-01-01 order 1"], Some(7), TODAY, "new"),
        ] {
            let figures = Metrics { rhythm, ..figures_of(&customer(), lines, today) };
            let found = relationship(&figures, &RelationshipRule::default(), day(today));
            assert_eq!(found.word(), Some(want), "{lines:?} {rhythm:?} {today}");
        }
    }

    #[test]
    fn a_leap_day_has_its_anniversaries_on_the_last_of_february() {
        for (today, want) in [("2025-02-27", "new"), ("2025-02-28", "long-term"), ("2028-02-29", "long-term")]
        {
            let lines = ["2024-02-29 order 1", "2025-01-01 order 1", "2028-01-01 order 1"];
            assert_eq!(class(&lines, today), Some(want), "{today}");
        }
    }
}
