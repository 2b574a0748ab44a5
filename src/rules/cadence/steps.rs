//! Sample customers: gap after gap, counted from the sample's event (S0).

use chrono::{Days, NaiveDate};

use super::anchor;
use crate::model::{Customer, Event, History, SampleState};
use crate::rules::{Anchor, AnchorKind, GradeRule, Reason, Steps};

/// The next step of the sequence, or the decision once it is used up. `last` is the last contact day.
pub fn next(
    steps: &Steps,
    rule: &GradeRule,
    customer: &Customer,
    history: &History<'_>,
    last: NaiveDate,
) -> (NaiveDate, Reason) {
    let anchor = start(rule, customer, history, last);
    let gaps = match anchor.kind {
        AnchorKind::Sample(state) => steps.after(state).unwrap_or(&steps.agreed),
        _ => &steps.agreed,
    };
    let done = history.contact_days().iter().filter(|day| **day > anchor.day).count();
    let of = gaps.len();
    match gaps.get(done) {
        Some(&gap) => {
            let from = last.max(anchor.day);
            let (step, gaps, source) = (done + 1, gaps.to_vec(), rule.source);
            (add(from, gap), Reason::Step { step, of, gap, gaps, source, anchor, from })
        }
        None => {
            let gap = gaps.last().copied().unwrap_or(0);
            (add(last, gap), Reason::Decide { of, gap, anchor, from: last })
        }
    }
}

fn add(day: NaiveDate, days: u32) -> NaiveDate {
    day.checked_add_days(Days::new(days.into())).unwrap_or(NaiveDate::MAX)
}

/// What the sequence counts from: the newest sample that was agreed or received; without one, the
/// day on which the grade became this one, else `since`, else the first contact day.
fn start(rule: &GradeRule, customer: &Customer, history: &History<'_>, last: NaiveDate) -> Anchor {
    let sample = history
        .samples()
        .rev()
        .find(|(_, sample)| matches!(sample.state, SampleState::Agreed | SampleState::Received));
    if let Some((entry, sample)) = sample {
        return anchor(entry, AnchorKind::Sample(sample.state));
    }
    let became = history.entries().iter().rev().find(|entry| match &entry.event {
        Event::Grade(change) => change.to.as_deref() == Some(rule.class.as_str()) && change.from != change.to,
        _ => false,
    });
    if let Some(entry) = became {
        return anchor(entry, AnchorKind::Grade);
    }
    if let Some(day) = customer.since {
        return Anchor { day, kind: AnchorKind::Since, line: None };
    }
    let day = history.contact_days().first().copied().unwrap_or(last);
    Anchor { day, kind: AnchorKind::FirstContact, line: None }
}
