//! Grades with an interval: so long after the last contact day, or where the customer orders.

use chrono::NaiveDate;

use crate::model::{Customer, History, Interval};
use crate::rules::policy::Policy;
use crate::rules::rhythm::order_days;
use crate::rules::{Anchor, Reason, Rhythm, RhythmRule, Source};

/// The last contact day and the interval.
pub fn next(every: Interval, source: Source, last: Anchor) -> (NaiveDate, Reason) {
    (every.after(last.day), Reason::Cadence { every, source, anchor: last })
}

/// The same, or so long before the next expected order where the rhythm is known.
pub fn placed(
    (every, source): (Interval, Source),
    rule: Option<&RhythmRule>,
    last: Anchor,
    customer: &Customer,
    history: &History<'_>,
    policy: &Policy,
) -> (NaiveDate, Reason) {
    let known = rule.and_then(|rule| Some((rule, known(rule, history, policy, last.day)?)));
    let Some((rule, rhythm)) = known else { return next(every, source, last) };
    let lead = customer.lead_time.unwrap_or(policy.lead_time);
    let (due, expected) = rhythm.next_after(last.day, (every, rule.longest), lead);
    let is_own_lead = customer.lead_time.is_some();
    (due, Reason::Rhythm { rhythm, expected, lead, is_own_lead, anchor: last })
}

/// The rhythm that the customer still was in at its last contact.
fn known(rule: &RhythmRule, history: &History<'_>, policy: &Policy, contact: NaiveDate) -> Option<Rhythm> {
    let book = &policy.book_rhythm;
    let (days, model) = (order_days(history, book.numbers.merge_days), book.model());
    Rhythm::of(&days, rule, &model).filter(|rhythm| rhythm.holds(&days, &model, contact))
}
