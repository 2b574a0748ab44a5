//! Which of three lanes a due follow-up takes when a day is too short for all of them.
//!
//! First come, first served misses order windows, and so does the order of work alone. So what closes soon comes before
//! it, and a small part of the time pays old debts (own; simulated over a year at full load). The rest goes in the order of
//! work: "First A, then B, then C, then D, then E. E may be left out while there is enough above it" (S0). By the worth of a
//! minute, the mails of two minutes that D and E take would go before the twenty minutes of a C, which is worth them; so
//! that counts only within a grade, and between grades where the team says what each is worth. What an order customer is
//! expected to order counts in it, where that is known. Nothing but what closes,
//! the debts included, goes before one of a higher grade that is late.

mod rules;

use chrono::NaiveDate;

use super::policy::Policy;
use super::stake::median;
use super::{AnchorKind, Reason, Verdict};
use crate::model::{Decimal, Interval, words};

pub use rules::LaneRules;

words! {
    /// What put a follow-up on a day's list (own).
    Lane {
        /// Late by a good part of its interval.
        Debt = "debt",
        /// Closes within days: an order window, an agreed date, a sample's step, a complaint, a wish to end.
        Closing = "closing",
        /// Next in the order of work; where the team says what a follow-up is worth, worth most a minute.
        Worth = "worth",
    }
}

impl LaneRules {
    /// Whether it is late enough on a day to be a debt.
    pub fn is_debt(&self, verdict: &Verdict, policy: &Policy, class: Option<&str>, day: NaiveDate) -> bool {
        let late = verdict.days_late(day).unwrap_or(0);
        let interval = Decimal::from(interval_days(verdict, policy, class));
        late > 0 && interval.checked_mul(self.late).is_some_and(|bound| Decimal::from(late) >= bound)
    }

    /// The day from which on it is too late, where it is pressing: where that lies within days of `day`. An order may come
    /// from the day on that its days begin, so it presses once these are near, and is too late at their end: those who
    /// waited for the expected day missed several times as many (own; simulated).
    pub fn closes(&self, verdict: &Verdict, day: NaiveDate) -> Option<NaiveDate> {
        let limit = self.closing.after(day);
        let closes = match &verdict.reason {
            Reason::Rhythm { expected, .. } => {
                return (expected.days.from <= limit).then_some(expected.days.until);
            }
            // Of a day that a note set the customer knows nothing: nothing is lost with it.
            Reason::Agreed { anchor, .. } if anchor.kind == AnchorKind::Note => None,
            // What closes by itself does so wherever the planner has put it.
            Reason::Planned { .. } => verdict.unplanned().and_then(|before| self.closes(&before, day)),
            Reason::Emergency { .. }
            | Reason::Agreed { .. }
            | Reason::Step { .. }
            | Reason::Decide { .. } => verdict.due,
            _ => None,
        };
        closes.filter(|closes| *closes <= limit)
    }

    /// What a follow-up is worth a minute on a day: its grade's worth over its minutes, and once more
    /// for each interval that it is late. One that takes no time comes first.
    pub fn worth(&self, verdict: &Verdict, policy: &Policy, class: Option<&str>, day: NaiveDate) -> Decimal {
        let rule = class.and_then(|class| policy.grade(class));
        let minutes = rule.map(|rule| rule.minutes).unwrap_or_default();
        let late = verdict.days_late(day).map_or(0, |late| late.max(0));
        let interval = Decimal::from(interval_days(verdict, policy, class));
        let turns = Decimal::ONE + Decimal::from(late).checked_div(interval).unwrap_or_default();
        let worth = policy.worth(class).checked_mul(turns).unwrap_or(Decimal::MAX);
        worth.checked_div(minutes).unwrap_or(Decimal::MAX)
    }
}

/// The usual one of these amounts: the median.
pub fn usual_amount(mut amounts: Vec<Decimal>) -> Option<Decimal> {
    amounts.sort_unstable();
    median(&amounts)
}

/// How much more than a usual one of its grade on that day a follow-up is worth: by the revenue that is expected of each
/// within four weeks, where both are known. Four times at most and a fourth at least: it is a guess, and nobody is left
/// alone for being small (own).
pub fn times_usual(expected: Option<Decimal>, usual: Option<Decimal>) -> Decimal {
    let usual = usual.filter(|usual| *usual > Decimal::ZERO);
    let Some((own, usual)) = expected.zip(usual) else { return Decimal::ONE };
    let most = Decimal::from(4);
    own.checked_div(usual).unwrap_or(most).clamp(Decimal::new(25, 2), most)
}

/// How long lies between two follow-ups, in days; at least one.
fn interval_days(verdict: &Verdict, policy: &Policy, class: Option<&str>) -> i64 {
    let span = |every: Interval, from: NaiveDate| (every.after(from) - from).num_days();
    let reason = match &verdict.reason {
        Reason::Planned { why, .. } => why,
        reason => reason,
    };
    let days = match reason {
        Reason::Planned { .. } => 1,
        Reason::Emergency { within, opened, .. } => span(*within, opened.day),
        Reason::Cadence { every, anchor, .. } => span(*every, anchor.day),
        Reason::Rhythm { rhythm, .. } => i64::from(rhythm.every),
        Reason::Step { gap, .. } | Reason::Decide { gap, .. } | Reason::Times { gap, .. } => i64::from(*gap),
        // Of these nothing says how soon one follows another.
        Reason::NoSample { .. } => 7,
        Reason::Agreed { anchor, .. } => verdict.since().map_or(1, |due| (due - anchor.day).num_days()),
        Reason::Archived { .. }
        | Reason::NoNeed
        | Reason::LeftAlone { .. }
        | Reason::Ungraded { .. }
        | Reason::FirstContact { .. } => {
            let rule = class.and_then(|class| policy.grade(class));
            rule.and_then(|rule| rule.usual_days()).unwrap_or(30)
        }
    };
    days.max(1)
}

#[cfg(test)]
mod tests;
