//! Urgency (S2): days until the customer must be handled.

use chrono::NaiveDate;

use super::{Classification, Subject, View, classes};
use crate::model::{Interval, Unit};
use crate::rules::settings::{INTERVAL, settings, span};

classes! {
    /// How soon a customer must be handled (S2).
    Urgency {
        /// Within a week.
        Urgent = "urgent",
        /// Within a month.
        Soon = "soon",
        /// Within three months.
        Relaxed = "relaxed",
        /// Later, or never.
        Slow = "slow",
    }
}

settings! {
    /// How far ahead each class reaches (S2).
    #[derive(Clone, Copy, Debug, PartialEq)]
    pub struct UrgencyRule "How far ahead the next follow-up lies, at most; beyond `relaxed` it is slow. A bare number is days."
    starter "How far ahead the next follow-up lies, at most; beyond that it is slow."
        "离下次跟进最多多久；更久的算从缓。"
    {
        /// Urgent up to here; an overdue customer is, too.
        "urgent" urgent: Interval = INTERVAL, span(7, Unit::Day);
        /// Soon up to here.
        "soon" soon: Interval = INTERVAL, span(30, Unit::Day);
        /// Relaxed up to here.
        "relaxed" relaxed: Interval = INTERVAL, span(90, Unit::Day);
    }
    rising ["urgent", "soon", "relaxed"]
}

/// Why it is urgent (S2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UrgencyWhy {
    Due {
        on: NaiveDate,
        /// Days until then; 0 once it is overdue.
        days: i64,
    },
    /// It is never due.
    Never,
}

impl View for Urgency {
    type Why = UrgencyWhy;
    type Rules<'r> = (&'r UrgencyRule,);

    fn of(subject: &Subject<'_>, (rule,): Self::Rules<'_>) -> Classification<Self, UrgencyWhy> {
        urgency(subject.next_due, rule, subject.today)
    }
}

/// The urgency (S2).
/// `next_due` is its next follow-up, `None` for never.
pub fn urgency(
    next_due: Option<NaiveDate>,
    rule: &UrgencyRule,
    today: NaiveDate,
) -> Classification<Urgency, UrgencyWhy> {
    let Some(on) = next_due else { return Classification::known(Urgency::Slow, UrgencyWhy::Never) };
    let days = (on - today).num_days().max(0);
    let class = if on <= rule.urgent.after(today) {
        Urgency::Urgent
    } else if on <= rule.soon.after(today) {
        Urgency::Soon
    } else if on <= rule.relaxed.after(today) {
        Urgency::Relaxed
    } else {
        Urgency::Slow
    };
    Classification::known(class, UrgencyWhy::Due { on, days })
}

#[cfg(test)]
mod tests {
    use super::super::test_support::{TODAY, day};
    use super::*;

    #[test]
    fn days_until_the_next_date_decide_and_overdue_counts_as_none() {
        use Urgency::{Relaxed, Slow, Soon, Urgent};
        for (days, counted, want) in [
            (Some(-400), 0, Urgent),
            (Some(0), 0, Urgent),
            (Some(7), 7, Urgent),
            (Some(8), 8, Soon),
            (Some(30), 30, Soon),
            (Some(31), 31, Relaxed),
            (Some(90), 90, Relaxed),
            (Some(91), 91, Slow),
            (None, 0, Slow),
        ] {
            let next_due = days.map(|days| day(TODAY) + chrono::TimeDelta::days(days));
            let judged = urgency(next_due, &UrgencyRule::default(), day(TODAY));
            assert_eq!(judged.class, Some(want), "{days:?}");
            match judged.why {
                UrgencyWhy::Due { days, .. } => assert_eq!(days, counted),
                UrgencyWhy::Never => assert_eq!(days, None),
            }
        }
    }
}
